/* The worker of the series: it follows the study without being asked, beside the one that trains. */
#include "session/series-fixture.h"

/* --- what begins it ------------------------------------------------------------- */

static void
test_without_run (Fixture *fixture, gconstpointer data)
{
  g_assert_true (is_running (fixture));
  wait_idle (fixture);
  assert_of_study (fixture);
  g_assert_cmpuint (fixture->n_changes, >=, 1);
  g_assert_cmpuint (fixture->n_running, ==, 1);
  g_assert_null (wsc_session_get_results (fixture->session));
  g_assert_false (is_running (fixture));
}

/* Nothing is to be trained, so there is nothing to run either. */
static void
test_run_of_the_series (Fixture *fixture, gconstpointer data)
{
  wait_idle (fixture);
  wsc_session_run (fixture->session);
  g_assert_false (wsc_session_get_running (fixture->session));
  g_assert_true (is_running (fixture));
  wait_idle (fixture);
  assert_of_study (fixture);
  g_assert_null (wsc_session_get_results (fixture->session));
}

static void
test_wanted (Fixture *fixture, gconstpointer data)
{
  g_assert_false (is_running (fixture));
  set (fixture, "ssa.window", "21");
  g_assert_false (is_running (fixture));
  wsc_session_set_series_wanted (fixture->session, TRUE);
  g_assert_true (is_running (fixture));
  wait_idle (fixture);
  assert_of_study (fixture);
  set (fixture, "ssa.window", "22");
  g_assert_true (is_running (fixture));
  wait_idle (fixture);
  assert_of_study (fixture);
  wsc_session_set_series_wanted (fixture->session, FALSE);
  set (fixture, "ssa.window", "23");
  g_assert_false (is_running (fixture));
  g_assert_nonnull (get_parts (fixture));
}

static void
test_becomes_the_subject (Fixture *fixture, gconstpointer data)
{
  set (fixture, "study.title", "Still of neurons");
  g_assert_false (is_running (fixture));
  set (fixture, "study.subject", "series");
  g_assert_true (is_running (fixture));
  wait_idle (fixture);
  assert_of_study (fixture);
  set (fixture, "study.title", "Of the series");
  g_assert_false (is_running (fixture));
}

/* --- edits ------------------------------------------------------------------------ */

static void
test_edits (Fixture *fixture, gconstpointer data)
{
  wait_idle (fixture);
  WscSsa *ssa = wsc_ssa_ref (get_parts (fixture)->ssa);
  set (fixture, "ssa.components", "1-5");
  g_assert_true (is_running (fixture));
  wait_idle (fixture);
  assert_of_study (fixture);
  g_assert_true (get_parts (fixture)->ssa == ssa);
  set (fixture, "data.noise", "0.3");
  wait_idle (fixture);
  assert_of_study (fixture);
  g_assert_true (get_parts (fixture)->ssa != ssa);
  wsc_session_undo (fixture->session);
  g_assert_true (is_running (fixture));
  wait_idle (fixture);
  assert_of_study (fixture);
  wsc_ssa_unref (ssa);
}

static void
test_edits_of_networks (Fixture *fixture, gconstpointer data)
{
  wait_idle (fixture);
  static const char *const edits[][2] = { { "training.epochs", "4" }, { "estimate.align", "none" }, { "view.level", "0.5" },
                                          { "model.layers", "10;3;10" }, { "study.notes", "x" } };
  for (guint i = 0; i < G_N_ELEMENTS (edits); i++)
    {
      set (fixture, edits[i][0], edits[i][1]);
      g_assert_false (is_running (fixture));
      g_assert_false (wsc_session_get_running (fixture->session));
    }
}

/* A slider dragged through many values: the last one wins. */
static void
test_drag (Fixture *fixture, gconstpointer data)
{
  wsc_session_begin_gesture (fixture->session);
  for (guint i = 0; i < 60; i++)
    {
      g_autofree char *text = g_strdup_printf ("%u", 10 + i % 45);
      set (fixture, "ssa.window", text);
      g_assert_true (is_running (fixture));
      g_main_context_iteration (NULL, FALSE);
    }
  wsc_session_end_gesture (fixture->session);
  wait_idle (fixture);
  assert_of_study (fixture);
  g_assert_cmpuint (wsc_ssa_get_window (get_parts (fixture)->ssa), ==, 10 + 59 % 45);
}

