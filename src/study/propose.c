/* A first study of a table: what most people want of it, to be changed from there. */
#include "study/study-private.h"

#define USUAL_WINDOW 100
#define USUAL_RANK 10      /* of the signal that residuals are taken from */
#define WINDOWS_A_SERIES 4 /* a shorter series gets a shorter window */
#define RANKS_A_SERIES 8   /* and a signal of lower rank, for its training part to have room */

gboolean
wsc_study_is_table (const char *path)
{
  static const char *const suffixes[] = { ".csv", ".tsv", ".txt", ".dat" };
  g_autofree char *lower = NULL;

  g_return_val_if_fail (path != NULL, FALSE);

  lower = g_ascii_strdown (path, -1);
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

WscStudy *
wsc_study_propose (const char *path, const WscHook *hook, GError **error)
{
  g_autoptr (WscTable) table = NULL;
  g_autoptr (WscStudy) study = wsc_study_new ();
  g_autofree char *full = NULL;
  g_autofree char *base = NULL;
  g_autofree char *title = NULL;
  const char *labels;

  g_return_val_if_fail (path != NULL, NULL);

  full = g_canonicalize_filename (path, NULL);
  base = g_path_get_basename (path);
  title = g_filename_display_name (base);
  table = wsc_table_load (full, WSC_HEADER_AUTO, hook, error);
  if (table == NULL)
    return NULL;
  labels = find_last (table, WSC_COLUMN_TEXT);
  if (!set (study, "data.source", "file", error) || !set (study, "data.path", full, error)
      || !set (study, "study.title", title, error))
    return NULL;
  if (!(labels != NULL ? set_classes (study, labels, error) : set_series (study, table, error)))
    return NULL;
  return g_steal_pointer (&study);
}
