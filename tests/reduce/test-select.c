/* Neurons that are kept, and combinations of them that stand in for the others. */
#include "reduce/support.h"

#include <math.h>
#include <string.h>

static const SupportTable table = { 80, 40, 4, 3, FALSE, 0 }, classes = { 80, 40, 4, 3, TRUE, 0 };

static WscReduceSettings
get_settings (WscReduceMethod method, WscSimilarity similarity)
{
  WscReduceSettings settings = support_settings ();

  settings.method = method;
  settings.similarity = similarity;
  return settings;
}

/* Units 3, 4 and 5 are 0, 1 and 2 again; tanh also turned over, which only a sign tells apart. */
static void
plant (const WscArchitecture *a, float *parameters, double sign)
{
  const gsize in = a->sizes[0], biases = wsc_architecture_get_bias_offset (a, 0);

  for (guint j = 0; j < 3 * in; j++)
    parameters[3 * in + j] = (float) sign * parameters[j];
  for (guint j = 0; j < 3 && a->bias; j++)
    parameters[biases + 3 + j] = (float) sign * parameters[biases + j];
}

static void
assert_one_of_each (const WscArchitecture *a, double sign, WscSimilarity similarity, const SupportTable *data)
{
  const WscReduceSettings settings = get_settings (WSC_REDUCE_QPFS, similarity);
  g_autoptr (WscDataset) dataset = support_data (data, 1);
  g_autofree float *parameters = support_parameters (a, 2);
  g_autoptr (WscReducible) reducible = NULL;
  g_autoptr (WscReduction) reduction = NULL;
  gboolean seen[3] = { FALSE };

  plant (a, parameters, sign);
  reducible = support_reducible (dataset, a, parameters, 1, &settings);
  reduction = support_select (reducible, 3, &settings);
  for (guint i = 0; i < 3; i++)
    seen[reduction->kept[i] % 3] = TRUE;
  g_assert_true (seen[0] && seen[1] && seen[2]);
  for (guint j = 0; j < 6; j++)
    for (guint i = 0; i < 3; i++)
      g_assert_cmpfloat_with_epsilon (fabs (reduction->composition[j * 3 + i]), reduction->kept[i] % 3 == j % 3 ? 1 : 0, 1e-6);
  g_assert_cmpuint (reduction->smaller->architecture.sizes[1], ==, 3);
  g_assert_cmpfloat (support_difference (reduction->smaller, wsc_reducible_get_network (reducible), dataset), <, 1e-6);
  g_assert_cmpfloat (reduction->difference, <, 1e-12);
}

static void
test_planted (void)
{
  for (guint i = 0; i < 4; i++)
    {
      const WscSimilarity similarity = i % 2 == 0 ? WSC_SIMILARITY_ACTIVATIONS : WSC_SIMILARITY_WEIGHTS;
      const gboolean bias = i / 2 == 0;
      WscArchitecture a = support_shape ("4;6;3", "tanh", bias, WSC_LOSS_MSE);

      assert_one_of_each (&a, 1, similarity, &table);
      assert_one_of_each (&a, -1, similarity, &table);
      a.activation[0] = WSC_RELU;
      assert_one_of_each (&a, 1, similarity, &table);
      a.loss = WSC_LOSS_CROSS_ENTROPY;
      assert_one_of_each (&a, 1, similarity, &classes);
    }
}

