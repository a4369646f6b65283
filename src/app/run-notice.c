#include "app/run-notice.h"

#include <glib/gi18n-lib.h>

#include "app/preferences.h"
#include "session/long-run.h"

static char *
dup_id (WscWindow *window)
{
  return g_strdup_printf ("run-%u", gtk_application_window_get_id (GTK_APPLICATION_WINDOW (window)));
}

static GNotification *
new_notification (WscWindow *window, double seconds, const char *failure)
{
  const guint whole = (guint) (seconds + 0.5);
  g_autofree char *title = g_strdup_printf (failure ? _("“%s” has failed") : _("“%s” is done"),
                                            wsc_session_get_title (wsc_window_get_session (window)));
  g_autofree char *body
      = failure ? g_strdup (failure) : g_strdup_printf (ngettext ("It took %u second.", "It took %u seconds.", whole), whole);
  GNotification *notification = g_notification_new (title);
  g_notification_set_body (notification, body);
  g_notification_set_default_action_and_target (notification, "app.present-window", "u",
                                                gtk_application_window_get_id (GTK_APPLICATION_WINDOW (window)));
  return notification;
}

static void
on_ended (WscWindow *window, double seconds, const char *failure)
{
  GApplication *application = G_APPLICATION (gtk_window_get_application (GTK_WINDOW (window)));
  const double long_enough = wsc_preferences_get_notify_after (wsc_preferences_get ());
  if (!application || gtk_window_is_active (GTK_WINDOW (window)) || long_enough < 0 || seconds < long_enough)
    return;
  g_autofree char *id = dup_id (window);
  g_autoptr (GNotification) notification = new_notification (window, seconds, failure);
  g_application_send_notification (application, id, notification);
}

static void
withdraw (WscWindow *window)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (window));
  g_autofree char *id = dup_id (window);
  if (application)
    g_application_withdraw_notification (G_APPLICATION (application), id);
}

static void
on_active_changed (WscWindow *window)
{
  if (gtk_window_is_active (GTK_WINDOW (window)))
    withdraw (window);
}

void
wsc_run_notice_attach (WscWindow *window)
{
  g_return_if_fail (WSC_IS_WINDOW (window));
  WscLongRun *runs = wsc_long_run_new (wsc_window_get_session (window));
  g_signal_connect_object (runs, "ended", G_CALLBACK (on_ended), window, G_CONNECT_SWAPPED);
  g_object_set_data_full (G_OBJECT (window), "wsc-long-run", runs, g_object_unref);
  g_signal_connect (window, "notify::is-active", G_CALLBACK (on_active_changed), NULL);
  g_signal_connect (window, "unrealize", G_CALLBACK (withdraw), NULL);
}
