/* scene: what is to be drawn in 3D, as immutable data with a text form; the camera that looks
 * at it; labels and picking, which need no GL.
 */
#pragma once

#include "base/base.h"
#include "estimate/estimate.h"
#include "reduce/reduce.h"
#include "scene/palette.h"
#include "study/study.h"

G_BEGIN_DECLS

/* --- camera: a value ----------------------------------------------------- */

typedef struct
{
  double target[3];
  double azimuth, elevation; /* radians; z is up, elevation in [-pi/2, pi/2] */
  double distance;           /* from the eye to the target */
  double field_of_view;      /* vertical, radians; orthographic keeps the size at the target */
  gboolean orthographic;
} WscCamera;

typedef enum { WSC_LOOK_FRONT, WSC_LOOK_RIGHT, WSC_LOOK_TOP, WSC_LOOK_HOME } WscLook;

void wsc_camera_get_eye (const WscCamera *self, double eye[3]);
/* Adds to azimuth and elevation, in radians; the elevation stops at the poles, where up stays defined. */
void wsc_camera_orbit (WscCamera *self, double dx, double dy);
/* Moves the picture by fractions of the view's shorter side: dx to the right, dy upwards. */
void wsc_camera_pan (WscCamera *self, double dx, double dy);
/* Scales the view by 1/factor keeping the point under (x, y) in place; x, y in -1..1 across the view's
 * width and height, y up. */
void wsc_camera_zoom_at (WscCamera *self, double factor, double x, double y, double aspect);

/* --- scene ---------------------------------------------------------------- */

/* The surface of an ellipsoid: centre + A u, |u| = 1, the columns of A its half-axes. A flat one has columns of a
 * hair's thickness instead of zero. */
typedef struct
{
  float centre[3];
  float half_axes[3][3]; /* half_axes[i]: half-axis i as a vector, longest first */
  WscRgba colour;
  guint32 id;
} WscEllipsoid;

typedef struct _WscScene WscScene;
#define WSC_TYPE_SCENE (wsc_scene_get_type ())
GType wsc_scene_get_type (void);

/* How all of a scene's ellipsoids are drawn. A plain value. */
typedef struct
{
  int style;           /* WscStyle */
  double opacity;      /* 0..1, of glass: how much of what is behind it an ellipsoid hides */
  int clip;            /* WscClip: along what the plane moves that cuts ellipsoids open */
  double clip_at;      /* 0..1 across the box; what is beyond, towards the axis' end or the eye, is cut away */
  gboolean clip_invert; /* the other half is */
  gboolean silhouettes;
  double fog;          /* 0..1: how far the farthest fade into the background */
  int finish;          /* WscFinish */
} WscSceneStyle;

void wsc_scene_style_init (WscSceneStyle *self); /* as the options' defaults */
void wsc_scene_style_from_view (WscSceneStyle *self, const WscViewSettings *view);
const WscSceneStyle *wsc_scene_get_style (const WscScene *self);
/* The same scene drawn in another way. */
WscScene *wsc_scene_restyle (WscScene *self, const WscSceneStyle *style);
/* The half-space that is kept: plane . (x, y, z, 1) <= 0, the normal of length 1. FALSE when nothing is cut. */
gboolean wsc_scene_get_clip_plane (const WscScene *self, const WscCamera *camera, double plane[4]);
/* Of the box about it, an eighth. */
double wsc_ellipsoid_get_volume (const WscEllipsoid *self);

/* The neurons as the view asks, ellipsoids or a density (scene/density.h). `selected`: a neuron drawn emphasised, or -1. Errors as of regions and projections. */
WscScene *wsc_scene_new_neurons (const WscNeurons *neurons, const WscViewSettings *view, gint selected, GError **error);
/* The same projected as `reference` is, so that pictures of several methods can be laid side by side. */
WscScene *wsc_scene_new_beside (const WscNeurons *neurons, const WscNeurons *reference, const WscViewSettings *view, gint selected, GError **error);
/* The same with the projection at hand: of a tour, say, that is played. */
WscScene *wsc_scene_new_projected (const WscNeurons *neurons, const WscNeurons *reference, const WscProjection *projection,
                                   const WscViewSettings *view, gint selected, GError **error);
