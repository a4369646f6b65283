/* A first study of a table: what most people want of it, to be changed from there. */
#include <string.h>
#include <glib/gi18n-lib.h>

#include "study/study-private.h"
#include "tensors/tensors.h"

#define USUAL_WINDOW 100
#define USUAL_RANK 10      /* of the signal that residuals are taken from */
#define WINDOWS_A_SERIES 4 /* a shorter series gets a shorter window */
#define RANKS_A_SERIES 8   /* and a signal of lower rank, for its training part to have room */

/* Results have a seal before their HDF5 part, other programs' files have none. */
static gboolean
is_plain_hdf5 (const char *path)
{
  static const char magic[] = "\211HDF\r\n\032\n";
  g_autoptr (GMappedFile) file = g_file_test (path, G_FILE_TEST_IS_REGULAR) ? g_mapped_file_new (path, FALSE, NULL) : NULL;

  return file != NULL && g_mapped_file_get_length (file) >= sizeof magic - 1
         && memcmp (g_mapped_file_get_contents (file), magic, sizeof magic - 1) == 0;
}

gboolean
wsc_study_is_table (const char *path)
{
  static const char *const suffixes[] = { ".csv", ".tsv", ".txt", ".dat" };
  g_autofree char *lower = NULL;

  g_return_val_if_fail (path != NULL, FALSE);

  lower = g_ascii_strdown (path, -1);
  if (g_str_has_suffix (lower, ".h5") || g_str_has_suffix (lower, ".hdf5"))
    return is_plain_hdf5 (path);
  if (wsc_tensors_is_file (lower))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    if (g_str_has_suffix (lower, suffixes[i]))
      return TRUE;
  return FALSE;
}

static gboolean
set (WscStudy *study, const char *key, const char *text, GError **error)
{
  return wsc_option_set_text (wsc_option_find (key), study, text, error);
}

/* The last column of a type, or NULL. */
static const char *
find_last (const WscTable *table, WscColumnType type)
{
  for (guint i = wsc_table_get_n_columns (table); i > 0; i--)
    if (wsc_table_get_column_type (table, i - 1) == type)
      return wsc_table_get_name (table, i - 1);
  return NULL;
}

/* The column is what an empty name means too, but so that people see it. */
static gboolean
set_series (WscStudy *study, const WscTable *table, GError **error)
{
  const char *column = find_last (table, WSC_COLUMN_NUMBER);
  gsize length = wsc_table_get_n_rows (table);
  g_autofree char *window = g_strdup_printf ("%zu", CLAMP (length / WINDOWS_A_SERIES, 2, USUAL_WINDOW));
  g_autofree char *rank = g_strdup_printf ("%zu", CLAMP (length / RANKS_A_SERIES, 1, USUAL_RANK));

  return set (study, "data.column", column != NULL ? column : "", error) && set (study, "data.task", "restore", error)
         && set (study, "data.window", window, error) && set (study, "estimate.signal-rank", rank, error);
}

static gboolean
set_classes (WscStudy *study, const char *column, GError **error)
{
  return set (study, "data.task", "classify", error) && set (study, "data.target", column, error)
         && set (study, "model.layers", "auto;16;auto", error);
}

/* --- arrays ------------------------------------------------------------------- */

/* Weights by their names; files that only networks are kept in, whatever the names. */
static gboolean
is_network (const char *path, const WscTensors *tensors)
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

gboolean
wsc_study_is_bare_network (const char *path, const WscHook *hook)
{
  g_autoptr (WscTensors) tensors = NULL;

  g_return_val_if_fail (path != NULL, FALSE);

  tensors = wsc_tensors_is_file (path) ? wsc_tensors_load (path, hook, NULL) : NULL;
  return tensors != NULL && wsc_tensors_get_text (tensors, "study") == NULL && is_network (path, tensors);
}

