/* What a layer is reduced by: networks, their neurons, and the samples that tell what it costs. */
#include "reduce/support.h"

#include <math.h>
#include <string.h>

static const SupportTable table = { 60, 40, 4, 3, FALSE, 2.5 }, classes = { 60, 41, 4, 3, TRUE, 0 };

#define N 6

/* N networks near one. */
static WscEnsemble *
new_ensemble (const WscArchitecture *a)
{
  const gsize p = wsc_architecture_get_n_parameters (a);
  g_autofree float *centre = support_parameters (a, 20), *all = g_new (float, N *p);
  WscRandom random;

  wsc_random_init (&random, 21, "test.ensemble", 0);
  for (gsize i = 0; i < N * p; i++)
    all[i] = centre[i % p] + (float) (0.05 * wsc_random_normal (&random));
  return support_networks (a, N, all);
}

static WscReducible *
new_reducible (WscDataset *dataset, WscEnsemble *ensemble, WscNeurons *neurons, int layer, const WscReduceSettings *settings)
{
  const WscEstimateSettings estimate = support_estimate (layer);
  g_autoptr (GError) error = NULL;
  WscReducible *self = wsc_reducible_new (dataset, ensemble, neurons, &estimate, settings, 1, NULL, &error);

  g_assert_no_error (error);
  return self;
}

/* The Gaussians are those that estimation finds, with the bias times its weight. */
static void
test_gaussians (void)
{
  const WscArchitecture a = support_shape ("4;5;3", "tanh", TRUE, WSC_LOSS_MSE);
  static const double weights[] = { 0, 1, 2 };
  g_autoptr (WscDataset) dataset = support_data (&table, 1);
  g_autoptr (WscEnsemble) ensemble = new_ensemble (&a);
  WscEstimateSettings estimate = support_estimate (1);
  g_autoptr (WscNeurons) neurons = NULL;

  estimate.append_bias = TRUE;
  neurons = wsc_neurons_estimate (ensemble, &estimate, dataset, NULL, NULL);
  for (guint w = 0; w < G_N_ELEMENTS (weights); w++)
    {
      WscReduceSettings settings = support_settings ();
      g_autoptr (WscReducible) reducible = NULL;
      WscGaussians g;

      settings.bias_weight = weights[w];
      reducible = new_reducible (dataset, ensemble, NULL, 1, &settings);
      wsc_reducible_get_gaussians (reducible, &g);
      g_assert_cmpuint (g.m, ==, 5);
      g_assert_cmpuint (g.d, ==, weights[w] > 0 ? 5 : 4);
      for (guint j = 0; j < 5; j++)
        for (guint x = 0; x < g.d; x++)
          {
            const double own = x == 4 ? weights[w] : 1;

            g_assert_cmpfloat_with_epsilon (g.means[j * g.d + x], own * wsc_neurons_get_mean (neurons, j)[x], 1e-12);
            for (guint y = 0; y < g.d; y++)
              g_assert_cmpfloat_with_epsilon (g.covariances[(j * g.d + x) * g.d + y],
                                              own * (y == 4 ? weights[w] : 1) * wsc_neurons_get_covariance (neurons, j)[x * 5 + y], 1e-12);
          }
    }
}

