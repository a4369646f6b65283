/* Save and Save As: where to, what if others wrote there, what if it cannot be written. */
#include <glib/gi18n-lib.h>

#include "app/documents.h"
#include "app/recent.h"
#include "app/window-private.h"
#include "session/document.h"

/* What takes longer than this is told of, ms. */
#define PATIENCE 500

static void ask_where (WscWindow *self, gboolean results);
static void save_now (WscWindow *self, const char *path);

/* --- telling of it ------------------------------------------------------------------------- */

static gboolean
on_saving_long (gpointer user_data)
{
  WscWindow *self = user_data;
  self->saving = 0;
  self->saving_toast = adw_toast_new (_("Saving…"));
  adw_toast_set_timeout (self->saving_toast, 0);
  g_object_add_weak_pointer (G_OBJECT (self->saving_toast), (gpointer *) &self->saving_toast);
  adw_toast_overlay_add_toast (self->toasts, self->saving_toast);
  return G_SOURCE_REMOVE;
}

void
wsc_window_end_saving (WscWindow *self)
{
  g_clear_handle_id (&self->saving, g_source_remove);
  AdwToast *toast = self->saving_toast;
  g_clear_weak_pointer (&self->saving_toast);
  if (toast)
    adw_toast_dismiss (toast);
}

static void
tell_saved (WscWindow *self)
{
  g_autofree char *name = g_path_get_basename (wsc_session_get_path (self->session));
  g_autofree char *text = NULL;
  if (g_str_has_suffix (name, ".h5") && wsc_session_get_modified (self->session))
    text = g_strdup_printf (_("Saved %s with the settings its results are of. Run the study to keep the others"), name);
  else
    text = g_strdup_printf (_("Saved %s"), name);
  wsc_window_toast (self, text);
}

/* --- others were there ------------------------------------------------------------------------ */

static void
on_conflict_response (WscWindow *self, const char *response, GtkWidget *dialog)
{
  const char *path = g_object_get_data (G_OBJECT (dialog), "path");
  if (g_str_equal (response, "over"))
    {
      wsc_session_accept_disk (self->session);
      save_now (self, path);
    }
  else if (g_str_equal (response, "elsewhere"))
    ask_where (self, FALSE);
  else
    wsc_window_cancel_then (self);
}

