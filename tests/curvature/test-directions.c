/* Where parameters may move, and where moving changes nothing. */
#include "curvature/directions.h"
#include "curvature/support.h"

#include "model/naive.h"

#include <math.h>
#include <string.h>

typedef struct
{
  const char *layers, *activation;
  int orthonormal;
  gboolean bias, ce;
  gsize n_gauge;
} Case;

static const Case cases[] = {
  { "3;4;2", "relu", WSC_ORTHONORMAL_NONE, TRUE, FALSE, 4 },
  { "3;4;3;2", "relu", WSC_ORTHONORMAL_NONE, FALSE, FALSE, 7 },
  { "5;2;5", "identity", WSC_ORTHONORMAL_NONE, TRUE, FALSE, 4 },
  { "6;3;6", "identity", WSC_ORTHONORMAL_BOTH, FALSE, FALSE, 3 },
  { "6;3;6", "identity", WSC_ORTHONORMAL_ENCODER, TRUE, FALSE, 3 },
  { "5;3;4;5", "identity;relu;identity", WSC_ORTHONORMAL_NONE, TRUE, FALSE, 13 },
  { "5;2;5", "tanh", WSC_ORTHONORMAL_NONE, TRUE, FALSE, 0 },
  { "5;2;5", "sigmoid", WSC_ORTHONORMAL_BOTH, TRUE, FALSE, 0 },
  { "4;3", "identity", WSC_ORTHONORMAL_NONE, TRUE, TRUE, 5 },
  { "4;2;3", "tanh", WSC_ORTHONORMAL_NONE, FALSE, TRUE, 2 },
};

static Problem *
problem_of (const Case *c, gsize n)
{
  const WscArchitecture a = make_architecture (c->layers, c->activation, c->orthonormal, c->bias, c->ce);
  Problem *problem = problem_new (&a, n, 4);

  g_assert_true (wsc_tangent_retract (&problem->architecture, problem->parameters, NULL));
  return problem;
}

static void
assert_orthonormal (const double *rows, gsize n, gsize p)
{
  for (gsize i = 0; i < n; i++)
    for (gsize j = 0; j <= i; j++)
      g_assert_cmpfloat_with_epsilon (dot (p, rows + i * p, rows + j * p), i == j, 1e-12);
}

static void
test_free (void)
{
  for (gsize c = 0; c < G_N_ELEMENTS (cases); c++)
    {
      g_autoptr (Problem) problem = problem_of (&cases[c], 4);
      const WscArchitecture *a = &problem->architecture;
      const gsize p = problem->p;
      gsize constrained = 0;
      WscDirections directions;

      for (guint l = 0; l < a->n_layers; l++)
        if (a->orthonormal[l])
          constrained += MIN (a->sizes[l], a->sizes[l + 1]) * (MIN (a->sizes[l], a->sizes[l + 1]) + 1) / 2;
      wsc_directions_init (&directions, a, problem->parameters);
      g_assert_cmpuint (directions.p, ==, p);
      g_assert_cmpuint (directions.n_free, ==, p - constrained);
      g_assert_true ((directions.free == NULL) == (constrained == 0));
      if (directions.free != NULL)
        {
          assert_orthonormal (directions.free, directions.n_free, p);
          for (gsize i = 0; i < directions.n_free; i++)
            {
              g_autofree double *v = g_memdup2 (directions.free + i * p, p * sizeof (double));

              wsc_tangent_project (a, problem->parameters, v);
              g_assert_cmpfloat (largest_difference (p, v, directions.free + i * p), <, 1e-13);
            }
        }
      wsc_directions_clear (&directions);
    }
}

/* Outputs at w + h v less those at w - h v, of all samples, over 2 h. */
static double
change_along (const Problem *problem, const double *v)
{
  const gsize p = problem->p, m = problem->samples.n_targets;
  g_autofree double *w = g_new (double, p);
  const double h = 1e-5;
  double largest = 0.0;

  for (gsize s = 0; s < problem->objective.n; s++)
    {
      double y[2][16];

      for (guint side = 0; side < 2; side++)
        {
          for (gsize i = 0; i < p; i++)
            w[i] = problem->parameters[i] + (side == 0 ? h : -h) * v[i];
          naive_outputs (&problem->architecture, w, problem->samples.inputs + s * problem->samples.input_step, y[side]);
        }
      for (gsize k = 0; k < m; k++)
        largest = fmax (largest, fabs (y[0][k] - y[1][k]) / (2 * h));
    }
  return largest;
}

