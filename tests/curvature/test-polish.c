/* The search for stationary points. */
#include "curvature/directions.h"
#include "curvature/support.h"

#include <math.h>
#include <string.h>

typedef struct
{
  const char *layers, *activation;
  int orthonormal;
  gboolean bias, ce;
} Case;

static const Case cases[] = {
  { "3;2", "identity", WSC_ORTHONORMAL_NONE, TRUE, FALSE },
  { "2;2;1", "tanh", WSC_ORTHONORMAL_NONE, TRUE, FALSE },
  { "4;2;4", "identity", WSC_ORTHONORMAL_NONE, FALSE, FALSE },
  { "3;3", "identity", WSC_ORTHONORMAL_NONE, TRUE, TRUE },
  { "5;2;5", "identity", WSC_ORTHONORMAL_BOTH, FALSE, FALSE },
  { "5;2;5", "tanh", WSC_ORTHONORMAL_ENCODER, TRUE, FALSE },
  { "5;2;5", "tanh", WSC_ORTHONORMAL_BOTH, TRUE, FALSE },
  { "4;2;3", "sigmoid", WSC_ORTHONORMAL_DECODER, TRUE, FALSE },
};

static Problem *
problem_of (const Case *c)
{
  const WscArchitecture a = make_architecture (c->layers, c->activation, c->orthonormal, c->bias, c->ce);

  return problem_new (&a, 200, 5);
}

static void
test_converges (void)
{
  for (gsize c = 0; c < G_N_ELEMENTS (cases); c++)
    {
      g_autoptr (Problem) problem = problem_of (&cases[c]);
      const WscArchitecture *a = &problem->architecture;
      g_autofree double *start = NULL, *gradient = NULL;
      g_autoptr (GError) error = NULL;
      WscPolish report;

      wsc_tangent_retract (a, problem->parameters, NULL);
      start = g_memdup2 (problem->parameters, problem->p * sizeof (double));
      g_assert_true (
          wsc_objective_polish (&problem->objective, 3000, 2e-9, problem->parameters, &report, NULL, &error));
      g_assert_no_error (error);
      g_test_message ("%s %s: %u iterations, %g to %g, gradient %g", cases[c].layers, cases[c].activation,
                      report.iterations, report.value_before, report.value_after, report.gradient_after);
      g_assert_true (report.converged);
      g_assert_cmpfloat (report.gradient_after, <=, 1e-8);
      g_assert_cmpfloat (report.value_after, <, report.value_before);
      g_assert_cmpfloat_with_epsilon (report.value_before, problem_naive (problem, start, NULL), 1e-12);
      g_assert_cmpfloat_with_epsilon (report.value_after, problem_naive (problem, problem->parameters, NULL), 1e-12);
      gradient = problem_gradient (problem, problem->parameters);
      wsc_tangent_project (a, problem->parameters, gradient);
      g_assert_cmpfloat_with_epsilon (sqrt (dot (problem->p, gradient, gradient)), report.gradient_after, 1e-12);
    }
}

/* Rows stay orthonormal. */
static void
test_manifold (void)
{
  g_autoptr (Problem) problem = problem_of (&cases[6]);
  WscPolish report;

  g_assert_true (wsc_objective_polish (&problem->objective, 7, 0.0, problem->parameters, &report, NULL, NULL));
  g_assert_false (report.converged);
  g_assert_cmpuint (report.iterations, ==, 7);
  for (guint l = 0; l < 2; l++)
    {
      const WscFactor f = wsc_factor_of (&problem->architecture, l);
      double rows[64];

      wsc_factor_get (&f, problem->parameters, rows);
      for (gsize i = 0; i < f.count; i++)
        for (gsize j = 0; j < f.count; j++)
          g_assert_cmpfloat_with_epsilon (dot (f.length, rows + i * f.length, rows + j * f.length), i == j, 1e-13);
    }
}

static void
test_threads (void)
{
  g_autoptr (Problem) problem = problem_of (&cases[5]);
  g_autofree double *first = NULL;

  for (guint n_threads = 1; n_threads <= 7; n_threads += n_threads < 3 ? 1 : 4)
    {
      const WscHook hook = { .n_threads = n_threads };
      double *w = g_memdup2 (problem->parameters, problem->p * sizeof (double));
      WscPolish report;

      g_assert_true (wsc_objective_polish (&problem->objective, 60, 1e-9, w, &report, &hook, NULL));
      if (first != NULL)
        g_assert_cmpmem (first, problem->p * sizeof (double), w, problem->p * sizeof (double));
      g_free (first);
      first = w;
    }
}

static void
test_stop (void)
{
  g_autoptr (Problem) problem = problem_of (&cases[1]);

  for (int left = 0;; left++)
    {
      g_autofree double *w = g_memdup2 (problem->parameters, problem->p * sizeof (double));
      g_autoptr (GError) error = NULL;
      Countdown countdown;
      WscPolish report;

      countdown_init (&countdown, left, 1);
      if (wsc_objective_polish (&problem->objective, 10, 0.0, w, &report, &countdown.hook, &error))
        {
          g_assert_cmpint (left, >, 10);
          break;
        }
      g_assert_error (error, WSC_ERROR, WSC_ERROR_STOPPED);
      g_assert_cmpfloat (largest_magnitude (problem->p, w), <, INFINITY);
    }
}

static void
test_refused (void)
{
  g_autoptr (Problem) problem = problem_of (&cases[0]);
  g_autoptr (GError) error = NULL;
  WscPolish report;

  problem->numbers[3] = INFINITY;
  g_assert_false (wsc_objective_polish (&problem->objective, 10, 0.0, problem->parameters, &report, NULL, &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_NUMERIC);
  g_assert_cmpstr (error->message, ==, "The loss is inf where the search for its minimum begins, not a finite number");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/curvature/polish/converges", test_converges);
  g_test_add_func ("/curvature/polish/manifold", test_manifold);
  g_test_add_func ("/curvature/polish/threads", test_threads);
  g_test_add_func ("/curvature/polish/stop", test_stop);
  g_test_add_func ("/curvature/polish/refused", test_refused);
  return g_test_run ();
}
