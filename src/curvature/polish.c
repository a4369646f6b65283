/* To a stationary point: limited-memory BFGS (Nocedal 1980), its pairs projected to the tangent space of the point that
 * is reached (vector transport by projection; Huang, Gallivan and Absil 2015), with a weak Wolfe search by bisection
 * (Lewis and Overton 2013). */
#include "curvature/directions.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define MEMORY 10
#define DECREASE 1e-4  /* of the value, by the slope */
#define FLATTENING 0.9 /* of the slope */
#define MOST_TRIALS 40
#define LEAST_COSINE 1e-12 /* of a step and its change of gradient */
#define ROUNDING 1e-14     /* of the value: what is less is no increase (Hager and Zhang 2005) */

typedef struct
{
  const WscObjective *objective;
  WscLoop loop;
  WscNet net;
  gsize p;
  double *w, *gradient, *direction, *trial, *trial_gradient; /* (p) */
  double *steps, *changes;                                   /* (MEMORY, p) */
  double value, trial_value;
  guint n_pairs, first; /* of the ring */
} Search;

static double
dot (gsize n, const double *a, const double *b)
{
  double sum = 0.0;

  for (gsize i = 0; i < n; i++)
    sum += a[i] * b[i];
  return sum;
}

static void
search_init (Search *self, const WscObjective *objective, const WscHook *hook)
{
  *self = (Search){ .objective = objective, .loop = wsc_curvature_loop (hook, 0, 0) };
  wsc_net_init (&self->net, objective->architecture);
  self->p = self->net.p;
  self->w = g_new (double, 5 * self->p);
  self->gradient = self->w + self->p;
  self->direction = self->gradient + self->p;
  self->trial = self->direction + self->p;
  self->trial_gradient = self->trial + self->p;
  self->steps = g_new (double, MEMORY * self->p);
  self->changes = g_new (double, MEMORY * self->p);
}

static void
search_clear (Search *self)
{
  wsc_net_clear (&self->net);
  g_free (self->w);
  g_free (self->steps);
  g_free (self->changes);
}

/* F and its tangent gradient. FALSE if stopped. */
static gboolean
evaluate (Search *self, const double *w, double *value, double *gradient)
{
  g_autofree double *ours = g_new (double, self->p);

  wsc_net_set (&self->net, w);
  if (!wsc_net_gradient (&self->net, self->objective, &self->loop, value, ours))
    return FALSE;
  for (gsize i = 0; i < self->p; i++)
    gradient[self->net.place[i]] = ours[i];
  wsc_tangent_project (self->objective->architecture, w, gradient);
  return TRUE;
}

/* --- the direction --------------------------------------------------------------- */

static void
add_pair (Search *self, double step)
{
  const guint at = (self->first + self->n_pairs) % MEMORY;
  double *s = self->steps + at * self->p, *y = self->changes + at * self->p;
  const WscArchitecture *a = self->objective->architecture;

  for (gsize i = 0; i < self->p; i++)
    {
      s[i] = step * self->direction[i];
      y[i] = self->gradient[i];
    }
  wsc_tangent_project (a, self->trial, s);
  wsc_tangent_project (a, self->trial, y);
  for (gsize i = 0; i < self->p; i++)
    y[i] = self->trial_gradient[i] - y[i];
  if (dot (self->p, s, y) <= LEAST_COSINE * sqrt (dot (self->p, s, s) * dot (self->p, y, y)))
    return;
  if (self->n_pairs < MEMORY)
    self->n_pairs++;
  else
    self->first = (self->first + 1) % MEMORY;
}

static void
transport_pairs (Search *self)
{
  if (!wsc_architecture_has_factors (self->objective->architecture))
    return;
  for (guint k = 0; k < self->n_pairs; k++)
    {
      const guint at = (self->first + k) % MEMORY;

      wsc_tangent_project (self->objective->architecture, self->w, self->steps + at * self->p);
      wsc_tangent_project (self->objective->architecture, self->w, self->changes + at * self->p);
    }
}

/* 1 / s'y of a pair, the older the smaller k; 0: one that the projection has turned. */
static double
pair_weight (const Search *self, guint k, const double **s, const double **y)
{
  const gsize at = (self->first + k) % MEMORY * self->p;
  double sy;

  *s = self->steps + at;
  *y = self->changes + at;
  sy = dot (self->p, *s, *y);
  return sy > LEAST_COSINE * sqrt (dot (self->p, *s, *s) * dot (self->p, *y, *y)) ? 1.0 / sy : 0.0;
}

/* What the inverse of the Hessian is taken for before the pairs: s'y / y'y of the latest. */
static double
first_scale (const Search *self)
{
  const double *s, *y;
  double rho;

  if (self->n_pairs > 0 && (rho = pair_weight (self, self->n_pairs - 1, &s, &y)) > 0.0)
    return 1.0 / (rho * dot (self->p, y, y));
  return 1.0 / MAX (1.0, sqrt (dot (self->p, self->gradient, self->gradient)));
}

/* The two loops. */
static void
choose_direction (Search *self)
{
  const double scale = first_scale (self);
  double alpha[MEMORY], *d = self->direction;
  const double *s, *y;

  for (gsize i = 0; i < self->p; i++)
    d[i] = -self->gradient[i];
  for (guint k = self->n_pairs; k-- > 0;)
    {
      alpha[k] = pair_weight (self, k, &s, &y) * dot (self->p, s, d);
      for (gsize i = 0; i < self->p; i++)
        d[i] -= alpha[k] * y[i];
    }
  for (gsize i = 0; i < self->p; i++)
    d[i] *= scale;
  for (guint k = 0; k < self->n_pairs; k++)
    {
      const double beta = pair_weight (self, k, &s, &y) * dot (self->p, y, d);

      for (gsize i = 0; i < self->p; i++)
        d[i] += (alpha[k] - beta) * s[i];
    }
  wsc_tangent_project (self->objective->architecture, self->w, d);
}

