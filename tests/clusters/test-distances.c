/* Distances and barycentres against an oracle, closed forms and slow computations. */
#include "clusters/support.h"

#include "base/reference.h"

#include <math.h>
#include <string.h>

/* --- given pairs and matrices ------------------------------------------------ */

static void
test_reference_pairs (void)
{
  static const guint dimensions[] = { 1, 2, 3, 4, 8 };

  for (guint f = 0; f < G_N_ELEMENTS (dimensions); f++)
    {
      const gsize d = dimensions[f], row = 2 * (d + d * d) + 2;
      g_autofree char *name = g_strdup_printf ("bures_distance/pairs_d%u.csv", dimensions[f]);
      guint n_columns;
      g_autoptr (GArray) numbers = load_reference (name, &n_columns);

      g_assert_cmpuint (n_columns, ==, row);
      for (gsize i = 0; i < numbers->len / row; i++)
        {
          const double *given = &g_array_index (numbers, double, i *row);
          const double tolerance = given[0] + given[0] * given[row - 1];
          g_auto (Sample) pair = sample_new (2, (guint) d);
          g_autoptr (WscDistances) distances = NULL;

          for (gsize g = 0; g < 2; g++)
            {
              memcpy (pair.means + g * d, given + 1 + g * (d + d * d), d * sizeof (double));
              memcpy (pair.covariances + g * d * d, given + 1 + g * (d + d * d) + d, d * d * sizeof (double));
            }
          distances = wsc_distances_new (&pair.view, WSC_METRIC_WASSERSTEIN, NULL, NULL, NULL);
          g_assert_cmpfloat_with_epsilon (pow (distances->values[1], 2), given[row - 1], tolerance);
          g_assert_true (distances->values[1] == distances->values[2]);
        }
    }
}

static void
test_reference_matrix (void)
{
  g_auto (Sample) neurons = sample_load ("bures_distance/neurons.csv", 4);
  guint n_columns;
  g_autoptr (GArray) squares = load_reference ("bures_distance/pairwise_squared.csv", &n_columns);
  g_autoptr (WscDistances) distances =
      wsc_distances_new (&neurons.view, WSC_METRIC_WASSERSTEIN, NULL, NULL, NULL);

  g_assert_cmpuint (distances->m, ==, 12);
  for (guint e = 0; e < 144; e++)
    g_assert_cmpfloat_with_epsilon (pow (distances->values[e], 2), reference_at (squares, e), 1e-9);
  g_assert_cmpfloat (distances->covariance_share, >, 0);
  g_assert_cmpfloat (distances->covariance_share, <, 1);
}

static void
test_flat_discs (void)
{
  const double a[] = { 1, 0, 0, 0, 1, 0, 0, 0, 0 }, b[] = { 1, 0, 0, 0, 0, 0, 0, 0, 1 };
  double squared;

  g_assert_true (wsc_bures_squared (3, a, b, &squared, NULL));
  g_assert_cmpfloat_with_epsilon (squared, 2, 1e-14);
  g_assert_true (wsc_bures_squared (3, a, a, &squared, NULL));
  g_assert_true (squared == 0);
}

/* Of all dimensions, ranks and instruction sets. */
static void
test_slow (void)
{
  for (guint d = 1; d <= 12; d++)
    for (guint rank = 1; rank <= 2 * d; rank += d)
      {
        g_auto (Sample) sample = sample_random (9, d, rank, 1, 10 * d + rank);
        const WscHook hook = hook_of_threads (2);
        g_autoptr (WscDistances) distances =
            wsc_distances_new (&sample.view, WSC_METRIC_WASSERSTEIN, NULL, &hook, NULL);

        for (guint i = 0; i < 9; i++)
          for (guint j = 0; j < 9; j++)
            g_assert_cmpfloat_with_epsilon (distances->values[i * 9 + j],
                                            i == j ? 0 : slow_distance (&sample.view, i, j), 1e-6);
      }
}

