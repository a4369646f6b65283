/* When the session runs, what it shows, what a new run replaces. */
#include <string.h>

#include "session/support.h"

typedef struct
{
  WscSession *session;
  guint n_results, n_failures;
  GError *error;
  gboolean has_partial;
} Fixture;

static void
on_results (Fixture *fixture)
{
  WscResults *results = wsc_session_get_results (fixture->session);
  fixture->n_results++;
  if (results && wsc_results_is_partial (results) && wsc_results_get_neurons (results))
    fixture->has_partial = TRUE;
}

static void
on_failed (WscSession *session, const GError *error, Fixture *fixture)
{
  fixture->n_failures++;
  g_clear_error (&fixture->error);
  fixture->error = g_error_copy (error);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WscStudy) study = test_new_study ();
  fixture->session = wsc_session_new ();
  wsc_session_set_study (fixture->session, study, NULL);
  g_signal_connect_swapped (fixture->session, "results-changed", G_CALLBACK (on_results), fixture);
  g_signal_connect (fixture->session, "failed", G_CALLBACK (on_failed), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_error (&fixture->error);
  g_assert_finalize_object (fixture->session);
}

static void
set (Fixture *fixture, const char *key, const char *text)
{
  g_autoptr (GError) error = NULL;
  wsc_session_set_option (fixture->session, key, text, &error);
  g_assert_no_error (error);
}

static void
run (Fixture *fixture)
{
  wsc_session_run (fixture->session);
  g_assert_true (wsc_session_get_running (fixture->session));
  test_wait_idle (fixture->session);
}

static void
assert_of_study (Fixture *fixture)
{
  WscResults *results = wsc_session_get_results (fixture->session);
  const WscStudy *made_from = wsc_results_get_study (results), *study = wsc_session_get_study (fixture->session);
  g_assert_false (wsc_session_get_stale (fixture->session));
  g_assert_false (wsc_results_is_partial (results));
  g_assert_cmpfloat (made_from->data.noise, ==, study->data.noise);
  g_assert_cmpint (made_from->estimate.align, ==, study->estimate.align);
}

static void
test_run (Fixture *fixture, gconstpointer data)
{
  run (fixture);
  g_assert_cmpuint (fixture->n_failures, ==, 0);
  g_assert_null (wsc_session_get_job (fixture->session));
  assert_of_study (fixture);
}

/* The same run without a window gives the same bytes. */
static void
test_same_numbers (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WscResults) expected = test_new_results (wsc_session_get_study (fixture->session)->seed);
  run (fixture);
  WscNeurons *a = wsc_results_get_neurons (expected);
  WscNeurons *b = wsc_results_get_neurons (wsc_session_get_results (fixture->session));
  guint d = wsc_neurons_get_dimension (a);
  for (guint i = 0; i < wsc_neurons_get_count (a); i++)
    g_assert_cmpmem (wsc_neurons_get_covariance (a, i), d * d * sizeof (double), wsc_neurons_get_covariance (b, i),
                     d * d * sizeof (double));
}

static void
test_estimate (Fixture *fixture, gconstpointer data)
{
  run (fixture);
  wsc_session_set_live (fixture->session, FALSE);
  WscEnsemble *ensemble = wsc_ensemble_ref (wsc_results_get_ensemble (wsc_session_get_results (fixture->session)));
  set (fixture, "estimate.align", "none");
  g_assert_true (wsc_session_get_running (fixture->session));
  test_wait_idle (fixture->session);
  assert_of_study (fixture);
  g_assert_true (wsc_results_get_ensemble (wsc_session_get_results (fixture->session)) == ensemble);
  wsc_ensemble_unref (ensemble);
}

static void
test_view (Fixture *fixture, gconstpointer data)
{
  run (fixture);
  WscResults *results = wsc_session_get_results (fixture->session);
  set (fixture, "view.level", "0.5");
  g_assert_false (wsc_session_get_running (fixture->session));
  g_assert_false (wsc_session_get_stale (fixture->session));
  g_assert_true (wsc_session_get_results (fixture->session) == results);
}

static void
test_stale (Fixture *fixture, gconstpointer data)
{
  run (fixture);
  wsc_session_set_live (fixture->session, FALSE);
  set (fixture, "data.noise", "0.9");
  g_assert_false (wsc_session_get_running (fixture->session));
  g_assert_true (wsc_session_get_stale (fixture->session));
  /* An estimate now would have to train: it waits for Run too. */
  set (fixture, "estimate.align", "none");
  g_assert_false (wsc_session_get_running (fixture->session));
  wsc_session_undo (fixture->session);
  wsc_session_undo (fixture->session);
  g_assert_false (wsc_session_get_stale (fixture->session));
  run (fixture);
  assert_of_study (fixture);
}

static void
test_before_the_first_run (Fixture *fixture, gconstpointer data)
{
  wsc_session_set_live (fixture->session, TRUE);
  set (fixture, "data.noise", "0.9");
  g_assert_false (wsc_session_get_running (fixture->session));
  g_assert_false (wsc_session_get_stale (fixture->session));
}

