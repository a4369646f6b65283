#include "render/render-private.h"

#include <math.h>

static gboolean
set_line (WscLine *line, const WscView *view, const WscSegment *segment, double pixel_ratio)
{
  WscLinePiece piece;

  if (!wsc_view_project_segment (view, segment, &piece))
    return FALSE;
  *line = (WscLine) { .from = { piece.from[0], piece.from[1], piece.from_depth }, .to = { piece.to[0], piece.to[1], piece.to_depth },
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
