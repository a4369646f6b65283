/* The series with what its components make of it, and how it goes on. */
#include "plot/charts-private.h"
#include "plot/plot-private.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#define AIR 0.08       /* of the series' range, that a group drawn on it may leave it by */
#define SHOWN_BEFORE 4 /* of a forecast's steps, at least, before it begins */

/* One channel against time. */
typedef struct
{
  const WscSeriesParts *parts;
  const WscDataset *dataset;
  gsize n;
  const double *times, *observed;
} Shown;

static gboolean
shown_init (Shown *self, const WscResults *results)
{
  const WscSeriesParts *parts = wsc_results_get_series (results);
  if (!parts || !parts->reconstruction)
    return FALSE;
  *self = (Shown){ parts, wsc_results_get_dataset (results) };
  self->n = wsc_ssa_get_length (parts->ssa);
  self->times = wsc_dataset_get_times (self->dataset);
  gsize channel = (gsize) wsc_results_get_study (results)->ssa.channel - 1;
  self->observed = wsc_ssa_get_values (parts->ssa, MIN (channel, wsc_ssa_get_n_channels (parts->ssa) - 1));
  return TRUE;
}

/* The label of the value axis: the channel's name where there are several. */
static const char *
get_value_label (const WscResults *results, const char *label)
{
  const WscDataset *dataset = wsc_results_get_dataset (results);
  guint n = wsc_dataset_get_n_channels (dataset), channel = (guint) wsc_results_get_study (results)->ssa.channel - 1;
  return n > 1 && channel < n ? wsc_dataset_get_channel_name (dataset, channel) : label;
}

/* --- what is drawn of it ------------------------------------------------------ */

/* A strip for each run of values that were filled in, from half a step before it to half a step after. */
static void
add_filled (WscPlotBuilder *builder, const Shown *shown)
{
  const guint8 *filled = wsc_dataset_get_filled (shown->dataset);
  const char *label = _("Filled in");
  for (gsize i = 0; filled && i < shown->n; i++)
    {
      if (!filled[i])
        continue;
      gsize end = i;
      while (end + 1 < shown->n && filled[end + 1])
        end++;
      double before = i > 0 ? (shown->times[i] - shown->times[i - 1]) / 2 : 0;
      double after = end + 1 < shown->n ? (shown->times[end + 1] - shown->times[end]) / 2 : 0;
      wsc_plot_builder_add_strip (builder, label, WSC_CHART_OTHER, shown->times[i] - before, shown->times[end] + after);
      label = NULL;
      i = end;
    }
}

static void
add_observed (WscPlotBuilder *builder, const Shown *shown, gsize first)
{
  gsize n = shown->n - first;
  wsc_plot_builder_add_line (builder, _("Observed"), WSC_PLOT_GREY,
                             n <= WSC_CHART_MAX_DOTS ? WSC_LINE_POINTS : WSC_LINE_SOLID, n, shown->times + first,
                             shown->observed + first);
}

/* The values of n, without what lies far off. */
static WscRange
find_range (gsize n, const double *values)
{
  WscRange range = { INFINITY, -INFINITY };
  for (gsize i = 0; i < n; i++)
    {
      range.low = fmin (range.low, values[i]);
      range.high = fmax (range.high, values[i]);
    }
  return range;
}

/* A season about zero beside a series about 300 would press both flat: it is drawn below. */
static gboolean
lies_on_series (const Shown *shown, guint group)
{
  const WscGrouped *grouped = shown->parts->grouped;
  WscRange all = find_range (shown->n, shown->observed), own = find_range (grouped->n, grouped->series + group * grouped->n);
  double air = AIR * (all.high - all.low);
  return own.low >= all.low - air && own.high <= all.high + air;
}

static void
add_group (WscPlotBuilder *builder, const Shown *shown, guint group)
{
  const WscGrouped *grouped = shown->parts->grouped;
  wsc_plot_builder_add_line (builder, g_array_index (grouped->groups, WscGroup, group).name,
                             wsc_chart_get_group_colour (group), WSC_LINE_SOLID, shown->n, shown->times,
                             grouped->series + group * grouped->n);
}

