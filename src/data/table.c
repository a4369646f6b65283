#include "data/csv-private.h"
#include "data/dataset-private.h"
#include "tensors/tensors.h"

#include <glib/gi18n-lib.h>
#include <string.h>

WSC_DEFINE_BOXED_TYPE (WscTable, wsc_table)

WscTable *
wsc_table_ref (WscTable *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_atomic_int_inc (&self->ref_count);
  return self;
}

void
wsc_table_unref (WscTable *self)
{
  g_return_if_fail (self != NULL);
  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;
  for (guint j = 0; j < self->n_columns; j++)
    {
      WscCsvColumn *column = &self->columns[j];

      g_free (column->name);
      g_free (column->numbers);
      g_free (column->codes);
      g_clear_pointer (&column->label_codes, g_hash_table_unref);
      g_clear_pointer (&column->labels, g_ptr_array_unref);
    }
  g_free (self->columns);
  g_free (self->name);
  g_free (self);
}

static WscTable *
read_table (WscCsvSource *source, WscHeader header, gsize most, const WscHook *hook, GError **error)
{
  g_autoptr (WscTable) table = g_new0 (WscTable, 1);
  WscCsvDialect dialect;
  gboolean ok;

  table->ref_count = 1;
  table->name = g_filename_display_name (source->name);
  ok = wsc_csv_find_dialect (source, header, &dialect, hook, error) &&
       wsc_csv_read_rows (source, &dialect, most, table, hook, error);
  wsc_csv_dialect_clear (&dialect);
  return ok ? g_steal_pointer (&table) : NULL;
}

WscTable *
wsc_table_load (const char *path, WscHeader header, const WscHook *hook, GError **error)
{
  return wsc_table_load_head (path, header, G_MAXSIZE, hook, error);
}

WscTable *
wsc_table_load_head (const char *path, WscHeader header, gsize most, const WscHook *hook, GError **error)
{
  WscCsvSource source;
  WscTable *table = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  if (wsc_tensors_is_file (path))
    return wsc_table_load_tensors (path, NULL, hook, error);
  if (wsc_csv_source_open (&source, path, error))
    table = read_table (&source, header, most, hook, error);
  wsc_csv_source_clear (&source);
  return table;
}

WscTable *
wsc_table_parse (const char *name, const char *text, gsize length, WscHeader header, const WscHook *hook,
                 GError **error)
{
  WscCsvSource source;
  WscTable *table;

  g_return_val_if_fail (name != NULL && (text != NULL || length == 0), NULL);

  wsc_csv_source_init_text (&source, name, text, length);
  table = read_table (&source, header, G_MAXSIZE, hook, error);
  wsc_csv_source_clear (&source);
  return table;
}

gsize
wsc_table_get_n_rows (const WscTable *self)
{
  return self->n_rows;
}

guint
wsc_table_get_n_columns (const WscTable *self)
{
  return self->n_columns;
}

const char *
wsc_table_get_name (const WscTable *self, guint column)
{
  g_return_val_if_fail (column < self->n_columns, NULL);
  return self->columns[column].name;
}

WscColumnType
wsc_table_get_column_type (const WscTable *self, guint column)
{
  g_return_val_if_fail (column < self->n_columns, WSC_COLUMN_NUMBER);
  return self->columns[column].type;
}

const double *
wsc_table_get_numbers (const WscTable *self, guint column)
{
  g_return_val_if_fail (column < self->n_columns, NULL);
  return self->columns[column].numbers;
}

const char *const *
wsc_table_get_labels (const WscTable *self, guint column, guint *n_labels)
{
  const GPtrArray *labels;

  g_return_val_if_fail (column < self->n_columns, NULL);

  labels = self->columns[column].labels;
  if (n_labels != NULL)
    *n_labels = labels != NULL ? labels->len - 1 : 0;
  return labels != NULL ? (const char *const *) labels->pdata : NULL;
}

const guint32 *
wsc_table_get_codes (const WscTable *self, guint column)
{
  g_return_val_if_fail (column < self->n_columns, NULL);
  return self->columns[column].codes;
}

gsize
wsc_table_get_n_missing (const WscTable *self, guint column)
{
  g_return_val_if_fail (column < self->n_columns, 0);
  return self->columns[column].n_missing;
}

char
wsc_table_get_separator (const WscTable *self)
{
  return self->separator;
}

gboolean
wsc_table_get_decimal_comma (const WscTable *self)
{
  return self->decimal_comma;
}

gboolean
wsc_table_get_has_header (const WscTable *self)
{
  return self->has_header;
}

gsize
wsc_table_get_n_repeated_times (const WscTable *self)
{
  return self->n_repeated_times;
}

/* "1 t, 2 value, …" */
static char *
list_columns (const WscTable *self)
{
  GString *list = g_string_new (NULL);

  for (guint j = 0; j < MIN (self->n_columns, 20); j++)
    g_string_append_printf (list, "%s%u %s", j > 0 ? ", " : "", j + 1, self->columns[j].name);
  if (self->n_columns > 20)
    g_string_append_printf (list, ", … %u %s", self->n_columns, self->columns[self->n_columns - 1].name);
  return g_string_free (list, FALSE);
}

static const char *
find_near_name (const WscTable *self, const char *name)
{
  g_autofree const char **names = g_new0 (const char *, self->n_columns + 1);

  for (guint j = 0; j < self->n_columns; j++)
    names[j] = self->columns[j].name;
  return wsc_nearest_word (name, names);
}

static gboolean
find_by_number (const WscTable *self, const char *text, guint *column)
{
  guint64 number;

  if (!g_ascii_string_to_unsigned (text, 10, 1, self->n_columns, &number, NULL))
    return FALSE;
  *column = (guint) number - 1;
  return TRUE;
}

gboolean
wsc_table_find_column (const WscTable *self, const char *name_or_number, guint *column, GError **error)
{
  g_autofree char *columns = NULL;
  const char *near;

  g_return_val_if_fail (name_or_number != NULL && column != NULL, FALSE);

  for (guint j = 0; j < self->n_columns; j++)
    if (strcmp (self->columns[j].name, name_or_number) == 0)
      {
        *column = j;
        return TRUE;
      }
  if (find_by_number (self, name_or_number, column))
    return TRUE;

  columns = list_columns (self);
  near = find_near_name (self, name_or_number);
  if (near != NULL)
    g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE, _("%s: there is no column “%s”; did you mean “%s”? Columns: %s"),
                 self->name, name_or_number, near, columns);
  else
    g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE, _("%s: there is no column “%s”. Columns: %s"), self->name,
                 name_or_number, columns);
  return FALSE;
}
