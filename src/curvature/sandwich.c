/* A^-1 S A^-1 / n (Huber 1967; White 1982) where A is not regular: gauge and null directions are left out and open,
 * small and negative eigenvalues raised to a floor (Chen, Lee, Tong and Zhang 2020 threshold them so). */
#include "curvature/sandwich-private.h"

#include <float.h>
#include <glib/gi18n-lib.h>
#include <lapacke.h>
#include <math.h>
#include <string.h>

typedef struct
{
  const WscNet *net;
  const double *parameters, *gradient;
  gsize n;
  const WscBlockMatrix *a, *s;
  const WscSandwichSettings *settings;
  WscSandwich *result;
  WscSandwichBlock *blocks; /* (n_blocks) */
  GError **errors;          /* (n_blocks) */
  double largest;           /* eigenvalue by magnitude */
  guint n_threads;          /* within a block */
} Work;

static double
null_limit (const Work *self)
{
  return (double) MAX (self->net->p, self->n) * DBL_EPSILON * self->largest;
}

/* What the eigenvalue is inverted to; 0: a null direction. */
static double
inverse_of (const Work *self, double value)
{
  if (fabs (value) <= null_limit (self))
    return 0.0;
  return 1.0 / MAX (value, MAX (self->settings->floor * self->largest, null_limit (self)));
}

/* --- eigenvalues ----------------------------------------------------------------- */

static void
decompose (gpointer user_data, guint b, guint thread G_GNUC_UNUSED)
{
  Work *self = user_data;
  WscSandwichBlock *block = &self->blocks[b];
  g_autofree double *whole = NULL;

  if (!wsc_sandwich_block_init (block, self->net, self->a, b, self->parameters, &self->errors[b]))
    return;
  whole = g_malloc_n (block->size * block->size, sizeof (double));
  wsc_block_matrix_get (self->a, self->net, b, whole);
  if (block->end_layer > block->first_layer)
    wsc_lagrange_subtract (self->net->architecture, self->parameters, self->gradient + self->result->items[b][0],
                           block->first_layer, block->end_layer, whole);
  block->values = g_new (double, MAX (block->r, 1));
  if (block->r == 0)
    return;
  block->a = wsc_matrix_inward (self->n_threads, block->r, block->size, block->basis, whole);
  wsc_matrix_symmetrise (block->r, block->a);
  wsc_symmetric_eigen (block->r, block->a, block->values, NULL, &self->errors[b]);
}

static int
compare_values (gconstpointer a, gconstpointer b, gpointer user_data G_GNUC_UNUSED)
{
  const double x = *(const double *) a, y = *(const double *) b;

  return x < y ? -1 : x > y;
}

static void
collect_values (Work *self)
{
  WscSandwich *result = self->result;

  for (gsize b = 0; b < result->n_blocks; b++)
    {
      result->n_values += self->blocks[b].r;
      result->n_gauge += self->blocks[b].n_gauge;
    }
  result->values = g_new (double, MAX (result->n_values, 1));
  for (gsize b = 0, done = 0; b < result->n_blocks; done += self->blocks[b].r, b++)
    memcpy (result->values + done, self->blocks[b].values, self->blocks[b].r * sizeof (double));
  g_qsort_with_data (result->values, (gint) result->n_values, sizeof (double), compare_values, NULL);
  for (gsize i = 0; i < result->n_values; i++)
    self->largest = MAX (self->largest, fabs (result->values[i]));
}

static gboolean
judge_values (Work *self, GError **error)
{
  WscSandwich *result = self->result;

  collect_values (self);
  for (gsize i = 0; i < result->n_values; i++)
    if (fabs (result->values[i]) <= null_limit (self))
      result->n_null++;
    else if (result->values[i] < 0.0)
      result->n_negative++;
    else if (result->values[i] < self->settings->floor * self->largest)
      result->n_floored++;
  if (result->n_null < result->n_values)
    return TRUE;
  g_set_error (error, WSC_ERROR, WSC_ERROR_NUMERIC,
               _("The loss is flat in all %zu directions: nothing about the parameters follows from the data"),
               result->n_values);
  return FALSE;
}

