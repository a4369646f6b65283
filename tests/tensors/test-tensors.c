/* The value itself, and what the tests share. */
#include "test-tensors.h"

#include <glib/gstdio.h>
#include <string.h>

static char *folder;

char *
given (const char *name)
{
  return g_build_filename (FILES_DIR, name, NULL);
}

char *
own_path (const char *name)
{
  return g_build_filename (folder, name, NULL);
}

WscTensors *
load (const char *path)
{
  g_autoptr (GError) error = NULL;
  WscTensors *tensors = wsc_tensors_load (path, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (tensors);
  return tensors;
}

void
assert_array (const WscTensors *tensors, const char *name, WscTensorType type, const char *shape, gsize n, const double *expected)
{
  const WscTensor *tensor = wsc_tensors_find (tensors, name);
  g_autofree char *found = NULL;
  g_autofree double *values = g_new (double, n + 1);

  g_assert_nonnull (tensor);
  found = wsc_tensor_format_shape (tensor->rank, tensor->dims);
  g_assert_cmpstr (found, ==, shape);
  g_assert_cmpint (tensor->type, ==, type);
  g_assert_cmpuint (tensor->n, ==, n);
  wsc_tensor_get_doubles (tensor, 0, n, values);
  for (gsize i = 0; i < n; i++)
    g_assert_cmpfloat (values[i], ==, expected[i]);
}

GByteArray *
bytes_of (const char *path)
{
  char *bytes;
  gsize length;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &bytes, &length, &error);
  g_assert_no_error (error);
  return g_byte_array_new_take ((guint8 *) bytes, length);
}

void
append_text (GByteArray *bytes, const char *text)
{
  g_byte_array_append (bytes, (const guint8 *) text, (guint) strlen (text));
}

void
assert_refused (const char *name, const GByteArray *bytes, const char *message)
{
  g_autofree char *path = own_path (name);
  g_autofree char *expected = g_strdup_printf ("%s: %s", path, message);
  g_autoptr (GError) error = NULL;
  WscTensors *tensors;

  g_file_set_contents (path, (const char *) bytes->data, bytes->len, &error);
  g_assert_no_error (error);
  tensors = wsc_tensors_load (path, NULL, &error);
  g_assert_null (tensors);
  g_assert_error (error, WSC_ERROR, WSC_ERROR_FORMAT);
  g_assert_cmpstr (error->message, ==, expected);
}

static void
test_names (void)
{
  static const char *const good[] = { "a.npy", "A.NPZ", "x.y.safetensors", "a.h5", "a.hdf5", "a.idx", "t10k-images-idx3-ubyte",
                                      "t10k-images-idx3-ubyte.gz", "a.idx.gz" };
  static const char *const bad[] = { "a.csv", "a.csv.gz", "npy", "a.npy.txt", "" };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (wsc_tensors_is_file (good[i]));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (wsc_tensors_is_file (bad[i]));
}

static void
test_value (void)
{
  static const guint16 numbers[] = { 1, 2, 3, 65535, 5, 6 };
  static const gsize dims[] = { 2, 3 };
  g_autoptr (WscTensors) tensors = wsc_tensors_new ();
  g_autoptr (WscTensors) same = wsc_tensors_ref (tensors);
  double part[2];

  wsc_tensors_add (tensors, "a", WSC_TENSOR_U16, 2, dims, numbers);
  wsc_tensors_set_text (tensors, "key", "one");
  wsc_tensors_set_text (tensors, "key", "two");
  g_assert_cmpuint (wsc_tensors_get_n (same), ==, 1);
  g_assert_null (wsc_tensors_find (tensors, "b"));
  g_assert_null (wsc_tensors_get_text (tensors, "a"));
  g_assert_cmpstr (wsc_tensors_get_text (tensors, "key"), ==, "two");
  wsc_tensor_get_doubles (wsc_tensors_get (tensors, 0), 3, 2, part);
  g_assert_cmpfloat (part[0], ==, 65535.0);
  g_assert_cmpfloat (part[1], ==, 5.0);
  g_assert_true (wsc_tensor_is_integral (wsc_tensors_get (tensors, 0)));
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("wsc-tensors-XXXXXX", &error);
  g_assert_no_error (error);
  g_test_add_func ("/tensors/names", test_names);
  g_test_add_func ("/tensors/value", test_value);
  add_format_tests ();
  add_hdf5_tests ();
  add_save_tests ();
  add_refusal_tests ();
  add_fuzz_tests ();
  status = g_test_run ();
  {
    g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
    const char *name;

    while ((name = g_dir_read_name (dir)) != NULL)
      {
        g_autofree char *path = own_path (name);

        g_remove (path);
      }
  }
  g_rmdir (folder);
  g_free (folder);
  return status;
}
