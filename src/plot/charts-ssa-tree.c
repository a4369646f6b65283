/* The tree of the clusters of components, and where it is cut. */
#include "plot/charts-private.h"
#include "plot/dendrogram.h"

#include <math.h>

#include <glib/gi18n-lib.h>

typedef struct
{
  const WscGrouped *grouped; /* NULL where groups are not those of the tree */
  WscMerge *merges; /* (n - 1) */
  double cut;
  WscDendrogram layout;
} Tree;

static void
tree_clear (Tree *self)
{
  g_free (self->merges);
  wsc_dendrogram_clear (&self->layout);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Tree, tree_clear)

static void
tree_init (Tree *self, const WscResults *results, const WscSeriesParts *parts)
{
  const WscSeriesSettings *settings = &wsc_results_get_study (results)->ssa;
  const guint n = (guint) MIN (WSC_SERIES_GROUPED, wsc_ssa_get_n_correlated (parts->ssa));
  *self = (Tree){ .merges = wsc_ssa_cluster (parts->ssa, n), .cut = NAN };
  if (settings->grouping == WSC_GROUPING_CORRELATION)
    {
      self->cut = settings->cut;
      self->grouped = parts->grouped;
    }
  wsc_dendrogram_init (&self->layout, n, self->merges);
}

/* Below the cut, the colour of the group that the branch belongs to. */
static guint
get_branch_colour (const Tree *self, guint merge)
{
  if (!self->grouped || self->merges[merge].height > self->cut)
    return WSC_PLOT_GREY;
  for (guint g = 0; g < self->grouped->groups->len; g++)
    if (wsc_components_contain (&g_array_index (self->grouped->groups, WscGroup, g).components, self->layout.leaf[self->layout.n + merge]))
      return wsc_chart_get_group_colour (g);
  return WSC_PLOT_GREY;
}

WscPlot *
wsc_plot_new_ssa_dendrogram (const WscResults *results, const WscIdentity *identity)
{
  g_return_val_if_fail (results != NULL, NULL);
  const WscSeriesParts *parts = wsc_results_get_series (results);
  g_auto (Tree) tree = { 0 };
  if (!parts || wsc_ssa_get_n_correlated (parts->ssa) < 2)
    return NULL;
  tree_init (&tree, results, parts);
  g_autofree char *summary = g_strdup_printf (_("Tree of the first %u components by their w-correlations; the last merge is at %.3g."),
                                              tree.layout.n, tree.merges[tree.layout.n - 2].height);
  g_autoptr (WscPlotBuilder) builder = wsc_plot_builder_new (_("Dendrogram"), _("Component"), _("1 − |w-correlation|"));
  wsc_plot_builder_set_summary (builder, summary);
  wsc_dendrogram_name_leaves (&tree.layout, builder);
  wsc_plot_builder_set_x_range (builder, 0.3, tree.layout.n + 0.7);
  wsc_plot_builder_set_y_range (builder, 0, 1.02);
  for (guint i = 0; i + 1 < tree.layout.n; i++)
    wsc_dendrogram_add_merge (&tree.layout, builder, i, get_branch_colour (&tree, i));
  if (isfinite (tree.cut))
    wsc_plot_builder_add_level (builder, _("Cut"), WSC_CHART_OTHER, tree.cut);
  return wsc_plot_builder_end (g_steal_pointer (&builder));
}
