/* Data sets out of files of arrays: series, tables, images with labels, and MNIST. */
#include "test-data.h"

#include <math.h>
#include <string.h>

#include "tensors/tensors.h"

static char *
save (const WscTensors *tensors, const char *name)
{
  char *path = write_file (name, "", 0);
  g_autoptr (GError) error = NULL;

  g_assert_true (wsc_tensors_save (tensors, path, &error));
  g_assert_no_error (error);
  return path;
}

/* 12 samples of 2 × 3 numbers, lists of whole and of other numbers of as many, and one that is longer. */
static char *
save_example (void)
{
  g_autoptr (WscTensors) tensors = wsc_tensors_new ();
  float x[72];
  double curve[12], longer[40];
  gint64 kind[12];

  for (guint i = 0; i < 72; i++)
    x[i] = (float) (i * i % 17);
  for (guint i = 0; i < 12; i++)
    {
      curve[i] = sin (i);
      kind[i] = i == 5 ? -7 : (gint64) i % 2;
    }
  for (guint i = 0; i < 40; i++)
    longer[i] = cos (i);
  wsc_tensors_add (tensors, "curve", WSC_TENSOR_F64, 1, (gsize[]){ 12 }, curve);
  wsc_tensors_add (tensors, "kind", WSC_TENSOR_I64, 1, (gsize[]){ 12 }, kind);
  wsc_tensors_add (tensors, "x", WSC_TENSOR_F32, 3, (gsize[]){ 12, 2, 3 }, x);
  wsc_tensors_add (tensors, "longer", WSC_TENSOR_F64, 1, (gsize[]){ 40 }, longer);
  return save (tensors, "arrays.npz");
}

static WscDataSettings
file_settings (char *path, int task)
{
  WscDataSettings settings = default_settings ();

  settings.source = WSC_SOURCE_FILE;
  settings.path = path;
  settings.task = task;
  settings.window = 4;
  settings.scale = WSC_SCALE_NONE;
  return settings;
}

static void
test_series (void)
{
  g_autofree char *path = save_example ();
  WscDataSettings settings = file_settings (path, WSC_TASK_RESTORE);
  g_autoptr (WscDataset) longest = make (&settings), named = NULL;

  g_assert_cmpuint (wsc_dataset_get_length (longest), ==, 40);
  g_assert_cmpfloat (wsc_dataset_get_observed (longest)[3], ==, cos (3));
  settings.column = (char *) "curve";
  settings.channels = (char *) "kind";
  named = make (&settings);
  g_assert_cmpuint (wsc_dataset_get_length (named), ==, 12);
  g_assert_cmpfloat (wsc_dataset_get_observed (named)[3], ==, sin (3));
  g_assert_cmpfloat (wsc_dataset_get_channels (named)[12 + 5], ==, -7.0);
}

/* A matrix: its columns are series. */
static void
test_matrix (void)
{
  g_autoptr (WscTensors) tensors = wsc_tensors_new ();
  guint8 x[30];
  g_autofree char *path = NULL;
  WscDataSettings settings;
  g_autoptr (WscDataset) series = NULL, table = NULL;

  for (guint i = 0; i < 30; i++)
    x[i] = (guint8) (i * 7 % 11);
  wsc_tensors_add (tensors, "m", WSC_TENSOR_U8, 2, (gsize[]){ 10, 3 }, x);
  path = save (tensors, "matrix.npz");
  settings = file_settings (path, WSC_TASK_RESTORE);
  settings.column = (char *) "m 2";
  series = make (&settings);
  g_assert_cmpfloat (wsc_dataset_get_observed (series)[4], ==, x[3 * 4 + 1]);
  settings = file_settings (path, WSC_TASK_REGRESS);
  settings.target = (char *) "1";
  table = make (&settings);
  {
    WscSamples samples;

    wsc_dataset_get_samples (table, &samples);
    g_assert_cmpuint (samples.n_inputs, ==, 2);
    g_assert_cmpfloat ((double) samples.inputs[2 * 4], ==, x[3 * 4 + 1]);
    g_assert_cmpfloat ((double) samples.targets[4], ==, x[3 * 4]);
    g_assert_cmpstr (wsc_dataset_get_input_names (table)[0], ==, "2");
  }
}

