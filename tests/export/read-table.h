/* A table as it was exported, read back. */
#pragma once

#include <math.h>
#include <string.h>

#include "export/export-private.h"

/* A table read back: names, and cells by row; NaN where a cell is empty or null. */
typedef struct
{
  char **names;
  guint n_columns;
  GArray *cells; /* of double */
} Read;

static inline void
read_clear (Read *read)
{
  g_strfreev (read->names);
  g_array_unref (read->cells);
}

static inline void
add_cell (Read *read, const char *text)
{
  double value = NAN;
  if (*text && !g_str_equal (text, "null"))
    g_assert_true (wsc_parse_number (text, &value));
  g_array_append_val (read->cells, value);
}

static inline Read
read_csv (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  Read read = { .names = g_strsplit (lines[0], ",", -1), .cells = g_array_new (FALSE, FALSE, sizeof (double)) };
  guint n = g_strv_length (lines);
  read.n_columns = g_strv_length (read.names);
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
  Read read = { .names = g_strsplit (list, ", ", -1), .cells = g_array_new (FALSE, FALSE, sizeof (double)) };
  g_assert_true (g_str_has_prefix (text, "{\"columns\": ["));
  g_assert_true (g_str_has_suffix (text, "]}\n"));
  read.n_columns = g_strv_length (read.names);
  for (guint j = 0; j < read.n_columns; j++)
    {
      g_assert_true (g_str_has_prefix (read.names[j], "\"") && g_str_has_suffix (read.names[j], "\""));
      memmove (read.names[j], read.names[j] + 1, strlen (read.names[j]));
      read.names[j][strlen (read.names[j]) - 1] = '\0';
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

static inline void
assert_same (double a, double b)
{
  g_assert_true (a == b || (isnan (a) && isnan (b)));
}
