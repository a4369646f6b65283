/* chart-view: a plot in the window, which tells the values under the pointer. */
#pragma once

#include <adwaita.h>

#include "plot/plot.h"

G_BEGIN_DECLS

#define WSC_TYPE_CHART_VIEW (wsc_chart_view_get_type ())
G_DECLARE_FINAL_TYPE (WscChartView, wsc_chart_view, WSC, CHART_VIEW, GtkWidget)

/* Signals, in the plot's own coordinates: "clicked" (plot of the grid from 0, x, y); "marked" (x, y, x, y), two corners of a
 * rectangle that was drawn, where the property "markable" is set. Where "scrubbable" is, "clicked" follows the pointer while it is held down,
 * between "scrub" (TRUE) and "scrub" (FALSE). */

/* NULL: nothing to show, said so with the property "placeholder". */
void wsc_chart_view_set_plot (WscChartView *self, WscPlot *plot);
void wsc_chart_view_set_placeholder (WscChartView *self, const char *text); /* translated */

G_END_DECLS
