/* Files by NumPy, IDX and safetensors by their bytes, and real sets. */
#include "test-tensors.h"

#include <gio/gio.h>
#include <math.h>
#include <string.h>

static void
check_eighths (const char *file, WscTensorType type)
{
  g_autofree char *path = given (file);
  g_autofree char *name = g_strndup (file, strlen (file) - 4);
  g_autoptr (WscTensors) tensors = load (path);
  double expected[24];

  for (guint i = 0; i < 24; i++)
    expected[i] = i / 8.0;
  assert_array (tensors, name, type, "(2, 3, 4)", 24, expected);
}

static void
test_npy (void)
{
  check_eighths ("fortran-big.npy", WSC_TENSOR_F64);
  check_eighths ("version-2.npy", WSC_TENSOR_F32);
  check_eighths ("version-3.npy", WSC_TENSOR_F32);
}

static void
check_npz (const char *file)
{
  g_autofree char *path = given (file);
  g_autoptr (WscTensors) t = load (path);

  assert_array (t, "u1", WSC_TENSOR_U8, "(2)", 2, (double[]){ 0, 255 });
  assert_array (t, "i1", WSC_TENSOR_I8, "(2)", 2, (double[]){ -128, 127 });
  assert_array (t, "u2", WSC_TENSOR_U16, "(2)", 2, (double[]){ 0, 65535 });
  assert_array (t, "i2", WSC_TENSOR_I16, "(2)", 2, (double[]){ -32768, 32767 });
  assert_array (t, "u4", WSC_TENSOR_U32, "(2)", 2, (double[]){ 0, 4294967295.0 });
  assert_array (t, "i4", WSC_TENSOR_I32, "(2)", 2, (double[]){ -2147483648.0, 2147483647.0 });
  assert_array (t, "u8", WSC_TENSOR_U64, "(2)", 2, (double[]){ 0, 0x1p53 });
  assert_array (t, "i8", WSC_TENSOR_I64, "(2)", 2, (double[]){ -0x1p53, 0x1p53 });
  assert_array (t, "f2", WSC_TENSOR_F32, "(3)", 3, (double[]){ -1.5, 65504, 0x1p-24 });
  assert_array (t, "f4", WSC_TENSOR_F32, "(2)", 2, (double[]){ (double) 0.1f, -INFINITY });
  assert_array (t, "f8", WSC_TENSOR_F64, "(2, 1)", 2, (double[]){ 0.1, 1e300 });
  assert_array (t, "flag", WSC_TENSOR_U8, "(2)", 2, (double[]){ 1, 0 });
  assert_array (t, "number", WSC_TENSOR_F64, "()", 1, (double[]){ 2.5 });
  assert_array (t, "empty", WSC_TENSOR_F32, "(0, 3)", 0, NULL);
  g_assert_cmpuint (wsc_tensors_get_n (t), ==, 14);
  g_assert_cmpstr (wsc_tensors_get (t, 0)->name, ==, "u1");
  g_assert_cmpstr (wsc_tensors_get_text (t, "activation"), ==, "tanh");
  g_assert_cmpstr (wsc_tensors_get_text (t, "note"), ==, "größe ∂");
}

static void
test_npz (void)
{
  check_npz ("stored.npz");
  check_npz ("deflated.npz");
}

/* Two samples of 1 × 3 whole numbers of 16 bits. */
static GByteArray *
small_idx (void)
{
  static const guint8 bytes[] = { 0, 0, 0x0b, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3, 0, 1, 0, 2, 255, 255, 128, 0, 127, 255, 0, 0 };
  GByteArray *array = g_byte_array_new ();

  return g_byte_array_append (array, bytes, sizeof bytes);
}

static void
write_gzip (const char *path, const GByteArray *bytes)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GConverter) converter = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 6));
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileOutputStream) out = g_file_replace (file, NULL, FALSE, G_FILE_CREATE_NONE, NULL, &error);
  g_autoptr (GOutputStream) packed = g_converter_output_stream_new (G_OUTPUT_STREAM (out), converter);

  g_output_stream_write_all (packed, bytes->data, bytes->len, NULL, NULL, &error);
  g_assert_no_error (error);
  g_output_stream_close (packed, NULL, &error);
  g_assert_no_error (error);
}

static void
test_idx (void)
{
  static const double expected[] = { 1, 2, -1, -32768, 32767, 0 };
  g_autoptr (GByteArray) bytes = small_idx ();
  g_autofree char *plain = own_path ("small.idx");
  g_autofree char *gzip = own_path ("packed-idx3-ubyte.gz");
  g_autoptr (WscTensors) from_plain = NULL, from_gzip = NULL;

  g_assert_true (g_file_set_contents (plain, (const char *) bytes->data, bytes->len, NULL));
  from_plain = load (plain);
  assert_array (from_plain, "small", WSC_TENSOR_I16, "(2, 1, 3)", 6, expected);
  write_gzip (gzip, bytes);
  from_gzip = load (gzip);
  assert_array (from_gzip, "packed-idx3-ubyte", WSC_TENSOR_I16, "(2, 1, 3)", 6, expected);
}

