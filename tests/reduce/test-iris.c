/* Really trained: 128 neurons that tell three kinds of iris apart, and ten that do. Whatever the split and the start: a single one decides little
 * about the 45 flowers of a test. */
#include "reduce/support.h"

#include <math.h>

#define SEEDS 6
#define REPLICAS 16

static WscDataset *datasets[SEEDS];
static WscEnsemble *ensembles[SEEDS];

static void
train (guint seed)
{
  const WscDataSettings data = { .source = WSC_SOURCE_IRIS, .task = WSC_TASK_CLASSIFY, .scale = WSC_SCALE_STANDARDISE, .test_share = 0.3,
                                 .path = (char *) "", .column = (char *) "", .channels = (char *) "", .target = (char *) "" };
  const WscTrainingSettings training = { WSC_ADAM, 0.005, 0.9, 0.5, 16, 20 };
  const WscArchitecture a = support_shape ("4;128;3", "relu", TRUE, WSC_LOSS_CROSS_ENTROPY);
  WscEstimateSettings estimate = support_estimate (1);
  g_autoptr (GError) error = NULL;

  estimate.replicas = REPLICAS;
  datasets[seed] = wsc_dataset_new (&data, seed + 1, NULL, NULL, &error);
  g_assert_no_error (error);
  ensembles[seed] = wsc_bootstrap_train (datasets[seed], &a, &training, &estimate, seed + 1, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static WscReducible *
new_reducible (guint seed, const WscReduceSettings *settings)
{
  const WscEstimateSettings estimate = support_estimate (1);
  g_autoptr (GError) error = NULL;
  WscReducible *self = wsc_reducible_new (datasets[seed], ensembles[seed], NULL, &estimate, settings, 1, NULL, &error);

  g_assert_no_error (error);
  return self;
}

/* Test accuracy of ten neurons, and how much of it was lost. */
typedef struct
{
  double accuracy, lost;
} Outcome;

static Outcome
check_reduction (const WscReducible *reducible, const WscReduction *reduction)
{
  g_assert_cmpuint (reduction->k, ==, 10);
  g_assert_cmpuint (reduction->n_parameters_before, ==, 1027);
  g_assert_cmpuint (reduction->n_parameters, ==, 83);
  g_assert_cmpfloat (reduction->difference, <, 1e-12);
  g_assert_cmpfloat (reduction->quality.train, >=, 0.93);
  return (Outcome){ reduction->quality.test, wsc_reducible_get_quality (reducible)->test - reduction->quality.test };
}

static void
add_outcome (Outcome *mean, Outcome one)
{
  mean->accuracy += one.accuracy / SEEDS;
  mean->lost += one.lost / SEEDS;
}

/* Mean aligned network, rows and biases: 128 neurons become 10, 1027 numbers 83, and the flowers are told as before. */
static void
test_clusters (void)
{
  WscReduceSettings settings = support_settings ();
  Outcome mean[2] = { { 0, 0 } };

  settings.validation_share = 0;
  for (guint seed = 0; seed < SEEDS; seed++)
    {
      g_autoptr (WscReducible) reducible = new_reducible (seed, &settings);
      WscGaussians gaussians;

      wsc_reducible_get_gaussians (reducible, &gaussians);
      for (guint metric = WSC_METRIC_EUCLIDEAN; metric <= WSC_METRIC_WASSERSTEIN; metric++)
        {
          const WscKMeansSettings k_means = { (WscMetric) metric, 5, 1 };
          g_autoptr (WscClusters) clusters = wsc_clusters_new_k_means (&gaussians, NULL, 10, &k_means, NULL, NULL);
          g_autoptr (WscReduction) reduction = support_merge (reducible, clusters->labels, &settings);

          add_outcome (&mean[metric], check_reduction (reducible, reduction));
        }
    }
  for (guint metric = 0; metric < 2; metric++)
    {
      g_test_message ("ten clusters, metric %u: accuracy %.4f, lost %.4f", metric, mean[metric].accuracy, mean[metric].lost);
      g_assert_cmpfloat (mean[metric].accuracy, >=, 0.95);
      g_assert_cmpfloat (mean[metric].lost, <=, 0.01);
    }
}

static void
test_qpfs (void)
{
  WscReduceSettings settings = support_settings ();
  Outcome mean = { 0, 0 };

  settings.method = WSC_REDUCE_QPFS;
  settings.validation_share = 0;
  for (guint seed = 0; seed < SEEDS; seed++)
    {
      g_autoptr (WscReducible) reducible = new_reducible (seed, &settings);
      g_autoptr (WscReduction) reduction = support_select (reducible, 10, &settings);

      add_outcome (&mean, check_reduction (reducible, reduction));
    }
  g_test_message ("ten of QPFS: accuracy %.4f, lost %.4f", mean.accuracy, mean.lost);
  g_assert_cmpfloat (mean.accuracy, >=, 0.95);
  g_assert_cmpfloat (mean.lost, <=, 0.01);
}

/* By validation samples a few neurons are as good as all. */
static void
test_curve (void)
{
  const WscClusterSettings clusters = { .method = WSC_CLUSTERING_K_MEANS, .metric = WSC_METRIC_EUCLIDEAN, .restarts = 5 };
  WscReduceSettings settings = support_settings ();

  settings.repeats = 3;
  settings.step = 9;
  for (guint seed = 0; seed < SEEDS; seed += 2)
    {
      g_autoptr (WscReducible) reducible = new_reducible (seed, &settings);
      g_autoptr (WscReductionCurve) curve =
          wsc_reduction_curve_new (reducible, &clusters, &settings, &support_training, 1, NULL, NULL);

      g_test_message ("%s; of one neuron %.3g", curve->reason, curve->lines[0].mean[0].validation);
      g_assert_cmpuint (curve->k, >=, 2);
      g_assert_cmpuint (curve->k, <=, 28);
      g_assert_cmpfloat (curve->lines[0].mean[0].validation, <, 0.5);
    }
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reduce/iris/clusters", test_clusters);
  g_test_add_func ("/reduce/iris/qpfs", test_qpfs);
  g_test_add_func ("/reduce/iris/curve", test_curve);
  for (guint seed = 0; seed < SEEDS; seed++)
    train (seed);
  status = g_test_run ();
  for (guint seed = 0; seed < SEEDS; seed++)
    {
      wsc_ensemble_unref (ensembles[seed]);
      wsc_dataset_unref (datasets[seed]);
    }
  return status;
}
