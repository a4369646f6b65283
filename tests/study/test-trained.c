/* Networks from files in place of trained ones, and studies of files of arrays. */
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "model/network.h"
#include "study/study-private.h"
#include "tensors/tensors.h"

typedef struct
{
  char *folder;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("wsc-trained-XXXXXX", &error);
  g_assert_no_error (error);
}

static void
remove_all (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);

  for (const char *name; (name = g_dir_read_name (dir)) != NULL;)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        remove_all (path);
      else
        g_assert_cmpint (g_remove (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  remove_all (fixture->folder);
  g_free (fixture->folder);
}

static char *
own_path (Fixture *fixture, const char *name)
{
  return g_build_filename (fixture->folder, name, NULL);
}

/* A network 20;3;20 of tanh whose weights are random; each number a network of its own. */
static WscNetwork *
new_network (const char *layers, guint32 number)
{
  WscModelSettings settings = { .layers = (char *) layers, .activation = (char *) "tanh", .bias = TRUE };
  WscArchitecture a;
  g_autofree double *parameters = NULL;
  WscRandom random;

  g_assert_true (wsc_architecture_init (&a, &settings, NULL, NULL));
  parameters = g_new (double, wsc_architecture_get_n_parameters (&a));
  wsc_random_init (&random, 9, "test.trained", number);
  for (gsize i = 0; i < wsc_architecture_get_n_parameters (&a); i++)
    parameters[i] = (double) (float) (0.3 * wsc_random_normal (&random));
  return wsc_network_new (&a, parameters, a.sizes[a.n_layers], NULL);
}

static void
save_network (Fixture *fixture, const char *name, const char *layers, guint32 number)
{
  g_autoptr (WscNetwork) network = new_network (layers, number);
  g_autofree char *path = own_path (fixture, name);
  g_autoptr (GError) error = NULL;

  g_assert_true (wsc_network_save (network, NULL, path, &error));
  g_assert_no_error (error);
}

static WscStudy *
new_study (Fixture *fixture, const char *trained)
{
  WscStudy *study = wsc_study_new ();

  study->directory = g_strdup (fixture->folder);
  g_assert_true (wsc_option_set_text (wsc_option_find ("model.path"), study, trained, NULL));
  g_assert_true (wsc_study_set (study, "data.length=200", NULL));
  g_assert_true (wsc_study_set (study, "estimate.start=independent", NULL));
  return study;
}

static WscResults *
run (const WscStudy *study, WscResults *previous)
{
  g_autoptr (GError) error = NULL;
  WscResults *results = wsc_pipeline_run (study, previous, NULL, &error);

  g_assert_no_error (error);
  return results;
}

static void
assert_refused (const WscStudy *study, WscErrorCode code, const char *message)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (wsc_pipeline_run (study, NULL, NULL, &error));
  g_assert_error (error, WSC_ERROR, (int) code);
  g_assert_cmpstr (error->message, ==, message);
}

static void
assert_replica (const WscResults *results, guint replica, guint32 number)
{
  g_autoptr (WscNetwork) network = new_network ("20;3;20", number);
  const float *parameters = wsc_ensemble_get_parameters (wsc_results_get_ensemble (results), replica);

  for (gsize i = 0; i < wsc_architecture_get_n_parameters (&network->architecture); i++)
    g_assert_cmpfloat ((double) parameters[i], ==, network->parameters[i]);
}

/* A folder in the order of its names, one file of each; what is no network is passed over. */
static void
test_folder (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WscStudy) study = new_study (fixture, "nets");
  g_autofree char *nets = own_path (fixture, "nets"), *other = own_path (fixture, "nets/readme.txt");
  g_autoptr (WscResults) results = NULL;

  g_assert_cmpint (g_mkdir (nets, 0700), ==, 0);
  g_assert_true (g_file_set_contents (other, "x", 1, NULL));
  save_network (fixture, "nets/n10.npz", "20;3;20", 10);
  save_network (fixture, "nets/n2.npz", "20;3;20", 2);
  save_network (fixture, "nets/n2.safetensors", "20;3;20", 99);
  save_network (fixture, "nets/n3.h5", "20;3;20", 3);
  results = run (study, NULL);
  g_assert_cmpuint (wsc_ensemble_get_n_trained (wsc_results_get_ensemble (results)), ==, 3);
  assert_replica (results, 0, 2);
  assert_replica (results, 1, 3);
  assert_replica (results, 2, 10);
  g_assert_cmpuint (wsc_neurons_get_count (wsc_results_get_neurons (results)), ==, 20);
  g_assert_nonnull (wsc_results_get_metrics (results));
}

