#include "compare/support.h"

#include <math.h>
#include <string.h>

WscEstimate *
make_estimate (guint m, guint d, const double *means, const double *covariances)
{
  WscEstimate *self = wsc_estimate_alloc (WSC_METHOD_SANDWICH);

  self->neurons = wsc_neurons_new (m, d, means, covariances, 0, NULL);
  return self;
}

WscComparison
compare_at (const WscEstimate *self, const WscEstimate *reference, guint neuron, double level)
{
  g_autoptr (GError) error = NULL;
  WscComparison comparison;

  g_assert_true (wsc_estimate_compare (self, reference, neuron, level, &comparison, &error));
  g_assert_no_error (error);
  return comparison;
}

WscTrainingSettings
make_training (void)
{
  return (WscTrainingSettings){
    .optimizer = WSC_ADAM, .learning_rate = 0.02, .momentum = 0.9, .average_from = 0.5, .batch = 16, .epochs = 16
  };
}

WscEstimateSettings
make_settings (void)
{
  WscEstimateSettings settings = support_settings ();

  settings.methods = settings.deterministic = (char *) "";
  settings.floor = 1e-8;
  settings.polish = 500;
  settings.path_rate = 0.05;
  settings.decay = 0.6;
  settings.burn_in = 0.5;
  settings.family = WSC_FAMILY_FULL;
  settings.rank = 3;
  settings.beta = 1;
  return settings;
}

/* --- data ------------------------------------------------------------------- */

static char **
names_of (guint n)
{
  char **names = g_new0 (char *, n + 1);

  for (guint i = 0; i < n; i++)
    names[i] = g_strdup_printf ("x%u", i);
  return names;
}

static WscDataset *
from_parts (WscDatasetParts *parts)
{
  g_auto (GStrv) names = names_of (parts->n_inputs);
  g_autofree double *factors = g_new (double, parts->n_targets), *offsets = g_new0 (double, parts->n_targets);
  g_autofree guint32 *train = g_new (guint32, parts->n_samples);
  g_autoptr (GError) error = NULL;
  WscDataset *dataset;

  for (guint i = 0; i < parts->n_targets; i++)
    factors[i] = 1;
  for (gsize i = 0; i < parts->n_samples; i++)
    train[i] = (guint32) i;
  parts->digest = "0";
  parts->input_names = (const char *const *) names;
  parts->target_factors = factors;
  parts->target_offsets = offsets;
  parts->train = train;
  parts->n_train = parts->n_samples;
  dataset = wsc_dataset_new_from_parts (parts, &error);
  g_assert_no_error (error);
  return dataset;
}

WscDataset *
make_regression (gsize n, guint d, guint outputs, double noise)
{
  g_autofree float *inputs = g_malloc_n (n * d, sizeof (float)), *targets = g_malloc_n (n * outputs, sizeof (float));
  WscDatasetParts parts = { .name = "rows",
                            .length = n,
                            .n_samples = n,
                            .n_inputs = d,
                            .n_targets = outputs,
                            .inputs = inputs,
                            .targets = targets };
  WscRandom random;

  wsc_random_init (&random, 5, "test.regression", 0);
  for (gsize i = 0; i < n; i++)
    {
      for (guint a = 0; a < d; a++)
        inputs[i * d + a] = (float) wsc_random_normal (&random);
      for (guint j = 0; j < outputs; j++)
        {
          double sum = noise * (1 + 0.5 * fabs (inputs[i * d])) * wsc_random_normal (&random);

          for (guint a = 0; a < d; a++)
            sum += inputs[i * d + a] * cos (a + 2.0 * j);
          targets[i * outputs + j] = (float) sum;
        }
    }
  return from_parts (&parts);
}

WscDataset *
make_forecast (gsize n, guint window, double step, double noise, guint64 seed)
{
  g_autofree double *clean = g_new (double, n), *observed = g_new (double, n);
  g_autofree float *series = g_new (float, n);
  WscDatasetParts parts = { .name = "series",
                            .is_series = TRUE,
                            .length = n,
                            .n_inputs = window,
                            .n_targets = 1,
                            .n_samples = n - window,
                            .target_offset = window,
                            .times = clean,
                            .observed = observed,
                            .clean = clean,
                            .series = series };
  WscRandom random;

  wsc_random_init (&random, seed, "test.forecast", 0);
  for (gsize t = 0; t < n; t++)
    {
      clean[t] = sin (step * (double) t);
      observed[t] = clean[t] + noise * wsc_random_normal (&random);
      series[t] = (float) observed[t];
    }
  return from_parts (&parts);
}

