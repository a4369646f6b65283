/* Ends of runs, as they are told to somebody who has gone away. */
#include <string.h>

#include "session/long-run.h"
#include "session/support.h"

typedef struct
{
  WscSession *session;
  WscLongRun *runs;
  guint n_told;
  double seconds;
  char *failure;
} Fixture;

static void
on_ended (Fixture *fixture, double seconds, const char *failure)
{
  fixture->n_told++;
  fixture->seconds = seconds;
  g_free (fixture->failure);
  fixture->failure = g_strdup (failure);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WscStudy) study = test_new_study ();
  fixture->session = wsc_session_new ();
  wsc_session_set_study (fixture->session, study, NULL);
  fixture->runs = wsc_long_run_new (fixture->session);
  g_signal_connect_swapped (fixture->runs, "ended", G_CALLBACK (on_ended), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_free (fixture->failure);
  g_assert_finalize_object (fixture->runs);
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
settle (Fixture *fixture)
{
  test_wait_idle (fixture->session);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
test_done (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WscJob) job = NULL;
  wsc_session_run (fixture->session);
  job = g_object_ref (wsc_session_get_job (fixture->session));
  settle (fixture);
  g_assert_cmpuint (fixture->n_told, ==, 1);
  g_assert_cmpfloat (fixture->seconds, ==, wsc_job_get_seconds (job));
  g_assert_null (fixture->failure);
}

static void
test_stopped (Fixture *fixture, gconstpointer data)
{
  set (fixture, "estimate.replicas", "4000");
  set (fixture, "training.epochs", "300");
  wsc_session_run (fixture->session);
  wsc_session_stop (fixture->session);
  settle (fixture);
  g_assert_cmpuint (fixture->n_told, ==, 0);
}

/* The one that took its place is told. */
static void
test_replaced (Fixture *fixture, gconstpointer data)
{
  set (fixture, "estimate.replicas", "4000");
  set (fixture, "training.epochs", "300");
  wsc_session_run (fixture->session);
  set (fixture, "estimate.replicas", "8");
  set (fixture, "training.epochs", "3");
  wsc_session_run (fixture->session);
  settle (fixture);
  g_assert_cmpuint (fixture->n_told, ==, 1);
}

static WscResults *
fail (const WscStudy *study, WscResults *previous, const WscObserver *observer, GError **error)
{
  g_set_error_literal (error, WSC_ERROR, WSC_ERROR_RANGE, "no such thing");
  return NULL;
}

static void
test_failed (Fixture *fixture, gconstpointer data)
{
  wsc_session_run (fixture->session);
  settle (fixture);
  set (fixture, "data.source", "file");
  set (fixture, "data.path", "/there/is/none.csv");
  wsc_session_run (fixture->session);
  settle (fixture);
  g_assert_cmpuint (fixture->n_told, ==, 2);
  g_assert_nonnull (fixture->failure);
  g_assert_nonnull (strstr (fixture->failure, "none.csv"));
}

static void
test_series (Fixture *fixture, gconstpointer data)
{
  wsc_session_set_series_wanted (fixture->session, TRUE);
  g_assert_nonnull (wsc_session_get_series_job (fixture->session));
  while (wsc_session_get_series_job (fixture->session))
    g_main_context_iteration (NULL, TRUE);
  settle (fixture);
  g_assert_cmpuint (fixture->n_told, ==, 1);
  g_assert_cmpstr (fixture->failure, ==, wsc_session_get_series_problem (fixture->session));
}

/* A job without a number of its own takes the default, which is all processors where it is 0. */
static guint n_threads_seen;

static WscResults *
note_threads (const WscStudy *study, WscResults *previous, const WscObserver *observer, GError **error)
{
  n_threads_seen = observer->n_threads;
  return fail (study, previous, observer, error);
}

static guint
see_threads (guint own)
{
  g_autoptr (WscStudy) study = test_new_study ();
  g_autoptr (WscJob) job = wsc_job_new (study, NULL, own);
  wsc_job_set_function (job, note_threads);
  wsc_job_start (job);
  while (wsc_job_is_running (job))
    g_main_context_iteration (NULL, TRUE);
  return n_threads_seen;
}

static void
test_default_threads (void)
{
  g_assert_cmpuint (see_threads (0), ==, 0);
  wsc_job_set_default_threads (3);
  g_assert_cmpuint (see_threads (0), ==, 3);
  g_assert_cmpuint (see_threads (1), ==, 1);
  wsc_job_set_default_threads (0);
  g_assert_cmpuint (see_threads (0), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/done", Fixture, NULL, set_up, test_done, tear_down);
  g_test_add ("/stopped", Fixture, NULL, set_up, test_stopped, tear_down);
  g_test_add ("/replaced", Fixture, NULL, set_up, test_replaced, tear_down);
  g_test_add ("/failed", Fixture, NULL, set_up, test_failed, tear_down);
  g_test_add ("/series", Fixture, NULL, set_up, test_series, tear_down);
  g_test_add_func ("/default-threads", test_default_threads);
  return g_test_run ();
}
