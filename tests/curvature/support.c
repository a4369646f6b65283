#include "curvature/support.h"

#include "curvature/directions.h"
#include "model/naive.h"

#include <math.h>
#include <string.h>

WscArchitecture
make_architecture (const char *layers, const char *activation, int orthonormal, gboolean bias, gboolean ce)
{
  const WscModelSettings settings = { (char *) layers, (char *) activation, orthonormal, bias,
                                      ce ? WSC_LOSS_FORCE_CROSS_ENTROPY : WSC_LOSS_FORCE_MSE };
  g_autoptr (GError) error = NULL;
  WscArchitecture a;

  wsc_architecture_init (&a, &settings, NULL, &error);
  g_assert_no_error (error);
  return a;
}

static void
fill (Problem *self, gsize n, guint seed)
{
  const WscArchitecture *a = &self->architecture;
  const guint in = a->sizes[0], out = a->sizes[a->n_layers];
  float *targets = self->numbers + n * in;
  WscRandom random;

  wsc_random_init (&random, seed, "curvature.test", 0);
  for (gsize i = 0; i < n * in; i++)
    self->numbers[i] = (float) wsc_random_normal (&random);
  for (gsize i = 0; i < n * out; i++)
    targets[i] = a->loss == WSC_LOSS_MSE ? (float) wsc_random_normal (&random) : 0.0f;
  for (gsize i = 0; i < n && a->loss == WSC_LOSS_CROSS_ENTROPY; i++)
    targets[i * out + wsc_random_below (&random, out)] = 1.0f;
  for (gsize i = 0; i < self->p; i++)
    self->parameters[i] = 0.7 * wsc_random_normal (&random);
}

Problem *
problem_new (const WscArchitecture *a, gsize n, guint seed)
{
  const guint in = a->sizes[0], out = a->sizes[a->n_layers];
  Problem *self = g_new0 (Problem, 1);

  self->architecture = *a;
  self->p = wsc_architecture_get_n_parameters (a);
  self->parameters = g_new (double, self->p);
  self->numbers = g_new (float, n *(in + out));
  self->indices = g_new (guint32, n);
  for (gsize i = 0; i < n; i++)
    self->indices[i] = (guint32) i;
  fill (self, n, seed);
  self->samples = (WscSamples){ self->numbers, in, in, self->numbers + n * in, out, out, n };
  self->objective = (WscObjective){ &self->architecture, &self->samples, self->indices, n, 1.0 };
  return self;
}

void
problem_free (Problem *self)
{
  g_free (self->numbers);
  g_free (self->indices);
  g_free (self->parameters);
  g_free (self);
}

double *
problem_gradient (const Problem *self, const double *parameters)
{
  double *gradient = g_new (double, self->p);
  g_autoptr (GError) error = NULL;

  g_assert_true (wsc_objective_get_gradient (&self->objective, parameters, NULL, NULL, gradient, &error));
  g_assert_no_error (error);
  return gradient;
}

double *
problem_hessian (const Problem *self, WscHessianKind kind)
{
  double *hessian = g_new (double, self->p * self->p);
  g_autoptr (GError) error = NULL;

  g_assert_true (wsc_objective_get_hessian (&self->objective, kind, self->parameters, NULL, hessian, &error));
  g_assert_no_error (error);
  return hessian;
}

double *
problem_covariance (const Problem *self, guint lags)
{
  double *covariance = g_new (double, self->p * self->p);
  g_autoptr (GError) error = NULL;

  g_assert_true (
      wsc_objective_get_score_covariance (&self->objective, self->parameters, lags, NULL, covariance, &error));
  g_assert_no_error (error);
  return covariance;
}

double
problem_naive (const Problem *self, const double *parameters, double *gradient)
{
  const double factor = self->objective.factor;
  const double value = naive_loss (&self->architecture, parameters, self->objective.samples, self->objective.indices,
                                   self->objective.n, gradient);

  for (gsize i = 0; i < self->p && gradient != NULL; i++)
    gradient[i] *= factor;
  return factor * value;
}

double
largest_difference (gsize n, const double *a, const double *b)
{
  double largest = 0.0;

  for (gsize i = 0; i < n; i++)
    largest = isnan (a[i]) || isnan (b[i]) ? INFINITY : fmax (largest, fabs (a[i] - b[i]));
  return largest;
}

double
largest_magnitude (gsize n, const double *a)
{
  double largest = 0.0;

  for (gsize i = 0; i < n; i++)
    largest = isnan (a[i]) ? INFINITY : fmax (largest, fabs (a[i]));
  return largest;
}

double
dot (gsize n, const double *a, const double *b)
{
  double sum = 0.0;

  for (gsize i = 0; i < n; i++)
    sum += a[i] * b[i];
  return sum;
}

static gboolean
count_down (gpointer user_data, double fraction, const char *phase)
{
  Countdown *self = user_data;

  g_assert_cmpfloat (fraction, >=, 0);
  g_assert_cmpfloat (fraction, <=, 1);
  g_assert_nonnull (phase);
  return --self->left >= 0;
}

void
countdown_init (Countdown *self, int left, guint n_threads)
{
  *self = (Countdown){ left, { count_down, self, n_threads } };
}

/* --- their sandwich ------------------------------------------------------------- */

WscSandwich *
problem_sandwich (const Problem *problem, const WscSandwichSettings *settings)
{
  g_autoptr (GError) error = NULL;
  WscSandwich *sandwich = wsc_sandwich_new (&problem->objective, problem->parameters, settings, NULL, &error);

  g_assert_no_error (error);
  return sandwich;
}

void
problem_polish (Problem *problem)
{
  g_autoptr (GError) error = NULL;
  WscPolish report;

  g_assert_true (wsc_objective_polish (&problem->objective, 3000, 1e-10, problem->parameters, &report, NULL, &error));
  g_assert_no_error (error);
}

Problem *
problem_new_autoencoder (int orthonormal)
{
  const WscArchitecture a = make_architecture ("5;2;5", "tanh", orthonormal, TRUE, FALSE);
  Problem *problem = problem_new (&a, 300, 6);
  float *targets = problem->numbers + 300 * 5;

  wsc_tangent_retract (&problem->architecture, problem->parameters, NULL);
  for (gsize s = 0; s < 300; s++)
    {
      double y[5];

      naive_outputs (&a, problem->parameters, problem->numbers + 5 * s, y);
      for (gsize k = 0; k < 5; k++)
        targets[5 * s + k] = (float) (y[k] + 0.2 * (double) targets[5 * s + k]);
    }
  for (gsize i = 0; i < problem->p; i++)
    problem->parameters[i] += i % 2 == 0 ? 0.3 : -0.3;
  wsc_tangent_retract (&problem->architecture, problem->parameters, NULL);
  return problem;
}
