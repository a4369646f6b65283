/* The legend: measured and drawn. */
#include "plot/draw-private.h"

#include <math.h>

/* In units of the font size. */
#define ROW 1.35
#define SWATCH 1.7    /* width of the sample */
#define SPACE 0.5     /* between the sample and its text */
#define BETWEEN 1.4   /* entries in one row */

/* --- measuring ------------------------------------------------------------ */

/* Where the entries go: one under the other, or in rows. Called once an entry; the last position's end is the size. */
typedef struct
{
  gboolean in_rows;
  double em, max_width;
  double x, y; /* of the entry, from the legend's corner */
  double next_x;
  double width, height; /* so far */
} Flow;

static double
get_entry_width (const WscText *text, const char *label)
{
  g_autoptr (PangoLayout) layout = wsc_text_layout (text, label, 1);
  double width, height;
  wsc_text_get_size (layout, &width, &height);
  return (SWATCH + SPACE) * text->size + width;
}

static void
flow_entry (Flow *flow, double width)
{
  gboolean is_first = flow->height == 0;
  gboolean new_row = is_first || !flow->in_rows || flow->next_x + width > flow->max_width;
  flow->x = new_row ? 0 : flow->next_x;
  flow->y = is_first ? 0 : new_row ? flow->y + ROW * flow->em : flow->y;
  flow->next_x = flow->x + width + BETWEEN * flow->em;
  flow->width = MAX (flow->width, flow->x + width);
  flow->height = flow->y + ROW * flow->em;
}

/* A map has its colour bar instead. */
static gboolean
is_listed (const WscShape *shape)
{
  return shape->label && shape->kind != WSC_SHAPE_MAP;
}

gboolean
wsc_legend_measure (const WscPlot *plot, const WscText *text, double max_width, gboolean in_rows, double *width,
                    double *height)
{
  Flow flow = { .in_rows = in_rows, .em = text->size, .max_width = max_width };
  for (guint i = 0; i < plot->n_shapes; i++)
    if (is_listed (&plot->shapes[i]))
      flow_entry (&flow, get_entry_width (text, plot->shapes[i].label));
  *width = flow.width;
  *height = flow.height;
  return flow.width <= max_width;
}

/* --- drawing -------------------------------------------------------------- */

static void
fill_swatch (cairo_t *cr, const WscShape *shape, double x, double y, double em, WscTheme theme, double alpha)
{
  wsc_plot_set_colour (cr, shape->colour, theme, alpha);
  cairo_rectangle (cr, x, y - 0.35 * em, SWATCH * em, 0.7 * em);
  cairo_fill (cr);
}

static void
stroke_swatch (cairo_t *cr, const WscShape *shape, double x, double y, double em, WscTheme theme)
{
  double width = SWATCH * em;
  wsc_plot_set_line (cr, shape, em, theme);
  cairo_move_to (cr, shape->style == WSC_LINE_POINTS ? x + width / 2 : x, y);
  cairo_line_to (cr, shape->style == WSC_LINE_POINTS ? x + width / 2 : x + width, y);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
}

static void
draw_swatch (cairo_t *cr, const WscShape *shape, double x, double y, double em, WscTheme theme)
{
  switch (shape->kind)
    {
    case WSC_SHAPE_BAND:
      fill_swatch (cr, shape, x, y, em, theme, WSC_BAND_ALPHA);
      break;
    case WSC_SHAPE_STRIP:
      fill_swatch (cr, shape, x, y, em, theme, WSC_STRIP_ALPHA);
      break;
    case WSC_SHAPE_BARS:
      fill_swatch (cr, shape, x, y, em, theme, 1);
      break;
    case WSC_SHAPE_MARKER:
      wsc_plot_draw_ring (cr, shape->colour, x + SWATCH * em / 2, y, 0.8 * em, theme);
      break;
    default:
      stroke_swatch (cr, shape, x, y, em, theme);
    }
}

void
wsc_draw_legend (const WscDraw *draw)
{
  const WscFrame *frame = draw->frame;
  double em = frame->em;
  Flow flow = { .in_rows = frame->legend_in_rows, .em = em, .max_width = frame->legend_width + 1e-6 };
  for (guint i = 0; i < frame->plot->n_shapes; i++)
    {
      const WscShape *shape = &frame->plot->shapes[i];
      if (!is_listed (shape))
        continue;
      flow_entry (&flow, get_entry_width (draw->text, shape->label));
      double x = frame->legend_x + flow.x, y = frame->legend_y + flow.y + ROW * em / 2;
      draw_swatch (draw->cr, shape, x, y, em, draw->theme);
      g_autoptr (PangoLayout) layout = wsc_text_layout (draw->text, shape->label, 1);
      wsc_plot_set_colour (draw->cr, WSC_PLOT_INK, draw->theme, 0.9);
      wsc_text_draw (draw->cr, layout, x + (SWATCH + SPACE) * em, y, 0, 0.5);
    }
}
