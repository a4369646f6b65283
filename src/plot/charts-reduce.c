/* Neurons that lie together, and what the network restores without some of them. */
#include "plot/charts-private.h"
#include "plot/dendrogram.h"

#include <math.h>

#include <glib/gi18n-lib.h>

/* --- the tree ---------------------------------------------------------------------- */

/* (m - 1): what all neurons below a merge belong to, or the grey of a branch that is not one cluster. */
static guint *
dup_branch_colours (const WscReductionParts *parts)
{
  const WscClusters *clusters = parts->clusters;
  const guint m = parts->tree_size;
  guint *colours = g_new (guint, m - 1);
  for (guint i = 0; i + 1 < m; i++)
    {
      const guint32 sides[] = { parts->tree[i].a, parts->tree[i].b };
      guint of[2];
      for (guint j = 0; j < 2; j++)
        of[j] = sides[j] >= m ? colours[sides[j] - m] : clusters && clusters->m == m ? clusters->labels[sides[j]] : WSC_PLOT_GREY;
      colours[i] = of[0] == of[1] ? of[0] : WSC_PLOT_GREY;
    }
  return colours;
}

guint
wsc_cluster_tree_count (const WscReductionParts *parts, double height)
{
  g_return_val_if_fail (parts != NULL && parts->tree != NULL, 0);
  guint count = 1;
  for (guint i = 0; i + 1 < parts->tree_size; i++)
    count += parts->tree[i].height > height;
  return count;
}

/* Between the last merge that is made and the first that is not; NaN where the clusters are not those of the tree. */
static double
get_cut (const WscReductionParts *parts, const WscClusterSettings *settings)
{
  const guint m = parts->tree_size, k = settings->count > 0 ? MIN ((guint) settings->count, m) : m;
  if (settings->method != WSC_CLUSTERING_WARD && settings->method != WSC_CLUSTERING_AVERAGE)
    return NAN;
  double below = k < m ? parts->tree[m - k - 1].height : 0;
  return k > 1 ? (below + parts->tree[m - k].height) / 2 : below * 1.02;
}

static char *
dup_distance_label (const WscResults *results)
{
  return g_strdup_printf (_("Distance (%s)"), _(wsc_option_find ("clusters.metric")->choices[wsc_results_get_study (results)->clusters.metric].label));
}

WscPlot *
wsc_plot_new_cluster_tree (const WscResults *results)
{
  g_return_val_if_fail (results != NULL, NULL);
  const WscReductionParts *parts = wsc_results_get_reduction (results);
  if (!parts || !parts->tree || parts->tree_size < 2)
    return NULL;
  const guint m = parts->tree_size;
  const double last = parts->tree[m - 2].height, cut = get_cut (parts, &wsc_results_get_study (results)->clusters);
  g_auto (WscDendrogram) layout = { 0 };
  wsc_dendrogram_init (&layout, m, parts->tree);
  g_autofree guint *colours = dup_branch_colours (parts);
  g_autofree char *summary = g_strdup_printf (_("Tree of %u neurons; the last merge is at %.3g."), m, last);
  g_autofree char *label = dup_distance_label (results);
  g_autoptr (WscPlotBuilder) builder = wsc_plot_builder_new (_("Tree"), _("Neuron"), label);
  wsc_plot_builder_set_summary (builder, summary);
  wsc_dendrogram_name_leaves (&layout, builder);
  wsc_plot_builder_set_x_range (builder, 0.3, m + 0.7);
  wsc_plot_builder_set_y_range (builder, 0, last > 0 ? 1.05 * last : 1);
  for (guint i = 0; i + 1 < m; i++)
    wsc_dendrogram_add_merge (&layout, builder, i, colours[i]);
  if (isfinite (cut))
    wsc_plot_builder_add_level (builder, _("Cut"), WSC_CHART_OTHER, cut);
  return wsc_plot_builder_end (g_steal_pointer (&builder));
}

/* --- distances ------------------------------------------------------------------------ */

guint *
wsc_cluster_dup_order (const WscReductionParts *parts)
{
  g_return_val_if_fail (parts != NULL && parts->tree != NULL, NULL);
  const guint m = parts->tree_size;
  const guint32 *labels = parts->clusters && parts->clusters->m == m ? parts->clusters->labels : NULL;
  g_auto (WscDendrogram) layout = { 0 };
  wsc_dendrogram_init (&layout, m, parts->tree);
  guint *order = g_new (guint, m), n = 0;
  g_autofree gboolean *taken = g_new0 (gboolean, m);
  for (guint i = 0; i < m; i++)
    for (guint j = i; j < m; j++)
      {
        const guint first = layout.order[i], other = layout.order[j];
        if (taken[other] || (first != other && (!labels || labels[other] != labels[first])))
          continue;
        order[n++] = other;
        taken[other] = TRUE;
      }
  return order;
}

