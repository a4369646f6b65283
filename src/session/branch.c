#include "session/branch.h"

void
wsc_branch_init (WscBranch *self, WscSession *session, const WscBranchKind *kind)
{
  *self = (WscBranch){ .kind = kind, .session = session };
}

static void
release_job (WscBranch *self)
{
  g_clear_handle_id (&self->patience, g_source_remove);
  if (self->job)
    g_signal_handlers_disconnect_by_data (self->job, self);
  g_clear_object (&self->job);
}

void
wsc_branch_clear (WscBranch *self)
{
  release_job (self);
  g_clear_pointer (&self->results, wsc_results_unref);
  g_clear_pointer (&self->problem, g_free);
}

/* --- what comes back -------------------------------------------------------------- */

static void
replace_results (WscBranch *self, WscResults *results)
{
  if (self->kind->will_replace)
    self->kind->will_replace (self->session, results);
  g_clear_pointer (&self->results, wsc_results_unref);
  self->results = results;
}

static void
tell (WscBranch *self, const char *problem)
{
  char *copy = g_strdup (problem);
  g_free (self->problem);
  self->problem = copy;
  self->kind->changed (self->session);
}

void
wsc_branch_take (WscBranch *self, WscResults *results, const char *problem)
{
  replace_results (self, results);
  tell (self, problem);
}

static void
on_partial (WscBranch *self, WscResults *results)
{
  if (!self->kind->is_whole (results))
    return;
  self->shown = TRUE;
  wsc_branch_take (self, wsc_results_ref (results), NULL);
}

static void start (WscBranch *self);

static void
on_finished (WscBranch *self, WscResults *results, const GError *error)
{
  gboolean restart = self->restart, stopped = g_error_matches (error, WSC_ERROR, WSC_ERROR_STOPPED);
  release_job (self);
  if (results && self->kind->is_whole (results))
    replace_results (self, wsc_results_ref (results));
  if (restart)
    start (self);
  else
    self->kind->running_changed (self->session);
  tell (self, error && !stopped && !restart ? error->message : NULL);
}

/* --- its beginning ------------------------------------------------------------------ */

static void
start (WscBranch *self)
{
  self->restart = FALSE;
  self->shown = FALSE;
  self->job = wsc_job_new (wsc_session_get_study (self->session), self->kind->get_previous (self->session), 0);
  if (self->kind->func)
    wsc_job_set_function (self->job, self->kind->func);
  wsc_job_set_needs (self->job, self->kind->needs);
  g_signal_connect_swapped (self->job, "partial", G_CALLBACK (on_partial), self);
  g_signal_connect_swapped (self->job, "finished", G_CALLBACK (on_finished), self);
  wsc_job_start (self->job);
  self->kind->running_changed (self->session);
}

static gboolean
on_patience_over (gpointer user_data)
{
  WscBranch *self = user_data;
  self->patience = 0;
  if (self->job)
    wsc_job_stop (self->job);
  return G_SOURCE_REMOVE;
}

/* What takes long after the page has its picture gives way at once. */
static void
replace_job (WscBranch *self)
{
  guint age = (guint) (wsc_job_get_seconds (self->job) * 1000);
  self->restart = TRUE;
  if (self->shown || age >= WSC_SESSION_PATIENCE)
    wsc_job_stop (self->job);
  else if (!self->patience)
    self->patience = g_timeout_add (WSC_SESSION_PATIENCE - age, on_patience_over, self);
}

void
wsc_branch_follow (WscBranch *self)
{
  if (self->job)
    replace_job (self);
  else
    start (self);
}

/* --- its end ---------------------------------------------------------------------------- */

void
wsc_branch_stop (WscBranch *self)
{
  self->restart = FALSE;
  if (self->job)
    wsc_job_stop (self->job);
}

void
wsc_branch_shut_down (WscBranch *self)
{
  self->restart = FALSE;
  if (!self->job)
    return;
  wsc_job_stop_and_join (self->job);
  release_job (self);
  self->kind->running_changed (self->session);
}

void
wsc_branch_drop (WscBranch *self)
{
  wsc_branch_shut_down (self);
  if (self->results || self->problem)
    wsc_branch_take (self, NULL, NULL);
}
