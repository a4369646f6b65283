/* Parallel loops that can be stopped: what is left of one is passed over. */
#include "ssa/ssa-private.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  WscSsaLoop *loop;
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
  WscSsaLoop *loop = self->loop;
  const double share = (double) g_atomic_int_get (&self->n_done) / self->n_items;

  loop->reached = MAX (loop->reached, loop->from + share * (loop->to - loop->from));
  if (!loop->stopped && !wsc_hook_report (loop->hook, loop->reached, _("Decomposing the series")))
    g_atomic_int_set (&loop->stopped, TRUE);
}

gboolean
wsc_ssa_loop (WscSsaLoop *self, guint n_items, WscParallelFunc func, gpointer user_data)
{
  Call data = { self, func, user_data, n_items, 0 };

  if (!self->stopped)
    wsc_parallel_for (wsc_hook_get_n_threads (self->hook), n_items, call, ask, &data);
  return !self->stopped;
}

gboolean
wsc_ssa_loop_end (WscSsaLoop *self, GError **error)
{
  if (self->stopped)
    g_set_error_literal (error, WSC_ERROR, WSC_ERROR_STOPPED, _("Stopped while decomposing the series"));
  return !self->stopped;
}
