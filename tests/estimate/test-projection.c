/* How neurons in many dimensions are shown in three. */
#include "estimate/estimate.h"
#include "estimate/support.h"

#include <math.h>
#include <string.h>

/* Neurons with these means and no spread. */
static WscNeurons *
neurons_at (gsize m, gsize d, const double *means)
{
  g_autofree double *covariances = g_new0 (double, m *d *d);

  return wsc_neurons_new ((guint) m, (guint) d, means, covariances, 0, NULL);
}

static WscProjection *
project (const WscNeurons *neurons, WscProjectionKind kind, const guint *axes)
{
  g_autoptr (GError) error = NULL;
  WscProjection *projection = wsc_projection_new (neurons, kind, axes, &error);

  g_assert_no_error (error);
  return projection;
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
        support_assert_near (dot, i == j ? 1.0 : 0.0, 1e-12, 0);
      }
}

static void
assert_scores (const WscNeurons *neurons, const WscProjection *p, const double *scores)
{
  for (guint j = 0; j < wsc_neurons_get_count (neurons); j++)
    for (gsize i = 0; i < 3; i++)
      {
        double score = 0;

        for (gsize k = 0; k < p->d; k++)
          score += p->matrix[i * p->d + k] * (wsc_neurons_get_mean (neurons, j)[k] - p->origin[k]);
        support_assert_near (score, scores[j * 3 + i], 1e-9, 1e-8);
      }
}

/* The region of radius 1 has the projected covariance: P S P' = sum_i (half-axis i)^2 v_i v_i'. */
static void
assert_projected (gsize d, const double *mean, const double *covariance, const WscProjection *p, const double *expected)
{
  g_autoptr (WscNeurons) neurons = wsc_neurons_new (1, (guint) d, mean, covariance, 0, NULL);
  WscRegion region;

  g_assert_true (wsc_neurons_get_region (neurons, 0, p, 1.0, &region, NULL));
  for (gsize a = 0; a < 3; a++)
    for (gsize b = 0; b < 3; b++)
      {
        double entry = 0;

        for (gsize i = 0; i < 3; i++)
          entry += region.half_axes[i] * region.half_axes[i] * region.axes[i][a] * region.axes[i][b];
        support_assert_near (entry, expected[a * 3 + b], 1e-9, 1e-8);
      }
}

static double *
read_part (const char *set, const char *part, gsize *n_rows, gsize *n_columns)
{
  g_autofree char *name = g_strdup_printf ("pca/%s_%s.csv", set, part);

  return support_read (name, n_rows, n_columns);
}

static void
test_reference (gconstpointer data)
{
  gsize m, d, n, unused;
  g_autofree double *x = read_part (data, "x", &m, &d), *covariance = read_part (data, "cov", &unused, &unused);
  g_autofree double *components = read_part (data, "components", &n, &unused),
                    *scores = read_part (data, "scores", &unused, &unused);
  g_autofree double *shares = read_part (data, "shares", &unused, &unused),
                    *projected = read_part (data, "projected", &unused, &unused);
  g_autoptr (WscNeurons) neurons = neurons_at (m, d, x);
  g_autoptr (WscProjection) p = project (neurons, WSC_PROJECTION_PCA, NULL);

  g_assert_cmpuint (p->n, ==, 3);
  g_assert_cmpuint (p->d, ==, d);
  g_assert_false (p->identity);
  for (gsize i = 0; i < 3 * d; i++)
    support_assert_near (p->matrix[i], components[i], 1e-9, 1e-8);
  support_assert_near (p->share, shares[0] + shares[1] + shares[2], 1e-9, 1e-8);
  assert_orthonormal (p);
  assert_scores (neurons, p, scores);
  assert_projected (d, x, covariance, p, projected);
}

