/* The grand tour, PCA of means and spread, and the shares that views keep. */
#include "estimate/estimate.h"
#include "estimate/support.h"

#include <math.h>
#include <string.h>

#define M 12

/* Neurons with covariances B B', B lower triangular. */
static WscNeurons *
random_neurons (guint m, guint d, guint seed)
{
  g_autofree double *means = g_new (double, m *d), *covariances = g_new0 (double, (gsize) m *d * d), *b = g_new0 (double, d *d);
  WscRandom random;

  wsc_random_init (&random, seed, "test.tour", d);
  for (guint i = 0; i < m * d; i++)
    means[i] = wsc_random_normal (&random);
  for (guint k = 0; k < m; k++)
    {
      for (guint i = 0; i < d; i++)
        for (guint j = 0; j <= i; j++)
          b[i * d + j] = 0.3 * wsc_random_normal (&random);
      for (guint i = 0; i < d; i++)
        for (guint j = 0; j < d; j++)
          for (guint l = 0; l < d; l++)
            covariances[((gsize) k * d + i) * d + j] += b[i * d + l] * b[j * d + l];
    }
  return wsc_neurons_new (m, d, means, covariances, 0, NULL);
}

static void
assert_orthonormal (const WscProjection *p)
{
  for (gsize i = 0; i < p->n; i++)
    for (gsize j = 0; j < p->n; j++)
      {
        double dot = 0;

        for (gsize k = 0; k < p->d; k++)
          dot += p->matrix[i * p->d + k] * p->matrix[j * p->d + k];
        g_assert_cmpfloat_with_epsilon (dot, i == j ? 1.0 : 0.0, 1e-12);
      }
}

static double
get_distance (const WscProjection *a, const WscProjection *b)
{
  double sum = 0;

  for (gsize i = 0; i < (gsize) a->n * a->d; i++)
    sum += (a->matrix[i] - b->matrix[i]) * (a->matrix[i] - b->matrix[i]);
  return sqrt (sum);
}

static WscProjection *
go (WscTour *tour, double position)
{
  g_autoptr (GError) error = NULL;
  WscProjection *p = wsc_tour_new_projection (tour, position, &error);

  g_assert_no_error (error);
  return p;
}

/* No principal angle is above a right angle, so a step of dt moves no frame by more than sqrt (3) pi / 2 dt. */
static void
test_path (gconstpointer data)
{
  const guint d = GPOINTER_TO_UINT (data), n_steps = 1500;
  const double dt = 0.01;
  g_autoptr (WscNeurons) neurons = random_neurons (M, d, 1);
  g_autoptr (WscTour) tour = wsc_tour_new (neurons, 7, NULL);
  g_autoptr (WscProjection) pca = wsc_projection_new (neurons, WSC_PROJECTION_PCA, NULL, NULL), before = NULL;
  double way = 0;

  for (guint k = 0; k <= n_steps; k++)
    {
      WscProjection *p = go (tour, k * dt);

      assert_orthonormal (p);
      if (k == 0)
        g_assert_cmpfloat (get_distance (p, pca), <, 1e-12);
      else
        {
          g_assert_cmpfloat (get_distance (p, before), <, sqrt (3) * G_PI_2 * dt + 1e-9);
          way += get_distance (p, before);
        }
      g_clear_pointer (&before, wsc_projection_free);
      before = p;
    }
  g_assert_cmpfloat (way, >, 5);
  g_assert_cmpfloat (get_distance (before, pca), >, 0.1);
}

/* At a whole number the path has reached the plane that it was on its way to: going on from just before is going on from there. */
static void
test_joints (void)
{
  g_autoptr (WscNeurons) neurons = random_neurons (M, 10, 2);
  g_autoptr (WscTour) tour = wsc_tour_new (neurons, 3, NULL);

  for (guint k = 1; k < 40; k++)
    {
      g_autoptr (WscProjection) before = go (tour, k - 1e-9), at = go (tour, k);

      g_assert_cmpfloat (get_distance (before, at), <, 1e-8);
    }
}

/* A place is the same however one comes to it; another seed is another way. */
static void
test_places (void)
{
  g_autoptr (WscNeurons) neurons = random_neurons (M, 8, 3);
  g_autoptr (WscTour) walked = wsc_tour_new (neurons, 5, NULL), jumped = wsc_tour_new (neurons, 5, NULL);
  g_autoptr (WscTour) other = wsc_tour_new (neurons, 6, NULL);
  g_autoptr (WscProjection) a = NULL, b = NULL, c = NULL, last = NULL;

  for (guint k = 0; k < 60; k++)
    wsc_projection_free (go (walked, k / 10.0));
  a = go (walked, 3.25);
  b = go (jumped, 3.25);
  c = go (other, 3.25);
  last = go (jumped, WSC_TOUR_MAX_POSITION);
  g_assert_cmpmem (a->matrix, 24 * sizeof (double), b->matrix, 24 * sizeof (double));
  g_assert_cmpfloat (get_distance (a, c), >, 0.1);
  assert_orthonormal (last);
}

