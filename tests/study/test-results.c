/* Results in a file: what is read is what was written, to the bit; what is damaged is refused. */
#include <math.h>
#include <sys/resource.h>
#include <signal.h>
#include <glib/gstdio.h>

#include "small-studies.h"
#include "study/study-private.h"

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("wsc-results-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "a.h5", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
      g_remove (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static WscResults *
save_and_load (Fixture *fixture, const WscResults *results)
{
  g_autoptr (GError) error = NULL;
  WscResults *again;

  wsc_results_save (results, fixture->path, &error);
  g_assert_no_error (error);
  again = wsc_results_load (fixture->path, &error);
  g_assert_no_error (error);
  return again;
}

/* --- there and back ------------------------------------------------------------- */

static void
test_comes_back (Fixture *fixture, gconstpointer data)
{
  static const char *const cases[]
    = { "", "data.scale=unit study.title=Größe", "data.task=restore-longer data.horizon=9", "data.task=restore-longer-back data.horizon=9",
        "data.task=forecast data.horizon=4", "data.source=iris data.task=classify", "data.source=iris",
        "data.source=boston data.task=regress", "data.source=airpassengers data.test-share=0",
        "data.source=co2 data.missing=interpolate data.count=200", "estimate.replicas=1", "estimate.align=none estimate.start=independent",
        "estimate.bias=true estimate.layer=1", "estimate.resample=subset data.split=random",
        "model.layers=auto;4;3;auto model.activation=relu;tanh;identity model.bias=false estimate.side=outgoing" };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i]);
      g_autoptr (WscResults) results = run_small (cases[i]);
      g_autoptr (WscResults) again = save_and_load (fixture, results);
      assert_same_results (results, again);
    }
}

/* The same results are the same bytes, also after a trip through a file. */
static void
test_bytes_come_back (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WscResults) results = run_small ("data.source=iris data.task=classify");
  g_autoptr (WscResults) again = save_and_load (fixture, results);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  gsize n, m;

  g_assert_true (g_file_get_contents (fixture->path, &first, &n, NULL));
  g_assert_true (wsc_results_save (again, fixture->path, NULL));
  g_assert_true (g_file_get_contents (fixture->path, &second, &m, NULL));
  g_assert_cmpmem (first, n, second, m);
}

/* Opened results train nothing again, but a changed option does. */
static void
test_opened_results_are_reused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WscResults) results = run_small ("");
  g_autoptr (WscResults) opened = save_and_load (fixture, results);
  g_autoptr (WscResults) again = wsc_pipeline_run (wsc_results_get_study (opened), opened, NULL, NULL);
  g_autoptr (WscStudy) changed = wsc_study_copy (wsc_results_get_study (opened));
  g_autoptr (WscResults) trained = NULL;

  g_assert_true (wsc_results_get_dataset (again) == wsc_results_get_dataset (opened));
  g_assert_true (wsc_results_get_ensemble (again) == wsc_results_get_ensemble (opened));
  g_assert_true (wsc_results_get_neurons (again) == wsc_results_get_neurons (opened));
  g_assert_true (wsc_study_set (changed, "training.epochs=2", NULL));
  trained = wsc_pipeline_run (changed, opened, NULL, NULL);
  g_assert_true (wsc_results_get_dataset (trained) == wsc_results_get_dataset (opened));
  g_assert_true (wsc_results_get_ensemble (trained) != wsc_results_get_ensemble (opened));
}

static gboolean
stop_in_the_middle (gpointer user_data, const WscProgress *progress)
{
  return progress->n_done < 16;
}

static void
test_partial_comes_back (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WscStudy) study = small_study ("estimate.replicas=200 training.epochs=3000");
  WscObserver observer = { .report = stop_in_the_middle, .n_threads = 1 };
  g_autoptr (WscResults) results = wsc_pipeline_run (study, NULL, &observer, NULL);
  g_autoptr (WscResults) again = NULL;

  g_assert_true (wsc_results_is_partial (results));
  g_assert_true (wsc_ensemble_is_partial (wsc_results_get_ensemble (results)));
  again = save_and_load (fixture, results);
  assert_same_results (results, again);
}

static gboolean
stop_at_once (gpointer user_data, const WscProgress *progress)
{
  return FALSE;
}

static void
test_data_alone_comes_back (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WscStudy) study = small_study ("");
  WscObserver observer = { .report = stop_at_once, .n_threads = 1 };
  g_autoptr (WscResults) results = wsc_pipeline_run (study, NULL, &observer, NULL);
  g_autoptr (WscResults) again = NULL;

  g_assert_nonnull (results);
  g_assert_null (wsc_results_get_ensemble (results));
  again = save_and_load (fixture, results);
  assert_same_results (results, again);
}

/* --- what cannot be written -------------------------------------------------------- */

