#include "base/base.h"

typedef struct
{
  WscLoop *loop;
  WscParallelFunc func;
  gpointer user_data;
  guint n_items;
  gint n_done;
} Call;

static void
call (gpointer user_data, guint item, guint thread)
{
  Call *self = user_data;

  if (!g_atomic_int_get (&self->loop->stopped))
    self->func (self->user_data, item, thread);
  g_atomic_int_inc (&self->n_done);
}

static void
ask (gpointer user_data)
{
  Call *self = user_data;
  WscLoop *loop = self->loop;
  const double share = (double) g_atomic_int_get (&self->n_done) / self->n_items;

  wsc_loop_ask (loop, loop->from + share * (loop->to - loop->from));
}

gboolean
wsc_loop_ask (WscLoop *self, double reached)
{
  self->reached = MAX (self->reached, reached);
  if (!self->stopped && !wsc_hook_report (self->hook, self->reached, self->phase))
    g_atomic_int_set (&self->stopped, TRUE);
  return !self->stopped;
}

gboolean
wsc_loop_goes_on (WscLoop *self, guint thread)
{
  if (thread == 0)
    wsc_loop_ask (self, self->reached);
  return !g_atomic_int_get (&self->stopped);
}

gboolean
wsc_loop_run (WscLoop *self, guint n_items, WscParallelFunc func, gpointer user_data)
{
  Call data = { self, func, user_data, n_items, 0 };

  if (!self->stopped && n_items > 0)
    wsc_parallel_for (wsc_hook_get_n_threads (self->hook), n_items, call, ask, &data);
  return !self->stopped;
}

gboolean
wsc_loop_end (const WscLoop *self, GError **error)
{
  if (self->stopped)
    g_set_error_literal (error, WSC_ERROR, WSC_ERROR_STOPPED, self->stop_message);
  return !self->stopped;
}
