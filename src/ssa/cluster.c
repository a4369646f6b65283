/* Which components belong together by their w-correlations: average linkage of 1 - |w| (Sokal and Michener 1958), as
 * AutoSSA and Rssa do. */
#include "ssa/ssa.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* --- the merges ------------------------------------------------------------ */

WscMerge *
wsc_ssa_cluster (const WscSsa *self, guint n)
{
  const double *w = wsc_ssa_get_correlations (self);
  const gsize width = wsc_ssa_get_n_correlated (self);
  g_autofree double *distances = g_malloc_n ((gsize) n * n, sizeof (double));

  g_return_val_if_fail (n >= 1 && n <= width, NULL);

  for (gsize i = 0; i < n; i++)
    for (gsize j = 0; j < n; j++)
      distances[i * n + j] = i == j ? 0 : 1 - fabs (w[i * width + j]);
  return wsc_tree_new (n, distances, WSC_LINKAGE_AVERAGE);
}

/* --- the groups ------------------------------------------------------------ */

/* Cuts the tree: for each component the least component of its cluster. */
static guint32 *
cut_tree (const WscMerge *merges, guint n, double cut)
{
  g_autofree guint32 *least = g_new (guint32, 2 * n); /* by cluster */
  guint32 *leader = g_new (guint32, n);

  for (guint i = 0; i < n; i++)
    leader[i] = least[i] = i;
  for (guint m = 0; m + 1 < n && merges[m].height <= cut; m++)
    {
      const guint32 a = least[merges[m].a], b = least[merges[m].b];

      least[n + m] = MIN (a, b);
      for (guint i = 0; i < n; i++)
        if (leader[i] == MAX (a, b))
          leader[i] = MIN (a, b);
    }
  return leader;
}

/* Adds a group of each cluster of two or more; the number of clusters. */
static guint
add_groups (GArray *groups, const guint32 *leader, guint n)
{
  g_autofree guint32 *members = g_new (guint32, n);
  guint n_clusters = 0;

  for (guint i = 0; i < n; i++)
    {
      WscComponents components = { 0, members };
      g_autofree char *name = NULL, *key = NULL;

      for (guint j = i; j < n; j++)
        if (leader[j] == i)
          members[components.n++] = j;
      n_clusters += components.n > 0;
      if (components.n < 2)
        continue;
      name = g_strdup_printf (_("Group %u"), groups->len + 1);
      key = g_strdup_printf ("Group %u", groups->len + 1);
      wsc_groups_add_keyed (groups, name, key, &components);
    }
  return n_clusters;
}

static double
strongest_between (const WscSsa *self, const guint32 *leader, guint n)
{
  const double *w = wsc_ssa_get_correlations (self);
  const gsize width = wsc_ssa_get_n_correlated (self);
  double strongest = 0;

  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < n; j++)
      if (leader[i] != leader[j])
        strongest = MAX (strongest, fabs (w[i * width + j]));
  return strongest;
}

static char *
explain (guint n_groups, guint n_clusters, guint n, double cut, double strongest)
{
  if (n_groups == 0 && n < 2)
    return g_strdup (_("There is one component only, and nothing that it could join."));
  if (n_groups == 0)
    return g_strdup_printf (
        _("No two of the first %u components join when average linkage of 1 − |w-correlation| is "
           "cut at %g: they stay %u clusters, and the strongest w-correlation between two of them is "
           "%.2f."),
        n, cut, n_clusters, strongest);
  if (n_clusters == 1)
    return g_strdup_printf (
        _("Average linkage of 1 − |w-correlation|, cut at %g, joins all of the first %u components "
           "in one cluster."),
        cut, n);
  return g_strdup_printf (
      _("Average linkage of 1 − |w-correlation|, cut at %g, makes %u clusters of the first %u "
         "components, of which those of two or more are groups; the strongest w-correlation between "
         "components of different clusters is %.2f."),
      cut, n_clusters, n, strongest);
}

GArray *
wsc_ssa_group_by_correlation (const WscSsa *self, guint n, double cut, char **reason)
{
  const guint count = (guint) MIN (n, wsc_ssa_get_n_correlated (self));
  GArray *groups = wsc_groups_new ();
  g_autofree WscMerge *merges = NULL;
  g_autofree guint32 *leader = NULL;
  guint n_clusters;

  g_return_val_if_fail (count >= 1 && reason != NULL, groups);

  merges = wsc_ssa_cluster (self, count);
  leader = cut_tree (merges, count, cut);
  n_clusters = add_groups (groups, leader, count);
  *reason = explain (groups->len, n_clusters, count, cut, strongest_between (self, leader, count));
  return groups;
}