static void
test_gauge (void)
{
  for (gsize c = 0; c < G_N_ELEMENTS (cases); c++)
    {
      g_autoptr (Problem) problem = problem_of (&cases[c], 30);
      const gsize p = problem->p;
      WscDirections directions;

      wsc_directions_init (&directions, &problem->architecture, problem->parameters);
      g_assert_cmpuint (directions.n_gauge, ==, cases[c].n_gauge);
      g_assert_true ((directions.gauge == NULL) == (cases[c].n_gauge == 0));
      if (directions.gauge != NULL)
        assert_orthonormal (directions.gauge, directions.n_gauge, p);
      for (gsize i = 0; i < directions.n_gauge; i++)
        {
          g_autofree double *v = g_memdup2 (directions.gauge + i * p, p * sizeof (double));

          g_assert_cmpfloat (change_along (problem, v), <, 1e-8);
          wsc_tangent_project (&problem->architecture, problem->parameters, v);
          g_assert_cmpfloat (largest_difference (p, v, directions.gauge + i * p), <, 1e-12);
        }
      wsc_directions_clear (&directions);
    }
}

/* Targets are what the network says, so that its parameters are a stationary point. */
static void
answer_itself (Problem *problem)
{
  const gsize n = problem->objective.n, in = problem->samples.n_inputs, m = problem->samples.n_targets;

  for (gsize s = 0; s < n; s++)
    {
      double y[16];

      naive_outputs (&problem->architecture, problem->parameters, problem->numbers + s * in, y);
      for (gsize k = 0; k < m; k++)
        problem->numbers[n * in + s * m + k] = (float) y[k];
    }
}

static void
test_flat (void)
{
  for (gsize c = 0; c < G_N_ELEMENTS (cases); c++)
    {
      g_autoptr (Problem) problem = problem_of (&cases[c], 60);
      const gsize p = problem->p;
      g_autofree double *hessian = NULL;
      WscDirections directions;

      answer_itself (problem);
      hessian = problem_hessian (problem, WSC_HESSIAN_EXACT);
      wsc_directions_init (&directions, &problem->architecture, problem->parameters);
      for (gsize i = 0; i < directions.n_gauge; i++)
        for (gsize j = 0; j < p; j++)
          g_assert_cmpfloat (fabs (dot (p, hessian + j * p, directions.gauge + i * p)), <, 1e-6);
      wsc_directions_clear (&directions);
    }
}

/* --- the Riemannian Hessian --------------------------------------------------- */

/* exp (t x) of a (n, n) matrix by its series. */
static void
exponential (gsize n, const double *x, double t, double *result)
{
  g_autofree double *term = g_new0 (double, n *n), *next = g_new (double, n *n);

  for (gsize i = 0; i < n; i++)
    term[i * n + i] = 1.0;
  memcpy (result, term, n * n * sizeof (double));
  for (guint k = 1; k < 16; k++)
    {
      for (gsize i = 0; i < n; i++)
        for (gsize j = 0; j < n; j++)
          {
            next[i * n + j] = 0.0;
            for (gsize e = 0; e < n; e++)
              next[i * n + j] += t / k * term[i * n + e] * x[e * n + j];
          }
      memcpy (term, next, n * n * sizeof (double));
      for (gsize i = 0; i < n * n; i++)
        result[i] += term[i];
    }
}

/* The geodesic from X along V, for the metric of the space around (Edelman, Arias and Smith 1998, 2.2.2), transposed:
 * X (t) = exp (-A t)' [I 0] exp (t [A -S; I A])' [X; V], A = X V', S = V V' for rows X and V. */
