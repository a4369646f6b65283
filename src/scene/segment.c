/* segment: straight lines on the picture. */
#include "scene/scene.h"

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

gboolean
wsc_view_project_segment (const WscView *self, const WscSegment *segment, WscLinePiece *line)
{
  double a[3] = { segment->from[0], segment->from[1], segment->from[2] };
  double b[3] = { segment->to[0], segment->to[1], segment->to[2] };

  if (!clip (self, a, b) || !clip (self, b, a))
    return FALSE;
  return wsc_view_project (self, a, line->from, &line->from_depth) && wsc_view_project (self, b, line->to, &line->to_depth);
}
