/* Plots to test with. */
#pragma once

#include <math.h>

#include "plot/plot-private.h"

/* A loss that falls, with band, test and level; `scale` times that. */
static inline WscPlot *
new_loss_plot (gsize n, double scale, gboolean log_y)
{
  g_autofree double *x = g_new (double, n), *y = g_new (double, n), *low = g_new (double, n), *high = g_new (double, n);
  WscPlotBuilder *builder = wsc_plot_builder_new ("Loss", "Epoch", "Mean squared error (scaled units)");
  for (gsize i = 0; i < n; i++)
    {
      x[i] = (double) i + 1;
      y[i] = scale * (0.04 + 0.5 * exp (-(double) i / 4));
      low[i] = 0.8 * y[i];
      high[i] = 1.25 * y[i];
    }
  if (log_y)
    wsc_plot_builder_set_log_y (builder);
  wsc_plot_builder_add_band (builder, "± 1 sd", 0, n, x, low, high);
  wsc_plot_builder_add_line (builder, "Training", 0, WSC_LINE_SOLID, n, x, y);
  wsc_plot_builder_add_line (builder, "Test", 5, WSC_LINE_SOLID, n, x, high);
  wsc_plot_builder_add_level (builder, "Noise", WSC_PLOT_INK, 0.04 * scale);
  return wsc_plot_builder_end (builder);
}

/* Noise about two periods of a sine, n points. */
static inline WscPlot *
new_series_plot (gsize n, WscLineStyle style)
{
  g_autofree double *x = g_new (double, n), *y = g_new (double, n);
  WscPlotBuilder *builder = wsc_plot_builder_new ("Series", "Time (s)", "Value");
  WscRandom random;
  wsc_random_init (&random, 1, "series", 0);
  for (gsize i = 0; i < n; i++)
    {
      x[i] = 4 * G_PI * (double) i / (double) n;
      y[i] = sin (x[i]) + 0.2 * wsc_random_normal (&random);
    }
  wsc_plot_builder_add_line (builder, "Observed", WSC_PLOT_GREY, style, n, x, y);
  return wsc_plot_builder_end (builder);
}

/* One line through given points, without labels. */
static inline WscPlot *
new_line_plot (gsize n, const double *x, const double *y)
{
  WscPlotBuilder *builder = wsc_plot_builder_new (NULL, NULL, NULL);
  wsc_plot_builder_add_line (builder, NULL, 0, WSC_LINE_SOLID, n, x, y);
  return wsc_plot_builder_end (builder);
}

/* Bars of colours 0, 1, 2 … at 1 .. n, with heights 1 .. n. */
static inline WscPlot *
new_bar_plot (gsize n, gboolean log_y)
{
  g_autofree double *x = g_new (double, n + 1), *y = g_new (double, n + 1);
  g_autofree guint *colours = g_new (guint, n + 1);
  for (gsize i = 0; i < n; i++)
    {
      x[i] = y[i] = (double) i + 1;
      colours[i] = (guint) i;
    }
  WscPlotBuilder *builder = wsc_plot_builder_new ("Shares", "Component", "Share");
  if (log_y)
    wsc_plot_builder_set_log_y (builder);
  wsc_plot_builder_add_bars (builder, NULL, 0, colours, n, x, y);
  return wsc_plot_builder_end (builder);
}

/* Cell (i, j) is about (5 (j + 1), i + 1), and its value (j + 1) / 10^i; the last cell is empty if there are others. */
static inline WscPlot *
new_map_plot (gsize n_rows, gsize n_columns, WscRamp ramp, gboolean logarithmic)
{
  g_autofree double *x = g_new (double, n_columns + 1), *y = g_new (double, n_rows + 1),
                    *values = g_new (double, n_rows *n_columns + 1);
  for (gsize j = 0; j <= n_columns; j++)
    x[j] = 5 * (double) j + 2.5;
  for (gsize i = 0; i <= n_rows; i++)
    y[i] = (double) i + 0.5;
  for (gsize i = 0; i < n_rows * n_columns; i++)
    values[i] = ((double) (i % n_columns) + 1) / pow (10, (double) (i / n_columns));
  if (n_rows * n_columns > 1)
    values[n_rows * n_columns - 1] = NAN;
  const WscPlotMap map = { n_rows, n_columns, x, y, values, ramp, 0, 0, logarithmic };
  WscPlotBuilder *builder = wsc_plot_builder_new ("Errors", "Window", "Components");
  wsc_plot_builder_add_map (builder, "MSE", &map);
  wsc_plot_builder_add_marker (builder, "Now", 5, 5, 1);
  return wsc_plot_builder_end (builder);
}

/* An image of the background, and the plot on it from the top left. */
static inline cairo_surface_t *
draw_image (const WscPlot *plot, int width, int height, double em, WscTheme theme)
{
  WscRgba paper = wsc_theme_background (theme);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  cairo_t *cr = cairo_create (surface);
  cairo_set_source_rgb (cr, paper.r, paper.g, paper.b);
  cairo_paint (cr);
  wsc_plot_draw (plot, cr, width, height, em, theme);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

/* How far a pixel is from a colour, over the channels. */
static inline double
get_distance (cairo_surface_t *surface, double x, double y, WscRgba c)
{
  const guint8 *data = cairo_image_surface_get_data (surface);
  guint32 p = *(const guint32 *) (gconstpointer) (data + (int) y * cairo_image_surface_get_stride (surface) +
                                                  4 * (int) x);
  return fabs ((p >> 16 & 255) / 255.0 - c.r) + fabs ((p >> 8 & 255) / 255.0 - c.g) + fabs ((p & 255) / 255.0 - c.b);
}
