/* What a network with fewer neurons is worth: quality against the number of neurons, and against that of parameters. */
#include "plot/charts-private.h"

#include <math.h>

#include <glib/gi18n-lib.h>

static const char *
get_metric_label (WscMetric metric)
{
  const WscOption *option = wsc_option_find ("clusters.metric");
  return _(option->choices[metric].label);
}

static const char *
get_method_label (WscReduceMethod method)
{
  const WscOption *option = wsc_option_find ("reduction.method");
  return _(option->choices[method].label);
}

static const char *
get_line_label (const WscReductionLine *line)
{
  return line->method == WSC_REDUCE_CLUSTERS ? get_metric_label (line->metric) : get_method_label (line->method);
}

static double *
dup_x (const WscReductionCurve *curve, gboolean of_parameters)
{
  double *x = g_new (double, curve->n_counts);
  for (guint i = 0; i < curve->n_counts; i++)
    x[i] = of_parameters ? (double) curve->parameters[i] : curve->counts[i];
  return x;
}

static void
add_band (WscPlotBuilder *builder, const WscReductionCurve *curve, guint line, const double *x, gboolean named)
{
  const WscReductionLine *l = &curve->lines[line];
  g_autofree double *low = g_new (double, curve->n_counts), *high = g_new (double, curve->n_counts);
  for (guint i = 0; i < curve->n_counts; i++)
    {
      low[i] = MAX (0, l->mean[i].test - l->sd[i].test);
      high[i] = l->mean[i].test + l->sd[i].test;
      if (curve->is_accuracy)
        high[i] = MIN (high[i], 1);
    }
  wsc_plot_builder_add_band (builder, named && line == 0 ? _("± 1 sd") : NULL, line == 0 ? WSC_CHART_MAIN : WSC_CHART_OTHER + line - 1, curve->n_counts, x,
                             low, high);
}

/* The legend is the first plot's. */
static void
add_lines (WscPlotBuilder *builder, const WscReductionCurve *curve, const double *x, gboolean named)
{
  for (guint i = 0; i < curve->n_lines; i++)
    {
      g_autofree double *y = g_new (double, curve->n_counts);
      guint colour = i == 0 ? WSC_CHART_MAIN : WSC_CHART_OTHER + i - 1;
      for (guint j = 0; j < curve->n_counts; j++)
        y[j] = curve->lines[i].mean[j].test;
      if (curve->n_repeats > 1)
        add_band (builder, curve, i, x, named);
      /* Of lines that coincide both are seen. */
      wsc_plot_builder_add_line (builder, named ? get_line_label (&curve->lines[i]) : NULL, colour,
                                 i == 1 ? WSC_LINE_DASHED : WSC_LINE_SOLID, curve->n_counts, x, y);
    }
}

static void
mark_now (WscPlotBuilder *builder, const WscReductionParts *parts, gboolean of_parameters)
{
  const WscReduction *now = parts->reduction;
  const WscQuality *quality = now ? &now->quality : wsc_reducible_get_quality (parts->reducible);
  double x = !now ? wsc_reducible_get_count (parts->reducible) : of_parameters ? (double) now->n_parameters : now->k;
  if (isfinite (quality->test) && (now || !of_parameters))
    wsc_plot_builder_add_marker (builder, of_parameters ? NULL : _("Now"), WSC_PLOT_INK, x, quality->test);
}

/* By the validation samples; what it is worth is told by the test samples. */
static void
mark_chosen (WscPlotBuilder *builder, const WscReductionCurve *curve, const double *x, gboolean named)
{
  for (guint i = 0; i < curve->n_counts; i++)
    if (curve->k > 0 && curve->counts[i] == curve->k)
      wsc_plot_builder_add_marker (builder, named ? _("Chosen") : NULL, WSC_CHART_MAIN, x[i], curve->lines[curve->line].mean[i].test);
}

