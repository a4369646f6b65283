/* compare-page: the answers of several methods side by side, in one frame and one unit, with linked cameras; a table of how they differ. */
#pragma once

#include <adwaita.h>

#include "scene/scene.h"
#include "session/session.h"

G_BEGIN_DECLS

#define WSC_TYPE_COMPARE_PAGE (wsc_compare_page_get_type ())
G_DECLARE_FINAL_TYPE (WscComparePage, wsc_compare_page, WSC, COMPARE_PAGE, GtkWidget)

void wsc_compare_page_set_session (WscComparePage *self, WscSession *session);
void wsc_compare_page_look (WscComparePage *self, WscLook look);
/* Of the first picture. FALSE while there is nothing to look at. */
gboolean wsc_compare_page_get_camera (WscComparePage *self, WscCamera *camera);

G_END_DECLS
