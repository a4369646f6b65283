/* label-overlay: the text over a scene, drawn with Cairo above the GL area. */
#pragma once

#include <gtk/gtk.h>

#include "scene/scene.h"

G_BEGIN_DECLS

#define WSC_TYPE_LABEL_OVERLAY (wsc_label_overlay_get_type ())
G_DECLARE_FINAL_TYPE (WscLabelOverlay, wsc_label_overlay, WSC, LABEL_OVERLAY, GtkWidget)

/* `scene` may be NULL; `camera` is copied. */
/* The ellipsoid whose replicas are shown beside those of the selected one, or -1. */
void wsc_label_overlay_set_hovered (WscLabelOverlay *self, gint ellipsoid);
/* Whether replicas are still arriving: then the doubt about every size is shown. */
void wsc_label_overlay_set_unsettled (WscLabelOverlay *self, gboolean unsettled);
void wsc_label_overlay_show (WscLabelOverlay *self, WscScene *scene, const WscCamera *camera);

G_END_DECLS
