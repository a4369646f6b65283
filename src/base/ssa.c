/* X is the (L, K) trajectory matrix, X (i, j) = s_{i+j}, K = n - L + 1. Windows L and K give transposed
 * matrices and therefore one and the same approximation, so the smaller is used. O(L n + L^3 + k L n). */
#include "base/base.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* C = X X': its first row by sums, the rest by C (i+1, j+1) = C (i, j) - s_i s_j + s_{i+K} s_{j+K}. */
static double *
lag_covariance (gsize n, const double *s, gsize L)
{
  const gsize K = n - L + 1;
  double *c = g_malloc_n (L * L, sizeof (double));

  for (gsize j = 0; j < L; j++)
    {
      double sum = 0;

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
  return c;
}

/* Adds the anti-diagonal sums of u (u'X): the component of one eigenvector; v (K) is scratch. */
static void
add_component (gsize n, const double *s, gsize L, const double *u, double *v, double *sums)
{
  const gsize K = n - L + 1;

  for (gsize j = 0; j < K; j++)
    v[j] = 0;
  for (gsize i = 0; i < L; i++)
    for (gsize j = 0; j < K; j++)
      v[j] += u[i] * s[i + j];
  for (gsize i = 0; i < L; i++)
    for (gsize j = 0; j < K; j++)
      sums[i + j] += u[i] * v[j];
}

static gboolean
check_arguments (gsize n, gsize h, gsize k, GError **error)
{
  if (h < 1 || h > n)
    {
      g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE,
                   _ ("A window of %zu values for a series of %zu; allowed: 1 to %zu"), h, n, n);
      return FALSE;
    }
  if (k < 1 || k > MIN (h, n - h + 1))
    {
      g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE,
                   _ ("%zu components of a window of %zu over %zu values; allowed: 1 to %zu"), k, h, n,
                   MIN (h, n - h + 1));
      return FALSE;
    }
  return TRUE;
}

gboolean
wsc_series_signal (gsize n, const double *series, gsize h, gsize k, double *signal, GError **error)
{
  g_autofree double *c = NULL, *values = NULL, *vectors = NULL, *v = NULL, *sums = NULL;
  gsize L, K;

  g_return_val_if_fail (series != NULL && signal != NULL, FALSE);

  if (!check_arguments (n, h, k, error))
    return FALSE;
  L = MIN (h, n - h + 1);
  K = n - L + 1;
  c = lag_covariance (n, series, L);
  values = g_new (double, L);
  vectors = g_malloc_n (L * L, sizeof (double));
  if (!wsc_symmetric_eigen (L, c, values, vectors, error))
    return FALSE;

  v = g_new (double, K);
  sums = g_new0 (double, n);
  for (gsize i = 0; i < k; i++)
    add_component (n, series, L, vectors + i * L, v, sums);
  for (gsize t = 0; t < n; t++)
    signal[t] = sums[t] / (double) MIN (MIN (t + 1, n - t), L);
  return TRUE;
}
