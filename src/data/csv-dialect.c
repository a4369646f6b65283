/* The separator and the decimal character are the pair under which the first rows look most like a table: the
 * same number of cells in each, and cells that are numbers. */
#include "data/csv-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define SAMPLE_BYTES (128 * 1024)
#define SAMPLE_ROWS 500
#define SAMPLE_CELLS 50000

/* The first rows under one dialect; `cells` of all rows one after another. */
typedef struct
{
  GArray *cells;   /* of WscCsvCell */
  GArray *starts;  /* of guint: where each row begins in `cells`; one more than rows */
  GArray *places;  /* of const char *: where each row begins in the text */
  guint n_columns; /* the commonest number of cells */
  double score;
} Sample;

static void
sample_init (Sample *self)
{
  self->cells = g_array_new (FALSE, FALSE, sizeof (WscCsvCell));
  self->starts = g_array_new (FALSE, FALSE, sizeof (guint));
  self->places = g_array_new (FALSE, FALSE, sizeof (char *));
}

static void
sample_clear (Sample *self)
{
  g_clear_pointer (&self->cells, g_array_unref);
  g_clear_pointer (&self->starts, g_array_unref);
  g_clear_pointer (&self->places, g_array_unref);
}

static guint
sample_n_rows (const Sample *self)
{
  return self->places->len;
}

static const WscCsvCell *
sample_row (const Sample *self, guint row, guint *n_cells)
{
  const guint from = g_array_index (self->starts, guint, row);

  *n_cells = g_array_index (self->starts, guint, row + 1) - from;
  return &g_array_index (self->cells, WscCsvCell, from);
}

/* Splits what is in the window; a last row that the window cuts is left out, and so is all from a bad quote on. */
static void
sample_fill (Sample *self, const WscCsvSource *source, char separator)
{
  g_autoptr (GArray) row = g_array_new (FALSE, FALSE, sizeof (WscCsvCell));
  const char *at = source->at, *next = at;

  g_array_set_size (self->cells, 0);
  g_array_set_size (self->starts, 0);
  g_array_set_size (self->places, 0);
  for (; at < source->end && self->places->len < SAMPLE_ROWS && self->cells->len < SAMPLE_CELLS; at = next)
    {
      const WscCsvStatus status = wsc_csv_split (at, source->end, source->eof, separator, row, &next);

      if (status == WSC_CSV_SKIP)
        continue;
      if (status != WSC_CSV_ROW)
        break;
      g_array_append_val (self->starts, self->cells->len);
      g_array_append_val (self->places, at);
      g_array_append_vals (self->cells, row->data, row->len);
    }
  g_array_append_val (self->starts, self->cells->len);
}

static gint
compare_guints (gconstpointer a, gconstpointer b)
{
  const guint x = *(const guint *) a, y = *(const guint *) b;

  return x < y ? -1 : x > y;
}

/* The commonest number of cells in a row, the smaller of equally common ones. */
static guint
find_n_columns (const Sample *self, guint *n_agree)
{
  const guint n = sample_n_rows (self);
  g_autofree guint *counts = g_new (guint, n);
  guint best = 0, run = 0;

  *n_agree = 0;
  if (n == 0)
    return 0;
  for (guint i = 0; i < n; i++)
    sample_row (self, i, &counts[i]);
  qsort (counts, n, sizeof *counts, compare_guints);
  for (guint i = 0; i < n; i++)
    {
      run = i > 0 && counts[i] == counts[i - 1] ? run + 1 : 1;
      if (run > *n_agree)
        {
          *n_agree = run;
          best = counts[i];
        }
    }
  return best;
}

static double
numeric_share (const Sample *self, char decimal)
{
  guint n_numbers = 0, n_cells = 0;

  for (guint i = 0; i < sample_n_rows (self); i++)
    {
      guint n;
      const WscCsvCell *cells = sample_row (self, i, &n);

      for (guint j = 0; n == self->n_columns && j < n; j++)
        {
          double value;

          n_cells += cells[j].length > 0;
          n_numbers += wsc_csv_cell_number (&cells[j], decimal, &value);
        }
    }
  return n_cells > 0 ? (double) n_numbers / n_cells : 0.0;
}

/* Text in one piece that holds separators is hardly the name of one column. */
static gboolean
is_odd_name (const WscCsvCell *cell, char decimal)
{
  double value;

  return !cell->quoted && !wsc_csv_cell_number (cell, decimal, &value) &&
         (memchr (cell->text, ',', cell->length) != NULL || memchr (cell->text, ';', cell->length) != NULL ||
          memchr (cell->text, '\t', cell->length) != NULL);
}

/* Rows that agree, times how much of them is numbers; several columns are likelier than one; a
 * first row unlike the others (a header) speaks against. */
