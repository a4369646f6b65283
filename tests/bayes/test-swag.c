/* SWAG where the path's Gaussian is known, and what it refuses. */
#include "bayes/support.h"

#include <math.h>
#include <string.h>

#define D 3

static const WscSwagSettings usual = {
  .learning_rate = 0.05, .batch = 8, .epochs = 600, .burn_in = 0.1, .rank = 400, .seed = 3
};

static WscGaussian *
run (const Planted *planted, const WscSwagSettings *settings, const WscHook *hook, GError **error)
{
  g_autofree double *start = g_new0 (double, planted->d * planted->n_out);
  g_auto (OneGroup) one = { 0 };

  one_group_init (&one, planted->d * planted->n_out);
  return wsc_swag_run (&planted->architecture, &planted->samples, NULL, planted->n, start, &one.groups, settings, hook,
                       error);
}

/* The loss (y - w x)^2 has the Hessian H = 2 E xx' and a step's gradient the covariance 4 s2 E xx' / batch, so that the
 * stationary covariance is, to first order in the rate, rate s2 / batch times the identity (Mandt, Hoffman and Blei
 * 2017). */
static void
test_quadratic (void)
{
  g_autoptr (Planted) planted = planted_new (2000, D, 1, 0.25, 1.0, 1);
  g_autoptr (WscGaussian) found = run (planted, &usual, NULL, NULL);
  const double variance = usual.learning_rate * planted->noise_variance / usual.batch;
  double precision[D * D], mean[D], covariance[D * D];

  planted_get_posterior (planted, 0.0, precision, mean, covariance);
  g_assert_nonnull (found);
  g_assert_cmpuint (found->n_groups, ==, 1);
  for (gsize i = 0; i < D; i++)
    {
      g_assert_cmpfloat_with_epsilon (found->mean[i], mean[i], 0.008);
      for (gsize j = 0; j < D; j++)
        g_assert_cmpfloat_with_epsilon (found->covariance[0][i * D + j] / variance, i == j, 0.3);
    }
}

/* The diagonal part alone is of all iterates; a group of one shows it where the rank's part is of the same ones. */
static void
test_parts (void)
{
  g_autoptr (Planted) planted = planted_new (200, D, 1, 0.25, 1.0, 2);
  WscSwagSettings settings = { .learning_rate = 0.05, .batch = 8, .epochs = 20, .burn_in = 0.5, .rank = 10, .seed = 3 };
  const double start[D] = { 0 };
  g_autoptr (WscGaussian) together = run (planted, &settings, NULL, NULL), alone = NULL, two = NULL;

  alone =
      wsc_swag_run (&planted->architecture, &planted->samples, NULL, planted->n, start, NULL, &settings, NULL, NULL);
  settings.rank = 2;
  two = run (planted, &settings, NULL, NULL);
  g_assert_cmpuint (alone->n_groups, ==, D);
  for (gsize i = 0; i < D; i++)
    {
      g_assert_cmpfloat (alone->mean[i], ==, together->mean[i]);
      g_assert_cmpfloat (alone->covariance[i][0], ==, together->covariance[0][i * (D + 1)]);
      g_assert_cmpfloat (two->mean[i], ==, together->mean[i]);
      g_assert_cmpfloat (two->covariance[0][i * (D + 1)], >=, 0.5 * together->covariance[0][i * (D + 1)] - 1e-15);
      for (gsize j = 0; j < i; j++)
        g_assert_cmpfloat (together->covariance[0][i * D + j], ==, together->covariance[0][j * D + i]);
    }
}

