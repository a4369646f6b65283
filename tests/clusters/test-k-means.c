/* Clusters against an oracle, planted ones, and what must hold of all. */
#include "clusters/support.h"

#include "base/reference.h"

#include <math.h>
#include <string.h>

/* --- from given starts ------------------------------------------------------- */

/* Points of the first k Gaussians. */
static guint32 *
first_points (const WscPoints *points, guint k)
{
  return g_memdup2 (points->point_of, k * sizeof (guint32));
}

static WscPartition
run_from_first (const WscPoints *points, guint k)
{
  WscPartition run = { k, g_new (guint32, points->n), 0, g_array_new (FALSE, FALSE, sizeof (double)) };
  g_autofree guint32 *starts = first_points (points, k);

  if (points->factors != NULL)
    wsc_lloyd_wasserstein (points, starts, &run);
  else
    wsc_lloyd_points (points, starts, &run);
  return run;
}

static void
partition_clear (WscPartition *self)
{
  g_clear_pointer (&self->labels, g_free);
  g_clear_pointer (&self->history, g_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WscPartition, partition_clear)

static void
assert_falls (const GArray *history)
{
  for (guint i = 1; i < history->len; i++)
    g_assert_cmpfloat (g_array_index (history, double, i), <=, g_array_index (history, double, i - 1) * (1 + 1e-12));
}

typedef struct
{
  const char *folder, *name, *points;
  WscMetric metric;
  guint d, k;
} Case;

static const Case cases[] = {
  { "kmeans_euclid", "small", "points_small", WSC_METRIC_EUCLIDEAN, 2, 3 },
  { "kmeans_euclid", "neurons128_d4", "points_neurons128_d4", WSC_METRIC_EUCLIDEAN, 4, 8 },
  { "kmeans_euclid", "d8", "points_d8", WSC_METRIC_EUCLIDEAN, 8, 5 },
  { "kmeans_bures", "d3", "neurons_d3", WSC_METRIC_WASSERSTEIN, 3, 3 },
  { "kmeans_bures", "d4_shapes", "neurons_d4_shapes", WSC_METRIC_WASSERSTEIN, 4, 4 },
  { "kmeans_bures", "d3_with_singular", "neurons_d3_with_singular", WSC_METRIC_WASSERSTEIN, 3, 3 },
};

static GArray *
load (const Case *c, const char *what)
{
  g_autofree char *path = g_strdup_printf ("%s/%s_%s.csv", c->folder, c->name, what);
  guint n_columns;

  return load_reference (path, &n_columns);
}

static void
assert_near (double value, double expected, double tolerance)
{
  g_assert_cmpfloat_with_epsilon (value, expected, tolerance + tolerance * fabs (expected));
}

/* Clusters are numbered as the starts in the reference, by first members in ours. */
static void
assert_centres (const Case *c, const WscClusters *clusters, const guint32 *expected_labels, double tolerance)
{
  g_autoptr (GArray) centres = load (c, "centres");
  const gsize d = c->d, row = centres->len / c->k;

  for (guint i = 0; i < clusters->m; i++)
    {
      const double *centre = &g_array_index (centres, double, expected_labels[i] * row);
      const gsize own = clusters->labels[i];

      for (gsize e = 0; e < d; e++)
        assert_near (clusters->means[own * d + e], centre[e], tolerance);
      for (gsize e = 0; e < row - d; e++)
        assert_near (clusters->covariances[own * d * d + e], centre[d + e], tolerance);
    }
}

static void
test_reference (void)
{
  for (guint f = 0; f < G_N_ELEMENTS (cases); f++)
    {
      const Case *c = &cases[f];
      const double tolerance = c->metric == WSC_METRIC_EUCLIDEAN ? 1e-10 : 1e-6;
      g_autofree char *path = g_strdup_printf ("%s/%s.csv", c->folder, c->points);
      g_auto (Sample) sample = sample_load (path, c->d);
      WscLoop loop = { .to = 1 };
      g_autoptr (WscPoints) points = wsc_points_new (&sample.view, c->metric, NULL, &loop, NULL);
      g_autoptr (GArray) labels = load (c, "labels"), objective = load (c, "objective");
      g_auto (WscPartition) run = run_from_first (points, c->k);
      g_autofree guint32 *found = g_new (guint32, sample.view.m), *expected = g_new (guint32, sample.view.m);
      g_autoptr (WscClusters) clusters = NULL;

      for (guint i = 0; i < sample.view.m; i++)
        {
          found[i] = run.labels[points->point_of[i]];
          expected[i] = (guint32) reference_at (labels, i);
          g_assert_cmpuint (found[i], ==, expected[i]);
        }
      assert_falls (run.history);
      clusters = wsc_clusters_new (&sample.view, c->metric, NULL, found, NULL);
      assert_near (run.objective, reference_at (objective, 0), tolerance);
      assert_near (clusters->objective, reference_at (objective, 0), tolerance);
      assert_centres (c, clusters, expected, tolerance);
    }
}

/* Starts without a table of distances find the same. */
static void
test_falls (void)
{
  for (guint seed = 0; seed < 20; seed++)
    {
      const guint d = 1 + seed % 5, k = 2 + seed % 7;
      g_auto (Sample) sample = sample_random (50, d, 1 + seed % 4, 1, seed);

      for (guint metric = 0; metric <= WSC_METRIC_WASSERSTEIN; metric++)
        {
          WscLoop loop = { .to = 1 };
          g_autoptr (WscPoints) points = wsc_points_new (&sample.view, metric, NULL, &loop, NULL);
          g_auto (WscPartition) run = run_from_first (points, k), again = { 0 };

          assert_falls (run.history);
          wsc_points_measure (points, &loop);
          again = run_from_first (points, k);
          g_assert_cmpmem (run.labels, 50 * sizeof (guint32), again.labels, 50 * sizeof (guint32));
        }
    }
}

/* At the end each neuron is at the nearest centre, by slow distances. */
static void
test_bounds (void)
{
  for (guint seed = 0; seed < 10; seed++)
    {
      const guint d = 2 + seed % 3;
      g_auto (Sample) sample = sample_random (40, d, d + 1, 1, seed);
      g_autoptr (WscClusters) clusters = wsc_clusters_new_k_means (
          &sample.view, NULL, 6, &(WscKMeansSettings){ WSC_METRIC_WASSERSTEIN, 2, seed }, NULL, NULL);
      double objective = 0;

      for (guint i = 0; i < 40; i++)
        {
          double own = 0, least = INFINITY;

          for (guint c = 0; c < clusters->k; c++)
            {
              double square = slow_bures (d, sample.covariances + i * d * d, clusters->covariances + c * d * d);

              for (guint e = 0; e < d; e++)
                square += pow (sample.means[i * d + e] - clusters->means[c * d + e], 2);
              least = fmin (least, square);
              own = c == clusters->labels[i] ? square : own;
            }
          g_assert_cmpfloat (own, <=, least + 1e-9);
          objective += own;
        }
      g_assert_cmpfloat_with_epsilon (objective, clusters->objective, 1e-8 * objective);
    }
}

/* So too of many points, most of which did not look at all centres in the end; and no history rises. */
static void
test_many (void)
{
  const guint m = 3001, d = 3, k = 17;
  g_auto (Sample) sample = sample_random (m, d, 1, 1, 1);
  const WscGaussians gaussians = { m, d, sample.means, NULL };
  WscLoop loop = { .to = 1 };
  g_autoptr (WscPoints) points = wsc_points_new (&gaussians, WSC_METRIC_EUCLIDEAN, NULL, &loop, NULL);
  g_auto (WscPartition) run = run_from_first (points, k);
  g_autofree guint32 *labels = g_new (guint32, m);
  g_autoptr (WscClusters) clusters = NULL;

  assert_falls (run.history);
  g_assert_cmpuint (run.history->len, >, 10);
  for (guint i = 0; i < m; i++)
    labels[i] = run.labels[points->point_of[i]];
  clusters = wsc_clusters_new (&gaussians, WSC_METRIC_EUCLIDEAN, NULL, labels, NULL);
  assert_near (run.objective, clusters->objective, 1e-12);
  for (guint i = 0; i < m; i++)
    {
      double own = 0, least = INFINITY;

      for (guint c = 0; c < k; c++)
        {
          double square = 0;

          for (guint e = 0; e < d; e++)
            square += pow (sample.means[i * d + e] - clusters->means[c * d + e], 2);
          least = fmin (least, square);
          own = c == clusters->labels[i] ? square : own;
        }
      g_assert_cmpfloat (own, <=, least + 1e-12);
    }
}

/* --- planted ------------------------------------------------------------------- */

static void
test_planted (void)
{
  for (guint metric = 0; metric <= WSC_METRIC_WASSERSTEIN; metric++)
    {
      g_auto (Sample) sample = sample_planted (80, 6, 5, 4, 1);
      g_autoptr (WscClusters) clusters =
          wsc_clusters_new_k_means (&sample.view, NULL, 5, &(WscKMeansSettings){ metric, 10, 1 }, NULL, NULL);

      g_assert_cmpuint (clusters->k, ==, 5);
      for (guint i = 0; i < 80; i++)
        g_assert_cmpuint (clusters->labels[i], ==, i % 5);
      for (guint c = 0; c < 5; c++)
        g_assert_cmpuint (clusters->sizes[c], ==, 16);
    }
}

/* Shapes that only the Wasserstein distance sees: long in one direction or another. */
static void
test_shapes (void)
{
  g_auto (Sample) sample = sample_random (60, 3, 6, 0.02, 1);
  g_autoptr (WscClusters) clusters = NULL;

  for (guint i = 0; i < 60; i++)
    {
      for (guint e = 0; e < 3; e++)
        sample.means[i * 3 + e] *= 0.05;
      sample.covariances[i * 9 + 4 * (i % 3)] += 4;
    }
  clusters = wsc_clusters_new_k_means (&sample.view, NULL, 3, &(WscKMeansSettings){ WSC_METRIC_WASSERSTEIN, 10, 1 }, NULL,
                                       NULL);
  for (guint i = 0; i < 60; i++)
    g_assert_cmpuint (clusters->labels[i], ==, i % 3);
}

/* The directions that the weight leaves out do not count. */
static void
test_function (void)
{
  g_auto (Sample) sample = sample_random (40, 2, 2, 1, 1);
  const double weight[] = { 1, 0, 0, 0 };
  g_autoptr (WscClusters) clusters = NULL;

  for (guint i = 0; i < 40; i++)
    {
      sample.means[2 * i] = 0.1 * sample.means[2 * i] + i % 2;
      sample.means[2 * i + 1] *= 100;
    }
  clusters = wsc_clusters_new_k_means (&sample.view, weight, 2, &(WscKMeansSettings){ WSC_METRIC_FUNCTION, 10, 1 }, NULL,
                                       NULL);
  for (guint i = 0; i < 40; i++)
    g_assert_cmpuint (clusters->labels[i], ==, i % 2);
}

/* --- invariances ------------------------------------------------------------------ */

static void
test_order (void)
{
  for (guint seed = 0; seed < 12; seed++)
    {
      g_auto (Sample) sample = sample_random (45, 3, 3, 1, seed);
      guint32 order[45];
      WscRandom random;

      memcpy (sample.means + 3 * 7, sample.means + 3 * 30, 3 * sizeof (double));
      memcpy (sample.covariances + 9 * 7, sample.covariances + 9 * 30, 9 * sizeof (double));
      for (guint i = 0; i < 45; i++)
        order[i] = i;
      wsc_random_init (&random, seed, "test.order", 0);
      wsc_random_shuffle (&random, order, 45);
      for (guint metric = 0; metric <= WSC_METRIC_WASSERSTEIN; metric++)
        {
          const WscKMeansSettings settings = { metric, 2, seed };
          g_auto (Sample) permuted = sample_permuted (&sample, order);
          g_autoptr (WscClusters) a = wsc_clusters_new_k_means (&sample.view, NULL, 7, &settings, NULL, NULL);
          g_autoptr (WscClusters) b = wsc_clusters_new_k_means (&permuted.view, NULL, 7, &settings, NULL, NULL);
          guint32 back[45];

          for (guint i = 0; i < 45; i++)
            back[order[i]] = b->labels[i];
          g_assert_true (same_partition (45, a->labels, back));
          g_assert_cmpfloat_with_epsilon (a->objective, b->objective, 1e-12 * a->objective);
        }
    }
}

static void
assert_equal (const WscClusters *a, const WscClusters *b)
{
  g_assert_cmpuint (a->k, ==, b->k);
  g_assert_cmpmem (a->labels, a->m * sizeof (guint32), b->labels, b->m * sizeof (guint32));
  g_assert_cmpmem (a->means, a->k * a->d * sizeof (double), b->means, b->k * b->d * sizeof (double));
  g_assert_cmpmem (a->covariances, a->k * a->d * a->d * sizeof (double), b->covariances,
                   b->k * b->d * b->d * sizeof (double));
  g_assert_true (a->objective == b->objective);
}

/* Threads change nothing, nor do the other counts that are asked for. */
static void
test_threads (void)
{
  g_auto (Sample) sample = sample_random (40, 3, 4, 1, 1);
  const guint counts[] = { 1, 3, 40, 8 };

  for (guint metric = 0; metric <= WSC_METRIC_WASSERSTEIN; metric++)
    {
      const WscKMeansSettings settings = { metric, 3, 5 };
      const WscHook one = hook_of_threads (1), three = hook_of_threads (3);
      g_autoptr (GPtrArray) a =
          wsc_clusters_new_k_means_all (&sample.view, NULL, 4, counts, &settings, &one, NULL);
      g_autoptr (GPtrArray) b =
          wsc_clusters_new_k_means_all (&sample.view, NULL, 4, counts, &settings, &three, NULL);

      for (guint i = 0; i < 4; i++)
        {
          g_autoptr (WscClusters) alone =
              wsc_clusters_new_k_means (&sample.view, NULL, counts[i], &settings, NULL, NULL);

          assert_equal (g_ptr_array_index (a, i), g_ptr_array_index (b, i));
          assert_equal (g_ptr_array_index (a, i), alone);
          g_assert_cmpuint (alone->k, ==, counts[i]);
        }
      g_assert_true (((WscClusters *) g_ptr_array_index (a, 2))->objective == 0);
    }
}

/* --- edges ------------------------------------------------------------------------- */

static void
assert_finite (const WscClusters *clusters)
{
  for (gsize e = 0; e < clusters->k * clusters->d; e++)
    g_assert_true (isfinite (clusters->means[e]));
  for (gsize e = 0; e < clusters->k * clusters->d * clusters->d; e++)
    g_assert_true (isfinite (clusters->covariances[e]) && isfinite (clusters->spreads[e]));
  for (guint c = 0; c < clusters->k; c++)
    g_assert_cmpuint (clusters->sizes[c], >, 0);
  g_assert_true (isfinite (clusters->objective));
}

/* Three different ones, ten times each. */
static void
test_identical (void)
{
  g_auto (Sample) sample = sample_random (30, 3, 2, 1, 1);

  for (guint i = 3; i < 30; i++)
    {
      memcpy (sample.means + 3 * i, sample.means + 3 * (i % 3), 3 * sizeof (double));
      memcpy (sample.covariances + 9 * i, sample.covariances + 9 * (i % 3), 9 * sizeof (double));
    }
  for (guint metric = 0; metric <= WSC_METRIC_WASSERSTEIN; metric++)
    {
      g_autoptr (WscClusters) clusters =
          wsc_clusters_new_k_means (&sample.view, NULL, 12, &(WscKMeansSettings){ metric, 3, 1 }, NULL, NULL);

      g_assert_cmpuint (clusters->k, ==, 3);
      g_assert_cmpfloat_with_epsilon (clusters->objective, 0, 1e-12);
      for (guint i = 0; i < 30; i++)
        g_assert_cmpuint (clusters->labels[i], ==, i % 3);
      assert_finite (clusters);
    }
}

static void
test_degenerate (void)
{
  for (guint metric = 0; metric <= WSC_METRIC_WASSERSTEIN; metric++)
    {
      const WscKMeansSettings settings = { metric, 2, 1 };
      g_auto (Sample) flat = sample_random (20, 4, 1, 1, 1), zero = sample_random (20, 4, 1, 0, 1);
      const WscGaussians one = { 1, 4, flat.means, flat.covariances }, bare = { 20, 4, flat.means, NULL };
      const WscGaussians *const all[] = { &flat.view, &zero.view, &one, &bare };

      for (guint i = 0; i < G_N_ELEMENTS (all); i++)
        for (guint k = 1; k <= all[i]->m; k += 4)
          {
            g_autoptr (WscClusters) clusters =
                wsc_clusters_new_k_means (all[i], NULL, k, &settings, NULL, NULL);

            g_assert_cmpuint (clusters->k, ==, k);
            assert_finite (clusters);
          }
    }
}

/* Total covariance is that within and that between. */
static void
test_spread (void)
{
  double means[] = { 0, 0, 2, 0 }, covariances[] = { 1, 0, 0, 1, 3, 0, 0, 1 };
  const guint32 labels[] = { 7, 7 };
  g_autoptr (WscClusters) clusters =
      wsc_clusters_new (&(WscGaussians){ 2, 2, means, covariances }, WSC_METRIC_EUCLIDEAN, NULL, labels, NULL);

  g_assert_cmpuint (clusters->k, ==, 1);
  g_assert_cmpuint (clusters->labels[1], ==, 0);
  g_assert_cmpfloat_with_epsilon (clusters->covariances[0], 2, 1e-15);
  g_assert_cmpfloat_with_epsilon (clusters->spreads[0], 3, 1e-15);
  g_assert_cmpfloat_with_epsilon (clusters->spreads[3], 1, 1e-15);
  g_assert_cmpfloat_with_epsilon (clusters->objective, 2, 1e-15);
}

static void
assert_fails (const WscGaussians *gaussians, guint k, WscMetric metric, WscErrorCode code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (wsc_clusters_new_k_means (gaussians, NULL, k, &(WscKMeansSettings){ metric, 2, 1 }, NULL, &error));
  g_assert_error (error, WSC_ERROR, (gint) code);
}

static gboolean
stop (gpointer user_data, double fraction, const char *phase)
{
  return FALSE;
}

static void
test_errors (void)
{
  g_auto (Sample) sample = sample_random (10, 2, 2, 1, 1);
  const WscHook hook = { stop, NULL, 1 };
  g_autoptr (GError) error = NULL;

  assert_fails (&sample.view, 0, WSC_METRIC_EUCLIDEAN, WSC_ERROR_RANGE);
  assert_fails (&sample.view, 11, WSC_METRIC_WASSERSTEIN, WSC_ERROR_RANGE);
  assert_fails (&sample.view, 2, WSC_METRIC_MAHALANOBIS, WSC_ERROR_RANGE);
  g_assert_null (wsc_clusters_new_k_means (&sample.view, NULL, 2, &(WscKMeansSettings){ WSC_METRIC_WASSERSTEIN, 2, 1 },
                                           &hook, &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_STOPPED);
  sample.means[4] = NAN;
  assert_fails (&sample.view, 2, WSC_METRIC_EUCLIDEAN, WSC_ERROR_NUMERIC);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/clusters/k-means/reference", test_reference);
  g_test_add_func ("/clusters/k-means/falls", test_falls);
  g_test_add_func ("/clusters/k-means/bounds", test_bounds);
  g_test_add_func ("/clusters/k-means/many", test_many);
  g_test_add_func ("/clusters/k-means/planted", test_planted);
  g_test_add_func ("/clusters/k-means/shapes", test_shapes);
  g_test_add_func ("/clusters/k-means/function", test_function);
  g_test_add_func ("/clusters/k-means/order", test_order);
  g_test_add_func ("/clusters/k-means/threads", test_threads);
  g_test_add_func ("/clusters/k-means/identical", test_identical);
  g_test_add_func ("/clusters/k-means/degenerate", test_degenerate);
  g_test_add_func ("/clusters/k-means/spread", test_spread);
  g_test_add_func ("/clusters/k-means/errors", test_errors);
  return g_test_run ();
}
