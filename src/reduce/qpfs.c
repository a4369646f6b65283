/* min z'Qz - b'z over the simplex, by the primal active set method (Nocedal and Wright 2006, section 16.5): numbers that are above 0 are
 * free, and the programme of those alone is a linear system. One more becomes free where that lowers the value; one that would fall below 0
 * stops the step and is no longer free. It ends at the optimum itself, which the conditions of Karush, Kuhn and Tucker then certify.
 * Q may be singular, so each round solves for z with a ridge towards the z of the round before (the proximal point method), until z stays.
 * O(n_free^3) a step, and about n_free steps; general solvers, of O(n^3) a step, take far longer and do not settle for many numbers. */
#include "reduce/reduce.h"

#include <cblas.h>
#include <glib/gi18n-lib.h>
#include <lapacke.h>
#include <math.h>
#include <string.h>

#define TOLERANCE 1e-8 /* of the conditions, over the largest number of Q and b */
#define RIDGE 1e-7     /* over that number */
#define SETTLED 1e-10  /* change of z in a round */
#define MAX_ROUNDS 50
#define STEPS_EACH 20

typedef struct
{
  guint n, n_free;
  const double *q, *b;
  double scale, ridge, *z;
  double *centre; /* (n) z of the round before */
  guint *free; /* (n) the first n_free */
  double *gradient;      /* (n) 2 Q z - b */
  double multiplier;     /* of sum z = 1 */
  double *matrix, *step; /* (n, n) and (2, n): scratch of the system */
} Solver;

static void
solver_init (Solver *self, guint n, const double *q, const double *b, double *z)
{
  guint best = 0;

  *self = (Solver){ .n = n, .q = q, .b = b, .z = z, .scale = 1e-300 };
  for (gsize i = 0; i < (gsize) n * n; i++)
    self->scale = MAX (self->scale, fabs (q[i]));
  for (guint i = 0; i < n; i++)
    {
      self->scale = MAX (self->scale, fabs (b[i]));
      z[i] = 0;
      if (q[(gsize) i * n + i] - b[i] < q[(gsize) best * n + best] - b[best])
        best = i;
    }
  z[best] = 1;
  self->ridge = RIDGE * self->scale;
  self->centre = g_memdup2 (z, n * sizeof (double));
  self->free = g_new (guint, n);
  self->free[self->n_free++] = best;
  self->gradient = g_new (double, n);
  self->matrix = g_malloc_n ((gsize) n * n, sizeof (double));
  self->step = g_new (double, 2 * n);
}

static void
solver_clear (Solver *self)
{
  g_free (self->centre);
  g_free (self->free);
  g_free (self->gradient);
  g_free (self->matrix);
  g_free (self->step);
}

/* Where the free ones would be if none had to be above 0, into `step`: (2 Q + ridge) x = b + ridge centre + multiplier. */
static gboolean
solve_free (Solver *self)
{
  const guint n = self->n_free;
  double *x = self->step, *ones = self->step + n, sum_x = 0, sum_ones = 0;

  for (guint i = 0; i < n; i++)
    {
      for (guint j = 0; j < n; j++)
        self->matrix[(gsize) i * n + j] = 2 * self->q[(gsize) self->free[i] * self->n + self->free[j]];
      self->matrix[(gsize) i * n + i] += self->ridge;
      x[i] = self->b[self->free[i]] + self->ridge * self->centre[self->free[i]];
      ones[i] = 1;
    }
  if (LAPACKE_dposv (LAPACK_COL_MAJOR, 'U', (lapack_int) n, 2, self->matrix, (lapack_int) n, self->step, (lapack_int) n) != 0)
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      sum_x += x[i];
      sum_ones += ones[i];
    }
  self->multiplier = (1 - sum_x) / sum_ones;
  for (guint i = 0; i < n; i++)
    x[i] += self->multiplier * ones[i];
  return TRUE;
}

/* Moves towards `step` until one is 0; TRUE if none was in the way. */
static gboolean
move (Solver *self)
{
  double length = 1;
  guint first = self->n_free, n = 0;

  for (guint i = 0; i < self->n_free; i++)
    {
      const double z = self->z[self->free[i]], to = self->step[i];

      if (to <= 0 && z / (z - to) < length)
        {
          length = z / (z - to);
          first = i;
        }
    }
  for (guint i = 0; i < self->n_free; i++)
    self->z[self->free[i]] += length * (self->step[i] - self->z[self->free[i]]);
  if (first == self->n_free)
    return TRUE;
  self->z[self->free[first]] = 0;
  for (guint i = 0; i < self->n_free; i++)
    if (i != first)
      self->free[n++] = self->free[i];
  self->n_free = n;
  return FALSE;
}

