/* Neurons that are dropped as least-squares combinations of those that are kept, and networks in which they are. */
#include "reduce/reduce-private.h"

#include <cblas.h>
#include <glib/gi18n-lib.h>
#include <string.h>

/* --- combinations ---------------------------------------------------------------------------- */

static int
compare_indices (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const guint32 i = *(const guint32 *) a, j = *(const guint32 *) b;

  return i < j ? -1 : i > j;
}

/* The others than the kept, ascending; (m - k). */
static guint32 *
list_dropped (const WscComposition *self, guint m)
{
  guint32 *dropped = g_new (guint32, m);
  guint n = 0, at = 0;

  for (guint32 j = 0; j < m; j++)
    if (at < self->k && self->kept[at] == j)
      at++;
    else
      dropped[n++] = j;
  return dropped;
}

/* From columns of `table` (n, width): kept ones and `extra` more at `constant`, and dropped ones. */
typedef struct
{
  gsize n, width;
  const double *table;
  gboolean has_constant; /* column m is of ones */
} Columns;

static gboolean
combine (WscComposition *self, const Columns *columns, guint m, GError **error)
{
  const gsize k = self->k, width = k + (columns->has_constant ? 1 : 0), r = m - k, n = columns->n;
  g_autofree guint32 *dropped = list_dropped (self, m);
  g_autofree double *a = g_malloc_n (n * width + 1, sizeof (double)), *b = g_malloc0_n (MAX (n, width) * r + 1, sizeof (double));
  g_autofree double *x = g_malloc0_n (width * r + 1, sizeof (double));

  for (gsize s = 0; s < n; s++)
    {
      const double *row = columns->table + s * columns->width;

      for (gsize j = 0; j < k; j++)
        a[s * width + j] = row[self->kept[j]];
      if (columns->has_constant)
        a[s * width + k] = row[m];
      for (gsize j = 0; j < r; j++)
        b[s * r + j] = row[dropped[j]];
    }
  if (!wsc_least_squares (n, width, r, a, b, x, error))
    return FALSE;
  for (gsize i = 0; i < r; i++)
    {
      for (gsize j = 0; j < k; j++)
        self->composition[dropped[i] * k + j] = x[j * r + i];
      if (columns->has_constant)
        self->constants[dropped[i]] = x[k * r + i];
    }
  return TRUE;
}

static double *
transpose (gsize n, gsize m, const double *x)
{
  double *turned = g_malloc_n (n * m, sizeof (double));

  for (gsize i = 0; i < n; i++)
    for (gsize j = 0; j < m; j++)
      turned[j * n + i] = x[i * m + j];
  return turned;
}

gboolean
wsc_composition_init (WscComposition *self, const WscReducible *reducible, const WscReduceCase *own, const WscSelection *selection,
                      guint k, WscSimilarity similarity, GError **error)
{
  const guint m = reducible->m;
  g_autofree double *rows = NULL, *turned = NULL;

  *self = (WscComposition){ .k = k, .kept = g_memdup2 (selection->order, k * sizeof (guint32)) };
  self->composition = g_malloc0_n ((gsize) m * k, sizeof (double));
  self->constants = g_new0 (double, m);
  g_qsort_with_data (self->kept, (int) k, sizeof *self->kept, compare_indices, NULL);
  for (guint j = 0; j < k; j++)
    self->composition[(gsize) self->kept[j] * k + j] = 1;
  if (k == m)
    return TRUE;
  if (similarity == WSC_SIMILARITY_ACTIVATIONS)
    return combine (self, &(Columns){ selection->n_rows, m + 1, selection->triangle, own->architecture.bias }, m, error);
  rows = g_malloc_n ((gsize) m * reducible->d, sizeof (double));
  wsc_reducible_read_rows (reducible, &own->architecture, own->parameters, rows);
  turned = transpose (m, reducible->d, rows);
  return combine (self, &(Columns){ reducible->d, m, turned, FALSE }, m, error);
}

void
wsc_composition_clear (WscComposition *self)
{
  g_clear_pointer (&self->kept, g_free);
  g_clear_pointer (&self->composition, g_free);
  g_clear_pointer (&self->constants, g_free);
}

/* --- a hidden layer ------------------------------------------------------------------------------- */

/* V (out, m) of the next layer as V C, (out, k), and what the constants add to its biases. */
static double *
fold (const WscComposition *self, const WscArchitecture *a, guint layer, double *parameters)
{
  const guint m = a->sizes[layer + 1], out = a->sizes[layer + 2];
  const double *weights = parameters + wsc_architecture_get_weight_offset (a, layer + 1);
  double *folded = g_malloc0_n ((gsize) out * self->k, sizeof (double));

  cblas_dgemm (CblasRowMajor, CblasNoTrans, CblasNoTrans, (int) out, (int) self->k, (int) m, 1.0, weights, (int) m, self->composition,
               (int) self->k, 0.0, folded, (int) self->k);
  if (a->bias)
    cblas_dgemv (CblasRowMajor, CblasNoTrans, (int) out, (int) m, 1.0, weights, (int) m, self->constants, 1, 1.0,
                 parameters + wsc_architecture_get_bias_offset (a, layer + 1), 1);
  return folded;
}

