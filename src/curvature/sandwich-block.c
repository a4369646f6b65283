/* Where the parameters of one block may move: the tangent space of orthonormal layers, without what changes nothing. */
#include "curvature/sandwich-private.h"

#include <math.h>
#include <string.h>

/* The layers that the block is of. A neuron's block is no whole layer, and free. */
static void
find_layers (WscSandwichBlock *self, const WscNet *net, gsize first)
{
  while (net->first[self->first_layer + 1] <= first)
    self->first_layer++;
  self->end_layer = self->first_layer;
  while (net->first[self->first_layer] == first && self->end_layer < net->n_layers &&
         net->first[self->end_layer + 1] <= first + self->size)
    self->end_layer++;
}

/* The free directions (n_free, size; NULL: all) less the gauge. */
static gboolean
take_gauge_out (WscSandwichBlock *self, double *free_basis, GError **error)
{
  const gsize f = self->r, g = self->n_gauge, size = self->size;
  g_autofree double *inner = NULL, *whole = NULL;

  if (free_basis == NULL)
    inner = g_memdup2 (self->gauge, g * size * sizeof (double));
  else
    {
      inner = g_malloc_n (g * f, sizeof (double));
      wsc_matrix_product (1, FALSE, TRUE, g, f, size, self->gauge, free_basis, inner);
    }
  whole = wsc_complete_basis (g, f, inner, error);
  if (whole == NULL)
    return FALSE;
  self->r = f - g;
  self->basis = g_malloc_n (self->r * size, sizeof (double));
  if (free_basis == NULL)
    memcpy (self->basis, whole + g * f, self->r * size * sizeof (double));
  else
    wsc_matrix_product (1, FALSE, FALSE, self->r, size, f, whole + g * f, free_basis, self->basis);
  return TRUE;
}

gboolean
wsc_sandwich_block_init (WscSandwichBlock *self, const WscNet *net, const WscBlockMatrix *matrix, gsize b,
                         const double *parameters, GError **error)
{
  const gboolean is_full = matrix->size[b] == net->p;
  double *free_basis = NULL;
  gboolean fine = TRUE;

  *self = (WscSandwichBlock){ .size = matrix->size[b], .r = matrix->size[b] };
  find_layers (self, net, matrix->first[b]);
  if (self->end_layer > self->first_layer)
    free_basis = wsc_free_basis (net->architecture, parameters, self->first_layer, self->end_layer, &self->r);
  if (is_full)
    self->gauge = wsc_gauge_basis (net->architecture, parameters, &self->n_gauge);
  if (self->n_gauge == 0)
    self->basis = g_steal_pointer (&free_basis);
  else
    fine = take_gauge_out (self, free_basis, error);
  g_free (free_basis);
  return fine;
}

void
wsc_sandwich_block_clear (WscSandwichBlock *self)
{
  g_clear_pointer (&self->basis, g_free);
  g_clear_pointer (&self->gauge, g_free);
  g_clear_pointer (&self->a, g_free);
  g_clear_pointer (&self->values, g_free);
  g_clear_pointer (&self->vectors, g_free);
}

/* --- the result --------------------------------------------------------------- */

static double
tangent_length (const WscNet *net, const double *parameters, const double *gradient)
{
  g_autofree double *v = g_memdup2 (gradient, net->p * sizeof (double));
  double sum = 0.0;

  wsc_tangent_project (net->architecture, parameters, v);
  for (gsize i = 0; i < net->p; i++)
    sum += v[i] * v[i];
  return sqrt (sum);
}

WscSandwich *
wsc_sandwich_new_empty (const WscNet *net, const WscBlockMatrix *matrix, const double *parameters,
                        const double *gradient)
{
  WscSandwich *self = g_new0 (WscSandwich, 1);

  self->p = net->p;
  self->n_blocks = matrix->n;
  self->size = g_memdup2 (matrix->size, matrix->n * sizeof (gsize));
  self->items = g_new (gsize *, matrix->n);
  self->covariance = g_new0 (double *, matrix->n);
  self->open = g_new0 (double *, matrix->n);
  for (gsize b = 0; b < matrix->n; b++)
    {
      self->items[b] = g_new (gsize, matrix->size[b]);
      wsc_block_matrix_places (matrix, net, b, self->items[b]);
    }
  self->gradient = tangent_length (net, parameters, gradient);
  return self;
}

void
wsc_sandwich_free (WscSandwich *self)
{
  if (self == NULL)
    return;
  for (gsize b = 0; b < self->n_blocks; b++)
    {
      g_free (self->items[b]);
      g_free (self->covariance[b]);
      g_free (self->open[b]);
    }
  g_free (self->size);
  g_free (self->items);
  g_free (self->covariance);
  g_free (self->open);
  g_free (self->values);
  g_free (self);
}
