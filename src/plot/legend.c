/* The legend: measured, put where no data is, drawn. */
#include "plot/plot-private.h"

#include <math.h>

/* In units of the font size. */
#define ROW 1.35
#define SWATCH 1.7    /* width of the sample */
#define SPACE 0.5     /* between the sample and its text */
#define BETWEEN 1.4   /* entries in one row */
#define INSET 0.7     /* from the corner */
#define CLEARANCE 0.4 /* kept free of data around the legend */

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

gboolean
wsc_legend_measure (const WscPlot *plot, const WscText *text, double max_width, gboolean in_rows, double *width,
                    double *height)
{
  Flow flow = { .in_rows = in_rows, .em = text->size, .max_width = max_width };
  for (guint i = 0; i < plot->n_shapes; i++)
    if (plot->shapes[i].label)
      flow_entry (&flow, get_entry_width (text, plot->shapes[i].label));
  *width = flow.width;
  *height = flow.height;
  return flow.width <= max_width;
}

/* --- finding an empty corner ---------------------------------------------- */

typedef struct
{
  double x0, y0, x1, y1;
} Box;

static gboolean
box_holds (const Box *box, WscPoint p)
{
  return p.x >= box->x0 && p.x <= box->x1 && p.y >= box->y0 && p.y <= box->y1;
}

/* Narrows lo..hi to where value + t * step lies in [low, high]; FALSE when nothing is left. */
static gboolean
clip (double value, double step, double low, double high, double *lo, double *hi)
{
  if (step == 0)
    return value >= low && value <= high;
  double a = (low - value) / step, b = (high - value) / step;
  *lo = MAX (*lo, MIN (a, b));
  *hi = MIN (*hi, MAX (a, b));
  return *lo <= *hi;
}

/* Liang and Barsky 1984. */
static gboolean
box_meets_segment (const Box *box, WscPoint a, WscPoint b)
{
  double lo = 0, hi = 1;
  return clip (a.x, b.x - a.x, box->x0, box->x1, &lo, &hi) && clip (a.y, b.y - a.y, box->y0, box->y1, &lo, &hi);
}

static gboolean
box_meets_path (const Box *box, const GArray *points, gboolean joined)
{
  for (guint i = 0; i < points->len; i++)
    {
      WscPoint p = g_array_index (points, WscPoint, i);
      WscPoint before = i > 0 ? g_array_index (points, WscPoint, i - 1) : p;
      if (box_holds (box, p) || (joined && isfinite (p.y) && isfinite (before.y) && box_meets_segment (box, before, p)))
        return TRUE;
    }
  return FALSE;
}

/* By the bounding box of each piece, so rather too careful than too little. */
static gboolean
box_meets_band (const Box *box, const WscFrame *frame, const WscShape *band)
{
  double bottom = frame->y + frame->height;
  for (gsize i = 1; i < band->n; i++)
    {
      double x0 = wsc_frame_map_x (frame, band->x[i - 1]), x1 = wsc_frame_map_x (frame, band->x[i]);
      if (!(MAX (x0, x1) >= box->x0 && MIN (x0, x1) <= box->x1))
        continue;
      double high = fmin (wsc_frame_map_y (frame, band->high[i - 1]), wsc_frame_map_y (frame, band->high[i]));
      double low0 = wsc_frame_map_y (frame, band->y[i - 1]), low1 = wsc_frame_map_y (frame, band->y[i]);
      double low = isnan (low0) || isnan (low1) ? bottom : MAX (low0, low1);
      if (high <= box->y1 && low >= box->y0)
        return TRUE;
    }
  return FALSE;
}

/* What a shape covers, thinned once for all corners: NULL for bands. */
static GArray *
get_path (const WscFrame *frame, const WscShape *shape)
{
  if (shape->kind == WSC_SHAPE_BAND)
    return NULL;
  if (shape->kind == WSC_SHAPE_LINE)
    return shape->style == WSC_LINE_POINTS ? wsc_thin_points (frame, shape->n, shape->x, shape->y, 1)
                                           : wsc_thin_line (frame, shape->n, shape->x, shape->y, 1);
  double ends[] = { frame->plot->x_low, frame->plot->x_high }, levels[] = { shape->y[0], shape->y[0] };
  return wsc_thin_line (frame, 2, ends, levels, 1);
}

