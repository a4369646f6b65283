/* Covariances along the path of averaged SGD. */
#include "curvature/directions.h"
#include "curvature/support.h"

#include <math.h>
#include <string.h>

static const WscSandwichSettings full = { .blocks = WSC_BLOCKS_FULL, .floor = 1e-8 };

/* A regression whose noise grows with the first input, at its minimum. */
static Problem *
regression (gsize n)
{
  const WscArchitecture a = make_architecture ("3;1", "identity", WSC_ORTHONORMAL_NONE, TRUE, FALSE);
  Problem *problem = problem_new (&a, n, 8);
  WscPolish report;

  for (gsize i = 0; i < n; i++)
    {
      const float *x = problem->numbers + 3 * i;
      float *y = problem->numbers + 3 * n + i;

      *y = x[0] - 2.0f * x[1] + 0.5f + *y * (0.3f + 0.5f * fabsf (x[0]));
    }
  g_assert_true (wsc_objective_polish (&problem->objective, 200, 1e-12, problem->parameters, &report, NULL, NULL));
  return problem;
}

static double
trace (const WscSandwich *sandwich)
{
  double sum = 0.0;

  for (gsize b = 0; b < sandwich->n_blocks; b++)
    for (gsize i = 0; i < sandwich->size[b]; i++)
      sum += sandwich->covariance[b][i * sandwich->size[b] + i];
  return sum;
}

static double
relative_difference (const WscSandwich *a, const WscSandwich *b)
{
  const gsize n = a->size[0] * a->size[0];
  double sum = 0.0, square = 0.0;

  for (gsize i = 0; i < n; i++)
    {
      sum += pow (a->covariance[0][i] - b->covariance[0][i], 2);
      square += pow (b->covariance[0][i], 2);
    }
  return sqrt (sum / square);
}

static void
test_regression (void)
{
  const WscPathSettings settings = {
    .learning_rate = 0.5, .decay = 0.51, .batch = 4, .epochs = 1200, .burn_in = 0.1, .n_batch_means = 60, .seed = 1
  };
  g_autoptr (Problem) problem = regression (2000);
  g_autoptr (WscSandwich) offline = wsc_sandwich_new (&problem->objective, problem->parameters, &full, NULL, NULL);
  g_autofree double *start = g_new0 (double, problem->p);
  g_autoptr (GError) error = NULL;
  WscPath path;

  g_assert_true (wsc_path_run (&path, &problem->objective, start, &settings, &full, TRUE, TRUE, NULL, &error));
  g_assert_no_error (error);
  g_test_message ("plug-in %g, batch means %g; traces %g %g %g", relative_difference (path.plug_in, offline),
                  relative_difference (path.batch_means, offline), trace (offline), trace (path.plug_in),
                  trace (path.batch_means));
  g_assert_cmpfloat (largest_difference (problem->p, path.mean, problem->parameters), <, 0.01);
  g_assert_cmpfloat (path.gradient, <, 0.02);
  g_assert_cmpfloat (relative_difference (path.plug_in, offline), <, 0.2);
  g_assert_cmpfloat_with_epsilon (trace (path.batch_means) / trace (offline), 1.0, 0.2);
  g_assert_cmpuint (path.plug_in->n_values, ==, problem->p);
  g_assert_null (path.batch_means->values);
  wsc_path_clear (&path);
}

