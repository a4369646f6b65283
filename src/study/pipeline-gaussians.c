/* Neurons that are given: from the data or, where those come from a file of results, from there. */
#include <glib/gi18n-lib.h>

#include "data/gaussians.h"
#include "study/pipeline-private.h"

gboolean
wsc_run_gaussians (WscRun *run, GError **error)
{
  WscResults *results = run->results;
  const double *means, *covariances;
  guint m, d;

  for (WscStage stage = WSC_STAGE_TRAIN; stage <= WSC_STAGE_VIEW; stage++)
    results->keys[stage] = wsc_stage_key (run->study, stage, results->keys[stage - 1], NULL);
  if (wsc_dataset_get_gaussians (results->dataset, &m, &d, &means, &covariances))
    results->neurons = wsc_neurons_new (m, d, means, covariances, 0, NULL);
  else if (run->previous != NULL && run->previous->neurons != NULL)
    results->neurons = wsc_neurons_ref (run->previous->neurons);
  if (results->neurons != NULL)
    return TRUE;
  g_set_error_literal (error, WSC_ERROR, WSC_ERROR_FORMAT, _("The stored results hold no neurons"));
  return FALSE;
}
