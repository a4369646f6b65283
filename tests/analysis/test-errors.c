/* Errors of one estimate, by the number of components, and over windows. */
#include "analysis/support.h"

#include <math.h>

#define N 500

/* sin on [-pi, pi] and the same plus N(0, 0.2). */
static void
make_noisy_sine (guint64 seed, double *clean, double *noisy)
{
  WscRandom random;

  wsc_random_init (&random, seed, "test.analysis", 0);
  for (gsize t = 0; t < N; t++)
    {
      clean[t] = sin (-G_PI + 2 * G_PI * (double) t / (N - 1));
      noisy[t] = clean[t] + 0.2 * wsc_random_normal (&random);
    }
}

static void
test_errors (void)
{
  const double truth[4] = { 2, -4, 0, 1e-9 }, estimate[4] = { 1, -5, 1, 2 };
  const double nothing[2] = { 0, 0 };
  WscSeriesErrors errors;

  wsc_series_errors (4, truth, estimate, WSC_MAPE_TRUTH, &errors);
  g_assert_cmpfloat_with_epsilon (errors.mse, (1 + 1 + 1 + (2 - 1e-9) * (2 - 1e-9)) / 4, 1e-14);
  g_assert_cmpfloat_with_epsilon (errors.mape, 100 * (0.5 + 0.25) / 2, 1e-12);
  g_assert_cmpuint (errors.n_left_out, ==, 2);
  wsc_series_errors (4, truth, estimate, WSC_MAPE_ESTIMATE, &errors);
  g_assert_cmpfloat_with_epsilon (errors.mape, 100 * (1 + 0.2 + 1 + (2 - 1e-9) / 2) / 4, 1e-12);
  g_assert_cmpuint (errors.n_left_out, ==, 0);
  wsc_series_errors (2, nothing, truth, WSC_MAPE_TRUTH, &errors);
  g_assert_true (isnan (errors.mape));
  g_assert_cmpuint (errors.n_left_out, ==, 2);
}

/* Denominators of exactly 1e-8 of the largest count, smaller ones do not. */
static void
test_least_denominator (void)
{
  const double truth[3] = { 1, 1e-8, 0.99e-8 }, estimate[3] = { 1, 1e-8, 5 };
  WscSeriesErrors errors;

  wsc_series_errors (3, truth, estimate, WSC_MAPE_TRUTH, &errors);
  g_assert_cmpuint (errors.n_left_out, ==, 1);
  g_assert_cmpfloat (errors.mape, ==, 0);
}

static void
test_by_count (void)
{
  g_autofree double *clean = g_new (double, N), *noisy = g_new (double, N), *sum = g_new (double, N);
  g_autofree WscSeriesErrors *errors = NULL;
  g_autoptr (WscSsa) ssa = NULL;

  make_noisy_sine (1, clean, noisy);
  ssa = decompose (N, noisy, 60);
  errors = g_new (WscSeriesErrors, wsc_ssa_get_n_components (ssa));
  wsc_ssa_errors_by_count (ssa, 0, clean, WSC_MAPE_TRUTH, errors);
  for (guint k = 1; k <= 60; k++)
    {
      g_auto (WscComponents) first = { 0 };
      WscSeriesErrors expected;

      wsc_components_set_first (&first, k);
      wsc_ssa_sum (ssa, &first, 0, sum);
      wsc_series_errors (N, clean, sum, WSC_MAPE_TRUTH, &expected);
      g_assert_cmpfloat_with_epsilon (errors[k - 1].mse, expected.mse, 1e-14);
      g_assert_cmpfloat_with_epsilon (errors[k - 1].mape, expected.mape, 1e-9 * expected.mape);
      g_assert_cmpuint (errors[k - 1].n_left_out, ==, expected.n_left_out);
    }
}

/* --- sweeps -------------------------------------------------------------- */

static WscSweep *
sweep (const double *clean, const double *noisy, const WscSweepSettings *settings, const WscHook *hook)
{
  const WscChannels channels = { N, 1, noisy };
  g_autoptr (GError) error = NULL;
  WscSweep *found = wsc_sweep_new (&channels, clean, settings, hook, &error);

  g_assert_no_error (error);
  return found;
}