/* Several answers about the same neurons in one picture, a colour each. */
WscScene *wsc_scene_new_overlay (guint n, WscNeurons *const *neurons, const WscViewSettings *view, GError **error);
/* The neurons in the colours of their clusters; `merged`: each has the place and the shape of its cluster's centre. A neuron that a selection
 * removes belongs to the kept one that stands for most of it. `parts` NULL, or of another number of neurons: as they are. */
WscScene *wsc_scene_new_reduced (const WscNeurons *neurons, const WscReductionParts *parts, gboolean merged, const WscViewSettings *view,
                                 gint selected, GError **error);
/* Which neurons are one: labels (m) from 0 to k - 1; NULL where there are no clusters. Caller frees. */
guint32 *wsc_reduced_dup_labels (const WscReductionParts *parts, guint *m, guint *k);
/* The pictures of all methods of some results: one each, or one of all where the view overlays them; at one scale, or each at its own, which
 * the heading tells. Array of WscComparedScene, which frees what it holds. Errors: RANGE (no answer yet). In the heading of an overlay each
 * method stands behind a dot, to be drawn in the colour of the palette by its number. */
#define WSC_COMPARED_DOT "●"
typedef struct
{
  WscScene *scene;
  WscCamera camera;
  char *heading;
  double factor; /* how much larger than the first it is drawn */
} WscComparedScene;
GArray *wsc_compared_scenes_new (const WscResults *results, const WscViewSettings *view, GError **error);
/* From bare ellipsoids; copied. For tests and benchmarks. */
WscScene *wsc_scene_new_ellipsoids (const WscEllipsoid *ellipsoids, guint n);
/* Between two scenes of equal ids, t in 0..1: what is drawn while one becomes the other. */
WscScene *wsc_scene_interpolate (WscScene *from, WscScene *to, double t);
WscScene *wsc_scene_ref (WscScene *self);
void wsc_scene_unref (WscScene *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WscScene, wsc_scene_unref)
char *wsc_scene_to_text (const WscScene *self);
WscScene *wsc_scene_from_text (const char *text, GError **error);

const WscEllipsoid *wsc_scene_get_ellipsoids (const WscScene *self, guint *n);
gint wsc_scene_get_selected (const WscScene *self);
gboolean wsc_scene_has_path (const WscScene *self);    /* line through centres in order */
gboolean wsc_scene_has_numbers (const WscScene *self);
void wsc_scene_get_bounds (const WscScene *self, double low[3], double high[3]); /* rounded out to ticks */
double wsc_scene_get_radius (const WscScene *self);    /* of the sphere about the middle of the bounds */
const char *wsc_scene_get_caption (const WscScene *self); /* "95 % content region · χ²₃(0.95) = 7.81 · PCA of the means, 87 % of their variance" */
const WscColourKey *wsc_scene_get_key (const WscScene *self); /* NULL where colours stand for no amount or group */
void wsc_scene_get_home (const WscScene *self, const WscViewSettings *view, WscCamera *camera);
void wsc_scene_look (const WscScene *self, WscLook look, WscCamera *camera);

/* Line segments of the axes box (only the faces behind), ticks, contours and the path, or stems: pairs of points. All but the path lie
 * behind every ellipsoid; they come first. */
typedef enum { WSC_SEGMENT_GRID, WSC_SEGMENT_FRAME, WSC_SEGMENT_TICK, WSC_SEGMENT_CONTOUR, WSC_SEGMENT_PATH } WscSegmentKind;
typedef struct { float from[3], to[3]; WscRgba colour; float width; /* px */ WscSegmentKind kind; } WscSegment;
WscSegment *wsc_scene_dup_segments (const WscScene *self, const WscCamera *camera, WscTheme theme, guint *n);

