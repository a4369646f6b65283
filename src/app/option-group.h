/* option-group: a heading and the rows of all options of a group, as they are relevant. */
#pragma once

#include <adwaita.h>

#include "session/session.h"

G_BEGIN_DECLS

#define WSC_TYPE_OPTION_GROUP (wsc_option_group_get_type ())
G_DECLARE_FINAL_TYPE (WscOptionGroup, wsc_option_group, WSC, OPTION_GROUP, GtkWidget)

/* Properties: "name-prefix", the first part of the options' keys; "title"; "omit", keys without their group that are shown elsewhere, or
 * "only", those that are shown here; both parted by blanks. */
void wsc_option_group_set_session (WscOptionGroup *self, WscSession *session);

G_END_DECLS
