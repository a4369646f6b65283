/* The engine for wide layers: one replica at a time, each product of a layer one call of BLAS (sgemm), on the
 * calling thread alone. Row-major: activations (n, width), weights (out, in). The mathematics is that of lanes.c. */
#include "model/engine.h"
#include "model/wide-factor.h"

#include <cblas.h>
#include <math.h>
#include <string.h>

typedef struct
{
  float *inputs, *targets;
  float *hidden[WSC_MAX_LAYERS];
  float *outputs;
  float *delta[2];
  float *room;
  gsize size;
} Scratch;

static float *
take (Scratch *self, float *base, gsize n)
{
  float *place = base != NULL ? base + self->size : NULL;

  self->size += (n + 15) / 16 * 16;
  return place;
}

static void
scratch_init (Scratch *self, const WscPlan *plan, float *base)
{
  const WscArchitecture *a = &plan->architecture;
  const gsize n = plan->chunk;

  self->size = 0;
  self->inputs = take (self, base, n * a->sizes[0]);
  self->targets = plan->restores ? self->inputs : take (self, base, n * a->sizes[a->n_layers]);
  for (guint l = 0; l + 1 < a->n_layers; l++)
    self->hidden[l] = take (self, base, n * a->sizes[l + 1]);
  self->outputs = take (self, base, n * a->sizes[a->n_layers]);
  for (guint i = 0; i < 2; i++)
    self->delta[i] = take (self, base, n * plan->widest);
  self->room = take (self, base, wsc_factor_room (a));
}

static gsize
scratch_size (const WscPlan *plan)
{
  Scratch scratch;

  scratch_init (&scratch, plan, NULL);
  return scratch.size;
}

static void
gather (const float *values, gsize step, gsize width, const WscBatch *batch, float *rows)
{
  for (gsize s = 0; s < batch->n; s++)
    memcpy (rows + s * width, values + batch->order[0][batch->from + s] * step, width * sizeof (float));
}

static void
pack (const WscPlan *plan, const WscBatch *batch, const Scratch *scratch, gboolean targets)
{
  const WscSamples *samples = batch->samples[0];

  gather (samples->inputs, samples->input_step, samples->n_inputs, batch, scratch->inputs);
  if (targets && !plan->restores)
    gather (samples->targets, samples->target_step, samples->n_targets, batch, scratch->targets);
}

/* y = activation (x W' + b): (n, out) from (n, in). */
static void
forward_layer (const WscPlan *plan, const float *parameters, guint l, const float *x, gsize n, float *y)
{
  const WscArchitecture *a = &plan->architecture;
  const gsize in = a->sizes[l], out = a->sizes[l + 1];

  if (a->bias)
    for (gsize s = 0; s < n; s++)
      memcpy (y + s * out, parameters + plan->biases[l], out * sizeof (float));
  cblas_sgemm (CblasRowMajor, CblasNoTrans, CblasTrans, (blasint) n, (blasint) out, (blasint) in, 1.0f, x, (blasint) in,
               parameters + plan->weights[l], (blasint) in, a->bias ? 1.0f : 0.0f, y, (blasint) out);
  wsc_engine_for_lanes (WSC_MAX_LANES)->activate (a->activation[l], y, n * out);
}

/* Through all layers into hidden and outputs. */
static void
forward (const WscPlan *plan, const float *parameters, const Scratch *scratch, gsize n)
{
  const guint last = plan->architecture.n_layers - 1;
  const float *x = scratch->inputs;

  for (guint l = 0; l < last; l++)
    {
      forward_layer (plan, parameters, l, x, n, scratch->hidden[l]);
      x = scratch->hidden[l];
    }
  forward_layer (plan, parameters, last, x, n, scratch->outputs);
}

