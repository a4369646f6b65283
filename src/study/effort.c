/* Comparisons of neurons that would take very long are refused before anything is computed. */
#include <glib/gi18n-lib.h>

#include "study/study-private.h"

static gboolean
fail_metric (const WscStudy *study, guint m, guint d, GError **error)
{
  g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE,
               _("To compare %u neurons of %u coordinates by the distance %s takes too long: take euclidean or function (clusters.metric), or show a narrower "
                 "layer (estimate.layer)"),
               m, d, wsc_choices_metric[study->clusters.metric].name);
  return FALSE;
}

static gboolean
fail_communities (guint m, guint d, GError **error)
{
  g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE,
               _("To find communities among %u neurons of %u coordinates takes too long: show a narrower layer (estimate.layer), or leave them out "
                 "(clusters.method)"),
               m, d);
  return FALSE;
}

double
wsc_effort_of_communities (const WscStudy *study, guint m, guint d)
{
  return wsc_distances_get_effort (m, d, study->clusters.overlap == WSC_OVERLAP_BHATTACHARYYA ? WSC_METRIC_BHATTACHARYYA : WSC_METRIC_WASSERSTEIN);
}

gboolean
wsc_effort_check (const WscStudy *study, guint needs, guint m, guint d, GError **error)
{
  const WscMetric metric = (WscMetric) study->clusters.metric;
  const gboolean centres = wsc_relevant_clusters (study) && (study->clusters.count > 0 || study->clusters.merges[0] != '\0');
  const guint runs = centres ? study->clusters.method == WSC_CLUSTERING_K_MEANS ? (guint) study->clusters.restarts : 1 : 0;

  if (wsc_distances_get_effort (m, d, metric) + wsc_k_means_get_effort (m, d, metric, runs) > WSC_EFFORT_MOST)
    return fail_metric (study, m, d, error);
  if ((needs & WSC_NEED_COMMUNITIES) && wsc_effort_of_communities (study, m, d) > WSC_EFFORT_MOST)
    return fail_communities (m, d, error);
  return TRUE;
}

gboolean
wsc_effort_check_network (const WscStudy *study, guint needs, const WscArchitecture *a, GError **error)
{
  const guint layer = study->estimate.layer > 0 ? MIN ((guint) study->estimate.layer, a->n_layers) : a->n_layers;
  const gboolean reads_bias = a->bias && study->reduction.bias_weight > 0;

  if (!(needs & WSC_NEED_FEWER))
    return TRUE;
  return wsc_effort_check (study, needs, a->sizes[layer], a->sizes[layer - 1] + (reads_bias ? 1 : 0), error);
}
