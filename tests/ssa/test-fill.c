/* Gaps: sines are restored, a real series is filled better than by straight lines, and the rest is refused. */
#include "ssa/support.h"

#include <math.h>
#include <string.h>

static const int methods[] = { WSC_FILL_ITERATIVE, WSC_FILL_SUBSPACE };

/* --- gaps ------------------------------------------------------------------ */

typedef struct
{
  gsize first, length;
} Gap;

static double *
cut (gsize n, const double *x, const Gap *gaps, guint n_gaps)
{
  double *y = g_memdup2 (x, n * sizeof *x);

  for (guint i = 0; i < n_gaps; i++)
    for (gsize t = 0; t < gaps[i].length; t++)
      y[gaps[i].first + t] = NAN;
  return y;
}

static void
fill (gsize n, double *series, const WscFillSettings *settings)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (wsc_ssa_fill (n, series, settings, NULL, &error));
  g_assert_no_error (error);
}

/* What was there is there still, to the bit. */
static void
assert_kept (gsize n, const double *before, const double *after)
{
  for (gsize t = 0; t < n; t++)
    g_assert_true (isnan (before[t]) ? isfinite (after[t]) : before[t] == after[t]);
}

static void
test_sine (void)
{
  static const Gap gaps[] = { { 50, 10 }, { 200, 1 }, { 300, 15 }, { 316, 1 } };
  const gsize n = 400;
  g_autofree double *x = make_series (&(Recipe){ n, 25, 0, 0, 0 }, 1);

  for (guint m = 0; m < G_N_ELEMENTS (methods); m++)
    {
      g_autofree double *y = cut (n, x, gaps, G_N_ELEMENTS (gaps)), *before = g_memdup2 (y, n * sizeof *y);

      fill (n, y, &(WscFillSettings){ methods[m], 50, 2 });
      assert_kept (n, before, y);
      g_assert_cmpfloat (largest_difference (n, x, y), <, 1e-6);
    }
}

/* The iterative rank counts about the mean, that of the subspace does not: a shifted sine is of rank 2 and 3. A rank
 * that is higher than the series has does no harm to the subspace. */
static void
test_shifted_sine (void)
{
  static const Gap gaps[] = { { 60, 12 }, { 210, 7 } };
  const gsize n = 400;
  g_autofree double *x = make_series (&(Recipe){ n, 20, 0, 0, 0 }, 1), *a = NULL, *b = NULL, *c = NULL;

  for (gsize t = 0; t < n; t++)
    x[t] = 1e4 + 3 * x[t];
  a = cut (n, x, gaps, G_N_ELEMENTS (gaps));
  b = g_memdup2 (a, n * sizeof *a);
  c = g_memdup2 (a, n * sizeof *a);
  fill (n, a, &(WscFillSettings){ WSC_FILL_ITERATIVE, 60, 2 });
  fill (n, b, &(WscFillSettings){ WSC_FILL_SUBSPACE, 60, 3 });
  fill (n, c, &(WscFillSettings){ WSC_FILL_SUBSPACE, 60, 5 });
  g_assert_cmpfloat (largest_difference (n, x, a), <, 1e-6);
  g_assert_cmpfloat (largest_difference (n, x, b), <, 1e-6);
  g_assert_cmpfloat (largest_difference (n, x, c), <, 1e-6);
}

/* Both ends, and a gap of more than two windows: from the subspace, going outward. */
static void
test_ends_and_long_gaps (void)
{
  static const Gap gaps[] = { { 0, 9 }, { 120, 70 }, { 388, 12 } };
  const gsize n = 400;
  g_autofree double *x = make_series (&(Recipe){ n, 11.3, 0, 0, 0 }, 1);
  g_autofree double *y = cut (n, x, gaps, G_N_ELEMENTS (gaps));

  fill (n, y, &(WscFillSettings){ WSC_FILL_SUBSPACE, 30, 2 });
  g_assert_cmpfloat (largest_difference (n, x, y), <, 1e-6);
}

