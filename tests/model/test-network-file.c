/* Networks to and from files, and those of other programs. */
#include "model/network.h"
#include "tensors/tensors.h"
#include "test-model.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

static char *folder;

static char *
own_path (const char *name)
{
  return g_build_filename (folder, name, NULL);
}

static void
set_up (void)
{
  g_autoptr (GError) error = NULL;

  folder = g_dir_make_tmp ("wsc-network-XXXXXX", &error);
  g_assert_no_error (error);
}

static void
tear_down (void)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = own_path (name);

      g_remove (path);
    }
  g_rmdir (folder);
  g_clear_pointer (&folder, g_free);
}

static WscNetwork *
load (const char *name, const WscArchitecture *a, char **study)
{
  g_autofree char *path = own_path (name);
  g_autoptr (GError) error = NULL;
  WscNetwork *network = wsc_network_load (path, a, study, NULL, &error);

  g_assert_no_error (error);
  return network;
}

static void
assert_parameters (const WscNetwork *network, const double *expected)
{
  for (gsize i = 0; i < wsc_architecture_get_n_parameters (&network->architecture); i++)
    g_assert_cmpfloat (network->parameters[i], ==, expected[i]);
}

static void
check_round (const char *name, const char *activation, gboolean bias, gboolean ce, const guint32 *outputs)
{
  const WscArchitecture a = make_architecture ("3;4;2", activation, WSC_ORTHONORMAL_NONE, bias, ce);
  double parameters[3 * 4 + 4 + 4 * 2 + 2];
  g_autofree char *path = own_path (name), *study = NULL;
  g_autoptr (WscNetwork) network = NULL, read = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (parameters); i++)
    parameters[i] = sin (i + 1.0) / 3.0;
  network = wsc_network_new (&a, parameters, outputs != NULL ? 5 : 2, outputs);
  g_assert_true (wsc_network_save (network, "[study]\nformat=1\n", path, &error));
  g_assert_no_error (error);
  read = load (name, NULL, &study);
  g_assert_cmpstr (study, ==, "[study]\nformat=1\n");
  g_assert_cmpint (read->architecture.activation[0], ==, a.activation[0]);
  g_assert_cmpint (read->architecture.activation[1], ==, a.activation[1]);
  g_assert_cmpint (read->architecture.loss, ==, a.loss);
  g_assert_true (read->architecture.bias == bias);
  assert_parameters (read, parameters);
  g_assert_cmpuint (read->n_outputs, ==, network->n_outputs);
  g_assert_true ((read->outputs == NULL) == (outputs == NULL));
  if (outputs != NULL)
    g_assert_cmpmem (read->outputs, 20, outputs, 20);
}

static void
test_round (void)
{
  static const guint32 outputs[] = { 1, 0, 0, 1, 1 };

  set_up ();
  check_round ("a.npz", "tanh", TRUE, FALSE, NULL);
  check_round ("b.safetensors", "relu;sigmoid", FALSE, FALSE, outputs);
  check_round ("c.h5", "sigmoid", TRUE, TRUE, outputs);
  tear_down ();
}

/* Arrays (3, 2) and (1, 3) under names of other programs, each counting up. */
static void
write_arrays (const char *name, const char *const *names, const gsize *dims, guint n)
{
  g_autoptr (WscTensors) tensors = wsc_tensors_new ();
  g_autofree char *path = own_path (name);
  float numbers[64];

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    numbers[i] = (float) i;
  for (guint i = 0; i < n; i++)
    wsc_tensors_add (tensors, names[i], WSC_TENSOR_F32, dims[2 * i + 1] > 0 ? 2 : 1, &dims[2 * i], numbers);
  g_assert_true (wsc_tensors_save (tensors, path, NULL));
}

