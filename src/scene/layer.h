/* layer: ellipsoids on the picture without GL: what hides what, where a plane cuts, and how they are lit.
 */
#pragma once

#include "scene/scene.h"

G_BEGIN_DECLS

/* What can hide something on the picture: the front of an ellipsoid, cut open or not, or a plane. */
typedef struct
{
  WscOutline outline;
  gboolean is_plane;
  int cut;         /* 0: whole; 1: what lies before the plane is cut away, -1: what lies behind it */
  double plane[3]; /* its depth: plane . (1, x, y) */
  double lift;     /* how much nearer the face of its cut counts: all faces lie in one plane, and of two one is seen */
} WscLayer;
void wsc_layer_flip (WscLayer *self); /* to its back, as seen from within */
/* FALSE where it is not. */
gboolean wsc_layer_get_depth (const WscLayer *self, const double pixel[2], double *depth);
/* The plane that cuts, as a layer has it; the value for `cut`, 0 where nothing is cut. */
int wsc_view_get_cut (const WscView *self, const WscScene *scene, double plane[3]);
/* The face of the cut as a flat ellipsoid; FALSE where the plane misses it. */
gboolean wsc_ellipsoid_cut (const WscEllipsoid *self, const double plane[4], WscEllipsoid *face);
/* Where `other` lies before `self`: polygons, true to `tolerance` px, that keep `inset` px away from the outline of
 * `other`. Array of WscPathPoint; NULL where it nowhere does. */
typedef struct { double x, y; gboolean begins; /* a polygon */ } WscPathPoint;
GArray *wsc_layer_find_hidden (const WscLayer *self, const WscLayer *other, double inset, double tolerance);
/* The parts of a straight line that lie behind or in it, as shares 0..1 of its length; their number. */
guint wsc_layer_find_hidden_line (const WscLayer *self, const WscLinePiece *line, double ends[6][2]);

/* The light of a scene. A colour c, 0..1, is seen as sqrt (c c matte + gloss), darkened by `rim` at the outline. */
typedef struct { float ambient, sky, key, gloss, rim; } WscLight;
void wsc_scene_get_light (const WscScene *self, WscTheme theme, WscLight *light);
double wsc_light_get_matte (const WscLight *self, const double normal[3]); /* of length 1, in the eye's frame */
double wsc_light_get_gloss (const WscLight *self, const double normal[3]);
void wsc_outline_get_normal (const WscOutline *self, const double q[2], double normal[3]); /* of length 1 */

G_END_DECLS
