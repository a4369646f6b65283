/* Gradient, scores and Hessian against the naive twin, differences and the definition. */
#include "curvature/support.h"

#include <math.h>
#include <string.h>

typedef struct
{
  const char *layers, *activation;
  gboolean bias, ce;
} Case;

static const Case cases[] = {
  { "3;2", "identity", TRUE, FALSE },
  { "3;2", "tanh", FALSE, FALSE },
  { "3;2", "sigmoid", TRUE, FALSE },
  { "3;2", "relu", TRUE, FALSE },
  { "3;4", "identity", TRUE, TRUE },
  { "3;4", "identity", FALSE, TRUE },
  { "5;2;5", "tanh", TRUE, FALSE },
  { "5;2;5", "tanh", FALSE, FALSE },
  { "2;7;3", "sigmoid;tanh", TRUE, FALSE },
  { "2;7;3", "relu", TRUE, FALSE },
  { "4;3;3", "identity", TRUE, FALSE },
  { "2;6;3", "tanh", TRUE, TRUE },
  { "2;6;3", "sigmoid", FALSE, TRUE },
  { "3;4;2;3", "tanh", TRUE, FALSE },
  { "3;4;2;3", "tanh;sigmoid;sigmoid", FALSE, FALSE },
  { "2;4;5;3", "sigmoid;tanh;identity", TRUE, TRUE },
  { "2;5;4;3", "relu;tanh;identity", TRUE, FALSE },
  { "2;3;4;3;2", "tanh", TRUE, FALSE },
};

static Problem *
problem_of (const Case *c, gsize n)
{
  const WscArchitecture a = make_architecture (c->layers, c->activation, WSC_ORTHONORMAL_NONE, c->bias, c->ce);

  return problem_new (&a, n, 3);
}

static void
test_gradient (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Problem) problem = problem_of (&cases[i], 300);
      g_autofree double *gradient = g_new (double, problem->p), *naive = g_new (double, problem->p);
      double value;

      problem->objective.factor = 1.7;
      g_assert_true (
          wsc_objective_get_gradient (&problem->objective, problem->parameters, NULL, &value, gradient, NULL));
      g_assert_cmpfloat_with_epsilon (value, problem_naive (problem, problem->parameters, naive), 1e-12);
      g_assert_cmpfloat (largest_difference (problem->p, gradient, naive), <, 1e-12);
    }
}

static void
test_gradient_differences (void)
{
  for (gsize c = 0; c < G_N_ELEMENTS (cases); c++)
    {
      g_autoptr (Problem) problem = problem_of (&cases[c], 20);
      g_autofree double *gradient = problem_gradient (problem, problem->parameters);

      for (gsize i = 0; i < problem->p; i++)
        {
          const double w = problem->parameters[i], h = 1e-5;
          double above, below;

          problem->parameters[i] = w + h;
          above = problem_naive (problem, problem->parameters, NULL);
          problem->parameters[i] = w - h;
          below = problem_naive (problem, problem->parameters, NULL);
          problem->parameters[i] = w;
          g_assert_cmpfloat_with_epsilon (gradient[i], (above - below) / (2 * h), 1e-7);
        }
    }
}

/* By central differences of the naive gradient, extrapolated; the steps are short of a ReLU's kinks. */
static double *
differences (Problem *problem)
{
  const gsize p = problem->p;
  double *hessian = g_new0 (double, p *p);
  g_autofree double *gradient = g_new (double, p);

  for (gsize i = 0; i < p; i++)
    for (int s = -2; s <= 2; s++)
      {
        const double h = 1e-4, w = problem->parameters[i];
        const double weight = (ABS (s) == 1 ? 8.0 : -1.0) * (s > 0 ? 1 : -1) / (12.0 * h);

        if (s == 0)
          continue;
        problem->parameters[i] = w + s * h;
        problem_naive (problem, problem->parameters, gradient);
        problem->parameters[i] = w;
        for (gsize j = 0; j < p; j++)
          hessian[i * p + j] += weight * gradient[j];
      }
  return hessian;
}

static void
test_hessian (void)
{
  for (gsize c = 0; c < G_N_ELEMENTS (cases); c++)
    {
      g_autoptr (Problem) problem = problem_of (&cases[c], 25);
      g_autofree double *hessian = NULL, *expected = NULL;

      problem->objective.factor = 0.6;
      hessian = problem_hessian (problem, WSC_HESSIAN_EXACT);
      expected = differences (problem);
      g_test_message ("%s %s", cases[c].layers, cases[c].activation);
      g_assert_cmpfloat (largest_difference (problem->p * problem->p, hessian, expected), <, 1e-6);
      for (gsize i = 0; i < problem->p; i++)
        for (gsize j = 0; j < i; j++)
          g_assert_cmpfloat (hessian[i * problem->p + j], ==, hessian[j * problem->p + i]);
    }
}

