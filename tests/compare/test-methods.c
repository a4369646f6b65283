/* What each method says of a problem whose answer is known, in which unit, and that threads and stopping change
 * nothing. */
#include "compare/support.h"

#include <math.h>
#include <string.h>

#define N 400
#define D 3

/* Linear, so that the covariance of least squares is known in closed form. */
static Problem *
new_regression (void)
{
  Problem *self = problem_new (make_regression (N, D, 2, 0.5), "3;2", WSC_IDENTITY, FALSE);

  self->training.learning_rate = 0.05;
  self->training.batch = N;
  self->training.epochs = 400;
  return self;
}

static Problem *
new_network (void)
{
  return problem_new (support_sine (150, 0.3, 0.3, 6), "6;2;6", WSC_TANH, TRUE);
}

/* (X'X)^-1 by Cramer's rule. */
static void
invert (const double a[9], double inverse[9])
{
  const double det =
      a[0] * (a[4] * a[8] - a[5] * a[7]) - a[1] * (a[3] * a[8] - a[5] * a[6]) + a[2] * (a[3] * a[7] - a[4] * a[6]);

  for (guint i = 0; i < 3; i++)
    for (guint j = 0; j < 3; j++)
      {
        const guint r = (i + 1) % 3, s = (i + 2) % 3, u = (j + 1) % 3, v = (j + 2) % 3;

        inverse[3 * j + i] = (a[3 * r + u] * a[3 * s + v] - a[3 * r + v] * a[3 * s + u]) / det;
      }
}

static void
multiply (const double a[9], const double b[9], double c[9])
{
  for (guint i = 0; i < 3; i++)
    for (guint j = 0; j < 3; j++)
      c[3 * i + j] = a[3 * i] * b[j] + a[3 * i + 1] * b[3 + j] + a[3 * i + 2] * b[6 + j];
}

/* White's covariance of the least squares of output j: (X'X)^-1 sum e^2 x x' (X'X)^-1. */
static void
get_white (const WscSamples *samples, guint j, double white[9])
{
  double xx[9] = { 0 }, xy[3] = { 0 }, meat[9] = { 0 }, inverse[9], half[9], w[3];

  for (gsize i = 0; i < samples->n_samples; i++)
    {
      const float *x = samples->inputs + i * samples->input_step;

      for (guint a = 0; a < D; a++)
        {
          xy[a] += x[a] * samples->targets[i * samples->target_step + j];
          for (guint b = 0; b < D; b++)
            xx[3 * a + b] += x[a] * x[b];
        }
    }
  invert (xx, inverse);
  for (guint a = 0; a < D; a++)
    w[a] = inverse[3 * a] * xy[0] + inverse[3 * a + 1] * xy[1] + inverse[3 * a + 2] * xy[2];
  for (gsize i = 0; i < samples->n_samples; i++)
    {
      const float *x = samples->inputs + i * samples->input_step;
      const double e = samples->targets[i * samples->target_step + j] - w[0] * x[0] - w[1] * x[1] - w[2] * x[2];

      for (guint a = 0; a < D; a++)
        for (guint b = 0; b < D; b++)
          meat[3 * a + b] += e * e * x[a] * x[b];
    }
  multiply (inverse, meat, half);
  multiply (half, inverse, white);
}

static void
assert_white (Problem *problem, double factor)
{
  g_autoptr (WscEstimate) estimate = problem_estimate (problem, WSC_METHOD_SANDWICH, 0);
  WscSamples samples;

  wsc_dataset_get_samples (problem->dataset, &samples);
  for (guint j = 0; j < 2; j++)
    {
      double white[9];

      get_white (&samples, j, white);
      for (guint i = 0; i < 9; i++)
        support_assert_near (wsc_neurons_get_covariance (estimate->neurons, j)[i], factor * white[i],
                             1e-6 * factor * white[0], 1e-5);
    }
}

/* The unit of one network's weights; of root n times them on request, and it says so. */
static void
test_units (void)
{
  g_autoptr (Problem) problem = new_regression ();

  assert_white (problem, 1);
  problem->settings.root_n = TRUE;
  assert_white (problem, N);
  for (int method = WSC_METHOD_SANDWICH; method < WSC_N_METHODS; method++)
    {
      g_autoptr (WscEstimate) of_root = NULL, of_weights = NULL;

      problem->settings.root_n = TRUE;
      of_root = problem_estimate (problem, (WscMethod) method, 0);
      problem->settings.root_n = FALSE;
      of_weights = problem_estimate (problem, (WscMethod) method, 0);
      g_test_message ("%s", get_method_name ((WscMethod) method));
      for (guint i = 0; i < 9; i++)
        support_assert_near (wsc_neurons_get_covariance (of_root->neurons, 1)[i],
                             N * wsc_neurons_get_covariance (of_weights->neurons, 1)[i], 1e-14, 1e-12);
      g_assert_true (has_warning (of_root, "√n times the weights (estimate.root-n): 400 times what one network has"));
      g_assert_false (has_warning (of_weights, "√n"));
    }
}

