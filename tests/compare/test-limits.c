/* Where there is too little to go by: an error with a name or a note, and never a number that is none. */
#include "compare/support.h"

#include <math.h>
#include <string.h>

static Problem *
new_regression (gsize n, guint d, double noise)
{
  g_autofree char *layers = g_strdup_printf ("%u;2", d);

  return problem_new (make_regression (n, d, 2, noise), layers, WSC_IDENTITY, FALSE);
}

static void
test_one_replica (void)
{
  g_autoptr (Problem) problem = new_regression (40, 3, 0.5);

  problem->settings.replicas = 1;
  assert_refused (problem, WSC_METHOD_BOOTSTRAP, WSC_ERROR_RANGE, "1 trained replica; a covariance needs at least 2");
}

/* No network to start from: it diverged. */
static void
test_not_trained (void)
{
  for (int method = WSC_METHOD_SANDWICH; method < WSC_N_METHODS; method++)
    {
      g_autoptr (Problem) problem = new_regression (40, 3, 0.5);
      const gint32 diverged_at[] = { 1 };
      const float parameters[6] = { 0 }, losses[1] = { 0 };

      problem->one = wsc_ensemble_new (&problem->architecture, 1, parameters, diverged_at, 1, losses, losses, FALSE);
      assert_refused (problem, (WscMethod) method, WSC_ERROR_NUMERIC,
                      "The network to start from was not trained; lower training.learning-rate if it diverged");
    }
}

static void
test_no_such_layer (void)
{
  g_autoptr (Problem) problem = new_regression (40, 3, 0.5);

  problem->settings.layer = 2;
  for (int method = WSC_METHOD_SANDWICH; method < WSC_N_METHODS; method++)
    assert_refused (problem, (WscMethod) method, WSC_ERROR_RANGE,
                    "Layer 2 of a network of 1; allowed: 1 to 1, or 0 for the last");
}

static void
test_one_sample (void)
{
  static const char *const messages[WSC_N_METHODS] = {
    [WSC_METHOD_SANDWICH] = "A covariance needs at least 2 samples, there are 1",
    [WSC_METHOD_SANDWICH_ONLINE] = "A covariance needs at least 2 samples, there are 1",
    [WSC_METHOD_BATCH_MEANS] = "A covariance needs at least 2 samples, there are 1",
    [WSC_METHOD_VARIATIONAL] = "There are too few samples to learn from (1): at least 2",
    [WSC_METHOD_SWAG] = "There are too few samples to learn from (1): at least 2",
  };
  g_autoptr (Problem) problem = new_regression (1, 3, 0.5);

  for (int method = WSC_METHOD_SANDWICH; method < WSC_N_METHODS; method++)
    assert_refused (problem, (WscMethod) method, WSC_ERROR_RANGE, messages[method]);
}

/* Five samples of eight weights: three directions of each neuron are open, in the sandwich's sight; all answers are
 * numbers. */
static void
test_few_samples (void)
{
  g_autoptr (Problem) problem = new_regression (5, 8, 0.5);
  g_autoptr (WscEstimate) sandwich = problem_estimate (problem, WSC_METHOD_SANDWICH, 0);

  g_assert_cmpuint (sandwich->n_null, ==, 6);
  g_assert_true (has_warning (
      sandwich,
      "6 eigenvalues of the Hessian are zero: the data do not fix these directions, which are drawn without an end"));
  for (guint j = 0; j < 2; j++)
    {
      double trace = 0;

      for (guint i = 0; i < 8; i++)
        trace += wsc_neurons_get_open (sandwich->neurons, j)[9 * i];
      support_assert_near (trace, 3, 1e-6, 0);
    }
  for (int method = WSC_METHOD_BOOTSTRAP; method < WSC_N_METHODS; method++)
    {
      g_autoptr (WscEstimate) estimate = NULL;

      g_test_message ("%s", get_method_name ((WscMethod) method));
      estimate = problem_estimate (problem, (WscMethod) method, 0);
      assert_sound (estimate);
      for (guint j = 0; j < 2; j++)
        g_assert_false (isnan (compare_at (estimate, sandwich, j, 0.95).bures));
    }
}

