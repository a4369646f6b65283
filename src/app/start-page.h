/* start-page: the gallery of the shipped studies, and the ways to begin otherwise. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define WSC_TYPE_START_PAGE (wsc_start_page_get_type ())
G_DECLARE_FINAL_TYPE (WscStartPage, wsc_start_page, WSC, START_PAGE, GtkWidget)

G_END_DECLS
