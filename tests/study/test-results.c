/* Results in a file: what is read is what was written, to the bit; what is damaged is refused. */
#include <math.h>
#include <sys/resource.h>
#include <signal.h>
#include <glib/gstdio.h>

#include "small-studies.h"
#include "tensors/h5.h"
#include "study/results-file.h"
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

/* Without waiting for the disk, which the tests would do a thousand times. */
static void
put (const char *path, const char *bytes, gssize length)
{
  g_remove (path);
  g_assert_true (g_file_set_contents_full (path, bytes, length, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
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
        "data.source=co2 data.missing=interpolate data.count=200",
        "data.source=co2 data.missing=subspace data.fill-window=10 data.fill-rank=3 data.count=200", "estimate.replicas=1", "estimate.align=none estimate.start=independent",
        "estimate.bias=true estimate.layer=1", "estimate.resample=subset data.split=random",
        "model.layers=auto;4;3;auto model.activation=relu;tanh;identity model.bias=false estimate.side=outgoing",
        EVERY_METHOD, EVERY_METHOD " estimate.calibrate=9", EVERY_METHOD " model.activation=identity", "estimate.method=sandwich estimate.root-n=true",
        "estimate.method=sandwich estimate.hessian=gauss-newton data.length=12 data.test-share=0",
        "estimate.method=variational estimate.methods=swag;bootstrap estimate.rank=2" };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i]);
      g_autoptr (WscResults) results = run_small (cases[i]);
      g_autoptr (WscResults) again = save_and_load (fixture, results);
      assert_same_results (results, again);
    }
}

/* A replica that diverged has no numbers worth the name, and keeps its place. */
static void
test_diverged_comes_back (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WscResults) results = run_small ("");
  g_autoptr (WscEnsemble) whole = g_steal_pointer (&results->ensemble);
  gsize p = wsc_architecture_get_n_parameters (wsc_ensemble_get_architecture (whole));
  g_autofree float *parameters = g_new (float, 7 * p);
  gint32 diverged_at[7] = { 0, 2, 0, 0, -1, 0, 0 };

  for (guint r = 0; r < 7; r++)
    memcpy (parameters + r * p, wsc_ensemble_get_parameters (whole, r), p * sizeof *parameters);
  parameters[p] = NAN;
  results->ensemble
    = wsc_ensemble_new (wsc_ensemble_get_architecture (whole), 7, parameters, diverged_at, 3,
                        wsc_ensemble_get_train_losses (whole), wsc_ensemble_get_test_losses (whole), TRUE);
  g_autoptr (WscResults) again = save_and_load (fixture, results);
  assert_same_results (results, again);
  g_assert_cmpint (wsc_ensemble_get_diverged_at (wsc_results_get_ensemble (again), 1), ==, 2);
  g_assert_cmpuint (wsc_ensemble_get_n_trained (wsc_results_get_ensemble (again)), ==, 5);
}

/* The same results are the same bytes, also after a trip through a file. */
static void
test_bytes_come_back (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WscResults) results = run_small (data);
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
      put (fixture->path, bytes, (gssize) keep);
      assert_not_loaded (fixture->path, WSC_ERROR_FORMAT);
    }
}

/* One bit changed anywhere is noticed. */
static void
test_damaged (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WscResults) results = run_small ("");
  g_autofree char *bytes = NULL;
  gsize length;

  g_assert_true (wsc_results_save (results, fixture->path, NULL));
  g_assert_true (g_file_get_contents (fixture->path, &bytes, &length, NULL));
  for (guint round = 0; round < 300; round++)
    {
      gsize at = WSC_SEAL_SIZE + (gsize) g_test_rand_int_range (0, (gint32) (length - WSC_SEAL_SIZE));
      char bit = (char) (1 << g_test_rand_int_range (0, 8));

      if (round % 10 == 0)
        at = (gsize) g_test_rand_int_range (0, 80); /* in the seal itself */
      bytes[at] ^= bit;
      put (fixture->path, bytes, (gssize) length);
      assert_not_loaded (fixture->path, WSC_ERROR_FORMAT);
      bytes[at] ^= bit;
    }
  put (fixture->path, bytes, (gssize) length);
  g_autoptr (WscResults) whole = wsc_results_load (fixture->path, NULL);
  assert_same_results (results, whole);
}

/* --- files that are sealed, but do not fit together ---------------------------------- */

static void
seal_again (const char *path)
{
  g_autofree char *bytes = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  wsc_results_seal ((guint8 *) bytes, length);
  put (path, bytes, (gssize) length);
}

static herr_t
list_number (hid_t object, const char *name, const H5A_info_t *info, void *names)
{
  g_auto (WscH5Id) attribute = H5Aopen (object, name, H5P_DEFAULT);
  g_auto (WscH5Id) type = H5Aget_type (attribute);

  if (H5Tget_class (type) == H5T_FLOAT)
    g_ptr_array_add (names, g_strdup (name));
  return 0;
}

