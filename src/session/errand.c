#include "session/errand.h"

typedef struct
{
  GSource source;
  GThread *thread;
  void (*func) (gpointer data);
  void (*done) (gpointer data);
  gpointer data;
} WscErrand;

static gpointer
run (gpointer user_data)
{
  WscErrand *errand = user_data;
  errand->func (errand->data);
  g_source_set_ready_time (&errand->source, 0);
  return NULL;
}

static gboolean
dispatch (GSource *source, GSourceFunc callback, gpointer user_data)
{
  WscErrand *errand = (WscErrand *) source;
  g_clear_pointer (&errand->thread, g_thread_join);
  errand->done (errand->data);
  return G_SOURCE_REMOVE;
}

static GSourceFuncs funcs = { .dispatch = dispatch };

GSource *
wsc_errand_start (const char *name, void (*func) (gpointer data), void (*done) (gpointer data), gpointer data)
{
  g_return_val_if_fail (func != NULL && done != NULL, NULL);
  g_autoptr (GSource) source = g_source_new (&funcs, sizeof (WscErrand));
  WscErrand *errand = (WscErrand *) source;
  g_source_set_static_name (source, name);
  errand->func = func;
  errand->done = done;
  errand->data = data;
  /* Attached last: until then it cannot dispatch, and so not before the thread is known. */
  errand->thread = g_thread_new (name, run, errand);
  g_source_attach (source, g_main_context_get_thread_default ());
  return source;
}

void
wsc_errand_finish (GSource *errand)
{
  g_return_if_fail (errand != NULL);
  g_autoptr (GSource) source = g_source_ref (errand);
  dispatch (source, NULL, NULL);
  g_source_destroy (source);
}

void
wsc_errand_run (const char *name, void (*func) (gpointer data), void (*done) (gpointer data), gpointer data)
{
  wsc_errand_start (name, func, done, data);
}

/* --- for a task -------------------------------------------------------------------- */

typedef struct
{
  gboolean (*func) (gpointer data, GError **error);
  GTask *task; /* used on the main thread alone */
  gpointer data;
  GError *error;
} WscTaskErrand;

static void
run_task (gpointer user_data)
{
  WscTaskErrand *errand = user_data;
  errand->func (errand->data, &errand->error);
}

static void
task_done (gpointer user_data)
{
  g_autofree WscTaskErrand *errand = user_data;
  g_autoptr (GTask) task = errand->task;
  if (errand->error)
    g_task_return_error (task, errand->error);
  else
    g_task_return_boolean (task, TRUE);
}

void
wsc_errand_run_task (const char *name, gboolean (*func) (gpointer data, GError **error), GTask *task)
{
  g_return_if_fail (func != NULL && G_IS_TASK (task));
  WscTaskErrand *errand = g_new0 (WscTaskErrand, 1);
  errand->func = func;
  errand->task = task;
  errand->data = g_task_get_task_data (task);
  wsc_errand_run (name, run_task, task_done, errand);
}