static void
geodesic (const WscFactor *f, const double *x, const double *v, double t, double *result)
{
  const gsize k = f->count, n = f->length;
  double big[64] = { 0 }, small[16], whole[64], back[16];

  for (gsize i = 0; i < k; i++)
    for (gsize j = 0; j < k; j++)
      {
        const double a = dot (n, x + i * n, v + j * n), s = dot (n, v + i * n, v + j * n);

        big[i * 2 * k + j] = big[(k + i) * 2 * k + k + j] = a;
        big[i * 2 * k + k + j] = -s;
        big[(k + i) * 2 * k + j] = i == j;
        small[i * k + j] = -a;
      }
  exponential (2 * k, big, t, whole);
  exponential (k, small, t, back);
  for (gsize r = 0; r < k; r++)
    for (gsize e = 0; e < n; e++)
      {
        result[r * n + e] = 0.0;
        for (gsize j = 0; j < k; j++)
          for (gsize i = 0; i < k; i++)
            result[r * n + e] +=
                back[j * k + r] * (x[i * n + e] * whole[i * 2 * k + j] + v[i * n + e] * whole[(k + i) * 2 * k + j]);
      }
}

static void
move (const Problem *problem, const double *v, double t, double *w)
{
  const WscArchitecture *a = &problem->architecture;

  for (gsize i = 0; i < problem->p; i++)
    w[i] = problem->parameters[i] + t * v[i];
  for (guint l = 0; l < a->n_layers; l++)
    if (a->orthonormal[l])
      {
        const WscFactor f = wsc_factor_of (a, l);
        double x[64], u[64], moved[64];

        wsc_factor_get (&f, problem->parameters, x);
        wsc_factor_get (&f, v, u);
        geodesic (&f, x, u, t, moved);
        for (gsize i = 0; i < f.count; i++)
          g_assert_cmpfloat_with_epsilon (dot (f.length, moved + i * f.length, moved + i * f.length), 1.0, 1e-12);
        wsc_factor_put (&f, moved, w);
      }
}

/* Tangent part of the derivative of the Riemannian gradient along the geodesic. */
static void
covariant_difference (const Problem *problem, const double *v, double *result)
{
  const gsize p = problem->p;
  g_autofree double *w = g_new (double, p);

  memset (result, 0, p * sizeof (double));
  for (int s = -2; s <= 2; s++)
    {
      const double h = 1e-3, weight = (ABS (s) == 1 ? 8.0 : -1.0) * (s > 0 ? 1 : -1) / (12.0 * h);
      g_autofree double *gradient = NULL;

      if (s == 0)
        continue;
      move (problem, v, s * h, w);
      gradient = problem_gradient (problem, w);
      wsc_tangent_project (&problem->architecture, w, gradient);
      for (gsize i = 0; i < p; i++)
        result[i] += weight * gradient[i];
    }
  wsc_tangent_project (&problem->architecture, problem->parameters, result);
}

static void
test_riemannian (void)
{
  static const int which[] = { WSC_ORTHONORMAL_ENCODER, WSC_ORTHONORMAL_DECODER, WSC_ORTHONORMAL_BOTH };

  for (gsize c = 0; c < G_N_ELEMENTS (which); c++)
    {
      const Case shape = { "5;3;6", "tanh", which[c], TRUE, FALSE, 0 };
      g_autoptr (Problem) problem = problem_of (&shape, 40);
      const gsize p = problem->p;
      g_autofree double *hessian = problem_hessian (problem, WSC_HESSIAN_EXACT);
      g_autofree double *gradient = problem_gradient (problem, problem->parameters);
      g_autofree double *actual = g_new (double, p), *expected = g_new (double, p);
      WscDirections directions;

      wsc_lagrange_subtract (&problem->architecture, problem->parameters, gradient, 0, 2, hessian);
      wsc_directions_init (&directions, &problem->architecture, problem->parameters);
      for (gsize i = 0; i < directions.n_free; i++)
        {
          const double *v = directions.free + i * p;

          for (gsize j = 0; j < p; j++)
            actual[j] = dot (p, hessian + j * p, v);
          wsc_tangent_project (&problem->architecture, problem->parameters, actual);
          covariant_difference (problem, v, expected);
          g_assert_cmpfloat (largest_difference (p, actual, expected), <, 1e-8);
        }
      wsc_directions_clear (&directions);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/curvature/directions/free", test_free);
  g_test_add_func ("/curvature/directions/gauge", test_gauge);
  g_test_add_func ("/curvature/directions/flat", test_flat);
  g_test_add_func ("/curvature/directions/riemannian", test_riemannian);
  return g_test_run ();
}