/* The first list of whole numbers is the target; a class of one sample stays in the training part. */
static void
test_classes (void)
{
  g_autofree char *path = save_example ();
  WscDataSettings settings = file_settings (path, WSC_TASK_CLASSIFY);
  g_autoptr (WscDataset) dataset = make (&settings);
  WscSamples samples;
  gsize n_train, n_test;
  const guint32 *train = wsc_dataset_get_train (dataset, &n_train);
  gboolean found = FALSE;

  wsc_dataset_get_test (dataset, &n_test);
  wsc_dataset_get_samples (dataset, &samples);
  g_assert_cmpuint (samples.n_inputs, ==, 6);
  g_assert_cmpuint (wsc_dataset_get_n_classes (dataset), ==, 3);
  g_assert_cmpstr (wsc_dataset_get_class_names (dataset)[0], ==, "-7");
  g_assert_cmpuint (wsc_dataset_get_classes (dataset)[5], ==, 0);
  g_assert_cmpuint (wsc_dataset_get_classes (dataset)[7], ==, 2);
  g_assert_cmpfloat ((double) samples.inputs[6 * 3 + 4], ==, (double) ((6 * 3 + 4) * (6 * 3 + 4) % 17));
  g_assert_cmpuint (n_train + n_test, ==, 12);
  for (gsize i = 0; i < n_train; i++)
    found = found || train[i] == 5;
  g_assert_true (found);
  g_assert_true (has_note (dataset, "Read: 12 samples of 6 numbers from “x”, what they should give from “kind”"));
}

/* As NumPy would standardise each number over the training samples. */
static void
test_scale (void)
{
  g_autofree char *path = save_example ();
  WscDataSettings settings = file_settings (path, WSC_TASK_REGRESS);
  g_autoptr (WscDataset) plain = make (&settings), scaled = NULL;
  WscSamples from, to;
  gsize n;
  const guint32 *train;

  settings.scale = WSC_SCALE_STANDARDISE;
  settings.target = (char *) "curve";
  scaled = make (&settings);
  wsc_dataset_get_samples (plain, &from);
  wsc_dataset_get_samples (scaled, &to);
  train = wsc_dataset_get_train (scaled, &n);
  for (guint j = 0; j < 6; j++)
    {
      double mean = 0, square = 0;

      for (gsize i = 0; i < n; i++)
        mean += (double) to.inputs[train[i] * 6 + j] / (double) n;
      for (gsize i = 0; i < n; i++)
        square += pow ((double) to.inputs[train[i] * 6 + j], 2) / (double) n;
      g_assert_cmpfloat_with_epsilon (mean, 0, 1e-6);
      g_assert_cmpfloat_with_epsilon (square, 1, 0.2); /* n or n - 1 */
    }
  g_assert_cmpfloat_with_epsilon ((double) to.targets[4] * wsc_dataset_get_target_factors (scaled)[0]
                                    + wsc_dataset_get_target_offsets (scaled)[0],
                                  sin (4), 1e-6);
}

static char *
save_labels (const double *labels, gsize n, guint rank)
{
  g_autoptr (WscTensors) tensors = wsc_tensors_new ();

  wsc_tensors_add (tensors, "labels", WSC_TENSOR_F64, rank, (gsize[]){ rank > 1 ? n / 2 : n, 2 }, labels);
  return save (tensors, "labels.npz");
}

static void
refuse (WscDataSettings settings, WscErrorCode code, const char *message)
{
  g_autofree char *whole = g_strdup_printf ("%s: %s", settings.path, message);

  assert_no_dataset (&settings, code, whole);
}

