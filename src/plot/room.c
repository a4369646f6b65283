#include "plot/room.h"

#include <math.h>

/* In units of the font size. */
#define INSET 0.7     /* from the corner */
#define CLEARANCE 0.4 /* kept free of data all round */

typedef struct
{
  double x0, y0, x1, y1;
} Box;

/* --- what meets a box ------------------------------------------------------ */

static gboolean
boxes_meet (const Box *a, const Box *b)
{
  return a->x0 <= b->x1 && b->x0 <= a->x1 && a->y0 <= b->y1 && b->y0 <= a->y1;
}

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
      if (fmin (high, low) <= box->y1 && fmax (high, low) >= box->y0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
box_meets_bars (const Box *box, const WscFrame *frame, const WscShape *bars)
{
  double base = wsc_bars_get_base (frame);
  for (gsize i = 0; i < bars->n; i++)
    {
      double y = wsc_frame_map_y (frame, bars->y[i]), x = bars->x[i], half = WSC_BAR_SHARE / 2;
      double x0 = wsc_frame_map_x (frame, x - half), x1 = wsc_frame_map_x (frame, x + half);
      Box bar = { x0, fmin (y, base), x1, fmax (y, base) };
      if (isfinite (y) && boxes_meet (box, &bar))
        return TRUE;
    }
  return FALSE;
}

static gboolean
box_meets_marker (const Box *box, const WscFrame *frame, const WscShape *marker)
{
  double x = wsc_frame_map_x (frame, marker->x[0]), y = wsc_frame_map_y (frame, marker->y[0]);
  double radius = 1.3 * WSC_MARKER_RADIUS * frame->em;
  Box ring = { x - radius, y - radius, x + radius, y + radius };
  return boxes_meet (box, &ring);
}

static gboolean
box_meets_shape (const Box *box, const WscFrame *frame, const WscShape *shape, const GArray *path)
{
  switch (shape->kind)
    {
    case WSC_SHAPE_BAND:
      return box_meets_band (box, frame, shape);
    case WSC_SHAPE_BARS:
      return box_meets_bars (box, frame, shape);
    case WSC_SHAPE_MARKER:
      return box_meets_marker (box, frame, shape);
    case WSC_SHAPE_MAP:
      return TRUE;
    case WSC_SHAPE_STRIP:
      return FALSE;
    default:
      return box_meets_path (box, path, shape->style != WSC_LINE_POINTS);
    }
}

/* --- corners ---------------------------------------------------------------- */

/* A line or a level, thinned once for all corners; NULL for what has no path. */
static GArray *
get_path (const WscFrame *frame, const WscShape *shape)
{
  if (shape->kind == WSC_SHAPE_LINE)
    return shape->style == WSC_LINE_POINTS ? wsc_thin_points (frame, shape->n, shape->x, shape->y, 1)
                                           : wsc_thin_line (frame, shape->n, shape->x, shape->y, 1);
  if (shape->kind != WSC_SHAPE_LEVEL)
    return NULL;
  double ends[] = { frame->plot->x_low, frame->plot->x_high }, levels[] = { shape->y[0], shape->y[0] };
  return wsc_thin_line (frame, 2, ends, levels, 1);
}

static void
clear_path (gpointer path)
{
  if (path)
    g_array_unref (path);
}

void
wsc_room_init (WscRoom *self, const WscFrame *frame)
{
  self->frame = frame;
  self->paths = g_ptr_array_new_with_free_func (clear_path);
  for (guint i = 0; i < frame->plot->n_shapes; i++)
    g_ptr_array_add (self->paths, get_path (frame, &frame->plot->shapes[i]));
}

void
wsc_room_clear (WscRoom *self)
{
  g_clear_pointer (&self->paths, g_ptr_array_unref);
}

/* A legend in the caption's corner goes under it, or over it at the bottom. */
static void
avoid_caption (const WscFrame *frame, gboolean at_top, Box *box)
{
  const WscBox *taken = &frame->caption_box;
  Box caption = { taken->x, taken->y, taken->x + taken->width, taken->y + taken->height };
  if (frame->caption != WSC_PLACE_CORNER || !boxes_meet (box, &caption))
    return;
  double gap = 0.1 * frame->em, shift = at_top ? caption.y1 + gap - box->y0 : caption.y0 - gap - box->y1;
  box->y0 += shift;
  box->y1 += shift;
}

static gboolean
is_free (const WscRoom *self, const Box *box)
{
  const WscFrame *frame = self->frame;
  if (box->y0 < frame->y || box->y1 > frame->y + frame->height)
    return FALSE;
  for (guint i = 0; i < frame->plot->n_shapes; i++)
    if (box_meets_shape (box, frame, &frame->plot->shapes[i], g_ptr_array_index (self->paths, i)))
      return FALSE;
  return TRUE;
}

/* In a fixed order, so that a growing line does not make what is placed jump about. */
gboolean
wsc_room_find_corner (const WscRoom *self, double width, double height, gboolean from_left, WscBox *found)
{
  const WscFrame *frame = self->frame;
  double inset = INSET * frame->em, clearance = CLEARANCE * frame->em;
  double left = frame->x + inset, right = frame->x + frame->width - inset - width;
  const double xs[] = { from_left ? left : right, from_left ? right : left };
  const double ys[] = { frame->y + inset, frame->y + frame->height - inset - height };
  for (guint i = 0; i < 4; i++)
    {
      double x = xs[i % 2], y = ys[i / 2];
      Box box = { x - clearance, y - clearance, x + width + clearance, y + height + clearance };
      avoid_caption (frame, i < 2, &box);
      if (!is_free (self, &box))
        continue;
      *found = (WscBox){ x, box.y0 + clearance, width, height };
      return TRUE;
    }
  return FALSE;
}
