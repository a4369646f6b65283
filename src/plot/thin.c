#include "plot/plot-private.h"

#include <math.h>
#include <string.h>

/* From so many samples in a column the stroke from its lowest to its highest hides where it began and ended. */
#define DENSE 8

/* --- lines ---------------------------------------------------------------- */

/* The samples of one pixel column, in order of appearance. */
typedef struct
{
  gsize n;
  double column;
  WscPoint first, low, high, last;
  gboolean low_before_high;
} Column;

static void
flush_column (GArray *points, Column *column)
{
  if (column->n == 0)
    return;
  WscPoint extremes[] = { column->low_before_high ? column->low : column->high,
                          column->low_before_high ? column->high : column->low };
  const WscPoint kept[] = { column->first, extremes[0], extremes[1], column->last };
  gboolean dense = column->n >= DENSE;
  for (guint i = dense ? 1 : 0; i < (dense ? 3 : 4); i++)
    {
      const WscPoint *last = points->len > 0 ? &g_array_index (points, WscPoint, points->len - 1) : NULL;
      if (!last || kept[i].x != last->x || kept[i].y != last->y)
        g_array_append_val (points, kept[i]);
    }
  column->n = 0;
}

static void
add_to_column (Column *column, WscPoint point)
{
  if (column->n++ == 0)
    {
      column->first = column->low = column->high = column->last = point;
      column->low_before_high = TRUE;
      return;
    }
  column->last = point;
  if (point.y < column->low.y)
    {
      column->low = point;
      column->low_before_high = FALSE;
    }
  if (point.y > column->high.y)
    {
      column->high = point;
      column->low_before_high = TRUE;
    }
}

GArray *
wsc_thin_line (const WscFrame *frame, gsize n, const double *x, const double *y, double columns)
{
  GArray *points = g_array_new (FALSE, FALSE, sizeof (WscPoint));
  Column column = { 0 };
  for (gsize i = 0; i < n; i++)
    {
      WscPoint point = { wsc_frame_map_x (frame, x[i]), wsc_frame_map_y (frame, y[i]) };
      if (!isfinite (point.x) || !isfinite (point.y))
        {
          flush_column (points, &column);
          WscPoint gap = { NAN, NAN };
          if (points->len > 0 && isfinite (g_array_index (points, WscPoint, points->len - 1).y))
            g_array_append_val (points, gap);
          continue;
        }
      double index = floor (point.x * columns);
      if (column.n > 0 && index != column.column)
        flush_column (points, &column);
      column.column = index;
      add_to_column (&column, point);
    }
  flush_column (points, &column);
  return points;
}

/* --- points --------------------------------------------------------------- */

GArray *
wsc_thin_points (const WscFrame *frame, gsize n, const double *x, const double *y, double cells)
{
  GArray *points = g_array_new (FALSE, FALSE, sizeof (WscPoint));
  gsize columns = (gsize) (frame->width * cells) + 2, rows = (gsize) (frame->height * cells) + 2;
  g_autofree guint8 *taken = g_malloc0 (columns * rows / 8 + 1);
  for (gsize i = 0; i < n; i++)
    {
      WscPoint point = { wsc_frame_map_x (frame, x[i]), wsc_frame_map_y (frame, y[i]) };
      double column = (point.x - frame->x) * cells, row = (point.y - frame->y) * cells;
      if (!(column >= 0 && column < columns && row >= 0 && row < rows))
        continue;
      gsize cell = (gsize) row * columns + (gsize) column;
      if (taken[cell / 8] & (1u << (cell % 8)))
        continue;
      taken[cell / 8] |= (guint8) (1u << (cell % 8));
      g_array_append_val (points, point);
    }
  return points;
}
