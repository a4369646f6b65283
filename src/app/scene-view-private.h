/* What the parts of WscSceneView share. */
#pragma once

#include "app/label-overlay.h"
#include "app/scene-view.h"
#include "app/tour-bar.h"
#include "render/render.h"

G_BEGIN_DECLS

struct _WscSceneView
{
  GtkWidget parent_instance;

  WscSession *session;
  gint method;           /* WscMethod or WSC_SCENE_VIEW_* */
  gboolean merged;       /* of clusters: at their centres */
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
  gboolean resting; /* nothing moves: the next frame is exact, and smooth where ellipsoids are few */

  gboolean simplified; /* the driver has no room for the scene's style */
  double pose[7];   /* the study's camera as it was last seen or stored */

  WscTour *tour;    /* of `tour_neurons`; NULL: not begun */
  WscNeurons *tour_neurons;
  int tour_seed;
  double tour_at;   /* the place that is looked at; below 0: the study's */
  double tour_kept; /* the study's place, as last seen */
  guint tour_tick;  /* playing */
  gint64 tour_time; /* of the last frame, us of the frame clock; 0: at the next */
  WscTourBar *tour_bar;

  gint hovered;
  double pointer_x, pointer_y;
  double drag_x, drag_y;
  double pinch;
  gboolean panning;
  gint dragged, target; /* neurons: the one that is led over the picture, and the one it is over; -1 */
  double grab_x, grab_y;
  gboolean *moved;      /* (n) with it: its whole cluster where clusters are drawn as one; NULL while nothing is dragged */

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
void wsc_scene_view_emit_merge (WscSceneView *self, guint i, guint j);
void wsc_scene_view_emit_menu (WscSceneView *self, gint neuron, double x, double y);
/* Of the branch that makes a network smaller, where they are of the neurons that are drawn; else NULL. */
const WscReductionParts *wsc_scene_view_get_reduction (WscSceneView *self);

/* The scene of the neurons as another view than the study's asks. */
WscScene *wsc_scene_view_new_plain_scene (WscSceneView *self, WscNeurons *neurons, const WscViewSettings *view, GError **error);
/* Builds the scene again and draws it at once. */
void wsc_scene_view_refresh (WscSceneView *self);

/* --- scene-view-tour.c ------------------------------------------------------ */

gboolean wsc_scene_view_is_on_tour (WscSceneView *self);
WscScene *wsc_scene_view_new_tour_scene (WscSceneView *self, WscNeurons *neurons, GError **error);
void wsc_scene_view_forget_tour (WscSceneView *self);
/* Another place in the study is where one looks from now on. */
void wsc_scene_view_forget_place (WscSceneView *self);
void wsc_scene_view_show_tour_bar (WscSceneView *self);

/* --- scene-view-camera.c: where the eye is, and going there ---------------- */

/* Draws at once, and once more with smooth intersections when nothing has moved for a moment. */
void wsc_scene_view_queue_draw (WscSceneView *self);
void wsc_scene_view_cancel_rest (WscSceneView *self);
gboolean wsc_scene_view_is_smooth (WscSceneView *self);
/* The frame is drawn from `from` to the scene, and the camera goes to `target`, in a quarter of a second. */
void wsc_scene_view_animate (WscSceneView *self, WscScene *from, const WscCamera *target);
void wsc_scene_view_stop_animation (WscSceneView *self);
/* Another scene has arrived: looks at it as the study says, or follows it if it outgrew the picture. */
void wsc_scene_view_follow_scene (WscSceneView *self, WscScene *from, gboolean may_fit);
/* The camera was moved by hand. */
void wsc_scene_view_steer (WscSceneView *self, const WscCamera *camera);
void wsc_scene_view_zoom (WscSceneView *self, double factor, double x, double y);
void wsc_scene_view_store_camera (WscSceneView *self);
/* Goes to the study's camera, if it is another than the one last seen there. */
void wsc_scene_view_follow_study (WscSceneView *self);

/* --- scene-view-input.c ----------------------------------------------------- */

void wsc_scene_view_add_controllers (WscSceneView *self);
void wsc_scene_view_update_readout (WscSceneView *self);
void wsc_scene_view_show_readout (WscSceneView *self, const char *text); /* beside the pointer; NULL hides it */
gint wsc_scene_view_pick (WscSceneView *self, double x, double y);

/* --- scene-view-merge.c: one neuron is dragged onto another ------------------ */

gboolean wsc_scene_view_begin_merge (WscSceneView *self, double x, double y); /* FALSE: there is none to be dragged */
void wsc_scene_view_lead_merge (WscSceneView *self, double dx, double dy);
void wsc_scene_view_end_merge (WscSceneView *self, gboolean drop);
void wsc_scene_view_update_merge (WscSceneView *self); /* the answer to what it would cost is there */

G_END_DECLS
