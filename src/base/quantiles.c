#include "base/base.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <math.h>
#include <pthread.h>

static void
turn_off_handler (void)
{
  gsl_set_error_handler_off ();
}

/* GSL aborts on errors unless told once not to; setting and restoring the handler around each call
 * would race, since GSL keeps one for all threads. */
static void
keep_gsl_from_aborting (void)
{
  static pthread_once_t once = PTHREAD_ONCE_INIT;

  pthread_once (&once, turn_off_handler);
}

/* From so many degrees of freedom F (d1, d2) is chi2 (d1) / d1 to 1e-7, and GSL's F loses more than that. */
#define ENDLESS 1e8

typedef double (*Distribution) (double x, double d1, double d2);

static double
chi2_distribution (double x, double d1, double d2)
{
  return gsl_cdf_chisq_P (x, d1);
}

/* By halving an interval of log2 x, for where GSL's own inverse does not converge. */
static double
invert (Distribution distribution, double p, double d1, double d2)
{
  double low = -1074, high = 1023;

  for (guint i = 0; i < 80; i++)
    {
      const double middle = 0.5 * (low + high);

      if (distribution (exp2 (middle), d1, d2) < p)
        low = middle;
      else
        high = middle;
    }
  return exp2 (0.5 * (low + high));
}

static double
chi2_quantile (double p, double d)
{
  const double q = gsl_cdf_chisq_Pinv (p, d);

  return isfinite (q) ? q : invert (chi2_distribution, p, d, 0);
}

double
wsc_chi2_quantile (double p, guint d)
{
  g_return_val_if_fail (p > 0 && p < 1 && d > 0, NAN);

  keep_gsl_from_aborting ();
  return chi2_quantile (p, d);
}

double
wsc_f_quantile (double p, double d1, double d2)
{
  double q;

  g_return_val_if_fail (p > 0 && p < 1 && d1 > 0 && d2 > 0, NAN);

  keep_gsl_from_aborting ();
  if (d2 >= ENDLESS)
    return chi2_quantile (p, d1) / d1;
  q = gsl_cdf_fdist_Pinv (p, d1, d2);
  return isfinite (q) ? q : invert (gsl_cdf_fdist_P, p, d1, d2);
}
