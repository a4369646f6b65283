/* One tick of the slider of components on a long series: the run of the pipeline on what there is, by parts, then the
 * charts of the page. The walk of the shared data where it is, else a series made to its size. Milliseconds, the median
 * of many ticks. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "plot/plot.h"

#define TICKS 41
#define LENGTH 11112

typedef struct
{
  const char *name;
  double ms[TICKS];
} Part;

static int
compare (const void *a, const void *b)
{
  const double x = *(const double *) a, y = *(const double *) b;

  return x < y ? -1 : x > y;
}

static double
get_median (Part *part)
{
  qsort (part->ms, TICKS, sizeof (double), compare);
  return part->ms[TICKS / 2];
}

static void
set (WscStudy *study, const char *assignment)
{
  g_autoptr (GError) error = NULL;

  wsc_study_set (study, assignment, &error);
  g_assert_no_error (error);
}

static WscStudy *
new_study (void)
{
  const char *shared = g_getenv ("WSC_TEST_SHARED_DATA");
  g_autofree char *path = g_build_filename (shared != NULL ? shared : "", "motionsense", "walk_sub_1_x.csv", NULL);
  g_autofree char *file = g_strdup_printf ("data.path=%s", path), *length = g_strdup_printf ("data.length=%d", LENGTH);
  const gboolean is_here = g_file_test (path, G_FILE_TEST_EXISTS);
  WscStudy *study = wsc_study_new ();

  set (study, "study.subject=series");
  set (study, is_here ? "data.source=file" : "data.source=sine");
  set (study, is_here ? file : length);
  set (study, "ssa.window=100");
  set (study, "ssa.landscape=0");
  set (study, "ssa.groups=a: 1-2; b: 3-4");
  return study;
}

static double
since (gint64 start)
{
  return (double) (g_get_monotonic_time () - start) / 1000;
}

static void
time_chart (Part *part, guint tick, WscSeriesChartFunc func, const WscResults *results)
{
  const gint64 start = g_get_monotonic_time ();
  g_autoptr (WscPlot) plot = func (results, NULL);

  g_assert_nonnull (plot);
  part->ms[tick] = since (start);
}

/* What the run of a tick consists of, each again by itself. */
static void
time_parts (Part *parts, guint tick, const WscResults *results)
{
  const WscSeriesParts *series = wsc_results_get_series (results);
  const double *values = wsc_ssa_get_values (series->ssa, 0);
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  gint64 start = g_get_monotonic_time ();
  WscReconstruction *again
    = wsc_reconstruction_new (series->ssa, &series->reconstruction->components, 0, values, WSC_MAPE_TRUTH);

  wsc_reconstruction_unref (again);
  parts[0].ms[tick] = since (start);
  start = g_get_monotonic_time ();
  WscSweep *curve = wsc_sweep_new_from_ssa (series->ssa, 0, values, WSC_MAPE_TRUTH);
  wsc_sweep_unref (curve);
  parts[1].ms[tick] = since (start);
  start = g_get_monotonic_time ();
  g_checksum_update (sum, (const guchar *) values, (gssize) (wsc_ssa_get_length (series->ssa) * sizeof *values));
  g_checksum_update (sum, (const guchar *) values, (gssize) (wsc_ssa_get_length (series->ssa) * sizeof *values));
  g_assert_nonnull (g_checksum_get_string (sum));
  parts[2].ms[tick] = since (start);
}

int
main (void)
{
  static const struct
  {
    const char *name;
    WscSeriesChartFunc func;
  } charts[] = { { "chart ssa", wsc_plot_new_ssa },
                 { "chart ssa-components", wsc_plot_new_ssa_components },
                 { "chart ssa-wcorr", wsc_plot_new_ssa_wcorr },
                 { "chart ssa-sweep", wsc_plot_new_ssa_sweep } };
  static Part run = { .name = "run of the pipeline" }, drawn[G_N_ELEMENTS (charts)];
  static Part within[] = { { .name = "  sum and its errors" }, { .name = "  (all errors, kept)" }, { .name = "  digest of the numbers" } };
  const WscObserver observer = { .needs = WSC_NEED_SERIES };
  g_autoptr (WscStudy) study = new_study ();
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time ();
  g_autoptr (WscResults) results = wsc_pipeline_run (study, NULL, &observer, &error);
  double total;

  g_assert_no_error (error);
  printf ("%s: %zu values, window %zu: first run %.1f ms\n", wsc_dataset_get_name (wsc_results_get_dataset (results)),
          wsc_ssa_get_length (wsc_results_get_series (results)->ssa),
          wsc_ssa_get_window (wsc_results_get_series (results)->ssa), since (start));
  for (guint tick = 0; tick < TICKS; tick++)
    {
      g_autofree char *assignment = g_strdup_printf ("ssa.components=1-%u", 2 + tick % 40);
      WscResults *next;

      set (study, assignment);
      start = g_get_monotonic_time ();
      next = wsc_pipeline_run (study, results, &observer, NULL);
      run.ms[tick] = since (start);
      g_assert_true (wsc_results_get_series (next)->ssa == wsc_results_get_series (results)->ssa);
      wsc_results_unref (results);
      results = next;
      time_parts (within, tick, results);
      for (guint i = 0; i < G_N_ELEMENTS (charts); i++)
        time_chart (&drawn[i], tick, charts[i].func, results);
    }
  total = get_median (&run);
  printf ("%-26s %7.3f ms\n", run.name, total);
  for (guint i = 0; i < G_N_ELEMENTS (within); i++)
    printf ("%-26s %7.3f ms\n", within[i].name, get_median (&within[i]));
  for (guint i = 0; i < G_N_ELEMENTS (charts); i++)
    {
      printf ("%-26s %7.3f ms\n", charts[i].name, get_median (&drawn[i]));
      total += get_median (&drawn[i]);
    }
  printf ("%-26s %7.3f ms\n", "a tick", total);
  return 0;
}