/* A sine has two components: the least error is at 2, whatever the window; all components are the series again. */
static void
test_curve (void)
{
  static const gsize windows[] = { 50, 100, 150, 200, 250, 400 };
  const WscSweepSettings settings = { .n_windows = 6, .windows = windows, .first = 1, .step = 1 };
  g_autofree double *clean = g_new (double, N), *noisy = g_new (double, N);
  g_autoptr (WscSweep) found = NULL;
  WscSeriesErrors reference;

  make_noisy_sine (2, clean, noisy);
  found = sweep (clean, noisy, &settings, NULL);
  wsc_series_errors (N, clean, noisy, WSC_MAPE_TRUTH, &reference);
  g_assert_cmpfloat (wsc_sweep_get_reference (found)->mse, ==, reference.mse);
  g_assert_cmpuint (wsc_sweep_get_n_windows (found), ==, 6);
  for (guint i = 0; i < 6; i++)
    {
      const guint last = (guint) MIN (windows[i], N - windows[i] + 1);
      const guint best = wsc_sweep_get_best (found, i);

      g_assert_cmpuint (wsc_sweep_get_window (found, i), ==, windows[i]);
      g_assert_cmpuint (wsc_sweep_get_n_points (found, i), ==, last);
      g_assert_cmpuint (wsc_sweep_get_components (found, i, last - 1), ==, last);
      g_assert_cmpuint (wsc_sweep_get_components (found, i, best), ==, 2);
      g_assert_cmpfloat (wsc_sweep_get_errors (found, i, best)->mse, <, 0.1 * reference.mse);
      g_assert_cmpfloat_with_epsilon (wsc_sweep_get_errors (found, i, last - 1)->mse, reference.mse, 1e-10);
    }
}

/* On the grid 1, 11, 21, …: the same errors as on the grid of all. */
static void
test_grid (void)
{
  static const gsize windows[] = { 75 };
  const WscSweepSettings all = { .n_windows = 1, .windows = windows, .first = 1, .step = 1, .mape = WSC_MAPE_ESTIMATE };
  const WscSweepSettings some = {
    .n_windows = 1, .windows = windows, .first = 1, .step = 10, .max_k = 45, .mape = WSC_MAPE_ESTIMATE
  };
  g_autofree double *clean = g_new (double, N), *noisy = g_new (double, N);
  g_autoptr (WscSweep) found_all = NULL, found = NULL;

  make_noisy_sine (3, clean, noisy);
  found_all = sweep (clean, noisy, &all, NULL);
  found = sweep (clean, noisy, &some, NULL);
  g_assert_cmpuint (wsc_sweep_get_n_points (found, 0), ==, 5);
  for (guint j = 0; j < 5; j++)
    {
      g_assert_cmpuint (wsc_sweep_get_components (found, 0, j), ==, 1 + 10 * j);
      g_assert_cmpmem (wsc_sweep_get_errors (found, 0, j), sizeof (WscSeriesErrors),
                       wsc_sweep_get_errors (found_all, 0, 10 * j), sizeof (WscSeriesErrors));
    }
}

/* A series of rank 2 has no third component: more of them are the same sum. */
static void
test_beyond_the_rank (void)
{
  static const gsize windows[] = { 30 };
  const WscSweepSettings settings = { .n_windows = 1, .windows = windows, .first = 1, .step = 1 };
  g_autofree double *clean = g_new (double, N), *noisy = g_new (double, N);
  g_autoptr (WscSweep) found = NULL;

  make_noisy_sine (4, clean, noisy);
  found = sweep (clean, clean, &settings, NULL);
  g_assert_cmpuint (wsc_sweep_get_n_points (found, 0), ==, 30);
  for (guint j = 1; j < 30; j++)
    g_assert_cmpfloat (wsc_sweep_get_errors (found, 0, j)->mse, <, 1e-24);
}

