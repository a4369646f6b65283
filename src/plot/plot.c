/* The plot itself: its shapes, the range its axes span, its summary. */
#include "plot/plot-private.h"

#include <math.h>

#include <glib/gi18n-lib.h>

struct _WscPlotBuilder
{
  WscPlot *plot;
  GArray *shapes; /* of WscShape */
};

WSC_DEFINE_BOXED_TYPE (WscPlot, wsc_plot)

WscPlot *
wsc_plot_ref (WscPlot *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_atomic_int_inc (&self->ref_count);
  return self;
}

static void
shape_clear (WscShape *shape)
{
  g_free (shape->label);
  g_free (shape->x);
  g_free (shape->y);
  g_free (shape->high);
}

void
wsc_plot_unref (WscPlot *self)
{
  g_return_if_fail (self != NULL);
  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;
  for (guint i = 0; i < self->n_shapes; i++)
    shape_clear (&self->shapes[i]);
  g_free (self->shapes);
  g_free (self->title);
  g_free (self->x_label);
  g_free (self->y_label);
  g_free (self->summary);
  g_free (self);
}

const char *
wsc_plot_get_title (const WscPlot *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->title;
}

const char *
wsc_plot_get_summary (const WscPlot *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->summary;
}

/* --- building ------------------------------------------------------------- */

WscPlotBuilder *
wsc_plot_builder_new (const char *title, const char *x_label, const char *y_label)
{
  WscPlotBuilder *self = g_new0 (WscPlotBuilder, 1);
  self->plot = g_new0 (WscPlot, 1);
  self->plot->ref_count = 1;
  self->plot->title = g_strdup (title);
  self->plot->x_label = g_strdup (x_label);
  self->plot->y_label = g_strdup (y_label);
  self->shapes = g_array_new (FALSE, TRUE, sizeof (WscShape));
  g_array_set_clear_func (self->shapes, (GDestroyNotify) shape_clear);
  return self;
}

void
wsc_plot_builder_free (WscPlotBuilder *self)
{
  g_clear_pointer (&self->plot, wsc_plot_unref);
  g_clear_pointer (&self->shapes, g_array_unref);
  g_free (self);
}

void
wsc_plot_builder_set_log_y (WscPlotBuilder *self)
{
  g_return_if_fail (self != NULL);
  self->plot->log_y = TRUE;
}

void
wsc_plot_builder_set_summary (WscPlotBuilder *self, const char *summary)
{
  g_return_if_fail (self != NULL);
  g_free (self->plot->summary);
  self->plot->summary = g_strdup (summary);
}

static gboolean
is_sorted (gsize n, const double *x)
{
  for (gsize i = 1; i < n; i++)
    if (!(x[i] >= x[i - 1]))
      return FALSE;
  return TRUE;
}

static WscShape *
add_shape (WscPlotBuilder *self, WscShapeKind kind, const char *label, guint colour)
{
  WscShape shape = { .kind = kind, .colour = colour, .label = g_strdup (label) };
  g_array_append_val (self->shapes, shape);
  return &g_array_index (self->shapes, WscShape, self->shapes->len - 1);
}

void
wsc_plot_builder_add_line (WscPlotBuilder *self, const char *label, guint colour, WscLineStyle style, gsize n,
                           const double *x, const double *y)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (n == 0 || (x != NULL && y != NULL));
  WscShape *shape = add_shape (self, WSC_SHAPE_LINE, label, colour);
  shape->style = style;
  shape->n = n;
  shape->x = g_memdup2 (x, n * sizeof *x);
  shape->y = g_memdup2 (y, n * sizeof *y);
  shape->sorted = is_sorted (n, x);
}

void
wsc_plot_builder_add_band (WscPlotBuilder *self, const char *label, guint colour, gsize n, const double *x,
                           const double *low, const double *high)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (n == 0 || (x != NULL && low != NULL && high != NULL));
  WscShape *shape = add_shape (self, WSC_SHAPE_BAND, label, colour);
  shape->n = n;
  shape->x = g_memdup2 (x, n * sizeof *x);
  shape->y = g_memdup2 (low, n * sizeof *low);
  shape->high = g_memdup2 (high, n * sizeof *high);
  shape->sorted = is_sorted (n, x);
}

void
wsc_plot_builder_add_level (WscPlotBuilder *self, const char *label, guint colour, double y)
{
  g_return_if_fail (self != NULL);
  WscShape *shape = add_shape (self, WSC_SHAPE_LEVEL, label, colour);
  shape->style = WSC_LINE_DASHED;
  shape->n = 1;
  shape->y = g_memdup2 (&y, sizeof y);
}

/* --- range ---------------------------------------------------------------- */

typedef struct
{
  double low, high;
} Range;

static void
include (Range *range, double value)
{
  /* Beyond this the width of a range would overflow. */
  if (!isfinite (value) || fabs (value) > 1e300)
    return;
  range->low = MIN (range->low, value);
  range->high = MAX (range->high, value);
}

static void
include_y (Range *range, double value, gboolean log_y)
{
  if (!log_y || value > 0)
    include (range, value);
}

/* On a log axis the lower edge of a band counts only to a third of the lowest line, lest a band that nearly reaches
 * zero press everything else together. */
