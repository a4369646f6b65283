/* HDF5 by h5py, and by Keras. */
#include "test-tensors.h"

#include <signal.h>

#include "tensors/h5.h"

static void
test_h5py (void)
{
  g_autofree char *path = given ("keras.h5");
  g_autoptr (WscTensors) t = load (path);
  const WscTensor *packed = wsc_tensors_find (t, "packed");

  assert_array (t, "dense/dense_1/kernel:0", WSC_TENSOR_F32, "(3, 2)", 6, (double[]){ 0, 1, 2, 3, 4, 5 });
  assert_array (t, "dense/dense_1/bias:0", WSC_TENSOR_F32, "(2)", 2, (double[]){ 0.5, -0.5 });
  assert_array (t, "half", WSC_TENSOR_F32, "(1)", 1, (double[]){ 1.5 });
  assert_array (t, "number", WSC_TENSOR_I64, "()", 1, (double[]){ 3 });
  g_assert_nonnull (packed);
  g_assert_cmpint (packed->type, ==, WSC_TENSOR_I16);
  g_assert_cmpuint (packed->n, ==, 4096);
  g_assert_cmpuint (wsc_tensors_get_n (t), ==, 5); /* texts are no arrays of numbers */
  g_assert_cmpstr (wsc_tensors_get_text (t, "backend"), ==, "tensorflow");
  g_assert_cmpstr (wsc_tensors_get_text (t, "keras_version"), ==, "2.13.1");
  g_assert_null (wsc_tensors_get_text (t, "count"));
}

static void
test_keras (void)
{
  const char *root = g_getenv ("WSC_TEST_SHARED_DATA");
  g_autofree char *path = root != NULL ? g_build_filename (root, "checkpoints/motionsense_rep_anon_weights.h5", NULL) : g_strdup ("");
  g_autoptr (WscTensors) t = NULL;
  guint n_matrices = 0;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_test_skip ("checkpoints/motionsense_rep_anon_weights.h5 is not there");
      return;
    }
  t = load (path);
  for (guint i = 0; i < wsc_tensors_get_n (t); i++)
    n_matrices += wsc_tensors_get (t, i)->rank == 2 && wsc_tensors_get (t, i)->dims[0] == 512 && wsc_tensors_get (t, i)->dims[1] == 64;
  g_assert_cmpuint (n_matrices, >=, 1);
}

/* --- a library that fails --------------------------------------------------------- */

static void
count_up (gpointer user_data)
{
  ++*(guint *) user_data;
}

static void
fail_hard (gpointer user_data)
{
  raise (GPOINTER_TO_INT (user_data));
}

/* What ends the child does not end us, and what it does, we do not see. */
static void
test_guard (void)
{
  guint n = 0;

  g_assert_true (wsc_h5_survives (count_up, &n));
  g_assert_cmpuint (n, ==, 0);
  g_assert_false (wsc_h5_survives (fail_hard, GINT_TO_POINTER (SIGSEGV)));
  g_assert_false (wsc_h5_survives (fail_hard, GINT_TO_POINTER (SIGABRT)));
  g_assert_true (wsc_h5_survives (count_up, &n));
}

/* One bit on which HDF5 1.10 ends the process; a library that sees through it says so. */
static void
test_bit (void)
{
  g_autofree char *path = given ("keras.h5"), *damaged = own_path ("bit.h5");
  g_autoptr (GByteArray) bytes = bytes_of (path);
  g_autoptr (WscTensors) t = NULL;
  g_autoptr (GError) error = NULL;

  bytes->data[9647] ^= 4;
  g_assert_true (g_file_set_contents (damaged, (const char *) bytes->data, bytes->len, NULL));
  t = wsc_tensors_load (damaged, NULL, &error);
  g_assert_true (t != NULL || g_error_matches (error, WSC_ERROR, WSC_ERROR_FORMAT));
}

void
add_hdf5_tests (void)
{
  g_test_add_func ("/tensors/hdf5/h5py", test_h5py);
  g_test_add_func ("/tensors/hdf5/keras", test_keras);
  g_test_add_func ("/tensors/hdf5/guard", test_guard);
  g_test_add_func ("/tensors/hdf5/bit", test_bit);
}
