/* The charts of results: the loss and the series. */
#include "plot/charts-private.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#define LOG_RATIO 31.6 /* a decade and a half */

/* --- loss ----------------------------------------------------------------- */

static const char *
get_loss_label (const WscResults *results)
{
  const WscArchitecture *architecture = wsc_ensemble_get_architecture (wsc_results_get_ensemble (results));
  if (architecture->loss == WSC_LOSS_CROSS_ENTROPY)
    return _("Cross-entropy (nats)");
  if (wsc_results_get_study (results)->data.scale != WSC_SCALE_NONE)
    return _("Mean squared error (scaled units)");
  return _("Mean squared error");
}

/* The error of the data themselves, in the unit of the loss: what a network cannot be asked to beat. NaN where unknown.
 */
static double
get_noise_level (const WscResults *results)
{
  const WscMetrics *metrics = wsc_results_get_metrics (results);
  WscDataset *dataset = wsc_results_get_dataset (results);
  const WscArchitecture *architecture = wsc_ensemble_get_architecture (wsc_results_get_ensemble (results));
  if (!metrics || !dataset || architecture->loss != WSC_LOSS_MSE || !(metrics->noise_mse > 0))
    return NAN;
  double factor = wsc_dataset_get_target_factors (dataset)[0];
  return metrics->noise_mse / (factor * factor);
}

static gboolean
spans_decades (const WscLossCurve *curve, double level)
{
  double low = level > 0 ? level : INFINITY, high = level > 0 ? level : 0;
  for (guint i = 0; i < curve->n_epochs; i++)
    {
      const double values[] = { curve->train_mean[i], curve->test_mean[i] };
      for (guint j = 0; j < 2; j++)
        if (isfinite (values[j]))
          {
            low = MIN (low, values[j]);
            high = MAX (high, values[j]);
          }
    }
  return low > 0 && high > LOG_RATIO * low;
}

static char *
summarise_loss (const WscLossCurve *curve)
{
  guint n = curve->n_epochs;
  double first = curve->train_mean[0], last = curve->train_mean[n - 1], test = curve->test_mean[n - 1];
  if (isfinite (test))
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Loss over %u epoch: from %.3g to %.3g; test %.3g.",
                                         "Loss over %u epochs: from %.3g to %.3g; test %.3g.", n),
                            n, first, last, test);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Loss over %u epoch: from %.3g to %.3g.",
                                       "Loss over %u epochs: from %.3g to %.3g.", n),
                          n, first, last);
}

static void
add_loss_band (WscPlotBuilder *builder, const WscLossCurve *curve)
{
  g_autofree double *low = g_new (double, curve->n_epochs), *high = g_new (double, curve->n_epochs);
  for (guint i = 0; i < curve->n_epochs; i++)
    {
      low[i] = MAX (0, curve->train_mean[i] - curve->train_sd[i]);
      high[i] = curve->train_mean[i] + curve->train_sd[i];
    }
  wsc_plot_builder_add_band (builder, _("± 1 sd"), WSC_CHART_MAIN, curve->n_epochs, curve->epoch, low, high);
}

static gboolean
has_any (guint n, const double *values)
{
  for (guint i = 0; i < n; i++)
    if (isfinite (values[i]))
      return TRUE;
  return FALSE;
}

WscPlot *
wsc_plot_new_loss (const WscResults *results)
{
  g_return_val_if_fail (results != NULL, NULL);
  WscEnsemble *ensemble = wsc_results_get_ensemble (results);
  if (!ensemble || wsc_ensemble_get_n_epochs (ensemble) == 0 || wsc_ensemble_get_n_trained (ensemble) == 0)
    return NULL;
  g_auto (WscLossCurve) curve = { 0 };
  wsc_loss_curve_init (&curve, ensemble);
  double level = get_noise_level (results);
  g_autoptr (WscPlotBuilder) builder = wsc_plot_builder_new (_("Loss"), _("Epoch"), get_loss_label (results));
  g_autofree char *summary = summarise_loss (&curve);
  wsc_plot_builder_set_summary (builder, summary);
  if (spans_decades (&curve, level))
    wsc_plot_builder_set_log_y (builder);

  g_autofree char *name = curve.n_replicas == 1 ? g_strdup (_("Training"))
                                                : g_strdup_printf (_("Training, mean of %u"), curve.n_replicas);
  wsc_plot_builder_add_line (builder, name, WSC_CHART_MAIN, WSC_LINE_SOLID, curve.n_epochs, curve.epoch, curve.train_mean);
  if (has_any (curve.n_epochs, curve.train_sd))
    add_loss_band (builder, &curve);
  if (has_any (curve.n_epochs, curve.test_mean))
    wsc_plot_builder_add_line (builder, _("Test"), WSC_CHART_OTHER, WSC_LINE_SOLID, curve.n_epochs, curve.epoch,
                               curve.test_mean);
  if (isfinite (level))
    wsc_plot_builder_add_level (builder, _("Noise"), WSC_PLOT_INK, level);
  return wsc_plot_builder_end (g_steal_pointer (&builder));
}

