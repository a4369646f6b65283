/* Errors against the number of components and against the window. */
#include "plot/charts-private.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#define FEW_WINDOWS 8 /* as many curves as can be told apart */
/* Of the largest: where errors are against the observed series, all components have none but rounding. */
#define LEAST_ERROR 1e-9

typedef double (*ErrorFunc) (const WscSeriesErrors *errors);

static double
get_mse (const WscSeriesErrors *errors)
{
  return errors->mse;
}

static double
get_mape (const WscSeriesErrors *errors)
{
  return errors->mape;
}

/* k of a reconstruction from the first k components; 0 if others are chosen. */
static guint
get_count (const WscSeriesParts *parts)
{
  const WscComponents *chosen = &parts->reconstruction->components;
  return chosen->n > 0 && chosen->items[chosen->n - 1] == chosen->n - 1 ? chosen->n : 0;
}

/* --- curves --------------------------------------------------------------------- */

static void
add_curve (WscPlotBuilder *builder, const WscSweep *sweep, guint window, const char *label, guint colour, ErrorFunc get)
{
  guint n = wsc_sweep_get_n_points (sweep, window);
  g_autofree double *x = g_new (double, n), *y = g_new (double, n);
  double largest = 0;
  for (guint j = 0; j < n; j++)
    {
      x[j] = wsc_sweep_get_components (sweep, window, j);
      y[j] = get (wsc_sweep_get_errors (sweep, window, j));
      largest = fmax (largest, y[j]);
      y[j] = y[j] > LEAST_ERROR * largest ? y[j] : NAN;
    }
  wsc_plot_builder_add_line (builder, label, colour, WSC_LINE_SOLID, n, x, y);
}

static void
mark_best (WscPlotBuilder *builder, const WscSweep *sweep, guint window, const char *label, guint colour, ErrorFunc get)
{
  guint best = wsc_sweep_get_best (sweep, window);
  wsc_plot_builder_add_marker (builder, label, colour, wsc_sweep_get_components (sweep, window, best),
                               get (wsc_sweep_get_errors (sweep, window, best)));
}

static void
add_compared (WscPlotBuilder *builder, const WscSeriesParts *parts, ErrorFunc get)
{
  guint n = parts->sweep ? MIN (wsc_sweep_get_n_windows (parts->sweep), FEW_WINDOWS) : 0;
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *label = g_strdup_printf (_("Window %zu"), wsc_sweep_get_window (parts->sweep, i));
      add_curve (builder, parts->sweep, i, label, wsc_chart_get_group_colour (i), get);
    }
  for (guint i = 0; i < n; i++)
    mark_best (builder, parts->sweep, i, i == 0 ? _("Least error") : NULL, wsc_chart_get_group_colour (i), get);
}

/* The window that is looked at, where it is not among those compared. */
static void
add_own (WscPlotBuilder *builder, const WscSeriesParts *parts, ErrorFunc get)
{
  g_autofree char *label = g_strdup_printf (_("Window %zu"), wsc_sweep_get_window (parts->curve, 0));
  guint count = get_count (parts);
  if (parts->sweep)
    return;
  add_curve (builder, parts->curve, 0, label, WSC_CHART_MAIN, get);
  if (parts->has_truth)
    mark_best (builder, parts->curve, 0, _("Least error"), WSC_CHART_MAIN, get);
  if (count > 0 && count <= wsc_sweep_get_n_points (parts->curve, 0))
    wsc_plot_builder_add_marker (builder, _("Chosen"), WSC_CHART_OTHER, count,
                                 get (wsc_sweep_get_errors (parts->curve, 0, count - 1)));
}

static WscPlot *
new_curves (const WscSeriesParts *parts, const char *title, const char *x_label, const char *y_label, ErrorFunc get)
{
  const WscSweep *sweep = parts->sweep ? parts->sweep : parts->curve;
  g_autoptr (WscPlotBuilder) builder = wsc_plot_builder_new (title, x_label, y_label);
  wsc_plot_builder_set_log_x (builder);
  wsc_plot_builder_set_log_y (builder);
  add_own (builder, parts, get);
  add_compared (builder, parts, get);
  if (parts->has_truth)
    wsc_plot_builder_add_level (builder, _("Noisy series"), WSC_PLOT_INK, get (wsc_sweep_get_reference (sweep)));
  return wsc_plot_builder_end (g_steal_pointer (&builder));
}

static char *
summarise_curves (const WscSeriesParts *parts)
{
  const WscSweep *sweep = parts->sweep ? parts->sweep : parts->curve;
  g_autoptr (GString) text = g_string_new (NULL);
  if (!parts->has_truth)
    return g_strdup (_("What is left of the observed series, against the number of components."));
  for (guint i = 0; i < MIN (wsc_sweep_get_n_windows (sweep), FEW_WINDOWS); i++)
    {
      guint best = wsc_sweep_get_best (sweep, i);
      g_string_append_printf (text, _("%sWindow %zu: least error %.3g with %u components"), i > 0 ? "; " : "",
                              wsc_sweep_get_window (sweep, i), wsc_sweep_get_errors (sweep, i, best)->mse,
                              wsc_sweep_get_components (sweep, i, best));
    }
  g_string_append_c (text, '.');
  return g_string_free (g_steal_pointer (&text), FALSE);
}

