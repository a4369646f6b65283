/* A document and its file: what others wrote is not written over, what cannot be written stays changed, and messages say what is to be done. */
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "session/session-private.h"
#include "session/support.h"

#define NOBODY 65534

typedef struct
{
  WscSession *session;
  char *folder, *path;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WscStudy) study = test_new_study ();
  g_autoptr (GError) error = NULL;
  fixture->folder = g_dir_make_tmp ("weightscape-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "a.study", NULL);
  fixture->session = wsc_session_new ();
  wsc_session_set_study (fixture->session, study, NULL);
  wsc_session_save (fixture->session, fixture->path, &error);
  g_assert_no_error (error);
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
  g_free (fixture->path);
  g_assert_finalize_object (fixture->session);
}

static void
set (WscSession *session, const char *key, const char *text)
{
  g_autoptr (GError) error = NULL;
  wsc_session_set_option (session, key, text, &error);
  g_assert_no_error (error);
}

static void
write_text (const char *path, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

static void
assert_text (const char *path, const char *expected)
{
  g_autofree char *text = NULL;
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, expected);
}

/* --- conflicts ---------------------------------------------------------------------------------- */

static void
test_conflict (Fixture *fixture, gconstpointer data)
{
  const char *others = "[study]\nformat=1\ntitle=Of others\n";
  g_autoptr (GError) error = NULL;
  write_text (fixture->path, others);
  set (fixture->session, "data.noise", "0.5");
  g_assert_false (wsc_session_save (fixture->session, fixture->path, &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_CONFLICT);
  g_assert_cmpstr (error->message, ==,
                   "The file “a.study” has been changed by another window or program since it was opened or saved here");
  g_assert_true (wsc_session_get_modified (fixture->session));
  assert_text (fixture->path, others);
  g_clear_error (&error);

  wsc_session_accept_disk (fixture->session);
  g_assert_true (wsc_session_save (fixture->session, fixture->path, &error));
  g_assert_no_error (error);
  set (fixture->session, "data.noise", "0.6");
  g_assert_true (wsc_session_save (fixture->session, fixture->path, &error));
  g_assert_no_error (error);
}

static void
test_two_sessions (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WscSession) other = wsc_session_new ();
  g_autoptr (GError) error = NULL;
  g_assert_true (wsc_session_open (other, fixture->path, &error));
  set (other, "data.noise", "0.5");
  g_assert_true (wsc_session_save (other, fixture->path, &error));
  set (fixture->session, "data.noise", "0.7");
  g_assert_false (wsc_session_save (fixture->session, fixture->path, &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_CONFLICT);
}

/* A file that is gone is in nobody's way. */
static void
test_file_gone (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_unlink (fixture->path);
  set (fixture->session, "data.noise", "0.5");
  g_assert_true (wsc_session_save (fixture->session, fixture->path, &error));
  g_assert_no_error (error);
}

static void
test_is_at (Fixture *fixture, gconstpointer data)
{
  g_autofree char *link = g_build_filename (fixture->folder, "link.study", NULL);
  g_autofree char *around = g_build_filename (fixture->folder, "..", NULL), *name = g_path_get_basename (fixture->folder);
  g_autofree char *long_way = g_build_filename (around, name, "a.study", NULL);
  g_assert_cmpint (symlink (fixture->path, link), ==, 0);
  g_assert_true (wsc_session_is_at (fixture->session, fixture->path));
  g_assert_true (wsc_session_is_at (fixture->session, link));
  g_assert_true (wsc_session_is_at (fixture->session, long_way));
  g_assert_false (wsc_session_is_at (fixture->session, fixture->folder));
}

/* --- what cannot be written ------------------------------------------------------------------------ */

static void
assert_save_fails (Fixture *fixture, const char *path, const char *reason)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *expected = g_strdup_printf ("Cannot write “%s”: %s", path, reason);
  g_assert_false (wsc_session_save (fixture->session, path, &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_FILE);
  g_assert_cmpstr (error->message, ==, expected);
  g_assert_true (wsc_session_get_modified (fixture->session));
}

static void
test_disk_full (Fixture *fixture, gconstpointer data)
{
  struct rlimit old, none;
  set (fixture->session, "data.noise", "0.5");
  signal (SIGXFSZ, SIG_IGN);
  getrlimit (RLIMIT_FSIZE, &old);
  none = old;
  none.rlim_cur = 0;
  setrlimit (RLIMIT_FSIZE, &none);
  g_autoptr (GError) error = NULL;
  gboolean saved = wsc_session_save (fixture->session, fixture->path, &error);
  setrlimit (RLIMIT_FSIZE, &old);
  g_autofree char *expected = g_strdup_printf ("Cannot write “%s”: File too large", fixture->path), *text = NULL;
  g_assert_false (saved);
  g_assert_cmpstr (error->message, ==, expected);
  g_assert_true (wsc_session_get_modified (fixture->session));
  g_assert_true (g_file_get_contents (fixture->path, &text, NULL, NULL));
  g_assert_null (strstr (text, "noise=0.5"));
  g_assert_nonnull (strstr (text, "length=120"));
}

static void
test_full_device (Fixture *fixture, gconstpointer data)
{
  g_autofree char *link = g_build_filename (fixture->folder, "full.study", NULL);
  g_assert_cmpint (symlink ("/dev/full", link), ==, 0);
  set (fixture->session, "data.noise", "0.5");
  assert_save_fails (fixture, link, "No space left on device");
  g_assert_cmpstr (wsc_session_get_path (fixture->session), ==, fixture->path);
}

static void
test_no_folder (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "nowhere", "a.study", NULL);
  set (fixture->session, "data.noise", "0.5");
  assert_save_fails (fixture, path, "No such file or directory");
}

