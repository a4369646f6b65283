/* Files that were opened or saved, in the list beside Open. */
#include <glib/gi18n-lib.h>

#include "app/recent.h"
#include "app/window-private.h"

#define MAX_RECENT 8

static void
add_recent (GMenu *menu, const WscRecent *recent)
{
  g_auto (GStrv) parts = g_strsplit (recent->name, "_", -1);
  g_autofree char *label = g_strjoinv ("__", parts);
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);
  g_menu_item_set_action_and_target (item, "win.open-study", "s", recent->path);
  g_menu_append_item (menu, item);
}

void
wsc_window_update_recent (WscWindow *self)
{
  g_autoptr (GPtrArray) list = wsc_recent_list (MAX_RECENT);
  g_autoptr (GMenu) menu = g_menu_new (), files = g_menu_new (), rest = g_menu_new ();
  for (guint i = 0; i < list->len; i++)
    add_recent (files, list->pdata[i]);
  if (list->len == 0)
    g_menu_append (files, _("No recent files"), "win.no-recent");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (files));
  if (list->len > 0)
    {
      g_menu_append (rest, _("_Clear Recent Files"), "win.clear-recent");
      g_menu_append_section (menu, NULL, G_MENU_MODEL (rest));
    }
  adw_split_button_set_menu_model (ADW_SPLIT_BUTTON (self->open_button), G_MENU_MODEL (menu));
}

static void
clear_recent (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  wsc_recent_clear ();
}

const GActionEntry wsc_window_recent_actions[] = {
  { "clear-recent", clear_recent, NULL, NULL, NULL, { 0 } },
};
const guint wsc_window_n_recent_actions = G_N_ELEMENTS (wsc_window_recent_actions);
