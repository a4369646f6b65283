#include "app/form-side.h"

#include <glib/gi18n-lib.h>

#include "app/accessible.h"
#include "app/chart-view.h"
#include "plot/pair.h"
#include "study/forms.h"

#define MAX_VIEWS 4

struct _WscFormSide
{
  GtkWidget parent_instance;

  WscSession *session;
  WscSceneView *views[MAX_VIEWS];
  guint n_views;
  char *layout; /* methods and form that the views were made for */

  GtkWidget *content;
  GtkLabel *heading, *title;
  GtkWidget *running;
  GtkProgressBar *progress;
  GtkWidget *stop;
  GtkBox *pictures;
  WscChartView *chart; /* in place of pictures; else NULL */
};

G_DEFINE_FINAL_TYPE (WscFormSide, wsc_form_side, GTK_TYPE_WIDGET)

static guint steered_signal;

/* --- what is shown ----------------------------------------------------------------------- */

static gboolean
has_curve (WscResults *results)
{
  const WscReductionParts *parts = results ? wsc_results_get_reduction (results) : NULL;
  return parts && parts->curve;
}

WscResults *
wsc_form_side_get_results (WscSession *session)
{
  g_return_val_if_fail (WSC_IS_SESSION (session), NULL);
  if (wsc_session_get_study (session)->subject == WSC_SUBJECT_SERIES)
    return wsc_session_get_series (session);
  WscResults *reduced = wsc_session_get_reduction (session);
  return has_curve (reduced) ? reduced : wsc_session_get_results (session);
}

WscSceneView *const *
wsc_form_side_get_views (WscFormSide *self, guint *n)
{
  g_return_val_if_fail (WSC_IS_FORM_SIDE (self) && n != NULL, NULL);
  *n = self->n_views;
  return self->views;
}

void
wsc_form_side_set_plot (WscFormSide *self, WscPlot *plot)
{
  g_return_if_fail (WSC_IS_FORM_SIDE (self));
  if (!self->chart)
    return;
  const char *problem = wsc_session_get_study (self->session)->subject == WSC_SUBJECT_SERIES ? wsc_session_get_series_problem (self->session)
                                                                                             : wsc_session_get_reduction_problem (self->session);
  wsc_chart_view_set_placeholder (self->chart, problem ? problem : _("Nothing is computed yet"));
  wsc_chart_view_set_plot (self->chart, problem ? NULL : plot);
}

static void
on_steered (WscSceneView *view, WscFormSide *self)
{
  g_signal_emit (self, steered_signal, 0, view);
}

static void
clear_views (WscFormSide *self)
{
  GtkWidget *child;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->pictures))))
    gtk_box_remove (self->pictures, child);
  self->n_views = 0;
  self->chart = NULL;
}

static void
add_chart (WscFormSide *self, const char *form)
{
  g_autofree char *title = g_strdup_printf (_("Chart: %s"), form);
  self->chart = g_object_new (WSC_TYPE_CHART_VIEW, "title", title, "placeholder", _("Nothing is computed yet"), "hexpand", TRUE, "vexpand", TRUE, NULL);
  gtk_box_append (self->pictures, GTK_WIDGET (self->chart));
}

static void
add_view (WscFormSide *self, int method, gboolean is_alone)
{
  const char *form = wsc_form_get_label (wsc_study_get_form (wsc_session_get_study (self->session)));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  WscSceneView *view = self->views[self->n_views++] = g_object_new (WSC_TYPE_SCENE_VIEW, "hexpand", TRUE, "vexpand", TRUE, NULL);
  /* Translators: the neurons as published or corrected, and the method that found them */
  g_autofree char *name = is_alone ? g_strdup_printf (_("Neurons: %s"), form)
                                   : g_strdup_printf (_("Neurons: %s, by %s"), form, wsc_study_get_method_label (method));
  if (!is_alone)
    {
      GtkWidget *label = gtk_label_new (wsc_study_get_method_label (method));
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_widget_add_css_class (label, "caption");
      gtk_box_append (GTK_BOX (box), label);
    }
  gtk_widget_set_size_request (GTK_WIDGET (view), 120, 90);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (view));
  wsc_scene_view_set_method (view, method);
  wsc_scene_view_set_session (view, self->session);
  wsc_accessible_set_name (GTK_WIDGET (view), name, NULL);
  g_signal_connect_object (view, "steered", G_CALLBACK (on_steered), self, 0);
  gtk_box_append (self->pictures, box);
}

static char *
dup_layout (const WscStudy *study)
{
  return g_strdup_printf ("%d %s %d %d", study->estimate.method, study->estimate.methods, wsc_study_get_form (study), wsc_plot_has_pair (study));
}

