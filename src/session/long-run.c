#include "session/long-run.h"

typedef enum
{
  NETWORKS,
  SERIES,
  REDUCTION,
  N_KINDS
} Kind;

struct _WscLongRun
{
  GObject parent_instance;

  WscSession *session;
  WscJob *jobs[N_KINDS]; /* that run, or have just ended */
  char *failure;         /* of the networks, since they last began */
  guint idle;
};

G_DEFINE_FINAL_TYPE (WscLongRun, wsc_long_run, G_TYPE_OBJECT)

static guint ended_signal;

static WscJob *
get_job (WscLongRun *self, Kind kind)
{
  if (kind == NETWORKS)
    return wsc_session_get_job (self->session);
  return kind == SERIES ? wsc_session_get_series_job (self->session) : wsc_session_get_reduction_job (self->session);
}

static const char *
get_failure (WscLongRun *self, Kind kind)
{
  if (kind == NETWORKS)
    return self->failure;
  return kind == SERIES ? wsc_session_get_series_problem (self->session) : wsc_session_get_reduction_problem (self->session);
}

static gboolean
tell (gpointer user_data)
{
  g_autoptr (WscLongRun) self = g_object_ref (user_data);
  self->idle = 0;
  for (Kind kind = 0; kind < N_KINDS; kind++)
    {
      g_autoptr (WscJob) job = NULL;
      if (!self->jobs[kind] || get_job (self, kind))
        continue;
      job = g_steal_pointer (&self->jobs[kind]);
      if (!wsc_job_was_stopped (job))
        g_signal_emit (self, ended_signal, 0, wsc_job_get_seconds (job), get_failure (self, kind));
    }
  return G_SOURCE_REMOVE;
}

/* Why a run failed is said after it has ended. */
static void
on_running_changed (WscLongRun *self)
{
  for (Kind kind = 0; kind < N_KINDS; kind++)
    {
      WscJob *job = get_job (self, kind);
      if (job && job != self->jobs[kind] && kind == NETWORKS)
        g_clear_pointer (&self->failure, g_free);
      if (job)
        g_set_object (&self->jobs[kind], job);
      else if (self->jobs[kind] && !self->idle)
        self->idle = g_idle_add (tell, self);
    }
}

static void
on_failed (WscLongRun *self, const GError *error)
{
  g_free (self->failure);
  self->failure = g_strdup (error->message);
}

static void
wsc_long_run_dispose (GObject *object)
{
  WscLongRun *self = WSC_LONG_RUN (object);
  g_clear_handle_id (&self->idle, g_source_remove);
  for (Kind kind = 0; kind < N_KINDS; kind++)
    g_clear_object (&self->jobs[kind]);
  g_clear_object (&self->session);
  g_clear_pointer (&self->failure, g_free);
  G_OBJECT_CLASS (wsc_long_run_parent_class)->dispose (object);
}

static void
wsc_long_run_class_init (WscLongRunClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = wsc_long_run_dispose;
  ended_signal = g_signal_new ("ended", WSC_TYPE_LONG_RUN, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_DOUBLE,
                               G_TYPE_STRING);
}

static void
wsc_long_run_init (WscLongRun *self)
{
}

WscLongRun *
wsc_long_run_new (WscSession *session)
{
  static const char *const signals[] = { "notify::running", "notify::series-running", "notify::reduction-running" };
  g_return_val_if_fail (WSC_IS_SESSION (session), NULL);
  WscLongRun *self = g_object_new (WSC_TYPE_LONG_RUN, NULL);
  self->session = g_object_ref (session);
  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    g_signal_connect_object (session, signals[i], G_CALLBACK (on_running_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "failed", G_CALLBACK (on_failed), self, G_CONNECT_SWAPPED);
  return self;
}