static void
test_same_bytes (void)
{
  static const guint threads[] = { 1, 2, 3, 7 };
  g_autoptr (Planted) planted = planted_new (100, D, 2, 0.25, 1.0, 2);
  WscSwagSettings settings = { .learning_rate = 0.05, .batch = 8, .epochs = 20, .burn_in = 0.5, .rank = 5, .seed = 3 };
  const gsize p = D * 2;
  g_autoptr (WscGaussian) first = run (planted, &settings, NULL, NULL), other = NULL;

  for (gsize k = 0; k < G_N_ELEMENTS (threads); k++)
    {
      const WscHook hook = { .n_threads = threads[k] };
      g_autoptr (WscGaussian) again = run (planted, &settings, &hook, NULL);

      g_assert_cmpmem (first->mean, p * sizeof (double), again->mean, p * sizeof (double));
      g_assert_cmpmem (first->covariance[0], p * p * sizeof (double), again->covariance[0], p * p * sizeof (double));
    }
  settings.seed++;
  other = run (planted, &settings, NULL, NULL);
  g_assert_cmpint (memcmp (first->mean, other->mean, p * sizeof (double)), !=, 0);
}

static void
test_stop (void)
{
  g_autoptr (Planted) planted = planted_new (40, D, 1, 0.25, 1.0, 2);
  const WscSwagSettings settings = { .learning_rate = 0.05, .batch = 16, .epochs = 4, .rank = 2 };

  for (int left = 0; left <= 12; left++)
    {
      Countdown countdown;
      g_autoptr (GError) error = NULL;
      g_autoptr (WscGaussian) found = NULL;

      countdown_init (&countdown, left, 1);
      found = run (planted, &settings, &countdown.hook, &error);
      g_assert_true ((found != NULL) == (left == 12));
      if (left < 12)
        assert_message (error, WSC_ERROR_STOPPED, "Stopped during SWAG");
    }
}

static void
assert_refused (const Planted *planted, const WscSwagSettings *settings, int code, const char *message)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (run (planted, settings, NULL, &error));
  assert_message (error, code, message);
}

static void
test_refusals (void)
{
  g_autoptr (Planted) planted = planted_new (40, D, 1, 0.25, 1.0, 2), one = planted_new (1, D, 1, 0.25, 1.0, 2);
  const WscSwagSettings good = { .learning_rate = 0.05, .batch = 16, .epochs = 8, .burn_in = 0.5, .rank = 2 };
  WscSwagSettings bad = good;

  assert_refused (one, &good, WSC_ERROR_RANGE, "There are too few samples to learn from (1): at least 2");
  bad.batch = 0;
  assert_refused (planted, &bad, WSC_ERROR_RANGE, "A batch of 0 samples is too small: at least 1");
  bad = good;
  bad.learning_rate = NAN;
  assert_refused (planted, &bad, WSC_ERROR_RANGE, "The learning rate is nan; it must be above 0");
  bad.learning_rate = 50.0;
  bad.epochs = 400;
  assert_refused (planted, &bad, WSC_ERROR_NUMERIC, "SWAG diverged at epoch 4: lower the learning rate (50)");
  bad = good;
  bad.burn_in = 1.0;
  assert_refused (planted, &bad, WSC_ERROR_RANGE, "The burn-in is 1 of the epochs; it must be 0 or more and below 1");
  bad.burn_in = 0.9;
  assert_refused (planted, &bad, WSC_ERROR_RANGE,
                  "After a burn-in of 0.9, 8 epochs leave 1 iterates; a covariance needs at least 2");
  bad = good;
  bad.rank = 5;
  assert_refused (planted, &bad, WSC_ERROR_RANGE,
                  "The rank is 5; it must be 2 to 4, the number of iterates after the burn-in");
  bad.rank = 1;
  assert_refused (planted, &bad, WSC_ERROR_RANGE,
                  "The rank is 1; it must be 2 to 4, the number of iterates after the burn-in");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bayes/swag/quadratic", test_quadratic);
  g_test_add_func ("/bayes/swag/parts", test_parts);
  g_test_add_func ("/bayes/swag/same-bytes", test_same_bytes);
  g_test_add_func ("/bayes/swag/stop", test_stop);
  g_test_add_func ("/bayes/swag/refusals", test_refusals);
  return g_test_run ();
}