static void
test_failed_save_leaves_the_old_file (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WscResults) results = run_small ("");
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  struct rlimit old, tight = { 4096, 4096 };
  gsize n, m;

  g_assert_true (wsc_results_save (results, fixture->path, NULL));
  g_assert_true (g_file_get_contents (fixture->path, &before, &n, NULL));
  getrlimit (RLIMIT_FSIZE, &old);
  tight.rlim_max = old.rlim_max;
  signal (SIGXFSZ, SIG_IGN);
  setrlimit (RLIMIT_FSIZE, &tight); /* a disk that is full after 4 kB */
  g_assert_false (wsc_results_save (results, fixture->path, &error));
  setrlimit (RLIMIT_FSIZE, &old);
  g_assert_error (error, WSC_ERROR, WSC_ERROR_FILE);
  g_assert_nonnull (strstr (error->message, fixture->path));
  g_assert_true (g_file_get_contents (fixture->path, &after, &m, NULL));
  g_assert_cmpmem (before, n, after, m);
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  g_assert_cmpstr (g_dir_read_name (dir), ==, "a.h5");
  g_assert_null (g_dir_read_name (dir));
}

/* --- what cannot be read ------------------------------------------------------------ */

static void
assert_not_loaded (const char *path, WscErrorCode code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (wsc_results_load (path, &error));
  g_assert_error (error, WSC_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, path));
}

static void
test_truncated (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WscResults) results = run_small ("");
  g_autofree char *bytes = NULL;
  gsize length;

  g_assert_true (wsc_results_save (results, fixture->path, NULL));
  g_assert_true (g_file_get_contents (fixture->path, &bytes, &length, NULL));
  for (gsize keep = 0; keep < length; keep += 1 + keep / 40 + (keep > 4096 ? 97 : 0))
    {
      g_assert_true (g_file_set_contents (fixture->path, bytes, (gssize) keep, NULL));
      assert_not_loaded (fixture->path, WSC_ERROR_FORMAT);
    }
}

/* Bytes changed anywhere: results or an error, never a crash. */
static void
test_damaged (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WscResults) results = run_small ("");
  g_autofree char *bytes = NULL;
  gsize length;
  guint refused = 0;

  g_assert_true (wsc_results_save (results, fixture->path, NULL));
  g_assert_true (g_file_get_contents (fixture->path, &bytes, &length, NULL));
  for (guint round = 0; round < 300; round++)
    {
      g_autofree char *damaged = g_memdup2 (bytes, length);
      g_autoptr (GError) error = NULL;
      g_autoptr (WscResults) read = NULL;
      gsize at = (gsize) g_test_rand_int_range (0, (gint32) length);

      damaged[at] = (char) (damaged[at] ^ (1 << g_test_rand_int_range (0, 8)));
      g_assert_true (g_file_set_contents (fixture->path, damaged, (gssize) length, NULL));
      read = wsc_results_load (fixture->path, &error);
      g_assert_true ((read == NULL) == (error != NULL));
      refused += read == NULL;
    }
  g_assert_cmpuint (refused, >, 30);
}

static void
test_foreign (Fixture *fixture, gconstpointer data)
{
  g_autofree char *none = g_build_filename (fixture->folder, "none.h5", NULL);

  assert_not_loaded (none, WSC_ERROR_FILE);
  assert_not_loaded (fixture->folder, WSC_ERROR_FILE);
  g_assert_true (g_file_set_contents (fixture->path, "[study]\nformat=1\n", -1, NULL));
  assert_not_loaded (fixture->path, WSC_ERROR_FORMAT);
}

static void
test_foreign_hdf5 (Fixture *fixture, gconstpointer data)
{
  const char *shared = g_getenv ("WSC_TEST_SHARED_DATA");
  g_autofree char *keras = g_build_filename (shared != NULL ? shared : "", "checkpoints/motionsense_rep_anon_weights.h5", NULL);
  g_autoptr (GError) error = NULL;

  if (!g_file_test (keras, G_FILE_TEST_EXISTS))
    {
      g_test_skip ("checkpoints/motionsense_rep_anon_weights.h5 is not here");
      return;
    }
  g_assert_null (wsc_results_load (keras, &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_FORMAT);
  g_assert_true (g_str_has_suffix (error->message, "it is HDF5, but not results of Weightscape"));
}

#define ADD(name, func) g_test_add ("/study/results/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("comes-back", test_comes_back);
  ADD ("bytes-come-back", test_bytes_come_back);
  ADD ("opened-are-reused", test_opened_results_are_reused);
  ADD ("partial-comes-back", test_partial_comes_back);
  ADD ("data-alone-comes-back", test_data_alone_comes_back);
  ADD ("failed-save", test_failed_save_leaves_the_old_file);
  ADD ("truncated", test_truncated);
  ADD ("damaged", test_damaged);
  ADD ("foreign", test_foreign);
  ADD ("foreign-hdf5", test_foreign_hdf5);
  return g_test_run ();
}
