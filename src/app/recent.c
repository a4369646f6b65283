#include "app/recent.h"

static void
recent_free (gpointer data)
{
  WscRecent *recent = data;
  g_free (recent->path);
  g_free (recent->name);
  g_free (recent);
}

static gboolean
is_ours (GtkRecentInfo *info)
{
  return gtk_recent_info_has_application (info, g_get_application_name ());
}

static void
add (GPtrArray *list, GtkRecentInfo *info)
{
  g_autofree char *path = g_filename_from_uri (gtk_recent_info_get_uri (info), NULL, NULL);
  if (!path || !is_ours (info) || !gtk_recent_info_exists (info))
    return;
  WscRecent *recent = g_new (WscRecent, 1);
  recent->path = g_steal_pointer (&path);
  recent->name = g_strdup (gtk_recent_info_get_display_name (info));
  g_ptr_array_add (list, recent);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return g_date_time_compare (gtk_recent_info_get_modified ((GtkRecentInfo *) b),
                              gtk_recent_info_get_modified ((GtkRecentInfo *) a));
}

GPtrArray *
wsc_recent_list (guint most)
{
  GList *items = g_list_sort (gtk_recent_manager_get_items (gtk_recent_manager_get_default ()), compare);
  GPtrArray *list = g_ptr_array_new_with_free_func (recent_free);
  for (GList *l = items; l && list->len < most; l = l->next)
    add (list, l->data);
  g_list_free_full (items, (GDestroyNotify) gtk_recent_info_unref);
  return list;
}

void
wsc_recent_add (const char *path)
{
  g_autofree char *uri = path ? g_filename_to_uri (path, NULL, NULL) : NULL;
  if (uri)
    gtk_recent_manager_add_item (gtk_recent_manager_get_default (), uri);
}

void
wsc_recent_forget_missing (const char *path)
{
  g_autofree char *full = g_canonicalize_filename (path, NULL), *uri = g_filename_to_uri (full, NULL, NULL);
  if (uri && !g_file_test (full, G_FILE_TEST_EXISTS))
    gtk_recent_manager_remove_item (gtk_recent_manager_get_default (), uri, NULL);
}

void
wsc_recent_clear (void)
{
  GtkRecentManager *manager = gtk_recent_manager_get_default ();
  GList *items = gtk_recent_manager_get_items (manager);
  for (GList *l = items; l; l = l->next)
    if (is_ours (l->data))
      gtk_recent_manager_remove_item (manager, gtk_recent_info_get_uri (l->data), NULL);
  g_list_free_full (items, (GDestroyNotify) gtk_recent_info_unref);
}
