#include "app/recovery-dialog.h"

#include <glib/gi18n-lib.h>

#include "app/accessible.h"
#include "app/documents.h"

#define MAX_HEIGHT 280

typedef struct
{
  WscWindow *parent;
  GtkApplication *application;
  GPtrArray *left;
} WscOffer;

static void
offer_free (WscOffer *offer)
{
  g_object_unref (offer->parent);
  g_object_unref (offer->application);
  g_ptr_array_unref (offer->left);
  g_free (offer);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WscOffer, offer_free)

static void show (WscOffer *offer);

/* --- the list --------------------------------------------------------------------------------- */

static char *
dup_place (const WscKept *kept)
{
  g_autofree char *name = kept->path ? g_filename_display_name (kept->path) : NULL;
  g_autoptr (GDateTime) local = g_date_time_to_local (kept->time);
  /* Translators: day and time, as strftime has them */
  g_autofree char *time = g_date_time_format (local, _("%e %B %Y, %H:%M"));
  if (name)
    return g_strdup_printf (kept->has_results ? _("%s, with results · %s") : _("%s · %s"), time, name);
  return g_strdup_printf (kept->has_results ? _("%s, with results · never saved") : _("%s · never saved"), time);
}

static GtkWidget *
new_row (const WscKept *kept)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *place = dup_place (kept), *title = g_markup_escape_text (kept->title ? kept->title : _("New study"), -1);
  g_autofree char *subtitle = g_markup_escape_text (place, -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 2);
  wsc_accessible_set_name (row, kept->title ? kept->title : _("New study"), place);
  return row;
}

static GtkWidget *
new_list (GPtrArray *left)
{
  GtkWidget *list = gtk_list_box_new (), *scrolled = gtk_scrolled_window_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  for (guint i = 0; i < left->len; i++)
    gtk_list_box_append (GTK_LIST_BOX (list), new_row (left->pdata[i]));
  wsc_accessible_set_name (list, _("Documents that were not saved"), NULL);
  wsc_accessible_set_name (scrolled, _("Documents that were not saved"), NULL);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), MAX_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), list);
  return scrolled;
}

/* --- the answers -------------------------------------------------------------------------------- */

static void
recover (WscOffer *offer)
{
  for (guint i = 0; i < offer->left->len; i++)
    {
      WscWindow *window = wsc_documents_get_free_window (offer->application, offer->parent);
      gtk_window_present (GTK_WINDOW (window));
      wsc_window_recover (window, offer->left->pdata[i]);
    }
}

static void
discard (WscOffer *offer)
{
  for (guint i = 0; i < offer->left->len; i++)
    wsc_kept_remove (((WscKept *) offer->left->pdata[i])->stem);
  wsc_recovery_release (wsc_documents_get_recovery (offer->application));
}

static void
on_discard_response (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  g_autoptr (WscOffer) offer = user_data;
  if (g_str_equal (response, "discard"))
    discard (offer);
  else
    show (g_steal_pointer (&offer));
}

static void
ask_to_discard (WscOffer *offer)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (offer->parent), NULL, _("They cannot be brought back."));
  AdwMessageDialog *message = ADW_MESSAGE_DIALOG (dialog);
  adw_message_dialog_format_heading (message, ngettext ("Discard %u Document?", "Discard %u Documents?", offer->left->len),
                                     offer->left->len);
  adw_message_dialog_add_responses (message, "cancel", _("_Cancel"), "discard", _("_Discard"), NULL);
  adw_message_dialog_set_response_appearance (message, "discard", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (message, "cancel");
  adw_message_dialog_set_close_response (message, "cancel");
  g_signal_connect (dialog, "response", G_CALLBACK (on_discard_response), offer);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_response (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  g_autoptr (WscOffer) offer = user_data;
  if (g_str_equal (response, "recover"))
    recover (offer);
  else if (g_str_equal (response, "discard"))
    ask_to_discard (g_steal_pointer (&offer));
  else
    wsc_recovery_release (wsc_documents_get_recovery (offer->application));
}

static void
show (WscOffer *offer)
{
  GtkWidget *dialog = adw_message_dialog_new (
      GTK_WINDOW (offer->parent), _("Recover Documents?"),
      _("Weightscape ended before these documents were saved. They were kept as they were some seconds before that."));
  AdwMessageDialog *message = ADW_MESSAGE_DIALOG (dialog);
  adw_message_dialog_set_extra_child (message, new_list (offer->left));
  adw_message_dialog_add_responses (message, "later", _("_Later"), "discard", _("_Discard…"), "recover", _("_Recover"), NULL);
  adw_message_dialog_set_response_appearance (message, "discard", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_response_appearance (message, "recover", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (message, "recover");
  adw_message_dialog_set_close_response (message, "later");
  g_signal_connect (dialog, "response", G_CALLBACK (on_response), offer);
  gtk_window_present (GTK_WINDOW (dialog));
}

void
wsc_recovery_dialog_show (WscWindow *parent, GPtrArray *left)
{
  g_return_if_fail (WSC_IS_WINDOW (parent) && left != NULL);
  WscOffer *offer = g_new0 (WscOffer, 1);
  *offer = (WscOffer){ g_object_ref (parent), g_object_ref (gtk_window_get_application (GTK_WINDOW (parent))), g_ptr_array_ref (left) };
  show (offer);
}