/* The automatic number of stretches, and blocks. */
static void
test_blocks (void)
{
  const WscPathSettings settings = {
    .learning_rate = 0.2, .decay = 0.6, .batch = 16, .epochs = 30, .burn_in = 0.5, .seed = 1
  };
  WscSandwichSettings sandwich = full;
  const WscArchitecture a = make_architecture ("4;2;4", "tanh", WSC_ORTHONORMAL_ENCODER, TRUE, FALSE);
  g_autoptr (Problem) problem = problem_new (&a, 300, 8);
  WscPath path;

  for (int blocks = WSC_BLOCKS_FULL; blocks <= WSC_BLOCKS_NEURON; blocks++)
    {
      gsize p = 0;

      sandwich.blocks = blocks;
      g_assert_true (
          wsc_path_run (&path, &problem->objective, problem->parameters, &settings, &sandwich, TRUE, TRUE, NULL, NULL));
      g_assert_cmpuint (path.plug_in->n_blocks, ==, blocks == WSC_BLOCKS_FULL ? 1 : blocks == WSC_BLOCKS_LAYER ? 2 : 5);
      g_assert_cmpuint (path.batch_means->n_blocks, ==, path.plug_in->n_blocks);
      for (gsize b = 0; b < path.plug_in->n_blocks; b++)
        {
          const gsize size = path.plug_in->size[b];

          g_assert_cmpuint (path.batch_means->size[b], ==, size);
          g_assert_cmpfloat (largest_magnitude (size * size, path.plug_in->covariance[b]), <, INFINITY);
          g_assert_cmpfloat (largest_magnitude (size * size, path.batch_means->covariance[b]), <, INFINITY);
          p += size;
        }
      g_assert_cmpuint (p, ==, problem->p);
      g_assert_cmpfloat (trace (path.batch_means), >, 0.0);
      wsc_path_clear (&path);
    }
}

/* The mean is on the manifold, and the covariance of the first layer within its tangent space. */
static void
test_orthonormal (void)
{
  const WscPathSettings settings = {
    .learning_rate = 0.2, .decay = 0.6, .batch = 8, .epochs = 20, .burn_in = 0.5, .seed = 2
  };
  const WscArchitecture a = make_architecture ("4;2;4", "tanh", WSC_ORTHONORMAL_BOTH, FALSE, FALSE);
  g_autoptr (Problem) problem = problem_new (&a, 300, 8);
  const gsize p = problem->p;
  WscPath path;

  g_assert_true (
      wsc_path_run (&path, &problem->objective, problem->parameters, &settings, &full, TRUE, TRUE, NULL, NULL));
  for (guint which = 0; which < 2; which++)
    {
      const double *covariance = (which == 0 ? path.plug_in : path.batch_means)->covariance[0];

      for (gsize i = 0; i < p; i++)
        {
          g_autofree double *row = g_memdup2 (covariance + i * p, p * sizeof (double));

          wsc_tangent_project (&a, path.mean, row);
          g_assert_cmpfloat (largest_difference (p, row, covariance + i * p), <,
                             1e-10 * largest_magnitude (p * p, covariance));
        }
    }
  wsc_path_clear (&path);
}

static const WscPathSettings short_path = {
  .learning_rate = 0.1, .decay = 0.6, .batch = 16, .epochs = 2, .burn_in = 0.2, .seed = 1
};

static void
test_threads (void)
{
  const WscArchitecture a = make_architecture ("4;2;4", "tanh", WSC_ORTHONORMAL_NONE, TRUE, FALSE);
  g_autoptr (Problem) problem = problem_new (&a, 200, 8);
  const gsize size = problem->p * problem->p * sizeof (double);
  WscPath first, path;

  g_assert_true (wsc_path_run (&first, &problem->objective, problem->parameters, &short_path, &full, TRUE, TRUE,
                               &(WscHook){ .n_threads = 1 }, NULL));
  for (guint n_threads = 2; n_threads <= 7; n_threads += n_threads < 3 ? 1 : 4)
    {
      const WscHook hook = { .n_threads = n_threads };

      g_assert_true (
          wsc_path_run (&path, &problem->objective, problem->parameters, &short_path, &full, TRUE, TRUE, &hook, NULL));
      g_assert_cmpmem (path.mean, problem->p * sizeof (double), first.mean, problem->p * sizeof (double));
      g_assert_cmpmem (path.plug_in->covariance[0], size, first.plug_in->covariance[0], size);
      g_assert_cmpmem (path.batch_means->covariance[0], size, first.batch_means->covariance[0], size);
      wsc_path_clear (&path);
    }
  wsc_path_clear (&first);
}

