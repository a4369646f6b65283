#include "app/tour-bar.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "app/accessible.h"

#define SPAN 10 /* views that the scale covers at first */

struct _WscTourBar
{
  GtkWidget parent_instance;

  WscSceneView *view; /* not owned */
  gboolean updating;

  GtkWidget *box;
  GtkWidget *play;
  GtkWidget *scale;
  GtkWidget *place;
};

G_DEFINE_FINAL_TYPE (WscTourBar, wsc_tour_bar, GTK_TYPE_WIDGET)

static void
on_play (WscTourBar *self)
{
  if (!self->updating)
    wsc_scene_view_play (self->view, gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->play)));
}

static void
on_scrubbed (WscTourBar *self)
{
  if (!self->updating)
    wsc_scene_view_go_on_tour (self->view, gtk_range_get_value (GTK_RANGE (self->scale)));
}

static void
on_keep (WscTourBar *self)
{
  wsc_scene_view_keep_tour (self->view);
}

void
wsc_tour_bar_update (WscTourBar *self)
{
  g_return_if_fail (WSC_IS_TOUR_BAR (self));
  double position = wsc_scene_view_get_tour_position (self->view), span = SPAN;
  gboolean playing = wsc_scene_view_is_playing (self->view);
  g_autofree char *text = g_strdup_printf ("%.2f", position);
  while (span < position)
    span *= 2;
  self->updating = TRUE;
  gtk_range_set_range (GTK_RANGE (self->scale), 0, MIN (span, WSC_TOUR_MAX_POSITION));
  gtk_range_set_value (GTK_RANGE (self->scale), position);
  gtk_label_set_label (GTK_LABEL (self->place), text);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->play), playing);
  gtk_button_set_icon_name (GTK_BUTTON (self->play), playing ? "media-playback-pause-symbolic" : "media-playback-start-symbolic");
  gtk_widget_set_tooltip_text (self->play, playing ? _("Pause the tour") : _("Play the tour"));
  wsc_accessible_set_name (self->play, playing ? _("Pause the tour") : _("Play the tour"), NULL);
  self->updating = FALSE;
}

static void
wsc_tour_bar_dispose (GObject *object)
{
  g_clear_pointer (&WSC_TOUR_BAR (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (wsc_tour_bar_parent_class)->dispose (object);
}

static void
wsc_tour_bar_class_init (WscTourBarClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = wsc_tour_bar_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
build_scale (WscTourBar *self)
{
  self->scale = gtk_scale_new_with_range (GTK_ORIENTATION_HORIZONTAL, 0, SPAN, 0.05);
  gtk_widget_set_size_request (self->scale, 180, -1);
  gtk_widget_set_tooltip_text (self->scale, _("Where on the tour the picture is"));
  wsc_accessible_set_name (self->scale, _("Place on the tour"), NULL);
  g_signal_connect_object (self->scale, "value-changed", G_CALLBACK (on_scrubbed), self, G_CONNECT_SWAPPED);
  self->place = gtk_label_new (NULL);
  gtk_label_set_width_chars (GTK_LABEL (self->place), 6);
  gtk_widget_add_css_class (self->place, "numeric");
}

static void
wsc_tour_bar_init (WscTourBar *self)
{
  GtkWidget *keep = gtk_button_new_with_label (_("Keep This View"));
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  self->play = gtk_toggle_button_new ();
  build_scale (self);
  gtk_widget_set_tooltip_text (keep, _("Write the place on the tour to the study, so that figures show it"));
  g_signal_connect_object (self->play, "toggled", G_CALLBACK (on_play), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (keep, "clicked", G_CALLBACK (on_keep), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->box), self->play);
  gtk_box_append (GTK_BOX (self->box), self->scale);
  gtk_box_append (GTK_BOX (self->box), self->place);
  gtk_box_append (GTK_BOX (self->box), keep);
  gtk_widget_add_css_class (self->box, "osd");
  gtk_widget_add_css_class (self->box, "toolbar");
  gtk_widget_add_css_class (self->box, "tour-bar");
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_START);
}

WscTourBar *
wsc_tour_bar_new (WscSceneView *view)
{
  WscTourBar *self = g_object_new (WSC_TYPE_TOUR_BAR, NULL);
  self->view = view;
  return self;
}