/* Outputs before any softmax, of one sample. */
static void
outputs (const WscArchitecture *a, const double *parameters, const float *input, double *y)
{
  double x[16], z[16];

  for (guint i = 0; i < a->sizes[0]; i++)
    x[i] = (double) input[i];
  for (guint l = 0; l < a->n_layers; l++)
    {
      for (guint i = 0; i < a->sizes[l + 1]; i++)
        {
          z[i] = a->bias ? parameters[wsc_architecture_get_bias_offset (a, l) + i] : 0.0;
          for (guint j = 0; j < a->sizes[l]; j++)
            z[i] += parameters[wsc_architecture_get_weight_offset (a, l) + i * a->sizes[l] + j] * x[j];
          z[i] = a->activation[l] == WSC_TANH      ? tanh (z[i])
                 : a->activation[l] == WSC_SIGMOID ? 1.0 / (1.0 + exp (-z[i]))
                 : a->activation[l] == WSC_RELU    ? fmax (z[i], 0.0)
                                                   : z[i];
        }
      memcpy (x, z, sizeof x);
    }
  memcpy (y, x, a->sizes[a->n_layers] * sizeof (double));
}

/* Second derivatives (m, m) of one sample's loss by the outputs. */
static void
loss_curvature (const WscArchitecture *a, const double *y, double *h)
{
  const guint m = a->sizes[a->n_layers];
  double sum = 0.0;

  for (guint k = 0; k < m; k++)
    sum += exp (y[k]);
  for (guint i = 0; i < m; i++)
    for (guint k = 0; k < m; k++)
      h[i * m + k] =
          a->loss == WSC_LOSS_MSE ? (i == k) * 2.0 / m : (i == k) * exp (y[i]) / sum - exp (y[i] + y[k]) / (sum * sum);
}

/* J (m, p) by central differences. */
static void
jacobian (const Problem *problem, const float *input, double *j)
{
  const gsize p = problem->p, m = problem->samples.n_targets;
  const double h = 1e-6;

  for (gsize i = 0; i < p; i++)
    {
      const double w = problem->parameters[i];
      double above[16], below[16];

      problem->parameters[i] = w + h;
      outputs (&problem->architecture, problem->parameters, input, above);
      problem->parameters[i] = w - h;
      outputs (&problem->architecture, problem->parameters, input, below);
      problem->parameters[i] = w;
      for (gsize k = 0; k < m; k++)
        j[k * p + i] = (above[k] - below[k]) / (2 * h);
    }
}

static void
test_gauss_newton (void)
{
  for (gsize c = 0; c < G_N_ELEMENTS (cases); c++)
    {
      const gsize n = 10;
      g_autoptr (Problem) problem = problem_of (&cases[c], n);
      const gsize p = problem->p, m = problem->samples.n_targets;
      g_autofree double *actual = problem_hessian (problem, WSC_HESSIAN_GAUSS_NEWTON);
      g_autofree double *expected = g_new0 (double, p *p), *j = g_new (double, m *p);

      for (gsize s = 0; s < n; s++)
        {
          const float *input = problem->samples.inputs + s * problem->samples.input_step;
          double y[16], h[256];

          outputs (&problem->architecture, problem->parameters, input, y);
          loss_curvature (&problem->architecture, y, h);
          jacobian (problem, input, j);
          for (gsize a = 0; a < p; a++)
            for (gsize b = 0; b < p; b++)
              for (gsize i = 0; i < m; i++)
                for (gsize k = 0; k < m; k++)
                  expected[a * p + b] += j[i * p + a] * h[i * m + k] * j[k * p + b] / (double) n;
        }
      g_assert_cmpfloat (largest_difference (p * p, actual, expected), <, 1e-7);
    }
}

/* The mean of the scores is the gradient, and a score is the gradient of one sample; indices repeat. */
static void
test_scores (void)
{
  for (gsize c = 0; c < G_N_ELEMENTS (cases); c++)
    {
      g_autoptr (Problem) problem = problem_of (&cases[c], 300);
      g_autofree double *scores = g_new (double, 290 * problem->p), *naive = g_new (double, problem->p);

      problem->objective.factor = 1.3;
      problem->indices[9] = problem->indices[11] = 250;
      wsc_objective_get_scores (&problem->objective, problem->parameters, 5, 290, scores);
      for (gsize i = 0; i < 290; i += 17)
        {
          Problem one = *problem;

          one.objective.indices = problem->indices + 5 + i;
          one.objective.n = 1;
          problem_naive (&one, problem->parameters, naive);
          g_assert_cmpfloat (largest_difference (problem->p, scores + i * problem->p, naive), <, 1e-12);
        }
      g_assert_cmpmem (scores + 4 * problem->p, problem->p * sizeof (double), scores + 6 * problem->p,
                       problem->p * sizeof (double));
    }
}

