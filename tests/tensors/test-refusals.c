/* Files that are cut short, mislabelled or made to deceive: what was found and what was expected. */
#include "test-tensors.h"

#include <string.h>

#define EXPECTED "expected an array of NumPy (.npy, .npz), safetensors, HDF5 or IDX"

static GByteArray *
bytes_from (const char *data, gsize length)
{
  return g_byte_array_append (g_byte_array_new (), (const guint8 *) data, (guint) length);
}

static void
refuse_text (const char *text, const char *message)
{
  g_autoptr (GByteArray) bytes = bytes_from (text, strlen (text));

  assert_refused ("bad", bytes, message);
}

static void
test_nothing (void)
{
  g_autoptr (GError) error = NULL;

  refuse_text ("", "found an empty file, " EXPECTED);
  refuse_text ("x,y\n1,2\n", "found a file that begins with the bytes 78 2c 79 0a, " EXPECTED);
  g_assert_null (wsc_tensors_load ("/nonexistent/a.npy", NULL, &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_FILE);
}

/* A header of version 1 with this dictionary, and `n` zero bytes behind it. */
static void
refuse_npy (const char *dictionary, guint n, const char *message)
{
  g_autoptr (GByteArray) bytes = bytes_from ("\x93NUMPY\x01\x00", 8);
  const guint8 length[] = { (guint8) strlen (dictionary), 0 };
  g_autofree guint8 *zeros = g_malloc0 (n + 1);

  g_byte_array_append (bytes, length, 2);
  append_text (bytes, dictionary);
  g_byte_array_append (bytes, zeros, n);
  assert_refused ("bad.npy", bytes, message);
}

static void
test_npy (void)
{
  g_autofree char *path = given ("objects.npy");
  g_autoptr (GByteArray) objects = bytes_of (path);
  g_autoptr (GByteArray) cut = bytes_from ("\x93NUMPY\x01\x00\x76\x00{", 11);
  g_autoptr (GByteArray) version = bytes_from ("\x93NUMPY\x09\x00\x01\x00{", 11);

  assert_refused ("bad.npy", objects, "found pickled Python objects, expected numbers; objects are not read, since they may run any code");
  assert_refused ("bad.npy", cut, "found a header of 118 bytes and 11 bytes in all; the file is cut short");
  assert_refused ("bad.npy", version, "found an array of NumPy of version 9, expected 1, 2 or 3");
  refuse_npy ("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }", 20,
              "found 20 bytes of numbers, expected 24 for the shape (2, 3); the file is cut short");
  refuse_npy ("{'descr': '<f4', 'fortran_order': False, 'shape': (4294967296, 4294967296, 4294967296), }", 20,
              "found the shape (4294967296, 4294967296, 4294967296), which no memory can hold");
  refuse_npy ("{'descr': '<f8', 'fortran_order': False, 'shape': (0, 9000000000000000000), }", 0,
              "found the shape (0, 9000000000000000000), which no memory can hold");
  refuse_npy ("{'descr': '<c8', 'fortran_order': False, 'shape': (1,), }", 8,
              "found values of the type “<c8”, expected whole numbers or floats");
  refuse_npy ("{'descr': '<U3', 'fortran_order': False, 'shape': (1,), }", 12,
              "found values of the type “<U3”, expected whole numbers or floats");
  refuse_npy ("{'descr': '<f4', 'shape': (-1,), 'fortran_order': False}", 4,
              "found the header “{'descr': '<f4', 'shape': (-1,), 'fortran_order': False}”, expected a type of numbers, an order and at most 8 "
              "sizes");
  refuse_npy ("{'descr': '<f4', 'shape': (1,1,1,1,1,1,1,1,1), 'fortran_order': False}", 4,
              "found the header “{'descr': '<f4', 'shape': (1,1,1,1,1,1,1,1,1), 'fortran_order': False}”, expected a type of numbers, an order and "
              "at most 8 sizes");
}

static void
test_npz (void)
{
  g_autofree char *path = given ("stored.npz");
  g_autoptr (GByteArray) bytes = bytes_of (path);

  g_byte_array_set_size (bytes, bytes->len - 30); /* the list of members ends the archive */
  {
    g_autofree char *own = own_path ("cut.npz");
    g_autoptr (GError) error = NULL;

    g_assert_true (g_file_set_contents (own, (const char *) bytes->data, bytes->len, NULL));
    g_assert_null (wsc_tensors_load (own, NULL, &error));
    g_assert_error (error, WSC_ERROR, WSC_ERROR_FORMAT);
    g_assert_true (strstr (error->message, ": the archive is damaged or cut short (") != NULL);
  }
}

static void
test_pickles (void)
{
  const char *root = g_getenv ("WSC_TEST_SHARED_DATA");
  g_autofree char *path = root != NULL ? g_build_filename (root, "checkpoints/ihmehimmeli_mnist_mlp.pt", NULL) : g_strdup ("");
  g_autoptr (GError) error = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_test_skip ("checkpoints/ihmehimmeli_mnist_mlp.pt is not there");
      return;
    }
  g_assert_null (wsc_tensors_load (path, NULL, &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_FORMAT);
  g_assert_true (strstr (error->message, "found pickled Python objects, as in the files of PyTorch, expected arrays of NumPy; save the "
                                         "weights as safetensors or .npz")
                 != NULL);
}

static void
test_idx (void)
{
  g_autoptr (GByteArray) cut = bytes_from ("\0\0\x08\x02\0\0\0\2\0\0\0\3abcde", 17);
  g_autoptr (GByteArray) longer = bytes_from ("\0\0\x08\x01\0\0\0\2abc", 11);
  g_autoptr (GByteArray) sizes = bytes_from ("\0\0\x08\x03\0\0\0\2", 8);
  g_autoptr (GByteArray) rank = bytes_from ("\0\0\x08\x09\0\0\0\2", 8);
  g_autoptr (GByteArray) huge = bytes_from ("\0\0\x0e\x02\xff\xff\xff\xff\xff\xff\xff\xff", 12);

  assert_refused ("bad.idx", cut, "found 5 bytes of numbers, expected 6 for the shape (2, 3)");
  assert_refused ("bad.idx", longer, "found 3 bytes of numbers, expected 2 for the shape (2)");
  assert_refused ("bad.idx", sizes, "found 8 bytes, too few for the sizes of IDX numbers of rank 3");
  assert_refused ("bad.idx", rank, "found IDX numbers of rank 9, expected a rank from 1 to 8");
  assert_refused ("bad.idx", huge, "found 0 bytes of numbers, expected 18446744073709551615 for the shape (4294967295, 4294967295)");
}

static void
refuse_safetensors (const char *header, guint n, const char *message)
{
  const guint64 length = GUINT64_TO_LE ((guint64) strlen (header));
  g_autoptr (GByteArray) bytes = bytes_from ((const char *) &length, 8);
  g_autofree guint8 *zeros = g_malloc0 (n + 1);

  append_text (bytes, header);
  g_byte_array_append (bytes, zeros, n);
  assert_refused ("bad.safetensors", bytes, message);
}

static void
test_safetensors (void)
{
  g_autoptr (GByteArray) cut = bytes_from ("\x20\0\0\0\0\0\0\0{\"a\"", 12);
  g_autoptr (GString) deep = g_string_new ("{\"a\":");

  for (guint i = 0; i < 100000; i++)
    g_string_append_c (deep, '[');
  assert_refused ("bad.safetensors", cut, "found a header of 32 bytes and 12 bytes in all; the file is cut short");
  refuse_safetensors (deep->str, 0, "found a header that is not JSON as safetensors have it (its text or its depth)");
  refuse_safetensors ("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[4,12]}}", 20,
                      "the arrays “a” and “b” overlap, expected bytes of their own");
  refuse_safetensors ("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}", 8,
                      "array “b”: it overlaps with others, expected bytes of its own");
  refuse_safetensors ("{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,12]}}", 8,
                      "array “a”: found the bytes 0 to 12, but there are 8 bytes of numbers; the file is cut short or damaged");
  refuse_safetensors ("{\"a\":{\"dtype\":\"F64\",\"shape\":[2],\"data_offsets\":[0,8]}}", 8,
                      "array “a”: found 8 bytes, expected 16 for the shape (2)");
  refuse_safetensors ("{\"a\":{\"dtype\":\"F32\",\"shape\":[1e999],\"data_offsets\":[0,8]}}", 8,
                      "array “a”: found no shape of at most 8 whole numbers");
  refuse_safetensors ("{\"a\":{\"dtype\":\"F32\",\"shape\":[4611686018427387904,4],\"data_offsets\":[0,8]}}", 8,
                      "array “a”: found a shape that no memory can hold");
  refuse_safetensors ("{\"a\":{\"dtype\":\"C64\",\"shape\":[1],\"data_offsets\":[0,8]}}", 8,
                      "array “a”: found the type “C64”, expected whole numbers or floats");
  refuse_safetensors ("{\"a\":{\"dtype\":\"F32\",\"shape\":[1]}}", 8, "array “a”: found no two data_offsets");
  refuse_safetensors ("{\"a\":3}", 8, "array “a”: found no type, shape and data_offsets");
}

static void
test_gzip (void)
{
  g_autoptr (GByteArray) bytes = bytes_from ("\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\x63", 11);
  g_autofree char *path = own_path ("cut.gz");
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, (const char *) bytes->data, bytes->len, NULL));
  g_assert_null (wsc_tensors_load (path, NULL, &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_FORMAT);
  g_assert_true (strstr (error->message, ": the compressed file is damaged or cut short (") != NULL);
}

