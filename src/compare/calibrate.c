/* Calibration: where the truth is known, networks are trained on fresh noise, and how many of their neurons fall into each region is counted.
 * A region that is right holds `level` of them once it stands about their mean: its own centre is off by its own spread. */
#include "compare/compare-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define LEVEL 0.95
#define STREAM "compare.fresh"

/* --- fresh networks --------------------------------------------------------- */

static double
get_noise (gsize n, const double *observed, const double *clean)
{
  double sum = 0;

  for (gsize i = 0; i < n; i++)
    sum += (observed[i] - clean[i]) * (observed[i] - clean[i]);
  return sqrt (sum / (double) n);
}

/* (fresh, T) in scaled units. */
static float *
draw_series (const WscDataset *dataset, guint64 seed, guint n_fresh)
{
  const gsize n = wsc_dataset_get_length (dataset);
  const double *clean = wsc_dataset_get_clean (dataset);
  const double factor = wsc_dataset_get_target_factors (dataset)[0], offset = wsc_dataset_get_target_offsets (dataset)[0];
  const double noise = get_noise (n, wsc_dataset_get_observed (dataset), clean);
  float *series = g_malloc_n (n_fresh * n, sizeof (float));

  for (guint r = 0; r < n_fresh; r++)
    {
      WscRandom random;

      wsc_random_init (&random, seed, STREAM, r);
      for (gsize t = 0; t < n; t++)
        series[r * n + t] = (float) ((clean[t] + noise * wsc_random_normal (&random) - offset) / factor);
    }
  return series;
}

/* Some of the networks would pass for all of them. */
static WscEnsemble *
take_whole (WscEnsemble *ensemble /* taken, nullable */, GError **error)
{
  if (ensemble == NULL || !wsc_ensemble_is_partial (ensemble))
    return ensemble;
  wsc_ensemble_unref (ensemble);
  g_set_error_literal (error, WSC_ERROR, WSC_ERROR_STOPPED, _("Stopped"));
  return NULL;
}

static WscEnsemble *
train (const WscDataset *dataset, const WscArchitecture *architecture, const WscTrainingSettings *training, guint64 seed,
       guint n_fresh, const float *series, const WscHook *hook, GError **error)
{
  const gsize n = wsc_dataset_get_length (dataset);
  g_autofree WscSamples *samples = g_new (WscSamples, n_fresh);
  g_autofree const guint32 **indices = g_new (const guint32 *, n_fresh);
  WscEnsembleData data = { .n_replicas = n_fresh, .seed = seed, .shared_start = TRUE, .samples = samples,
                           .samples_per_replica = TRUE, .train = indices };

  for (guint r = 0; r < n_fresh; r++)
    {
      wsc_dataset_get_samples_over (dataset, series + r * n, &samples[r]);
      indices[r] = wsc_dataset_get_train (dataset, &data.n_train);
    }
  wsc_dataset_get_samples (dataset, &data.test_samples);
  data.test = wsc_dataset_get_test (dataset, &data.n_test);
  return take_whole (wsc_ensemble_train (architecture, training, &data, hook, NULL, NULL, error), error);
}

static WscNeurons *
read_aligned (const WscEnsemble *ensemble, const WscEstimateSettings *settings, const WscEstimate *reference, const WscHook *hook,
              GError **error)
{
  g_autoptr (WscNeurons) neurons = wsc_neurons_estimate (ensemble, settings, NULL, hook, error);
  g_autoptr (WscEstimate) own = NULL, aligned = NULL;

  if (neurons == NULL)
    return NULL;
  own = wsc_estimate_with_neurons (reference, neurons);
  aligned = wsc_estimate_align (own, reference, wsc_ensemble_get_architecture (ensemble), settings);
  return wsc_neurons_ref (aligned->neurons);
}

