/* series-page: the charts of the series; clicks and drags on them choose and group components. */
#pragma once

#include <adwaita.h>

#include "session/session.h"

G_BEGIN_DECLS

#define WSC_TYPE_SERIES_PAGE (wsc_series_page_get_type ())
G_DECLARE_FINAL_TYPE (WscSeriesPage, wsc_series_page, WSC, SERIES_PAGE, GtkWidget)

void wsc_series_page_set_session (WscSeriesPage *self, WscSession *session);
/* Name of the figure that is looked at below the series, for the export. */
const char *wsc_series_page_get_figure (WscSeriesPage *self);

G_END_DECLS
