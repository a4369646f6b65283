#include "app/about-neurons.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "app/accessible.h"

/* Latent axes beyond these are counted, not listed. */
#define MAX_AXES 8

#define UPDATE_INTERVAL 250 /* ms */

struct _WscAboutNeurons
{
  GtkWidget parent_instance;

  WscSession *session;

  GtkWidget *content;
  GtkGrid *facts;
  GtkWidget *axes_box;
  GtkGrid *axes;
  GtkBox *warnings;
  GtkBox *notes;
  GtkWidget *notes_expander;
  guint n_facts;
  guint due; /* source that shows the newest results */
};

G_DEFINE_FINAL_TYPE (WscAboutNeurons, wsc_about_neurons, GTK_TYPE_WIDGET)

static void
clear (GtkWidget *container)
{
  GtkWidget *child;
  while ((child = gtk_widget_get_first_child (container)))
    gtk_widget_unparent (child);
}

static GtkWidget *
new_label (const char *text, float xalign, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);
  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (css_class)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

/* --- facts ----------------------------------------------------------------------------- */

static void
add_fact (WscAboutNeurons *self, const char *name, const char *value)
{
  GtkWidget *name_label = new_label (name, 0, "dim-label");
  GtkWidget *value_label = new_label (value, 1, "numeric");
  gtk_widget_set_valign (name_label, GTK_ALIGN_START);
  gtk_widget_set_hexpand (value_label, TRUE);
  gtk_label_set_justify (GTK_LABEL (value_label), GTK_JUSTIFY_RIGHT);
  gtk_label_set_selectable (GTK_LABEL (value_label), FALSE);
  gtk_grid_attach (self->facts, name_label, 0, (int) self->n_facts, 1, 1);
  gtk_grid_attach (self->facts, value_label, 1, (int) self->n_facts, 1, 1);
  self->n_facts++;
}

static void
add_spread (WscAboutNeurons *self, const char *name, double mean, double sd)
{
  g_autofree char *text = isfinite (sd) ? g_strdup_printf ("%.4g ± %.2g", mean, sd) : g_strdup_printf ("%.4g", mean);
  if (isfinite (mean))
    add_fact (self, name, text);
}

static void
add_share (WscAboutNeurons *self, const char *name, double share)
{
  g_autofree char *text = g_strdup_printf (_("%.1f %%"), 100 * share);
  if (isfinite (share))
    add_fact (self, name, text);
}

static void
add_metrics (WscAboutNeurons *self, const WscMetrics *metrics)
{
  add_spread (self, _("Training error"), metrics->train_mse, metrics->train_mse_sd);
  add_spread (self, _("Test error"), metrics->test_mse, metrics->test_mse_sd);
  add_share (self, _("Training accuracy"), metrics->train_accuracy);
  add_share (self, _("Test accuracy"), metrics->test_accuracy);
  add_spread (self, _("Restored to clean"), metrics->clean_mse, NAN);
  add_spread (self, _("Noise to clean"), metrics->noise_mse, NAN);
}

static void
add_counts (WscAboutNeurons *self, WscNeurons *neurons)
{
  g_autofree char *size = g_strdup_printf (_("%u of %u weights"), wsc_neurons_get_count (neurons),
                                           wsc_neurons_get_dimension (neurons));
  g_autofree char *replicas = g_strdup_printf ("%u", wsc_neurons_get_n_replicas (neurons));
  add_fact (self, _("Neurons"), size);
  add_fact (self, _("Replicas"), replicas);
  add_spread (self, _("Mean variance"), wsc_neurons_get_mean_variance (neurons), NAN);
  add_spread (self, _("Mean covariance"), wsc_neurons_get_mean_covariance (neurons), NAN);
}

static const char *
get_alignment_name (WscAlign kind)
{
  switch (kind)
    {
    case WSC_ALIGN_SIGNED_PERMUTATION:
      return _("order and signs");
    case WSC_ALIGN_PERMUTATION:
      return _("order");
    case WSC_ALIGN_PROCRUSTES:
      return _("rotation");
    case WSC_ALIGN_AUTO:
    case WSC_ALIGN_NONE:
    default:
      return _("none");
    }
}