/* --- problems ----------------------------------------------------------------- */

Problem *
problem_new (WscDataset *dataset, const char *layers, WscActivation activation, gboolean bias)
{
  Problem *self = g_new0 (Problem, 1);

  self->dataset = dataset;
  self->architecture = support_architecture (layers, activation, bias);
  self->training = make_training ();
  self->settings = make_settings ();
  return self;
}

void
problem_free (Problem *self)
{
  wsc_dataset_unref (self->dataset);
  g_clear_pointer (&self->one, wsc_ensemble_unref);
  g_free (self);
}

static WscEnsemble *
train (const Problem *self, const WscEstimateSettings *settings)
{
  g_autoptr (GError) error = NULL;
  WscEnsemble *ensemble =
      wsc_bootstrap_train (self->dataset, &self->architecture, &self->training, settings, 7, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return ensemble;
}

static void
train_one (Problem *self)
{
  WscEstimateSettings settings = self->settings;

  settings.replicas = 1;
  settings.resample = WSC_RESAMPLE_NONE;
  if (self->one == NULL)
    self->one = train (self, &settings);
}

WscEstimate *
problem_try (Problem *self, WscMethod method, const WscHook *hook, GError **error)
{
  g_autoptr (WscEnsemble) replicas = NULL;

  if (method == WSC_METHOD_BOOTSTRAP)
    replicas = train (self, &self->settings);
  else
    train_one (self);
  return wsc_estimate_new (method, self->dataset, replicas != NULL ? replicas : self->one, &self->training,
                           &self->settings, 7, hook, NULL, NULL, error);
}

WscEstimate *
problem_estimate (Problem *self, WscMethod method, guint n_threads)
{
  const WscHook hook = { .n_threads = n_threads };
  g_autoptr (GError) error = NULL;
  WscEstimate *estimate = problem_try (self, method, &hook, &error);

  g_assert_no_error (error);
  g_assert_cmpint (estimate->method, ==, method);
  return estimate;
}

void
assert_refused (Problem *self, WscMethod method, WscErrorCode code, const char *message)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (problem_try (self, method, NULL, &error));
  g_assert_error (error, WSC_ERROR, (int) code);
  g_assert_cmpstr (error->message, ==, message);
}

/* --- what is asserted of all ------------------------------------------------------ */

static void
assert_covariance (gsize d, const double *covariance)
{
  g_autofree double *values = g_new (double, d);

  for (gsize a = 0; a < d; a++)
    for (gsize b = 0; b < d; b++)
      {
        const double scale = sqrt (covariance[a * d + a] * covariance[b * d + b]);

        g_assert_true (isfinite (covariance[a * d + b]));
        g_assert_cmpfloat (fabs (covariance[a * d + b] - covariance[b * d + a]), <=, 1e-12 * scale);
      }
  g_assert_true (wsc_symmetric_eigen (d, covariance, values, NULL, NULL));
  g_assert_cmpfloat (values[d - 1], >=, -1e-10 * values[0]);
}

void
assert_sound (const WscEstimate *self)
{
  const WscNeurons *neurons = self->neurons;
  const gsize d = wsc_neurons_get_dimension (neurons);

  for (guint j = 0; j < wsc_neurons_get_count (neurons); j++)
    {
      const WscComparison comparison = compare_at (self, self, j, 0.95);

      for (gsize a = 0; a < d; a++)
        g_assert_true (isfinite (wsc_neurons_get_mean (neurons, j)[a]));
      assert_covariance (d, wsc_neurons_get_covariance (neurons, j));
      if (wsc_neurons_get_open (neurons, j) != NULL)
        assert_covariance (d, wsc_neurons_get_open (neurons, j));
      g_assert_false (isnan (comparison.volume) || isnan (comparison.axis_ratio));
    }
}

gboolean
has_warning (const WscEstimate *self, const char *part)
{
  for (const char *const *text = wsc_neurons_get_warnings (self->neurons); *text != NULL; text++)
    if (strstr (*text, part) != NULL)
      return TRUE;
  return FALSE;
}

const char *
get_method_name (WscMethod method)
{
  static const char *const names[] = {
    "bootstrap", "sandwich", "sandwich-online", "batch-means", "variational", "swag"
  };

  return names[method];
}