static void
sample_rate (Sample *self, char decimal)
{
  const guint n = sample_n_rows (self);
  const WscCsvCell *first;
  guint n_agree, n_first;
  double agreement;

  self->n_columns = find_n_columns (self, &n_agree);
  self->score = 0;
  if (n == 0)
    return;
  first = sample_row (self, 0, &n_first);
  agreement = (double) n_agree / n;
  self->score = agreement * (numeric_share (self, decimal) + 0.05 + (self->n_columns > 1 ? 0.5 : 0.0));
  if (n_first != self->n_columns || (self->n_columns == 1 && is_odd_name (first, decimal)))
    self->score -= 0.6;
}

static void
find_separator (const WscCsvSource *source, WscCsvDialect *dialect)
{
  static const char candidates[][2] = {
    { '\t', '.' },           { '\t', ',' },           { ';', '.' },          { ';', ',' },         { ',', '.' },
    { WSC_CSV_BLANKS, '.' }, { WSC_CSV_BLANKS, ',' }, { WSC_CSV_NONE, '.' }, { WSC_CSV_NONE, ',' }
  };
  Sample sample;
  double best = -G_MAXDOUBLE;

  sample_init (&sample);
  for (gsize i = 0; i < G_N_ELEMENTS (candidates); i++)
    {
      if (i == 0 || candidates[i][0] != candidates[i - 1][0])
        sample_fill (&sample, source, candidates[i][0]);
      sample_rate (&sample, candidates[i][1]);
      /* A separator that never occurs is no separator: the last candidates stand for that. */
      if (sample.n_columns < 2 && candidates[i][0] != WSC_CSV_NONE)
        continue;
      if (sample.score > best + 1e-9)
        {
          best = sample.score;
          dialect->separator = candidates[i][0];
          dialect->decimal = candidates[i][1];
        }
    }
  sample_clear (&sample);
}

/* A column is labels if most of its first cells are neither numbers nor words such as "nan". */
static WscColumnType
find_type (const Sample *sample, guint column, guint first_row, char decimal)
{
  guint n_numbers = 0, n_texts = 0;

  for (guint i = first_row; i < sample_n_rows (sample); i++)
    {
      guint n;
      const WscCsvCell *cells = sample_row (sample, i, &n);
      double value;

      if (column >= n || cells[column].length == 0 || wsc_csv_cell_is_no_number_word (&cells[column]))
        continue;
      if (wsc_csv_cell_number (&cells[column], decimal, &value))
        n_numbers++;
      else
        n_texts++;
    }
  return n_texts > 0 && n_texts >= n_numbers ? WSC_COLUMN_TEXT : WSC_COLUMN_NUMBER;
}

static void
find_types (const Sample *sample, WscCsvDialect *dialect, guint first_row)
{
  for (guint j = 0; j < dialect->n_columns; j++)
    dialect->types[j] = find_type (sample, j, first_row, dialect->decimal);
}

/* The first row names the columns if it has text over a column of numbers, or no number at all. */
static gboolean
looks_like_header (const Sample *sample, const WscCsvDialect *dialect)
{
  guint n, n_numbers = 0, n_texts = 0, n_odd = 0;
  const WscCsvCell *cells = sample_row (sample, 0, &n);

  for (guint j = 0; j < MIN (n, dialect->n_columns); j++)
    {
      double value;

      if (cells[j].length == 0 || wsc_csv_cell_is_no_number_word (&cells[j]))
        continue;
      if (wsc_csv_cell_number (&cells[j], dialect->decimal, &value))
        n_numbers++;
      else
        {
          n_texts++;
          n_odd += sample_n_rows (sample) > 1 && dialect->types[j] == WSC_COLUMN_NUMBER;
        }
    }
  return n_odd > n_numbers || (n_odd > 0 && n_numbers == 0) || (n_texts > 0 && n_numbers == 0);
}

static gboolean
is_taken (char **names, guint n, const char *name)
{
  for (guint j = 0; j < n; j++)
    if (strcmp (names[j], name) == 0)
      return TRUE;
  return FALSE;
}

/* Unnamed columns become "column 3"; the second of two "x" becomes "x (2)". Comparing every pair is for tables that
 * people name; the names of wide ones are left as they are. */
static void
find_names (const Sample *sample, WscCsvDialect *dialect)
{
  guint n = 0;
  const WscCsvCell *cells = dialect->has_header ? sample_row (sample, 0, &n) : NULL;

  dialect->names = g_new0 (char *, dialect->n_columns + 1);
  for (guint j = 0; j < dialect->n_columns; j++)
    {
      g_autofree char *name = j < n ? g_strstrip (wsc_csv_cell_dup (&cells[j])) : g_strdup ("");
      g_autofree char *base = *name != '\0' ? g_steal_pointer (&name) : g_strdup_printf ("column %u", j + 1);

      dialect->names[j] = g_strdup (base);
      for (guint k = 2; dialect->n_columns <= 1000 && is_taken (dialect->names, j, dialect->names[j]); k++)
        {
          g_free (dialect->names[j]);
          dialect->names[j] = g_strdup_printf ("%s (%u)", base, k);
        }
    }
}

