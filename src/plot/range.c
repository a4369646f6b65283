/* What the axes span: the data, with a little air, or what was asked for. */
#include "plot/plot-private.h"

#include <math.h>

#define BAR_AIR 0.6 /* from the middle of the first and the last bar to the end of the axis */

static void
include (WscRange *range, double value)
{
  /* Beyond this the width of a range would overflow. */
  if (!isfinite (value) || fabs (value) > 1e300)
    return;
  range->low = MIN (range->low, value);
  range->high = MAX (range->high, value);
}

static void
include_y (WscRange *range, double value, gboolean log_y)
{
  if (!log_y || value > 0)
    include (range, value);
}

static gboolean
is_empty (WscRange range)
{
  return range.low > range.high;
}

/* Too narrow for numbers to tell its ends apart. */
static gboolean
is_point (WscRange range)
{
  return range.high - range.low <= 1e-12 * MAX (fabs (range.low), fabs (range.high));
}

static gboolean
has_kind (const WscPlot *plot, WscShapeKind kind)
{
  for (guint i = 0; i < plot->n_shapes; i++)
    if (plot->shapes[i].kind == kind)
      return TRUE;
  return FALSE;
}

/* --- x -------------------------------------------------------------------- */

static WscRange
find_x_range (const WscPlot *plot)
{
  WscRange range = { INFINITY, -INFINITY };
  for (guint i = 0; i < plot->n_shapes; i++)
    {
      const WscShape *shape = &plot->shapes[i];
      double air = shape->kind == WSC_SHAPE_BARS ? BAR_AIR : 0;
      for (gsize j = 0; shape->x && j < shape->n; j++)
        {
          include (&range, shape->x[j] - air);
          include (&range, shape->x[j] + air);
        }
      if (shape->field)
        {
          include (&range, shape->field->x_edges[0]);
          include (&range, shape->field->x_edges[shape->field->n_columns]);
        }
    }
  return range;
}

static void
set_log_x_range (WscPlot *plot, WscRange range)
{
  double ratio = range.low > 0 ? MAX (range.high / range.low, 1.5) : 10;
  plot->x_low = range.low > 0 ? range.low / pow (ratio, 0.02) : 1;
  plot->x_high = plot->x_low * pow (ratio, 1.04);
}

static void
set_x_range (WscPlot *plot, WscRange range)
{
  if (plot->log_x)
    {
      set_log_x_range (plot, range);
      return;
    }
  if (is_empty (range))
    range = (WscRange){ 0, 1 };
  double pad = (plot->square && !has_kind (plot, WSC_SHAPE_MAP) ? 0.05 : 0) * (range.high - range.low);
  if (is_point (range))
    pad = MAX (0.5, 1e-3 * fabs (range.low));
  plot->x_low = range.low - pad;
  plot->x_high = range.high + pad;
}

/* --- y -------------------------------------------------------------------- */

/* On a log axis the lower edge of a band counts only to a third of the lowest line, lest a band that nearly reaches
 * zero press everything else together. */
static void
include_band_y (WscRange *range, const WscShape *band, gboolean log_y, double lowest_line)
{
  for (gsize i = 0; i < band->n; i++)
    {
      include_y (range, band->high[i], log_y);
      include_y (range, log_y ? MAX (band->y[i], lowest_line / 3) : band->y[i], log_y);
    }
}

static WscRange
find_y_range (const WscPlot *plot)
{
  WscRange range = { INFINITY, -INFINITY };
  for (guint i = 0; i < plot->n_shapes; i++)
    {
      const WscShape *shape = &plot->shapes[i];
      for (gsize j = 0; shape->y && j < shape->n && shape->kind != WSC_SHAPE_BAND; j++)
        include_y (&range, shape->y[j], plot->log_y);
      if (shape->field)
        {
          include_y (&range, shape->field->y_edges[0], plot->log_y);
          include_y (&range, shape->field->y_edges[shape->field->n_rows], plot->log_y);
        }
    }
  double lowest_line = range.low;
  for (guint i = 0; i < plot->n_shapes; i++)
    if (plot->shapes[i].kind == WSC_SHAPE_BAND)
      include_band_y (&range, &plot->shapes[i], plot->log_y, lowest_line);
  if (has_kind (plot, WSC_SHAPE_BARS))
    include_y (&range, 0, plot->log_y);
  return range;
}

