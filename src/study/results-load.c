/* Results from HDF5, exactly as they were saved. A file may be damaged or not ours, so every size is checked
 * against every other before a value is made of it. */
#include <math.h>
#include <glib/gi18n-lib.h>

#include "study/results-file.h"
#include "study/results-neurons.h"
#include "study/results-reader.h"
#include "study/study-private.h"

#define MAX_COUNT ((gsize) 1 << 40)

/* --- the document ------------------------------------------------------------ */

static gboolean
check_format (WscReader *reader)
{
  const char *program = wsc_reader_text (reader, "/", "program");
  double format = wsc_reader_number (reader, "/", "format");

  if (reader->error != NULL || !g_str_equal (program, WSC_RESULTS_PROGRAM))
    {
      wsc_reader_fail (reader, "program");
      return FALSE;
    }
  if (format == WSC_RESULTS_FORMAT)
    return TRUE;
  g_set_error (&reader->error, WSC_ERROR, WSC_ERROR_FORMAT,
               format > WSC_RESULTS_FORMAT
                 ? _("a newer version of Weightscape wrote it: it has format %g, and this version reads format %d")
                 : _("it has format %g, and this version of Weightscape reads format %d"),
               format, WSC_RESULTS_FORMAT);
  return FALSE;
}

static WscStudy *
read_study (WscReader *reader)
{
  const char *text = wsc_reader_text (reader, "/", "study");
  WscStudy *study = text != NULL ? wsc_study_from_text (text, &reader->error) : NULL;

  if (study != NULL && H5Aexists (reader->file, "directory") > 0)
    study->directory = g_strdup (wsc_reader_text (reader, "/", "directory"));
  return study;
}

static char *
read_stage_text (WscReader *reader, const char *name)
{
  if (reader->error != NULL || H5Aexists_by_name (reader->file, "/stages", name, H5P_DEFAULT) <= 0)
    return NULL;
  return g_strdup (wsc_reader_text (reader, "/stages", name));
}

static void
read_stages (WscReader *reader, WscResults *results)
{
  static const char *const names[] = WSC_RESULTS_STAGE_NAMES;

  for (guint i = WSC_STAGE_DATA; i < G_N_ELEMENTS (names); i++)
    results->keys[i] = read_stage_text (reader, names[i]);
  results->source_stamp = read_stage_text (reader, "source-stamp");
}

/* --- the data set ------------------------------------------------------------- */

static void
read_values (WscReader *reader, WscDatasetParts *parts)
{
  gsize length[] = { parts->length };
  gsize in[] = { parts->n_samples, parts->n_inputs };
  gsize out[] = { parts->n_samples, parts->n_targets };

  parts->times = wsc_reader_optional (reader, "/data/times", WSC_H5_DOUBLE, 1, length);
  parts->observed = wsc_reader_optional (reader, "/data/observed", WSC_H5_DOUBLE, 1, length);
  parts->clean = wsc_reader_optional (reader, "/data/clean", WSC_H5_DOUBLE, 1, length);
  if (parts->is_series)
    parts->series = wsc_reader_shaped (reader, "/data/scaled", WSC_H5_FLOAT, 1, length);
  else
    {
      parts->inputs = wsc_reader_shaped (reader, "/data/rows-in", WSC_H5_FLOAT, 2, in);
      parts->targets = wsc_reader_shaped (reader, "/data/rows-out", WSC_H5_FLOAT, 2, out);
    }
}

/* None of it stands in files of before there were channels. */
static void
read_channels (WscReader *reader, WscDatasetParts *parts)
{
  gsize shape[2] = { 1, parts->length };
  const guint32 *flags;
  guint8 *filled;

  parts->channel_names = wsc_reader_texts (reader, "/data/channel-names");
  if (reader->error == NULL && wsc_h5_has (reader->file, "/data/channels"))
    parts->channels = wsc_reader_array (reader, "/data/channels", WSC_H5_DOUBLE, 2, shape);
  if (reader->error == NULL && (shape[0] < 1 || shape[0] > G_MAXINT32 || shape[1] != parts->length))
    wsc_reader_fail (reader, "/data/channels");
  flags = wsc_reader_optional (reader, "/data/filled", WSC_H5_UINT32, 2, shape);
  if (reader->error != NULL)
    return;
  parts->n_channels = (guint) shape[0];
  if (flags == NULL)
    return;
  filled = g_new (guint8, shape[0] * shape[1]);
  g_ptr_array_add (reader->memory, filled);
  for (gsize i = 0; i < shape[0] * shape[1]; i++)
    filled[i] = flags[i] != 0;
  parts->filled = filled;
}

