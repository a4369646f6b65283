/* Metrics and the restored series, against loops over naive outputs in the original unit. */
#include "naive.h"
#include "test-model.h"

#include <math.h>

static WscDataset *
new_dataset (int source, int task, int scale)
{
  WscDataSettings settings = { .source = source,
                               .path = (char *) "",
                               .column = (char *) "",
                               .target = (char *) "",
                               .from = -4.0,
                               .to = 4.0,
                               .length = 150,
                               .noise = 0.2,
                               .task = task,
                               .window = 6,
                               .horizon = 4,
                               .scale = scale,
                               .test_share = 0.2 };
  g_autoptr (GError) error = NULL;
  WscDataset *dataset = wsc_dataset_new (&settings, 1, NULL, NULL, &error);

  g_assert_no_error (error);
  return dataset;
}

/* An ensemble at its starts, of which replica 4 has diverged and replica 6 was not trained. */
static WscEnsemble *
new_ensemble (const WscArchitecture *a, guint n)
{
  g_autofree float *parameters = NULL;
  g_autofree gint32 *diverged_at = g_new0 (gint32, n);
  WscPlan plan;

  wsc_plan_init (&plan, a, NULL, FALSE);
  parameters = g_new (float, n *plan.n_parameters);
  for (guint r = 0; r < n; r++)
    wsc_start_parameters (&plan, 3, r, parameters + r * plan.n_parameters);
  for (gsize i = 0; i < plan.n_parameters && n > 6; i++)
    parameters[4 * plan.n_parameters + i] = NAN;
  if (n > 6)
    {
      diverged_at[4] = 1;
      diverged_at[6] = -1;
    }
  return wsc_ensemble_new (a, n, parameters, diverged_at, 0, NULL, NULL, FALSE);
}

static void
outputs_of (const WscEnsemble *ensemble, guint replica, const WscSamples *samples, gsize sample, double *y)
{
  const WscArchitecture *a = wsc_ensemble_get_architecture (ensemble);
  const gsize p = wsc_architecture_get_n_parameters (a);
  g_autofree double *w = g_new (double, p);

  for (gsize i = 0; i < p; i++)
    w[i] = (double) wsc_ensemble_get_parameters (ensemble, replica)[i];
  naive_outputs (a, w, samples->inputs + sample * samples->input_step, y);
}

/* Mean squared error and accuracy of one replica over some samples. */
static void
judge (const WscEnsemble *ensemble, guint replica, const WscDataset *dataset, const guint32 *rows, gsize n, double *mse,
       double *accuracy)
{
  const double *factors = wsc_dataset_get_target_factors (dataset);
  const guint32 *classes = wsc_dataset_get_classes (dataset);
  WscSamples samples;
  double y[16];

  *mse = *accuracy = 0.0;
  wsc_dataset_get_samples (dataset, &samples);
  for (gsize s = 0; s < n; s++)
    {
      guint top = 0;

      outputs_of (ensemble, replica, &samples, rows[s], y);
      for (guint k = 0; k < samples.n_targets; k++)
        {
          const double e = factors[k] * (y[k] - (double) samples.targets[rows[s] * samples.target_step + k]);

          *mse += e * e / (double) (n * samples.n_targets);
          top = y[k] > y[top] ? k : top;
        }
      *accuracy += classes != NULL && top == classes[rows[s]] ? 1.0 / (double) n : 0.0;
    }
}

static void
check_part (const WscEnsemble *ensemble, const WscDataset *dataset, const guint32 *rows, gsize n, double mse,
            double mse_sd, double accuracy)
{
  g_autofree double *each = g_new (double, wsc_ensemble_get_n_replicas (ensemble));
  double mean = 0.0, hits = 0.0, square = 0.0;
  guint n_trained = 0;

  for (guint r = 0; r < wsc_ensemble_get_n_replicas (ensemble); r++)
    if (wsc_ensemble_is_trained (ensemble, r))
      {
        double one;

        judge (ensemble, r, dataset, rows, n, &each[n_trained], &one);
        mean += each[n_trained++];
        hits += one;
      }
  mean /= n_trained;
  for (guint i = 0; i < n_trained; i++)
    square += (each[i] - mean) * (each[i] - mean);
  g_assert_cmpfloat_with_epsilon (mse, mean, 1e-5 * (1.0 + mean));
  g_assert_cmpfloat_with_epsilon (mse_sd, sqrt (square / (n_trained - 1)), 1e-4 * (1.0 + mean));
  if (wsc_dataset_get_n_classes (dataset) > 0)
    g_assert_cmpfloat_with_epsilon (accuracy, hits / n_trained, 1e-9);
  else
    g_assert_true (isnan (accuracy));
}

static void
check_metrics (int source, int task, int scale, const char *layers)
{
  g_autoptr (WscDataset) dataset = new_dataset (source, task, scale);
  const WscArchitecture a = make_architecture (layers, "tanh", 0, TRUE, task == WSC_TASK_CLASSIFY);
  g_autoptr (WscEnsemble) ensemble = new_ensemble (&a, 21);
  gsize n_train, n_test;
  const guint32 *train = wsc_dataset_get_train (dataset, &n_train), *test = wsc_dataset_get_test (dataset, &n_test);
  WscMetrics m;

  wsc_ensemble_evaluate (ensemble, dataset, NULL, &m);
  check_part (ensemble, dataset, train, n_train, m.train_mse, m.train_mse_sd, m.train_accuracy);
  check_part (ensemble, dataset, test, n_test, m.test_mse, m.test_mse_sd, m.test_accuracy);
}

