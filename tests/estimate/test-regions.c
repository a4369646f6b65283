/* Half-axes, radii and content of the regions that neurons fall in. */
#include "estimate/estimate.h"
#include "estimate/support.h"

#include <math.h>

static WscRegion
region_of (guint d, const double *mean, const double *covariance, double radius)
{
  g_autoptr (WscNeurons) neurons = wsc_neurons_new (1, d, mean, covariance, 100, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (WscProjection) projection = wsc_projection_new (neurons, WSC_PROJECTION_PCA, NULL, &error);
  WscRegion region;

  g_assert_no_error (error);
  g_assert_true (wsc_neurons_get_region (neurons, 0, projection, radius, &region, &error));
  g_assert_no_error (error);
  return region;
}

/* A (d, d) Gaussian matrix L and L L'. */
static void
random_covariance (WscRandom *random, gsize d, gsize rank, double *root, double *covariance)
{
  for (gsize i = 0; i < d; i++)
    for (gsize j = 0; j < d; j++)
      root[i * d + j] = j < rank ? wsc_random_normal (random) : 0.0;
  for (gsize i = 0; i < d; i++)
    for (gsize j = 0; j < d; j++)
      {
        covariance[i * d + j] = 0;
        for (gsize k = 0; k < d; k++)
          covariance[i * d + j] += root[i * d + k] * root[j * d + k];
      }
}

static void
assert_right_handed (const WscRegion *region)
{
  for (guint i = 0; i < 3; i++)
    for (guint j = 0; j < 3; j++)
      {
        double dot = 0;

        for (guint k = 0; k < 3; k++)
          dot += region->axes[i][k] * region->axes[j][k];
        support_assert_near (dot, i == j ? 1.0 : 0.0, 1e-12, 0);
      }
  for (guint i = 0; i < 3; i++)
    {
      const guint j = (i + 1) % 3, k = (i + 2) % 3;

      support_assert_near (region->axes[0][j] * region->axes[1][k] - region->axes[0][k] * region->axes[1][j],
                           region->axes[2][i], 1e-12, 0);
    }
}

static void
test_radii (void)
{
  support_assert_near (wsc_region_radius (WSC_REGION_CONTENT, 0.95, 3, 100), 2.7955, 5e-5, 0);
  support_assert_near (wsc_region_radius (WSC_REGION_CONTENT, 0.90, 3, 100), 2.5003, 5e-5, 0);
  support_assert_near (wsc_region_radius (WSC_REGION_CONTENT, 0.95, 2, 100), 2.4477, 5e-5, 0);
  support_assert_near (wsc_region_radius (WSC_REGION_CONTENT, 0.90, 2, 100), 2.1460, 5e-5, 0);
  support_assert_near (wsc_region_radius (WSC_REGION_PREDICTION, 0.95, 3, 100), 2.889, 5e-4, 0);
  support_assert_near (wsc_region_radius (WSC_REGION_MEAN, 0.95, 3, 100), 0.287, 5e-4, 0);
}

/* With many replicas a prediction region becomes the content region, and the mean is known. */
static void
test_radii_in_the_limit (void)
{
  for (guint d = 1; d <= 3; d++)
    {
      const double content = wsc_region_radius (WSC_REGION_CONTENT, 0.95, d, 2);

      support_assert_near (wsc_region_radius (WSC_REGION_PREDICTION, 0.95, d, 10000000), content, 0, 1e-5);
      support_assert_near (wsc_region_radius (WSC_REGION_MEAN, 0.95, d, 10000000) * sqrt (1e7), content, 0, 1e-5);
      support_assert_near (wsc_region_radius (WSC_REGION_PREDICTION, 0.95, d, 19999),
                           wsc_region_radius (WSC_REGION_PREDICTION, 0.95, d, 20000), 0, 2e-4);
      g_assert_cmpfloat (wsc_region_radius (WSC_REGION_PREDICTION, 0.95, d, d + 1), <, INFINITY);
      g_assert_cmpfloat (wsc_region_radius (WSC_REGION_PREDICTION, 0.95, d, d), ==, INFINITY);
      g_assert_cmpfloat (wsc_region_radius (WSC_REGION_MEAN, 0.95, d, d), ==, INFINITY);
    }
}

static void
test_quantiles (void)
{
  gsize n, columns;
  g_autofree double *expected = support_read ("ellipsoids/chi2.csv", &n, &columns);
  const double levels[] = { 0.9, 0.95, 0.99 };

  for (gsize i = 0; i < n; i++)
    for (gsize l = 0; l < G_N_ELEMENTS (levels); l++)
      {
        const double radius = wsc_region_radius (WSC_REGION_CONTENT, levels[l], (guint) expected[i * columns], 100);

        support_assert_near (radius * radius, expected[i * columns + 1 + l], 1e-12, 1e-10);
      }
}

/* Half-extent along coordinate k of a box around the region. */
static double
extent (const WscRegion *region, guint k)
{
  double sum = 0;

  for (guint i = 0; i < 3; i++)
    sum += region->half_axes[i] * region->axes[i][k] * region->half_axes[i] * region->axes[i][k];
  return sqrt (sum);
}

static void
assert_projectors (const WscRegion *region, const double *projectors)
{
  for (guint i = 0; i < 3; i++)
    {
      const double *expected = projectors + 9 * i;
      const gboolean determined = expected[0] + expected[4] + expected[8] > 0.5;

      for (guint a = 0; determined && a < 3; a++)
        for (guint b = 0; b < 3; b++)
          support_assert_near (region->axes[i][a] * region->axes[i][b], expected[a * 3 + b], 1e-8, 0);
    }
}

static void
test_reference (void)
{
  gsize n, columns, n_expected, n_columns, n_projectors, nine;
  g_autofree double *gaussians = support_read ("ellipsoids/gaussians.csv", &n, &columns);
  g_autofree double *expected = support_read ("ellipsoids/regions.csv", &n_expected, &n_columns);
  g_autofree double *projectors = support_read ("ellipsoids/projectors.csv", &n_projectors, &nine);

  g_assert_cmpuint (n, ==, n_expected);
  g_assert_cmpuint (n_projectors, ==, 3 * n);
  for (gsize g = 0; g < n; g++)
    for (guint l = 0; l < 2; l++)
      {
        const double *row = gaussians + g * columns, *want = expected + g * n_columns + 1 + 7 * l;
        const guint d = (guint) row[0];
        double covariance[9];
        WscRegion region;

        for (guint i = 0; i < d; i++)
          for (guint k = 0; k < d; k++)
            covariance[i * d + k] = row[4 + 3 * i + k];
        region =
            region_of (d, row + 1, covariance, wsc_region_radius (WSC_REGION_CONTENT, l == 0 ? 0.9 : 0.95, d, 100));
        for (guint i = 0; i < 3; i++)
          {
            support_assert_near (region.centre[i], i < d ? row[1 + i] : 0.0, 1e-12, 0);
            support_assert_near (region.half_axes[i], want[i], i == d - 1 ? 2e-8 : 1e-12, 1e-10);
            support_assert_near (extent (&region, i), want[3 + i], 1e-12, 1e-10);
          }
        support_assert_near (region.volume, want[6], 2e-8 * 4.2 * want[0] * want[1], 1e-9);
        assert_right_handed (&region);
        assert_projectors (&region, projectors + 27 * g);
      }
}

static gboolean
is_inside (const WscRegion *region, guint n, const double *point)
{
  double sum = 0;

  for (guint i = 0; i < n; i++)
    {
      double along = 0;

      for (guint k = 0; k < 3; k++)
        along += (point[k] - region->centre[k]) * region->axes[i][k];
      sum += along * along / (region->half_axes[i] * region->half_axes[i]);
    }
  return sum <= 1.0;
}

/* Of 100,000 draws of the neuron, projected as it is shown, 95 % fall into the region that is drawn. */
static void
assert_content (guint d, guint index)
{
  const guint n_draws = 100000;
  g_autofree double *root = g_new (double, d *d), *covariance = g_new (double, 2 * d * d),
                    *means = g_new (double, 2 * d);
  g_autofree double *z = g_new (double, d), *x = g_new (double, d);
  g_autoptr (WscNeurons) neurons = NULL;
  g_autoptr (WscProjection) projection = NULL;
  guint n_inside = 0;
  WscRegion region;
  WscRandom random;

  wsc_random_init (&random, 3, "test.content", index);
  random_covariance (&random, d, d, root, covariance);
  random_covariance (&random, d, d, root, covariance + d * d);
  for (guint i = 0; i < 2 * d; i++)
    means[i] = wsc_random_normal (&random);
  neurons = wsc_neurons_new (2, d, means, covariance, 100, NULL);
  projection = wsc_projection_new (neurons, WSC_PROJECTION_PCA, NULL, NULL);
  g_assert_true (wsc_neurons_get_region (
      neurons, 1, projection, wsc_region_radius (WSC_REGION_CONTENT, 0.95, projection->n, 100), &region, NULL));

  for (guint draw = 0; draw < n_draws; draw++)
    {
      double point[3] = { 0, 0, 0 };

      for (guint i = 0; i < d; i++)
        z[i] = wsc_random_normal (&random);
      for (guint i = 0; i < d; i++)
        {
          x[i] = means[d + i];
          for (guint k = 0; k < d; k++)
            x[i] += root[i * d + k] * z[k];
        }
      for (guint i = 0; i < projection->n; i++)
        for (guint k = 0; k < d; k++)
          point[i] += projection->matrix[i * d + k] * (x[k] - projection->origin[k]);
      n_inside += is_inside (&region, projection->n, point) ? 1 : 0;
    }
  support_assert_near ((double) n_inside / n_draws, 0.95, 3.0 * sqrt (0.95 * 0.05 / n_draws), 0);
}

static void
test_content (void)
{
  assert_content (1, 0);
  assert_content (2, 1);
  assert_content (3, 2);
  assert_content (10, 3);
}

static void
test_flat (void)
{
  const double zero[100] = { 0 }, mean[10] = { 1, 2, 3 };
  double root[100], covariance[100];
  WscRandom random;
  WscRegion region = region_of (3, mean, zero, 2.0);

  for (guint i = 0; i < 3; i++)
    g_assert_cmpfloat (region.half_axes[i], ==, 0.0);
  g_assert_cmpfloat (region.volume, ==, 0.0);
  assert_right_handed (&region);
  region = region_of (10, mean, zero, 2.0);
  assert_right_handed (&region);

  wsc_random_init (&random, 4, "test.flat", 0);
  for (guint rank = 1; rank <= 3; rank++)
    for (guint d = rank; d <= 3; d++)
      {
        random_covariance (&random, d, rank, root, covariance);
        region = region_of (d, mean, covariance, 2.5);
        for (guint i = 0; i < 3; i++)
          if (i < rank)
            g_assert_cmpfloat (region.half_axes[i], >, 1e-3);
          else
            support_assert_near (region.half_axes[i], 0.0, 1e-6, 0);
        assert_right_handed (&region);
      }
}

/* Rounding can leave an eigenvalue a little below zero, which has no root. */
static void
test_negative_eigenvalue (void)
{
  const double covariance[] = { 1, 0, 0, 0, -1e-18, 0, 0, 0, -1e-17 }, mean[] = { 0, 0, 0 };
  const WscRegion region = region_of (3, mean, covariance, 3.0);

  support_assert_near (region.half_axes[0], 3.0, 1e-15, 0);
  g_assert_cmpfloat (region.half_axes[1], ==, 0.0);
  g_assert_cmpfloat (region.half_axes[2], ==, 0.0);
}

static void
test_errors (void)
{
  const double mean[] = { 0, 0, 0, 0, 0, 0 };
  const double covariance[18] = { 1, 0, 0, 0, 1, 0, 0, 0, 1, NAN, 0, 0, 0, 1, 0, 0, 0, 1 };
  g_autoptr (WscNeurons) neurons = wsc_neurons_new (2, 3, mean, covariance, 3, NULL);
  g_autoptr (WscProjection) projection = wsc_projection_new (neurons, WSC_PROJECTION_PCA, NULL, NULL);
  g_autoptr (GError) error = NULL;
  WscRegion region;

  g_assert_false (wsc_neurons_get_region (neurons, 0, projection, wsc_region_radius (WSC_REGION_MEAN, 0.95, 3, 3),
                                          &region, &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_RANGE);
  g_assert_cmpstr (error->message, ==, "No such region in 3 dimensions with 3 replicas; it needs at least 4");
  g_clear_error (&error);
  g_assert_false (wsc_neurons_get_region (neurons, 1, projection, 1.0, &region, &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_NUMERIC);
  g_assert_true (g_str_has_prefix (error->message, "Neuron 2: "));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/estimate/regions/radii", test_radii);
  g_test_add_func ("/estimate/regions/radii-in-the-limit", test_radii_in_the_limit);
  g_test_add_func ("/estimate/regions/quantiles", test_quantiles);
  g_test_add_func ("/estimate/regions/reference", test_reference);
  g_test_add_func ("/estimate/regions/content", test_content);
  g_test_add_func ("/estimate/regions/flat", test_flat);
  g_test_add_func ("/estimate/regions/negative-eigenvalue", test_negative_eigenvalue);
  g_test_add_func ("/estimate/regions/errors", test_errors);
  return g_test_run ();
}
