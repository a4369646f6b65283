/* reduce-panel: how neurons are made fewer, at the right of the Reduce page. */
#pragma once

#include <gtk/gtk.h>

#include "session/session.h"

G_BEGIN_DECLS

#define WSC_TYPE_REDUCE_PANEL (wsc_reduce_panel_get_type ())
G_DECLARE_FINAL_TYPE (WscReducePanel, wsc_reduce_panel, WSC, REDUCE_PANEL, GtkWidget)

void wsc_reduce_panel_set_session (WscReducePanel *self, WscSession *session);

G_END_DECLS