static void
test_labels (void)
{
  g_autofree char *path = save_example ();
  double labels[24];
  WscDataSettings settings = file_settings (path, WSC_TASK_CLASSIFY);
  g_autoptr (WscDataset) dataset = NULL;

  for (guint i = 0; i < 24; i++)
    labels[i] = i % 3;
  settings.labels = save_labels (labels, 12, 1);
  dataset = make (&settings);
  g_assert_cmpuint (wsc_dataset_get_n_classes (dataset), ==, 3);
  g_assert_cmpuint (wsc_dataset_get_classes (dataset)[7], ==, 1);
  g_free (save_labels (labels, 11, 1));
  refuse (settings, WSC_ERROR_FORMAT, "“labels” has 11 values, expected 12, one for each sample of “x”");
  g_free (save_labels (labels, 24, 2));
  refuse (settings, WSC_ERROR_FORMAT, "“labels” has 2 numbers a sample, expected one, the class or the number to predict");
  labels[4] = 0.5;
  g_free (save_labels (labels, 12, 1));
  {
    g_autofree char *message = g_strdup_printf ("%s, “labels”: found 0.5 in sample 5, expected classes: whole numbers", path);

    assert_no_dataset (&settings, WSC_ERROR_FORMAT, message);
  }
  labels[4] = NAN;
  g_free (save_labels (labels, 12, 1));
  refuse (settings, WSC_ERROR_FORMAT, "sample 5 has numbers that are missing (nan); set data.missing to drop (leave the samples out)");
  settings.missing = WSC_MISSING_DROP;
  g_clear_pointer (&dataset, wsc_dataset_unref);
  dataset = make (&settings);
  g_assert_cmpuint (wsc_dataset_get_length (dataset), ==, 11);
  labels[4] = INFINITY;
  g_free (save_labels (labels, 12, 1));
  refuse (settings, WSC_ERROR_FORMAT, "found inf in sample 5, expected finite numbers");
  for (guint i = 0; i < 12; i++)
    labels[i] = 3;
  g_free (save_labels (labels, 12, 1));
  refuse (settings, WSC_ERROR_FORMAT, "“labels” has 1 classes, expected 2 to 1000");
  g_free (settings.labels);
}

static void
test_names (void)
{
  g_autofree char *path = save_example ();
  WscDataSettings settings = file_settings (path, WSC_TASK_CLASSIFY);

  settings.column = (char *) "z";
  refuse (settings, WSC_ERROR_RANGE, "there is no array “z” (data.column). Arrays: curve, kind, x, longer");
  settings.column = (char *) "x";
  settings.target = (char *) "longer";
  refuse (settings, WSC_ERROR_FORMAT, "“longer” has 40 values, expected 12, one for each sample of “x”");
  settings.target = (char *) "y";
  refuse (settings, WSC_ERROR_RANGE, "“y” is neither an array nor a column from 1 to 6 of “x” (data.target)");
}

/* --- MNIST ---------------------------------------------------------------------- */

static WscDataSettings
mnist_settings (void)
{
  WscDataSettings settings = default_settings ();

  settings.source = WSC_SOURCE_MNIST;
  settings.task = WSC_TASK_CLASSIFY;
  settings.scale = WSC_SCALE_STANDARDISE; /* has no effect */
  settings.count = 500;
  return settings;
}

static void
test_mnist (void)
{
  WscDataSettings settings = mnist_settings ();
  g_autoptr (WscDataset) dataset = make (&settings);
  g_autofree char *images = wsc_data_path ("sets/t10k-images-idx3-ubyte.gz");
  g_autoptr (WscTensors) tensors = wsc_tensors_load (images, NULL, NULL);
  const guint8 *pixels = wsc_tensors_get (tensors, 0)->values;
  WscSamples samples;

  wsc_dataset_get_samples (dataset, &samples);
  g_assert_cmpuint (samples.n_samples, ==, 500);
  g_assert_cmpuint (samples.n_inputs, ==, 784);
  g_assert_cmpuint (wsc_dataset_get_n_classes (dataset), ==, 10);
  g_assert_cmpuint (wsc_dataset_get_classes (dataset)[0], ==, 7);
  g_assert_cmpuint (wsc_dataset_get_classes (dataset)[4], ==, 4);
  for (gsize i = 0; i < 500 * 784; i++)
    g_assert_cmpfloat ((double) samples.inputs[i], ==, (double) (float) (pixels[i] / 255.0));
}