/* Paths of the study start at the network's folder. */
static WscStudy *
restore_study (const char *path, const char *text, GError **error)
{
  g_autoptr (WscStudy) study = wsc_study_from_text (text, error);

  if (study == NULL)
    {
      g_prefix_error (error, _("The study in “%s”: "), path);
      return NULL;
    }
  g_free (study->directory);
  study->directory = g_path_get_dirname (path);
  return set (study, "model.path", path, error) ? g_steal_pointer (&study) : NULL;
}

/* The labels that belong to images, by the names that IDX files have. */
static char *
find_labels (const char *path)
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

static gboolean
set_samples (WscStudy *study, const char *labels, const WscTensor *targets, GError **error)
{
  const gboolean classes = labels != NULL || wsc_tensor_is_integral (targets);

  return set (study, "data.task", classes ? "classify" : "regress", error) && set (study, "data.labels", labels != NULL ? labels : "", error)
         && set (study, "model.layers", "auto;16;auto", error);
}

/* A list as long as there are samples. Images and labels are samples even where one is missing, which reading them then tells. */
static gboolean
are_samples (const WscTensor *inputs, const WscTensor *targets)
{
  if (inputs == NULL || targets == NULL || inputs->rank < 2)
    return FALSE;
  return targets->dims[0] == inputs->dims[0] || (inputs->rank > 2 && wsc_tensor_is_integral (targets));
}

static gboolean
set_arrays (WscStudy *study, const char *path, const WscTensors *tensors, const WscHook *hook, GError **error)
{
  g_autofree char *labels = find_labels (path);
  g_autoptr (WscTable) table = NULL;
  const WscTensor *inputs, *targets;

  wsc_data_find_arrays (tensors, &inputs, &targets);
  if ((labels != NULL && inputs != NULL && inputs->rank > 1) || are_samples (inputs, targets))
    return set_samples (study, labels, targets, error);
  table = wsc_table_load (path, WSC_HEADER_AUTO, hook, error);
  return table != NULL && set_series (study, table, error);
}

static gboolean
set_source (WscStudy *study, const char *path, GError **error)
{
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *title = g_filename_display_name (base);

  return set (study, "data.source", "file", error) && set (study, "data.path", path, error) && set (study, "study.title", title, error);
}

static WscStudy *
propose_arrays (const char *path, const WscHook *hook, GError **error)
{
  g_autoptr (WscTensors) tensors = wsc_tensors_load (path, hook, error);
  g_autoptr (WscStudy) study = NULL;

  if (tensors == NULL)
    return NULL;
  if (wsc_tensors_get_text (tensors, "study") != NULL)
    return restore_study (path, wsc_tensors_get_text (tensors, "study"), error);
  if (is_network (path, tensors))
    {
      g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT,
                   _("“%s” holds a network and not its study: open the data that it was trained on first, then set model.path to this file"), path);
      return NULL;
    }
  study = wsc_study_new ();
  return set_source (study, path, error) && set_arrays (study, path, tensors, hook, error) ? g_steal_pointer (&study) : NULL;
}

/* --- Gaussians ---------------------------------------------------------------------- */

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

/* --- any of them -------------------------------------------------------------------- */

WscStudy *
wsc_study_propose (const char *path, const WscHook *hook, GError **error)
{
  g_autoptr (WscTable) table = NULL;
  g_autoptr (WscStudy) study = wsc_study_new ();
  g_autofree char *full = NULL;
  const char *labels;

  g_return_val_if_fail (path != NULL, NULL);

  full = g_canonicalize_filename (path, NULL);
  if (wsc_tensors_is_file (full))
    return propose_arrays (full, hook, error);
  table = wsc_table_load (full, WSC_HEADER_AUTO, hook, error);
  if (table == NULL)
    return NULL;
  labels = find_last (table, WSC_COLUMN_TEXT);
  if (!set_source (study, full, error))
    return NULL;
  if (holds_gaussians (table))
    return set (study, "data.source", "gaussians", error) ? g_steal_pointer (&study) : NULL;
  if (!(labels != NULL ? set_classes (study, labels, error) : set_series (study, table, error)))
    return NULL;
  return g_steal_pointer (&study);
}
