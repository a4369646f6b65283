/* Neurons as the centres of their clusters, and the smaller network that computes the same. */
#include "base/reference.h"
#include "reduce/support.h"

#include <math.h>
#include <string.h>

static const SupportTable table = { 60, 40, 4, 3, FALSE, 0 }, classes = { 60, 40, 4, 3, TRUE, 0 };

/* Row, bias and outgoing weights of unit `to` of the first layer become those of `from`, but for outgoing ones of their own. */
static void
duplicate (const WscArchitecture *a, float *parameters, guint from, guint to)
{
  const gsize in = a->sizes[0], biases = wsc_architecture_get_bias_offset (a, 0);

  memcpy (parameters + to * in, parameters + from * in, in * sizeof (float));
  if (a->bias)
    parameters[biases + to] = parameters[biases + from];
}

/* A duplicated neuron merges with its twin and nothing changes. */
static void
assert_twins_merge (const char *activations, gboolean bias, WscLoss loss)
{
  const WscArchitecture a = support_shape ("4;6;3", activations, bias, loss);
  const WscReduceSettings settings = support_settings ();
  g_autoptr (WscDataset) dataset = support_data (loss == WSC_LOSS_MSE ? &table : &classes, 1);
  g_autofree float *parameters = support_parameters (&a, 2);
  g_autoptr (WscReducible) reducible = NULL;
  g_autoptr (WscReduction) reduction = NULL;
  guint32 labels[] = { 0, 1, 2, 3, 1, 4 };

  duplicate (&a, parameters, 1, 4);
  reducible = support_reducible (dataset, &a, parameters, 1, &settings);
  reduction = support_merge (reducible, labels, &settings);
  g_assert_cmpuint (reduction->smaller->architecture.sizes[1], ==, 5);
  g_assert_cmpfloat (support_difference (reduction->smaller, wsc_reducible_get_network (reducible), dataset), <, 1e-12);
  g_assert_cmpfloat (reduction->difference, <, 1e-12);
  g_assert_cmpfloat_with_epsilon (reduction->quality.test, wsc_reducible_get_quality (reducible)->test, 1e-12);
  g_assert_cmpuint (reduction->n_parameters_before - reduction->n_parameters, ==, 4 + 3 + (bias ? 1 : 0));
}

static void
test_twins (void)
{
  static const char *const activations[] = { "tanh", "relu", "sigmoid", "identity" };

  for (guint i = 0; i < G_N_ELEMENTS (activations); i++)
    for (gboolean bias = FALSE; bias <= TRUE; bias++)
      {
        assert_twins_merge (activations[i], bias, WSC_LOSS_MSE);
        assert_twins_merge (activations[i], bias, WSC_LOSS_CROSS_ENTROPY);
      }
}

/* Any clusters of any layer: centres by hand, and both networks the same. */
static void
assert_merged (const WscArchitecture *a, int layer, const WscReduceSettings *settings)
{
  g_autoptr (WscDataset) dataset = support_data (a->loss == WSC_LOSS_MSE ? &table : &classes, 3);
  g_autofree float *parameters = support_parameters (a, 4);
  g_autoptr (WscReducible) reducible = support_reducible (dataset, a, parameters, layer, settings);
  g_autoptr (WscReduction) reduction = NULL;
  const guint m = a->sizes[layer], in = a->sizes[layer - 1];
  const gsize weights = wsc_architecture_get_weight_offset (a, (guint) layer - 1);
  g_autofree guint32 *labels = g_new (guint32, m);

  for (guint j = 0; j < m; j++)
    labels[j] = j % 2;
  reduction = support_merge (reducible, labels, settings);
  for (guint i = 0; i < in; i++)
    {
      double mean = 0;

      for (guint j = 0; j < m; j += 2)
        mean += (double) parameters[weights + j * in + i] / ((m + 1) / 2);
      g_assert_cmpfloat_with_epsilon (reduction->replaced->parameters[weights + 2 * in + i], mean, 1e-12);
    }
  g_assert_cmpuint (reduction->k, ==, 2);
  g_assert_cmpuint (reduction->smaller->architecture.sizes[layer], ==, 2);
  g_assert_cmpuint (reduction->smaller->n_outputs, ==, 3);
  g_assert_cmpfloat (reduction->difference, <, 1e-12);
  g_assert_cmpfloat (support_difference (reduction->replaced, reduction->smaller, dataset), <, 1e-12);
  g_assert_cmpfloat (support_difference (reduction->smaller, wsc_reducible_get_network (reducible), dataset), >, 1e-3);
}