static gboolean
is_free (const WscFrame *frame, const Box *box, GPtrArray *paths)
{
  for (guint i = 0; i < frame->plot->n_shapes; i++)
    {
      const WscShape *shape = &frame->plot->shapes[i];
      const GArray *path = g_ptr_array_index (paths, i);
      gboolean joined = shape->kind != WSC_SHAPE_LINE || shape->style != WSC_LINE_POINTS;
      if (path ? box_meets_path (box, path, joined) : box_meets_band (box, frame, shape))
        return FALSE;
    }
  return TRUE;
}

static void
clear_path (gpointer path)
{
  if (path)
    g_array_unref (path);
}

/* The first free corner in a fixed order, so that a growing line does not make the legend jump about. */
gboolean
wsc_legend_find_corner (WscFrame *frame)
{
  double inset = INSET * frame->em, clearance = CLEARANCE * frame->em;
  double left = frame->x + inset, right = frame->x + frame->width - inset - frame->legend_width;
  double top = frame->y + inset, bottom = frame->y + frame->height - inset - frame->legend_height;
  const WscPoint corners[] = { { right, top }, { left, top }, { right, bottom }, { left, bottom } };
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (clear_path);
  for (guint i = 0; i < frame->plot->n_shapes; i++)
    g_ptr_array_add (paths, get_path (frame, &frame->plot->shapes[i]));
  for (guint i = 0; i < G_N_ELEMENTS (corners); i++)
    {
      WscPoint corner = corners[i];
      Box box = { corner.x - clearance, corner.y - clearance, corner.x + frame->legend_width + clearance,
                  corner.y + frame->legend_height + clearance };
      if (!is_free (frame, &box, paths))
        continue;
      frame->legend_x = corner.x;
      frame->legend_y = corner.y;
      return TRUE;
    }
  return FALSE;
}

/* --- drawing -------------------------------------------------------------- */

static void
draw_swatch (cairo_t *cr, const WscShape *shape, double x, double y, double em, WscTheme theme)
{
  double width = SWATCH * em;
  if (shape->kind == WSC_SHAPE_BAND)
    {
      wsc_plot_set_colour (cr, shape->colour, theme, WSC_BAND_ALPHA);
      cairo_rectangle (cr, x, y - 0.35 * em, width, 0.7 * em);
      cairo_fill (cr);
      return;
    }
  wsc_plot_set_line (cr, shape, em, theme);
  cairo_move_to (cr, shape->style == WSC_LINE_POINTS ? x + width / 2 : x, y);
  cairo_line_to (cr, shape->style == WSC_LINE_POINTS ? x + width / 2 : x + width, y);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
}

void
wsc_legend_draw (const WscFrame *frame, cairo_t *cr, const WscText *text, WscTheme theme)
{
  double em = frame->em;
  Flow flow = { .in_rows = frame->legend_in_rows, .em = em, .max_width = frame->legend_width + 1e-6 };
  for (guint i = 0; i < frame->plot->n_shapes; i++)
    {
      const WscShape *shape = &frame->plot->shapes[i];
      if (!shape->label)
        continue;
      flow_entry (&flow, get_entry_width (text, shape->label));
      double x = frame->legend_x + flow.x, y = frame->legend_y + flow.y + ROW * em / 2;
      draw_swatch (cr, shape, x, y, em, theme);
      g_autoptr (PangoLayout) layout = wsc_text_layout (text, shape->label, 1);
      wsc_plot_set_colour (cr, WSC_PLOT_INK, theme, 0.9);
      wsc_text_draw (cr, layout, x + (SWATCH + SPACE) * em, y, 0, 0.5);
    }
}