/* Logits become probabilities, in place; returns the sum of cross-entropies, or 0 without targets. */
static double
softmax (float *z, gsize n, gsize width, const float *targets)
{
  double loss = 0.0;

  for (gsize s = 0; s < n; s++, z += width)
    {
      float top = z[0], sum = 0.0f, match = 0.0f;

      for (gsize k = 1; k < width; k++)
        top = z[k] > top ? z[k] : top;
      for (gsize k = 0; k < width; k++)
        {
          match += targets != NULL ? targets[s * width + k] * (z[k] - top) : 0.0f;
          z[k] = expf (z[k] - top);
          sum += z[k];
        }
      for (gsize k = 0; k < width; k++)
        z[k] /= sum;
      loss += targets != NULL ? (double) (logf (sum) - match) : 0.0;
    }
  return loss;
}

static double
square_errors (const float *y, const float *t, gsize n)
{
  double sum = 0.0;

  for (gsize i = 0; i < n; i++)
    {
      const double e = (double) (y[i] - t[i]);

      sum += e * e;
    }
  return sum;
}

/* delta *= activation', from the outputs y. */
static void
slope (WscActivation activation, const float *y, float *delta, gsize n)
{
  switch (activation)
    {
    case WSC_TANH:
      for (gsize i = 0; i < n; i++)
        delta[i] -= delta[i] * y[i] * y[i];
      break;
    case WSC_SIGMOID:
      for (gsize i = 0; i < n; i++)
        delta[i] *= y[i] - y[i] * y[i];
      break;
    case WSC_RELU:
      for (gsize i = 0; i < n; i++)
        delta[i] = y[i] > 0.0f ? delta[i] : 0.0f;
      break;
    case WSC_IDENTITY:
    default:
      break;
    }
}

/* gW (+)= d' x and gb (+)= sum_s d for one layer. */
static void
layer_gradient (const WscPlan *plan, const WscNets *nets, guint l, const float *d, const float *x, gsize n,
                gboolean first)
{
  const WscArchitecture *a = &plan->architecture;
  const gsize in = a->sizes[l], out = a->sizes[l + 1];
  float *bias = nets->gradients + plan->biases[l];

  cblas_sgemm (CblasRowMajor, CblasTrans, CblasNoTrans, (blasint) out, (blasint) in, (blasint) n, 1.0f, d,
               (blasint) out, x, (blasint) in, first ? 0.0f : 1.0f, nets->gradients + plan->weights[l], (blasint) in);
  if (!a->bias)
    return;
  if (first)
    memset (bias, 0, out * sizeof (float));
  for (gsize s = 0; s < n; s++)
    for (gsize j = 0; j < out; j++)
      bias[j] += d[s * out + j];
}

/* The error of the outputs into delta[0], and its sum into *loss. */
static void
output_errors (const WscPlan *plan, const Scratch *scratch, gsize n, float *loss)
{
  const WscArchitecture *a = &plan->architecture;
  const gsize size = n * a->sizes[a->n_layers];
  float *delta = scratch->delta[0];

  if (a->loss == WSC_LOSS_CROSS_ENTROPY)
    *loss += (float) softmax (scratch->outputs, n, a->sizes[a->n_layers], scratch->targets);
  else
    *loss += (float) square_errors (scratch->outputs, scratch->targets, size);
  for (gsize i = 0; i < size; i++)
    delta[i] = scratch->outputs[i] - scratch->targets[i];
  if (a->loss == WSC_LOSS_MSE)
    slope (a->activation[a->n_layers - 1], scratch->outputs, delta, size);
}