/* The mean, one network, or the mean's neurons beside one network. */
static void
test_from (void)
{
  const WscArchitecture a = support_shape ("4;5;3", "tanh", TRUE, WSC_LOSS_MSE);
  const gsize p = wsc_architecture_get_n_parameters (&a);
  g_autoptr (WscDataset) dataset = support_data (&table, 2);
  g_autoptr (WscEnsemble) ensemble = new_ensemble (&a);
  const WscEstimateSettings estimate = support_estimate (1);
  guint n;
  g_autofree double *networks = wsc_neurons_align_networks (ensemble, &estimate, NULL, &n, NULL);

  g_assert_cmpuint (n, ==, N);
  for (int from = WSC_REDUCE_MEAN; from <= WSC_REDUCE_PUBLISHED; from++)
    {
      WscReduceSettings settings = support_settings ();
      g_autoptr (WscReducible) reducible = NULL;
      const double *parameters;
      WscGaussians g;

      settings.from = from;
      settings.network = 3;
      reducible = new_reducible (dataset, ensemble, NULL, 1, &settings);
      parameters = wsc_reducible_get_network (reducible)->parameters;
      wsc_reducible_get_gaussians (reducible, &g);
      for (gsize i = 0; i < p; i++)
        {
          double mean = 0;

          for (guint r = 0; r < N; r++)
            mean += networks[r * p + i] / N;
          g_assert_cmpfloat_with_epsilon (parameters[i], from == WSC_REDUCE_MEAN ? mean : networks[2 * p + i], 1e-12);
          if (i < 20)
            g_assert_cmpfloat_with_epsilon (g.means[i / 4 * 5 + i % 4], from == WSC_REDUCE_OWN ? networks[2 * p + i] : mean, 1e-12);
        }
    }
}

/* A single network has the covariances that its method found; the bias that it left out is certain. */
static void
test_single (void)
{
  const WscArchitecture a = support_shape ("4;2;3", "tanh", TRUE, WSC_LOSS_MSE);
  const WscReduceSettings settings = support_settings ();
  g_autoptr (WscDataset) dataset = support_data (&table, 3);
  g_autofree float *parameters = support_parameters (&a, 4);
  g_autoptr (WscEnsemble) ensemble = support_networks (&a, 1, parameters);
  g_autofree double *means = g_new0 (double, 8), *covariances = g_new0 (double, 32);
  g_autoptr (WscNeurons) neurons = NULL;
  g_autoptr (WscReducible) reducible = NULL, without = new_reducible (dataset, ensemble, NULL, 1, &settings);
  WscGaussians g;

  for (guint i = 0; i < 32; i++)
    covariances[i] = i + 1;
  neurons = wsc_neurons_new (2, 4, means, covariances, 0, NULL);
  reducible = new_reducible (dataset, ensemble, neurons, 1, &settings);
  wsc_reducible_get_gaussians (reducible, &g);
  for (guint j = 0; j < 2; j++)
    for (guint x = 0; x < 5; x++)
      for (guint y = 0; y < 5; y++)
        g_assert_cmpfloat (g.covariances[(j * 5 + x) * 5 + y], ==, x < 4 && y < 4 ? (j * 4 + x) * 4 + y + 1 : 0);
  wsc_reducible_get_gaussians (without, &g);
  g_assert_null (g.covariances);
}

/* d' C d is the mean square by which two neurons' sums differ over training samples. */
static void
test_input_covariance (void)
{
  const WscArchitecture a = support_shape ("4;5;3", "tanh", TRUE, WSC_LOSS_MSE);
  WscReduceSettings settings = support_settings ();
  g_autoptr (WscDataset) dataset = support_data (&table, 5);
  g_autofree float *parameters = support_parameters (&a, 6);

  settings.bias_weight = 3;
  for (int layer = 1; layer <= 2; layer++)
    {
      g_autoptr (WscReducible) reducible = support_reducible (dataset, &a, parameters, layer, &settings);
      const guint m = a.sizes[layer];
      g_autoptr (WscNetwork) network = NULL;
      g_autofree double *sums = NULL;
      const double *c = wsc_reducible_get_input_covariance (reducible);
      WscArchitecture first = a;
      WscGaussians g;
      double weighted = 0, mean = 0;

      first.n_layers = (guint) layer;
      first.activation[layer - 1] = WSC_IDENTITY;
      network = wsc_network_new (&first, wsc_reducible_get_network (reducible)->parameters, m, NULL);
      sums = support_outputs (network, dataset);
      wsc_reducible_get_gaussians (reducible, &g);
      for (guint x = 0; x < g.d; x++)
        for (guint y = 0; y < g.d; y++)
          weighted += (g.means[x] - g.means[g.d + x]) * c[x * g.d + y] * (g.means[y] - g.means[g.d + y]);
      for (guint s = 0; s < 60; s++)
        mean += pow (sums[s * m] - sums[s * m + 1], 2) / 60;
      g_assert_cmpfloat_with_epsilon (weighted, mean, 1e-6);
    }
}

