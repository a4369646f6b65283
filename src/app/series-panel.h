/* series-panel: the settings of singular spectrum analysis, and what it found in numbers. */
#pragma once

#include <adwaita.h>

#include "session/session.h"

G_BEGIN_DECLS

#define WSC_TYPE_SERIES_PANEL (wsc_series_panel_get_type ())
G_DECLARE_FINAL_TYPE (WscSeriesPanel, wsc_series_panel, WSC, SERIES_PANEL, GtkWidget)

void wsc_series_panel_set_session (WscSeriesPanel *self, WscSession *session);

G_END_DECLS