static void
add_borders (WscPlotBuilder *builder, const WscReductionParts *parts, const guint *order)
{
  const WscClusters *clusters = parts->clusters;
  const guint m = parts->distances->m;
  for (guint from = 0, to; clusters && from < m; from = to)
    {
      for (to = from + 1; to < m && clusters->labels[order[to]] == clusters->labels[order[from]];)
        to++;
      const double low = from + 0.5, high = to + 0.5;
      const double x[] = { low, high, high, low, low }, y[] = { low, low, high, high, low };
      if (clusters->k < m)
        wsc_plot_builder_add_line (builder, NULL, WSC_CHART_OTHER, WSC_LINE_SOLID, G_N_ELEMENTS (x), x, y);
    }
}

static void
name_neurons (WscPlotBuilder *builder, guint m, const guint *order)
{
  g_auto (GStrv) names = g_new0 (char *, m + 1);
  for (guint i = 0; i < m; i++)
    names[i] = g_strdup_printf ("%u", order[i] + 1);
  wsc_plot_builder_set_x_names (builder, m, (const char *const *) names);
}

WscPlot *
wsc_plot_new_cluster_distances (const WscResults *results)
{
  g_return_val_if_fail (results != NULL, NULL);
  const WscReductionParts *parts = wsc_results_get_reduction (results);
  if (!parts || !parts->tree || !parts->distances || parts->distances->m < 2)
    return NULL;
  const guint m = parts->distances->m;
  g_autofree guint *order = wsc_cluster_dup_order (parts);
  g_autofree double *edges = g_new (double, m + 1), *values = g_new (double, (gsize) m * m);
  for (guint i = 0; i <= m; i++)
    edges[i] = i + 0.5;
  for (guint i = 0; i < m; i++)
    for (guint j = 0; j < m; j++)
      values[(gsize) i * m + j] = parts->distances->values[(gsize) order[i] * m + order[j]];
  g_autofree char *summary = g_strdup_printf (_("Distances between %u neurons, those that lie together beside each other."), m);
  g_autofree char *label = dup_distance_label (results);
  g_autoptr (WscPlotBuilder) builder = wsc_plot_builder_new (_("Distances"), _("Neuron"), _("Neuron"));
  wsc_plot_builder_set_summary (builder, summary);
  wsc_plot_builder_set_square (builder, TRUE);
  wsc_plot_builder_set_x_range (builder, 0.5, m + 0.5);
  wsc_plot_builder_set_y_range (builder, 0.5, m + 0.5);
  name_neurons (builder, m, order);
  wsc_plot_builder_add_map (builder, label,
                            &(WscPlotMap){ .n_rows = m, .n_columns = m, .x_edges = edges, .y_edges = edges,
                                           .values = values, .ramp = WSC_RAMP_INVERTED });
  add_borders (builder, parts, order);
  return wsc_plot_builder_end (g_steal_pointer (&builder));
}

/* --- the series ------------------------------------------------------------------------- */

WscPlot *
wsc_plot_new_reduction_series (const WscResults *results)
{
  g_return_val_if_fail (results != NULL, NULL);
  const WscReductionParts *parts = wsc_results_get_reduction (results);
  WscDataset *dataset = wsc_results_get_dataset (results);
  if (!parts || !dataset || !wsc_dataset_is_series (dataset) || (!parts->restored && !wsc_results_get_restored (results)))
    return NULL;
  const gsize n = wsc_dataset_get_length (dataset);
  const double *times = wsc_dataset_get_times (dataset), *whole = wsc_results_get_restored (results);
  const char *x_label, *y_label;
  wsc_chart_get_series_labels (results, &x_label, &y_label);
  g_autoptr (WscPlotBuilder) builder = wsc_plot_builder_new (_("Series"), x_label, y_label);
  wsc_plot_builder_add_line (builder, _("Observed"), WSC_PLOT_GREY, n <= WSC_CHART_MAX_DOTS ? WSC_LINE_POINTS : WSC_LINE_SOLID, n, times,
                             wsc_dataset_get_observed (dataset));
  if (whole)
    wsc_plot_builder_add_line (builder, _("Whole network"), WSC_CHART_MAIN, WSC_LINE_SOLID, n, times, whole);
  if (parts->restored)
    wsc_plot_builder_add_line (builder, _("Smaller network"), WSC_CHART_OTHER, WSC_LINE_SOLID, n, times, parts->restored);
  return wsc_plot_builder_end (g_steal_pointer (&builder));
}
