/* The document as published and corrected. The other form is a session of its own, with a worker and results, that follows the edits which
 * hold for both; a switch is an edit after which the two have changed places.
 */
#include "session/session-private.h"

gboolean
wsc_session_has_forms (WscSession *self)
{
  g_return_val_if_fail (WSC_IS_SESSION (self), FALSE);
  return self->forms != NULL;
}

WscSession *
wsc_session_get_other (WscSession *self)
{
  g_return_val_if_fail (WSC_IS_SESSION (self), NULL);
  if (!self->other)
    {
      self->other = wsc_session_new ();
      self->other->is_other = TRUE;
      self->other->waits = !self->forms_wanted;
    }
  return self->other;
}

/* --- another document -------------------------------------------------------------------- */

void
wsc_session_reset_forms (WscSession *self)
{
  if (self->is_other)
    return;
  g_clear_pointer (&self->forms, wsc_forms_free);
  self->forms = *self->study->counterpart ? wsc_forms_load (self->study, NULL) : NULL;
  if (!self->forms && !self->other)
    return;
  g_autoptr (WscStudy) study = self->forms ? wsc_forms_new_other (self->forms, self->study) : wsc_study_new ();
  wsc_session_set_study (wsc_session_get_other (self), study, NULL);
}

/* --- what the other form computes ----------------------------------------------------------- */

static gboolean
is_out_of_date (WscSession *self)
{
  return self->study->subject != WSC_SUBJECT_SERIES && !self->job
         && (!self->results || wsc_results_is_partial (self->results) || wsc_session_find_stale_stage (self) != WSC_STAGE_NONE);
}

/* Both are run, or neither is: one invitation to run is enough. */
static void
catch_up (WscSession *self)
{
  WscSession *other = self->other;
  wsc_session_set_reduction_wanted (other, (wsc_study_get_needs (other->study) & WSC_NEED_FEWER) != 0);
  if ((self->results || self->job) && is_out_of_date (other))
    wsc_session_run (other);
  else
    wsc_session_update_series (other, WSC_STAGE_DATA);
}

void
wsc_session_set_forms_wanted (WscSession *self, gboolean wanted)
{
  g_return_if_fail (WSC_IS_SESSION (self));
  if (self->forms_wanted == wanted)
    return;
  self->forms_wanted = wanted;
  wsc_session_get_other (self)->waits = !wanted;
  if (wanted && self->forms)
    catch_up (self);
}

void
wsc_session_run_other (WscSession *self)
{
  if (self->forms && self->forms_wanted)
    wsc_session_run (self->other);
}

void
wsc_session_update_other (WscSession *self, guint stages)
{
  if (!self->forms || !wsc_forms_copy_shared (self->forms, self->study, self->other->study))
    return;
  wsc_session_set_live (self->other, self->live);
  wsc_session_after_edits (self->other, stages);
}

/* --- the switch -------------------------------------------------------------------------------- */

/* What one session knows of its form. */
typedef struct
{
  WscResults *results, *series;
  gboolean saved;
  char *trained_key;
  double training_seconds;
} Known;

static Known
take_known (WscSession *self)
{
  WscResults *results = wsc_session_get_best_results (self), *series = self->series.results;
  return (Known){
    .results = results ? wsc_results_ref (results) : NULL,
    .series = series ? wsc_results_ref (series) : NULL,
    .saved = self->results_saved && results == self->results,
    .trained_key = g_steal_pointer (&self->trained_key),
    .training_seconds = self->training_seconds,
  };
}

static void
put_known (WscSession *self, Known known)
{
  wsc_branch_take (&self->reduction, NULL, NULL);
  wsc_branch_take (&self->series, known.series, NULL);
  wsc_session_take_results (self, known.results);
  self->results_saved = known.saved;
  self->trained_key = known.trained_key;
  self->training_seconds = known.training_seconds;
}

/* The expectations are no option, and belong to a form. */
static void
exchange_studies (WscSession *self, WscStudy *before)
{
  WscForms *forms = self->forms;
  WscStudy *own = forms->own;
  g_array_unref (self->study->expect);
  self->study->expect = g_array_ref (self->other->study->expect);
  wsc_study_free (self->other->study);
  self->other->study = before;
  forms->own = forms->other;
  forms->other = own;
}

void
wsc_session_after_switch (WscSession *self, WscStudy *before)
{
  WscSession *other = self->other;
  const gboolean is_looked_at = self->results != NULL || self->job != NULL;
  wsc_session_halt (self);
  wsc_session_halt (other);
  Known mine = take_known (self), theirs = take_known (other);
  exchange_studies (self, before);
  wsc_forms_copy_shared (self->forms, self->study, other->study);
  put_known (other, mine);
  put_known (self, theirs);
  wsc_session_after_edits (other, 0);
  wsc_session_after_edits (self, 0);
  wsc_session_update_series (self, WSC_STAGE_DATA);
  if (is_looked_at && is_out_of_date (self))
    wsc_session_run (self);
  else if (self->forms_wanted)
    catch_up (self);
}

void
wsc_session_switch_form (WscSession *self)
{
  g_return_if_fail (WSC_IS_SESSION (self));
  if (!self->forms)
    return;
  guint n;
  const WscOption *options = wsc_options (&n);
  WscStudy *before = wsc_study_copy (self->study);
  wsc_history_begin_step (&self->history);
  for (guint i = 0; i < n; i++)
    if (wsc_forms_differ (self->forms, &options[i]))
      wsc_session_record (self, &options[i], self->other->study);
  wsc_history_end_step (&self->history);
  wsc_session_after_switch (self, before);
}
