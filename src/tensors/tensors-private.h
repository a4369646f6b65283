/* What the formats share. A reader adds to `self` what `bytes` hold; its errors say what was found and what was expected, and the caller
 * puts the path before them.
 */
#pragma once

#include "tensors/tensors.h"

G_BEGIN_DECLS

#define WSC_TENSOR_MAX_TEXT (16 * 1024 * 1024) /* bytes of one text */
#define WSC_DEFLATE_RATIO 1040                 /* deflate cannot do better than 1 : 1032 */

struct _WscTensors
{
  gint ref_count;
  GPtrArray *tensors; /* of WscTensor */
  GPtrArray *texts;   /* key, text, key, text … */
};

/* How numbers lie in a file. Halves and brain floats become floats. */
typedef struct
{
  WscTensorType type; /* once they are read */
  guint size;         /* bytes in the file */
  gboolean big_endian, brain;
} WscTensorLayout;

gsize wsc_tensor_type_size (WscTensorType type);
/* The product of dims, and bytes at `size` each; FALSE if they do not fit into a gsize. */
gboolean wsc_tensor_count (guint rank, const gsize *dims, gsize size, gsize *n, gsize *bytes);
char *wsc_tensor_format_shape (guint rank, const gsize *dims); /* "(3, 4)"; caller frees */
/* n numbers, as this machine has them; caller frees. */
gpointer wsc_tensor_unpack (const WscTensorLayout *layout, const guint8 *bytes, gsize n);
/* As wsc_tensors_add (), but the values are taken. */
void wsc_tensors_take (WscTensors *self, const char *name, WscTensorType type, guint rank, const gsize *dims, gpointer values);

gboolean wsc_npy_is (const guint8 *bytes, gsize length);
gboolean wsc_npy_read (WscTensors *self, const char *name, const guint8 *bytes, gsize length, GError **error);
/* As wsc_npy_read (), but for texts: the array "texts", (n, 2), of keys and texts; other texts are passed over. */
gboolean wsc_npy_read_member (WscTensors *self, const char *name, const guint8 *bytes, gsize length, GError **error);
void wsc_npy_write (const WscTensor *tensor, GByteArray *bytes);
void wsc_npy_write_texts (const WscTensors *self, GByteArray *bytes);

gboolean wsc_npz_is (const guint8 *bytes, gsize length);
gboolean wsc_npz_read (WscTensors *self, const guint8 *bytes, gsize length, const WscHook *hook, GError **error);
GByteArray *wsc_npz_write (const WscTensors *self, GError **error);

gboolean wsc_safetensors_is (const guint8 *bytes, gsize length);
gboolean wsc_safetensors_read (WscTensors *self, const guint8 *bytes, gsize length, GError **error);
GByteArray *wsc_safetensors_write (const WscTensors *self);

gboolean wsc_idx_is (const guint8 *bytes, gsize length);
gboolean wsc_idx_read (WscTensors *self, const char *name, const guint8 *bytes, gsize length, GError **error);

gboolean wsc_h5_is (const guint8 *bytes, gsize length);
gboolean wsc_h5_read (WscTensors *self, const guint8 *bytes, gsize length, GError **error);
GByteArray *wsc_h5_write (const WscTensors *self, GError **error);

G_END_DECLS