static void
test_hdf5 (void)
{
  g_autofree char *path = given ("keras.h5");
  g_autoptr (GByteArray) bytes = bytes_of (path);

  g_byte_array_set_size (bytes, 100);
  assert_refused ("cut.h5", bytes, "found HDF5 that cannot be opened; it is damaged or cut short");
}

static gboolean
stop (gpointer user_data, double fraction, const char *phase)
{
  return FALSE;
}

static void
test_stop (void)
{
  const WscHook hook = { .report = stop };
  g_autofree char *path = given ("stored.npz");
  g_autoptr (GError) error = NULL;

  g_assert_null (wsc_tensors_load (path, &hook, &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_STOPPED);
}

void
add_refusal_tests (void)
{
  g_test_add_func ("/tensors/refusals/nothing", test_nothing);
  g_test_add_func ("/tensors/refusals/npy", test_npy);
  g_test_add_func ("/tensors/refusals/npz", test_npz);
  g_test_add_func ("/tensors/refusals/pickles", test_pickles);
  g_test_add_func ("/tensors/refusals/idx", test_idx);
  g_test_add_func ("/tensors/refusals/safetensors", test_safetensors);
  g_test_add_func ("/tensors/refusals/gzip", test_gzip);
  g_test_add_func ("/tensors/refusals/hdf5", test_hdf5);
  g_test_add_func ("/tensors/refusals/stop", test_stop);
}
