/* The document, its edits and its selection; session-run.c has the worker, session-file.c the files. */
#include "session/edit-names.h"
#include "session/session-private.h"

#include <glib/gi18n-lib.h>

G_DEFINE_FINAL_TYPE (WscSession, wsc_session, G_TYPE_OBJECT)

static GParamSpec *properties[WSC_SESSION_N_PROPERTIES];
static guint signals[WSC_SESSION_N_SIGNALS];

void
wsc_session_notify (WscSession *self, WscSessionProperty property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

void
wsc_session_emit (WscSession *self, WscSessionSignal signal)
{
  g_signal_emit (self, signals[signal], 0);
}

void
wsc_session_emit_failed (WscSession *self, const GError *error)
{
  g_signal_emit (self, signals[WSC_SESSION_FAILED], 0, error);
}

static void
wsc_session_dispose (GObject *object)
{
  WscSession *self = WSC_SESSION (object);
  wsc_session_shut_down (self);
  g_clear_object (&self->other);
  g_clear_pointer (&self->results, wsc_results_unref);
  wsc_branch_clear (&self->series);
  wsc_branch_clear (&self->reduction);
  G_OBJECT_CLASS (wsc_session_parent_class)->dispose (object);
}

static void
wsc_session_finalize (GObject *object)
{
  WscSession *self = WSC_SESSION (object);
  wsc_study_free (self->study);
  wsc_history_clear (&self->history);
  wsc_origin_clear (&self->origin);
  wsc_origin_clear (&self->file);
  g_clear_pointer (&self->forms, wsc_forms_free);
  g_free (self->path);
  g_free (self->trained_key);
  g_free (self->undo_label);
  g_free (self->redo_label);
  g_free (self->preview.answer);
  G_OBJECT_CLASS (wsc_session_parent_class)->finalize (object);
}

static void
wsc_session_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  WscSession *self = WSC_SESSION (object);
  switch ((WscSessionProperty) id)
    {
    case WSC_SESSION_RUNNING:
      g_value_set_boolean (value, wsc_session_get_running (self));
      break;
    case WSC_SESSION_MODIFIED:
      g_value_set_boolean (value, wsc_session_get_modified (self));
      break;
    case WSC_SESSION_CAN_UNDO:
      g_value_set_boolean (value, wsc_session_get_can_undo (self));
      break;
    case WSC_SESSION_CAN_REDO:
      g_value_set_boolean (value, wsc_session_get_can_redo (self));
      break;
    case WSC_SESSION_SELECTED:
      g_value_set_int (value, self->selected);
      break;
    case WSC_SESSION_LIVE:
      g_value_set_boolean (value, self->live);
      break;
    case WSC_SESSION_STALE:
      g_value_set_boolean (value, self->stale);
      break;
    case WSC_SESSION_PATH:
      g_value_set_string (value, self->path);
      break;
    case WSC_SESSION_TITLE:
      g_value_set_string (value, wsc_session_get_title (self));
      break;
    case WSC_SESSION_SERIES_RUNNING:
      g_value_set_boolean (value, self->series.job != NULL);
      break;
    case WSC_SESSION_REDUCTION_RUNNING:
      g_value_set_boolean (value, self->reduction.job != NULL);
      break;
    case WSC_SESSION_N_PROPERTIES:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
wsc_session_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  WscSession *self = WSC_SESSION (object);
  if (id == WSC_SESSION_SELECTED)
    wsc_session_set_selected (self, g_value_get_int (value));
  else if (id == WSC_SESSION_LIVE)
    wsc_session_set_live (self, g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
install_flag (WscSessionProperty id, const char *name, GParamFlags access)
{
  properties[id] = g_param_spec_boolean (name, NULL, NULL, FALSE,
                                         access | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  install_flag (WSC_SESSION_RUNNING, "running", G_PARAM_READABLE);
  install_flag (WSC_SESSION_MODIFIED, "modified", G_PARAM_READABLE);
  install_flag (WSC_SESSION_CAN_UNDO, "can-undo", G_PARAM_READABLE);
  install_flag (WSC_SESSION_CAN_REDO, "can-redo", G_PARAM_READABLE);
  install_flag (WSC_SESSION_LIVE, "live", G_PARAM_READWRITE);
  install_flag (WSC_SESSION_STALE, "stale", G_PARAM_READABLE);
  install_flag (WSC_SESSION_SERIES_RUNNING, "series-running", G_PARAM_READABLE);
  install_flag (WSC_SESSION_REDUCTION_RUNNING, "reduction-running", G_PARAM_READABLE);
  properties[WSC_SESSION_SELECTED] = g_param_spec_int (
      "selected", NULL, NULL, -1, G_MAXINT, -1, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[WSC_SESSION_PATH] = g_param_spec_string ("path", NULL, NULL, NULL, read);
  properties[WSC_SESSION_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, read);
  g_object_class_install_properties (object_class, WSC_SESSION_N_PROPERTIES, properties);
}

static void
wsc_session_class_init (WscSessionClass *klass)
{
  static const char *const plain[] = { "study-changed", "results-changed", "document-changed", "progress", "series-changed",
                                       "reduction-changed", "preview-changed", "camera-changed" };
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  object_class->dispose = wsc_session_dispose;
  object_class->finalize = wsc_session_finalize;
  object_class->get_property = wsc_session_get_property;
  object_class->set_property = wsc_session_set_property;
  install_properties (object_class);

  for (guint i = 0; i < G_N_ELEMENTS (plain); i++)
    signals[i] = g_signal_new (plain[i], WSC_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[WSC_SESSION_FAILED] = g_signal_new ("failed", WSC_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                              G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
wsc_session_init (WscSession *self)
{
  self->study = wsc_study_new ();
  self->selected = -1;
  wsc_history_init (&self->history);
  wsc_session_init_series (self);
  wsc_session_init_reduction (self);
}

WscSession *
wsc_session_new (void)
{
  return g_object_new (WSC_TYPE_SESSION, NULL);
}

/* --- what there is ---------------------------------------------------------- */

const WscStudy *
wsc_session_get_study (WscSession *self)
{
  g_return_val_if_fail (WSC_IS_SESSION (self), NULL);
  return self->study;
}

WscResults *
wsc_session_get_results (WscSession *self)
{
  g_return_val_if_fail (WSC_IS_SESSION (self), NULL);
  return self->results;
}

gboolean
wsc_session_get_modified (WscSession *self)
{
  g_return_val_if_fail (WSC_IS_SESSION (self), FALSE);
  return !wsc_history_is_saved (&self->history);
}

gboolean
wsc_session_get_stale (WscSession *self)
{
  g_return_val_if_fail (WSC_IS_SESSION (self), FALSE);
  return self->stale;
}

const char *
wsc_session_get_path (WscSession *self)
{
  g_return_val_if_fail (WSC_IS_SESSION (self), NULL);
  return self->path;
}

const char *
wsc_session_get_title (WscSession *self)
{
  g_return_val_if_fail (WSC_IS_SESSION (self), NULL);
  const char *title = wsc_study_get_shown_title (self->study);
  return *title ? title : _("New study");
}

static guint
count_neurons (WscResults *results)
{
  WscNeurons *neurons = results ? wsc_results_get_neurons (results) : NULL;
  return neurons ? wsc_neurons_get_count (neurons) : 0;
}

void
wsc_session_take_results (WscSession *self, WscResults *results)
{
  g_clear_pointer (&self->results, wsc_results_unref);
  self->results = results;
  self->results_saved = FALSE;
  if (self->selected >= (gint) count_neurons (results))
    wsc_session_set_selected (self, -1);
  wsc_session_update_stale (self);
  wsc_session_emit (self, WSC_SESSION_RESULTS_CHANGED);
  wsc_session_update_reduction (self, WSC_STAGE_DATA);
}

void
wsc_session_adopt (WscSession *self, WscStudy *study, WscResults *results, const char *path)
{
  wsc_session_shut_down (self);
  self->documents++;
  g_autofree char *new_path = g_strdup (path);
  wsc_study_free (self->study);
  self->study = study;
  g_free (self->path);
  self->path = g_steal_pointer (&new_path);
  self->stamp = wsc_stamp_of (self->path);
  wsc_origin_clear (&self->origin);
  wsc_origin_clear (&self->file);
  self->training_seconds = 0;
  g_clear_pointer (&self->trained_key, g_free);
  self->live_chosen = FALSE;
  wsc_history_reset (&self->history);
  wsc_session_set_selected (self, -1);
  wsc_session_reset_forms (self);

  wsc_session_emit (self, WSC_SESSION_DOCUMENT_CHANGED);
  wsc_session_emit (self, WSC_SESSION_STUDY_CHANGED);
  wsc_session_take_results (self, results ? wsc_results_ref (results) : NULL);
  wsc_session_reset_series (self);
  wsc_session_history_changed (self);
  wsc_session_notify (self, WSC_SESSION_PATH);
  wsc_session_notify (self, WSC_SESSION_TITLE);
}

void
wsc_session_set_study (WscSession *self, const WscStudy *study, const char *path)
{
  g_return_if_fail (WSC_IS_SESSION (self) && study != NULL);
  wsc_session_adopt (self, wsc_study_copy (study), NULL, path);
}

void
wsc_session_set_camera (WscSession *self, double azimuth, double elevation, double zoom, const double target[3])
{
  g_return_if_fail (WSC_IS_SESSION (self));
  self->study->view.azimuth = azimuth;
  self->study->view.elevation = elevation;
  self->study->view.zoom = zoom;
  for (guint j = 0; j < 3; j++)
    self->study->view.target[j] = CLAMP (target[j], -1e6, 1e6) + 0.0; /* never -0 */
  wsc_session_emit (self, WSC_SESSION_CAMERA_CHANGED);
}

gint
wsc_session_get_selected (WscSession *self)
{
  g_return_val_if_fail (WSC_IS_SESSION (self), -1);
  return self->selected;
}

void
wsc_session_set_selected (WscSession *self, gint neuron)
{
  g_return_if_fail (WSC_IS_SESSION (self));
  if (neuron < 0 || neuron >= (gint) count_neurons (self->results))
    neuron = -1;
  if (neuron == self->selected)
    return;
  self->selected = neuron;
  wsc_session_notify (self, WSC_SESSION_SELECTED);
}

/* --- edits ------------------------------------------------------------------ */

void
wsc_session_history_changed (WscSession *self)
{
  guint n;
  const WscEdit *const *edits = wsc_history_get_undo (&self->history, &n);
  g_free (self->undo_label);
  self->undo_label = wsc_edit_names_dup_undo (edits, n);
  edits = wsc_history_get_redo (&self->history, &n);
  g_free (self->redo_label);
  self->redo_label = wsc_edit_names_dup_redo (edits, n);
  wsc_session_notify (self, WSC_SESSION_CAN_UNDO);
  wsc_session_notify (self, WSC_SESSION_CAN_REDO);
  wsc_session_notify (self, WSC_SESSION_MODIFIED);
}

void
wsc_session_after_edits (WscSession *self, guint stages)
{
  wsc_session_history_changed (self);
  wsc_session_update_stale (self);
  wsc_session_emit (self, WSC_SESSION_STUDY_CHANGED);
  wsc_session_notify (self, WSC_SESSION_TITLE);
  for (guint stage = 0; stage <= WSC_STAGE_TRADE; stage++)
    if (stages & (1u << stage))
      {
        wsc_session_recompute (self, stage);
        wsc_session_update_series (self, stage);
        wsc_session_update_reduction (self, stage);
      }
  wsc_session_update_other (self, stages);
}

guint
wsc_session_record (WscSession *self, const WscOption *option, const WscStudy *from)
{
  g_autofree char *before = wsc_option_get_text (option, self->study), *after = wsc_option_get_text (option, from);
  if (g_str_equal (before, after) || !wsc_option_set_text (option, self->study, after, NULL))
    return 0;
  wsc_history_push (&self->history, option->key, before, after);
  return 1u << option->stage;
}

gboolean
wsc_session_set_option (WscSession *self, const char *key, const char *text, GError **error)
{
  g_return_val_if_fail (WSC_IS_SESSION (self) && key != NULL && text != NULL, FALSE);
  const WscOption *option = wsc_option_find (key);
  g_return_val_if_fail (option != NULL, FALSE);

  g_autofree char *before = wsc_option_get_text (option, self->study);
  if (!wsc_option_set_text (option, self->study, text, error))
    return FALSE;
  g_autofree char *after = wsc_option_get_text (option, self->study);
  if (g_str_equal (before, after))
    return TRUE;
  wsc_history_push (&self->history, key, before, after);
  wsc_session_after_edits (self, 1u << option->stage);
  return TRUE;
}

void
wsc_session_begin_gesture (WscSession *self)
{
  g_return_if_fail (WSC_IS_SESSION (self));
  wsc_history_begin (&self->history);
}

void
wsc_session_end_gesture (WscSession *self)
{
  g_return_if_fail (WSC_IS_SESSION (self));
  wsc_history_end (&self->history);
}

/* Answers the option's stage, as a bit. */
static guint
apply (WscSession *self, const char *key, const char *text)
{
  g_autoptr (GError) error = NULL;
  const WscOption *option = wsc_option_find (key);
  /* The text was this option's value before, so it is valid. */
  if (!wsc_option_set_text (option, self->study, text, &error))
    g_critical ("%s: %s", key, error->message);
  return 1u << option->stage;
}

/* Edits of several options may be one step; what lies between them is seen by nobody. */
static void
go (WscSession *self, guint n, gboolean back)
{
  g_autoptr (WscStudy) before = wsc_study_copy (self->study);
  guint stages = 0;
  if (n == 0)
    return;
  for (guint i = 0; i < n; i++)
    {
      const WscEdit *edit = back ? wsc_history_peek_undo (&self->history) : wsc_history_peek_redo (&self->history);
      self->history.position = back ? self->history.position - 1 : self->history.position + 1;
      stages |= apply (self, edit->key, back ? edit->before : edit->after);
    }
  if (self->forms && !g_str_equal (before->counterpart, self->study->counterpart))
    wsc_session_after_switch (self, g_steal_pointer (&before));
  else
    wsc_session_after_edits (self, stages);
}

void
wsc_session_undo (WscSession *self)
{
  g_return_if_fail (WSC_IS_SESSION (self));
  guint n;
  wsc_history_get_undo (&self->history, &n);
  go (self, n, TRUE);
}

void
wsc_session_redo (WscSession *self)
{
  g_return_if_fail (WSC_IS_SESSION (self));
  guint n;
  wsc_history_get_redo (&self->history, &n);
  go (self, n, FALSE);
}

gboolean
wsc_session_get_can_undo (WscSession *self)
{
  g_return_val_if_fail (WSC_IS_SESSION (self), FALSE);
  return wsc_history_peek_undo (&self->history) != NULL;
}

gboolean
wsc_session_get_can_redo (WscSession *self)
{
  g_return_val_if_fail (WSC_IS_SESSION (self), FALSE);
  return wsc_history_peek_redo (&self->history) != NULL;
}

const char *
wsc_session_get_undo_label (WscSession *self)
{
  g_return_val_if_fail (WSC_IS_SESSION (self), NULL);
  return self->undo_label;
}

const char *
wsc_session_get_redo_label (WscSession *self)
{
  g_return_val_if_fail (WSC_IS_SESSION (self), NULL);
  return self->redo_label;
}