/* All four files: their own split, the test set whole whatever is used of the other. */
static void
test_mnist_folder (void)
{
  const char *root = g_getenv ("WSC_TEST_SHARED_DATA");
  g_autofree char *folder = g_build_filename (root != NULL ? root : "", "mnist", NULL);
  WscDataSettings settings = mnist_settings ();
  g_autoptr (WscDataset) dataset = NULL;
  gsize n_train, n_test;
  const guint32 *test;

  if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
    {
      g_test_skip ("mnist is not there");
      return;
    }
  settings.path = folder;
  settings.count = 200;
  dataset = make (&settings);
  wsc_dataset_get_train (dataset, &n_train);
  test = wsc_dataset_get_test (dataset, &n_test);
  g_assert_cmpuint (n_train, ==, 200);
  g_assert_cmpuint (n_test, ==, 10000);
  g_assert_cmpuint (wsc_dataset_get_classes (dataset)[0], ==, 5); /* the first of the 60,000 */
  g_assert_cmpuint (wsc_dataset_get_classes (dataset)[test[0]], ==, 7);
  g_assert_true (has_note (dataset, "Samples: 200 for training, 10000 for the test, as the files have them"));
}

/* A folder without the files, and files of something else. */
static void
test_mnist_refusals (void)
{
  static const char idx[] = "\0\0\x08\x01\0\0\0\2ab", images[] = "\0\0\x08\x03\0\0\0\2\0\0\0\1\0\0\0\1ab";
  g_autofree char *file = write_file ("train-images-idx3-ubyte", idx, sizeof idx - 1);
  g_autofree char *folder = g_path_get_dirname (file);
  g_autofree char *empty = g_build_filename (folder, "none", NULL);
  g_autofree char *none = g_strdup_printf ("“%s” has no file “train-images-idx3-ubyte” or “train-images-idx3-ubyte.gz”; data.path must be a "
                                           "folder with the four files of MNIST, or empty",
                                           empty);
  g_autofree char *other = g_strdup_printf ("%s: found something else, expected images of 28 × 28 bytes", file);
  WscDataSettings settings = mnist_settings ();

  settings.path = empty;
  assert_no_dataset (&settings, WSC_ERROR_FILE, none);
  settings.path = folder;
  assert_no_dataset (&settings, WSC_ERROR_FORMAT, other);
  g_free (write_file ("train-images-idx3-ubyte", images, sizeof images - 1));
  assert_no_dataset (&settings, WSC_ERROR_FORMAT, other);
  g_free (write_file ("train-images-idx3-ubyte", images, 17));
  {
    g_autofree char *cut = g_strdup_printf ("%s: found 1 bytes of numbers, expected 2 for the shape (2, 1, 1)", file);

    assert_no_dataset (&settings, WSC_ERROR_FORMAT, cut);
  }
}

void
add_arrays_tests (void)
{
  g_test_add_func ("/arrays/series", test_series);
  g_test_add_func ("/arrays/matrix", test_matrix);
  g_test_add_func ("/arrays/classes", test_classes);
  g_test_add_func ("/arrays/scale", test_scale);
  g_test_add_func ("/arrays/labels", test_labels);
  g_test_add_func ("/arrays/names", test_names);
  g_test_add_func ("/arrays/mnist", test_mnist);
  g_test_add_func ("/arrays/mnist-folder", test_mnist_folder);
  g_test_add_func ("/arrays/mnist-refusals", test_mnist_refusals);
}
