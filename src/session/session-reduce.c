/* The branch that makes a network smaller, and the file of what it made. */
#include "session/errand.h"
#include "session/session-private.h"

#include <glib/gi18n-lib.h>

/* --- its worker ------------------------------------------------------------------------ */

static gboolean
is_of_results (WscSession *self)
{
  WscResults *reduced = self->reduction.results;
  return reduced && self->results && wsc_results_get_neurons (reduced) == wsc_results_get_neurons (self->results);
}

WscResults *
wsc_session_get_best_results (WscSession *self)
{
  return is_of_results (self) ? self->reduction.results : self->results;
}

static gboolean
is_reduced (const WscResults *results)
{
  return wsc_results_get_reduction (results) != NULL;
}

static WscResults *
reduce (const WscStudy *study, WscResults *previous, const WscObserver *observer, GError **error)
{
  return wsc_results_reduce (previous, study, WSC_NEED_FEWER, observer, error);
}

static void
tell_running (WscSession *self)
{
  wsc_session_notify (self, WSC_SESSION_REDUCTION_RUNNING);
}

static void
tell_changed (WscSession *self)
{
  wsc_session_emit (self, WSC_SESSION_REDUCTION_CHANGED);
}

void
wsc_session_init_reduction (WscSession *self)
{
  static const WscBranchKind kind = {
    .func = reduce,
    .needs = WSC_NEED_FEWER,
    .get_previous = wsc_session_get_best_results,
    .is_whole = is_reduced,
    .running_changed = tell_running,
    .changed = tell_changed,
  };
  wsc_branch_init (&self->reduction, self, &kind);
  self->preview.i = self->preview.j = -1;
}

/* --- when it runs ---------------------------------------------------------------------- */

static gboolean
is_wanted (WscSession *self)
{
  return self->reduction_wanted || self->study->view.colour == WSC_COLOUR_CLUSTER;
}

/* Networks that are still being trained change too often to be reduced. */
static gboolean
is_possible (WscSession *self)
{
  return is_wanted (self) && !self->waits && self->results && wsc_results_get_neurons (self->results) && !self->job;
}

void
wsc_session_update_reduction (WscSession *self, WscStage stage)
{
  const gboolean is_due = stage == WSC_STAGE_DATA || (stage == WSC_STAGE_VIEW && !self->reduction.job && !self->reduction.problem);
  if (stage == WSC_STAGE_DATA && !self->results)
    wsc_branch_drop (&self->reduction);
  else if (is_due && is_possible (self) && !is_of_results (self))
    {
      /* A file of results may hold what was reduced before. */
      if (is_reduced (self->results))
        wsc_branch_take (&self->reduction, wsc_results_ref (self->results), NULL);
      wsc_branch_follow (&self->reduction);
    }
  else if (wsc_stage_is_reduction (stage) && is_possible (self))
    wsc_branch_follow (&self->reduction);
}

void
wsc_session_set_reduction_wanted (WscSession *self, gboolean wanted)
{
  g_return_if_fail (WSC_IS_SESSION (self));
  if (self->reduction_wanted == wanted)
    return;
  self->reduction_wanted = wanted;
  wsc_session_update_reduction (self, WSC_STAGE_DATA);
}

WscResults *
wsc_session_get_reduction (WscSession *self)
{
  g_return_val_if_fail (WSC_IS_SESSION (self), NULL);
  return self->reduction.results;
}

const char *
wsc_session_get_reduction_problem (WscSession *self)
{
  g_return_val_if_fail (WSC_IS_SESSION (self), NULL);
  return self->reduction.problem;
}

WscJob *
wsc_session_get_reduction_job (WscSession *self)
{
  g_return_val_if_fail (WSC_IS_SESSION (self), NULL);
  return self->reduction.job;
}

void
wsc_session_stop_reduction (WscSession *self)
{
  g_return_if_fail (WSC_IS_SESSION (self));
  wsc_branch_stop (&self->reduction);
}

/* --- the smaller network in a file --------------------------------------------------------- */

typedef struct
{
  char *path, *study;
  WscNetwork *network;
} WscNetworkSave;

static void
network_save_free (gpointer data)
{
  WscNetworkSave *save = data;
  g_free (save->path);
  g_free (save->study);
  wsc_network_unref (save->network);
  g_free (save);
}

static gboolean
save_on_thread (gpointer data, GError **error)
{
  const WscNetworkSave *save = data;
  return wsc_network_save (save->network, save->study, save->path, error);
}

void
wsc_session_save_network_async (WscSession *self, const char *path, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (WSC_IS_SESSION (self) && path != NULL);
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  const WscReductionParts *parts = self->reduction.results ? wsc_results_get_reduction (self->reduction.results) : NULL;
  if (!parts || !parts->reduction)
    {
      g_task_return_new_error (task, WSC_ERROR, WSC_ERROR_FILE, _("There is no smaller network to save in %s: every neuron stays"), path);
      return;
    }
  WscNetworkSave *save = g_new0 (WscNetworkSave, 1);
  save->path = g_canonicalize_filename (path, NULL);
  save->study = wsc_study_to_text (wsc_results_get_study (self->reduction.results));
  save->network = wsc_network_ref (parts->reduction->smaller);
  g_task_set_task_data (task, save, network_save_free);
  wsc_errand_run_task ("weightscape-save", save_on_thread, g_steal_pointer (&task));
}

gboolean
wsc_session_save_network_finish (WscSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
