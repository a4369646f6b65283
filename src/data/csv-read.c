#include "data/csv-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

typedef struct
{
  WscCsvSource *source;
  const WscCsvDialect *dialect;
  WscTable *table;
  gsize most;     /* rows to be read */
  gsize capacity; /* rows there is room for */
  gsize n_blank;  /* blank lines since the last row */
  GString *scratch;
} Reader;

typedef enum
{
  READ_ROW,
  READ_SKIP,
  READ_MORE,
  READ_FAIL
} ReadStatus;

/* --- messages -------------------------------------------------------------- */

static ReadStatus
fail_quote (const Reader *reader, const char *at, GError **error)
{
  const WscCsvSource *source = reader->source;
  g_autofree char *shown = g_filename_display_name (source->name);

  g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT, WSC_CSV_QUOTE_PROBLEM, shown,
               source->line + wsc_csv_count_lines (source->at, at));
  return READ_FAIL;
}

static const char *
expectation (const Reader *reader, const WscCsvCell *cell)
{
  if (wsc_csv_cell_is_no_number_word (cell))
    return _("expected a finite number, or an empty cell for a missing one");
  if (reader->dialect->decimal == ',')
    return _("expected a number with a decimal comma");
  return _("expected a number");
}

static ReadStatus
fail_number (const Reader *reader, guint column, const WscCsvCell *cell, GError **error)
{
  const WscCsvSource *source = reader->source;
  const WscCsvCell start = { .text = cell->text, .length = MIN (cell->length, 40), .escaped = cell->escaped };
  g_autofree char *shown = g_filename_display_name (source->name), *found = wsc_csv_cell_dup (&start);

  g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT, _("%s, line %zu, column %u (%s): found “%s”, %s"), shown,
               source->line + wsc_csv_count_lines (source->at, cell->text), column + 1, reader->dialect->names[column],
               found, expectation (reader, cell));
  return READ_FAIL;
}

/* The row at the front of the source has too few or too many cells. */
static ReadStatus
fail_count (const Reader *reader, GError **error)
{
  const WscCsvSource *source = reader->source;
  const WscCsvDialect *dialect = reader->dialect;
  g_autoptr (GArray) cells = g_array_new (FALSE, FALSE, sizeof (WscCsvCell));
  g_autofree char *shown = g_filename_display_name (source->name);
  const char *next;
  const WscCsvStatus status = wsc_csv_split (source->at, source->end, source->eof, dialect->separator, cells, &next);

  if (status == WSC_CSV_MORE)
    return READ_MORE;
  if (status != WSC_CSV_ROW)
    return fail_quote (reader, source->at, error);
  g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT,
               g_dngettext (GETTEXT_PACKAGE, "%s, line %zu: found %u column, expected %u as on line %zu",
                            "%s, line %zu: found %u columns, expected %u as on line %zu", cells->len),
               shown, source->line, cells->len, dialect->n_columns, dialect->first_line);
  return READ_FAIL;
}

/* --- cells ----------------------------------------------------------------- */

static guint32
add_label (WscCsvColumn *column, char *label)
{
  const guint32 code = column->labels->len;

  g_ptr_array_add (column->labels, label);
  g_hash_table_insert (column->label_codes, label, GUINT_TO_POINTER (code + 1));
  return code;
}

static guint32
find_label (Reader *reader, WscCsvColumn *column, const WscCsvCell *cell)
{
  g_autofree char *label = NULL;
  gpointer code = NULL;

  if (!cell->escaped)
    {
      g_string_truncate (reader->scratch, 0);
      g_string_append_len (reader->scratch, cell->text, (gssize) cell->length);
      code = g_hash_table_lookup (column->label_codes, reader->scratch->str);
    }
  if (code != NULL)
    return GPOINTER_TO_UINT (code) - 1;
  label = wsc_csv_cell_dup (cell);
  code = g_hash_table_lookup (column->label_codes, label);
  if (code != NULL)
    return GPOINTER_TO_UINT (code) - 1;
  return add_label (column, g_steal_pointer (&label));
}

