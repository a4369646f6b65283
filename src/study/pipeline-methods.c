/* The answers of the methods: the study's own and those that it is compared with, each under a key of its own, so that another method
 * is never a reason to compute these again. */
#include <glib/gi18n-lib.h>

#include "study/pipeline-private.h"

/* Of the whole: what the study's own method takes after training, and all others. */
#define OWN_LOW 0.9
#define OTHERS_LOW 0.93
#define OTHERS_HIGH 0.97

/* --- the network that all but the bootstrap start from --------------------- */

/* Trained once on the data as they are, from the start that replicas share. */
WscEnsemble *
wsc_run_train_one (WscRun *run, const WscArchitecture *architecture, GError **error)
{
  WscEstimateSettings settings = run->study->estimate;

  settings.replicas = 1;
  settings.resample = WSC_RESAMPLE_NONE;
  settings.start = WSC_START_SHARED;
  return wsc_bootstrap_train (run->results->dataset, architecture, &run->study->training, &settings, run->study->seed, &run->hook,
                              NULL, NULL, error);
}

/* The study's own network where that is one, else trained now and kept for the methods after. */
static WscEnsemble *
get_one (WscRun *run, GError **error)
{
  WscEnsemble *own = run->results->ensemble;

  if (run->study->estimate.method != WSC_METHOD_BOOTSTRAP)
    return own;
  if (run->one == NULL)
    run->one = wsc_run_train_one (run, wsc_ensemble_get_architecture (own), error);
  return run->one;
}

/* --- one method ------------------------------------------------------------- */

/* The study as it would be of this method alone. */
static char *
dup_key (const WscRun *run, int method)
{
  g_autoptr (WscStudy) alone = wsc_study_copy (run->study);
  g_autofree char *training = NULL;

  alone->estimate.method = method;
  training = wsc_stage_key (alone, WSC_STAGE_TRAIN, run->results->keys[WSC_STAGE_DATA],
                            wsc_dataset_get_digest (run->results->dataset));
  return wsc_stage_key (alone, WSC_STAGE_ESTIMATE, training, NULL);
}

/* The frame is that of the study's own method, which may have been another. */
static WscEstimate *
find_previous (const WscRun *run, const char *key)
{
  const GPtrArray *estimates = run->previous != NULL ? run->previous->estimates : NULL;

  for (guint i = 0; estimates != NULL && i < estimates->len; i++)
    {
      WscEstimate *estimate = estimates->pdata[i];

      if (g_strcmp0 (estimate->key, key) == 0)
        return wsc_estimate_as_found (estimate);
    }
  return NULL;
}

/* A method's answer so far, in place of the one before. */
static void
on_arrived (gpointer user_data, WscEstimate *so_far)
{
  WscRun *run = user_data;
  WscResults *partial;

  if (!wsc_run_wants_partial (run))
    return;
  partial = wsc_run_copy_results (run);
  g_ptr_array_add (partial->estimates, wsc_estimate_ref (so_far));
  if (partial->estimates->len == 1)
    partial->neurons = wsc_neurons_ref (so_far->neurons);
  wsc_run_hand_out (run, partial);
}

/* All of them: an answer from those that were finished would pass for the whole. */
static WscEnsemble *
train_replicas (WscRun *run, GError **error)
{
  const WscStudy *study = run->study;
  g_autoptr (WscEnsemble) replicas
    = wsc_bootstrap_train (run->results->dataset, wsc_ensemble_get_architecture (run->results->ensemble), &study->training,
                           &study->estimate, study->seed, &run->hook, NULL, NULL, error);

  if (replicas == NULL || !wsc_ensemble_is_partial (replicas))
    return g_steal_pointer (&replicas);
  g_set_error_literal (error, WSC_ERROR, WSC_ERROR_STOPPED, _("Stopped"));
  return NULL;
}

static WscEstimate *
compute (WscRun *run, int method, GError **error)
{
  const WscStudy *study = run->study;
  const gboolean own = method == study->estimate.method;
  g_autoptr (WscEnsemble) replicas = NULL;
  WscEnsemble *ensemble = run->results->ensemble;

  if (!own && method == WSC_METHOD_BOOTSTRAP)
    ensemble = replicas = train_replicas (run, error);
  else if (!own)
    ensemble = get_one (run, error);
  if (ensemble == NULL)
    return NULL;
  return wsc_estimate_new ((WscMethod) method, run->results->dataset, ensemble, &study->training, &study->estimate,
                           (guint64) study->seed, &run->hook, on_arrived, run, error);
}

static WscEstimate *
obtain (WscRun *run, int method, GError **error)
{
  g_autofree char *key = dup_key (run, method);
  WscEstimate *estimate = find_previous (run, key);

  if (estimate != NULL)
    return estimate;
  estimate = compute (run, method, error);
  if (estimate != NULL)
    estimate->key = g_steal_pointer (&key);
  return estimate;
}

static void
hand_out (WscRun *run)
{
  if (wsc_run_wants_partial (run))
    wsc_run_hand_out (run, wsc_run_copy_results (run));
}