static void
overwrite_number (const char *path, const char *group, const char *name, double value)
{
  g_auto (WscH5Id) file = H5Fopen (path, H5F_ACC_RDWR, H5P_DEFAULT);
  WscH5Writer writer = { .file = file, .good = TRUE };

  g_assert_true (H5Adelete_by_name (file, group, name, H5P_DEFAULT) >= 0);
  wsc_h5_write_number (&writer, group, name, value);
  g_assert_true (writer.good);
}

static GPtrArray *
numbers_of (const char *path, const char *group)
{
  g_auto (WscH5Id) file = H5Fopen (path, H5F_ACC_RDONLY, H5P_DEFAULT);
  g_auto (WscH5Id) object = H5Oopen (file, group, H5P_DEFAULT);
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);

  g_assert_true (H5Aiterate2 (object, H5_INDEX_NAME, H5_ITER_INC, NULL, list_number, names) >= 0);
  return names;
}

/* Every number of every group set to every kind of nonsense: results or an error, never a crash. */
static void
test_nonsense_numbers (Fixture *fixture, gconstpointer data)
{
  const gboolean compared = strstr (data, "estimate.methods") != NULL;
  static const char *const of_one[] = { "/", "/data", "/ensemble", "/neurons", "/metrics", "/estimates", "/estimates/0", NULL };
  static const char *const of_all[]
    = { "/estimates", "/estimates/0", "/estimates/1", "/estimates/1/neurons", "/estimates/1/found", "/estimates/4", NULL };
  const char *const *groups = compared ? of_all : of_one;
  static const double nonsense[] = { 0, 1, 2, 7, 1e4, 1e9, 1e18, -1, 0.5, NAN, INFINITY };
  g_autoptr (WscResults) results = run_small (data);
  g_autofree char *bytes = NULL;
  gsize length;
  guint refused = 0;

  g_assert_true (wsc_results_save (results, fixture->path, NULL));
  g_assert_true (g_file_get_contents (fixture->path, &bytes, &length, NULL));
  for (guint g = 0; groups[g] != NULL; g++)
    {
      g_autoptr (GPtrArray) names = numbers_of (fixture->path, groups[g]);
      g_assert_cmpuint (names->len, >, 0);
      for (guint i = 0; i < names->len * G_N_ELEMENTS (nonsense); i++)
        {
          g_autoptr (GError) error = NULL;
          g_autoptr (WscResults) read = NULL;
          const char *name = names->pdata[i / G_N_ELEMENTS (nonsense)];
          overwrite_number (fixture->path, groups[g], name, nonsense[i % G_N_ELEMENTS (nonsense)]);
          seal_again (fixture->path);
          read = wsc_results_load (fixture->path, &error);
          g_assert_true ((read == NULL) == (error != NULL));
          refused += read == NULL;
          put (fixture->path, bytes, (gssize) length);
        }
    }
  g_assert_cmpuint (refused, >, 100);
}