/* PyTorch's names, out of order; layer 10 comes after layer 2. */
static void
test_torch (void)
{
  static const char *const names[] = { "net.10.weight", "net.2.bias", "net.2.weight" };
  static const gsize dims[] = { 1, 3, 3, 0, 3, 2 };
  static const double expected[] = { 0, 1, 2, 3, 4, 5, 0, 1, 2, 0, 1, 2, 0 };
  const WscArchitecture given = make_architecture ("9;8;7;6", "relu;relu;sigmoid", WSC_ORTHONORMAL_NONE, TRUE, FALSE);
  g_autoptr (WscNetwork) plain = NULL, like = NULL;

  set_up ();
  write_arrays ("torch.safetensors", names, dims, 3);
  plain = load ("torch.safetensors", NULL, NULL);
  g_assert_cmpuint (plain->architecture.n_layers, ==, 2);
  g_assert_cmpuint (plain->architecture.sizes[0], ==, 2);
  g_assert_cmpint (plain->architecture.activation[0], ==, WSC_TANH);
  g_assert_cmpint (plain->architecture.activation[1], ==, WSC_IDENTITY);
  assert_parameters (plain, expected);
  like = load ("torch.safetensors", &given, NULL);
  g_assert_cmpint (like->architecture.activation[0], ==, WSC_RELU);
  g_assert_cmpint (like->architecture.activation[1], ==, WSC_SIGMOID);
  tear_down ();
}

/* Keras turns its kernels, even where they are square; and names without layers go by their order. */
static void
test_turned (void)
{
  static const char *const keras[] = { "dense/kernel:0", "dense/bias:0" };
  static const char *const plain[] = { "W1", "W2", "b1", "b2" };
  static const gsize square[] = { 2, 2, 2, 0 }, chained[] = { 2, 3, 3, 1, 3, 0, 1, 0 };
  static const double turned[] = { 0, 2, 1, 3, 0, 1 }, both[] = { 0, 3, 1, 4, 2, 5, 0, 1, 2, 0, 1, 2, 0 };
  g_autoptr (WscNetwork) a = NULL, b = NULL;

  set_up ();
  write_arrays ("keras.h5", keras, square, 2);
  a = load ("keras.h5", NULL, NULL);
  assert_parameters (a, turned);
  write_arrays ("plain.npz", plain, chained, 4);
  b = load ("plain.npz", NULL, NULL);
  g_assert_cmpuint (b->architecture.sizes[0], ==, 2);
  assert_parameters (b, both);
  tear_down ();
}

