/* The worker of the series while documents change, with results of a file, and after any walk over a session. */
#include <glib/gstdio.h>

#include "session/series-fixture.h"

/* --- documents ----------------------------------------------------------------------------------- */

static void
test_documents (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 10; i++)
    {
      g_autofree char *assignments = g_strdup_printf ("study.subject=series data.length=%u", 100 + i);
      open_study (fixture, assignments);
      g_assert_null (get_parts (fixture));
      if (i % 3 == 1)
        g_main_context_iteration (NULL, FALSE);
    }
  wait_idle (fixture);
  g_assert_cmpuint (wsc_ssa_get_length (get_parts (fixture)->ssa), ==, 109);
  assert_of_study (fixture);
  open_study (fixture, "");
  g_assert_false (is_running (fixture));
  g_assert_null (wsc_session_get_series (fixture->session));
}

/* Results of the series alone are saved without a run, opened, and followed from the data in the file. */
static void
test_results_file (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_dir_make_tmp ("wsc-series-XXXXXX", NULL), *path = g_build_filename (folder, "a.h5", NULL);
  g_autoptr (GError) error = NULL;
  g_assert_false (wsc_session_save (fixture->session, path, &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_FILE);
  g_clear_error (&error);
  wait_idle (fixture);
  set (fixture, "ssa.components", "1-4");
  wait_idle (fixture);
  wsc_session_save (fixture->session, path, &error);
  g_assert_no_error (error);
  g_assert_false (wsc_session_get_modified (fixture->session));
  open_study (fixture, "");
  wsc_session_open (fixture->session, path, &error);
  g_assert_no_error (error);
  g_remove (path);
  g_rmdir (folder);
  wait_idle (fixture);
  assert_of_study (fixture);
  g_assert_cmpstr (wsc_session_get_study (fixture->session)->ssa.components, ==, "1-4");
  g_assert_true (wsc_results_get_dataset (wsc_session_get_series (fixture->session))
                 == wsc_results_get_dataset (wsc_session_get_results (fixture->session)));
  /* no networks are asked for, whatever changes */
  wsc_session_set_live (fixture->session, TRUE);
  set (fixture, "data.noise", "0.5");
  set (fixture, "estimate.align", "none");
  g_assert_false (wsc_session_get_running (fixture->session));
  g_assert_false (wsc_session_get_stale (fixture->session));
  wait_idle (fixture);
  assert_of_study (fixture);
}

/* --- anything ------------------------------------------------------------------------------------ */

static void
do_anything (Fixture *fixture)
{
  static const char *const edits[][2]
      = { { "ssa.window", "30" },    { "ssa.window", "17" },  { "ssa.window", "400" },     { "ssa.components", "1-6" },
          { "ssa.components", "2" }, { "ssa.forecast", "9" }, { "ssa.forecast", "0" },     { "ssa.suggest", "gap" },
          { "data.noise", "0.4" },   { "data.noise", "0.2" }, { "data.source", "iris" },   { "data.source", "sine" },
          { "study.subject", "series" }, { "study.subject", "both" }, { "study.subject", "neurons" }, { "training.epochs", "5" } };
  gint which = g_test_rand_int_range (0, G_N_ELEMENTS (edits) + 8);
  if (which < (gint) G_N_ELEMENTS (edits))
    set (fixture, edits[which][0], edits[which][1]);
  else if (which < (gint) G_N_ELEMENTS (edits) + 2)
    wsc_session_undo (fixture->session);
  else if (which == G_N_ELEMENTS (edits) + 2)
    wsc_session_redo (fixture->session);
  else if (which == G_N_ELEMENTS (edits) + 3)
    wsc_session_stop_series (fixture->session);
  else if (which == G_N_ELEMENTS (edits) + 4)
    wsc_session_run (fixture->session);
  else if (which == G_N_ELEMENTS (edits) + 5)
    wsc_session_add_group (fixture->session, 0, 2);
  else if (which == G_N_ELEMENTS (edits) + 6)
    wsc_session_set_series_wanted (fixture->session, g_test_rand_bit () ? TRUE : FALSE);
  else
    wsc_session_toggle_component (fixture->session, (guint) g_test_rand_int_range (0, 20));
}

/* However it came there, what is shown in the end is of the study as it is. */
static void
test_walk (Fixture *fixture, gconstpointer data)
{
  for (guint round = 0; round < 8; round++)
    {
      for (guint step = 0; step < 25; step++)
        {
          do_anything (fixture);
          for (gint i = g_test_rand_int_range (0, 4); i > 0; i--)
            g_main_context_iteration (NULL, FALSE);
        }
      wait_idle (fixture);
      set (fixture, "data.source", "sine");
      set (fixture, "study.subject", "series");
      set (fixture, "ssa.window", round % 2 ? "21" : "22");
      wsc_session_run (fixture->session);
      wait_idle (fixture);
      assert_of_study (fixture);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("documents", OF_SERIES, test_documents);
  ADD ("results-file", OF_SERIES, test_results_file);
  ADD ("walk", OF_SERIES, test_walk);
  return g_test_run ();
}
