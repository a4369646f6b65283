/* Which columns of a table are the series and its channels. */
#include "data/csv-private.h"
#include "data/dataset-private.h"

#include <glib/gi18n-lib.h>

#define MAX_NAMES 20 /* in a message */

static gboolean
find_last_of_numbers (const WscTable *table, guint *column, GError **error)
{
  for (guint j = wsc_table_get_n_columns (table); j > 0; j--)
    if (wsc_table_get_column_type (table, j - 1) == WSC_COLUMN_NUMBER)
      {
        *column = j - 1;
        return TRUE;
      }
  g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT, _("%s: found only text, expected a column of numbers"),
               table->name);
  return FALSE;
}

static gboolean
find_series (const WscBuild *build, const WscTable *table, guint *column, GError **error)
{
  const char *chosen = build->settings->source == WSC_SOURCE_FILE ? build->settings->column : NULL;

  if (chosen == NULL || *chosen == '\0')
    return find_last_of_numbers (table, column, error);
  if (!wsc_table_find_column (table, chosen, column, error))
    return FALSE;
  if (wsc_table_get_column_type (table, *column) == WSC_COLUMN_NUMBER)
    return TRUE;
  g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT, _("%s: column “%s” holds text (“%s”), expected numbers"),
               table->name, wsc_table_get_name (table, *column), wsc_table_get_labels (table, *column, NULL)[0]);
  return FALSE;
}

/* --- channels -------------------------------------------------------------- */

/* "ux, uy, …" */
static char *
list_numbers (const WscTable *table)
{
  GString *list = g_string_new (NULL);
  guint n = 0;

  for (guint j = 0; j < wsc_table_get_n_columns (table); j++)
    {
      if (wsc_table_get_column_type (table, j) != WSC_COLUMN_NUMBER)
        continue;
      if (n++ == MAX_NAMES)
        {
          g_string_append (list, ", …");
          break;
        }
      g_string_append_printf (list, "%s%s", list->len > 0 ? ", " : "", wsc_table_get_name (table, j));
    }
  return g_string_free (list, FALSE);
}

static gboolean
check_numbers (const WscTable *table, guint column, GError **error)
{
  g_autofree char *names = NULL;

  if (wsc_table_get_column_type (table, column) == WSC_COLUMN_NUMBER)
    return TRUE;
  names = list_numbers (table);
  g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT,
               _("%s: column “%s” holds text (“%s”) and can be no channel (data.channels). Columns of numbers: %s"),
               table->name, wsc_table_get_name (table, column), wsc_table_get_labels (table, column, NULL)[0], names);
  return FALSE;
}

static gboolean
check_once (const WscTable *table, GArray *columns, guint column, GError **error)
{
  for (guint c = 0; c < columns->len; c++)
    {
      if (g_array_index (columns, guint, c) != column)
        continue;
      if (c == 0)
        g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE,
                     _("%s: column “%s” is the series itself and cannot be one more channel (data.channels)"),
                     table->name, wsc_table_get_name (table, column));
      else
        g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE, _("%s: column “%s” is named twice (data.channels)"),
                     table->name, wsc_table_get_name (table, column));
      return FALSE;
    }
  return TRUE;
}

static gboolean
add_channel (const WscTable *table, const char *name, GArray *columns, GError **error)
{
  guint column;

  if (!wsc_table_find_column (table, name, &column, error) || !check_numbers (table, column, error) ||
      !check_once (table, columns, column, error))
    return FALSE;
  g_array_append_val (columns, column);
  return TRUE;
}

gboolean
wsc_build_find_columns (WscBuild *build, const WscTable *table, GArray *columns, GError **error)
{
  const char *channels = build->settings->channels;
  g_auto (GStrv) names = g_strsplit (channels != NULL ? channels : "", ";", -1);
  guint column;

  if (!find_series (build, table, &column, error))
    return FALSE;
  g_array_append_val (columns, column);
  for (guint i = 0; names[i] != NULL; i++)
    if (*g_strstrip (names[i]) != '\0' && !add_channel (table, names[i], columns, error))
      return FALSE;
  return TRUE;
}
