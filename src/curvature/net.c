/* One network in double, its biases as the last columns of its weights. */
#include "curvature/curvature-private.h"

static void
map_layer (WscNet *self, guint l)
{
  const gsize weights = wsc_architecture_get_weight_offset (self->architecture, l);
  const gsize biases = wsc_architecture_get_bias_offset (self->architecture, l);
  const gsize in = self->architecture->sizes[l], width = self->width[l];

  for (gsize i = 0; i < self->units[l]; i++)
    for (gsize j = 0; j < width; j++)
      self->place[self->first[l] + i * width + j] = j < in ? weights + i * in + j : biases + i;
}

void
wsc_net_init (WscNet *self, const WscArchitecture *architecture)
{
  wsc_blas_use_one_thread ();
  *self = (WscNet){ .architecture = architecture, .n_layers = architecture->n_layers };
  for (guint l = 0; l < self->n_layers; l++)
    {
      self->units[l] = architecture->sizes[l + 1];
      self->width[l] = architecture->sizes[l] + (architecture->bias ? 1 : 0);
      self->first[l + 1] = self->first[l] + (gsize) self->units[l] * self->width[l];
    }
  self->width[self->n_layers] = self->units[self->n_layers - 1];
  self->p = self->first[self->n_layers];
  self->weights = g_new0 (double, self->p);
  self->place = g_new (gsize, self->p);
  for (guint l = 0; l < self->n_layers; l++)
    map_layer (self, l);
}

void
wsc_net_clear (WscNet *self)
{
  g_clear_pointer (&self->weights, g_free);
  g_clear_pointer (&self->place, g_free);
}

void
wsc_net_set (WscNet *self, const double *parameters)
{
  for (gsize i = 0; i < self->p; i++)
    self->weights[i] = parameters[self->place[i]];
}
