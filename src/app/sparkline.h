/* sparkline: a line of a few dozen pixels, to see at a glance whether a quantity still falls, or what a column is like. Logarithmic upwards, unless it
 * is to be linear. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define WSC_TYPE_SPARKLINE (wsc_sparkline_get_type ())
G_DECLARE_FINAL_TYPE (WscSparkline, wsc_sparkline, WSC, SPARKLINE, GtkWidget)

/* Copied; values that are not finite, or not above zero and not linear, are gaps. */
void wsc_sparkline_set_values (WscSparkline *self, const double *values, guint n);
void wsc_sparkline_set_linear (WscSparkline *self, gboolean linear);

G_END_DECLS
