/* Gaps from a subspace (Golyandina and Osipov 2007): the windows without a gap span one of rank k. A window that meets
 * a gap is the point of it that comes nearest to the values that are there, by least squares. A missing value is the
 * mean of what the windows over it say, each weighted by the inverse of the variance that white noise would give it.
 *
 * A window says something when at least half of it is there. What is filled counts as there in the next pass, so long
 * gaps and the ends are filled from where the series is known, going outward. */
#include "ssa/fill-private.h"
#include "ssa/ssa-private.h"

#include <float.h>
#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define SINGULAR 1e-10 /* of the Gram matrix, whose eigenvalues are at most 1 */
#define OFTEN 256      /* windows between two questions whether to stop */

typedef struct
{
  WscGaps *gaps;
  gsize L, k;
  double *basis;                                       /* (L, k) orthonormal columns */
  double *sums, *weights;                              /* (n) of this pass */
  double *gram, *inverse, *values, *vectors, *product; /* (k, k), (k, k), (k), (k, k), (k): scratch */
} Projection;

/* --- the subspace ---------------------------------------------------------- */

static gboolean
add_run (const WscGaps *gaps, gsize first, gsize m, double scale, double *lags, double *c, GError **error)
{
  const gsize L = gaps->window;
  g_autofree double *run = g_new (double, m);
  const WscTrajectory x = { m, 1, L, m - L + 1, run, NULL };

  for (gsize t = 0; t < m; t++)
    run[t] = gaps->values[first + t] / scale;
  if (!wsc_gaps_go_on (gaps->hook, 0, error) || !wsc_lag_covariance (&x, lags, error))
    return FALSE;
  for (gsize i = 0; i < L * L; i++)
    c[i] += lags[i];
  return TRUE;
}