#define ENDLESS "study.subject=series ssa.window=60 ssa.forecast=10000 ssa.replicas=10000 ssa.landscape=0"

/* What is long gives way as soon as the page has something to show. */
static void
test_replaces_what_is_long (Fixture *fixture, gconstpointer data)
{
  test_wait (has_parts, fixture);
  g_assert_null (get_parts (fixture)->forecast);
  set (fixture, "ssa.replicas", "0");
  wait_idle (fixture);
  assert_of_study (fixture);
  g_assert_cmpuint (wsc_forecast_get_steps (get_parts (fixture)->forecast), ==, 10000);
}

/* --- beside the networks ------------------------------------------------------------- */

static void
test_both_at_once (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WscResults) expected = test_new_results (wsc_session_get_study (fixture->session)->seed);
  wsc_session_run (fixture->session);
  g_assert_true (wsc_session_get_running (fixture->session));
  g_assert_true (is_running (fixture));
  wait_idle (fixture);
  assert_of_study (fixture);
  WscResults *results = wsc_session_get_results (fixture->session);
  WscNeurons *a = wsc_results_get_neurons (expected), *b = wsc_results_get_neurons (results);
  gsize size = wsc_neurons_get_dimension (a) * wsc_neurons_get_dimension (a) * sizeof (double);
  for (guint i = 0; i < wsc_neurons_get_count (a); i++)
    g_assert_cmpmem (wsc_neurons_get_covariance (a, i), size, wsc_neurons_get_covariance (b, i), size);
  g_assert_null (wsc_results_get_series (results));
  g_assert_null (wsc_results_get_ensemble (wsc_session_get_series (fixture->session)));
}

/* The series answers while networks train, and leaves them alone. */
static void
test_edits_while_networks_train (Fixture *fixture, gconstpointer data)
{
  set (fixture, "estimate.replicas", "4000");
  set (fixture, "training.epochs", "300");
  wsc_session_run (fixture->session);
  WscJob *job = wsc_session_get_job (fixture->session);
  for (guint i = 1; i <= 3; i++)
    {
      g_autofree char *text = g_strdup_printf ("1-%u", 2 + i);
      set (fixture, "ssa.components", text);
      while (is_running (fixture))
        g_main_context_iteration (NULL, TRUE);
      assert_of_study (fixture);
      g_assert_true (wsc_session_get_job (fixture->session) == job);
      g_assert_false (wsc_session_get_stale (fixture->session));
    }
  wsc_session_stop (fixture->session);
  wait_idle (fixture);
  assert_of_study (fixture);
}

/* --- identity ---------------------------------------------------------------------------- */

static void
test_identity (Fixture *fixture, gconstpointer data)
{
  WscIdentity expected;
  wsc_identity_init (&expected);
  wait_idle (fixture);
  g_assert_cmpmem (wsc_session_get_identity (fixture->session), sizeof expected, &expected, sizeof expected);
  for (guint i = 1; i <= 8; i++)
    {
      WscSsa *before = wsc_ssa_ref (get_parts (fixture)->ssa);
      g_autofree char *text = g_strdup_printf ("%u", 20 + 5 * i);
      set (fixture, "ssa.window", text);
      wait_idle (fixture);
      wsc_identity_follow (&expected, before, get_parts (fixture)->ssa);
      g_assert_cmpmem (wsc_session_get_identity (fixture->session), sizeof expected, &expected, sizeof expected);
      wsc_ssa_unref (before);
    }
  open_study (fixture, "study.subject=series ssa.window=9");
  wait_idle (fixture);
  wsc_identity_init (&expected);
  g_assert_cmpmem (wsc_session_get_identity (fixture->session), sizeof expected, &expected, sizeof expected);
}

/* --- its end -------------------------------------------------------------------------------- */

static void
test_stop (Fixture *fixture, gconstpointer data)
{
  test_wait (has_parts, fixture);
  wsc_session_stop_series (fixture->session);
  wait_idle (fixture);
  g_assert_nonnull (get_parts (fixture)->reconstruction);
  g_assert_null (get_parts (fixture)->forecast);
  g_assert_null (wsc_session_get_series_problem (fixture->session));
  g_assert_true (wsc_results_is_partial (wsc_session_get_series (fixture->session)));
  wsc_session_stop_series (fixture->session);
  g_assert_false (is_running (fixture));
}

