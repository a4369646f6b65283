#include "reduce/support.h"

#include <math.h>
#include <stdlib.h>

const WscTrainingSettings support_training = { WSC_ADAM, 0.005, 0.9, 0.5, 16, 5 };

static void
fill_targets (const SupportTable *table, const float *x, const double *map, float *targets, guint32 *class)
{
  double best = -INFINITY;

  *class = 0;
  for (guint k = 0; k < table->n_targets; k++)
    {
      double z = 0;

      for (guint i = 0; i < table->n_inputs; i++)
        z += map[k * table->n_inputs + i] * (double) x[i];
      targets[k] = (float) (sin (z) + 0.3 * z);
      if (z > best)
        *class = k;
      best = MAX (best, z);
    }
  for (guint k = 0; k < table->n_targets && table->classes; k++)
    targets[k] = k == *class ? 1.0f : 0.0f;
}

WscDataset *
support_data (const SupportTable *table, guint64 seed)
{
  static const char *const names[] = { "a", "b", "c", "d", "e", "f", "g", "h", NULL };
  const guint n = table->n_train + table->n_test;
  g_autofree float *x = g_new (float, n *table->n_inputs), *y = g_new (float, n *table->n_targets);
  g_autofree double *map = g_new (double, table->n_targets *table->n_inputs);
  g_autofree double *factors = g_new (double, table->n_targets), *offsets = g_new0 (double, table->n_targets);
  g_autofree guint32 *indices = g_new (guint32, n), *classes = g_new (guint32, n);
  WscDatasetParts parts = { .name = "table", .digest = "0", .n_samples = n, .length = n };
  g_autoptr (GStrvBuilder) inputs = g_strv_builder_new (), labels = g_strv_builder_new ();
  g_auto (GStrv) input_names = NULL, class_names = NULL;
  g_autoptr (GError) error = NULL;
  WscDataset *dataset;
  WscRandom random;

  wsc_random_init (&random, seed, "test.reduce.data", 0);
  for (guint i = 0; i < table->n_targets * table->n_inputs; i++)
    map[i] = wsc_random_normal (&random);
  for (guint i = 0; i < n * table->n_inputs; i++)
    x[i] = (float) wsc_random_normal (&random);
  for (guint s = 0; s < n; s++)
    {
      indices[s] = s;
      fill_targets (table, x + s * table->n_inputs, map, y + s * table->n_targets, &classes[s]);
    }
  for (guint k = 0; k < table->n_targets; k++)
    {
      factors[k] = table->factor > 0 ? table->factor : 1;
      g_strv_builder_add (labels, names[k % 8]);
    }
  for (guint i = 0; i < table->n_inputs; i++)
    g_strv_builder_add (inputs, names[i % 8]);
  input_names = g_strv_builder_end (inputs);
  class_names = g_strv_builder_end (labels);
  parts.input_names = (const char *const *) input_names;
  parts.n_inputs = table->n_inputs;
  parts.n_targets = table->n_targets;
  parts.inputs = x;
  parts.targets = y;
  parts.target_factors = factors;
  parts.target_offsets = offsets;
  parts.n_classes = table->classes ? table->n_targets : 0;
  parts.classes = table->classes ? classes : NULL;
  parts.class_names = (const char *const *) class_names;
  parts.train = indices;
  parts.n_train = table->n_train;
  parts.test = indices + table->n_train;
  parts.n_test = table->n_test;
  dataset = wsc_dataset_new_from_parts (&parts, &error);
  g_assert_no_error (error);
  return dataset;
}

WscArchitecture
support_shape (const char *layers, const char *activations, gboolean bias, WscLoss loss)
{
  const WscModelSettings settings = { .layers = (char *) layers, .activation = (char *) activations, .bias = bias };
  g_autoptr (GError) error = NULL;
  WscArchitecture a;

  wsc_architecture_init (&a, &settings, NULL, &error);
  g_assert_no_error (error);
  a.loss = loss;
  return a;
}

float *
support_parameters (const WscArchitecture *a, guint64 seed)
{
  const gsize p = wsc_architecture_get_n_parameters (a);
  float *parameters = g_new (float, p);
  WscRandom random;

  wsc_random_init (&random, seed, "test.reduce.parameters", 0);
  for (gsize i = 0; i < p; i++)
    parameters[i] = (float) (0.5 * wsc_random_normal (&random));
  return parameters;
}

WscEnsemble *
support_networks (const WscArchitecture *a, guint n, const float *parameters)
{
  g_autofree gint32 *diverged_at = g_new0 (gint32, n);

  return wsc_ensemble_new (a, n, parameters, diverged_at, 0, NULL, NULL, FALSE);
}

WscReduceSettings
support_settings (void)
{
  return (WscReduceSettings){ .network = 1, .bias_weight = 1, .validation_share = 0.5, .repeats = 1, .step = 1 };
}

WscEstimateSettings
support_estimate (int layer)
{
  return (WscEstimateSettings){
    .replicas = 8, .resample = WSC_RESAMPLE_IID, .subset_share = 0.5, .align = WSC_ALIGN_AUTO, .layer = layer, .side = WSC_SIDE_INCOMING,
  };
}

WscReducible *
support_reducible (WscDataset *dataset, const WscArchitecture *a, const float *parameters, int layer, const WscReduceSettings *settings)
{
  const WscEstimateSettings estimate = support_estimate (layer);
  g_autoptr (WscEnsemble) ensemble = support_networks (a, 1, parameters);
  g_autoptr (GError) error = NULL;
  WscReducible *self = wsc_reducible_new (dataset, ensemble, NULL, &estimate, settings, 1, NULL, &error);

  g_assert_no_error (error);
  return self;
}

WscClusters
support_clusters (const WscReducible *reducible, guint32 *labels)
{
  WscClusters clusters = { .ref_count = 1, .m = wsc_reducible_get_count (reducible), .labels = labels };

  for (guint j = 0; j < clusters.m; j++)
    clusters.k = MAX (clusters.k, labels[j] + 1);
  return clusters;
}

WscReduction *
support_merge (const WscReducible *reducible, guint32 *labels, const WscReduceSettings *settings)
{
  const WscClusters clusters = support_clusters (reducible, labels);
  g_autoptr (GError) error = NULL;
  WscReduction *self = wsc_reduction_new_clusters (reducible, &clusters, settings, &support_training, 1, NULL, &error);

  g_assert_no_error (error);
  return self;
}

WscReduction *
support_select (const WscReducible *reducible, guint k, const WscReduceSettings *settings)
{
  g_autoptr (GError) error = NULL;
  WscReduction *self = wsc_reduction_new_selection (reducible, k, settings, &support_training, 1, NULL, &error);

  g_assert_no_error (error);
  return self;
}

double *
support_outputs (const WscNetwork *network, WscDataset *dataset)
{
  WscSamples samples;
  double *outputs;

  wsc_dataset_get_samples (dataset, &samples);
  outputs = g_new (double, samples.n_samples *network->n_outputs);
  wsc_network_get_outputs (network, &samples, NULL, samples.n_samples, outputs);
  return outputs;
}

double
support_difference (const WscNetwork *a, const WscNetwork *b, WscDataset *dataset)
{
  g_autofree double *x = support_outputs (a, dataset), *y = support_outputs (b, dataset);
  double largest = 0;
  WscSamples samples;

  g_assert_cmpuint (a->n_outputs, ==, b->n_outputs);
  wsc_dataset_get_samples (dataset, &samples);
  for (gsize i = 0; i < samples.n_samples * a->n_outputs; i++)
    largest = MAX (largest, fabs (x[i] - y[i]));
  return largest;
}
