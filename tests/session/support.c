#include "session/support.h"

#define PATIENCE (60 * G_USEC_PER_SEC)

void
test_set (WscStudy *study, const char *assignment)
{
  g_autoptr (GError) error = NULL;
  wsc_study_set (study, assignment, &error);
  g_assert_no_error (error);
}

WscStudy *
test_new_study (void)
{
  WscStudy *study = wsc_study_new ();
  test_set (study, "data.length=120");
  test_set (study, "data.window=10");
  test_set (study, "model.layers=10;2;10");
  test_set (study, "training.epochs=3");
  test_set (study, "estimate.replicas=8");
  return study;
}

WscResults *
test_new_results (int seed)
{
  const WscObserver silent = { NULL, NULL, NULL, 1 };
  g_autoptr (GError) error = NULL;
  g_autoptr (WscStudy) study = test_new_study ();
  study->seed = seed;
  WscResults *results = wsc_pipeline_run (study, NULL, &silent, &error);
  g_assert_no_error (error);
  return results;
}

void
test_wait (gboolean (*condition) (gpointer data), gpointer data)
{
  gint64 end = g_get_monotonic_time () + PATIENCE;
  while (!condition (data))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (1000);
    }
}

static gboolean
is_idle (gpointer session)
{
  return !wsc_session_get_running (session);
}

void
test_wait_idle (WscSession *session)
{
  test_wait (is_idle, session);
}

gboolean
test_is_set (gpointer flag)
{
  return *(gboolean *) flag;
}

void
test_count (gpointer counter)
{
  ++*(guint *) counter;
}