/* --- the covariance ---------------------------------------------------------------- */

/* Whether A itself is inverted: no eigenvalue is below the floor. */
static gboolean
is_regular (const Work *self, const WscSandwichBlock *block)
{
  return block->r > 0 && block->values[block->r - 1] > MAX (self->settings->floor * self->largest, null_limit (self));
}

/* V' diag (1 / lambda) V with what inverse_of () makes of the eigenvalues: those that were judged, not what rounding
 * makes of them the second time. */
static gboolean
invert_spectrum (const Work *self, WscSandwichBlock *block, double *inverse, GError **error)
{
  const gsize r = block->r;
  g_autofree double *scaled = g_malloc_n (MAX (r * r, 1), sizeof (double)), *again = g_new (double, MAX (r, 1));

  block->vectors = g_malloc_n (MAX (r * r, 1), sizeof (double));
  if (r > 0 && !wsc_symmetric_eigen (r, block->a, again, block->vectors, error))
    return FALSE;
  for (gsize i = 0; i < r; i++)
    {
      const double weight = inverse_of (self, block->values[i]);

      for (gsize j = 0; j < r; j++)
        scaled[i * r + j] = weight * block->vectors[i * r + j];
    }
  wsc_matrix_product (self->n_threads, TRUE, FALSE, r, r, r, block->vectors, scaled, inverse);
  return TRUE;
}

/* By Cholesky's factors, a fraction of the cost of eigenvectors. */
static gboolean
invert_regular (const WscSandwichBlock *block, double *inverse)
{
  const gsize r = block->r;

  memcpy (inverse, block->a, r * r * sizeof (double));
  if (LAPACKE_dpotrf (LAPACK_COL_MAJOR, 'L', (lapack_int) r, inverse, (lapack_int) r) != 0 ||
      LAPACKE_dpotri (LAPACK_COL_MAJOR, 'L', (lapack_int) r, inverse, (lapack_int) r) != 0)
    return FALSE;
  for (gsize i = 0; i < r; i++)
    for (gsize j = 0; j < i; j++)
      inverse[i * r + j] = inverse[j * r + i];
  return TRUE;
}

/* The regularised inverse of the directions' A; caller frees. */
static double *
inverse_new (const Work *self, WscSandwichBlock *block, GError **error)
{
  double *inverse = g_malloc_n (MAX (block->r * block->r, 1), sizeof (double));

  if ((is_regular (self, block) && invert_regular (block, inverse)) || invert_spectrum (self, block, inverse, error))
    return inverse;
  g_free (inverse);
  return NULL;
}

static double *
covariance_new (const Work *self, gsize b, const double *inverse)
{
  const WscSandwichBlock *block = &self->blocks[b];
  const gsize r = block->r, size = block->size;
  g_autofree double *whole = g_malloc_n (size * size, sizeof (double)), *inner = NULL;
  g_autofree double *half = g_malloc_n (MAX (r * r, 1), sizeof (double));
  g_autofree double *product = g_malloc_n (MAX (r * r, 1), sizeof (double));
  double *covariance;

  wsc_block_matrix_get (self->s, self->net, b, whole);
  inner = wsc_matrix_inward (self->n_threads, r, size, block->basis, whole);
  wsc_matrix_product (self->n_threads, FALSE, FALSE, r, r, r, inverse, inner, half);
  wsc_matrix_product (self->n_threads, FALSE, FALSE, r, r, r, half, inverse, product);
  covariance = wsc_matrix_outward (self->n_threads, r, size, block->basis, product);
  for (gsize i = 0; i < size * size; i++)
    covariance[i] /= (double) self->n;
  wsc_matrix_symmetrise (size, covariance);
  return covariance;
}

