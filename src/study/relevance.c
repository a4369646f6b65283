/* When an option has an effect: the panel hides it otherwise. */
#include "bayes/bayes.h"
#include "study/study-private.h"
#include "tensors/tensors.h"

/* Given Gaussians are not learnt: of all that the networks' stages ask for nothing matters. */
gboolean
wsc_option_has_effect (const WscOption *self, const WscStudy *study)
{
  const gboolean is_network = self->stage == WSC_STAGE_TRAIN || self->stage == WSC_STAGE_ESTIMATE || self->stage == WSC_STAGE_COMPARE;

  g_return_val_if_fail (self != NULL && study != NULL, FALSE);

  if (is_network && study->data.source == WSC_SOURCE_GAUSSIANS)
    return FALSE;
  return self->is_relevant == NULL || self->is_relevant (study);
}

gboolean
wsc_relevant_sine (const WscStudy *study)
{
  return study->data.source == WSC_SOURCE_SINE;
}

gboolean
wsc_relevant_file (const WscStudy *study)
{
  return study->data.source == WSC_SOURCE_FILE;
}

gboolean
wsc_relevant_path_of_data (const WscStudy *study)
{
  return wsc_relevant_file (study) || study->data.source == WSC_SOURCE_MNIST || study->data.source == WSC_SOURCE_GAUSSIANS;
}

/* Samples of a table in a file of arrays, which have names of their own. */
static gboolean
is_table_of_arrays (const WscStudy *study)
{
  return wsc_relevant_target (study) && wsc_tensors_is_file (study->data.path);
}

gboolean
wsc_relevant_column (const WscStudy *study)
{
  return wsc_relevant_file (study) && (wsc_data_settings_is_series (&study->data) || is_table_of_arrays (study));
}

gboolean
wsc_relevant_labels (const WscStudy *study)
{
  return is_table_of_arrays (study);
}

gboolean
wsc_relevant_scale (const WscStudy *study)
{
  return wsc_relevant_samples (study) && study->data.source != WSC_SOURCE_MNIST;
}

/* The four files of MNIST have a split of their own. */
gboolean
wsc_relevant_split (const WscStudy *study)
{
  return wsc_relevant_samples (study) && (study->data.source != WSC_SOURCE_MNIST || *study->data.path == '\0');
}

/* A network from a file has its own. */
gboolean
wsc_relevant_layers (const WscStudy *study)
{
  return *study->trained == '\0';
}

gboolean
wsc_relevant_channels (const WscStudy *study)
{
  return study->data.source != WSC_SOURCE_SINE && wsc_data_settings_is_series (&study->data);
}

gboolean
wsc_relevant_target (const WscStudy *study)
{
  return wsc_relevant_file (study) && !wsc_data_settings_is_series (&study->data);
}

gboolean
wsc_relevant_missing (const WscStudy *study)
{
  return study->data.source == WSC_SOURCE_FILE || study->data.source == WSC_SOURCE_CO2;
}

gboolean
wsc_relevant_fill (const WscStudy *study)
{
  int missing = study->data.missing;

  return wsc_relevant_missing (study) && wsc_data_settings_is_series (&study->data)
         && (missing == WSC_MISSING_ITERATIVE || missing == WSC_MISSING_SUBSPACE);
}

gboolean
wsc_relevant_task (const WscStudy *study)
{
  return study->data.source != WSC_SOURCE_GAUSSIANS;
}

/* What prepares samples for networks. */
gboolean
wsc_relevant_samples (const WscStudy *study)
{
  return study->data.source != WSC_SOURCE_GAUSSIANS
         && (study->subject != WSC_SUBJECT_SERIES || !wsc_data_settings_is_series (&study->data));
}

gboolean
wsc_relevant_window (const WscStudy *study)
{
  return study->subject != WSC_SUBJECT_SERIES && wsc_data_settings_is_series (&study->data);
}

gboolean
wsc_relevant_leading (const WscStudy *study)
{
  return study->ssa.window > WSC_SSA_WHOLE;
}

gboolean
wsc_relevant_horizon (const WscStudy *study)
{
  int task = study->data.task;

  return wsc_relevant_window (study)
         && (task == WSC_TASK_RESTORE_LONGER || task == WSC_TASK_RESTORE_LONGER_BACK || task == WSC_TASK_FORECAST);
}

gboolean
wsc_relevant_momentum (const WscStudy *study)
{
  return study->training.optimizer == WSC_MOMENTUM;
}

gboolean
wsc_relevant_average_from (const WscStudy *study)
{
  return study->training.optimizer == WSC_AVERAGED_SGD;
}

gboolean
wsc_relevant_block (const WscStudy *study)
{
  return wsc_relevant_replicas (study) && study->estimate.resample == WSC_RESAMPLE_BLOCK;
}

gboolean
wsc_relevant_subset (const WscStudy *study)
{
  return wsc_relevant_replicas (study) && study->estimate.resample == WSC_RESAMPLE_SUBSET;
}

gboolean
wsc_relevant_signal (const WscStudy *study)
{
  int resample = study->estimate.resample;

  if (!wsc_relevant_replicas (study))
    return FALSE;
  return resample == WSC_RESAMPLE_RESIDUAL
         || (resample == WSC_RESAMPLE_AUTO && wsc_data_settings_is_series (&study->data));
}

gboolean
wsc_relevant_append_bias (const WscStudy *study)
{
  return study->model.bias && study->estimate.side == WSC_SIDE_INCOMING;
}

gboolean
wsc_relevant_axes (const WscStudy *study)
{
  return study->view.projection == WSC_PROJECTION_AXES;
}