/* The sum of x x' over the windows without a gap, run by run; `n_windows` is their number. */
static gboolean
sum_windows (const WscGaps *gaps, double *c, gsize *n_windows, GError **error)
{
  const gsize L = gaps->window;
  g_autofree double *lags = g_malloc_n (L * L, sizeof (double));
  double scale = DBL_MIN;

  *n_windows = 0;
  for (gsize t = 0; t < gaps->n; t++)
    if (!gaps->missing[t])
      scale = MAX (scale, fabs (gaps->values[t]));
  for (gsize t = 0, end; t < gaps->n; t = end + 1)
    {
      for (end = t; end < gaps->n && !gaps->missing[end]; end++)
        ;
      if (end - t < L)
        continue;
      *n_windows += end - t - L + 1;
      if (!add_run (gaps, t, end - t, scale, lags, c, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_windows (const WscGaps *gaps, gsize n_windows, GError **error)
{
  if (n_windows > gaps->rank)
    return TRUE;
  g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE,
               g_dngettext (GETTEXT_PACKAGE,
                            "Only %zu window of %zu values has no gap, and rank %zu needs at least %zu; take a shorter "
                            "window or a lower rank",
                            "Only %zu windows of %zu values have no gap, and rank %zu needs at least %zu; take a "
                            "shorter window or a lower rank",
                            n_windows),
               n_windows, gaps->window, gaps->rank, gaps->rank + 1);
  return FALSE;
}

/* The leading directions, without those that are rounding alone. */
static gboolean
find_basis (Projection *self, GError **error)
{
  const gsize L = self->L;
  g_autofree double *c = g_malloc0_n (L * L, sizeof (double)), *vectors = g_malloc_n (L * L, sizeof (double));
  g_autofree double *values = g_new (double, L);
  gsize n_windows;

  if (!sum_windows (self->gaps, c, &n_windows, error) || !check_windows (self->gaps, n_windows, error) ||
      !wsc_symmetric_eigen (L, c, values, vectors, error))
    return FALSE;
  while (self->k < self->gaps->rank && values[self->k] > 10 * (double) L * DBL_EPSILON * values[0])
    self->k++;
  self->basis = g_malloc_n (L * self->k, sizeof (double));
  for (gsize i = 0; i < L; i++)
    for (gsize j = 0; j < self->k; j++)
      self->basis[i * self->k + j] = vectors[j * L + i];
  return TRUE;
}

/* --- one window ------------------------------------------------------------ */

/* Gram matrix of the rows that are there, and their product with the values. */
static void
sum_known (Projection *self, gsize first)
{
  const gsize k = self->k;

  memset (self->gram, 0, k * k * sizeof (double));
  memset (self->product, 0, k * sizeof (double));
  for (gsize i = 0; i < self->L; i++)
    {
      const double *u = self->basis + i * k;

      if (self->gaps->missing[first + i])
        continue;
      for (gsize a = 0; a < k; a++)
        {
          self->product[a] += u[a] * self->gaps->values[first + i];
          for (gsize b = 0; b < k; b++)
            self->gram[a * k + b] += u[a] * u[b];
        }
    }
}

static gboolean
invert_gram (Projection *self)
{
  const gsize k = self->k;

  if (!wsc_symmetric_eigen (k, self->gram, self->values, self->vectors, NULL) || self->values[k - 1] < SINGULAR)
    return FALSE;
  memset (self->inverse, 0, k * k * sizeof (double));
  for (gsize r = 0; r < k; r++)
    for (gsize a = 0; a < k; a++)
      for (gsize b = 0; b < k; b++)
        self->inverse[a * k + b] += self->vectors[r * k + a] * self->vectors[r * k + b] / self->values[r];
  return TRUE;
}

/* x' A y, A (k, k). */
static double
form (gsize k, const double *x, const double *a, const double *y)
{
  double sum = 0;

  for (gsize i = 0; i < k; i++)
    for (gsize j = 0; j < k; j++)
      sum += x[i] * a[i * k + j] * y[j];
  return sum;
}

/* Adds what the window says about its missing values; nothing if the values that are there do not determine it. */
static void
add_window (Projection *self, gsize first)
{
  const gsize k = self->k;

  sum_known (self, first);
  if (!invert_gram (self))
    return;
  for (gsize i = 0; i < self->L; i++)
    {
      const double *u = self->basis + i * k;
      double weight;

      if (!self->gaps->missing[first + i])
        continue;
      weight = 1 / MAX (form (k, u, self->inverse, u), SINGULAR);
      self->sums[first + i] += weight * form (k, u, self->inverse, self->product);
      self->weights[first + i] += weight;
    }
}

/* --- all windows ----------------------------------------------------------- */

static gboolean
add_windows (Projection *self, double fraction, GError **error)
{
  const WscGaps *gaps = self->gaps;
  gsize n_missing = 0;

  memset (self->sums, 0, gaps->n * sizeof (double));
  memset (self->weights, 0, gaps->n * sizeof (double));
  for (gsize t = 0; t < self->L - 1; t++)
    n_missing += gaps->missing[t];
  for (gsize first = 0; first + self->L <= gaps->n; first++)
    {
      n_missing += gaps->missing[first + self->L - 1];
      if (first % OFTEN == 0 && !wsc_gaps_go_on (gaps->hook, fraction, error))
        return FALSE;
      if (n_missing > 0 && 2 * n_missing <= self->L && self->L - n_missing >= self->k)
        add_window (self, first);
      n_missing -= gaps->missing[first];
    }
  return TRUE;
}

static gsize
take_values (Projection *self)
{
  gsize n_filled = 0;

  for (gsize t = 0; t < self->gaps->n; t++)
    if (self->weights[t] > 0)
      {
        self->gaps->values[t] = self->sums[t] / self->weights[t];
        self->gaps->missing[t] = FALSE;
        n_filled++;
      }
  return n_filled;
}

static gboolean
fail_undetermined (const WscGaps *gaps, GError **error)
{
  gsize first = 0, end;

  while (!gaps->missing[first])
    first++;
  for (end = first; end < gaps->n && gaps->missing[end]; end++)
    ;
  g_set_error (
      error, WSC_ERROR, WSC_ERROR_NUMERIC,
      _("The gap at values %zu to %zu (length %zu) is not determined at rank %zu with a window of %zu; take a "
         "lower rank or a longer window"),
      first + 1, end, end - first, gaps->rank, gaps->window);
  return FALSE;
}

static gboolean
fill_outward (Projection *self, GError **error)
{
  const WscGaps *gaps = self->gaps;
  gsize n_missing = 0, n_left;

  for (gsize t = 0; t < gaps->n; t++)
    n_missing += gaps->missing[t];
  for (n_left = n_missing; n_left > 0;)
    {
      gsize n_filled;

      if (!add_windows (self, 1 - (double) n_left / (double) n_missing, error))
        return FALSE;
      n_filled = take_values (self);
      if (n_filled == 0)
        return fail_undetermined (gaps, error);
      n_left -= n_filled;
    }
  return TRUE;
}

/* Series of zeros have no direction at all. */
static void
fill_zeros (WscGaps *gaps)
{
  for (gsize t = 0; t < gaps->n; t++)
    if (gaps->missing[t])
      gaps->values[t] = 0;
}

gboolean
wsc_gaps_project (WscGaps *gaps, GError **error)
{
  const gsize k = gaps->rank;
  g_autofree double *sums = g_new (double, gaps->n), *weights = g_new (double, gaps->n);
  g_autofree double *gram = g_new (double, k *k), *inverse = g_new (double, k *k), *vectors = g_new (double, k *k);
  g_autofree double *values = g_new (double, k), *product = g_new (double, k), *basis = NULL;
  Projection self = { .gaps = gaps,
                      .L = gaps->window,
                      .sums = sums,
                      .weights = weights,
                      .gram = gram,
                      .inverse = inverse,
                      .values = values,
                      .vectors = vectors,
                      .product = product };
  gboolean ok = find_basis (&self, error);

  basis = self.basis;
  if (!ok)
    return FALSE;
  if (self.k > 0)
    return fill_outward (&self, error);
  fill_zeros (gaps);
  return TRUE;
}