static void
update_gradient (Solver *self)
{
  memcpy (self->gradient, self->b, self->n * sizeof (double));
  cblas_dsymv (CblasRowMajor, CblasUpper, (int) self->n, 2, self->q, (int) self->n, self->z, 1, -1, self->gradient, 1);
}

/* The one whose growth lowers the value most becomes free; FALSE if there is none. */
static gboolean
release (Solver *self)
{
  guint best = self->n;
  double least = -TOLERANCE * 1e-2 * self->scale;

  update_gradient (self);
  for (guint i = 0; i < self->n; i++)
    {
      const double slope = self->gradient[i] - self->ridge * self->centre[i] - self->multiplier;

      if (!(self->z[i] > 0) && slope < least)
        {
          least = slope;
          best = i;
        }
    }
  if (best < self->n)
    self->free[self->n_free++] = best;
  return best < self->n;
}

/* At an optimum the gradient is one number wherever z is above 0, and nowhere less. */
static gboolean
certify (Solver *self)
{
  double residual = 0, sum = 0;

  update_gradient (self);
  for (guint i = 0; i < self->n; i++)
    {
      const double slope = self->gradient[i] - self->multiplier;

      sum += self->z[i];
      residual = MAX (residual, self->z[i] > 0 ? fabs (slope) : -slope);
    }
  return residual <= TOLERANCE * self->scale && fabs (sum - 1) <= TOLERANCE;
}

/* At most. */
static guint
count_steps (const Solver *self)
{
  return STEPS_EACH * self->n + 2 * MAX_ROUNDS;
}

/* To the optimum of a round; `n_steps` counts down. */
static gboolean
run_round (Solver *self, guint *n_steps, const WscHook *hook, gboolean *stopped)
{
  for (; *n_steps > 0; --*n_steps)
    {
      *stopped = !wsc_hook_report (hook, 1 - *n_steps / (double) count_steps (self), _("Choosing neurons"));
      if (*stopped || !solve_free (self))
        return FALSE;
      if (move (self) && !release (self))
        return TRUE;
    }
  return FALSE;
}

/* Takes z as the next centre; TRUE if it stayed. */
static gboolean
settle (Solver *self)
{
  double moved = 0;

  for (guint i = 0; i < self->n; i++)
    moved = MAX (moved, fabs (self->z[i] - self->centre[i]));
  memcpy (self->centre, self->z, self->n * sizeof (double));
  return moved <= SETTLED;
}

static gboolean
run (Solver *self, const WscHook *hook, gboolean *stopped)
{
  guint n_steps = count_steps (self);

  for (guint round = 0; round < MAX_ROUNDS; round++)
    {
      if (!run_round (self, &n_steps, hook, stopped))
        return FALSE;
      if (settle (self))
        break;
    }
  return certify (self);
}

gboolean
wsc_qpfs_solve (guint n, const double *q, const double *b, double *z, const WscHook *hook, GError **error)
{
  Solver self;
  gboolean ok, stopped = FALSE;

  g_return_val_if_fail (n > 0 && q != NULL && b != NULL && z != NULL, FALSE);

  for (gsize i = 0; i < (gsize) n * n + n; i++)
    if (!isfinite (i < n ? b[i] : q[i - n]))
      {
        g_set_error_literal (error, WSC_ERROR, WSC_ERROR_NUMERIC, _("Similarity or relevance of neurons is not a finite number"));
        return FALSE;
      }
  wsc_blas_use_one_thread ();
  solver_init (&self, n, q, b, z);
  ok = run (&self, hook, &stopped);
  solver_clear (&self);
  if (stopped)
    g_set_error_literal (error, WSC_ERROR, WSC_ERROR_STOPPED, _("Stopped while choosing neurons"));
  else if (!ok)
    g_set_error (error, WSC_ERROR, WSC_ERROR_NUMERIC, _("The choice among %u neurons did not settle at an optimum"), n);
  return ok;
}