/* Null directions of the block as rows (returned number, size); caller frees. */
static double *
null_directions (const Work *self, const WscSandwichBlock *block, gsize *n_null)
{
  double *rows = g_malloc_n (MAX (block->r * block->size, 1), sizeof (double));
  g_autofree double *inner = g_malloc_n (MAX (block->r * block->r, 1), sizeof (double));

  *n_null = 0;
  for (gsize i = 0; i < block->r && block->vectors != NULL; i++)
    if (fabs (block->values[i]) <= null_limit (self))
      memcpy (inner + (*n_null)++ * block->r, block->vectors + i * block->r, block->r * sizeof (double));
  if (block->basis == NULL)
    memcpy (rows, inner, *n_null * block->size * sizeof (double));
  else
    wsc_matrix_product (1, FALSE, FALSE, *n_null, block->size, block->r, inner, block->basis, rows);
  return rows;
}

static double *
open_new (const Work *self, const WscSandwichBlock *block)
{
  const gsize size = block->size;
  gsize n_null;
  g_autofree double *null = null_directions (self, block, &n_null), *part = NULL;
  double *open;

  if (n_null + block->n_gauge == 0)
    return NULL;
  open = g_malloc0_n (size * size, sizeof (double));
  part = g_malloc0_n (size * size, sizeof (double));
  wsc_matrix_product (self->n_threads, TRUE, FALSE, size, size, block->n_gauge, block->gauge, block->gauge, open);
  wsc_matrix_product (self->n_threads, TRUE, FALSE, size, size, n_null, null, null, part);
  for (gsize i = 0; i < size * size; i++)
    open[i] += part[i];
  return open;
}

static void
invert (gpointer user_data, guint b, guint thread G_GNUC_UNUSED)
{
  Work *self = user_data;
  g_autofree double *inverse = inverse_new (self, &self->blocks[b], &self->errors[b]);

  if (inverse == NULL)
    return;
  self->result->covariance[b] = covariance_new (self, b, inverse);
  self->result->open[b] = open_new (self, &self->blocks[b]);
}

/* --- all blocks ------------------------------------------------------------------------ */

static gboolean
take_errors (Work *self, GError **error)
{
  gboolean fine = TRUE;

  for (gsize b = 0; b < self->a->n; b++)
    if (self->errors[b] != NULL && fine)
      {
        g_propagate_error (error, self->errors[b]);
        fine = FALSE;
      }
    else
      g_clear_error (&self->errors[b]);
  return fine;
}

static gboolean
run_blocks (Work *self, WscLoop *loop, GError **error)
{
  const guint n = (guint) self->a->n;
  const double from = loop->from, to = loop->to;

  loop->to = 0.5 * (from + to);
  wsc_loop_run (loop, n, decompose, self);
  if (!take_errors (self, error) || !wsc_loop_end (loop, error) || !judge_values (self, error))
    return FALSE;
  loop->from = loop->to;
  loop->to = to;
  wsc_loop_run (loop, n, invert, self);
  return take_errors (self, error) && wsc_loop_end (loop, error);
}

WscSandwich *
wsc_sandwich_make (const WscNet *net, const double *parameters, const double *gradient, gsize n,
                   const WscBlockMatrix *a, const WscBlockMatrix *s, const WscSandwichSettings *settings,
                   WscLoop *loop, GError **error)
{
  g_autoptr (WscSandwich) result = wsc_sandwich_new_empty (net, a, parameters, gradient);
  g_autofree WscSandwichBlock *blocks = g_new0 (WscSandwichBlock, a->n);
  g_autofree GError **errors = g_new0 (GError *, a->n);
  Work work = { .net = net,
                .parameters = parameters,
                .gradient = gradient,
                .n = n,
                .a = a,
                .s = s,
                .settings = settings,
                .result = result,
                .blocks = blocks,
                .errors = errors,
                .n_threads = a->n == 1 ? wsc_hook_get_n_threads (loop->hook) : 1 };
  const gboolean finished = run_blocks (&work, loop, error);

  for (gsize b = 0; b < a->n; b++)
    wsc_sandwich_block_clear (&blocks[b]);
  return finished ? g_steal_pointer (&result) : NULL;
}
