/* status-bar: how far the run is, what the loss does, whether the picture is of the settings. */
#pragma once

#include <adwaita.h>

#include "session/session.h"

G_BEGIN_DECLS

#define WSC_TYPE_STATUS_BAR (wsc_status_bar_get_type ())
G_DECLARE_FINAL_TYPE (WscStatusBar, wsc_status_bar, WSC, STATUS_BAR, GtkWidget)

void wsc_status_bar_set_session (WscStatusBar *self, WscSession *session);

G_END_DECLS
