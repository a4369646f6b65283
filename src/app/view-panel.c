#include "app/view-panel.h"

#include <glib/gi18n-lib.h>

#include "app/about-neurons.h"
#include "app/accessible.h"
#include "app/bookmark-list.h"
#include "app/chart-view.h"
#include "app/option-group.h"
#include "scene/cloud.h"

#define UPDATE_INTERVAL 250 /* ms */
#define CHART_HEIGHT 320    /* px */

struct _WscViewPanel
{
  GtkWidget parent_instance;

  GtkWidget *content;
  WscOptionGroup *view, *pose;
  WscBookmarkList *bookmarks;
  GtkWidget *pose_expander;
  GtkWidget *neuron_box;
  GtkLabel *neuron_title, *neuron_replicas;
  WscChartView *neuron_chart;
  WscSession *session;
  guint due; /* source that shows the newest results */
  WscAboutNeurons *about;
};

G_DEFINE_FINAL_TYPE (WscViewPanel, wsc_view_panel, GTK_TYPE_WIDGET)

/* --- the selected neuron ------------------------------------------------------- */

static void
show_replicas (WscViewPanel *self, WscResults *results, gint selected)
{
  const WscViewSettings *view = &wsc_session_get_study (self->session)->view;
  g_autoptr (WscScene) scene = wsc_scene_new_neurons (wsc_results_get_neurons (results), view, selected, NULL);
  guint n = 0;
  if (scene)
    wsc_scene_get_ellipsoids (scene, &n);
  g_autoptr (WscCloud) cloud = (guint) selected < n ? wsc_scene_new_cloud (scene, (guint) selected) : NULL;
  g_autofree char *text = cloud ? wsc_cloud_dup_text (cloud) : NULL;
  gtk_label_set_label (self->neuron_replicas, text ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->neuron_replicas), text != NULL);
}

static gboolean
on_due (gpointer user_data)
{
  WscViewPanel *self = user_data;
  WscResults *results = wsc_session_get_results (self->session);
  gint selected = wsc_session_get_selected (self->session);
  g_autoptr (WscPlot) plot = results && selected >= 0 ? wsc_plot_new_neuron (results, (guint) selected) : NULL;
  self->due = 0;
  gtk_widget_set_visible (self->neuron_box, plot != NULL);
  wsc_chart_view_set_plot (self->neuron_chart, plot);
  if (!plot)
    return G_SOURCE_REMOVE;
  g_autofree char *title = g_strdup_printf (_("Neuron %d"), selected + 1);
  gtk_label_set_label (self->neuron_title, title);
  gtk_widget_set_size_request (GTK_WIDGET (self->neuron_chart), -1, CHART_HEIGHT);
  show_replicas (self, results, selected);
  return G_SOURCE_REMOVE;
}

static void
on_selected (WscViewPanel *self)
{
  g_clear_handle_id (&self->due, g_source_remove);
  on_due (self);
}

/* Results may come many times a second. */
static void
on_changed (WscViewPanel *self)
{
  if (!self->due)
    self->due = g_timeout_add (UPDATE_INTERVAL, on_due, self);
}

void
wsc_view_panel_set_session (WscViewPanel *self, WscSession *session)
{
  g_return_if_fail (WSC_IS_VIEW_PANEL (self) && self->session == NULL);
  self->session = g_object_ref (session);
  g_signal_connect_object (session, "notify::selected", G_CALLBACK (on_selected), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "results-changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "study-changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  wsc_option_group_set_session (self->view, session);
  wsc_option_group_set_session (self->pose, session);
  wsc_bookmark_list_set_session (self->bookmarks, session);
  wsc_about_neurons_set_session (self->about, session);
}

static void
wsc_view_panel_dispose (GObject *object)
{
  WscViewPanel *self = WSC_VIEW_PANEL (object);
  g_clear_handle_id (&self->due, g_source_remove);
  g_clear_pointer (&self->content, gtk_widget_unparent);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (wsc_view_panel_parent_class)->dispose (object);
}

static void
wsc_view_panel_class_init (WscViewPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = wsc_view_panel_dispose;
  g_type_ensure (WSC_TYPE_OPTION_GROUP);
  g_type_ensure (WSC_TYPE_ABOUT_NEURONS);
  g_type_ensure (WSC_TYPE_BOOKMARK_LIST);
  g_type_ensure (WSC_TYPE_CHART_VIEW);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/weightscape/Weightscape/ui/view-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, WscViewPanel, content);
  gtk_widget_class_bind_template_child (widget_class, WscViewPanel, view);
  gtk_widget_class_bind_template_child (widget_class, WscViewPanel, pose);
  gtk_widget_class_bind_template_child (widget_class, WscViewPanel, bookmarks);
  gtk_widget_class_bind_template_child (widget_class, WscViewPanel, pose_expander);
  gtk_widget_class_bind_template_child (widget_class, WscViewPanel, neuron_box);
  gtk_widget_class_bind_template_child (widget_class, WscViewPanel, neuron_title);
  gtk_widget_class_bind_template_child (widget_class, WscViewPanel, neuron_replicas);
  gtk_widget_class_bind_template_child (widget_class, WscViewPanel, neuron_chart);
  gtk_widget_class_bind_template_child (widget_class, WscViewPanel, about);
}

static void
wsc_view_panel_init (WscViewPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  wsc_accessible_set_name (self->pose_expander, _("Camera in numbers"), NULL);
}
