/* How fast a million rows of two columns are read on one core, beside a pass that only looks for the line ends
 * of the same bytes. */
#include "data/data.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#define N_ROWS 1000000
#define N_RUNS 5

static GString *
write_rows (const char *format, char separator, gboolean decimal_comma)
{
  GString *text = g_string_new (NULL);
  WscRandom random;

  wsc_random_init (&random, 1, "benchmark", 0);
  g_string_append_printf (text, "t%cvalue\n", separator);
  for (guint i = 0; i < N_ROWS; i++)
    {
      char value[G_ASCII_DTOSTR_BUF_SIZE], time[G_ASCII_DTOSTR_BUF_SIZE];

      g_ascii_formatd (value, sizeof value, format, wsc_random_normal (&random));
      g_ascii_formatd (time, sizeof time, "%.3f", i * 0.001);
      if (decimal_comma)
        {
          g_strdelimit (value, ".", ',');
          g_strdelimit (time, ".", ',');
        }
      g_string_append_printf (text, "%s%c%s\n", time, separator, value);
    }
  return text;
}

static double
time_line_ends (const GString *text)
{
  double best = G_MAXDOUBLE;

  for (guint run = 0; run < N_RUNS; run++)
    {
      const gint64 start = g_get_monotonic_time ();
      gsize n = 0;

      for (const char *p = text->str; (p = memchr (p, '\n', text->str + text->len - p)) != NULL; p++)
        n++;
      best = MIN (best, (g_get_monotonic_time () - start) / 1e6);
      if (n != N_ROWS + 1)
        g_error ("%zu lines", n);
    }
  return best;
}

static double
time_reading (const char *path)
{
  double best = G_MAXDOUBLE;

  for (guint run = 0; run < N_RUNS; run++)
    {
      const gint64 start = g_get_monotonic_time ();
      g_autoptr (GError) error = NULL;
      g_autoptr (WscTable) table = wsc_table_load (path, WSC_HEADER_AUTO, NULL, &error);

      if (table == NULL)
        g_error ("%s", error->message);
      best = MIN (best, (g_get_monotonic_time () - start) / 1e6);
      if (wsc_table_get_n_rows (table) != N_ROWS)
        g_error ("%zu rows", wsc_table_get_n_rows (table));
    }
  return best;
}

static void
measure (const char *name, const char *format, char separator, gboolean decimal_comma)
{
  GString *text = write_rows (format, separator, decimal_comma);
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  const int fd = g_file_open_tmp ("weightscape-bench-XXXXXX", &path, &error);
  double reading, scanning;

  if (fd < 0 || !g_close (fd, &error) || !g_file_set_contents (path, text->str, (gssize) text->len, &error))
    g_error ("%s", error->message);
  scanning = time_line_ends (text);
  reading = time_reading (path);
  printf ("%-32s %6.3f s  %6.2f million rows/s  %7.1f MB/s  (line ends alone: %7.1f MB/s, ratio %.3f)\n", name, reading,
          N_ROWS / reading / 1e6, text->len / reading / 1e6, text->len / scanning / 1e6, scanning / reading);
  remove (path);
  g_string_free (text, TRUE);
}

int
main (void)
{
  measure ("comma, 6 decimals", "%.6f", ',', FALSE);
  measure ("comma, 17 digits", "%.17g", ',', FALSE);
  measure ("semicolon, decimal comma", "%.6f", ';', TRUE);
  return 0;
}
