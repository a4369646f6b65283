/* The summary: the numbers of a run that have a name, and what a study expects of them. */
#include <math.h>
#include <glib/gi18n-lib.h>

#include "study/study-private.h"
#include "study/summary-compare.h"
#include "study/summary-reduce.h"

/* --- one function a number; NaN where it is not known ---------------------- */

static WscSamples
samples_of (const WscResults *results)
{
  WscSamples samples;

  wsc_dataset_get_samples (results->dataset, &samples);
  return samples;
}

static double
data_length (const WscResults *results)
{
  return (double) wsc_dataset_get_length (results->dataset);
}

static double
data_samples (const WscResults *results)
{
  return (double) samples_of (results).n_samples;
}

static double
data_inputs (const WscResults *results)
{
  return samples_of (results).n_inputs;
}

static double
data_targets (const WscResults *results)
{
  return samples_of (results).n_targets;
}

static double
data_train (const WscResults *results)
{
  gsize n;

  wsc_dataset_get_train (results->dataset, &n);
  return (double) n;
}

static double
data_test (const WscResults *results)
{
  gsize n;

  wsc_dataset_get_test (results->dataset, &n);
  return (double) n;
}

static double
model_parameters (const WscResults *results)
{
  if (results->ensemble == NULL)
    return NAN;
  return (double) wsc_architecture_get_n_parameters (wsc_ensemble_get_architecture (results->ensemble));
}

static double
training_replicas (const WscResults *results)
{
  return results->ensemble != NULL ? wsc_ensemble_get_n_trained (results->ensemble) : NAN;
}

static double
training_diverged (const WscResults *results)
{
  return results->ensemble != NULL ? wsc_ensemble_get_n_diverged (results->ensemble) : NAN;
}

#define METRIC(field)                                                                                                  \
  static double metric_##field (const WscResults *results)                                                             \
  {                                                                                                                    \
    return results->has_metrics ? results->metrics.field : NAN;                                                        \
  }

METRIC (train_mse)
METRIC (train_mse_sd)
METRIC (test_mse)
METRIC (test_mse_sd)
METRIC (train_accuracy)
METRIC (test_accuracy)
METRIC (clean_mse)
METRIC (noise_mse)

static double
neurons_count (const WscResults *results)
{
  return results->neurons != NULL ? wsc_neurons_get_count (results->neurons) : NAN;
}

static double
neurons_dimension (const WscResults *results)
{
  return results->neurons != NULL ? wsc_neurons_get_dimension (results->neurons) : NAN;
}

static double
neurons_replicas (const WscResults *results)
{
  return results->neurons != NULL ? wsc_neurons_get_n_replicas (results->neurons) : NAN;
}

static double
neurons_variance (const WscResults *results)
{
  return results->neurons != NULL ? wsc_neurons_get_mean_variance (results->neurons) : NAN;
}

static double
neurons_covariance (const WscResults *results)
{
  return results->neurons != NULL ? wsc_neurons_get_mean_covariance (results->neurons) : NAN;
}

static const WscAlignment *
alignment_of (const WscResults *results)
{
  return results->neurons != NULL ? wsc_neurons_get_alignment (results->neurons) : NULL;
}

#define ALIGNMENT(field)                                                                                               \
  static double alignment_##field (const WscResults *results)                                                          \
  {                                                                                                                    \
    const WscAlignment *alignment = alignment_of (results);                                                            \
    return alignment != NULL ? alignment->field : NAN;                                                                 \
  }

ALIGNMENT (residual_before)
ALIGNMENT (residual_after)
ALIGNMENT (units_moved)
ALIGNMENT (units_flipped)

static double
axes_identified (const WscResults *results)
{
  const gboolean *identified = results->neurons != NULL ? wsc_neurons_get_axis_identified (results->neurons) : NULL;
  guint n = 0;

  if (identified == NULL)
    return NAN;
  for (guint i = 0; i < wsc_neurons_get_dimension (results->neurons); i++)
    n += identified[i] ? 1 : 0;
  return n;
}

