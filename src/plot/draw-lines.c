/* Lines, points, bands and what else follows the data. */
#include "plot/draw-private.h"

#include <math.h>

static void
trace_path (cairo_t *cr, const GArray *points)
{
  for (guint i = 0; i < points->len; i++)
    {
      WscPoint p = g_array_index (points, WscPoint, i);
      if (isfinite (p.y))
        cairo_line_to (cr, p.x, p.y);
      else
        cairo_new_sub_path (cr);
    }
}

/* Cairo's stroker takes time that grows faster than the number of pieces, so a long line goes in runs. */
static void
stroke_path (cairo_t *cr, const GArray *points)
{
  const guint run = 64;
  cairo_set_line_join (cr, points->len > 512 ? CAIRO_LINE_JOIN_BEVEL : CAIRO_LINE_JOIN_ROUND);
  for (guint start = 0; start + 1 < points->len; start += run)
    {
      GArray piece = { (char *) &g_array_index (points, WscPoint, start), MIN (run + 1, points->len - start) };
      trace_path (cr, &piece);
      cairo_stroke (cr);
    }
}

/* From so many on they lie too close for their shape to be seen, and squares are several times faster than discs. */
#define MAX_DISCS 3000

static void
draw_points (const WscDraw *draw, const WscShape *shape)
{
  g_autoptr (GArray) points = wsc_thin_points (draw->frame, shape->n, shape->x, shape->y, 2);
  gboolean discs = points->len <= MAX_DISCS;
  double side = 0.2 * draw->frame->em;
  for (guint i = 0; i < points->len; i++)
    {
      WscPoint p = g_array_index (points, WscPoint, i);
      if (discs)
        {
          cairo_move_to (draw->cr, p.x, p.y);
          cairo_line_to (draw->cr, p.x, p.y);
        }
      else
        cairo_rectangle (draw->cr, p.x - side / 2, p.y - side / 2, side, side);
      if (i % 256 != 255 && i + 1 < points->len)
        continue;
      if (discs)
        cairo_stroke (draw->cr);
      else
        cairo_fill (draw->cr);
    }
}

/* A sample between two gaps has no line to be seen by: it is a dot. */
static void
draw_lone_points (const WscDraw *draw, const GArray *points)
{
  for (guint i = 0; i < points->len; i++)
    {
      const WscPoint *p = &g_array_index (points, WscPoint, i);
      gboolean before = i > 0 && isfinite (p[-1].y), after = i + 1 < points->len && isfinite (p[1].y);
      if (before || after || !isfinite (p->y))
        continue;
      cairo_arc (draw->cr, p->x, p->y, 0.18 * draw->frame->em, 0, 2 * G_PI);
      cairo_fill (draw->cr);
    }
}

void
wsc_draw_line (const WscDraw *draw, const WscShape *shape)
{
  wsc_plot_set_line (draw->cr, shape, draw->frame->em, draw->theme);
  if (shape->style == WSC_LINE_POINTS)
    {
      draw_points (draw, shape);
      return;
    }
  g_autoptr (GArray) points = wsc_thin_line (draw->frame, shape->n, shape->x, shape->y, draw->resolution);
  stroke_path (draw->cr, points);
  draw_lone_points (draw, points);
}

void
wsc_draw_level (const WscDraw *draw, const WscShape *shape)
{
  double y = wsc_frame_map_y (draw->frame, shape->y[0]);
  if (!isfinite (y))
    return;
  wsc_plot_set_line (draw->cr, shape, draw->frame->em, draw->theme);
  cairo_move_to (draw->cr, draw->frame->x, y);
  cairo_line_to (draw->cr, draw->frame->x + draw->frame->width, y);
  cairo_stroke (draw->cr);
}

/* One stretch of a band without gaps: along the upper edge and back along the lower. */
static void
fill_stretch (const WscDraw *draw, const WscShape *band, gsize start, gsize end)
{
  double bottom = draw->frame->y + draw->frame->height;
  gsize n = end - start;
  g_autofree double *low = g_new (double, n);
  for (gsize i = 0; i < n; i++)
    {
      double y = wsc_frame_map_y (draw->frame, band->y[start + i]);
      low[i] = isfinite (y) && y < bottom ? band->y[start + i] : draw->frame->plot->y_low;
    }
  g_autoptr (GArray) above = wsc_thin_line (draw->frame, n, band->x + start, band->high + start, draw->resolution);
  g_autoptr (GArray) below = wsc_thin_line (draw->frame, n, band->x + start, low, draw->resolution);
  trace_path (draw->cr, above);
  for (guint i = below->len; i-- > 0;)
    {
      WscPoint p = g_array_index (below, WscPoint, i);
      cairo_line_to (draw->cr, p.x, p.y);
    }
  cairo_close_path (draw->cr);
  cairo_fill (draw->cr);
}

static gboolean
is_whole (const WscDraw *draw, const WscShape *band, gsize i)
{
  return isfinite (band->x[i]) && isfinite (band->y[i]) && isfinite (wsc_frame_map_y (draw->frame, band->high[i]));
}

void
wsc_draw_band (const WscDraw *draw, const WscShape *band)
{
  wsc_plot_set_colour (draw->cr, band->colour, draw->theme, WSC_BAND_ALPHA);
  for (gsize start = 0; start < band->n;)
    {
      gsize end = start;
      while (end < band->n && is_whole (draw, band, end))
        end++;
      if (end - start > 1)
        fill_stretch (draw, band, start, end);
      start = end + 1;
    }
}

/* --- strips and markers ----------------------------------------------------- */

void
wsc_draw_strip (const WscDraw *draw, const WscShape *strip)
{
  const WscFrame *f = draw->frame;
  double x0 = wsc_frame_map_x (f, strip->x[0]), x1 = wsc_frame_map_x (f, strip->x[1]);
  if (!isfinite (x0) || !isfinite (x1))
    return;
  double left = CLAMP (MIN (x0, x1), f->x, f->x + f->width), right = CLAMP (MAX (x0, x1), f->x, f->x + f->width);
  wsc_plot_set_colour (draw->cr, strip->colour, draw->theme, WSC_STRIP_ALPHA);
  cairo_rectangle (draw->cr, left, f->y, right - left, f->height);
  cairo_fill (draw->cr);
}

void
wsc_draw_marker (const WscDraw *draw, const WscShape *marker)
{
  const WscFrame *f = draw->frame;
  double x = wsc_frame_map_x (f, marker->x[0]), y = wsc_frame_map_y (f, marker->y[0]);
  const double slack = 1e-6;
  if (x >= f->x - slack && x <= f->x + f->width + slack && y >= f->y - slack && y <= f->y + f->height + slack)
    wsc_plot_draw_ring (draw->cr, marker->colour, x, y, f->em, draw->theme);
}
