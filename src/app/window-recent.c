/* Files that were opened or saved, in the list beside Open. */
#include <glib/gi18n-lib.h>

#include "app/window-private.h"

#define MAX_RECENT 8

void
wsc_window_remember (WscWindow *self, const char *path)
{
  g_autofree char *uri = path ? g_filename_to_uri (path, NULL, NULL) : NULL;
  if (uri)
    gtk_recent_manager_add_item (gtk_recent_manager_get_default (), uri);
}

void
wsc_window_forget_missing (WscWindow *self, const char *path)
{
  g_autofree char *full = g_canonicalize_filename (path, NULL), *uri = g_filename_to_uri (full, NULL, NULL);
  if (uri && !g_file_test (full, G_FILE_TEST_EXISTS))
    gtk_recent_manager_remove_item (gtk_recent_manager_get_default (), uri, NULL);
}

static gboolean
is_ours (GtkRecentInfo *info)
{
  return gtk_recent_info_has_application (info, g_get_application_name ());
}

static void
add_recent (GMenu *menu, GtkRecentInfo *info)
{
  g_autofree char *path = g_filename_from_uri (gtk_recent_info_get_uri (info), NULL, NULL);
  if (!path || !is_ours (info) || !gtk_recent_info_exists (info))
    return;
  g_auto (GStrv) parts = g_strsplit (gtk_recent_info_get_display_name (info), "_", -1);
  g_autofree char *label = g_strjoinv ("__", parts);
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);
  g_menu_item_set_action_and_target (item, "win.open-study", "s", path);
  g_menu_append_item (menu, item);
}

static int
compare_recent (gconstpointer a, gconstpointer b)
{
  return g_date_time_compare (gtk_recent_info_get_modified ((GtkRecentInfo *) b),
                              gtk_recent_info_get_modified ((GtkRecentInfo *) a));
}

void
wsc_window_update_recent (WscWindow *self)
{
  GtkRecentManager *manager = gtk_recent_manager_get_default ();
  GList *items = g_list_sort (gtk_recent_manager_get_items (manager), compare_recent);
  g_autoptr (GMenu) menu = g_menu_new (), files = g_menu_new (), rest = g_menu_new ();
  for (GList *l = items; l && g_menu_model_get_n_items (G_MENU_MODEL (files)) < MAX_RECENT; l = l->next)
    add_recent (files, l->data);
  gboolean any = g_menu_model_get_n_items (G_MENU_MODEL (files)) > 0;
  if (!any)
    g_menu_append (files, _("No recent files"), "win.no-recent");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (files));
  if (any)
    {
      g_menu_append (rest, _("_Clear Recent Files"), "win.clear-recent");
      g_menu_append_section (menu, NULL, G_MENU_MODEL (rest));
    }
  adw_split_button_set_menu_model (ADW_SPLIT_BUTTON (self->open_button), G_MENU_MODEL (menu));
  g_list_free_full (items, (GDestroyNotify) gtk_recent_info_unref);
}

static void
clear_recent (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkRecentManager *manager = gtk_recent_manager_get_default ();
  GList *items = gtk_recent_manager_get_items (manager);
  for (GList *l = items; l; l = l->next)
    if (is_ours (l->data))
      gtk_recent_manager_remove_item (manager, gtk_recent_info_get_uri (l->data), NULL);
  g_list_free_full (items, (GDestroyNotify) gtk_recent_info_unref);
}

const GActionEntry wsc_window_recent_actions[] = {
  { "clear-recent", clear_recent, NULL, NULL, NULL, { 0 } },
};
const guint wsc_window_n_recent_actions = G_N_ELEMENTS (wsc_window_recent_actions);
