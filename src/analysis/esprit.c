/* Least-squares ESPRIT: the eigenvalues of the shift of the components' space are the roots of the terms that it holds
 * (Roy and Kailath 1989). */
#include "analysis/analysis-private.h"

#include <glib/gi18n-lib.h>
#include <lapacke.h>
#include <math.h>
#include <stdlib.h>

static gboolean
find_roots (const WscSubspace *space, double *re, double *im, GError **error)
{
  const lapack_int m = (lapack_int) space->m;
  g_autofree double *shift = g_malloc_n (space->m * space->m, sizeof (double));
  lapack_int info;

  wsc_subspace_get_shift (space, shift);
  info = LAPACKE_dgeev (LAPACK_ROW_MAJOR, 'N', 'N', m, shift, m, re, im, NULL, 1, NULL, 1);
  if (info == 0)
    return TRUE;
  g_set_error (error, WSC_ERROR, WSC_ERROR_NUMERIC, _("The roots of %zu components were not found (LAPACK %d)"),
               space->m, (int) info);
  return FALSE;
}

static WscTerm
term_of (double re, double im)
{
  const double frequency = atan2 (im, re) / (2 * G_PI), modulus = hypot (re, im);

  return (WscTerm){ .period = frequency > 0 ? 1 / frequency : INFINITY,
                    .frequency = frequency,
                    .modulus = modulus,
                    .rate = log (modulus) };
}

/* Strongest first; of equal ones the slowest. */
static int
compare_terms (const void *a, const void *b)
{
  const WscTerm *x = a, *y = b;

  if (x->modulus != y->modulus)
    return x->modulus > y->modulus ? -1 : 1;
  return (x->frequency > y->frequency) - (x->frequency < y->frequency);
}

gboolean
wsc_ssa_get_terms (const WscSsa *ssa, const WscComponents *components, WscTerm *terms, guint *n_terms, GError **error)
{
  g_autofree double *re = NULL, *im = NULL;
  WscSubspace space;
  gboolean ok;

  g_return_val_if_fail (ssa != NULL && components != NULL && terms != NULL && n_terms != NULL, FALSE);

  *n_terms = 0;
  if (!wsc_subspace_init (&space, ssa, components, error))
    return FALSE;
  re = g_new (double, space.m);
  im = g_new (double, space.m);
  ok = wsc_subspace_check_verticality (&space, error) && find_roots (&space, re, im, error);
  for (gsize i = 0; ok && i < space.m; i++)
    if (im[i] >= 0)
      terms[(*n_terms)++] = term_of (re[i], im[i]);
  qsort (terms, *n_terms, sizeof *terms, compare_terms);
  wsc_subspace_clear (&space);
  return ok;
}

gboolean
wsc_ssa_get_oscillation (const WscSsa *ssa, gsize first, WscTerm *term)
{
  guint32 items[] = { (guint32) first, (guint32) first + 1 };
  const WscComponents pair = { 2, items };
  WscTerm terms[2];
  guint n;

  g_return_val_if_fail (ssa != NULL && term != NULL, FALSE);
  g_return_val_if_fail (first + 1 < wsc_ssa_get_n_components (ssa), FALSE);

  if (!wsc_ssa_get_terms (ssa, &pair, terms, &n, NULL) || n != 1)
    return FALSE;
  *term = terms[0];
  return TRUE;
}
