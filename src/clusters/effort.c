/* How long it takes to compare wide neurons, from measured rates, so that nobody waits for hours for what he did not ask for. */
#include "clusters/clusters.h"

#define NORM 8      /* of a Wasserstein distance, beside one by triangular factors */
#define CENTRES 50  /* of a run of k-means with barycentres, for each of its Gaussians */

static gboolean
has_matrices (WscMetric metric)
{
  return metric == WSC_METRIC_WASSERSTEIN || metric == WSC_METRIC_BHATTACHARYYA || metric == WSC_METRIC_MAHALANOBIS;
}

double
wsc_distances_get_effort (guint m, guint d, WscMetric metric)
{
  const double n = m, pairs = n * (n - 1) / 2;

  if (!has_matrices (metric))
    return pairs * d;
  return pairs * d * d * d * (metric == WSC_METRIC_WASSERSTEIN ? NORM : 1);
}

double
wsc_k_means_get_effort (guint m, guint d, WscMetric metric, guint n_runs)
{
  if (metric != WSC_METRIC_WASSERSTEIN)
    return 0;
  return wsc_distances_get_effort (m, d, metric) + (double) n_runs * CENTRES * m * d * d * d;
}
