/* The branch of the reduction: what can be reduced, distances, tree, communities, clusters and the smaller network, then what takes longer.
 * Each step is taken over from earlier results where nothing that it rests on has changed, whether this run asks for it or not. */
#include <glib/gi18n-lib.h>

#include "study/pipeline-reduce-private.h"

/* TRUE if `old`, from the previous results, still holds. `more` (nullable): what the stage reads beside its own options. */
static gboolean
may_keep (WscReduceBranch *self, WscStage stage, WscStage upstream, const char *more, const void *old)
{
  const char *above = self->run->results->keys[upstream];
  const gboolean same
    = wsc_run_take_key (self->run, stage, wsc_stage_key (self->run->study, stage, above, more)) && old != NULL;

  self->has_fresh = self->has_fresh || !same;
  return same;
}

/* Communities are clusters only where they are asked for as such. */
static const char *
get_communities_key (const WscReduceBranch *self)
{
  return wsc_reduce_branch_is_community (self) ? self->run->results->keys[WSC_STAGE_COMMUNITIES] : NULL;
}

/* --- the layer ---------------------------------------------------------------- */

/* A run that was stopped has fewer networks under the same key. */
static gboolean
prepare (WscReduceBranch *self, GError **error)
{
  WscResults *results = self->run->results;
  g_autofree char *networks = g_strdup_printf ("%u", wsc_ensemble_get_n_trained (results->ensemble));

  if (may_keep (self, WSC_STAGE_PREPARE, WSC_STAGE_ESTIMATE, networks, self->old->reducible))
    self->parts->reducible = wsc_reducible_ref (self->old->reducible);
  else
    self->parts->reducible = wsc_reducible_new (results->dataset, results->ensemble, results->neurons, &self->run->study->estimate,
                                                self->reduction, self->seed, &self->run->hook, error);
  if (self->parts->reducible == NULL)
    return FALSE;
  wsc_reducible_get_gaussians (self->parts->reducible, &self->gaussians);
  if (self->clusters->metric == WSC_METRIC_FUNCTION)
    self->weight = wsc_reducible_get_input_covariance (self->parts->reducible);
  return wsc_memory_check_distances (self->gaussians.m, self->gaussians.d, error)
         && (self->gaussians.covariances == NULL
             || wsc_effort_check (self->run->study, self->run->needs, self->gaussians.m, self->gaussians.d, error));
}

/* Of the same layer. */
static gboolean
circle (WscReduceBranch *self, GError **error)
{
  if (self->parts->reducible == self->old->reducible && self->old->circle != NULL)
    self->parts->circle = wsc_circle_ref (self->old->circle);
  else
    self->parts->circle = wsc_circle_new (&self->gaussians, error);
  return self->parts->circle != NULL;
}

/* Those that nobody asked for are found where that takes no time. */
static gboolean
wants_communities (const WscReduceBranch *self)
{
  const guint m = self->gaussians.m, d = self->gaussians.d;

  return (self->run->needs & WSC_NEED_COMMUNITIES) || self->gaussians.covariances == NULL
         || wsc_effort_of_communities (self->run->study, m, d) <= WSC_EFFORT_UNASKED;
}

static gboolean
find_communities (WscReduceBranch *self, GError **error)
{
  /* Points, as a single network has them, do not overlap: they are near each other or far. */
  const int overlap = self->gaussians.covariances != NULL ? self->clusters->overlap : WSC_OVERLAP_DISTANCE;

  if (may_keep (self, WSC_STAGE_COMMUNITIES, WSC_STAGE_PREPARE, NULL, self->old->communities))
    self->parts->communities = wsc_communities_ref (self->old->communities);
  else if (!wants_communities (self))
    return TRUE;
  else
    self->parts->communities = wsc_communities_new (&self->gaussians, (WscOverlap) overlap, self->clusters->resolution, self->seed,
                                                    &self->run->hook, error);
  return self->parts->communities != NULL;
}

static gboolean
measure (WscReduceBranch *self, GError **error)
{
  if (may_keep (self, WSC_STAGE_DISTANCES, WSC_STAGE_PREPARE, NULL, self->old->distances))
    self->parts->distances = wsc_distances_ref (self->old->distances);
  else
    self->parts->distances = wsc_distances_new (&self->gaussians, (WscMetric) self->clusters->metric, self->weight, &self->run->hook, error);
  return self->parts->distances != NULL;
}

