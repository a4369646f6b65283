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

double
wsc_chi2_quantile (double p, guint d)
{
  g_return_val_if_fail (p > 0 && p < 1 && d > 0, NAN);

  keep_gsl_from_aborting ();
  return gsl_cdf_chisq_Pinv (p, d);
}

double
wsc_f_quantile (double p, double d1, double d2)
{
  g_return_val_if_fail (p > 0 && p < 1 && d1 > 0 && d2 > 0, NAN);

  keep_gsl_from_aborting ();
  return gsl_cdf_fdist_Pinv (p, d1, d2);
}
