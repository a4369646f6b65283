/* Documents to files and back; what is open stays when a file cannot be read. */
#include <glib/gstdio.h>
#include <string.h>

#include "session/support.h"

typedef struct
{
  WscSession *session;
  char *folder;
  gboolean done, good;
  GError *error;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WscStudy) study = test_new_study ();
  g_autoptr (GError) error = NULL;
  fixture->folder = g_dir_make_tmp ("weightscape-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->session = wsc_session_new ();
  wsc_session_set_study (fixture->session, study, NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  for (const char *name = g_dir_read_name (dir); name; name = g_dir_read_name (dir))
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
      g_assert_cmpint (g_unlink (path), ==, 0);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_clear_error (&fixture->error);
  g_assert_finalize_object (fixture->session);
}

static char *
dup_path (Fixture *fixture, const char *name)
{
  return g_build_filename (fixture->folder, name, NULL);
}

static void
test_study (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = dup_path (fixture, "a.study");
  g_autoptr (GError) error = NULL;
  wsc_session_set_option (fixture->session, "data.noise", "0.5", &error);
  wsc_session_set_camera (fixture->session, 10, 20, 2, (double[3]) { 0.5, 0, -1 });
  g_assert_true (wsc_session_save (fixture->session, path, &error));
  g_assert_no_error (error);
  g_assert_false (wsc_session_get_modified (fixture->session));
  g_assert_cmpstr (wsc_session_get_path (fixture->session), ==, path);

  g_autoptr (WscSession) other = wsc_session_new ();
  g_assert_true (wsc_session_open (other, path, &error));
  g_assert_no_error (error);
  g_assert_true (wsc_study_equal (wsc_session_get_study (other), wsc_session_get_study (fixture->session)));
  g_assert_cmpfloat (wsc_session_get_study (other)->view.zoom, ==, 2);
  g_assert_cmpstr (wsc_session_get_path (other), ==, path);
  g_assert_false (wsc_session_get_modified (other));
  g_assert_false (wsc_session_get_can_undo (other));
}

static void
test_results (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = dup_path (fixture, "a.h5");
  g_autoptr (GError) error = NULL;
  wsc_session_run (fixture->session);
  test_wait_idle (fixture->session);
  wsc_session_set_option (fixture->session, "view.level", "0.5", &error);
  g_assert_true (wsc_session_save (fixture->session, path, &error));
  g_assert_no_error (error);

  g_autoptr (WscSession) other = wsc_session_new ();
  g_assert_true (wsc_session_open (other, path, &error));
  g_assert_no_error (error);
  g_assert_false (wsc_session_get_running (other));
  g_assert_false (wsc_session_get_stale (other));
  g_assert_cmpfloat (wsc_session_get_study (other)->view.level, ==, 0.5);
  WscNeurons *a = wsc_results_get_neurons (wsc_session_get_results (fixture->session));
  WscNeurons *b = wsc_results_get_neurons (wsc_session_get_results (other));
  guint d = wsc_neurons_get_dimension (a);
  g_assert_cmpuint (wsc_neurons_get_count (a), ==, wsc_neurons_get_count (b));
  for (guint i = 0; i < wsc_neurons_get_count (a); i++)
    g_assert_cmpmem (wsc_neurons_get_mean (a, i), d * sizeof (double), wsc_neurons_get_mean (b, i), d * sizeof (double));
}

/* Nothing of the training is done again when only the estimate changes after opening. */
static void
test_results_estimate (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = dup_path (fixture, "a.h5");
  g_autoptr (GError) error = NULL;
  wsc_session_run (fixture->session);
  test_wait_idle (fixture->session);
  g_assert_true (wsc_session_save (fixture->session, path, &error));
  g_assert_true (wsc_session_open (fixture->session, path, &error));
  WscEnsemble *ensemble = wsc_results_get_ensemble (wsc_session_get_results (fixture->session));
  g_autofree float *parameters = g_memdup2 (wsc_ensemble_get_parameters (ensemble, 0), 4 * sizeof (float));
  wsc_session_set_option (fixture->session, "estimate.align", "none", &error);
  test_wait_idle (fixture->session);
  ensemble = wsc_results_get_ensemble (wsc_session_get_results (fixture->session));
  g_assert_cmpmem (parameters, 4 * sizeof (float), wsc_ensemble_get_parameters (ensemble, 0), 4 * sizeof (float));
  g_assert_false (wsc_session_get_stale (fixture->session));
}

static void
assert_untouched (Fixture *fixture, const WscStudy *before, WscResults *results)
{
  g_assert_true (wsc_study_equal (before, wsc_session_get_study (fixture->session)));
  g_assert_true (wsc_session_get_results (fixture->session) == results);
  g_assert_true (wsc_session_get_modified (fixture->session));
}

static void
test_bad_files (Fixture *fixture, gconstpointer data)
{
  static const struct { const char *name, *content; } bad[] = {
    { "empty.study", "" },
    { "unknown.study", "[study]\nformat=1\n[data]\nnoize=3\n" },
    { "binary.h5", "\x89HDF\r\n\x1a\nand then nothing" },
    { "text.h5", "no results" },
  };
  g_autoptr (GError) error = NULL;
  wsc_session_run (fixture->session);
  test_wait_idle (fixture->session);
  wsc_session_set_option (fixture->session, "study.title", "Kept", &error);
  g_autoptr (WscStudy) before = wsc_study_copy (wsc_session_get_study (fixture->session));
  WscResults *results = wsc_session_get_results (fixture->session);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *path = dup_path (fixture, bad[i].name);
      g_file_set_contents (path, bad[i].content, -1, &error);
      g_assert_no_error (error);
      g_assert_false (wsc_session_open (fixture->session, path, &error));
      g_assert_nonnull (error);
      g_assert_true (error->domain == WSC_ERROR);
      g_clear_error (&error);
      assert_untouched (fixture, before, results);
    }
  g_assert_false (wsc_session_open (fixture->session, "/nowhere/at-all.study", &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_FILE);
  assert_untouched (fixture, before, results);
}

static void
test_bad_names (Fixture *fixture, gconstpointer data)
{
  g_autofree char *plain = dup_path (fixture, "plain"), *h5 = dup_path (fixture, "early.h5");
  g_autoptr (GError) error = NULL;
  g_assert_false (wsc_session_save (fixture->session, plain, &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_FILE);
  g_assert_nonnull (strstr (error->message, ".study"));
  g_clear_error (&error);
  g_assert_false (wsc_session_save (fixture->session, h5, &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_FILE);
  g_assert_null (wsc_session_get_path (fixture->session));
  g_assert_false (g_file_test (h5, G_FILE_TEST_EXISTS));
}

/* A relative data path still finds its file after the study has been saved elsewhere. */
static void
test_save_elsewhere (Fixture *fixture, gconstpointer data)
{
  g_autofree char *table = dup_path (fixture, "table.csv"), *here = dup_path (fixture, "a.study");
  g_autofree char *elsewhere = g_dir_make_tmp ("weightscape-XXXXXX", NULL);
  g_autofree char *there = g_build_filename (elsewhere, "b.study", NULL);
  g_autoptr (GError) error = NULL;
  g_file_set_contents (table, "x\n1\n2\n3\n", -1, &error);
  g_file_set_contents (here, "[study]\nformat=1\n[data]\nsource=file\npath=table.csv\n", -1, &error);
  g_assert_true (wsc_session_open (fixture->session, here, &error));
  g_assert_no_error (error);
  g_assert_true (wsc_session_save (fixture->session, there, &error));
  g_assert_no_error (error);

  g_autoptr (WscStudy) saved = wsc_study_load (there, &error);
  g_assert_no_error (error);
  g_autofree char *found = g_canonicalize_filename (saved->data.path, saved->directory);
  g_assert_cmpstr (found, ==, table);
  g_unlink (there);
  g_rmdir (elsewhere);
}

static void
on_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *fixture = user_data;
  fixture->done = TRUE;
  g_clear_error (&fixture->error);
  if (g_object_get_data (source, "saving"))
    fixture->good = wsc_session_save_finish (WSC_SESSION (source), result, &fixture->error);
  else
    fixture->good = wsc_session_open_finish (WSC_SESSION (source), result, &fixture->error);
}

static void
wait_done (Fixture *fixture)
{
  fixture->done = FALSE;
  test_wait (test_is_set, &fixture->done);
}

static void
test_async (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = dup_path (fixture, "a.study");
  wsc_session_set_option (fixture->session, "data.noise", "0.5", NULL);
  g_object_set_data (G_OBJECT (fixture->session), "saving", fixture);
  wsc_session_save_async (fixture->session, path, on_done, fixture);
  wait_done (fixture);
  g_assert_no_error (fixture->error);
  g_assert_true (fixture->good);
  g_assert_false (wsc_session_get_modified (fixture->session));

  g_object_set_data (G_OBJECT (fixture->session), "saving", NULL);
  wsc_session_set_option (fixture->session, "data.noise", "0.7", NULL);
  wsc_session_open_async (fixture->session, path, on_done, fixture);
  wait_done (fixture);
  g_assert_true (fixture->good);
  g_assert_cmpfloat (wsc_session_get_study (fixture->session)->data.noise, ==, 0.5);

  wsc_session_open_async (fixture->session, "/nowhere/at-all.study", on_done, fixture);
  wait_done (fixture);
  g_assert_false (fixture->good);
  g_assert_error (fixture->error, WSC_ERROR, WSC_ERROR_FILE);
  g_assert_cmpfloat (wsc_session_get_study (fixture->session)->data.noise, ==, 0.5);
}

/* An edit made while a save is under way is not on disk. */
static void
test_edit_while_saving (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = dup_path (fixture, "a.study");
  wsc_session_set_option (fixture->session, "data.noise", "0.5", NULL);
  g_object_set_data (G_OBJECT (fixture->session), "saving", fixture);
  wsc_session_save_async (fixture->session, path, on_done, fixture);
  wsc_session_set_option (fixture->session, "data.noise", "0.6", NULL);
  wait_done (fixture);
  g_assert_true (fixture->good);
  g_assert_true (wsc_session_get_modified (fixture->session));
  wsc_session_undo (fixture->session);
  g_assert_false (wsc_session_get_modified (fixture->session));
}

#define ADD(name, func) g_test_add ("/files/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("study", test_study);
  ADD ("results", test_results);
  ADD ("results-estimate", test_results_estimate);
  ADD ("bad-files", test_bad_files);
  ADD ("bad-names", test_bad_names);
  ADD ("save-elsewhere", test_save_elsewhere);
  ADD ("async", test_async);
  ADD ("edit-while-saving", test_edit_while_saving);
  return g_test_run ();
}
