/* Edits, undo, what is told of them. */
#include <string.h>

#include "session/support.h"

static WscSession *
new_session (void)
{
  WscSession *session = wsc_session_new ();
  g_autoptr (WscStudy) study = test_new_study ();
  wsc_session_set_study (session, study, NULL);
  return session;
}

static void
set (WscSession *session, const char *key, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_assert_true (wsc_session_set_option (session, key, text, &error));
  g_assert_no_error (error);
}

static void
test_one_edit (void)
{
  g_autoptr (WscSession) session = new_session ();
  guint n_changes = 0;
  g_signal_connect_swapped (session, "study-changed", G_CALLBACK (test_count), &n_changes);
  g_assert_false (wsc_session_get_modified (session));
  g_assert_false (wsc_session_get_can_undo (session));
  g_assert_null (wsc_session_get_undo_label (session));

  set (session, "data.noise", "0.5");
  g_assert_cmpfloat (wsc_session_get_study (session)->data.noise, ==, 0.5);
  g_assert_cmpuint (n_changes, ==, 1);
  g_assert_true (wsc_session_get_modified (session));
  g_assert_cmpstr (wsc_session_get_undo_label (session), ==, "Undo change of Noise");

  wsc_session_undo (session);
  g_assert_cmpfloat (wsc_session_get_study (session)->data.noise, ==, 0.2);
  g_assert_false (wsc_session_get_modified (session));
  g_assert_cmpstr (wsc_session_get_redo_label (session), ==, "Redo change of Noise");
  wsc_session_redo (session);
  g_assert_cmpfloat (wsc_session_get_study (session)->data.noise, ==, 0.5);
  g_assert_cmpuint (n_changes, ==, 3);
}

static void
test_same_value (void)
{
  g_autoptr (WscSession) session = new_session ();
  set (session, "data.noise", "0.20");
  g_assert_false (wsc_session_get_can_undo (session));
  g_assert_false (wsc_session_get_modified (session));
}

static void
test_refused (void)
{
  g_autoptr (WscSession) session = new_session ();
  g_autoptr (WscStudy) before = wsc_study_copy (wsc_session_get_study (session));
  g_autoptr (GError) error = NULL;
  g_assert_false (wsc_session_set_option (session, "data.noise", "17", &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_RANGE);
  g_assert_nonnull (strstr (error->message, "17"));
  g_clear_error (&error);
  g_assert_false (wsc_session_set_option (session, "data.noise", "loud", &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_FORMAT);
  g_assert_true (wsc_study_equal (before, wsc_session_get_study (session)));
  g_assert_false (wsc_session_get_can_undo (session));
}

static void
test_gesture (void)
{
  g_autoptr (WscSession) session = new_session ();
  wsc_session_begin_gesture (session);
  set (session, "data.noise", "0.3");
  set (session, "data.noise", "0.4");
  set (session, "data.noise", "0.5");
  wsc_session_end_gesture (session);
  set (session, "data.noise", "0.6");
  wsc_session_undo (session);
  g_assert_cmpfloat (wsc_session_get_study (session)->data.noise, ==, 0.5);
  wsc_session_undo (session);
  g_assert_cmpfloat (wsc_session_get_study (session)->data.noise, ==, 0.2);
  g_assert_false (wsc_session_get_can_undo (session));
}

/* Any walk of edits, undone, is the beginning; redone, the end. */
static void
test_walk (void)
{
  static const char *const edits[][2]
      = { { "data.noise", "0.3" },         { "data.noise", "0.7" },        { "training.epochs", "5" },
          { "view.level", "0.5" },         { "view.path", "true" },        { "study.title", "Other" },
          { "estimate.align", "none" },    { "training.optimizer", "sgd" }, { "data.window", "12" },
          { "study.title", "" },           { "model.layers", "12;3;12" },  { "view.axes", "2;1;3" } };
  g_autoptr (WscSession) session = new_session ();
  g_autofree char *first = wsc_study_to_text (wsc_session_get_study (session));
  for (guint i = 0; i < 200; i++)
    {
      gint which = g_test_rand_int_range (0, G_N_ELEMENTS (edits) + 3);
      if (which < (gint) G_N_ELEMENTS (edits))
        set (session, edits[which][0], edits[which][1]);
      else if (which == G_N_ELEMENTS (edits))
        wsc_session_undo (session);
      else
        wsc_session_redo (session);
    }
  while (wsc_session_get_can_redo (session))
    wsc_session_redo (session);
  g_autofree char *last = wsc_study_to_text (wsc_session_get_study (session));
  while (wsc_session_get_can_undo (session))
    wsc_session_undo (session);
  g_autofree char *undone = wsc_study_to_text (wsc_session_get_study (session));
  while (wsc_session_get_can_redo (session))
    wsc_session_redo (session);
  g_autofree char *redone = wsc_study_to_text (wsc_session_get_study (session));
  g_assert_cmpstr (undone, ==, first);
  g_assert_cmpstr (redone, ==, last);
}

static void
test_title (void)
{
  g_autoptr (WscSession) session = new_session ();
  g_autofree char *title = NULL;
  g_assert_cmpstr (wsc_session_get_title (session), ==, "New study");
  set (session, "study.title", "Mine");
  g_object_get (session, "title", &title, NULL);
  g_assert_cmpstr (title, ==, "Mine");
}

static void
test_camera (void)
{
  g_autoptr (WscSession) session = new_session ();
  guint n_changes = 0;
  g_signal_connect_swapped (session, "study-changed", G_CALLBACK (test_count), &n_changes);
  wsc_session_set_camera (session, 12, 34, 1.5, (double[3]) { 0.5, 0, -1 });
  g_assert_cmpfloat (wsc_session_get_study (session)->view.azimuth, ==, 12);
  g_assert_cmpfloat (wsc_session_get_study (session)->view.elevation, ==, 34);
  g_assert_cmpfloat (wsc_session_get_study (session)->view.zoom, ==, 1.5);
  g_assert_false (wsc_session_get_modified (session));
  g_assert_false (wsc_session_get_can_undo (session));
  g_assert_cmpuint (n_changes, ==, 0);
}

static void
test_finalize (void)
{
  WscSession *session = new_session ();
  wsc_session_run (session);
  g_assert_finalize_object (session);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/edits/one", test_one_edit);
  g_test_add_func ("/edits/same-value", test_same_value);
  g_test_add_func ("/edits/refused", test_refused);
  g_test_add_func ("/edits/gesture", test_gesture);
  g_test_add_func ("/edits/walk", test_walk);
  g_test_add_func ("/edits/title", test_title);
  g_test_add_func ("/edits/camera", test_camera);
  g_test_add_func ("/edits/finalize-while-running", test_finalize);
  return g_test_run ();
}
