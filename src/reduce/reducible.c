/* The layer of a network that can lose neurons. */
#include "reduce/reduce-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define ALIGNED 0.5 /* share of the time, for the progress */

WSC_DEFINE_BOXED_TYPE (WscReducible, wsc_reducible)

WscReducible *
wsc_reducible_ref (WscReducible *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_int_inc (&self->ref_count);
  return self;
}

void
wsc_reducible_unref (WscReducible *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;
  g_clear_pointer (&self->dataset, wsc_dataset_unref);
  g_clear_pointer (&self->neurons, wsc_neurons_unref);
  g_clear_pointer (&self->network, wsc_network_unref);
  wsc_reduce_split_clear (&self->split);
  wsc_reduce_case_clear (&self->own);
  g_free (self->networks);
  g_free (self);
}

/* --- what is asked for -------------------------------------------------------------- */

static gboolean
check_layer (const WscArchitecture *a, const WscEstimateSettings *estimate, GError **error)
{
  if (estimate->side != WSC_SIDE_INCOMING)
    g_set_error_literal (error, WSC_ERROR, WSC_ERROR_RANGE,
                         _("Neurons that are columns of weights are not removed; take rows: estimate.side = incoming"));
  else if (estimate->layer < 0 || estimate->layer > (int) a->n_layers)
    g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE, _("Layer %d of a network of %u; allowed: 1 to %u, or 0 for the last"), estimate->layer,
                 a->n_layers, a->n_layers);
  else
    return TRUE;
  return FALSE;
}

static gboolean
check_network (const WscReducible *self, GError **error)
{
  if (self->n_networks == 0)
    g_set_error_literal (error, WSC_ERROR, WSC_ERROR_RANGE, _("No network is trained"));
  else if (self->settings.from != WSC_REDUCE_MEAN && (self->settings.network < 1 || self->settings.network > (int) self->n_networks))
    g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE, _("There is no network %d; allowed: 1 to %u (reduction.network)"), self->settings.network,
                 self->n_networks);
  else
    return TRUE;
  return FALSE;
}

static gboolean
check_numbers (const WscReducible *self, GError **error)
{
  for (gsize i = 0; i < self->n_networks * self->p; i++)
    if (!isfinite (self->networks[i]))
      {
        g_set_error (error, WSC_ERROR, WSC_ERROR_NUMERIC, _("Weight %zu of network %zu is %g, not a finite number"), i % self->p + 1,
                     i / self->p + 1, self->networks[i]);
        return FALSE;
      }
  return TRUE;
}

static void
take_shape (WscReducible *self, const WscArchitecture *a, const WscEstimateSettings *estimate)
{
  self->layer = estimate->layer == 0 ? a->n_layers - 1 : (guint) estimate->layer - 1;
  self->m = a->sizes[self->layer + 1];
  self->bias_weight = a->bias ? MAX (self->settings.bias_weight, 0) : 0;
  self->d = a->sizes[self->layer] + (self->bias_weight > 0 ? 1 : 0);
  self->p = wsc_architecture_get_n_parameters (a);
  self->own.architecture = *a;
}

/* A mean of orthonormal factors is none. */
static void
release_orthonormal (WscReducible *self)
{
  if (self->n_networks > 1 && self->settings.from == WSC_REDUCE_MEAN)
    memset (self->own.architecture.orthonormal, 0, sizeof self->own.architecture.orthonormal);
}

static gboolean
take_network (WscReducible *self, const WscHook *hook, GError **error)
{
  WscSpan span = { hook, ALIGNED, 1 };
  const WscHook reading = wsc_span_get_hook (&span);
  WscReduceCase own;

  if (!wsc_reduce_case_init (&own, self, 0, TRUE, &reading, error))
    {
      wsc_reduce_case_clear (&own);
      return FALSE;
    }
  self->own = own;
  self->network =
      wsc_network_new (&own.architecture, own.parameters, own.architecture.sizes[own.architecture.n_layers], NULL);
  wsc_reduce_case_evaluate (&self->own, self, self->network, self->layer, &self->quality);
  return TRUE;
}

WscReducible *
wsc_reducible_new (WscDataset *dataset, WscEnsemble *ensemble, WscNeurons *neurons, const WscEstimateSettings *estimate,
                   const WscReduceSettings *settings, guint64 seed, const WscHook *hook, GError **error)
{
  g_autoptr (WscReducible) self = NULL;
  WscSpan span = { hook, 0, ALIGNED };
  const WscHook aligning = wsc_span_get_hook (&span);
  const WscArchitecture *a;

  g_return_val_if_fail (dataset != NULL && ensemble != NULL && estimate != NULL && settings != NULL, NULL);

  a = wsc_ensemble_get_architecture (ensemble);
  if (!check_layer (a, estimate, error))
    return NULL;
  self = g_new0 (WscReducible, 1);
  self->ref_count = 1;
  self->dataset = wsc_dataset_ref (dataset);
  self->settings = *settings;
  self->seed = seed;
  self->n_networks = wsc_ensemble_get_n_trained (ensemble);
  take_shape (self, a, estimate);
  if (!check_network (self, error) || !wsc_reduce_split_init (&self->split, dataset, settings->validation_share, seed, error))
    return NULL;
  self->networks = wsc_neurons_align_networks (ensemble, estimate, &aligning, &self->n_networks, error);
  if (self->networks == NULL || !check_numbers (self, error))
    return NULL;
  self->scale = wsc_neurons_get_covariance_scale (estimate, dataset);
  if (self->n_networks == 1 && neurons != NULL && wsc_neurons_get_count (neurons) == self->m)
    self->neurons = wsc_neurons_ref (neurons);
  release_orthonormal (self);
  if (!take_network (self, hook, error))
    return NULL;
  return g_steal_pointer (&self);
}

guint
wsc_reducible_get_count (const WscReducible *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->m;
}

void
wsc_reducible_get_gaussians (const WscReducible *self, WscGaussians *gaussians)
{
  g_return_if_fail (self != NULL && gaussians != NULL);

  *gaussians = wsc_reduce_case_get_gaussians (&self->own, self);
}

const double *
wsc_reducible_get_input_covariance (const WscReducible *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->own.input_covariance;
}

const WscNetwork *
wsc_reducible_get_network (const WscReducible *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->network;
}

const WscQuality *
wsc_reducible_get_quality (const WscReducible *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return &self->quality;
}

gboolean
wsc_reducible_is_accuracy (const WscReducible *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return wsc_dataset_get_n_classes (self->dataset) > 0;
}
