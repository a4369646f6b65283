/* Views under a name, as the window edits them: each edit one step. */
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
assert_bookmarks (WscSession *session, const char *text)
{
  g_assert_cmpstr (wsc_session_get_study (session)->view.bookmarks, ==, text);
}

static void
test_edits (void)
{
  g_autoptr (WscSession) session = new_session ();
  g_autoptr (GError) error = NULL;
  wsc_session_set_camera (session, 12, 34, 1.5, (double[3]) { 0.5, 0, -1 });
  g_assert_true (wsc_session_add_bookmark (session, "here", &error));
  g_assert_no_error (error);
  assert_bookmarks (session, "here: azimuth=12, elevation=34, zoom=1.5, target-x=0.5, target-z=-1");
  g_assert_false (wsc_session_add_bookmark (session, "here", &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_RANGE);
  g_assert_true (wsc_session_rename_bookmark (session, "here", "there", NULL));
  wsc_session_remove_bookmark (session, "there");
  assert_bookmarks (session, "");
  wsc_session_undo (session);
  wsc_session_undo (session);
  g_assert_cmpstr (wsc_session_get_undo_label (session), ==, "Undo keeping of the view “here”");
  assert_bookmarks (session, "here: azimuth=12, elevation=34, zoom=1.5, target-x=0.5, target-z=-1");
  wsc_session_undo (session);
  assert_bookmarks (session, "");
}

/* Projection and camera go there together, and back together; nothing is computed. */
static void
test_going (void)
{
  g_autoptr (WscSession) session = new_session ();
  g_autoptr (GError) error = NULL;
  g_assert_true (wsc_session_set_option (session, "view.bookmarks", "far: projection=tour, tour-position=2.5, azimuth=7, zoom=3", NULL));
  wsc_session_set_camera (session, 12, 34, 1.5, (double[3]) { 0.5, 0, -1 });
  g_assert_true (wsc_session_go_to_bookmark (session, "far", &error));
  g_assert_no_error (error);
  const WscViewSettings *view = &wsc_session_get_study (session)->view;
  g_assert_cmpint (view->projection, ==, WSC_PROJECTION_TOUR);
  g_assert_cmpfloat (view->tour_position, ==, 2.5);
  g_assert_cmpfloat (view->azimuth, ==, 7);
  g_assert_cmpfloat (view->target[0], ==, 0);
  g_assert_false (wsc_session_get_running (session));
  g_assert_false (wsc_session_get_stale (session));
  wsc_session_undo (session);
  view = &wsc_session_get_study (session)->view;
  g_assert_cmpint (view->projection, ==, WSC_PROJECTION_PCA);
  g_assert_cmpfloat (view->azimuth, ==, 12);
  g_assert_cmpfloat (view->target[0], ==, 0.5);
  g_assert_cmpfloat (view->target[2], ==, -1);
  wsc_session_redo (session);
  g_assert_cmpfloat (wsc_session_get_study (session)->view.zoom, ==, 3);
  g_assert_false (wsc_session_go_to_bookmark (session, "near", &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_RANGE);
}

static void
test_camera_is_told (void)
{
  g_autoptr (WscSession) session = new_session ();
  guint n_told = 0;
  g_signal_connect_swapped (session, "camera-changed", G_CALLBACK (test_count), &n_told);
  wsc_session_set_camera (session, 1, 2, 3, (double[3]) { 0, 0, 0 });
  g_assert_cmpuint (n_told, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/bookmarks/edits", test_edits);
  g_test_add_func ("/session/bookmarks/going", test_going);
  g_test_add_func ("/session/bookmarks/camera", test_camera_is_told);
  return g_test_run ();
}
