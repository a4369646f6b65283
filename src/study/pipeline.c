/* The pipeline: a study carried out stage by stage, each taken over from earlier results where nothing it
 * depends on has changed. */
#include <glib/gi18n-lib.h>

#include "study/pipeline-private.h"

/* Partial estimates may take this share of the time at most, so that watching never slows training down much. */
#define PARTIAL_SHARE 0.1
/* Of the whole, where a reduction follows the networks. */
#define NETWORKS_SHARE 0.7
/* Of the whole, where networks are trained after it. */
#define SERIES_SHARE 0.1
/* A stopped run estimates what it has trained for this long (microseconds) at most. */
#define STOP_BUDGET 50000

/* --- progress -------------------------------------------------------------- */

/* Asks the observer with the progress as it stands. */
static gboolean
ask (WscRun *run)
{
  const WscObserver *observer = run->observer;

  if (!run->stopped && observer != NULL && observer->report != NULL)
    run->stopped = !observer->report (observer->user_data, &run->progress);
  return !run->stopped;
}

static gboolean
report (gpointer user_data, double fraction, const char *phase)
{
  WscRun *run = user_data;

  /* A stage may have phases that each begin at 0; what people see never goes back. */
  run->progress.fraction = MAX (run->progress.fraction, run->low + (run->high - run->low) * CLAMP (fraction, 0, 1));
  run->progress.phase = phase;
  return ask (run);
}

/* For work inside another stage's progress. */
static gboolean
report_quietly (gpointer user_data, double fraction, const char *phase)
{
  return ask (user_data);
}

/* For what a stopped run still does. */
static gboolean
report_in_a_hurry (gpointer user_data, double fraction, const char *phase)
{
  WscRun *run = user_data;

  return g_get_monotonic_time () < run->give_up_at;
}

gboolean
wsc_run_begin_stage (WscRun *run, double low, double high, const char *phase)
{
  run->low = low * run->scale;
  run->high = high * run->scale;
  run->progress.n_replicas = 0;
  run->progress.n_done = 0;
  return report (run, 0, phase);
}

/* Whether `previous` has this stage under the same key; the key becomes the results'. */
gboolean
wsc_run_take_key (WscRun *run, WscStage stage, char *key)
{
  run->results->keys[stage] = key;
  return run->previous != NULL && g_strcmp0 (run->previous->keys[stage], key) == 0;
}

/* --- partial results ------------------------------------------------------- */

static void
take_metrics (WscResults *results, const WscResults *previous)
{
  results->metrics = previous->metrics;
  results->has_metrics = TRUE;
  if (previous->restored != NULL)
    results->restored = g_memdup2 (previous->restored,
                                   wsc_dataset_get_length (previous->dataset) * sizeof *previous->restored);
}

/* A copy of what there is, for the observer. */
WscResults *
wsc_run_copy_results (const WscRun *run)
{
  WscResults *copy = wsc_results_new (run->study);

  copy->partial = TRUE;
  copy->dataset = wsc_dataset_ref (run->results->dataset);
  copy->source_stamp = g_strdup (run->results->source_stamp);
  for (guint i = 0; i < WSC_N_STAGES; i++)
    copy->keys[i] = g_strdup (run->results->keys[i]);
  wsc_series_parts_copy (&copy->series, &run->results->series);
  wsc_reduction_parts_copy (&copy->reduction, &run->results->reduction);
  if (run->results->has_metrics)
    take_metrics (copy, run->results);
  for (guint i = 0; i < run->results->estimates->len; i++)
    g_ptr_array_add (copy->estimates, wsc_estimate_ref (run->results->estimates->pdata[i]));
  if (run->results->ensemble != NULL)
    copy->ensemble = wsc_ensemble_ref (run->results->ensemble);
  if (run->results->neurons != NULL)
    copy->neurons = wsc_neurons_ref (run->results->neurons);
  return copy;
}

