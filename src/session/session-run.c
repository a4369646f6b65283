/* The session's worker: when it runs, what it replaces, what of it is shown. */
#include "session/session-private.h"

/* An edit's run shows partial results only after this long, s: a picture of few replicas flickers. */
#define QUIET_SECONDS 0.4

/* Retraining while an option changes is on by default below this time of a run, s. */
#define LIVE_SECONDS 1.5

static void start (WscSession *self, gboolean quiet);

gboolean
wsc_session_get_running (WscSession *self)
{
  g_return_val_if_fail (WSC_IS_SESSION (self), FALSE);
  return self->job != NULL;
}

WscJob *
wsc_session_get_job (WscSession *self)
{
  g_return_val_if_fail (WSC_IS_SESSION (self), NULL);
  return self->job;
}

gboolean
wsc_session_get_live (WscSession *self)
{
  g_return_val_if_fail (WSC_IS_SESSION (self), FALSE);
  return self->live;
}

static void
change_live (WscSession *self, gboolean live)
{
  if (self->live == live)
    return;
  self->live = live;
  wsc_session_notify (self, WSC_SESSION_LIVE);
}

void
wsc_session_set_live (WscSession *self, gboolean live)
{
  g_return_if_fail (WSC_IS_SESSION (self));
  self->live_chosen = TRUE;
  change_live (self, live);
}

WscStage
wsc_session_find_stale_stage (WscSession *self)
{
  guint n;
  const WscOption *options = wsc_options (&n);
  const gboolean trains = self->study->subject != WSC_SUBJECT_SERIES;
  const WscStudy *made_from = trains && self->results ? wsc_results_get_study (self->results) : NULL;
  WscStage first = WSC_STAGE_VIEW;
  for (guint i = 0; made_from && i < n; i++)
    {
      if (options[i].stage == WSC_STAGE_NONE || options[i].stage >= first)
        continue;
      g_autofree char *now = wsc_option_get_text (&options[i], self->study);
      g_autofree char *then = wsc_option_get_text (&options[i], made_from);
      if (!g_str_equal (now, then))
        first = options[i].stage;
    }
  return first == WSC_STAGE_VIEW ? WSC_STAGE_NONE : first;
}

void
wsc_session_update_stale (WscSession *self)
{
  gboolean stale = wsc_session_find_stale_stage (self) != WSC_STAGE_NONE;
  if (stale == self->stale)
    return;
  self->stale = stale;
  wsc_session_notify (self, WSC_SESSION_STALE);
}

/* --- the job's end ------------------------------------------------------------ */

static void
release_job (WscSession *self)
{
  g_clear_handle_id (&self->patience, g_source_remove);
  if (self->job)
    g_signal_handlers_disconnect_by_data (self->job, self);
  g_clear_object (&self->job);
}

/* TRUE when one more cheap run makes the results those of the study. */
static gboolean
needs_estimate (WscSession *self)
{
  return self->results && !wsc_results_is_partial (self->results)
         && wsc_session_find_stale_stage (self) == WSC_STAGE_ESTIMATE;
}

static void
judge_live (WscSession *self, WscJob *job, WscResults *results)
{
  if (results && !wsc_results_is_partial (results) && !self->live_chosen && !self->quiet)
    change_live (self, wsc_job_get_seconds (job) < LIVE_SECONDS);
}

static void
on_finished (WscSession *self, WscResults *results, const GError *error)
{
  g_autoptr (WscJob) job = g_object_ref (self->job);
  gboolean restart = self->restart;
  gboolean replaced = restart && wsc_job_was_stopped (job);
  gboolean stopped = g_error_matches (error, WSC_ERROR, WSC_ERROR_STOPPED);

  release_job (self);
  judge_live (self, job, results);
  if (results && !replaced)
    {
      wsc_session_count_seconds (self, results, wsc_job_get_seconds (job));
      wsc_session_take_results (self, wsc_results_ref (results));
    }
  if (restart)
    start (self, self->restart_quiet);
  else if (results && needs_estimate (self))
    start (self, TRUE);
  else
    {
      wsc_session_notify (self, WSC_SESSION_RUNNING);
      wsc_session_emit (self, WSC_SESSION_PROGRESS);
    }
  if (error && !stopped && !restart)
    wsc_session_emit_failed (self, error);
}

