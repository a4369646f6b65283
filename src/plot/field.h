/* The values of a map, where its cells lie, and their colours. */
#pragma once

#include "plot/plot.h"

/* The values of a map, with the range of its ramp settled. */
typedef struct
{
  gsize n_rows, n_columns;
  double *x_edges; /* (n_columns + 1) */
  double *y_edges; /* (n_rows + 1) */
  double *values;  /* (n_rows, n_columns) */
  double *x_values; /* (n_columns) or NULL */
  WscRamp ramp;
  double low, high;
  gboolean logarithmic;
} WscField;

/* The map's arrays are copied; its ramp goes over the values where it has no ends. */
WscField *wsc_field_new (const WscPlotMap *map);
void wsc_field_free (WscField *self);
double wsc_field_get_tone (const WscField *self, double value); /* 0..1 along the ramp; NaN for an empty cell */
/* FALSE outside the field. */
gboolean wsc_field_find (const WscField *self, double x, double y, gsize *row, gsize *column);
gboolean wsc_edges_find (const double *edges, gsize n, double value, gsize *cell);

/* ramp.c. `tone` 0..1. */
WscRgba wsc_ramp_get_colour (WscRamp ramp, double tone, WscTheme theme);
