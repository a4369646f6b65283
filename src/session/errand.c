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

void
wsc_errand_run (const char *name, void (*func) (gpointer data), void (*done) (gpointer data), gpointer data)
{
  g_return_if_fail (func != NULL && done != NULL);
  g_autoptr (GSource) source = g_source_new (&funcs, sizeof (WscErrand));
  WscErrand *errand = (WscErrand *) source;
  g_source_set_static_name (source, name);
  errand->func = func;
  errand->done = done;
  errand->data = data;
  /* Attached last: until then it cannot dispatch, and so not before the thread is known. */
  errand->thread = g_thread_new (name, run, errand);
  g_source_attach (source, g_main_context_get_thread_default ());
}