/* A file that is written anew is loaded anew; nothing else makes them stale. */
static void
test_keys (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WscStudy) study = new_study (fixture, "a.npz;b.npz");
  g_autoptr (WscResults) first = NULL, same = NULL, other = NULL;

  save_network (fixture, "a.npz", "20;3;20", 1);
  save_network (fixture, "b.npz", "20;3;20", 2);
  first = run (study, NULL);
  assert_replica (first, 1, 2);
  g_assert_true (wsc_study_set (study, "view.level=0.5", NULL));
  same = run (study, first);
  g_assert_true (wsc_results_get_ensemble (same) == wsc_results_get_ensemble (first));
  g_assert_true (wsc_results_get_neurons (same) == wsc_results_get_neurons (first));
  save_network (fixture, "b.npz", "20;3;20", 3);
  other = run (study, same);
  assert_replica (other, 1, 3);
}

/* Results of them are kept like others. */
static void
test_results (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WscStudy) study = new_study (fixture, "a.npz");
  g_autofree char *path = own_path (fixture, "r.h5");
  g_autoptr (WscResults) results = NULL, read = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) notes = NULL;

  save_network (fixture, "a.npz", "20;3;20", 1);
  results = run (study, NULL);
  notes = wsc_results_dup_notes (results);
  g_assert_true (g_strv_contains ((const char *const *) notes, "One network has no spread: the covariances are 0, and neurons are points"));
  g_assert_cmpfloat (wsc_neurons_get_covariance (wsc_results_get_neurons (results), 0)[0], ==, 0.0);
  g_assert_true (wsc_results_save (results, path, &error));
  g_assert_no_error (error);
  read = wsc_results_load (path, &error);
  g_assert_no_error (error);
  assert_replica (read, 0, 1);
  g_assert_cmpuint (wsc_ensemble_get_n_epochs (wsc_results_get_ensemble (read)), ==, 0);
  g_assert_cmpuint (wsc_neurons_get_count (wsc_results_get_neurons (read)), ==, 20);
}

/* A single network can be made smaller too: its neurons are points. */
static void
test_reduction (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WscStudy) study = new_study (fixture, "a.npz");
  const WscObserver observer = { .needs = WSC_NEED_NEURONS | WSC_NEED_CLUSTERS | WSC_NEED_REDUCTION };
  const WscReductionParts *parts;
  g_autoptr (WscResults) results = NULL;
  g_autoptr (GError) error = NULL;

  save_network (fixture, "a.npz", "20;3;20", 1);
  g_assert_true (wsc_study_set (study, "estimate.layer=1", NULL));
  g_assert_true (wsc_study_set (study, "clusters.count=2", NULL));
  g_assert_true (wsc_study_set (study, "clusters.metric=wasserstein", NULL));
  results = wsc_pipeline_run (study, NULL, &observer, &error);
  g_assert_no_error (error);
  parts = wsc_results_get_reduction (results);
  g_assert_nonnull (parts);
  g_assert_cmpuint (parts->reduction->m, ==, 3);
  g_assert_cmpuint (parts->reduction->k, ==, 2);
  g_assert_cmpfloat (parts->reduction->difference, <, 1e-10);
}

static void
test_refusals (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WscStudy) two = new_study (fixture, "a.npz;b.npz"), sizes = new_study (fixture, "c.npz"), none = new_study (fixture, "."),
                       method = new_study (fixture, "a.npz");
  g_autofree char *a = own_path (fixture, "a.npz"), *b = own_path (fixture, "b.npz"), *c = own_path (fixture, "c.npz");
  g_autofree char *differ = g_strdup_printf ("“%s” is a network 20;3;20 and “%s” is one of 20;4;20: expected one architecture, with the same "
                                             "functions (model.path)", a, b);
  g_autofree char *wrong = g_strdup_printf ("%s: the network 20;3;5 has 20 inputs and 5 outputs, the samples of “Noisy sine” have 20 inputs and "
                                            "20 targets (model.path)", c);

  assert_refused (none, WSC_ERROR_FILE, "“.” holds 0 files of networks, expected 1 to 10000 (.npz, .safetensors, .h5; model.path)");
  save_network (fixture, "a.npz", "20;3;20", 1);
  save_network (fixture, "b.npz", "20;4;20", 1);
  save_network (fixture, "c.npz", "20;3;5", 1);
  assert_refused (two, WSC_ERROR_RANGE, differ);
  assert_refused (sizes, WSC_ERROR_RANGE, wrong);
  g_assert_true (wsc_study_set (method, "estimate.layer=3", NULL));
  assert_refused (method, WSC_ERROR_RANGE, "Layer 3 of a network of 2; allowed: 1 to 2, or 0 for the last");
  g_assert_true (wsc_study_set (method, "estimate.method=swag", NULL));
  assert_refused (method, WSC_ERROR_RANGE, "Networks from files have no path of training: take bootstrap or sandwich (estimate.method), or train "
                                           "(model.path)");
  g_assert_true (wsc_study_set (method, "estimate.method=bootstrap", NULL));
  g_assert_true (wsc_study_set (method, "estimate.methods=sandwich", NULL));
  assert_refused (method, WSC_ERROR_RANGE, "Networks from files are not compared with networks that are trained: leave estimate.methods empty, or "
                                           "train (model.path)");
}

