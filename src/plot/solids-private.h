/* solids: the ellipsoids of a scene as paths and gradients, for SVG and PDF. */
#pragma once

#include <cairo.h>

#include "scene/layer.h"

G_BEGIN_DECLS

typedef enum { WSC_SOLID_FRONT, WSC_SOLID_BACK, WSC_SOLID_FACE /* of the cut */ } WscSolidPart;

/* One ellipsoid on the picture, or one side of one. */
typedef struct
{
  WscLayer layer;
  WscRgba colour; /* faded with distance */
  double distance;
  guint index;    /* in the scene */
  WscSolidPart part;
  GPtrArray *hidden; /* of GArray of WscPathPoint: where it is not drawn, because something drawn before it lies before it; NULL: nowhere */
  GPtrArray *within; /* of GArray of WscPathPoint: in all of which alone it is drawn; NULL: everywhere */
} WscSolid;

/* One picture under way. */
typedef struct
{
  const WscScene *scene;
  const WscCamera *camera;
  cairo_t *cr;
  WscView view;
  double width, height;
  double pixel; /* user units a logical px */
  WscTheme theme;
  WscLight light;
  const WscSceneStyle *style;
  int cut;         /* as of WscLayer */
  double plane[3];
  GArray *solids;  /* of WscSolid, in the order in which they are drawn */
} WscSolidPicture;

#define WSC_SOLID_TOLERANCE 0.015 /* logical px */

/* solids-order.c: those before the eye and on the picture, the farthest first. */
GArray *wsc_solids_find (const WscSolidPicture *picture);
/* From the back to the front, with what is hidden cut out of them. */
void wsc_solids_arrange (WscSolidPicture *picture);
gboolean wsc_solid_meets (const WscSolid *a, const WscSolid *b); /* whether their boxes do */
void wsc_solid_clear (gpointer solid);

/* solids-glass.c: sides and faces, from the back to the front, split where they pass through each other. */
void wsc_solids_arrange_glass (WscSolidPicture *picture);

/* solids-path.c: a part of a line; the path, where solids hide it or not; and as pieces to be drawn before the solid of that number, in the order
 * of drawing: array of WscStretch, by that number. */
typedef struct { const WscSegment *segment; WscLinePiece line; double from, to; guint before; } WscStretch;
void wsc_solids_stroke (const WscSolidPicture *picture, const WscSegment *segment, const WscLinePiece *line, double from, double to);
void wsc_solids_draw_path (const WscSolidPicture *picture, const WscSegment *segments, guint n, gboolean hides);
GArray *wsc_solids_find_stretches (const WscSolidPicture *picture, const WscSegment *segments, guint n);

/* solids-lines.c: outlines, meridians and parallels. */
void wsc_solids_draw_lines (const WscSolidPicture *picture);

/* solids-shade.c: the ellipse's light as gradients; a path along the outline, its half-axes scaled; and the darker rim. */
void wsc_solid_fill (const WscSolid *self, cairo_t *cr, const WscLight *light, double pixel);
void wsc_solid_add_path (const WscSolid *self, cairo_t *cr, double scale_0, double scale_1);
void wsc_solid_draw_rim (const WscSolid *self, cairo_t *cr, const WscLight *light, double pixel, double opacity);

G_END_DECLS
