/* Numbers as files have them, and as callers want them. */
#include "tensors/tensors-private.h"

#include <math.h>
#include <string.h>

static const guint8 type_sizes[] = { 1, 1, 2, 2, 4, 4, 8, 8, 4, 8 };

gsize
wsc_tensor_type_size (WscTensorType type)
{
  return type_sizes[type];
}

gboolean
wsc_tensor_is_integral (const WscTensor *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->type != WSC_TENSOR_F32 && self->type != WSC_TENSOR_F64;
}

/* A zero among the dims does not hide that the others are too large: row sizes are multiplied too. */
gboolean
wsc_tensor_count (guint rank, const gsize *dims, gsize size, gsize *n, gsize *bytes)
{
  gsize product = 1, positive = size;

  for (guint i = 0; i < rank; i++)
    {
      product *= dims[i];
      if (!g_size_checked_mul (&positive, positive, MAX (dims[i], 1)) || positive > G_MAXSSIZE)
        return FALSE;
    }
  *n = product;
  *bytes = product * size;
  return TRUE;
}

char *
wsc_tensor_format_shape (guint rank, const gsize *dims)
{
  GString *text = g_string_new ("(");

  for (guint i = 0; i < rank; i++)
    g_string_append_printf (text, i > 0 ? ", %zu" : "%zu", dims[i]);
  g_string_append_c (text, ')');
  return g_string_free (text, FALSE);
}

static void
swap_bytes (guint8 *bytes, guint size, gsize n)
{
  for (gsize i = 0; i < n; i++, bytes += size)
    for (guint j = 0; j < size / 2; j++)
      {
        const guint8 swap = bytes[j];

        bytes[j] = bytes[size - 1 - j];
        bytes[size - 1 - j] = swap;
      }
}

/* IEEE 754 binary16. */
static float
half_to_float (guint16 half)
{
  const int exponent = (half >> 10) & 31, fraction = half & 1023;
  const float sign = half >> 15 ? -1.0f : 1.0f;

  if (exponent == 31)
    return fraction != 0 ? NAN : sign * INFINITY;
  if (exponent == 0)
    return sign * ldexpf ((float) fraction, -24);
  return sign * ldexpf ((float) (1024 + fraction), exponent - 25);
}

/* The upper half of a float. */
static float
brain_to_float (guint16 brain)
{
  const guint32 bits = (guint32) brain << 16;
  float value;

  memcpy (&value, &bits, sizeof value);
  return value;
}

gpointer
wsc_tensor_unpack (const WscTensorLayout *layout, const guint8 *bytes, gsize n)
{
  g_autofree guint8 *packed = g_malloc (n * layout->size + 1);
  float *floats;

  if (n > 0)
    memcpy (packed, bytes, n * layout->size);
  if (layout->big_endian != (G_BYTE_ORDER == G_BIG_ENDIAN))
    swap_bytes (packed, layout->size, n);
  if (layout->size == wsc_tensor_type_size (layout->type))
    return g_steal_pointer (&packed);
  floats = g_new (float, n + 1);
  for (gsize i = 0; i < n; i++)
    {
      guint16 word;

      memcpy (&word, packed + 2 * i, sizeof word);
      floats[i] = layout->brain ? brain_to_float (word) : half_to_float (word);
    }
  return floats;
}

#define CONVERT(Type)                                                                                                  \
  {                                                                                                                    \
    const Type *from = (const Type *) self->values + first;                                                            \
                                                                                                                       \
    for (gsize i = 0; i < n; i++)                                                                                      \
      values[i] = (double) from[i];                                                                                    \
    return;                                                                                                            \
  }

void
wsc_tensor_get_doubles (const WscTensor *self, gsize first, gsize n, double *values)
{
  g_return_if_fail (self != NULL && first <= self->n && n <= self->n - first);

  switch (self->type)
    {
    case WSC_TENSOR_U8:
      CONVERT (guint8)
    case WSC_TENSOR_I8:
      CONVERT (gint8)
    case WSC_TENSOR_U16:
      CONVERT (guint16)
    case WSC_TENSOR_I16:
      CONVERT (gint16)
    case WSC_TENSOR_U32:
      CONVERT (guint32)
    case WSC_TENSOR_I32:
      CONVERT (gint32)
    case WSC_TENSOR_U64:
      CONVERT (guint64)
    case WSC_TENSOR_I64:
      CONVERT (gint64)
    case WSC_TENSOR_F32:
      CONVERT (float)
    case WSC_TENSOR_F64:
      CONVERT (double)
    }
}
