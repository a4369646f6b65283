/* chart-view: a plot in the window, which tells the values under the pointer. */
#pragma once

#include <adwaita.h>

#include "plot/plot.h"

G_BEGIN_DECLS

#define WSC_TYPE_CHART_VIEW (wsc_chart_view_get_type ())
G_DECLARE_FINAL_TYPE (WscChartView, wsc_chart_view, WSC, CHART_VIEW, GtkWidget)

/* NULL: nothing to show, said so with the property "placeholder". */
void wsc_chart_view_set_plot (WscChartView *self, WscPlot *plot);

G_END_DECLS