static void
test_layers (void)
{
  static const char *const activations[] = { "tanh;tanh;tanh", "relu;relu;relu", "sigmoid;sigmoid;sigmoid", "identity;identity;identity" };
  WscReduceSettings settings = support_settings ();

  for (guint i = 0; i < G_N_ELEMENTS (activations); i++)
    for (gboolean bias = FALSE; bias <= TRUE; bias++)
      for (int layer = 1; layer <= 3; layer++)
        {
          const WscArchitecture a = support_shape ("4;7;6;3", activations[i], bias, WSC_LOSS_MSE);
          WscArchitecture softmax = a;

          softmax.loss = WSC_LOSS_CROSS_ENTROPY;
          softmax.activation[2] = WSC_IDENTITY;
          settings.refit = FALSE;
          assert_merged (&a, layer, &settings);
          assert_merged (&softmax, layer, &settings);
          settings.refit = TRUE;
          assert_merged (&a, layer, &settings);
        }
}

/* Mean square of the distance of outputs to those of the whole network, over the training samples, which come first. */
static double
get_loss_of_fit (const WscNetwork *a, const WscNetwork *b, WscDataset *dataset)
{
  g_autofree double *x = support_outputs (a, dataset), *y = support_outputs (b, dataset);
  double sum = 0;

  for (guint i = 0; i < 60 * 3; i++)
    sum += (x[i] - y[i]) * (x[i] - y[i]);
  return sum;
}

/* Least squares of the next layer's sums: here the outputs. */
static void
test_refit (void)
{
  static const char *const activations[] = { "tanh", "relu", "sigmoid", "identity" };

  for (guint i = 0; i < G_N_ELEMENTS (activations); i++)
    for (gboolean bias = FALSE; bias <= TRUE; bias++)
      {
        const WscArchitecture a = support_shape ("4;8;3", activations[i], bias, WSC_LOSS_MSE);
        WscReduceSettings settings = support_settings ();
        g_autoptr (WscDataset) dataset = support_data (&table, 5);
        g_autofree float *parameters = support_parameters (&a, 6);
        g_autoptr (WscReducible) reducible = support_reducible (dataset, &a, parameters, 1, &settings);
        g_autoptr (WscReduction) plain = NULL, fitted = NULL;
        guint32 labels[] = { 0, 0, 1, 1, 2, 2, 0, 1 };
        double before, after;

        plain = support_merge (reducible, labels, &settings);
        settings.refit = TRUE;
        fitted = support_merge (reducible, labels, &settings);
        before = get_loss_of_fit (plain->smaller, wsc_reducible_get_network (reducible), dataset);
        after = get_loss_of_fit (fitted->smaller, wsc_reducible_get_network (reducible), dataset);
        g_assert_cmpfloat (after, <, 0.9 * before);
        g_assert_cmpuint (fitted->smaller->architecture.sizes[1], ==, 3);
        g_assert_cmpfloat (fitted->difference, <, 1e-12);
      }
}

/* Every neuron by itself: the same numbers, whatever is asked for beside. */
static void
test_nothing_removed (void)
{
  const WscArchitecture a = support_shape ("4;5;3", "tanh", TRUE, WSC_LOSS_MSE);
  WscReduceSettings settings = support_settings ();
  g_autoptr (WscDataset) dataset = support_data (&table, 7);
  g_autofree float *parameters = support_parameters (&a, 8);
  const gsize size = wsc_architecture_get_n_parameters (&a) * sizeof (double);

  settings.refit = TRUE;
  settings.fine_tune = 2;
  for (int layer = 1; layer <= 2; layer++)
    {
      g_autoptr (WscReducible) reducible = support_reducible (dataset, &a, parameters, layer, &settings);
      g_autoptr (WscReduction) reduction = NULL;
      guint32 labels[] = { 0, 1, 2, 3, 4 };

      reduction = support_merge (reducible, labels, &settings);
      g_assert_cmpmem (reduction->smaller->parameters, size, wsc_reducible_get_network (reducible)->parameters, size);
      g_assert_null (reduction->smaller->outputs);
      g_assert_cmpuint (reduction->n_parameters, ==, reduction->n_parameters_before);
      g_assert_cmpfloat (reduction->quality.test, ==, wsc_reducible_get_quality (reducible)->test);
      g_assert_cmpfloat (reduction->difference, ==, 0);
    }
}