/* The tree, and the partitions that were made so far: a count that was looked at before is there at once. */
static void
branch_out (WscReduceBranch *self)
{
  const guint m = self->gaussians.m;
  const gboolean same = may_keep (self, WSC_STAGE_PARTITION, WSC_STAGE_DISTANCES, NULL, self->old->partitions);
  const WscLinkage linkage = self->clusters->method == WSC_CLUSTERING_WARD ? WSC_LINKAGE_WARD : WSC_LINKAGE_AVERAGE;

  self->parts->partitions = g_ptr_array_new_with_free_func ((GDestroyNotify) wsc_clusters_unref);
  for (guint i = 0; same && i < self->old->partitions->len; i++)
    g_ptr_array_add (self->parts->partitions, wsc_clusters_ref (self->old->partitions->pdata[i]));
  self->parts->tree_size = m;
  self->parts->tree = same ? g_memdup2 (self->old->tree, (m - 1) * sizeof (WscMerge)) : wsc_tree_new (m, self->parts->distances->values, linkage);
}

/* --- clusters ------------------------------------------------------------------ */

static gboolean
check_count (const WscReduceBranch *self, GError **error)
{
  if (self->clusters->count <= (int) self->gaussians.m)
    return TRUE;
  g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE, _("There are %u neurons, and %d of them cannot be kept; allowed: 0 to %u (clusters.count)"),
               self->gaussians.m, self->clusters->count, self->gaussians.m);
  return FALSE;
}

/* None where all neurons stay as they are. */
static gboolean
choose (WscReduceBranch *self, GError **error)
{
  const gboolean wanted = wsc_relevant_clusters (self->run->study)
                          && (self->clusters->count > 0 || wsc_reduce_branch_is_community (self) || self->clusters->merges[0] != '\0');

  if (!check_count (self, error))
    return FALSE;
  if (may_keep (self, WSC_STAGE_CLUSTER, WSC_STAGE_PARTITION, get_communities_key (self), self->old->clusters))
    self->parts->clusters = wsc_clusters_ref (self->old->clusters);
  else if (wanted)
    self->parts->clusters = wsc_reduce_branch_new_chosen (self, error);
  return self->parts->clusters != NULL || !wanted;
}

/* --- the smaller network -------------------------------------------------------- */

/* In float, as the networks that were trained restore it. */
static double *
restore_series (const WscReduceBranch *self)
{
  const WscDataset *dataset = self->run->results->dataset;
  const gint32 well = 0;
  g_autoptr (WscNetwork) whole = NULL;
  g_autoptr (WscEnsemble) alone = NULL;
  g_autofree float *parameters = NULL;
  gsize p;

  if (!wsc_dataset_is_series (dataset))
    return NULL;
  whole = wsc_network_expand (self->parts->reduction->smaller);
  p = wsc_architecture_get_n_parameters (&whole->architecture);
  parameters = g_new (float, p);
  for (gsize i = 0; i < p; i++)
    parameters[i] = (float) whole->parameters[i];
  alone = wsc_ensemble_new (&whole->architecture, 1, parameters, &well, 0, NULL, NULL, FALSE);
  return wsc_ensemble_restore_series (alone, dataset);
}

static WscReduction *
new_reduction (WscReduceBranch *self, GError **error)
{
  const WscTrainingSettings *training = &self->run->study->training;

  if (wsc_relevant_clusters (self->run->study))
    return wsc_reduction_new_clusters (self->parts->reducible, self->parts->clusters, self->reduction, training, self->seed,
                                       &self->run->hook, error);
  return wsc_reduction_new_selection (self->parts->reducible, (guint) self->clusters->count, self->reduction, training, self->seed,
                                      &self->run->hook, error);
}

static gboolean
removes_any (const WscReduceBranch *self)
{
  if (wsc_relevant_clusters (self->run->study))
    return self->parts->clusters != NULL && self->parts->clusters->k < self->gaussians.m;
  return self->clusters->count > 0 && self->clusters->count < (int) self->gaussians.m;
}