/* --- the series ------------------------------------------------------------ */

static double
ssa_components (const WscResults *results)
{
  return results->series.ssa != NULL ? (double) wsc_ssa_get_n_components (results->series.ssa) : NAN;
}

static double
ssa_chosen (const WscResults *results)
{
  return results->series.reconstruction != NULL ? results->series.reconstruction->components.n : NAN;
}

static double
ssa_share (const WscResults *results)
{
  return results->series.reconstruction != NULL ? results->series.reconstruction->share : NAN;
}

static double
ssa_mse (const WscResults *results)
{
  return results->series.reconstruction != NULL ? results->series.reconstruction->errors.mse : NAN;
}

static double
ssa_mape (const WscResults *results)
{
  return results->series.reconstruction != NULL ? results->series.reconstruction->errors.mape : NAN;
}

static double
ssa_groups (const WscResults *results)
{
  return results->series.grouped != NULL ? results->series.grouped->groups->len : NAN;
}

static double
ssa_suggested (const WscResults *results)
{
  g_auto (WscComponents) components = { 0 };

  if (results->series.suggestion == NULL)
    return NAN;
  return wsc_suggestion_get_components (results->series.suggestion, &components);
}

static double
ssa_last_forecast (const WscResults *results)
{
  const WscForecast *forecast = results->series.forecast;

  return forecast != NULL ? wsc_forecast_get_values (forecast)[wsc_forecast_get_steps (forecast) - 1] : NAN;
}

static double
ssa_period (const WscResults *results)
{
  const WscReconstruction *sum = results->series.reconstruction;
  double longest = NAN;

  for (guint i = 0; sum != NULL && i < sum->components.n; i++)
    {
      const double period = wsc_ssa_get_period (results->series.ssa, sum->components.items[i]);

      if (isfinite (period))
        longest = fmax (longest, period);
    }
  return longest;
}

static double
sweep_fewest (const WscResults *results)
{
  const WscSweep *sweep = results->series.sweep;
  double fewest = NAN;

  for (guint i = 0; sweep != NULL && i < wsc_sweep_get_n_windows (sweep); i++)
    fewest = fmin (fewest, wsc_sweep_get_components (sweep, i, wsc_sweep_get_best (sweep, i)));
  return fewest;
}

static double
sweep_most (const WscResults *results)
{
  const WscSweep *sweep = results->series.sweep;
  double most = NAN;

  for (guint i = 0; sweep != NULL && i < wsc_sweep_get_n_windows (sweep); i++)
    most = fmax (most, wsc_sweep_get_components (sweep, i, wsc_sweep_get_best (sweep, i)));
  return most;
}

static double
sweep_least_mse (const WscResults *results)
{
  const WscSweep *sweep = results->series.sweep;
  double least = NAN;

  for (guint i = 0; sweep != NULL && i < wsc_sweep_get_n_windows (sweep); i++)
    least = fmin (least, wsc_sweep_get_errors (sweep, i, wsc_sweep_get_best (sweep, i))->mse);
  return least;
}

/* Where all components are summed the series comes back, and its error is that of the noisy series. */
static double
sweep_end_difference (const WscResults *results)
{
  const WscSweep *sweep = results->series.sweep;
  double largest = NAN;

  for (guint i = 0; sweep != NULL && i < wsc_sweep_get_n_windows (sweep); i++)
    {
      const guint last = wsc_sweep_get_n_points (sweep, i) - 1;

      if (wsc_sweep_get_components (sweep, i, last) == wsc_sweep_get_window (sweep, i))
        largest = fmax (largest, fabs (wsc_sweep_get_errors (sweep, i, last)->mse - wsc_sweep_get_reference (sweep)->mse));
    }
  return largest;
}

/* --- the table ------------------------------------------------------------- */