static void
gradients (const WscPlan *plan, const WscNets *nets, const WscBatch *batch, gboolean first, float *memory, float *loss)
{
  const WscArchitecture *a = &plan->architecture;
  const gsize n = batch->n;
  float *delta, *below;
  Scratch scratch;

  scratch_init (&scratch, plan, memory);
  pack (plan, batch, &scratch, TRUE);
  forward (plan, nets->parameters, &scratch, n);
  output_errors (plan, &scratch, n, loss);
  delta = scratch.delta[0];
  below = scratch.delta[1];
  for (guint l = a->n_layers; l-- > 0;)
    {
      const gsize in = a->sizes[l], out = a->sizes[l + 1];
      float *swap = delta;

      layer_gradient (plan, nets, l, delta, l > 0 ? scratch.hidden[l - 1] : scratch.inputs, n, first);
      if (l == 0)
        break;
      cblas_sgemm (CblasRowMajor, CblasNoTrans, CblasNoTrans, (blasint) n, (blasint) in, (blasint) out, 1.0f, delta,
                   (blasint) out, nets->parameters + plan->weights[l], (blasint) in, 0.0f, below, (blasint) in);
      slope (a->activation[l - 1], scratch.hidden[l - 1], below, n * in);
      delta = below;
      below = swap;
    }
}

static const float *
outputs (const WscPlan *plan, const float *parameters, const WscBatch *batch, float *memory, float *loss)
{
  const WscArchitecture *a = &plan->architecture;
  const gsize width = a->sizes[a->n_layers];
  double sum = 0.0;
  Scratch scratch;

  scratch_init (&scratch, plan, memory);
  pack (plan, batch, &scratch, loss != NULL);
  forward (plan, parameters, &scratch, batch->n);
  if (a->loss == WSC_LOSS_CROSS_ENTROPY)
    sum = softmax (scratch.outputs, batch->n, width, loss != NULL ? scratch.targets : NULL);
  else if (loss != NULL)
    sum = square_errors (scratch.outputs, scratch.targets, batch->n * width);
  if (loss != NULL)
    *loss += (float) sum;
  return scratch.outputs;
}

static float *
at (float *array, gsize offset)
{
  return array != NULL ? array + offset : NULL;
}

static void
step_range (const WscFactorStep *step, const WscNets *nets, gsize from, gsize to)
{
  wsc_step_free (step, at (nets->parameters, from), at (nets->gradients, from), at (nets->velocity, from),
                 at (nets->squares, from), to - from);
}

static void
add_to_average (WscNets *nets, gsize n)
{
  const float share = 1.0f / (float) ++nets->n_averaged;

  for (gsize i = 0; i < n; i++)
    nets->average[i] += share * (nets->parameters[i] - nets->average[i]);
}

static void
update (const WscPlan *plan, WscNets *nets, float scale, float *memory)
{
  const WscArchitecture *a = &plan->architecture;
  gsize done = 0;
  Scratch scratch;
  WscFactorStep step;

  scratch_init (&scratch, plan, memory);
  wsc_factor_step_init (&step, plan, ++nets->n_steps, scale);
  for (guint l = 0; l < a->n_layers; l++)
    if (a->orthonormal[l])
      {
        const gsize from = plan->weights[l];

        step_range (&step, nets, done, from);
        wsc_step_factor (&step, a, l, at (nets->parameters, from), at (nets->gradients, from),
                         at (nets->velocity, from), at (nets->squares, from), scratch.room);
        done = from + (gsize) a->sizes[l] * a->sizes[l + 1];
      }
  step_range (&step, nets, done, plan->n_parameters);
  if (nets->average != NULL && nets->n_steps > plan->average_after)
    add_to_average (nets, plan->n_parameters);
}

static void
retract (const WscPlan *plan, float *parameters, float *memory)
{
  Scratch scratch;

  scratch_init (&scratch, plan, memory);
  for (guint l = 0; l < plan->architecture.n_layers; l++)
    if (plan->architecture.orthonormal[l])
      wsc_factor_nearest (&plan->architecture, l, parameters + plan->weights[l], scratch.room);
}

static void
activate (WscActivation activation, float *values, gsize n)
{
  wsc_engine_for_lanes (WSC_MAX_LANES)->activate (activation, values, n);
}

const WscEngine wsc_engine_wide = {
  .name = "wide",
  .n_lanes = 1,
  .scratch_size = scratch_size,
  .gradients = gradients,
  .update = update,
  .outputs = outputs,
  .retract = retract,
  .activate = activate,
};
