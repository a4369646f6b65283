/* What is not saved outlives a program that ends without a word; what is saved, discarded or open elsewhere is never offered. */
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "session/keeper.h"
#include "session/support.h"

typedef struct
{
  char *folder;
  WscSession *session;
  WscRecovery *recovery;
  WscKeeper *keeper;
  GPtrArray *found;
  gboolean done, good;
  guint n_failed;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WscStudy) study = test_new_study ();
  fixture->folder = g_dir_make_tmp ("weightscape-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->session = wsc_session_new ();
  fixture->recovery = wsc_recovery_new (fixture->folder);
  fixture->keeper = wsc_keeper_new (fixture->session, fixture->recovery);
  wsc_session_set_study (fixture->session, study, NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_pointer (&fixture->found, g_ptr_array_unref);
  g_assert_finalize_object (fixture->keeper);
  g_assert_finalize_object (fixture->recovery);
  g_assert_finalize_object (fixture->session);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0); /* nothing is left */
  g_free (fixture->folder);
}

static void
on_looked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *fixture = user_data;
  fixture->found = wsc_recovery_look_finish (WSC_RECOVERY (source), result);
  fixture->done = TRUE;
}

/* What another program that starts now would offer. */
static guint
count_left (Fixture *fixture, WscRecovery *recovery)
{
  g_clear_pointer (&fixture->found, g_ptr_array_unref);
  fixture->done = FALSE;
  wsc_recovery_look_async (recovery, on_looked, fixture);
  test_wait (test_is_set, &fixture->done);
  return fixture->found->len;
}

static guint
count_files (const char *folder, const char *suffix)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;
  for (const char *name = dir ? g_dir_read_name (dir) : NULL; name; name = g_dir_read_name (dir))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        n += count_files (path, suffix);
      else
        n += g_str_has_suffix (name, suffix);
    }
  return n;
}

static gboolean
has_document (gpointer folder)
{
  return count_files (folder, ".document") == 1;
}

static gboolean
has_none (gpointer folder)
{
  return count_files (folder, ".document") == 0;
}

/* --- the program that is ended -------------------------------------------------------------- */

static int
be_ended (const char *folder)
{
  g_autoptr (WscStudy) study = test_new_study ();
  g_autoptr (WscSession) session = wsc_session_new ();
  g_autoptr (WscRecovery) recovery = wsc_recovery_new (folder);
  wsc_keeper_new (session, recovery); /* has no time to be let go */
  wsc_session_set_study (session, study, "/somewhere/mine.study");
  wsc_session_set_option (session, "study.title", "Not saved", NULL);
  wsc_session_run (session);
  test_wait_idle (session);
  wsc_session_set_option (session, "view.level", "0.5", NULL);
  test_wait (has_document, (gpointer) folder);
  kill (getpid (), SIGKILL);
  return 1;
}

static void
end_one (Fixture *fixture)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  const char *const argv[] = { program, "--be-ended", fixture->folder, NULL };
  g_autoptr (GError) error = NULL;
  int status = 0;
  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_true (WIFSIGNALED (status) && WTERMSIG (status) == SIGKILL);
}

/* --- tests ------------------------------------------------------------------------------------ */

static void
test_edit_is_kept (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpuint (count_files (fixture->folder, ".document"), ==, 0);
  gint64 asked = g_get_monotonic_time ();
  wsc_session_set_option (fixture->session, "data.noise", "0.5", NULL);
  test_wait (has_document, fixture->folder);
  g_assert_cmpint (g_get_monotonic_time () - asked, >=, WSC_KEEPER_DELAY * 1000);
  wsc_session_undo (fixture->session);
  test_wait (has_none, fixture->folder);
}

static void
test_flush_and_close (Fixture *fixture, gconstpointer data)
{
  wsc_session_set_option (fixture->session, "data.noise", "0.5", NULL);
  wsc_keeper_flush (fixture->keeper);
  g_assert_cmpuint (count_files (fixture->folder, ".document"), ==, 1);
  wsc_session_set_option (fixture->session, "data.noise", "0.6", NULL);
  wsc_keeper_close (fixture->keeper);
  g_assert_cmpuint (count_files (fixture->folder, ".document"), ==, 0);
}

static char *
dup_results_file (Fixture *fixture)
{
  g_autofree char *stem = wsc_recovery_dup_stem (fixture->recovery, NULL), *folder = g_path_get_dirname (stem);
  return g_build_filename (folder, "1.h5", NULL);
}

/* Results are written once; then only what is seen of them is. */
static void
test_results_once (Fixture *fixture, gconstpointer data)
{
  GStatBuf before, after;
  wsc_session_run (fixture->session);
  test_wait_idle (fixture->session);
  g_assert_false (wsc_session_get_modified (fixture->session));
  wsc_keeper_flush (fixture->keeper);
  g_autofree char *path = dup_results_file (fixture);
  g_assert_cmpint (g_stat (path, &before), ==, 0);
  wsc_session_set_option (fixture->session, "view.level", "0.5", NULL);
  wsc_keeper_flush (fixture->keeper);
  g_assert_cmpint (g_stat (path, &after), ==, 0);
  g_assert_cmpuint (before.st_ino, ==, after.st_ino);

  g_autofree char *saved = g_build_filename (fixture->folder, "saved.h5", NULL);
  g_autoptr (GError) error = NULL;
  wsc_session_save (fixture->session, saved, &error);
  g_assert_no_error (error);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_cmpuint (count_files (fixture->folder, ".document"), ==, 0);
  g_unlink (saved);
}