/* A ReLU unit that never answers, and one that always says the same, are dropped first and nothing changes. */
static void
test_constant_units (void)
{
  static const WscReduceMethod methods[] = { WSC_REDUCE_VARIANCE, WSC_REDUCE_QPFS };
  const WscArchitecture a = support_shape ("4;5;3", "relu", TRUE, WSC_LOSS_MSE);
  g_autoptr (WscDataset) dataset = support_data (&table, 3);
  g_autofree float *parameters = support_parameters (&a, 4);
  const gsize biases = wsc_architecture_get_bias_offset (&a, 0);

  memset (parameters + 4, 0, 8 * sizeof (float));
  parameters[biases + 1] = -1;
  parameters[biases + 2] = 2;
  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      const WscReduceSettings settings = get_settings (methods[i], WSC_SIMILARITY_ACTIVATIONS);
      g_autoptr (WscReducible) reducible = support_reducible (dataset, &a, parameters, 1, &settings);

      for (guint k = 1; k <= 5; k++)
        {
          g_autoptr (WscReduction) reduction = support_select (reducible, k, &settings);

          for (guint j = 0; j < 5 * k; j++)
            g_assert_true (isfinite (reduction->composition[j]));
          for (guint j = 0; j < 5; j++)
            g_assert_true (isfinite (reduction->relevance[j]) && isfinite (reduction->constants[j]));
          g_assert_true (isfinite (reduction->quality.test));
          if (methods[i] != WSC_REDUCE_QPFS || k != 3)
            continue;
          g_assert_cmpuint (reduction->kept[0], ==, 0);
          g_assert_cmpuint (reduction->kept[1], ==, 3);
          g_assert_cmpfloat_with_epsilon (reduction->constants[2], 2, 1e-9);
          g_assert_cmpfloat (support_difference (reduction->smaller, wsc_reducible_get_network (reducible), dataset), <, 1e-6);
        }
    }
}

/* The combination of what is dropped leaves a residual that no kept activation and no constant correlates with. */
static void
test_least_squares (void)
{
  const WscArchitecture a = support_shape ("4;6;3", "tanh", TRUE, WSC_LOSS_MSE), first = support_shape ("4;6", "tanh", TRUE, WSC_LOSS_MSE);
  const WscReduceSettings settings = get_settings (WSC_REDUCE_QPFS, WSC_SIMILARITY_ACTIVATIONS);
  g_autoptr (WscDataset) dataset = support_data (&table, 5);
  g_autofree float *parameters = support_parameters (&a, 6);
  g_autoptr (WscReducible) reducible = support_reducible (dataset, &a, parameters, 1, &settings);
  g_autoptr (WscReduction) reduction = support_select (reducible, 3, &settings);
  g_autoptr (WscNetwork) layer = NULL;
  g_autofree double *h = NULL;
  WscArchitecture shape = first;

  shape.activation[0] = WSC_TANH;
  layer = wsc_network_new (&shape, wsc_reducible_get_network (reducible)->parameters, 6, NULL);
  h = support_outputs (layer, dataset);
  for (guint j = 0; j < 6; j++)
    {
      double sums[4] = { 0 };

      for (guint s = 0; s < 80; s++)
        {
          double residual = h[s * 6 + j] - reduction->constants[j];

          for (guint i = 0; i < 3; i++)
            residual -= reduction->composition[j * 3 + i] * h[s * 6 + reduction->kept[i]];
          for (guint i = 0; i < 3; i++)
            sums[i] += residual * h[s * 6 + reduction->kept[i]];
          sums[3] += residual;
        }
      for (guint i = 0; i < 4; i++)
        g_assert_cmpfloat_with_epsilon (sums[i], 0, 1e-6);
    }
}

/* Outputs that are combinations of others: one identity layer more, or rows that are combined. */
static void
test_outputs (void)
{
  static const char *const activations[] = { "tanh;identity", "tanh;tanh" };

  for (guint i = 0; i < 4; i++)
    {
      const WscArchitecture a = support_shape ("4;5;3", activations[i % 2], i / 2 == 0, WSC_LOSS_MSE);
      const WscReduceSettings settings = get_settings (WSC_REDUCE_QPFS, WSC_SIMILARITY_ACTIVATIONS);
      g_autoptr (WscDataset) dataset = support_data (&table, 7);
      g_autofree float *parameters = support_parameters (&a, 8);
      g_autoptr (WscReducible) reducible = support_reducible (dataset, &a, parameters, 2, &settings);
      g_autoptr (WscReduction) two = support_select (reducible, 2, &settings), three = support_select (reducible, 3, &settings);

      g_assert_cmpuint (two->smaller->architecture.n_layers, ==, 3);
      g_assert_cmpuint (two->smaller->architecture.sizes[2], ==, 2);
      g_assert_cmpuint (two->smaller->n_outputs, ==, 3);
      g_assert_cmpfloat (two->difference, <, 1e-12);
      g_assert_cmpfloat (support_difference (two->smaller, two->replaced, dataset), <, 1e-12);
      g_assert_cmpfloat (three->quality.test, ==, wsc_reducible_get_quality (reducible)->test);
      g_assert_cmpfloat (two->quality.test, !=, three->quality.test);
    }
}