/* Random frames have no direction: the mean of P'P over many of them is 3 / d times the identity. */
static void
test_uniform (void)
{
  const guint d = 5, n = 900;
  g_autoptr (WscNeurons) neurons = random_neurons (M, d, 4);
  g_autoptr (WscTour) tour = wsc_tour_new (neurons, 11, NULL);
  double mean[25] = { 0 };

  for (guint k = 1; k <= n; k++)
    {
      g_autoptr (WscProjection) p = go (tour, k);

      for (guint i = 0; i < d; i++)
        for (guint j = 0; j < d; j++)
          for (guint l = 0; l < 3; l++)
            mean[i * d + j] += p->matrix[l * d + i] * p->matrix[l * d + j] / n;
    }
  /* Of a diagonal entry the variance is 2 * 3 * 2 / (25 * 7) = 0.0686, of others less: five standard errors. */
  for (guint i = 0; i < d; i++)
    for (guint j = 0; j < d; j++)
      g_assert_cmpfloat_with_epsilon (mean[i * d + j], i == j ? 0.6 : 0, 5 * sqrt (0.0686 / n));
}

static void
test_identity (void)
{
  g_autoptr (WscNeurons) neurons = random_neurons (4, 3, 5);
  g_autoptr (WscTour) tour = wsc_tour_new (neurons, 1, NULL);
  g_autoptr (WscProjection) p = go (tour, 2.5);

  g_assert_true (p->identity);
  g_assert_cmpfloat (p->share, ==, 1.0);
  g_assert_cmpfloat (p->total_share, ==, 1.0);
}

/* --- what the views keep -------------------------------------------------------- */

/* x = mean + L z, z normal, L L' the covariance: by Cholesky, written out. */
static void
factor (guint d, const double *covariance, double *l)
{
  memset (l, 0, (gsize) d * d * sizeof *l);
  for (guint i = 0; i < d; i++)
    for (guint j = 0; j <= i; j++)
      {
        double sum = covariance[i * d + j];

        for (guint k = 0; k < j; k++)
          sum -= l[i * d + k] * l[j * d + k];
        l[i * d + j] = i == j ? sqrt (MAX (sum, 0)) : l[j * d + j] > 0 ? sum / l[j * d + j] : 0;
      }
}

static gboolean
is_inside (const WscRegion *region, const double point[3])
{
  double sum = 0;

  for (guint i = 0; i < 3; i++)
    {
      double along = 0;

      for (guint j = 0; j < 3; j++)
        along += region->axes[i][j] * (point[j] - region->centre[j]);
      sum += along * along / (region->half_axes[i] * region->half_axes[i]);
    }
  return sum <= 1;
}

/* Samples of a neuron in ten dimensions, projected with its covariance: the region holds 95 % of them, to three standard errors. */
static void
test_coverage (void)
{
  const guint d = 10, n = 100000;
  const double positions[] = { 0, 0.5, 2.75 };
  g_autoptr (WscNeurons) neurons = random_neurons (M, d, 6);
  g_autoptr (WscTour) tour = wsc_tour_new (neurons, 2, NULL);
  double l[100], z[10], x[10], point[3];
  WscRandom random;

  wsc_random_init (&random, 6, "test.coverage", 0);
  factor (d, wsc_neurons_get_covariance (neurons, 4), l);
  for (guint k = 0; k < G_N_ELEMENTS (positions); k++)
    {
      g_autoptr (WscProjection) p = go (tour, positions[k]);
      guint inside = 0;
      WscRegion region;

      g_assert_true (wsc_neurons_get_region (neurons, 4, p, wsc_region_radius (WSC_REGION_CONTENT, 0.95, 3, 0), &region, NULL));
      for (guint s = 0; s < n; s++)
        {
          for (guint i = 0; i < d; i++)
            z[i] = wsc_random_normal (&random);
          for (guint i = 0; i < d; i++)
            {
              x[i] = wsc_neurons_get_mean (neurons, 4)[i] - p->origin[i];
              for (guint j = 0; j <= i; j++)
                x[i] += l[i * d + j] * z[j];
            }
          for (guint i = 0; i < 3; i++)
            {
              point[i] = 0;
              for (guint j = 0; j < d; j++)
                point[i] += p->matrix[i * d + j] * x[j];
            }
          inside += is_inside (&region, point);
        }
      g_assert_cmpfloat_with_epsilon ((double) inside / n, 0.95, 3 * sqrt (0.95 * 0.05 / n));
    }
}

