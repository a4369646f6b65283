/* The clusters of a study: by k-means, from the tree or as communities, and joined by hand. */
#include <glib/gi18n-lib.h>

#include "study/pipeline-reduce-private.h"

#define MAX_KEPT 512e6 /* bytes of partitions that are remembered */

gboolean
wsc_reduce_branch_is_community (const WscReduceBranch *self)
{
  return wsc_relevant_clusters (self->run->study) && self->clusters->method == WSC_CLUSTERING_COMMUNITIES;
}

static WscClusters *
new_of_labels (const WscReduceBranch *self, const guint32 *labels, GError **error)
{
  return wsc_clusters_new (&self->gaussians, (WscMetric) self->clusters->metric, self->weight, labels, error);
}

WscClusters *
wsc_reduce_branch_new_of_tree (const WscReduceBranch *self, guint k, GError **error)
{
  g_autofree guint32 *labels = g_new (guint32, self->gaussians.m);

  wsc_tree_cut (self->parts->tree, self->gaussians.m, k, labels);
  return new_of_labels (self, labels, error);
}

/* Of wide neurons a centre has many numbers, and old partitions go. */
static void
keep_partition (GPtrArray *partitions, WscClusters *found)
{
  double bytes = 0;

  g_ptr_array_add (partitions, wsc_clusters_ref (found));
  for (guint i = partitions->len; i-- > 0;)
    {
      const WscClusters *partition = partitions->pdata[i];

      bytes += 2.0 * sizeof (double) * partition->k * partition->d * partition->d;
      if (bytes > MAX_KEPT && i < partitions->len - 1)
        g_ptr_array_remove_index (partitions, i);
    }
}

WscClusters *
wsc_reduce_branch_obtain_k_means (WscReduceBranch *self, guint k, GError **error)
{
  const WscKMeansSettings settings = { (WscMetric) self->clusters->metric, (guint) self->clusters->restarts, self->seed };
  WscClusters *found;

  for (guint i = 0; i < self->parts->partitions->len; i++)
    {
      found = self->parts->partitions->pdata[i];
      if (found->k == k)
        return wsc_clusters_ref (found);
    }
  found = wsc_clusters_new_k_means (&self->gaussians, self->weight, k, &settings, &self->run->hook, error);
  if (found != NULL)
    keep_partition (self->parts->partitions, found);
  return found;
}

static WscClusters *
obtain_partition (WscReduceBranch *self, guint k, GError **error)
{
  switch ((WscClustering) self->clusters->method)
    {
    case WSC_CLUSTERING_COMMUNITIES:
      return new_of_labels (self, self->parts->communities->labels, error);
    case WSC_CLUSTERING_WARD:
    case WSC_CLUSTERING_AVERAGE:
      return wsc_reduce_branch_new_of_tree (self, k, error);
    case WSC_CLUSTERING_K_MEANS:
    default:
      return wsc_reduce_branch_obtain_k_means (self, k, error);
    }
}

static gboolean
check_neuron (const WscReduceBranch *self, guint neuron, GError **error)
{
  if (neuron < self->gaussians.m)
    return TRUE;
  g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE, _("There is no neuron %u to merge; allowed: 1 to %u (clusters.merges)"), neuron + 1,
               self->gaussians.m);
  return FALSE;
}

/* The clusters of both neurons of each pair become one. */
static WscClusters *
new_merged (const WscReduceBranch *self, const GArray *pairs, const guint32 *before, GError **error)
{
  g_autofree guint32 *labels = g_memdup2 (before, self->gaussians.m * sizeof *before);

  for (guint p = 0; p < pairs->len; p++)
    {
      const WscMergePair *pair = &g_array_index (pairs, WscMergePair, p);

      if (!check_neuron (self, pair->a, error) || !check_neuron (self, pair->b, error))
        return NULL;
      const guint32 from = labels[pair->b], to = labels[pair->a];
      for (guint i = 0; i < self->gaussians.m; i++)
        if (labels[i] == from)
          labels[i] = to;
    }
  return new_of_labels (self, labels, error);
}

WscClusters *
wsc_reduce_branch_new_chosen (WscReduceBranch *self, GError **error)
{
  const guint m = self->gaussians.m;
  const guint k = self->clusters->count > 0 ? (guint) self->clusters->count : m;
  g_autoptr (GArray) pairs = wsc_parse_merges (self->clusters->merges, error);
  g_autoptr (WscClusters) partition = NULL;
  g_autofree guint32 *own = NULL;

  if (pairs == NULL)
    return NULL;
  if (k < m || wsc_reduce_branch_is_community (self))
    partition = obtain_partition (self, k, error);
  else
    {
      own = g_new (guint32, m);
      for (guint i = 0; i < m; i++)
        own[i] = i;
      partition = new_of_labels (self, own, error);
    }
  if (partition == NULL || pairs->len == 0)
    return g_steal_pointer (&partition);
  return new_merged (self, pairs, partition->labels, error);
}
