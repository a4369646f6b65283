/* New and Open. */
#include <glib/gi18n-lib.h>

#include "app/documents.h"
#include "app/network-probe.h"
#include "app/recent.h"
#include "app/window-private.h"
#include "session/document.h"
#include "tensors/tensors.h"

/* --- opening ------------------------------------------------------------------------------- */

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

static WscOpening *
opening_new (WscWindow *window, const char *path)
{
  WscOpening *opening = g_new0 (WscOpening, 1);
  *opening = (WscOpening){ g_object_ref (window), g_strdup (path) };
  window->opening = TRUE;
  return opening;
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (WscOpening) opening = user_data;
  g_autoptr (GError) error = NULL;
  WscWindow *self = opening->window;
  self->opening = FALSE;
  gboolean opened = wsc_session_open_finish (WSC_SESSION (source), result, &error);
  if (!self->session)
    return;
  if (!opened)
    {
      wsc_window_show_error (self, error);
      wsc_recent_forget_missing (opening->path);
    }
  else
    wsc_recent_add (wsc_session_get_path (self->session));
}

static void
open_now (WscWindow *self, const char *path)
{
  WscOpening *opening = opening_new (self, path);
  wsc_window_show_error (self, NULL);
  wsc_session_open_async (self->session, path, on_opened, opening);
}

static gboolean
shows_study (WscWindow *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->main_stack), "start") != 0;
}

typedef struct
{
  WscWindow *window;
  char **paths;
} WscLooking;

static void
looking_free (WscLooking *looking)
{
  g_object_unref (looking->window);
  g_strfreev (looking->paths);
  g_free (looking);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WscLooking, looking_free)

/* One document takes the place of what is open; of several each has a window. */
static void
open_documents (WscWindow *self, const char *const *paths)
{
  if (paths[1])
    wsc_documents_open (gtk_window_get_application (GTK_WINDOW (self)), self, paths);
  else if (wsc_study_is_table (paths[0]))
    wsc_window_new_from_data (self, paths[0]);
  else
    wsc_window_ask_then (self, open_now, paths[0]);
}

/* Networks are for the study that is open; anything else is a document of its own. */
static void
on_looked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (WscLooking) looking = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *network = wsc_network_probe_finish (result);
  WscWindow *self = looking->window;
  if (!self->session)
    return;
  if (!network || !shows_study (self))
    {
      open_documents (self, (const char *const *) looking->paths);
      return;
    }
  wsc_window_show_error (self, NULL);
  if (wsc_session_set_option (self->session, "model.path", network, &error))
    wsc_window_toast (self, looking->paths[1] ? _("The networks are loaded instead of being trained. Undo trains again.")
                                              : _("The network is loaded instead of being trained. Undo trains again."));
  else
    wsc_window_show_error (self, error);
}

static gboolean
may_be_networks (const char *const *paths)
{
  for (; *paths; paths++)
    if (!wsc_study_is_table (*paths) || !wsc_tensors_is_file (*paths))
      return FALSE;
  return TRUE;
}

static void
open_paths (WscWindow *self, const char *const *paths)
{
  if (!paths[0])
    return;
  if (!shows_study (self) || !may_be_networks (paths))
    {
      open_documents (self, paths);
      return;
    }
  WscLooking *looking = g_new0 (WscLooking, 1);
  *looking = (WscLooking){ g_object_ref (self), g_strdupv ((char **) paths) };
  wsc_network_probe_async (paths, on_looked, looking);
}

void
wsc_window_open_path (WscWindow *self, const char *path)
{
  g_return_if_fail (WSC_IS_WINDOW (self) && path != NULL);
  const char *const paths[] = { path, NULL };
  WscWindow *other = wsc_documents_find (gtk_window_get_application (GTK_WINDOW (self)), path, self);
  if (other)
    {
      gtk_window_present (GTK_WINDOW (other));
      return;
    }
  open_paths (self, paths);
}

void
wsc_window_take_files (WscWindow *self, const char *const *paths)
{
  if (paths[0] && !paths[1])
    wsc_window_open_path (self, paths[0]);
  else
    open_paths (self, paths);
}

static void
open_study (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  wsc_window_open_path (user_data, g_variant_get_string (parameter, NULL));
}

static void
on_open_response (WscWindow *self, int response)
{
  g_auto (GStrv) paths = wsc_window_take_paths (self, response);
  wsc_window_take_files (self, (const char *const *) paths);
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
  GtkFileChooser *chooser = wsc_window_new_chooser (self, _("Open"), GTK_FILE_CHOOSER_ACTION_OPEN, _("_Open"));
  gtk_file_chooser_set_select_multiple (chooser, TRUE);
  wsc_window_add_filter (chooser, _("Studies, results, data and networks"), all);
  wsc_window_add_filter (chooser, _("Studies"), studies);
  wsc_window_add_filter (chooser, _("Results"), results);
  wsc_window_add_filter (chooser, _("Data"), tables);
  wsc_window_add_filter (chooser, _("Networks"), networks);
  g_signal_connect_object (chooser, "response", G_CALLBACK (on_open_response), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
new_now (WscWindow *self, const char *argument)
{
  g_autoptr (WscStudy) study = wsc_study_new ();
  wsc_session_set_study (self->session, study, NULL);
}

static void
new_study (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  wsc_window_ask_then (user_data, new_now, NULL);
}

static void
gallery (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  WscWindow *self = user_data;
  gboolean shown = g_strcmp0 (gtk_stack_get_visible_child_name (self->main_stack), "start") == 0;
  if (self->opened)
    wsc_window_show_workspace (self, shown);
}

const GActionEntry wsc_window_file_actions[] = {
  { "new", new_study, NULL, NULL, NULL, { 0 } },
  { "open", open, NULL, NULL, NULL, { 0 } },
  { "open-study", open_study, "s", NULL, NULL, { 0 } },
  { "gallery", gallery, NULL, NULL, NULL, { 0 } },
};
const guint wsc_window_n_file_actions = G_N_ELEMENTS (wsc_window_file_actions);
