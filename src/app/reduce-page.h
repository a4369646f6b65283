/* reduce-page: a network with fewer neurons: ellipsoids that fly together while a slider is dragged, what that costs, and why. */
#pragma once

#include <adwaita.h>

#include "scene/scene.h"
#include "session/session.h"

G_BEGIN_DECLS

#define WSC_TYPE_REDUCE_PAGE (wsc_reduce_page_get_type ())
G_DECLARE_FINAL_TYPE (WscReducePage, wsc_reduce_page, WSC, REDUCE_PAGE, GtkWidget)

/* Signal: "merged" (text), after two neurons were merged by hand. */

void wsc_reduce_page_set_session (WscReducePage *self, WscSession *session);
const char *wsc_reduce_page_get_figure (WscReducePage *self); /* name of the figure that is looked at */
void wsc_reduce_page_look (WscReducePage *self, WscLook look);
gboolean wsc_reduce_page_get_camera (WscReducePage *self, WscCamera *camera);

G_END_DECLS
