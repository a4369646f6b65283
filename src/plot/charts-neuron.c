/* One neuron: its weights, and, where they weigh a window of the series, the window that it answers most. */
#include "plot/charts-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "study/coordinates.h"

#define MAX_BARS 40       /* more weights are a line */
#define MAX_NAMES 24      /* more names than this stand too close */
#define MAX_CONTEXT 4     /* windows to either side of the one that is shown */

/* --- weights ---------------------------------------------------------------------- */

/* A stroke from mean - sd to mean + sd over each bar. */
static void
add_strokes (WscPlotBuilder *builder, guint d, const double *x, const double *low, const double *high)
{
  g_autofree double *stroke_x = g_new (double, 3 * d), *stroke_y = g_new (double, 3 * d);
  for (guint i = 0; i < d; i++)
    {
      stroke_x[3 * i] = stroke_x[3 * i + 1] = stroke_x[3 * i + 2] = x[i];
      stroke_y[3 * i] = low[i];
      stroke_y[3 * i + 1] = high[i];
      stroke_y[3 * i + 2] = NAN;
    }
  wsc_plot_builder_add_line (builder, _("± one standard deviation"), WSC_PLOT_INK, WSC_LINE_SOLID, 3 * (gsize) d, stroke_x, stroke_y);
}

static void
add_weights (WscPlotBuilder *builder, const WscNeurons *neurons, guint neuron)
{
  const guint d = wsc_neurons_get_dimension (neurons);
  const double *mean = wsc_neurons_get_mean (neurons, neuron), *covariance = wsc_neurons_get_covariance (neurons, neuron);
  g_autofree double *x = g_new (double, d), *low = g_new (double, d), *high = g_new (double, d);
  for (guint i = 0; i < d; i++)
    {
      const double sd = sqrt (MAX (covariance[(gsize) i * d + i], 0));
      x[i] = i + 1;
      low[i] = mean[i] - sd;
      high[i] = mean[i] + sd;
    }
  if (d <= MAX_BARS)
    {
      wsc_plot_builder_add_bars (builder, _("Mean"), WSC_CHART_MAIN, NULL, d, x, mean);
      add_strokes (builder, d, x, low, high);
      return;
    }
  wsc_plot_builder_add_band (builder, _("± one standard deviation"), WSC_CHART_MAIN, d, x, low, high);
  wsc_plot_builder_add_line (builder, _("Mean"), WSC_CHART_MAIN, WSC_LINE_SOLID, d, x, mean);
}

static void
name_weights (WscPlotBuilder *builder, const WscResults *results, guint d)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  if (d > MAX_NAMES)
    return;
  for (guint i = 0; i < d; i++)
    g_ptr_array_add (names, wsc_coordinate_dup_name (wsc_results_get_study (results), wsc_results_get_dataset (results), i, d));
  wsc_plot_builder_set_x_names (builder, d, (const char *const *) names->pdata);
}

static WscPlot *
new_weights (const WscResults *results, const WscNeurons *neurons, guint neuron)
{
  const guint d = wsc_neurons_get_dimension (neurons);
  g_autofree char *title = g_strdup_printf (_("Weights of neuron %u"), neuron + 1);
  g_autoptr (WscPlotBuilder) builder = wsc_plot_builder_new (title, _("Weight"), _("Value"));
  g_autofree char *summary = g_strdup_printf (_("Neuron %u has %u weights; the trace of their covariance is %.3g."), neuron + 1, d,
                                              wsc_neurons_get_trace (neurons, neuron));
  wsc_plot_builder_set_summary (builder, summary);
  name_weights (builder, results, d);
  add_weights (builder, neurons, neuron);
  return wsc_plot_builder_end (g_steal_pointer (&builder));
}

/* --- the window that is answered most -------------------------------------------------- */