/* Without validation the test is what the ensemble's own evaluation says. */
static void
test_quality (void)
{
  for (guint i = 0; i < 2; i++)
    {
      const WscArchitecture a = support_shape ("4;5;3", "tanh", TRUE, i == 0 ? WSC_LOSS_MSE : WSC_LOSS_CROSS_ENTROPY);
      WscReduceSettings settings = support_settings ();
      g_autoptr (WscDataset) dataset = support_data (i == 0 ? &table : &classes, 7);
      g_autofree float *parameters = support_parameters (&a, 8);
      g_autoptr (WscEnsemble) ensemble = support_networks (&a, 1, parameters);
      const WscQuality *quality;
      WscMetrics metrics;

      wsc_ensemble_evaluate (ensemble, dataset, NULL, &metrics);
      settings.validation_share = 0;
      for (int layer = 1; layer <= 2; layer++)
        {
          g_autoptr (WscReducible) reducible = new_reducible (dataset, ensemble, NULL, layer, &settings);

          quality = wsc_reducible_get_quality (reducible);
          g_assert_cmpint (wsc_reducible_is_accuracy (reducible), ==, i == 1);
          g_assert_cmpfloat_with_epsilon (quality->train, i == 0 ? metrics.train_mse : metrics.train_accuracy, 1e-5);
          g_assert_cmpfloat_with_epsilon (quality->test, i == 0 ? metrics.test_mse : metrics.test_accuracy, 1e-5);
          g_assert_true (isnan (quality->validation));
        }
    }
}

/* Validation and test add up to all that is held out. */
static void
test_split (void)
{
  static const double shares[] = { 0.25, 0.5, 1 };
  const WscArchitecture a = support_shape ("4;5;3", "tanh", TRUE, WSC_LOSS_MSE);
  g_autoptr (WscDataset) dataset = support_data (&table, 9);
  g_autofree float *parameters = support_parameters (&a, 10);
  WscReduceSettings settings = support_settings ();
  g_autoptr (WscReducible) whole = NULL;

  settings.validation_share = 0;
  whole = support_reducible (dataset, &a, parameters, 1, &settings);
  for (guint i = 0; i < G_N_ELEMENTS (shares); i++)
    {
      g_autoptr (WscReducible) reducible = NULL;
      const WscQuality *quality;
      const double n = MIN (40 * shares[i], 39);

      settings.validation_share = shares[i];
      reducible = support_reducible (dataset, &a, parameters, 1, &settings);
      quality = wsc_reducible_get_quality (reducible);
      g_assert_cmpfloat_with_epsilon (n * quality->validation + (40 - n) * quality->test, 40 * wsc_reducible_get_quality (whole)->test, 1e-9);
      g_assert_cmpfloat (quality->validation, !=, quality->test);
    }
}

/* A data set of three classes with so many held out of each. */
static WscDataset *
new_classes (const guint *held_out)
{
  static const char *const names[] = { "x", NULL }, *const labels[] = { "red", "green", "blue", NULL };
  static const double ones[] = { 1, 1, 1 }, zeros[3];
  float inputs[30], targets[90] = { 0 };
  guint32 class[30], train[30], test[30];
  WscDatasetParts parts = { .name = "classes", .digest = "0", .input_names = names, .n_inputs = 1, .n_targets = 3, .n_samples = 30,
                            .length = 30, .inputs = inputs, .targets = targets, .target_factors = ones, .target_offsets = zeros,
                            .n_classes = 3, .classes = class, .class_names = labels, .train = train, .test = test };
  g_autoptr (GError) error = NULL;
  WscDataset *dataset;

  for (guint32 i = 0; i < 30; i++)
    {
      inputs[i] = (float) i;
      class[i] = i / 10;
      targets[i * 3 + class[i]] = 1;
      if (i % 10 < held_out[i / 10])
        test[parts.n_test++] = i;
      else
        train[parts.n_train++] = i;
    }
  dataset = wsc_dataset_new_from_parts (&parts, &error);
  g_assert_no_error (error);
  return dataset;
}