static void
on_partial (WscSession *self, WscResults *results)
{
  if (self->quiet && wsc_job_get_seconds (self->job) < QUIET_SECONDS)
    return;
  wsc_session_take_results (self, wsc_results_ref (results));
}

static void
on_progress (WscSession *self)
{
  wsc_session_emit (self, WSC_SESSION_PROGRESS);
}

/* --- its beginning -------------------------------------------------------------- */

static gboolean
is_startable (WscSession *self, gboolean quiet)
{
  g_autoptr (GError) error = NULL;
  if (wsc_study_validate (self->study, &error))
    return TRUE;
  wsc_session_notify (self, WSC_SESSION_RUNNING);
  wsc_session_emit (self, WSC_SESSION_PROGRESS);
  wsc_session_emit_failed (self, error);
  return FALSE;
}

static void
start (WscSession *self, gboolean quiet)
{
  self->restart = FALSE;
  if (!is_startable (self, quiet))
    return;
  self->quiet = quiet;
  self->job = wsc_job_new (self->study, self->results, 0);
  wsc_job_set_needs (self->job, WSC_NEED_NEURONS);
  g_signal_connect_swapped (self->job, "progress", G_CALLBACK (on_progress), self);
  g_signal_connect_swapped (self->job, "partial", G_CALLBACK (on_partial), self);
  g_signal_connect_swapped (self->job, "finished", G_CALLBACK (on_finished), self);
  wsc_job_start (self->job);
  wsc_session_notify (self, WSC_SESSION_RUNNING);
  wsc_session_emit (self, WSC_SESSION_PROGRESS);
}

static gboolean
on_patience_over (gpointer user_data)
{
  WscSession *self = user_data;
  self->patience = 0;
  if (self->job)
    wsc_job_stop (self->job);
  return G_SOURCE_REMOVE;
}

/* Never more than one run waits: it takes the study as it is when its turn comes. */
static void
replace (WscSession *self, gboolean quiet, guint patience)
{
  guint age = (guint) (wsc_job_get_seconds (self->job) * 1000);
  self->restart_quiet = quiet && (!self->restart || self->restart_quiet);
  self->restart = TRUE;
  if (age >= patience)
    wsc_job_stop (self->job);
  else if (!self->patience)
    self->patience = g_timeout_add (patience - age, on_patience_over, self);
}

static void
request (WscSession *self, gboolean quiet)
{
  if (self->job)
    replace (self, quiet, quiet ? WSC_SESSION_PATIENCE : 0);
  else
    start (self, quiet);
}

void
wsc_session_recompute (WscSession *self, WscStage stage)
{
  if (stage == WSC_STAGE_NONE || stage == WSC_STAGE_VIEW || wsc_stage_is_series (stage) || wsc_stage_is_reduction (stage) || !self->results
      || self->study->subject == WSC_SUBJECT_SERIES || self->waits)
    return;
  if (stage == WSC_STAGE_ESTIMATE ? !self->job && needs_estimate (self) : self->live)
    request (self, TRUE);
}

void
wsc_session_run (WscSession *self)
{
  g_return_if_fail (WSC_IS_SESSION (self));
  if (self->study->subject != WSC_SUBJECT_SERIES)
    request (self, FALSE);
  if (self->study->subject != WSC_SUBJECT_NEURONS)
    wsc_session_update_series (self, WSC_STAGE_DATA);
  wsc_session_run_other (self);
}

void
wsc_session_stop (WscSession *self)
{
  g_return_if_fail (WSC_IS_SESSION (self));
  if (self->other)
    wsc_session_stop (self->other);
  self->restart = FALSE;
  if (self->job)
    wsc_job_stop (self->job);
}

void
wsc_session_halt (WscSession *self)
{
  wsc_branch_shut_down (&self->series);
  wsc_branch_shut_down (&self->reduction);
  self->restart = FALSE;
  if (!self->job)
    return;
  wsc_job_stop_and_join (self->job);
  release_job (self);
  wsc_session_notify (self, WSC_SESSION_RUNNING);
}

void
wsc_session_shut_down (WscSession *self)
{
  g_return_if_fail (WSC_IS_SESSION (self));
  self->loads++;
  wsc_session_halt (self);
  if (self->other)
    wsc_session_halt (self->other);
}
