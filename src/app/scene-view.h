/* scene-view: the neurons in space, on a GL area, with their labels over it; turned, moved, magnified and picked by mouse,
 * touchpad and keyboard.
 */
#pragma once

#include <adwaita.h>

#include "scene/scene.h"
#include "session/session.h"

G_BEGIN_DECLS

#define WSC_TYPE_SCENE_VIEW (wsc_scene_view_get_type ())
G_DECLARE_FINAL_TYPE (WscSceneView, wsc_scene_view, WSC, SCENE_VIEW, GtkWidget)

void wsc_scene_view_set_session (WscSceneView *self, WscSession *session);
void wsc_scene_view_look (WscSceneView *self, WscLook look);
/* FALSE while there is nothing to look at. */
gboolean wsc_scene_view_get_camera (WscSceneView *self, WscCamera *camera);

G_END_DECLS
