/* All left singular vectors of X. The eigenvectors of X X' are cheap, but singular values below some 1e-8 of the first
 * drown in rounding, and those somewhat above it in part; where there are such, X' = Q R by rows in parts and then of
 * the stacked R (Demmel, Grigori, Hoemmen and Langou 2012), and the singular value decomposition of R'. */
#include "ssa/ssa-private.h"

#include <glib/gi18n-lib.h>
#include <lapacke.h>
#include <math.h>
#include <string.h>

#define SMALLEST 1e-4     /* of the largest eigenvalue, down to which they are taken from X X' */
#define ROWS_OF_PART 1024 /* at least */
#define MOST_PARTS 64     /* of one channel: each leaves a triangle */

/* R of each part of X', (L, L) row-major, upper triangular, zeros elsewhere. */
typedef struct
{
  const WscTrajectory *x;
  gsize n_parts, rows_of_part; /* of one channel */
  double *triangles;           /* (C n_parts, L, L) */
  gint failed;
} Parts;

/* The triangle of (rows, L) column-major `a`, whose contents are lost; row-major into `triangle` (L, L). */
static gboolean
triangulate (gsize rows, gsize L, double *a, double *triangle)
{
  const gsize nb = MIN (MIN (rows, L), 32);
  g_autofree double *t = g_malloc_n (nb * MIN (rows, L), sizeof (double));

  if (LAPACKE_dgeqrt (LAPACK_COL_MAJOR, (lapack_int) rows, (lapack_int) L, (lapack_int) nb, a, (lapack_int) rows, t,
                      (lapack_int) nb) != 0)
    return FALSE;
  memset (triangle, 0, L * L * sizeof (double));
  for (gsize i = 0; i < MIN (rows, L); i++)
    for (gsize j = i; j < L; j++)
      triangle[i * L + j] = a[j * rows + i];
  return TRUE;
}

static void
triangulate_part (gpointer user_data, guint item, guint thread)
{
  Parts *self = user_data;
  const WscTrajectory *x = self->x;
  const gsize L = x->L, channel = item / self->n_parts, first = item % self->n_parts * self->rows_of_part;
  const gsize rows = MIN (self->rows_of_part, x->K - first);
  g_autofree double *a = g_malloc_n (rows * L, sizeof (double));

  for (gsize j = 0; j < L; j++)
    memcpy (a + j * rows, x->values + channel * x->n + first + j, rows * sizeof (double));
  if (!triangulate (rows, L, a, self->triangles + item * L * L))
    g_atomic_int_set (&self->failed, TRUE);
}

/* R (L, L) of X' = Q R. */
static gboolean
find_triangle (const WscTrajectory *x, double *triangle, GError **error)
{
  const gsize L = x->L;
  Parts parts = { .x = x, .rows_of_part = MAX (MAX (ROWS_OF_PART, 4 * L), (x->K - 1) / MOST_PARTS + 1) };
  WscLoop loop = wsc_ssa_loop (x->hook, 0.1, 0.3);
  g_autofree double *triangles = NULL, *stacked = NULL;
  gsize n_parts, rows;

  parts.n_parts = (x->K + parts.rows_of_part - 1) / parts.rows_of_part;
  n_parts = parts.n_parts * x->n_channels;
  rows = n_parts * L;
  parts.triangles = triangles = g_malloc_n (rows * L, sizeof (double));
  wsc_loop_run (&loop, (guint) n_parts, triangulate_part, &parts);
  if (!wsc_loop_end (&loop, error))
    return FALSE;
  stacked = g_malloc_n (rows * L, sizeof (double));
  for (gsize i = 0; i < rows; i++)
    for (gsize j = 0; j < L; j++)
      stacked[j * rows + i] = triangles[i * L + j];
  if (!parts.failed && triangulate (rows, L, stacked, triangle))
    return TRUE;
  g_set_error (error, WSC_ERROR, WSC_ERROR_NUMERIC,
               _("The trajectory matrix of a window of %zu values has no QR "
                  "decomposition"),
               L);
  return FALSE;
}

/* R' = U diag (sigma) W'. */
static gboolean
decompose_triangle (const WscTrajectory *x, double *vectors, double *sigma, GError **error)
{
  const gsize L = x->L, count = MIN (L, x->n_channels * x->K);
  g_autofree double *triangle = g_malloc_n (L * L, sizeof (double)), *u = g_malloc_n (L * L, sizeof (double));
  g_autofree double *vt = g_malloc_n (L * L, sizeof (double)), *all = g_new (double, L);

  if (!find_triangle (x, triangle, error) || !wsc_ssa_go_on (x->hook, 0.3, error) ||
      !wsc_svd (L, L, triangle, u, all, vt, error))
    return FALSE;
  memcpy (vectors, vt, count * L * sizeof (double));
  memcpy (sigma, all, count * sizeof (double));
  return TRUE;
}

gboolean
wsc_find_whole (const WscTrajectory *x, double *vectors, double *sigma, GError **error)
{
  const gsize L = x->L;
  g_autofree double *c = NULL, *values = NULL;

  if (x->n_channels * x->K < L)
    return decompose_triangle (x, vectors, sigma, error);
  c = g_malloc_n (L * L, sizeof (double));
  values = g_new (double, L);
  if (!wsc_lag_covariance (x, c, error) || !wsc_symmetric_eigen (L, c, values, vectors, error))
    return FALSE;
  if (values[L - 1] < SMALLEST * values[0])
    return decompose_triangle (x, vectors, sigma, error);
  for (gsize i = 0; i < L; i++)
    sigma[i] = sqrt (values[i]);
  return TRUE;
}
