/* view-panel: how the neurons are drawn, from where they are seen, and what is known about them. */
#pragma once

#include <adwaita.h>

#include "app/scene-view.h"
#include "session/session.h"

G_BEGIN_DECLS

#define WSC_TYPE_VIEW_PANEL (wsc_view_panel_get_type ())
G_DECLARE_FINAL_TYPE (WscViewPanel, wsc_view_panel, WSC, VIEW_PANEL, GtkWidget)

void wsc_view_panel_set_session (WscViewPanel *self, WscSession *session);

G_END_DECLS