gboolean
wsc_relevant_tour (const WscStudy *study)
{
  return study->view.projection == WSC_PROJECTION_TOUR;
}

gboolean
wsc_relevant_palette (const WscStudy *study)
{
  return study->view.colour == WSC_COLOUR_NEURON || study->view.colour == WSC_COLOUR_CLUSTER;
}

gboolean
wsc_relevant_ramp (const WscStudy *study)
{
  return !wsc_relevant_palette (study) && study->view.colour != WSC_COLOUR_INDEX;
}

gboolean
wsc_relevant_extent (const WscStudy *study)
{
  return study->view.shape == WSC_SHAPE_SURFACE;
}

gboolean
wsc_relevant_opacity (const WscStudy *study)
{
  return study->view.style == WSC_STYLE_GLASS;
}

gboolean
wsc_relevant_clip (const WscStudy *study)
{
  return study->view.clip != WSC_CLIP_OFF;
}

gboolean
wsc_relevant_channel (const WscStudy *study)
{
  /* One that is not there is an error, so it must be seen. */
  return (wsc_relevant_channels (study) && study->data.channels[0] != '\0') || study->ssa.channel > 1;
}

gboolean
wsc_relevant_groups (const WscStudy *study)
{
  return study->ssa.grouping == WSC_GROUPING_MANUAL;
}

gboolean
wsc_relevant_cut (const WscStudy *study)
{
  return study->ssa.grouping == WSC_GROUPING_CORRELATION;
}

gboolean
wsc_relevant_trend_period (const WscStudy *study)
{
  return study->ssa.grouping == WSC_GROUPING_PERIOD;
}

gboolean
wsc_relevant_forecast (const WscStudy *study)
{
  return study->ssa.steps > 0;
}

gboolean
wsc_relevant_band (const WscStudy *study)
{
  return (wsc_relevant_forecast (study) && study->ssa.replicas > 0) || study->ssa.suggest == WSC_SUGGEST_SURROGATES;
}

gboolean
wsc_relevant_sweep (const WscStudy *study)
{
  return study->ssa.sweep[0] != '\0';
}

/* The study's own method, or one that it is compared with. */
static gboolean
uses (const WscStudy *study, WscMethod method)
{
  g_auto (GStrv) names = NULL;

  if (study->estimate.method == (int) method)
    return TRUE;
  names = g_strsplit (study->estimate.methods, ";", -1);
  for (char **name = names; *name != NULL; name++)
    if (g_str_equal (g_strstrip (*name), wsc_choices_method[method].name))
      return TRUE;
  return FALSE;
}

gboolean
wsc_relevant_replicas (const WscStudy *study)
{
  return uses (study, WSC_METHOD_BOOTSTRAP);
}

gboolean
wsc_relevant_sandwich (const WscStudy *study)
{
  return wsc_relevant_hessian (study) || uses (study, WSC_METHOD_BATCH_MEANS);
}

gboolean
wsc_relevant_hessian (const WscStudy *study)
{
  return uses (study, WSC_METHOD_SANDWICH) || uses (study, WSC_METHOD_SANDWICH_ONLINE);
}

gboolean
wsc_relevant_stationary (const WscStudy *study)
{
  return uses (study, WSC_METHOD_SANDWICH);
}

gboolean
wsc_relevant_averaged_path (const WscStudy *study)
{
  return uses (study, WSC_METHOD_SANDWICH_ONLINE) || uses (study, WSC_METHOD_BATCH_MEANS);
}

gboolean
wsc_relevant_path (const WscStudy *study)
{
  return wsc_relevant_averaged_path (study) || uses (study, WSC_METHOD_SWAG);
}

gboolean
wsc_relevant_variational (const WscStudy *study)
{
  return uses (study, WSC_METHOD_VARIATIONAL);
}

gboolean
wsc_relevant_rank (const WscStudy *study)
{
  return uses (study, WSC_METHOD_SWAG) || (wsc_relevant_variational (study) && study->estimate.family == WSC_FAMILY_LOW_RANK);
}

gboolean
wsc_relevant_one_network (const WscStudy *study)
{
  for (int method = WSC_METHOD_BOOTSTRAP + 1; method < WSC_N_METHODS; method++)
    if (uses (study, (WscMethod) method))
      return TRUE;
  return FALSE;
}

gboolean
wsc_relevant_methods (const WscStudy *study)
{
  return study->estimate.methods[0] != '\0';
}

/* --- clusters and reduction --------------------------------------------------- */

/* Neurons are replaced by centres; else some of them are kept. */
gboolean
wsc_relevant_clusters (const WscStudy *study)
{
  return study->reduction.method == WSC_REDUCE_CLUSTERS;
}

/* Communities say themselves how many they are. */
gboolean
wsc_relevant_count (const WscStudy *study)
{
  return !wsc_relevant_clusters (study) || study->clusters.method != WSC_CLUSTERING_COMMUNITIES;
}

gboolean
wsc_relevant_network (const WscStudy *study)
{
  return study->reduction.from != WSC_REDUCE_MEAN;
}

gboolean
wsc_relevant_bias_weight (const WscStudy *study)
{
  return study->model.bias;
}

gboolean
wsc_relevant_similarity (const WscStudy *study)
{
  return study->reduction.method == WSC_REDUCE_QPFS;
}

gboolean
wsc_relevant_refit (const WscStudy *study)
{
  return wsc_relevant_clusters (study);
}

gboolean
wsc_relevant_repeats (const WscStudy *study)
{
  return study->reduction.step > 0;
}
