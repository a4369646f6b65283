/* pair: a study as published and corrected, as two charts. Part of plot.h. */
#pragma once

#include "plot/plot.h"

G_BEGIN_DECLS

/* Whether two charts tell more of it than its neurons do: errors of a series, or what fewer neurons are worth. */
gboolean wsc_plot_has_pair (const WscStudy *study);
/* The two on the same axes, as far as there are results (NULL: none yet); NULL where they do not hold what is drawn. */
void wsc_plot_new_pair (const WscResults *const results[2], WscPlot *plots[2]);

G_END_DECLS
