#include "render/render-private.h"

#include <math.h>

/* Moves `a` along the segment to where the eye can see it; FALSE when none of it is in front. */
static gboolean
clip (const WscView *view, double a[3], const double b[3])
{
  const double *back = view->rotation[2];
  const double limit = view->near_distance;
  double from = 0, to = 0;

  if (view->orthographic)
    return TRUE;
  for (guint j = 0; j < 3; j++)
    {
      from -= back[j] * (a[j] - view->eye[j]);
      to -= back[j] * (b[j] - view->eye[j]);
    }
  if (from >= limit)
    return TRUE;
  if (to <= limit)
    return FALSE;
  for (guint j = 0; j < 3; j++)
    a[j] += (limit - from) / (to - from) * (b[j] - a[j]);
  return TRUE;
}

static gboolean
set_line (WscLine *line, const WscView *view, const WscSegment *segment, double pixel_ratio)
{
  double a[3] = { segment->from[0], segment->from[1], segment->from[2] };
  double b[3] = { segment->to[0], segment->to[1], segment->to[2] };
  double from[2], to[2], from_depth, to_depth;

  if (!clip (view, a, b) || !clip (view, b, a))
    return FALSE;
  if (!wsc_view_project (view, a, from, &from_depth) || !wsc_view_project (view, b, to, &to_depth))
    return FALSE;
  *line = (WscLine) { .from = { from[0], from[1], from_depth }, .to = { to[0], to[1], to_depth },
                      .half_width = 0.5 * segment->width * pixel_ratio };
  line->colour[0] = lrintf (255 * segment->colour.r);
  line->colour[1] = lrintf (255 * segment->colour.g);
  line->colour[2] = lrintf (255 * segment->colour.b);
  line->colour[3] = lrintf (255 * segment->colour.a);
  return TRUE;
}

WscLine *
wsc_lines_new (const WscScene *scene, const WscCamera *camera, const WscView *view, double pixel_ratio, WscTheme theme,
               guint *n, guint *n_behind)
{
  guint n_segments, count = 0;
  g_autofree WscSegment *segments = wsc_scene_dup_segments (scene, camera, theme, &n_segments);
  WscLine *lines = g_new (WscLine, n_segments);

  *n_behind = 0;
  for (guint i = 0; i < n_segments; i++)
    if (set_line (&lines[count], view, &segments[i], pixel_ratio))
      {
        count++;
        if (segments[i].kind != WSC_SEGMENT_PATH)
          *n_behind = count;
      }
  *n = count;
  return lines;
}
