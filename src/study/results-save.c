/* Results to HDF5: every stage's arrays under names, with their shapes and units. */
#include <string.h>
#include <glib/gi18n-lib.h>

#include "tensors/h5.h"
#include "study/results-file.h"
#include "study/results-neurons.h"
#include "study/study-private.h"

static void
write_vector (WscH5Writer *writer, const char *path, WscH5Type type, gsize n, const void *data, const char *shape)
{
  WscH5Array array = { type, 1, { n }, data };

  if (data != NULL)
    wsc_h5_write_array (writer, path, &array, shape, NULL);
}

static void
write_series (WscH5Writer *writer, const char *path, gsize n, const double *data, const char *unit)
{
  WscH5Array array = { WSC_H5_DOUBLE, 1, { n }, data };

  if (data != NULL)
    wsc_h5_write_array (writer, path, &array, "(values)", unit);
}

static void
write_texts (WscH5Writer *writer, const char *path, const char *const *texts, const char *shape)
{
  if (texts != NULL)
    wsc_h5_write_strings (writer, path, texts, shape);
}

/* --- the document ----------------------------------------------------------- */

static void
write_document (WscH5Writer *writer, const WscResults *results)
{
  g_autofree char *text = wsc_study_to_text (results->study);

  wsc_h5_write_text (writer, "/", "program", WSC_RESULTS_PROGRAM);
  wsc_h5_write_text (writer, "/", "version", WSC_VERSION);
  wsc_h5_write_number (writer, "/", "format", WSC_RESULTS_FORMAT);
  wsc_h5_write_text (writer, "/", "study", text);
  if (results->study->directory != NULL)
    wsc_h5_write_text (writer, "/", "directory", results->study->directory);
  wsc_h5_write_number (writer, "/", "partial", results->partial);
}

static void
write_stages (WscH5Writer *writer, const WscResults *results)
{
  static const char *const names[] = WSC_RESULTS_STAGE_NAMES;

  wsc_h5_write_group (writer, "/stages", "SHA-256 of all that each stage was computed from");
  for (guint i = WSC_STAGE_DATA; i < G_N_ELEMENTS (names); i++)
    if (results->keys[i] != NULL)
      wsc_h5_write_text (writer, "/stages", names[i], results->keys[i]);
  if (results->source_stamp != NULL)
    wsc_h5_write_text (writer, "/stages", "source-stamp", results->source_stamp);
}

/* --- the data set ----------------------------------------------------------- */

static void
write_dataset_numbers (WscH5Writer *writer, const WscDataset *dataset, const WscSamples *samples)
{
  wsc_h5_write_text (writer, "/data", "name", wsc_dataset_get_name (dataset));
  wsc_h5_write_text (writer, "/data", "digest", wsc_dataset_get_digest (dataset));
  wsc_h5_write_number (writer, "/data", "is-series", wsc_dataset_is_series (dataset));
  wsc_h5_write_number (writer, "/data", "length", (double) wsc_dataset_get_length (dataset));
  wsc_h5_write_number (writer, "/data", "samples", (double) samples->n_samples);
  wsc_h5_write_number (writer, "/data", "inputs", samples->n_inputs);
  wsc_h5_write_number (writer, "/data", "targets", samples->n_targets);
  wsc_h5_write_number (writer, "/data", "input-offset", (double) wsc_dataset_get_input_offset (dataset));
  wsc_h5_write_number (writer, "/data", "target-offset", (double) wsc_dataset_get_target_offset (dataset));
  wsc_h5_write_number (writer, "/data", "classes", wsc_dataset_get_n_classes (dataset));
}

/* Samples are views, perhaps of overlapping rows: a table is written as what the views show. */
static void
write_view (WscH5Writer *writer, const char *path, const float *values, gsize step, gsize n, guint width)
{
  g_autofree float *rows = g_new (float, n * width + 1);
  WscH5Array array = { WSC_H5_FLOAT, 2, { n, width }, rows };

  for (gsize i = 0; i < n; i++)
    for (guint j = 0; j < width; j++)
      rows[i * width + j] = values[i * step + j];
  wsc_h5_write_array (writer, path, &array, "(samples, values)", "scaled");
}