/* --- along it -------------------------------------------------------------------- */

typedef enum
{
  TRIAL_TOO_FAR,
  TRIAL_TOO_NEAR,
  TRIAL_FINE
} Trial;

/* The slope at the trial is along the direction as the point there sees it. */
static Trial
judge (const Search *self, double step, double slope)
{
  g_autofree double *d = g_memdup2 (self->direction, self->p * sizeof (double));
  const double allowance = ROUNDING * fabs (self->value);
  double there;

  if (!isfinite (self->trial_value) || self->trial_value > self->value + DECREASE * step * slope + allowance)
    return TRIAL_TOO_FAR;
  wsc_tangent_project (self->objective->architecture, self->trial, d);
  there = dot (self->p, d, self->trial_gradient);
  return there < FLATTENING * slope ? TRIAL_TOO_NEAR : TRIAL_FINE;
}

static gboolean
try_step (Search *self, double step)
{
  for (gsize i = 0; i < self->p; i++)
    self->trial[i] = self->w[i] + step * self->direction[i];
  if (!wsc_tangent_retract (self->objective->architecture, self->trial, NULL))
    self->trial_value = INFINITY;
  else if (!evaluate (self, self->trial, &self->trial_value, self->trial_gradient))
    return FALSE;
  return TRUE;
}

/* A step that lowers the value enough and, where it can be found, flattens the slope; 0: none. */
static double
search_line (Search *self, double slope)
{
  double near = 0.0, far = INFINITY, step = 1.0;

  for (guint i = 0; i < MOST_TRIALS; i++)
    {
      Trial trial;

      if (!try_step (self, step))
        return 0.0;
      trial = judge (self, step, slope);
      if (trial == TRIAL_FINE || (trial == TRIAL_TOO_NEAR && i + 1 == MOST_TRIALS))
        return step;
      if (trial == TRIAL_TOO_FAR)
        far = step;
      else
        near = step;
      step = isfinite (far) ? 0.5 * (near + far) : 2.0 * step;
    }
  return 0.0;
}

static void
accept (Search *self, double step)
{
  add_pair (self, step);
  memcpy (self->w, self->trial, self->p * sizeof (double));
  memcpy (self->gradient, self->trial_gradient, self->p * sizeof (double));
  self->value = self->trial_value;
  transport_pairs (self);
}

/* One iteration; where the remembered curvature misleads, once more along the gradient. FALSE: no lower point is to be
 * found. */
static gboolean
iterate (Search *self)
{
  for (;;)
    {
      const gboolean is_plain = self->n_pairs == 0;
      double slope, step = 0.0;

      choose_direction (self);
      slope = dot (self->p, self->direction, self->gradient);
      if (slope < 0.0)
        step = search_line (self, slope);
      if (step > 0.0)
        {
          accept (self, step);
          return TRUE;
        }
      if (is_plain || self->loop.stopped)
        return FALSE;
      self->n_pairs = 0;
    }
}

static gboolean
is_there (const Search *self, double tolerance)
{
  return sqrt (dot (self->p, self->gradient, self->gradient)) <= tolerance * (1.0 + fabs (self->value));
}

static gboolean
begin (Search *self, const double *parameters, GError **error)
{
  memcpy (self->w, parameters, self->p * sizeof (double));
  if (!wsc_tangent_retract (self->objective->architecture, self->w, error))
    return FALSE;
  if (!evaluate (self, self->w, &self->value, self->gradient))
    return wsc_loop_end (&self->loop, error);
  if (isfinite (self->value) && isfinite (dot (self->p, self->gradient, self->gradient)))
    return TRUE;
  g_set_error (error, WSC_ERROR, WSC_ERROR_NUMERIC,
               _("The loss is %g where the search for its minimum begins, not a finite number"), self->value);
  return FALSE;
}

gboolean
wsc_objective_polish (const WscObjective *self, guint max_iterations, double tolerance, double *parameters,
                      WscPolish *report, const WscHook *hook, GError **error)
{
  Search search;
  gboolean fine;

  g_return_val_if_fail (self != NULL && parameters != NULL && report != NULL && self->n > 0, FALSE);

  *report = (WscPolish){ 0 };
  search_init (&search, self, hook);
  fine = begin (&search, parameters, error);
  if (fine)
    {
      report->value_before = search.value;
      report->gradient_before = sqrt (dot (search.p, search.gradient, search.gradient));
      while (!is_there (&search, tolerance) && report->iterations < max_iterations)
        {
          search.loop.from = search.loop.to = (double) report->iterations / max_iterations;
          if (!wsc_loop_ask (&search.loop, search.loop.from) || !iterate (&search))
            break;
          report->iterations++;
        }
      report->value_after = search.value;
      report->gradient_after = sqrt (dot (search.p, search.gradient, search.gradient));
      report->converged = is_there (&search, tolerance);
      memcpy (parameters, search.w, search.p * sizeof (double));
      fine = wsc_loop_end (&search.loop, error);
    }
  search_clear (&search);
  return fine;
}
