/* Studies that run in milliseconds, and comparison of results bit for bit. */
#pragma once

#include <math.h>
#include <string.h>

#include "study/study.h"

/* After those of a small study. */
#define EVERY_METHOD                                                                                                   \
  "estimate.methods=sandwich;sandwich-online;batch-means;variational;swag estimate.rank=2 training.epochs=6"

/* `assignments`: "key=value key=value …" on top of a small sine. */
static inline WscStudy *
small_study (const char *assignments)
{
  g_autofree char *all
    = g_strconcat ("data.length=80 data.window=6 model.layers=auto;2;auto estimate.replicas=7 training.epochs=3 "
                   "training.batch=16 estimate.signal-rank=2 ",
                   assignments, NULL);
  g_auto (GStrv) items = g_strsplit (all, " ", -1);
  WscStudy *study = wsc_study_new ();

  for (guint i = 0; items[i] != NULL; i++)
    {
      g_autoptr (GError) error = NULL;
      if (*items[i] != '\0')
        wsc_study_set (study, items[i], &error);
      g_assert_no_error (error);
    }
  return study;
}

static inline WscResults *
run_small (const char *assignments)
{
  g_autoptr (WscStudy) study = small_study (assignments);
  g_autoptr (GError) error = NULL;
  WscResults *results = wsc_pipeline_run (study, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (results);
  return results;
}

static inline void
assert_bytes (const void *a, const void *b, gsize length)
{
  g_assert_true ((a == NULL) == (b == NULL));
  if (a != NULL)
    g_assert_cmpmem (a, length, b, length);
}

static inline void
assert_texts (const char *const *a, const char *const *b)
{
  g_assert_true ((a == NULL) == (b == NULL));
  if (a != NULL)
    g_assert_cmpstrv ((char **) a, (char **) b);
}

static inline void
assert_views (const float *a, gsize a_step, const float *b, gsize b_step, gsize n, guint width)
{
  for (gsize i = 0; i < n; i++)
    assert_bytes (a + i * a_step, b + i * b_step, width * sizeof *a);
}

static inline void
assert_same_samples (const WscSamples *x, const WscSamples *y)
{
  g_assert_cmpuint (x->n_samples, ==, y->n_samples);
  g_assert_cmpuint (x->n_inputs, ==, y->n_inputs);
  g_assert_cmpuint (x->n_targets, ==, y->n_targets);
  assert_views (x->inputs, x->input_step, y->inputs, y->input_step, x->n_samples, x->n_inputs);
  assert_views (x->targets, x->target_step, y->targets, y->target_step, x->n_samples, x->n_targets);
}

static inline void
assert_same_dataset (const WscDataset *a, const WscDataset *b)
{
  WscSamples x, y;
  gsize n, m;
  gsize length = wsc_dataset_get_length (a);

  wsc_dataset_get_samples (a, &x);
  wsc_dataset_get_samples (b, &y);
  assert_same_samples (&x, &y);
  const guint32 *train = wsc_dataset_get_train (a, &n);
  assert_bytes (train, wsc_dataset_get_train (b, &m), n * sizeof *train);
  g_assert_cmpuint (n, ==, m);
  const guint32 *test = wsc_dataset_get_test (a, &n);
  const guint32 *other = wsc_dataset_get_test (b, &m);
  g_assert_cmpuint (n, ==, m);
  if (n > 0)
    assert_bytes (test, other, n * sizeof *test);
  g_assert_cmpint (wsc_dataset_is_series (a), ==, wsc_dataset_is_series (b));
  g_assert_cmpuint (length, ==, wsc_dataset_get_length (b));
  if (wsc_dataset_is_series (a))
    {
      assert_bytes (wsc_dataset_get_scaled_series (a), wsc_dataset_get_scaled_series (b), length * sizeof (float));
      wsc_dataset_get_samples_over (a, wsc_dataset_get_scaled_series (a), &x);
      wsc_dataset_get_samples_over (b, wsc_dataset_get_scaled_series (b), &y);
      assert_same_samples (&x, &y);
    }
  assert_bytes (wsc_dataset_get_times (a), wsc_dataset_get_times (b), length * sizeof (double));
  assert_bytes (wsc_dataset_get_observed (a), wsc_dataset_get_observed (b), length * sizeof (double));
  assert_bytes (wsc_dataset_get_clean (a), wsc_dataset_get_clean (b), length * sizeof (double));
  guint n_channels = wsc_dataset_get_n_channels (a);
  g_assert_cmpuint (n_channels, ==, wsc_dataset_get_n_channels (b));
  for (guint c = 0; c < n_channels; c++)
    g_assert_cmpstr (wsc_dataset_get_channel_name (a, c), ==, wsc_dataset_get_channel_name (b, c));
  assert_bytes (wsc_dataset_get_channels (a), wsc_dataset_get_channels (b), n_channels * length * sizeof (double));
  assert_bytes (wsc_dataset_get_filled (a), wsc_dataset_get_filled (b), n_channels * length);
  g_assert_cmpuint (wsc_dataset_get_input_offset (a), ==, wsc_dataset_get_input_offset (b));
  g_assert_cmpuint (wsc_dataset_get_target_offset (a), ==, wsc_dataset_get_target_offset (b));
  assert_bytes (wsc_dataset_get_target_factors (a), wsc_dataset_get_target_factors (b), x.n_targets * sizeof (double));
  assert_bytes (wsc_dataset_get_target_offsets (a), wsc_dataset_get_target_offsets (b), x.n_targets * sizeof (double));
  g_assert_cmpuint (wsc_dataset_get_n_classes (a), ==, wsc_dataset_get_n_classes (b));
  assert_bytes (wsc_dataset_get_classes (a), wsc_dataset_get_classes (b), x.n_samples * sizeof (guint32));
  assert_texts (wsc_dataset_get_class_names (a), wsc_dataset_get_class_names (b));
  assert_texts (wsc_dataset_get_input_names (a), wsc_dataset_get_input_names (b));
  assert_texts (wsc_dataset_get_notes (a), wsc_dataset_get_notes (b));
  g_assert_cmpstr (wsc_dataset_get_name (a), ==, wsc_dataset_get_name (b));
  g_assert_cmpstr (wsc_dataset_get_digest (a), ==, wsc_dataset_get_digest (b));
}

static inline void
assert_same_ensemble (const WscEnsemble *a, const WscEnsemble *b)
{
  guint n = wsc_ensemble_get_n_replicas (a);
  gsize losses = (gsize) n * wsc_ensemble_get_n_epochs (a) * sizeof (float);
  const WscArchitecture *x = wsc_ensemble_get_architecture (a);
  const WscArchitecture *y = wsc_ensemble_get_architecture (b);

  g_assert_cmpuint (x->n_layers, ==, y->n_layers);
  g_assert_cmpint (x->bias, ==, y->bias);
  g_assert_cmpint (x->loss, ==, y->loss);
  for (guint i = 0; i < x->n_layers; i++)
    {
      g_assert_cmpuint (x->sizes[i], ==, y->sizes[i]);
      g_assert_cmpuint (x->sizes[i + 1], ==, y->sizes[i + 1]);
      g_assert_cmpint (x->activation[i], ==, y->activation[i]);
      g_assert_cmpint (x->orthonormal[i], ==, y->orthonormal[i]);
    }
  g_assert_cmpuint (n, ==, wsc_ensemble_get_n_replicas (b));
  g_assert_cmpuint (wsc_ensemble_get_n_epochs (a), ==, wsc_ensemble_get_n_epochs (b));
  g_assert_cmpint (wsc_ensemble_is_partial (a), ==, wsc_ensemble_is_partial (b));
  for (guint i = 0; i < n; i++)
    {
      g_assert_cmpint (wsc_ensemble_get_diverged_at (a, i), ==, wsc_ensemble_get_diverged_at (b, i));
      if (wsc_ensemble_is_trained (a, i))
        assert_bytes (wsc_ensemble_get_parameters (a, i), wsc_ensemble_get_parameters (b, i),
                      wsc_architecture_get_n_parameters (x) * sizeof (float));
    }
  assert_bytes (wsc_ensemble_get_train_losses (a), wsc_ensemble_get_train_losses (b), losses);
  assert_bytes (wsc_ensemble_get_test_losses (a), wsc_ensemble_get_test_losses (b), losses);
}

static inline void
assert_same_neurons (const WscNeurons *a, const WscNeurons *b)
{
  guint m = wsc_neurons_get_count (a);
  guint d = wsc_neurons_get_dimension (a);
  guint n = wsc_neurons_get_n_replicas (a);
  const WscAlignment *x = wsc_neurons_get_alignment (a);
  const WscAlignment *y = wsc_neurons_get_alignment (b);

  g_assert_cmpuint (m, ==, wsc_neurons_get_count (b));
  g_assert_cmpuint (d, ==, wsc_neurons_get_dimension (b));
  g_assert_cmpuint (n, ==, wsc_neurons_get_n_replicas (b));
  for (guint i = 0; i < m; i++)
    {
      assert_bytes (wsc_neurons_get_mean (a, i), wsc_neurons_get_mean (b, i), d * sizeof (double));
      assert_bytes (wsc_neurons_get_covariance (a, i), wsc_neurons_get_covariance (b, i), d * d * sizeof (double));
      for (guint r = 0; r < n; r++)
        assert_bytes (wsc_neurons_get_replica (a, r, i), wsc_neurons_get_replica (b, r, i), d * sizeof (double));
    }
  g_assert_cmpint (x->kind, ==, y->kind);
  g_assert_cmpuint (x->iterations, ==, y->iterations);
  g_assert_cmpint (x->converged, ==, y->converged);
  g_assert_cmpfloat (x->residual_before, ==, y->residual_before);
  g_assert_cmpfloat (x->residual_after, ==, y->residual_after);
  g_assert_cmpfloat (x->units_moved, ==, y->units_moved);
  g_assert_cmpfloat (x->units_flipped, ==, y->units_flipped);
  assert_bytes (wsc_neurons_get_open (a, 0), wsc_neurons_get_open (b, 0), (gsize) m * d * d * sizeof (double));
  assert_bytes (wsc_neurons_get_axis_shares (a), wsc_neurons_get_axis_shares (b), d * sizeof (double));
  assert_bytes (wsc_neurons_get_axis_identified (a), wsc_neurons_get_axis_identified (b), d * sizeof (gboolean));
  assert_texts (wsc_neurons_get_warnings (a), wsc_neurons_get_warnings (b));
}

static inline void
assert_same_estimate (const WscEstimate *a, const WscEstimate *b)
{
  const double x[] = { a->residual, a->gradient, a->prior_precision, a->noise_variance };
  const double y[] = { b->residual, b->gradient, b->prior_precision, b->noise_variance };
  gsize m = wsc_neurons_get_count (a->neurons);

  g_assert_cmpint (a->method, ==, b->method);
  g_assert_cmpstr (a->key, ==, b->key);
  assert_same_neurons (a->neurons, b->neurons);
  g_assert_true ((a->found == NULL) == (b->found == NULL));
  if (a->found != NULL)
    assert_same_neurons (a->found, b->found);
  for (guint i = 0; i < G_N_ELEMENTS (x); i++)
    g_assert_true (x[i] == y[i] || (isnan (x[i]) && isnan (y[i])));
  g_assert_cmpuint (a->n_null, ==, b->n_null);
  g_assert_cmpuint (a->n_negative, ==, b->n_negative);
  g_assert_cmpuint (a->n_floored, ==, b->n_floored);
  g_assert_cmpuint (a->n_gauge, ==, b->n_gauge);
  g_assert_cmpuint (a->n_values, ==, b->n_values);
  assert_bytes (a->values, b->values, a->n_values * sizeof (double));
  g_assert_cmpuint (a->n_epochs, ==, b->n_epochs);
  assert_bytes (a->fit, b->fit, a->n_epochs * sizeof (double));
  assert_bytes (a->kl, b->kl, a->n_epochs * sizeof (double));
  g_assert_cmpuint (a->n_fresh, ==, b->n_fresh);
  assert_bytes (a->coverage, b->coverage, m * sizeof (double));
  assert_bytes (a->centred, b->centred, m * sizeof (double));
}

static inline void
assert_same_estimates (const WscResults *a, const WscResults *b)
{
  guint n, m;
  WscEstimate *const *x = wsc_results_get_estimates (a, &n), *const *y = wsc_results_get_estimates (b, &m);

  g_assert_cmpuint (n, ==, m);
  for (guint i = 0; i < n; i++)
    assert_same_estimate (x[i], y[i]);
}

/* Floating numbers that may be NaN. */
static inline void
assert_same_metrics (const WscMetrics *a, const WscMetrics *b)
{
  assert_bytes (a, b, a != NULL ? sizeof *a : 0);
}

static inline void
assert_same_results (const WscResults *a, const WscResults *b)
{
  g_auto (GStrv) x = wsc_results_dup_notes (a);
  g_auto (GStrv) y = wsc_results_dup_notes (b);

  g_assert_true (wsc_study_equal (wsc_results_get_study (a), wsc_results_get_study (b)));
  g_assert_cmpint (wsc_results_is_partial (a), ==, wsc_results_is_partial (b));
  for (guint i = 0; i <= WSC_STAGE_VIEW; i++)
    g_assert_cmpstr (wsc_results_get_stage_key (a, i), ==, wsc_results_get_stage_key (b, i));
  assert_same_dataset (wsc_results_get_dataset (a), wsc_results_get_dataset (b));
  g_assert_true ((wsc_results_get_ensemble (a) == NULL) == (wsc_results_get_ensemble (b) == NULL));
  if (wsc_results_get_ensemble (a) != NULL)
    assert_same_ensemble (wsc_results_get_ensemble (a), wsc_results_get_ensemble (b));
  g_assert_true ((wsc_results_get_neurons (a) == NULL) == (wsc_results_get_neurons (b) == NULL));
  if (wsc_results_get_neurons (a) != NULL)
    assert_same_neurons (wsc_results_get_neurons (a), wsc_results_get_neurons (b));
  assert_same_estimates (a, b);
  assert_same_metrics (wsc_results_get_metrics (a), wsc_results_get_metrics (b));
  assert_bytes (wsc_results_get_restored (a), wsc_results_get_restored (b),
                wsc_dataset_get_length (wsc_results_get_dataset (a)) * sizeof (double));
  g_assert_cmpstrv (x, y);
}