static void
read_names (WscReader *reader, WscDatasetParts *parts)
{
  parts->class_names = wsc_reader_texts (reader, "/data/class-names");
  parts->input_names = wsc_reader_texts (reader, "/data/input-names");
  parts->notes = wsc_reader_texts (reader, "/data/notes");
  if (parts->class_names != NULL && g_strv_length ((char **) parts->class_names) < parts->n_classes)
    wsc_reader_fail (reader, "/data/class-names");
  if (parts->input_names != NULL && g_strv_length ((char **) parts->input_names) != parts->n_inputs)
    wsc_reader_fail (reader, "/data/input-names");
}

static void
read_parts (WscReader *reader, WscDatasetParts *parts)
{
  parts->name = wsc_reader_text (reader, "/data", "name");
  parts->digest = wsc_reader_text (reader, "/data", "digest");
  parts->is_series = (gboolean) wsc_reader_count (reader, "/data", "is-series", 1);
  parts->length = wsc_reader_count (reader, "/data", "length", MAX_COUNT);
  parts->n_samples = wsc_reader_count (reader, "/data", "samples", MAX_COUNT);
  parts->n_inputs = (guint) wsc_reader_count (reader, "/data", "inputs", G_MAXINT32);
  parts->n_targets = (guint) wsc_reader_count (reader, "/data", "targets", G_MAXINT32);
  parts->input_offset = wsc_reader_count (reader, "/data", "input-offset", MAX_COUNT);
  parts->target_offset = wsc_reader_count (reader, "/data", "target-offset", MAX_COUNT);
  parts->n_classes = (guint) wsc_reader_count (reader, "/data", "classes", G_MAXINT32);
}

static WscDataset *
read_dataset (WscReader *reader)
{
  WscDatasetParts parts = { 0 };
  gsize samples[1], targets[1];

  read_parts (reader, &parts);
  read_values (reader, &parts);
  if (parts.is_series)
    read_channels (reader, &parts);
  read_names (reader, &parts);
  samples[0] = parts.n_samples;
  targets[0] = parts.n_targets;
  parts.target_factors = wsc_reader_shaped (reader, "/data/factor", WSC_H5_DOUBLE, 1, targets);
  parts.target_offsets = wsc_reader_shaped (reader, "/data/offset", WSC_H5_DOUBLE, 1, targets);
  parts.classes = wsc_reader_optional (reader, "/data/class", WSC_H5_UINT32, 1, samples);
  parts.train = wsc_reader_array (reader, "/data/train", WSC_H5_UINT32, 1, &parts.n_train);
  parts.test = wsc_reader_array (reader, "/data/test", WSC_H5_UINT32, 1, &parts.n_test);
  return reader->error == NULL ? wsc_dataset_new_from_parts (&parts, &reader->error) : NULL;
}

/* --- the ensemble --------------------------------------------------------------- */

static void
read_layers (WscReader *reader, WscArchitecture *architecture)
{
  gsize n[1] = { architecture->n_layers };
  const gint32 *activation = wsc_reader_shaped (reader, "/ensemble/activation", WSC_H5_INT32, 1, n);
  const gint32 *orthonormal = wsc_reader_shaped (reader, "/ensemble/orthonormal", WSC_H5_INT32, 1, n);

  for (guint i = 0; reader->error == NULL && i < architecture->n_layers; i++)
    {
      if (activation[i] < WSC_TANH || activation[i] > WSC_IDENTITY)
        wsc_reader_fail (reader, "/ensemble/activation");
      architecture->activation[i] = (WscActivation) activation[i];
      architecture->orthonormal[i] = orthonormal[i] != 0;
    }
}