double *
wsc_calibrate (const WscDataset *dataset, const WscArchitecture *architecture, const WscTrainingSettings *training,
               const WscEstimateSettings *settings, guint64 seed, guint n_fresh, const WscEstimate *reference,
               const WscHook *hook, guint *n_trained, GError **error)
{
  g_autofree float *series = NULL;
  g_autoptr (WscEnsemble) ensemble = NULL;
  g_autoptr (WscNeurons) neurons = NULL;
  gsize length;

  g_return_val_if_fail (dataset != NULL && architecture != NULL && training != NULL && settings != NULL && n_trained != NULL, NULL);

  if (!wsc_dataset_is_series (dataset) || wsc_dataset_get_clean (dataset) == NULL)
    {
      g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE,
                   _("%s has no version without noise to compare with; estimate.calibrate needs one, as the noisy sine has"),
                   wsc_dataset_get_name (dataset));
      return NULL;
    }
  series = draw_series (dataset, seed, n_fresh);
  ensemble = train (dataset, architecture, training, seed, n_fresh, series, hook, error);
  if (ensemble == NULL)
    return NULL;
  neurons = read_aligned (ensemble, settings, reference, hook, error);
  if (neurons == NULL)
    return NULL;
  *n_trained = wsc_neurons_get_n_replicas (neurons);
  length = (gsize) *n_trained * wsc_neurons_get_count (neurons) * wsc_neurons_get_dimension (neurons);
  return g_memdup2 (wsc_neurons_get_replica (neurons, 0, 0), length * sizeof (double));
}

/* --- counting ---------------------------------------------------------------- */

/* One neuron's region: eigenvalues and vectors of its covariance, without the open directions. */
typedef struct
{
  gsize d;
  double limit; /* chi-square quantile */
  double *values, *vectors;
  const double *open; /* (d, d) or NULL */
} Region;

/* Along an open direction nothing is outside; across a flat region everything is. */
static gboolean
holds (const Region *self, const double *centre, const double *point)
{
  double sum = 0;

  for (gsize k = 0; k < self->d; k++)
    {
      const double *v = self->vectors + k * self->d;
      double along = 0, free = 0;

      for (gsize i = 0; i < self->d; i++)
        {
          along += v[i] * (point[i] - centre[i]);
          for (gsize j = 0; self->open != NULL && j < self->d; j++)
            free += v[i] * self->open[i * self->d + j] * v[j];
        }
      if (free > 0.5)
        continue;
      if (self->values[k] <= 0)
        return along == 0;
      sum += along * along / self->values[k];
    }
  return sum <= self->limit;
}

static void
count (const WscEstimate *self, guint neuron, guint n_fresh, const double *fresh, double *coverage, double *centred)
{
  const gsize m = wsc_neurons_get_count (self->neurons), d = wsc_neurons_get_dimension (self->neurons);
  g_autofree double *values = g_new (double, d), *vectors = g_new (double, d * d), *mean = g_new0 (double, d);
  const Region region = { d, wsc_chi2_quantile (LEVEL, (guint) d), values, vectors, wsc_neurons_get_open (self->neurons, neuron) };
  guint inside = 0, about_mean = 0;

  *coverage = *centred = NAN;
  if (!wsc_symmetric_eigen (d, wsc_neurons_get_covariance (self->neurons, neuron), values, vectors, NULL))
    return;
  for (guint r = 0; r < n_fresh; r++)
    for (gsize i = 0; i < d; i++)
      mean[i] += fresh[((gsize) r * m + neuron) * d + i] / n_fresh;
  for (guint r = 0; r < n_fresh; r++)
    {
      const double *point = fresh + ((gsize) r * m + neuron) * d;

      inside += holds (&region, wsc_neurons_get_mean (self->neurons, neuron), point) ? 1 : 0;
      about_mean += holds (&region, mean, point) ? 1 : 0;
    }
  *coverage = (double) inside / n_fresh;
  *centred = (double) about_mean / n_fresh;
}

WscEstimate *
wsc_estimate_with_coverage (const WscEstimate *self, guint n_fresh, const double *fresh)
{
  WscEstimate *copy;

  g_return_val_if_fail (self != NULL && n_fresh > 0 && fresh != NULL, NULL);

  copy = wsc_estimate_with_neurons (self, self->neurons);
  copy->found = self->found != NULL ? wsc_neurons_ref (self->found) : NULL;
  copy->n_fresh = n_fresh;
  copy->coverage = g_new (double, wsc_neurons_get_count (self->neurons));
  copy->centred = g_new (double, wsc_neurons_get_count (self->neurons));
  for (guint j = 0; j < wsc_neurons_get_count (self->neurons); j++)
    count (self, j, n_fresh, fresh, &copy->coverage[j], &copy->centred[j]);
  return copy;
}
