/* What a network is worth on each part of the samples, from the layer on whose inputs are at hand. */
#include "reduce/reduce-private.h"

#include <math.h>

#define CHUNK 512

WscNetwork *
wsc_network_take_layers (const WscNetwork *self, guint first, guint end, WscLoss loss)
{
  const WscArchitecture *a = &self->architecture;
  WscArchitecture taken = { .n_layers = end - first, .bias = a->bias, .loss = loss };
  const gboolean last = end == a->n_layers;

  taken.sizes[0] = a->sizes[first];
  for (guint l = first; l < end; l++)
    {
      taken.sizes[l - first + 1] = a->sizes[l + 1];
      taken.activation[l - first] = a->activation[l];
    }
  return wsc_network_new (&taken, self->parameters + wsc_architecture_get_weight_offset (a, first), last ? self->n_outputs : a->sizes[end],
                          last ? self->outputs : NULL);
}

/* The samples of a part as layer `first` reads them. */
static const guint32 *
get_inputs (const WscReduceCase *self, const WscReducible *reducible, guint first, WscPart part, WscSamples *samples)
{
  wsc_dataset_get_samples (reducible->dataset, samples);
  if (first == 0)
    return reducible->split.indices[part];
  samples->inputs = self->inputs[part];
  samples->input_step = samples->n_inputs = self->architecture.sizes[first];
  samples->n_samples = reducible->split.n[part];
  return NULL;
}

double *
wsc_reduce_case_get_outputs (const WscReduceCase *self, const WscReducible *reducible, const WscNetwork *layers, WscPart part)
{
  const gsize n = reducible->split.n[part];
  WscSamples samples;
  const guint32 *indices = get_inputs (self, reducible, reducible->layer, part, &samples);
  double *outputs = g_malloc_n (n * layers->n_outputs + 1, sizeof (double));

  wsc_network_get_outputs (layers, &samples, indices, n, outputs);
  return outputs;
}

/* The largest output, the first of equals. */
static guint
find_top (const double *y, guint n)
{
  guint top = 0;

  for (guint k = 1; k < n; k++)
    if (y[k] > y[top])
      top = k;
  return top;
}

/* Of outputs (n, targets): correct ones, or squares in the original unit over the number of targets. */
static double
add_up (WscDataset *dataset, const guint32 *indices, gsize n, const double *y)
{
  const double *factors = wsc_dataset_get_target_factors (dataset);
  const guint32 *classes = wsc_dataset_get_classes (dataset);
  WscSamples samples;
  double sum = 0;

  wsc_dataset_get_samples (dataset, &samples);
  for (gsize s = 0; s < n; s++, y += samples.n_targets)
    {
      const float *target = samples.targets + indices[s] * samples.target_step;
      double squares = 0;

      if (classes != NULL)
        {
          sum += find_top (y, samples.n_targets) == classes[indices[s]] ? 1 : 0;
          continue;
        }
      for (guint k = 0; k < samples.n_targets; k++)
        squares += pow (factors[k] * (y[k] - (double) target[k]), 2);
      sum += squares / samples.n_targets;
    }
  return sum;
}

double
wsc_reduce_case_evaluate_part (const WscReduceCase *self, const WscReducible *reducible, const WscNetwork *network, guint first,
                               WscPart part)
{
  const gsize n = reducible->split.n[part];
  g_autoptr (WscNetwork) rest = wsc_network_take_layers (network, first, network->architecture.n_layers, WSC_LOSS_MSE);
  g_autofree double *outputs = g_new (double, MIN (n, CHUNK) * rest->n_outputs + 1);
  WscSamples samples;
  const guint32 *indices = get_inputs (self, reducible, first, part, &samples);
  double sum = 0;

  for (gsize from = 0; from < n; from += CHUNK)
    {
      const gsize size = MIN (CHUNK, n - from);

      wsc_network_get_outputs (rest, &samples, indices != NULL ? indices + from : NULL, size, outputs);
      sum += add_up (reducible->dataset, reducible->split.indices[part] + from, size, outputs);
      if (indices == NULL)
        samples.inputs += size * samples.input_step;
    }
  return n > 0 ? sum / (double) n : NAN;
}

void
wsc_reduce_case_evaluate (const WscReduceCase *self, const WscReducible *reducible, const WscNetwork *network, guint first,
                          WscQuality *quality)
{
  quality->train = wsc_reduce_case_evaluate_part (self, reducible, network, first, WSC_PART_TRAIN);
  quality->validation = wsc_reduce_case_evaluate_part (self, reducible, network, first, WSC_PART_VALIDATION);
  quality->test = wsc_reduce_case_evaluate_part (self, reducible, network, first, WSC_PART_TEST);
}