static void
test_stop (void)
{
  g_autoptr (Problem) problem = regression (100);

  for (int left = 0;; left++)
    {
      g_autoptr (GError) error = NULL;
      Countdown countdown;
      WscPath path;

      countdown_init (&countdown, left, 1);
      if (wsc_path_run (&path, &problem->objective, problem->parameters, &short_path, &full, TRUE, TRUE,
                        &countdown.hook, &error))
        {
          g_assert_cmpint (left, >, 14);
          wsc_path_clear (&path);
          break;
        }
      g_assert_error (error, WSC_ERROR, WSC_ERROR_STOPPED);
      g_assert_null (path.mean);
      g_assert_null (path.plug_in);
    }
}

static void
test_refused (void)
{
  static const struct
  {
    WscPathSettings path;
    guint lags;
    WscErrorCode code;
    const char *message;
  } cases[] = {
    { { 0.0, 0.6, 8, 1, 0.1, 0, 1 }, 0, WSC_ERROR_RANGE, "The learning rate of the path is 0: expected more than 0" },
    { { 0.1, 0.5, 8, 1, 0.1, 0, 1 },
      0,
      WSC_ERROR_RANGE,
      "The decay of the path’s steps is 0.5: expected between 0.5 and 1" },
    { { 0.1, 0.6, 0, 1, 0.1, 0, 1 }, 0, WSC_ERROR_RANGE, "The batch of the path is 0: expected 1 or more" },
    { { 0.1, 0.6, 8, 0, 0.1, 0, 1 }, 0, WSC_ERROR_RANGE, "The number of the path’s epochs is 0: expected 1 or more" },
    { { 0.1, 0.6, 8, 1, 0.95, 0, 1 }, 0, WSC_ERROR_RANGE, "The path’s share of burn-in is 0.95: expected 0 to 0.9" },
    { { 0.1, 0.6, 8, 1, 0.1, 1, 1 },
      0,
      WSC_ERROR_RANGE,
      "The number of batch means is 1: expected 0 for automatic, or 2 or more" },
    { { 0.1, 0.6, 8, 1, 0.1, 0, 1 },
      3,
      WSC_ERROR_RANGE,
      "The number of lags along a path is 3: expected 0, because its samples are drawn in no order" },
    { { 0.1, 0.6, 50, 1, 0.5, 5, 1 },
      0,
      WSC_ERROR_RANGE,
      "The path has 1 steps after its burn-in, too few for 5 batch means: expected at least as many" },
    { { 1e200, 0.6, 8, 9, 0.1, 0, 1 },
      0,
      WSC_ERROR_NUMERIC,
      "The path diverged at step 1 of 117: lower its learning rate, now 1e+200" },
  };
  g_autoptr (Problem) problem = regression (100);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      WscSandwichSettings sandwich = full;
      g_autoptr (GError) error = NULL;
      WscPath path;

      sandwich.lags = cases[i].lags;
      problem->parameters[0] = 3.0;
      g_assert_false (wsc_path_run (&path, &problem->objective, problem->parameters, &cases[i].path, &sandwich, TRUE,
                                    TRUE, NULL, &error));
      g_assert_error (error, WSC_ERROR, (int) cases[i].code);
      g_assert_cmpstr (error->message, ==, cases[i].message);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/curvature/path/regression", test_regression);
  g_test_add_func ("/curvature/path/blocks", test_blocks);
  g_test_add_func ("/curvature/path/orthonormal", test_orthonormal);
  g_test_add_func ("/curvature/path/threads", test_threads);
  g_test_add_func ("/curvature/path/stop", test_stop);
  g_test_add_func ("/curvature/path/refused", test_refused);
  return g_test_run ();
}
