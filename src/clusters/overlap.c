/* How much Gaussians overlap, as weights of a graph. */
#include "clusters/clusters-private.h"

#include <math.h>

static double
overlap_of (WscOverlap overlap, double distance)
{
  return overlap == WSC_OVERLAP_BHATTACHARYYA ? exp (-distance) : 1 / (1 + distance * distance);
}

double *
wsc_overlaps_new (const WscGaussians *gaussians, WscOverlap overlap, const WscHook *hook, GError **error)
{
  const WscMetric metric = overlap == WSC_OVERLAP_BHATTACHARYYA ? WSC_METRIC_BHATTACHARYYA : WSC_METRIC_WASSERSTEIN;
  const gsize m = gaussians->m;
  g_autoptr (WscDistances) distances = wsc_distances_new (gaussians, metric, NULL, hook, error);
  double *overlaps;

  if (distances == NULL)
    return NULL;
  overlaps = g_malloc_n (m * m, sizeof (double));
  for (gsize i = 0; i < m; i++)
    for (gsize j = 0; j < m; j++)
      overlaps[i * m + j] = i == j ? 0 : overlap_of (overlap, distances->values[i * m + j]);
  return overlaps;
}

double
wsc_modularity (guint m, const double *overlaps, const guint32 *labels)
{
  g_autofree double *strengths = g_new0 (double, m);
  double all = 0, inner = 0, expected = 0;

  for (gsize i = 0; i < m; i++)
    for (gsize j = 0; j < m; j++)
      {
        const double overlap = overlaps[i * m + j];

        all += overlap;
        strengths[labels[i]] += overlap;
        if (labels[i] == labels[j])
          inner += overlap;
      }
  if (all <= 0)
    return 0;
  for (gsize c = 0; c < m; c++)
    expected += (strengths[c] / all) * (strengths[c] / all);
  return inner / all - expected;
}
