/* Band Lanczos (Ruhe 1979) with full reorthogonalisation for A = X X', symmetric (L, L).
 * From B random orthonormal rows q_0 … q_{B-1}, each step p takes w = A q_p, subtracts its components along all rows
 * there are and appends the rest as a new row: A Q_p = Q_m T, T (m, p) with p <= m <= p + B. The eigenvectors y of the
 * upper (p, p) part of T give those of A, Q_p' y, with residual |T_low y|, T_low the last m - p rows. B rows find up to
 * B equal eigenvalues: those of a sine come in pairs. O(p (N log N + L p)), and nothing of L x L. */
#include "base/trajectory.h"

#include <cblas.h>
#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define BAND 4
#define TOLERANCE 1e-10
#define NOTHING 1e-13 /* of A: what is left of a row that lies in the span of the others */

typedef struct
{
  WscHankel *hankel;
  gsize k, p, m;   /* wanted, steps done, rows there are */
  GArray *rows;    /* (m, L) */
  GArray *t;       /* of double *: column p of T, (m at that step) entries, and their number before them */
  double size;     /* the largest |A q| seen */
  double *scratch; /* (K) */
  WscRandom random;
} Lanczos;

static double *
row_at (Lanczos *self, gsize i)
{
  return &g_array_index (self->rows, double, i * self->hankel->L);
}

/* w -= Q' Q w, twice since once leaves rounding of the size of what was subtracted; the components are added to c (m).
 */
static void
orthogonalise (Lanczos *self, double *w, double *c)
{
  const int L = (int) self->hankel->L, m = (int) self->m;
  g_autofree double *part = g_new (double, self->m + 1);

  for (guint pass = 0; m > 0 && pass < 2; pass++)
    {
      cblas_dgemv (CblasRowMajor, CblasNoTrans, m, L, 1, row_at (self, 0), L, w, 1, 0, part, 1);
      cblas_dgemv (CblasRowMajor, CblasTrans, m, L, -1, row_at (self, 0), L, part, 1, 1, w, 1);
      for (int i = 0; c != NULL && i < m; i++)
        c[i] += part[i];
    }
}

/* w, orthogonal to all rows, as the next one; a random direction in its place if nothing is left of it. Its length
 * then. */
static double
append_row (Lanczos *self, double *w)
{
  const gsize L = self->hankel->L;
  double length = cblas_dnrm2 ((int) L, w, 1), found = length;

  while (!(found > NOTHING * self->size))
    {
      length = 0;
      for (gsize i = 0; i < L; i++)
        w[i] = wsc_random_normal (&self->random);
      orthogonalise (self, w, NULL);
      found = cblas_dnrm2 ((int) L, w, 1);
      if (found > 1e-6)
        break;
    }
  cblas_dscal ((int) L, 1 / found, w, 1);
  g_array_append_vals (self->rows, w, (guint) L);
  self->m++;
  return length;
}

static void
begin (Lanczos *self)
{
  const gsize L = self->hankel->L;
  g_autofree double *w = g_new0 (double, L);

  for (gsize i = 0; i < MIN (BAND, L); i++)
    {
      memset (w, 0, L * sizeof *w);
      append_row (self, w);
    }
}

static void
step (Lanczos *self)
{
  const gsize L = self->hankel->L, m = self->m;
  g_autofree double *w = g_new (double, L);
  double *column = g_new0 (double, m + 2);

  wsc_hankel_rows (self->hankel, row_at (self, self->p), self->scratch);
  wsc_hankel_columns (self->hankel, self->scratch, w);
  self->size = fmax (self->size, cblas_dnrm2 ((int) L, w, 1));
  column[0] = (double) m;
  orthogonalise (self, w, column + 1);
  if (m < L)
    {
      column[0] += 1;
      column[m + 1] = append_row (self, w);
    }
  g_array_append_val (self->t, column);
  self->p++;
}

/* Entry i of column j of T. */
static double
t_at (const Lanczos *self, gsize i, gsize j)
{
  const double *column = g_array_index (self->t, double *, j);

  return i < (gsize) column[0] ? column[1 + i] : 0;
}

/* The k leading eigenvectors of T (p, p) as rows of `y`; TRUE in `done` if their residuals are small. */
static gboolean
look (Lanczos *self, double *y, gboolean *done, GError **error)
{
  const gsize p = self->p;
  g_autofree double *t = g_malloc_n (p * p, sizeof (double)), *values = g_new (double, p);

  for (gsize i = 0; i < p; i++)
    for (gsize j = 0; j < p; j++)
      t[i * p + j] = i <= j ? t_at (self, i, j) : t_at (self, j, i);
  if (!wsc_symmetric_eigen (p, t, values, y, error))
    return FALSE;
  *done = TRUE;
  for (gsize e = 0; *done && e < self->k; e++)
    for (gsize i = p; *done && i < self->m; i++)
      {
        double rest = 0;

        for (gsize j = 0; j < p; j++)
          rest += t_at (self, i, j) * y[e * p + j];
        *done = fabs (rest) <= TOLERANCE * values[0];
      }
  return TRUE;
}

static gboolean
run (Lanczos *self, const WscHook *hook, double *vectors, GError **error)
{
  const gsize L = self->hankel->L;
  gsize next = MIN (L, self->k + 4 * BAND);
  gboolean done = FALSE;

  begin (self);
  while (!done)
    {
      g_autofree double *y = NULL;

      while (self->p < next)
        {
          if (!wsc_hook_report (hook, 0, _("Finding the signal")))
            {
              g_set_error_literal (error, WSC_ERROR, WSC_ERROR_STOPPED, _("Stopped while finding the signal"));
              return FALSE;
            }
          step (self);
        }
      y = g_malloc_n (self->p * self->p, sizeof (double));
      if (!look (self, y, &done, error))
        return FALSE;
      done = done || self->p == L;
      next = MIN (L, self->p + self->p / 4 + BAND);
      if (done)
        cblas_dgemm (CblasRowMajor, CblasNoTrans, CblasNoTrans, (int) self->k, (int) L, (int) self->p, 1, y,
                     (int) self->p, row_at (self, 0), (int) L, 0, vectors, (int) L);
    }
  return TRUE;
}

gboolean
wsc_hankel_leading (WscHankel *self, gsize k, const WscHook *hook, double *vectors, GError **error)
{
  Lanczos lanczos = { .hankel = self, .k = k };
  gboolean ok;

  g_return_val_if_fail (k >= 1 && k <= self->L && vectors != NULL, FALSE);

  wsc_blas_use_one_thread ();
  wsc_random_init (&lanczos.random, 0, "ssa.start", 0);
  lanczos.rows = g_array_new (FALSE, FALSE, sizeof (double));
  lanczos.t = g_array_new (FALSE, FALSE, sizeof (double *));
  lanczos.scratch = g_malloc_n (self->K, sizeof (double));
  ok = run (&lanczos, hook, vectors, error);
  for (guint i = 0; i < lanczos.t->len; i++)
    g_free (g_array_index (lanczos.t, double *, i));
  g_array_unref (lanczos.t);
  g_array_unref (lanczos.rows);
  g_free (lanczos.scratch);
  return ok;
}
