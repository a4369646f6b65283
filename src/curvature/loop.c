/* Parallel loops that can be stopped: what is left of one is passed over. */
#include "curvature/curvature-private.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  WscCurvatureLoop *loop;
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
  WscCurvatureLoop *loop = self->loop;
  const double share = (double) g_atomic_int_get (&self->n_done) / self->n_items;

  wsc_curvature_ask (loop, loop->from + share * (loop->to - loop->from));
}

gboolean
wsc_curvature_ask (WscCurvatureLoop *self, double reached)
{
  self->reached = MAX (self->reached, reached);
  if (!self->stopped && !wsc_hook_report (self->hook, self->reached, _("Computing the curvature of the loss")))
    g_atomic_int_set (&self->stopped, TRUE);
  return !self->stopped;
}

gboolean
wsc_curvature_loop (WscCurvatureLoop *self, guint n_items, WscParallelFunc func, gpointer user_data)
{
  Call data = { self, func, user_data, n_items, 0 };

  if (!self->stopped && n_items > 0)
    wsc_parallel_for (wsc_hook_get_n_threads (self->hook), n_items, call, ask, &data);
  return !self->stopped;
}

gboolean
wsc_curvature_loop_end (const WscCurvatureLoop *self, GError **error)
{
  if (self->stopped)
    g_set_error_literal (error, WSC_ERROR, WSC_ERROR_STOPPED, _("Stopped while computing the curvature of the loss"));
  return !self->stopped;
}