/* With biases of their own, neurons of one cluster have equal weights and remain two. */
static void
test_untouched_biases (void)
{
  const WscArchitecture a = support_shape ("4;5;3", "tanh", TRUE, WSC_LOSS_MSE);
  WscReduceSettings settings = support_settings ();
  g_autoptr (WscDataset) dataset = support_data (&table, 9);
  g_autofree float *parameters = support_parameters (&a, 10);
  g_autoptr (WscReducible) reducible = NULL;
  g_autoptr (WscReduction) reduction = NULL;
  const gsize biases = wsc_architecture_get_bias_offset (&a, 0);
  guint32 labels[] = { 0, 0, 1, 1, 1 };
  WscGaussians gaussians;

  settings.bias_weight = 0;
  parameters[biases + 3] = parameters[biases + 2];
  reducible = support_reducible (dataset, &a, parameters, 1, &settings);
  wsc_reducible_get_gaussians (reducible, &gaussians);
  g_assert_cmpuint (gaussians.d, ==, 4);
  reduction = support_merge (reducible, labels, &settings);
  for (guint j = 0; j < 5; j++)
    g_assert_cmpfloat (reduction->replaced->parameters[biases + j], ==, (double) parameters[biases + j]);
  g_assert_cmpuint (reduction->smaller->architecture.sizes[1], ==, 4);
  g_assert_cmpfloat (reduction->difference, <, 1e-12);
}

/* Mean cross-entropy of outputs of all samples. */
static double
get_cross_entropy (const WscNetwork *network, WscDataset *dataset)
{
  g_autofree double *outputs = support_outputs (network, dataset);
  const guint32 *known = wsc_dataset_get_classes (dataset);
  const gsize n = wsc_dataset_get_length (dataset);
  double sum = 0;

  for (gsize i = 0; i < n; i++)
    sum -= log (outputs[i * network->n_outputs + known[i]]);
  return sum / (double) n;
}

/* Another program's labels, centres and what they cost: 4–12–3 with biases untouched. */
static void
assert_reference (guint k, const guint *expected, double accuracy, double loss)
{
  const WscArchitecture a = support_shape ("4;12;3", "tanh", TRUE, WSC_LOSS_CROSS_ENTROPY);
  WscReduceSettings settings = support_settings ();
  guint n_columns;
  g_autoptr (GArray) x = load_reference ("cluster_replace/x.csv", &n_columns), y = load_reference ("cluster_replace/label.csv", &n_columns),
                     p = load_reference ("cluster_replace/params.csv", &n_columns);
  const guint n = y->len;
  g_autofree float *inputs = g_new (float, n * 4), *targets = g_new0 (float, n * 3), *parameters = g_new (float, p->len);
  g_autofree guint32 *indices = g_new (guint32, n), *labels = g_new (guint32, n);
  static const double ones[] = { 1, 1, 1 }, zeros[3];
  static const char *const inputs_names[] = { "a", "b", "c", "d", NULL }, *const class_names[] = { "0", "1", "2", NULL };
  WscDatasetParts parts = { .name = "reference", .digest = "0", .input_names = inputs_names, .n_inputs = 4, .n_targets = 3, .n_samples = n,
                            .length = n, .inputs = inputs, .targets = targets, .target_factors = ones, .target_offsets = zeros,
                            .n_classes = 3, .classes = labels, .class_names = class_names, .train = indices, .n_train = n };
  g_autoptr (WscDataset) dataset = NULL;
  g_autoptr (WscReducible) reducible = NULL;
  g_autoptr (WscReduction) reduction = NULL;
  g_autoptr (GError) error = NULL;
  guint32 clusters[12];

  for (guint i = 0; i < n; i++)
    {
      indices[i] = i;
      labels[i] = (guint32) reference_at (y, i);
      targets[i * 3 + labels[i]] = 1;
    }
  for (guint i = 0; i < n * 4; i++)
    inputs[i] = (float) reference_at (x, i);
  for (guint i = 0; i < p->len; i++)
    parameters[i] = (float) reference_at (p, i);
  g_assert_cmpuint (p->len, ==, wsc_architecture_get_n_parameters (&a));
  dataset = wsc_dataset_new_from_parts (&parts, &error);
  g_assert_no_error (error);
  settings.bias_weight = 0;
  reducible = support_reducible (dataset, &a, parameters, 1, &settings);
  for (guint j = 0; j < 12; j++)
    clusters[j] = expected[j];
  reduction = support_merge (reducible, clusters, &settings);
  g_assert_cmpuint (reduction->k, ==, k);
  g_assert_cmpfloat_with_epsilon (reduction->quality.train, accuracy, 1e-12);
  g_assert_cmpfloat_with_epsilon (get_cross_entropy (reduction->replaced, dataset), loss, 1e-6);
  g_assert_cmpfloat_with_epsilon (get_cross_entropy (reduction->smaller, dataset), loss, 1e-6);
  g_assert_true (isnan (reduction->quality.validation) && isnan (reduction->quality.test));
}

