/* What the parts of WscSceneView share. */
#pragma once

#include "app/label-overlay.h"
#include "app/scene-view.h"
#include "render/render.h"

G_BEGIN_DECLS

struct _WscSceneView
{
  GtkWidget parent_instance;

  WscSession *session;
  gint method;           /* WscMethod, WSC_SCENE_VIEW_OWN or WSC_SCENE_VIEW_OVERLAY */
  WscRenderer *renderer; /* lives with the area's context */

  WscScene *scene; /* what is drawn at rest; NULL: nothing yet */
  WscScene *shown; /* what is drawn now: `scene`, or something between `from` and it */
  WscScene *from;
  char *view; /* the view's options of `scene`, as text */
  WscCamera camera, camera_from, camera_to;
  gboolean fitted;  /* the camera has been put before this document's scene */
  gboolean steered; /* the user has moved or magnified since: keep to it */
  gint64 started;   /* of the animation, us of the frame clock; 0: at the next frame */
  guint tick;
  guint rest;       /* the timeout after which nothing is held to move */
  gboolean resting; /* the next frame is the smooth one */

  gint hovered;
  double pointer_x, pointer_y;
  double drag_x, drag_y;
  double pinch;
  gboolean panning;

  GtkWidget *overlay;
  GtkGLArea *area;
  WscLabelOverlay *labels;
  GtkStack *cover;
  AdwStatusPage *empty;
  AdwStatusPage *waiting;
  AdwStatusPage *broken;
  GtkLabel *readout;
};

/* The neurons that are shown; the first method's in an overlay. NULL: none yet. */
WscNeurons *wsc_scene_view_get_neurons (WscSceneView *self);
/* The answer that the ellipsoid belongs to, and its neuron there; -1 remains -1. */
WscNeurons *wsc_scene_view_find_neuron (WscSceneView *self, gint ellipsoid, gint *neuron);
void wsc_scene_view_emit_steered (WscSceneView *self);

/* --- scene-view-camera.c: where the eye is, and going there ---------------- */

/* Draws at once, and once more with smooth intersections when nothing has moved for a moment. */
void wsc_scene_view_queue_draw (WscSceneView *self);
void wsc_scene_view_cancel_rest (WscSceneView *self);
/* The frame is drawn from `from` to the scene, and the camera goes to `target`, in a quarter of a second. */
void wsc_scene_view_animate (WscSceneView *self, WscScene *from, const WscCamera *target);
void wsc_scene_view_stop_animation (WscSceneView *self);
/* Another scene has arrived: looks at it as the study says, or follows it if it outgrew the picture. */
void wsc_scene_view_follow_scene (WscSceneView *self, WscScene *from, gboolean may_fit);
/* The camera was moved by hand. */
void wsc_scene_view_steer (WscSceneView *self, const WscCamera *camera);
void wsc_scene_view_zoom (WscSceneView *self, double factor, double x, double y);
void wsc_scene_view_store_camera (WscSceneView *self);

/* --- scene-view-input.c ----------------------------------------------------- */

void wsc_scene_view_add_controllers (WscSceneView *self);
void wsc_scene_view_update_readout (WscSceneView *self);

G_END_DECLS