static void
test_shut_down (Fixture *fixture, gconstpointer data)
{
  wsc_session_shut_down (fixture->session);
  guint n_changes = fixture->n_changes;
  g_assert_false (is_running (fixture));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (fixture->n_changes, ==, n_changes);
  g_assert_null (get_parts (fixture));
}

static void
test_finalize (Fixture *fixture, gconstpointer data)
{
  g_assert_true (is_running (fixture));
}

/* --- problems --------------------------------------------------------------------------------- */

static void
test_problem (Fixture *fixture, gconstpointer data)
{
  wait_idle (fixture);
  WscResults *before = wsc_session_get_series (fixture->session);
  guint n_changes = fixture->n_changes;
  set (fixture, "ssa.window", "500");
  wait_idle (fixture);
  g_assert_cmpstr (wsc_session_get_series_problem (fixture->session), ==,
                   "A window of 500 values for a series of 120; allowed: 2 to 119");
  g_assert_true (wsc_session_get_series (fixture->session) == before);
  g_assert_cmpuint (fixture->n_changes, >, n_changes);
  set (fixture, "ssa.window", "119");
  wait_idle (fixture);
  assert_of_study (fixture);
  set (fixture, "ssa.channel", "2");
  wait_idle (fixture);
  g_assert_cmpstr (wsc_session_get_series_problem (fixture->session), ==, "ssa.channel is 2; allowed: 1 to 1");
  wsc_session_undo (fixture->session);
  wait_idle (fixture);
  assert_of_study (fixture);
}

/* A forecast that cannot be is no problem of the series. */
static void
test_no_forecast (Fixture *fixture, gconstpointer data)
{
  set (fixture, "ssa.forecast", "5");
  set (fixture, "ssa.components", "1-20");
  wait_idle (fixture);
  g_assert_null (wsc_session_get_series_problem (fixture->session));
  g_assert_nonnull (get_parts (fixture)->forecast_problem);
  assert_of_study (fixture);
}

static void
test_table (Fixture *fixture, gconstpointer data)
{
  wait_idle (fixture);
  set (fixture, "data.source", "iris");
  wait_idle (fixture);
  g_assert_cmpstr (wsc_session_get_series_problem (fixture->session), ==,
                   "Iris is a table, and singular spectrum analysis needs a series (data.source, data.task)");
  set (fixture, "data.source", "sine");
  wait_idle (fixture);
  assert_of_study (fixture);
}

/* Where networks are the subject a table is as good as a series. */
static void
test_table_of_networks (Fixture *fixture, gconstpointer data)
{
  wsc_session_set_series_wanted (fixture->session, TRUE);
  test_wait (has_parts, fixture);
  set (fixture, "data.source", "iris");
  g_assert_false (is_running (fixture));
  g_assert_null (wsc_session_get_series (fixture->session));
  g_assert_null (wsc_session_get_series_problem (fixture->session));
  set (fixture, "data.source", "sine");
  wait_idle (fixture);
  assert_of_study (fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("without-run", OF_SERIES, test_without_run);
  ADD ("run", OF_SERIES, test_run_of_the_series);
  ADD ("wanted", "", test_wanted);
  ADD ("becomes-the-subject", "", test_becomes_the_subject);
  ADD ("edits", OF_SERIES, test_edits);
  ADD ("edits-of-networks", OF_SERIES, test_edits_of_networks);
  ADD ("drag", OF_SERIES, test_drag);
  ADD ("replaces-what-is-long", ENDLESS, test_replaces_what_is_long);
  ADD ("both-at-once", "study.subject=both", test_both_at_once);
  ADD ("edits-while-networks-train", "study.subject=both", test_edits_while_networks_train);
  ADD ("identity", OF_SERIES, test_identity);
  ADD ("stop", ENDLESS, test_stop);
  ADD ("shut-down", ENDLESS, test_shut_down);
  ADD ("finalize-while-running", ENDLESS, test_finalize);
  ADD ("problem", OF_SERIES, test_problem);
  ADD ("no-forecast", OF_SERIES, test_no_forecast);
  ADD ("table", OF_SERIES, test_table);
  ADD ("table-of-networks", "", test_table_of_networks);
  return g_test_run ();
}
