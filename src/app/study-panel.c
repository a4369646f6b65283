#include "app/study-panel.h"

#include <glib/gi18n-lib.h>

#include "app/option-group.h"

struct _WscStudyPanel
{
  GtkWidget parent_instance;

  WscSession *session;

  GtkWidget *content;
  GtkLabel *title;
  GtkLabel *file;
  GtkWidget *footer;
  GtkSwitch *live;
  GtkScrolledWindow *scroller;
  WscOptionGroup *data, *model, *training, *estimate, *study;
};

G_DEFINE_FINAL_TYPE (WscStudyPanel, wsc_study_panel, GTK_TYPE_WIDGET)

static void
update_heading (WscStudyPanel *self)
{
  const char *path = wsc_session_get_path (self->session);
  gboolean modified = wsc_session_get_modified (self->session);
  g_autofree char *name = path ? g_path_get_basename (path) : g_strdup (_("Not saved yet"));
  /* Translators: %s is the name of a file */
  g_autofree char *file = path && modified ? g_strdup_printf (_("%s · unsaved changes"), name) : g_strdup (name);
  gtk_label_set_label (self->title, wsc_session_get_title (self->session));
  gtk_label_set_label (self->file, file);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->file), path);
}

/* A study of the series alone has no networks to set. */
static void
update_groups (WscStudyPanel *self)
{
  gboolean networks = wsc_session_get_study (self->session)->subject != WSC_SUBJECT_SERIES;
  gtk_widget_set_visible (GTK_WIDGET (self->model), networks);
  gtk_widget_set_visible (GTK_WIDGET (self->training), networks);
  gtk_widget_set_visible (GTK_WIDGET (self->estimate), networks);
  gtk_widget_set_visible (self->footer, networks);
}

static void
on_document_changed (WscStudyPanel *self)
{
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
}

void
wsc_study_panel_set_session (WscStudyPanel *self, WscSession *session)
{
  WscOptionGroup *const groups[] = { self->data, self->model, self->training, self->estimate, self->study };
  g_return_if_fail (WSC_IS_STUDY_PANEL (self) && self->session == NULL);
  self->session = g_object_ref (session);
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    wsc_option_group_set_session (groups[i], session);
  g_object_bind_property (session, "live", self->live, "active", G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  g_signal_connect_object (session, "notify::title", G_CALLBACK (update_heading), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::path", G_CALLBACK (update_heading), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::modified", G_CALLBACK (update_heading), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "study-changed", G_CALLBACK (update_groups), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "document-changed", G_CALLBACK (on_document_changed), self, G_CONNECT_SWAPPED);
  update_heading (self);
  update_groups (self);
}

static void
wsc_study_panel_dispose (GObject *object)
{
  WscStudyPanel *self = WSC_STUDY_PANEL (object);
  g_clear_pointer (&self->content, gtk_widget_unparent);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (wsc_study_panel_parent_class)->dispose (object);
}

static void
wsc_study_panel_class_init (WscStudyPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = wsc_study_panel_dispose;
  g_type_ensure (WSC_TYPE_OPTION_GROUP);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/weightscape/Weightscape/ui/study-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, WscStudyPanel, content);
  gtk_widget_class_bind_template_child (widget_class, WscStudyPanel, title);
  gtk_widget_class_bind_template_child (widget_class, WscStudyPanel, file);
  gtk_widget_class_bind_template_child (widget_class, WscStudyPanel, footer);
  gtk_widget_class_bind_template_child (widget_class, WscStudyPanel, live);
  gtk_widget_class_bind_template_child (widget_class, WscStudyPanel, scroller);
  gtk_widget_class_bind_template_child (widget_class, WscStudyPanel, data);
  gtk_widget_class_bind_template_child (widget_class, WscStudyPanel, model);
  gtk_widget_class_bind_template_child (widget_class, WscStudyPanel, training);
  gtk_widget_class_bind_template_child (widget_class, WscStudyPanel, estimate);
  gtk_widget_class_bind_template_child (widget_class, WscStudyPanel, study);
}

static void
wsc_study_panel_init (WscStudyPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
