/* New, Open, Save, and what happens to unsaved changes. */
#include <glib/gi18n-lib.h>

#include "app/network-probe.h"
#include "app/recent.h"
#include "app/window-private.h"
#include "tensors/tensors.h"

#define MAX_RECENT 8

/* --- opening ------------------------------------------------------------------------------- */

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (WscWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  if (!wsc_session_open_finish (WSC_SESSION (source), result, &error))
    wsc_window_show_error (self, error);
  else if (self->session)
    wsc_recent_add (wsc_session_get_path (self->session));
}

static void
open_now (WscWindow *self, const char *path)
{
  wsc_window_show_error (self, NULL);
  wsc_session_open_async (self->session, path, on_opened, g_object_ref (self));
}

static gboolean
shows_study (WscWindow *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->main_stack), "start") != 0;
}

typedef struct
{
  WscWindow *window;
  char *path;
} WscOpening;

static void
opening_free (WscOpening *opening)
{
  g_object_unref (opening->window);
  g_free (opening->path);
  g_free (opening);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WscOpening, opening_free)

/* A network is for the study that is open; anything else is a document of its own. */
static void
on_looked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (WscOpening) opening = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *network = wsc_network_probe_finish (result);
  WscWindow *self = opening->window;
  if (!self->session)
    return;
  if (!network || !shows_study (self))
    {
      wsc_window_new_from_data (self, opening->path);
      return;
    }
  wsc_window_show_error (self, NULL);
  if (wsc_session_set_option (self->session, "model.path", network, &error))
    wsc_window_toast (self, _("The network is loaded instead of being trained. Undo trains again."));
  else
    wsc_window_show_error (self, error);
}

void
wsc_window_open_path (WscWindow *self, const char *path)
{
  g_return_if_fail (WSC_IS_WINDOW (self) && path != NULL);
  if (!wsc_study_is_table (path))
    {
      wsc_window_ask_then (self, open_now, path);
      return;
    }
  if (!shows_study (self) || !wsc_tensors_is_file (path))
    {
      wsc_window_new_from_data (self, path);
      return;
    }
  WscOpening *opening = g_new0 (WscOpening, 1);
  *opening = (WscOpening){ g_object_ref (self), g_strdup (path) };
  wsc_network_probe_async (path, on_looked, opening);
}

static void
open_study (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  wsc_window_open_path (user_data, g_variant_get_string (parameter, NULL));
}

static void
add_filter (GtkFileChooser *chooser, const char *name, const char *const *patterns)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  gtk_file_filter_set_name (filter, name);
  for (guint i = 0; patterns[i]; i++)
    gtk_file_filter_add_pattern (filter, patterns[i]);
  gtk_file_chooser_add_filter (chooser, filter);
}

static GtkFileChooser *
new_chooser (WscWindow *self, const char *title, GtkFileChooserAction action, const char *accept)
{
  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (title, GTK_WINDOW (self), action, accept, NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  return GTK_FILE_CHOOSER (self->chooser);
}

static char *
take_path (WscWindow *self, int response)
{
  g_autoptr (GFile) file
      = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser)) : NULL;
  g_clear_object (&self->chooser);
  return file ? g_file_get_path (file) : NULL;
}

static void
on_open_response (WscWindow *self, int response)
{
  g_autofree char *path = take_path (self, response);
  if (path)
    wsc_window_open_path (self, path);
}

