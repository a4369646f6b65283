/* Bars. */
#include "plot/draw-private.h"

#include <math.h>

#define MIN_PITCH 5 /* dots from bar to bar from which on there are gaps between them */

double
wsc_bars_get_base (const WscFrame *frame)
{
  double bottom = frame->y + frame->height;
  return frame->plot->log_y ? bottom : CLAMP (wsc_frame_map_y (frame, 0), frame->y, bottom);
}

static guint
get_bar_colour (const WscShape *bars, gsize i)
{
  return bars->colours ? bars->colours[i] : bars->colour;
}

/* Bars of one colour are filled together. */
static void
fill_run (const WscDraw *draw, guint colour)
{
  wsc_plot_set_colour (draw->cr, colour, draw->theme, 1);
  cairo_fill (draw->cr);
}

/* --- bars that can be told apart ------------------------------------------- */

/* With edges on edges of dots, so that equal bars look equal. */
static void
add_bar (const WscDraw *draw, double x, double y, double half)
{
  const WscFrame *f = draw->frame;
  double x0 = wsc_frame_map_x (f, x - half), x1 = wsc_frame_map_x (f, x + half), base = wsc_bars_get_base (f);
  double top = wsc_frame_map_y (f, y), unused = 0;
  wsc_draw_set_dot_edge (draw, &x0, &unused);
  wsc_draw_set_dot_edge (draw, &x1, &base);
  if (isfinite (x0) && isfinite (x1) && isfinite (top))
    cairo_rectangle (draw->cr, x0, top, x1 - x0, base - top);
}

static void
draw_each (const WscDraw *draw, const WscShape *bars, double half)
{
  for (gsize i = 0; i < bars->n; i++)
    {
      add_bar (draw, bars->x[i], bars->y[i], half);
      if (i + 1 == bars->n || get_bar_colour (bars, i + 1) != get_bar_colour (bars, i))
        fill_run (draw, get_bar_colour (bars, i));
    }
}

/* --- more bars than dots ----------------------------------------------------- */

/* Of each column of dots the reach of its bars, in the colour of the longest. */
typedef struct
{
  double top, bottom, reach;
  guint colour;
} Column;

static void
add_to_column (Column *column, double y, double base, guint colour)
{
  column->top = MIN (column->top, y);
  column->bottom = MAX (column->bottom, y);
  if (fabs (y - base) <= column->reach)
    return;
  column->reach = fabs (y - base);
  column->colour = colour;
}

static void
draw_columns (const WscDraw *draw, const WscShape *bars)
{
  const WscFrame *f = draw->frame;
  double base = wsc_bars_get_base (f), step = 1 / draw->resolution, start = f->x, unused = 0;
  wsc_draw_set_dot_edge (draw, &start, &unused);
  gsize n = (gsize) ceil (f->width / step) + 1;
  g_autofree Column *columns = g_new (Column, n);
  for (gsize i = 0; i < n; i++)
    columns[i] = (Column){ base, base, -1, 0 };
  for (gsize i = 0; i < bars->n; i++)
    {
      double column = floor ((wsc_frame_map_x (f, bars->x[i]) - start) / step), y = wsc_frame_map_y (f, bars->y[i]);
      if (column >= 0 && column < n && isfinite (y))
        add_to_column (&columns[(gsize) column], y, base, get_bar_colour (bars, i));
    }
  for (gsize i = 0; i < n; i++)
    if (columns[i].reach >= 0)
      {
        cairo_rectangle (draw->cr, start + (double) i * step, columns[i].top, step, columns[i].bottom - columns[i].top);
        fill_run (draw, columns[i].colour);
      }
}

/* --------------------------------------------------------------------------- */

static void
draw_base (const WscDraw *draw)
{
  const WscFrame *f = draw->frame;
  double base = wsc_bars_get_base (f);
  wsc_draw_add_hairline (draw, f->x, base, f->x + f->width, base);
  wsc_draw_stroke_hairlines (draw, 0.55);
}

void
wsc_draw_bars (const WscDraw *draw, const WscShape *bars)
{
  const WscFrame *f = draw->frame;
  double pitch = f->width / (f->plot->x_high - f->plot->x_low) * draw->resolution;
  if (pitch < 1)
    draw_columns (draw, bars);
  else
    draw_each (draw, bars, pitch < MIN_PITCH ? 0.5 : WSC_BAR_SHARE / 2);
  draw_base (draw);
}
