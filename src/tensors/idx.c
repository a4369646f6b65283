/* IDX, of the MNIST sets: two zeros, a type, a rank, big-endian sizes, and big-endian numbers. */
#include "tensors/tensors-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
find_layout (guint8 code, WscTensorLayout *layout)
{
  static const struct
  {
    guint8 code;
    WscTensorType type;
  } types[] = { { 0x08, WSC_TENSOR_U8 },  { 0x09, WSC_TENSOR_I8 },  { 0x0b, WSC_TENSOR_I16 },
                { 0x0c, WSC_TENSOR_I32 }, { 0x0d, WSC_TENSOR_F32 }, { 0x0e, WSC_TENSOR_F64 } };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (types[i].code == code)
      {
        *layout = (WscTensorLayout){ .type = types[i].type,
                                     .size = (guint) wsc_tensor_type_size (types[i].type),
                                     .big_endian = TRUE };
        return TRUE;
      }
  return FALSE;
}

gboolean
wsc_idx_is (const guint8 *bytes, gsize length)
{
  WscTensorLayout layout;

  return length >= 4 && bytes[0] == 0 && bytes[1] == 0 && find_layout (bytes[2], &layout);
}

static gboolean
fail_shape (guint rank, const gsize *dims, gsize expected, gsize found, GError **error)
{
  g_autofree char *shape = wsc_tensor_format_shape (rank, dims);

  g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT, _("found %zu bytes of numbers, expected %zu for the shape %s"), found, expected,
               shape);
  return FALSE;
}

gboolean
wsc_idx_read (WscTensors *self, const char *name, const guint8 *bytes, gsize length, GError **error)
{
  const guint rank = bytes[3];
  const gsize start = 4 + 4 * (gsize) rank;
  gsize dims[WSC_TENSOR_MAX_RANK] = { 0 };
  gsize n, expected;
  WscTensorLayout layout;

  if (!find_layout (bytes[2], &layout) || rank < 1 || rank > WSC_TENSOR_MAX_RANK)
    {
      g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT, _("found IDX numbers of rank %u, expected a rank from 1 to %d"), rank,
                   WSC_TENSOR_MAX_RANK);
      return FALSE;
    }
  if (length < start)
    {
      g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT, _("found %zu bytes, too few for the sizes of IDX numbers of rank %u"), length,
                   rank);
      return FALSE;
    }
  for (guint i = 0; i < rank; i++)
    {
      guint32 size;

      memcpy (&size, bytes + 4 + 4 * i, sizeof size);
      dims[i] = GUINT32_FROM_BE (size);
    }
  if (!wsc_tensor_count (rank, dims, layout.size, &n, &expected))
    return fail_shape (rank, dims, G_MAXSIZE, length - start, error);
  if (expected != length - start)
    return fail_shape (rank, dims, expected, length - start, error);
  wsc_tensors_take (self, name, layout.type, rank, dims, wsc_tensor_unpack (&layout, bytes + start, n));
  return TRUE;
}
