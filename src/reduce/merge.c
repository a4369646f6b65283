/* Neurons become the centres of their clusters, and equal neurons one. */
#include "reduce/reduce-private.h"

#include <cblas.h>
#include <math.h>
#include <string.h>

typedef struct
{
  const WscReducible *reducible;
  const WscReduceCase *own;
  const WscArchitecture *a;
  WscArchitecture shape; /* with what is no longer orthonormal */
  guint layer, m;
  double *parameters;       /* (p) as large as before */
  guint n_units;
  guint32 *unit_of;         /* (m) */
  guint32 *representatives; /* (units) the first of each */
  guint32 *sizes;           /* (units) */
} Merge;

static gboolean
is_last (const Merge *self)
{
  return self->layer + 1 == self->a->n_layers;
}

/* The running mean, so that equal rows have just themselves as their centre. `width` values `step` apart from one neuron to the next. */
static void
replace_by_centres (const guint32 *labels, guint k, guint m, gsize width, double *values)
{
  g_autofree double *centres = g_new0 (double, k *width);
  g_autofree guint32 *counts = g_new0 (guint32, k);

  for (gsize j = 0; j < m; j++)
    {
      double *centre = centres + labels[j] * width;

      counts[labels[j]]++;
      for (gsize i = 0; i < width; i++)
        centre[i] += (values[j * width + i] - centre[i]) / counts[labels[j]];
    }
  for (gsize j = 0; j < m; j++)
    memcpy (values + j * width, centres + labels[j] * width, width * sizeof (double));
}

static void
replace (Merge *self, const guint32 *labels, guint k)
{
  replace_by_centres (labels, k, self->m, self->a->sizes[self->layer],
                      self->parameters + wsc_architecture_get_weight_offset (self->a, self->layer));
  if (self->reducible->bias_weight > 0)
    replace_by_centres (labels, k, self->m, 1, self->parameters + wsc_architecture_get_bias_offset (self->a, self->layer));
}

/* Whether two neurons of a cluster, with equal weights, have equal biases too. */
static gboolean
are_equal (const Merge *self, guint i, guint j)
{
  const double *bias = self->parameters;

  if (!self->a->bias || self->reducible->bias_weight > 0)
    return TRUE;
  bias += wsc_architecture_get_bias_offset (self->a, self->layer);
  return memcmp (bias + i, bias + j, sizeof *bias) == 0;
}

static guint32
find_unit (const Merge *self, const guint32 *labels, guint j)
{
  for (guint32 u = 0; u < self->n_units; u++)
    if (labels[self->representatives[u]] == labels[j] && are_equal (self, self->representatives[u], j))
      return u;
  return self->n_units;
}

static void
find_units (Merge *self, const guint32 *labels)
{
  self->unit_of = g_new (guint32, self->m);
  self->representatives = g_new (guint32, self->m);
  self->sizes = g_new0 (guint32, self->m);
  for (guint j = 0; j < self->m; j++)
    {
      const guint32 u = find_unit (self, labels, j);

      if (u == self->n_units)
        self->representatives[self->n_units++] = j;
      self->unit_of[j] = u;
      self->sizes[u]++;
    }
}

/* The sum of the members' weights into the next layer: (out, units). */
static double *
sum_outgoing (const Merge *self)
{
  const gsize out = self->a->sizes[self->layer + 2], m = self->m, n = self->n_units;
  const double *weights = self->parameters + wsc_architecture_get_weight_offset (self->a, self->layer + 1);
  double *sums = g_new0 (double, out *n);

  for (gsize o = 0; o < out; o++)
    for (gsize j = 0; j < m; j++)
      sums[o * n + self->unit_of[j]] += weights[o * m + j];
  return sums;
}

static WscNetwork *
make_smaller (const Merge *self)
{
  g_autofree double *outgoing = is_last (self) ? NULL : sum_outgoing (self);
  const gboolean all = self->n_units == self->m;
  const WscUnits units = { self->n_units, self->representatives, outgoing, is_last (self) && !all ? self->unit_of : NULL };

  return wsc_network_with_units (&self->shape, self->parameters, self->layer, &units);
}

/* --- least squares -------------------------------------------------------------------- */

