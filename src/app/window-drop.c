/* Files dropped on the window. */
#include "app/documents.h"
#include "app/window-private.h"

static char **
dup_paths (const GValue *value)
{
  g_autoptr (GStrvBuilder) paths = g_strv_builder_new ();
  g_autoptr (GSList) files = gdk_file_list_get_files (g_value_get_boxed (value));
  for (GSList *l = files; l; l = l->next)
    {
      g_autofree char *path = g_file_get_path (l->data);
      if (path)
        g_strv_builder_add (paths, path);
    }
  return g_strv_builder_end (paths);
}

/* One file is for this window, as a network may be for the study in it; of several each has its own. */
static gboolean
on_drop (GtkDropTarget *target, const GValue *value, double x, double y, WscWindow *self)
{
  g_auto (GStrv) paths = dup_paths (value);
  if (!paths[0])
    return FALSE;
  if (!paths[1])
    wsc_window_open_path (self, paths[0]);
  else
    wsc_documents_open (gtk_window_get_application (GTK_WINDOW (self)), self, (const char *const *) paths);
  return TRUE;
}

void
wsc_window_accept_drops (WscWindow *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);
  g_signal_connect (target, "drop", G_CALLBACK (on_drop), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}