/* Between A A' and B B'. */
static double
slow_product_difference (guint d, const double *a, const double *b)
{
  g_autofree double *first = g_new (double, d *d), *second = g_new (double, d *d);

  wsc_unfactor (d, a, first);
  wsc_unfactor (d, b, second);
  return largest_difference (d * d, first, second);
}

/* All the instruction sets there are, by the same pairs: norms, and the factors that are nearest. */
static void
test_kernels (void)
{
  static const char *const names[] = { "baseline", "avx2", "avx512" };

  for (guint d = 1; d <= 9; d++)
    {
      g_auto (Sample) sample = sample_random (9, d, d + 1, 1, d);
      g_autofree double *factors = g_new (double, 9 * d * d), *aligned = g_new (double, 8 * d * d);
      double traces[9];

      for (guint i = 0; i < 9; i++)
        g_assert_true (wsc_factor (d, sample.covariances + i * d * d, factors + i * d * d, &traces[i], NULL));
      for (guint k = 0; k < G_N_ELEMENTS (names); k++)
        {
          const WscClusterKernel *kernel = wsc_cluster_kernel_find (names[k]);
          const double *a[8], *b[8];
          double norms[8], *work, *turned[8];
          g_autofree double *copies = g_memdup2 (factors, 9 * d * d * sizeof (double));
          guint n;

          if (kernel == NULL)
            continue;
          n = kernel->n_lanes;
          work = g_aligned_alloc (kernel->scratch_size (d), sizeof (double), 64);
          for (guint i = 0; i < n; i++)
            {
              a[i] = factors;
              b[i] = factors + (i + 1) * d * d;
              turned[i] = copies + (i + 1) * d * d;
            }
          for (guint half = 1; half <= 2; half++)
            kernel->nuclear_norms (d, n * half / 2, a, b, work, norms);
          kernel->align (d, n, a, turned, work, aligned);
          g_aligned_free (work);
          for (guint i = 0; i < n; i++)
            {
              const double expected = slow_bures (d, sample.covariances, sample.covariances + (i + 1) * d * d);
              double difference = 0;

              g_assert_cmpfloat_with_epsilon (traces[0] + traces[i + 1] - 2 * norms[i], expected, 1e-9);
              g_assert_cmpfloat_with_epsilon (slow_product_difference (d, b[i], turned[i]), 0, 1e-12);
              for (guint e = 0; e < d * d; e++)
                difference += pow (factors[e] - aligned[i * d * d + e], 2);
              g_assert_cmpfloat_with_epsilon (difference, expected, 1e-9);
            }
        }
    }
}

/* Singular values 1, 1e-2, … 1e-14, of which roots of eigenvalues would lose the last ones. */
static void
test_digits (void)
{
  const WscClusterKernel *kernel = wsc_cluster_kernel ();
  g_auto (Sample) sample = sample_random (2, 8, 8, 1, 1);
  double values[8], turns[64], other_turns[64], a[64], b[64] = { 0 }, norm, sum = 0;
  const double *first[] = { a }, *second[] = { b };
  double *work = g_aligned_alloc (kernel->scratch_size (8), sizeof (double), 64);

  g_assert_true (wsc_symmetric_eigen (8, sample.covariances, values, turns, NULL));
  g_assert_true (wsc_symmetric_eigen (8, sample.covariances + 64, values, other_turns, NULL));
  memcpy (a, turns, sizeof a);
  for (guint r = 0; r < 8; r++)
    {
      const double value = pow (10, -2.0 * r);

      sum += value;
      for (guint i = 0; i < 8; i++)
        for (guint j = 0; j < 8; j++)
          b[i * 8 + j] += turns[i * 8 + r] * value * other_turns[r * 8 + j];
    }
  kernel->nuclear_norms (8, 1, first, second, work, &norm);
  g_assert_cmpfloat_with_epsilon (norm, sum, 1e-15 * 8);
  g_aligned_free (work);
}

