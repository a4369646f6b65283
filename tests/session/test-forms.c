/* A document as published and corrected: the switch, what it keeps, and what both follow. */
#include "session/support.h"
#include "study/forms.h"

typedef struct
{
  WscSession *session, *other;
} Fixture;

static gboolean
is_idle (gpointer data)
{
  Fixture *fixture = data;
  WscSession *const both[2] = { fixture->session, fixture->other };
  for (guint i = 0; i < 2; i++)
    if (wsc_session_get_running (both[i]) || wsc_session_get_series_job (both[i]) || wsc_session_get_reduction_job (both[i]))
      return FALSE;
  return TRUE;
}

static void
wait_idle (Fixture *fixture)
{
  test_wait (is_idle, fixture);
}

static void
set_up (Fixture *fixture, gconstpointer name)
{
  g_autoptr (GError) error = NULL;
  fixture->session = wsc_session_new ();
  fixture->other = wsc_session_get_other (fixture->session);
  wsc_session_open (fixture->session, name, &error);
  g_assert_no_error (error);
  wsc_session_set_live (fixture->session, FALSE);
}

static void
tear_down (Fixture *fixture, gconstpointer name)
{
  g_assert_finalize_object (fixture->session);
}

static void
set (Fixture *fixture, const char *key, const char *text)
{
  g_autoptr (GError) error = NULL;
  wsc_session_set_option (fixture->session, key, text, &error);
  g_assert_no_error (error);
}

static WscForm
get_form (WscSession *session)
{
  return wsc_study_get_form (wsc_session_get_study (session));
}

/* The document is the study that is shipped under `name`, and its other form is the one beside it. */
static void
assert_shipped (Fixture *fixture, const char *name)
{
  g_autoptr (WscStudy) study = wsc_study_load (name, NULL), other = wsc_study_load (study->counterpart, NULL);
  g_assert_true (wsc_study_equal (wsc_session_get_study (fixture->session), study));
  g_assert_true (wsc_study_equal (wsc_session_get_study (fixture->other), other));
}

static void
test_switch_is_one_step (Fixture *fixture, gconstpointer name)
{
  assert_shipped (fixture, "fig6");
  g_assert_true (wsc_session_has_forms (fixture->session));
  wsc_session_switch_form (fixture->session);
  assert_shipped (fixture, "fig6-as-published");
  g_assert_cmpstr (wsc_session_get_undo_label (fixture->session), ==, "Undo switch to As published");
  g_assert_true (wsc_session_get_modified (fixture->session));
  wsc_session_undo (fixture->session);
  assert_shipped (fixture, "fig6");
  g_assert_false (wsc_session_get_can_undo (fixture->session));
  g_assert_false (wsc_session_get_modified (fixture->session));
  g_assert_cmpstr (wsc_session_get_redo_label (fixture->session), ==, "Redo switch to As published");
  wsc_session_redo (fixture->session);
  assert_shipped (fixture, "fig6-as-published");
  wsc_session_switch_form (fixture->session);
  assert_shipped (fixture, "fig6");
  g_assert_cmpstr (wsc_session_get_undo_label (fixture->session), ==, "Undo switch to Corrected");
}

/* Nothing was run, so nothing runs. */
static void
test_switch_runs_nothing_unasked (Fixture *fixture, gconstpointer name)
{
  wsc_session_switch_form (fixture->session);
  wsc_session_set_forms_wanted (fixture->session, TRUE);
  g_assert_true (is_idle (fixture));
  g_assert_null (wsc_session_get_results (fixture->session));
  g_assert_null (wsc_session_get_results (fixture->other));
}

/* An edit holds for both, but for what a form is made of, which it keeps. */
static void
test_edits (Fixture *fixture, gconstpointer name)
{
  set (fixture, "data.noise", "0.4");
  set (fixture, "training.learning-rate", "0.25");
  g_assert_cmpfloat (wsc_session_get_study (fixture->other)->data.noise, ==, 0.4);
  g_assert_cmpfloat (wsc_session_get_study (fixture->other)->training.learning_rate, ==, 0.001);
  wsc_session_switch_form (fixture->session);
  g_assert_cmpfloat (wsc_session_get_study (fixture->session)->data.noise, ==, 0.4);
  set (fixture, "data.noise", "0.1");
  set (fixture, "training.learning-rate", "0.002");
  wsc_session_switch_form (fixture->session);
  g_assert_cmpint (get_form (fixture->session), ==, WSC_FORM_CORRECTED);
  g_assert_cmpfloat (wsc_session_get_study (fixture->session)->data.noise, ==, 0.1);
  g_assert_cmpfloat (wsc_session_get_study (fixture->session)->training.learning_rate, ==, 0.25);
  g_assert_cmpfloat (wsc_session_get_study (fixture->other)->training.learning_rate, ==, 0.002);
  /* back through both switches */
  for (guint i = 0; i < 6; i++)
    wsc_session_undo (fixture->session);
  g_assert_false (wsc_session_get_can_undo (fixture->session));
  assert_shipped (fixture, "fig6");
}

static void
make_small (Fixture *fixture)
{
  set (fixture, "data.length", "80");
  set (fixture, "estimate.replicas", "7");
  set (fixture, "training.epochs", "3");
}