/* --- what is opened ------------------------------------------------------------- */

static void
test_carried_study (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WscNetwork) network = new_network ("20;3;20", 4);
  g_autofree char *path = own_path (fixture, "net.npz"), *bad = own_path (fixture, "bad.safetensors");
  g_autoptr (WscStudy) study = NULL, none = NULL;
  g_autoptr (WscResults) results = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (wsc_network_save (network, "[study]\nformat=1\ntitle=Kept\n\n[data]\nlength=200\n", path, NULL));
  g_assert_true (wsc_study_is_table (path));
  g_assert_false (wsc_study_is_bare_network (path, NULL));
  study = wsc_study_propose (path, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (study->title, ==, "Kept");
  g_assert_cmpint (study->data.length, ==, 200);
  g_assert_cmpstr (study->trained, ==, path);
  results = run (study, NULL);
  assert_replica (results, 0, 4);
  g_assert_true (wsc_network_save (network, "[study]\nformat=1\nnonsense=1\n", bad, NULL));
  none = wsc_study_propose (bad, NULL, &error);
  g_assert_null (none);
  g_assert_error (error, WSC_ERROR, WSC_ERROR_FORMAT);
  g_assert_true (strstr (error->message, "The study in “") != NULL);
}

static void
test_bare_network (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "a.npz", "a.safetensors", "a.h5" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = own_path (fixture, names[i]);
      g_autofree char *expected = g_strdup_printf ("“%s” holds a network and not its study: open the data that it was trained on first, then set "
                                                   "model.path to this file", path);
      g_autoptr (GError) error = NULL;

      save_network (fixture, names[i], "20;3;20", 1);
      g_assert_true (wsc_study_is_table (path));
      g_assert_true (wsc_study_is_bare_network (path, NULL));
      g_assert_null (wsc_study_propose (path, NULL, &error));
      g_assert_error (error, WSC_ERROR, WSC_ERROR_FORMAT);
      g_assert_cmpstr (error->message, ==, expected);
    }
}

