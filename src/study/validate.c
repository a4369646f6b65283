/* What depends on more than one option and needs no data to be known. */
#include <glib/gi18n-lib.h>

#include "study/study-private.h"

static gboolean
fail (GError **error, const char *message)
{
  g_set_error_literal (error, WSC_ERROR, WSC_ERROR_RANGE, message);
  return FALSE;
}

static gboolean
is_series_source (const WscDataSettings *data)
{
  switch (data->source)
    {
    case WSC_SOURCE_SINE:
    case WSC_SOURCE_ECG:
    case WSC_SOURCE_CO2:
    case WSC_SOURCE_SUNSPOTS:
    case WSC_SOURCE_AIRPASSENGERS:
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
is_series_task (int task)
{
  return task == WSC_TASK_RESTORE_LONGER || task == WSC_TASK_RESTORE_LONGER_BACK || task == WSC_TASK_FORECAST;
}

static gboolean
is_table_task (int task)
{
  return task == WSC_TASK_CLASSIFY || task == WSC_TASK_REGRESS;
}

static gboolean
check_task (const WscDataSettings *data, GError **error)
{
  const char *task = wsc_choices_task[data->task].name;
  const char *source = wsc_choices_source[data->source].name;

  if (is_series_source (data) && is_table_task (data->task))
    {
      g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE,
                   _("The task %s needs a table, and the source %s is a series: take restore, restore-longer or forecast (data.task)"),
                   task, source);
      return FALSE;
    }
  if (!is_series_source (data) && data->source != WSC_SOURCE_FILE && data->source != WSC_SOURCE_GAUSSIANS && is_series_task (data->task))
    {
      g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE,
                   _("The task %s needs a series, and the source %s is a table: take restore, classify or regress (data.task)"),
                   task, source);
      return FALSE;
    }
  return TRUE;
}

static gboolean
check_data (const WscDataSettings *data, GError **error)
{
  if ((data->source == WSC_SOURCE_FILE || data->source == WSC_SOURCE_GAUSSIANS) && *data->path == '\0')
    return fail (error, _("No file is named: choose one (data.path)"));
  if (data->source == WSC_SOURCE_SINE && !(data->from < data->to))
    {
      g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE,
                   _("The sine must end after it begins: data.from is %g and data.to is %g"), data->from, data->to);
      return FALSE;
    }
  return check_task (data, error);
}

/* How many values the sine has after those skipped: the one length that is known without reading anything. */
static int
sine_length (const WscDataSettings *data)
{
  int left = data->length - data->first;

  return data->count > 0 ? MIN (data->count, left) : left;
}

static gboolean
check_window (const WscDataSettings *data, GError **error)
{
  gboolean longer = data->task == WSC_TASK_RESTORE_LONGER || data->task == WSC_TASK_RESTORE_LONGER_BACK;
  gint64 needed = data->window;

  if (data->source != WSC_SOURCE_SINE)
    return TRUE;
  if (longer)
    needed = MAX (data->window, data->horizon);
  else if (data->task == WSC_TASK_FORECAST)
    needed = (gint64) data->window + data->horizon;
  if (needed <= sine_length (data))
    return TRUE;
  g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE,
               _("A sample needs %lld values and the series has %d: lower data.window or data.horizon"),
               (long long) needed, MAX (sine_length (data), 0));
  return FALSE;
}

/* Sizes that stand in for "auto" while no data are at hand. */
static guint
probable_inputs (const WscDataSettings *data)
{
  return wsc_data_settings_is_series (data) ? (guint) data->window : 4;
}

static guint
probable_targets (const WscDataSettings *data)
{
  if (!wsc_data_settings_is_series (data))
    return data->task == WSC_TASK_REGRESS ? 1 : 4;
  return is_series_task (data->task) ? (guint) data->horizon : (guint) data->window;
}