static const WscSummaryName names[] = {
  { "data.length", N_("values of the series, or rows of the table") },
  { "data.samples", N_("samples made of them") },
  { "data.inputs", N_("numbers in a sample's input") },
  { "data.targets", N_("numbers in a sample's target") },
  { "data.train", N_("samples that networks learn from") },
  { "data.test", N_("samples kept for testing") },
  { "model.parameters", N_("weights and biases of one network") },
  { "training.replicas", N_("networks trained to the end") },
  { "training.diverged", N_("networks that diverged and were left out") },
  { "training.train-mse", N_("mean squared error over training samples, mean over networks, in the unit of the data") },
  { "training.train-mse-sd", N_("its standard deviation over networks") },
  { "training.test-mse", N_("mean squared error over test samples, mean over networks, in the unit of the data") },
  { "training.test-mse-sd", N_("its standard deviation over networks") },
  { "training.train-accuracy", N_("share of training samples whose class is right") },
  { "training.test-accuracy", N_("share of test samples whose class is right") },
  { "training.clean-mse", N_("mean squared error of the restored series against the one without noise") },
  { "training.noise-mse", N_("mean squared error of the observed series against the one without noise") },
  { "estimate.neurons", N_("neurons shown") },
  { "estimate.dimension", N_("weights of a neuron") },
  { "estimate.replicas-used", N_("networks that the estimate rests on") },
  { "estimate.mean-variance", N_("mean diagonal entry of the neurons' covariances") },
  { "estimate.mean-covariance", N_("mean size of their other entries") },
  { "estimate.residual-before", N_("distance of a network's frame to the mean, before alignment") },
  { "estimate.residual-after", N_("the same after alignment") },
  { "estimate.units-moved", N_("hidden units that alignment moved, a network") },
  { "estimate.units-flipped", N_("hidden units that alignment flipped, a network") },
  { "estimate.identified-axes", N_("latent axes that the data fix") },
  { "volume.bootstrap", N_("geometric mean, over the neurons, of the volume of the region that bootstrap gives") },
  { "volume.sandwich", N_("geometric mean, over the neurons, of the volume of the region that sandwich gives") },
  { "volume.sandwich-online", N_("geometric mean, over the neurons, of the volume of the region that sandwich-online gives") },
  { "volume.batch-means", N_("geometric mean, over the neurons, of the volume of the region that batch-means gives") },
  { "volume.variational", N_("geometric mean, over the neurons, of the volume of the region that variational gives") },
  { "volume.swag", N_("geometric mean, over the neurons, of the volume of the region that swag gives") },
  { "flatness.bootstrap", N_("mean, over the neurons, of the shortest over the longest half-axis that bootstrap gives") },
  { "flatness.sandwich", N_("mean, over the neurons, of the shortest over the longest half-axis that sandwich gives") },
  { "flatness.sandwich-online", N_("mean, over the neurons, of the shortest over the longest half-axis that sandwich-online gives") },
  { "flatness.batch-means", N_("mean, over the neurons, of the shortest over the longest half-axis that batch-means gives") },
  { "flatness.variational", N_("mean, over the neurons, of the shortest over the longest half-axis that variational gives") },
  { "flatness.swag", N_("mean, over the neurons, of the shortest over the longest half-axis that swag gives") },
  { "residual.bootstrap", N_("distance of the means of bootstrap to those of the first method, in the root mean square") },
  { "residual.sandwich", N_("distance of the means of sandwich to those of the first method, in the root mean square") },
  { "residual.sandwich-online", N_("distance of the means of sandwich-online to those of the first method, in the root mean square") },
  { "residual.batch-means", N_("distance of the means of batch-means to those of the first method, in the root mean square") },
  { "residual.variational", N_("distance of the means of variational to those of the first method, in the root mean square") },
  { "residual.swag", N_("distance of the means of swag to those of the first method, in the root mean square") },
  { "coverage.bootstrap", N_("mean, over the neurons, of the share of networks on fresh noise inside the region of bootstrap, moved to their mean") },
  { "coverage.sandwich", N_("mean, over the neurons, of the share of networks on fresh noise inside the region of sandwich, moved to their mean") },
  { "coverage.sandwich-online", N_("mean, over the neurons, of the share of networks on fresh noise inside the region of sandwich-online, moved to their mean") },
  { "coverage.batch-means", N_("mean, over the neurons, of the share of networks on fresh noise inside the region of batch-means, moved to their mean") },
  { "coverage.variational", N_("mean, over the neurons, of the share of networks on fresh noise inside the region of variational, moved to their mean") },
  { "coverage.swag", N_("mean, over the neurons, of the share of networks on fresh noise inside the region of swag, moved to their mean") },
  { "ssa.rank", N_("components of the series that were computed") },
  { "ssa.chosen", N_("components in the reconstruction") },
  { "ssa.share", N_("their share of the squared norm of the trajectory matrix") },
  { "ssa.mse", N_("mean squared error of the reconstruction against the series without noise, or the observed one where that is not known") },
  { "ssa.mape", N_("its mean absolute percentage error") },
  { "ssa.longest-period", N_("longest period among the chosen components that are no trend, in values") },
  { "ssa.groups", N_("groups of components") },
  { "ssa.suggested", N_("components that the suggestion would keep") },
  { "ssa.last-forecast", N_("last value of the forecast") },
  { "ssa.sweep-fewest", N_("fewest components with the least error of a window, over the windows compared") },
  { "ssa.sweep-most", N_("most components with the least error of a window, over the windows compared") },
  { "ssa.sweep-least-mse", N_("least mean squared error over the windows compared") },
  { "ssa.sweep-end-difference", N_("largest difference, with all components, between the error of a window and that of the observed series") },
  { "distances.mean", N_("mean distance between two neurons") },
  { "distances.covariance-share", N_("mean share of the covariances in the squared Wasserstein distance of two neurons") },
  { "clusters.communities", N_("communities of neurons") },
  { "clusters.modularity", N_("their modularity") },
  { "clusters.circle-share", N_("share of the means' variance in the plane of their two widest directions") },
  { "clusters.period", N_("lag at which neurons are most like each other again") },
  { "clusters.suggested", N_("clusters that the suggestion would make") },
  { "reduction.neurons", N_("neurons of the layer before any is removed") },
  { "reduction.clusters", N_("neurons that are left, or clusters") },
  { "reduction.parameters", N_("weights and biases of the smaller network") },
  { "reduction.parameters-before", N_("weights and biases of the network before") },
  { "reduction.difference", N_("largest difference between an output of the smaller network and one as large as before with equal neurons") },
  { "reduction.test-accuracy", N_("share of the samples that had no part in choosing whose class the smaller network gets right") },
  { "reduction.test-accuracy-before", N_("the same of the network before") },
  { "reduction.test-mse", N_("mean squared error of the smaller network over samples that had no part in choosing, in the unit of the data") },
  { "reduction.test-mse-before", N_("the same of the network before") },
  { "reduction.chosen", N_("neurons that the curve would keep, by its validation samples") },
  { "reduction.accuracy-at-10", N_("accuracy on test samples of the curve at 10 neurons, where it has such a point") },
  { "reduction.mse-at-10", N_("mean squared error on test samples of the curve at 10 neurons, where it has such a point") },
};

