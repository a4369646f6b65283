/* Training of the smaller network from where it is. */
#include "reduce/support.h"

#include <math.h>
#include <string.h>

static const SupportTable table = { 60, 40, 4, 3, FALSE, 0 }, classes = { 60, 40, 4, 3, TRUE, 0 };

/* The loss that training lowers, over the training samples, which come first. */
static double
get_loss (const WscNetwork *network, WscDataset *dataset)
{
  g_autofree double *y = support_outputs (network, dataset);
  double sum = 0;
  WscSamples samples;

  wsc_dataset_get_samples (dataset, &samples);
  for (guint i = 0; i < 60 * 3; i++)
    {
      const double target = (double) samples.targets[i];

      sum += network->architecture.loss == WSC_LOSS_MSE ? pow (y[i] - target, 2) / 3 : target > 0 ? -log (y[i]) : 0;
    }
  return sum / 60;
}

static void
assert_lowers (const WscArchitecture *a, int layer)
{
  WscReduceSettings settings = support_settings ();
  g_autoptr (WscDataset) dataset = support_data (a->loss == WSC_LOSS_MSE ? &table : &classes, 1);
  g_autofree float *parameters = support_parameters (a, 2);
  g_autoptr (WscReducible) reducible = support_reducible (dataset, a, parameters, layer, &settings);
  g_autoptr (WscReduction) before = NULL, after = NULL, again = NULL;
  const guint m = a->sizes[layer];
  g_autofree guint32 *labels = g_new (guint32, m);
  const gsize p = wsc_architecture_get_n_parameters (a);

  for (guint j = 0; j < m; j++)
    labels[j] = j % 2;
  before = support_merge (reducible, labels, &settings);
  settings.fine_tune = 5;
  after = support_merge (reducible, labels, &settings);
  again = support_merge (reducible, labels, &settings);
  g_assert_cmpfloat (get_loss (after->smaller, dataset), <, 0.95 * get_loss (before->smaller, dataset));
  g_assert_cmpfloat (after->difference, ==, before->difference);
  g_assert_cmpmem (after->replaced->parameters, p * sizeof (double), before->replaced->parameters, p * sizeof (double));
  g_assert_cmpfloat (after->quality.test, ==, again->quality.test);
  g_assert_cmpuint (after->n_parameters, ==, before->n_parameters);
  if (before->smaller->outputs != NULL)
    g_assert_cmpmem (after->smaller->outputs, 3 * sizeof (guint32), before->smaller->outputs, 3 * sizeof (guint32));
}

static void
test_lowers_loss (void)
{
  const WscArchitecture a = support_shape ("4;8;3", "tanh", TRUE, WSC_LOSS_MSE), softmax = support_shape ("4;8;3", "relu", TRUE, WSC_LOSS_CROSS_ENTROPY);

  assert_lowers (&a, 1);
  assert_lowers (&softmax, 1);
  assert_lowers (&a, 2);
}

/* A selection learns too, with the layer of combinations. */
static void
test_selection (void)
{
  const WscArchitecture a = support_shape ("4;8;3", "tanh", TRUE, WSC_LOSS_MSE);
  WscReduceSettings settings = support_settings ();
  g_autoptr (WscDataset) dataset = support_data (&table, 1);
  g_autofree float *parameters = support_parameters (&a, 2);

  settings.method = WSC_REDUCE_QPFS;
  for (int layer = 1; layer <= 2; layer++)
    {
      g_autoptr (WscReducible) reducible = support_reducible (dataset, &a, parameters, layer, &settings);
      g_autoptr (WscReduction) before = NULL, after = NULL;

      settings.fine_tune = 0;
      before = support_select (reducible, 2, &settings);
      settings.fine_tune = 5;
      after = support_select (reducible, 2, &settings);
      g_assert_cmpfloat (get_loss (after->smaller, dataset), <, get_loss (before->smaller, dataset));
    }
}

/* One step of a linear network whose outputs 0 and 2 are one: that of the loss of all three outputs in the scaled rows,
 * w' = w - rate / f^2 dL / dw with f^2 = s K / m. */
