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
