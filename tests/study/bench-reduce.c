/* How long a tick of the slider of clusters takes, on a layer of 128 neurons: anew, and where the count was looked at before. */
#include <time.h>

#include "small-studies.h"
#include "study/study-private.h"

#define WIDE                                                                                                           \
  "data.source=iris data.task=classify model.layers=auto;128;auto model.activation=relu training.learning-rate=0.005 " \
  "training.epochs=20 estimate.replicas=100 estimate.layer=1 "

#define N_TICKS 43

/* Time that passes, and time of all processors, in milliseconds. */
static void
slide (WscResults **results, const char *change, const char *when)
{
  const clock_t worked = clock ();
  const gint64 began = g_get_monotonic_time ();
  gint64 longest = 0;

  for (int k = 127; k >= 1; k -= 3)
    {
      g_autofree char *assignments = g_strdup_printf (WIDE "%s clusters.count=%d", change, k);
      g_autoptr (WscStudy) study = small_study (assignments);
      const gint64 start = g_get_monotonic_time ();
      WscResults *next = wsc_results_reduce (*results, study, WSC_NEED_REDUCTION, NULL, NULL);

      longest = MAX (longest, g_get_monotonic_time () - start);
      wsc_results_unref (*results);
      *results = next;
    }
  g_print ("%-28s %-6s %8.2f ms a tick, %8.2f of processors, longest %8.2f\n", change, when,
           (double) (g_get_monotonic_time () - began) / 1000 / N_TICKS, 1000.0 * (double) (clock () - worked) / CLOCKS_PER_SEC / N_TICKS,
           (double) longest / 1000);
}

int
main (int argc, char **argv)
{
  static const char *const changes[] = { "clusters.metric=euclidean", "clusters.metric=wasserstein", "clusters.metric=function",
                                         "clusters.method=ward", "reduction.method=variance", "reduction.method=qpfs" };
  g_autoptr (WscResults) results = NULL;

  g_test_init (&argc, &argv, NULL);
  results = run_small (WIDE);
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      slide (&results, changes[i], "first");
      slide (&results, changes[i], "again");
    }
  return 0;
}