void
wsc_run_hand_out (WscRun *run, WscResults *partial /* taken */)
{
  g_clear_pointer (&run->last_partial, wsc_results_unref);
  run->last_partial = partial;
  run->observer->partial (run->observer->user_data, partial);
}

gboolean
wsc_run_wants_partial (const WscRun *run)
{
  return run->observer != NULL && run->observer->partial != NULL;
}

/* Before training there is only the data; a picture of earlier results is worth more than none. */
static void
hand_out_data (WscRun *run)
{
  if (wsc_run_wants_partial (run) && (run->previous == NULL || run->previous->neurons == NULL))
    wsc_run_hand_out (run, wsc_run_copy_results (run));
}

static gboolean
partial_is_due (const WscRun *run)
{
  double waited = (double) (g_get_monotonic_time () - run->partial_ended);

  return waited * PARTIAL_SHARE >= (double) run->partial_cost * (1 - PARTIAL_SHARE);
}

static void
on_arrived (gpointer user_data, WscEnsemble *ensemble)
{
  WscRun *run = user_data;
  WscHook quiet = { report_quietly, run, run->hook.n_threads };
  WscResults *partial;
  gint64 began;

  run->progress.n_done = wsc_ensemble_get_n_trained (ensemble) + wsc_ensemble_get_n_diverged (ensemble);
  if (!wsc_run_wants_partial (run) || wsc_ensemble_get_n_trained (ensemble) < 2 || !partial_is_due (run))
    return;

  began = g_get_monotonic_time ();
  partial = wsc_run_copy_results (run);
  partial->ensemble = wsc_ensemble_ref (ensemble);
  partial->neurons = wsc_neurons_estimate (ensemble, &run->study->estimate, partial->dataset, &quiet, NULL);
  if (partial->neurons != NULL)
    wsc_run_hand_out (run, partial);
  else
    wsc_results_unref (partial);
  run->partial_ended = g_get_monotonic_time ();
  run->partial_cost = run->partial_ended - began;
}

/* --- stages ---------------------------------------------------------------- */

/* A file that is not there any more does not make its numbers stale. */
static gboolean
same_source (const WscResults *previous, const char *stamp)
{
  return stamp == NULL || g_strcmp0 (stamp, previous->source_stamp) == 0;
}

static void
name_twin (const WscRun *run, GError **error)
{
  const char *twin = run->study->twin;

  if (error == NULL || *twin == '\0' || !g_error_matches (*error, WSC_ERROR, WSC_ERROR_FILE))
    return;
  g_autofree char *message = g_strdup_printf (_("%s. The study “%s” shows the same with data that come with the program"),
                                              (*error)->message, twin);
  g_free ((*error)->message);
  (*error)->message = g_steal_pointer (&message);
}

static gboolean
trains (const WscRun *run)
{
  return (run->needs & WSC_NEED_NEURONS) != 0;
}

/* Whether `previous` has the data: those for training hold the series too, but not the other way round. */
static gboolean
take_data_key (WscRun *run)
{
  char *full = wsc_stage_key (run->study, WSC_STAGE_DATA, NULL, NULL);

  if (wsc_run_take_key (run, WSC_STAGE_DATA, full) || trains (run))
    return run->previous != NULL && g_strcmp0 (run->previous->keys[WSC_STAGE_DATA], full) == 0;
  run->results->keys[WSC_STAGE_DATA] = NULL;
  g_free (full);
  return wsc_run_take_key (run, WSC_STAGE_DATA, wsc_stage_key (run->study, WSC_STAGE_DATA, NULL, "the series alone"));
}

