/* The engine of replicas in SIMD lanes. Built once for each instruction set, with WSC_LANES and WSC_ENGINE from
 * the build; the sums are in the same order in each, so that they differ only in how products are rounded. */
#include "model/engine.h"
#include "model/lanes-last.h"
#include "model/lanes-pack.h"
#include "model/lanes-softmax.h"
#include "model/lanes-steps.h"

#define STRING_OF_(x) #x
#define STRING_OF(x) STRING_OF_ (x)
#define PASTE_(a, b) a##b
#define PASTE(a, b) PASTE_ (a, b)

/* Rows of samples are an odd number of vectors apart, so that columns of them spread over all sets of a cache. */
static gsize
row_stride (gsize width)
{
  return width | 1;
}

/* Where a chunk's arrays are in scratch, in vectors. */
typedef struct
{
  Lane *inputs, *targets;
  Lane *hidden[WSC_MAX_LAYERS]; /* outputs of each layer but the last */
  Lane *outputs;                /* (chunk, n_targets) without padding */
  Lane *delta[2];               /* (chunk, widest), errors of the layer worked on and the one below */
  Lane *room;                   /* of the steps on factors */
  gsize size;
} Scratch;

static Lane *
take (Scratch *self, Lane *base, gsize n)
{
  Lane *place = base != NULL ? base + self->size : NULL;

  self->size += n;
  return place;
}

static gsize
factor_room (const WscArchitecture *architecture)
{
  gsize most = 1;

  for (guint l = 0; l < architecture->n_layers; l++)
    if (architecture->orthonormal[l])
      {
        const Factor f = factor_of (architecture, l);

        most = MAX (most, f.count * (f.count + f.length));
      }
  return most;
}

static void
scratch_init (Scratch *self, const WscPlan *plan, Lane *base)
{
  const WscArchitecture *a = &plan->architecture;
  const gsize n = plan->chunk, last = a->sizes[a->n_layers];

  self->size = 0;
  self->inputs = take (self, base, n * row_stride (a->sizes[0]));
  self->targets = plan->restores ? self->inputs : take (self, base, n * row_stride (last));
  for (guint l = 0; l + 1 < a->n_layers; l++)
    self->hidden[l] = take (self, base, n * row_stride (a->sizes[l + 1]));
  self->outputs = take (self, base, n * last);
  for (guint i = 0; i < 2; i++)
    self->delta[i] = take (self, base, n * row_stride (plan->widest));
  self->room = take (self, base, factor_room (a));
}

static gsize
scratch_size (const WscPlan *plan)
{
  Scratch scratch;

  scratch_init (&scratch, plan, NULL);
  return scratch.size * WSC_LANES;
}

static const Lane *
weights_at (const WscPlan *plan, const float *parameters, guint layer)
{
  return (const Lane *) parameters + plan->weights[layer];
}

static const Lane *
bias_at (const WscPlan *plan, const float *parameters, guint layer)
{
  return plan->architecture.bias ? (const Lane *) parameters + plan->biases[layer] : NULL;
}

/* All layers but the last: hidden[l] = activation (W hidden[l - 1] + b). Returns the last layer's input. */
static const Lane *
forward_hidden (const WscPlan *plan, const float *parameters, const Scratch *scratch, gsize n)
{
  const WscArchitecture *a = &plan->architecture;
  const Lane *x = scratch->inputs;

  for (guint l = 0; l + 1 < a->n_layers; l++)
    {
      const gsize in = a->sizes[l], out = a->sizes[l + 1];

      affine (x, row_stride (in), n, weights_at (plan, parameters, l), bias_at (plan, parameters, l), out, in,
              scratch->hidden[l], row_stride (out));
      activate_rows (a->activation[l], scratch->hidden[l], n, out, row_stride (out));
      x = scratch->hidden[l];
    }
  return x;
}

