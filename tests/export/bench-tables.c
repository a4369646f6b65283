/* Numbers a second of a table: 100 replicas of 100 neurons of 100 weights. */
#include <locale.h>

#include "export/export-private.h"

int
main (void)
{
  const guint n = 1000000;
  g_autofree double *values = g_new (double, n);
  g_autoptr (GString) out = g_string_new (NULL);
  WscRandom random;
  WscTableWriter writer;
  wsc_random_init (&random, 1, "bench", 0);
  for (guint i = 0; i < n; i++)
    values[i] = wsc_random_normal (&random);
  for (guint format = WSC_FORMAT_CSV; format <= WSC_FORMAT_JSON; format++)
    {
      gint64 start = g_get_monotonic_time ();
      g_string_truncate (out, 0);
      wsc_table_writer_init (&writer, format, out);
      for (guint i = 0; i < n; i++)
        {
          wsc_table_writer_add_number (&writer, values[i]);
          if (i % 100 == 99)
            wsc_table_writer_end_row (&writer);
        }
      wsc_table_writer_end (&writer);
      double seconds = (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
      g_print ("%s  %.2f million numbers a second\n", format == WSC_FORMAT_CSV ? "CSV " : "JSON", n / seconds / 1e6);
    }
  return 0;
}
