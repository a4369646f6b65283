/* Building a plot: shape by shape, and what is said of its axes. */
#include "plot/plot-private.h"

#include <math.h>

struct _WscPlotBuilder
{
  WscPlot *plot;
  GArray *shapes; /* of WscShape */
  WscRange x_given, y_given;
};

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
  g_array_set_clear_func (self->shapes, (GDestroyNotify) wsc_shape_clear);
  self->x_given = self->y_given = (WscRange){ NAN, NAN };
  return self;
}

void
wsc_plot_builder_free (WscPlotBuilder *self)
{
  g_clear_pointer (&self->plot, wsc_plot_unref);
  g_clear_pointer (&self->shapes, g_array_unref);
  g_free (self);
}

/* --- the whole ------------------------------------------------------------ */

void
wsc_plot_builder_set_x_names (WscPlotBuilder *self, gsize n, const char *const *names)
{
  g_return_if_fail (self != NULL && names != NULL);
  g_strfreev (self->plot->x_names);
  self->plot->x_names = g_new0 (char *, n + 1);
  for (gsize i = 0; i < n; i++)
    self->plot->x_names[i] = g_strdup (names[i]);
}

void
wsc_plot_builder_set_log_x (WscPlotBuilder *self)
{
  g_return_if_fail (self != NULL);
  self->plot->log_x = TRUE;
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

void
wsc_plot_builder_set_caption (WscPlotBuilder *self, const char *caption)
{
  g_return_if_fail (self != NULL);
  g_free (self->plot->caption);
  self->plot->caption = caption && *caption ? g_strdup (caption) : NULL;
}

void
wsc_plot_builder_set_square (WscPlotBuilder *self, gboolean y_down)
{
  g_return_if_fail (self != NULL);
  self->plot->square = TRUE;
  self->plot->y_down = y_down;
}

void
wsc_plot_builder_set_x_range (WscPlotBuilder *self, double low, double high)
{
  g_return_if_fail (self != NULL);
  self->x_given = (WscRange){ low, high };
}

void
wsc_plot_builder_set_y_range (WscPlotBuilder *self, double low, double high)
{
  g_return_if_fail (self != NULL);
  self->y_given = (WscRange){ low, high };
}

void
wsc_plot_builder_set_small (WscPlotBuilder *self)
{
  g_return_if_fail (self != NULL);
  self->plot->small = TRUE;
}

/* --- shapes --------------------------------------------------------------- */

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

static WscShape *
add_points (WscPlotBuilder *self, WscShapeKind kind, const char *label, guint colour, gsize n, const double *x,
            const double *y)
{
  WscShape *shape = add_shape (self, kind, label, colour);
  shape->n = n;
  shape->x = g_memdup2 (x, n * sizeof *x);
  shape->y = g_memdup2 (y, n * sizeof *y);
  shape->sorted = is_sorted (n, x);
  return shape;
}

void
wsc_plot_builder_add_line (WscPlotBuilder *self, const char *label, guint colour, WscLineStyle style, gsize n,
                           const double *x, const double *y)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (n == 0 || (x != NULL && y != NULL));
  WscShape *shape = add_shape (self, WSC_SHAPE_LINE, label, colour);
  shape->style = style;
  shape->n = wsc_shorten_line (n, x, y, &shape->x, &shape->y);
  shape->sorted = is_sorted (shape->n, shape->x);
}

void
wsc_plot_builder_add_band (WscPlotBuilder *self, const char *label, guint colour, gsize n, const double *x,
                           const double *low, const double *high)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (n == 0 || (x != NULL && low != NULL && high != NULL));
  WscShape *shape = add_points (self, WSC_SHAPE_BAND, label, colour, n, x, low);
  shape->high = g_memdup2 (high, n * sizeof *high);
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

void
wsc_plot_builder_add_bars (WscPlotBuilder *self, const char *label, guint colour, const guint *colours, gsize n,
                           const double *x, const double *y)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (n == 0 || (x != NULL && y != NULL));
  WscShape *shape = add_points (self, WSC_SHAPE_BARS, label, colour, n, x, y);
  shape->colours = colours ? g_memdup2 (colours, n * sizeof *colours) : NULL;
}

void
wsc_plot_builder_add_marker (WscPlotBuilder *self, const char *label, guint colour, double x, double y)
{
  g_return_if_fail (self != NULL);
  add_points (self, WSC_SHAPE_MARKER, label, colour, 1, &x, &y);
}

void
wsc_plot_builder_add_strip (WscPlotBuilder *self, const char *label, guint colour, double x_low, double x_high)
{
  g_return_if_fail (self != NULL);
  const double ends[] = { x_low, x_high };
  WscShape *shape = add_shape (self, WSC_SHAPE_STRIP, label, colour);
  shape->n = G_N_ELEMENTS (ends);
  shape->x = g_memdup2 (ends, sizeof ends);
}

static gboolean
is_ascending (gsize n, const double *edges)
{
  for (gsize i = 0; i <= n; i++)
    if (!isfinite (edges[i]) || (i > 0 && !(edges[i] > edges[i - 1])))
      return FALSE;
  return TRUE;
}

static gboolean
has_map (const GArray *shapes)
{
  for (guint i = 0; i < shapes->len; i++)
    if (g_array_index (shapes, WscShape, i).kind == WSC_SHAPE_MAP)
      return TRUE;
  return FALSE;
}

void
wsc_plot_builder_add_map (WscPlotBuilder *self, const char *label, const WscPlotMap *map)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (map != NULL);
  g_return_if_fail (!has_map (self->shapes));
  if (map->n_rows == 0 || map->n_columns == 0)
    return;
  g_return_if_fail (is_ascending (map->n_columns, map->x_edges) && is_ascending (map->n_rows, map->y_edges));
  add_shape (self, WSC_SHAPE_MAP, label, WSC_PLOT_INK)->field = wsc_field_new (map);
}

WscPlot *
wsc_plot_builder_end (WscPlotBuilder *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  WscPlot *plot = g_steal_pointer (&self->plot);
  plot->n_shapes = self->shapes->len;
  plot->shapes = (WscShape *) g_array_free (g_steal_pointer (&self->shapes), FALSE);
  wsc_plot_set_ranges (plot, self->x_given, self->y_given);
  wsc_plot_builder_free (self);
  if (!plot->summary)
    plot->summary = wsc_plot_summarise (plot);
  return plot;
}
