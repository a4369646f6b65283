/* Edits of sets of components: each is one step, whatever it changes. */
#include <string.h>

#include "session/support.h"

static gboolean
is_idle (gpointer session)
{
  return !wsc_session_get_series_job (session);
}

static WscSession *
new_session (void)
{
  WscSession *session = wsc_session_new ();
  g_autoptr (WscStudy) study = test_new_study ();
  test_set (study, "study.subject=series");
  test_set (study, "ssa.window=20");
  test_set (study, "ssa.landscape=0");
  wsc_session_set_study (session, study, NULL);
  test_wait (is_idle, session);
  return session;
}

/* Waits for what follows from it: the edits of groups are of those that are seen. */
static void
set (WscSession *session, const char *key, const char *text)
{
  g_autoptr (GError) error = NULL;
  wsc_session_set_option (session, key, text, &error);
  g_assert_no_error (error);
  test_wait (is_idle, session);
}

static void
assert_components (WscSession *session, const char *expected)
{
  g_assert_cmpstr (wsc_session_get_study (session)->ssa.components, ==, expected);
}

static void
assert_groups (WscSession *session, const char *expected)
{
  test_wait (is_idle, session);
  g_assert_cmpstr (wsc_session_get_study (session)->ssa.groups, ==, expected);
  g_assert_cmpint (wsc_session_get_study (session)->ssa.grouping, ==, WSC_GROUPING_MANUAL);
}

/* One undo is the study of before, one redo that of after; the step is done again. */
static void
assert_one_step (WscSession *session, const WscStudy *before)
{
  g_autoptr (WscStudy) after = wsc_study_copy (wsc_session_get_study (session));
  g_assert_false (wsc_study_equal (before, after));
  wsc_session_undo (session);
  g_assert_true (wsc_study_equal (before, wsc_session_get_study (session)));
  wsc_session_redo (session);
  g_assert_true (wsc_study_equal (after, wsc_session_get_study (session)));
  test_wait (is_idle, session);
}

static WscStudy *
dup_study (WscSession *session)
{
  return wsc_study_copy (wsc_session_get_study (session));
}

/* --- the reconstruction ------------------------------------------------------------- */

static void
test_choose_first (void)
{
  g_autoptr (WscSession) session = new_session ();
  g_autoptr (WscStudy) before = dup_study (session);
  wsc_session_choose_first (session, 5);
  assert_components (session, "1-5");
  assert_one_step (session, before);
  wsc_session_choose_first (session, 0);
  assert_components (session, "");
  wsc_session_undo (session);
  assert_components (session, "1-5");
}

/* A point of the map: both options are one step. */
static void
test_choose_place (void)
{
  g_autoptr (WscSession) session = new_session ();
  g_autoptr (WscStudy) before = dup_study (session);
  wsc_session_choose_place (session, 33, 4);
  assert_components (session, "1-4");
  g_assert_cmpint (wsc_session_get_study (session)->ssa.window, ==, 33);
  assert_one_step (session, before);
  test_wait (is_idle, session);
  g_assert_cmpuint (wsc_ssa_get_window (wsc_results_get_series (wsc_session_get_series (session))->ssa), ==, 33);
}

static void
test_toggle (void)
{
  static const struct
  {
    guint component;
    const char *expected;
  } steps[] = { { 4, "1-2,5" }, { 0, "2,5" }, { 3, "2,4-5" }, { 19, "2,4-5,20" }, { 4, "2,4,20" }, { 1, "4,20" },
                { 19, "4" },    { 3, "" },    { 0, "1" } };
  g_autoptr (WscSession) session = new_session ();
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr (WscStudy) before = dup_study (session);
      wsc_session_toggle_component (session, steps[i].component);
      assert_components (session, steps[i].expected);
      assert_one_step (session, before);
    }
  wsc_session_toggle_component (session, 20);
  assert_components (session, "1");
}

