/* Damaged files are read or refused with a message, and nothing else; run under the sanitizers. HDF5, whose
 * library trusts what it reads, is tried by a child first.
 */
#include "test-tensors.h"

static void
try_bytes (const char *path, const GByteArray *bytes)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WscTensors) tensors = NULL;

  g_assert_true (g_file_set_contents_full (path, (const char *) bytes->data, bytes->len, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  tensors = wsc_tensors_load (path, NULL, &error);
  if (tensors == NULL)
    {
      g_assert_error (error, WSC_ERROR, WSC_ERROR_FORMAT);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      return;
    }
  for (guint i = 0; i < wsc_tensors_get_n (tensors); i++)
    {
      const WscTensor *tensor = wsc_tensors_get (tensors, i);
      g_autofree double *values = g_new (double, tensor->n + 1);

      g_assert_true (g_utf8_validate (tensor->name, -1, NULL));
      wsc_tensor_get_doubles (tensor, 0, tensor->n, values);
    }
}

static void
damage (const char *path, const GByteArray *good, guint n_rounds)
{
  WscRandom random;

  wsc_random_init (&random, 4, "fuzz", good->len);
  for (guint i = 0; i < n_rounds; i++)
    {
      g_autoptr (GByteArray) bytes = g_byte_array_append (g_byte_array_new (), good->data, good->len);
      /* headers are at the front, and the list of a zip archive at the end */
      const guint32 near = wsc_random_below (&random, 2) == 0 ? MIN (good->len, 200) : good->len;

      for (guint j = wsc_random_below (&random, 4) + 1; j > 0; j--)
        bytes->data[wsc_random_below (&random, near)] ^= (guint8) (1 << wsc_random_below (&random, 8));
      if (wsc_random_below (&random, 4) == 0)
        g_byte_array_set_size (bytes, wsc_random_below (&random, good->len));
      try_bytes (path, bytes);
    }
}

static void
test_damage (void)
{
  static const char *const files[] = { "stored.npz", "deflated.npz", "fortran-big.npy", "version-3.npy", "objects.npy" };
  g_autofree char *damaged = own_path ("damaged");

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = given (files[i]);
      g_autoptr (GByteArray) bytes = bytes_of (path);

      damage (damaged, bytes, 600);
    }
}

static void
test_damaged_safetensors (void)
{
  g_autoptr (WscTensors) tensors = wsc_tensors_new ();
  g_autofree char *path = own_path ("good.safetensors");
  g_autofree char *damaged = own_path ("damaged");
  g_autoptr (GByteArray) bytes = NULL;
  static const float numbers[12] = { 1, 2, 3 };

  wsc_tensors_add (tensors, "a", WSC_TENSOR_F32, 2, (gsize[]){ 3, 4 }, numbers);
  wsc_tensors_add (tensors, "b", WSC_TENSOR_F32, 1, (gsize[]){ 5 }, numbers);
  wsc_tensors_set_text (tensors, "key", "text");
  g_assert_true (wsc_tensors_save (tensors, path, NULL));
  bytes = bytes_of (path);
  damage (damaged, bytes, 1500);
}

static void
test_damaged_idx (void)
{
  static const guint8 good[] = { 0, 0, 0x0b, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3, 0, 1, 0, 2, 255, 255, 128, 0, 127, 255, 0, 0 };
  g_autoptr (GByteArray) bytes = g_byte_array_append (g_byte_array_new (), good, sizeof good);
  g_autofree char *damaged = own_path ("damaged");

  damage (damaged, bytes, 1500);
}

static void
test_damaged_hdf5 (void)
{
  g_autofree char *path = given ("keras.h5");
  g_autofree char *damaged = own_path ("damaged");
  g_autoptr (GByteArray) bytes = bytes_of (path);

  damage (damaged, bytes, 300);
}

void
add_fuzz_tests (void)
{
  g_test_add_func ("/tensors/fuzz/numpy", test_damage);
  g_test_add_func ("/tensors/fuzz/safetensors", test_damaged_safetensors);
  g_test_add_func ("/tensors/fuzz/idx", test_damaged_idx);
  g_test_add_func ("/tensors/fuzz/hdf5", test_damaged_hdf5);
}
