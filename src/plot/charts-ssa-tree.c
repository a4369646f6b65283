/* The tree of the clusters of components, and where it is cut. */
#include "plot/charts-private.h"

#include <math.h>

#include <glib/gi18n-lib.h>

typedef struct
{
  const WscSsa *ssa;
  const WscGrouped *grouped; /* NULL where groups are not those of the tree */
  guint n;
  WscMerge *merges; /* (n - 1) */
  double cut;
  double *x;        /* (2 n - 1) of leaves and merges */
  guint *leaf;      /* (2 n - 1) a component of each */
  guint *order;     /* (n) components from left to right */
} Tree;

static void
tree_clear (Tree *self)
{
  g_free (self->merges);
  g_free (self->x);
  g_free (self->leaf);
  g_free (self->order);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Tree, tree_clear)

/* Leaves below a cluster, the one with the smaller component first; `next` is the place of the next leaf. */
static void
place (Tree *self, guint cluster, guint *next)
{
  if (cluster < self->n)
    {
      self->order[*next] = cluster;
      self->x[cluster] = ++*next;
      self->leaf[cluster] = cluster;
      return;
    }
  const WscMerge *merge = &self->merges[cluster - self->n];
  place (self, merge->a, next);
  place (self, merge->b, next);
  self->x[cluster] = (self->x[merge->a] + self->x[merge->b]) / 2;
  self->leaf[cluster] = MIN (self->leaf[merge->a], self->leaf[merge->b]);
}

static void
tree_init (Tree *self, const WscResults *results, const WscSeriesParts *parts)
{
  const WscSeriesSettings *settings = &wsc_results_get_study (results)->ssa;
  guint next = 0;
  *self = (Tree){ .ssa = parts->ssa, .cut = NAN };
  self->n = (guint) MIN (WSC_SERIES_GROUPED, wsc_ssa_get_n_correlated (parts->ssa));
  self->merges = wsc_ssa_cluster (parts->ssa, self->n);
  self->x = g_new0 (double, 2 * self->n - 1);
  self->leaf = g_new0 (guint, 2 * self->n - 1);
  self->order = g_new0 (guint, self->n);
  if (settings->grouping == WSC_GROUPING_CORRELATION)
    {
      self->cut = settings->cut;
      self->grouped = parts->grouped;
    }
  place (self, 2 * self->n - 2, &next);
}

static double
get_height (const Tree *self, guint cluster)
{
  return cluster < self->n ? 0 : self->merges[cluster - self->n].height;
}

/* Below the cut, the colour of the group that the branch belongs to. */
static guint
get_branch_colour (const Tree *self, guint merge)
{
  if (!self->grouped || self->merges[merge].height > self->cut)
    return WSC_PLOT_GREY;
  for (guint g = 0; g < self->grouped->groups->len; g++)
    if (wsc_components_contain (&g_array_index (self->grouped->groups, WscGroup, g).components, self->leaf[self->n + merge]))
      return wsc_chart_get_group_colour (g);
  return WSC_PLOT_GREY;
}

static void
add_merge (WscPlotBuilder *builder, const Tree *self, guint merge)
{
  const WscMerge *m = &self->merges[merge];
  const double x[] = { self->x[m->a], self->x[m->a], self->x[m->b], self->x[m->b] };
  const double y[] = { get_height (self, m->a), m->height, m->height, get_height (self, m->b) };
  wsc_plot_builder_add_line (builder, NULL, get_branch_colour (self, merge), WSC_LINE_SOLID, G_N_ELEMENTS (x), x, y);
}

static void
name_leaves (WscPlotBuilder *builder, const Tree *self)
{
  g_auto (GStrv) names = g_new0 (char *, self->n + 1);
  for (guint i = 0; i < self->n; i++)
    names[i] = g_strdup_printf ("%u", self->order[i] + 1);
  wsc_plot_builder_set_x_names (builder, self->n, (const char *const *) names);
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
                                              tree.n, tree.merges[tree.n - 2].height);
  g_autoptr (WscPlotBuilder) builder = wsc_plot_builder_new (_("Dendrogram"), _("Component"), _("1 − |w-correlation|"));
  wsc_plot_builder_set_summary (builder, summary);
  name_leaves (builder, &tree);
  wsc_plot_builder_set_x_range (builder, 0.3, tree.n + 0.7);
  wsc_plot_builder_set_y_range (builder, 0, 1.02);
  for (guint i = 0; i + 1 < tree.n; i++)
    add_merge (builder, &tree, i);
  if (isfinite (tree.cut))
    wsc_plot_builder_add_level (builder, _("Cut"), WSC_CHART_OTHER, tree.cut);
  return wsc_plot_builder_end (g_steal_pointer (&builder));
}