/* Root, who may write everywhere, is somebody else for a while. */
static void
test_read_only_folder (Fixture *fixture, gconstpointer data)
{
  const uid_t self = geteuid ();
  g_autofree char *path = g_build_filename (fixture->folder, "new.study", NULL);
  set (fixture->session, "data.noise", "0.5");
  g_chmod (fixture->folder, 0555);
  if (self == 0)
    g_assert_cmpint (seteuid (NOBODY), ==, 0);
  assert_save_fails (fixture, path, "Permission denied");
  assert_save_fails (fixture, fixture->path, "Permission denied");
  if (self == 0)
    g_assert_cmpint (seteuid (self), ==, 0);
  g_chmod (fixture->folder, 0700);
}

/* --- what cannot be read ------------------------------------------------------------------------------ */

static void
test_messages (Fixture *fixture, gconstpointer data)
{
  static const struct { const char *name, *text, *message; } bad[] = {
    { "corrupt.study", "no study\n",
      "corrupt.study: This is not a study: Key file contains line “no study” which is not a key-value pair, group, or comment" },
    { "empty.study", "", "empty.study: This is not a study: it must begin with [study] and format=1" },
    { "newer.study", "[study]\nformat=2\n",
      "newer.study: A newer version of Weightscape wrote this study: it has format 2, and this version reads format 1" },
    { "older.study", "[study]\nformat=0\n", "older.study: The study has format 0, and this version of Weightscape reads format 1" },
    { "unknown.study", "[study]\nformat=1\n[data]\nnoize=3\n", "unknown.study: There is no option “data.noize”; did you mean “data.noise”?" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *path = g_build_filename (fixture->folder, bad[i].name, NULL);
      g_autoptr (GError) error = NULL;
      write_text (path, bad[i].text);
      g_assert_false (wsc_session_open (fixture->session, path, &error));
      g_assert_error (error, WSC_ERROR, WSC_ERROR_FORMAT);
      g_assert_cmpstr (error->message, ==, bad[i].message);
      g_assert_cmpstr (wsc_session_get_path (fixture->session), ==, fixture->path);
    }
}

static void
test_results_messages (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "a.h5", NULL), *bytes = NULL;
  g_autofree char *expected = g_strdup_printf ("“%s” cannot be read as results: its bytes are not those that were written", path);
  g_autofree char *text = g_strdup_printf ("“%s” cannot be read as results: it does not begin as results of Weightscape do", path);
  g_autoptr (GError) error = NULL;
  gsize length;
  wsc_session_run (fixture->session);
  test_wait_idle (fixture->session);
  g_assert_true (wsc_session_save (fixture->session, path, &error));
  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  bytes[length / 2] ^= 1;
  g_file_set_contents (path, bytes, (gssize) length, NULL);
  g_assert_false (wsc_session_open (fixture->session, path, &error));
  g_assert_cmpstr (error->message, ==, expected);
  g_clear_error (&error);
  write_text (path, "something else");
  g_assert_false (wsc_session_open (fixture->session, path, &error));
  g_assert_cmpstr (error->message, ==, text);
}

static void
test_missing_data (Fixture *fixture, gconstpointer data)
{
  g_autofree char *table = g_build_filename (fixture->folder, "table.csv", NULL);
  g_autoptr (GError) error = NULL;
  g_assert_null (wsc_session_dup_missing_data (fixture->session));
  write_text (fixture->path, "[study]\nformat=1\n[data]\nsource=file\npath=table.csv\n");
  g_assert_true (wsc_session_open (fixture->session, fixture->path, &error));
  g_autofree char *missing = wsc_session_dup_missing_data (fixture->session);
  g_assert_cmpstr (missing, ==, table);
  write_text (table, "x\n1\n2\n3\n");
  g_assert_null (wsc_session_dup_missing_data (fixture->session));
}

/* --- results that no file has -------------------------------------------------------------------------- */

