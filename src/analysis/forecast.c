#include "analysis/analysis-private.h"

#include <glib/gi18n-lib.h>

struct _WscForecast
{
  gint ref_count;
  guint steps;
  double verticality;
  double *values; /* (steps) */
  gboolean has_bands;
  WscBands bands;
};

WSC_DEFINE_BOXED_TYPE (WscForecast, wsc_forecast)

void
wsc_forecast_by (WscForecastMethod method, const WscSubspace *space, gsize n, const double *signal,
                 const double *values, guint steps, double *forecast)
{
  if (method == WSC_FORECAST_VECTOR)
    wsc_forecast_vector (space, n, values, steps, forecast);
  else
    wsc_forecast_recurrent (space, n, signal, steps, forecast);
}

static gboolean
continue_series (WscForecast *self, const WscSsa *ssa, const WscComponents *components, gsize channel, int method,
                 GError **error)
{
  const gsize n = wsc_ssa_get_length (ssa);
  g_autofree double *signal = g_new (double, n);
  WscSubspace space;
  gboolean ok;

  if (!wsc_subspace_init (&space, ssa, components, error))
    return FALSE;
  ok = wsc_subspace_check_verticality (&space, error);
  self->verticality = space.verticality;
  if (ok)
    {
      wsc_ssa_sum (ssa, components, channel, signal);
      wsc_forecast_by ((WscForecastMethod) method, &space, n, signal, wsc_ssa_get_values (ssa, channel), self->steps,
                       self->values);
    }
  wsc_subspace_clear (&space);
  return ok;
}

static gboolean
check_settings (const WscForecastSettings *settings, GError **error)
{
  if (settings->steps < 1 || settings->steps > WSC_FORECAST_MAX_STEPS)
    g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE, _("A forecast of %u steps; allowed: 1 to %d"), settings->steps,
                 WSC_FORECAST_MAX_STEPS);
  else if (settings->replicas > 0 && settings->replicas < WSC_FORECAST_MIN_REPLICAS)
    g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE,
                 _("Bands from %u replicas; allowed: %d or more, or 0 for no bands"), settings->replicas,
                 WSC_FORECAST_MIN_REPLICAS);
  else if (settings->replicas > 0 && !(settings->level > 0 && settings->level < 1))
    g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE, _("Bands of level %g; it must lie between 0 and 1"),
                 settings->level);
  else
    return TRUE;
  return FALSE;
}

WscForecast *
wsc_forecast_new (const WscSsa *ssa, const WscComponents *components, gsize channel,
                  const WscForecastSettings *settings, const WscHook *hook, GError **error)
{
  g_autoptr (WscForecast) self = NULL;

  g_return_val_if_fail (ssa != NULL && components != NULL && settings != NULL, NULL);
  g_return_val_if_fail (channel < wsc_ssa_get_n_channels (ssa), NULL);

  if (!check_settings (settings, error))
    return NULL;
  self = g_new0 (WscForecast, 1);
  self->ref_count = 1;
  self->steps = settings->steps;
  self->values = g_new (double, settings->steps);
  if (!continue_series (self, ssa, components, channel, settings->method, error))
    return NULL;
  self->has_bands = settings->replicas > 0;
  if (self->has_bands && !wsc_bands_init (&self->bands, ssa, components, channel, settings, hook, error))
    return NULL;
  return g_steal_pointer (&self);
}

WscForecast *
wsc_forecast_ref (WscForecast *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_int_inc (&self->ref_count);
  return self;
}

void
wsc_forecast_unref (WscForecast *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;
  wsc_bands_clear (&self->bands);
  g_free (self->values);
  g_free (self);
}

guint
wsc_forecast_get_steps (const WscForecast *self)
{
  return self->steps;
}

double
wsc_forecast_get_verticality (const WscForecast *self)
{
  return self->verticality;
}

const double *
wsc_forecast_get_values (const WscForecast *self)
{
  return self->values;
}

gboolean
wsc_forecast_get_bands (const WscForecast *self, const double **confidence_low, const double **confidence_high,
                        const double **prediction_low, const double **prediction_high)
{
  g_return_val_if_fail (self != NULL, FALSE);

  *confidence_low = self->bands.confidence_low;
  *confidence_high = self->bands.confidence_high;
  *prediction_low = self->bands.prediction_low;
  *prediction_high = self->bands.prediction_high;
  return self->has_bands;
}
