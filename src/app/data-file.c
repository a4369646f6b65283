#include "app/data-file.h"

#include "data/data.h"

#define USUAL_WINDOW 100
#define WINDOWS_A_SERIES 4 /* a shorter series gets a shorter window */

gboolean
wsc_data_file_is_one (const char *path)
{
  static const char *const suffixes[] = { ".csv", ".tsv", ".txt", ".dat" };
  g_autofree char *lower = g_ascii_strdown (path, -1);
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

static const char *
find_label_column (const WscTable *table)
{
  for (guint i = wsc_table_get_n_columns (table); i > 0; i--)
    if (wsc_table_get_column_type (table, i - 1) == WSC_COLUMN_TEXT)
      return wsc_table_get_name (table, i - 1);
  return NULL;
}

/* The last column of numbers: what an empty name means too, but so that people see it. */
static const char *
find_value_column (const WscTable *table)
{
  for (guint i = wsc_table_get_n_columns (table); i > 0; i--)
    if (wsc_table_get_column_type (table, i - 1) == WSC_COLUMN_NUMBER)
      return wsc_table_get_name (table, i - 1);
  return "";
}

static gboolean
set_series (WscStudy *study, const WscTable *table, GError **error)
{
  gsize longest = wsc_table_get_n_rows (table) / WINDOWS_A_SERIES;
  g_autofree char *window = g_strdup_printf ("%" G_GSIZE_FORMAT, CLAMP (longest, 2, USUAL_WINDOW));
  if (!set (study, "data.column", find_value_column (table), error))
    return FALSE;
  return set (study, "data.task", "restore", error) && set (study, "data.window", window, error);
}

static gboolean
set_classes (WscStudy *study, const char *column, GError **error)
{
  return set (study, "data.task", "classify", error) && set (study, "data.target", column, error)
         && set (study, "model.layers", "auto;16;auto", error);
}

static WscStudy *
propose (const char *path, GError **error)
{
  g_autoptr (WscTable) table = wsc_table_load (path, WSC_HEADER_AUTO, NULL, error);
  g_autoptr (WscStudy) study = wsc_study_new ();
  g_autofree char *name = g_path_get_basename (path);
  const char *labels = table ? find_label_column (table) : NULL;
  if (!table)
    return NULL;
  if (!set (study, "data.source", "file", error) || !set (study, "data.path", path, error)
      || !set (study, "study.title", name, error))
    return NULL;
  if (!(labels ? set_classes (study, labels, error) : set_series (study, table, error)))
    return NULL;
  return g_steal_pointer (&study);
}

static void
propose_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;
  WscStudy *study = propose (task_data, &error);
  if (study)
    g_task_return_pointer (task, study, (GDestroyNotify) wsc_study_free);
  else
    g_task_return_error (task, error);
}

void
wsc_data_file_propose_async (const char *path, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  g_task_set_task_data (task, g_canonicalize_filename (path, NULL), g_free);
  g_task_run_in_thread (task, propose_in_thread);
}

WscStudy *
wsc_data_file_propose_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