static void
set_linear_y_range (WscPlot *plot, WscRange range)
{
  if (is_empty (range))
    range = (WscRange){ 0, 1 };
  double pad = (has_kind (plot, WSC_SHAPE_MAP) ? 0 : 0.05) * (range.high - range.low);
  if (is_point (range))
    pad = range.low == 0 ? 1 : 0.1 * fabs (range.low);
  gboolean hangs = range.high <= 0 && range.low < 0 && has_kind (plot, WSC_SHAPE_BARS);
  plot->y_low = range.low >= 0 ? MAX (0, range.low - pad) : range.low - pad;
  plot->y_high = hangs ? 0 : range.high + pad;
}

static void
set_log_y_range (WscPlot *plot, WscRange range)
{
  if (is_empty (range))
    range = (WscRange){ 0.1, 1 };
  double ratio = MAX (range.high / range.low, 1.5), share = has_kind (plot, WSC_SHAPE_MAP) ? 0 : 0.05;
  plot->y_low = MAX (range.low / pow (ratio, share), 1e-305);
  plot->y_high = range.high > range.low ? range.high * pow (ratio, share) : range.high * pow (ratio, 0.05);
}

/* --- both ----------------------------------------------------------------- */

/* An end that is not above the other one is no end. */
static void
replace_ends (double *low, double *high, WscRange given, double least)
{
  double new_low = isfinite (given.low) && given.low > least ? given.low : *low;
  double new_high = isfinite (given.high) && given.high > least ? given.high : *high;
  if (is_empty ((WscRange){ new_low, new_high }) || is_point ((WscRange){ new_low, new_high }))
    return;
  *low = new_low;
  *high = new_high;
}

static gboolean
is_whole (double value)
{
  return !isfinite (value) || value == floor (value);
}

/* The cells' centres count, not their edges. */
static gboolean
are_centres_whole (gsize n, const double *edges)
{
  for (gsize i = 0; i < n; i++)
    if (!is_whole ((edges[i] + edges[i + 1]) / 2))
      return FALSE;
  return TRUE;
}

static gboolean
is_integer_x (const WscPlot *plot)
{
  for (guint i = 0; i < plot->n_shapes; i++)
    {
      const WscShape *shape = &plot->shapes[i];
      if (shape->field && !are_centres_whole (shape->field->n_columns, shape->field->x_edges))
        return FALSE;
      for (gsize j = 0; shape->x && shape->kind != WSC_SHAPE_STRIP && j < shape->n; j++)
        if (!is_whole (shape->x[j]))
          return FALSE;
    }
  return TRUE;
}

void
wsc_plot_set_ranges (WscPlot *plot, WscRange x_given, WscRange y_given)
{
  WscRange x = find_x_range (plot), y = find_y_range (plot);
  set_x_range (plot, x);
  if (plot->log_y)
    set_log_y_range (plot, y);
  else
    set_linear_y_range (plot, y);
  replace_ends (&plot->x_low, &plot->x_high, x_given, plot->log_x ? 0 : -INFINITY);
  replace_ends (&plot->y_low, &plot->y_high, y_given, plot->log_y ? 0 : -INFINITY);
  plot->overflows = x.low < plot->x_low || x.high > plot->x_high || y.low < plot->y_low || y.high > plot->y_high;
  const WscShape *map = wsc_plot_get_map (plot);
  plot->integer_x = is_integer_x (plot);
  plot->integer_y = map && are_centres_whole (map->field->n_rows, map->field->y_edges);
}

/* --- two plots ------------------------------------------------------------------ */

static void
join (double *a_low, double *a_high, double *b_low, double *b_high)
{
  *a_low = *b_low = MIN (*a_low, *b_low);
  *a_high = *b_high = MAX (*a_high, *b_high);
}

void
wsc_plot_share_ranges (WscPlot *a, WscPlot *b)
{
  for (guint i = 0; a->grid && b->grid && i < MIN (a->grid->n_plots, b->grid->n_plots); i++)
    wsc_plot_share_ranges (a->grid->plots[i], b->grid->plots[i]);
  if (a->log_x == b->log_x)
    join (&a->x_low, &a->x_high, &b->x_low, &b->x_high);
  if (a->log_y == b->log_y)
    join (&a->y_low, &a->y_high, &b->y_low, &b->y_high);
}