static void
test_shared_outputs (void)
{
  const WscArchitecture a = support_shape ("4;3", "identity", TRUE, WSC_LOSS_MSE);
  WscReduceSettings settings = support_settings ();
  const WscTrainingSettings step = { WSC_SGD, 0.1, 0, 0, 60, 1 };
  g_autoptr (WscDataset) dataset = support_data (&table, 3);
  g_autofree float *parameters = support_parameters (&a, 4);
  g_autoptr (WscReducible) reducible = support_reducible (dataset, &a, parameters, 1, &settings);
  g_autoptr (WscReduction) before = NULL, after = NULL;
  guint32 labels[] = { 0, 1, 0 };
  const WscClusters clusters = support_clusters (reducible, labels);

  before = wsc_reduction_new_clusters (reducible, &clusters, &settings, &step, 1, NULL, NULL);
  settings.fine_tune = 1;
  after = wsc_reduction_new_clusters (reducible, &clusters, &settings, &step, 1, NULL, NULL);
  g_assert_cmpuint (wsc_architecture_get_n_parameters (&before->smaller->architecture), ==, 10);
  for (guint i = 0; i < 10; i++)
    {
      const gboolean first = i < 4 || i == 8;
      const double h = 1e-5, squared = (first ? 2.0 : 1.0) * 2 / 3;
      double losses[2];

      for (guint side = 0; side < 2; side++)
        {
          g_autofree double *moved = g_memdup2 (before->smaller->parameters, 10 * sizeof (double));
          g_autoptr (WscNetwork) network = NULL;

          moved[i] += side == 0 ? -h : h;
          network = wsc_network_new (&before->smaller->architecture, moved, 3, before->smaller->outputs);
          losses[side] = get_loss (network, dataset);
        }
      g_assert_cmpfloat_with_epsilon (after->smaller->parameters[i],
                                      before->smaller->parameters[i] - 0.1 / squared * (losses[1] - losses[0]) / (2 * h), 1e-5);
    }
}

static void
assert_refused (const WscArchitecture *a, const SupportTable *data, const char *word)
{
  WscReduceSettings settings = support_settings ();
  g_autoptr (WscDataset) dataset = support_data (data, 5);
  g_autofree float *parameters = support_parameters (a, 6);
  g_autoptr (WscReducible) reducible = support_reducible (dataset, a, parameters, 2, &settings);
  guint32 labels[] = { 0, 1, 0 };
  const WscClusters clusters = support_clusters (reducible, labels);
  g_autoptr (GError) error = NULL;

  settings.fine_tune = 1;
  g_assert_null (wsc_reduction_new_clusters (reducible, &clusters, &settings, &support_training, 1, NULL, &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_RANGE);
  g_assert_nonnull (strstr (error->message, word));
  g_assert_nonnull (strstr (error->message, "allowed is reduction.fine-tune = 0"));
}

static void
test_refused (void)
{
  const WscArchitecture softmax = support_shape ("4;5;3", "tanh", TRUE, WSC_LOSS_CROSS_ENTROPY),
                        bounded = support_shape ("4;5;3", "tanh;tanh", TRUE, WSC_LOSS_MSE);

  assert_refused (&softmax, &classes, "cross-entropy");
  assert_refused (&bounded, &table, "activation");
}

/* A layer that neither loses neurons nor reads them stays orthonormal. */
static void
test_orthonormal (void)
{
  WscArchitecture a = support_shape ("4;2;6;3", "tanh", TRUE, WSC_LOSS_MSE);
  WscReduceSettings settings = support_settings ();
  g_autoptr (WscDataset) dataset = support_data (&table, 7);
  g_autofree float *parameters = support_parameters (&a, 8);
  g_autoptr (WscReducible) reducible = NULL;
  g_autoptr (WscReduction) reduction = NULL;
  guint32 labels[] = { 0, 1, 0, 1, 2, 2 };

  a.orthonormal[0] = a.orthonormal[2] = TRUE;
  memcpy (parameters, (const float[]){ 0.6f, 0.8f, 0, 0, 0, 0, 0.6f, 0.8f }, 8 * sizeof (float));
  settings.fine_tune = 3;
  reducible = support_reducible (dataset, &a, parameters, 2, &settings);
  reduction = support_merge (reducible, labels, &settings);
  g_assert_true (reduction->smaller->architecture.orthonormal[0]);
  g_assert_false (reduction->smaller->architecture.orthonormal[1]);
  g_assert_false (reduction->smaller->architecture.orthonormal[2]);
  for (guint i = 0; i < 2; i++)
    for (guint j = 0; j < 2; j++)
      {
        double product = 0;

        for (guint c = 0; c < 4; c++)
          product += reduction->smaller->parameters[i * 4 + c] * reduction->smaller->parameters[j * 4 + c];
        g_assert_cmpfloat_with_epsilon (product, i == j ? 1 : 0, 1e-5);
      }
  g_assert_cmpfloat (fabs (reduction->smaller->parameters[0] - 0.6), >, 1e-4);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reduce/fine-tune/lowers-loss", test_lowers_loss);
  g_test_add_func ("/reduce/fine-tune/selection", test_selection);
  g_test_add_func ("/reduce/fine-tune/shared-outputs", test_shared_outputs);
  g_test_add_func ("/reduce/fine-tune/refused", test_refused);
  g_test_add_func ("/reduce/fine-tune/orthonormal", test_orthonormal);
  return g_test_run ();
}
