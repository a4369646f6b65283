#include "data/csv-private.h"

#include <string.h>

static inline gboolean
is_line_end (char c)
{
  return c == '\n' || c == '\r';
}

/* Blanks around a cell. A tab is one unless it separates. */
static inline gboolean
is_blank (char c, char separator)
{
  return c == ' ' || (c == '\t' && separator != '\t');
}

static inline gboolean
is_separator (char c, char separator)
{
  if (separator == WSC_CSV_BLANKS)
    return c == ' ' || c == '\t';
  return separator != WSC_CSV_NONE && c == separator;
}

static inline const char *
skip_blanks (const char *text, const char *end, char separator)
{
  while (text < end && is_blank (*text, separator))
    text++;
  return text;
}

static const char *
read_quoted (const char *text, const char *end, char separator, WscCsvCell *cell, gboolean *closed)
{
  const char *p = text + 1;

  *cell = (WscCsvCell){ .text = p, .quoted = TRUE };
  for (;;)
    {
      const char *quote = memchr (p, '"', end - p);

      if (quote == NULL)
        {
          cell->length = end - cell->text;
          *closed = FALSE;
          return end;
        }
      if (quote + 1 < end && quote[1] == '"')
        {
          cell->escaped = TRUE;
          p = quote + 2;
          continue;
        }
      cell->length = quote - cell->text;
      p = quote + 1;
      break;
    }
  if (separator != WSC_CSV_BLANKS)
    p = skip_blanks (p, end, separator);
  return p == end || is_line_end (*p) || is_separator (*p, separator) ? p : NULL;
}

const char *
wsc_csv_read_cell (const char *text, const char *end, char separator, WscCsvCell *cell, gboolean *closed)
{
  const char *p = skip_blanks (text, end, separator), *last;

  *closed = TRUE;
  if (p < end && *p == '"')
    return read_quoted (p, end, separator, cell, closed);

  *cell = (WscCsvCell){ .text = p };
  while (p < end && !is_line_end (*p) && !is_separator (*p, separator))
    p++;
  last = p;
  while (last > cell->text && is_blank (last[-1], separator))
    last--;
  cell->length = last - cell->text;
  return p;
}

const char *
wsc_csv_next_cell (const char *text, const char *end, char separator, gboolean *more)
{
  if (separator == WSC_CSV_BLANKS)
    {
      text = skip_blanks (text, end, separator);
      *more = text < end && !is_line_end (*text);
      return text;
    }
  *more = text < end && is_separator (*text, separator);
  return *more ? text + 1 : text;
}

const char *
wsc_csv_next_line (const char *text, const char *end)
{
  if (text < end && *text == '\r')
    {
      text++;
      return text < end && *text == '\n' ? text + 1 : text;
    }
  return text < end ? text + 1 : text;
}

gboolean
wsc_csv_is_idle_line (const char *text, const char *end, char separator, gboolean *blank, const char **next)
{
  const char *p = text;

  *blank = FALSE;
  if (p < end && *p == '#')
    while (p < end && !is_line_end (*p))
      p++;
  else
    {
      p = skip_blanks (p, end, separator);
      *blank = TRUE;
    }
  if (p < end && !is_line_end (*p))
    return FALSE;
  *next = wsc_csv_next_line (p, end);
  return TRUE;
}

WscCsvStatus
wsc_csv_split (const char *text, const char *end, gboolean eof, char separator, GArray *cells, const char **next)
{
  const char *p = text;
  gboolean more = TRUE, blank;

  g_array_set_size (cells, 0);
  if (wsc_csv_is_idle_line (text, end, separator, &blank, next))
    return *next == end && !eof ? WSC_CSV_MORE : WSC_CSV_SKIP;
  while (more)
    {
      WscCsvCell cell;
      gboolean closed;

      p = wsc_csv_read_cell (p, end, separator, &cell, &closed);
      if (p == NULL || (!closed && eof))
        return WSC_CSV_QUOTE;
      if (p == end && !eof)
        return WSC_CSV_MORE;
      g_array_append_val (cells, cell);
      p = wsc_csv_next_cell (p, end, separator, &more);
    }
  *next = wsc_csv_next_line (p, end);
  return *next == end && !eof ? WSC_CSV_MORE : WSC_CSV_ROW;
}

gsize
wsc_csv_count_lines (const char *from, const char *to)
{
  gsize n = 0;

  for (const char *p = from; p < to; p++)
    n += *p == '\n' || (*p == '\r' && p[1] != '\n');
  return n;
}

char *
wsc_csv_cell_dup (const WscCsvCell *cell)
{
  GString *text;

  if (!cell->escaped)
    return g_utf8_make_valid (cell->text, (gssize) cell->length);
  text = g_string_new_len (cell->text, (gssize) cell->length);
  g_string_replace (text, "\"\"", "\"", 0);
  if (!g_utf8_validate (text->str, (gssize) text->len, NULL))
    {
      char *valid = g_utf8_make_valid (text->str, (gssize) text->len);

      g_string_free (text, TRUE);
      return valid;
    }
  return g_string_free (text, FALSE);
}

/* The byte after a cell is never part of a number, so reading cannot run past it. */
gboolean
wsc_csv_cell_number (const WscCsvCell *cell, char decimal, double *value)
{
  const char *end = cell->text + cell->length, *from = cell->text;

  while (cell->quoted && from < end && *from == ' ')
    from++;
  while (cell->quoted && from < end && end[-1] == ' ')
    end--;
  return from < end && wsc_csv_read_number (from, decimal, value) == end;
}

gboolean
wsc_csv_cell_is_no_number_word (const WscCsvCell *cell)
{
  static const char *const words[] = { "nan", "inf", "infinity", "na", "n/a", "null", "none", "#n/a" };
  const gsize sign = cell->length > 0 && (*cell->text == '-' || *cell->text == '+') ? 1 : 0;

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (cell->length - sign == strlen (words[i]) &&
        g_ascii_strncasecmp (cell->text + sign, words[i], cell->length - sign) == 0)
      return TRUE;
  return FALSE;
}
