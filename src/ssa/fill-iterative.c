/* Gaps by iteration (Kondrashov and Ghil 2006): they begin at the mean, and take the values of the approximation of
 * rank 1, 2, … k of the whole series about its mean until they settle, each rank from where the one before ended. */
#include "ssa/fill-private.h"
#include "ssa/ssa-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define MAX_ROUNDS 5000 /* for each rank */
#define SETTLED 1e-8    /* largest change in a round, in standard deviations of what is there */

typedef struct
{
  const WscGaps *gaps;
  gsize n, L, K;
  double *y;                           /* (n) mean 0 and deviation 1 over what is there */
  double *centred;                     /* (n) y about the mean of all n */
  double *signal;                      /* (n) its approximation */
  double *lags, *values, *vectors, *v; /* (L, L), (L), (L, L), (K): scratch */
  double fraction;
  WscHook hook; /* reports what a round does under our own name */
} Iteration;

/* --- one round ------------------------------------------------------------- */

/* Adds one component, u u'X turned back into a series. */
static void
add_component (Iteration *self, const WscTrajectory *x, const double *u)
{
  wsc_trajectory_rows (x, u, self->v);
  wsc_hankelise (self->L, self->K, u, self->v, self->signal);
}

static gboolean
approximate_short (Iteration *self, const WscTrajectory *x, gsize rank, GError **error)
{
  if (!wsc_lag_covariance (x, self->lags, error) ||
      !wsc_symmetric_eigen (self->L, self->lags, self->values, self->vectors, error))
    return FALSE;
  for (gsize i = 0; i < rank; i++)
    add_component (self, x, self->vectors + i * self->L);
  return TRUE;
}

static gboolean
approximate_long (Iteration *self, const WscTrajectory *x, gsize rank, GError **error)
{
  WscDirections found = { 0 };

  if (!wsc_decompose (x, WSC_SSA_BASIC, rank, &found, error))
    return FALSE;
  for (gsize i = 0; i < found.r; i++)
    add_component (self, x, found.vectors + i * self->L);
  g_free (found.vectors);
  g_free (found.sigma);
  return TRUE;
}

/* The gaps take the approximation of `rank`; `change` is how far they went at most. */
static gboolean
go_round (Iteration *self, gsize rank, double *change, GError **error)
{
  const WscTrajectory x = { self->n, 1, self->L, self->K, self->centred, &self->hook };
  double mean = 0;

  for (gsize t = 0; t < self->n; t++)
    mean += self->y[t] / (double) self->n;
  for (gsize t = 0; t < self->n; t++)
    self->centred[t] = self->y[t] - mean;
  memset (self->signal, 0, self->n * sizeof (double));
  if (!(self->L <= WSC_SSA_WHOLE ? approximate_short : approximate_long) (self, &x, rank, error))
    return FALSE;
  *change = 0;
  for (gsize t = 0; t < self->n; t++)
    if (self->gaps->missing[t])
      {
        *change = MAX (*change, fabs (self->signal[t] + mean - self->y[t]));
        self->y[t] = self->signal[t] + mean;
      }
  return TRUE;
}

/* --- all rounds ------------------------------------------------------------ */

static gboolean
settle (Iteration *self, gsize rank, GError **error)
{
  double change = 1;

  for (guint round = 0; round < MAX_ROUNDS; round++)
    {
      const double part = CLAMP (log (change) / log (SETTLED), 0, 1);

      self->fraction = ((double) (rank - 1) + part) / (double) self->gaps->rank;
      if (!wsc_gaps_go_on (self->gaps->hook, self->fraction, error) || !go_round (self, rank, &change, error))
        return FALSE;
      if (change < SETTLED)
        return TRUE;
    }
  g_set_error (
      error, WSC_ERROR, WSC_ERROR_NUMERIC,
      _("The gaps do not settle: at rank %zu they still change by %.2g standard deviations after %d rounds; take "
         "a lower rank or a longer window"),
      rank, change, MAX_ROUNDS);
  return FALSE;
}

static gboolean
report_round (gpointer user_data, double fraction, const char *phase)
{
  const Iteration *self = user_data;

  return wsc_gaps_go_on (self->gaps->hook, self->fraction, NULL);
}

static void
find_scale (const WscGaps *gaps, double *mean, double *sd)
{
  gsize known = 0;

  *mean = *sd = 0;
  for (gsize t = 0; t < gaps->n; t++)
    known += !gaps->missing[t];
  for (gsize t = 0; t < gaps->n; t++)
    if (!gaps->missing[t])
      *mean += gaps->values[t] / (double) known;
  for (gsize t = 0; t < gaps->n; t++)
    if (!gaps->missing[t])
      *sd = hypot (*sd, (gaps->values[t] - *mean) / sqrt ((double) known));
  if (!(*sd > 0))
    *sd = 1;
}

gboolean
wsc_gaps_iterate (WscGaps *gaps, GError **error)
{
  const gsize n = gaps->n, L = MIN (gaps->window, n - gaps->window + 1), K = n - L + 1;
  const gsize size = L <= WSC_SSA_WHOLE ? L * L : 0;
  g_autofree double *y = g_new0 (double, n), *centred = g_new (double, n), *signal = g_new (double, n);
  g_autofree double *lags = g_new (double, size), *vectors = g_new (double, size);
  g_autofree double *values = g_new (double, L), *v = g_new (double, K);
  Iteration self = { gaps, n, L, K, y, centred, signal, lags, values, vectors, v, 0, { 0 } };
  double mean, sd;

  self.hook = (WscHook){ report_round, &self, wsc_hook_get_n_threads (gaps->hook) };
  find_scale (gaps, &mean, &sd);
  for (gsize t = 0; t < n; t++)
    if (!gaps->missing[t])
      y[t] = (gaps->values[t] - mean) / sd;
  for (gsize rank = 1; rank <= gaps->rank; rank++)
    if (!settle (&self, rank, error))
      return FALSE;
  for (gsize t = 0; t < n; t++)
    if (gaps->missing[t])
      gaps->values[t] = mean + sd * y[t];
  return TRUE;
}
