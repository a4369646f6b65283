/* One method's answer as a value, and which function finds it. */
#include "compare/compare-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

WscEstimate *
wsc_estimate_alloc (WscMethod method)
{
  WscEstimate *self = g_new0 (WscEstimate, 1);

  self->ref_count = 1;
  self->method = method;
  self->residual = self->gradient = self->prior_precision = self->noise_variance = NAN;
  return self;
}

WscEstimate *
wsc_estimate_ref (WscEstimate *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_int_inc (&self->ref_count);
  return self;
}

void
wsc_estimate_unref (WscEstimate *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;
  g_free (self->key);
  g_clear_pointer (&self->neurons, wsc_neurons_unref);
  g_clear_pointer (&self->found, wsc_neurons_unref);
  g_free (self->values);
  g_free (self->fit);
  g_free (self->kl);
  g_free (self->coverage);
  g_free (self->centred);
  g_free (self);
}

void
wsc_estimate_warn (WscEstimate *self, const char *format, ...)
{
  g_autoptr (GStrvBuilder) warnings = g_strv_builder_new ();
  g_autoptr (WscNeurons) old = self->neurons;
  g_autofree char *text = NULL;
  g_auto (GStrv) all = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_strv_builder_addv (warnings, (const char **) wsc_neurons_get_warnings (old));
  g_strv_builder_add (warnings, text);
  all = g_strv_builder_end (warnings);
  self->neurons = wsc_neurons_new_with_open (old, wsc_neurons_get_open (old, 0), (const char *const *) all);
}

static gboolean
estimate_by_bootstrap (WscEstimate *self, const WscDataset *dataset, const WscEnsemble *ensemble,
                       const WscEstimateSettings *settings, const WscHook *hook, GError **error)
{
  /* A single network from a file is looked at as it is; one that was trained here has fellows to wait for. */
  if (wsc_ensemble_get_n_trained (ensemble) == 1 && wsc_ensemble_get_n_epochs (ensemble) > 0)
    {
      g_set_error_literal (error, WSC_ERROR, WSC_ERROR_RANGE, _("1 trained replica; a covariance needs at least 2"));
      return FALSE;
    }
  self->neurons = wsc_neurons_estimate (ensemble, settings, dataset, hook, error);
  return self->neurons != NULL;
}

static gboolean
fill (WscEstimate *self, const WscBase *base, const WscHook *hook, WscEstimateArrived arrived, gpointer user_data,
      GError **error)
{
  switch ((WscMethod) self->method)
    {
    case WSC_METHOD_SANDWICH:
      return wsc_estimate_by_sandwich (self, base, hook, error);
    case WSC_METHOD_SANDWICH_ONLINE:
    case WSC_METHOD_BATCH_MEANS:
      return wsc_estimate_by_path (self, base, hook, error);
    case WSC_METHOD_VARIATIONAL:
      return wsc_estimate_by_variation (self, base, hook, arrived, user_data, error);
    case WSC_METHOD_SWAG:
      return wsc_estimate_by_swag (self, base, hook, error);
    case WSC_METHOD_BOOTSTRAP:
    default:
      g_return_val_if_reached (FALSE);
    }
}

WscEstimate *
wsc_estimate_new (WscMethod method, const WscDataset *dataset, const WscEnsemble *ensemble,
                  const WscTrainingSettings *training, const WscEstimateSettings *settings, guint64 seed,
                  const WscHook *hook, WscEstimateArrived arrived, gpointer user_data, GError **error)
{
  g_autoptr (WscEstimate) self = NULL;
  g_auto (WscBase) base = { 0 };

  g_return_val_if_fail (dataset != NULL && ensemble != NULL && training != NULL && settings != NULL, NULL);

  self = wsc_estimate_alloc (method);
  if (method == WSC_METHOD_BOOTSTRAP)
    return estimate_by_bootstrap (self, dataset, ensemble, settings, hook, error) ? g_steal_pointer (&self) : NULL;
  if (!wsc_base_init (&base, dataset, ensemble, training, settings, seed, error)
      || !fill (self, &base, hook, arrived, user_data, error))
    return NULL;
  if (settings->root_n)
    wsc_estimate_warn (self, _("The covariances are those of √n times the weights (estimate.root-n): %zu times what one network has"),
                       base.n);
  return g_steal_pointer (&self);
}

double
wsc_estimate_get_spectral_radius (const WscEstimate *self)
{
  g_return_val_if_fail (self != NULL, NAN);

  return self->n_values > 0 ? fmax (fabs (self->values[0]), fabs (self->values[self->n_values - 1])) : NAN;
}
