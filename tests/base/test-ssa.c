#include "test-base.h"

#include <math.h>

static double *
column (const GArray *reference, guint n_columns, guint j, gsize *n)
{
  double *x = g_new (double, reference->len / n_columns);

  *n = reference->len / n_columns;
  for (gsize i = 0; i < *n; i++)
    x[i] = reference_at (reference, i * n_columns + j);
  return x;
}

/* Sums of the first k reference components. */
static void
test_components (void)
{
  guint n_series, n_components;
  gsize n, m;
  g_autoptr (GArray) series = load_reference ("ssa_sine/series.csv", &n_series);
  g_autoptr (GArray) components = load_reference ("ssa_sine/components_h100_first10.csv", &n_components);
  g_autofree double *noisy = column (series, n_series, 1, &n), *signal = g_new (double, n), *sum = g_new0 (double, n);

  for (guint k = 1; k <= n_components; k++)
    {
      g_autofree double *component = column (components, n_components, k - 1, &m);

      g_assert_cmpuint (m, ==, n);
      for (gsize t = 0; t < n; t++)
        sum[t] += component[t];
      g_assert_true (wsc_series_signal (n, noisy, 100, k, signal, NULL));
      g_assert_cmpfloat (largest_difference (n, sum, signal), <, 1e-8);
    }
}

/* Every rank of a row in the reference table, for windows on both sides of the middle. */
static void
test_errors_by_rank (void)
{
  guint n_series, n_columns;
  gsize n;
  g_autoptr (GArray) series = load_reference ("ssa_sine/series.csv", &n_series);
  g_autoptr (GArray) table = load_reference ("ssa_sine/mse_by_rank.csv", &n_columns);
  g_autofree double *noisy = column (series, n_series, 1, &n), *clean = column (series, n_series, 2, &n);
  g_autofree double *signal = g_new (double, n);

  for (gsize row = 0; row < table->len / 3; row++)
    {
      const gsize h = (gsize) reference_at (table, 3 * row), k = (gsize) reference_at (table, 3 * row + 1);
      const double expected = reference_at (table, 3 * row + 2);
      double mse = 0;

      if (k > 8 && k % 50 != 0)
        continue;
      g_assert_true (wsc_series_signal (n, noisy, h, k, signal, NULL));
      for (gsize t = 0; t < n; t++)
        mse += (signal[t] - clean[t]) * (signal[t] - clean[t]) / n;
      g_assert_cmpfloat_with_epsilon (mse, expected, 1e-8 + 1e-7 * expected);
    }
}

/* All components together give the series back; a sine has rank 2, a line rank 2, a constant rank 1. */
static void
test_ranks (void)
{
  const gsize n = 83;
  WscRandom random;
  g_autofree double *noise = NULL, *x = g_new (double, n), *signal = g_new (double, n);

  wsc_random_init (&random, 1, "ssa", 0);
  noise = random_matrix (&random, n, 1);
  for (gsize h = 1; h <= n; h += 9)
    {
      g_assert_true (wsc_series_signal (n, noise, h, MIN (h, n - h + 1), signal, NULL));
      g_assert_cmpfloat (largest_difference (n, noise, signal), <, 1e-10);
    }
  for (guint kind = 0; kind < 3; kind++)
    {
      for (gsize t = 0; t < n; t++)
        x[t] = kind == 0 ? sin (0.3 * t) : kind == 1 ? 2.0 * t - 5 : 4;
      g_assert_true (wsc_series_signal (n, x, 20, kind == 2 ? 1 : 2, signal, NULL));
      g_assert_cmpfloat (largest_difference (n, x, signal), <, 1e-9);
    }
}

static void
test_refusals (void)
{
  const double x[5] = { 1, 2, 3, 4, 5 }, bad[5] = { 1, 2, NAN, 4, 5 };
  double signal[5];
  g_autoptr (GError) error = NULL;

  g_assert_false (wsc_series_signal (5, x, 6, 1, signal, &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_RANGE);
  g_assert_cmpstr (error->message, ==, "A window of 6 values for a series of 5; allowed: 1 to 5");
  g_clear_error (&error);
  g_assert_false (wsc_series_signal (5, x, 0, 1, signal, &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_RANGE);
  g_clear_error (&error);
  g_assert_false (wsc_series_signal (5, x, 4, 3, signal, &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_RANGE);
  g_assert_cmpstr (error->message, ==, "3 components of a window of 4 over 5 values; allowed: 1 to 2");
  g_clear_error (&error);
  g_assert_false (wsc_series_signal (5, bad, 2, 1, signal, &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_NUMERIC);
}

void
add_ssa_tests (void)
{
  g_test_add_func ("/ssa/reference-components", test_components);
  g_test_add_func ("/ssa/reference-errors", test_errors_by_rank);
  g_test_add_func ("/ssa/ranks", test_ranks);
  g_test_add_func ("/ssa/refusals", test_refusals);
}