static guint
count_groups (const Shown *shown)
{
  return shown->parts->grouped ? shown->parts->grouped->groups->len : 0;
}

/* "MSE 0.00081 · MAPE 3.2 % · 2 of 100 components" */
static char *
dup_caption (const WscSeriesParts *parts)
{
  const WscReconstruction *sum = parts->reconstruction;
  g_autoptr (GString) text = g_string_new (NULL);
  g_string_append_printf (text, parts->has_truth ? _("MSE %.4g") : _("MSE to the observed %.4g"), sum->errors.mse);
  if (isfinite (sum->errors.mape))
    g_string_append_printf (text, _(" · MAPE %.4g %%"), sum->errors.mape);
  g_string_append_printf (text, _(" · %u of %zu components, %.4g %%"), sum->components.n,
                          wsc_ssa_get_n_components (parts->ssa), 100 * sum->share);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static WscPlot *
new_sums (const WscResults *results, const Shown *shown)
{
  const char *x_label, *y_label;
  wsc_chart_get_series_labels (results, &x_label, &y_label);
  g_autofree char *caption = dup_caption (shown->parts);
  g_autoptr (WscPlotBuilder) builder = wsc_plot_builder_new (_("Series"), NULL, get_value_label (results, y_label));
  wsc_plot_builder_set_caption (builder, caption);
  add_filled (builder, shown);
  add_observed (builder, shown, 0);
  for (guint g = 0; g < count_groups (shown); g++)
    if (lies_on_series (shown, g))
      add_group (builder, shown, g);
  wsc_plot_builder_add_line (builder, _("Reconstructed"), WSC_CHART_MAIN, WSC_LINE_SOLID, shown->n, shown->times,
                             shown->parts->reconstruction->signal);
  if (shown->parts->has_truth)
    wsc_plot_builder_add_line (builder, _("Without noise"), WSC_PLOT_INK, WSC_LINE_DASHED, shown->n, shown->times,
                               wsc_dataset_get_clean (shown->dataset));
  return wsc_plot_builder_end (g_steal_pointer (&builder));
}

/* NULL if all groups lie on the series. */
static WscPlot *
new_groups (const Shown *shown)
{
  gboolean any = FALSE;
  g_autoptr (WscPlotBuilder) builder = wsc_plot_builder_new (_("Groups"), NULL, _("Groups"));
  for (guint g = 0; g < count_groups (shown); g++)
    if (!lies_on_series (shown, g))
      {
        add_group (builder, shown, g);
        any = TRUE;
      }
  return any ? wsc_plot_builder_end (g_steal_pointer (&builder)) : NULL;
}

static WscPlot *
new_residual (const WscResults *results, const Shown *shown)
{
  const char *x_label, *y_label;
  wsc_chart_get_series_labels (results, &x_label, &y_label);
  g_autoptr (WscPlotBuilder) builder = wsc_plot_builder_new (_("Residual"), x_label, _("Residual"));
  wsc_plot_builder_add_level (builder, NULL, WSC_PLOT_GREY, 0);
  wsc_plot_builder_add_line (builder, _("Residual"), WSC_PLOT_INK, WSC_LINE_SOLID, shown->n, shown->times,
                             shown->parts->reconstruction->residual);
  return wsc_plot_builder_end (g_steal_pointer (&builder));
}

WscPlot *
wsc_plot_new_ssa (const WscResults *results, const WscIdentity *identity)
{
  g_return_val_if_fail (results != NULL, NULL);
  Shown shown;
  if (!shown_init (&shown, results))
    return NULL;
  g_autoptr (WscPlot) sums = new_sums (results, &shown), groups = new_groups (&shown), residual = new_residual (results, &shown);
  WscPlot *with_groups[] = { sums, groups, residual }, *without[] = { sums, residual };
  const double three[] = { 2.2, 1.1, 1 }, two[] = { 2.6, 1 };
  g_autofree char *caption = dup_caption (shown.parts);
  g_autofree char *summary = g_strdup_printf (_("Series of %zu values. %s."), shown.n, caption);
  if (groups)
    return wsc_plot_new_grid (_("Series and reconstruction"), summary, 1, 3, with_groups, three);
  return wsc_plot_new_grid (_("Series and reconstruction"), summary, 1, 2, without, two);
}

/* --- forecast ------------------------------------------------------------------ */

/* Times after the end, in steps of the mean distance: (steps + 1), the first of them the last of the series. */
static double *
dup_times_ahead (const Shown *shown, guint steps)
{
  double *times = g_new (double, steps + 1);
  double step = (shown->times[shown->n - 1] - shown->times[0]) / (double) (shown->n - 1);
  for (guint i = 0; i <= steps; i++)
    times[i] = shown->times[shown->n - 1] + i * step;
  return times;
}

/* With the end of the reconstruction in front, so that the line begins there. */
static double *
dup_joined (const Shown *shown, const double *values, guint steps)
{
  double *joined = g_new (double, steps + 1);
  joined[0] = shown->parts->reconstruction->signal[shown->n - 1];
  memcpy (joined + 1, values, steps * sizeof *values);
  return joined;
}

static void
add_forecast (WscPlotBuilder *builder, const Shown *shown, double level)
{
  const WscForecast *forecast = shown->parts->forecast;
  guint steps = wsc_forecast_get_steps (forecast);
  g_autofree double *times = dup_times_ahead (shown, steps), *values = dup_joined (shown, wsc_forecast_get_values (forecast), steps);
  const double *low, *high, *wide_low, *wide_high;
  if (wsc_forecast_get_bands (forecast, &low, &high, &wide_low, &wide_high))
    {
      g_autofree char *wide = g_strdup_printf (_("Prediction, %.3g %%"), 100 * level);
      g_autofree char *narrow = g_strdup_printf (_("Confidence, %.3g %%"), 100 * level);
      wsc_plot_builder_add_band (builder, wide, WSC_PLOT_INK, steps, times + 1, wide_low, wide_high);
      wsc_plot_builder_add_band (builder, narrow, WSC_CHART_OTHER, steps, times + 1, low, high);
    }
  wsc_plot_builder_add_line (builder, _("Forecast"), WSC_CHART_OTHER, WSC_LINE_SOLID, steps + 1, times, values);
}

WscPlot *
wsc_plot_new_ssa_forecast (const WscResults *results, const WscIdentity *identity)
{
  g_return_val_if_fail (results != NULL, NULL);
  Shown shown;
  const char *x_label, *y_label;
  if (!shown_init (&shown, results) || !shown.parts->forecast)
    return NULL;
  guint steps = wsc_forecast_get_steps (shown.parts->forecast);
  gsize before = MIN (shown.n, MAX ((gsize) SHOWN_BEFORE * steps, 100)), first = shown.n - before;
  wsc_chart_get_series_labels (results, &x_label, &y_label);
  g_autofree char *summary = g_strdup_printf (_("Forecast of %u values; the last is %.5g. Verticality %.3g."), steps,
                                              wsc_forecast_get_values (shown.parts->forecast)[steps - 1],
                                              wsc_forecast_get_verticality (shown.parts->forecast));
  g_autoptr (WscPlotBuilder) builder = wsc_plot_builder_new (_("Forecast"), x_label, get_value_label (results, y_label));
  wsc_plot_builder_set_summary (builder, summary);
  add_observed (builder, &shown, first);
  wsc_plot_builder_add_line (builder, _("Reconstructed"), WSC_CHART_MAIN, WSC_LINE_SOLID, before, shown.times + first,
                             shown.parts->reconstruction->signal + first);
  add_forecast (builder, &shown, wsc_results_get_study (results)->ssa.level);
  return wsc_plot_builder_end (g_steal_pointer (&builder));
}
