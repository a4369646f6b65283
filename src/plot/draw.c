/* A plot on a cairo_t. */
#include "plot/plot-private.h"

#include <math.h>

/* In units of the font size; as in frame.c. */
#define ROW 1.3
#define TICK 0.35
#define GAP 0.3

typedef struct
{
  cairo_t *cr;
  const WscFrame *frame;
  const WscText *text;
  WscTheme theme;
  double resolution; /* columns of dots a unit that the surface can show */
} Draw;

/* --- the surface ---------------------------------------------------------- */

static gboolean
is_vector (cairo_t *cr)
{
  cairo_surface_type_t type = cairo_surface_get_type (cairo_get_group_target (cr));
  return type == CAIRO_SURFACE_TYPE_PDF || type == CAIRO_SURFACE_TYPE_SVG || type == CAIRO_SURFACE_TYPE_PS;
}

static double
get_resolution (cairo_t *cr)
{
  if (is_vector (cr))
    return 4;
  double x_scale, y_scale, x = 1, y = 0;
  cairo_surface_get_device_scale (cairo_get_group_target (cr), &x_scale, &y_scale);
  cairo_user_to_device_distance (cr, &x, &y);
  return CLAMP (hypot (x, y) * x_scale, 0.25, 32);
}

/* The middle of the dot that holds the coordinate, so that hairlines are crisp. */
static void
snap (const Draw *draw, double *x, double *y)
{
  if (is_vector (draw->cr))
    return;
  cairo_user_to_device (draw->cr, x, y);
  *x = floor (*x) + 0.5;
  *y = floor (*y) + 0.5;
  cairo_device_to_user (draw->cr, x, y);
}

static void
add_hairline (const Draw *draw, double x0, double y0, double x1, double y1)
{
  snap (draw, &x0, &y0);
  snap (draw, &x1, &y1);
  cairo_move_to (draw->cr, x0, y0);
  cairo_line_to (draw->cr, x1, y1);
}

static void
stroke_hairlines (const Draw *draw, double alpha)
{
  cairo_set_line_cap (draw->cr, CAIRO_LINE_CAP_BUTT);
  cairo_set_line_width (draw->cr, MAX (1 / draw->resolution, 0.06 * draw->frame->em));
  wsc_plot_set_colour (draw->cr, WSC_PLOT_INK, draw->theme, alpha);
  cairo_stroke (draw->cr);
}

/* --- axes ----------------------------------------------------------------- */

static void
draw_grid (const Draw *draw)
{
  const WscFrame *f = draw->frame;
  for (guint i = 0; i < f->x_ticks.n; i++)
    {
      double x = wsc_frame_map_x (f, f->x_ticks.ticks[i].value);
      add_hairline (draw, x, f->y, x, f->y + f->height);
    }
  for (guint i = 0; i < f->y_ticks.n; i++)
    if (f->y_ticks.ticks[i].label[0])
      {
        double y = wsc_frame_map_y (f, f->y_ticks.ticks[i].value);
        add_hairline (draw, f->x, y, f->x + f->width, y);
      }
  stroke_hairlines (draw, 0.11);
}

static void
draw_axes (const Draw *draw)
{
  const WscFrame *f = draw->frame;
  double bottom = f->y + f->height, tick = TICK * f->em;
  add_hairline (draw, f->x, f->y, f->x, bottom);
  add_hairline (draw, f->x, bottom, f->x + f->width, bottom);
  for (guint i = 0; i < f->x_ticks.n; i++)
    {
      double x = wsc_frame_map_x (f, f->x_ticks.ticks[i].value);
      add_hairline (draw, x, bottom, x, bottom + tick);
    }
  for (guint i = 0; i < f->y_ticks.n; i++)
    {
      double y = wsc_frame_map_y (f, f->y_ticks.ticks[i].value);
      add_hairline (draw, f->x - (f->y_ticks.ticks[i].label[0] ? tick : 0.55 * tick), y, f->x, y);
    }
  stroke_hairlines (draw, 0.55);
}

static void
draw_numbers (const Draw *draw)
{
  const WscFrame *f = draw->frame;
  double gap = (TICK + GAP) * f->em;
  wsc_plot_set_colour (draw->cr, WSC_PLOT_INK, draw->theme, 0.8);
  for (guint i = 0; i < f->x_ticks.n; i++)
    {
      g_autoptr (PangoLayout) layout = wsc_text_layout_markup (draw->text, f->x_ticks.ticks[i].label, 1);
      double width, height, x = wsc_frame_map_x (f, f->x_ticks.ticks[i].value);
      wsc_text_get_size (layout, &width, &height);
      if (x - width / 2 >= 0 && x + width / 2 <= f->surface_width)
        wsc_text_draw (draw->cr, layout, x, f->y + f->height + gap, 0.5, 0);
    }
  for (guint i = 0; i < f->y_ticks.n; i++)
    {
      const WscTick *tick = &f->y_ticks.ticks[i];
      if (!tick->label[0])
        continue;
      g_autoptr (PangoLayout) layout = wsc_text_layout_markup (draw->text, tick->label, 1);
      wsc_text_draw (draw->cr, layout, f->x - gap, wsc_frame_map_y (f, tick->value), 1, 0.5);
    }
}