/* A window too long to be decomposed whole, of which the leading components are. */
static void
test_long_window (void)
{
  static const gsize windows[] = { 600 };
  const WscSweepSettings settings = { .n_windows = 1, .windows = windows, .first = 1, .step = 1, .max_k = 6 };
  const gsize n = 1500;
  g_autofree double *clean = make_series (&(Recipe){ .n = n, .period = 70 }, 1);
  g_autofree double *noisy = make_series (&(Recipe){ .n = n, .period = 70, .noise = 0.3 }, 1);
  const WscChannels channels = { n, 1, noisy };
  g_autoptr (GError) error = NULL;
  g_autoptr (WscSweep) found = wsc_sweep_new (&channels, clean, &settings, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (wsc_sweep_get_n_points (found, 0), ==, 6);
  g_assert_cmpuint (wsc_sweep_get_components (found, 0, wsc_sweep_get_best (found, 0)), ==, 2);
}

static void
test_threads (void)
{
  static const gsize windows[] = { 20, 30, 45, 60, 450 };
  static const guint threads[] = { 2, 3, 7 };
  const WscSweepSettings settings = { .n_windows = 5, .windows = windows, .first = 1, .step = 1 };
  const WscHook one = { .n_threads = 1 };
  g_autofree double *clean = g_new (double, N), *noisy = g_new (double, N);
  g_autoptr (WscSweep) expected = NULL;

  make_noisy_sine (5, clean, noisy);
  expected = sweep (clean, noisy, &settings, &one);
  for (guint c = 0; c < G_N_ELEMENTS (threads); c++)
    {
      const WscHook many = { .n_threads = threads[c] };
      g_autoptr (WscSweep) found = sweep (clean, noisy, &settings, &many);

      for (guint i = 0; i < 5; i++)
        for (guint j = 0; j < wsc_sweep_get_n_points (expected, i); j++)
          g_assert_cmpmem (wsc_sweep_get_errors (found, i, j), sizeof (WscSeriesErrors),
                           wsc_sweep_get_errors (expected, i, j), sizeof (WscSeriesErrors));
    }
}

/* Every question of the hook may be the last. */
static void
test_stops (void)
{
  static const gsize windows[] = { 4, 5 };
  const WscSweepSettings settings = { .n_windows = 2, .windows = windows, .first = 1, .step = 1 };
  g_autofree double *clean = g_new (double, N), *noisy = g_new (double, N);
  const WscChannels channels = { N, 1, noisy };
  gboolean ended = FALSE;
  int allowed;

  make_noisy_sine (6, clean, noisy);
  for (allowed = 0; !ended; allowed++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (WscSweep) found = NULL;
      Countdown countdown;

      countdown_init (&countdown, allowed, 1);
      found = wsc_sweep_new (&channels, clean, &settings, &countdown.hook, &error);
      ended = countdown.left >= 0;
      g_assert_true (ended == (found != NULL));
      if (!ended)
        assert_message (error, WSC_ERROR_STOPPED, "Stopped while comparing windows");
      g_assert_cmpint (countdown.left, >=, -1);
      g_assert_cmpint (allowed, <, 1000);
    }
  g_assert_cmpint (allowed, >, 4);
}

static void
test_refusals (void)
{
  static const gsize windows[] = { 10, 500, 501 };
  static const struct
  {
    WscSweepSettings settings;
    const char *message;
  } cases[] = {
    { { .n_windows = 0, .first = 1, .step = 1 }, "The sweep has no windows; it needs at least 1" },
    { { .n_windows = 1, .first = 0, .step = 1 },
      "The sweep starts at 0 and goes in steps of 1; each must be at least 1" },
    { { .n_windows = 1, .first = 1, .step = 0 },
      "The sweep starts at 1 and goes in steps of 0; each must be at least 1" },
    { { .n_windows = 1, .first = 5, .step = 1, .max_k = 4 },
      "The sweep starts at 5 components, above its last number, 4" },
    { { .n_windows = 1, .first = 11, .step = 1 },
      "The sweep starts at 11 components, but a window of 10 has 10; allowed: 1 to 10" },
    { { .n_windows = 3, .first = 1, .step = 1 }, "A window of 500 values for a series of 500; allowed: 2 to 499" },
  };
  g_autofree double *clean = g_new (double, N), *noisy = g_new (double, N);
  const WscChannels channels = { N, 1, noisy };

  make_noisy_sine (7, clean, noisy);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      WscSweepSettings settings = cases[i].settings;
      g_autoptr (GError) error = NULL;

      settings.windows = windows;
      g_assert_null (wsc_sweep_new (&channels, clean, &settings, NULL, &error));
      assert_message (error, WSC_ERROR_RANGE, cases[i].message);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/errors/values", test_errors);
  g_test_add_func ("/errors/least-denominator", test_least_denominator);
  g_test_add_func ("/errors/by-count", test_by_count);
  g_test_add_func ("/sweep/curve", test_curve);
  g_test_add_func ("/sweep/grid", test_grid);
  g_test_add_func ("/sweep/beyond-the-rank", test_beyond_the_rank);
  g_test_add_func ("/sweep/long-window", test_long_window);
  g_test_add_func ("/sweep/threads", test_threads);
  g_test_add_func ("/sweep/stops", test_stops);
  g_test_add_func ("/sweep/refusals", test_refusals);
  return g_test_run ();
}