/* Nearest centres by all the instruction sets, and one at a time. */
static void
test_kernel_points (void)
{
  static const char *const names[] = { "baseline", "avx2", "avx512" };

  for (guint d = 1; d <= 9; d++)
    {
      g_auto (Sample) points = sample_random (11, d, 1, 1, d), centres = sample_random (5, d, 1, 1, d + 20);
      const guint32 chosen[] = { 10, 3, 4, 5, 6, 7, 8, 9, 0, 2, 1 };

      for (guint k = 0; k < G_N_ELEMENTS (names); k++)
        {
          const WscClusterKernel *kernel = wsc_cluster_kernel_find (names[k]);
          guint32 labels[11];
          double squares[11], seconds[11], *work;
          WscNearest nearest = { labels, squares, seconds };

          if (kernel == NULL)
            continue;
          work = g_aligned_alloc (d * kernel->n_lanes, sizeof (double), 64);
          kernel->find_nearest (&(WscCentres){ d, 5, centres.means }, 11, chosen, points.means, work, &nearest);
          g_aligned_free (work);
          for (guint i = 0; i < 11; i++)
            {
              double least = INFINITY, second = INFINITY;
              guint label = 0;

              for (guint c = 0; c < 5; c++)
                {
                  double square = 0;

                  for (guint e = 0; e < d; e++)
                    square += pow (points.means[i * d + e] - centres.means[c * d + e], 2);
                  second = fmin (second, fmax (least, square));
                  label = square < least ? c : label;
                  least = fmin (least, square);
                }
              g_assert_cmpuint (labels[i], ==, label);
              g_assert_cmpfloat_with_epsilon (squares[i], least, 1e-12);
              g_assert_cmpfloat_with_epsilon (seconds[i], second, 1e-12);
            }
        }
    }
}

/* --- other metrics -------------------------------------------------------------- */

static void
test_euclidean_and_function (void)
{
  g_auto (Sample) sample = sample_random (6, 3, 3, 1, 1);
  const double weight[] = { 4, 0, 0, 0, 1, 0, 0, 0, 0 };
  g_autoptr (WscDistances) plain = wsc_distances_new (&sample.view, WSC_METRIC_EUCLIDEAN, NULL, NULL, NULL);
  g_autoptr (WscDistances) weighted = wsc_distances_new (&sample.view, WSC_METRIC_FUNCTION, weight, NULL, NULL);

  g_assert_true (isnan (plain->covariance_share));
  for (guint i = 0; i < 6; i++)
    for (guint j = 0; j < 6; j++)
      {
        const double *a = sample.means + 3 * i, *b = sample.means + 3 * j;
        const double x = a[0] - b[0], y = a[1] - b[1], z = a[2] - b[2];

        g_assert_cmpfloat_with_epsilon (plain->values[6 * i + j], sqrt (x * x + y * y + z * z), 1e-14);
        g_assert_cmpfloat_with_epsilon (weighted->values[6 * i + j], sqrt (4 * x * x + y * y), 1e-14);
      }
}

/* In one dimension: (a - b)^2 / (4 (s + t)) + log ((s + t) / (2 sqrt (s t))) / 2, and |a - b| / sqrt ((s + t) / 2). */
static void
test_scaled (void)
{
  double means[] = { 1, 3, 3 }, covariances[] = { 4, 1, 0 };
  const WscGaussians gaussians = { 3, 1, means, covariances };
  g_autoptr (WscDistances) b = wsc_distances_new (&gaussians, WSC_METRIC_BHATTACHARYYA, NULL, NULL, NULL);
  g_autoptr (WscDistances) m = wsc_distances_new (&gaussians, WSC_METRIC_MAHALANOBIS, NULL, NULL, NULL);

  g_assert_cmpfloat_with_epsilon (b->values[1], 4.0 / 20 + 0.5 * log (5.0 / 4), 1e-14);
  g_assert_cmpfloat_with_epsilon (m->values[1], 2 / sqrt (2.5), 1e-14);
  for (guint e = 0; e < 9; e++)
    g_assert_true (isfinite (b->values[e]) && isfinite (m->values[e]));
}

