/* box: the faces of the axes box that lie behind, their grid and ticks, and the path through the centres. */
#include "scene/scene.h"

#include <math.h>
#include <string.h>

#include "scene/scene-private.h"

#define TICK_LENGTH 0.03 /* of the scene's radius */

/* Looking straight along an axis leaves the others' sides open: low in front for x and y, floor rather than ceiling. */
void
wsc_scene_get_sides (const WscScene *self, const WscCamera *camera, WscBoxSides *sides)
{
  const double radius = wsc_scene_get_radius (self);
  double frame[3][3], eye[3];

  wsc_camera_get_frame (camera, frame);
  wsc_camera_get_eye (camera, eye);
  for (guint j = 0; j < 3; j++)
    {
      const double towards = camera->orthographic ? frame[2][j] : (eye[j] - 0.5 * (self->low[j] + self->high[j])) / radius;

      sides->high[j] = fabs (towards) < 1e-6 ? j < 2 : towards < 0;
    }
}

guint
wsc_scene_get_n_ticks (const WscScene *self, guint axis)
{
  if (*self->axis_names[axis] == '\0')
    return 0;
  return (guint) lround ((self->high[axis] - self->low[axis]) / self->steps[axis]) + 1;
}

double
wsc_scene_get_tick (const WscScene *self, guint axis, guint tick)
{
  return (round (self->low[axis] / self->steps[axis]) + tick) * self->steps[axis];
}

static double
get_side (const WscScene *self, guint axis, gboolean high)
{
  return high ? self->high[axis] : self->low[axis];
}

/* The edge along `axis` where `back` is at its back face and `front` at its front one: an edge of the box's outline. */
static void
set_edge (const WscScene *self, const WscBoxSides *sides, guint axis, guint back, guint front, double ends[2][3])
{
  for (guint k = 0; k < 2; k++)
    {
      ends[k][axis] = get_side (self, axis, k == 1);
      ends[k][back] = get_side (self, back, sides->high[back]);
      ends[k][front] = get_side (self, front, !sides->high[front]);
    }
}

gboolean
wsc_scene_get_tick_edge (const WscScene *self, const WscView *view, const WscBoxSides *sides, guint axis,
                         double ends[2][3], double outward[3])
{
  guint back = axis == 2 ? 0 : 2, front = axis == 0 ? 1 : axis == 1 ? 0 : 1;
  double from[2], to[2], other[2][3], p[2];

  if (*self->axis_names[axis] == '\0')
    return FALSE;
  set_edge (self, sides, axis, back, front, ends);
  if (!wsc_view_project (view, ends[0], from, NULL) || !wsc_view_project (view, ends[1], to, NULL))
    return FALSE;
  if (axis == 2)
    {
      set_edge (self, sides, 2, 1, 0, other);
      if (wsc_view_project (view, other[0], p, NULL) && p[0] < from[0])
        {
          memcpy (ends, other, sizeof other);
          wsc_view_project (view, ends[0], from, NULL);
          if (!wsc_view_project (view, ends[1], to, NULL))
            return FALSE;
          back = 1;
          front = 0;
        }
    }
  for (guint j = 0; j < 3; j++)
    outward[j] = j == front ? (sides->high[front] ? -1 : 1) : 0;
  return hypot (to[0] - from[0], to[1] - from[1]) > 0.06 * view->middle[1];
}

/* --- segments --------------------------------------------------------------- */

typedef struct
{
  const WscScene *scene;
  const WscBoxSides *sides;
  GArray *segments; /* of WscSegment */
  WscTheme theme;
} Box;

static WscRgba
with_alpha (WscRgba colour, double alpha)
{
  colour.a = alpha;
  return colour;
}

static void
add_segment (const Box *box, const double from[3], const double to[3], WscSegmentKind kind)
{
  static const struct { float alpha, width; } styles[] = {
    [WSC_SEGMENT_GRID] = { 0.13f, 1 },
    [WSC_SEGMENT_FRAME] = { 0.42f, 1.1f },
    [WSC_SEGMENT_TICK] = { 0.6f, 1.1f },
    [WSC_SEGMENT_CONTOUR] = { 0.6f, 1 },
    [WSC_SEGMENT_PATH] = { 0.62f, 1.5f },
  };
  WscSegment segment = { .colour = with_alpha (wsc_theme_ink (box->theme), wsc_theme_get_alpha (box->theme, styles[kind].alpha)), .width = styles[kind].width, .kind = kind };

  for (guint j = 0; j < 3; j++)
    {
      segment.from[j] = from[j];
      segment.to[j] = to[j];
    }
  g_array_append_val (box->segments, segment);
}

