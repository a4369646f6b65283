/* What the charts share. */
#pragma once

#include "plot/plot.h"

G_BEGIN_DECLS

/* Places in the palette: blue, and vermilion, which differ in lightness too. */
enum
{
  WSC_CHART_MAIN = 0,
  WSC_CHART_OTHER = 5,
};

#define WSC_CHART_MAX_DOTS 1200 /* more observations than this are a line */
#define WSC_CHART_SMALL 12      /* little plots in a grid */

/* Borrowed from the results or translated; files say nothing of units, so neither do the labels. */
void wsc_chart_get_series_labels (const WscResults *results, const char **x_label, const char **y_label);

/* charts-ssa.c */
guint wsc_chart_get_group_colour (guint group); /* of the palette, none like the reconstruction's */
guint wsc_chart_get_colour (const WscIdentity *identity, guint component);
/* `n` of at most WSC_CHART_SMALL plots, freed here, in rows of four. */
WscPlot *wsc_chart_new_grid (const char *title, const char *summary, guint n, WscPlot **plots);

G_END_DECLS