/* Channels beside the observed series, and which values of any were filled. */
static void
write_channels (WscH5Writer *writer, const WscDataset *dataset)
{
  gsize n = wsc_dataset_get_n_channels (dataset), length = wsc_dataset_get_length (dataset);
  const guint8 *filled = wsc_dataset_get_filled (dataset);
  g_autofree const char **names = g_new0 (const char *, n + 1);
  g_autofree guint32 *flags = g_new (guint32, filled != NULL ? n * length : 0);
  WscH5Array values = { WSC_H5_DOUBLE, 2, { n, length }, wsc_dataset_get_channels (dataset) };
  WscH5Array places = { WSC_H5_UINT32, 2, { n, length }, flags };

  for (guint c = 0; c < n; c++)
    names[c] = wsc_dataset_get_channel_name (dataset, c);
  write_texts (writer, "/data/channel-names", names, "(channels)");
  if (n > 1)
    wsc_h5_write_array (writer, "/data/channels", &values, "(channels, values)", "as in the source");
  if (filled == NULL)
    return;
  for (gsize i = 0; i < n * length; i++)
    flags[i] = filled[i];
  wsc_h5_write_array (writer, "/data/filled", &places, "(channels, values): 1 where the source had none", NULL);
}

static void
write_values (WscH5Writer *writer, const WscDataset *dataset, const WscSamples *samples)
{
  gsize length = wsc_dataset_get_length (dataset);

  write_series (writer, "/data/times", length, wsc_dataset_get_times (dataset), "as in the source");
  write_series (writer, "/data/observed", length, wsc_dataset_get_observed (dataset), "as in the source");
  write_series (writer, "/data/clean", length, wsc_dataset_get_clean (dataset), "as in the source");
  if (wsc_dataset_is_series (dataset))
    {
      write_vector (writer, "/data/scaled", WSC_H5_FLOAT, length, wsc_dataset_get_scaled_series (dataset), "(values)");
      write_channels (writer, dataset);
    }
  else
    {
      write_view (writer, "/data/rows-in", samples->inputs, samples->input_step, samples->n_samples, samples->n_inputs);
      write_view (writer, "/data/rows-out", samples->targets, samples->target_step, samples->n_samples,
                  samples->n_targets);
    }
}

static void
write_dataset (WscH5Writer *writer, const WscDataset *dataset)
{
  static const guint32 none[1];
  WscSamples samples;
  gsize n_train, n_test;
  const guint32 *train = wsc_dataset_get_train (dataset, &n_train);
  const guint32 *test = wsc_dataset_get_test (dataset, &n_test);

  wsc_dataset_get_samples (dataset, &samples);
  wsc_h5_write_group (writer, "/data", "the data set: original = scaled * factor + offset");
  write_dataset_numbers (writer, dataset, &samples);
  write_values (writer, dataset, &samples);
  write_vector (writer, "/data/factor", WSC_H5_DOUBLE, samples.n_targets, wsc_dataset_get_target_factors (dataset),
                "(targets)");
  write_vector (writer, "/data/offset", WSC_H5_DOUBLE, samples.n_targets, wsc_dataset_get_target_offsets (dataset),
                "(targets)");
  write_vector (writer, "/data/class", WSC_H5_UINT32, samples.n_samples, wsc_dataset_get_classes (dataset), "(samples)");
  write_vector (writer, "/data/train", WSC_H5_UINT32, n_train, train, "(training samples)");
  write_vector (writer, "/data/test", WSC_H5_UINT32, n_test, n_test > 0 ? test : none, "(test samples)");
  write_texts (writer, "/data/class-names", wsc_dataset_get_class_names (dataset), "(classes)");
  write_texts (writer, "/data/input-names", wsc_dataset_get_input_names (dataset), "(inputs)");
  write_texts (writer, "/data/notes", wsc_dataset_get_notes (dataset), "(notes)");
}

/* --- the ensemble ------------------------------------------------------------ */

static void
write_architecture (WscH5Writer *writer, const WscArchitecture *architecture)
{
  gint32 activation[WSC_MAX_LAYERS];
  gint32 orthonormal[WSC_MAX_LAYERS];
  guint n = architecture->n_layers;

  for (guint i = 0; i < n; i++)
    {
      activation[i] = architecture->activation[i];
      orthonormal[i] = architecture->orthonormal[i];
    }
  write_vector (writer, "/ensemble/sizes", WSC_H5_UINT32, n + 1, architecture->sizes, "(layers + 1)");
  write_vector (writer, "/ensemble/activation", WSC_H5_INT32, n, activation,
                "(layers): 0 tanh, 1 sigmoid, 2 relu, 3 identity");
  write_vector (writer, "/ensemble/orthonormal", WSC_H5_INT32, n, orthonormal, "(layers)");
  wsc_h5_write_number (writer, "/ensemble", "bias", architecture->bias);
  wsc_h5_write_number (writer, "/ensemble", "loss", architecture->loss);
}