static WscPlot *
new_half (const WscReductionParts *parts, gboolean of_parameters)
{
  const WscReductionCurve *curve = parts->curve;
  const char *y_label = of_parameters ? NULL : curve->is_accuracy ? _("Accuracy on test data") : _("MSE on test data");
  g_autofree double *x = dup_x (curve, of_parameters);
  g_autoptr (WscPlotBuilder) builder = wsc_plot_builder_new (of_parameters ? _("Parameters") : _("Neurons"),
                                                             of_parameters ? _("Parameters") : _("Neurons"), y_label);
  if (of_parameters)
    wsc_plot_builder_set_log_x (builder);
  add_lines (builder, curve, x, !of_parameters);
  wsc_plot_builder_add_level (builder, of_parameters ? NULL : _("Whole network"), WSC_PLOT_GREY, curve->before.test);
  mark_chosen (builder, curve, x, !of_parameters);
  mark_now (builder, parts, of_parameters);
  return wsc_plot_builder_end (g_steal_pointer (&builder));
}

WscPlot *
wsc_plot_new_reduction_curve (const WscResults *results)
{
  g_return_val_if_fail (results != NULL, NULL);
  const WscReductionParts *parts = wsc_results_get_reduction (results);
  if (!parts || !parts->curve || parts->curve->n_counts == 0)
    return NULL;
  const char *format = parts->curve->is_accuracy ? _("Accuracy against the number of neurons; %.4g with all of them. %s")
                                                 : _("Mean squared error against the number of neurons; %.4g with all of them. %s");
  g_autofree char *summary = g_strdup_printf (format, parts->curve->before.test, parts->curve->reason ? parts->curve->reason : "");
  g_autoptr (WscPlot) neurons = new_half (parts, FALSE);
  g_autoptr (WscPlot) parameters = new_half (parts, TRUE);
  WscPlot *plots[] = { neurons, parameters };
  return wsc_plot_new_grid (_("Quality"), summary, 2, 2, plots, NULL);
}

/* --- how many ------------------------------------------------------------------------ */

static const char *
get_score_label (const WscResults *results)
{
  switch (wsc_results_get_study (results)->clusters.suggest)
    {
    case WSC_SUGGEST_COUNT_GAP:
      return _("Gap (nats)");
    case WSC_SUGGEST_COUNT_MODULARITY:
      return _("Modularity");
    case WSC_SUGGEST_COUNT_VALIDATION:
      return wsc_reducible_is_accuracy (wsc_results_get_reduction (results)->reducible) ? _("Accuracy on validation samples")
                                                                                        : _("−MSE on validation samples");
    default:
      return _("Mean silhouette");
    }
}

WscPlot *
wsc_plot_new_cluster_count (const WscResults *results)
{
  g_return_val_if_fail (results != NULL, NULL);
  const WscReductionParts *parts = wsc_results_get_reduction (results);
  const WscCount *count = parts ? parts->suggestion : NULL;
  if (!count || count->n == 0)
    return NULL;
  g_autoptr (WscPlotBuilder) builder = wsc_plot_builder_new (_("How many clusters"), _("Clusters"), get_score_label (results));
  g_autofree double *x = g_new (double, count->n), *low = g_new (double, count->n), *high = g_new (double, count->n);
  for (guint i = 0; i < count->n; i++)
    {
      double error = count->errors ? count->errors[i] : 0;
      x[i] = count->counts[i];
      low[i] = count->scores[i] - error;
      high[i] = count->scores[i] + error;
    }
  if (count->reason)
    wsc_plot_builder_set_summary (builder, count->reason);
  if (count->errors)
    wsc_plot_builder_add_band (builder, _("± 1 standard error"), WSC_CHART_MAIN, count->n, x, low, high);
  wsc_plot_builder_add_line (builder, get_score_label (results), WSC_CHART_MAIN, WSC_LINE_SOLID, count->n, x, count->scores);
  for (guint i = 0; i < count->n; i++)
    if (count->counts[i] == count->k && isfinite (count->scores[i]))
      wsc_plot_builder_add_marker (builder, _("Proposed"), WSC_CHART_OTHER, x[i], count->scores[i]);
  return wsc_plot_builder_end (g_steal_pointer (&builder));
}
