/* tour-bar: plays, stops, winds and keeps the grand tour of a scene view. */
#pragma once

#include "app/scene-view.h"

G_BEGIN_DECLS

#define WSC_TYPE_TOUR_BAR (wsc_tour_bar_get_type ())
G_DECLARE_FINAL_TYPE (WscTourBar, wsc_tour_bar, WSC, TOUR_BAR, GtkWidget)

/* For a view that owns it. */
WscTourBar *wsc_tour_bar_new (WscSceneView *view);
/* Shows where the view is. */
void wsc_tour_bar_update (WscTourBar *self);

G_END_DECLS
