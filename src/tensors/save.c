#include "tensors/tensors-private.h"

#include <glib/gi18n-lib.h>

#define MAX_BYTES (G_MAXUINT32 / 2) /* of numbers: with the headers they must fit into a GByteArray */

static gboolean
check_size (const WscTensors *self, const char *path, GError **error)
{
  g_autofree char *shown = NULL;
  gsize bytes = 0;

  for (guint i = 0; i < wsc_tensors_get_n (self) && bytes <= MAX_BYTES; i++)
    bytes += wsc_tensors_get (self, i)->n * wsc_tensor_type_size (wsc_tensors_get (self, i)->type);
  if (bytes <= MAX_BYTES)
    return TRUE;
  shown = g_filename_display_name (path);
  g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT, _("“%s” would hold more than %u bytes of numbers, the most that a file of arrays may"),
               shown, MAX_BYTES);
  return FALSE;
}

static GByteArray *
pack (const WscTensors *self, const char *path, GError **error)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);
  g_autofree char *shown = NULL;

  if (g_str_has_suffix (lower, ".npz"))
    return wsc_npz_write (self, error);
  if (g_str_has_suffix (lower, ".safetensors"))
    return wsc_safetensors_write (self);
  if (g_str_has_suffix (lower, ".h5") || g_str_has_suffix (lower, ".hdf5"))
    return wsc_h5_write (self, error);
  shown = g_filename_display_name (path);
  g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT, _("“%s” does not end in .npz, .safetensors or .h5, which name the formats there are"),
               shown);
  return NULL;
}

gboolean
wsc_tensors_save (const WscTensors *self, const char *path, GError **error)
{
  g_autoptr (GByteArray) bytes = NULL;

  g_return_val_if_fail (self != NULL && path != NULL, FALSE);

  bytes = check_size (self, path, error) ? pack (self, path, error) : NULL;
  return bytes != NULL && wsc_write_file (path, (const char *) bytes->data, bytes->len, error);
}