/* In the order of `names`. */
static double (*const values[]) (const WscResults *results) = {
  data_length, data_samples, data_inputs, data_targets, data_train, data_test,
  model_parameters, training_replicas, training_diverged,
  metric_train_mse, metric_train_mse_sd, metric_test_mse, metric_test_mse_sd, metric_train_accuracy, metric_test_accuracy,
  metric_clean_mse, metric_noise_mse,
  neurons_count, neurons_dimension, neurons_replicas, neurons_variance, neurons_covariance,
  alignment_residual_before, alignment_residual_after, alignment_units_moved, alignment_units_flipped, axes_identified,
  wsc_summary_volume_bootstrap, wsc_summary_volume_sandwich, wsc_summary_volume_sandwich_online,
  wsc_summary_volume_batch_means, wsc_summary_volume_variational, wsc_summary_volume_swag,
  wsc_summary_flatness_bootstrap, wsc_summary_flatness_sandwich, wsc_summary_flatness_sandwich_online,
  wsc_summary_flatness_batch_means, wsc_summary_flatness_variational, wsc_summary_flatness_swag,
  wsc_summary_residual_bootstrap, wsc_summary_residual_sandwich, wsc_summary_residual_sandwich_online,
  wsc_summary_residual_batch_means, wsc_summary_residual_variational, wsc_summary_residual_swag,
  wsc_summary_coverage_bootstrap, wsc_summary_coverage_sandwich, wsc_summary_coverage_sandwich_online,
  wsc_summary_coverage_batch_means, wsc_summary_coverage_variational, wsc_summary_coverage_swag,
  ssa_components, ssa_chosen, ssa_share, ssa_mse, ssa_mape, ssa_period, ssa_groups, ssa_suggested, ssa_last_forecast,
  sweep_fewest, sweep_most, sweep_least_mse, sweep_end_difference,
  wsc_summary_distances_mean, wsc_summary_distances_covariance_share, wsc_summary_clusters_communities,
  wsc_summary_clusters_modularity, wsc_summary_clusters_circle_share, wsc_summary_clusters_period, wsc_summary_clusters_suggested,
  wsc_summary_reduction_neurons, wsc_summary_reduction_clusters, wsc_summary_reduction_parameters,
  wsc_summary_reduction_parameters_before, wsc_summary_reduction_difference,
  wsc_summary_reduction_test_accuracy, wsc_summary_reduction_test_accuracy_before,
  wsc_summary_reduction_test_mse, wsc_summary_reduction_test_mse_before,
  wsc_summary_reduction_chosen, wsc_summary_reduction_accuracy_at_10, wsc_summary_reduction_mse_at_10,
};