/* Lines of the face `normal` at its back side: across it at every tick of `ticked`, the outermost as a frame. */
static void
add_face_lines (const Box *box, guint normal, guint ticked, guint along, WscSegmentKind kind)
{
  const WscScene *scene = box->scene;
  const guint n = MAX (wsc_scene_get_n_ticks (scene, ticked), 2);
  double from[3], to[3];

  if (scene->high[along] <= scene->low[along])
    return;
  for (guint k = 0; k < n; k++)
    {
      const gboolean is_frame = k == 0 || k == n - 1;

      if (is_frame != (kind == WSC_SEGMENT_FRAME))
        continue;
      from[normal] = to[normal] = get_side (scene, normal, box->sides->high[normal]);
      from[ticked] = to[ticked] = k == 0 ? scene->low[ticked]
                                  : k == n - 1 ? scene->high[ticked] : wsc_scene_get_tick (scene, ticked, k);
      /* A frame edge shared by two back faces is drawn once. */
      if (is_frame && (k != 0) == box->sides->high[ticked] && normal > ticked)
        continue;
      from[along] = scene->low[along];
      to[along] = scene->high[along];
      add_segment (box, from, to, kind);
    }
}

static void
add_faces (const Box *box, WscSegmentKind kind)
{
  for (guint normal = 0; normal < 3; normal++)
    {
      const guint a = (normal + 1) % 3, b = (normal + 2) % 3;

      add_face_lines (box, normal, a, b, kind);
      add_face_lines (box, normal, b, a, kind);
    }
}

static void
add_ticks (const Box *box, const WscView *view)
{
  const double length = TICK_LENGTH * wsc_scene_get_radius (box->scene);

  for (guint axis = 0; axis < 3; axis++)
    {
      double ends[2][3], outward[3], to[3];

      if (!wsc_scene_get_tick_edge (box->scene, view, box->sides, axis, ends, outward))
        continue;
      for (guint k = 0; k < wsc_scene_get_n_ticks (box->scene, axis); k++)
        {
          ends[0][axis] = wsc_scene_get_tick (box->scene, axis, k);
          for (guint j = 0; j < 3; j++)
            to[j] = ends[0][j] + length * outward[j];
          add_segment (box, ends[0], to, WSC_SEGMENT_TICK);
        }
    }
}

static void
add_path (const Box *box)
{
  for (guint i = 1; i < box->scene->n; i++)
    {
      const float *a = box->scene->ellipsoids[i - 1].centre, *b = box->scene->ellipsoids[i].centre;

      add_segment (box, (double[3]) { a[0], a[1], a[2] }, (double[3]) { b[0], b[1], b[2] }, WSC_SEGMENT_PATH);
    }
}

/* On the floor; from below they are before the surface, and as it is hidden by itself only, so are they. */
static void
add_contours (const Box *box, gboolean is_behind)
{
  const GArray *contours = wsc_density_get_contours (box->scene->density);

  for (guint i = 1; i < contours->len; i++)
    {
      const WscContourPoint *p = &g_array_index (contours, WscContourPoint, i - 1), *q = p + 1;

      if (!q->begins)
        add_segment (box, (double[3]) { p->at[0], p->at[1], box->scene->low[2] }, (double[3]) { q->at[0], q->at[1], box->scene->low[2] },
                     is_behind ? WSC_SEGMENT_CONTOUR : WSC_SEGMENT_PATH);
    }
}

static void
add_stems (const Box *box)
{
  for (guint i = 0; i < wsc_density_get_n_bumps (box->scene->density); i++)
    {
      double ends[2][3];

      wsc_scene_get_stem (box->scene, i, ends);
      add_segment (box, ends[0], ends[1], WSC_SEGMENT_PATH);
    }
}

WscSegment *
wsc_scene_dup_segments (const WscScene *self, const WscCamera *camera, WscTheme theme, guint *n)
{
  GArray *segments = g_array_new (FALSE, FALSE, sizeof (WscSegment));
  WscBoxSides sides;
  WscView view;

  wsc_scene_get_sides (self, camera, &sides);
  wsc_view_init (&view, self, camera, 1, 1, 1);
  const Box box = { self, &sides, segments, theme };
  add_faces (&box, WSC_SEGMENT_GRID);
  add_faces (&box, WSC_SEGMENT_FRAME);
  add_ticks (&box, &view);
  if (self->density != NULL)
    {
      add_contours (&box, !sides.high[2]);
      add_stems (&box);
    }
  else if (self->has_path)
    add_path (&box);
  *n = segments->len;
  return (WscSegment *) g_array_free (segments, FALSE);
}