/* Rows that end in a separator have a last column with neither name nor values. */
static gboolean
last_column_is_void (const Sample *sample, const WscCsvDialect *dialect)
{
  for (guint i = 0; i < sample_n_rows (sample); i++)
    {
      guint n;
      const WscCsvCell *cells = sample_row (sample, i, &n);

      if (n == dialect->n_columns && (cells[n - 1].length > 0 || cells[n - 1].quoted))
        return FALSE;
    }
  return dialect->n_columns > 2 || (dialect->n_columns == 2 && sample_n_rows (sample) > 1);
}

static void
describe (const Sample *sample, WscHeader header, WscCsvDialect *dialect)
{
  dialect->types = g_new0 (WscColumnType, dialect->n_columns);
  find_types (sample, dialect, sample_n_rows (sample) > 1 && header != WSC_HEADER_NO ? 1 : 0);
  dialect->has_header = header == WSC_HEADER_YES || (header == WSC_HEADER_AUTO && looks_like_header (sample, dialect));
  find_types (sample, dialect, dialect->has_header ? 1 : 0);
  find_names (sample, dialect);
}

static void
start_at_first_row (WscCsvSource *source, const Sample *sample, WscCsvDialect *dialect)
{
  const char *first = g_array_index (sample->places, const char *, 0), *start = first;

  dialect->first_line = source->line + wsc_csv_count_lines (source->at, first);
  if (dialect->has_header)
    {
      g_autoptr (GArray) cells = g_array_new (FALSE, FALSE, sizeof (WscCsvCell));

      wsc_csv_split (first, source->end, source->eof, dialect->separator, cells, &start);
    }
  source->line += wsc_csv_count_lines (source->at, start);
  source->at = start;
}

static gboolean
fail (const WscCsvSource *source, const char *problem, GError **error)
{
  g_autofree char *shown = g_filename_display_name (source->name);

  g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT, "%s: %s", shown, problem);
  return FALSE;
}

static gboolean
has_line_end (const WscCsvSource *source)
{
  const gsize n = source->end - source->at;

  return memchr (source->at, '\n', n) != NULL || memchr (source->at, '\r', n) != NULL;
}

/* Reads until the window shows a line, better many. */
static gboolean
fill_window (WscCsvSource *source, const WscHook *hook, GError **error)
{
  do
    if (!wsc_csv_source_fill (source, hook, error))
      return FALSE;
  while (!source->eof && (source->end - source->at < SAMPLE_BYTES || !has_line_end (source)));

  if (source->end - source->at >= 3 && memcmp (source->at, "\xef\xbb\xbf", 3) == 0)
    source->at += 3;
  if (source->at == source->end)
    return fail (source, _("found an empty file, expected rows of numbers"), error);
  return TRUE;
}

static gboolean
check_sample (const WscCsvSource *source, const Sample *sample, GError **error)
{
  const char *quote = memchr (source->at, '"', source->end - source->at);
  g_autofree char *shown = g_filename_display_name (source->name);

  if (sample_n_rows (sample) > 0 && sample->n_columns <= WSC_CSV_MAX_COLUMNS)
    return TRUE;
  if (sample_n_rows (sample) > 0)
    g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT, _("%s: found %u columns, expected at most %d"), shown,
                 sample->n_columns, WSC_CSV_MAX_COLUMNS);
  else if (quote == NULL)
    return fail (source, _("found only blank lines and comments, expected rows of numbers"), error);
  else
    g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT, WSC_CSV_QUOTE_PROBLEM, shown,
                 source->line + wsc_csv_count_lines (source->at, quote));
  return FALSE;
}

/* With a header, its cells say how many columns there are; without one, most rows do. */
static void
find_columns (const Sample *sample, WscHeader header, WscCsvDialect *dialect)
{
  guint n_first;

  dialect->n_columns = sample->n_columns;
  dialect->void_last = dialect->n_columns > 1 && last_column_is_void (sample, dialect);
  dialect->n_columns -= dialect->void_last;
  describe (sample, header, dialect);
  sample_row (sample, 0, &n_first);
  if (!dialect->has_header || n_first == dialect->n_columns || n_first == sample->n_columns)
    return;
  wsc_csv_dialect_clear (dialect);
  dialect->n_columns = n_first;
  dialect->void_last = FALSE;
  describe (sample, WSC_HEADER_YES, dialect);
}

gboolean
wsc_csv_find_dialect (WscCsvSource *source, WscHeader header, WscCsvDialect *dialect, const WscHook *hook,
                      GError **error)
{
  Sample sample;
  gboolean ok = FALSE;

  *dialect = (WscCsvDialect){ .decimal = '.' };
  sample_init (&sample);
  if (!fill_window (source, hook, error))
    goto out;
  find_separator (source, dialect);
  sample_fill (&sample, source, dialect->separator);
  sample_rate (&sample, dialect->decimal);
  if (!check_sample (source, &sample, error))
    goto out;

  find_columns (&sample, header, dialect);
  start_at_first_row (source, &sample, dialect);
  ok = TRUE;
out:
  sample_clear (&sample);
  return ok;
}

void
wsc_csv_dialect_clear (WscCsvDialect *dialect)
{
  g_clear_pointer (&dialect->names, g_strfreev);
  g_clear_pointer (&dialect->types, g_free);
}
