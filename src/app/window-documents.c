/* The window's document beside the disk: kept while it is not saved, brought back, copied; its data found again; its edits by name. */
#include <glib/gi18n-lib.h>

#include "app/documents.h"
#include "app/window-private.h"
#include "session/document.h"
#include "session/keeper.h"

gboolean
wsc_window_is_untouched (WscWindow *self)
{
  g_return_val_if_fail (WSC_IS_WINDOW (self), FALSE);
  return self->session && !self->opening && !self->has_document;
}

/* --- closing ------------------------------------------------------------------------------------- */

void
wsc_window_set_may_close (WscWindow *self, gboolean may_close)
{
  g_return_if_fail (WSC_IS_WINDOW (self));
  self->closing = may_close;
}

gboolean
wsc_window_asks_before_closing (WscWindow *self)
{
  g_return_val_if_fail (WSC_IS_WINDOW (self), FALSE);
  return !self->closing && self->session && wsc_window_has_unsaved (self);
}

void
wsc_window_ask_before (WscWindow *self, WscWindowThen then)
{
  g_return_if_fail (WSC_IS_WINDOW (self));
  wsc_window_ask_then (self, then, NULL);
}

/* --- what is kept ---------------------------------------------------------------------------------- */

void
wsc_window_keep_now (WscWindow *self)
{
  g_return_if_fail (WSC_IS_WINDOW (self));
  if (self->keeper)
    wsc_keeper_flush (self->keeper);
}

static void
on_recovered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (WscWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean recovered = wsc_keeper_recover_finish (WSC_KEEPER (source), result, &error);
  self->opening = FALSE;
  if (!self->session)
    return;
  if (!recovered)
    wsc_window_show_error (self, error);
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));
  WscRecovery *recovery = wsc_documents_get_recovery (application);
  if (recovery)
    wsc_recovery_release_empty (recovery);
}

void
wsc_window_recover (WscWindow *self, const WscKept *kept)
{
  g_return_if_fail (WSC_IS_WINDOW (self) && kept != NULL);
  self->opening = TRUE;
  if (self->keeper)
    wsc_keeper_recover_async (self->keeper, kept, on_recovered, g_object_ref (self));
}

/* --- data that are not where they were ---------------------------------------------------------------- */

gboolean
wsc_window_show_missing_data (WscWindow *self)
{
  g_autofree char *missing = wsc_session_dup_missing_data (self->session);
  if (!missing)
    return FALSE;
  g_autofree char *shown = g_filename_display_name (missing);
  g_autofree char *text = g_strdup_printf (_("The file of the data, “%s”, is not there."), shown);
  wsc_error_bar_show_action (self->error_bar, text, _("_Find File…"), "win.find-data");
  return TRUE;
}

static void
on_found (WscWindow *self, int response)
{
  g_autofree char *path = wsc_window_take_path (self, response);
  g_autoptr (GError) error = NULL;
  if (!path)
    return;
  if (wsc_session_set_option (self->session, "data.path", path, &error))
    wsc_window_show_error (self, NULL);
  else
    wsc_window_show_error (self, error);
}

static void
find_data (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  WscWindow *self = user_data;
  GtkFileChooser *chooser = wsc_window_new_chooser (self, _("Find the Data"), GTK_FILE_CHOOSER_ACTION_OPEN, _("_Choose"));
  g_signal_connect_object (chooser, "response", G_CALLBACK (on_found), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

/* --- another window of the same --------------------------------------------------------------------------- */

static void
duplicate (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  WscWindow *self = user_data;
  WscWindow *other = wsc_window_new (gtk_window_get_application (GTK_WINDOW (self)));
  gtk_window_present (GTK_WINDOW (other));
  wsc_session_copy (other->session, self->session);
}

/* --- edits by name ---------------------------------------------------------------------------------------- */

static void
add_edit (GMenu *menu, const char *label, const char *plain, const char *action)
{
  g_auto (GStrv) parts = g_strsplit (label ? label : "", "_", -1);
  g_autofree char *escaped = g_strjoinv ("__", parts);
  g_menu_append (menu, label ? escaped : plain, action);
}

static void
update_edits (WscWindow *self)
{
  g_menu_remove_all (self->edits_menu);
  add_edit (self->edits_menu, wsc_session_get_undo_label (self->session), _("_Undo"), "win.undo");
  add_edit (self->edits_menu, wsc_session_get_redo_label (self->session), _("_Redo"), "win.redo");
}

static void
on_changed (WscWindow *self)
{
  wsc_documents_changed (gtk_window_get_application (GTK_WINDOW (self)));
}

static void
on_document_changed (WscWindow *self)
{
  self->has_document = TRUE;
}

void
wsc_window_follow_document (WscWindow *self)
{
  g_signal_connect_object (self->session, "notify::can-undo", G_CALLBACK (update_edits), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify::modified", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "document-changed", G_CALLBACK (on_document_changed), self, G_CONNECT_SWAPPED);
  update_edits (self);
}

void
wsc_window_begin_keeping (WscWindow *self)
{
  WscRecovery *recovery = wsc_documents_get_recovery (gtk_window_get_application (GTK_WINDOW (self)));
  if (recovery)
    self->keeper = wsc_keeper_new (self->session, recovery);
}

const GActionEntry wsc_window_document_actions[] = {
  { "find-data", find_data, NULL, NULL, NULL, { 0 } },
  { "duplicate", duplicate, NULL, NULL, NULL, { 0 } },
};
const guint wsc_window_n_document_actions = G_N_ELEMENTS (wsc_window_document_actions);