G_STATIC_ASSERT (G_N_ELEMENTS (names) == G_N_ELEMENTS (values));

const WscSummaryName *
wsc_summary_names (guint *n)
{
  if (n != NULL)
    *n = G_N_ELEMENTS (names);
  return names;
}

void
wsc_results_summarise (const WscResults *self, WscSummaryFunc func, gpointer user_data)
{
  g_return_if_fail (self != NULL && func != NULL);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    func (user_data, names[i].name, self->dataset != NULL ? values[i](self) : NAN);
}

/* --- expectations ---------------------------------------------------------- */

static double
value_of (const WscResults *self, const char *name)
{
  for (guint i = 0; self->dataset != NULL && i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i].name, name))
      return values[i](self);
  return NAN;
}

static gboolean
check_one (const WscResults *self, const WscExpectation *item, GString *report)
{
  double value = value_of (self, item->name);
  gboolean known = isfinite (value);
  gboolean good = known && value >= item->low && value <= item->high;
  g_autofree char *range = wsc_expectation_format (item);
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  const char *text = known ? g_ascii_formatd (number, sizeof number, "%.6g", value) : _("not known");

  /* TRANSLATORS: a name, its value and the range expected, as "ok   training.test-mse = 0.14, expected ..0.15" */
  g_string_append_printf (report, _("%s %s = %s, expected %s\n"), good ? _("ok  ") : _("FAIL"), item->name, text, range);
  return good;
}

gboolean
wsc_results_check (const WscResults *self, GString *report)
{
  gboolean good = TRUE;

  g_return_val_if_fail (self != NULL && report != NULL, FALSE);

  for (guint i = 0; i < self->study->expect->len; i++)
    good &= check_one (self, &g_array_index (self->study->expect, WscExpectation, i), report);
  return good;
}