/* A network that takes and gives what the data set's samples hold. */
static void
read_architecture (WscReader *reader, const WscDataset *dataset, WscArchitecture *architecture)
{
  WscSamples samples;
  gsize n;
  const guint32 *sizes = wsc_reader_array (reader, "/ensemble/sizes", WSC_H5_UINT32, 1, &n);

  wsc_dataset_get_samples (dataset, &samples);
  if (sizes == NULL || n < 2 || n > WSC_MAX_LAYERS + 1 || sizes[0] != samples.n_inputs
      || sizes[n - 1] != samples.n_targets)
    {
      wsc_reader_fail (reader, "/ensemble/sizes");
      return;
    }
  architecture->n_layers = (guint) n - 1;
  for (gsize i = 0; i < n; i++)
    {
      if (sizes[i] < 1 || sizes[i] > WSC_MAX_UNITS)
        wsc_reader_fail (reader, "/ensemble/sizes");
      architecture->sizes[i] = sizes[i];
    }
  read_layers (reader, architecture);
  architecture->bias = (gboolean) wsc_reader_count (reader, "/ensemble", "bias", 1);
  architecture->loss = (WscLoss) wsc_reader_count (reader, "/ensemble", "loss", WSC_LOSS_CROSS_ENTROPY);
}

static gboolean
all_finite (const float *values, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (!isfinite (values[i]))
      return FALSE;
  return TRUE;
}

static void
check_replicas (WscReader *reader, const float *parameters, const gint32 *diverged_at, gsize n, gsize p)
{
  for (gsize i = 0; reader->error == NULL && i < n; i++)
    if (diverged_at[i] < -1 || (diverged_at[i] == 0 && !all_finite (parameters + i * p, p)))
      wsc_reader_fail (reader, "/ensemble/parameters");
}

/* Networks from files have none. */
static void
read_losses (WscReader *reader, gsize n_replicas, gsize *shape, const float **train, const float **test)
{
  shape[0] = 0;
  shape[1] = n_replicas;
  *train = *test = NULL;
  if (reader->error != NULL || !wsc_h5_has (reader->file, "/ensemble/train-loss"))
    return;
  *train = wsc_reader_array (reader, "/ensemble/train-loss", WSC_H5_FLOAT, 2, shape);
  *test = wsc_reader_shaped (reader, "/ensemble/test-loss", WSC_H5_FLOAT, 2, shape);
}

static WscEnsemble *
read_ensemble (WscReader *reader, const WscDataset *dataset)
{
  WscArchitecture architecture = { 0 };
  gsize shape[2], losses[2], replicas[1];
  const float *parameters, *train_losses, *test_losses;
  const gint32 *diverged_at;
  gboolean partial;

  read_architecture (reader, dataset, &architecture);
  parameters = wsc_reader_array (reader, "/ensemble/parameters", WSC_H5_FLOAT, 2, shape);
  replicas[0] = shape[0];
  diverged_at = wsc_reader_shaped (reader, "/ensemble/diverged-at", WSC_H5_INT32, 1, replicas);
  read_losses (reader, shape[0], losses, &train_losses, &test_losses);
  partial = (gboolean) wsc_reader_count (reader, "/ensemble", "partial", 1);
  if (reader->error == NULL
      && (shape[0] < 1 || shape[0] > G_MAXINT32 || losses[1] != shape[0] || losses[0] > G_MAXINT32
          || shape[1] != wsc_architecture_get_n_parameters (&architecture)))
    wsc_reader_fail (reader, "/ensemble/parameters");
  check_replicas (reader, parameters, diverged_at, shape[0], shape[1]);
  if (reader->error != NULL)
    return NULL;
  return wsc_ensemble_new (&architecture, (guint) shape[0], parameters, diverged_at, (guint) losses[0], train_losses,
                           test_losses, partial);
}

/* --- what was measured -------------------------------------------------------------- */