static void
write_losses (WscH5Writer *writer, const char *path, const WscEnsemble *ensemble, const float *losses)
{
  WscH5Array array
    = { WSC_H5_FLOAT, 2, { wsc_ensemble_get_n_epochs (ensemble), wsc_ensemble_get_n_replicas (ensemble) }, losses };

  if (losses != NULL)
    wsc_h5_write_array (writer, path, &array, "(epochs, replicas)", "loss of scaled data");
}

static void
write_ensemble (WscH5Writer *writer, const WscEnsemble *ensemble)
{
  const WscArchitecture *architecture = wsc_ensemble_get_architecture (ensemble);
  guint n = wsc_ensemble_get_n_replicas (ensemble);
  gsize p = wsc_architecture_get_n_parameters (architecture);
  g_autofree float *parameters = g_new0 (float, n * p);
  g_autofree gint32 *diverged_at = g_new (gint32, n);
  WscH5Array array = { WSC_H5_FLOAT, 2, { n, p }, parameters };

  for (guint i = 0; i < n; i++)
    {
      const float *source = wsc_ensemble_get_parameters (ensemble, i);
      if (source != NULL)
        memcpy (parameters + i * p, source, p * sizeof *parameters);
      diverged_at[i] = wsc_ensemble_get_diverged_at (ensemble, i);
    }
  wsc_h5_write_group (writer, "/ensemble", "trained networks: for each layer W (out, in) by rows, then b (out) if bias is 1");
  write_architecture (writer, architecture);
  wsc_h5_write_number (writer, "/ensemble", "partial", wsc_ensemble_is_partial (ensemble));
  wsc_h5_write_array (writer, "/ensemble/parameters", &array, "(replicas, parameters)", NULL);
  write_vector (writer, "/ensemble/diverged-at", WSC_H5_INT32, n, diverged_at,
                "(replicas): epoch from 1, 0 if well, -1 if not trained");
  write_losses (writer, "/ensemble/train-loss", ensemble, wsc_ensemble_get_train_losses (ensemble));
  write_losses (writer, "/ensemble/test-loss", ensemble, wsc_ensemble_get_test_losses (ensemble));
}

/* --- what was measured --------------------------------------------------------- */

static void
write_metrics (WscH5Writer *writer, const WscMetrics *metrics)
{
  wsc_h5_write_group (writer, "/metrics", "means over the trained networks, in the unit of the data");
  wsc_h5_write_number (writer, "/metrics", "train-mse", metrics->train_mse);
  wsc_h5_write_number (writer, "/metrics", "train-mse-sd", metrics->train_mse_sd);
  wsc_h5_write_number (writer, "/metrics", "test-mse", metrics->test_mse);
  wsc_h5_write_number (writer, "/metrics", "test-mse-sd", metrics->test_mse_sd);
  wsc_h5_write_number (writer, "/metrics", "train-accuracy", metrics->train_accuracy);
  wsc_h5_write_number (writer, "/metrics", "test-accuracy", metrics->test_accuracy);
  wsc_h5_write_number (writer, "/metrics", "clean-mse", metrics->clean_mse);
  wsc_h5_write_number (writer, "/metrics", "noise-mse", metrics->noise_mse);
}

static guint8 *
write_all (const WscResults *self, gsize *length)
{
  WscH5Writer writer;

  wsc_h5_writer_init (&writer, WSC_SEAL_SIZE);
  write_document (&writer, self);
  write_stages (&writer, self);
  write_dataset (&writer, self->dataset);
  if (self->ensemble != NULL)
    write_ensemble (&writer, self->ensemble);
  if (self->neurons != NULL)
    wsc_neurons_write (&writer, "/neurons", self->neurons);
  if (self->estimates->len > 0)
    wsc_estimates_write (&writer, self->estimates);
  if (self->has_metrics)
    write_metrics (&writer, &self->metrics);
  write_series (&writer, "/restored", wsc_dataset_get_length (self->dataset), self->restored, "as in the source");
  return wsc_h5_writer_finish (&writer, length);
}

gboolean
wsc_results_save (const WscResults *self, const char *path, GError **error)
{
  g_autofree guint8 *bytes = NULL;
  gsize length;

  g_return_val_if_fail (self != NULL && self->dataset != NULL && path != NULL, FALSE);

  wsc_h5_lock ();
  bytes = write_all (self, &length);
  wsc_h5_unlock ();
  if (bytes == NULL)
    {
      g_set_error (error, WSC_ERROR, WSC_ERROR_FILE, _("Cannot write “%s”: HDF5 could not hold the results"), path);
      return FALSE;
    }
  wsc_results_seal (bytes, length);
  return wsc_write_file (path, (const char *) bytes, length, error);
}
