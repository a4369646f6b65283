/* Files dropped on the window. */
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

static gboolean
on_drop (GtkDropTarget *target, const GValue *value, double x, double y, WscWindow *self)
{
  g_auto (GStrv) paths = dup_paths (value);
  if (!paths[0])
    return FALSE;
  wsc_window_take_files (self, (const char *const *) paths);
  return TRUE;
}

void
wsc_window_accept_drops (WscWindow *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);
  g_signal_connect (target, "drop", G_CALLBACK (on_drop), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}