static void
test_constant_and_zero (void)
{
  for (guint m = 0; m < G_N_ELEMENTS (methods); m++)
    for (guint value = 0; value < 2; value++)
      {
        double x[20];

        for (guint t = 0; t < 20; t++)
          x[t] = t == 7 || t == 8 ? NAN : value * 3.5;
        fill (20, x, &(WscFillSettings){ methods[m], 5, 2 });
        g_assert_cmpfloat_with_epsilon (x[7], value * 3.5, 1e-12);
        g_assert_cmpfloat_with_epsilon (x[8], value * 3.5, 1e-12);
      }
}

/* A gap of one value in one window: the formula of least squares, written out. */
static void
test_one_window (void)
{
  const double x[] = { 1, 2, 4, 8, 16, NAN };
  double y[6], a = 0, b = 0;

  memcpy (y, x, sizeof y);
  fill (6, y, &(WscFillSettings){ WSC_FILL_SUBSPACE, 3, 1 });
  for (guint i = 0; i < 2; i++)
    {
      const double u[] = { 1, 2, 4 };

      a += u[i] * x[3 + i];
      b += u[i] * u[i];
    }
  g_assert_cmpfloat_with_epsilon (y[5], 4 * a / b, 1e-10);
}

static void
test_nothing_to_fill (void)
{
  double x[] = { 1, 5, 2, 4, 7, 1 };
  double y[6];

  memcpy (y, x, sizeof x);
  fill (6, y, &(WscFillSettings){ WSC_FILL_ITERATIVE, 3, 1 });
  g_assert_cmpmem (x, sizeof x, y, sizeof y);
}

/* --- a real series --------------------------------------------------------- */

static double *
load_co2 (gsize *n)
{
  g_autofree char *path = wsc_data_path ("sets/co2.csv"), *text = NULL;
  g_auto (GStrv) lines = NULL;
  GArray *values = g_array_new (FALSE, FALSE, sizeof (double));

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 1; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      const char *cell = strchr (lines[i], ',') + 1;
      const double value = g_ascii_isdigit (*cell) ? g_ascii_strtod (cell, NULL) : NAN;

      g_array_append_val (values, value);
    }
  *n = values->len;
  return (double *) g_array_free (values, FALSE);
}

static double *
draw_lines (gsize n, const double *x)
{
  double *y = g_memdup2 (x, n * sizeof *x);

  for (gsize t = 1, last = 0; t < n; t++)
    {
      if (isnan (x[t]))
        continue;
      for (gsize s = last + 1; s < t; s++)
        y[s] = x[last] + (x[t] - x[last]) * (double) (s - last) / (double) (t - last);
      last = t;
    }
  return y;
}

/* Root mean square over what was cut and is known. */
static double
error_over (const double *truth, const double *filled, const Gap *gaps, guint n_gaps)
{
  double sum = 0;
  gsize count = 0;

  for (guint i = 0; i < n_gaps; i++)
    for (gsize t = gaps[i].first; t < gaps[i].first + gaps[i].length; t++)
      if (!isnan (truth[t]))
        {
          sum += (filled[t] - truth[t]) * (filled[t] - truth[t]);
          count++;
        }
  return sqrt (sum / (double) count);
}

/* Gaps of up to a year in the weekly carbon dioxide, beside the 59 weeks that are missing in it. */
static void
test_co2 (void)
{
  static const Gap gaps[] = { { 700, 30 }, { 1100, 40 }, { 1700, 52 } };
  const guint n_gaps = G_N_ELEMENTS (gaps);
  gsize n;
  g_autofree double *x = load_co2 (&n), *holed = cut (n, x, gaps, n_gaps), *lines = draw_lines (n, holed);
  const double by_lines = error_over (x, lines, gaps, n_gaps);

  g_assert_cmpuint (n, ==, 2284);
  for (guint m = 0; m < G_N_ELEMENTS (methods); m++)
    {
      g_autofree double *y = g_memdup2 (holed, n * sizeof *y);
      double by_ssa;

      fill (n, y, &(WscFillSettings){ methods[m], 100, 6 });
      assert_kept (n, holed, y);
      by_ssa = error_over (x, y, gaps, n_gaps);
      g_test_message ("rms error: lines %.3f, method %d %.3f", by_lines, methods[m], by_ssa);
      g_assert_cmpfloat (by_ssa, <, by_lines / 3);
    }
}

/* --- refusals -------------------------------------------------------------- */