static gboolean
run_data (WscRun *run, GError **error)
{
  const WscStudy *study = run->study;
  WscResults *results = run->results;
  WscDataSettings settings = study->data;
  g_autofree char *stamp = wsc_source_stamp (study);

  wsc_run_begin_stage (run, 0, 0.02, _("Reading the data"));
  if (take_data_key (run) && same_source (run->previous, stamp))
    {
      results->dataset = wsc_dataset_ref (run->previous->dataset);
      results->source_stamp = g_strdup (run->previous->source_stamp);
      return TRUE;
    }
  settings.alone = !trains (run);
  results->dataset = wsc_dataset_new (&settings, study->seed, study->directory, &run->hook, error);
  results->source_stamp = g_steal_pointer (&stamp);
  if (results->dataset == NULL)
    {
      name_twin (run, error);
      return FALSE;
    }
  hand_out_data (run);
  return TRUE;
}

gboolean
wsc_study_init_architecture (const WscStudy *study, const WscDataset *dataset, WscArchitecture *architecture, GError **error)
{
  WscModelSettings model = study->model;
  g_autofree char *layers = NULL;
  WscSamples samples;

  wsc_dataset_get_samples (dataset, &samples);
  layers = wsc_expand_layers (model.layers, samples.n_inputs, samples.n_targets);
  model.layers = layers;
  return wsc_architecture_init (architecture, &model, dataset, error);
}

static gboolean
is_bootstrap (const WscRun *run)
{
  return run->study->estimate.method == WSC_METHOD_BOOTSTRAP;
}

static gboolean
train (WscRun *run, const WscArchitecture *architecture, GError **error)
{
  const WscStudy *study = run->study;

  wsc_run_begin_stage (run, run->progress.fraction, 0.9, _("Training"));
  run->progress.n_replicas = is_bootstrap (run) ? study->estimate.replicas : 1;
  run->partial_ended = g_get_monotonic_time ();
  if (!is_bootstrap (run))
    run->results->ensemble = wsc_run_train_one (run, architecture, error);
  else
    run->results->ensemble = wsc_bootstrap_train (run->results->dataset, architecture, &study->training, &study->estimate,
                                                study->seed, &run->hook, on_arrived, run, error);
  return run->results->ensemble != NULL;
}

static gboolean
check_ensemble (WscRun *run, GError **error)
{
  const WscArchitecture *a = wsc_ensemble_get_architecture (run->results->ensemble);

  return wsc_memory_check (wsc_memory_needed (run->study, run->results->dataset, a), error) && wsc_run_check_methods (run, a, error);
}

/* In place of training. The networks' own files say what they are, so that nothing can be checked before they are read. */
static gboolean
load_trained (WscRun *run, GError **error)
{
  WscResults *results = run->results;
  g_auto (GStrv) paths = wsc_trained_list (run->study, error);
  g_autofree char *stamp = NULL, *digest = NULL;

  if (paths == NULL)
    return FALSE;
  wsc_run_begin_stage (run, run->progress.fraction, 0.9, _("Loading the networks"));
  stamp = wsc_trained_stamp (run->study, paths);
  digest = g_strdup_printf ("%s %s", wsc_dataset_get_digest (results->dataset), stamp);
  if (wsc_run_take_key (run, WSC_STAGE_TRAIN, wsc_stage_key (run->study, WSC_STAGE_TRAIN, results->keys[WSC_STAGE_DATA], digest))
      && run->previous->ensemble != NULL)
    results->ensemble = wsc_ensemble_ref (run->previous->ensemble);
  else
    results->ensemble = wsc_trained_load (run->study, paths, results->dataset, &run->hook, error);
  return results->ensemble != NULL && check_ensemble (run, error);
}

static gboolean
run_training (WscRun *run, GError **error)
{
  WscResults *results = run->results;
  WscArchitecture architecture;
  char *key;

  if (*run->study->trained != '\0')
    return load_trained (run, error);
  if (!wsc_study_init_architecture (run->study, run->results->dataset, &architecture, error)
      || !wsc_memory_check (wsc_memory_needed (run->study, results->dataset, &architecture), error)
      || !wsc_run_check_methods (run, &architecture, error) || !wsc_effort_check_network (run->study, run->needs, &architecture, error))
    return FALSE;
  key = wsc_stage_key (run->study, WSC_STAGE_TRAIN, results->keys[WSC_STAGE_DATA],
                       wsc_dataset_get_digest (results->dataset));
  if (!wsc_run_take_key (run, WSC_STAGE_TRAIN, key) || run->previous->ensemble == NULL
      || wsc_ensemble_is_partial (run->previous->ensemble))
    return train (run, &architecture, error);
  results->ensemble = wsc_ensemble_ref (run->previous->ensemble);
  return TRUE;
}

