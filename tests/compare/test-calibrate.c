/* Coverage: counted as it should be, and near 95 % where a method is right. */
#include "compare/support.h"

#include <math.h>
#include <string.h>

#define N_FRESH 2000

/* Three standard deviations of the share of n that fall inside with probability p. */
static double
get_bound (double p, guint n)
{
  return 3 * sqrt (p * (1 - p) / n);
}

static void
assert_share (double share, double expected, guint n)
{
  g_test_message ("%g, expected %g", share, expected);
  g_assert_cmpfloat (fabs (share - expected), <, get_bound (expected, n));
}

/* --- counting ----------------------------------------------------------------- */

static const double mean[] = { 1, -2, 0.5 };
static const double root[] = { 1, 0, 0, 0.5, 0.8, 0, -0.3, 0.2, 0.1 }; /* covariance: root root' */

static void
fill_covariance (double factor, double covariance[9])
{
  for (guint a = 0; a < 3; a++)
    for (guint b = 0; b < 3; b++)
      {
        covariance[3 * a + b] = 0;
        for (guint k = 0; k < 3; k++)
          covariance[3 * a + b] += factor * root[3 * a + k] * root[3 * b + k];
      }
}

/* Draws of the Gaussian about a mean that is off by `offset` of each of its directions. */
static double *
draw_fresh (guint n, double offset)
{
  double *fresh = g_new (double, 3 * n);
  WscRandom random;

  wsc_random_init (&random, 9, "test.fresh", 0);
  for (guint r = 0; r < n; r++)
    {
      double z[3];

      for (guint i = 0; i < 3; i++)
        z[i] = offset + wsc_random_normal (&random);
      for (guint a = 0; a < 3; a++)
        fresh[3 * r + a] = mean[a] + root[3 * a] * z[0] + root[3 * a + 1] * z[1] + root[3 * a + 2] * z[2];
    }
  return fresh;
}

static WscEstimate *
covered (double factor, double offset)
{
  g_autofree double *fresh = draw_fresh (N_FRESH, offset);
  double covariance[9];
  g_autoptr (WscEstimate) plain = NULL;

  fill_covariance (factor, covariance);
  plain = make_estimate (1, 3, mean, covariance);
  return wsc_estimate_with_coverage (plain, N_FRESH, fresh);
}