static void
test_live_is_not_offered (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WscRecovery) other = wsc_recovery_new (fixture->folder);
  wsc_session_set_option (fixture->session, "data.noise", "0.5", NULL);
  wsc_keeper_flush (fixture->keeper);
  g_assert_cmpuint (count_left (fixture, other), ==, 0);
  g_assert_cmpuint (count_left (fixture, fixture->recovery), ==, 0);
}

static void
on_recovered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *fixture = user_data;
  g_autoptr (GError) error = NULL;
  fixture->good = wsc_keeper_recover_finish (WSC_KEEPER (source), result, &error);
  g_assert_no_error (error);
  fixture->done = TRUE;
}

static void
test_ended_is_recovered (Fixture *fixture, gconstpointer data)
{
  end_one (fixture);
  g_assert_cmpuint (count_left (fixture, fixture->recovery), ==, 1);
  const WscKept *kept = fixture->found->pdata[0];
  g_assert_cmpstr (kept->title, ==, "Not saved");
  g_assert_cmpstr (kept->path, ==, "/somewhere/mine.study");
  g_assert_true (kept->has_results);

  fixture->done = FALSE;
  wsc_keeper_recover_async (fixture->keeper, kept, on_recovered, fixture);
  test_wait (test_is_set, &fixture->done);
  g_assert_true (fixture->good);
  WscResults *results = wsc_session_get_results (fixture->session);
  g_assert_cmpstr (wsc_session_get_title (fixture->session), ==, "Not saved");
  g_assert_cmpstr (wsc_session_get_path (fixture->session), ==, "/somewhere/mine.study");
  g_assert_cmpfloat (wsc_session_get_study (fixture->session)->view.level, ==, 0.5);
  g_assert_true (wsc_session_get_modified (fixture->session));
  g_assert_false (wsc_session_get_stale (fixture->session));
  g_assert_true (results && wsc_session_get_unsaved_results (fixture->session) == results);
  g_assert_cmpuint (wsc_ensemble_get_n_trained (wsc_results_get_ensemble (results)), ==, 8);

  /* It is this program's now, and at no moment nobody's. */
  g_assert_cmpuint (count_files (fixture->folder, ".document"), ==, 1);
  g_autoptr (WscRecovery) other = wsc_recovery_new (fixture->folder);
  wsc_recovery_release (fixture->recovery);
  g_assert_cmpuint (count_left (fixture, other), ==, 0);
}

static void
test_later_and_discard (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WscRecovery) other = wsc_recovery_new (fixture->folder);
  end_one (fixture);
  g_assert_cmpuint (count_left (fixture, fixture->recovery), ==, 1);
  g_assert_cmpuint (count_left (fixture, other), ==, 0); /* one program offers it */
  wsc_recovery_release (fixture->recovery);
  g_assert_cmpuint (count_left (fixture, other), ==, 1);
  wsc_kept_remove (((WscKept *) fixture->found->pdata[0])->stem);
  wsc_recovery_release (other);
  g_assert_cmpuint (count_left (fixture, other), ==, 0);
}

static void
test_damaged_results (Fixture *fixture, gconstpointer data)
{
  end_one (fixture);
  g_assert_cmpuint (count_left (fixture, fixture->recovery), ==, 1);
  const WscKept *kept = fixture->found->pdata[0];
  g_autofree char *path = wsc_kept_dup_results_path (kept->stem);
  g_file_set_contents (path, "no results", -1, NULL);
  fixture->done = FALSE;
  wsc_keeper_recover_async (fixture->keeper, kept, on_recovered, fixture);
  test_wait (test_is_set, &fixture->done);
  g_assert_true (fixture->good);
  g_assert_cmpstr (wsc_session_get_title (fixture->session), ==, "Not saved");
  g_assert_null (wsc_session_get_results (fixture->session));
  wsc_recovery_release (fixture->recovery);
}

static void
on_failed (Fixture *fixture, const GError *error)
{
  g_assert_error (error, WSC_ERROR, WSC_ERROR_FILE);
  fixture->n_failed++;
}

/* A place that cannot be written to is told of once, and the work goes on. */
static void
test_no_place (Fixture *fixture, gconstpointer data)
{
  g_autofree char *file = g_build_filename (fixture->folder, "file", NULL);
  g_autofree char *below = g_build_filename (file, "below", NULL);
  g_file_set_contents (file, "", 0, NULL);
  g_autoptr (WscRecovery) nowhere = wsc_recovery_new (below);
  g_autoptr (WscKeeper) keeper = wsc_keeper_new (fixture->session, nowhere);
  g_signal_connect_swapped (nowhere, "failed", G_CALLBACK (on_failed), fixture);
  wsc_session_set_option (fixture->session, "data.noise", "0.5", NULL);
  wsc_keeper_flush (keeper);
  wsc_session_set_option (fixture->session, "data.noise", "0.6", NULL);
  wsc_keeper_flush (keeper);
  g_assert_cmpuint (fixture->n_failed, ==, 1);
  g_assert_cmpfloat (wsc_session_get_study (fixture->session)->data.noise, ==, 0.6);
  g_unlink (file);
}

#define ADD(name, func) g_test_add ("/recovery/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  if (argc == 3 && g_str_equal (argv[1], "--be-ended"))
    return be_ended (argv[2]);
  g_test_init (&argc, &argv, NULL);
  ADD ("edit-is-kept", test_edit_is_kept);
  ADD ("flush-and-close", test_flush_and_close);
  ADD ("results-once", test_results_once);
  ADD ("live-is-not-offered", test_live_is_not_offered);
  ADD ("ended-is-recovered", test_ended_is_recovered);
  ADD ("later-and-discard", test_later_and_discard);
  ADD ("damaged-results", test_damaged_results);
  ADD ("no-place", test_no_place);
  return g_test_run ();
}
