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
      g_assert_true (wsc_series_signal (&(WscTrajectory){ n, 100, noisy }, k, NULL, signal, NULL));
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
      g_assert_true (wsc_series_signal (&(WscTrajectory){ n, h, noisy }, k, NULL, signal, NULL));
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
      g_assert_true (wsc_series_signal (&(WscTrajectory){ n, h, noise }, MIN (h, n - h + 1), NULL, signal, NULL));
      g_assert_cmpfloat (largest_difference (n, noise, signal), <, 1e-10);
    }
  for (guint kind = 0; kind < 3; kind++)
    {
      for (gsize t = 0; t < n; t++)
        x[t] = kind == 0 ? sin (0.3 * t) : kind == 1 ? 2.0 * t - 5 : 4;
      g_assert_true (wsc_series_signal (&(WscTrajectory){ n, 20, x }, kind == 2 ? 1 : 2, NULL, signal, NULL));
      g_assert_cmpfloat (largest_difference (n, x, signal), <, 1e-9);
    }
}

/* Rank k by the singular value decomposition of the whole trajectory matrix. */
static double *
signal_by_svd (const WscTrajectory *x, gsize k)
{
  const gsize L = x->h, K = x->n - x->h + 1, r = MIN (L, K);
  g_autofree double *a = g_new (double, L *K), *u = g_new (double, L *r), *s = g_new (double, r), *vt = g_new (double, r *K);
  g_autofree guint *counts = g_new0 (guint, x->n);
  double *signal = g_new0 (double, x->n);

  for (gsize i = 0; i < L; i++)
    for (gsize j = 0; j < K; j++)
      a[i * K + j] = x->series[i + j];
  g_assert_true (wsc_svd (L, K, a, u, s, vt, NULL));
  for (gsize i = 0; i < L; i++)
    for (gsize j = 0; j < K; j++)
      {
        for (gsize c = 0; c < k; c++)
          signal[i + j] += u[i * r + c] * s[c] * vt[c * K + j];
        counts[i + j]++;
      }
  for (gsize t = 0; t < x->n; t++)
    signal[t] /= counts[t];
  return signal;
}

/* Windows too long to be solved whole: noise, equal pairs of eigenvalues (a sine over whole periods), a constant, rank 0. */
static void
test_long_windows (void)
{
  const gsize n = 1001, h = 601;
  WscRandom random;
  g_autofree double *x = g_new (double, n), *signal = g_new (double, n);

  wsc_random_init (&random, 2, "ssa", 0);
  for (guint kind = 0; kind < 4; kind++)
    {
      const WscTrajectory trajectory = { n, h, x };

      for (gsize t = 0; t < n; t++)
        x[t] = kind == 0   ? sin (0.1 * t) + 0.5 * sin (0.37 * t) + 0.3 * wsc_random_normal (&random)
               : kind == 1 ? sin (2 * G_PI * t / 50) + 0.2 * cos (2 * G_PI * t / 20)
               : kind == 2 ? 4
                           : 0;
      for (gsize k = 1; k <= 12; k += kind == 1 ? 2 : 4)
        {
          /* Half of an equal pair is not determined: whole ones are asked for. */
          const gsize rank = kind == 1 ? k + 1 : k;
          g_autofree double *expected = signal_by_svd (&trajectory, rank);

          g_assert_true (wsc_series_signal (&trajectory, rank, NULL, signal, NULL));
          g_assert_cmpfloat (largest_difference (n, expected, signal), <, 1e-7);
        }
    }
}

/* As many components as the window has give the series back. */
static void
test_long_window_whole (void)
{
  const gsize n = 900, h = 410;
  WscRandom random;
  g_autofree double *noise = NULL, *signal = g_new (double, n);

  wsc_random_init (&random, 3, "ssa", 0);
  noise = random_matrix (&random, n, 1);
  g_assert_true (wsc_series_signal (&(WscTrajectory){ n, h, noise }, h, NULL, signal, NULL));
  g_assert_cmpfloat (largest_difference (n, noise, signal), <, 1e-9);
}

static gboolean
count_down (gpointer user_data, double fraction, const char *phase)
{
  int *left = user_data;

  return --*left >= 0;
}

/* Long windows and long series ask again and again, and a stop at any of the questions is obeyed. */
static void
test_stops (void)
{
  static const struct
  {
    gsize n, h;
  } cases[] = { { 3000, 1000 }, { 2000000, 30 } };

  for (guint c = 0; c < G_N_ELEMENTS (cases); c++)
    {
      const gsize n = cases[c].n;
      WscRandom random;
      g_autofree double *noise = NULL, *signal = g_new (double, n);

      wsc_random_init (&random, 4, "ssa", 0);
      noise = random_matrix (&random, n, 1);
      for (int allowed = 0; allowed < 12; allowed++)
        {
          int left = allowed;
          const WscHook hook = { count_down, &left, 1 };
          g_autoptr (GError) error = NULL;

          g_assert_false (wsc_series_signal (&(WscTrajectory){ n, cases[c].h, noise }, 6, &hook, signal, &error));
          g_assert_error (error, WSC_ERROR, WSC_ERROR_STOPPED);
          g_assert_cmpint (left, ==, -1);
        }
    }
}

static void
test_refusals (void)
{
  const double x[5] = { 1, 2, 3, 4, 5 }, bad[5] = { 1, 2, NAN, 4, 5 };
  double signal[5];
  g_autoptr (GError) error = NULL;

  g_assert_false (wsc_series_signal (&(WscTrajectory){ 5, 6, x }, 1, NULL, signal, &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_RANGE);
  g_assert_cmpstr (error->message, ==, "A window of 6 values for a series of 5; allowed: 1 to 5");
  g_clear_error (&error);
  g_assert_false (wsc_series_signal (&(WscTrajectory){ 5, 0, x }, 1, NULL, signal, &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_RANGE);
  g_clear_error (&error);
  g_assert_false (wsc_series_signal (&(WscTrajectory){ 5, 4, x }, 3, NULL, signal, &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_RANGE);
  g_assert_cmpstr (error->message, ==, "3 components of a window of 4 over 5 values; allowed: 1 to 2");
  g_clear_error (&error);
  g_assert_false (wsc_series_signal (&(WscTrajectory){ 5, 2, bad }, 1, NULL, signal, &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_NUMERIC);
}

void
add_ssa_tests (void)
{
  g_test_add_func ("/ssa/reference-components", test_components);
  g_test_add_func ("/ssa/reference-errors", test_errors_by_rank);
  g_test_add_func ("/ssa/ranks", test_ranks);
  g_test_add_func ("/ssa/long-windows", test_long_windows);
  g_test_add_func ("/ssa/long-window-whole", test_long_window_whole);
  g_test_add_func ("/ssa/stops", test_stops);
  g_test_add_func ("/ssa/refusals", test_refusals);
}