/* Covariance of the means, divisor m, and the mean of the neurons' own. */
static void
get_total (const WscNeurons *neurons, double *total)
{
  const guint m = wsc_neurons_get_count (neurons), d = wsc_neurons_get_dimension (neurons);

  memset (total, 0, (gsize) d * d * sizeof *total);
  for (guint i = 0; i < d; i++)
    for (guint j = 0; j < d; j++)
      {
        double both = 0, first = 0, second = 0;

        for (guint k = 0; k < m; k++)
          {
            const double *mean = wsc_neurons_get_mean (neurons, k);

            both += mean[i] * mean[j] / m;
            first += mean[i] / m;
            second += mean[j] / m;
            total[i * d + j] += wsc_neurons_get_covariance (neurons, k)[i * d + j] / m;
          }
        total[i * d + j] += both - first * second;
      }
}

/* Power iteration with deflation finds the same three directions. */
static void
test_total_pca (void)
{
  enum { D = 9 };
  double total[D * D], v[D], w[D], trace = 0, kept = 0;
  g_autoptr (WscNeurons) neurons = random_neurons (M, D, 7);
  g_autoptr (WscProjection) p = wsc_projection_new (neurons, WSC_PROJECTION_TOTAL, NULL, NULL);
  g_autoptr (WscProjection) pca = wsc_projection_new (neurons, WSC_PROJECTION_PCA, NULL, NULL);

  get_total (neurons, total);
  for (guint i = 0; i < D; i++)
    trace += total[i * D + i];
  assert_orthonormal (p);
  for (guint row = 0; row < 3; row++)
    {
      double length = 0, dot = 0;

      for (guint i = 0; i < D; i++)
        v[i] = 1 + 0.1 * i;
      for (guint step = 0; step < 20000; step++)
        {
          length = 0;
          for (guint i = 0; i < D; i++)
            {
              w[i] = 0;
              for (guint j = 0; j < D; j++)
                w[i] += total[i * D + j] * v[j];
              length += w[i] * w[i];
            }
          length = sqrt (length);
          for (guint i = 0; i < D; i++)
            v[i] = w[i] / length;
        }
      for (guint i = 0; i < D; i++)
        dot += v[i] * p->matrix[row * D + i];
      g_assert_cmpfloat_with_epsilon (fabs (dot), 1, 1e-9);
      kept += length;
      for (guint i = 0; i < D; i++)
        for (guint j = 0; j < D; j++)
          total[i * D + j] -= length * v[i] * v[j];
    }
  g_assert_cmpfloat_with_epsilon (p->total_share, kept / trace, 1e-9);
  g_assert_cmpfloat (p->total_share, >, pca->total_share);
  g_assert_cmpfloat (p->share, <, pca->share);
}

/* Spread along one coordinate alone: the means keep nothing of it, and all of the rest. */
static void
test_shares (void)
{
  const double means[] = { 1, 0, 0, 0, -1, 0, 0, 0 };
  double covariances[32] = { 0 };
  const guint axes[] = { 0, 1, 2 };
  g_autoptr (WscNeurons) neurons = NULL;
  g_autoptr (WscProjection) p = NULL;

  covariances[15] = covariances[31] = 3;
  neurons = wsc_neurons_new (2, 4, means, covariances, 0, NULL);
  p = wsc_projection_new (neurons, WSC_PROJECTION_AXES, axes, NULL);
  g_assert_cmpfloat_with_epsilon (p->share, 1, 1e-15);
  g_assert_cmpfloat_with_epsilon (p->total_share, 0.25, 1e-15);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/estimate/tour/path/d4", GUINT_TO_POINTER (4), test_path);
  g_test_add_data_func ("/estimate/tour/path/d10", GUINT_TO_POINTER (10), test_path);
  g_test_add_data_func ("/estimate/tour/path/d60", GUINT_TO_POINTER (60), test_path);
  g_test_add_func ("/estimate/tour/joints", test_joints);
  g_test_add_func ("/estimate/tour/places", test_places);
  g_test_add_func ("/estimate/tour/uniform", test_uniform);
  g_test_add_func ("/estimate/tour/identity", test_identity);
  g_test_add_func ("/estimate/tour/coverage", test_coverage);
  g_test_add_func ("/estimate/projection/total", test_total_pca);
  g_test_add_func ("/estimate/projection/shares", test_shares);
  return g_test_run ();
}