/* --- series --------------------------------------------------------------- */

static const struct
{
  WscSource source;
  const char *x_label, *y_label;
} shipped_labels[] = {
  { WSC_SOURCE_SINE, N_("Angle (rad)"), N_("Value") },
  { WSC_SOURCE_ECG, N_("Time (s)"), N_("Voltage (mV)") },
  { WSC_SOURCE_CO2, N_("Time (weeks)"), N_("CO₂ (ppmv)") },
  { WSC_SOURCE_SUNSPOTS, N_("Time (years)"), N_("Sunspot number, monthly mean") },
  { WSC_SOURCE_AIRPASSENGERS, N_("Time (years)"), N_("Passengers (thousands)") },
};

static gboolean
counts_samples (gsize n, const double *times)
{
  return times[0] == floor (times[0]) &&
         (n < 2 || (times[1] == times[0] + 1 && times[n - 1] == times[0] + (double) (n - 1)));
}

/* Files say nothing of units, so neither does the label. */
void
wsc_chart_get_series_labels (const WscResults *results, const char **x_label, const char **y_label)
{
  const WscDataSettings *data = &wsc_results_get_study (results)->data;
  WscDataset *dataset = wsc_results_get_dataset (results);
  for (guint i = 0; i < G_N_ELEMENTS (shipped_labels); i++)
    if ((int) shipped_labels[i].source == data->source)
      {
        *x_label = _(shipped_labels[i].x_label);
        *y_label = _(shipped_labels[i].y_label);
        return;
      }
  double number;
  gboolean is_named = data->column && *data->column && !wsc_parse_number (data->column, &number);
  gboolean counts = counts_samples (wsc_dataset_get_length (dataset), wsc_dataset_get_times (dataset));
  *x_label = counts ? _("Sample") : _("Time");
  *y_label = is_named ? data->column : _("Value");
}

static void
add_series (WscPlotBuilder *builder, const WscResults *results)
{
  WscDataset *dataset = wsc_results_get_dataset (results);
  gsize n = wsc_dataset_get_length (dataset);
  const double *times = wsc_dataset_get_times (dataset), *clean = wsc_dataset_get_clean (dataset);
  const double *restored = wsc_results_get_restored (results);
  wsc_plot_builder_add_line (builder, _("Observed"), WSC_PLOT_GREY, n <= WSC_CHART_MAX_DOTS ? WSC_LINE_POINTS : WSC_LINE_SOLID,
                             n, times, wsc_dataset_get_observed (dataset));
  if (restored)
    wsc_plot_builder_add_line (builder, _("Restored"), WSC_CHART_MAIN, WSC_LINE_SOLID, n, times, restored);
  if (clean)
    wsc_plot_builder_add_line (builder, _("Without noise"), WSC_PLOT_INK, WSC_LINE_DASHED, n, times, clean);
}

static double
get_mse (gsize n, const double *a, const double *b)
{
  double sum = 0;
  gsize count = 0;
  for (gsize i = 0; i < n; i++)
    if (isfinite (a[i]) && isfinite (b[i]))
      {
        sum += (a[i] - b[i]) * (a[i] - b[i]);
        count++;
      }
  return sum / (double) count;
}

static char *
summarise_series (const WscResults *results)
{
  WscDataset *dataset = wsc_results_get_dataset (results);
  gsize n = wsc_dataset_get_length (dataset);
  const double *restored = wsc_results_get_restored (results);
  double error = restored ? get_mse (n, wsc_dataset_get_observed (dataset), restored) : NAN;
  if (isfinite (error))
    return g_strdup_printf (_("Series of %zu values; the restored series differs by %.3g in the mean square."), n,
                            error);
  return g_strdup_printf (_("Series of %zu values."), n);
}

WscPlot *
wsc_plot_new_series (const WscResults *results)
{
  g_return_val_if_fail (results != NULL, NULL);
  WscDataset *dataset = wsc_results_get_dataset (results);
  if (!dataset || !wsc_dataset_is_series (dataset) || wsc_dataset_get_length (dataset) == 0)
    return NULL;
  const char *x_label, *y_label;
  wsc_chart_get_series_labels (results, &x_label, &y_label);
  g_autoptr (WscPlotBuilder) builder = wsc_plot_builder_new (_("Series"), x_label, y_label);
  g_autofree char *summary = summarise_series (results);
  wsc_plot_builder_set_summary (builder, summary);
  add_series (builder, results);
  return wsc_plot_builder_end (g_steal_pointer (&builder));
}
