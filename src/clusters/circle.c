/* Do neurons lie on a circle, and in which order? */
#include "clusters/clusters-private.h"

#include <math.h>

static double *
centred_means (const WscGaussians *gaussians)
{
  const gsize m = gaussians->m, d = gaussians->d;
  double *x = g_memdup2 (gaussians->means, m * d * sizeof (double));

  for (gsize e = 0; e < d; e++)
    {
      double mean = 0;

      for (gsize i = 0; i < m; i++)
        mean += x[i * d + e] / (double) m;
      for (gsize i = 0; i < m; i++)
        x[i * d + e] -= mean;
    }
  return x;
}

static double
dot (gsize d, const double *a, const double *b)
{
  double sum = 0;

  for (gsize e = 0; e < d; e++)
    sum += a[e] * b[e];
  return sum;
}

/* --- the plane --------------------------------------------------------------- */

static gboolean
find_plane (WscCircle *self, gsize d, const double *x, GError **error)
{
  g_autofree double *covariance = g_malloc0_n (d * d, sizeof (double)), *values = g_new (double, d),
                    *vectors = g_malloc_n (d * d, sizeof (double));
  double total = 0;

  for (gsize i = 0; i < self->m; i++)
    for (gsize p = 0; p < d; p++)
      for (gsize q = 0; q < d; q++)
        covariance[p * d + q] += x[i * d + p] * x[i * d + q] / self->m;
  if (!wsc_symmetric_eigen (d, covariance, values, vectors, error))
    return FALSE;
  for (gsize e = 0; e < d; e++)
    total += MAX (values[e], 0);
  self->share = total > 0 ? (values[0] + (d > 1 ? MAX (values[1], 0) : 0)) / total : 0;
  for (gsize i = 0; i < self->m; i++)
    {
      const double a = dot (d, x + i * d, vectors), b = d > 1 ? dot (d, x + i * d, vectors + d) : 0;

      self->angles[i] = atan2 (b, a);
      self->radii[i] = hypot (a, b);
    }
  return TRUE;
}

/* The direction of the mean of all turns as unit vectors: no turn is cut at pi. */
static double
mean_turn (const WscCircle *self)
{
  double x = 0, y = 0;

  for (guint i = 0; i + 1 < self->m; i++)
    {
      x += cos (self->angles[i + 1] - self->angles[i]);
      y += sin (self->angles[i + 1] - self->angles[i]);
    }
  return atan2 (y, x);
}

/* --- the period ---------------------------------------------------------------- */

static void
correlate (WscCircle *self, gsize d, const double *x)
{
  const gsize m = self->m;
  const double squares = dot (m * d, x, x) / (double) m;

  for (gsize lag = 1; lag <= self->n_lags; lag++)
    self->autocorrelation[lag - 1] =
        squares > 0 ? dot ((m - lag) * d, x, x + lag * d) / (double) (m - lag) / squares : 0;
}

static double
at_lag (const WscCircle *self, guint lag)
{
  return self->autocorrelation[lag - 1];
}

/* Higher than both neighbours, and than the highest of so many lags of pure noise, as a rule. */
static gboolean
is_peak (const WscCircle *self, guint lag)
{
  return lag > 1 && lag < self->n_lags && at_lag (self, lag) > at_lag (self, lag - 1) &&
         at_lag (self, lag) >= at_lag (self, lag + 1) &&
         at_lag (self, lag) > sqrt (2 * log (self->m) / (self->m - lag));
}

/* Multiples of a period peak as high as it does, but for noise: the first hill that comes near the highest. */
static guint
find_period (const WscCircle *self)
{
  double highest = 0;
  guint first = 0, period;

  for (guint lag = 1; lag <= self->n_lags; lag++)
    if (is_peak (self, lag))
      highest = MAX (highest, at_lag (self, lag));
  for (guint lag = self->n_lags; lag >= 1; lag--)
    if (is_peak (self, lag) && at_lag (self, lag) >= 0.9 * highest)
      first = lag;
  period = first;
  for (guint lag = first; lag <= MIN (first + first / 2, self->n_lags) && first > 0; lag++)
    if (is_peak (self, lag) && at_lag (self, lag) > at_lag (self, period))
      period = lag;
  return period;
}

WscCircle *
wsc_circle_new (const WscGaussians *gaussians, GError **error)
{
  g_autoptr (WscCircle) self = g_new0 (WscCircle, 1);
  g_autofree double *x = NULL;

  g_return_val_if_fail (gaussians != NULL && gaussians->m > 0 && gaussians->d > 0, NULL);

  self->ref_count = 1;
  self->m = gaussians->m;
  self->n_lags = self->m / 2;
  self->angles = g_new (double, self->m);
  self->radii = g_new (double, self->m);
  self->autocorrelation = g_new (double, self->n_lags);
  if (!wsc_gaussians_check (gaussians, error))
    return NULL;
  x = centred_means (gaussians);
  if (!find_plane (self, gaussians->d, x, error))
    return NULL;
  correlate (self, gaussians->d, x);
  self->period = find_period (self);
  self->turn = self->m > 1 ? mean_turn (self) : 0;
  return g_steal_pointer (&self);
}

WscCircle *
wsc_circle_ref (WscCircle *self)
{
  g_atomic_int_inc (&self->ref_count);
  return self;
}

void
wsc_circle_unref (WscCircle *self)
{
  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;
  g_free (self->angles);
  g_free (self->radii);
  g_free (self->autocorrelation);
  g_free (self);
}