/* Without noise nothing is left to vary. */
static void
test_no_noise (void)
{
  g_autoptr (Problem) problem = new_regression (60, 3, 0);

  for (int method = WSC_METHOD_BOOTSTRAP; method < WSC_N_METHODS; method++)
    {
      g_autoptr (WscEstimate) estimate = NULL;

      g_test_message ("%s", get_method_name ((WscMethod) method));
      estimate = problem_estimate (problem, (WscMethod) method, 0);
      assert_sound (estimate);
      if (method == WSC_METHOD_SANDWICH)
        g_assert_cmpfloat (wsc_neurons_get_trace (estimate->neurons, 0), <, 1e-12);
    }
}

/* Two stretches span one direction, which is told; a long path fills all. */
static void
test_short_path (void)
{
  g_autoptr (Problem) problem = new_regression (40, 3, 0.5);
  g_autoptr (WscEstimate) brief = problem_estimate (problem, WSC_METHOD_BATCH_MEANS, 0), lengthy = NULL;

  assert_sound (brief);
  g_assert_true (has_warning (brief,
                              "2 of 2 regions are flat, because the path has too few stretches to fill them: raise "
                              "training.epochs or lower training.batch"));
  problem->training.epochs = 4000;
  lengthy = problem_estimate (problem, WSC_METHOD_BATCH_MEANS, 0);
  g_assert_false (has_warning (lengthy, "flat"));
}

static void
assert_same_neurons (const WscEstimate *a, const WscEstimate *b)
{
  const guint m = wsc_neurons_get_count (a->neurons), d = wsc_neurons_get_dimension (a->neurons);

  for (guint j = 0; j < m; j++)
    for (guint i = 0; i < d * d; i++)
      g_assert_cmpfloat (wsc_neurons_get_covariance (a->neurons, j)[i], ==, wsc_neurons_get_covariance (b->neurons, j)[i]);
}

/* Options that another method of the same study needs do not keep a method from its answer. */
static void
test_foreign_settings (void)
{
  static const struct
  {
    WscMethod method;
    int lags, rank, other_lags, other_rank; /* the first two have the effect of the last two */
    const char *warning;
  } cases[] = {
    { WSC_METHOD_SANDWICH_ONLINE, 4, 20, 0, 20, "estimate.lags" },
    { WSC_METHOD_BATCH_MEANS, 4, 20, 0, 20, "estimate.lags" },
    { WSC_METHOD_SWAG, 0, 20, 0, 8, NULL },       /* iterates after the burn-in */
    { WSC_METHOD_SWAG, 0, 1, 0, 2, NULL },        /* the least that has a covariance */
    { WSC_METHOD_VARIATIONAL, 0, 20, 0, 3, NULL } /* the size of the largest group */
  };
  g_autoptr (Problem) problem = new_regression (40, 3, 0.5);

  problem->settings.family = WSC_FAMILY_LOW_RANK;
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (WscEstimate) estimate = NULL, other = NULL;

      problem->settings.lags = cases[i].lags;
      problem->settings.rank = cases[i].rank;
      estimate = problem_estimate (problem, cases[i].method, 0);
      problem->settings.lags = cases[i].other_lags;
      problem->settings.rank = cases[i].other_rank;
      other = problem_estimate (problem, cases[i].method, 0);
      assert_same_neurons (estimate, other);
      g_assert_false (has_warning (other, "estimate.lags"));
      g_assert_true (cases[i].warning == NULL || has_warning (estimate, cases[i].warning));
    }
}

