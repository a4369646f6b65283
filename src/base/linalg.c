#include "base/base.h"

#include <cblas.h>
#include <glib/gi18n-lib.h>
#include <lapacke.h>
#include <math.h>
#include <pthread.h>
#include <string.h>

static void
keep_blas_on_one_thread (void)
{
  openblas_set_num_threads (1);
}

/* pthread_once, not g_once: race detectors know it. */
void
wsc_blas_use_one_thread (void)
{
  static pthread_once_t once = PTHREAD_ONCE_INIT;

  pthread_once (&once, keep_blas_on_one_thread);
}

static gboolean
check_matrix (gsize m, gsize n, const double *a, GError **error)
{
  if (m > G_MAXINT32 || n > G_MAXINT32)
    {
      g_set_error (error, WSC_ERROR, WSC_ERROR_NUMERIC,
                   _("A matrix of %zu × %zu is too large; at most %d rows and columns"), m, n, G_MAXINT32);
      return FALSE;
    }
  for (gsize i = 0; i < m * n; i++)
    if (!isfinite (a[i]))
      {
        g_set_error (error, WSC_ERROR, WSC_ERROR_NUMERIC,
                     _("Row %zu, column %zu of a %zu × %zu matrix is %g, not a finite number"), i / n + 1, i % n + 1,
                     m, n, a[i]);
        return FALSE;
      }
  return TRUE;
}

static gboolean
check_info (lapack_int info, const char *what, gsize m, gsize n, GError **error)
{
  if (info == 0)
    return TRUE;
  if (info == LAPACK_WORK_MEMORY_ERROR || info == LAPACK_TRANSPOSE_MEMORY_ERROR)
    g_set_error (error, WSC_ERROR, WSC_ERROR_NUMERIC, _("%s: not enough memory for a matrix of %zu × %zu"), what, m,
                 n);
  else
    g_set_error (error, WSC_ERROR, WSC_ERROR_NUMERIC, _("%s: did not converge for a matrix of %zu × %zu (LAPACK %d)"),
                 what, m, n, (int) info);
  return FALSE;
}

/* out = (A + A') / 2, so that rounding in A decides nothing. */
static double *
symmetrised (gsize n, const double *a)
{
  double *out = g_malloc_n (n * n, sizeof (double));

  for (gsize i = 0; i < n; i++)
    for (gsize j = 0; j < n; j++)
      out[i * n + j] = 0.5 * a[i * n + j] + 0.5 * a[j * n + i];
  return out;
}

static void
copy_with_fixed_sign (gsize n, const double *from, double *to)
{
  gsize largest = 0;

  for (gsize i = 1; i < n; i++)
    if (fabs (from[i]) > fabs (from[largest]))
      largest = i;
  for (gsize i = 0; i < n; i++)
    to[i] = from[largest] < 0 ? -from[i] : from[i];
}

/* LAPACK's column-major eigenvector i is our row n - 1 - i: its values ascend, ours descend. */
gboolean
wsc_symmetric_eigen (gsize n, const double *a, double *values, double *vectors, GError **error)
{
  g_autofree double *work = NULL;
  lapack_int info;

  g_return_val_if_fail (n > 0 && a != NULL && values != NULL, FALSE);

  if (!check_matrix (n, n, a, error))
    return FALSE;
  wsc_blas_use_one_thread ();
  work = symmetrised (n, a);
  info = LAPACKE_dsyevd (LAPACK_COL_MAJOR, vectors != NULL ? 'V' : 'N', 'U', (lapack_int) n, work, (lapack_int) n,
                         values);
  if (!check_info (info, _("Eigenvalues"), n, n, error))
    return FALSE;

  for (gsize i = 0; i < n / 2; i++)
    {
      const double value = values[i];

      values[i] = values[n - 1 - i];
      values[n - 1 - i] = value;
    }
  for (gsize i = 0; vectors != NULL && i < n; i++)
    copy_with_fixed_sign (n, work + (n - 1 - i) * n, vectors + i * n);
  return TRUE;
}

/* LAPACK reads our row-major A as A' = V diag (s) U'; its left factor is our vt and its right
 * factor our u, both already in row-major order. */
gboolean
wsc_svd (gsize m, gsize n, const double *a, double *u, double *s, double *vt, GError **error)
{
  g_autofree double *work = NULL;
  const gsize k = MIN (m, n);
  lapack_int info;

  g_return_val_if_fail (m > 0 && n > 0 && a != NULL && u != NULL && s != NULL && vt != NULL, FALSE);

  if (!check_matrix (m, n, a, error))
    return FALSE;
  wsc_blas_use_one_thread ();
  work = g_memdup2 (a, m * n * sizeof (double));
  info = LAPACKE_dgesdd (LAPACK_COL_MAJOR, 'S', (lapack_int) n, (lapack_int) m, work, (lapack_int) n, s, vt,
                         (lapack_int) n, u, (lapack_int) k);
  return check_info (info, _("Singular values"), m, n, error);
}

/* A'B = U diag (s) V'; R = U V'. */
gboolean
wsc_procrustes (gsize n, gsize d, const double *a, const double *b, double *r, GError **error)
{
  g_autofree double *product = NULL, *u = NULL, *s = NULL, *vt = NULL;

  g_return_val_if_fail (n > 0 && d > 0 && a != NULL && b != NULL && r != NULL, FALSE);

  if (!check_matrix (n, d, a, error) || !check_matrix (n, d, b, error))
    return FALSE;
  wsc_blas_use_one_thread ();
  product = g_malloc_n (d * d, sizeof (double));
  u = g_malloc_n (d * d, sizeof (double));
  vt = g_malloc_n (d * d, sizeof (double));
  s = g_new (double, d);
  cblas_dgemm (CblasRowMajor, CblasTrans, CblasNoTrans, (int) d, (int) d, (int) n, 1.0, a, (int) d, b, (int) d, 0.0,
               product, (int) d);
  if (!wsc_svd (d, d, product, u, s, vt, error))
    return FALSE;
  cblas_dgemm (CblasRowMajor, CblasNoTrans, CblasNoTrans, (int) d, (int) d, (int) d, 1.0, u, (int) d, vt, (int) d, 0.0,
               r, (int) d);
  return TRUE;
}
