/* scene-private: what the files of this folder share. */
#pragma once

#include "scene/density.h"
#include "scene/scene.h"

G_BEGIN_DECLS

/* Zero half-axes become this share of the scene's radius. */
#define WSC_SCENE_HAIR 1e-3
/* Corners a side of a density's mesh at most. */
#define WSC_SCENE_NODES 1024

/* What a scene of neurons was made of; ref-counted, for scenes between two share it. */
typedef struct
{
  gint ref_count;
  WscNeurons *neurons;
  WscProjection projection; /* owns its numbers */
  double level, radius;
  int region; /* WscRegionKind */
} WscOrigin;

WscOrigin *wsc_origin_new (const WscNeurons *neurons, const WscProjection *projection, const WscViewSettings *view, int region, double radius);
WscOrigin *wsc_origin_ref (WscOrigin *self); /* NULL is NULL */
void wsc_origin_unref (WscOrigin *self);

struct _WscScene
{
  gint ref_count;
  guint n;
  WscEllipsoid *ellipsoids; /* (n) */
  gint selected;
  gboolean has_path, has_numbers;
  WscSceneStyle style;
  char *caption;
  WscColourKey key; /* no label: there is none */
  WscOrigin *origin; /* NULL: not of neurons */
  double reach;     /* the box holds at least the cube from -reach to reach; 0: only what is there */
  char *axis_names[3]; /* an empty name: the axis is not there, the data have fewer dimensions */
  double low[3], high[3], steps[3]; /* the box, on multiples of its steps */
  double units[3]; /* what one unit of the box stands for along each axis */
  WscDensity *density; /* instead of ellipsoids, or NULL */
};

/* Takes the array; bounds follow from it. Everything else empty. */
WscScene *wsc_scene_new_take (WscEllipsoid *ellipsoids, guint n);
/* The least of 1, 2, 5 times a power of ten that is not below x. */
double wsc_scene_nice_step (double x);
void wsc_scene_set_axis_name (WscScene *self, guint axis, const char *name);
/* Everything but the ellipsoids, and the box. */
void wsc_scene_copy_frame (WscScene *self, const WscScene *other);
/* The words under the picture. */
char *wsc_scene_new_caption (const WscNeurons *neurons, const WscViewSettings *view, int region, const WscProjection *projection, double radius);
void wsc_scene_name_axes (WscScene *scene, const WscNeurons *neurons, const WscViewSettings *view, const WscProjection *projection);

/* The first m neurons with their regions, to be coloured. */
typedef struct
{
  const WscNeurons *neurons;
  const WscViewSettings *view;
  guint m;
  const WscRegion *regions; /* (m) */
  guint n_dimensions;       /* of the regions */
} WscColouring;

void wsc_colouring_init (WscColouring *self, WscColourKey *key);
WscRgba wsc_colouring_get (const WscColouring *self, const WscColourKey *key, guint i);

/* The style's lines of a scene's text; and one such line: FALSE when it is none, or wrong. */
void wsc_scene_style_append_text (const WscSceneStyle *self, GString *text);
gboolean wsc_scene_style_read (WscSceneStyle *self, const char *word, const char *rest);

void wsc_camera_get_frame (const WscCamera *self, double frame[3][3]);
double wsc_camera_get_half_height (const WscCamera *self);
void wsc_camera_get_range (const WscCamera *self, double radius, double *near_distance, double *far_distance);

/* density-scene.c: the box of a density. */
void wsc_scene_fit_density (WscScene *self);
/* From the floor to a little above the surface. */
void wsc_scene_get_stem (const WscScene *self, guint bump, double ends[2][3]);
/* The ray through a pixel: where it begins and its direction. */
void wsc_view_get_ray (const WscView *self, double x, double y, double origin[3], double direction[3]);

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
