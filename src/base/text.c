#include "base/base.h"

#include <langinfo.h>
#include <math.h>
#include <string.h>

/* "1.5e+08" -> "1.5e8", "1e-05" -> "1e-5" */
static void
shorten_exponent (char *text)
{
  char *to = strchr (text, 'e');
  const char *from;

  if (to == NULL)
    return;
  from = ++to;
  if (*from == '-')
    to++;
  from++;
  while (*from == '0' && from[1] != '\0')
    from++;
  memmove (to, from, strlen (from) + 1);
}

/* Any decimal of 15 digits survives in a normal double, so fewer are tried only below its range. */
char *
wsc_format_number (double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE], format[8];

  if (isnan (value))
    return g_strdup ("nan");
  if (isinf (value))
    return g_strdup (value > 0 ? "inf" : "-inf");

  for (int digits = fabs (value) < 1e-300 ? 1 : 15; digits <= 17; digits++)
    {
      g_snprintf (format, sizeof format, "%%.%dg", digits);
      g_ascii_formatd (text, sizeof text, format, value);
      if (g_ascii_strtod (text, NULL) == value)
        break;
    }
  shorten_exponent (text);
  return g_strdup (text);
}

gboolean
wsc_parse_number (const char *text, double *value)
{
  char *end;
  double number;

  g_return_val_if_fail (value != NULL, FALSE);

  /* The C library also takes blanks, hexadecimal and names of infinities. */
  if (text == NULL || *text == '\0' || text[strspn (text, "0123456789+-.eE")] != '\0')
    return FALSE;
  number = g_ascii_strtod (text, &end);
  if (*end != '\0' || end == text || !isfinite (number))
    return FALSE;
  *value = number;
  return TRUE;
}

gboolean
wsc_parse_typed_number (const char *text, double *value)
{
  g_autofree char *copy = g_strdup (text);

  return copy != NULL && wsc_parse_number (g_strdelimit (g_strstrip (copy), ",", '.'), value);
}

const char *
wsc_number_separator (void)
{
  return g_str_equal (nl_langinfo (RADIXCHAR), ",") ? "; " : ", ";
}

static guint
least (guint a, guint b, guint c)
{
  return MIN (MIN (a, b), c);
}

/* Number of insertions, deletions, changes and swaps of neighbours that turn a into b, letters' case
 * aside. `rows` holds three rows of strlen (b) + 1. */
static guint
edit_distance (const char *a, const char *b, guint *rows)
{
  const gsize n = strlen (b) + 1;
  guint *before = rows, *last = rows + n, *now = rows + 2 * n;

  for (gsize j = 0; j < n; j++)
    last[j] = (guint) j;
  for (gsize i = 1; a[i - 1] != '\0'; i++)
    {
      guint *spare = before;

      now[0] = (guint) i;
      for (gsize j = 1; j < n; j++)
        {
          const char x = g_ascii_tolower (a[i - 1]), y = g_ascii_tolower (b[j - 1]);

          now[j] = least (last[j] + 1, now[j - 1] + 1, last[j - 1] + (x != y));
          if (i > 1 && j > 1 && x == g_ascii_tolower (b[j - 2]) && y == g_ascii_tolower (a[i - 2]))
            now[j] = MIN (now[j], before[j - 2] + 1);
        }
      before = last;
      last = now;
      now = spare;
    }
  return last[n - 1];
}

const char *
wsc_nearest_word (const char *word, const char *const *candidates)
{
  const char *nearest = NULL;
  guint least_edits;

  g_return_val_if_fail (word != NULL && candidates != NULL, NULL);

  least_edits = (guint) (strlen (word) + 2) / 3 + 1;
  for (; *candidates != NULL; candidates++)
    {
      g_autofree guint *rows = g_new (guint, 3 * (strlen (*candidates) + 1));
      const guint edits = edit_distance (word, *candidates, rows);

      if (edits < least_edits)
        {
          least_edits = edits;
          nearest = *candidates;
        }
    }
  return nearest;
}

void
wsc_notes_add (GPtrArray *notes, const char *format, ...)
{
  va_list arguments;

  g_return_if_fail (notes != NULL && format != NULL);

  va_start (arguments, format);
  g_ptr_array_add (notes, g_strdup_vprintf (format, arguments));
  va_end (arguments);
}
