/* A file of arrays as a table: lists are columns, and so are the columns of a matrix of as many rows. */
#include "data/csv-private.h"
#include "data/dataset-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define MAX_CELLS 100000000

/* "signal", or "signal 3" of a matrix. */
static char *
column_name (const WscTensor *tensor, gsize column)
{
  return tensor->rank == 1 ? g_strdup (tensor->name) : g_strdup_printf ("%s %zu", tensor->name, column + 1);
}

static gsize
count_columns (const WscTensor *tensor)
{
  return tensor->rank == 1 ? 1 : tensor->rank == 2 ? tensor->dims[1] : 0;
}

static gboolean
is_named (const WscTensor *tensor, const char *wanted)
{
  return g_str_equal (tensor->name, wanted)
         || (tensor->rank == 2 && g_str_has_prefix (wanted, tensor->name) && wanted[strlen (tensor->name)] == ' ');
}

/* That of the array wanted, or else of the longest. */
static gsize
find_length (const WscTensors *tensors, const char *wanted)
{
  gsize longest = 0;

  for (guint i = 0; i < wsc_tensors_get_n (tensors); i++)
    {
      const WscTensor *tensor = wsc_tensors_get (tensors, i);

      if (count_columns (tensor) == 0)
        continue;
      if (wanted != NULL && *wanted != '\0' && is_named (tensor, wanted))
        return tensor->dims[0];
      longest = MAX (longest, tensor->dims[0]);
    }
  return longest;
}

static gboolean
fill_column (const WscTable *table, const WscTensor *tensor, gsize j, WscCsvColumn *column, GError **error)
{
  const gsize width = count_columns (tensor);

  *column = (WscCsvColumn){ .name = column_name (tensor, j), .type = WSC_COLUMN_NUMBER, .numbers = g_new (double, table->n_rows) };
  for (gsize i = 0; i < table->n_rows; i++)
    {
      wsc_tensor_get_doubles (tensor, i * width + j, 1, &column->numbers[i]);
      if (!isinf (column->numbers[i]))
        continue;
      g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT, _("%s: found %g at place %zu of “%s”, expected finite numbers"), table->name,
                   column->numbers[i], i + 1, column->name);
      return FALSE;
    }
  return TRUE;
}

static gboolean
count_cells (WscTable *table, const WscTensors *tensors, GError **error)
{
  gsize n_columns = 0;

  for (guint i = 0; i < wsc_tensors_get_n (tensors); i++)
    if (wsc_tensors_get (tensors, i)->dims[0] == table->n_rows)
      n_columns += count_columns (wsc_tensors_get (tensors, i));
  if (table->n_rows == 0 || n_columns == 0)
    g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT, _("%s: found no list and no matrix of numbers, expected at least one"), table->name);
  else if (n_columns > WSC_CSV_MAX_COLUMNS || n_columns > MAX_CELLS / table->n_rows)
    g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT,
                 _("%s: found %zu rows and %zu columns, too many to be series; take a task of tables (data.task)"), table->name,
                 table->n_rows, n_columns);
  else
    {
      table->columns = g_new0 (WscCsvColumn, n_columns);
      return TRUE;
    }
  return FALSE;
}

static gboolean
fill_table (WscTable *table, const WscTensors *tensors, const char *wanted, GError **error)
{
  table->n_rows = find_length (tensors, wanted);
  if (!count_cells (table, tensors, error))
    return FALSE;
  for (guint i = 0; i < wsc_tensors_get_n (tensors); i++)
    {
      const WscTensor *tensor = wsc_tensors_get (tensors, i);

      for (gsize j = 0; tensor->dims[0] == table->n_rows && j < count_columns (tensor); j++)
        if (!fill_column (table, tensor, j, &table->columns[table->n_columns++], error))
          return FALSE;
    }
  wsc_table_finish (table);
  return TRUE;
}

WscTable *
wsc_table_load_tensors (const char *path, const char *wanted, const WscHook *hook, GError **error)
{
  g_autoptr (WscTensors) tensors = wsc_tensors_load (path, hook, error);
  g_autoptr (WscTable) table = NULL;

  if (tensors == NULL)
    return NULL;
  table = g_new0 (WscTable, 1);
  table->ref_count = 1;
  table->name = g_filename_display_name (path);
  table->has_header = TRUE;
  return fill_table (table, tensors, wanted, error) ? g_steal_pointer (&table) : NULL;
}
