#include "app/smaller-dialog.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "app/accessible.h"
#include "app/quality-text.h"

struct _WscSmallerDialog
{
  AdwWindow parent_instance;

  WscSession *session;
  GtkFileChooserNative *chooser;
  char *path; /* that is being written */

  GtkGrid *layers;
  GtkLabel *problem, *summary, *notes;
  GtkWidget *save;
  GtkSpinner *spinner;
};

G_DEFINE_FINAL_TYPE (WscSmallerDialog, wsc_smaller_dialog, ADW_TYPE_WINDOW)

static guint saved_signal;

/* --- layers -------------------------------------------------------------------------- */

static void
add_cell (WscSmallerDialog *self, int column, int row, const char *text)
{
  GtkWidget *label = gtk_label_new (text);
  gtk_label_set_xalign (GTK_LABEL (label), column == 0 ? 0 : 1);
  gtk_widget_set_hexpand (label, column == 0);
  gtk_widget_add_css_class (label, row == 0 ? "dim-label" : "numeric");
  gtk_grid_attach (self->layers, label, column, row, 1, 1);
}

static char *
dup_layer (const WscArchitecture *architecture, guint layer)
{
  return g_strdup_printf ("%u → %u", architecture->sizes[layer], architecture->sizes[layer + 1]);
}

static void
fill_layers (WscSmallerDialog *self, const WscNetwork *before, const WscNetwork *after)
{
  add_cell (self, 0, 0, _("Layer"));
  add_cell (self, 1, 0, _("Before"));
  add_cell (self, 2, 0, _("After"));
  for (guint i = 0; i < before->architecture.n_layers; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u", i + 1);
      g_autofree char *was = dup_layer (&before->architecture, i), *is = dup_layer (&after->architecture, i);
      add_cell (self, 0, (int) i + 1, name);
      add_cell (self, 1, (int) i + 1, was);
      add_cell (self, 2, (int) i + 1, is);
    }
}

static void
fill_parameters (WscSmallerDialog *self, const WscReduction *reduction, int row)
{
  g_autofree char *was = g_strdup_printf ("%zu", reduction->n_parameters_before), *is = g_strdup_printf ("%zu", reduction->n_parameters);
  add_cell (self, 0, row, _("Parameters"));
  add_cell (self, 1, row, was);
  add_cell (self, 2, row, is);
}

/* --- words --------------------------------------------------------------------------------- */

/* Outputs that are alike are computed once: the file says which is which. */
static char *
dup_notes (const WscReductionParts *parts, const WscStudy *study)
{
  GString *text = g_string_new (NULL);
  if (parts->reduction->difference > 0)
    g_string_append_printf (text, _("On the samples held out, its outputs differ by at most %.2g from those of the network whose neurons are replaced."),
                            parts->reduction->difference);
  else
    g_string_append (text, _("On the samples held out, its outputs are those of the network whose neurons are replaced."));
  if (study->reduction.fine_tune > 0)
    g_string_append_printf (text, g_dngettext (GETTEXT_PACKAGE, " That was before %d epoch of fine-tuning.", " That was before %d epochs of fine-tuning.",
                                               (gulong) study->reduction.fine_tune),
                            study->reduction.fine_tune);
  if (parts->reduction->smaller->outputs)
    g_string_append (text, _(" Outputs that are alike are computed once; the file says which is which."));
  return g_string_free (text, FALSE);
}

static void
fill (WscSmallerDialog *self)
{
  WscResults *results = wsc_session_get_reduction (self->session);
  const WscReductionParts *parts = results ? wsc_results_get_reduction (results) : NULL;
  gtk_widget_set_sensitive (self->save, parts && parts->reduction);
  if (!parts || !parts->reduction)
    {
      gtk_label_set_label (self->summary, _("Nothing is removed: every neuron stays. Keep fewer of them to have a smaller network."));
      return;
    }
  g_autofree char *quality = wsc_quality_text (wsc_reducible_is_accuracy (parts->reducible), wsc_reducible_get_quality (parts->reducible),
                                               &parts->reduction->quality);
  g_autofree char *summary = g_strdup_printf (_("%u of %u neurons are left. %s."), parts->reduction->k, parts->reduction->m, quality);
  g_autofree char *notes = dup_notes (parts, wsc_results_get_study (results));
  gtk_label_set_label (self->summary, summary);
  gtk_label_set_label (self->notes, notes);
  fill_layers (self, wsc_reducible_get_network (parts->reducible), parts->reduction->smaller);
  fill_parameters (self, parts->reduction, (int) parts->reduction->smaller->architecture.n_layers + 1);
}

/* --- saving ---------------------------------------------------------------------------------- */

static void
set_busy (WscSmallerDialog *self, gboolean busy)
{
  gtk_widget_set_sensitive (self->save, !busy);
  gtk_spinner_set_spinning (self->spinner, busy);
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (WscSmallerDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean saved = wsc_session_save_network_finish (WSC_SESSION (source), result, &error);
  if (!self->session)
    return;
  set_busy (self, FALSE);
  gtk_label_set_label (self->problem, error ? error->message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), !saved);
  if (!saved)
    return;
  g_signal_emit (self, saved_signal, 0, self->path);
  gtk_window_close (GTK_WINDOW (self));
}

static void
on_response (WscSmallerDialog *self, int response)
{
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser)) : NULL;
  g_autofree char *path = file ? g_file_get_path (file) : NULL;
  g_clear_object (&self->chooser);
  if (!path)
    return;
  g_free (self->path);
  self->path = g_steal_pointer (&path);
  set_busy (self, TRUE);
  wsc_session_save_network_async (self->session, self->path, on_saved, g_object_ref (self));
}

static void
on_save (WscSmallerDialog *self)
{
  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (_("Save Network"), GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_SAVE, _("_Save"), NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), "network.safetensors");
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (on_response), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

/* --- the window ---------------------------------------------------------------------------------- */

static void
wsc_smaller_dialog_dispose (GObject *object)
{
  WscSmallerDialog *self = WSC_SMALLER_DIALOG (object);
  g_clear_object (&self->chooser);
  g_clear_object (&self->session);
  g_clear_pointer (&self->path, g_free);
  G_OBJECT_CLASS (wsc_smaller_dialog_parent_class)->dispose (object);
}

static void
wsc_smaller_dialog_class_init (WscSmallerDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = wsc_smaller_dialog_dispose;
  saved_signal = g_signal_new ("saved", WSC_TYPE_SMALLER_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/weightscape/Weightscape/ui/smaller-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, WscSmallerDialog, layers);
  gtk_widget_class_bind_template_child (widget_class, WscSmallerDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, WscSmallerDialog, summary);
  gtk_widget_class_bind_template_child (widget_class, WscSmallerDialog, notes);
  gtk_widget_class_bind_template_child (widget_class, WscSmallerDialog, save);
  gtk_widget_class_bind_template_child (widget_class, WscSmallerDialog, spinner);
  gtk_widget_class_bind_template_callback (widget_class, on_save);
}

static void
wsc_smaller_dialog_init (WscSmallerDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

WscSmallerDialog *
wsc_smaller_dialog_new (GtkWindow *parent, WscSession *session)
{
  WscSmallerDialog *self = g_object_new (WSC_TYPE_SMALLER_DIALOG, "application", gtk_window_get_application (parent), "transient-for", parent, NULL);
  self->session = g_object_ref (session);
  fill (self);
  wsc_accessible_name_parts (GTK_WIDGET (self));
  return self;
}
