/* Before a document is replaced or closed: what of it would be lost, and whether it may be. */
#include <glib/gi18n-lib.h>

#include "app/documents.h"
#include "app/window-private.h"
#include "session/document.h"

void
wsc_window_go_on (WscWindow *self)
{
  WscWindowThen then = self->then;
  g_autofree char *argument = g_steal_pointer (&self->argument);
  self->then = NULL;
  if (then)
    then (self, argument);
}

void
wsc_window_cancel_then (WscWindow *self)
{
  self->then = NULL;
  wsc_documents_stay (gtk_window_get_application (GTK_WINDOW (self)));
}

gboolean
wsc_window_has_unsaved (WscWindow *self)
{
  g_return_val_if_fail (WSC_IS_WINDOW (self), FALSE);
  return wsc_session_get_modified (self->session) || wsc_session_has_costly_results (self->session);
}

static gboolean
on_discarded (gpointer user_data)
{
  WscWindow *self = user_data;
  if (self->session)
    wsc_window_go_on (self);
  return G_SOURCE_REMOVE;
}

/* What follows may close the window, and with it the question, which has yet to end. */
static void
go_on_later (WscWindow *self)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, on_discarded, g_object_ref (self), g_object_unref);
}

static void
on_response (WscWindow *self, const char *response)
{
  g_clear_weak_pointer (&self->question);
  if (g_str_equal (response, "save"))
    wsc_window_save (self);
  else if (g_str_equal (response, "results"))
    wsc_window_save_results (self);
  else if (g_str_equal (response, "discard"))
    go_on_later (self);
  else
    wsc_window_cancel_then (self);
}

static void
set_body (AdwMessageDialog *message, WscWindow *self, gboolean modified, gboolean costly)
{
  const char *title = wsc_session_get_title (self->session);
  double seconds = wsc_session_get_training_seconds (self->session);
  if (modified && costly)
    adw_message_dialog_format_body (
        message, _("The study “%s” has changes and results that are not saved. They are lost otherwise. The results took %.0f s to train."),
        title, seconds);
  else if (costly)
    adw_message_dialog_format_body (
        message, _("The results of “%s” are not saved. They are lost otherwise. They took %.0f s to train."), title, seconds);
  else
    adw_message_dialog_format_body (message, _("The study “%s” has changes that are not saved. They are lost otherwise."), title);
}

/* Results go to a file of results alone, so a study's file does not save them. */
static void
add_responses (AdwMessageDialog *message, WscWindow *self, gboolean modified, gboolean costly)
{
  const char *path = wsc_session_get_path (self->session);
  gboolean at_results = path && g_str_has_suffix (path, ".h5");
  const char *best = costly && !at_results ? "results" : "save";
  adw_message_dialog_add_responses (message, "cancel", _("_Cancel"), "discard", _("_Discard"), NULL);
  if (modified || at_results)
    adw_message_dialog_add_response (message, "save", costly && !at_results ? _("_Save Settings") : _("_Save"));
  if (costly && !at_results)
    adw_message_dialog_add_response (message, "results", _("Save _Results…"));
  adw_message_dialog_set_response_appearance (message, "discard", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_response_appearance (message, best, ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (message, best);
  adw_message_dialog_set_close_response (message, "cancel");
}

static void
ask (WscWindow *self)
{
  gboolean modified = wsc_session_get_modified (self->session), costly = wsc_session_has_costly_results (self->session);
  if (self->question)
    {
      gtk_window_present (self->question);
      return;
    }
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), modified ? _("Save Changes?") : _("Save Results?"), NULL);
  set_body (ADW_MESSAGE_DIALOG (dialog), self, modified, costly);
  add_responses (ADW_MESSAGE_DIALOG (dialog), self, modified, costly);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_response), self, G_CONNECT_SWAPPED);
  g_set_weak_pointer (&self->question, GTK_WINDOW (dialog));
  gtk_window_present (self->question);
}

void
wsc_window_ask_then (WscWindow *self, WscWindowThen then, const char *argument)
{
  char *copy = g_strdup (argument);
  g_free (self->argument);
  self->then = then;
  self->argument = copy;
  if (wsc_window_has_unsaved (self))
    ask (self);
  else
    wsc_window_go_on (self);
}