static void
test_unsaved_results (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "a.h5", NULL);
  g_autoptr (GError) error = NULL;
  g_assert_null (wsc_session_get_unsaved_results (fixture->session));
  wsc_session_run (fixture->session);
  test_wait_idle (fixture->session);
  g_assert_true (wsc_session_get_unsaved_results (fixture->session) == wsc_session_get_results (fixture->session));
  g_assert_cmpfloat (wsc_session_get_training_seconds (fixture->session), >, 0);
  g_assert_false (wsc_session_has_costly_results (fixture->session));
  wsc_session_save (fixture->session, fixture->path, &error);
  g_assert_nonnull (wsc_session_get_unsaved_results (fixture->session));
  wsc_session_save (fixture->session, path, &error);
  g_assert_no_error (error);
  g_assert_null (wsc_session_get_unsaved_results (fixture->session));
  wsc_session_open (fixture->session, path, &error);
  g_assert_no_error (error);
  g_assert_null (wsc_session_get_unsaved_results (fixture->session));
  g_assert_cmpfloat (wsc_session_get_training_seconds (fixture->session), ==, 0);
}

/* What was long in training is worth a question, also after its neurons were estimated anew; a study's file does not save it. */
static void
test_costly_results (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "a.h5", NULL);
  g_autoptr (GError) error = NULL;
  wsc_session_run (fixture->session);
  test_wait_idle (fixture->session);
  wsc_session_count_seconds (fixture->session, wsc_session_get_results (fixture->session), WSC_SESSION_COSTLY_SECONDS + 1);
  g_assert_true (wsc_session_has_costly_results (fixture->session));
  set (fixture->session, "estimate.align", "none");
  test_wait_idle (fixture->session);
  g_assert_cmpfloat (wsc_session_get_training_seconds (fixture->session), ==, WSC_SESSION_COSTLY_SECONDS + 1);
  g_assert_true (wsc_session_save (fixture->session, fixture->path, &error));
  g_assert_true (wsc_session_has_costly_results (fixture->session));
  g_assert_true (wsc_session_save (fixture->session, path, &error));
  g_assert_no_error (error);
  g_assert_false (wsc_session_has_costly_results (fixture->session));
  set (fixture->session, "training.epochs", "4");
  wsc_session_run (fixture->session);
  test_wait_idle (fixture->session);
  g_assert_cmpfloat (wsc_session_get_training_seconds (fixture->session), <, WSC_SESSION_COSTLY_SECONDS);
}

/* Results are kept with the settings they are of: others are on no disk after that. */
static void
test_stale_results (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "a.h5", NULL);
  g_autoptr (GError) error = NULL;
  wsc_session_run (fixture->session);
  test_wait_idle (fixture->session);
  wsc_session_set_live (fixture->session, FALSE);
  set (fixture->session, "training.epochs", "7");
  g_assert_true (wsc_session_save (fixture->session, path, &error));
  g_assert_true (wsc_session_get_modified (fixture->session));
  g_assert_true (wsc_session_save (fixture->session, fixture->path, &error));
  g_assert_no_error (error);
  g_assert_false (wsc_session_get_modified (fixture->session));
}

static void
test_copy (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WscSession) copy = wsc_session_new ();
  wsc_session_run (fixture->session);
  test_wait_idle (fixture->session);
  wsc_session_copy (copy, fixture->session);
  g_assert_true (wsc_study_equal (wsc_session_get_study (copy), wsc_session_get_study (fixture->session)));
  g_assert_true (wsc_session_get_results (copy) == wsc_session_get_results (fixture->session));
  g_assert_null (wsc_session_get_path (copy));
  g_assert_false (wsc_session_get_modified (copy));
  set (fixture->session, "data.noise", "0.5");
  wsc_session_copy (copy, fixture->session);
  g_assert_true (wsc_session_get_modified (copy));
  g_assert_false (wsc_session_get_can_undo (copy));
}

/* A table below the folder that a study is saved in is named from there. */
static void
test_save_beside_data (Fixture *fixture, gconstpointer data)
{
  g_autofree char *table = g_build_filename (fixture->folder, "table.csv", NULL);
  g_autofree char *path = g_build_filename (fixture->folder, "b.study", NULL);
  g_autoptr (WscStudy) study = wsc_study_new ();
  g_autoptr (GError) error = NULL;
  write_text (table, "x\n1\n2\n3\n");
  test_set (study, "data.source=file");
  g_free (study->data.path);
  study->data.path = g_strdup (table);
  wsc_session_set_study (fixture->session, study, NULL);
  wsc_session_save (fixture->session, path, &error);
  g_assert_no_error (error);
  g_autoptr (WscStudy) saved = wsc_study_load (path, &error);
  g_assert_cmpstr (saved->data.path, ==, "table.csv");
}

#define ADD(name, func) g_test_add ("/documents/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("conflict", test_conflict);
  ADD ("two-sessions", test_two_sessions);
  ADD ("file-gone", test_file_gone);
  ADD ("is-at", test_is_at);
  ADD ("disk-full", test_disk_full);
  ADD ("full-device", test_full_device);
  ADD ("no-folder", test_no_folder);
  ADD ("read-only-folder", test_read_only_folder);
  ADD ("messages", test_messages);
  ADD ("results-messages", test_results_messages);
  ADD ("missing-data", test_missing_data);
  ADD ("unsaved-results", test_unsaved_results);
  ADD ("costly-results", test_costly_results);
  ADD ("stale-results", test_stale_results);
  ADD ("copy", test_copy);
  ADD ("save-beside-data", test_save_beside_data);
  return g_test_run ();
}
