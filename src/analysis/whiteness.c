#include "analysis/analysis-private.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <string.h>

void
wsc_normal_quantiles (gsize n, const double *x, double *expected, double *found)
{
  double mean = 0, squares = 0, deviation;

  g_return_if_fail (n > 0 && x != NULL && expected != NULL && found != NULL);

  for (gsize i = 0; i < n; i++)
    mean += x[i] / (double) n;
  for (gsize i = 0; i < n; i++)
    squares += (x[i] - mean) * (x[i] - mean);
  deviation = n > 1 ? sqrt (squares / (double) (n - 1)) : 0;
  memcpy (found, x, n * sizeof *x);
  wsc_sort (n, found);
  for (gsize i = 0; i < n; i++)
    {
      found[i] = deviation > 0 ? (found[i] - mean) / deviation : 0;
      expected[i] = gsl_cdf_ugaussian_Pinv (((double) i + 0.5) / (double) n);
    }
}

/* Q = n (n + 2) sum of r_k^2 / (n - k) over k = 1 .. m, chi-square of m degrees of freedom. */
double
wsc_ljung_box (gsize n, const double *x, gsize m, double *p_value)
{
  g_autofree double *r = NULL;
  const double count = (double) n;
  double sum = 0;

  g_return_val_if_fail (x != NULL && p_value != NULL && m > 0 && m < n, NAN);

  r = g_new (double, m + 1);
  wsc_autocorrelation (n, x, m, r);
  for (gsize k = 1; k <= m; k++)
    sum += r[k] * r[k] / (count - (double) k);
  sum *= count * (count + 2);
  *p_value = gsl_cdf_chisq_Q (sum, (double) m);
  return sum;
}