static WscStudy *
propose_arrays (Fixture *fixture, const WscTensors *tensors)
{
  g_autofree char *path = own_path (fixture, "data.npz");
  g_autoptr (GError) error = NULL;
  WscStudy *study;

  g_assert_true (wsc_tensors_save (tensors, path, NULL));
  g_assert_false (wsc_study_is_bare_network (path, NULL));
  study = wsc_study_propose (path, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (wsc_study_validate (study, &error));
  g_assert_no_error (error);
  return study;
}

static void
test_proposals (Fixture *fixture, gconstpointer data)
{
  double numbers[120];
  gint32 classes[40];
  g_autoptr (WscTensors) series = wsc_tensors_new (), labelled = wsc_tensors_new (), numbered = wsc_tensors_new ();
  g_autoptr (WscStudy) a = NULL, b = NULL, c = NULL;

  for (guint i = 0; i < 120; i++)
    numbers[i] = sin (i);
  for (guint i = 0; i < 40; i++)
    classes[i] = (gint32) i % 3;
  wsc_tensors_add (series, "curve", WSC_TENSOR_F64, 1, (gsize[]){ 120 }, numbers);
  a = propose_arrays (fixture, series);
  g_assert_cmpint (a->data.task, ==, WSC_TASK_RESTORE);
  g_assert_cmpstr (a->data.column, ==, "curve");
  wsc_tensors_add (labelled, "x", WSC_TENSOR_F64, 2, (gsize[]){ 40, 3 }, numbers);
  wsc_tensors_add (labelled, "y", WSC_TENSOR_I32, 1, (gsize[]){ 40 }, classes);
  b = propose_arrays (fixture, labelled);
  g_assert_cmpint (b->data.task, ==, WSC_TASK_CLASSIFY);
  wsc_tensors_add (numbered, "x", WSC_TENSOR_F64, 2, (gsize[]){ 40, 3 }, numbers);
  wsc_tensors_add (numbered, "y", WSC_TENSOR_F64, 1, (gsize[]){ 40 }, numbers);
  c = propose_arrays (fixture, numbered);
  g_assert_cmpint (c->data.task, ==, WSC_TASK_REGRESS);
}

/* Images of which some have no label are no series of labels, but samples that cannot be read. */
static void
test_missing_labels (Fixture *fixture, gconstpointer data)
{
  double numbers[120] = { 1, 2, 3 };
  gint32 classes[9] = { 0, 1, 0, 1, 0, 1, 0, 1, 0 };
  g_autoptr (WscTensors) tensors = wsc_tensors_new ();
  g_autoptr (WscStudy) study = NULL;
  g_autoptr (WscResults) results = NULL;
  g_autoptr (GError) error = NULL;

  wsc_tensors_add (tensors, "x", WSC_TENSOR_F64, 3, (gsize[]){ 10, 4, 3 }, numbers);
  wsc_tensors_add (tensors, "y", WSC_TENSOR_I32, 1, (gsize[]){ 9 }, classes);
  study = propose_arrays (fixture, tensors);
  g_assert_cmpint (study->data.task, ==, WSC_TASK_CLASSIFY);
  results = wsc_pipeline_run (study, NULL, NULL, &error);
  g_assert_error (error, WSC_ERROR, WSC_ERROR_FORMAT);
  g_assert_true (g_str_has_suffix (error->message, "“y” has 9 values, expected 10, one for each sample of “x”"));
}

/* Images find their labels by name. */
static void
test_idx (Fixture *fixture, gconstpointer data)
{
  static const guint8 images[] = { 0, 0, 8, 3, 0, 0, 0, 4, 0, 0, 0, 1, 0, 0, 0, 2, 1, 2, 3, 4, 5, 6, 7, 8 };
  static const guint8 digits[] = { 0, 0, 8, 1, 0, 0, 0, 4, 0, 1, 0, 1 };
  g_autofree char *path = own_path (fixture, "t-images-idx3-ubyte"), *labels = own_path (fixture, "t-labels-idx1-ubyte");
  g_autoptr (WscStudy) study = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, (const char *) images, sizeof images, NULL));
  g_assert_true (g_file_set_contents (labels, (const char *) digits, sizeof digits, NULL));
  study = wsc_study_propose (path, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (study->data.task, ==, WSC_TASK_CLASSIFY);
  g_assert_cmpstr (study->data.labels, ==, labels);
}

/* Every path of a list, and none of what only looks like one. */
static void
test_paths (void)
{
  g_autoptr (WscStudy) study = wsc_study_new ();
  g_autofree char *saved = g_build_filename (g_get_tmp_dir (), "wsc-trained-paths.study", NULL);
  g_autoptr (WscStudy) elsewhere = NULL;

  g_assert_true (wsc_study_set (study, "model.path=a.npz;/b/c.npz;d", NULL));
  g_assert_true (wsc_study_set (study, "data.path=x;y.csv", NULL));
  study->directory = g_strdup ("/here");
  g_assert_true (wsc_study_save (study, saved, NULL));
  elsewhere = wsc_study_load (saved, NULL);
  g_assert_cmpstr (elsewhere->trained, ==, "/here/a.npz;/b/c.npz;/here/d");
  g_assert_cmpstr (elsewhere->data.path, ==, "/here/x;y.csv");
  g_assert_cmpstr (elsewhere->data.labels, ==, "");
  g_remove (saved);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/trained/folder", test_folder);
  ADD ("/trained/keys", test_keys);
  ADD ("/trained/results", test_results);
  ADD ("/trained/reduction", test_reduction);
  ADD ("/trained/refusals", test_refusals);
  ADD ("/trained/carried-study", test_carried_study);
  ADD ("/trained/bare-network", test_bare_network);
  ADD ("/trained/proposals", test_proposals);
  ADD ("/trained/missing-labels", test_missing_labels);
  ADD ("/trained/idx", test_idx);
  g_test_add_func ("/trained/paths", test_paths);
  return g_test_run ();
}
