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

/* Signals: "steered", after the camera was moved by hand; of clusters, "merge" (i, j) when neuron i was dropped on j, and "menu"
 * (neuron, x, y) where something can be done about a neuron. */

/* What a view shows in place of the study's own neurons: the answer of one method, all in one picture, or the clusters they are put into.
 * Before the session is set. Its camera is not the study's. */
#define WSC_SCENE_VIEW_OWN -1
#define WSC_SCENE_VIEW_OVERLAY -2
#define WSC_SCENE_VIEW_CLUSTERS -3
void wsc_scene_view_set_method (WscSceneView *self, gint method);
void wsc_scene_view_set_session (WscSceneView *self, WscSession *session);
/* Of clusters: neurons are where they were trained, or at the centres of their clusters. */
void wsc_scene_view_set_merged (WscSceneView *self, gboolean merged);
/* Stands where another view stands; says nothing. `steered`: as if moved by hand, so it stays when other neurons come. */
void wsc_scene_view_set_camera (WscSceneView *self, const WscCamera *camera, gboolean steered);
gboolean wsc_scene_view_is_steered (WscSceneView *self);
/* Goes as near as the neurons fit, looking the same way. */
void wsc_scene_view_fit (WscSceneView *self);
void wsc_scene_view_look (WscSceneView *self, WscLook look);
/* The grand tour of a study whose projection it is: the place looked at, going elsewhere, playing, and writing the place to the study. */
double wsc_scene_view_get_tour_position (WscSceneView *self);
void wsc_scene_view_go_on_tour (WscSceneView *self, double position);
gboolean wsc_scene_view_is_playing (WscSceneView *self);
void wsc_scene_view_play (WscSceneView *self, gboolean playing);
void wsc_scene_view_keep_tour (WscSceneView *self);
/* FALSE while there is nothing to look at. */
gboolean wsc_scene_view_get_camera (WscSceneView *self, WscCamera *camera);

G_END_DECLS