static void
include_band_y (Range *range, const WscShape *band, gboolean log_y, double lowest_line)
{
  for (gsize i = 0; i < band->n; i++)
    {
      include_y (range, band->high[i], log_y);
      include_y (range, log_y ? MAX (band->y[i], lowest_line / 3) : band->y[i], log_y);
    }
}

static Range
find_x_range (const WscPlot *plot)
{
  Range range = { INFINITY, -INFINITY };
  for (guint i = 0; i < plot->n_shapes; i++)
    for (gsize j = 0; j < plot->shapes[i].n && plot->shapes[i].x; j++)
      include (&range, plot->shapes[i].x[j]);
  return range;
}

static Range
find_y_range (const WscPlot *plot)
{
  Range range = { INFINITY, -INFINITY };
  for (guint i = 0; i < plot->n_shapes; i++)
    for (gsize j = 0; j < plot->shapes[i].n && plot->shapes[i].kind != WSC_SHAPE_BAND; j++)
      include_y (&range, plot->shapes[i].y[j], plot->log_y);
  double lowest_line = range.low;
  for (guint i = 0; i < plot->n_shapes; i++)
    if (plot->shapes[i].kind == WSC_SHAPE_BAND)
      include_band_y (&range, &plot->shapes[i], plot->log_y, lowest_line);
  return range;
}

static gboolean
has_points (const WscPlot *plot)
{
  for (guint i = 0; i < plot->n_shapes; i++)
    if (plot->shapes[i].kind == WSC_SHAPE_LINE && plot->shapes[i].style == WSC_LINE_POINTS)
      return TRUE;
  return FALSE;
}

static void
set_x_range (WscPlot *plot)
{
  Range range = find_x_range (plot);
  if (range.low > range.high)
    range = (Range){ 0, 1 };
  double pad = (range.high - range.low) * (has_points (plot) ? 0.01 : 0);
  if (range.high - range.low <= 1e-12 * MAX (fabs (range.low), fabs (range.high)))
    pad = MAX (0.5, 1e-3 * fabs (range.low));
  plot->x_low = range.low - pad;
  plot->x_high = range.high + pad;
}

static void
set_linear_y_range (WscPlot *plot, Range range)
{
  if (range.low > range.high)
    range = (Range){ 0, 1 };
  double pad = 0.05 * (range.high - range.low);
  if (range.high - range.low <= 1e-12 * MAX (fabs (range.low), fabs (range.high)))
    pad = range.low == 0 ? 1 : 0.1 * fabs (range.low);
  plot->y_low = range.low >= 0 ? MAX (0, range.low - pad) : range.low - pad;
  plot->y_high = range.high + pad;
}

static void
set_log_y_range (WscPlot *plot, Range range)
{
  if (range.low > range.high)
    range = (Range){ 0.1, 1 };
  double ratio = MAX (range.high / range.low, 1.5);
  plot->y_low = MAX (range.low / pow (ratio, 0.05), 1e-305);
  plot->y_high = range.high * pow (ratio, 0.05);
}

static gboolean
is_integer_x (const WscPlot *plot)
{
  for (guint i = 0; i < plot->n_shapes; i++)
    for (gsize j = 0; j < plot->shapes[i].n && plot->shapes[i].x; j++)
      if (isfinite (plot->shapes[i].x[j]) && plot->shapes[i].x[j] != floor (plot->shapes[i].x[j]))
        return FALSE;
  return TRUE;
}

/* --- summary -------------------------------------------------------------- */

static gboolean
find_ends (const WscShape *line, double *first, double *last)
{
  gboolean found = FALSE;
  for (gsize i = 0; i < line->n; i++)
    if (isfinite (line->y[i]))
      {
        *first = found ? *first : line->y[i];
        *last = line->y[i];
        found = TRUE;
      }
  return found;
}

static char *
summarise (const WscPlot *plot)
{
  g_autoptr (GString) text = g_string_new (plot->title ? plot->title : _("Chart"));
  const char *separator = ": ";
  for (guint i = 0; i < plot->n_shapes; i++)
    {
      const WscShape *shape = &plot->shapes[i];
      double first = NAN, last = NAN;
      if (!shape->label || shape->kind == WSC_SHAPE_BAND || !find_ends (shape, &first, &last))
        continue;
      g_string_append (text, separator);
      if (shape->kind == WSC_SHAPE_LEVEL)
        g_string_append_printf (text, "%s %.3g", shape->label, last);
      else
        g_string_append_printf (text, _("%s from %.3g to %.3g"), shape->label, first, last);
      separator = "; ";
    }
  g_string_append_c (text, '.');
  return g_string_free (g_steal_pointer (&text), FALSE);
}

WscPlot *
wsc_plot_builder_end (WscPlotBuilder *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  WscPlot *plot = g_steal_pointer (&self->plot);
  plot->n_shapes = self->shapes->len;
  plot->shapes = (WscShape *) g_array_free (g_steal_pointer (&self->shapes), FALSE);
  wsc_plot_builder_free (self);
  set_x_range (plot);
  Range range = find_y_range (plot);
  if (plot->log_y)
    set_log_y_range (plot, range);
  else
    set_linear_y_range (plot, range);
  plot->integer_x = is_integer_x (plot);
  if (!plot->summary)
    plot->summary = summarise (plot);
  return plot;
}
