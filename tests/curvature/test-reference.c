/* Values of independent programs. Samples are float here and double there, which is what the tolerances are for. */
#include "curvature/support.h"

#include <math.h>
#include <string.h>

static char **
read_lines (const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("WSC_TEST_REFERENCE"), name, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return g_strsplit (text, "\n", -1);
}

/* Numbers of the next line `field`; moves behind it. */
static double *
read_field (char ***line, const char *field, gsize n)
{
  double *numbers = g_new (double, n);
  char *at, *end;

  while (!g_str_has_prefix (**line, field) || (**line)[strlen (field)] != ' ')
    {
      (*line)++;
      g_assert_nonnull (**line);
    }
  at = **line + strlen (field);
  for (gsize i = 0; i < n; i++, at = end)
    {
      numbers[i] = g_ascii_strtod (at, &end);
      g_assert_true (end != at);
    }
  (*line)++;
  return numbers;
}

/* A problem with inputs and targets, and if `weights`, parameters, from the file. */
static Problem *
read_problem (char ***line, const WscArchitecture *a, gboolean weights)
{
  g_autofree double *n = read_field (line, "samples", 1), *x = NULL, *t = NULL, *w = NULL;
  Problem *problem = problem_new (a, (gsize) *n, 1);
  const gsize n_x = (gsize) *n * a->sizes[0], n_t = (gsize) *n * a->sizes[a->n_layers];

  x = read_field (line, "inputs", n_x);
  t = read_field (line, "targets", n_t);
  for (gsize i = 0; i < n_x; i++)
    problem->numbers[i] = (float) x[i];
  for (gsize i = 0; i < n_t; i++)
    problem->numbers[n_x + i] = (float) t[i];
  if (!weights)
    return problem;
  w = read_field (line, "parameters", problem->p);
  memcpy (problem->parameters, w, problem->p * sizeof (double));
  return problem;
}

static WscSandwich *
sandwich_of (const Problem *problem)
{
  const WscSandwichSettings settings = { .blocks = WSC_BLOCKS_FULL, .floor = 1e-8 };
  g_autoptr (GError) error = NULL;
  WscSandwich *sandwich = wsc_sandwich_new (&problem->objective, problem->parameters, &settings, NULL, &error);

  g_assert_no_error (error);
  return sandwich;
}

/* White's HC0. */
static void
test_linear (void)
{
  const WscArchitecture a = make_architecture ("3;1", "identity", WSC_ORTHONORMAL_NONE, FALSE, FALSE);
  g_auto (GStrv) lines = read_lines ("hessian_linear/regression.txt");
  char **line = lines;
  g_autoptr (Problem) problem = read_problem (&line, &a, TRUE);
  g_autofree double *hessian = problem_hessian (problem, WSC_HESSIAN_EXACT),
                    *covariance = problem_covariance (problem, 0);
  g_autofree double *expected_a = read_field (&line, "A", 9), *expected_s = read_field (&line, "S", 9);
  g_autofree double *expected = read_field (&line, "covariance", 9);
  g_autoptr (WscSandwich) sandwich = sandwich_of (problem);

  g_assert_cmpfloat (largest_difference (9, hessian, expected_a), <, 1e-6);
  g_assert_cmpfloat (largest_difference (9, covariance, expected_s), <, 1e-6);
  g_assert_cmpfloat (largest_difference (9, sandwich->covariance[0], expected), <, 1e-8);
  g_assert_cmpuint (sandwich->n_null + sandwich->n_negative + sandwich->n_floored + sandwich->n_gauge, ==, 0);
}

/* S is not centred there. */
static void
add_mean (const Problem *problem, double *s)
{
  g_autofree double *mean = problem_gradient (problem, problem->parameters);

  for (gsize i = 0; i < problem->p; i++)
    for (gsize j = 0; j < problem->p; j++)
      s[i * problem->p + j] += mean[i] * mean[j];
}

static void
check_network (char ***line)
{
  g_auto (GStrv) words = g_strsplit (**line, " ", -1);
  const WscArchitecture a =
      make_architecture (words[3], words[4], WSC_ORTHONORMAL_NONE, TRUE, strcmp (words[2], "mse") != 0);
  g_autoptr (Problem) problem = read_problem (line, &a, TRUE);
  const gsize p = problem->p;
  g_autofree double *gradient = problem_gradient (problem, problem->parameters);
  g_autofree double *hessian = problem_hessian (problem, WSC_HESSIAN_EXACT), *s = problem_covariance (problem, 0);
  g_autofree double *expected_g = read_field (line, "gradient", p), *expected_a = read_field (line, "A", p * p);
  g_autofree double *expected_s = read_field (line, "S", p * p), *expected = read_field (line, "sandwich", p * p);

  add_mean (problem, s);
  g_assert_cmpfloat (largest_difference (p, gradient, expected_g), <, 1e-6);
  g_assert_cmpfloat (largest_difference (p * p, hessian, expected_a), <, 1e-6);
  g_assert_cmpfloat (largest_difference (p * p, s, expected_s), <, 1e-6);
  if (g_str_has_prefix (words[1], "trained"))
    {
      g_autoptr (WscSandwich) sandwich = sandwich_of (problem);

      for (gsize i = 0; i < p * p; i++)
        expected[i] /= (double) problem->objective.n;
      g_assert_cmpuint (sandwich->n_null + sandwich->n_negative + sandwich->n_floored, ==, 0);
      g_assert_cmpfloat (largest_difference (p * p, sandwich->covariance[0], expected), <,
                         1e-4 * largest_magnitude (p * p, expected));
    }
}

static void
test_networks (void)
{
  g_auto (GStrv) lines = read_lines ("hessian_tanh/networks.txt");
  guint n = 0;

  for (char **line = lines; *line != NULL;)
    if (g_str_has_prefix (*line, "network "))
      {
        check_network (&line);
        n++;
      }
    else
      line++;
  g_assert_cmpuint (n, ==, 4);
}

/* (w x - t)^2 at w = 0 and t = -1/2 has the score x. */
static void
test_average (void)
{
  const WscArchitecture a = make_architecture ("4;1", "identity", WSC_ORTHONORMAL_NONE, FALSE, FALSE);
  g_auto (GStrv) lines = read_lines ("gradient_covariance/scores.txt");
  char **line = lines;
  const gsize n = 200;
  g_autoptr (Problem) problem = problem_new (&a, n, 1);
  g_autofree double *count = read_field (&line, "samples", 1), *scores = read_field (&line, "scores", 4 * n);
  g_autofree double *expected = read_field (&line, "average", 16), *s = NULL;

  g_assert_cmpfloat (*count, ==, (double) n);
  memset (problem->parameters, 0, problem->p * sizeof (double));
  for (gsize i = 0; i < 4 * n; i++)
    problem->numbers[i] = (float) scores[i];
  for (gsize i = 0; i < n; i++)
    problem->numbers[4 * n + i] = -0.5f;
  s = problem_covariance (problem, 0);
  add_mean (problem, s);
  g_assert_cmpfloat (largest_difference (16, s, expected), <, 1e-6);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/curvature/reference/linear", test_linear);
  g_test_add_func ("/curvature/reference/networks", test_networks);
  g_test_add_func ("/curvature/reference/average", test_average);
  return g_test_run ();
}