static void
slope_rows (WscActivation activation, const Lane *y, Lane *delta, gsize n, gsize width)
{
  const gsize stride = row_stride (width);

  switch (activation)
    {
    case WSC_TANH:
      slope_rows_as (WSC_TANH, y, stride, delta, stride, n, width);
      break;
    case WSC_SIGMOID:
      slope_rows_as (WSC_SIGMOID, y, stride, delta, stride, n, width);
      break;
    case WSC_RELU:
      slope_rows_as (WSC_RELU, y, stride, delta, stride, n, width);
      break;
    case WSC_IDENTITY:
    default:
      break;
    }
}

/* From the gradient at the output of layer `top` in delta[0], those of all parameters up to it. */
static void
back_hidden (const WscPlan *plan, const WscNets *nets, const Scratch *scratch, gsize n, guint top, gboolean first)
{
  const WscArchitecture *a = &plan->architecture;
  Lane *gradients = (Lane *) nets->gradients;
  Lane *delta = scratch->delta[0], *below = scratch->delta[1];

  for (guint l = top + 1; l-- > 0;)
    {
      const gsize in = a->sizes[l], out = a->sizes[l + 1];
      const Lane *x = l > 0 ? scratch->hidden[l - 1] : scratch->inputs;
      Lane *swap = delta;

      slope_rows (a->activation[l], scratch->hidden[l], delta, n, out);
      add_weight_gradient (delta, row_stride (out), x, row_stride (in), n, out, in, first,
                           gradients + plan->weights[l]);
      if (a->bias)
        sum_rows (delta, row_stride (out), n, out, first, gradients + plan->biases[l]);
      if (l > 0)
        add_back (delta, row_stride (out), n, weights_at (plan, nets->parameters, l), out, in, TRUE, below,
                  row_stride (in));
      delta = below;
      below = swap;
    }
}

static void
pack (const WscPlan *plan, const WscBatch *batch, const Scratch *scratch, gboolean targets)
{
  pack_inputs (batch, scratch->inputs, row_stride (batch->samples[0]->n_inputs));
  if (targets && !plan->restores)
    pack_targets (batch, scratch->targets, row_stride (batch->samples[0]->n_targets));
}

static void
gradients (const WscPlan *plan, const WscNets *nets, const WscBatch *batch, gboolean first, float *memory, float *loss)
{
  const WscArchitecture *a = &plan->architecture;
  const guint last = a->n_layers - 1;
  const gsize in = a->sizes[last], out = a->sizes[last + 1];
  Lane *gradient = (Lane *) nets->gradients;
  Scratch scratch;
  LastLayer m;

  scratch_init (&scratch, plan, (Lane *) memory);
  pack (plan, batch, &scratch, TRUE);
  m = (LastLayer){ .n = batch->n,
                   .n_in = in,
                   .n_out = out,
                   .activation = a->activation[last],
                   .weights = weights_at (plan, nets->parameters, last),
                   .bias = bias_at (plan, nets->parameters, last),
                   .inputs = forward_hidden (plan, nets->parameters, &scratch, batch->n),
                   .input_stride = row_stride (in),
                   .targets = scratch.targets,
                   .target_stride = row_stride (out),
                   .weight_gradient = gradient + plan->weights[last],
                   .bias_gradient = a->bias ? gradient + plan->biases[last] : NULL,
                   .back = last > 0 ? scratch.delta[0] : NULL,
                   .back_stride = row_stride (in),
                   .errors = scratch.outputs,
                   .first = first,
                   .loss = (Lane *) loss };
  if (a->loss == WSC_LOSS_CROSS_ENTROPY)
    {
      affine (m.inputs, m.input_stride, m.n, m.weights, m.bias, out, in, m.errors, out);
      softmax_rows (m.errors, out, m.n, out, m.targets, m.target_stride, TRUE, m.loss);
      last_back (&m, 0, out);
    }
  else
    last_layer (&m);
  if (last > 0)
    back_hidden (plan, nets, &scratch, batch->n, last - 1, first);
}

