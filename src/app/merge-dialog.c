#include "app/merge-dialog.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "app/accessible.h"

typedef struct
{
  WscSession *session;
  guint neuron;
  WscMergeFunc func;
  gpointer user_data;
  GtkWidget *dialog, *other, *cost;
} Dialog;

static void
dialog_free (gpointer data)
{
  Dialog *self = data;
  g_object_unref (self->session);
  g_free (self);
}

static guint
get_other (Dialog *self)
{
  return (guint) gtk_spin_button_get_value (GTK_SPIN_BUTTON (self->other)) - 1;
}

static void
show_cost (Dialog *self)
{
  const char *answer = wsc_session_get_preview (self->session);
  gboolean possible = wsc_session_can_merge (self->session, self->neuron, get_other (self));
  gtk_label_set_label (GTK_LABEL (self->cost), answer      ? answer
                                               : !possible ? _("These two are one already")
                                                           : _("What it costs is being computed"));
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (self->dialog), "merge", possible);
}

static void
on_other_changed (Dialog *self)
{
  wsc_session_preview_merge (self->session, (gint) self->neuron, (gint) get_other (self));
  show_cost (self);
}

static void
on_response (Dialog *self, const char *response)
{
  guint other = get_other (self);
  wsc_session_preview_merge (self->session, -1, -1);
  if (g_str_equal (response, "merge"))
    self->func (self->user_data, self->neuron, other);
}

static void
on_destroy (Dialog *self)
{
  g_signal_handlers_disconnect_by_data (self->session, self);
}

/* The first that is not one with it yet. */
static guint
find_other (Dialog *self, guint m)
{
  for (guint i = 0; i < m; i++)
    if (wsc_session_can_merge (self->session, self->neuron, i))
      return i;
  return 0;
}

static GtkWidget *
new_content (Dialog *self, guint m)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  self->other = gtk_spin_button_new_with_range (1, m, 1);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->other), find_other (self, m) + 1);
  gtk_text_set_activates_default (GTK_TEXT (gtk_editable_get_delegate (GTK_EDITABLE (self->other))), TRUE);
  gtk_widget_set_halign (self->other, GTK_ALIGN_CENTER);
  wsc_accessible_set_name (self->other, _("Merge with neuron"), NULL);
  self->cost = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->cost), TRUE);
  gtk_label_set_justify (GTK_LABEL (self->cost), GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (self->cost, "numeric");
  gtk_box_append (GTK_BOX (box), self->other);
  gtk_box_append (GTK_BOX (box), self->cost);
  return box;
}

void
wsc_merge_dialog_show (GtkWindow *parent, WscSession *session, guint neuron, WscMergeFunc func, gpointer user_data)
{
  WscResults *results = wsc_session_get_reduction (session);
  g_return_if_fail (results != NULL && wsc_results_get_reduction (results) != NULL);
  const guint m = wsc_reducible_get_count (wsc_results_get_reduction (results)->reducible);
  g_autofree char *heading = g_strdup_printf (_("Merge Neuron %u"), neuron + 1);
  Dialog *self = g_new0 (Dialog, 1);
  *self = (Dialog){ .session = g_object_ref (session), .neuron = neuron, .func = func, .user_data = user_data };
  self->dialog = adw_message_dialog_new (parent, heading, _("The clusters of both neurons become one. With neuron:"));
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (self->dialog), new_content (self, m));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (self->dialog), "cancel", _("_Cancel"), "merge", _("_Merge"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (self->dialog), "merge", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (self->dialog), "merge");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (self->dialog), "cancel");
  g_object_set_data_full (G_OBJECT (self->dialog), "wsc-merge", self, dialog_free);
  g_signal_connect_swapped (self->dialog, "response", G_CALLBACK (on_response), self);
  g_signal_connect_swapped (self->dialog, "destroy", G_CALLBACK (on_destroy), self);
  g_signal_connect_swapped (self->other, "value-changed", G_CALLBACK (on_other_changed), self);
  g_signal_connect_swapped (session, "preview-changed", G_CALLBACK (show_cost), self);
  on_other_changed (self);
  gtk_window_present (GTK_WINDOW (self->dialog));
}
