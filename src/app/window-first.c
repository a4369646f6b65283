/* The first steps: a study of the gallery, which runs at once where that takes no time, and a study of one's own data. */
#include <glib/gi18n-lib.h>

#include "app/window-private.h"
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
  if (opened)
    wsc_window_run_if_quick (self);
  else
    wsc_window_show_error (self, error);
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

const GActionEntry wsc_window_first_actions[] = {
  { "open-shipped", open_shipped, "s", NULL, NULL, { 0 } },
};
const guint wsc_window_n_first_actions = G_N_ELEMENTS (wsc_window_first_actions);
