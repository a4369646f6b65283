/* NumPy's .npy, as NumPy 1 and 2 write it: little-endian, the numbers at a multiple of 64 bytes. */
#include "tensors/tensors-private.h"

#include <string.h>

#define ALIGNMENT 64
#define BEFORE_HEADER 10

static const char *const descriptions[] = { "|u1", "|i1", "<u2", "<i2", "<u4", "<i4", "<u8", "<i8", "<f4", "<f8" };

static void
append_header (GByteArray *bytes, const char *descr, const char *shape)
{
  g_autoptr (GString) header = g_string_new (NULL);
  guint8 before[BEFORE_HEADER] = "\x93NUMPY\x01";

  g_string_printf (header, "{'descr': '%s', 'fortran_order': False, 'shape': %s, }", descr, shape);
  while ((BEFORE_HEADER + header->len + 1) % ALIGNMENT != 0)
    g_string_append_c (header, ' ');
  g_string_append_c (header, '\n');
  before[8] = (guint8) (header->len & 255);
  before[9] = (guint8) (header->len >> 8);
  g_byte_array_append (bytes, before, BEFORE_HEADER);
  g_byte_array_append (bytes, (const guint8 *) header->str, (guint) header->len);
}

/* A tuple of one has a comma in Python. */
static char *
format_tuple (const WscTensor *tensor)
{
  return tensor->rank == 1 ? g_strdup_printf ("(%zu,)", tensor->dims[0]) : wsc_tensor_format_shape (tensor->rank, tensor->dims);
}

void
wsc_npy_write (const WscTensor *tensor, GByteArray *bytes)
{
  const gsize size = wsc_tensor_type_size (tensor->type);
  const WscTensorLayout layout = { .type = tensor->type, .size = (guint) size };
  g_autofree char *shape = format_tuple (tensor);
  g_autofree gpointer values = wsc_tensor_unpack (&layout, tensor->values, tensor->n);

  append_header (bytes, descriptions[tensor->type], shape);
  g_byte_array_append (bytes, values, (guint) (tensor->n * size));
}

void
wsc_npy_write_texts (const WscTensors *self, GByteArray *bytes)
{
  g_autofree char *descr = NULL;
  g_autofree char *shape = g_strdup_printf ("(%u, 2)", self->texts->len / 2);
  glong width = 1;

  for (guint i = 0; i < self->texts->len; i++)
    width = MAX (width, g_utf8_strlen (self->texts->pdata[i], -1));
  descr = g_strdup_printf ("<U%ld", width);
  append_header (bytes, descr, shape);
  for (guint i = 0; i < self->texts->len; i++)
    {
      const WscTensorLayout layout = { .type = WSC_TENSOR_U32, .size = 4 };
      g_autofree gunichar *cell = g_new0 (gunichar, width);
      glong n;
      g_autofree gunichar *text = g_utf8_to_ucs4_fast (self->texts->pdata[i], -1, &n);
      g_autofree guint8 *packed = NULL;

      memcpy (cell, text, (gsize) n * sizeof (gunichar));
      packed = wsc_tensor_unpack (&layout, (const guint8 *) cell, (gsize) width);
      g_byte_array_append (bytes, packed, (guint) width * 4);
    }
}
