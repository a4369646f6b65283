#include "estimate/estimate-private.h"

/* What is done before the first epoch counts for nothing in the progress of training. */
static gboolean
report_beginning (gpointer hook, double fraction, const char *phase)
{
  return wsc_hook_report (hook, 0, phase);
}

WscEnsemble *
wsc_bootstrap_train (const WscDataset *dataset, const WscArchitecture *architecture,
                     const WscTrainingSettings *training, const WscEstimateSettings *settings, guint64 seed,
                     const WscHook *hook, WscEnsembleArrived arrived, gpointer user_data, GError **error)
{
  WscResampled resampled;
  WscEnsembleData data = { .seed = seed };
  const WscHook beginning = { report_beginning, (gpointer) hook, wsc_hook_get_n_threads (hook) };
  WscEnsemble *ensemble;

  g_return_val_if_fail (dataset != NULL && architecture != NULL && training != NULL && settings != NULL, NULL);

  if (!wsc_resampled_init (&resampled, dataset, settings, seed, &beginning, error))
    return NULL;
  data.n_replicas = resampled.n_replicas;
  data.shared_start = settings->start == WSC_START_SHARED;
  data.samples = resampled.samples;
  data.samples_per_replica = resampled.series != NULL;
  data.train = resampled.train;
  data.n_train = resampled.n_train;
  wsc_dataset_get_samples (dataset, &data.test_samples);
  data.test = wsc_dataset_get_test (dataset, &data.n_test);

  ensemble = wsc_ensemble_train (architecture, training, &data, hook, arrived, user_data, error);
  wsc_resampled_clear (&resampled);
  return ensemble;
}
