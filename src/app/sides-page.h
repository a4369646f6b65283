/* sides-page: a study as published and corrected, side by side: pictures with linked cameras or charts on the same axes, what differs and why, and
 * the numbers and options in which they do.
 */
#pragma once

#include <adwaita.h>

#include "scene/scene.h"
#include "session/session.h"

G_BEGIN_DECLS

#define WSC_TYPE_SIDES_PAGE (wsc_sides_page_get_type ())
G_DECLARE_FINAL_TYPE (WscSidesPage, wsc_sides_page, WSC, SIDES_PAGE, GtkWidget)

void wsc_sides_page_set_session (WscSidesPage *self, WscSession *session);
void wsc_sides_page_look (WscSidesPage *self, WscLook look);
gboolean wsc_sides_page_get_camera (WscSidesPage *self, WscCamera *camera); /* of the first picture; FALSE while there is none */

G_END_DECLS