/* What the bootstrap finds by training many networks, others find from one: the half-axes agree within a third. */
static void
assert_like_bootstrap (Problem *problem, const WscEstimate *bootstrap, WscMethod method, double factor)
{
  g_autoptr (WscEstimate) estimate = problem_estimate (problem, method, 0);

  assert_sound (estimate);
  for (guint j = 0; j < 2; j++)
    {
      const WscComparison a = compare_at (estimate, bootstrap, j, 0.95), b = compare_at (bootstrap, bootstrap, j, 0.95);
      const double half_axis = cbrt (a.volume / b.volume),
                   spread = sqrt (wsc_neurons_get_trace (bootstrap->neurons, j));

      g_test_message ("%s, neuron %u: half-axes %g of the bootstrap's, distance %g of its spread",
                      get_method_name (method), j, half_axis, a.bures / spread);
      g_assert_cmpfloat (half_axis, >, 1 / factor);
      g_assert_cmpfloat (half_axis, <, factor);
      g_assert_cmpfloat (a.bures, <, 0.8 * spread);
    }
}

static void
test_agreement (void)
{
  g_autoptr (Problem) problem = new_regression ();
  g_autoptr (WscEstimate) bootstrap = NULL;

  problem->settings.replicas = 200;
  problem->settings.resample = WSC_RESAMPLE_IID;
  bootstrap = problem_estimate (problem, WSC_METHOD_BOOTSTRAP, 0);
  assert_sound (bootstrap);
  assert_like_bootstrap (problem, bootstrap, WSC_METHOD_SANDWICH, 1.15);
  problem->training.batch = 16;
  problem->training.learning_rate = 0.005;
  assert_like_bootstrap (problem, bootstrap, WSC_METHOD_SANDWICH_ONLINE, 1.2);
  /* Iterates must forget where they were within a stretch. */
  problem->settings.path_rate = 2;
  problem->training.epochs = 3000;
  assert_like_bootstrap (problem, bootstrap, WSC_METHOD_BATCH_MEANS, 1.4);
  assert_like_bootstrap (problem, bootstrap, WSC_METHOD_VARIATIONAL, 1.4);
}

/* --- threads and stopping ------------------------------------------------------------- */

static void
assert_same_bytes (const WscEstimate *a, const WscEstimate *b)
{
  const gsize m = wsc_neurons_get_count (a->neurons), d = wsc_neurons_get_dimension (a->neurons);

  g_assert_cmpmem (wsc_neurons_get_mean (a->neurons, 0), m * d * sizeof (double), wsc_neurons_get_mean (b->neurons, 0),
                   m * d * sizeof (double));
  g_assert_cmpmem (wsc_neurons_get_covariance (a->neurons, 0), m * d * d * sizeof (double),
                   wsc_neurons_get_covariance (b->neurons, 0), m * d * d * sizeof (double));
  g_assert_cmpuint (a->n_values, ==, b->n_values);
  g_assert_true (a->n_values == 0 || memcmp (a->values, b->values, a->n_values * sizeof (double)) == 0);
  g_assert_cmpuint (a->n_epochs, ==, b->n_epochs);
  g_assert_true (a->n_epochs == 0 || memcmp (a->kl, b->kl, a->n_epochs * sizeof (double)) == 0);
}

static void
test_threads (gconstpointer data)
{
  const WscMethod method = (WscMethod) GPOINTER_TO_INT (data);
  g_autoptr (Problem) problem = new_network ();
  g_autoptr (WscEstimate) one = problem_estimate (problem, method, 1);

  assert_sound (one);
  for (guint n = 1; n <= 3; n++)
    {
      g_autoptr (WscEstimate) again = problem_estimate (problem, method, n);

      assert_same_bytes (one, again);
    }
}

typedef struct
{
  guint asked, stop_at;
} Stop;

static gboolean
on_report (gpointer user_data, double fraction, const char *phase)
{
  Stop *stop = user_data;

  stop->asked++;
  return stop->stop_at == 0 || stop->asked < stop->stop_at;
}

static guint
count_reports (Problem *problem, WscMethod method)
{
  Stop stop = { 0 };
  const WscHook hook = { on_report, &stop, 1 };
  g_autoptr (WscEstimate) estimate = problem_try (problem, method, &hook, NULL);

  g_assert_nonnull (estimate);
  return stop.asked;
}

static void
test_stop (gconstpointer data)
{
  const WscMethod method = (WscMethod) GPOINTER_TO_INT (data);
  g_autoptr (Problem) problem = new_network ();
  const guint n = count_reports (problem, method);

  g_assert_cmpuint (n, >=, 1);
  for (guint at = 1; at <= n; at += 1 + n / 12)
    {
      Stop stop = { .stop_at = at };
      const WscHook hook = { on_report, &stop, 1 };
      g_autoptr (GError) error = NULL;

      g_assert_null (problem_try (problem, method, &hook, &error));
      g_assert_error (error, WSC_ERROR, WSC_ERROR_STOPPED);
    }
}

