/* density: the mixture of neurons' Gaussians over a plane, f(x) = (1/m) sum N(x; mean, covariance), as a surface over a mesh.
 */
#pragma once

#include "scene/scene.h"

G_BEGIN_DECLS

/* One Gaussian in the plane. */
typedef struct
{
  double mean[2], covariance[3]; /* xx, xy, yy */
  WscRgba colour;
  guint32 id; /* of the neuron */
} WscBump;

/* A corner of the mesh in the scene's frame, whose heights are stretched to stand well beside the plane. */
typedef struct
{
  float place[3], normal[3];
  guint8 colour[4]; /* premultiplied: what is missing is the plane, whose grey depends on the theme */
} WscDensityNode;

/* Immutable, atomically ref-counted. The mesh has its rows and columns where some Gaussian bends, as far apart as a part of the narrowest there. */
typedef struct _WscDensity WscDensity;
WscDensity *wsc_density_ref (WscDensity *self);
void wsc_density_unref (WscDensity *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WscDensity, wsc_density_unref)

/* Out to so many standard deviations of each, on at most `max_nodes` by `max_nodes` corners. Bumps are copied. Errors: RANGE (one without
 * width, or too narrow for such a mesh, with its number and both widths). */
#define WSC_DENSITY_EXTENT 3.5
WscDensity *wsc_density_new_within (const WscBump *bumps, guint n, double extent, guint max_nodes, GError **error);
/* Out to WSC_DENSITY_EXTENT, where the volume is 1 to a thousandth. */
WscDensity *wsc_density_new (const WscBump *bumps, guint n, guint max_nodes, GError **error);

guint wsc_density_get_n_bumps (const WscDensity *self);
const WscBump *wsc_density_get_bumps (const WscDensity *self);
double wsc_density_get_reach (const WscDensity *self); /* standard deviations of each that the mesh takes in */
void wsc_density_get_size (const WscDensity *self, guint *n_x, guint *n_y);
/* (n_y, n_x), rows along y, both ascending. */
const WscDensityNode *wsc_density_get_nodes (const WscDensity *self);
double wsc_density_get_peak (const WscDensity *self);    /* the largest f of the mesh */
double wsc_density_get_stretch (const WscDensity *self); /* height in the scene for f = 1 */
double wsc_density_get_volume (const WscDensity *self);  /* under the mesh, of f: 1 but for what is cut off */
void wsc_density_get_extent (const WscDensity *self, double low[2], double high[2]);
/* f at a point, and the bump that has the largest share of it. `bump` may be NULL. */
double wsc_density_evaluate (const WscDensity *self, const double point[2], guint *bump);
/* Lines of equal f at levels of 2, 5, 10, 20, 40, 60, 80 and 95 % of the peak. Array of WscContourPoint. */
typedef struct { double at[2], level; gboolean begins; /* a line */ } WscContourPoint;
const GArray *wsc_density_get_contours (const WscDensity *self);

/* --- the scene -------------------------------------------------------------- */

/* The neurons in the plane that the view projects to, as such a surface, with contours below and stems at the means. Errors: RANGE (one
 * coordinate), those of wsc_density_new (). */
WscScene *wsc_scene_new_density (const WscNeurons *neurons, const WscViewSettings *view, gint selected, GError **error);
/* From bare bumps, for tests and benchmarks. */
WscScene *wsc_scene_new_bumps (const WscBump *bumps, guint n, guint max_nodes, GError **error);
WscScene *wsc_scene_new_bumps_within (const WscBump *bumps, guint n, double extent, guint max_nodes, GError **error);
WscDensity *wsc_scene_get_density (const WscScene *self); /* NULL for ellipsoids */
/* Where the ray through a pixel meets the surface; FALSE where it does not. */
gboolean wsc_scene_meet_density (const WscScene *self, const WscView *view, double x, double y, double point[2]);

/* "f = 0.12 at 1.5, −0.2" of the point of the surface under a pixel; NULL where there is none. */
char *wsc_scene_dup_reading (const WscScene *self, const WscCamera *camera, double width, double height, double x, double y);

G_END_DECLS
