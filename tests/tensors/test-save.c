/* What is written comes back, the same bytes every time; NumPy's part is pinned by a digest. */
#include "test-tensors.h"

#include <glib/gstdio.h>
#include <math.h>

static WscTensors *
example (void)
{
  WscTensors *tensors = wsc_tensors_new ();
  static const double weight[] = { 1.0, -2.5, 1e-300, INFINITY, 0.1, 3.0 };
  static const gint64 outputs[] = { 0, 1, -1 };
  static const guint8 flag = 7;
  static const float bias[] = { 0.5f, -0.25f };

  wsc_tensors_add (tensors, "layers.1.weight", WSC_TENSOR_F64, 2, (gsize[]){ 2, 3 }, weight);
  wsc_tensors_add (tensors, "layers.1.bias", WSC_TENSOR_F32, 1, (gsize[]){ 2 }, bias);
  wsc_tensors_add (tensors, "outputs", WSC_TENSOR_I64, 1, (gsize[]){ 3 }, outputs);
  wsc_tensors_add (tensors, "flag", WSC_TENSOR_U8, 0, NULL, &flag);
  wsc_tensors_add (tensors, "none", WSC_TENSOR_U32, 2, (gsize[]){ 0, 4 }, NULL);
  wsc_tensors_set_text (tensors, "activation", "tanh;identity");
  wsc_tensors_set_text (tensors, "study", "[study]\nformat=1\n\n[data]\npath=\"größe\"\\x\n");
  return tensors;
}

static void
check_round (const char *name)
{
  g_autofree char *path = own_path (name);
  g_autoptr (WscTensors) written = example (), read = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GByteArray) first = NULL, second = NULL;

  g_assert_true (wsc_tensors_save (written, path, &error));
  g_assert_no_error (error);
  first = bytes_of (path);
  g_assert_true (wsc_tensors_save (written, path, &error));
  second = bytes_of (path);
  g_assert_cmpmem (first->data, first->len, second->data, second->len);
  read = load (path);
  g_assert_cmpuint (wsc_tensors_get_n (read), ==, 5);
  assert_array (read, "layers.1.weight", WSC_TENSOR_F64, "(2, 3)", 6, (double[]){ 1.0, -2.5, 1e-300, INFINITY, 0.1, 3.0 });
  assert_array (read, "layers.1.bias", WSC_TENSOR_F32, "(2)", 2, (double[]){ 0.5, -0.25 });
  assert_array (read, "outputs", WSC_TENSOR_I64, "(3)", 3, (double[]){ 0, 1, -1 });
  assert_array (read, "flag", WSC_TENSOR_U8, "()", 1, (double[]){ 7 });
  assert_array (read, "none", WSC_TENSOR_U32, "(0, 4)", 0, NULL);
  g_assert_cmpstr (wsc_tensors_get_text (read, "activation"), ==, "tanh;identity");
  g_assert_cmpstr (wsc_tensors_get_text (read, "study"), ==, wsc_tensors_get_text (written, "study"));
}

static void
test_round (void)
{
  check_round ("round.npz");
  check_round ("round.safetensors");
  check_round ("round.h5");
  check_round ("round.HDF5");
}

/* Every type, both ways. */
static void
test_types (void)
{
  static const char *const names[] = { "types.npz", "types.safetensors", "types.h5" };
  static const guint8 numbers[16] = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16 };
  g_autoptr (WscTensors) written = wsc_tensors_new ();

  for (guint type = WSC_TENSOR_U8; type <= WSC_TENSOR_F64; type++)
    {
      g_autofree char *name = g_strdup_printf ("t%u", type);

      wsc_tensors_add (written, name, (WscTensorType) type, 1, (gsize[]){ 2 }, numbers);
    }
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = own_path (names[i]);
      g_autoptr (WscTensors) read = NULL;

      g_assert_true (wsc_tensors_save (written, path, NULL));
      read = load (path);
      for (guint j = 0; j < wsc_tensors_get_n (written); j++)
        {
          const WscTensor *x = wsc_tensors_get (written, j), *y = wsc_tensors_find (read, x->name);

          g_assert_nonnull (y);
          g_assert_cmpint (y->type, ==, x->type);
          g_assert_cmpmem (x->values, 2 * wsc_tensor_type_size (x->type), y->values, 2 * wsc_tensor_type_size (y->type));
        }
    }
}

static void
test_no_format (void)
{
  g_autoptr (WscTensors) tensors = example ();
  g_autoptr (GError) error = NULL;

  g_assert_false (wsc_tensors_save (tensors, "net.pt", &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_FORMAT);
  g_assert_cmpstr (error->message, ==, "“net.pt” does not end in .npz, .safetensors or .h5, which name the formats there are");
}

static void
test_no_folder (void)
{
  g_autoptr (WscTensors) tensors = example ();
  g_autoptr (GError) error = NULL;

  g_assert_false (wsc_tensors_save (tensors, "/nonexistent/net.npz", &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_FILE);
}

/* The archive and its texts were read with NumPy 1.24.2 once; these are the bytes of the members that it read. */
static void
test_numpy_bytes (void)
{
  g_autoptr (WscTensors) tensors = example ();
  g_autoptr (GByteArray) array = g_byte_array_new ();
  g_autoptr (GByteArray) texts = g_byte_array_new ();
  g_autofree char *start = NULL;

  wsc_npy_write (wsc_tensors_find (tensors, "outputs"), array);
  g_assert_cmpuint (array->len, ==, 128 + 24);
  start = g_strndup ((const char *) array->data + 10, 60);
  g_assert_cmpstr (start, ==, "{'descr': '<i8', 'fortran_order': False, 'shape': (3,), }   ");
  g_assert_cmpmem (array->data, 10, "\x93NUMPY\x01\x00\x76\x00", 10);
  wsc_npy_write_texts (tensors, texts);
  g_free (start);
  start = g_strndup ((const char *) texts->data + 10, 63);
  g_assert_cmpstr (start, ==, "{'descr': '<U40', 'fortran_order': False, 'shape': (2, 2), }   ");
  g_assert_cmpuint (texts->len, ==, 128 + 4 * 4 * 40);
}

void
add_save_tests (void)
{
  g_test_add_func ("/tensors/save/round", test_round);
  g_test_add_func ("/tensors/save/types", test_types);
  g_test_add_func ("/tensors/save/no-format", test_no_format);
  g_test_add_func ("/tensors/save/no-folder", test_no_folder);
  g_test_add_func ("/tensors/save/numpy", test_numpy_bytes);
}