WscPlot *
wsc_plot_new_ssa_sweep (const WscResults *results, const WscIdentity *identity)
{
  g_return_val_if_fail (results != NULL, NULL);
  const WscSeriesParts *parts = wsc_results_get_series (results);
  if (!parts || !parts->curve || !parts->reconstruction)
    return NULL;
  g_autofree char *summary = summarise_curves (parts);
  g_autoptr (WscPlot) mse = new_curves (parts, parts->has_truth ? _("MSE") : _("MSE to the observed"), NULL,
                                        parts->has_truth ? _("MSE") : _("MSE to the observed"), get_mse);
  gboolean over_truth = wsc_results_get_study (results)->ssa.mape == WSC_MAPE_TRUTH;
  /* xgettext:no-c-format */
  const char *of_truth = _("MAPE (% of true)");
  /* xgettext:no-c-format */
  const char *of_estimate = _("MAPE (% of estimate)");
  g_autoptr (WscPlot) mape = new_curves (parts, _("MAPE"), _("Components"), over_truth ? of_truth : of_estimate, get_mape);
  WscPlot *plots[] = { mse, mape };
  return wsc_plot_new_grid (_("Errors"), summary, 1, 2, plots, NULL);
}

/* --- landscape -------------------------------------------------------------------- */

static guint
count_rows (const WscSweep *sweep)
{
  guint rows = 0;
  for (guint i = 0; i < wsc_sweep_get_n_windows (sweep); i++)
    rows = MAX (rows, wsc_sweep_get_n_points (sweep, i));
  return rows;
}

/* Half-way between neighbouring windows, and as far again at the ends. */
static double *
dup_window_edges (const WscSweep *sweep, guint n)
{
  double *edges = g_new (double, n + 1);
  for (guint i = 1; i < n; i++)
    edges[i] = 0.5 * (double) (wsc_sweep_get_window (sweep, i - 1) + wsc_sweep_get_window (sweep, i));
  double first = (double) wsc_sweep_get_window (sweep, 0), last = (double) wsc_sweep_get_window (sweep, n - 1);
  edges[0] = n > 1 ? 2 * first - edges[1] : first - 0.5;
  edges[n] = n > 1 ? 2 * last - edges[n - 1] : last + 0.5;
  return edges;
}

/* Below it an MSE is rounding: all components together are the series itself. Such cells would take the whole ramp. */
static double
get_least_mse (const WscSweep *sweep)
{
  double most = 0;
  for (guint i = 0; i < wsc_sweep_get_n_windows (sweep); i++)
    if (wsc_sweep_get_n_points (sweep, i) > 0)
      most = MAX (most, wsc_sweep_get_errors (sweep, i, 0)->mse);
  return LEAST_ERROR * most;
}

static void
add_field (WscPlotBuilder *builder, const WscSweep *sweep, const char *label)
{
  guint n = wsc_sweep_get_n_windows (sweep), rows = count_rows (sweep);
  g_autofree double *x_edges = dup_window_edges (sweep, n), *y_edges = g_new (double, rows + 1);
  g_autofree double *values = g_new (double, (gsize) rows * n), *windows = g_new (double, n);
  double least = get_least_mse (sweep);
  for (guint j = 0; j <= rows; j++)
    y_edges[j] = j + 0.5;
  for (guint i = 0; i < n; i++)
    windows[i] = (double) wsc_sweep_get_window (sweep, i);
  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < rows; j++)
      {
        double mse = j < wsc_sweep_get_n_points (sweep, i) ? wsc_sweep_get_errors (sweep, i, j)->mse : NAN;
        values[(gsize) j * n + i] = mse > least ? mse : NAN;
      }
  wsc_plot_builder_add_map (builder, label,
                            &(WscPlotMap){ .n_rows = rows, .n_columns = n, .x_edges = x_edges, .y_edges = y_edges,
                                           .values = values, .x_values = windows, .ramp = WSC_RAMP_INVERTED, .logarithmic = TRUE });
}

static void
add_ridge (WscPlotBuilder *builder, const WscSweep *sweep)
{
  guint n = wsc_sweep_get_n_windows (sweep);
  g_autofree double *x = g_new (double, n), *y = g_new (double, n);
  for (guint i = 0; i < n; i++)
    {
      x[i] = (double) wsc_sweep_get_window (sweep, i);
      y[i] = wsc_sweep_get_components (sweep, i, wsc_sweep_get_best (sweep, i));
    }
  wsc_plot_builder_add_line (builder, _("Best for its window"), WSC_PLOT_INK, WSC_LINE_POINTS, n, x, y);
}

WscPlot *
wsc_plot_new_ssa_landscape (const WscResults *results, const WscIdentity *identity)
{
  g_return_val_if_fail (results != NULL, NULL);
  const WscSeriesParts *parts = wsc_results_get_series (results);
  if (!parts || !parts->landscape || !parts->reconstruction)
    return NULL;
  const WscSweep *sweep = parts->landscape;
  double window = (double) wsc_ssa_get_rows (parts->ssa);
  guint count = get_count (parts);
  const char *label = parts->has_truth ? _("MSE") : _("MSE to the observed");
  g_autofree char *summary = g_strdup_printf (_("Map of errors: %u windows up to %zu, %u numbers of components."),
                                              wsc_sweep_get_n_windows (sweep),
                                              wsc_sweep_get_window (sweep, wsc_sweep_get_n_windows (sweep) - 1),
                                              count_rows (sweep));
  g_autoptr (WscPlotBuilder) builder = wsc_plot_builder_new (_("Landscape of errors"), _("Window"), _("Components"));
  wsc_plot_builder_set_summary (builder, summary);
  add_field (builder, sweep, label);
  if (parts->has_truth)
    add_ridge (builder, sweep);
  if (count > 0)
    wsc_plot_builder_add_marker (builder, _("Chosen"), WSC_CHART_OTHER, window, count);
  return wsc_plot_builder_end (g_steal_pointer (&builder));
}
