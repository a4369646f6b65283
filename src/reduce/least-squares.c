#include "reduce/reduce-private.h"

#include <glib/gi18n-lib.h>
#include <lapacke.h>
#include <math.h>
#include <string.h>

#define RANK 1e-10 /* singular values below this share of the largest are 0 */

static gboolean
all_finite (const double *x, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (!isfinite (x[i]))
      return FALSE;
  return TRUE;
}

gboolean
wsc_least_squares (gsize n, gsize k, gsize r, double *a, double *b, double *x, GError **error)
{
  g_autofree double *values = g_new (double, MIN (n, k) + 1);
  lapack_int rank, info = -1;

  if (r == 0 || k == 0)
    return TRUE;
  if (n == 0 || !all_finite (a, n * k) || !all_finite (b, n * r))
    {
      g_set_error (error, WSC_ERROR, WSC_ERROR_NUMERIC,
                   _("Least squares of %zu unknowns on %zu samples: there are none, or numbers that are not finite"), k, n);
      return FALSE;
    }
  wsc_blas_use_one_thread ();
  info = LAPACKE_dgelsd (LAPACK_ROW_MAJOR, (lapack_int) n, (lapack_int) k, (lapack_int) r, a, (lapack_int) k, b, (lapack_int) r, values, RANK,
                         &rank);
  if (info == 0)
    {
      memcpy (x, b, k * r * sizeof (double));
      return TRUE;
    }
  g_set_error (error, WSC_ERROR, WSC_ERROR_NUMERIC, _("Least squares of %zu unknowns on %zu samples did not converge (LAPACK %d)"), k, n,
               (int) info);
  return FALSE;
}