static void
reduce_hidden (WscReduced *reduced, const WscReducible *reducible, const WscReduceCase *own, const WscComposition *self)
{
  const guint layer = reducible->layer, m = reducible->m, out = own->architecture.sizes[layer + 2];
  WscArchitecture shape = own->architecture;
  g_autofree double *parameters = g_memdup2 (own->parameters, reducible->p * sizeof (double));
  g_autofree double *folded = fold (self, &shape, layer, parameters);
  double *weights = parameters + wsc_architecture_get_weight_offset (&shape, layer + 1);

  memset (weights, 0, (gsize) out * m * sizeof (double));
  for (guint o = 0; o < out; o++)
    for (guint j = 0; j < self->k; j++)
      weights[(gsize) o * m + self->kept[j]] = folded[(gsize) o * self->k + j];
  shape.orthonormal[layer + 1] = FALSE;
  reduced->replaced = wsc_network_new (&shape, parameters, shape.sizes[shape.n_layers], NULL);
  reduced->smaller = wsc_network_with_units (&shape, parameters, layer, &(WscUnits){ self->k, self->kept, folded, NULL });
}

/* --- the last layer --------------------------------------------------------------------------------- */

/* The network and an identity layer behind it of weights (m, width) and the constants. */
static WscNetwork *
append_layer (const WscNetwork *network, guint m, const double *weights, const double *constants)
{
  WscArchitecture shape = network->architecture;
  const gsize p = wsc_architecture_get_n_parameters (&shape), width = shape.sizes[shape.n_layers];
  g_autofree double *parameters = NULL;

  shape.orthonormal[shape.n_layers] = FALSE;
  shape.activation[shape.n_layers] = WSC_IDENTITY;
  shape.sizes[++shape.n_layers] = m;
  parameters = g_new (double, wsc_architecture_get_n_parameters (&shape));
  memcpy (parameters, network->parameters, p * sizeof (double));
  memcpy (parameters + p, weights, m * width * sizeof (double));
  if (shape.bias)
    memcpy (parameters + p + m * width, constants, m * sizeof (double));
  return wsc_network_new (&shape, parameters, m, NULL);
}

/* Without an activation the dropped rows themselves can be combinations. */
static WscNetwork *
combine_rows (const WscArchitecture *a, const double *from, const WscComposition *self)
{
  const guint layer = a->n_layers - 1, in = a->sizes[layer], m = a->sizes[a->n_layers];
  g_autofree double *parameters = g_memdup2 (from, wsc_architecture_get_n_parameters (a) * sizeof (double));
  double *weights = parameters + wsc_architecture_get_weight_offset (a, layer), *biases = weights + (gsize) m * in;
  WscArchitecture shape = *a;

  from += wsc_architecture_get_weight_offset (a, layer);
  for (gsize i = 0; i < m; i++)
    {
      memset (weights + i * in, 0, in * sizeof (double));
      if (a->bias)
        biases[i] = self->constants[i];
      for (guint j = 0; j < self->k; j++)
        {
          cblas_daxpy ((int) in, self->composition[i * self->k + j], from + (gsize) self->kept[j] * in, 1, weights + i * in, 1);
          if (a->bias)
            biases[i] += self->composition[i * self->k + j] * from[(gsize) m * in + self->kept[j]];
        }
    }
  shape.orthonormal[layer] = FALSE;
  return wsc_network_new (&shape, parameters, m, NULL);
}

/* (m, m): the combinations in the columns of the kept. */
static double *
spread (const WscComposition *self, guint m)
{
  double *weights = g_malloc0_n ((gsize) m * m, sizeof (double));

  for (gsize i = 0; i < m; i++)
    for (guint j = 0; j < self->k; j++)
      weights[i * m + self->kept[j]] = self->composition[i * self->k + j];
  return weights;
}

static void
reduce_last (WscReduced *reduced, const WscReducible *reducible, const WscReduceCase *own, const WscComposition *self)
{
  const WscArchitecture *a = &own->architecture;
  const guint m = reducible->m;
  g_autoptr (WscNetwork) kept =
      wsc_network_with_units (a, own->parameters, reducible->layer, &(WscUnits){ self->k, self->kept, NULL, NULL });

  reduced->smaller = append_layer (kept, m, self->composition, self->constants);
  if (a->activation[reducible->layer] == WSC_IDENTITY)
    reduced->replaced = combine_rows (a, own->parameters, self);
  else
    {
      g_autofree double *weights = spread (self, m);
      g_autoptr (WscNetwork) network = wsc_network_new (a, own->parameters, m, NULL);

      reduced->replaced = append_layer (network, m, weights, self->constants);
    }
}

gboolean
wsc_reduced_by_composition (WscReduced *self, const WscReducible *reducible, const WscReduceCase *own, const WscComposition *composition,
                            GError **error)
{
  const WscArchitecture *a = &own->architecture;

  if (composition->k == reducible->m)
    {
      g_autoptr (WscNetwork) network = wsc_network_new (a, own->parameters, a->sizes[a->n_layers], NULL);

      *self = (WscReduced){ wsc_network_ref (network), wsc_network_ref (network) };
      return TRUE;
    }
  if (reducible->layer + 1 < a->n_layers)
    reduce_hidden (self, reducible, own, composition);
  else if (a->n_layers < WSC_MAX_LAYERS)
    reduce_last (self, reducible, own, composition);
  else
    {
      g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE,
                   _("Outputs that are combinations of others need one layer more than %u; at most %d: reduce by clusters, or another layer "
                     "(reduction.method, estimate.layer)"),
                   a->n_layers, WSC_MAX_LAYERS);
      return FALSE;
    }
  return TRUE;
}
