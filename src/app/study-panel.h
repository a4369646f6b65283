/* study-panel: every setting of the study but its view, group by group. */
#pragma once

#include <adwaita.h>

#include "session/session.h"

G_BEGIN_DECLS

#define WSC_TYPE_STUDY_PANEL (wsc_study_panel_get_type ())
G_DECLARE_FINAL_TYPE (WscStudyPanel, wsc_study_panel, WSC, STUDY_PANEL, GtkWidget)

void wsc_study_panel_set_session (WscStudyPanel *self, WscSession *session);

G_END_DECLS
