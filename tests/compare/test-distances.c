/* How far two answers lie apart, against another program's numbers, closed forms and what a distance must be. */
#include "compare/support.h"

#include <math.h>
#include <string.h>

static WscEstimate *
one_neuron (guint d, const double *mean, const double *covariance)
{
  return make_estimate (1, d, mean, covariance);
}

static WscEstimate *
diagonal (guint d, double offset, const double *variances)
{
  g_autofree double *mean = g_new (double, d), *covariance = g_new0 (double, d *d);

  for (guint i = 0; i < d; i++)
    {
      mean[i] = offset;
      covariance[i * d + i] = variances[i];
    }
  return one_neuron (d, mean, covariance);
}

static void
test_reference (gconstpointer data)
{
  const guint d = GPOINTER_TO_UINT (data);
  g_autofree char *name = g_strdup_printf ("compare/d%u.csv", d);
  gsize n, columns;
  g_autofree double *rows = support_read (name, &n, &columns);

  g_assert_cmpuint (columns, ==, 4 + 2 * (d + d * d));
  for (gsize k = 0; k < n; k++)
    {
      const double *row = rows + k * columns, *first = row + 4, *second = first + d + d * d;
      g_autoptr (WscEstimate) a = one_neuron (d, first, first + d), b = one_neuron (d, second, second + d);
      const WscComparison comparison = compare_at (a, b, 0, 0.95), alone = compare_at (a, a, 0, 0.95);

      support_assert_near (log (comparison.volume), row[0], 1e-9, 1e-8);
      support_assert_near (comparison.axis_ratio, row[1], 1e-9, 1e-8);
      support_assert_near (comparison.angle, row[2], 1e-6, 1e-8);
      support_assert_near (comparison.bures, row[3], 1e-9, 1e-7);
      g_assert_cmpfloat (alone.volume, ==, comparison.volume);
      g_assert_cmpfloat (alone.axis_ratio, ==, comparison.axis_ratio);
      g_assert_true (alone.angle == 0 && alone.bures == 0);
    }
}

/* In one dimension a region is a segment; in two and three, an ellipse and an ellipsoid. */
static void
test_volume (void)
{
  const double variances[] = { 4, 1, 0.25 }, mean[3] = { 0 };
  const double chi2[] = { 3.841458820694124, 5.991464547107979, 7.814727903251179 };
  const double balls[] = { 2, G_PI, 4 * G_PI / 3 };

  for (guint d = 1; d <= 3; d++)
    {
      g_autoptr (WscEstimate) estimate = diagonal (d, 0, variances);
      double product = 1;

      for (guint i = 0; i < d; i++)
        product *= sqrt (chi2[d - 1] * variances[i]);
      support_assert_near (compare_at (estimate, estimate, 0, 0.95).volume, balls[d - 1] * product, 0, 1e-10);
      g_assert_cmpfloat (compare_at (estimate, estimate, 0, 0.5).volume, <,
                         compare_at (estimate, estimate, 0, 0.95).volume);
    }
  g_autoptr (WscEstimate) line = one_neuron (1, mean, variances);
  g_assert_cmpfloat (compare_at (line, line, 0, 0.95).axis_ratio, ==, 1);
}

static void
test_angle (void)
{
  for (int degrees = 0; degrees <= 180; degrees += 15)
    {
      const double c = cos (degrees * G_PI / 180), s = sin (degrees * G_PI / 180), mean[2] = { 0 };
      const double flat[] = { 4, 0, 0, 1 }, turned[] = { 4 * c * c + s * s, 3 * c * s, 3 * c * s, 4 * s * s + c * c };
      g_autoptr (WscEstimate) a = one_neuron (2, mean, flat), b = one_neuron (2, mean, turned);

      support_assert_near (compare_at (b, a, 0, 0.95).angle, degrees <= 90 ? degrees : 180 - degrees, 2e-6, 1e-10);
      support_assert_near (compare_at (a, b, 0, 0.95).angle, degrees <= 90 ? degrees : 180 - degrees, 2e-6, 1e-10);
    }
}

/* Commuting Gaussians: |m1 - m2|^2 + sum (sd1 - sd2)^2. In two dimensions any: tr (S1 S2)^1/2 is the root of tr S1 S2 +
 * 2 |S1 S2|^1/2. */
