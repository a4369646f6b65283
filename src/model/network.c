/* One network in double: outputs layer by layer, a chunk of samples at a time, each product one call of BLAS. */
#include "model/network.h"

#include <cblas.h>
#include <math.h>
#include <string.h>

#define CHUNK 256

WscNetwork *
wsc_network_new (const WscArchitecture *architecture, const double *parameters, guint n_outputs, const guint32 *outputs)
{
  WscNetwork *self;
  guint computed;

  g_return_val_if_fail (architecture != NULL && parameters != NULL, NULL);
  computed = architecture->sizes[architecture->n_layers];
  g_return_val_if_fail (outputs != NULL || n_outputs == computed, NULL);
  for (guint i = 0; outputs != NULL && i < n_outputs; i++)
    g_return_val_if_fail (outputs[i] < computed, NULL);

  self = g_new0 (WscNetwork, 1);
  self->ref_count = 1;
  self->architecture = *architecture;
  self->parameters = g_memdup2 (parameters, wsc_architecture_get_n_parameters (architecture) * sizeof (double));
  self->n_outputs = n_outputs;
  self->outputs = g_memdup2 (outputs, n_outputs * sizeof (guint32));
  return self;
}

WscNetwork *
wsc_network_ref (WscNetwork *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_int_inc (&self->ref_count);
  return self;
}

void
wsc_network_unref (WscNetwork *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;
  g_free (self->parameters);
  g_free (self->outputs);
  g_free (self);
}

static double
activate (WscActivation activation, double z)
{
  switch (activation)
    {
    case WSC_TANH:
      return tanh (z);
    case WSC_SIGMOID:
      return 1.0 / (1.0 + exp (-z));
    case WSC_RELU:
      return MAX (z, 0.0);
    case WSC_IDENTITY:
    default:
      return z;
    }
}

/* y (n, out) = activation (x (n, in) W' + b). */
static void
run_layer (const WscNetwork *self, guint layer, gsize n, const double *x, double *y)
{
  const WscArchitecture *a = &self->architecture;
  const guint in = a->sizes[layer], out = a->sizes[layer + 1];

  for (gsize s = 0; s < n; s++)
    if (a->bias)
      memcpy (y + s * out, self->parameters + wsc_architecture_get_bias_offset (a, layer), out * sizeof (double));
    else
      memset (y + s * out, 0, out * sizeof (double));
  cblas_dgemm (CblasRowMajor, CblasNoTrans, CblasTrans, (int) n, (int) out, (int) in, 1.0, x, (int) in,
               self->parameters + wsc_architecture_get_weight_offset (a, layer), (int) in, 1.0, y, (int) out);
  for (gsize i = 0; i < n * out; i++)
    y[i] = activate (a->activation[layer], y[i]);
}

static void
softmax (guint n, double *y)
{
  double top = y[0], sum = 0.0;

  for (guint k = 1; k < n; k++)
    top = MAX (top, y[k]);
  for (guint k = 0; k < n; k++)
    sum += y[k] = exp (y[k] - top);
  for (guint k = 0; k < n; k++)
    y[k] /= sum;
}

/* What is computed becomes what the task asks for, a sample at a time. */
static void
give_out (const WscNetwork *self, gsize n, const double *computed, double *outputs)
{
  const guint width = self->architecture.sizes[self->architecture.n_layers];

  for (gsize s = 0; s < n; s++)
    {
      double *y = outputs + s * self->n_outputs;

      for (guint k = 0; k < self->n_outputs; k++)
        y[k] = computed[s * width + (self->outputs != NULL ? self->outputs[k] : k)];
      if (self->architecture.loss == WSC_LOSS_CROSS_ENTROPY)
        softmax (self->n_outputs, y);
    }
}

static void
gather (const WscSamples *samples, const guint32 *indices, gsize from, gsize n, double *x)
{
  for (gsize s = 0; s < n; s++)
    {
      const gsize sample = indices != NULL ? indices[from + s] : from + s;
      const float *inputs = samples->inputs + sample * samples->input_step;

      for (guint i = 0; i < samples->n_inputs; i++)
        *x++ = (double) inputs[i];
    }
}

void
wsc_network_get_outputs (const WscNetwork *self, const WscSamples *samples, const guint32 *indices, gsize n,
                         double *outputs)
{
  guint widest = 0;
  g_autofree double *room = NULL;
  double *x, *y;

  g_return_if_fail (self != NULL && samples != NULL && (outputs != NULL || n == 0));
  g_return_if_fail (samples->n_inputs == self->architecture.sizes[0]);

  wsc_blas_use_one_thread ();
  for (guint l = 0; l <= self->architecture.n_layers; l++)
    widest = MAX (widest, self->architecture.sizes[l]);
  x = room = g_new (double, 2 * MIN (n, CHUNK) * widest + 1);
  y = room + MIN (n, CHUNK) * widest;
  for (gsize from = 0; from < n; from += CHUNK)
    {
      const gsize size = MIN (CHUNK, n - from);

      gather (samples, indices, from, size, x);
      for (guint l = 0; l < self->architecture.n_layers; l++)
        {
          double *swap = x;

          run_layer (self, l, size, x, y);
          x = y;
          y = swap;
        }
      give_out (self, size, x, outputs + from * self->n_outputs);
    }
}

WscNetwork *
wsc_network_expand (const WscNetwork *self)
{
  g_autofree double *parameters = NULL;
  WscArchitecture a;
  gsize in, weights, before;
  guint last;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->outputs == NULL)
    return wsc_network_new (&self->architecture, self->parameters, self->n_outputs, NULL);
  a = self->architecture;
  last = a.n_layers - 1;
  in = a.sizes[last];
  before = wsc_architecture_get_weight_offset (&a, last);
  a.sizes[a.n_layers] = self->n_outputs;
  weights = wsc_architecture_get_bias_offset (&a, last);
  parameters = g_new (double, wsc_architecture_get_n_parameters (&a));
  memcpy (parameters, self->parameters, before * sizeof (double));
  for (guint k = 0; k < self->n_outputs; k++)
    {
      memcpy (parameters + before + k * in, self->parameters + before + self->outputs[k] * in, in * sizeof (double));
      if (a.bias)
        parameters[weights + k] =
            self->parameters[wsc_architecture_get_bias_offset (&self->architecture, last) + self->outputs[k]];
    }
  return wsc_network_new (&a, parameters, self->n_outputs, NULL);
}
