/* The neurons of one network in 1, 1 + step, … clusters. */
#include "reduce/curve-private.h"

#include <string.h>

#define MAX_BYTES 256e6 /* of centres that are there at once */

static gboolean
has_centres (WscMetric metric)
{
  return metric == WSC_METRIC_EUCLIDEAN || metric == WSC_METRIC_WASSERSTEIN || metric == WSC_METRIC_FUNCTION;
}

/* Of the next counts, those whose centres, with their covariances and spreads, are not too many bytes; at least one. */
static guint
count_at_once (const WscGaussians *gaussians, guint n, const guint *counts)
{
  double bytes = 0;

  for (guint i = 0; i < n; i++)
    {
      bytes += 2.0 * sizeof (double) * counts[i] * gaussians->d * gaussians->d;
      if (bytes > MAX_BYTES)
        return MAX (i, 1);
    }
  return n;
}

static gboolean
by_k_means (WscPartitions *self, const WscGaussians *gaussians, const double *weight, guint n, const guint *counts,
            const WscKMeansSettings *settings, const WscHook *hook, GError **error)
{
  for (guint i = 0; i < n;)
    {
      const guint some = count_at_once (gaussians, n - i, counts + i);
      WscSpan span = { hook, (double) i / n, (double) (i + some) / n };
      const WscHook part = wsc_span_get_hook (&span);
      g_autoptr (GPtrArray) all = wsc_clusters_new_k_means_all (gaussians, weight, some, counts + i, settings, &part, error);

      if (all == NULL)
        return FALSE;
      for (guint j = 0; j < some; j++, i++)
        {
          const WscClusters *clusters = g_ptr_array_index (all, j);

          self->found[i] = clusters->k;
          memcpy (self->labels + (gsize) i * gaussians->m, clusters->labels, gaussians->m * sizeof (guint32));
        }
    }
  return TRUE;
}

static gboolean
by_tree (WscPartitions *self, const WscGaussians *gaussians, const double *weight, guint n, const guint *counts, WscMetric metric,
         WscLinkage linkage, const WscHook *hook, GError **error)
{
  g_autoptr (WscDistances) distances = wsc_distances_new (gaussians, metric, weight, hook, error);
  g_autofree WscMerge *tree = NULL;

  if (distances == NULL)
    return FALSE;
  tree = wsc_tree_new (gaussians->m, distances->values, linkage);
  for (guint i = 0; i < n; i++)
    {
      self->found[i] = counts[i];
      wsc_tree_cut (tree, gaussians->m, counts[i], self->labels + (gsize) i * gaussians->m);
    }
  return TRUE;
}

/* Every neuron by itself, as the last partition: no matter of clusters, and so even where two are equal. */
static void
keep_apart (WscPartitions *self, guint m, guint last)
{
  self->found[last] = m;
  for (guint32 j = 0; j < m; j++)
    self->labels[(gsize) last * m + j] = j;
}

/* Communities have no count that could be asked for: k-means stands in for them, and averages for k-means where there are no centres. */
gboolean
wsc_partitions_init (WscPartitions *self, const WscGaussians *gaussians, const double *weight, guint n, const guint *counts, WscMetric metric,
                     const WscClusterSettings *settings, guint64 seed, const WscHook *hook, GError **error)
{
  const WscKMeansSettings k_means = { metric, (guint) MAX (settings->restarts, 1), seed };
  const gboolean by_means =
      has_centres (metric) && (settings->method == WSC_CLUSTERING_K_MEANS || settings->method == WSC_CLUSTERING_COMMUNITIES);
  const guint n_asked = n - 1;
  gboolean ok = TRUE;

  self->labels = g_malloc_n ((gsize) n * gaussians->m, sizeof (guint32));
  self->found = g_new (guint, n);
  if (metric != WSC_METRIC_FUNCTION)
    weight = NULL;
  if (n_asked > 0 && by_means)
    ok = by_k_means (self, gaussians, weight, n_asked, counts, &k_means, hook, error);
  else if (n_asked > 0)
    ok = by_tree (self, gaussians, weight, n_asked, counts, metric,
                  settings->method == WSC_CLUSTERING_WARD ? WSC_LINKAGE_WARD : WSC_LINKAGE_AVERAGE, hook, error);
  keep_apart (self, gaussians->m, n - 1);
  return ok;
}

void
wsc_partitions_clear (WscPartitions *self)
{
  g_clear_pointer (&self->labels, g_free);
  g_clear_pointer (&self->found, g_free);
}
