/* Leading vectors alone, for series that are decomposed again and again. */
#include "analysis/analysis-private.h"

#include <lapacke.h>
#include <math.h>
#include <string.h>

/* The eigenvectors of X X'; of LAPACK's column-major array each column is a row of ours, the last the leading one. */
static gboolean
find_short (const WscTrajectory *x, gsize k, double *vectors)
{
  const lapack_int L = (lapack_int) x->L, first = L - (lapack_int) k + 1;
  g_autofree double *c = g_malloc_n (x->L * x->L, sizeof (double)), *values = g_new (double, x->L);
  g_autofree double *ascending = g_malloc_n (k * x->L, sizeof (double));
  g_autofree lapack_int *support = g_new (lapack_int, 2 * x->L);
  lapack_int n_found;

  if (!wsc_lag_covariance (x, c, NULL) || LAPACKE_dsyevr (LAPACK_COL_MAJOR, 'V', 'I', 'U', L, c, L, 0, 0, first, L, 0,
                                                          &n_found, values, ascending, L, support) != 0)
    return FALSE;
  for (gsize i = 0; i < k; i++)
    memcpy (vectors + i * x->L, ascending + (k - 1 - i) * x->L, x->L * sizeof (double));
  return n_found == (lapack_int) k;
}

gboolean
wsc_leading_vectors (const WscTrajectory *x, WscSsaKind kind, gsize k, double *vectors)
{
  WscDirections found = { 0 };
  gboolean ok;

  if (kind == WSC_SSA_BASIC && x->L <= WSC_SSA_WHOLE)
    return find_short (x, k, vectors);
  if (!wsc_decompose (x, kind, k, &found, NULL))
    return FALSE;
  ok = found.r >= k;
  if (ok)
    memcpy (vectors, found.vectors, k * x->L * sizeof (double));
  g_free (found.vectors);
  g_free (found.sigma);
  return ok;
}

double
wsc_ssa_get_scale (const WscSsa *ssa)
{
  double largest = 0;
  int exponent;

  for (gsize c = 0; c < wsc_ssa_get_n_channels (ssa); c++)
    for (gsize t = 0; t < wsc_ssa_get_length (ssa); t++)
      largest = fmax (largest, fabs (wsc_ssa_get_values (ssa, c)[t]));
  frexp (largest, &exponent);
  return ldexp (1, exponent);
}

double *
wsc_ssa_get_scaled (const WscSsa *ssa, double scale)
{
  const gsize n = wsc_ssa_get_length (ssa), n_channels = wsc_ssa_get_n_channels (ssa);
  double *scaled = g_malloc_n (n_channels * n, sizeof (double));

  for (gsize c = 0; c < n_channels; c++)
    for (gsize t = 0; t < n; t++)
      scaled[c * n + t] = wsc_ssa_get_values (ssa, c)[t] / scale;
  return scaled;
}