static gboolean
reduce (WscReduceBranch *self, gboolean needed, GError **error)
{
  if (may_keep (self, WSC_STAGE_REDUCE, WSC_STAGE_CLUSTER, NULL, self->old->reduction))
    {
      self->parts->reduction = wsc_reduction_ref (self->old->reduction);
      self->parts->n_restored = self->old->n_restored;
      if (self->old->restored != NULL)
        self->parts->restored = g_memdup2 (self->old->restored, self->old->n_restored * sizeof *self->old->restored);
      return TRUE;
    }
  if (!needed || !removes_any (self))
    return TRUE;
  self->parts->reduction = new_reduction (self, error);
  if (self->parts->reduction == NULL)
    return FALSE;
  self->parts->restored = restore_series (self);
  self->parts->n_restored = self->parts->restored != NULL ? wsc_dataset_get_length (self->run->results->dataset) : 0;
  return TRUE;
}

/* --- what takes longer ----------------------------------------------------------- */

/* What is there may be looked at while the rest is computed. */
static void
hand_out (WscReduceBranch *self)
{
  if (!self->has_fresh || !wsc_run_wants_partial (self->run))
    return;
  self->has_fresh = FALSE;
  wsc_run_hand_out (self->run, wsc_run_copy_results (self->run));
}

/* The curve reads what the smaller network is made by, but not how many neurons it keeps. */
static gboolean
keep_curve (WscReduceBranch *self)
{
  g_autofree char *more = wsc_stage_key (self->run->study, WSC_STAGE_REDUCE, get_communities_key (self), NULL);

  if (!may_keep (self, WSC_STAGE_TRADE, WSC_STAGE_PARTITION, more, self->old->curve))
    return FALSE;
  self->parts->curve = wsc_reduction_curve_ref (self->old->curve);
  return TRUE;
}

static gboolean
draw_curve (WscReduceBranch *self, GError **error)
{
  self->parts->curve = wsc_reduction_curve_new (self->parts->reducible, self->clusters, self->reduction, &self->run->study->training,
                                                self->seed, &self->run->hook, error);
  return self->parts->curve != NULL;
}

static gboolean
is_by_validation (const WscReduceBranch *self)
{
  return self->clusters->suggest == WSC_SUGGEST_COUNT_VALIDATION;
}

static gboolean
keep_count (WscReduceBranch *self)
{
  const char *more = is_by_validation (self) ? self->run->results->keys[WSC_STAGE_TRADE] : NULL;

  if (!may_keep (self, WSC_STAGE_COUNT, WSC_STAGE_PARTITION, more, self->old->suggestion))
    return FALSE;
  self->parts->suggestion = wsc_count_ref (self->old->suggestion);
  return TRUE;
}

/* Partitions of 1, 2, … clusters; those by k-means are kept for whoever asks for such a count. */
static GPtrArray *
new_partitions (WscReduceBranch *self, GError **error)
{
  const guint n = MIN (self->gaussians.m - 1, WSC_COUNTED);
  const gboolean by_tree = self->clusters->method == WSC_CLUSTERING_WARD || self->clusters->method == WSC_CLUSTERING_AVERAGE;
  g_autoptr (GPtrArray) partitions = g_ptr_array_new_with_free_func ((GDestroyNotify) wsc_clusters_unref);

  for (guint k = 1; k <= n; k++)
    {
      WscClusters *partition = NULL;

      if (wsc_hook_report (&self->run->hook, (double) (k - 1) / n, _("Looking for the number of clusters")))
        partition = by_tree ? wsc_reduce_branch_new_of_tree (self, k, error) : wsc_reduce_branch_obtain_k_means (self, k, error);
      else
        g_set_error_literal (error, WSC_ERROR, WSC_ERROR_STOPPED, _("Stopped"));
      if (partition == NULL)
        return NULL;
      g_ptr_array_add (partitions, partition);
    }
  return g_steal_pointer (&partitions);
}

static WscCount *
count_partitions (WscReduceBranch *self, GError **error)
{
  const WscKMeansSettings settings = { (WscMetric) self->clusters->metric, (guint) self->clusters->restarts, self->seed };
  const WscCountBy by = (WscCountBy) (self->clusters->suggest - WSC_SUGGEST_COUNT_SILHOUETTE);
  g_autoptr (GPtrArray) partitions = new_partitions (self, error);

  if (partitions == NULL)
    return NULL;
  if (partitions->len < 2)
    {
      g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE, _("There are %u neurons: too few to look for clusters among them"), self->gaussians.m);
      return NULL;
    }
  return wsc_count_new (&self->gaussians, self->parts->distances, partitions, by, &settings, self->weight, &self->run->hook, error);
}

