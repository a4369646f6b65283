/* Batch means of growing length: the covariance of averaged iterates without a Hessian. */
#include "curvature/path-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

WscStretches *
wsc_stretches_new (gsize p, gsize first, gsize n_steps, double decay, guint m, GError **error)
{
  const gsize n = n_steps - first;
  WscStretches *self;

  if (m == 0)
    m = (guint) MAX (2.0, sqrt (pow ((double) n, 1.0 - decay)));
  if (n < m)
    {
      g_set_error (
          error, WSC_ERROR, WSC_ERROR_RANGE,
          _("The path has %zu steps after its burn-in, too few for %u batch means: expected at least as many"), n, m);
      return NULL;
    }
  self = g_new0 (WscStretches, 1);
  *self = (WscStretches){ .p = p, .first = first, .n_steps = n_steps, .decay = decay, .m = m };
  self->counts = g_new0 (gsize, m);
  self->means = g_malloc0_n (m * p, sizeof (double));
  return self;
}

void
wsc_stretches_free (WscStretches *self)
{
  g_free (self->counts);
  g_free (self->means);
  g_free (self);
}

/* Whether step t, of those counted from 1, is beyond stretch k; every later one is left a step at least. */
static gboolean
is_beyond (const WscStretches *self, gsize t)
{
  const double power = 1.0 - self->decay;
  const double from = pow ((double) self->first, power), to = pow ((double) self->n_steps, power);
  const double share = (pow ((double) (self->first + t), power) - from) / (to - from);
  const gsize left = self->n_steps - self->first - t;

  if (self->k + 1 == self->m || self->counts[self->k] == 0)
    return FALSE;
  return share * self->m > self->k + 1.0 || left < self->m - 1 - self->k;
}

void
wsc_stretches_add (WscStretches *self, const double *w)
{
  double *mean;

  if (is_beyond (self, ++self->n_added))
    self->k++;
  mean = self->means + self->k * self->p;
  self->counts[self->k]++;
  for (gsize i = 0; i < self->p; i++)
    mean[i] += (w[i] - mean[i]) / (double) self->counts[self->k];
}

/* Deviations of a block's parameters from the mean of all steps, (m, size), scaled so that their products sum to the
 * covariance. */
static double *
deviations_new (const WscStretches *self, const gsize *items, gsize size, double weight)
{
  double *deviations = g_malloc_n (self->m * size, sizeof (double));

  for (gsize i = 0; i < size; i++)
    {
      double mean = 0.0;

      for (guint k = 0; k < self->m; k++)
        mean += (double) self->counts[k] * self->means[k * self->p + items[i]] / (double) self->n_added;
      for (guint k = 0; k < self->m; k++)
        deviations[k * size + i] =
            sqrt (weight * (double) self->counts[k]) * (self->means[k * self->p + items[i]] - mean);
    }
  return deviations;
}

static double *
covariance_new (const WscStretches *self, const WscSandwichBlock *block, const double *deviations)
{
  const gsize r = block->r, size = block->size;
  g_autofree double *inner = g_malloc_n (MAX (self->m * r, 1), sizeof (double));
  g_autofree double *product = g_malloc_n (MAX (r * r, 1), sizeof (double));
  double *covariance;

  if (block->basis == NULL)
    {
      covariance = g_malloc_n (size * size, sizeof (double));
      wsc_matrix_product (1, TRUE, FALSE, size, size, self->m, deviations, deviations, covariance);
      return covariance;
    }
  wsc_matrix_product (1, FALSE, TRUE, self->m, r, size, deviations, block->basis, inner);
  wsc_matrix_product (1, TRUE, FALSE, r, r, self->m, inner, inner, product);
  return wsc_matrix_outward (1, r, size, block->basis, product);
}

static void
fill_block (const WscStretches *self, const WscSandwichBlock *block, gsize b, double weight, WscSandwich *result)
{
  g_autofree double *deviations = deviations_new (self, result->items[b], block->size, weight);

  result->covariance[b] = covariance_new (self, block, deviations);
  wsc_matrix_symmetrise (block->size, result->covariance[b]);
  result->n_gauge += block->n_gauge;
  if (block->n_gauge == 0)
    return;
  result->open[b] = g_malloc_n (block->size * block->size, sizeof (double));
  wsc_matrix_product (1, TRUE, FALSE, block->size, block->size, block->n_gauge, block->gauge, block->gauge,
                      result->open[b]);
}

WscSandwich *
wsc_stretches_finish (const WscStretches *self, const WscNet *net, WscBlocks blocks, const double *mean,
                      const double *gradient, gsize n, gsize batch, GError **error)
{
  const double weight = (double) batch / ((double) n * (self->m - 1.0));
  g_autoptr (WscSandwich) result = NULL;
  WscBlockMatrix matrix;
  gboolean fine = TRUE;

  wsc_block_matrix_init (&matrix, net, blocks);
  result = wsc_sandwich_new_empty (net, &matrix, mean, gradient);
  for (gsize b = 0; b < matrix.n && fine; b++)
    {
      WscSandwichBlock block;

      fine = wsc_sandwich_block_init (&block, net, &matrix, b, mean, error);
      if (fine)
        fill_block (self, &block, b, weight, result);
      wsc_sandwich_block_clear (&block);
    }
  wsc_block_matrix_clear (&matrix);
  return fine ? g_steal_pointer (&result) : NULL;
}
