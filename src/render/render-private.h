/* render-private: what the files of this folder share. All need the renderer's context current. */
#pragma once

#include <epoxy/gl.h>

#include "render/render.h"

G_BEGIN_DECLS

/* --- programs ------------------------------------------------------------- */

/* Compiles the resource `name`.glsl twice, after "#define"s of VERTEX or FRAGMENT and of each name in `defines` (blank between
 * them, may be empty). 0 and the error GRAPHICS with the compiler's log and the numbered source. */
GLuint wsc_program_new (const char *name, const char *defines, GError **error);

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