static WscCount *
count_on_curve (WscReduceBranch *self, GError **error)
{
  if (self->parts->curve != NULL)
    return wsc_count_new_from_curve (self->parts->curve);
  g_set_error_literal (error, WSC_ERROR, WSC_ERROR_RANGE,
                       _("The number is chosen on the curve, and there is none: set reduction.step to 1 or more"));
  return NULL;
}

/* A method that says why it cannot answer is no failure of the run; being stopped is. */
static gboolean
suggest (WscReduceBranch *self, GError **error)
{
  GError *reason = NULL;

  self->parts->suggestion = is_by_validation (self) ? count_on_curve (self, &reason) : count_partitions (self, &reason);
  if (reason == NULL)
    return TRUE;
  if (g_error_matches (reason, WSC_ERROR, WSC_ERROR_STOPPED))
    {
      g_propagate_error (error, reason);
      return FALSE;
    }
  self->parts->suggestion_problem = g_strdup (reason->message);
  g_error_free (reason);
  return TRUE;
}

/* --- the branch -------------------------------------------------------------------- */

static gboolean
begin (WscReduceBranch *self, double low, double high, const char *phase, GError **error)
{
  if (wsc_run_begin_stage (self->run, low, high, phase))
    return TRUE;
  g_set_error_literal (error, WSC_ERROR, WSC_ERROR_STOPPED, _("Stopped"));
  return FALSE;
}

static gboolean
run_at_once (WscReduceBranch *self, double low, double high, GError **error)
{
  const gboolean needed = (self->run->needs & WSC_NEED_REDUCTION) != 0;
  const double part = (high - low) / 4;

  if (!begin (self, low, low + part, _("Looking at the layer"), error) || !prepare (self, error) || !circle (self, error))
    return FALSE;
  if (!begin (self, low + part, low + 2 * part, _("Comparing the neurons"), error) || !measure (self, error) || !find_communities (self, error))
    return FALSE;
  branch_out (self);
  if (!begin (self, low + 2 * part, low + 3 * part, _("Putting neurons into clusters"), error) || !choose (self, error))
    return FALSE;
  return begin (self, low + 3 * part, high, _("Making the smaller network"), error) && reduce (self, needed, error);
}

static gboolean
run_longer (WscReduceBranch *self, double low, double high, GError **error)
{
  const double middle = (low + high) / 2;
  const gboolean counts = (self->run->needs & WSC_NEED_COUNT) && self->clusters->suggest != WSC_SUGGEST_COUNT_NONE;
  const gboolean draws = self->reduction->step > 0 && ((self->run->needs & WSC_NEED_CURVE) || (counts && is_by_validation (self)));
  const gboolean has_curve = keep_curve (self), has_count = keep_count (self);

  if ((draws && !has_curve) || (counts && !has_count))
    hand_out (self);
  if (draws && !has_curve)
    {
      if (!begin (self, low, middle, _("Drawing the curve"), error) || !draw_curve (self, error))
        return FALSE;
      self->has_fresh = TRUE;
      hand_out (self);
    }
  if (!counts || has_count)
    return TRUE;
  return begin (self, middle, high, _("Looking for the number of clusters"), error) && suggest (self, error);
}

gboolean
wsc_run_reduction (WscRun *run, double low, double high, GError **error)
{
  static const WscReductionParts none = { 0 };
  const double middle = low + 0.3 * (high - low);
  WscReduceBranch self = { .run = run, .clusters = &run->study->clusters, .reduction = &run->study->reduction, .parts = &run->results->reduction,
                  .seed = (guint64) run->study->seed };

  self.old = run->previous != NULL ? &run->previous->reduction : &none;
  if (run->results->neurons == NULL)
    {
      g_set_error_literal (error, WSC_ERROR, WSC_ERROR_RANGE, _("There are no neurons to make fewer: fewer than two replicas are trained"));
      return FALSE;
    }
  if (run->results->ensemble == NULL)
    {
      g_set_error_literal (error, WSC_ERROR, WSC_ERROR_RANGE,
                           _("The neurons are given, and there is no network of theirs to make smaller: train one (data.source)"));
      return FALSE;
    }
  return run_at_once (&self, low, middle, error) && run_longer (&self, middle, high, error);
}