static void
lay_out (WscFormSide *self)
{
  const WscStudy *study = wsc_session_get_study (self->session);
  g_autofree char *layout = dup_layout (study);
  if (g_strcmp0 (layout, self->layout) == 0)
    return;
  g_free (self->layout);
  self->layout = g_steal_pointer (&layout);
  clear_views (self);
  gtk_widget_show (GTK_WIDGET (self->title));
  if (wsc_plot_has_pair (study))
    {
      add_chart (self, wsc_form_get_label (wsc_study_get_form (study)));
      return;
    }
  g_autoptr (GArray) methods = wsc_study_get_methods (study);
  gtk_widget_set_visible (GTK_WIDGET (self->title), methods->len == 1);
  for (guint i = 0; i < MIN (methods->len, MAX_VIEWS); i++)
    add_view (self, g_array_index (methods, int, i), methods->len == 1);
}

/* --- how far it is -------------------------------------------------------------------------- */

static WscJob *
get_job (WscFormSide *self)
{
  WscJob *run = wsc_session_get_job (self->session), *series = wsc_session_get_series_job (self->session);
  return run ? run : series ? series : wsc_session_get_reduction_job (self->session);
}

static void
update_progress (WscFormSide *self)
{
  WscJob *job = get_job (self);
  double fraction = 0;
  guint n_done = 0, n = 0;
  const char *phase = NULL;
  if (job)
    wsc_job_get_progress (job, &fraction, &n_done, &n, NULL, &phase);
  g_autofree char *text = n > 0 ? g_strdup_printf (_("%u of %u replicas"), n_done, n) : g_strdup (phase ? phase : _("Starting"));
  gtk_widget_set_visible (self->running, job != NULL);
  gtk_widget_set_sensitive (self->stop, job != NULL);
  gtk_progress_bar_set_fraction (self->progress, fraction);
  gtk_progress_bar_set_text (self->progress, text);
}

static void
on_branch_running (WscFormSide *self)
{
  WscJob *job = get_job (self);
  if (job)
    g_signal_connect_object (job, "progress", G_CALLBACK (update_progress), self, G_CONNECT_SWAPPED);
  update_progress (self);
}

static void
on_stop (WscFormSide *self)
{
  wsc_session_stop_series (self->session);
  wsc_session_stop_reduction (self->session);
  wsc_session_stop (self->session);
}

void
wsc_form_side_update (WscFormSide *self)
{
  g_return_if_fail (WSC_IS_FORM_SIDE (self));
  const WscStudy *study = wsc_session_get_study (self->session);
  const char *form = wsc_form_get_label (wsc_study_get_form (study));
  g_autofree char *stop = g_strdup_printf (_("Stop: %s"), form), *progress = g_strdup_printf (_("Progress: %s"), form);
  gtk_label_set_label (self->heading, form);
  gtk_label_set_label (self->title, wsc_session_get_title (self->session));
  wsc_accessible_set_name (self->stop, stop, NULL);
  wsc_accessible_set_name (GTK_WIDGET (self->progress), progress, NULL);
  lay_out (self);
  update_progress (self);
}

/* --- the widget ------------------------------------------------------------------------------- */

WscFormSide *
wsc_form_side_new (WscSession *session)
{
  WscFormSide *self = g_object_new (WSC_TYPE_FORM_SIDE, NULL);
  self->session = g_object_ref (session);
  g_signal_connect_object (session, "progress", G_CALLBACK (update_progress), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::running", G_CALLBACK (update_progress), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::series-running", G_CALLBACK (on_branch_running), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::reduction-running", G_CALLBACK (on_branch_running), self, G_CONNECT_SWAPPED);
  return self;
}

static void
wsc_form_side_dispose (GObject *object)
{
  WscFormSide *self = WSC_FORM_SIDE (object);
  self->n_views = 0;
  self->chart = NULL;
  g_clear_pointer (&self->content, gtk_widget_unparent);
  g_clear_object (&self->session);
  g_clear_pointer (&self->layout, g_free);
  G_OBJECT_CLASS (wsc_form_side_parent_class)->dispose (object);
}

static void
wsc_form_side_class_init (WscFormSideClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = wsc_form_side_dispose;
  steered_signal = g_signal_new ("steered", WSC_TYPE_FORM_SIDE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, WSC_TYPE_SCENE_VIEW);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/weightscape/Weightscape/ui/form-side.ui");
  gtk_widget_class_bind_template_child (widget_class, WscFormSide, content);
  gtk_widget_class_bind_template_child (widget_class, WscFormSide, heading);
  gtk_widget_class_bind_template_child (widget_class, WscFormSide, title);
  gtk_widget_class_bind_template_child (widget_class, WscFormSide, running);
  gtk_widget_class_bind_template_child (widget_class, WscFormSide, progress);
  gtk_widget_class_bind_template_child (widget_class, WscFormSide, stop);
  gtk_widget_class_bind_template_child (widget_class, WscFormSide, pictures);
  gtk_widget_class_bind_template_callback (widget_class, on_stop);
}

static void
wsc_form_side_init (WscFormSide *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  wsc_accessible_set_name (self->stop, _("Stop"), NULL); /* until it is known what */
  wsc_accessible_set_name (GTK_WIDGET (self->progress), _("Progress of the run"), NULL);
}