/* A slider dragged through many values: the last one wins, and nobody waits for all of them. */
static void
test_live_drag (Fixture *fixture, gconstpointer data)
{
  run (fixture);
  wsc_session_set_live (fixture->session, TRUE);
  fixture->n_results = 0;
  for (guint i = 1; i <= 60; i++)
    {
      g_autofree char *text = g_strdup_printf ("%.2f", 0.2 + 0.01 * i);
      set (fixture, "data.noise", text);
      g_assert_true (wsc_session_get_running (fixture->session));
      g_main_context_iteration (NULL, FALSE);
    }
  test_wait_idle (fixture->session);
  assert_of_study (fixture);
  g_assert_cmpfloat (wsc_session_get_study (fixture->session)->data.noise, ==, 0.8);
  g_assert_cmpuint (fixture->n_results, >=, 1);
  g_assert_cmpuint (fixture->n_results, <=, 60);
  g_assert_cmpuint (fixture->n_failures, ==, 0);
}

/* Changes while a run is under way: what is cheap follows the run. */
static void
test_estimate_while_running (Fixture *fixture, gconstpointer data)
{
  wsc_session_set_live (fixture->session, FALSE);
  run (fixture);
  wsc_session_run (fixture->session);
  set (fixture, "estimate.align", "none");
  test_wait_idle (fixture->session);
  assert_of_study (fixture);
}

static void
test_stop_keeps_partial (Fixture *fixture, gconstpointer data)
{
  set (fixture, "estimate.replicas", "2000");
  set (fixture, "training.epochs", "300");
  wsc_session_run (fixture->session);
  test_wait (test_is_set, &fixture->has_partial);
  wsc_session_stop (fixture->session);
  test_wait_idle (fixture->session);
  WscResults *results = wsc_session_get_results (fixture->session);
  guint n_trained = wsc_ensemble_get_n_trained (wsc_results_get_ensemble (results));
  g_assert_true (wsc_results_is_partial (results));
  g_assert_cmpuint (n_trained, >=, 2);
  g_assert_cmpuint (n_trained, <, 2000);
  g_assert_cmpuint (fixture->n_failures, ==, 0);
}

static void
test_run_replaces_run (Fixture *fixture, gconstpointer data)
{
  set (fixture, "estimate.replicas", "4000");
  set (fixture, "training.epochs", "300");
  wsc_session_run (fixture->session);
  set (fixture, "estimate.replicas", "8");
  set (fixture, "training.epochs", "3");
  wsc_session_run (fixture->session);
  test_wait_idle (fixture->session);
  assert_of_study (fixture);
  g_assert_cmpuint (wsc_ensemble_get_n_replicas (wsc_results_get_ensemble (wsc_session_get_results (fixture->session))), ==,
                    8);
}

static void
test_failure_keeps_results (Fixture *fixture, gconstpointer data)
{
  run (fixture);
  WscResults *results = wsc_session_get_results (fixture->session);
  wsc_session_set_live (fixture->session, FALSE);
  set (fixture, "data.window", "500");
  wsc_session_run (fixture->session);
  test_wait_idle (fixture->session);
  g_assert_cmpuint (fixture->n_failures, ==, 1);
  g_assert_nonnull (strstr (fixture->error->message, "500"));
  g_assert_true (wsc_session_get_results (fixture->session) == results);
  g_assert_true (wsc_session_get_stale (fixture->session));
}

static void
test_selection (Fixture *fixture, gconstpointer data)
{
  guint n_notified = 0;
  g_signal_connect_swapped (fixture->session, "notify::selected", G_CALLBACK (test_count), &n_notified);
  wsc_session_set_selected (fixture->session, 3);
  g_assert_cmpint (wsc_session_get_selected (fixture->session), ==, -1);
  run (fixture);
  wsc_session_set_selected (fixture->session, 9);
  wsc_session_set_selected (fixture->session, 9);
  g_assert_cmpint (wsc_session_get_selected (fixture->session), ==, 9);
  g_assert_cmpuint (n_notified, ==, 1);

  /* Fewer neurons: what is not there any more is not selected. */
  wsc_session_set_live (fixture->session, FALSE);
  set (fixture, "data.window", "6");
  set (fixture, "model.layers", "6;2;6");
  run (fixture);
  g_assert_cmpint (wsc_session_get_selected (fixture->session), ==, -1);
}

static void
test_live_judged (Fixture *fixture, gconstpointer data)
{
  g_assert_false (wsc_session_get_live (fixture->session));
  run (fixture);
  /* A matter of milliseconds, but for the slowest of sanitisers. */
  if (g_getenv ("TSAN_OPTIONS") == NULL)
    g_assert_true (wsc_session_get_live (fixture->session));
  wsc_session_set_live (fixture->session, FALSE);
  run (fixture);
  g_assert_false (wsc_session_get_live (fixture->session));
}

static void
test_shut_down (Fixture *fixture, gconstpointer data)
{
  set (fixture, "estimate.replicas", "4000");
  wsc_session_run (fixture->session);
  wsc_session_shut_down (fixture->session);
  g_assert_false (wsc_session_get_running (fixture->session));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_null (wsc_session_get_results (fixture->session));
}

#define ADD(name, func) g_test_add ("/runs/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("run", test_run);
  ADD ("same-numbers", test_same_numbers);
  ADD ("estimate", test_estimate);
  ADD ("view", test_view);
  ADD ("stale", test_stale);
  ADD ("before-the-first-run", test_before_the_first_run);
  ADD ("live-drag", test_live_drag);
  ADD ("estimate-while-running", test_estimate_while_running);
  ADD ("stop-keeps-partial", test_stop_keeps_partial);
  ADD ("run-replaces-run", test_run_replaces_run);
  ADD ("failure-keeps-results", test_failure_keeps_results);
  ADD ("selection", test_selection);
  ADD ("live-judged", test_live_judged);
  ADD ("shut-down", test_shut_down);
  return g_test_run ();
}
