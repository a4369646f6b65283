/* The colour bar of a map: its ramp, upright, with ticks and the map's label. */
#include "plot/draw-private.h"

#include <math.h>

#define STOPS 64

/* Where a value stands, from the bottom 0 to the top 1. */
static double
get_share (const WscField *field, double value)
{
  return field->logarithmic ? log (value / field->low) / log (field->high / field->low)
                            : (value - field->low) / (field->high - field->low);
}

static double
get_value (const WscField *field, double share)
{
  return field->logarithmic ? field->low * pow (field->high / field->low, share)
                            : field->low + share * (field->high - field->low);
}

static void
fill_ramp (const WscDraw *draw, const WscField *field)
{
  const WscFrame *f = draw->frame;
  cairo_pattern_t *ramp = cairo_pattern_create_linear (0, f->y + f->height, 0, f->y);
  for (guint i = 0; i <= STOPS; i++)
    {
      double share = (double) i / STOPS, tone = wsc_field_get_tone (field, get_value (field, share));
      WscRgba c = wsc_ramp_get_colour (field->ramp, tone, draw->theme);
      cairo_pattern_add_color_stop_rgb (ramp, share, c.r, c.g, c.b);
    }
  cairo_set_source (draw->cr, ramp);
  cairo_rectangle (draw->cr, f->bar_x, f->y, WSC_BAR_WIDTH * f->em, f->height);
  cairo_fill (draw->cr);
  cairo_pattern_destroy (ramp);
}

static void
draw_outline (const WscDraw *draw, double right)
{
  const WscFrame *f = draw->frame;
  double bottom = f->y + f->height;
  wsc_draw_add_hairline (draw, f->bar_x, f->y, right, f->y);
  wsc_draw_add_hairline (draw, f->bar_x, bottom, right, bottom);
  wsc_draw_add_hairline (draw, f->bar_x, f->y, f->bar_x, bottom);
  wsc_draw_add_hairline (draw, right, f->y, right, bottom);
}

static void
draw_ticks (const WscDraw *draw, const WscField *field, double right)
{
  const WscFrame *f = draw->frame;
  double tick = 0.7 * WSC_TICK * f->em;
  for (guint i = 0; i < f->bar_ticks.n; i++)
    {
      double y = f->y + (1 - get_share (field, f->bar_ticks.ticks[i].value)) * f->height;
      wsc_draw_add_hairline (draw, right, y, right + (f->bar_ticks.ticks[i].label[0] ? tick : 0.6 * tick), y);
    }
}

static void
draw_numbers (const WscDraw *draw, const WscField *field, double left)
{
  const WscFrame *f = draw->frame;
  wsc_plot_set_colour (draw->cr, WSC_PLOT_INK, draw->theme, 0.8);
  for (guint i = 0; i < f->bar_ticks.n; i++)
    {
      const WscTick *tick = &f->bar_ticks.ticks[i];
      if (!tick->label[0])
        continue;
      g_autoptr (PangoLayout) layout = wsc_text_layout_markup (draw->text, tick->label, 1);
      double y = f->y + (1 - get_share (field, tick->value)) * f->height;
      wsc_text_draw (draw->cr, layout, left, y, 0, 0.5);
    }
}

void
wsc_draw_colour_bar (const WscDraw *draw)
{
  const WscFrame *f = draw->frame;
  const WscShape *map = wsc_plot_get_map (f->plot);
  double right = f->bar_x + WSC_BAR_WIDTH * f->em;
  fill_ramp (draw, map->field);
  draw_outline (draw, right);
  draw_ticks (draw, map->field, right);
  wsc_draw_stroke_hairlines (draw, 0.55);
  draw_numbers (draw, map->field, right + (0.7 * WSC_TICK + WSC_GAP) * f->em);
  wsc_plot_set_colour (draw->cr, WSC_PLOT_INK, draw->theme, 0.9);
  if (f->detail.names && map->label)
    wsc_draw_upright (draw, map->label, f->bar_name_x);
}