static gboolean
run_estimate (WscRun *run, GError **error)
{
  WscResults *results = run->results;

  wsc_run_take_key (run, WSC_STAGE_ESTIMATE,
                    wsc_stage_key (run->study, WSC_STAGE_ESTIMATE, results->keys[WSC_STAGE_TRAIN], NULL));
  if (is_bootstrap (run) && wsc_ensemble_get_n_trained (results->ensemble) < 2 && *run->study->trained == '\0')
    return TRUE;
  return wsc_run_own_method (run, error);
}

/* FALSE if stopped. */
static gboolean
run_metrics (WscRun *run)
{
  WscResults *results = run->results;

  if (run->previous != NULL && run->previous->has_metrics && run->previous->ensemble == results->ensemble)
    {
      take_metrics (results, run->previous);
      return TRUE;
    }
  if (!wsc_run_begin_stage (run, 0.95, 1, _("Testing the networks")))
    return FALSE;
  wsc_ensemble_evaluate (results->ensemble, results->dataset, &run->hook, &results->metrics);
  if (run->stopped)
    return FALSE;
  results->has_metrics = TRUE;
  if (wsc_dataset_is_series (results->dataset))
    results->restored = wsc_ensemble_restore_series (results->ensemble, results->dataset);
  return TRUE;
}

/* --- stopping -------------------------------------------------------------- */

/* What a run that was stopped while training gives back: its own estimate if that is quick, otherwise the last
 * partial results, whose ensemble and neurons belong together. */
static WscResults *
give_back_stopped (WscRun *run)
{
  WscHook hurried = { report_in_a_hurry, run, run->hook.n_threads };
  WscResults *results = run->results;
  gboolean has_partial = run->last_partial != NULL && run->last_partial->neurons != NULL;

  results->partial = TRUE;
  run->give_up_at = g_get_monotonic_time () + STOP_BUDGET;
  if (wsc_ensemble_get_n_trained (results->ensemble) >= 2 && (!has_partial || run->partial_cost <= STOP_BUDGET))
    results->neurons
      = wsc_neurons_estimate (results->ensemble, &run->study->estimate, results->dataset, &hurried, NULL);
  return wsc_results_ref (results->neurons == NULL && has_partial ? run->last_partial : results);
}

/* Results without the stage that was stopped, if stopping is why it failed; otherwise the error goes on. */
static WscResults *
partial_or_error (WscRun *run, GError *reason /* taken */, GError **error)
{
  if (run->results->dataset == NULL || !g_error_matches (reason, WSC_ERROR, WSC_ERROR_STOPPED))
    {
      g_propagate_error (error, reason);
      return NULL;
    }
  g_error_free (reason);
  run->results->partial = TRUE;
  return wsc_results_ref (run->results);
}

static gboolean
run_branch_of_series (WscRun *run, GError **error)
{
  if (!(run->needs & WSC_NEED_SERIES))
    return TRUE;
  return wsc_run_series (run, 0.02, trains (run) ? SERIES_SHARE : 1, error);
}

static gboolean
run_branch_of_reduction (WscRun *run, GError **error)
{
  const double low = run->scale;

  if (!(run->needs & WSC_NEED_FEWER))
    return TRUE;
  run->scale = 1;
  return wsc_run_reduction (run, low, 1, error);
}

