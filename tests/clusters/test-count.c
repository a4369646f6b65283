/* How many: silhouettes by their definition, and planted numbers. */
#include "clusters/support.h"

#include <math.h>
#include <string.h>

static double
slow_silhouette (const WscDistances *distances, const WscClusters *clusters)
{
  const guint m = distances->m;
  double total = 0;

  for (guint i = 0; i < m; i++)
    {
      double a = 0, b = INFINITY;

      if (clusters->sizes[clusters->labels[i]] == 1)
        continue;
      for (guint c = 0; c < clusters->k; c++)
        {
          double sum = 0;
          guint n = 0;

          for (guint j = 0; j < m; j++)
            if (j != i && clusters->labels[j] == c)
              {
                sum += distances->values[i * m + j];
                n++;
              }
          if (c == clusters->labels[i])
            a = sum / n;
          else
            b = fmin (b, sum / n);
        }
      total += (b - a) / fmax (a, b);
    }
  return total / m;
}

static GPtrArray *
partitions_of (const WscGaussians *gaussians, const WscKMeansSettings *settings, guint n)
{
  g_autofree guint *counts = g_new (guint, n);

  for (guint i = 0; i < n; i++)
    counts[i] = i + 1;
  return wsc_clusters_new_k_means_all (gaussians, NULL, n, counts, settings, NULL, NULL);
}

static void
test_silhouette (void)
{
  g_auto (Sample) sample = sample_planted (48, 4, 4, 4, 1);
  const WscKMeansSettings settings = { WSC_METRIC_WASSERSTEIN, 10, 1 };
  g_autoptr (WscDistances) distances = wsc_distances_new (&sample.view, settings.metric, NULL, NULL, NULL);
  g_autoptr (GPtrArray) partitions = partitions_of (&sample.view, &settings, 8);
  g_autoptr (WscCount) count =
      wsc_count_new (&sample.view, distances, partitions, WSC_COUNT_SILHOUETTE, NULL, NULL, NULL, NULL);

  g_assert_cmpuint (count->k, ==, 4);
  g_assert_null (count->errors);
  g_assert_nonnull (strstr (count->reason, "4"));
  g_assert_true (isnan (count->scores[0]));
  for (guint i = 1; i < 8; i++)
    g_assert_cmpfloat_with_epsilon (count->scores[i],
                                    slow_silhouette (distances, g_ptr_array_index (partitions, i)), 1e-12);
}

static void
assert_gap (const Sample *sample, WscMetric metric, guint k)
{
  const WscKMeansSettings settings = { metric, 5, 1 };
  g_autoptr (GPtrArray) partitions = partitions_of (&sample->view, &settings, 7);
  g_autoptr (WscCount) count =
      wsc_count_new (&sample->view, NULL, partitions, WSC_COUNT_GAP, &settings, NULL, NULL, NULL);

  g_assert_cmpuint (count->k, ==, k);
  for (guint i = 0; i < 7; i++)
    g_assert_true (isfinite (count->scores[i]) && count->errors[i] > 0);
}

static void
test_gap (void)
{
  for (guint metric = 0; metric <= WSC_METRIC_WASSERSTEIN; metric++)
    {
      g_auto (Sample) planted = sample_planted (60, 3, 3, 6, 1), blob = sample_random (60, 3, 6, 0.05, 2);

      assert_gap (&planted, metric, 3);
      assert_gap (&blob, metric, 1);
    }
}

static void
test_modularity (void)
{
  g_auto (Sample) sample = sample_planted (48, 4, 4, 5, 1);
  const WscKMeansSettings settings = { WSC_METRIC_WASSERSTEIN, 10, 1 };
  g_autoptr (WscDistances) distances = wsc_distances_new (&sample.view, settings.metric, NULL, NULL, NULL);
  g_autoptr (GPtrArray) partitions = partitions_of (&sample.view, &settings, 8);
  g_autoptr (WscCount) count =
      wsc_count_new (&sample.view, distances, partitions, WSC_COUNT_MODULARITY, NULL, NULL, NULL, NULL);

  g_assert_cmpuint (count->k, ==, 4);
  g_assert_cmpfloat_with_epsilon (count->scores[0], 0, 1e-12);
}

/* Of neurons that are all the same nothing can be told, and of as many clusters as neurons there is no gap. */
static void
test_edges (void)
{
  g_auto (Sample) same = sample_new (6, 2), few = sample_random (5, 2, 3, 1, 1);
  const WscKMeansSettings settings = { WSC_METRIC_WASSERSTEIN, 2, 1 };
  g_autoptr (WscDistances) distances = wsc_distances_new (&same.view, settings.metric, NULL, NULL, NULL);
  g_autoptr (GPtrArray) ones = partitions_of (&same.view, &settings, 3);
  g_autoptr (GPtrArray) all = partitions_of (&few.view, &settings, 5);
  g_autoptr (WscCount) silhouette =
      wsc_count_new (&same.view, distances, ones, WSC_COUNT_SILHOUETTE, NULL, NULL, NULL, NULL);
  g_autoptr (WscCount) gap = wsc_count_new (&same.view, NULL, ones, WSC_COUNT_GAP, &settings, NULL, NULL, NULL);
  g_autoptr (WscCount) whole = wsc_count_new (&few.view, NULL, all, WSC_COUNT_GAP, &settings, NULL, NULL, NULL);

  g_assert_true (silhouette->k == 1 && isnan (silhouette->scores[0]));
  g_assert_true (gap->k == 1 && isnan (gap->scores[0]));
  g_assert_true (isnan (whole->scores[4]) && isfinite (whole->scores[1]));
  g_assert_cmpuint (whole->k, <, 5);
}

static gboolean
stop (gpointer user_data, double fraction, const char *phase)
{
  return FALSE;
}

static void
test_stop (void)
{
  g_auto (Sample) sample = sample_random (20, 2, 3, 1, 1);
  const WscKMeansSettings settings = { WSC_METRIC_EUCLIDEAN, 2, 1 };
  const WscHook hook = { stop, NULL, 1 };
  g_autoptr (GPtrArray) partitions = partitions_of (&sample.view, &settings, 3);
  g_autoptr (GError) error = NULL;

  g_assert_null (wsc_count_new (&sample.view, NULL, partitions, WSC_COUNT_GAP, &settings, NULL, &hook, &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_STOPPED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/clusters/count/silhouette", test_silhouette);
  g_test_add_func ("/clusters/count/gap", test_gap);
  g_test_add_func ("/clusters/count/modularity", test_modularity);
  g_test_add_func ("/clusters/count/edges", test_edges);
  g_test_add_func ("/clusters/count/stop", test_stop);
  return g_test_run ();
}