/* --- what is told on the way ------------------------------------------------------------ */

typedef struct
{
  guint n, last;
  gboolean wrong;
} Heard;

static void
on_arrived (gpointer user_data, WscEstimate *so_far)
{
  Heard *heard = user_data;

  heard->n++;
  heard->wrong |= so_far->method != WSC_METHOD_VARIATIONAL || so_far->n_epochs <= heard->last || so_far->fit == NULL ||
                  wsc_neurons_get_count (so_far->neurons) != 6;
  heard->last = so_far->n_epochs;
}

static void
test_arrived (void)
{
  g_autoptr (Problem) problem = new_network ();
  g_autoptr (WscEstimate) first = problem_estimate (problem, WSC_METHOD_SANDWICH, 0), estimate = NULL, alone = NULL;
  Heard heard = { 0 };

  estimate = wsc_estimate_new (WSC_METHOD_VARIATIONAL, problem->dataset, problem->one, &problem->training,
                               &problem->settings, 7, NULL, on_arrived, &heard, NULL);
  g_assert_cmpuint (heard.n, >=, 2);
  g_assert_false (heard.wrong);
  g_assert_cmpuint (heard.last, <=, 16);
  g_assert_cmpuint (estimate->n_epochs, ==, 16);
  g_assert_cmpfloat (estimate->prior_precision, >, 0);
  g_assert_cmpfloat (estimate->noise_variance, >, 0);
  alone = problem_estimate (problem, WSC_METHOD_VARIATIONAL, 0);
  assert_same_bytes (alone, estimate);
  g_assert_cmpuint (first->n_values + first->n_gauge, ==, 32);
  g_assert_true (first->fit == NULL && isnan (first->prior_precision));
}

static void
test_beta_is_told (void)
{
  g_autoptr (Problem) problem = new_network ();
  g_autoptr (WscEstimate) plain = problem_estimate (problem, WSC_METHOD_VARIATIONAL, 0), weak = NULL;

  problem->settings.beta = 0.5;
  weak = problem_estimate (problem, WSC_METHOD_VARIATIONAL, 0);
  g_assert_false (has_warning (plain, "weight"));
  g_assert_true (has_warning (
      weak, "The divergence from the prior has weight 0.5, not 1: the regions are not those of Bayes’ rule"));
}

/* A layer without a spread: its neurons are points, those of the other keep theirs. */
static void
test_deterministic (void)
{
  g_autoptr (Problem) problem = new_network ();
  g_autoptr (WscEstimate) fixed = NULL, free = NULL;

  problem->settings.deterministic = (char *) "2";
  fixed = problem_estimate (problem, WSC_METHOD_VARIATIONAL, 0);
  g_assert_cmpfloat (wsc_neurons_get_trace (fixed->neurons, 0), ==, 0);
  problem->settings.layer = 1;
  free = problem_estimate (problem, WSC_METHOD_VARIATIONAL, 0);
  g_assert_cmpuint (wsc_neurons_get_count (free->neurons), ==, 2);
  g_assert_cmpfloat (wsc_neurons_get_trace (free->neurons, 0), >, 0);
}

/* A spread with all others held fixed is narrower than among them. */
static void
test_conditional (void)
{
  g_autoptr (Problem) problem = new_network ();
  g_autoptr (WscEstimate) among = problem_estimate (problem, WSC_METHOD_SANDWICH, 0), held = NULL;

  problem->settings.conditional = TRUE;
  held = problem_estimate (problem, WSC_METHOD_SANDWICH, 0);
  for (guint j = 0; j < 6; j++)
    g_assert_cmpfloat (wsc_neurons_get_trace (held->neurons, j), <, wsc_neurons_get_trace (among->neurons, j));
}

static void
add_for_each_method (const char *prefix, GTestDataFunc func)
{
  for (int method = WSC_METHOD_BOOTSTRAP; method < WSC_N_METHODS; method++)
    {
      g_autofree char *path = g_strconcat (prefix, get_method_name ((WscMethod) method), NULL);

      g_test_add_data_func (path, GINT_TO_POINTER (method), func);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/compare/methods/units", test_units);
  g_test_add_func ("/compare/methods/agreement", test_agreement);
  add_for_each_method ("/compare/methods/threads/", test_threads);
  add_for_each_method ("/compare/methods/stop/", test_stop);
  g_test_add_func ("/compare/methods/arrived", test_arrived);
  g_test_add_func ("/compare/methods/beta-is-told", test_beta_is_told);
  g_test_add_func ("/compare/methods/deterministic", test_deterministic);
  g_test_add_func ("/compare/methods/conditional", test_conditional);
  return g_test_run ();
}
