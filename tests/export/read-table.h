/* A table as it was exported, read back. */
#pragma once

#include <math.h>
#include <string.h>

#include "export/export-private.h"

/* A table read back: names, and cells by row; NaN where a cell is empty, null, or a method. */
typedef struct
{
  char **names;
  guint n_columns;
  GArray *cells;    /* of double */
  GPtrArray *texts; /* of char *, the same cells without their quotes */
} Read;

static inline Read
read_new (char **names)
{
  return (Read){ names, g_strv_length (names), g_array_new (FALSE, FALSE, sizeof (double)), g_ptr_array_new_with_free_func (g_free) };
}

static inline void
read_clear (Read *read)
{
  g_strfreev (read->names);
  g_array_unref (read->cells);
  g_ptr_array_unref (read->texts);
}

static inline char *
dup_unquoted (const char *text)
{
  gsize length = strlen (text);
  g_assert_true (length >= 2 && text[0] == '"' && text[length - 1] == '"');
  return g_strndup (text + 1, length - 2);
}

static inline void
add_cell (Read *read, const char *text)
{
  double value = NAN;
  const gboolean is_method = g_str_equal (read->names[read->cells->len % read->n_columns], "method");
  if (!is_method && *text && !g_str_equal (text, "null"))
    g_assert_true (wsc_parse_number (text, &value));
  g_array_append_val (read->cells, value);
  g_ptr_array_add (read->texts, is_method && *text == '"' ? dup_unquoted (text) : g_strdup (text));
}

static inline Read
read_csv (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  Read read = read_new (g_strsplit (lines[0], ",", -1));
  guint n = g_strv_length (lines);
  g_assert_cmpstr (lines[n - 1], ==, ""); /* ends with a new line */
  for (guint i = 1; i + 1 < n; i++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[i], ",", -1);
      g_assert_cmpuint (g_strv_length (cells), ==, read.n_columns);
      for (guint j = 0; j < read.n_columns; j++)
        add_cell (&read, cells[j]);
    }
  return read;
}

/* Strict enough for what the writer makes: one object, two members, rows of numbers. */
static inline Read
read_json (const char *text)
{
  const char *names = strchr (text, '[') + 1, *end = strchr (names, ']'), *rows = strstr (end, "\"rows\": [") + 9;
  g_autofree char *list = g_strndup (names, (gsize) (end - names));
  Read read = read_new (g_strsplit (list, ", ", -1));
  g_assert_true (g_str_has_prefix (text, "{\"columns\": ["));
  g_assert_true (g_str_has_suffix (text, "]}\n"));
  for (guint j = 0; j < read.n_columns; j++)
    {
      g_autofree char *quoted = read.names[j];
      read.names[j] = dup_unquoted (quoted);
    }
  for (const char *row = strchr (rows, '['); row; row = strchr (row + 1, '['))
    {
      g_autofree char *inside = g_strndup (row + 1, strcspn (row + 1, "]"));
      g_auto (GStrv) cells = g_strsplit (inside, ", ", -1);
      g_assert_cmpuint (g_strv_length (cells), ==, read.n_columns);
      for (guint j = 0; j < read.n_columns; j++)
        add_cell (&read, cells[j]);
    }
  return read;
}

static inline Read
export (const WscResults *results, const char *name, WscTableFormat format)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  g_assert_true (wsc_export_table (results, name, format, out, &error));
  g_assert_no_error (error);
  return format == WSC_FORMAT_CSV ? read_csv (out->str) : read_json (out->str);
}

static inline double
get_cell (const Read *read, guint row, guint column)
{
  return g_array_index (read->cells, double, row * read->n_columns + column);
}

static inline const char *
get_text (const Read *read, guint row, guint column)
{
  return read->texts->pdata[row * read->n_columns + column];
}

static inline void
assert_same (double a, double b)
{
  g_assert_true (a == b || (isnan (a) && isnan (b)));
}
