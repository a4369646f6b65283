/* scene-private: what the files of this folder share. */
#pragma once

#include "scene/scene.h"

G_BEGIN_DECLS

/* Zero half-axes become this share of the scene's radius. */
#define WSC_SCENE_HAIR 1e-3

struct _WscScene
{
  gint ref_count;
  guint n;
  WscEllipsoid *ellipsoids; /* (n) */
  gint selected;
  gboolean has_path, has_numbers;
  char *caption;
  char *axis_names[3]; /* an empty name: the axis is not there, the data have fewer dimensions */
  double low[3], high[3], step; /* the box, on multiples of step */
};

/* Takes the array; bounds follow from it. Everything else empty. */
WscScene *wsc_scene_new_take (WscEllipsoid *ellipsoids, guint n);
void wsc_scene_set_axis_name (WscScene *self, guint axis, const char *name);
/* The extent of an ellipsoid along each coordinate: sqrt of the diagonal of A A'. */
void wsc_ellipsoid_get_extent (const WscEllipsoid *self, double extent[3]);

void wsc_camera_get_frame (const WscCamera *self, double frame[3][3]);
double wsc_camera_get_half_height (const WscCamera *self);
void wsc_camera_get_range (const WscCamera *self, double radius, double *near_distance, double *far_distance);

/* As wsc_scene_pick (), with the view at hand. */
gint wsc_scene_pick_view (const WscScene *self, const WscView *view, double x, double y);

/* For each axis, whether the box's back face is the one at `high`. */
typedef struct
{
  gboolean high[3];
} WscBoxSides;

void wsc_scene_get_sides (const WscScene *self, const WscCamera *camera, WscBoxSides *sides);
guint wsc_scene_get_n_ticks (const WscScene *self, guint axis);
double wsc_scene_get_tick (const WscScene *self, guint axis, guint tick);
/* Both ends of the edge along `axis` that carries its ticks, and the direction of the ticks in the world (a unit
 * coordinate direction); FALSE when the axis has no name or points at the eye. */
gboolean wsc_scene_get_tick_edge (const WscScene *self, const WscView *view, const WscBoxSides *sides, guint axis,
                                  double ends[2][3], double outward[3]);

G_END_DECLS
