/* Numbers in from the clipboard, the command line for the figure out to it. */
#include <glib/gi18n-lib.h>

#include "app/documents.h"
#include "app/window-private.h"
#include "session/document.h"
#include "session/errand.h"
#include "session/pasted.h"

/* --- in ---------------------------------------------------------------------------------------- */

typedef struct
{
  WscWindow *window; /* used on the main thread alone */
  char *text, *path;
  WscStudy *study;
  GError *error;
} WscPasting;

static void
pasting_free (WscPasting *pasting)
{
  g_object_unref (pasting->window);
  g_free (pasting->text);
  g_free (pasting->path);
  wsc_study_free (pasting->study);
  g_clear_error (&pasting->error);
  g_free (pasting);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WscPasting, pasting_free)

static void
propose_on_thread (gpointer data)
{
  WscPasting *pasting = data;
  pasting->study = wsc_pasted_propose (pasting->text, NULL, &pasting->path, &pasting->error);
}

static void
on_proposed (gpointer data)
{
  g_autoptr (WscPasting) pasting = data;
  WscWindow *self = pasting->window;
  if (!self->session)
    return;
  if (!pasting->study)
    {
      wsc_window_show_error (self, pasting->error);
      return;
    }
  WscWindow *window = wsc_documents_get_free_window (gtk_window_get_application (GTK_WINDOW (self)), self);
  gtk_window_present (GTK_WINDOW (window));
  wsc_session_set_proposed (window->session, pasting->study, pasting->path);
}

static void
on_text (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (WscWindow) self = user_data;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
  if (!self->session)
    return;
  if (!text)
    {
      wsc_window_toast (self, _("There is no text to paste"));
      return;
    }
  WscPasting *pasting = g_new0 (WscPasting, 1);
  *pasting = (WscPasting){ .window = g_object_ref (self), .text = g_steal_pointer (&text) };
  wsc_errand_run ("weightscape-paste", propose_on_thread, on_proposed, pasting);
}

/* Where text is being written, it is pasted as text. */
static void
paste (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  WscWindow *self = user_data;
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  if (focus && gtk_widget_get_mapped (focus) && (GTK_IS_TEXT (focus) || GTK_IS_TEXT_VIEW (focus)))
    gtk_widget_activate_action (focus, "clipboard.paste", NULL);
  else
    gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (self)), NULL, on_text, g_object_ref (self));
}

/* --- out ---------------------------------------------------------------------------------------- */

static void
copy_command (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  WscWindow *self = user_data;
  g_autoptr (WscStudy) shown = wsc_window_dup_shown_study (self);
  g_autofree char *line = wsc_session_dup_command (self->session, shown, wsc_window_get_figure (self));
  if (!line)
    return;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), line);
  wsc_window_toast (self, _("The command that draws this figure is copied"));
}

const GActionEntry wsc_window_clipboard_actions[] = {
  { "paste", paste, NULL, NULL, NULL, { 0 } },
  { "copy-command", copy_command, NULL, NULL, NULL, { 0 } },
};
const guint wsc_window_n_clipboard_actions = G_N_ELEMENTS (wsc_window_clipboard_actions);