static void
test_reference (void)
{
  static const struct
  {
    guint k, labels[12];
    double accuracy, loss;
  } runs[] = {
    { 1, { 0 }, 0.28, 2.6440150211461075 },
    { 3, { 0, 1, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1 }, 0.18, 2.7464705565893888 },
    { 6, { 0, 1, 2, 3, 4, 5, 1, 5, 4, 3, 3, 4 }, 0.22, 2.8460358546287745 },
    { 9, { 0, 1, 2, 3, 4, 5, 6, 7, 8, 3, 3, 4 }, 0.22, 3.012049237649813 },
    { 12, { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 }, 0.22, 2.6192726175484817 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (runs); i++)
    assert_reference (runs[i].k, runs[i].labels, runs[i].accuracy, runs[i].loss);
}

/* A merge that is looked at is worth what it is worth when made. */
static void
test_preview (void)
{
  const WscArchitecture a = support_shape ("4;6;3", "tanh", TRUE, WSC_LOSS_MSE);
  const WscReduceSettings settings = support_settings ();
  g_autoptr (WscDataset) dataset = support_data (&table, 11);
  g_autofree float *parameters = support_parameters (&a, 12);
  g_autoptr (WscReducible) reducible = support_reducible (dataset, &a, parameters, 1, &settings);
  g_autoptr (WscReduction) made = NULL;
  guint32 labels[] = { 0, 1, 1, 2, 3, 0 }, merged[] = { 0, 1, 1, 0, 2, 0 };
  const WscClusters clusters = support_clusters (reducible, labels);
  WscQuality quality, same;

  g_assert_true (wsc_reducible_preview_merge (reducible, &clusters, 3, 5, &quality, NULL));
  made = support_merge (reducible, merged, &settings);
  g_assert_cmpfloat (quality.validation, ==, made->quality.validation);
  g_assert_cmpfloat (quality.test, ==, made->quality.test);
  g_assert_true (isnan (quality.train));
  g_assert_true (wsc_reducible_preview_merge (reducible, &clusters, 1, 2, &same, NULL));
  g_assert_cmpfloat (same.test, !=, quality.test);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reduce/merge/twins", test_twins);
  g_test_add_func ("/reduce/merge/layers", test_layers);
  g_test_add_func ("/reduce/merge/refit", test_refit);
  g_test_add_func ("/reduce/merge/nothing-removed", test_nothing_removed);
  g_test_add_func ("/reduce/merge/untouched-biases", test_untouched_biases);
  g_test_add_func ("/reduce/merge/reference", test_reference);
  g_test_add_func ("/reduce/merge/preview", test_preview);
  return g_test_run ();
}
