/* Matrices of lagged products. */
#include "ssa/ssa-private.h"

#include <cblas.h>

/* sum of s_t s_{t+lag} over `count` places, all channels. */
static double
lagged_product (const WscTrajectory *x, gsize lag, gsize count)
{
  double sum = 0;

  for (gsize c = 0; c < x->n_channels; c++)
    sum += cblas_ddot ((int) count, x->values + c * x->n, 1, x->values + c * x->n + lag, 1);
  return sum;
}

static void
mirror (gsize L, double *c)
{
  for (gsize i = 0; i < L; i++)
    for (gsize j = 0; j < i; j++)
      c[i * L + j] = c[j * L + i];
}

/* Its first row by sums, the rest by C (i+1, j+1) = C (i, j) - s_i s_j + s_{i+K} s_{j+K}. */
gboolean
wsc_lag_covariance (const WscTrajectory *x, double *c, GError **error)
{
  const gsize L = x->L, K = x->K;

  for (gsize j = 0; j < L; j++)
    {
      if (!wsc_ssa_go_on (x->hook, 0, error))
        return FALSE;
      c[j] = lagged_product (x, j, K);
    }
  for (gsize i = 0; i + 1 < L; i++)
    for (gsize j = i; j + 1 < L; j++)
      {
        double change = 0;

        for (const double *s = x->values; s < x->values + x->n_channels * x->n; s += x->n)
          change += s[i + K] * s[j + K] - s[i] * s[j];
        c[(i + 1) * L + j + 1] = c[i * L + j] + change;
      }
  mirror (L, c);
  return TRUE;
}