/* Channels with gaps, filled; and such a file without what files of before there were channels did not have. */
static void
test_channels_come_back (Fixture *fixture, gconstpointer data)
{
  static const char *const newer[] = { "/data/channel-names", "/data/channels", "/data/filled" };
  g_autofree char *table = g_build_filename (fixture->folder, "xyz.csv", NULL);
  g_autofree char *assignments
    = g_strdup_printf ("data.source=file data.path=%s data.column=x data.channels=y data.missing=interpolate", table);
  g_autoptr (GString) text = g_string_new ("t,x,y\n");

  for (guint i = 0; i < 60; i++)
    g_string_append_printf (text, i == 7 ? "%u,,1\n" : i % 20 == 3 ? "%u,5,\n" : "%u,%u,4.5\n", i, i * i % 11);
  put (table, text->str, (gssize) text->len);
  g_autoptr (WscResults) results = run_small (assignments);
  g_autoptr (WscResults) again = save_and_load (fixture, results);
  const WscDataset *dataset = wsc_results_get_dataset (again);
  assert_same_results (results, again);
  g_assert_cmpuint (wsc_dataset_get_n_channels (dataset), ==, 2);
  g_assert_cmpuint (wsc_dataset_get_filled (dataset)[7], ==, 1);
  g_assert_cmpuint (wsc_dataset_get_filled (dataset)[60 + 3], ==, 1);

  hid_t file = H5Fopen (fixture->path, H5F_ACC_RDWR, H5P_DEFAULT);
  for (guint i = 0; i < G_N_ELEMENTS (newer); i++)
    g_assert_true (H5Ldelete (file, newer[i], H5P_DEFAULT) >= 0);
  wsc_h5_close (file);
  seal_again (fixture->path);
  g_autoptr (GError) error = NULL;
  g_autoptr (WscResults) older = wsc_results_load (fixture->path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (wsc_dataset_get_n_channels (wsc_results_get_dataset (older)), ==, 1);
  g_assert_null (wsc_dataset_get_filled (wsc_results_get_dataset (older)));
  g_remove (table);
}

/* Every array in turn left out, or put in the place of another. */
static void
test_missing_and_swapped_arrays (Fixture *fixture, gconstpointer data)
{
  static const char *const arrays[]
    = { "/data/times", "/data/observed", "/data/clean", "/data/scaled", "/data/factor", "/data/offset", "/data/train",
        "/data/test", "/data/input-names", "/data/channel-names", "/data/notes", "/ensemble/sizes", "/ensemble/activation",
        "/ensemble/orthonormal", "/ensemble/parameters", "/ensemble/diverged-at", "/ensemble/train-loss",
        "/ensemble/test-loss", "/neurons/mean", "/neurons/covariance", "/neurons/replica", "/restored" };
  g_autoptr (WscResults) results = run_small ("");
  g_autofree char *bytes = NULL;
  gsize length;

  g_assert_true (wsc_results_save (results, fixture->path, NULL));
  g_assert_true (g_file_get_contents (fixture->path, &bytes, &length, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (arrays) * G_N_ELEMENTS (arrays); i++)
    {
      const char *from = arrays[i / G_N_ELEMENTS (arrays)];
      const char *to = arrays[i % G_N_ELEMENTS (arrays)];
      hid_t file = H5Fopen (fixture->path, H5F_ACC_RDWR, H5P_DEFAULT);
      g_assert_true (H5Ldelete (file, to, H5P_DEFAULT) >= 0);
      if (from != to)
        g_assert_true (H5Lcreate_hard (file, from, file, to, H5P_DEFAULT, H5P_DEFAULT) >= 0);
      wsc_h5_close (file);
      seal_again (fixture->path);
      g_autoptr (GError) error = NULL;
      g_autoptr (WscResults) read = wsc_results_load (fixture->path, &error);
      g_assert_true ((read == NULL) == (error != NULL));
      put (fixture->path, bytes, (gssize) length);
    }
}

/* The seal lies where HDF5 does not look: any HDF5 program reads the arrays by their names. */
static void
test_other_programs_can_read_it (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WscResults) results = run_small ("");
  gsize shape[2];

  g_assert_true (wsc_results_save (results, fixture->path, NULL));
  g_auto (WscH5Id) file = H5Fopen (fixture->path, H5F_ACC_RDONLY, H5P_DEFAULT);
  g_autofree double *means = wsc_h5_read_array (file, "/neurons/mean", WSC_H5_DOUBLE, 2, shape, NULL);
  g_assert_nonnull (means);
  g_assert_true (shape[0] == 6 && shape[1] == 2);
  for (guint i = 0; i < 6; i++)
    assert_bytes (means + 2 * i, wsc_neurons_get_mean (wsc_results_get_neurons (results), i), 2 * sizeof (double));
}

static void
test_foreign (Fixture *fixture, gconstpointer data)
{
  g_autofree char *none = g_build_filename (fixture->folder, "none.h5", NULL);

  assert_not_loaded (none, WSC_ERROR_FILE);
  assert_not_loaded (fixture->folder, WSC_ERROR_FILE);
  put (fixture->path, "[study]\nformat=1\n", -1);
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
  ADD ("diverged-comes-back", test_diverged_comes_back);
  g_test_add ("/study/results/bytes-come-back/table", Fixture, "data.source=iris data.task=classify", set_up,
              test_bytes_come_back, tear_down);
  g_test_add ("/study/results/bytes-come-back/methods", Fixture, EVERY_METHOD " estimate.calibrate=9", set_up,
              test_bytes_come_back, tear_down);
  ADD ("opened-are-reused", test_opened_results_are_reused);
  ADD ("partial-comes-back", test_partial_comes_back);
  ADD ("data-alone-comes-back", test_data_alone_comes_back);
  ADD ("failed-save", test_failed_save_leaves_the_old_file);
  ADD ("truncated", test_truncated);
  ADD ("damaged", test_damaged);
  g_test_add ("/study/results/nonsense/series", Fixture, "", set_up, test_nonsense_numbers, tear_down);
  g_test_add ("/study/results/nonsense/methods", Fixture, EVERY_METHOD, set_up, test_nonsense_numbers, tear_down);
  g_test_add ("/study/results/nonsense/table", Fixture, "data.source=iris data.task=classify", set_up,
              test_nonsense_numbers, tear_down);
  ADD ("channels-come-back", test_channels_come_back);
  ADD ("missing-and-swapped", test_missing_and_swapped_arrays);
  ADD ("other-programs", test_other_programs_can_read_it);
  ADD ("foreign", test_foreign);
  ADD ("foreign-hdf5", test_foreign_hdf5);
  return g_test_run ();
}
