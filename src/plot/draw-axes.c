/* What stands around the data: grid lines, axes, numbers, names. */
#include "plot/draw-private.h"

void
wsc_draw_grid (const WscDraw *draw)
{
  const WscFrame *f = draw->frame;
  for (guint i = 0; i < f->x_ticks.n; i++)
    if (f->x_ticks.ticks[i].label[0])
      {
        double x = wsc_frame_map_x (f, f->x_ticks.ticks[i].value);
        wsc_draw_add_hairline (draw, x, f->y, x, f->y + f->height);
      }
  for (guint i = 0; i < f->y_ticks.n; i++)
    if (f->y_ticks.ticks[i].label[0])
      {
        double y = wsc_frame_map_y (f, f->y_ticks.ticks[i].value);
        wsc_draw_add_hairline (draw, f->x, y, f->x + f->width, y);
      }
  wsc_draw_stroke_hairlines (draw, 0.11);
}

/* Small plots and fields have a frame all round. */
static gboolean
is_boxed (const WscPlot *plot)
{
  return plot->small || wsc_plot_get_map (plot);
}

void
wsc_draw_axes (const WscDraw *draw)
{
  const WscFrame *f = draw->frame;
  double bottom = f->y + f->height, tick = WSC_TICK * f->em;
  wsc_draw_add_hairline (draw, f->x, f->y, f->x, bottom);
  wsc_draw_add_hairline (draw, f->x, bottom, f->x + f->width, bottom);
  if (is_boxed (f->plot))
    {
      wsc_draw_add_hairline (draw, f->x, f->y, f->x + f->width, f->y);
      wsc_draw_add_hairline (draw, f->x + f->width, f->y, f->x + f->width, bottom);
    }
  for (guint i = 0; i < f->x_ticks.n; i++)
    {
      double x = wsc_frame_map_x (f, f->x_ticks.ticks[i].value);
      wsc_draw_add_hairline (draw, x, bottom, x, bottom + (f->x_ticks.ticks[i].label[0] ? tick : 0.55 * tick));
    }
  for (guint i = 0; i < f->y_ticks.n; i++)
    {
      double y = wsc_frame_map_y (f, f->y_ticks.ticks[i].value);
      wsc_draw_add_hairline (draw, f->x - (f->y_ticks.ticks[i].label[0] ? tick : 0.55 * tick), y, f->x, y);
    }
  wsc_draw_stroke_hairlines (draw, f->plot->small ? 0.35 : 0.55);
}

static void
draw_numbers (const WscDraw *draw)
{
  const WscFrame *f = draw->frame;
  double gap = (WSC_TICK + WSC_GAP) * f->em;
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
new_name (const WscDraw *draw, const char *name, double room)
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
draw_x_name (const WscDraw *draw)
{
  const WscFrame *f = draw->frame;
  if (!f->detail.names || !f->plot->x_label)
    return;
  double middle = f->x + f->width / 2, room = 2 * MIN (middle, f->surface_width - middle);
  g_autoptr (PangoLayout) layout = new_name (draw, f->plot->x_label, MAX (f->width, room - 0.2 * f->em));
  double y = f->y + f->height + (WSC_TICK + WSC_GAP + 2 * WSC_ROW - 0.15) * f->em;
  wsc_text_draw (draw->cr, layout, middle, y, 0.5, 1);
}

static void
draw_name_above (const WscDraw *draw)
{
  const WscFrame *f = draw->frame;
  g_autoptr (PangoLayout) layout = new_name (draw, f->plot->y_label, f->surface_width - 0.4 * f->em);
  double width, height;
  wsc_text_get_size (layout, &width, &height);
  double x = MIN (f->x, f->surface_width - 0.2 * f->em - width);
  wsc_text_draw (draw->cr, layout, x, f->y - 0.3 * f->em, 0, 1);
}

void
wsc_draw_upright (const WscDraw *draw, const char *name, double left)
{
  const WscFrame *f = draw->frame;
  double middle = f->y + f->height / 2, room = 2 * MIN (middle, f->surface_height - middle);
  g_autoptr (PangoLayout) layout = new_name (draw, name, MAX (f->height, room - 0.2 * f->em));
  cairo_save (draw->cr);
  cairo_translate (draw->cr, left, middle);
  cairo_rotate (draw->cr, -G_PI / 2);
  wsc_text_draw (draw->cr, layout, 0, 0, 0.5, 0);
  cairo_restore (draw->cr);
}

static void
draw_heading (const WscDraw *draw)
{
  const WscFrame *f = draw->frame;
  if (f->heading == 0)
    return;
  g_autoptr (PangoLayout) layout = new_name (draw, f->plot->title, f->surface_width - 0.2 * f->em);
  double width, height, middle = f->x + f->width / 2;
  wsc_text_get_size (layout, &width, &height);
  double x = CLAMP (middle - width / 2, 0, MAX (0, f->surface_width - width));
  wsc_text_draw (draw->cr, layout, x, f->y - 0.15 * f->em, 0, 1);
}

void
wsc_draw_words (const WscDraw *draw)
{
  draw_numbers (draw);
  wsc_plot_set_colour (draw->cr, WSC_PLOT_INK, draw->theme, 0.9);
  draw_x_name (draw);
  if (draw->frame->y_name == WSC_NAME_ABOVE)
    draw_name_above (draw);
  else if (draw->frame->y_name == WSC_NAME_BESIDE)
    wsc_draw_upright (draw, draw->frame->plot->y_label, draw->frame->y_name_x);
  draw_heading (draw);
}
