/* form-side: one form of a study on the page of both: its neurons, a picture a method, or its chart, and how far its run is. */
#pragma once

#include <adwaita.h>

#include "app/scene-view.h"
#include "plot/plot.h"
#include "session/session.h"

G_BEGIN_DECLS

#define WSC_TYPE_FORM_SIDE (wsc_form_side_get_type ())
G_DECLARE_FINAL_TYPE (WscFormSide, wsc_form_side, WSC, FORM_SIDE, GtkWidget)

/* Signal: "steered" (WscSceneView), after a camera was moved by hand. */

WscFormSide *wsc_form_side_new (WscSession *session);
/* After a change of its session: its heading, its pictures and its progress. */
void wsc_form_side_update (WscFormSide *self);
void wsc_form_side_set_plot (WscFormSide *self, WscPlot *plot); /* of a study that charts tell more of; NULL: none yet */
/* Its pictures of neurons, borrowed; 0 where it has a chart. */
WscSceneView *const *wsc_form_side_get_views (WscFormSide *self, guint *n);

/* Of a session, those results that a comparison of forms shows; borrowed, NULL if there are none. */
WscResults *wsc_form_side_get_results (WscSession *session);

G_END_DECLS