/* Probabilities that chi-square of 3 is below 7.8147 / factor. */
static void
test_counting (void)
{
  const struct
  {
    double factor, share;
  } cases[] = { { 1, 0.95 }, { 4, 0.999999 }, { 0.25, 0.41792 }, { 1.0 / 9, 0.16693 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (WscEstimate) estimate = covered (cases[i].factor, 0);

      g_assert_cmpuint (estimate->n_fresh, ==, N_FRESH);
      if (cases[i].factor > 1)
        g_assert_cmpfloat (estimate->coverage[0], >=, 0.999);
      else
        assert_share (estimate->coverage[0], cases[i].share, N_FRESH);
      g_assert_cmpfloat (fabs (estimate->centred[0] - estimate->coverage[0]), <, 0.02);
    }
}

/* A region in the wrong place has the right size. */
static void
test_centred (void)
{
  g_autoptr (WscEstimate) estimate = covered (1, 1.5);

  assert_share (estimate->centred[0], 0.95, N_FRESH);
  g_assert_cmpfloat (estimate->coverage[0], <, 0.7);
}

/* Across a flat region everything is outside; along an open direction nothing is. */
static void
test_flat_and_open (void)
{
  const double flat[] = { 1, 0, 0, 0, 1, 0, 0, 0, 0 }, open[] = { 0, 0, 0, 0, 0, 0, 0, 0, 1 };
  g_autofree double *fresh = g_new (double, 3 * N_FRESH);
  g_autoptr (WscEstimate) disc = make_estimate (1, 3, mean, flat), closed = NULL, opened = NULL, tube = NULL;
  g_autoptr (WscNeurons) neurons = wsc_neurons_new_with_open (disc->neurons, open, NULL);
  WscRandom random;

  wsc_random_init (&random, 9, "test.flat", 0);
  for (guint i = 0; i < 3 * N_FRESH; i++)
    fresh[i] = mean[i % 3] + wsc_random_normal (&random) * (i % 3 == 2 ? 100 : 0.1);
  closed = wsc_estimate_with_coverage (disc, N_FRESH, fresh);
  opened = wsc_estimate_with_neurons (disc, neurons);
  tube = wsc_estimate_with_coverage (opened, N_FRESH, fresh);
  g_assert_cmpfloat (closed->coverage[0], ==, 0);
  g_assert_cmpfloat (tube->coverage[0], ==, 1);
  g_assert_cmpfloat (tube->centred[0], ==, 1);
}

/* --- networks on fresh noise ------------------------------------------------------ */

/* A linear forecast from two values, which is all that a sine needs: least squares, with residuals that overlap. */
static Problem *
new_forecast (gsize n)
{
  Problem *self = problem_new (make_forecast (n, 2, 1.2, 0.5, 3), "2;1", WSC_IDENTITY, FALSE);

  self->training = (WscTrainingSettings){ .optimizer = WSC_SGD, .learning_rate = 0.5, .batch = (int) n, .epochs = 60 };
  return self;
}

static double *
get_fresh (const Problem *problem, const WscEstimate *reference, guint64 seed, guint n_fresh, guint n_threads)
{
  const WscHook hook = { .n_threads = n_threads };
  g_autoptr (GError) error = NULL;
  guint n = 0;
  double *fresh = wsc_calibrate (problem->dataset, &problem->architecture, &problem->training, &problem->settings, seed,
                                 n_fresh, reference, &hook, &n, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, n_fresh);
  return fresh;
}

static WscEstimate *
shrunk (const WscEstimate *self, double factor)
{
  double covariance[4];

  for (guint i = 0; i < 4; i++)
    covariance[i] = factor * wsc_neurons_get_covariance (self->neurons, 0)[i];
  return make_estimate (1, 2, wsc_neurons_get_mean (self->neurons, 0), covariance);
}

static void
test_sandwich (void)
{
  const guint n = 600;
  g_autoptr (Problem) problem = new_forecast (3000);
  g_autoptr (WscEstimate) sandwich = NULL, good = NULL, small = NULL, bad = NULL;
  g_autofree double *fresh = NULL;

  problem->settings.lags = 20;
  sandwich = problem_estimate (problem, WSC_METHOD_SANDWICH, 0);
  fresh = get_fresh (problem, sandwich, 5, n, 0);
  good = wsc_estimate_with_coverage (sandwich, n, fresh);
  small = shrunk (sandwich, 0.25);
  bad = wsc_estimate_with_coverage (small, n, fresh);
  g_test_message ("centred: %g, a quarter: %g", good->centred[0], bad->centred[0]);
  assert_share (good->centred[0], 0.95, n);
  g_assert_cmpfloat (bad->centred[0], <, 0.7);
}

/* The Gaussian of some fresh networks holds 95 % of others, and the same seed draws the same for any number of threads.
 */
static void
test_fresh (void)
{
  const guint n = 600;
  g_autoptr (Problem) problem = new_forecast (300);
  g_autoptr (WscEstimate) sandwich = problem_estimate (problem, WSC_METHOD_SANDWICH, 0), gaussian = NULL,
                          covered_gaussian = NULL;
  g_autofree double *first = get_fresh (problem, sandwich, 1, n, 1), *other = get_fresh (problem, sandwich, 2, n, 0);
  double centre[2] = { 0 }, covariance[4] = { 0 };

  for (guint r = 0; r < n; r++)
    for (guint i = 0; i < 2; i++)
      centre[i] += first[2 * r + i] / n;
  for (guint r = 0; r < n; r++)
    for (guint i = 0; i < 4; i++)
      covariance[i] += (first[2 * r + i / 2] - centre[i / 2]) * (first[2 * r + i % 2] - centre[i % 2]) / (n - 1);
  gaussian = make_estimate (1, 2, centre, covariance);
  covered_gaussian = wsc_estimate_with_coverage (gaussian, n, other);
  assert_share (covered_gaussian->coverage[0], 0.95, n);
  g_assert_cmpfloat (first[0], !=, other[0]);
  for (guint n_threads = 2; n_threads <= 3; n_threads++)
    {
      g_autofree double *again = get_fresh (problem, sandwich, 1, n, n_threads);

      g_assert_cmpmem (again, 2 * n * sizeof (double), first, 2 * n * sizeof (double));
    }
}

static gboolean
on_report (gpointer user_data, double fraction, const char *phase)
{
  guint *left = user_data;

  return *left > 0 && --*left > 0;
}

static void
assert_no_fresh (const Problem *problem, const WscEstimate *reference, const WscHook *hook, int code,
                 const char *message)
{
  g_autoptr (GError) error = NULL;
  guint n = 0;

  g_assert_null (wsc_calibrate (problem->dataset, &problem->architecture, &problem->training, &problem->settings, 1, 50,
                                reference, hook, &n, &error));
  g_assert_error (error, WSC_ERROR, code);
  if (message != NULL)
    g_assert_cmpstr (error->message, ==, message);
}

static void
test_refusals (void)
{
  g_autoptr (Problem) table = problem_new (make_regression (40, 3, 2, 0.5), "3;2", WSC_IDENTITY, FALSE);
  g_autoptr (Problem) series = problem_new (support_sine (100, 0.3, 0.3, 6), "6;2;6", WSC_TANH, TRUE);
  g_autoptr (WscEstimate) b = problem_estimate (table, WSC_METHOD_SANDWICH, 0);
  g_autoptr (WscEstimate) c = problem_estimate (series, WSC_METHOD_SWAG, 0);

  assert_no_fresh (
      table, b, NULL, WSC_ERROR_RANGE,
      "rows has no version without noise to compare with; estimate.calibrate needs one, as the noisy sine has");
  assert_no_fresh (
      series, c, NULL, WSC_ERROR_RANGE,
      "series has no version without noise to compare with; estimate.calibrate needs one, as the noisy sine has");
}

/* Some networks that were finished are not those that were asked for: all of them, or none. */
static void
test_stop (void)
{
  g_autoptr (Problem) problem = new_forecast (100);
  g_autoptr (WscEstimate) sandwich = problem_estimate (problem, WSC_METHOD_SANDWICH, 0);
  gboolean stopped = TRUE;
  guint at;

  problem->training.epochs = 3000;
  problem->training.batch = 10;
  for (at = 1; stopped; at += 1 + at / 4)
    {
      guint left = at, n = 0;
      const WscHook hook = { on_report, &left, 1 };
      g_autoptr (GError) error = NULL;
      g_autofree double *fresh = wsc_calibrate (problem->dataset, &problem->architecture, &problem->training,
                                                &problem->settings, 1, 50, sandwich, &hook, &n, &error);

      stopped = left == 0;
      g_assert_true ((fresh == NULL) == stopped);
      if (stopped)
        g_assert_error (error, WSC_ERROR, WSC_ERROR_STOPPED);
      else
        g_assert_cmpuint (n, ==, 50);
    }
  g_assert_cmpuint (at, >, 4);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/compare/calibrate/counting", test_counting);
  g_test_add_func ("/compare/calibrate/centred", test_centred);
  g_test_add_func ("/compare/calibrate/flat-and-open", test_flat_and_open);
  g_test_add_func ("/compare/calibrate/sandwich", test_sandwich);
  g_test_add_func ("/compare/calibrate/fresh", test_fresh);
  g_test_add_func ("/compare/calibrate/refusals", test_refusals);
  g_test_add_func ("/compare/calibrate/stop", test_stop);
  return g_test_run ();
}