/* Each keeps what was computed of it, so a switch shows it at once. */
static void
test_results_are_kept (Fixture *fixture, gconstpointer name)
{
  make_small (fixture);
  wsc_session_run (fixture->session);
  wait_idle (fixture);
  g_assert_null (wsc_session_get_results (fixture->other));
  g_autoptr (WscResults) corrected = wsc_results_ref (wsc_session_get_results (fixture->session));

  /* one was looked at, so the other is computed */
  wsc_session_switch_form (fixture->session);
  g_assert_true (wsc_session_get_running (fixture->session));
  g_assert_null (wsc_session_get_results (fixture->session));
  g_assert_true (wsc_session_get_results (fixture->other) == corrected);
  wait_idle (fixture);
  g_autoptr (WscResults) published = wsc_results_ref (wsc_session_get_results (fixture->session));
  g_assert_false (wsc_session_get_stale (fixture->session));
  g_assert_cmpint (wsc_results_get_study (published)->estimate.align, ==, WSC_ALIGN_NONE);

  for (guint i = 0; i < 4; i++)
    {
      wsc_session_switch_form (fixture->session);
      g_assert_true (is_idle (fixture));
      g_assert_true (wsc_session_get_results (fixture->session) == (i % 2 ? published : corrected));
      g_assert_true (wsc_session_get_results (fixture->other) == (i % 2 ? corrected : published));
      g_assert_false (wsc_session_get_stale (fixture->session));
    }
  wsc_session_undo (fixture->session);
  g_assert_true (wsc_session_get_results (fixture->session) == corrected);
}

/* Where both are looked at one run is for both, and one stop. */
static void
test_both_run (Fixture *fixture, gconstpointer name)
{
  make_small (fixture);
  wsc_session_set_forms_wanted (fixture->session, TRUE);
  wsc_session_run (fixture->session);
  g_assert_true (wsc_session_get_running (fixture->session));
  g_assert_true (wsc_session_get_running (fixture->other));
  wait_idle (fixture);
  g_assert_nonnull (wsc_session_get_results (fixture->session));
  g_assert_nonnull (wsc_session_get_results (fixture->other));
  set (fixture, "data.noise", "0.4");
  g_assert_true (wsc_session_get_stale (fixture->session));
  g_assert_true (wsc_session_get_stale (fixture->other));

  set (fixture, "training.epochs", "100000");
  wsc_session_run (fixture->session);
  g_assert_true (wsc_session_get_running (fixture->other));
  wsc_session_stop (fixture->session);
  wait_idle (fixture);
}

/* A switch in the middle of a run: what runs then is what is looked at. */
static void
test_switch_while_running (Fixture *fixture, gconstpointer name)
{
  make_small (fixture);
  set (fixture, "training.epochs", "100000");
  wsc_session_run (fixture->session);
  wsc_session_switch_form (fixture->session);
  g_assert_true (wsc_session_get_running (fixture->session));
  g_assert_false (wsc_session_get_running (fixture->other));
  set (fixture, "training.epochs", "3");
  wsc_session_run (fixture->session);
  wait_idle (fixture);
  g_assert_cmpint (wsc_results_get_study (wsc_session_get_results (fixture->session))->estimate.align, ==, WSC_ALIGN_NONE);
}

/* The series is analysed without being asked, once somebody looks. */
static void
test_series (Fixture *fixture, gconstpointer name)
{
  wait_idle (fixture);
  g_assert_nonnull (wsc_session_get_series (fixture->session));
  g_assert_null (wsc_session_get_series (fixture->other));
  wsc_session_set_forms_wanted (fixture->session, TRUE);
  g_assert_nonnull (wsc_session_get_series_job (fixture->other));
  wait_idle (fixture);
  g_autoptr (WscResults) other = wsc_results_ref (wsc_session_get_series (fixture->other));
  g_assert_nonnull (wsc_results_get_series (other)->sweep);
  wsc_session_switch_form (fixture->session);
  g_assert_true (wsc_session_get_series (fixture->session) == other);
  wait_idle (fixture);
  g_assert_cmpint (wsc_results_get_study (wsc_session_get_series (fixture->session))->ssa.sweep_step, ==, 10);
  g_assert_cmpint (wsc_results_get_study (wsc_session_get_series (fixture->other))->ssa.sweep_step, ==, 1);
}

/* A study with one form has nothing to switch to, and what was of the document before is gone. */
static void
test_other_document (Fixture *fixture, gconstpointer name)
{
  g_autoptr (GError) error = NULL;
  make_small (fixture);
  wsc_session_set_forms_wanted (fixture->session, TRUE);
  wsc_session_run (fixture->session);
  wait_idle (fixture);
  wsc_session_open (fixture->session, "iris", &error);
  g_assert_no_error (error);
  g_assert_false (wsc_session_has_forms (fixture->session));
  g_assert_null (wsc_session_get_results (fixture->other));
  wsc_session_switch_form (fixture->session);
  g_assert_false (wsc_session_get_can_undo (fixture->session));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, study, func) g_test_add ("/session/forms/" name, Fixture, study, set_up, func, tear_down)
  ADD ("switch-is-one-step", "fig6", test_switch_is_one_step);
  ADD ("switch-runs-nothing-unasked", "fig6", test_switch_runs_nothing_unasked);
  ADD ("edits", "fig6", test_edits);
  ADD ("results-are-kept", "fig6", test_results_are_kept);
  ADD ("both-run", "fig6", test_both_run);
  ADD ("switch-while-running", "fig6", test_switch_while_running);
  ADD ("series", "fig4", test_series);
  ADD ("other-document", "fig6", test_other_document);
  return g_test_run ();
}