static void
test_take_suggestion (void)
{
  g_autoptr (WscSession) session = new_session ();
  wsc_session_take_suggestion (session);
  assert_components (session, "1-2");
  wsc_session_choose_first (session, 9);
  set (session, "ssa.suggest", "gap");
  g_auto (WscComponents) components = { 0 };
  wsc_suggestion_get_components (wsc_results_get_series (wsc_session_get_series (session))->suggestion, &components);
  g_autofree char *text = wsc_components_format (&components);
  g_autoptr (WscStudy) before = dup_study (session);
  wsc_session_take_suggestion (session);
  assert_components (session, text);
  assert_one_step (session, before);
}

/* --- groups --------------------------------------------------------------------------- */

static void
test_add_group (void)
{
  g_autoptr (WscSession) session = new_session ();
  g_autoptr (WscStudy) first = dup_study (session);
  wsc_session_add_group (session, 1, 3);
  assert_groups (session, "Group 1: 2-4");
  assert_one_step (session, first);
  /* what joins a group leaves the others, and a group that is empty goes */
  wsc_session_add_group (session, 3, 5);
  assert_groups (session, "Group 1: 2-3; Group 2: 4-6");
  wsc_session_add_group (session, 0, 2);
  assert_groups (session, "Group 2: 4-6; Group 3: 1-3");
  wsc_session_add_group (session, 9, 9);
  assert_groups (session, "Group 2: 4-6; Group 3: 1-3; Group 4: 10");
  g_autoptr (WscStudy) before = dup_study (session);
  wsc_session_add_group (session, 18, 20);
  g_assert_true (wsc_study_equal (before, wsc_session_get_study (session)));
}

static void
test_free_name (void)
{
  g_autoptr (WscSession) session = new_session ();
  set (session, "ssa.groups", "Group 2: 1; Group 3: 2");
  wsc_session_add_group (session, 4, 4);
  assert_groups (session, "Group 2: 1; Group 3: 2; Group 4: 5");
}

/* Proposed groups become groups by hand in the same step. */
static void
test_add_to_proposed (void)
{
  g_autoptr (WscSession) session = new_session ();
  set (session, "ssa.groups", "mine: 7");
  set (session, "ssa.grouping", "period");
  const WscGrouped *grouped = wsc_results_get_series (wsc_session_get_series (session))->grouped;
  g_assert_cmpuint (grouped->groups->len, >, 0);
  g_autofree char *seen = wsc_groups_format (grouped->groups);
  g_autoptr (WscStudy) before = dup_study (session);
  wsc_session_keep_groups (session);
  assert_groups (session, seen);
  assert_one_step (session, before);
  wsc_session_undo (session);
  test_wait (is_idle, session);
  wsc_session_add_group (session, 0, 19);
  g_autoptr (GArray) groups = wsc_groups_parse (wsc_session_get_study (session)->ssa.groups, NULL);
  g_assert_cmpuint (groups->len, ==, 1);
  g_assert_cmpuint (g_array_index (groups, WscGroup, 0).components.n, ==, 20);
  assert_one_step (session, before);
}

static void
test_cut_tree (void)
{
  g_autoptr (WscSession) session = new_session ();
  g_autoptr (WscStudy) before = dup_study (session);
  wsc_session_cut_tree (session, 0.12345);
  g_assert_cmpint (wsc_session_get_study (session)->ssa.grouping, ==, WSC_GROUPING_CORRELATION);
  g_assert_cmpfloat (wsc_session_get_study (session)->ssa.cut, ==, 0.123);
  assert_one_step (session, before);
}

static void
test_keep_nothing_new (void)
{
  g_autoptr (WscSession) session = new_session ();
  set (session, "ssa.groups", "a: 1");
  g_assert_cmpstr (wsc_session_get_undo_label (session), ==, "Undo making of the group “a”");
  wsc_session_keep_groups (session);
  wsc_session_undo (session);
  g_assert_false (wsc_session_get_can_undo (session));
}

