/* A network with other units in one layer. */
#include "reduce/reduce-private.h"

#include <string.h>

void
wsc_reduced_clear (WscReduced *self)
{
  g_clear_pointer (&self->replaced, wsc_network_unref);
  g_clear_pointer (&self->smaller, wsc_network_unref);
}

static void
copy_layer (const WscArchitecture *from_shape, const double *from, const WscArchitecture *to_shape, double *to, guint layer)
{
  const gsize n = (gsize) to_shape->sizes[layer + 1] * (to_shape->sizes[layer] + (to_shape->bias ? 1 : 0));

  memcpy (to + wsc_architecture_get_weight_offset (to_shape, layer), from + wsc_architecture_get_weight_offset (from_shape, layer),
          n * sizeof (double));
}

static void
copy_units (const WscArchitecture *a, const double *parameters, const WscArchitecture *shape, double *to, guint layer, const WscUnits *units)
{
  const gsize in = a->sizes[layer];
  const double *weights = parameters + wsc_architecture_get_weight_offset (a, layer);
  double *own = to + wsc_architecture_get_weight_offset (shape, layer);

  for (gsize u = 0; u < units->n; u++)
    {
      memcpy (own + u * in, weights + units->representatives[u] * in, in * sizeof (double));
      if (a->bias)
        own[units->n * in + u] = weights[a->sizes[layer + 1] * in + units->representatives[u]];
    }
}

static void
copy_outgoing (const WscArchitecture *a, const double *parameters, const WscArchitecture *shape, double *to, guint next, const double *outgoing)
{
  const gsize out = a->sizes[next + 1];

  memcpy (to + wsc_architecture_get_weight_offset (shape, next), outgoing, out * shape->sizes[next] * sizeof (double));
  if (a->bias)
    memcpy (to + wsc_architecture_get_bias_offset (shape, next), parameters + wsc_architecture_get_bias_offset (a, next), out * sizeof (double));
}

WscNetwork *
wsc_network_with_units (const WscArchitecture *architecture, const double *parameters, guint layer, const WscUnits *units)
{
  const WscArchitecture *a = architecture;
  WscArchitecture shape = *a;
  g_autofree double *own = NULL;

  shape.sizes[layer + 1] = units->n;
  if (units->n < a->sizes[layer + 1])
    shape.orthonormal[layer] = shape.orthonormal[MIN (layer + 1, WSC_MAX_LAYERS - 1)] = FALSE;
  own = g_new (double, wsc_architecture_get_n_parameters (&shape));
  for (guint l = 0; l < a->n_layers; l++)
    if (l == layer)
      copy_units (a, parameters, &shape, own, l, units);
    else if (l == layer + 1)
      copy_outgoing (a, parameters, &shape, own, l, units->outgoing);
    else
      copy_layer (a, parameters, &shape, own, l);
  return wsc_network_new (&shape, own, units->outputs != NULL ? a->sizes[a->n_layers] : shape.sizes[a->n_layers], units->outputs);
}
