/* The document beside the disk: its file's stamp, results that no file has, what it came from. */
#include "session/session-private.h"
#include "study/command.h"

/* Any shipped study will do to begin with, where a study came from none. */
#define FIRST_STUDY "fig6"

void
wsc_session_accept_disk (WscSession *self)
{
  g_return_if_fail (WSC_IS_SESSION (self));
  self->stamp = wsc_stamp_of (self->path);
}

const WscStamp *
wsc_session_get_stamp (WscSession *self)
{
  g_return_val_if_fail (WSC_IS_SESSION (self), NULL);
  return &self->stamp;
}

gboolean
wsc_session_is_at (WscSession *self, const char *path)
{
  g_return_val_if_fail (WSC_IS_SESSION (self) && path != NULL, FALSE);
  if (!self->path)
    return FALSE;
  g_autofree char *full = g_canonicalize_filename (path, NULL);
  WscStamp own = wsc_stamp_of (self->path), other = wsc_stamp_of (full);
  return g_str_equal (full, self->path) || wsc_stamp_is_same_file (&own, &other);
}

WscResults *
wsc_session_get_unsaved_results (WscSession *self)
{
  g_return_val_if_fail (WSC_IS_SESSION (self), NULL);
  return self->results_saved || self->job ? NULL : self->results;
}

double
wsc_session_get_training_seconds (WscSession *self)
{
  g_return_val_if_fail (WSC_IS_SESSION (self), 0);
  return self->training_seconds;
}

gboolean
wsc_session_has_costly_results (WscSession *self)
{
  g_return_val_if_fail (WSC_IS_SESSION (self), FALSE);
  return self->results && !self->results_saved && self->training_seconds > WSC_SESSION_COSTLY_SECONDS;
}

/* A later stage redone over the same networks took little; what they took is what counts. */
void
wsc_session_count_seconds (WscSession *self, WscResults *results, double seconds)
{
  const char *key = wsc_results_get_stage_key (results, WSC_STAGE_TRAIN);
  gboolean same = key && g_strcmp0 (key, self->trained_key) == 0;
  self->training_seconds = same ? MAX (self->training_seconds, seconds) : seconds;
  g_free (self->trained_key);
  self->trained_key = g_strdup (key);
}

char *
wsc_session_dup_missing_data (WscSession *self)
{
  g_return_val_if_fail (WSC_IS_SESSION (self), NULL);
  const WscOption *option = wsc_option_find ("data.path");
  const char *path = self->study->data.path;
  if (!path || !*path || !wsc_option_has_effect (option, self->study))
    return NULL;
  g_autofree char *full = g_canonicalize_filename (path, self->study->directory);
  return g_file_test (full, G_FILE_TEST_EXISTS) ? NULL : g_steal_pointer (&full);
}

void
wsc_origin_set (WscOrigin *self, const char *name, const WscStudy *study)
{
  char *new_name = g_strdup (name);
  WscStudy *copy = study ? wsc_study_copy (study) : NULL;
  wsc_origin_clear (self);
  *self = (WscOrigin){ new_name, copy };
}

void
wsc_origin_clear (WscOrigin *self)
{
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->study, wsc_study_free);
}

void
wsc_session_copy (WscSession *self, WscSession *source)
{
  g_return_if_fail (WSC_IS_SESSION (self) && WSC_IS_SESSION (source) && self != source);
  gboolean saved = source->results_saved, modified = wsc_session_get_modified (source);
  wsc_session_adopt (self, wsc_study_copy (source->study), source->results, NULL);
  const WscOrigin *origin = source->origin.name ? &source->origin : &source->file;
  if (origin->name)
    wsc_origin_set (&self->origin, origin->name, origin->study);
  self->results_saved = saved;
  self->training_seconds = source->training_seconds;
  self->trained_key = g_strdup (source->trained_key);
  if (modified)
    wsc_history_set_unsaved (&self->history);
  wsc_session_history_changed (self);
}

void
wsc_session_restore (WscSession *self, WscStudy *study, WscResults *results, const char *path, const WscStamp *stamp)
{
  g_return_if_fail (WSC_IS_SESSION (self) && study != NULL && stamp != NULL);
  wsc_session_adopt (self, study, results, path);
  self->stamp = *stamp;
  self->results_saved = FALSE;
  wsc_history_set_unsaved (&self->history);
  wsc_session_history_changed (self);
}

void
wsc_session_set_proposed (WscSession *self, const WscStudy *study, const char *name)
{
  g_return_if_fail (WSC_IS_SESSION (self) && study != NULL && name != NULL);
  wsc_session_set_study (self, study, NULL);
  wsc_origin_set (&self->origin, name, study);
}

/* A file that has all but the view saves a run; of a study whose settings are others now, the file may soon be too. */
static gboolean
is_best_base (WscSession *self, const WscStudy *shown)
{
  if (!self->file.name)
    return FALSE;
  return !self->origin.name || !wsc_session_get_modified (self) || wsc_command_is_of_view (self->file.study, shown);
}

char *
wsc_session_dup_command (WscSession *self, const WscStudy *shown, const char *figure)
{
  g_return_val_if_fail (WSC_IS_SESSION (self) && shown != NULL && figure != NULL, NULL);
  g_autoptr (WscStudy) first = NULL;
  const WscOrigin *base = is_best_base (self, shown) ? &self->file : &self->origin;
  if (!base->name && !(first = wsc_study_load (FIRST_STUDY, NULL)))
    return NULL;
  return wsc_command_new (base->name ? base->name : FIRST_STUDY, base->name ? base->study : first, shown, figure);
}
