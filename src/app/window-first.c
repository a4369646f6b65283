/* The first steps: a study of the gallery, which runs at once where that takes no time, and a study of one's own data. */
#include <glib/gi18n-lib.h>

#include "app/new-study-dialog.h"
#include "app/preferences.h"
#include "app/recent.h"
#include "app/window-private.h"
#include "session/document.h"
#include "session/errand.h"
#include "study/propose.h"

#define AT_ONCE 2.0 /* seconds that nobody minds who only wanted to look */

/* --- out of the gallery ------------------------------------------------------------- */

typedef struct
{
  WscWindow *window;
  WscStudy *study;
  double seconds;
} WscEstimating;

static void
estimate (gpointer data)
{
  WscEstimating *self = data;
  self->seconds = wsc_study_estimate_seconds_of (self->study, NULL);
}

/* Unless somebody has gone on meanwhile. */
static void
on_estimated (gpointer data)
{
  WscEstimating *self = data;
  WscSession *session = self->window->session;
  if (session && self->seconds <= AT_ONCE && !wsc_session_get_running (session) && !wsc_session_get_results (session)
      && self->study->subject != WSC_SUBJECT_SERIES && wsc_study_equal (wsc_session_get_study (session), self->study))
    wsc_session_run (session);
  g_object_unref (self->window);
  wsc_study_free (self->study);
  g_free (self);
}

void
wsc_window_run_if_quick (WscWindow *self)
{
  WscEstimating *estimating = g_new0 (WscEstimating, 1);
  estimating->window = g_object_ref (self);
  estimating->study = wsc_study_copy (wsc_session_get_study (self->session));
  wsc_errand_run ("weightscape-estimate", estimate, on_estimated, estimating);
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (WscWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean opened = wsc_session_open_finish (WSC_SESSION (source), result, &error);
  if (!self->session)
    return;
  if (!opened)
    wsc_window_show_error (self, error);
  else if (wsc_preferences_get_run_shipped (wsc_preferences_get ()))
    wsc_window_run_if_quick (self);
}

static void
open_now (WscWindow *self, const char *name)
{
  wsc_window_show_error (self, NULL);
  wsc_session_open_async (self->session, name, on_opened, g_object_ref (self));
}

static void
open_shipped (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  wsc_window_ask_then (user_data, open_now, g_variant_get_string (parameter, NULL));
}

/* --- from data of one's own ----------------------------------------------------------- */

static void
open_proposed (WscWindow *self, const char *argument)
{
  g_autoptr (WscStudy) study = g_steal_pointer (&self->proposed);
  if (!study)
    return;
  wsc_window_show_error (self, NULL);
  if (study->data.source == WSC_SOURCE_FILE)
    {
      g_autofree char *path = g_canonicalize_filename (study->data.path, study->directory);
      wsc_session_set_proposed (self->session, study, path);
      wsc_recent_add (path);
    }
  else
    wsc_session_set_study (self->session, study, NULL);
  if (self->run_proposed)
    wsc_session_run (self->session);
}

static void
on_created (WscWindow *self, const WscStudy *study, gboolean run)
{
  wsc_study_free (self->proposed);
  self->proposed = wsc_study_copy (study);
  self->run_proposed = run;
  wsc_window_ask_then (self, open_proposed, NULL);
}

void
wsc_window_new_from_data (WscWindow *self, const char *path)
{
  WscNewStudyDialog *dialog = wsc_new_study_dialog_new (GTK_WINDOW (self), path);
  g_signal_connect_object (dialog, "created", G_CALLBACK (on_created), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
new_study (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  wsc_window_new_from_data (user_data, NULL);
}

const GActionEntry wsc_window_first_actions[] = {
  { "new", new_study, NULL, NULL, NULL, { 0 } },
  { "open-shipped", open_shipped, "s", NULL, NULL, { 0 } },
};
const guint wsc_window_n_first_actions = G_N_ELEMENTS (wsc_window_first_actions);