static void
test_classes (void)
{
  const WscArchitecture a = support_shape ("1;2;3", "tanh", TRUE, WSC_LOSS_CROSS_ENTROPY);
  const WscEstimateSettings estimate = support_estimate (1);
  const WscReduceSettings settings = support_settings ();
  g_autofree float *parameters = support_parameters (&a, 11);
  g_autoptr (WscEnsemble) ensemble = support_networks (&a, 1, parameters);
  g_autoptr (WscDataset) one = new_classes ((const guint[]){ 4, 1, 4 }), none = new_classes ((const guint[]){ 4, 0, 4 }),
                         nothing = new_classes ((const guint[]){ 0, 0, 0 });
  g_autoptr (WscReducible) with_one = new_reducible (one, ensemble, NULL, 1, &settings),
                           with_nothing = new_reducible (nothing, ensemble, NULL, 1, &settings);
  g_autoptr (WscReduction) reduction = NULL;
  g_autoptr (GError) error = NULL;
  guint32 labels[] = { 0, 0 };

  g_assert_true (isfinite (wsc_reducible_get_quality (with_one)->validation) && isfinite (wsc_reducible_get_quality (with_one)->test));
  g_assert_null (wsc_reducible_new (none, ensemble, NULL, &estimate, &settings, 1, NULL, &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_RANGE);
  g_assert_nonnull (strstr (error->message, "“green”"));
  reduction = support_merge (with_nothing, labels, &settings);
  g_assert_true (isfinite (reduction->quality.train) && isnan (reduction->quality.test));
  g_assert_cmpfloat (reduction->difference, <, 1e-12);
}

static void
assert_refused (const WscEstimateSettings *estimate, const WscReduceSettings *settings, const char *words)
{
  const WscArchitecture a = support_shape ("4;5;3", "tanh", TRUE, WSC_LOSS_MSE);
  g_autoptr (WscDataset) dataset = support_data (&table, 12);
  g_autoptr (WscEnsemble) ensemble = new_ensemble (&a);
  g_autoptr (GError) error = NULL;

  g_assert_null (wsc_reducible_new (dataset, ensemble, NULL, estimate, settings, 1, NULL, &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_RANGE);
  g_assert_nonnull (strstr (error->message, words));
}

/* A network that is not one of numbers is refused, and told which. */
static void
test_not_finite (void)
{
  const WscArchitecture a = support_shape ("4;5;3", "tanh", TRUE, WSC_LOSS_MSE);
  const WscEstimateSettings estimate = support_estimate (1);
  const WscReduceSettings settings = support_settings ();
  g_autoptr (WscDataset) dataset = support_data (&table, 14);
  g_autofree float *parameters = support_parameters (&a, 15);
  g_autoptr (WscEnsemble) ensemble = NULL;
  g_autoptr (GError) error = NULL;

  parameters[6] = NAN;
  ensemble = support_networks (&a, 1, parameters);
  g_assert_null (wsc_reducible_new (dataset, ensemble, NULL, &estimate, &settings, 1, NULL, &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_NUMERIC);
  g_assert_nonnull (strstr (error->message, "Weight 7 of network 1"));
}

/* Windows of a series: the earlier ones held out choose, the later ones report, in the square of the series' own unit. */
static void
test_series (void)
{
  static const double factor = 3, offset = 10;
  const WscArchitecture a = support_shape ("5;2;5", "tanh", TRUE, WSC_LOSS_MSE);
  WscReduceSettings settings = support_settings ();
  double values[64], times[64];
  float series[64];
  guint32 indices[60];
  const double factors[] = { factor, factor, factor, factor, factor }, offsets[] = { offset, offset, offset, offset, offset };
  static const char *const names[] = { "t", "t+1", "t+2", "t+3", "t+4", NULL };
  const WscDatasetParts parts = { .name = "series", .digest = "0", .input_names = names, .n_inputs = 5, .n_targets = 5, .n_samples = 60,
                                  .length = 64, .is_series = TRUE, .times = times, .observed = values, .series = series,
                                  .target_factors = factors, .target_offsets = offsets, .train = indices, .n_train = 40,
                                  .test = indices + 40, .n_test = 20 };
  g_autofree float *parameters = support_parameters (&a, 16);
  g_autofree double *outputs = NULL;
  g_autoptr (WscDataset) dataset = NULL;
  g_autoptr (WscReducible) reducible = NULL;
  double sums[3] = { 0 };

  for (guint32 t = 0; t < 64; t++)
    {
      times[t] = t;
      series[t] = (float) sin (0.7 * t);
      values[t] = factor * (double) series[t] + offset;
      indices[MIN (t, 59)] = MIN (t, 59);
    }
  dataset = wsc_dataset_new_from_parts (&parts, NULL);
  settings.validation_share = 0.3;
  reducible = support_reducible (dataset, &a, parameters, 2, &settings);
  outputs = support_outputs (wsc_reducible_get_network (reducible), dataset);
  for (guint s = 0; s < 60; s++)
    for (guint k = 0; k < 5; k++)
      sums[s < 40 ? 0 : s < 46 ? 1 : 2] += pow (factor * outputs[s * 5 + k] + offset - values[s + k], 2) / 5;
  g_assert_cmpfloat_with_epsilon (wsc_reducible_get_quality (reducible)->train, sums[0] / 40, 1e-5);
  g_assert_cmpfloat_with_epsilon (wsc_reducible_get_quality (reducible)->validation, sums[1] / 6, 1e-5);
  g_assert_cmpfloat_with_epsilon (wsc_reducible_get_quality (reducible)->test, sums[2] / 14, 1e-5);
}

static gboolean
stop (gpointer user_data, double fraction, const char *phase)
{
  return FALSE;
}

static void
test_errors (void)
{
  WscEstimateSettings estimate = support_estimate (1);
  WscReduceSettings settings = support_settings ();
  const WscHook hook = { .report = stop };
  const WscArchitecture a = support_shape ("4;5;3", "tanh", TRUE, WSC_LOSS_MSE);
  g_autoptr (WscDataset) dataset = support_data (&table, 13);
  g_autoptr (WscEnsemble) ensemble = new_ensemble (&a);
  g_autoptr (GError) error = NULL;

  estimate.side = WSC_SIDE_OUTGOING;
  assert_refused (&estimate, &settings, "estimate.side = incoming");
  estimate.side = WSC_SIDE_INCOMING;
  estimate.layer = 3;
  assert_refused (&estimate, &settings, "allowed: 1 to 2");
  estimate.layer = 1;
  settings.from = WSC_REDUCE_OWN;
  settings.network = N + 1;
  assert_refused (&estimate, &settings, "There is no network 7; allowed: 1 to 6");
  settings.network = 0;
  assert_refused (&estimate, &settings, "There is no network 0");
  settings.network = 1;
  g_assert_null (wsc_reducible_new (dataset, ensemble, NULL, &estimate, &settings, 1, &hook, &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_STOPPED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reduce/reducible/gaussians", test_gaussians);
  g_test_add_func ("/reduce/reducible/from", test_from);
  g_test_add_func ("/reduce/reducible/single", test_single);
  g_test_add_func ("/reduce/reducible/input-covariance", test_input_covariance);
  g_test_add_func ("/reduce/reducible/quality", test_quality);
  g_test_add_func ("/reduce/reducible/split", test_split);
  g_test_add_func ("/reduce/reducible/classes", test_classes);
  g_test_add_func ("/reduce/reducible/series", test_series);
  g_test_add_func ("/reduce/reducible/not-finite", test_not_finite);
  g_test_add_func ("/reduce/reducible/errors", test_errors);
  return g_test_run ();
}