static void
add_alignment (WscAboutNeurons *self, const WscAlignment *alignment)
{
  if (!alignment)
    return;
  add_fact (self, _("Alignment"), get_alignment_name (alignment->kind));
  if (alignment->kind == WSC_ALIGN_NONE)
    return;
  g_autofree char *residual
      = g_strdup_printf ("%.3g → %.3g", alignment->residual_before, alignment->residual_after);
  g_autofree char *steps = g_strdup_printf (alignment->converged ? _("%u, settled") : _("%u, not settled"),
                                            alignment->iterations);
  g_autofree char *units
      = g_strdup_printf (_("%.1f moved, %.1f flipped"), alignment->units_moved, alignment->units_flipped);
  add_fact (self, _("Distance to the mean"), residual);
  add_fact (self, _("Rounds"), steps);
  if (alignment->kind != WSC_ALIGN_PROCRUSTES)
    add_fact (self, _("Units a replica"), units);
}

/* --- latent axes ------------------------------------------------------------------------- */

static GtkWidget *
new_axis_bar (guint axis, double share)
{
  GtkWidget *bar = gtk_level_bar_new_for_interval (0, 1);
  g_autofree char *name = g_strdup_printf (_("Share of axis %u"), axis + 1);
  gtk_level_bar_set_value (GTK_LEVEL_BAR (bar), CLAMP (share, 0, 1));
  gtk_level_bar_remove_offset_value (GTK_LEVEL_BAR (bar), GTK_LEVEL_BAR_OFFSET_LOW);
  gtk_level_bar_remove_offset_value (GTK_LEVEL_BAR (bar), GTK_LEVEL_BAR_OFFSET_HIGH);
  gtk_level_bar_remove_offset_value (GTK_LEVEL_BAR (bar), GTK_LEVEL_BAR_OFFSET_FULL);
  gtk_widget_set_hexpand (bar, TRUE);
  gtk_widget_set_valign (bar, GTK_ALIGN_CENTER);
  wsc_accessible_set_name (bar, name, NULL);
  return bar;
}

static void
add_axis (WscAboutNeurons *self, guint axis, double share, gboolean identified)
{
  g_autofree char *name = g_strdup_printf ("%u", axis + 1);
  g_autofree char *percent = g_strdup_printf (_("%.1f %%"), 100 * share);
  GtkWidget *badge = gtk_label_new (identified ? _("fixed") : _("free"));
  gtk_widget_add_css_class (badge, "badge");
  gtk_widget_add_css_class (badge, identified ? "good" : "doubtful");
  gtk_widget_set_tooltip_text (badge, identified ? _("The data fix this axis: its share stands clear of the next one")
                                                 : _("The data do not fix this axis: spread along it says nothing about the neurons"));
  gtk_grid_attach (self->axes, gtk_label_new (name), 0, (int) axis, 1, 1);
  gtk_grid_attach (self->axes, new_axis_bar (axis, share), 1, (int) axis, 1, 1);
  gtk_grid_attach (self->axes, new_label (percent, 1, "numeric"), 2, (int) axis, 1, 1);
  gtk_grid_attach (self->axes, badge, 3, (int) axis, 1, 1);
}

static void
show_axes (WscAboutNeurons *self, WscNeurons *neurons)
{
  const double *shares = neurons ? wsc_neurons_get_axis_shares (neurons) : NULL;
  const gboolean *identified = neurons ? wsc_neurons_get_axis_identified (neurons) : NULL;
  guint n = shares ? wsc_neurons_get_dimension (neurons) : 0;
  clear (GTK_WIDGET (self->axes));
  gtk_widget_set_visible (self->axes_box, n > 0);
  for (guint i = 0; i < MIN (n, MAX_AXES); i++)
    add_axis (self, i, shares[i], identified && identified[i]);
}

/* --- warnings and notes -------------------------------------------------------------------- */

static void
add_warning (WscAboutNeurons *self, const char *text)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");
  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_widget_add_css_class (row, "notice");
  gtk_box_append (GTK_BOX (row), icon);
  gtk_box_append (GTK_BOX (row), new_label (text, 0, NULL));
  gtk_box_append (self->warnings, row);
}

