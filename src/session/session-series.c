/* The branch of the series. */
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
  if (self->waits)
    return FALSE;
  return self->study->subject != WSC_SUBJECT_NEURONS
         || (self->series_wanted && wsc_data_settings_is_series (&self->study->data));
}

WscResults *
wsc_session_get_series (WscSession *self)
{
  g_return_val_if_fail (WSC_IS_SESSION (self), NULL);
  return self->series.results;
}

const char *
wsc_session_get_series_problem (WscSession *self)
{
  g_return_val_if_fail (WSC_IS_SESSION (self), NULL);
  return self->series.problem;
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
  return self->series.job;
}

/* --- its worker --------------------------------------------------------------------- */

static const WscSsa *
get_ssa (const WscResults *results)
{
  const WscSeriesParts *parts = results ? wsc_results_get_series (results) : NULL;
  return parts ? parts->ssa : NULL;
}

static gboolean
is_decomposed (const WscResults *results)
{
  return get_ssa (results) != NULL;
}

static void
follow_components (WscSession *self, WscResults *results)
{
  const WscSsa *before = get_ssa (self->series.results), *now = get_ssa (results);
  if (before && now)
    wsc_identity_follow (&self->identity, before, now);
  else if (now)
    wsc_identity_init (&self->identity);
}

/* A loaded file of results has the data, which may not be anywhere else any more. */
static WscResults *
get_previous (WscSession *self)
{
  return self->series.results ? self->series.results : self->results;
}

static void
tell_running (WscSession *self)
{
  wsc_session_notify (self, WSC_SESSION_SERIES_RUNNING);
}

static void
tell_changed (WscSession *self)
{
  wsc_session_emit (self, WSC_SESSION_SERIES_CHANGED);
}

void
wsc_session_init_series (WscSession *self)
{
  static const WscBranchKind kind = {
    .needs = WSC_NEED_SERIES,
    .get_previous = get_previous,
    .is_whole = is_decomposed,
    .will_replace = follow_components,
    .running_changed = tell_running,
    .changed = tell_changed,
  };
  wsc_branch_init (&self->series, self, &kind);
  wsc_identity_init (&self->identity);
}

/* --- when it runs ---------------------------------------------------------------------- */

void
wsc_session_update_series (WscSession *self, WscStage stage)
{
  if (concerns_series (stage) && !is_wanted (self) && !wsc_data_settings_is_series (&self->study->data))
    wsc_branch_drop (&self->series);
  /* The subject is an option of no stage. */
  const gboolean is_due = stage == WSC_STAGE_NONE && !self->series.results && !self->series.job && !self->series.problem;
  if ((concerns_series (stage) || is_due) && is_wanted (self))
    wsc_branch_follow (&self->series);
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
  wsc_branch_take (&self->series, NULL, NULL);
  wsc_session_update_series (self, WSC_STAGE_DATA);
}

void
wsc_session_stop_series (WscSession *self)
{
  g_return_if_fail (WSC_IS_SESSION (self));
  wsc_branch_stop (&self->series);
}
