#include "app/documents.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <signal.h>

#include "app/recovery-dialog.h"
#include "session/document.h"

#define STATE "wsc-documents"

typedef struct
{
  GtkApplication *application;
  WscRecovery *recovery;
  GPtrArray *left;  /* of WscKept, until there is a window to offer them in */
  guint inhibition; /* of the end of the desktop's session; 0: none */
} WscDocuments;

static WscDocuments *
get_state (GtkApplication *application)
{
  return application ? g_object_get_data (G_OBJECT (application), STATE) : NULL;
}

WscRecovery *
wsc_documents_get_recovery (GtkApplication *application)
{
  WscDocuments *self = get_state (application);
  return self ? self->recovery : NULL;
}

/* Our own, the one used last first; others are dialogs. */
static GList *
list_windows (GtkApplication *application)
{
  GList *own = NULL;
  for (GList *l = gtk_application_get_windows (application); l; l = l->next)
    if (WSC_IS_WINDOW (l->data))
      own = g_list_prepend (own, l->data);
  return g_list_reverse (own);
}

/* --- which window -------------------------------------------------------------------------------- */

WscWindow *
wsc_documents_find (GtkApplication *application, const char *path, WscWindow *except)
{
  g_return_val_if_fail (GTK_IS_APPLICATION (application) && path != NULL, NULL);
  g_autoptr (GList) windows = list_windows (application);
  for (GList *l = windows; l; l = l->next)
    if (l->data != except && wsc_session_is_at (wsc_window_get_session (l->data), path))
      return l->data;
  return NULL;
}

WscWindow *
wsc_documents_get_free_window (GtkApplication *application, WscWindow *first)
{
  g_return_val_if_fail (GTK_IS_APPLICATION (application), NULL);
  g_autoptr (GList) windows = list_windows (application);
  if (first && wsc_window_is_untouched (first))
    return first;
  for (GList *l = windows; l; l = l->next)
    if (wsc_window_is_untouched (l->data))
      return l->data;
  return wsc_window_new (application);
}

void
wsc_documents_open (GtkApplication *application, WscWindow *first, const char *const *paths)
{
  g_return_if_fail (GTK_IS_APPLICATION (application) && paths != NULL);
  for (; *paths; paths++)
    {
      WscWindow *window = wsc_documents_find (application, *paths, NULL);
      gboolean open = window != NULL;
      if (!open)
        window = wsc_documents_get_free_window (application, first);
      gtk_window_present (GTK_WINDOW (window));
      if (!open)
        wsc_window_open_path (window, *paths);
    }
}

/* --- quitting --------------------------------------------------------------------------------------- */

void
wsc_documents_stay (GtkApplication *application)
{
  g_autoptr (GList) windows = application ? list_windows (application) : NULL;
  for (GList *l = windows; l; l = l->next)
    wsc_window_set_may_close (l->data, FALSE);
}

static void
on_may_close (WscWindow *window, const char *argument)
{
  wsc_window_set_may_close (window, TRUE);
  wsc_documents_quit (gtk_window_get_application (GTK_WINDOW (window)));
}

void
wsc_documents_quit (GtkApplication *application)
{
  g_return_if_fail (GTK_IS_APPLICATION (application));
  g_autoptr (GList) windows = list_windows (application);
  for (GList *l = windows; l; l = l->next)
    if (wsc_window_asks_before_closing (l->data))
      {
        gtk_window_present (l->data);
        wsc_window_ask_before (l->data, on_may_close);
        return;
      }
  for (GList *l = windows; l; l = l->next)
    gtk_window_close (l->data);
}

static gboolean
has_unsaved (GtkApplication *application)
{
  g_autoptr (GList) windows = list_windows (application);
  for (GList *l = windows; l; l = l->next)
    if (wsc_window_has_unsaved (l->data))
      return TRUE;
  return FALSE;
}

static void
on_query_end (GtkApplication *application)
{
  WscDocuments *self = get_state (application);
  if (!self->inhibition && has_unsaved (application))
    self->inhibition = gtk_application_inhibit (application, gtk_application_get_active_window (application),
                                                GTK_APPLICATION_INHIBIT_LOGOUT, _("There are documents that are not saved"));
}

void
wsc_documents_changed (GtkApplication *application)
{
  WscDocuments *self = get_state (application);
  if (!self || !self->inhibition || has_unsaved (application))
    return;
  gtk_application_uninhibit (application, self->inhibition);
  self->inhibition = 0;
}

/* --- what is kept ------------------------------------------------------------------------------------ */

static void
offer (WscDocuments *self)
{
  g_autoptr (GList) windows = list_windows (self->application);
  if (!self->left || !windows)
    return;
  g_autoptr (GPtrArray) left = g_steal_pointer (&self->left);
  wsc_recovery_dialog_show (windows->data, left);
}

static void
on_looked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkApplication) application = user_data;
  g_autoptr (GPtrArray) found = wsc_recovery_look_finish (WSC_RECOVERY (source), result);
  WscDocuments *self = get_state (application);
  if (!self || found->len == 0)
    {
      wsc_recovery_release (WSC_RECOVERY (source));
      return;
    }
  self->left = g_steal_pointer (&found);
  offer (self);
}

static void
on_failed (WscDocuments *self, const GError *error)
{
  g_autoptr (GList) windows = list_windows (self->application);
  g_autofree char *text = g_strdup_printf (_("Unsaved changes cannot be kept for recovery. %s"), error->message);
  if (windows)
    wsc_window_toast (windows->data, text);
}

/* Ended from outside, as at the end of the desktop's session: all is kept, and offered at the next start. */
static gboolean
on_signal (WscDocuments *self, int number)
{
  g_autoptr (GList) windows = list_windows (self->application);
  for (GList *l = windows; l; l = l->next)
    wsc_window_keep_now (l->data);
  signal (number, SIG_DFL);
  raise (number);
  return G_SOURCE_REMOVE;
}

static gboolean
on_terminate (gpointer user_data)
{
  return on_signal (user_data, SIGTERM);
}

static gboolean
on_hang_up (gpointer user_data)
{
  return on_signal (user_data, SIGHUP);
}

static gboolean
on_interrupt (gpointer user_data)
{
  return on_signal (user_data, SIGINT);
}

static void
on_window_added (WscDocuments *self)
{
  offer (self);
}

void
wsc_documents_start (GtkApplication *application)
{
  g_return_if_fail (GTK_IS_APPLICATION (application) && !get_state (application));
  WscDocuments *self = g_new0 (WscDocuments, 1);
  *self = (WscDocuments){ .application = application, .recovery = wsc_recovery_new (NULL) };
  g_object_set_data (G_OBJECT (application), STATE, self);
  g_signal_connect_swapped (self->recovery, "failed", G_CALLBACK (on_failed), self);
  g_signal_connect (application, "query-end", G_CALLBACK (on_query_end), NULL);
  g_signal_connect_swapped (application, "window-added", G_CALLBACK (on_window_added), self);
  g_unix_signal_add (SIGTERM, on_terminate, self);
  g_unix_signal_add (SIGHUP, on_hang_up, self);
  g_unix_signal_add (SIGINT, on_interrupt, self);
  wsc_recovery_look_async (self->recovery, on_looked, g_object_ref (application));
}

void
wsc_documents_end (GtkApplication *application)
{
  WscDocuments *self = get_state (application);
  if (!self)
    return;
  g_object_set_data (G_OBJECT (application), STATE, NULL);
  g_signal_handlers_disconnect_by_data (application, self);
  g_clear_pointer (&self->left, g_ptr_array_unref);
  g_object_unref (self->recovery);
  g_free (self);
}