static void
test_deepest (void)
{
  const WscArchitecture a = support_shape ("4;3;3;3;3;3;3;3;3", "tanh", TRUE, WSC_LOSS_MSE);
  const WscReduceSettings settings = get_settings (WSC_REDUCE_QPFS, WSC_SIMILARITY_ACTIVATIONS);
  g_autoptr (WscDataset) dataset = support_data (&table, 9);
  g_autofree float *parameters = support_parameters (&a, 10);
  g_autoptr (WscReducible) reducible = support_reducible (dataset, &a, parameters, 0, &settings);
  g_autoptr (GError) error = NULL;

  g_assert_null (wsc_reduction_new_selection (reducible, 2, &settings, &support_training, 1, NULL, &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_RANGE);
  g_assert_nonnull (strstr (error->message, "one layer more than 8"));
}

static void
test_counts (void)
{
  const WscArchitecture a = support_shape ("4;5;3", "tanh", TRUE, WSC_LOSS_MSE);
  const WscReduceSettings settings = get_settings (WSC_REDUCE_VARIANCE, WSC_SIMILARITY_ACTIVATIONS);
  g_autoptr (WscDataset) dataset = support_data (&table, 11);
  g_autofree float *parameters = support_parameters (&a, 12);
  g_autoptr (WscReducible) reducible = support_reducible (dataset, &a, parameters, 1, &settings);
  static const guint counts[] = { 0, 6 };

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (wsc_reduction_new_selection (reducible, counts[i], &settings, &support_training, 1, NULL, &error));
      g_assert_error (error, WSC_ERROR, WSC_ERROR_RANGE);
      g_assert_nonnull (strstr (error->message, "allowed: 1 to 5"));
    }
}

/* Networks that agree on some neurons and not on others: those with the largest mean for their spread are kept. */
static void
test_variance (void)
{
  const WscArchitecture a = support_shape ("4;5;3", "tanh", TRUE, WSC_LOSS_MSE);
  const WscReduceSettings settings = get_settings (WSC_REDUCE_VARIANCE, WSC_SIMILARITY_ACTIVATIONS);
  static const double spreads[] = { 0.3, 0.01, 0.2, 0.02, 0.4 };
  WscEstimateSettings estimate = support_estimate (1);
  g_autoptr (WscDataset) dataset = support_data (&table, 13);
  g_autofree float *centre = support_parameters (&a, 14), *all = NULL;
  const gsize p = wsc_architecture_get_n_parameters (&a);
  g_autoptr (WscEnsemble) ensemble = NULL;
  g_autoptr (WscReducible) reducible = NULL;
  g_autoptr (WscReduction) reduction = NULL;
  WscRandom random;

  all = g_new (float, 30 * p);
  wsc_random_init (&random, 1, "test.variance", 0);
  for (guint r = 0; r < 30; r++)
    for (guint i = 0; i < p; i++)
      all[r * p + i] = (i < 20 ? (float) 0.5 * (i % 2 == 0 ? 1 : -1) : centre[i]) +
                       (i < 20 ? (float) (spreads[i / 4] * wsc_random_normal (&random)) : 0);
  ensemble = support_networks (&a, 30, all);
  estimate.align = WSC_ALIGN_NONE;
  reducible = wsc_reducible_new (dataset, ensemble, NULL, &estimate, &settings, 1, NULL, NULL);
  reduction = support_select (reducible, 2, &settings);
  g_assert_cmpuint (reduction->kept[0], ==, 1);
  g_assert_cmpuint (reduction->kept[1], ==, 3);
  g_assert_cmpfloat (reduction->relevance[1], >, reduction->relevance[3]);
  g_assert_cmpfloat (reduction->relevance[2], >, reduction->relevance[4]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reduce/select/planted", test_planted);
  g_test_add_func ("/reduce/select/constant-units", test_constant_units);
  g_test_add_func ("/reduce/select/least-squares", test_least_squares);
  g_test_add_func ("/reduce/select/outputs", test_outputs);
  g_test_add_func ("/reduce/select/deepest", test_deepest);
  g_test_add_func ("/reduce/select/counts", test_counts);
  g_test_add_func ("/reduce/select/variance", test_variance);
  return g_test_run ();
}