/* What the layer of the smaller network computes on training samples, and 1 where there is a bias to fit: (n, units + 1 or 0). */
static double *
get_design (const Merge *self, gsize *width)
{
  const gsize n = self->reducible->split.n[WSC_PART_TRAIN], k = self->n_units;
  g_autoptr (WscNetwork) smaller = make_smaller (self), layer = wsc_network_take_layers (smaller, self->layer, self->layer + 1, WSC_LOSS_MSE);
  g_autofree double *activations = wsc_reduce_case_get_outputs (self->own, self->reducible, layer, WSC_PART_TRAIN);
  double *design;

  *width = k + (self->a->bias ? 1 : 0);
  design = g_malloc_n (n * *width, sizeof (double));
  for (gsize s = 0; s < n; s++)
    {
      memcpy (design + s * *width, activations + s * k, k * sizeof (double));
      if (*width > k)
        design[s * *width + k] = 1.0;
    }
  return design;
}

/* The next layer's sums before its activation, in the network as it was: (max (n, width), out). */
static double *
get_goal (const Merge *self, gsize width)
{
  const gsize n = self->reducible->split.n[WSC_PART_TRAIN], out = self->a->sizes[self->layer + 2];
  WscArchitecture linear = *self->a;
  g_autoptr (WscNetwork) network = NULL, layers = NULL;
  g_autofree double *sums = NULL;
  double *goal = g_malloc0_n (MAX (n, width) * out, sizeof (double));

  linear.activation[self->layer + 1] = WSC_IDENTITY;
  network = wsc_network_new (&linear, self->own->parameters, linear.sizes[linear.n_layers], NULL);
  layers = wsc_network_take_layers (network, self->layer, self->layer + 2, WSC_LOSS_MSE);
  sums = wsc_reduce_case_get_outputs (self->own, self->reducible, layers, WSC_PART_TRAIN);
  memcpy (goal, sums, n * out * sizeof (double));
  return goal;
}

/* Each member has an equal part of its unit's weights. solution: (width, out). */
static void
share_out (Merge *self, const double *solution)
{
  const gsize out = self->a->sizes[self->layer + 2], m = self->m;
  double *weights = self->parameters + wsc_architecture_get_weight_offset (self->a, self->layer + 1);

  for (gsize o = 0; o < out; o++)
    for (gsize j = 0; j < m; j++)
      weights[o * m + j] = solution[self->unit_of[j] * out + o] / self->sizes[self->unit_of[j]];
  if (self->a->bias)
    memcpy (self->parameters + wsc_architecture_get_bias_offset (self->a, self->layer + 1), solution + self->n_units * out,
            out * sizeof (double));
}

static gboolean
refit (Merge *self, GError **error)
{
  const gsize n = self->reducible->split.n[WSC_PART_TRAIN], out = self->a->sizes[self->layer + 2];
  gsize width;
  g_autofree double *design = get_design (self, &width), *goal = get_goal (self, width), *solution = g_new (double, width *out);

  if (!wsc_least_squares (n, width, out, design, goal, solution, error))
    return FALSE;
  share_out (self, solution);
  return TRUE;
}

/* --- all of it ---------------------------------------------------------------------------- */

static void
merge_init (Merge *self, const WscReducible *reducible, const WscReduceCase *own, guint k)
{
  *self = (Merge){ .reducible = reducible, .own = own, .a = &own->architecture, .shape = own->architecture };
  self->layer = reducible->layer;
  self->m = reducible->m;
  self->parameters = g_memdup2 (own->parameters, reducible->p * sizeof (double));
  if (k < self->m)
    self->shape.orthonormal[self->layer] = FALSE;
}

static void
merge_clear (Merge *self)
{
  g_free (self->parameters);
  g_free (self->unit_of);
  g_free (self->representatives);
  g_free (self->sizes);
}

gboolean
wsc_reduced_by_clusters (WscReduced *self, const WscReducible *reducible, const WscReduceCase *own, const guint32 *labels, guint k,
                         gboolean refit_outgoing, GError **error)
{
  const gboolean is_fitted = refit_outgoing && k < reducible->m && reducible->layer + 1 < own->architecture.n_layers;
  Merge merge;
  gboolean ok;

  merge_init (&merge, reducible, own, k);
  replace (&merge, labels, k);
  find_units (&merge, labels);
  if (is_fitted)
    merge.shape.orthonormal[merge.layer + 1] = FALSE;
  ok = !is_fitted || refit (&merge, error);
  if (ok)
    *self = (WscReduced){ wsc_network_new (&merge.shape, merge.parameters, merge.shape.sizes[merge.shape.n_layers], NULL),
                          make_smaller (&merge) };
  merge_clear (&merge);
  return ok;
}