static WscResults *
run_stages (WscRun *run, GError **error)
{
  WscResults *results = run->results;
  GError *reason = NULL;

  if (!run_data (run, &reason) || !run_branch_of_series (run, &reason))
    return partial_or_error (run, reason, error);
  if (!trains (run))
    return wsc_results_ref (results);
  if (run->study->data.source == WSC_SOURCE_GAUSSIANS)
    return wsc_run_gaussians (run, &reason) && run_branch_of_reduction (run, &reason) ? wsc_results_ref (results)
                                                                                     : partial_or_error (run, reason, error);
  if (!run_training (run, &reason))
    return partial_or_error (run, reason, error);
  if (wsc_ensemble_is_partial (results->ensemble))
    return give_back_stopped (run);
  if (!run_estimate (run, &reason) || !wsc_run_other_methods (run, &reason))
    return partial_or_error (run, reason, error);
  results->keys[WSC_STAGE_VIEW] = wsc_stage_key (run->study, WSC_STAGE_VIEW, results->keys[WSC_STAGE_COMPARE], NULL);
  results->partial = !run_metrics (run);
  if (!results->partial && !run_branch_of_reduction (run, &reason))
    return partial_or_error (run, reason, error);
  return wsc_results_ref (results);
}

/* What both kinds of run begin with. */
static gboolean
run_init (WscRun *self, guint needs, GError **error)
{
  self->needs = needs & WSC_NEED_FEWER ? needs | WSC_NEED_NEURONS : needs;
  if ((needs & WSC_NEED_FEWER) && wsc_relevant_clusters (self->study) && self->study->clusters.method == WSC_CLUSTERING_COMMUNITIES)
    self->needs |= WSC_NEED_COMMUNITIES;
  self->hook = (WscHook) { report, self, self->observer != NULL ? self->observer->n_threads : 0 };
  return wsc_study_validate_for (self->study, self->needs, error);
}

static void
run_clear (WscRun *self)
{
  g_clear_pointer (&self->results, wsc_results_unref);
  g_clear_pointer (&self->last_partial, wsc_results_unref);
  g_clear_pointer (&self->one, wsc_ensemble_unref);
}

WscResults *
wsc_pipeline_run (const WscStudy *study, WscResults *previous, const WscObserver *observer, GError **error)
{
  WscRun run = { .study = study, .previous = previous, .observer = observer };
  WscResults *results;

  g_return_val_if_fail (study != NULL, NULL);

  if (!run_init (&run, observer != NULL && observer->needs != 0 ? observer->needs : wsc_study_get_needs (study), error))
    return NULL;
  run.scale = run.needs & WSC_NEED_FEWER ? NETWORKS_SHARE : 1;
  run.results = wsc_results_new (study);
  results = run_stages (&run, error);
  run_clear (&run);
  return results;
}

/* Without the parts of the reduction, to be filled. */
static WscResults *
new_unreduced (const WscResults *self, const WscStudy *study)
{
  WscResults *results = wsc_results_with_view (self, study);

  wsc_reduction_parts_clear (&results->reduction);
  for (WscStage stage = WSC_STAGE_PREPARE; stage <= WSC_STAGE_TRADE; stage++)
    g_clear_pointer (&results->keys[stage], g_free);
  return results;
}

WscResults *
wsc_results_reduce (WscResults *self, const WscStudy *study, guint needs, const WscObserver *observer, GError **error)
{
  WscRun run = { .previous = self, .observer = observer, .scale = 1 };
  GError *reason = NULL;
  WscResults *results;

  g_return_val_if_fail (self != NULL && study != NULL, NULL);
  g_return_val_if_fail ((needs & WSC_NEED_FEWER) != 0, NULL);

  run.results = new_unreduced (self, study);
  run.study = run.results->study;
  if (!run_init (&run, needs, error))
    results = NULL;
  else if (!wsc_run_reduction (&run, 0, 1, &reason))
    results = partial_or_error (&run, reason, error);
  else
    results = wsc_results_ref (run.results);
  run_clear (&run);
  return results;
}