static void
test_identity (void)
{
  const double means[] = { 1, 2, 3, 4, 5, 6 };

  for (guint d = 1; d <= 3; d++)
    {
      const guint axes[] = { 7, 7, 7 };
      g_autoptr (WscNeurons) neurons = neurons_at (2, d, means);
      g_autoptr (WscProjection) p = project (neurons, d == 2 ? WSC_PROJECTION_AXES : WSC_PROJECTION_PCA, axes);
      WscRegion region;

      g_assert_true (p->identity);
      g_assert_cmpuint (p->n, ==, d);
      g_assert_cmpfloat (p->share, ==, 1.0);
      g_assert_true (wsc_neurons_get_region (neurons, 1, p, 1.0, &region, NULL));
      for (guint i = 0; i < 3; i++)
        g_assert_cmpfloat (region.centre[i], ==, i < d ? means[d + i] : 0.0);
    }
}

static void
test_axes (void)
{
  const double means[] = { 0, 1, 0, 0, 10, 0, 3, 0, 2, 7 };
  const guint axes[] = { 3, 1, 2 };
  g_autoptr (WscNeurons) neurons = neurons_at (2, 5, means);
  g_autoptr (WscProjection) p = project (neurons, WSC_PROJECTION_AXES, axes);
  WscRegion region;

  assert_orthonormal (p);
  support_assert_near (p->share, 8.0 / 17.0, 1e-12, 0);
  g_assert_true (wsc_neurons_get_region (neurons, 1, p, 1.0, &region, NULL));
  g_assert_cmpfloat (region.centre[0], ==, 2.0);
  g_assert_cmpfloat (region.centre[1], ==, 3.0);
  g_assert_cmpfloat (region.centre[2], ==, 0.0);
}

/* One, two, equal or collinear neurons span less than three directions. */
static void
test_few_means (void)
{
  const double means[] = { 1, 2, 3, 4, 5, 2, 4, 6, 8, 10, 3, 6, 9, 12, 15, 4, 8, 12, 16, 20 };
  const double equal[20] = { 0 };

  for (guint m = 1; m <= 4; m++)
    {
      g_autoptr (WscNeurons) line = neurons_at (m, 5, means), point = neurons_at (m, 5, equal);
      g_autoptr (WscProjection) of_line = project (line, WSC_PROJECTION_PCA, NULL);
      g_autoptr (WscProjection) of_point = project (point, WSC_PROJECTION_PCA, NULL);

      assert_orthonormal (of_line);
      assert_orthonormal (of_point);
      support_assert_near (of_line->share, 1.0, 1e-12, 0);
      support_assert_near (of_point->share, 1.0, 1e-12, 0);
    }
}

static void
test_errors (void)
{
  const double means[8] = { 0 };
  const guint beyond[] = { 0, 4, 1 }, twice[] = { 2, 1, 2 };
  g_autoptr (WscNeurons) neurons = neurons_at (2, 4, means);
  g_autoptr (GError) error = NULL;

  g_assert_null (wsc_projection_new (neurons, WSC_PROJECTION_AXES, beyond, &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_RANGE);
  g_assert_cmpstr (error->message, ==, "Axis 5 of neurons with 4 coordinates; allowed: 1 to 4");
  g_clear_error (&error);
  g_assert_null (wsc_projection_new (neurons, WSC_PROJECTION_AXES, twice, &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_RANGE);
  g_assert_cmpstr (error->message, ==, "Axis 3 is chosen twice; three different axes are needed");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/estimate/projection/reference/n40-d5", "n40_d5", test_reference);
  g_test_add_data_func ("/estimate/projection/reference/n20-d10", "n20_d10", test_reference);
  g_test_add_data_func ("/estimate/projection/reference/n6-d8-wide", "n6_d8_wide", test_reference);
  g_test_add_func ("/estimate/projection/identity", test_identity);
  g_test_add_func ("/estimate/projection/axes", test_axes);
  g_test_add_func ("/estimate/projection/few-means", test_few_means);
  g_test_add_func ("/estimate/projection/errors", test_errors);
  return g_test_run ();
}
