/* Directions that change nothing a network computes: W_l -> B W_l, b_l -> B b_l, W_{l+1} -> W_{l+1} B^-1 for any
 * invertible B after an identity activation (any orthogonal one between orthonormal layers), for any positive diagonal
 * B after ReLU; and one number added to all inputs of a softmax. */
#include "curvature/directions.h"

#include <math.h>

#define TOLERANCE 1e-10 /* of singular values, by the largest: below it directions are combinations of others */

typedef struct
{
  const WscArchitecture *architecture;
  const double *parameters;
  gsize p, n;
  double *rows; /* (n, p) */
} Gauge;

/* The derivative by t of B = I + t E_ab: row b of the layer is added to a, and column a of the next taken from b. */
static void
add_generator (const Gauge *self, guint layer, gsize a, gsize b, double weight, double *row)
{
  const WscArchitecture *s = self->architecture;
  const gsize w = wsc_architecture_get_weight_offset (s, layer), bias = wsc_architecture_get_bias_offset (s, layer);
  const gsize next = wsc_architecture_get_weight_offset (s, layer + 1);
  const gsize in = s->sizes[layer], units = s->sizes[layer + 1], out = s->sizes[layer + 2];

  for (gsize j = 0; j < in; j++)
    row[w + a * in + j] += weight * self->parameters[w + b * in + j];
  if (s->bias)
    row[bias + a] += weight * self->parameters[bias + b];
  for (gsize i = 0; i < out; i++)
    row[next + i * units + b] -= weight * self->parameters[next + i * units + a];
}

static void
add_hidden (Gauge *self, guint layer)
{
  const WscArchitecture *s = self->architecture;
  const gboolean rigid = s->orthonormal[layer] || s->orthonormal[layer + 1];
  const gsize units = s->sizes[layer + 1];

  if (s->activation[layer] == WSC_RELU && !rigid)
    for (gsize a = 0; a < units; a++)
      add_generator (self, layer, a, a, 1.0, self->rows + self->n++ * self->p);
  if (s->activation[layer] != WSC_IDENTITY)
    return;
  for (gsize a = 0; a < units; a++)
    for (gsize b = 0; b < (rigid ? a : units); b++, self->n++)
      {
        add_generator (self, layer, a, b, 1.0, self->rows + self->n * self->p);
        if (rigid)
          add_generator (self, layer, b, a, -1.0, self->rows + self->n * self->p);
      }
}

/* The same change of every output's incoming weight j, or bias. */
static void
add_softmax (Gauge *self)
{
  const WscArchitecture *s = self->architecture;
  const guint last = s->n_layers - 1;
  const gsize w = wsc_architecture_get_weight_offset (s, last), in = s->sizes[last], out = s->sizes[last + 1];

  if (s->loss != WSC_LOSS_CROSS_ENTROPY || s->orthonormal[last])
    return;
  for (gsize j = 0; j < in + (s->bias ? 1 : 0); j++, self->n++)
    for (gsize i = 0; i < out; i++)
      self->rows[self->n * self->p + (j < in ? w + i * in + j : wsc_architecture_get_bias_offset (s, last) + i)] = 1.0;
}

static gsize
count_most (const WscArchitecture *s)
{
  gsize most = s->loss == WSC_LOSS_CROSS_ENTROPY ? s->sizes[s->n_layers - 1] + 1u : 0;

  for (guint l = 0; l + 1 < s->n_layers; l++)
    most += s->activation[l] == WSC_IDENTITY ? (gsize) s->sizes[l + 1] * s->sizes[l + 1]
            : s->activation[l] == WSC_RELU   ? s->sizes[l + 1]
                                             : 0;
  return most;
}

/* Each generator to length 1, where it has one; then what they span. */
static double *
orthonormalised (Gauge *self, gsize *n_gauge)
{
  const gsize k = MIN (self->n, self->p);
  g_autofree double *u = g_malloc_n (self->n * k, sizeof (double)), *s = g_new (double, k);
  double *vt = g_malloc_n (k * self->p, sizeof (double));

  for (gsize r = 0; r < self->n; r++)
    {
      double *row = self->rows + r * self->p, norm = 0.0;

      for (gsize i = 0; i < self->p; i++)
        norm += row[i] * row[i];
      for (gsize i = 0; i < self->p && norm > 0.0; i++)
        row[i] /= sqrt (norm);
    }
  *n_gauge = 0;
  if (wsc_svd (self->n, self->p, self->rows, u, s, vt, NULL))
    while (*n_gauge < k && s[*n_gauge] > TOLERANCE * s[0])
      (*n_gauge)++;
  if (*n_gauge == 0)
    g_clear_pointer (&vt, g_free);
  return vt;
}

double *
wsc_gauge_basis (const WscArchitecture *architecture, const double *parameters, gsize *n_gauge)
{
  Gauge self = { architecture, parameters, wsc_architecture_get_n_parameters (architecture), 0, NULL };
  const gsize most = count_most (architecture);
  double *basis = NULL;

  *n_gauge = 0;
  if (most == 0)
    return NULL;
  self.rows = g_malloc0_n (most * self.p, sizeof (double));
  for (guint l = 0; l + 1 < architecture->n_layers; l++)
    add_hidden (&self, l);
  add_softmax (&self);
  if (self.n > 0)
    basis = orthonormalised (&self, n_gauge);
  g_free (self.rows);
  return basis;
}

void
wsc_directions_init (WscDirections *self, const WscArchitecture *architecture, const double *parameters)
{
  g_return_if_fail (self != NULL && architecture != NULL && parameters != NULL);

  *self = (WscDirections){ .p = wsc_architecture_get_n_parameters (architecture) };
  self->free = wsc_free_basis (architecture, parameters, 0, architecture->n_layers, &self->n_free);
  self->gauge = wsc_gauge_basis (architecture, parameters, &self->n_gauge);
}

void
wsc_directions_clear (WscDirections *self)
{
  g_clear_pointer (&self->free, g_free);
  g_clear_pointer (&self->gauge, g_free);
}
