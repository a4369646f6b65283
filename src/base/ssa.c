/* X is the (L, K) trajectory matrix, X (i, j) = s_{i+j}, K = n - L + 1. Windows L and K give transposed
 * matrices and therefore one and the same approximation, so the smaller is used. Short windows are solved whole, in
 * O(L n + L^3 + k L n), long ones by products alone, see hankel-leading.c. */
#include "base/trajectory.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define SHORT 400 /* whose eigenvectors take some 20 ms */
#define OFTEN 1e7 /* multiplications between two questions whether to stop */

typedef struct
{
  const double *s;
  gsize n, L, K, k;
  const WscHook *hook;
  double work; /* since the hook was asked */
} Signal;

static gboolean
go_on (Signal *self, double work, GError **error)
{
  self->work += work;
  if (self->work < OFTEN)
    return TRUE;
  self->work = 0;
  if (wsc_hook_report (self->hook, 0, _("Finding the signal")))
    return TRUE;
  g_set_error_literal (error, WSC_ERROR, WSC_ERROR_STOPPED, _("Stopped while finding the signal"));
  return FALSE;
}

/* --- short windows ------------------------------------------------------- */

/* C = X X' (L, L): its first row by sums, the rest by C (i+1, j+1) = C (i, j) - s_i s_j + s_{i+K} s_{j+K}. */
static gboolean
fill_lag_covariance (Signal *self, double *c, GError **error)
{
  const double *s = self->s;
  const gsize L = self->L, K = self->K;

  for (gsize j = 0; j < L; j++)
    {
      double sum = 0;

      if (!go_on (self, (double) K, error))
        return FALSE;
      for (gsize t = 0; t < K; t++)
        sum += s[t] * s[j + t];
      c[j] = sum;
    }
  for (gsize i = 0; i + 1 < L; i++)
    for (gsize j = i; j + 1 < L; j++)
      c[(i + 1) * L + j + 1] = c[i * L + j] - s[i] * s[j] + s[i + K] * s[j + K];
  for (gsize i = 0; i < L; i++)
    for (gsize j = 0; j < i; j++)
      c[i * L + j] = c[j * L + i];
  return TRUE;
}

/* Adds the anti-diagonal sums of u (u'X): the component of one eigenvector; v (K) is scratch. */
static gboolean
add_component (Signal *self, const double *u, double *v, double *sums, GError **error)
{
  const gsize L = self->L, K = self->K;

  for (gsize j = 0; j < K; j++)
    v[j] = 0;
  for (gsize i = 0; i < L; i++)
    {
      if (!go_on (self, (double) K, error))
        return FALSE;
      for (gsize j = 0; j < K; j++)
        v[j] += u[i] * self->s[i + j];
    }
  for (gsize i = 0; i < L; i++)
    {
      if (!go_on (self, (double) K, error))
        return FALSE;
      for (gsize j = 0; j < K; j++)
        sums[i + j] += u[i] * v[j];
    }
  return TRUE;
}

static gboolean
add_components_whole (Signal *self, double *sums, GError **error)
{
  const gsize L = self->L;
  g_autofree double *c = g_malloc_n (L * L, sizeof (double)), *vectors = g_malloc_n (L * L, sizeof (double));
  g_autofree double *values = g_new (double, L), *v = g_new (double, self->K);

  if (!fill_lag_covariance (self, c, error) || !wsc_symmetric_eigen (L, c, values, vectors, error))
    return FALSE;
  for (gsize i = 0; i < self->k; i++)
    if (!add_component (self, vectors + i * L, v, sums, error))
      return FALSE;
  return TRUE;
}

/* --- long windows -------------------------------------------------------- */

static gboolean
add_components_by_products (Signal *self, WscHankel *hankel, double *sums, GError **error)
{
  g_autofree double *vectors = g_malloc_n (self->k * self->L, sizeof (double));
  g_autofree double *v = g_new (double, self->K), *component = g_new (double, self->n);

  if (!wsc_hankel_leading (hankel, self->k, self->hook, vectors, error))
    return FALSE;
  for (gsize i = 0; i < self->k; i++)
    {
      if (!go_on (self, OFTEN, error))
        return FALSE;
      wsc_hankel_rows (hankel, vectors + i * self->L, v);
      wsc_hankel_sums (hankel, vectors + i * self->L, v, component);
      for (gsize t = 0; t < self->n; t++)
        sums[t] += component[t];
    }
  return TRUE;
}

static gboolean
add_components (Signal *self, double *sums, GError **error)
{
  WscHankel hankel;
  gboolean ok;

  if (self->L <= SHORT)
    return add_components_whole (self, sums, error);
  wsc_hankel_init (&hankel, self->n, self->s, self->L);
  ok = add_components_by_products (self, &hankel, sums, error);
  wsc_hankel_clear (&hankel);
  return ok;
}

/* --- both ---------------------------------------------------------------- */

static gboolean
check_arguments (const WscTrajectory *x, gsize k, GError **error)
{
  const gsize n = x->n, h = x->h;

  if (h < 1 || h > n)
    {
      g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE,
                   _("A window of %zu values for a series of %zu; allowed: 1 to %zu"), h, n, n);
      return FALSE;
    }
  if (k < 1 || k > MIN (h, n - h + 1))
    {
      g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE,
                   _("%zu components of a window of %zu over %zu values; allowed: 1 to %zu"), k, h, n,
                   MIN (h, n - h + 1));
      return FALSE;
    }
  for (gsize t = 0; t < n; t++)
    if (!isfinite (x->series[t]))
      {
        g_set_error (error, WSC_ERROR, WSC_ERROR_NUMERIC, _("Value %zu of a series is %g, not a finite number"), t + 1,
                     x->series[t]);
        return FALSE;
      }
  return TRUE;
}

gboolean
wsc_series_signal (const WscTrajectory *x, gsize k, const WscHook *hook, double *signal, GError **error)
{
  g_autofree double *sums = NULL;
  Signal self;

  g_return_val_if_fail (x != NULL && x->series != NULL && signal != NULL, FALSE);

  if (!check_arguments (x, k, error))
    return FALSE;
  self = (Signal){ .s = x->series, .n = x->n, .L = MIN (x->h, x->n - x->h + 1), .k = k, .hook = hook };
  self.K = x->n - self.L + 1;
  sums = g_new0 (double, x->n);
  if (!add_components (&self, sums, error))
    return FALSE;
  for (gsize t = 0; t < x->n; t++)
    signal[t] = sums[t] / (double) MIN (MIN (t + 1, x->n - t), self.L);
  return TRUE;
}