/* Text to be drawn over the picture, in pixels from the top left; layout depends on the camera. Labels that
 * would overlap a more important one are left out. */
typedef enum { WSC_LABEL_TICK, WSC_LABEL_AXIS, WSC_LABEL_NEURON, WSC_LABEL_SELECTED, WSC_LABEL_SCALE } WscLabelKind;
typedef struct
{
  char text[48];
  WscLabelKind kind;
  double x, y;
  double align_x, align_y; /* 0..1: which part of the text is at (x, y) */
  gboolean has_line;       /* from the neuron it is of, where it stands apart; of a scale: the bar */
  double line[2][2];
} WscLabel;
/* `font_size` in pixels is what overlap is judged by. Free with g_free (). */
WscLabel *wsc_scene_dup_labels (const WscScene *self, const WscCamera *camera, double width, double height, double font_size, guint *n);

/* The nearest ellipsoid whose outline holds pixel (x, y): its index, or -1. What is drawn there, exactly; O(n). */
gint wsc_scene_pick (const WscScene *self, const WscCamera *camera, double width, double height, double x, double y);

/* --- projection ------------------------------------------------------------ */

/* A camera made ready for one picture: what turns points and ellipsoids into pixels (y down) and window depths (0..1).
 * A plain value; any thread. */
typedef struct
{
  double rotation[3][3]; /* rows: the picture's right and up, and back towards the eye */
  double eye[3];
  double middle[2], scale; /* px; pixels a unit of the image plane (perspective: at distance 1) */
  double depth_add, depth_scale; /* window depth = add + scale * s, s = 1 / distance, or z when orthographic */
  double near_distance;
  double hair;             /* px: no outline is drawn narrower than this half-width */
  gboolean orthographic;
} WscView;

/* Near and far fit the scene. `pixel_ratio`: device pixels a logical one. */
void wsc_view_init (WscView *self, const WscScene *scene, const WscCamera *camera, double width, double height, double pixel_ratio);
/* FALSE when the point is not in front of the eye. `depth` may be NULL. */
gboolean wsc_view_project (const WscView *self, const double point[3], double pixel[2], double *depth);

/* The nearest ellipsoid at a pixel of those that are not `left_out` (n; NULL: none is): its index, or -1. */
gint wsc_view_pick (const WscView *self, const WscScene *scene, const gboolean *left_out, double x, double y);
/* A copy with the ellipsoids that are `moved` (n) led across the picture by so many pixels, y down, and another one selected. The box
 * stays. */
WscScene *wsc_scene_shift (const WscScene *self, const WscView *view, const gboolean *moved, const double by[2], gint selected);
/* The plane that cuts, as pixels and window depths see it: clip . (1, x, y, depth) <= 0 of what is kept. All 0, and FALSE, when nothing
 * is cut. */
gboolean wsc_view_get_clip (const WscView *self, const WscScene *scene, double clip[4]);

/* The outline of an ellipsoid, exact under perspective: the ellipse centre + q0 axes[0] + q1 axes[1], |q| = 1; and inside it,
 * with w = sqrt (1 - |q|^2), the surface: window depth = depth . (1, q0, q1, w) and a normal in the eye's frame,
 * normal[0] + q0 normal[1] + q1 normal[2] + w normal[3], of any length. */
typedef struct
{
  double centre[2];
  double axes[2][2];
  double lengths[2]; /* of the axes, px; at least the view's hair */
  double depth[4];
  double normal[4][3];
} WscOutline;

/* FALSE when the ellipsoid reaches the plane through the eye, where it has no such outline; it is not drawn then. */
gboolean wsc_view_outline (const WscView *self, const WscEllipsoid *ellipsoid, WscOutline *outline);

/* A straight line on the picture. */
typedef struct { double from[2], to[2], from_depth, to_depth; } WscLinePiece;
/* FALSE when none of it is before the eye. */
gboolean wsc_view_project_segment (const WscView *self, const WscSegment *segment, WscLinePiece *line);

G_END_DECLS