static void
read_metrics (WscReader *reader, WscResults *results)
{
  WscMetrics *metrics = &results->metrics;

  metrics->train_mse = wsc_reader_number (reader, "/metrics", "train-mse");
  metrics->train_mse_sd = wsc_reader_number (reader, "/metrics", "train-mse-sd");
  metrics->test_mse = wsc_reader_number (reader, "/metrics", "test-mse");
  metrics->test_mse_sd = wsc_reader_number (reader, "/metrics", "test-mse-sd");
  metrics->train_accuracy = wsc_reader_number (reader, "/metrics", "train-accuracy");
  metrics->test_accuracy = wsc_reader_number (reader, "/metrics", "test-accuracy");
  metrics->clean_mse = wsc_reader_number (reader, "/metrics", "clean-mse");
  metrics->noise_mse = wsc_reader_number (reader, "/metrics", "noise-mse");
  results->has_metrics = reader->error == NULL;
}

static void
read_stages_of_run (WscReader *reader, WscResults *results)
{
  gsize length[1] = { wsc_dataset_get_length (results->dataset) };

  if (wsc_h5_has (reader->file, "/ensemble"))
    results->ensemble = read_ensemble (reader, results->dataset);
  if ((results->ensemble != NULL || results->study->data.source == WSC_SOURCE_GAUSSIANS) && wsc_h5_has (reader->file, "/neurons"))
    results->neurons = wsc_neurons_read (reader, "/neurons");
  if (results->neurons != NULL && wsc_h5_has (reader->file, "/estimates"))
    wsc_estimates_read (reader, results->neurons, results->estimates);
  if (results->ensemble != NULL && wsc_h5_has (reader->file, "/metrics"))
    read_metrics (reader, results);
  results->restored
    = g_memdup2 (wsc_reader_optional (reader, "/restored", WSC_H5_DOUBLE, 1, length), length[0] * sizeof (double));
}

static WscResults *
read_all (WscReader *reader)
{
  g_autoptr (WscStudy) study = check_format (reader) ? read_study (reader) : NULL;
  g_autoptr (WscResults) results = study != NULL ? wsc_results_new (study) : NULL;

  if (results == NULL)
    return NULL;
  results->partial = (gboolean) wsc_reader_count (reader, "/", "partial", 1);
  read_stages (reader, results);
  results->dataset = read_dataset (reader);
  if (results->dataset != NULL)
    read_stages_of_run (reader, results);
  return reader->error == NULL ? g_steal_pointer (&results) : NULL;
}

static WscResults *
read_hdf5 (gconstpointer bytes, gsize length, GError **error)
{
  g_auto (WscH5Id) file = wsc_h5_open_bytes (bytes, length);
  WscReader reader;
  WscResults *results;

  if (file < 0)
    {
      g_set_error_literal (error, WSC_ERROR, WSC_ERROR_FORMAT, _("it is not HDF5"));
      return NULL;
    }
  wsc_reader_init (&reader, file);
  results = read_all (&reader);
  if (results == NULL)
    g_propagate_error (error, g_steal_pointer (&reader.error));
  wsc_reader_clear (&reader);
  return results;
}

static WscResults *
read_bytes (const char *path, gconstpointer bytes, gsize length, GError **error)
{
  g_autoptr (GError) reason = NULL;
  WscResults *results = NULL;

  if (wsc_results_check_seal (bytes, length, &reason))
    {
      wsc_h5_lock ();
      results = read_hdf5 (bytes, length, &reason);
      wsc_h5_unlock ();
    }
  if (results == NULL)
    g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT, _("“%s” cannot be read as results: %s"), path,
                 reason->message);
  return results;
}

WscResults *
wsc_results_load (const char *path, GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (GMappedFile) file = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  file = g_mapped_file_new (path, FALSE, &reason);
  if (file == NULL)
    {
      g_set_error (error, WSC_ERROR, WSC_ERROR_FILE, _("Cannot read “%s”: %s"), path, reason->message);
      return NULL;
    }
  return read_bytes (path, g_mapped_file_get_contents (file), g_mapped_file_get_length (file), error);
}
