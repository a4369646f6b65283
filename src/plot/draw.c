/* A plot on a cairo_t. */
#include "plot/draw-private.h"

#include <math.h>

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
snap (const WscDraw *draw, double *x, double *y)
{
  if (draw->is_vector)
    return;
  cairo_user_to_device (draw->cr, x, y);
  *x = floor (*x) + 0.5;
  *y = floor (*y) + 0.5;
  cairo_device_to_user (draw->cr, x, y);
}

void
wsc_draw_set_dot_edge (const WscDraw *draw, double *x, double *y)
{
  if (draw->is_vector)
    return;
  cairo_user_to_device (draw->cr, x, y);
  *x = round (*x);
  *y = round (*y);
  cairo_device_to_user (draw->cr, x, y);
}

void
wsc_draw_add_hairline (const WscDraw *draw, double x0, double y0, double x1, double y1)
{
  snap (draw, &x0, &y0);
  snap (draw, &x1, &y1);
  cairo_move_to (draw->cr, x0, y0);
  cairo_line_to (draw->cr, x1, y1);
}

void
wsc_draw_stroke_hairlines (const WscDraw *draw, double alpha)
{
  cairo_set_line_cap (draw->cr, CAIRO_LINE_CAP_BUTT);
  cairo_set_line_width (draw->cr, MAX (1 / draw->resolution, 0.06 * draw->frame->em));
  wsc_plot_set_colour (draw->cr, WSC_PLOT_INK, draw->theme, alpha);
  cairo_stroke (draw->cr);
}

/* --- layers ----------------------------------------------------------------- */

static void
draw_shape (const WscDraw *draw, const WscShape *shape)
{
  static void (*const draw_funcs[]) (const WscDraw *, const WscShape *) = {
    [WSC_SHAPE_LINE] = wsc_draw_line,   [WSC_SHAPE_BAND] = wsc_draw_band,     [WSC_SHAPE_LEVEL] = wsc_draw_level,
    [WSC_SHAPE_BARS] = wsc_draw_bars,   [WSC_SHAPE_MARKER] = wsc_draw_marker, [WSC_SHAPE_STRIP] = wsc_draw_strip,
    [WSC_SHAPE_MAP] = wsc_draw_map,
  };
  cairo_new_path (draw->cr);
  draw_funcs[shape->kind](draw, shape);
}

/* All shapes of these kinds, in the order they were added. */
static void
draw_kinds (const WscDraw *draw, guint kinds)
{
  for (guint i = 0; i < draw->frame->plot->n_shapes; i++)
    if (kinds & (1u << draw->frame->plot->shapes[i].kind))
      draw_shape (draw, &draw->frame->plot->shapes[i]);
}

/* A line along an end of an axis keeps its width, but what lies beyond does not show. */
static void
clip_to_data (const WscDraw *draw)
{
  const WscFrame *f = draw->frame;
  double margin = f->plot->overflows ? 0 : 0.15 * f->em;
  cairo_rectangle (draw->cr, f->x - margin, f->y - margin, f->width + 2 * margin, f->height + 2 * margin);
  cairo_clip (draw->cr);
}

/* From the back to the front. */
static void
draw_frame (const WscDraw *draw)
{
  draw_kinds (draw, 1u << WSC_SHAPE_STRIP);
  if (!wsc_plot_get_map (draw->frame->plot))
    wsc_draw_grid (draw);
  cairo_save (draw->cr);
  clip_to_data (draw);
  draw_kinds (draw, 1u << WSC_SHAPE_MAP);
  draw_kinds (draw, 1u << WSC_SHAPE_BAND);
  draw_kinds (draw, 1u << WSC_SHAPE_BARS);
  draw_kinds (draw, 1u << WSC_SHAPE_LINE | 1u << WSC_SHAPE_LEVEL);
  cairo_restore (draw->cr);
  wsc_draw_axes (draw);
  if (draw->frame->has_bar)
    wsc_draw_colour_bar (draw);
  wsc_draw_words (draw);
  if (draw->frame->caption != WSC_PLACE_NONE)
    wsc_draw_caption (draw);
  if (draw->frame->legend != WSC_PLACE_NONE)
    wsc_draw_legend (draw);
  draw_kinds (draw, 1u << WSC_SHAPE_MARKER);
}

void
wsc_plot_draw (const WscPlot *self, cairo_t *cr, double width, double height, double font_size, WscTheme theme)
{
  wsc_plot_draw_styled (self, cr, width, height, &(WscPlotStyle){ .font_size = font_size, .theme = theme });
}

void
wsc_plot_draw_styled (const WscPlot *self, cairo_t *cr, double width, double height, const WscPlotStyle *style)
{
  g_return_if_fail (self != NULL && cr != NULL && style != NULL);
  g_return_if_fail (style->font_size > 0);
  if (!(width >= 2 && height >= 2))
    return;
  g_auto (WscText) text = { 0 };
  g_auto (WscLayout) layout = { 0 };
  wsc_text_init_styled (&text, style);
  wsc_layout_init (&layout, self, &text, width, height);
  for (guint i = 0; i < layout.n; i++)
    {
      const WscFrame *frame = &layout.cells[i].frame;
      if (!frame->plot)
        continue;
      WscDraw draw = { cr, frame, &text, style->theme, is_vector (cr), get_resolution (cr) };
      cairo_save (cr);
      cairo_new_path (cr);
      cairo_translate (cr, layout.cells[i].x, layout.cells[i].y);
      cairo_rectangle (cr, 0, 0, frame->surface_width, frame->surface_height);
      cairo_clip (cr);
      draw_frame (&draw);
      cairo_restore (cr);
    }
}
