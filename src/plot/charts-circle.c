/* Neurons that follow each other on a circle, and after how many one is like the first again. */
#include "plot/charts-private.h"

#include <math.h>

#include <glib/gi18n-lib.h>

static WscPlot *
new_plane (const WscCircle *circle)
{
  g_autofree double *x = g_new (double, circle->m), *y = g_new (double, circle->m);
  g_autofree char *x_label = g_strdup_printf (_("First direction; %.0f %% of the variance in the plane"), 100 * circle->share);
  for (guint i = 0; i < circle->m; i++)
    {
      x[i] = circle->radii[i] * cos (circle->angles[i]);
      y[i] = circle->radii[i] * sin (circle->angles[i]);
    }
  g_autoptr (WscPlotBuilder) builder = wsc_plot_builder_new (_("Plane"), x_label, _("Second direction"));
  wsc_plot_builder_set_square (builder, FALSE);
  wsc_plot_builder_add_line (builder, _("In the order of the neurons"), WSC_PLOT_GREY, WSC_LINE_SOLID, circle->m, x, y);
  wsc_plot_builder_add_line (builder, _("Neurons"), WSC_CHART_MAIN, WSC_LINE_POINTS, circle->m, x, y);
  wsc_plot_builder_add_marker (builder, _("The first"), WSC_CHART_OTHER, x[0], y[0]);
  return wsc_plot_builder_end (g_steal_pointer (&builder));
}

static WscPlot *
new_likeness (const WscCircle *circle)
{
  g_autofree double *lags = g_new (double, circle->n_lags);
  for (guint i = 0; i < circle->n_lags; i++)
    lags[i] = i + 1;
  g_autoptr (WscPlotBuilder) builder = wsc_plot_builder_new (_("Likeness"), _("Places apart"), _("Autocorrelation of the means"));
  wsc_plot_builder_add_line (builder, NULL, WSC_CHART_MAIN, WSC_LINE_SOLID, circle->n_lags, lags, circle->autocorrelation);
  wsc_plot_builder_add_level (builder, NULL, WSC_PLOT_GREY, 0);
  if (circle->period > 0)
    {
      g_autofree char *label = g_strdup_printf (_("Period %u"), circle->period);
      wsc_plot_builder_add_marker (builder, label, WSC_CHART_OTHER, circle->period, circle->autocorrelation[circle->period - 1]);
    }
  return wsc_plot_builder_end (g_steal_pointer (&builder));
}

WscPlot *
wsc_plot_new_circle (const WscResults *results)
{
  g_return_val_if_fail (results != NULL, NULL);
  const WscReductionParts *parts = wsc_results_get_reduction (results);
  const WscCircle *circle = parts ? parts->circle : NULL;
  if (!circle || circle->m < 3)
    return NULL;
  g_autofree char *summary
      = circle->period > 0
            ? g_strdup_printf (_("%u neurons in a plane that holds %.0f %% of their variance; they are alike again after %u."), circle->m,
                               100 * circle->share, circle->period)
            : g_strdup_printf (_("%u neurons in a plane that holds %.0f %% of their variance; they have no period."), circle->m,
                               100 * circle->share);
  g_autoptr (WscPlot) plane = new_plane (circle);
  g_autoptr (WscPlot) likeness = new_likeness (circle);
  WscPlot *plots[] = { plane, likeness };
  return wsc_plot_new_grid (_("Circle"), summary, 2, 2, plots, NULL);
}