static void
add_square_errors (const Lane *y, const Lane *targets, gsize n, gsize width, Lane *loss)
{
  const gsize stride = row_stride (width);

  for (gsize s = 0; s < n; s++)
    for (gsize j = 0; j < width; j++)
      {
        const Lane e = y[s * width + j] - targets[s * stride + j];

        *loss += e * e;
      }
}

static const float *
outputs (const WscPlan *plan, const float *parameters, const WscBatch *batch, float *memory, float *loss)
{
  const WscArchitecture *a = &plan->architecture;
  const guint last = a->n_layers - 1;
  const gsize in = a->sizes[last], out = a->sizes[last + 1];
  const Lane *x;
  Scratch scratch;

  scratch_init (&scratch, plan, (Lane *) memory);
  pack (plan, batch, &scratch, loss != NULL);
  x = forward_hidden (plan, parameters, &scratch, batch->n);
  affine (x, row_stride (in), batch->n, weights_at (plan, parameters, last), bias_at (plan, parameters, last), out, in,
          scratch.outputs, out);
  if (a->loss == WSC_LOSS_CROSS_ENTROPY)
    softmax_rows (scratch.outputs, out, batch->n, out, loss != NULL ? scratch.targets : NULL, row_stride (out), FALSE,
                  (Lane *) loss);
  else
    {
      activate_rows (a->activation[last], scratch.outputs, batch->n, out, out);
      if (loss != NULL)
        add_square_errors (scratch.outputs, scratch.targets, batch->n, out, (Lane *) loss);
    }
  return (const float *) scratch.outputs;
}

static Lane *
at (float *array, gsize offset)
{
  return array != NULL ? (Lane *) array + offset : NULL;
}

static void
step_range (const Step *step, const WscNets *nets, gsize from, gsize to)
{
  step_free (step, at (nets->parameters, from), at (nets->gradients, from), at (nets->velocity, from),
             at (nets->squares, from), to - from);
}

static void
update (const WscPlan *plan, WscNets *nets, float scale, float *memory)
{
  const WscArchitecture *a = &plan->architecture;
  gsize done = 0;
  Scratch scratch;
  Step step;

  scratch_init (&scratch, plan, (Lane *) memory);
  step_init (&step, plan, ++nets->n_steps, scale);
  for (guint l = 0; l < a->n_layers; l++)
    if (a->orthonormal[l])
      {
        const Factor f = factor_of (a, l);
        const gsize from = plan->weights[l];

        step_range (&step, nets, done, from);
        step_factor (&step, &f, at (nets->parameters, from), at (nets->gradients, from), at (nets->velocity, from),
                     at (nets->squares, from), scratch.room);
        done = from + f.count * f.length;
      }
  step_range (&step, nets, done, plan->n_parameters);
  if (nets->average != NULL && nets->n_steps > plan->average_after)
    add_to_average (nets, plan->n_parameters);
}

static void
retract (const WscPlan *plan, float *parameters, float *memory)
{
  const WscArchitecture *a = &plan->architecture;
  Scratch scratch;

  scratch_init (&scratch, plan, (Lane *) memory);
  for (guint l = 0; l < a->n_layers; l++)
    if (a->orthonormal[l])
      {
        const Factor f = factor_of (a, l);

        nearest_orthonormal (&f, at (parameters, plan->weights[l]), scratch.room, scratch.room + f.count * f.count);
      }
}

static void
activate (WscActivation activation, float *values, gsize n)
{
  for (gsize i = 0; i < n; i += WSC_LANES)
    {
      const gsize width = MIN (WSC_LANES, n - i);
      Lane x = lane_of (0.0f);

      memcpy (&x, values + i, width * sizeof (float));
      activate_rows (activation, &x, 1, 1, 1);
      memcpy (values + i, &x, width * sizeof (float));
    }
}

const WscEngine PASTE (wsc_engine_, WSC_ENGINE) = {
  .name = STRING_OF (WSC_ENGINE),
  .n_lanes = WSC_LANES,
  .scratch_size = scratch_size,
  .gradients = gradients,
  .update = update,
  .outputs = outputs,
  .retract = retract,
  .activate = activate,
};
