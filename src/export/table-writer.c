/* Tables as CSV (RFC 4180), as JSON and as arrays. Cells are plain; a column may have a name that a person gave. */
#include "export/export-private.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* "1.5e+08" -> "1.5e8", "1e-05" -> "1e-5" */
static gsize
shorten_exponent (char *text, gsize length)
{
  char *mark = memchr (text, 'e', length);
  if (!mark)
    return length;
  char *to = mark + 1, *from = mark + 1;
  if (*from++ == '-')
    to++;
  while (*from == '0' && from[1])
    from++;
  memmove (to, from, strlen (from) + 1);
  return strlen (text);
}

/* 16 digits are tried first: most doubles that were computed need 16 or 17, and only those that 16 give back can need
 * fewer. */
gsize
wsc_print_number (char text[WSC_NUMBER_SIZE], double value)
{
  int length = snprintf (text, WSC_NUMBER_SIZE, "%.16g", value);
  if (strtod (text, NULL) != value)
    length = snprintf (text, WSC_NUMBER_SIZE, "%.17g", value);
  else
    {
      char shorter[WSC_NUMBER_SIZE];
      int fewer = fabs (value) < 1e-300 ? 1 : 15;
      int shorter_length = snprintf (shorter, sizeof shorter, "%.*g", fewer, value);
      while (strtod (shorter, NULL) != value && ++fewer < 16)
        shorter_length = snprintf (shorter, sizeof shorter, "%.*g", fewer, value);
      if (fewer < 16)
        {
          memcpy (text, shorter, (gsize) shorter_length + 1);
          length = shorter_length;
        }
    }
  return shorten_exponent (text, (gsize) length);
}

void
wsc_table_writer_init (WscTableWriter *self, WscTableFormat format, GString *out)
{
  *self = (WscTableWriter){ .out = out, .format = format };
  if (format == WSC_FORMAT_NPZ)
    self->columns = g_ptr_array_new_with_free_func (wsc_table_column_free);
  if (format == WSC_FORMAT_JSON)
    g_string_append (out, "{\"columns\": [");
}

void
wsc_table_writer_clear (WscTableWriter *self)
{
  g_clear_pointer (&self->columns, g_ptr_array_unref);
}

/* The column of the next cell, where cells become arrays. */
static WscTableColumn *
next_column (WscTableWriter *self)
{
  g_assert (self->n_cells < self->columns->len);
  return self->columns->pdata[self->n_cells++];
}

static void
begin_column (WscTableWriter *self, const char *name)
{
  WscTableColumn *column = g_new0 (WscTableColumn, 1);
  column->name = g_strdup (name);
  column->numbers = g_array_new (FALSE, FALSE, sizeof (double));
  g_ptr_array_add (self->columns, column);
}

static void
begin_cell (WscTableWriter *self)
{
  if (self->n_cells++ > 0)
    g_string_append (self->out, self->format == WSC_FORMAT_JSON ? ", " : ",");
  else if (self->has_rows && self->format == WSC_FORMAT_JSON)
    g_string_append_c (self->out, '[');
}

/* In JSON a quote, a backslash or a control character is escaped; in CSV a quote is doubled. */
static void
append_quoted (WscTableWriter *self, const char *name)
{
  const gboolean json = self->format == WSC_FORMAT_JSON;
  g_string_append_c (self->out, '"');
  for (const guchar *p = (const guchar *) name; *p; p++)
    if (json && *p < ' ')
      g_string_append_printf (self->out, "\\u%04x", *p);
    else
      {
        if (*p == '"' || (json && *p == '\\'))
          g_string_append_c (self->out, json ? '\\' : '"');
        g_string_append_c (self->out, (char) *p);
      }
  g_string_append_c (self->out, '"');
}

static void
append_text (WscTableWriter *self, const char *name)
{
  if (self->format == WSC_FORMAT_JSON || strpbrk (name, ",\"\r\n"))
    append_quoted (self, name);
  else
    g_string_append (self->out, name);
}

void
wsc_table_writer_add_column (WscTableWriter *self, const char *name)
{
  if (self->columns)
    {
      begin_column (self, name);
      return;
    }
  begin_cell (self);
  append_text (self, name);
}

void
wsc_table_writer_add_text (WscTableWriter *self, const char *text)
{
  if (self->columns)
    {
      wsc_table_column_add_text (next_column (self), text);
      return;
    }
  begin_cell (self);
  append_text (self, text);
}

void
wsc_table_writer_add_indexed (WscTableWriter *self, const char *name, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *full = g_strdup_printf ("%s_%u", name, i);
      wsc_table_writer_add_column (self, full);
    }
}

void
wsc_table_writer_end_row (WscTableWriter *self)
{
  self->n_cells = 0;
  if (self->columns)
    return;
  if (self->format == WSC_FORMAT_CSV)
    g_string_append_c (self->out, '\n');
  else
    g_string_append (self->out, self->has_rows ? "],\n  " : "],\n \"rows\": [\n  ");
  self->has_rows = TRUE;
}

void
wsc_table_writer_add_integer (WscTableWriter *self, guint value)
{
  if (self->columns)
    {
      wsc_table_writer_add_number (self, value);
      return;
    }
  begin_cell (self);
  g_string_append_printf (self->out, "%u", value);
}

void
wsc_table_writer_add_number (WscTableWriter *self, double value)
{
  char text[WSC_NUMBER_SIZE];
  if (self->columns)
    {
      value = isfinite (value) ? value : NAN;
      g_array_append_val (next_column (self)->numbers, value);
      return;
    }
  begin_cell (self);
  if (isfinite (value))
    g_string_append_len (self->out, text, (gssize) wsc_print_number (text, value));
  else if (self->format == WSC_FORMAT_JSON)
    g_string_append (self->out, "null");
}

/* The last row left a comma and a new line for the next. */
void
wsc_table_writer_end (WscTableWriter *self)
{
  if (self->format != WSC_FORMAT_JSON)
    return;
  if (g_str_has_suffix (self->out->str, "],\n  "))
    g_string_truncate (self->out, self->out->len - strlen (",\n  "));
  g_string_append (self->out, "]}\n");
}
