/* The online sandwich: curvature and scores summed at the iterates of a path. */
#include "curvature/path-private.h"

WscPlugIn *
wsc_plug_in_new (const WscNet *net, WscBlocks blocks, WscHessianKind kind)
{
  WscPlugIn *self = g_new0 (WscPlugIn, 1);

  self->kind = kind;
  self->p = net->p;
  wsc_block_matrix_init (&self->a, net, blocks);
  wsc_block_matrix_init (&self->s, net, blocks);
  self->mean = g_new0 (double, net->p);
  return self;
}

void
wsc_plug_in_free (WscPlugIn *self)
{
  wsc_block_matrix_clear (&self->a);
  wsc_block_matrix_clear (&self->s);
  g_free (self->mean);
  g_free (self);
}

gboolean
wsc_plug_in_add (WscPlugIn *self, const WscNet *net, const WscObjective *batch, WscLoop *loop)
{
  g_autofree double *gradient = g_new (double, self->p);

  if (!wsc_net_gradient (net, batch, loop, NULL, gradient) ||
      !wsc_net_add_hessian (net, batch, self->kind, 1.0, loop, &self->a) ||
      !wsc_net_add_scores (net, batch, 0, NULL, 1.0, loop, &self->s))
    return FALSE;
  self->n++;
  for (gsize i = 0; i < self->p; i++)
    self->mean[i] += (gradient[i] - self->mean[i]) / (double) self->n;
  return TRUE;
}

static void
scale (WscBlockMatrix *matrix, double weight)
{
  for (gsize b = 0; b < matrix->n; b++)
    for (gsize i = 0; i < matrix->size[b] * matrix->size[b]; i++)
      matrix->values[b][i] *= weight;
}

static void
centre (WscPlugIn *self)
{
  for (gsize b = 0; b < self->s.n; b++)
    {
      const double *mean = self->mean + self->s.first[b];
      const gsize size = self->s.size[b];

      for (gsize i = 0; i < size; i++)
        for (gsize j = 0; j <= i; j++)
          self->s.values[b][i * size + j] -= mean[i] * mean[j];
    }
}

WscSandwich *
wsc_plug_in_finish (WscPlugIn *self, const WscNet *net, const double *mean, const double *gradient, gsize n,
                    const WscSandwichSettings *settings, WscLoop *loop, GError **error)
{
  scale (&self->a, 1.0 / (double) self->n);
  scale (&self->s, 1.0 / (double) self->n);
  centre (self);
  return wsc_sandwich_make (net, mean, gradient, n, &self->a, &self->s, settings, loop, error);
}
