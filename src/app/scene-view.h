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

/* Signal: "steered", after the camera was moved by hand. */

/* What a view shows in place of the study's own neurons: the answer of one method, or all in one picture. Before the session is set. Its camera
 * is not the study's. */
#define WSC_SCENE_VIEW_OWN -1
#define WSC_SCENE_VIEW_OVERLAY -2
void wsc_scene_view_set_method (WscSceneView *self, gint method);
void wsc_scene_view_set_session (WscSceneView *self, WscSession *session);
/* Stands where another view stands; says nothing. `steered`: as if moved by hand, so it stays when other neurons come. */
void wsc_scene_view_set_camera (WscSceneView *self, const WscCamera *camera, gboolean steered);
gboolean wsc_scene_view_is_steered (WscSceneView *self);
/* Goes as near as the neurons fit, looking the same way. */
void wsc_scene_view_fit (WscSceneView *self);
void wsc_scene_view_look (WscSceneView *self, WscLook look);
/* FALSE while there is nothing to look at. */
gboolean wsc_scene_view_get_camera (WscSceneView *self, WscCamera *camera);

G_END_DECLS
