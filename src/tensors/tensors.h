/* tensors: named arrays, and short texts beside them, in the files that networks and data sets are kept in: .npy and .npz (NumPy),
 * .safetensors, HDF5 and IDX, the last also compressed.
 */
#pragma once

#include "base/base.h"

G_BEGIN_DECLS

#define WSC_TENSOR_MAX_RANK 8

/* As they lie in the file; the bytes are turned to this machine's order when they are read. */
typedef enum
{
  WSC_TENSOR_U8, WSC_TENSOR_I8, WSC_TENSOR_U16, WSC_TENSOR_I16, WSC_TENSOR_U32, WSC_TENSOR_I32, WSC_TENSOR_U64, WSC_TENSOR_I64,
  WSC_TENSOR_F32, WSC_TENSOR_F64,
} WscTensorType;

/* Row-major. Borrowed from its WscTensors. */
typedef struct
{
  const char *name;
  WscTensorType type;
  guint rank; /* 0: a single number */
  gsize dims[WSC_TENSOR_MAX_RANK];
  gsize n; /* the product of dims */
  const void *values;
} WscTensor;

/* Immutable once shared, atomically ref-counted. */
typedef struct _WscTensors WscTensors;
#define WSC_TYPE_TENSORS (wsc_tensors_get_type ())
GType wsc_tensors_get_type (void);

/* TRUE for a name that ends like one of the formats read here: .npy, .npz, .safetensors, .h5, .hdf5, .idx, or -ubyte, the last two also with .gz. */
gboolean wsc_tensors_is_file (const char *path);
/* Reads by what the file holds, not by its name. Nothing in it is trusted: sizes are checked against the bytes there are before
 * anything is allocated. Pickled objects are refused. Errors, with path, what was found and what was expected: FILE, FORMAT, STOPPED. */
WscTensors *wsc_tensors_load (const char *path, const WscHook *hook, GError **error);
WscTensors *wsc_tensors_new (void);
WscTensors *wsc_tensors_ref (WscTensors *self);
void wsc_tensors_unref (WscTensors *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WscTensors, wsc_tensors_unref)

guint wsc_tensors_get_n (const WscTensors *self);
const WscTensor *wsc_tensors_get (const WscTensors *self, guint i);             /* in the order of the file */
const WscTensor *wsc_tensors_find (const WscTensors *self, const char *name);   /* NULL if there is none */
const char *wsc_tensors_get_text (const WscTensors *self, const char *key);     /* NULL if there is none */
/* Values first .. first + n - 1, converted. */
void wsc_tensor_get_doubles (const WscTensor *self, gsize first, gsize n, double *values);
gboolean wsc_tensor_is_integral (const WscTensor *self); /* by its type */

/* Before the value is shared with anybody. Copied. */
void wsc_tensors_add (WscTensors *self, const char *name, WscTensorType type, guint rank, const gsize *dims, const void *values);
void wsc_tensors_set_text (WscTensors *self, const char *key, const char *text);

/* As .npz, .safetensors or .h5, by the name. Written beside and renamed. Errors: FILE; FORMAT (another name, with those that there are; more than 2 GiB). */
gboolean wsc_tensors_save (const WscTensors *self, const char *path, GError **error);

G_END_DECLS
