/* The values of a map and where its cells lie. */
#include "plot/field.h"

#include "plot/plot-private.h"

#include <math.h>

static gboolean
is_shown (const WscField *self, double value)
{
  return fabs (value) <= 1e300 && (!self->logarithmic || value > 0);
}

static void
set_range_from_values (WscField *self)
{
  double low = INFINITY, high = -INFINITY;
  for (gsize i = 0; i < self->n_rows * self->n_columns; i++)
    if (is_shown (self, self->values[i]))
      {
        low = MIN (low, self->values[i]);
        high = MAX (high, self->values[i]);
      }
  self->low = low <= high ? low : self->logarithmic ? 0.1 : 0;
  self->high = low <= high ? high : 1;
}

/* One value for all cells is the middle of a ramp about it. */
static void
widen_range (WscField *self)
{
  if (self->high - self->low > 1e-12 * MAX (fabs (self->low), fabs (self->high)))
    return;
  double middle = self->low, pad = middle == 0 ? 0.5 : 0.5 * fabs (middle);
  self->low = self->logarithmic ? middle / 2 : middle - pad;
  self->high = self->logarithmic ? middle * 2 : middle + pad;
}

static void
set_range (WscField *self)
{
  if (self->low < self->high && isfinite (self->high - self->low) && (!self->logarithmic || self->low > 0))
    return;
  set_range_from_values (self);
  if (self->ramp != WSC_RAMP_CORRELATION || self->logarithmic)
    widen_range (self);
  else
    {
      self->high = MAX (1, MAX (self->high, -self->low));
      self->low = self->low < 0 ? -self->high : 0;
    }
}

WscField *
wsc_field_new (const WscPlotMap *map)
{
  WscField *self = g_new0 (WscField, 1);
  *self = (WscField){ .n_rows = map->n_rows,
                      .n_columns = map->n_columns,
                      .x_edges = g_memdup2 (map->x_edges, (map->n_columns + 1) * sizeof (double)),
                      .y_edges = g_memdup2 (map->y_edges, (map->n_rows + 1) * sizeof (double)),
                      .values = g_memdup2 (map->values, map->n_rows * map->n_columns * sizeof (double)),
                      .x_values = g_memdup2 (map->x_values, map->x_values ? map->n_columns * sizeof (double) : 0),
                      .ramp = map->ramp,
                      .low = map->low,
                      .high = map->high,
                      .logarithmic = map->logarithmic };
  set_range (self);
  return self;
}

void
wsc_field_free (WscField *self)
{
  g_free (self->x_edges);
  g_free (self->y_edges);
  g_free (self->values);
  g_free (self->x_values);
  g_free (self);
}

double
wsc_field_get_tone (const WscField *self, double value)
{
  if (!is_shown (self, value))
    return NAN;
  if (self->ramp == WSC_RAMP_CORRELATION)
    return MIN (1, fabs (value) / MAX (fabs (self->low), fabs (self->high)));
  double share = self->logarithmic ? log (value / self->low) / log (self->high / self->low)
                                   : (value - self->low) / (self->high - self->low);
  share = CLAMP (share, 0, 1);
  return self->ramp == WSC_RAMP_INVERTED ? 1 - share : share;
}

gboolean
wsc_edges_find (const double *edges, gsize n, double value, gsize *cell)
{
  if (!(value >= edges[0] && value <= edges[n]))
    return FALSE;
  gsize low = 0, high = n;
  while (high - low > 1)
    {
      gsize middle = low + (high - low) / 2;
      if (edges[middle] <= value)
        low = middle;
      else
        high = middle;
    }
  *cell = low;
  return TRUE;
}

gboolean
wsc_field_find (const WscField *self, double x, double y, gsize *row, gsize *column)
{
  return wsc_edges_find (self->x_edges, self->n_columns, x, column) &&
         wsc_edges_find (self->y_edges, self->n_rows, y, row);
}

const WscShape *
wsc_plot_get_map (const WscPlot *plot)
{
  for (guint i = 0; i < plot->n_shapes; i++)
    if (plot->shapes[i].kind == WSC_SHAPE_MAP)
      return &plot->shapes[i];
  return NULL;
}