static void
assert_refused (gsize n, const double *series, const WscFillSettings *settings, WscErrorCode code, const char *message)
{
  g_autofree double *y = g_memdup2 (series, n * sizeof *y);
  g_autoptr (GError) error = NULL;

  g_assert_false (wsc_ssa_fill (n, y, settings, NULL, &error));
  g_assert_error (error, WSC_ERROR, (int) code);
  g_assert_cmpstr (error->message, ==, message);
  g_assert_cmpmem (y, n * sizeof *y, series, n * sizeof *y);
}

static void
test_refused_settings (void)
{
  const double x[] = { 1, 2, NAN, 4, 5, 3, 2, 1, 2, 3 };

  for (guint m = 0; m < G_N_ELEMENTS (methods); m++)
    {
      const int method = methods[m];

      assert_refused (3, x, &(WscFillSettings){ method, 2, 1 }, WSC_ERROR_RANGE,
                      "A series of 3 values; at least 4 are needed");
      assert_refused (10, x, &(WscFillSettings){ method, 1, 1 }, WSC_ERROR_RANGE,
                      "A window of 1 values for filling a series of 10; allowed: 2 to 9");
      assert_refused (10, x, &(WscFillSettings){ method, 10, 1 }, WSC_ERROR_RANGE,
                      "A window of 10 values for filling a series of 10; allowed: 2 to 9");
      assert_refused (10, x, &(WscFillSettings){ method, 4, 0 }, WSC_ERROR_RANGE,
                      "Rank 0 for filling with a window of 4 over 10 values; allowed: 1 to 3");
      assert_refused (10, x, &(WscFillSettings){ method, 8, 3 }, WSC_ERROR_RANGE,
                      "Rank 3 for filling with a window of 8 over 10 values; allowed: 1 to 2");
    }
}

static void
test_refused_series (void)
{
  const double none[] = { NAN, NAN, NAN, NAN, NAN }, infinite[] = { 1, 2, NAN, INFINITY, 5 };

  for (guint m = 0; m < G_N_ELEMENTS (methods); m++)
    {
      assert_refused (5, none, &(WscFillSettings){ methods[m], 3, 1 }, WSC_ERROR_RANGE,
                      "All 5 values of the series are missing; at least one must be there");
      assert_refused (5, infinite, &(WscFillSettings){ methods[m], 3, 1 }, WSC_ERROR_NUMERIC,
                      "Value 4 of a series is inf, not a finite number");
    }
}

static void
test_too_few_windows (void)
{
  const double x[] = { 1, 2, 4, NAN, 5, 3, NAN, 1, NAN, 3 };

  assert_refused (10, x, &(WscFillSettings){ WSC_FILL_SUBSPACE, 3, 2 }, WSC_ERROR_RANGE,
                  "Only 1 window of 3 values has no gap, and rank 2 needs at least 3; take a shorter window or a lower "
                  "rank");
  assert_refused (
      10, x, &(WscFillSettings){ WSC_FILL_SUBSPACE, 5, 2 }, WSC_ERROR_RANGE,
      "Only 0 windows of 5 values have no gap, and rank 2 needs at least 3; take a shorter window or a lower "
      "rank");
}

/* The whole windows span the direction of their last value alone, which is the one that is missing at the end. */
static void
test_undetermined (void)
{
  const double x[] = { 0, 0, 0, 1, NAN, 0, 0, 0, 1, NAN };

  assert_refused (10, x, &(WscFillSettings){ WSC_FILL_SUBSPACE, 4, 1 }, WSC_ERROR_NUMERIC,
                  "The gap at values 10 to 10 (length 1) is not determined at rank 1 with a window of 4; take a lower "
                  "rank or a longer window");
}

