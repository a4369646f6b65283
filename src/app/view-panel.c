#include "app/view-panel.h"

#include "app/about-neurons.h"
#include "app/option-group.h"

struct _WscViewPanel
{
  GtkWidget parent_instance;

  GtkWidget *content;
  WscOptionGroup *view;
  WscAboutNeurons *about;
};

G_DEFINE_FINAL_TYPE (WscViewPanel, wsc_view_panel, GTK_TYPE_WIDGET)

void
wsc_view_panel_set_session (WscViewPanel *self, WscSession *session)
{
  g_return_if_fail (WSC_IS_VIEW_PANEL (self));
  wsc_option_group_set_session (self->view, session);
  wsc_about_neurons_set_session (self->about, session);
}

static void
wsc_view_panel_dispose (GObject *object)
{
  g_clear_pointer (&WSC_VIEW_PANEL (object)->content, gtk_widget_unparent);
  G_OBJECT_CLASS (wsc_view_panel_parent_class)->dispose (object);
}

static void
wsc_view_panel_class_init (WscViewPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = wsc_view_panel_dispose;
  g_type_ensure (WSC_TYPE_OPTION_GROUP);
  g_type_ensure (WSC_TYPE_ABOUT_NEURONS);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/weightscape/Weightscape/ui/view-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, WscViewPanel, content);
  gtk_widget_class_bind_template_child (widget_class, WscViewPanel, view);
  gtk_widget_class_bind_template_child (widget_class, WscViewPanel, about);
}

static void
wsc_view_panel_init (WscViewPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