static void
show_warnings (WscAboutNeurons *self, WscNeurons *neurons)
{
  const char *const *warnings = neurons ? wsc_neurons_get_warnings (neurons) : NULL;
  clear (GTK_WIDGET (self->warnings));
  for (guint i = 0; warnings && warnings[i]; i++)
    add_warning (self, warnings[i]);
  gtk_widget_set_visible (GTK_WIDGET (self->warnings), warnings && warnings[0]);
}

static void
show_notes (WscAboutNeurons *self, WscResults *results, WscNeurons *neurons)
{
  g_auto (GStrv) notes = results ? wsc_results_dup_notes (results) : NULL;
  const char *const *warnings = neurons ? wsc_neurons_get_warnings (neurons) : NULL;
  guint n = 0;
  clear (GTK_WIDGET (self->notes));
  for (guint i = 0; notes && notes[i]; i++)
    if (!warnings || !g_strv_contains (warnings, notes[i]))
      {
        gtk_box_append (self->notes, new_label (notes[i], 0, "caption"));
        n++;
      }
  gtk_widget_set_visible (self->notes_expander, n > 0);
}

static void
update (WscAboutNeurons *self)
{
  WscResults *results = wsc_session_get_results (self->session);
  WscNeurons *neurons = results ? wsc_results_get_neurons (results) : NULL;
  const WscMetrics *metrics = results ? wsc_results_get_metrics (results) : NULL;
  clear (GTK_WIDGET (self->facts));
  self->n_facts = 0;
  if (neurons)
    {
      add_counts (self, neurons);
      add_alignment (self, wsc_neurons_get_alignment (neurons));
    }
  if (metrics)
    add_metrics (self, metrics);
  show_axes (self, neurons);
  show_warnings (self, neurons);
  show_notes (self, results, neurons);
  gtk_widget_set_visible (GTK_WIDGET (self), results != NULL);
}

static gboolean
on_due (gpointer user_data)
{
  WscAboutNeurons *self = user_data;
  self->due = 0;
  update (self);
  return G_SOURCE_REMOVE;
}

/* While a slider is dragged results come many times a second, faster than anybody reads. */
static void
on_results_changed (WscAboutNeurons *self)
{
  if (!self->due)
    self->due = g_timeout_add (UPDATE_INTERVAL, on_due, self);
}

void
wsc_about_neurons_set_session (WscAboutNeurons *self, WscSession *session)
{
  g_return_if_fail (WSC_IS_ABOUT_NEURONS (self) && self->session == NULL);
  self->session = g_object_ref (session);
  g_signal_connect_object (session, "results-changed", G_CALLBACK (on_results_changed), self, G_CONNECT_SWAPPED);
  update (self);
}

static void
wsc_about_neurons_dispose (GObject *object)
{
  WscAboutNeurons *self = WSC_ABOUT_NEURONS (object);
  g_clear_handle_id (&self->due, g_source_remove);
  g_clear_pointer (&self->content, gtk_widget_unparent);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (wsc_about_neurons_parent_class)->dispose (object);
}

static void
wsc_about_neurons_class_init (WscAboutNeuronsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = wsc_about_neurons_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/weightscape/Weightscape/ui/about-neurons.ui");
  gtk_widget_class_bind_template_child (widget_class, WscAboutNeurons, content);
  gtk_widget_class_bind_template_child (widget_class, WscAboutNeurons, facts);
  gtk_widget_class_bind_template_child (widget_class, WscAboutNeurons, axes_box);
  gtk_widget_class_bind_template_child (widget_class, WscAboutNeurons, axes);
  gtk_widget_class_bind_template_child (widget_class, WscAboutNeurons, warnings);
  gtk_widget_class_bind_template_child (widget_class, WscAboutNeurons, notes);
  gtk_widget_class_bind_template_child (widget_class, WscAboutNeurons, notes_expander);
}

static void
wsc_about_neurons_init (WscAboutNeurons *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  wsc_accessible_set_name (self->notes_expander, _("Notes"), NULL);
}