/* Where |w' (x - mean of x)| over a window of the series is largest: its first value. */
static gsize
find_answer (const double *series, gsize n, const double *weights, guint window)
{
  double mean = 0, most = -1;
  gsize at = 0, count = 0;
  for (gsize t = 0; t < n; t++)
    if (isfinite (series[t]))
      {
        mean += series[t];
        count++;
      }
  mean /= (double) MAX (count, 1);
  for (gsize t = 0; t + window <= n; t++)
    {
      double sum = 0;
      for (guint i = 0; i < window; i++)
        sum += weights[i] * (series[t + i] - mean);
      if (fabs (sum) > most)
        {
          most = fabs (sum);
          at = t;
        }
    }
  return at;
}

/* Under the series, on a scale of their own: y (window). */
static void
scale_weights (const double *weights, guint window, gsize n, const double *series, double *y)
{
  double low = INFINITY, high = -INFINITY, largest = 0;
  for (gsize t = 0; t < n; t++)
    if (isfinite (series[t]))
      {
        low = MIN (low, series[t]);
        high = MAX (high, series[t]);
      }
  for (guint i = 0; i < window; i++)
    largest = MAX (largest, fabs (weights[i]));
  for (guint i = 0; i < window; i++)
    y[i] = low - (high - low) * (0.35 - 0.25 * (largest > 0 ? weights[i] / largest : 0));
}

/* NULL where the weights are not of a window of the series. */
static WscPlot *
new_answer (const WscResults *results, const WscNeurons *neurons, guint neuron)
{
  WscDataset *dataset = wsc_results_get_dataset (results);
  const WscStudy *study = wsc_results_get_study (results);
  const guint window = (guint) study->data.window;
  const gsize n = dataset && wsc_dataset_is_series (dataset) ? wsc_dataset_get_length (dataset) : 0;
  const char *x_label, *y_label;
  if (n < window || !wsc_coordinate_is_lag (study, dataset, wsc_neurons_get_dimension (neurons)))
    return NULL;
  wsc_chart_get_series_labels (results, &x_label, &y_label);
  const double *times = wsc_dataset_get_times (dataset), *series = wsc_dataset_get_observed (dataset);
  const double *weights = wsc_neurons_get_mean (neurons, neuron);
  const gsize at = find_answer (series, n, weights, window), around = (gsize) MAX_CONTEXT * window;
  const gsize from = at > around ? at - around : 0, to = MIN (n, at + window + around);
  g_autofree double *scaled = g_new (double, window);
  scale_weights (weights, window, to - from, series + from, scaled);
  g_autoptr (WscPlotBuilder) builder = wsc_plot_builder_new (_("Window that it answers most"), x_label, y_label);
  wsc_plot_builder_add_strip (builder, _("Window"), WSC_CHART_OTHER, times[at], times[at + window - 1]);
  wsc_plot_builder_add_line (builder, _("Observed"), WSC_PLOT_GREY, WSC_LINE_SOLID, to - from, times + from, series + from);
  wsc_plot_builder_add_line (builder, _("Weights, scaled"), WSC_CHART_MAIN, WSC_LINE_SOLID, window, times + at, scaled);
  return wsc_plot_builder_end (g_steal_pointer (&builder));
}

WscPlot *
wsc_plot_new_neuron (const WscResults *results, guint neuron)
{
  g_return_val_if_fail (results != NULL, NULL);
  WscNeurons *neurons = wsc_results_get_neurons (results);
  if (!neurons || neuron >= wsc_neurons_get_count (neurons))
    return NULL;
  g_autoptr (WscPlot) weights = new_weights (results, neurons, neuron);
  g_autoptr (WscPlot) answer = new_answer (results, neurons, neuron);
  if (!answer)
    return g_steal_pointer (&weights);
  return wsc_plot_new_grid (wsc_plot_get_title (weights), wsc_plot_get_summary (weights), 1, 2, (WscPlot *[]) { weights, answer }, NULL);
}

WscPlot *
wsc_plot_new_weights (const WscResults *results)
{
  g_return_val_if_fail (results != NULL, NULL);
  const int selected = wsc_results_get_study (results)->view.selected;
  return selected > 0 ? wsc_plot_new_neuron (results, (guint) selected - 1) : NULL;
}
