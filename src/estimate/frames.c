/* Hidden layer k of y = W_{k+1} s (W_k x + b_k) + b_{k+1} may have its units moved by an orthogonal T that commutes
 * with s: W_k <- T W_k, b_k <- T b_k, W_{k+1} <- W_{k+1} T'. T is a permutation for any s, with signs for an odd s
 * (tanh), any rotation for the identity. A sigmoid is odd about 1/2: flipping a unit moves the column out of it into
 * b_{k+1}. A ReLU unit may be scaled by c > 0, and the column out of it by 1 / c. */
#include "estimate/estimate-private.h"

#include <cblas.h>
#include <math.h>
#include <string.h>

void
wsc_frames_init (WscFrames *self, const WscArchitecture *architecture, guint n)
{
  *self = (WscFrames){ .architecture = architecture, .n = n };
  self->p = wsc_architecture_get_n_parameters (architecture);
  for (guint k = 0; k + 1 < architecture->n_layers; k++)
    self->n_units += architecture->sizes[k + 1];
  self->parameters = g_new0 (double, n * self->p);
  self->mean = g_new0 (double, self->p);
  self->place = g_new (guint32, n * self->n_units + 1);
  self->sign = g_new (gint8, n * self->n_units + 1);
  memset (self->sign, 1, n * self->n_units);

  for (guint r = 0; r < n; r++)
    for (gsize k = 0, at = r * self->n_units; k + 1 < architecture->n_layers; k++)
      for (guint j = 0; j < architecture->sizes[k + 1]; j++)
        self->place[at++] = j;
}

void
wsc_frames_clear (WscFrames *self)
{
  g_clear_pointer (&self->parameters, g_free);
  g_clear_pointer (&self->mean, g_free);
  g_clear_pointer (&self->place, g_free);
  g_clear_pointer (&self->sign, g_free);
}

double *
wsc_frames_get (const WscFrames *self, guint network)
{
  return self->parameters + network * self->p;
}

guint
wsc_frames_get_n_hidden (const WscFrames *self)
{
  return self->architecture->n_layers - 1;
}

void
wsc_frames_update_mean (WscFrames *self)
{
  memset (self->mean, 0, self->p * sizeof (double));
  for (guint r = 0; r < self->n; r++)
    {
      const double *x = wsc_frames_get (self, r);

      for (gsize i = 0; i < self->p; i++)
        self->mean[i] += (x[i] - self->mean[i]) / (double) (r + 1);
    }
}

double
wsc_frames_get_residual (const WscFrames *self)
{
  double sum = 0;

  for (guint r = 0; r < self->n; r++)
    {
      const double *x = wsc_frames_get (self, r);

      for (gsize i = 0; i < self->p; i++)
        sum += (x[i] - self->mean[i]) * (x[i] - self->mean[i]);
    }
  return sqrt (sum / self->n);
}

/* A hidden layer within one network's parameters: rows (units, in), biases (units) or NULL, columns of (out, units),
 * and the biases (out) or NULL that these columns add to. */
typedef struct
{
  guint units, in, out;
  double *rows, *bias, *columns, *next_bias;
  gboolean sigmoid;
} Layer;

static Layer
find_layer (const WscFrames *self, double *parameters, guint hidden)
{
  const WscArchitecture *a = self->architecture;
  Layer layer = { .units = a->sizes[hidden + 1], .in = a->sizes[hidden], .out = a->sizes[hidden + 2] };

  layer.rows = parameters + wsc_architecture_get_weight_offset (a, hidden);
  layer.sigmoid = a->activation[hidden] == WSC_SIGMOID;
  if (a->bias)
    {
      layer.bias = parameters + wsc_architecture_get_bias_offset (a, hidden);
      layer.next_bias = parameters + wsc_architecture_get_bias_offset (a, hidden + 1);
    }
  layer.columns = parameters + wsc_architecture_get_weight_offset (a, hidden + 1);
  return layer;
}

/* A row of length 0 stays: it has no direction, and what it adds to the network is at most a constant. */
static void
fold_unit (const Layer *layer, guint unit)
{
  double *row = layer->rows + (gsize) unit * layer->in;
  double length = layer->bias != NULL ? layer->bias[unit] * layer->bias[unit] : 0.0;

  for (guint i = 0; i < layer->in; i++)
    length += row[i] * row[i];
  length = sqrt (length);
  if (length == 0.0)
    return;
  for (guint i = 0; i < layer->in; i++)
    row[i] /= length;
  if (layer->bias != NULL)
    layer->bias[unit] /= length;
  for (guint o = 0; o < layer->out; o++)
    layer->columns[(gsize) o * layer->units + unit] *= length;
}

/* A layer held orthonormal fixes the scale of the units beside it. */
static gboolean
scale_is_free (const WscArchitecture *a, guint hidden)
{
  return a->activation[hidden] == WSC_RELU && !a->orthonormal[hidden] && !a->orthonormal[hidden + 1];
}