static void
test_bures (void)
{
  const double first[] = { 4, 1, 0.25, 0 }, second[] = { 1, 1, 2.25, 9 };
  const double s[] = { 2, 0.6, 0.6, 1 }, t[] = { 0.5, -0.2, -0.2, 3 }, mean[] = { 1, 2 }, zero[] = { 0, 0 };
  const double trace = 2 * 0.5 - 0.6 * 0.2 - 0.6 * 0.2 + 3, root = sqrt ((2 - 0.36) * (1.5 - 0.04));
  g_autoptr (WscEstimate) a = diagonal (4, 0, first), b = diagonal (4, 0.5, second);
  g_autoptr (WscEstimate) x = one_neuron (2, mean, s), y = one_neuron (2, zero, t), far = one_neuron (2, zero, s);

  support_assert_near (compare_at (a, b, 0, 0.95).bures, sqrt (4 * 0.25 + 1 + 0 + 1 + 9), 0, 1e-10);
  support_assert_near (compare_at (x, y, 0, 0.95).bures, sqrt (5 + 3 + 3.5 - 2 * sqrt (trace + 2 * root)), 0, 1e-10);
  support_assert_near (compare_at (x, far, 0, 0.95).bures, sqrt (5), 0, 1e-7);
}

static void
fill_random (WscRandom *random, gsize d, double *mean, double *covariance)
{
  g_autofree double *half = g_new (double, d *d);

  for (gsize i = 0; i < d * d; i++)
    half[i] = wsc_random_normal (random);
  for (gsize a = 0; a < d; a++)
    {
      mean[a] = wsc_random_normal (random);
      for (gsize b = 0; b < d; b++)
        {
          covariance[a * d + b] = 0;
          for (gsize k = 0; k < d; k++)
            covariance[a * d + b] += half[a * d + k] * half[b * d + k];
        }
    }
}

static WscEstimate *
random_neuron (WscRandom *random, guint d)
{
  g_autofree double *mean = g_new (double, d), *covariance = g_new (double, d *d);

  fill_random (random, d, mean, covariance);
  return one_neuron (d, mean, covariance);
}

static void
test_metric (void)
{
  WscRandom random;

  wsc_random_init (&random, 3, "test.metric", 0);
  for (guint round = 0; round < 60; round++)
    {
      const guint d = 1 + round % 6;
      g_autoptr (WscEstimate) a = random_neuron (&random, d), b = random_neuron (&random, d),
                              c = random_neuron (&random, d);
      const double ab = compare_at (a, b, 0, 0.95).bures, ba = compare_at (b, a, 0, 0.95).bures;

      g_assert_cmpfloat (ab, >, 0);
      support_assert_near (ab, ba, 0, 1e-8);
      g_assert_cmpfloat (ab, <=, compare_at (a, c, 0, 0.95).bures + compare_at (c, b, 0, 0.95).bures + 1e-9);
      support_assert_near (compare_at (a, b, 0, 0.95).angle, compare_at (b, a, 0, 0.95).angle, 1e-9, 0);
    }
}

/* Flat, pointlike and nearly nothing: no number that is none. */
static void
test_singular (void)
{
  const double flat[] = { 1, 1, 0 }, none[] = { 0, 0, 0 }, tiny[] = { 1e-300, 1e-300, 1e-300 };
  g_autoptr (WscEstimate) disc = diagonal (3, 0, flat), point = diagonal (3, 0, none), speck = diagonal (3, 0, tiny);
  WscEstimate *all[] = { disc, point, speck };

  for (guint i = 0; i < 3; i++)
    for (guint j = 0; j < 3; j++)
      {
        const WscComparison comparison = compare_at (all[i], all[j], 0, 0.95);

        g_assert_false (isnan (comparison.volume) || isnan (comparison.axis_ratio) || isnan (comparison.angle) ||
                        isnan (comparison.bures));
      }
  g_assert_cmpfloat (compare_at (disc, point, 0, 0.95).volume, ==, 0);
  g_assert_true (isinf (compare_at (disc, point, 0, 0.95).axis_ratio));
  g_assert_true (isinf (compare_at (point, disc, 0, 0.95).axis_ratio));
  support_assert_near (compare_at (disc, point, 0, 0.95).bures, sqrt (2), 0, 1e-12);
}

static void
test_not_finite (void)
{
  const double mean[2] = { 0 }, good[] = { 1, 0, 0, 1 }, bad[] = { 1, 0, 0, NAN };
  g_autoptr (WscEstimate) a = one_neuron (2, mean, good), b = one_neuron (2, mean, bad);
  g_autoptr (GError) error = NULL;
  WscComparison comparison;

  g_assert_false (wsc_estimate_compare (a, b, 0, 0.95, &comparison, &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_NUMERIC);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/compare/distances/reference/2", GUINT_TO_POINTER (2), test_reference);
  g_test_add_data_func ("/compare/distances/reference/3", GUINT_TO_POINTER (3), test_reference);
  g_test_add_data_func ("/compare/distances/reference/5", GUINT_TO_POINTER (5), test_reference);
  g_test_add_func ("/compare/distances/volume", test_volume);
  g_test_add_func ("/compare/distances/angle", test_angle);
  g_test_add_func ("/compare/distances/bures", test_bures);
  g_test_add_func ("/compare/distances/metric", test_metric);
  g_test_add_func ("/compare/distances/singular", test_singular);
  g_test_add_func ("/compare/distances/not-finite", test_not_finite);
  return g_test_run ();
}