/* Any cell: `*text` moves to the byte that ends it. */
static ReadStatus
read_any_cell (Reader *reader, guint j, const char **text, GError **error)
{
  const WscCsvSource *source = reader->source;
  WscCsvColumn *column = &reader->table->columns[j];
  const gsize row = reader->table->n_rows;
  gboolean closed;
  WscCsvCell cell;
  const char *end = wsc_csv_read_cell (*text, source->end, reader->dialect->separator, &cell, &closed);

  if (end == source->end && !source->eof)
    return READ_MORE;
  if (end == NULL || !closed)
    return fail_quote (reader, *text, error);
  *text = end;
  if (column->type == WSC_COLUMN_TEXT)
    column->codes[row] = find_label (reader, column, &cell);
  else if (cell.length == 0)
    column->numbers[row] = NAN;
  else if (!wsc_csv_cell_number (&cell, reader->dialect->decimal, &column->numbers[row]))
    return fail_number (reader, j, &cell, error);
  return READ_ROW;
}

static inline gboolean
ends_cell (const char *p, const char *end, char separator)
{
  return *p == separator || *p == '\n' || *p == '\r' || p == end;
}

/* A number right here, as almost every cell is; else the long way. */
static inline ReadStatus
read_cell (Reader *reader, guint j, const char **text, GError **error)
{
  const WscCsvSource *source = reader->source;
  WscCsvColumn *column = &reader->table->columns[j];
  double value;

  if (column->type == WSC_COLUMN_NUMBER)
    {
      const char *after = wsc_csv_read_number (*text, reader->dialect->decimal, &value);

      if (after != NULL && ends_cell (after, source->end, reader->dialect->separator) &&
          (after < source->end || source->eof))
        {
          column->numbers[reader->table->n_rows] = value;
          *text = after;
          return READ_ROW;
        }
    }
  return read_any_cell (reader, j, text, error);
}

/* --- rows ------------------------------------------------------------------ */

/* The end of a row after its last cell: nothing, or one void cell where rows end in a separator. */
static ReadStatus
read_row_end (Reader *reader, const char **text, GError **error)
{
  const WscCsvSource *source = reader->source;
  gboolean more, closed;
  const char *p = wsc_csv_next_cell (*text, source->end, reader->dialect->separator, &more);
  WscCsvCell cell;

  if (more && reader->dialect->void_last)
    {
      p = wsc_csv_read_cell (p, source->end, reader->dialect->separator, &cell, &closed);
      more = p == NULL || cell.length > 0 || ends_cell (p, source->end, '\n') == FALSE;
    }
  if (more)
    return fail_count (reader, error);
  if (p == source->end && !source->eof)
    return READ_MORE;
  *text = p;
  return READ_ROW;
}

static ReadStatus
read_row (Reader *reader, const char **next, GError **error)
{
  const WscCsvSource *source = reader->source;
  const guint n = reader->dialect->n_columns;
  const char *p = source->at;

  for (guint j = 0; j < n; j++)
    {
      gboolean more;
      const ReadStatus status = read_cell (reader, j, &p, error);

      if (status != READ_ROW)
        return status;
      if (j + 1 == n)
        break;
      p = wsc_csv_next_cell (p, source->end, reader->dialect->separator, &more);
      if (!more)
        return p == source->end && !source->eof ? READ_MORE : fail_count (reader, error);
    }
  if (*p != '\n')
    {
      const ReadStatus status = read_row_end (reader, &p, error);

      if (status != READ_ROW)
        return status;
    }
  *next = wsc_csv_next_line (p, source->end);
  return *next == source->end && !source->eof ? READ_MORE : READ_ROW;
}

static void
reserve (Reader *reader)
{
  WscTable *table = reader->table;

  if (table->n_rows < reader->capacity)
    return;
  reader->capacity = reader->capacity == 0 ? CLAMP (65536 / table->n_columns, 16, 1024) : 2 * reader->capacity;
  for (guint j = 0; j < table->n_columns; j++)
    {
      WscCsvColumn *column = &table->columns[j];

      if (column->type == WSC_COLUMN_TEXT)
        column->codes = g_renew (guint32, column->codes, reader->capacity);
      else
        column->numbers = g_renew (double, column->numbers, reader->capacity);
    }
}

/* A blank line between two rows of one column is an empty cell. */
static void
add_blank_rows (Reader *reader)
{
  static const WscCsvCell nothing = { .text = "" };
  WscTable *table = reader->table;

  for (; table->n_columns == 1 && table->n_rows > 0 && reader->n_blank > 0; reader->n_blank--)
    {
      reserve (reader);
      if (table->columns[0].type == WSC_COLUMN_TEXT)
        table->columns[0].codes[table->n_rows++] = find_label (reader, &table->columns[0], &nothing);
      else
        table->columns[0].numbers[table->n_rows++] = NAN;
    }
  reader->n_blank = 0;
}