/* The sandwich keeps to the tangent space; what does not is told. */
static void
test_orthonormal (void)
{
  static const WscMethod methods[] = { WSC_METHOD_SANDWICH, WSC_METHOD_VARIATIONAL, WSC_METHOD_SWAG };

  for (guint orthonormal = 0; orthonormal < 2; orthonormal++)
    for (gsize i = 0; i < G_N_ELEMENTS (methods); i++)
      {
        g_autoptr (Problem) problem = new_regression (40, 3, 0.5);
        g_autoptr (WscEstimate) estimate = NULL;

        problem->architecture.orthonormal[0] = orthonormal != 0;
        estimate = problem_estimate (problem, methods[i], 0);
        g_assert_true (has_warning (estimate, "orthonormal layers move freely") == (orthonormal && i > 0));
      }
}

static void
test_settings (void)
{
  g_autoptr (Problem) problem = new_regression (40, 3, 0.5);

  problem->settings.lags = 40;
  assert_refused (problem, WSC_METHOD_SANDWICH, WSC_ERROR_RANGE,
                  "40 lags between 40 samples are too many: expected 0 to 39");
  problem->settings.lags = 0;
  problem->training.batch = 40;
  problem->training.epochs = 2;
  assert_refused (problem, WSC_METHOD_BATCH_MEANS, WSC_ERROR_RANGE,
                  "The path has 1 steps after its burn-in, too few for 2 batch means: expected at least as many");
}

/* Whole blocks of more parameters than there can be; by neuron it goes. */
/* What an estimate would say is said without one, by the methods that it concerns. */
static void
check_before_training (Problem *problem, const char *message)
{
  for (int method = WSC_METHOD_BOOTSTRAP; method < WSC_N_METHODS; method++)
    {
      const gboolean concerned = method >= WSC_METHOD_SANDWICH && method <= WSC_METHOD_BATCH_MEANS;
      g_autoptr (GError) error = NULL;
      const gboolean fine = wsc_estimate_check ((WscMethod) method, problem->dataset, &problem->architecture,
                                                &problem->settings, &error);

      g_test_message ("%s", get_method_name ((WscMethod) method));
      g_assert_true (fine == !concerned);
      g_assert_cmpstr (error != NULL ? error->message : NULL, ==, concerned ? message : NULL);
    }
}

static void
test_large (void)
{
  g_autoptr (Problem) problem = problem_new (make_regression (12, 100, 2, 0.5), "100;60;2", WSC_TANH, TRUE);
  g_autoptr (GError) error = NULL;
  g_autoptr (WscEstimate) none = NULL, estimate = NULL;

  problem->training.epochs = 2;
  problem->settings.blocks = WSC_BLOCKS_FULL;
  problem->settings.polish = 0;
  none = problem_try (problem, WSC_METHOD_SANDWICH, NULL, &error);
  g_assert_null (none);
  g_assert_error (error, WSC_ERROR, WSC_ERROR_RANGE);
  g_assert_true (g_str_has_prefix (
      error->message, "The curvature of 6182 parameters needs blocks of up to 6182 parameters and about "));
  check_before_training (problem, error->message);
  problem->settings.blocks = WSC_BLOCKS_NEURON;
  estimate = problem_estimate (problem, WSC_METHOD_SANDWICH, 0);
  assert_sound (estimate);
  g_assert_true (
      has_warning (estimate, "this is not a stationary point yet. Raise estimate.polish or training.epochs"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/compare/limits/one-replica", test_one_replica);
  g_test_add_func ("/compare/limits/not-trained", test_not_trained);
  g_test_add_func ("/compare/limits/no-such-layer", test_no_such_layer);
  g_test_add_func ("/compare/limits/one-sample", test_one_sample);
  g_test_add_func ("/compare/limits/few-samples", test_few_samples);
  g_test_add_func ("/compare/limits/no-noise", test_no_noise);
  g_test_add_func ("/compare/limits/short-path", test_short_path);
  g_test_add_func ("/compare/limits/orthonormal", test_orthonormal);
  g_test_add_func ("/compare/limits/foreign-settings", test_foreign_settings);
  g_test_add_func ("/compare/limits/settings", test_settings);
  g_test_add_func ("/compare/limits/large", test_large);
  return g_test_run ();
}
