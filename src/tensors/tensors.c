/* Named arrays and texts as a value. */
#include "tensors/tensors-private.h"

#include <string.h>

WSC_DEFINE_BOXED_TYPE (WscTensors, wsc_tensors)

static void
tensor_free (gpointer data)
{
  WscTensor *tensor = data;

  g_free ((char *) tensor->name);
  g_free ((gpointer) tensor->values);
  g_free (tensor);
}

WscTensors *
wsc_tensors_new (void)
{
  WscTensors *self = g_new0 (WscTensors, 1);

  self->ref_count = 1;
  self->tensors = g_ptr_array_new_with_free_func (tensor_free);
  self->texts = g_ptr_array_new_with_free_func (g_free);
  return self;
}

WscTensors *
wsc_tensors_ref (WscTensors *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_int_inc (&self->ref_count);
  return self;
}

void
wsc_tensors_unref (WscTensors *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;
  g_ptr_array_unref (self->tensors);
  g_ptr_array_unref (self->texts);
  g_free (self);
}

guint
wsc_tensors_get_n (const WscTensors *self)
{
  return self->tensors->len;
}

const WscTensor *
wsc_tensors_get (const WscTensors *self, guint i)
{
  g_return_val_if_fail (i < self->tensors->len, NULL);

  return self->tensors->pdata[i];
}

const WscTensor *
wsc_tensors_find (const WscTensors *self, const char *name)
{
  g_return_val_if_fail (self != NULL && name != NULL, NULL);

  for (guint i = 0; i < self->tensors->len; i++)
    if (g_str_equal (wsc_tensors_get (self, i)->name, name))
      return wsc_tensors_get (self, i);
  return NULL;
}

const char *
wsc_tensors_get_text (const WscTensors *self, const char *key)
{
  g_return_val_if_fail (self != NULL && key != NULL, NULL);

  for (guint i = 0; i < self->texts->len; i += 2)
    if (g_str_equal (self->texts->pdata[i], key))
      return self->texts->pdata[i + 1];
  return NULL;
}

void
wsc_tensors_set_text (WscTensors *self, const char *key, const char *text)
{
  g_return_if_fail (self != NULL && key != NULL && text != NULL);

  for (guint i = 0; i < self->texts->len; i += 2)
    if (g_str_equal (self->texts->pdata[i], key))
      {
        g_free (self->texts->pdata[i + 1]);
        self->texts->pdata[i + 1] = g_strdup (text);
        return;
      }
  g_ptr_array_add (self->texts, g_strdup (key));
  g_ptr_array_add (self->texts, g_strdup (text));
}

void
wsc_tensors_take (WscTensors *self, const char *name, WscTensorType type, guint rank, const gsize *dims, gpointer values)
{
  WscTensor *tensor = g_new0 (WscTensor, 1);
  gsize bytes;

  tensor->name = g_strdup (name);
  tensor->type = type;
  tensor->rank = rank;
  for (guint i = 0; i < rank; i++)
    tensor->dims[i] = dims[i];
  wsc_tensor_count (rank, dims, 1, &tensor->n, &bytes);
  tensor->values = values;
  g_ptr_array_add (self->tensors, tensor);
}

void
wsc_tensors_add (WscTensors *self, const char *name, WscTensorType type, guint rank, const gsize *dims, const void *values)
{
  gsize n, bytes;

  g_return_if_fail (self != NULL && name != NULL && rank <= WSC_TENSOR_MAX_RANK);
  g_return_if_fail (wsc_tensor_count (rank, dims, wsc_tensor_type_size (type), &n, &bytes));

  wsc_tensors_take (self, name, type, rank, dims, g_memdup2 (values, bytes));
}

gboolean
wsc_tensors_is_file (const char *path)
{
  static const char *const ends[] = { ".npy", ".npz", ".safetensors", ".h5", ".hdf5", ".idx", "-ubyte", ".idx.gz", "-ubyte.gz" };
  g_autofree char *lower = NULL;

  g_return_val_if_fail (path != NULL, FALSE);

  lower = g_ascii_strdown (path, -1);
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    if (g_str_has_suffix (lower, ends[i]))
      return TRUE;
  return FALSE;
}
