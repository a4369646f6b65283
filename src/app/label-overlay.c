#include "app/label-overlay.h"

#include <adwaita.h>

#include "app/theme.h"
#include "plot/cloud.h"
#include "plot/plot.h"

struct _WscLabelOverlay
{
  GtkWidget parent_instance;

  WscScene *scene;
  WscCamera camera;
  gint hovered;
  gboolean unsettled;
};

G_DEFINE_FINAL_TYPE (WscLabelOverlay, wsc_label_overlay, GTK_TYPE_WIDGET)

static void
draw_replicas (WscLabelOverlay *self, cairo_t *cr)
{
  GtkWidget *widget = GTK_WIDGET (self);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  double font_size = wsc_theme_get_font_size (widget);
  guint n;
  wsc_scene_get_ellipsoids (self->scene, &n);
  if (self->unsettled)
    wsc_plot_draw_doubt (self->scene, &self->camera, cr, width, height, font_size, wsc_theme_get ());
  if (self->hovered >= 0 && (guint) self->hovered < n && self->hovered != wsc_scene_get_selected (self->scene))
    wsc_plot_draw_cloud (self->scene, (guint) self->hovered, &self->camera, cr, width, height, font_size, wsc_theme_get ());
}

static void
wsc_label_overlay_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  WscLabelOverlay *self = WSC_LABEL_OVERLAY (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  if (!self->scene || width < 1 || height < 1)
    return;
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  draw_replicas (self, cr);
  wsc_plot_draw_labels (self->scene, &self->camera, cr, width, height, wsc_theme_get_font_size (widget), wsc_theme_get ());
  cairo_destroy (cr);
}

static void
wsc_label_overlay_finalize (GObject *object)
{
  WscLabelOverlay *self = WSC_LABEL_OVERLAY (object);
  g_clear_pointer (&self->scene, wsc_scene_unref);
  G_OBJECT_CLASS (wsc_label_overlay_parent_class)->finalize (object);
}

static void
wsc_label_overlay_class_init (WscLabelOverlayClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = wsc_label_overlay_finalize;
  GTK_WIDGET_CLASS (klass)->snapshot = wsc_label_overlay_snapshot;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
wsc_label_overlay_init (WscLabelOverlay *self)
{
  self->hovered = -1;
}

void
wsc_label_overlay_set_hovered (WscLabelOverlay *self, gint ellipsoid)
{
  g_return_if_fail (WSC_IS_LABEL_OVERLAY (self));
  if (ellipsoid == self->hovered)
    return;
  self->hovered = ellipsoid;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
wsc_label_overlay_set_unsettled (WscLabelOverlay *self, gboolean unsettled)
{
  g_return_if_fail (WSC_IS_LABEL_OVERLAY (self));
  if (unsettled == self->unsettled)
    return;
  self->unsettled = unsettled;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
wsc_label_overlay_show (WscLabelOverlay *self, WscScene *scene, const WscCamera *camera)
{
  g_return_if_fail (WSC_IS_LABEL_OVERLAY (self));
  WscScene *old = self->scene;
  self->scene = scene ? wsc_scene_ref (scene) : NULL;
  self->camera = *camera;
  g_clear_pointer (&old, wsc_scene_unref);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