static void
ask_about_conflict (WscWindow *self, const char *path, const char *body)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), _("Replace the File?"), NULL);
  AdwMessageDialog *message = ADW_MESSAGE_DIALOG (dialog);
  adw_message_dialog_set_body (message, body);
  adw_message_dialog_add_responses (message, "cancel", _("_Cancel"), "elsewhere", _("Save _As…"), "over", _("_Save Anyway"), NULL);
  adw_message_dialog_set_response_appearance (message, "over", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (message, "elsewhere");
  adw_message_dialog_set_close_response (message, "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "path", g_strdup (path), g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_conflict_response), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_conflict (WscWindow *self, const char *path)
{
  g_autofree char *name = g_filename_display_basename (path);
  g_autofree char *body = g_strdup_printf (
      _("Another window or program has changed the file “%s” since it was opened or saved here. Saving writes over those changes."), name);
  ask_about_conflict (self, path, body);
}

static void
on_shown_elsewhere (WscWindow *self, const char *path)
{
  g_autofree char *name = g_filename_display_basename (path);
  g_autofree char *body = g_strdup_printf (
      _("The file “%s” is open in another window. Saving writes over what that window shows."), name);
  ask_about_conflict (self, path, body);
}

/* --- writing -------------------------------------------------------------------------------------- */

typedef struct
{
  WscWindow *window;
  char *path;
} WscSaving;

static void
saving_free (WscSaving *saving)
{
  g_object_unref (saving->window);
  g_free (saving->path);
  g_free (saving);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WscSaving, saving_free)

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (WscSaving) saving = user_data;
  g_autoptr (GError) error = NULL;
  WscWindow *self = saving->window;
  gboolean saved = wsc_session_save_finish (WSC_SESSION (source), result, &error);
  wsc_window_end_saving (self);
  if (!self->session)
    return;
  if (g_error_matches (error, WSC_ERROR, WSC_ERROR_CONFLICT))
    on_conflict (self, saving->path);
  else if (!saved)
    {
      wsc_window_cancel_then (self);
      wsc_error_bar_show_action (self->error_bar, error->message, _("Save _As…"), "win.save-as");
    }
  else
    {
      wsc_window_show_error (self, NULL);
      tell_saved (self);
      wsc_recent_add (wsc_session_get_path (self->session));
      wsc_window_go_on (self);
    }
}

static void
save_now (WscWindow *self, const char *path)
{
  WscSaving *saving = g_new0 (WscSaving, 1);
  *saving = (WscSaving){ g_object_ref (self), g_strdup (path) };
  wsc_window_end_saving (self);
  self->saving = g_timeout_add (PATIENCE, on_saving_long, self);
  wsc_session_save_async (self->session, path, on_saved, saving);
}

static void
save_to (WscWindow *self, const char *path)
{
  gboolean named = g_str_has_suffix (path, ".study") || g_str_has_suffix (path, ".h5");
  g_autofree char *full = named ? g_strdup (path) : g_strconcat (path, ".study", NULL);
  if (!wsc_session_is_at (self->session, full)
      && wsc_documents_find (gtk_window_get_application (GTK_WINDOW (self)), full, self))
    on_shown_elsewhere (self, full);
  else
    save_now (self, full);
}

static void
on_save_response (WscWindow *self, int response)
{
  g_autofree char *path = wsc_window_take_path (self, response);
  if (path)
    save_to (self, path);
  else
    wsc_window_cancel_then (self);
}

static char *
dup_file_name (WscWindow *self, gboolean results)
{
  const char *path = wsc_session_get_path (self->session);
  g_autofree char *name = path ? g_path_get_basename (path) : g_strdup (wsc_session_get_title (self->session));
  if (path && (!results || g_str_has_suffix (name, ".h5")))
    return g_steal_pointer (&name);
  if (path && g_str_has_suffix (name, ".study"))
    name[strlen (name) - strlen (".study")] = '\0';
  g_strdelimit (name, "/\\:*?\"<>|", '-');
  return g_strconcat (name, results ? ".h5" : ".study", NULL);
}

static void
ask_where (WscWindow *self, gboolean results)
{
  static const char *const studies[] = { "*.study", NULL }, *const kept[] = { "*.h5", NULL };
  g_autofree char *name = dup_file_name (self, results);
  GtkFileChooser *chooser = wsc_window_new_chooser (self, _("Save As"), GTK_FILE_CHOOSER_ACTION_SAVE, _("_Save"));
  gtk_file_chooser_set_current_name (chooser, name);
  wsc_window_add_filter (chooser, _("Studies: the settings (.study)"), studies);
  wsc_window_add_filter (chooser, _("Results: settings, networks and numbers (.h5)"), kept);
  if (results)
    {
      g_autoptr (GListModel) filters = gtk_file_chooser_get_filters (chooser);
      g_autoptr (GtkFileFilter) second = g_list_model_get_item (filters, 1);
      gtk_file_chooser_set_filter (chooser, second);
    }
  g_signal_connect_object (chooser, "response", G_CALLBACK (on_save_response), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

void
wsc_window_save (WscWindow *self)
{
  const char *path = wsc_session_get_path (self->session);
  if (path)
    save_to (self, path);
  else
    ask_where (self, FALSE);
}

void
wsc_window_save_results (WscWindow *self)
{
  ask_where (self, TRUE);
}

static void
save (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  wsc_window_save (user_data);
}

static void
save_as (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  WscWindow *self = user_data;
  const char *path = wsc_session_get_path (self->session);
  ask_where (self, path && g_str_has_suffix (path, ".h5"));
}

const GActionEntry wsc_window_save_actions[] = {
  { "save", save, NULL, NULL, NULL, { 0 } },
  { "save-as", save_as, NULL, NULL, NULL, { 0 } },
};
const guint wsc_window_n_save_actions = G_N_ELEMENTS (wsc_window_save_actions);
