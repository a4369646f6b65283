#include "test-base.h"

#include <math.h>
#include <string.h>

/* Two passes over all the data, by the definition. */
static void
naive (gsize n, gsize d, const double *x, double *mean, double *covariance)
{
  memset (mean, 0, d * sizeof *mean);
  memset (covariance, 0, d * d * sizeof *covariance);
  for (gsize i = 0; i < n; i++)
    for (gsize j = 0; j < d; j++)
      mean[j] += x[i * d + j] / n;
  for (gsize i = 0; i < n && n > 1; i++)
    for (gsize j = 0; j < d; j++)
      for (gsize k = 0; k < d; k++)
        covariance[j * d + k] += (x[i * d + j] - mean[j]) * (x[i * d + k] - mean[k]) / (n - 1);
}

static void
add_rows (WscMoments *moments, const double *x, gsize from, gsize to)
{
  for (gsize i = from; i < to; i++)
    wsc_moments_add (moments, x + i * moments->d);
}

/* One pass, and parts merged, equal the naive twin, even far from the origin. */
static void
test_against_naive (void)
{
  WscRandom random;

  wsc_random_init (&random, 1, "moments", 0);
  for (guint round = 0; round < 60; round++)
    {
      const gsize d = 1 + wsc_random_below (&random, 6), n = wsc_random_below (&random, 200);
      const gsize cut = n > 0 ? wsc_random_below (&random, n + 1) : 0;
      const double shift = round % 3 == 0 ? 1e6 : 0;
      g_autofree double *x = random_matrix (&random, n, d);
      double mean[6], covariance[36], found[36];
      WscMoments whole, left, right;

      for (gsize i = 0; i < n * d; i++)
        x[i] += shift;
      naive (n, d, x, mean, covariance);
      wsc_moments_init (&whole, d);
      wsc_moments_init (&left, d);
      wsc_moments_init (&right, d);
      add_rows (&whole, x, 0, n);
      add_rows (&left, x, 0, cut);
      add_rows (&right, x, cut, n);
      wsc_moments_merge (&left, &right);

      g_assert_cmpuint (whole.n, ==, n);
      g_assert_cmpuint (left.n, ==, n);
      g_assert_cmpfloat (largest_difference (d, mean, whole.mean), <, 1e-9 * (1 + shift * 1e-5));
      g_assert_cmpfloat (largest_difference (d, mean, left.mean), <, 1e-9 * (1 + shift * 1e-5));
      wsc_moments_get_covariance (&whole, found);
      g_assert_cmpfloat (largest_difference (d * d, covariance, found), <, 1e-8);
      for (gsize i = 0; i < d; i++)
        for (gsize j = 0; j < d; j++)
          g_assert_cmpfloat (found[i * d + j], ==, found[j * d + i]);
      wsc_moments_get_covariance (&left, found);
      g_assert_cmpfloat (largest_difference (d * d, covariance, found), <, 1e-8);
      wsc_moments_clear (&whole);
      wsc_moments_clear (&left);
      wsc_moments_clear (&right);
    }
}

static void
test_few (void)
{
  const double x[2] = { 3, 4 };
  double covariance[4] = { 9, 9, 9, 9 };
  WscMoments moments;

  wsc_moments_init (&moments, 2);
  wsc_moments_get_covariance (&moments, covariance);
  for (gsize i = 0; i < 4; i++)
    g_assert_cmpfloat (covariance[i], ==, 0);
  wsc_moments_add (&moments, x);
  wsc_moments_get_covariance (&moments, covariance);
  for (gsize i = 0; i < 4; i++)
    g_assert_cmpfloat (covariance[i], ==, 0);
  g_assert_cmpfloat (moments.mean[1], ==, 4);
  wsc_moments_clear (&moments);
}

/* Where sum x^2 - (sum x)^2 / n has no digit left. */
static void
test_no_cancellation (void)
{
  WscMoments moments;
  double variance;

  wsc_moments_init (&moments, 1);
  for (guint i = 0; i < 1000; i++)
    {
      const double x = 1e9 + (i % 2);

      wsc_moments_add (&moments, &x);
    }
  wsc_moments_get_covariance (&moments, &variance);
  g_assert_cmpfloat_with_epsilon (variance, 0.25 * 1000 / 999, 1e-9);
  wsc_moments_clear (&moments);
}

void
add_moments_tests (void)
{
  g_test_add_func ("/moments/naive-twin", test_against_naive);
  g_test_add_func ("/moments/few", test_few);
  g_test_add_func ("/moments/no-cancellation", test_no_cancellation);
}