gboolean
wsc_run_check_methods (const WscRun *run, const WscArchitecture *architecture, GError **error)
{
  g_autoptr (GArray) methods = wsc_study_get_methods (run->study);

  for (guint i = 0; i < methods->len; i++)
    if (!wsc_estimate_check ((WscMethod) g_array_index (methods, int, i), run->results->dataset, architecture,
                             &run->study->estimate, error))
      return FALSE;
  return TRUE;
}

/* --- the study's own ----------------------------------------------------------- */

/* The others may take long: until they answer this one is looked at. */
static void
hand_out_before_others (WscRun *run)
{
  g_autoptr (GArray) methods = wsc_study_get_methods (run->study);

  if (methods->len > 1)
    hand_out (run);
}

gboolean
wsc_run_own_method (WscRun *run, GError **error)
{
  WscResults *results = run->results;
  const int method = run->study->estimate.method;
  WscEstimate *estimate;

  wsc_run_begin_stage (run, OWN_LOW, OTHERS_LOW, _("Estimating the neurons"));
  estimate = obtain (run, method, error);
  if (estimate == NULL)
    return FALSE;
  g_ptr_array_add (results->estimates, estimate);
  results->neurons = wsc_neurons_ref (estimate->neurons);
  hand_out_before_others (run);
  return TRUE;
}

/* --- those compared ---------------------------------------------------------------- */

static const char *
get_phase (int method)
{
  return method == WSC_METHOD_BOOTSTRAP ? _("Training") : _("Estimating by the other methods");
}

/* In the frame of the study's own; the key stays that of the answer as it was found. */
static void
take_aligned (WscRun *run, WscEstimate *estimate /* taken */)
{
  g_autoptr (WscEstimate) found = estimate;
  GPtrArray *estimates = run->results->estimates;

  g_ptr_array_add (estimates, wsc_estimate_align (found, estimates->pdata[0], wsc_ensemble_get_architecture (run->results->ensemble),
                                                  &run->study->estimate));
  hand_out (run);
}

static gboolean
calibrate (WscRun *run, GError **error)
{
  WscResults *results = run->results;
  const WscStudy *study = run->study;
  guint n = 0;
  g_autofree double *fresh = NULL;

  if (study->estimate.calibrate < 2)
    return TRUE;
  wsc_run_begin_stage (run, OTHERS_HIGH, 0.99, _("Training on fresh noise"));
  fresh = wsc_calibrate (results->dataset, wsc_ensemble_get_architecture (results->ensemble), &study->training, &study->estimate,
                         (guint64) study->seed, (guint) study->estimate.calibrate, results->estimates->pdata[0], &run->hook, &n, error);
  if (fresh == NULL)
    return FALSE;
  for (guint i = 0; i < results->estimates->len; i++)
    {
      g_autoptr (WscEstimate) plain = results->estimates->pdata[i];

      results->estimates->pdata[i] = wsc_estimate_with_coverage (plain, n, fresh);
    }
  return TRUE;
}

/* All answers of `previous`, aligned and calibrated, where they are those that are asked for. */
static gboolean
take_previous (WscRun *run, const char *key)
{
  GPtrArray *estimates = run->results->estimates;

  if (run->previous == NULL || g_strcmp0 (run->previous->keys[WSC_STAGE_COMPARE], key) != 0)
    return FALSE;
  g_ptr_array_set_size (estimates, 0);
  for (guint i = 0; i < run->previous->estimates->len; i++)
    g_ptr_array_add (estimates, wsc_estimate_ref (run->previous->estimates->pdata[i]));
  return TRUE;
}

static gboolean
compare_methods (WscRun *run, GError **error)
{
  g_autoptr (GArray) methods = wsc_study_get_methods (run->study);
  const double part = (OTHERS_HIGH - OTHERS_LOW) / MAX (1, methods->len - 1);

  for (guint i = 1; i < methods->len; i++)
    {
      const int method = g_array_index (methods, int, i);
      WscEstimate *estimate;

      if (!wsc_run_begin_stage (run, OTHERS_LOW + (i - 1) * part, OTHERS_LOW + i * part, get_phase (method)))
        {
          g_set_error_literal (error, WSC_ERROR, WSC_ERROR_STOPPED, _("Stopped"));
          return FALSE;
        }
      estimate = obtain (run, method, error);
      if (estimate == NULL)
        return FALSE;
      take_aligned (run, estimate);
    }
  return calibrate (run, error);
}

gboolean
wsc_run_other_methods (WscRun *run, GError **error)
{
  WscResults *results = run->results;
  g_autofree char *key = wsc_stage_key (run->study, WSC_STAGE_COMPARE, results->keys[WSC_STAGE_ESTIMATE], NULL);

  if (results->neurons != NULL && !take_previous (run, key) && !compare_methods (run, error))
    return FALSE;
  results->keys[WSC_STAGE_COMPARE] = g_steal_pointer (&key);
  return TRUE;
}
