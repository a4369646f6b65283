/* The worker: what it delivers, when, where, and that it stops. The functions it runs here are under the test's control. */
#include "session/support.h"

/* Between the test and the worker; atomic. */
static gint gate;     /* the worker waits while 0 */
static gint arrived;  /* the worker has come to its gate */
static gint n_reports;
static gint n_reports_after_stop;
static WscResults *made[3];

typedef struct
{
  guint n_progress, n_partial;
  WscResults *partial; /* the last, borrowed */
  gboolean finished;
  WscResults *results;
  GError *error;
  GThread *thread;
  gboolean in_call; /* the test is inside a call of the job: nothing may be delivered */
} Heard;

static void
on_progress (WscJob *job, Heard *heard)
{
  g_assert_false (heard->in_call);
  g_assert_true (g_thread_self () == heard->thread);
  heard->n_progress++;
}

static void
on_partial (WscJob *job, WscResults *results, Heard *heard)
{
  g_assert_true (g_thread_self () == heard->thread);
  g_assert_false (heard->finished);
  heard->n_partial++;
  heard->partial = results;
}

static void
on_finished (WscJob *job, WscResults *results, const GError *error, Heard *heard)
{
  g_assert_false (heard->in_call);
  g_assert_true (g_thread_self () == heard->thread);
  g_assert_false (heard->finished);
  g_assert_false (wsc_job_is_running (job));
  heard->finished = TRUE;
  heard->results = results ? wsc_results_ref (results) : NULL;
  heard->error = error ? g_error_copy (error) : NULL;
}