static PangoLayout *
new_name (const Draw *draw, const char *name, double room)
{
  PangoLayout *layout = wsc_text_layout (draw->text, name, 1);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  double width, height;
  wsc_text_get_size (layout, &width, &height);
  if (width > room)
    pango_layout_set_width (layout, (int) (room * PANGO_SCALE));
  return layout;
}

static void
draw_x_name (const Draw *draw)
{
  const WscFrame *f = draw->frame;
  if (!f->detail.names || !f->plot->x_label)
    return;
  g_autoptr (PangoLayout) layout = new_name (draw, f->plot->x_label, f->width);
  wsc_text_draw (draw->cr, layout, f->x + f->width / 2, f->surface_height - 0.15 * f->em, 0.5, 1);
}

static void
draw_y_name (const Draw *draw)
{
  const WscFrame *f = draw->frame;
  if (f->y_name == WSC_NAME_NONE)
    return;
  if (f->y_name == WSC_NAME_ABOVE)
    {
      g_autoptr (PangoLayout) above = new_name (draw, f->plot->y_label, f->surface_width - 0.4 * f->em);
      double width, height;
      wsc_text_get_size (above, &width, &height);
      double x = MIN (f->x, f->surface_width - 0.2 * f->em - width);
      wsc_text_draw (draw->cr, above, x, f->y - 0.3 * f->em, 0, 1);
      return;
    }
  g_autoptr (PangoLayout) layout = new_name (draw, f->plot->y_label, f->height);
  cairo_save (draw->cr);
  cairo_translate (draw->cr, 0.15 * f->em, f->y + f->height / 2);
  cairo_rotate (draw->cr, -G_PI / 2);
  wsc_text_draw (draw->cr, layout, 0, 0, 0.5, 0);
  cairo_restore (draw->cr);
}

/* --- data ----------------------------------------------------------------- */

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
draw_points (const Draw *draw, const WscShape *shape)
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
draw_lone_points (const Draw *draw, const GArray *points)
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

static void
draw_line (const Draw *draw, const WscShape *shape)
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

static void
draw_level (const Draw *draw, const WscShape *shape)
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
fill_stretch (const Draw *draw, const WscShape *band, gsize start, gsize end)
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
is_whole (const Draw *draw, const WscShape *band, gsize i)
{
  return isfinite (band->x[i]) && isfinite (band->y[i]) && isfinite (wsc_frame_map_y (draw->frame, band->high[i]));
}

static void
draw_band (const Draw *draw, const WscShape *band)
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

/* Bands lie under lines, and lines in the order they were added. */
static void
draw_shapes (const Draw *draw)
{
  const WscFrame *f = draw->frame;
  double margin = 0.15 * f->em;
  cairo_save (draw->cr);
  cairo_rectangle (draw->cr, f->x - margin, f->y - margin, f->width + 2 * margin, f->height + 2 * margin);
  cairo_clip (draw->cr);
  for (guint i = 0; i < f->plot->n_shapes; i++)
    if (f->plot->shapes[i].kind == WSC_SHAPE_BAND)
      draw_band (draw, &f->plot->shapes[i]);
  for (guint i = 0; i < f->plot->n_shapes; i++)
    {
      const WscShape *shape = &f->plot->shapes[i];
      cairo_new_path (draw->cr);
      if (shape->kind == WSC_SHAPE_LEVEL)
        draw_level (draw, shape);
      else if (shape->kind == WSC_SHAPE_LINE)
        draw_line (draw, shape);
    }
  cairo_restore (draw->cr);
}

void
wsc_plot_draw (const WscPlot *self, cairo_t *cr, double width, double height, double font_size, WscTheme theme)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (cr != NULL);
  g_return_if_fail (font_size > 0);
  if (!(width >= 2 && height >= 2))
    return;
  g_auto (WscText) text = { 0 };
  g_auto (WscFrame) frame = { 0 };
  wsc_text_init (&text, font_size);
  wsc_frame_init (&frame, self, &text, width, height);
  Draw draw = { cr, &frame, &text, theme, get_resolution (cr) };
  cairo_save (cr);
  cairo_new_path (cr);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_clip (cr);
  draw_grid (&draw);
  draw_shapes (&draw);
  draw_axes (&draw);
  draw_numbers (&draw);
  wsc_plot_set_colour (cr, WSC_PLOT_INK, theme, 0.9);
  draw_x_name (&draw);
  draw_y_name (&draw);
  if (frame.legend != WSC_LEGEND_NONE)
    wsc_legend_draw (&frame, cr, &text, theme);
  cairo_restore (cr);
}