static void
test_metrics (void)
{
  check_metrics (WSC_SOURCE_SINE, WSC_TASK_RESTORE, WSC_SCALE_STANDARDISE, "6;2;6");
  check_metrics (WSC_SOURCE_SINE, WSC_TASK_FORECAST, WSC_SCALE_NONE, "6;3;4");
  check_metrics (WSC_SOURCE_IRIS, WSC_TASK_CLASSIFY, WSC_SCALE_STANDARDISE, "4;7;3");
  check_metrics (WSC_SOURCE_IRIS, WSC_TASK_RESTORE, WSC_SCALE_UNIT, "4;2;4");
}

static void
check_restored (int task, const char *layers)
{
  g_autoptr (WscDataset) dataset = new_dataset (WSC_SOURCE_SINE, task, WSC_SCALE_STANDARDISE);
  const WscArchitecture a = make_architecture (layers, "tanh", 0, TRUE, FALSE);
  g_autoptr (WscEnsemble) ensemble = new_ensemble (&a, 21);
  g_autofree double *restored = wsc_ensemble_restore_series (ensemble, dataset);
  const gsize length = wsc_dataset_get_length (dataset), shift = wsc_dataset_get_target_offset (dataset);
  g_autofree double *sum = g_new0 (double, length);
  g_autofree guint *count = g_new0 (guint, length);
  WscSamples samples;
  double y[16];

  wsc_dataset_get_samples (dataset, &samples);
  for (guint r = 0; r < 21; r++)
    for (gsize s = 0; s < samples.n_samples && wsc_ensemble_is_trained (ensemble, r); s++)
      {
        outputs_of (ensemble, r, &samples, s, y);
        for (guint k = 0; k < samples.n_targets; k++)
          {
            sum[shift + s + k] += y[k];
            count[shift + s + k]++;
          }
      }
  for (gsize t = 0; t < length; t++)
    if (count[t] == 0)
      g_assert_true (isnan (restored[t]));
    else
      g_assert_cmpfloat_with_epsilon (restored[t],
                                      sum[t] / count[t] * wsc_dataset_get_target_factors (dataset)[0] +
                                          wsc_dataset_get_target_offsets (dataset)[0],
                                      1e-5);
}

static void
test_restored (void)
{
  check_restored (WSC_TASK_RESTORE, "6;2;6");
  check_restored (WSC_TASK_FORECAST, "6;3;4");
}

static void
test_clean (void)
{
  g_autoptr (WscDataset) dataset = new_dataset (WSC_SOURCE_SINE, WSC_TASK_RESTORE, WSC_SCALE_NONE);
  const WscArchitecture a = make_architecture ("6;2;6", "tanh", 0, TRUE, FALSE);
  g_autoptr (WscEnsemble) ensemble = new_ensemble (&a, 5);
  g_autofree double *restored = wsc_ensemble_restore_series (ensemble, dataset);
  const double *clean = wsc_dataset_get_clean (dataset), *observed = wsc_dataset_get_observed (dataset);
  double noise = 0.0, error = 0.0;
  WscMetrics m;

  for (gsize t = 0; t < 150; t++)
    {
      noise += (observed[t] - clean[t]) * (observed[t] - clean[t]) / 150.0;
      error += (restored[t] - clean[t]) * (restored[t] - clean[t]) / 150.0;
    }
  wsc_ensemble_evaluate (ensemble, dataset, NULL, &m);
  g_assert_cmpfloat_with_epsilon (m.noise_mse, noise, 1e-12);
  g_assert_cmpfloat_with_epsilon (m.clean_mse, error, 1e-9);
}

static gboolean
stop_at_once (gpointer user_data, double fraction, const char *phase)
{
  return FALSE;
}

/* A stop leaves nothing half computed behind. */
static void
test_stopped (void)
{
  g_autoptr (WscDataset) dataset = new_dataset (WSC_SOURCE_SINE, WSC_TASK_RESTORE, WSC_SCALE_NONE);
  const WscArchitecture a = make_architecture ("6;2;6", "tanh", 0, TRUE, FALSE);
  g_autoptr (WscEnsemble) ensemble = new_ensemble (&a, 64);
  const WscHook hook = { stop_at_once, NULL, 1 };
  WscMetrics m;

  wsc_ensemble_evaluate (ensemble, dataset, &hook, &m);
  g_assert_true (isnan (m.train_mse) && isnan (m.test_mse) && isnan (m.clean_mse));
}

void
add_evaluate_tests (void)
{
  g_test_add_func ("/model/evaluate/metrics", test_metrics);
  g_test_add_func ("/model/evaluate/restored", test_restored);
  g_test_add_func ("/model/evaluate/clean", test_clean);
  g_test_add_func ("/model/evaluate/stopped", test_stopped);
}
