/* The branch of the series: its own worker, which follows the study without being asked. */
#include "session/session-private.h"

/* The data's stage computes nothing of the series that its decomposition does not; networks compute nothing of it. */
static gboolean
concerns_series (WscStage stage)
{
  return stage == WSC_STAGE_DATA || wsc_stage_is_series (stage);
}

/* A study of the series whose data are a table is told why there is none; where networks are the subject nobody asked. */
static gboolean
is_wanted (WscSession *self)
{
  return self->study->subject != WSC_SUBJECT_NEURONS
         || (self->series_wanted && wsc_data_settings_is_series (&self->study->data));
}

WscResults *
wsc_session_get_series (WscSession *self)
{
  g_return_val_if_fail (WSC_IS_SESSION (self), NULL);
  return self->series;
}

const char *
wsc_session_get_series_problem (WscSession *self)
{
  g_return_val_if_fail (WSC_IS_SESSION (self), NULL);
  return self->series_problem;
}

const WscIdentity *
wsc_session_get_identity (WscSession *self)
{
  g_return_val_if_fail (WSC_IS_SESSION (self), NULL);
  return &self->identity;
}

WscJob *
wsc_session_get_series_job (WscSession *self)
{
  g_return_val_if_fail (WSC_IS_SESSION (self), NULL);
  return self->series_job;
}

/* --- what comes back -------------------------------------------------------------- */

static const WscSsa *
get_ssa (WscResults *results)
{
  const WscSeriesParts *parts = results ? wsc_results_get_series (results) : NULL;
  return parts ? parts->ssa : NULL;
}

/* Takes results, which may be NULL. */
static void
take_series (WscSession *self, WscResults *results)
{
  const WscSsa *before = get_ssa (self->series), *now = get_ssa (results);
  if (before && now)
    wsc_identity_follow (&self->identity, before, now);
  else if (now)
    wsc_identity_init (&self->identity);
  g_clear_pointer (&self->series, wsc_results_unref);
  self->series = results;
}

static void
tell (WscSession *self, const char *problem)
{
  char *copy = g_strdup (problem);
  g_free (self->series_problem);
  self->series_problem = copy;
  wsc_session_emit (self, WSC_SESSION_SERIES_CHANGED);
}

static void start (WscSession *self);

static void
release_job (WscSession *self)
{
  g_clear_handle_id (&self->series_patience, g_source_remove);
  if (self->series_job)
    g_signal_handlers_disconnect_by_data (self->series_job, self);
  g_clear_object (&self->series_job);
}

/* Data that are read but not decomposed are of no use to the page: what it shows stays. */
static void
on_partial (WscSession *self, WscResults *results)
{
  if (!get_ssa (results))
    return;
  self->series_shown = TRUE;
  take_series (self, wsc_results_ref (results));
  tell (self, NULL);
}

static void
on_finished (WscSession *self, WscResults *results, const GError *error)
{
  gboolean restart = self->series_restart, stopped = g_error_matches (error, WSC_ERROR, WSC_ERROR_STOPPED);
  release_job (self);
  if (results && get_ssa (results))
    take_series (self, wsc_results_ref (results));
  if (restart)
    start (self);
  else
    wsc_session_notify (self, WSC_SESSION_SERIES_RUNNING);
  tell (self, error && !stopped && !restart ? error->message : NULL);
}

/* --- its beginning ------------------------------------------------------------------ */

/* A loaded file of results has the data, which may not be anywhere else any more. */
static WscResults *
get_previous (WscSession *self)
{
  return self->series ? self->series : self->results;
}

static void
start (WscSession *self)
{
  self->series_restart = FALSE;
  self->series_shown = FALSE;
  self->series_job = wsc_job_new (self->study, get_previous (self), 0);
  wsc_job_set_needs (self->series_job, WSC_NEED_SERIES);
  g_signal_connect_swapped (self->series_job, "partial", G_CALLBACK (on_partial), self);
  g_signal_connect_swapped (self->series_job, "finished", G_CALLBACK (on_finished), self);
  wsc_job_start (self->series_job);
  wsc_session_notify (self, WSC_SESSION_SERIES_RUNNING);
}

static gboolean
on_patience_over (gpointer user_data)
{
  WscSession *self = user_data;
  self->series_patience = 0;
  if (self->series_job)
    wsc_job_stop (self->series_job);
  return G_SOURCE_REMOVE;
}

/* What takes long after the page has its picture gives way at once. */
static void
replace (WscSession *self)
{
  guint age = (guint) (wsc_job_get_seconds (self->series_job) * 1000);
  self->series_restart = TRUE;
  if (self->series_shown || age >= WSC_SESSION_PATIENCE)
    wsc_job_stop (self->series_job);
  else if (!self->series_patience)
    self->series_patience = g_timeout_add (WSC_SESSION_PATIENCE - age, on_patience_over, self);
}

/* What is shown is of data that are not the study's any more. */
static void
drop_series (WscSession *self)
{
  wsc_session_shut_down_series (self);
  if (!self->series && !self->series_problem)
    return;
  take_series (self, NULL);
  tell (self, NULL);
}

void
wsc_session_update_series (WscSession *self, WscStage stage)
{
  if (concerns_series (stage) && !is_wanted (self) && !wsc_data_settings_is_series (&self->study->data))
    drop_series (self);
  /* The subject is an option of no stage. */
  const gboolean is_due = stage == WSC_STAGE_NONE && !self->series && !self->series_job && !self->series_problem;
  if (!(concerns_series (stage) || is_due) || !is_wanted (self))
    return;
  if (self->series_job)
    replace (self);
  else
    start (self);
}

void
wsc_session_set_series_wanted (WscSession *self, gboolean wanted)
{
  g_return_if_fail (WSC_IS_SESSION (self));
  if (self->series_wanted == wanted)
    return;
  self->series_wanted = wanted;
  wsc_session_update_series (self, WSC_STAGE_DATA);
}

void
wsc_session_reset_series (WscSession *self)
{
  take_series (self, NULL);
  tell (self, NULL);
  wsc_session_update_series (self, WSC_STAGE_DATA);
}

void
wsc_session_stop_series (WscSession *self)
{
  g_return_if_fail (WSC_IS_SESSION (self));
  self->series_restart = FALSE;
  if (self->series_job)
    wsc_job_stop (self->series_job);
}

void
wsc_session_shut_down_series (WscSession *self)
{
  self->series_restart = FALSE;
  if (!self->series_job)
    return;
  wsc_job_stop_and_join (self->series_job);
  release_job (self);
  wsc_session_notify (self, WSC_SESSION_SERIES_RUNNING);
}
