/* group-row: one group of components: its colour, its name to be edited, what is in it, and a button that takes it away. */
#pragma once

#include <adwaita.h>

#include "session/session.h"

G_BEGIN_DECLS

#define WSC_TYPE_GROUP_ROW (wsc_group_row_get_type ())
G_DECLARE_FINAL_TYPE (WscGroupRow, wsc_group_row, WSC, GROUP_ROW, GtkListBoxRow)

/* `number`: of the group in the list, from 0. */
WscGroupRow *wsc_group_row_new (WscSession *session, guint number);
void wsc_group_row_set_group (WscGroupRow *self, const WscGroup *group);

G_END_DECLS