static ReadStatus
read_line (Reader *reader, const char **next, GError **error)
{
  const WscCsvSource *source = reader->source;
  ReadStatus status;
  gboolean blank;

  if ((*source->at == '#' || (guchar) *source->at <= ' ') &&
      wsc_csv_is_idle_line (source->at, source->end, reader->dialect->separator, &blank, next))
    {
      if (*next == source->end && !source->eof)
        return READ_MORE;
      reader->n_blank += blank;
      return READ_SKIP;
    }
  if (reader->n_blank > 0)
    add_blank_rows (reader);
  reserve (reader);
  status = read_row (reader, next, error);
  if (status == READ_ROW)
    reader->table->n_rows++;
  return status;
}

static void
advance (WscCsvSource *source, const char *next)
{
  source->line += memchr (source->at, '"', next - source->at) == NULL ? 1 : wsc_csv_count_lines (source->at, next);
  source->at = next;
}

static gboolean
read_all (Reader *reader, const WscHook *hook, GError **error)
{
  WscCsvSource *source = reader->source;

  while (reader->table->n_rows < reader->most)
    {
      const char *next = NULL;
      ReadStatus status = READ_MORE;

      if (source->at < source->end)
        status = read_line (reader, &next, error);
      else if (source->eof)
        return TRUE;
      if (status == READ_FAIL)
        return FALSE;
      if (status == READ_MORE && !wsc_csv_source_fill (source, hook, error))
        return FALSE;
      if (status != READ_MORE)
        advance (source, next);
    }
  return TRUE;
}

/* --- the table ------------------------------------------------------------- */

static void
make_columns (const WscCsvDialect *dialect, WscTable *table)
{
  table->separator = dialect->separator;
  table->decimal_comma = dialect->decimal == ',';
  table->has_header = dialect->has_header;
  table->n_columns = dialect->n_columns;
  table->columns = g_new0 (WscCsvColumn, dialect->n_columns);
  for (guint j = 0; j < dialect->n_columns; j++)
    {
      WscCsvColumn *column = &table->columns[j];

      column->name = g_strdup (dialect->names[j]);
      column->type = dialect->types[j];
      if (column->type != WSC_COLUMN_TEXT)
        continue;
      column->labels = g_ptr_array_new_with_free_func (g_free);
      column->label_codes = g_hash_table_new (g_str_hash, g_str_equal);
    }
}

static void
finish_column (WscCsvColumn *column, gsize n_rows)
{
  if (column->type == WSC_COLUMN_NUMBER)
    {
      column->numbers = g_renew (double, column->numbers, n_rows);
      for (gsize i = 0; i < n_rows; i++)
        column->n_missing += isnan (column->numbers[i]) != 0;
      return;
    }
  for (gsize i = 0; i < n_rows; i++)
    column->n_missing += *(const char *) column->labels->pdata[column->codes[i]] == '\0';
  g_ptr_array_add (column->labels, NULL);
  g_clear_pointer (&column->label_codes, g_hash_table_unref);
}

/* A first column of numbers that never go down and go up more often than not is one of times. */
static void
look_at_times (WscTable *table)
{
  const WscCsvColumn *first = &table->columns[0];
  gsize n_equal = 0;

  if (table->n_columns < 2 || first->type != WSC_COLUMN_NUMBER || first->n_missing > 0)
    return;
  for (gsize i = 1; i < table->n_rows; i++)
    {
      if (first->numbers[i] < first->numbers[i - 1])
        return;
      n_equal += first->numbers[i] == first->numbers[i - 1];
    }
  if (2 * n_equal >= table->n_rows)
    return;
  table->first_is_time = TRUE;
  table->n_repeated_times = n_equal;
}

void
wsc_table_finish (WscTable *table)
{
  for (guint j = 0; j < table->n_columns; j++)
    finish_column (&table->columns[j], table->n_rows);
  look_at_times (table);
}

gboolean
wsc_csv_read_rows (WscCsvSource *source, const WscCsvDialect *dialect, gsize most, WscTable *table, const WscHook *hook,
                   GError **error)
{
  Reader reader = { .source = source, .dialect = dialect, .table = table, .most = most };
  gboolean ok;

  make_columns (dialect, table);
  reader.scratch = g_string_new (NULL);
  ok = read_all (&reader, hook, error);
  g_string_free (reader.scratch, TRUE);
  if (ok && table->n_rows == 0)
    {
      g_autofree char *shown = g_filename_display_name (source->name);

      g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT, _("%s: found a header and no rows, expected rows of numbers"),
                   shown);
      ok = FALSE;
    }
  if (ok)
    wsc_table_finish (table);
  return ok;
}
