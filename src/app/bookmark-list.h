/* bookmark-list: the views that are kept under a name: to go there, to rename, to remove, to add the one that is looked at. */
#pragma once

#include <adwaita.h>

#include "session/session.h"

G_BEGIN_DECLS

#define WSC_TYPE_BOOKMARK_LIST (wsc_bookmark_list_get_type ())
G_DECLARE_FINAL_TYPE (WscBookmarkList, wsc_bookmark_list, WSC, BOOKMARK_LIST, GtkWidget)

void wsc_bookmark_list_set_session (WscBookmarkList *self, WscSession *session);
/* Section of a menu with the names, for the action win.bookmark. */
void wsc_bookmark_list_fill_menu (WscSession *session, GMenu *menu);

G_END_DECLS