/* S by its definition, with neighbours. */
static void
test_score_covariance (void)
{
  for (guint lags = 0; lags < 40; lags += 13)
    for (gsize c = 6; c < G_N_ELEMENTS (cases); c += 4)
      {
        const gsize n = 170;
        g_autoptr (Problem) problem = problem_of (&cases[c], n);
        const gsize p = problem->p;
        g_autofree double *actual = problem_covariance (problem, lags);
        g_autofree double *mean = problem_gradient (problem, problem->parameters);
        g_autofree double *scores = g_new (double, n *p), *expected = g_new0 (double, p *p);

        wsc_objective_get_scores (&problem->objective, problem->parameters, 0, n, scores);
        for (gsize i = 0; i < n; i++)
          for (gsize k = i > lags ? i - lags : 0; k <= MIN (i + lags, n - 1); k++)
            for (gsize a = 0; a < p; a++)
              for (gsize b = 0; b < p; b++)
                expected[a * p + b] += (1.0 - (double) (i > k ? i - k : k - i) / (lags + 1.0)) / (double) n *
                                       (scores[i * p + a] - mean[a]) * (scores[k * p + b] - mean[b]);
        g_assert_cmpfloat (largest_difference (p * p, actual, expected), <, 1e-11);
      }
}

/* 100-3-100 and more samples than one piece of any sum has. */
static void
test_threads (void)
{
  static const char *const shapes[] = { "40;3;40", "6;12;5;7" };

  for (gsize s = 0; s < G_N_ELEMENTS (shapes); s++)
    {
      const WscArchitecture a = make_architecture (shapes[s], "tanh", WSC_ORTHONORMAL_NONE, TRUE, FALSE);
      g_autoptr (Problem) problem = problem_new (&a, 2500, 1);
      const gsize p = problem->p;
      g_autofree double *first = NULL;

      for (guint n_threads = 1; n_threads <= 7; n_threads += n_threads < 3 ? 1 : 4)
        {
          const WscHook hook = { .n_threads = n_threads };
          double *all = g_new (double, p + 3 * p * p);

          wsc_objective_get_gradient (&problem->objective, problem->parameters, &hook, NULL, all, NULL);
          wsc_objective_get_hessian (&problem->objective, WSC_HESSIAN_EXACT, problem->parameters, &hook, all + p, NULL);
          wsc_objective_get_score_covariance (&problem->objective, problem->parameters, 0, &hook, all + p + p * p,
                                              NULL);
          wsc_objective_get_score_covariance (&problem->objective, problem->parameters, 5, &hook, all + p + 2 * p * p,
                                              NULL);
          if (first != NULL)
            g_assert_cmpmem (first, (p + 3 * p * p) * sizeof (double), all, (p + 3 * p * p) * sizeof (double));
          g_free (first);
          first = all;
        }
    }
}

static gboolean
run_one (const Problem *problem, guint which, const WscHook *hook, double *room, GError **error)
{
  if (which == 0)
    return wsc_objective_get_gradient (&problem->objective, problem->parameters, hook, NULL, room, error);
  if (which == 1)
    return wsc_objective_get_hessian (&problem->objective, WSC_HESSIAN_EXACT, problem->parameters, hook, room, error);
  return wsc_objective_get_score_covariance (&problem->objective, problem->parameters, which - 2, hook, room, error);
}

static void
test_stop (void)
{
  const WscArchitecture a = make_architecture ("4;3;4", "tanh", WSC_ORTHONORMAL_NONE, TRUE, FALSE);
  g_autoptr (Problem) problem = problem_new (&a, 600, 1);
  g_autofree double *room = g_new (double, problem->p * problem->p);

  for (guint which = 0; which < 4; which++)
    for (int left = 0;; left++)
      {
        g_autoptr (GError) error = NULL;
        Countdown countdown;

        countdown_init (&countdown, left, 1);
        if (run_one (problem, which, &countdown.hook, room, &error))
          {
            g_assert_cmpint (left, >, 1);
            break;
          }
        g_assert_error (error, WSC_ERROR, WSC_ERROR_STOPPED);
        g_assert_cmpstr (error->message, ==, "Stopped while computing the curvature of the loss");
      }
}

static void
test_lags_refused (void)
{
  const WscArchitecture a = make_architecture ("4;3;4", "tanh", WSC_ORTHONORMAL_NONE, TRUE, FALSE);
  g_autoptr (Problem) problem = problem_new (&a, 20, 1);
  g_autofree double *room = g_new (double, problem->p * problem->p);
  g_autoptr (GError) error = NULL;

  g_assert_false (
      wsc_objective_get_score_covariance (&problem->objective, problem->parameters, 20, NULL, room, &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_RANGE);
  g_assert_cmpstr (error->message, ==, "20 lags between 20 samples are too many: expected 0 to 19");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/curvature/gradient/naive", test_gradient);
  g_test_add_func ("/curvature/gradient/differences", test_gradient_differences);
  g_test_add_func ("/curvature/hessian/differences", test_hessian);
  g_test_add_func ("/curvature/hessian/gauss-newton", test_gauss_newton);
  g_test_add_func ("/curvature/scores", test_scores);
  g_test_add_func ("/curvature/scores/covariance", test_score_covariance);
  g_test_add_func ("/curvature/threads", test_threads);
  g_test_add_func ("/curvature/stop", test_stop);
  g_test_add_func ("/curvature/lags", test_lags_refused);
  return g_test_run ();
}
