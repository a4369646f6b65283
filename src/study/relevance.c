/* When an option has an effect: the panel hides it otherwise. */
#include "study/study-private.h"

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
wsc_relevant_column (const WscStudy *study)
{
  return wsc_relevant_file (study) && wsc_data_settings_is_series (&study->data);
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
wsc_relevant_window (const WscStudy *study)
{
  return wsc_data_settings_is_series (&study->data);
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
  return study->estimate.resample == WSC_RESAMPLE_BLOCK;
}

gboolean
wsc_relevant_subset (const WscStudy *study)
{
  return study->estimate.resample == WSC_RESAMPLE_SUBSET;
}

gboolean
wsc_relevant_signal (const WscStudy *study)
{
  int resample = study->estimate.resample;

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