static void
test_rename (void)
{
  static const struct
  {
    const char *name, *message;
  } refused[] = {
    { "", "The group “: 2-3” has no name; expected one, such as “trend: 1-2”" },
    { "  ", "The group “: 2-3” has no name; expected one, such as “trend: 1-2”" },
    { "a", "Two groups are named “a”; each name may stand once" },
    { "x:1;y", "“x:1;y” is no name of a group: “:” and “;” part groups in the study" },
    { "x:", "“x:” is no name of a group: “:” and “;” part groups in the study" },
    { ";", "“;” is no name of a group: “:” and “;” part groups in the study" },
  };
  g_autoptr (WscSession) session = new_session ();
  g_autoptr (GError) error = NULL;
  set (session, "ssa.groups", "a: 1; b: 2-3");
  g_autoptr (WscStudy) before = dup_study (session);
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_assert_false (wsc_session_rename_group (session, 1, refused[i].name, &error));
      g_assert_error (error, WSC_ERROR, WSC_ERROR_FORMAT);
      g_assert_cmpstr (error->message, ==, refused[i].message);
      g_assert_true (wsc_study_equal (before, wsc_session_get_study (session)));
      g_clear_error (&error);
    }
  g_assert_true (wsc_session_rename_group (session, 1, "b", &error));
  g_assert_true (wsc_session_rename_group (session, 2, "c", &error));
  g_assert_true (wsc_study_equal (before, wsc_session_get_study (session)));
  g_assert_true (wsc_session_rename_group (session, 1, "Größe, \"so\"", &error));
  assert_groups (session, "a: 1; Größe, \"so\": 2-3");
  assert_one_step (session, before);
}

static void
test_remove (void)
{
  g_autoptr (WscSession) session = new_session ();
  set (session, "ssa.groups", "a: 1; b: 2-3; c: 4");
  g_autoptr (WscStudy) before = dup_study (session);
  wsc_session_remove_group (session, 3);
  g_assert_true (wsc_study_equal (before, wsc_session_get_study (session)));
  wsc_session_remove_group (session, 1);
  assert_groups (session, "a: 1; c: 4");
  assert_one_step (session, before);
  wsc_session_remove_group (session, 0);
  wsc_session_remove_group (session, 0);
  assert_groups (session, "");
  wsc_session_undo (session);
  assert_groups (session, "c: 4");
}

/* Edits of other options between them stay steps of their own. */
static void
test_steps_apart (void)
{
  g_autoptr (WscSession) session = new_session ();
  set (session, "ssa.grouping", "correlation");
  wsc_session_keep_groups (session);
  g_autofree char *kept = g_strdup (wsc_session_get_study (session)->ssa.groups);
  wsc_session_remove_group (session, 0);
  set (session, "ssa.window", "21");
  wsc_session_undo (session);
  g_assert_cmpint (wsc_session_get_study (session)->ssa.window, ==, 20);
  wsc_session_undo (session);
  g_assert_cmpstr (wsc_session_get_study (session)->ssa.groups, ==, kept);
  g_assert_cmpint (wsc_session_get_study (session)->ssa.grouping, ==, WSC_GROUPING_MANUAL);
  wsc_session_undo (session);
  g_assert_cmpint (wsc_session_get_study (session)->ssa.grouping, ==, WSC_GROUPING_CORRELATION);
  wsc_session_undo (session);
  g_assert_false (wsc_session_get_can_undo (session));
}

/* Before there is a series there is nothing to choose from. */
static void
test_without_series (void)
{
  g_autoptr (WscSession) session = wsc_session_new ();
  wsc_session_toggle_component (session, 0);
  wsc_session_take_suggestion (session);
  wsc_session_add_group (session, 0, 1);
  wsc_session_keep_groups (session);
  wsc_session_remove_group (session, 0);
  g_assert_false (wsc_session_get_can_undo (session));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/components/choose-first", test_choose_first);
  g_test_add_func ("/components/choose-place", test_choose_place);
  g_test_add_func ("/components/cut-tree", test_cut_tree);
  g_test_add_func ("/components/toggle", test_toggle);
  g_test_add_func ("/components/take-suggestion", test_take_suggestion);
  g_test_add_func ("/components/add-group", test_add_group);
  g_test_add_func ("/components/free-name", test_free_name);
  g_test_add_func ("/components/add-to-proposed", test_add_to_proposed);
  g_test_add_func ("/components/keep-nothing-new", test_keep_nothing_new);
  g_test_add_func ("/components/rename", test_rename);
  g_test_add_func ("/components/remove", test_remove);
  g_test_add_func ("/components/steps-apart", test_steps_apart);
  g_test_add_func ("/components/without-series", test_without_series);
  return g_test_run ();
}