static void
open (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  static const char *const all[] = { "*.study", "*.h5", "*.csv", "*.tsv", "*.txt", "*.dat", "*.npy", "*.npz", "*.safetensors",
                                     "*.idx", "*-ubyte", "*.gz", NULL };
  static const char *const studies[] = { "*.study", NULL }, *const results[] = { "*.h5", NULL };
  static const char *const tables[] = { "*.csv", "*.tsv", "*.txt", "*.dat", "*.npy", "*.npz", "*.idx", "*-ubyte", "*.gz", NULL };
  static const char *const networks[] = { "*.npz", "*.safetensors", "*.h5", "*.hdf5", NULL };
  WscWindow *self = user_data;
  GtkFileChooser *chooser = new_chooser (self, _("Open"), GTK_FILE_CHOOSER_ACTION_OPEN, _("_Open"));
  add_filter (chooser, _("Studies, results, data and networks"), all);
  add_filter (chooser, _("Studies"), studies);
  add_filter (chooser, _("Results"), results);
  add_filter (chooser, _("Data"), tables);
  add_filter (chooser, _("Networks"), networks);
  g_signal_connect_object (chooser, "response", G_CALLBACK (on_open_response), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
gallery (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  WscWindow *self = user_data;
  gboolean shown = g_strcmp0 (gtk_stack_get_visible_child_name (self->main_stack), "start") == 0;
  if (self->opened)
    wsc_window_show_workspace (self, shown);
}

/* --- saving -------------------------------------------------------------------------------- */

static void
go_on (WscWindow *self)
{
  WscWindowThen then = self->then;
  g_autofree char *argument = g_steal_pointer (&self->argument);
  self->then = NULL;
  if (then)
    then (self, argument);
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (WscWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean saved = wsc_session_save_finish (WSC_SESSION (source), result, &error);
  if (!self->session)
    return;
  if (!saved)
    {
      self->then = NULL;
      wsc_window_show_error (self, error);
      return;
    }
  g_autofree char *name = g_path_get_basename (wsc_session_get_path (self->session));
  g_autofree char *text = g_strdup_printf (_("Saved %s"), name);
  wsc_window_toast (self, text);
  wsc_recent_add (wsc_session_get_path (self->session));
  go_on (self);
}

static void
save_to (WscWindow *self, const char *path)
{
  gboolean named = g_str_has_suffix (path, ".study") || g_str_has_suffix (path, ".h5");
  g_autofree char *full = named ? g_strdup (path) : g_strconcat (path, ".study", NULL);
  wsc_session_save_async (self->session, full, on_saved, g_object_ref (self));
}

static void
on_save_response (WscWindow *self, int response)
{
  g_autofree char *path = take_path (self, response);
  if (path)
    save_to (self, path);
  else
    self->then = NULL;
}

static char *
dup_file_name (WscWindow *self)
{
  const char *path = wsc_session_get_path (self->session);
  g_autofree char *title = g_strdup (wsc_session_get_title (self->session));
  if (path)
    return g_path_get_basename (path);
  g_strdelimit (title, "/\\:*?\"<>|", '-');
  return g_strconcat (title, ".study", NULL);
}

static void
ask_where (WscWindow *self)
{
  static const char *const studies[] = { "*.study", NULL }, *const results[] = { "*.h5", NULL };
  g_autofree char *name = dup_file_name (self);
  GtkFileChooser *chooser = new_chooser (self, _("Save As"), GTK_FILE_CHOOSER_ACTION_SAVE, _("_Save"));
  gtk_file_chooser_set_current_name (chooser, name);
  add_filter (chooser, _("Studies: the settings (.study)"), studies);
  add_filter (chooser, _("Results: settings, networks and numbers (.h5)"), results);
  g_signal_connect_object (chooser, "response", G_CALLBACK (on_save_response), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
save (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  WscWindow *self = user_data;
  const char *path = wsc_session_get_path (self->session);
  if (path)
    save_to (self, path);
  else
    ask_where (self);
}

static void
save_as (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ask_where (user_data);
}

/* --- unsaved changes -------------------------------------------------------------------------- */

static void
on_unsaved_response (WscWindow *self, const char *response)
{
  if (g_str_equal (response, "save"))
    save (NULL, NULL, self);
  else if (g_str_equal (response, "discard"))
    go_on (self);
  else
    self->then = NULL;
}

static void
ask_about_changes (WscWindow *self)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), _("Save Changes?"), NULL);
  AdwMessageDialog *message = ADW_MESSAGE_DIALOG (dialog);
  adw_message_dialog_format_body (message, _("The study “%s” has changes that are not saved. They are lost otherwise."),
                                  wsc_session_get_title (self->session));
  adw_message_dialog_add_responses (message, "cancel", _("_Cancel"), "discard", _("_Discard"), "save", _("_Save"), NULL);
  adw_message_dialog_set_response_appearance (message, "discard", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_response_appearance (message, "save", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (message, "save");
  adw_message_dialog_set_close_response (message, "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_unsaved_response), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

void
wsc_window_ask_then (WscWindow *self, WscWindowThen then, const char *argument)
{
  char *copy = g_strdup (argument);
  g_free (self->argument);
  self->then = then;
  self->argument = copy;
  if (wsc_session_get_modified (self->session))
    ask_about_changes (self);
  else
    go_on (self);
}

/* --- recent files and drops --------------------------------------------------------------------- */

void
wsc_window_update_recent (WscWindow *self)
{
  g_autoptr (GPtrArray) list = wsc_recent_list (MAX_RECENT);
  g_autoptr (GMenu) menu = g_menu_new ();
  for (guint i = 0; i < list->len; i++)
    {
      const WscRecent *recent = list->pdata[i];
      g_autoptr (GMenuItem) item = g_menu_item_new (recent->name, NULL);
      g_menu_item_set_action_and_target (item, "win.open-study", "s", recent->path);
      g_menu_append_item (menu, item);
    }
  if (list->len == 0)
    g_menu_append (menu, _("No recent files"), "win.no-recent");
  adw_split_button_set_menu_model (ADW_SPLIT_BUTTON (self->open_button), G_MENU_MODEL (menu));
}

static gboolean
on_drop (GtkDropTarget *target, const GValue *value, double x, double y, WscWindow *self)
{
  g_autofree char *path = g_file_get_path (g_value_get_object (value));
  if (path)
    wsc_window_open_path (self, path);
  return path != NULL;
}

void
wsc_window_accept_drops (WscWindow *self)
{
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_FILE, GDK_ACTION_COPY);
  g_signal_connect (target, "drop", G_CALLBACK (on_drop), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

const GActionEntry wsc_window_file_actions[] = {
  { "open", open, NULL, NULL, NULL, { 0 } },
  { "open-study", open_study, "s", NULL, NULL, { 0 } },
  { "gallery", gallery, NULL, NULL, NULL, { 0 } },
  { "save", save, NULL, NULL, NULL, { 0 } },
  { "save-as", save_as, NULL, NULL, NULL, { 0 } },
};
const guint wsc_window_n_file_actions = G_N_ELEMENTS (wsc_window_file_actions);
