/* A file of data, read once for its preview and for every proposal that is made of it. */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "study/propose-private.h"

#define HEAD 1000 /* rows */

WSC_DEFINE_BOXED_TYPE (WscDataFile, wsc_data_file)

/* By the columns that the table of neurons begins with. */
static gboolean
holds_gaussians (const WscTable *table)
{
  gboolean has_mean = FALSE, has_covariance = FALSE;

  for (guint i = 0; i < wsc_table_get_n_columns (table); i++)
    {
      has_mean = has_mean || g_str_equal (wsc_table_get_name (table, i), "mean_0");
      has_covariance = has_covariance || g_str_equal (wsc_table_get_name (table, i), "cov_0_0");
    }
  return has_mean && has_covariance;
}

/* Weights by their names; files that only networks are kept in, whatever the names. */
gboolean
wsc_data_holds_network (const char *path, const WscTensors *tensors)
{
  if (g_str_has_suffix (path, ".safetensors") || g_str_has_suffix (path, ".h5") || g_str_has_suffix (path, ".hdf5"))
    return TRUE;
  for (guint i = 0; i < wsc_tensors_get_n (tensors); i++)
    {
      const WscTensor *tensor = wsc_tensors_get (tensors, i);

      if (tensor->rank >= 2 && (strstr (tensor->name, "weight") != NULL || strstr (tensor->name, "kernel") != NULL))
        return TRUE;
    }
  return FALSE;
}

char *
wsc_data_find_labels (const char *path)
{
  const char *at = strstr (path, "images");
  g_auto (GStrv) parts = at != NULL ? g_strsplit (path, "images", 2) : NULL;
  g_autofree char *tail = NULL, *labels = NULL;
  char *three;

  if (parts == NULL || strstr (parts[1], "images") != NULL)
    return NULL;
  tail = g_strdup (parts[1]);
  three = strstr (tail, "idx3");
  if (three != NULL)
    three[3] = '1';
  labels = g_strconcat (parts[0], "labels", tail, NULL);
  return g_file_test (labels, G_FILE_TEST_EXISTS) ? g_steal_pointer (&labels) : NULL;
}

/* A list as long as there are samples. Images and labels are samples even where one is missing, which reading them then tells. */
static gboolean
are_samples (const char *path, const WscTensors *tensors)
{
  g_autofree char *labels = wsc_data_find_labels (path);
  const WscTensor *inputs, *targets;

  wsc_data_find_arrays (tensors, &inputs, &targets);
  if (labels != NULL && inputs != NULL && inputs->rank > 1)
    return TRUE;
  if (inputs == NULL || targets == NULL || inputs->rank < 2)
    return FALSE;
  return targets->dims[0] == inputs->dims[0] || (inputs->rank > 2 && wsc_tensor_is_integral (targets));
}

static WscDataKind
find_kind (const char *path, const WscTensors *tensors)
{
  if (wsc_tensors_get_text (tensors, "study") != NULL || wsc_data_holds_network (path, tensors))
    return WSC_DATA_NETWORK;
  return are_samples (path, tensors) ? WSC_DATA_SAMPLES : WSC_DATA_GUESS;
}

static gboolean
load_arrays (WscDataFile *self, const WscHook *hook, GError **error)
{
  self->tensors = wsc_tensors_load (self->path, hook, error);
  if (self->tensors == NULL)
    return FALSE;
  self->kind = find_kind (self->path, self->tensors);
  if (self->kind != WSC_DATA_GUESS)
    {
      self->preview = wsc_preview_new_from_arrays (self->tensors);
      return TRUE;
    }
  self->table = wsc_table_load (self->path, WSC_HEADER_AUTO, hook, error);
  return self->table != NULL;
}

static gboolean
load_text (WscDataFile *self, const WscHook *hook, GError **error)
{
  self->table = wsc_table_load (self->path, WSC_HEADER_AUTO, hook, error);
  if (self->table != NULL && holds_gaussians (self->table))
    self->kind = WSC_DATA_GAUSSIANS;
  return self->table != NULL;
}

WscDataFile *
wsc_data_file_load (const char *path, const WscHook *hook, GError **error)
{
  g_autoptr (WscDataFile) self = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  self = g_new0 (WscDataFile, 1);
  self->ref_count = 1;
  self->path = g_canonicalize_filename (path, NULL);
  if (!(wsc_tensors_is_file (self->path) ? load_arrays (self, hook, error) : load_text (self, hook, error)))
    return NULL;
  if (self->preview == NULL)
    self->preview = wsc_preview_new (self->table);
  return g_steal_pointer (&self);
}

WscPreview *
wsc_data_file_peek (const char *path, const WscHook *hook, GError **error)
{
  g_autoptr (WscTensors) tensors = NULL;
  g_autoptr (WscTable) table = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  if (wsc_tensors_is_file (path))
    {
      tensors = wsc_tensors_load (path, hook, error);
      return tensors != NULL ? wsc_preview_new_from_arrays (tensors) : NULL;
    }
  table = wsc_table_load_head (path, WSC_HEADER_AUTO, HEAD, hook, error);
  return table != NULL ? wsc_preview_new (table) : NULL;
}

WscDataFile *
wsc_data_file_ref (WscDataFile *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_int_inc (&self->ref_count);
  return self;
}

void
wsc_data_file_unref (WscDataFile *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;
  g_free (self->path);
  g_clear_pointer (&self->tensors, wsc_tensors_unref);
  g_clear_pointer (&self->table, wsc_table_unref);
  g_clear_pointer (&self->preview, wsc_preview_unref);
  g_free (self);
}

const char *
wsc_data_file_get_path (const WscDataFile *self)
{
  return self->path;
}

WscPreview *
wsc_data_file_get_preview (const WscDataFile *self)
{
  return self->preview;
}
