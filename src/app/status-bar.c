#include "app/status-bar.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "app/accessible.h"
#include "app/sparkline.h"
#include "plot/plot.h"

/* What takes less is over before a button could be reached, s. */
#define STOP_SECONDS 0.5

struct _WscStatusBar
{
  GtkWidget parent_instance;

  WscSession *session;
  double loss; /* mean of the last epoch, NaN: unknown */

  GtkWidget *content;
  GtkLabel *status;
  WscSparkline *sparkline;
  GtkProgressBar *progress;
  GtkWidget *stale;
  GtkWidget *stop; /* of the series' job alone: the run has a button of its own */
};

G_DEFINE_FINAL_TYPE (WscStatusBar, wsc_status_bar, GTK_TYPE_WIDGET)

/* --- the loss ------------------------------------------------------------------------ */

static guint
find_last_finite (const double *values, guint n)
{
  while (n > 0 && !isfinite (values[n - 1]))
    n--;
  return n;
}

static void
show_loss (WscStatusBar *self, WscEnsemble *ensemble)
{
  g_auto (WscLossCurve) curve;
  wsc_loss_curve_init (&curve, ensemble);
  guint n = find_last_finite (curve.train_mean, curve.n_epochs);
  self->loss = n ? curve.train_mean[n - 1] : NAN;
  wsc_sparkline_set_values (self->sparkline, curve.train_mean, n);
  g_autofree char *text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "From %.3g to %.3g in %u epoch", "From %.3g to %.3g in %u epochs", n), n ? curve.train_mean[0] : NAN, self->loss, n);
  wsc_accessible_set_name (GTK_WIDGET (self->sparkline), _("Training loss"), n ? text : NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->sparkline), n ? text : NULL);
}

static void
update_loss (WscStatusBar *self)
{
  WscResults *results = wsc_session_get_results (self->session);
  WscEnsemble *ensemble = results ? wsc_results_get_ensemble (results) : NULL;
  self->loss = NAN;
  if (ensemble)
    show_loss (self, ensemble);
  else
    wsc_sparkline_set_values (self->sparkline, NULL, 0);
}

/* --- the sentence ---------------------------------------------------------------------- */

static void
add_part (GString *text, char *part)
{
  if (part && *part)
    g_string_append_printf (text, "%s%s", text->len ? " · " : "", part);
  g_free (part);
}

static char *
dup_seconds_left (double seconds)
{
  if (seconds < 0)
    return NULL;
  if (seconds < 10)
    return g_strdup_printf (_("%.1f s left"), seconds);
  if (seconds < 90)
    return g_strdup_printf (_("%.0f s left"), seconds);
  return g_strdup_printf (_("%.0f min left"), ceil (seconds / 60));
}

static char *
dup_loss (WscStatusBar *self)
{
  /* Translators: mean training loss */
  return isfinite (self->loss) ? g_strdup_printf (_("loss %.3g"), self->loss) : NULL;
}

static void
describe_running (WscStatusBar *self, GString *text, WscJob *job)
{
  double fraction, seconds_left;
  guint n_done, n_replicas;
  const char *phase;
  wsc_job_get_progress (job, &fraction, &n_done, &n_replicas, &seconds_left, &phase);
  if (n_replicas > 0)
    add_part (text, g_strdup_printf (_("%u of %u replicas"), n_done, n_replicas));
  else
    add_part (text, g_strdup (phase ? phase : _("Starting")));
  add_part (text, dup_loss (self));
  add_part (text, dup_seconds_left (seconds_left));
  gtk_progress_bar_set_fraction (self->progress, fraction);
}

static void
describe_idle (WscStatusBar *self, GString *text)
{
  WscResults *results = wsc_session_get_results (self->session);
  WscEnsemble *ensemble = results ? wsc_results_get_ensemble (results) : NULL;
  if (!ensemble)
    {
      add_part (text, g_strdup (_("Ready")));
      return;
    }
  guint n_trained = wsc_ensemble_get_n_trained (ensemble), n = wsc_ensemble_get_n_replicas (ensemble);
  guint n_diverged = wsc_ensemble_get_n_diverged (ensemble);
  add_part (text, g_strdup_printf (_("%u of %u replicas"), n_trained, n));
  if (n_diverged)
    add_part (text, g_strdup_printf (_("%u diverged"), n_diverged));
  if (wsc_results_is_partial (results))
    add_part (text, g_strdup (_("stopped early")));
  add_part (text, dup_loss (self));
}

/* A run of networks is told before one of the series, which is short. */
static void
update (WscStatusBar *self)
{
  WscJob *run = wsc_session_get_job (self->session);
  WscJob *job = run ? run : wsc_session_get_series_job (self->session);
  g_autoptr (GString) text = g_string_new (NULL);
  if (job)
    describe_running (self, text, job);
  else
    describe_idle (self, text);
  gtk_label_set_label (self->status, text->str);
  /* It keeps its place, so that a run of a few hundredths of a second moves nothing. */
  gtk_widget_set_opacity (GTK_WIDGET (self->progress), job ? 1 : 0);
  gtk_widget_set_visible (self->stop, job && !run && wsc_job_get_seconds (job) > STOP_SECONDS);
  gtk_widget_set_visible (self->stale, !job && wsc_session_get_stale (self->session));
}

static void
on_results_changed (WscStatusBar *self)
{
  update_loss (self);
  update (self);
}

static void
on_series_running (WscStatusBar *self)
{
  WscJob *job = wsc_session_get_series_job (self->session);
  if (job)
    g_signal_connect_object (job, "progress", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

void
wsc_status_bar_set_session (WscStatusBar *self, WscSession *session)
{
  g_return_if_fail (WSC_IS_STATUS_BAR (self) && self->session == NULL);
  self->session = g_object_ref (session);
  g_signal_connect_object (session, "results-changed", G_CALLBACK (on_results_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "progress", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::running", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::stale", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::series-running", G_CALLBACK (on_series_running), self, G_CONNECT_SWAPPED);
  on_results_changed (self);
}

static void
wsc_status_bar_dispose (GObject *object)
{
  WscStatusBar *self = WSC_STATUS_BAR (object);
  g_clear_pointer (&self->content, gtk_widget_unparent);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (wsc_status_bar_parent_class)->dispose (object);
}

static void
wsc_status_bar_class_init (WscStatusBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = wsc_status_bar_dispose;
  g_type_ensure (WSC_TYPE_SPARKLINE);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/weightscape/Weightscape/ui/status-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, WscStatusBar, content);
  gtk_widget_class_bind_template_child (widget_class, WscStatusBar, status);
  gtk_widget_class_bind_template_child (widget_class, WscStatusBar, sparkline);
  gtk_widget_class_bind_template_child (widget_class, WscStatusBar, progress);
  gtk_widget_class_bind_template_child (widget_class, WscStatusBar, stale);
  gtk_widget_class_bind_template_child (widget_class, WscStatusBar, stop);
}

static void
wsc_status_bar_init (WscStatusBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  wsc_accessible_set_name (self->stop, _("Stop the analysis of the series"), NULL);
  wsc_accessible_set_name (GTK_WIDGET (self->progress), _("Progress of the run"), NULL);
  wsc_accessible_set_name (GTK_WIDGET (self->sparkline), _("Training loss"), NULL);
}