static void
assert_refused (const char *name, const char *message)
{
  g_autofree char *path = own_path (name);
  g_autofree char *expected = g_strdup_printf ("%s: %s", path, message);
  g_autoptr (GError) error = NULL;

  g_assert_null (wsc_network_load (path, NULL, NULL, NULL, &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_FORMAT);
  g_assert_cmpstr (error->message, ==, expected);
}

static void
test_refusals (void)
{
  static const char *const names[] = { "a.weight", "b.weight", "c.bias" };
  static const gsize broken[] = { 3, 2, 4, 5 }, bias[] = { 3, 2, 4, 3, 3, 0 }, square[] = { 3, 2, 2, 0 };
  static const char *const short_bias[] = { "a.weight", "a.bias" };
  static const gsize dims[] = { 2, 2, 1, 3 };
  g_autoptr (WscTensors) four = wsc_tensors_new (), infinite = wsc_tensors_new (), outputs = wsc_tensors_new ();
  g_autofree char *four_path = NULL, *infinite_path = NULL, *outputs_path = NULL;
  float numbers[12] = { 0, 1, -INFINITY };

  set_up ();
  write_arrays ("broken.npz", names, broken, 2);
  assert_refused ("broken.npz", "found no chain of 1 to 8 matrices that fit together, expected those of a plain network; there are: a.weight "
                                "3×2, b.weight 4×5");
  write_arrays ("bias.npz", names, bias, 3);
  assert_refused ("bias.npz", "found no chain of 1 to 8 matrices that fit together, expected those of a plain network; there are: a.weight "
                              "3×2, b.weight 4×3, c.bias 3");
  write_arrays ("short.npz", short_bias, square, 2);
  assert_refused ("short.npz", "array “a.bias” has 2 numbers, expected 3, one for each output of “a.weight”");
  wsc_tensors_add (four, "conv", WSC_TENSOR_F32, 4, dims, numbers);
  four_path = own_path ("four.npz");
  g_assert_true (wsc_tensors_save (four, four_path, NULL));
  assert_refused ("four.npz", "array “conv” is 2×2×1×3, as in a convolution; expected the matrices and vectors of a plain network");
  wsc_tensors_add (infinite, "w", WSC_TENSOR_F32, 2, dims, numbers);
  infinite_path = own_path ("infinite.npz");
  g_assert_true (wsc_tensors_save (infinite, infinite_path, NULL));
  assert_refused ("infinite.npz", "array “w”: found -inf at place 3, expected finite numbers");
  numbers[2] = 7;
  wsc_tensors_add (outputs, "w", WSC_TENSOR_F32, 2, dims, numbers);
  wsc_tensors_add (outputs, "outputs", WSC_TENSOR_F32, 1, (gsize[]){ 3 }, numbers);
  outputs_path = own_path ("outputs.npz");
  g_assert_true (wsc_tensors_save (outputs, outputs_path, NULL));
  assert_refused ("outputs.npz", "array “outputs”: found 7, expected whole numbers from 0 to 1");
  tear_down ();
}

/* Real checkpoints: an ensemble's member in two formats, and networks with convolutions. */
static void
test_checkpoints (void)
{
  static const char *const convolutions[] = { "jsgrad_mnist.safetensors", "motionsense_rep_anon_weights.h5" };
  const char *root = g_getenv ("WSC_TEST_SHARED_DATA");
  g_autofree char *npz = g_build_filename (root != NULL ? root : "", "checkpoints/ani1x_O/train3.npz", NULL);
  g_autofree char *safetensors = g_build_filename (root != NULL ? root : "", "checkpoints/ani1x_O/train3.safetensors", NULL);
  g_autoptr (WscNetwork) a = NULL, b = NULL;

  if (!g_file_test (npz, G_FILE_TEST_EXISTS))
    {
      g_test_skip ("checkpoints/ani1x_O/train3.npz is not there");
      return;
    }
  a = wsc_network_load (npz, NULL, NULL, NULL, NULL);
  b = wsc_network_load (safetensors, NULL, NULL, NULL, NULL);
  g_assert_nonnull (a);
  g_assert_nonnull (b);
  g_assert_cmpuint (a->architecture.n_layers, ==, 4);
  g_assert_cmpuint (a->architecture.sizes[1], ==, 128);
  g_assert_cmpuint (wsc_architecture_get_n_parameters (&a->architecture), ==, 384 * 128 + 128 + 128 * 112 + 112 + 112 * 96 + 96 + 96 + 1);
  assert_parameters (b, a->parameters);
  for (guint i = 0; i < G_N_ELEMENTS (convolutions); i++)
    {
      g_autofree char *path = g_build_filename (root, "checkpoints", convolutions[i], NULL);
      g_autoptr (GError) error = NULL;

      g_assert_null (wsc_network_load (path, NULL, NULL, NULL, &error));
      g_assert_error (error, WSC_ERROR, WSC_ERROR_FORMAT);
      g_assert_true (strstr (error->message, ", as in a convolution; expected the matrices and vectors of a plain network") != NULL);
    }
}

void
add_network_file_tests (void)
{
  g_test_add_func ("/model/network-file/round", test_round);
  g_test_add_func ("/model/network-file/torch", test_torch);
  g_test_add_func ("/model/network-file/turned", test_turned);
  g_test_add_func ("/model/network-file/refusals", test_refusals);
  g_test_add_func ("/model/network-file/checkpoints", test_checkpoints);
}