/* A gap of five windows: what is there says little of its middle, which drifts on and on. */
static void
test_does_not_settle (void)
{
  double x[80];
  g_autoptr (GError) error = NULL;

  for (guint t = 0; t < 80; t++)
    x[t] = t >= 20 && t < 40 ? NAN : 0.1 * t + sin (0.7 * t);
  g_assert_false (wsc_ssa_fill (80, x, &(WscFillSettings){ WSC_FILL_ITERATIVE, 4, 2 }, NULL, &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_NUMERIC);
  g_assert_true (g_str_has_prefix (error->message, "The gaps do not settle: at rank 2 they still change by "));
  g_assert_true (g_str_has_suffix (error->message,
                                   " standard deviations after 5000 rounds; take a lower rank or a longer "
                                   "window"));
  g_assert_true (isnan (x[20]));
}

/* Any gaps, windows and ranks: filled or refused, and what was there is there still. */
static void
test_random_gaps (void)
{
  WscRandom random;
  guint n_filled = 0;

  wsc_random_init (&random, 1, "test.gaps", 0);
  for (guint round = 0; round < 120; round++)
    {
      const gsize n = 4 + wsc_random_below (&random, 60);
      g_autofree double *x = make_series (&(Recipe){ n, 7, 3.1, 0.5, 0.2 }, round);
      g_autofree double *y = NULL;
      const WscFillSettings settings = { methods[round % 2], 2 + wsc_random_below (&random, (guint32) n - 2),
                                         1 + wsc_random_below (&random, 6) };
      g_autoptr (GError) error = NULL;

      for (gsize t = 0; t < n; t++)
        if (wsc_random_below (&random, 12) < round % 6)
          x[t] = NAN;
      y = g_memdup2 (x, n * sizeof *x);
      if (wsc_ssa_fill (n, y, &settings, NULL, &error))
        {
          n_filled++;
          assert_kept (n, x, y);
          continue;
        }
      g_assert_true (g_error_matches (error, WSC_ERROR, WSC_ERROR_RANGE) ||
                     g_error_matches (error, WSC_ERROR, WSC_ERROR_NUMERIC));
      g_assert_cmpmem (x, n * sizeof *x, y, n * sizeof *y);
    }
  g_assert_cmpuint (n_filled, >, 30);
}

/* --- stopping -------------------------------------------------------------- */

typedef struct
{
  guint left;
  double last;
} Budget;

static gboolean
spend (gpointer user_data, double fraction, const char *phase)
{
  Budget *budget = user_data;

  g_assert_cmpstr (phase, ==, "Filling the gaps");
  g_assert_cmpfloat (fraction, >=, 0);
  g_assert_cmpfloat (fraction, <=, 1);
  budget->last = fraction;
  return budget->left > 0 && budget->left-- > 0;
}

/* Wherever it is stopped, it says so and leaves the series alone. */
static void
test_stop (void)
{
  static const Gap gaps[] = { { 20, 5 }, { 60, 30 } };
  g_autofree double *x = make_series (&(Recipe){ 150, 9, 0, 0, 0.2 }, 1), *holed = cut (150, x, gaps, 2);

  for (guint m = 0; m < G_N_ELEMENTS (methods); m++)
    for (guint left = 0;; left++)
      {
        Budget budget = { left, 0 };
        g_autofree double *y = g_memdup2 (holed, 150 * sizeof *y);
        g_autoptr (GError) error = NULL;

        if (wsc_ssa_fill (150, y, &(WscFillSettings){ methods[m], 20, 2 }, &(WscHook){ spend, &budget, 1 }, &error))
          {
            g_assert_cmpuint (left, >, 3);
            g_assert_cmpfloat (budget.last, >, 0.3);
            break;
          }
        g_assert_error (error, WSC_ERROR, WSC_ERROR_STOPPED);
        g_assert_cmpmem (y, 150 * sizeof *y, holed, 150 * sizeof *y);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fill/sine", test_sine);
  g_test_add_func ("/fill/shifted-sine", test_shifted_sine);
  g_test_add_func ("/fill/ends-and-long-gaps", test_ends_and_long_gaps);
  g_test_add_func ("/fill/constant-and-zero", test_constant_and_zero);
  g_test_add_func ("/fill/one-window", test_one_window);
  g_test_add_func ("/fill/nothing-to-fill", test_nothing_to_fill);
  g_test_add_func ("/fill/co2", test_co2);
  g_test_add_func ("/fill/refused-settings", test_refused_settings);
  g_test_add_func ("/fill/refused-series", test_refused_series);
  g_test_add_func ("/fill/too-few-windows", test_too_few_windows);
  g_test_add_func ("/fill/undetermined", test_undetermined);
  g_test_add_func ("/fill/does-not-settle", test_does_not_settle);
  g_test_add_func ("/fill/random-gaps", test_random_gaps);
  g_test_add_func ("/fill/stop", test_stop);
  return g_test_run ();
}
