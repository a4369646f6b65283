/* Numbers of clusters and of the reduction. */
#include "study/summary-reduce.h"

#include <math.h>

/* --- distances and clusters ---------------------------------------------------- */

double
wsc_summary_distances_mean (const WscResults *results)
{
  const WscDistances *distances = results->reduction.distances;
  const gsize m = distances != NULL ? distances->m : 0;
  double sum = 0;

  for (gsize i = 0; i < m * m; i++)
    sum += distances->values[i];
  return m > 1 ? sum / (double) (m * (m - 1)) : NAN;
}

double
wsc_summary_distances_covariance_share (const WscResults *results)
{
  return results->reduction.distances != NULL ? results->reduction.distances->covariance_share : NAN;
}

double
wsc_summary_clusters_communities (const WscResults *results)
{
  return results->reduction.communities != NULL ? results->reduction.communities->k : NAN;
}

double
wsc_summary_clusters_modularity (const WscResults *results)
{
  return results->reduction.communities != NULL ? results->reduction.communities->modularity : NAN;
}

double
wsc_summary_clusters_circle_share (const WscResults *results)
{
  return results->reduction.circle != NULL ? results->reduction.circle->share : NAN;
}

double
wsc_summary_clusters_period (const WscResults *results)
{
  const WscCircle *circle = results->reduction.circle;

  return circle != NULL && circle->period > 0 ? circle->period : NAN;
}

double
wsc_summary_clusters_suggested (const WscResults *results)
{
  return results->reduction.suggestion != NULL ? results->reduction.suggestion->k : NAN;
}

/* --- the smaller network --------------------------------------------------------- */

double
wsc_summary_reduction_neurons (const WscResults *results)
{
  return results->reduction.reducible != NULL ? wsc_reducible_get_count (results->reduction.reducible) : NAN;
}

#define REDUCTION(field)                                                                                               \
  (results->reduction.reduction != NULL ? (double) results->reduction.reduction->field : NAN)

double
wsc_summary_reduction_clusters (const WscResults *results)
{
  return REDUCTION (k);
}

double
wsc_summary_reduction_parameters (const WscResults *results)
{
  return REDUCTION (n_parameters);
}

double
wsc_summary_reduction_parameters_before (const WscResults *results)
{
  return REDUCTION (n_parameters_before);
}

double
wsc_summary_reduction_difference (const WscResults *results)
{
  return REDUCTION (difference);
}

static double
get_test (const WscResults *results, gboolean accuracy)
{
  const WscReductionParts *parts = &results->reduction;

  if (parts->reduction == NULL || wsc_reducible_is_accuracy (parts->reducible) != accuracy)
    return NAN;
  return parts->reduction->quality.test;
}

static double
get_test_before (const WscResults *results, gboolean accuracy)
{
  const WscReducible *reducible = results->reduction.reducible;

  if (reducible == NULL || wsc_reducible_is_accuracy (reducible) != accuracy)
    return NAN;
  return wsc_reducible_get_quality (reducible)->test;
}

double
wsc_summary_reduction_test_accuracy (const WscResults *results)
{
  return get_test (results, TRUE);
}

double
wsc_summary_reduction_test_accuracy_before (const WscResults *results)
{
  return get_test_before (results, TRUE);
}

double
wsc_summary_reduction_test_mse (const WscResults *results)
{
  return get_test (results, FALSE);
}

double
wsc_summary_reduction_test_mse_before (const WscResults *results)
{
  return get_test_before (results, FALSE);
}

/* --- the curve --------------------------------------------------------------------- */

double
wsc_summary_reduction_chosen (const WscResults *results)
{
  return results->reduction.curve != NULL ? results->reduction.curve->k : NAN;
}

/* Of the study's own line, where it has such a point. */
static double
get_at (const WscResults *results, guint count, gboolean accuracy)
{
  const WscReductionCurve *curve = results->reduction.curve;

  for (guint i = 0; curve != NULL && curve->is_accuracy == accuracy && i < curve->n_counts; i++)
    if (curve->counts[i] == count)
      return curve->lines[curve->line].mean[i].test;
  return NAN;
}

double
wsc_summary_reduction_accuracy_at_10 (const WscResults *results)
{
  return get_at (results, 10, TRUE);
}

double
wsc_summary_reduction_mse_at_10 (const WscResults *results)
{
  return get_at (results, 10, FALSE);
}