static void
heard_clear (Heard *heard)
{
  g_clear_pointer (&heard->results, wsc_results_unref);
  g_clear_error (&heard->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Heard, heard_clear)

static WscJob *
new_job (WscJobFunc func, Heard *heard)
{
  g_autoptr (WscStudy) study = test_new_study ();
  WscJob *job = wsc_job_new (study, NULL, 1);
  if (func)
    wsc_job_set_function (job, func);
  *heard = (Heard){ .thread = g_thread_self () };
  g_signal_connect (job, "progress", G_CALLBACK (on_progress), heard);
  g_signal_connect (job, "partial", G_CALLBACK (on_partial), heard);
  g_signal_connect (job, "finished", G_CALLBACK (on_finished), heard);
  g_atomic_int_set (&gate, 0);
  g_atomic_int_set (&arrived, 0);
  g_atomic_int_set (&n_reports, 0);
  g_atomic_int_set (&n_reports_after_stop, 0);
  return job;
}

static void
start (WscJob *job, Heard *heard)
{
  heard->in_call = TRUE;
  wsc_job_start (job);
  heard->in_call = FALSE;
}

static void
wait_for (gint *flag)
{
  while (!g_atomic_int_get (flag))
    g_usleep (500);
}

/* --- functions for the worker --------------------------------------------------------- */

static WscResults *
post_many (const WscStudy *study, WscResults *previous, const WscObserver *observer, GError **error)
{
  for (guint i = 0; i < 300; i++)
    observer->partial (observer->user_data, made[i % 2]);
  observer->partial (observer->user_data, made[2]);
  g_atomic_int_set (&arrived, TRUE);
  wait_for (&gate);
  return wsc_results_ref (made[0]);
}

static WscResults *
report_until_stopped (const WscStudy *study, WscResults *previous, const WscObserver *observer, GError **error)
{
  const WscProgress progress = { 100, 57, 0.57, "Training" };
  while (observer->report (observer->user_data, &progress))
    {
      g_atomic_int_inc (&n_reports);
      if (g_atomic_int_get (&gate))
        g_atomic_int_inc (&n_reports_after_stop);
      g_atomic_int_set (&arrived, TRUE);
    }
  g_set_error_literal (error, WSC_ERROR, WSC_ERROR_STOPPED, "stopped");
  return NULL;
}

/* --- tests ---------------------------------------------------------------------------------- */

static void
test_pipeline (void)
{
  g_auto (Heard) heard;
  g_autoptr (WscJob) job = new_job (NULL, &heard);
  start (job, &heard);
  g_assert_true (wsc_job_is_running (job));
  test_wait (test_is_set, &heard.finished);
  g_assert_no_error (heard.error);
  g_assert_nonnull (heard.results);
  g_assert_false (wsc_results_is_partial (heard.results));
  g_assert_cmpuint (wsc_neurons_get_count (wsc_results_get_neurons (heard.results)), ==, 10);
  g_assert_cmpuint (heard.n_progress, >, 0);
  g_assert_cmpfloat (wsc_job_get_seconds (job), >, 0);
}

static void
test_newest_partial (void)
{
  g_auto (Heard) heard;
  g_autoptr (WscJob) job = new_job (post_many, &heard);
  start (job, &heard);
  wait_for (&arrived);
  while (heard.n_partial == 0)
    g_main_context_iteration (NULL, TRUE);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (heard.n_partial, ==, 1);
  g_assert_true (heard.partial == made[2]);
  g_atomic_int_set (&gate, TRUE);
  test_wait (test_is_set, &heard.finished);
  g_assert_true (heard.results == made[0]);
  g_assert_cmpuint (heard.n_partial, ==, 1);
}

/* A partial that has not been read when the run ends gives way to the results. */
static void
test_unread_partial (void)
{
  g_auto (Heard) heard;
  g_autoptr (WscJob) job = new_job (post_many, &heard);
  g_atomic_int_set (&gate, TRUE);
  start (job, &heard);
  g_usleep (50000);
  test_wait (test_is_set, &heard.finished);
  g_assert_cmpuint (heard.n_partial, <=, 1);
  g_assert_true (heard.results == made[0]);
}

static void
test_stop (void)
{
  g_auto (Heard) heard;
  g_autoptr (WscJob) job = new_job (report_until_stopped, &heard);
  double fraction;
  guint n_done, n_replicas;
  const char *phase;
  start (job, &heard);
  wait_for (&arrived);
  wsc_job_get_progress (job, &fraction, &n_done, &n_replicas, NULL, &phase);
  g_assert_cmpfloat_with_epsilon (fraction, 0.57, 1e-5);
  g_assert_cmpuint (n_done, ==, 57);
  g_assert_cmpuint (n_replicas, ==, 100);
  g_assert_cmpstr (phase, ==, "Training");
  heard.in_call = TRUE;
  wsc_job_stop (job);
  heard.in_call = FALSE;
  g_atomic_int_set (&gate, TRUE);
  test_wait (test_is_set, &heard.finished);
  /* The report under way may have been answered before the stop; the next one is not. */
  g_assert_cmpint (g_atomic_int_get (&n_reports_after_stop), <=, 1);
  g_assert_error (heard.error, WSC_ERROR, WSC_ERROR_STOPPED);
  g_assert_null (heard.results);
  g_assert_true (wsc_job_was_stopped (job));
}

static void
test_stop_and_join (void)
{
  g_auto (Heard) heard;
  g_autoptr (WscJob) job = new_job (report_until_stopped, &heard);
  start (job, &heard);
  wait_for (&arrived);
  wsc_job_stop_and_join (job);
  g_assert_false (wsc_job_is_running (job));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_false (heard.finished);
  g_assert_cmpuint (heard.n_progress, ==, 0);
}

static void
test_dispose_running (void)
{
  g_auto (Heard) heard;
  WscJob *job = new_job (report_until_stopped, &heard);
  start (job, &heard);
  wait_for (&arrived);
  g_assert_finalize_object (job);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_false (heard.finished);
}

static void
test_never_started (void)
{
  g_auto (Heard) heard;
  WscJob *job = new_job (report_until_stopped, &heard);
  g_assert_false (wsc_job_is_running (job));
  g_assert_cmpfloat (wsc_job_get_seconds (job), ==, 0);
  g_assert_finalize_object (job);
}

/* Deliveries come on the context that was the thread's default at start. */
static void
test_context (void)
{
  g_auto (Heard) heard;
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (WscJob) job = new_job (NULL, &heard);
  g_main_context_push_thread_default (context);
  start (job, &heard);
  g_main_context_pop_thread_default (context);
  g_usleep (100000);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_false (heard.finished);
  while (!heard.finished)
    g_main_context_iteration (context, TRUE);
  g_assert_no_error (heard.error);
}

static void
unref_in_handler (WscJob *job, WscResults *results, const GError *error, WscJob **owner)
{
  g_clear_object (owner);
}

static void
test_unref_in_handler (void)
{
  g_auto (Heard) heard;
  WscJob *job = new_job (NULL, &heard);
  g_signal_connect (job, "finished", G_CALLBACK (unref_in_handler), &job);
  start (job, &heard);
  test_wait (test_is_set, &heard.finished);
  g_assert_null (job);
}

/* A real run stopped at any moment ends with what there is, or says that it was stopped. */
static void
test_stop_pipeline (void)
{
  for (guint i = 0; i < 12; i++)
    {
      g_auto (Heard) heard;
      g_autoptr (WscJob) job = new_job (NULL, &heard);
      start (job, &heard);
      g_usleep (i * 300);
      wsc_job_stop (job);
      test_wait (test_is_set, &heard.finished);
      if (heard.error)
        g_assert_error (heard.error, WSC_ERROR, WSC_ERROR_STOPPED);
      else
        g_assert_nonnull (heard.results);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (made); i++)
    made[i] = test_new_results ((int) i + 1);
  g_test_add_func ("/job/pipeline", test_pipeline);
  g_test_add_func ("/job/newest-partial", test_newest_partial);
  g_test_add_func ("/job/unread-partial", test_unread_partial);
  g_test_add_func ("/job/stop", test_stop);
  g_test_add_func ("/job/stop-and-join", test_stop_and_join);
  g_test_add_func ("/job/dispose-running", test_dispose_running);
  g_test_add_func ("/job/never-started", test_never_started);
  g_test_add_func ("/job/context", test_context);
  g_test_add_func ("/job/unref-in-handler", test_unref_in_handler);
  g_test_add_func ("/job/stop-pipeline", test_stop_pipeline);
  int status = g_test_run ();
  for (guint i = 0; i < G_N_ELEMENTS (made); i++)
    wsc_results_unref (made[i]);
  return status;
}
