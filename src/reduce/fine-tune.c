/* Training of the smaller network from where it is.
 *
 * Outputs that are computed once learn the mean of their targets. With identity outputs y and the mean t of s targets,
 *
 *   sum over the targets (y - t_i)^2 = s (y - t)^2 + a constant,
 *
 * so rows, biases and targets times sqrt (s K / m), for K computed of m outputs, have the loss of all m outputs but for the constant. */
#include "reduce/reduce-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

static const char *
describe (const WscArchitecture *a)
{
  return a->loss == WSC_LOSS_CROSS_ENTROPY ? _("cross-entropy") : _("an activation of the outputs");
}

static gboolean
check (const WscNetwork *self, GError **error)
{
  const WscArchitecture *a = &self->architecture;

  if (self->outputs == NULL || (a->loss == WSC_LOSS_MSE && a->activation[a->n_layers - 1] == WSC_IDENTITY))
    return TRUE;
  g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE,
               _("Outputs that are computed once are trained further only with identity outputs and the mean squared error, not with %s: "
                 "allowed is reduction.fine-tune = 0, or another layer (estimate.layer)"),
               describe (a));
  return FALSE;
}

/* sqrt (s K / m) of each computed output. */
static double *
get_factors (const WscNetwork *self)
{
  const guint width = self->architecture.sizes[self->architecture.n_layers];
  double *factors = g_new0 (double, width);

  for (guint i = 0; i < self->n_outputs; i++)
    factors[self->outputs[i]] += (double) width / self->n_outputs;
  for (guint k = 0; k < width; k++)
    factors[k] = sqrt (factors[k]);
  return factors;
}

/* Means of the targets of each computed output times its factor, of all samples: (samples, computed). */
static float *
average_targets (const WscNetwork *self, const WscSamples *samples, const double *factors)
{
  const gsize width = self->architecture.sizes[self->architecture.n_layers];
  g_autofree double *sums = g_new (double, width);
  g_autofree guint *counts = g_new0 (guint, width);
  float *targets = g_malloc_n (samples->n_samples * width, sizeof (float));

  for (guint i = 0; i < self->n_outputs; i++)
    counts[self->outputs[i]]++;
  for (gsize s = 0; s < samples->n_samples; s++)
    {
      memset (sums, 0, width * sizeof *sums);
      for (guint i = 0; i < self->n_outputs; i++)
        sums[self->outputs[i]] += (double) samples->targets[s * samples->target_step + i];
      for (gsize k = 0; k < width; k++)
        targets[s * width + k] = (float) (factors[k] * sums[k] / counts[k]);
    }
  return targets;
}

/* Rows and biases of the last layer times the factors, or divided by them. */
static void
scale_outputs (const WscArchitecture *a, const double *factors, gboolean divide, double *parameters)
{
  const gsize in = a->sizes[a->n_layers - 1], width = a->sizes[a->n_layers];
  double *weights = parameters + wsc_architecture_get_weight_offset (a, a->n_layers - 1);

  for (gsize k = 0; k < width; k++)
    {
      const double factor = divide ? 1 / factors[k] : factors[k];

      for (gsize i = 0; i < in; i++)
        weights[k * in + i] *= factor;
      if (a->bias)
        weights[width * in + k] *= factor;
    }
}

static WscEnsemble *
train (const WscArchitecture *a, const double *start, const WscSamples *samples, const WscReducible *reducible,
       const WscTrainingSettings *training, guint64 seed, const WscHook *hook, GError **error)
{
  const gsize p = wsc_architecture_get_n_parameters (a);
  const guint32 *list = reducible->split.indices[WSC_PART_TRAIN];
  g_autofree float *parameters = g_new (float, p);
  g_autoptr (WscEnsemble) ensemble = NULL;
  const WscEnsembleData data = { .n_replicas = 1, .seed = seed, .start = parameters, .samples = samples, .train = &list,
                                 .n_train = reducible->split.n[WSC_PART_TRAIN], .test_samples = *samples };

  for (gsize i = 0; i < p; i++)
    parameters[i] = (float) start[i];
  ensemble = wsc_ensemble_train (a, training, &data, hook, NULL, NULL, error);
  if (ensemble != NULL && !wsc_ensemble_is_partial (ensemble))
    return g_steal_pointer (&ensemble);
  if (ensemble != NULL)
    g_set_error_literal (error, WSC_ERROR, WSC_ERROR_STOPPED, _("Stopped while training the smaller network"));
  return NULL;
}

WscNetwork *
wsc_network_fine_tune (const WscNetwork *self, const WscReducible *reducible, const WscTrainingSettings *training, int epochs, guint64 seed,
                       const WscHook *hook, GError **error)
{
  const WscArchitecture *a = &self->architecture;
  const gsize p = wsc_architecture_get_n_parameters (a);
  g_autofree double *parameters = g_memdup2 (self->parameters, p * sizeof (double)), *factors = NULL;
  g_autofree float *targets = NULL;
  g_autoptr (WscEnsemble) ensemble = NULL;
  WscTrainingSettings further = *training;
  WscSamples samples;

  if (!check (self, error))
    return NULL;
  further.epochs = epochs;
  wsc_dataset_get_samples (reducible->dataset, &samples);
  if (self->outputs != NULL)
    {
      factors = get_factors (self);
      samples.targets = targets = average_targets (self, &samples, factors);
      samples.target_step = samples.n_targets = a->sizes[a->n_layers];
      scale_outputs (a, factors, FALSE, parameters);
    }
  ensemble = train (a, parameters, &samples, reducible, &further, seed, hook, error);
  if (ensemble == NULL)
    return NULL;
  for (gsize i = 0; i < p; i++)
    parameters[i] = (double) wsc_ensemble_get_parameters (ensemble, 0)[i];
  if (self->outputs != NULL)
    scale_outputs (a, factors, TRUE, parameters);
  return wsc_network_new (a, parameters, self->n_outputs, self->outputs);
}