/* What needs networks of its own training, on resampled data or from a start. */
static gboolean
check_trained (const WscStudy *study, GError **error)
{
  const int method = study->estimate.method;

  if (method != WSC_METHOD_BOOTSTRAP && method != WSC_METHOD_SANDWICH)
    return fail (error, _("Networks from files have no path of training: take bootstrap or sandwich (estimate.method), or train (model.path)"));
  if (*study->estimate.methods != '\0')
    return fail (error, _("Networks from files are not compared with networks that are trained: leave estimate.methods empty, or train "
                          "(model.path)"));
  if (study->estimate.calibrate >= 2)
    return fail (error, _("Networks from files are not calibrated by training more of them: set estimate.calibrate to 0, or train (model.path)"));
  if (study->model.orthonormal != WSC_ORTHONORMAL_NONE)
    return fail (error, _("Networks from files are not kept orthonormal: set model.orthonormal to none, or train (model.path)"));
  return TRUE;
}

static gboolean
check_model (const WscStudy *study, GError **error)
{
  WscModelSettings model = study->model;
  WscArchitecture architecture;
  g_autofree char *layers = NULL;

  if (*study->trained != '\0')
    return check_trained (study, error);
  layers = wsc_expand_layers (model.layers, probable_inputs (&study->data), probable_targets (&study->data));
  model.layers = layers;
  if (!wsc_architecture_init (&architecture, &model, NULL, error))
    return FALSE;
  if (study->estimate.layer > (int) architecture.n_layers)
    {
      g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE, _("Layer must be from 0 to %u for the layers %s, not %d (estimate.layer)"),
                   architecture.n_layers, study->model.layers, study->estimate.layer);
      return FALSE;
    }
  return TRUE;
}

static gboolean
check_estimate (const WscStudy *study, GError **error)
{
  const WscEstimateSettings *estimate = &study->estimate;
  gboolean is_series = wsc_data_settings_is_series (&study->data);

  if (!is_series && (estimate->resample == WSC_RESAMPLE_BLOCK || estimate->resample == WSC_RESAMPLE_RESIDUAL))
    return fail (error, _("Blocks and residuals need a series, and the data are a table: take iid or subset (estimate.resample)"));
  if (wsc_relevant_signal (study) && estimate->signal_window > 0 && estimate->signal_rank > estimate->signal_window)
    {
      g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE,
                   _("Signal rank must be at most the signal window, %d, not %d (estimate.signal-rank)"),
                   estimate->signal_window, estimate->signal_rank);
      return FALSE;
    }
  return TRUE;
}

static gboolean
has_centres (int metric)
{
  return metric == WSC_METRIC_EUCLIDEAN || metric == WSC_METRIC_WASSERSTEIN || metric == WSC_METRIC_FUNCTION;
}

/* Where neurons are put into clusters by k-means: the study's own, or those that a count is suggested by. */
static gboolean
wants_centres (const WscStudy *study, guint needs)
{
  if (study->clusters.method != WSC_CLUSTERING_K_MEANS)
    return FALSE;
  return (wsc_relevant_clusters (study) && study->clusters.count > 0 && (needs & (WSC_NEED_CLUSTERS | WSC_NEED_REDUCTION)))
         || ((needs & WSC_NEED_COUNT) && study->clusters.suggest != WSC_SUGGEST_COUNT_NONE);
}

static gboolean
check_fewer (const WscStudy *study, guint needs, GError **error)
{
  if (!(needs & WSC_NEED_FEWER))
    return TRUE;
  if (study->estimate.side != WSC_SIDE_INCOMING)
    return fail (error, _("Neurons that are the weights out of a unit cannot be made fewer: take incoming (estimate.side)"));
  if (wants_centres (study, needs) && !has_centres (study->clusters.metric))
    {
      g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE,
                   _("k-means needs a distance with centres, euclidean, wasserstein or function, not %s: take another (clusters.metric), "
                     "or a tree (clusters.method)"), wsc_choices_metric[study->clusters.metric].name);
      return FALSE;
    }
  return TRUE;
}

gboolean
wsc_study_validate_for (const WscStudy *self, guint needs, GError **error)
{
  if (!check_data (&self->data, error))
    return FALSE;
  if (self->data.source == WSC_SOURCE_GAUSSIANS)
    return TRUE;
  return !(needs & WSC_NEED_NEURONS)
         || (check_window (&self->data, error) && check_model (self, error) && check_estimate (self, error)
             && check_fewer (self, needs, error));
}

gboolean
wsc_study_validate (const WscStudy *self, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return wsc_study_validate_for (self, wsc_study_get_needs (self), error);
}
