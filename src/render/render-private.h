/* render-private: what the files of this folder share. All need the renderer's context current. */
#pragma once

#include <epoxy/gl.h>

#include "render/render.h"
#include "scene/density.h"

G_BEGIN_DECLS

/* --- pictures ------------------------------------------------------------- */

/* One picture under way. */
typedef struct
{
  WscScene *scene;
  const WscCamera *camera;
  WscView view;
  guint width, height; /* of what is drawn into */
  double pixel_ratio;
  WscTheme theme;
} WscPicture;

/* --- programs ------------------------------------------------------------- */

/* Compiles the resource `name`.glsl twice, after "#define"s of VERTEX or FRAGMENT and of each name in `defines` (blank between
 * them, may be empty; NAME=VALUE), and after shading.glsl. 0 and the error GRAPHICS with the compiler's log and the numbered source. */
GLuint wsc_program_new (const char *name, const char *defines, GError **error);
/* Sets what shading.glsl asks for, by theme and the scene's style, in the program now used. */
void wsc_program_set_light (GLuint program, const WscPicture *picture);

/* --- ellipsoids ready to be drawn -------------------------------------------- */

/* One ellipsoid on the picture, as the shader reads it. Device coordinates are -1..1, y up. */
typedef struct
{
  float centre[2], lengths[2];
  float axes[2][2];
  float depth[4];
  float normal1[3], normal0_z;
  float normal2[3];
  float normal3[3];
  guint8 colour[4];
  float unused;
} WscInstance;

/* By size on the picture, because what is fast differs: short half-axis under 4 px; product of both under 300; the rest. */
typedef enum { WSC_SIZE_SMALL, WSC_SIZE_MIDDLE, WSC_SIZE_LARGE, WSC_N_SIZES } WscSize;

/* Instances of one view by size, each sorted from the back to the front, without those outside the picture. */
typedef struct
{
  guint n_chunks;
  guint *counts[WSC_N_SIZES];          /* (n_chunks) instances in each */
  WscInstance *instances[WSC_N_SIZES]; /* chunk i starts at i * WSC_CHUNK */
  guint capacity;
  guint32 *order, *spare; /* (capacity) */
  float *keys;            /* (capacity) */
} WscInstances;

#define WSC_CHUNK 4096

void wsc_instances_clear (WscInstances *self);
void wsc_instances_update (WscInstances *self, const WscScene *scene, const WscView *view, WscTheme theme);
/* The colour with `fog` (0..1) of the background before it. */
void wsc_fade_colour (guint8 bytes[4], WscRgba colour, WscRgba background, float fog);
/* One ellipsoid alone; FALSE when it is not on the picture. */
gboolean wsc_instance_init (WscInstance *self, const WscView *view, const WscEllipsoid *ellipsoid);

/* --- lines ---------------------------------------------------------------------- */

typedef struct
{
  float from[3], half_width;
  float to[3];
  guint8 colour[4];
} WscLine;

/* Projects and clips the segments at the near plane; those of the path come last, from *n_behind on. */
WscLine *wsc_lines_new (const WscScene *scene, const WscCamera *camera, const WscView *view, double pixel_ratio, WscTheme theme,
                        guint *n, guint *n_behind);

/* --- layers --------------------------------------------------------------------- */

#define WSC_LAYER_TEXELS 6 /* of a record */
#define WSC_LINE_TEXELS 10 /* where lines are drawn on ellipsoids */
#define WSC_SHORT_LIST 2
#define WSC_LAYER_MAX_ENTRIES (1u << 26) /* more than drivers have rows for */
#define WSC_N_LAYER_STYLES 4

typedef struct { float low[2], high[2]; } WscLayerBox;
typedef struct { guint32 record; float nearest; } WscLayerEntry;
typedef struct { gint32 left, bottom, start, length; } WscTile;

/* What is drawn by layers (shaders/layers.glsl), of one view. Pieces of the path come after the ellipsoids. */
typedef struct
{
  guint n, texels;
  float *records;      /* (n, texels, 4) */
  WscLayerBox *boxes;  /* (n) where each can be seen */
  guint32 *order, *spare; /* (n) in which they are entered into lists */
  float *nearest;      /* (n) least depths */
  WscScene *ordered;   /* the scene whose volumes are in order; NULL: the order is of depths */
  guint n_ordered;     /* with so many records: the path's pieces come and go with the camera */
  guint tile, n_columns, n_rows; /* side in px */
  guint32 *starts;     /* (tiles + 1) */
  WscLayerEntry *lists; /* (n_entries) by tile */
  guint n_entries;     /* above WSC_LAYER_MAX_ENTRIES: too many, and there are no lists */
  WscTile *tiles;      /* those that have a list: short lists, then long ones */
  guint n_tiles[2];
} WscLayers;

void wsc_layers_clear (WscLayers *self);
void wsc_layers_update (WscLayers *self, const WscPicture *picture, guint n_lines, const WscLine *lines);

typedef struct
{
  GLuint programs[WSC_N_LAYER_STYLES][2][2]; /* by WscStyle; whether cut; whether the list is long */
  GLuint records, lists, array, buffer;
  GLint max_rows;
  WscLayers layers;
} WscLayersPainter;

void wsc_layers_painter_init (WscLayersPainter *self);
void wsc_layers_painter_clear (WscLayersPainter *self);
/* Over what is there. FALSE when the driver has no room for so many, or cannot compile it: nothing is drawn then. */
gboolean wsc_layers_draw (WscLayersPainter *self, const WscPicture *picture, guint n_lines, const WscLine *lines);

/* --- a density ------------------------------------------------------------------ */

/* Its objects are made when it first draws. */
typedef struct
{
  GLuint program, array, buffers[2];
  guint n_fine, n_coarse; /* indices */
  WscDensity *density; /* what the buffers hold */
} WscSurfacePainter;

void wsc_surface_painter_clear (WscSurfacePainter *self);
/* Not `fine`: with fewer triangles. */
void wsc_surface_draw (WscSurfacePainter *self, const WscPicture *picture, gboolean fine);

/* --- framebuffers ----------------------------------------------------------------- */

/* Colour (RGBA, 8 bit) and depth; grows and shrinks with what is asked. */
typedef struct
{
  GLuint framebuffer, colour, depth;
  guint width, height;
} WscTarget;

void wsc_target_clear (WscTarget *self);
/* Sizes and binds it; FALSE when the context refuses the size. */
gboolean wsc_target_bind (WscTarget *self, guint width, guint height);
/* Whether the framebuffer now bound for drawing has a depth buffer. */
gboolean wsc_target_has_depth (void);

G_END_DECLS