static void
assert_fails (const WscGaussians *gaussians, WscMetric metric, WscErrorCode code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (wsc_distances_new (gaussians, metric, NULL, NULL, &error));
  g_assert_error (error, WSC_ERROR, (gint) code);
}

static void
test_errors (void)
{
  g_auto (Sample) sample = sample_random (4, 2, 2, 1, 1);
  const WscGaussians points = { 4, 2, sample.means, NULL };
  g_autoptr (GError) error = NULL;
  double number, barycentre[4];

  assert_fails (&points, WSC_METRIC_MAHALANOBIS, WSC_ERROR_NUMERIC);
  assert_fails (&points, WSC_METRIC_BHATTACHARYYA, WSC_ERROR_NUMERIC);
  sample.covariances[5] = NAN;
  for (guint metric = 0; metric < WSC_N_METRICS; metric++)
    if (metric != WSC_METRIC_FUNCTION)
      assert_fails (&sample.view, metric, WSC_ERROR_NUMERIC);
  sample.covariances[5] = 0;
  sample.means[3] = INFINITY;
  assert_fails (&sample.view, WSC_METRIC_EUCLIDEAN, WSC_ERROR_NUMERIC);
  sample.covariances[0] = NAN;
  g_assert_false (wsc_bures_squared (2, sample.covariances, sample.covariances + 4, &number, &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_NUMERIC);
  g_clear_error (&error);
  g_assert_false (wsc_bures_barycentre (2, 4, sample.covariances, NULL, barycentre, &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_NUMERIC);
}

static gboolean
stop (gpointer user_data, double fraction, const char *phase)
{
  return FALSE;
}

static void
test_stop (void)
{
  g_auto (Sample) sample = sample_random (50, 3, 3, 1, 1);
  const WscHook hook = { stop, NULL, 1 };
  g_autoptr (GError) error = NULL;

  g_assert_null (wsc_distances_new (&sample.view, WSC_METRIC_WASSERSTEIN, NULL, &hook, &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_STOPPED);
}

static gboolean
count_report (gpointer user_data, double fraction, const char *phase)
{
  ++*(guint *) user_data;
  return TRUE;
}

static guint
count_reports (guint d)
{
  g_auto (Sample) sample = sample_random (18, d, 3, 1, 1);
  guint n = 0;
  const WscHook hook = { count_report, &n, 1 };
  g_autoptr (WscDistances) distances = wsc_distances_new (&sample.view, WSC_METRIC_WASSERSTEIN, NULL, &hook, NULL);

  g_assert_nonnull (distances);
  return n;
}

/* Among wide matrices it is asked within a row too. */
static void
test_stop_within_rows (void)
{
  g_assert_cmpuint (count_reports (124), >, count_reports (3));
}

/* What takes hours and what takes no time. */
static void
test_effort (void)
{
  g_assert_cmpfloat (wsc_distances_get_effort (128, 785, WSC_METRIC_WASSERSTEIN), >, WSC_EFFORT_MOST);
  g_assert_cmpfloat (wsc_distances_get_effort (128, 785, WSC_METRIC_BHATTACHARYYA), >, WSC_EFFORT_MOST);
  g_assert_cmpfloat (wsc_distances_get_effort (128, 785, WSC_METRIC_EUCLIDEAN), <, WSC_EFFORT_UNASKED);
  g_assert_cmpfloat (wsc_distances_get_effort (8, 785, WSC_METRIC_WASSERSTEIN), <, WSC_EFFORT_MOST);
  g_assert_cmpfloat (wsc_distances_get_effort (1000, 9, WSC_METRIC_WASSERSTEIN), <, WSC_EFFORT_UNASKED);
  g_assert_cmpfloat (wsc_k_means_get_effort (8, 785, WSC_METRIC_WASSERSTEIN, 10), >, WSC_EFFORT_MOST);
  g_assert_cmpfloat (wsc_k_means_get_effort (128, 785, WSC_METRIC_EUCLIDEAN, 10), <, WSC_EFFORT_UNASKED);
  g_assert_cmpfloat (wsc_k_means_get_effort (128, 5, WSC_METRIC_WASSERSTEIN, 4300), <, WSC_EFFORT_UNASKED);
}

static void
test_threads (void)
{
  g_auto (Sample) sample = sample_random (60, 5, 5, 1, 1);

  for (guint metric = 0; metric < WSC_METRIC_FUNCTION; metric++)
    {
      const WscHook one = hook_of_threads (1), three = hook_of_threads (3);
      g_autoptr (WscDistances) a = wsc_distances_new (&sample.view, metric, NULL, &one, NULL);
      g_autoptr (WscDistances) b = wsc_distances_new (&sample.view, metric, NULL, &three, NULL);

      g_assert_cmpmem (a->values, 3600 * sizeof (double), b->values, 3600 * sizeof (double));
      g_assert_true (a->covariance_share == b->covariance_share || metric != WSC_METRIC_WASSERSTEIN);
    }
}

/* Equal Gaussians are at 0 to the last bit, singular ones too; a single one is no error. */
static void
test_equal (void)
{
  g_auto (Sample) sample = sample_random (7, 5, 2, 1, 1);
  g_autoptr (WscDistances) distances = NULL, one = NULL;

  memcpy (sample.means + 15, sample.means, 5 * sizeof (double));
  memcpy (sample.covariances + 75, sample.covariances, 25 * sizeof (double));
  distances = wsc_distances_new (&sample.view, WSC_METRIC_WASSERSTEIN, NULL, NULL, NULL);
  g_assert_true (distances->values[3] == 0 && distances->values[21] == 0);
  g_assert_cmpfloat (distances->values[1], >, 0);
  sample.view.m = 1;
  one = wsc_distances_new (&sample.view, WSC_METRIC_WASSERSTEIN, NULL, NULL, NULL);
  g_assert_true (one->values[0] == 0 && one->covariance_share == 0);
}

/* --- barycentres ------------------------------------------------------------------ */

static double
objective_of (guint d, guint n, const double *covariances, const double *weights, const double *centre)
{
  double sum = 0;

  for (guint i = 0; i < n; i++)
    {
      double squared;

      g_assert_true (wsc_bures_squared (d, covariances + i * d * d, centre, &squared, NULL));
      sum += (weights != NULL ? weights[i] : 1.0 / n) * squared;
    }
  return sum;
}

/* The oracle takes roots of eigenvalues, and so of those that rounding left of a singular matrix. */
static void
test_reference_barycentres (void)
{
  static const char *const names[] = { "two_d2", "five_d3_uniform", "five_d3_weighted", "eight_d4", "six_d8",
                                       "commuting_d3", "d1", "one_singular_d3", "identical_d3" };

  for (guint f = 0; f < G_N_ELEMENTS (names); f++)
    {
      g_autofree char *name = g_strdup_printf ("bures_barycentre/%s.csv", names[f]);
      guint row;
      g_autoptr (GArray) numbers = load_reference (name, &row);
      const guint n = numbers->len / row - 1, d = (guint) lround (sqrt (row - 1));
      g_autofree double *covariances = g_new (double, n *d *d), *weights = g_new (double, n),
                        *barycentre = g_new (double, d *d);
      double objective;

      for (guint i = 0; i < n; i++)
        {
          weights[i] = reference_at (numbers, i * row);
          memcpy (covariances + i * d * d, &g_array_index (numbers, double, i *row + 1), d * d * sizeof (double));
        }
      g_assert_true (wsc_bures_barycentre (d, n, covariances, weights, barycentre, NULL));
      for (guint e = 0; e < d * d; e++)
        {
          const double expected = reference_at (numbers, n * row + 1 + e);

          g_assert_cmpfloat_with_epsilon (barycentre[e], expected, 1e-8 + 1e-7 * fabs (expected));
        }
      objective = reference_at (numbers, n * row);
      g_assert_cmpfloat_with_epsilon (objective_of (d, n, covariances, weights, barycentre), objective,
                                      strstr (names[f], "singular") != NULL ? 1e-8 : 1e-10 + 1e-9 * objective);
    }
}

static void
test_crossed (void)
{
  const double covariances[] = { 1, 0, 0, .01, .01, 0, 0, 1 };
  double barycentre[4];

  g_assert_true (wsc_bures_barycentre (2, 2, covariances, NULL, barycentre, NULL));
  g_assert_cmpfloat_with_epsilon (barycentre[0], 0.3025, 1e-14);
  g_assert_cmpfloat_with_epsilon (barycentre[3], 0.3025, 1e-14);
  g_assert_cmpfloat_with_epsilon (barycentre[1], 0, 1e-14);
}

/* No worse than the arithmetic mean, nor than what lies a little to a side of it. */
static void
test_optimal (void)
{
  for (guint seed = 0; seed < 100; seed++)
    {
      const guint d = 1 + seed % 6, n = 1 + seed % 9, rank = 1 + seed % 4;
      g_auto (Sample) sample = sample_random (n, d, rank, 1, seed);
      g_autofree double *barycentre = g_new (double, d *d), *mean = g_new0 (double, d *d), *aside = g_new (double, d *d);
      double least;

      g_assert_true (wsc_bures_barycentre (d, n, sample.covariances, NULL, barycentre, NULL));
      least = objective_of (d, n, sample.covariances, NULL, barycentre);
      for (guint e = 0; e < n * d * d; e++)
        mean[e % (d * d)] += sample.covariances[e] / n;
      g_assert_cmpfloat (least, <=, objective_of (d, n, sample.covariances, NULL, mean) + 1e-12);
      for (guint step = 0; step < 2; step++)
        {
          for (guint e = 0; e < d * d; e++)
            aside[e] = barycentre[e] * (step == 0 ? 0.99 : 1.01) + 1e-3 * (mean[e] - barycentre[e]);
          g_assert_cmpfloat (least, <=, objective_of (d, n, sample.covariances, NULL, aside) + 1e-12);
        }
    }
}

static void
test_zero (void)
{
  const double zeros[18] = { 0 };
  double barycentre[9], squared;

  g_assert_true (wsc_bures_barycentre (3, 2, zeros, NULL, barycentre, NULL));
  for (guint e = 0; e < 9; e++)
    g_assert_true (barycentre[e] == 0);
  g_assert_true (wsc_bures_squared (3, zeros, zeros, &squared, NULL) && squared == 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/clusters/distances/pairs", test_reference_pairs);
  g_test_add_func ("/clusters/distances/matrix", test_reference_matrix);
  g_test_add_func ("/clusters/distances/flat-discs", test_flat_discs);
  g_test_add_func ("/clusters/distances/slow", test_slow);
  g_test_add_func ("/clusters/distances/kernels", test_kernels);
  g_test_add_func ("/clusters/distances/digits", test_digits);
  g_test_add_func ("/clusters/distances/kernel-points", test_kernel_points);
  g_test_add_func ("/clusters/distances/euclidean", test_euclidean_and_function);
  g_test_add_func ("/clusters/distances/scaled", test_scaled);
  g_test_add_func ("/clusters/distances/errors", test_errors);
  g_test_add_func ("/clusters/distances/stop", test_stop);
  g_test_add_func ("/clusters/distances/stop-within-rows", test_stop_within_rows);
  g_test_add_func ("/clusters/distances/effort", test_effort);
  g_test_add_func ("/clusters/distances/threads", test_threads);
  g_test_add_func ("/clusters/distances/equal", test_equal);
  g_test_add_func ("/clusters/barycentre/reference", test_reference_barycentres);
  g_test_add_func ("/clusters/barycentre/crossed", test_crossed);
  g_test_add_func ("/clusters/barycentre/optimal", test_optimal);
  g_test_add_func ("/clusters/barycentre/zero", test_zero);
  return g_test_run ();
}