/* Front to back: folding one layer changes the rows of the next. */
gboolean
wsc_frames_fold_scales (WscFrames *self)
{
  gboolean any = FALSE;

  for (guint k = 0; k < wsc_frames_get_n_hidden (self); k++)
    {
      if (!scale_is_free (self->architecture, k))
        continue;
      any = TRUE;
      for (guint r = 0; r < self->n; r++)
        {
          const Layer layer = find_layer (self, wsc_frames_get (self, r), k);

          for (guint j = 0; j < layer.units; j++)
            fold_unit (&layer, j);
        }
    }
  return any;
}

gsize
wsc_frames_get_n_features (const WscFrames *self, guint hidden, gboolean outgoing)
{
  const WscArchitecture *a = self->architecture;

  return (gsize) a->sizes[hidden] + (a->bias ? 1 : 0) + (outgoing ? a->sizes[hidden + 2] : 0);
}

void
wsc_frames_get_features (const WscFrames *self, const double *parameters, guint hidden, gboolean outgoing,
                         double *features)
{
  const Layer layer = find_layer (self, (double *) parameters, hidden);
  const gsize n = wsc_frames_get_n_features (self, hidden, outgoing);

  for (guint j = 0; j < layer.units; j++)
    {
      double *to = features + j * n;

      memcpy (to, layer.rows + (gsize) j * layer.in, layer.in * sizeof (double));
      to += layer.in;
      if (layer.bias != NULL)
        *to++ = layer.bias[j];
      for (guint o = 0; outgoing && o < layer.out; o++)
        to[o] = layer.columns[(gsize) o * layer.units + j];
    }
}

static void
permute_values (const Layer *layer, const guint32 *place, const gint8 *sign)
{
  const gsize row_bytes = layer->in * sizeof (double);
  g_autofree double *rows = g_memdup2 (layer->rows, layer->units * row_bytes);
  g_autofree double *bias = layer->bias != NULL ? g_memdup2 (layer->bias, layer->units * sizeof (double)) : NULL;
  g_autofree double *columns = g_new (double, layer->units);

  for (guint j = 0; j < layer->units; j++)
    {
      for (guint i = 0; i < layer->in; i++)
        layer->rows[(gsize) place[j] * layer->in + i] = sign[j] * rows[(gsize) j * layer->in + i];
      if (bias != NULL)
        layer->bias[place[j]] = sign[j] * bias[j];
    }
  for (guint o = 0; o < layer->out; o++)
    {
      double *row = layer->columns + (gsize) o * layer->units;

      memcpy (columns, row, layer->units * sizeof (double));
      for (guint j = 0; j < layer->units; j++)
        {
          row[place[j]] = sign[j] * columns[j];
          if (sign[j] < 0 && layer->sigmoid && layer->next_bias != NULL)
            layer->next_bias[o] += columns[j];
        }
    }
}

/* What was at j, having come from some first unit, is now at place[j]. */
static void
record (WscFrames *self, guint network, guint hidden, const guint32 *place, const gint8 *sign)
{
  gsize at = network * self->n_units;

  for (guint k = 0; k < hidden; k++)
    at += self->architecture->sizes[k + 1];
  for (guint j = 0; j < self->architecture->sizes[hidden + 1]; j++, at++)
    {
      const guint32 was = self->place[at];

      self->place[at] = place[was];
      self->sign[at] = (gint8) (self->sign[at] * sign[was]);
    }
}

gboolean
wsc_frames_permute (WscFrames *self, guint network, guint hidden, const guint32 *place, const gint8 *sign)
{
  const Layer layer = find_layer (self, wsc_frames_get (self, network), hidden);
  gboolean moved = FALSE;

  for (guint j = 0; j < layer.units; j++)
    moved |= place[j] != j || sign[j] < 0;
  if (!moved)
    return FALSE;
  permute_values (&layer, place, sign);
  record (self, network, hidden, place, sign);
  return TRUE;
}

void
wsc_frames_rotate (WscFrames *self, guint network, guint hidden, const double *rotation)
{
  const Layer layer = find_layer (self, wsc_frames_get (self, network), hidden);
  const int d = (int) layer.units, in = (int) layer.in, out = (int) layer.out;
  g_autofree double *rows = g_memdup2 (layer.rows, (gsize) layer.units * layer.in * sizeof (double));
  g_autofree double *columns = g_memdup2 (layer.columns, (gsize) layer.units * layer.out * sizeof (double));

  wsc_blas_use_one_thread ();
  cblas_dgemm (CblasRowMajor, CblasTrans, CblasNoTrans, d, in, d, 1.0, rotation, d, rows, in, 0.0, layer.rows, in);
  cblas_dgemm (CblasRowMajor, CblasNoTrans, CblasNoTrans, out, d, d, 1.0, columns, d, rotation, d, 0.0, layer.columns,
               d);
  if (layer.bias != NULL)
    {
      g_autofree double *bias = g_memdup2 (layer.bias, layer.units * sizeof (double));

      cblas_dgemv (CblasRowMajor, CblasTrans, d, d, 1.0, rotation, d, bias, 1, 0.0, layer.bias, 1);
    }
}