static void
test_safetensors (void)
{
  static const char header[] = "{\"__metadata__\":{\"format\":\"pt\"},\"b\":{\"dtype\":\"BF16\",\"shape\":[2],\"data_offsets\":[4,8]},"
                               "\"a\":{\"dtype\":\"F16\",\"shape\":[1,2],\"data_offsets\":[0,4]},"
                               "\"n\":{\"dtype\":\"I64\",\"shape\":[],\"data_offsets\":[8,16]}}";
  static const guint8 numbers[] = { 0x00, 0x3c, 0x00, 0xc0, 0x80, 0x3f, 0x20, 0xc0, 255, 255, 255, 255, 255, 255, 255, 255 };
  const guint64 length = GUINT64_TO_LE (sizeof header - 1);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autofree char *path = own_path ("small.safetensors");
  g_autoptr (WscTensors) tensors = NULL;

  g_byte_array_append (bytes, (const guint8 *) &length, sizeof length);
  append_text (bytes, header);
  g_byte_array_append (bytes, numbers, sizeof numbers);
  g_assert_true (g_file_set_contents (path, (const char *) bytes->data, bytes->len, NULL));
  tensors = load (path);
  g_assert_cmpstr (wsc_tensors_get (tensors, 0)->name, ==, "b");
  assert_array (tensors, "a", WSC_TENSOR_F32, "(1, 2)", 2, (double[]){ 1, -2 });
  assert_array (tensors, "b", WSC_TENSOR_F32, "(2)", 2, (double[]){ 1, -2.5 });
  assert_array (tensors, "n", WSC_TENSOR_I64, "()", 1, (double[]){ -1 });
  g_assert_cmpstr (wsc_tensors_get_text (tensors, "format"), ==, "pt");
}

static char *
shared (const char *path)
{
  const char *root = g_getenv ("WSC_TEST_SHARED_DATA");

  return root != NULL ? g_build_filename (root, path, NULL) : g_strdup ("");
}

/* The same network in two formats. */
static void
test_two_formats (void)
{
  g_autofree char *npz = shared ("checkpoints/ani1x_O/train0.npz");
  g_autofree char *safetensors = shared ("checkpoints/ani1x_O/train0.safetensors");
  g_autoptr (WscTensors) a = NULL, b = NULL;

  if (!g_file_test (npz, G_FILE_TEST_EXISTS))
    {
      g_test_skip ("checkpoints/ani1x_O/train0.npz is not there");
      return;
    }
  a = load (npz);
  b = load (safetensors);
  g_assert_cmpuint (wsc_tensors_get_n (a), ==, 8);
  g_assert_cmpuint (wsc_tensors_get_n (b), ==, 8);
  g_assert_cmpuint (wsc_tensors_find (a, "layers.1.weight")->dims[1], ==, 384);
  for (guint i = 0; i < 8; i++)
    {
      const WscTensor *x = wsc_tensors_get (a, i), *y = wsc_tensors_find (b, x->name);

      g_assert_nonnull (y);
      g_assert_cmpint (y->type, ==, WSC_TENSOR_F32);
      g_assert_cmpmem (x->values, x->n * 4, y->values, y->n * 4);
    }
}

static void
test_mnist (void)
{
  g_autofree char *images = shared ("mnist/t10k-images-idx3-ubyte.gz");
  g_autofree char *labels = shared ("mnist/t10k-labels-idx1-ubyte.gz");
  g_autoptr (WscTensors) x = NULL, y = NULL;
  double first[5];

  if (!g_file_test (images, G_FILE_TEST_EXISTS))
    {
      g_test_skip ("mnist/t10k-images-idx3-ubyte.gz is not there");
      return;
    }
  x = load (images);
  y = load (labels);
  g_assert_cmpuint (wsc_tensors_get (x, 0)->dims[0], ==, 10000);
  g_assert_cmpuint (wsc_tensors_get (x, 0)->n, ==, 7840000);
  wsc_tensor_get_doubles (wsc_tensors_get (y, 0), 0, 5, first);
  g_assert_cmpmem (first, sizeof first, ((double[]){ 7, 2, 1, 0, 4 }), sizeof first);
}

void
add_format_tests (void)
{
  g_test_add_func ("/tensors/npy", test_npy);
  g_test_add_func ("/tensors/npz", test_npz);
  g_test_add_func ("/tensors/idx", test_idx);
  g_test_add_func ("/tensors/safetensors", test_safetensors);
  g_test_add_func ("/tensors/two-formats", test_two_formats);
  g_test_add_func ("/tensors/mnist", test_mnist);
}
