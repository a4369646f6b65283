/* The worker that makes networks smaller, and the edits of clusters: over networks that are trained, beside the one that trains. */
#include <glib/gstdio.h>

#include "session/support.h"

typedef struct
{
  WscSession *session;
  guint n_changes, n_previews;
} Fixture;

static gboolean
is_idle (gpointer session)
{
  return !wsc_session_get_reduction_job (session) && !wsc_session_get_running (session);
}

static void
wait_idle (Fixture *fixture)
{
  test_wait (is_idle, fixture->session);
}

static WscStudy *
new_study (const char *assignments)
{
  g_auto (GStrv) items = g_strsplit (assignments, " ", -1);
  WscStudy *study = test_new_study ();
  test_set (study, "data.test-share=0.3");
  test_set (study, "data.split=last");
  test_set (study, "reduction.step=0");
  for (char **item = items; *item; item++)
    if (**item)
      test_set (study, *item);
  return study;
}

static void
set_up_idle (Fixture *fixture, gconstpointer assignments)
{
  g_autoptr (WscStudy) study = new_study (assignments);
  fixture->session = wsc_session_new ();
  wsc_session_set_study (fixture->session, study, NULL);
  g_signal_connect_swapped (fixture->session, "reduction-changed", G_CALLBACK (test_count), &fixture->n_changes);
  g_signal_connect_swapped (fixture->session, "preview-changed", G_CALLBACK (test_count), &fixture->n_previews);
}

static void
set_up (Fixture *fixture, gconstpointer assignments)
{
  set_up_idle (fixture, assignments);
  wsc_session_set_reduction_wanted (fixture->session, TRUE);
  wsc_session_run (fixture->session);
  wait_idle (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
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

static const WscReductionParts *
get_parts (Fixture *fixture)
{
  WscResults *results = wsc_session_get_reduction (fixture->session);
  return results ? wsc_results_get_reduction (results) : NULL;
}

static guint
get_kept (Fixture *fixture)
{
  const WscReductionParts *parts = get_parts (fixture);
  g_assert_nonnull (parts);
  return parts->reduction ? parts->reduction->k : wsc_reducible_get_count (parts->reducible);
}

/* What the session shows is what the branch gives by itself over the networks that are shown. */
static void
assert_of_study (Fixture *fixture)
{
  const WscObserver observer = { .n_threads = 1 };
  g_autoptr (GError) error = NULL;
  g_autoptr (WscResults) expected = wsc_results_reduce (wsc_session_get_results (fixture->session), wsc_session_get_study (fixture->session),
                                                        WSC_NEED_FEWER, &observer, &error);
  g_assert_no_error (error);
  const WscReductionParts *a = wsc_results_get_reduction (expected), *b = get_parts (fixture);
  g_assert_nonnull (b);
  g_assert_null (wsc_session_get_reduction_problem (fixture->session));
  g_assert_true ((a->reduction == NULL) == (b->reduction == NULL));
  if (!a->reduction)
    return;
  g_assert_cmpuint (a->reduction->k, ==, b->reduction->k);
  g_assert_cmpmem (a->reduction->labels, a->reduction->m * sizeof (guint32), b->reduction->labels, b->reduction->m * sizeof (guint32));
  g_assert_cmpfloat (a->reduction->quality.test, ==, b->reduction->quality.test);
}

/* --- when it runs --------------------------------------------------------------- */

static void
test_follows (Fixture *fixture, gconstpointer data)
{
  WscResults *trained = wsc_session_get_results (fixture->session);
  g_assert_cmpuint (get_kept (fixture), ==, 10);
  for (guint k = 9; k >= 3; k -= 3)
    {
      wsc_session_choose_count (fixture->session, k);
      wait_idle (fixture);
      g_assert_cmpuint (get_kept (fixture), ==, k);
      assert_of_study (fixture);
    }
  set (fixture, "clusters.method", "ward");
  wait_idle (fixture);
  assert_of_study (fixture);
  /* Nothing was trained for it. */
  g_assert_true (wsc_session_get_results (fixture->session) == trained);
  g_assert_false (wsc_session_get_stale (fixture->session));
}

static void
test_wanted (Fixture *fixture, gconstpointer data)
{
  wsc_session_run (fixture->session);
  wait_idle (fixture);
  set (fixture, "clusters.count", "4");
  g_assert_null (wsc_session_get_reduction_job (fixture->session));
  g_assert_null (wsc_session_get_reduction (fixture->session));
  wsc_session_set_reduction_wanted (fixture->session, TRUE);
  wait_idle (fixture);
  g_assert_cmpuint (get_kept (fixture), ==, 4);
}

/* Colours by cluster are asked for on another page. */
static void
test_wanted_by_colour (Fixture *fixture, gconstpointer data)
{
  wsc_session_run (fixture->session);
  wait_idle (fixture);
  g_assert_null (get_parts (fixture));
  set (fixture, "view.colour", "cluster");
  wait_idle (fixture);
  g_assert_cmpuint (get_kept (fixture), ==, 3);
}

/* A dragged slider: each run that is replaced lets the next begin, and the last is the study's. */
static void
test_quick_edits (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 200; i++)
    {
      wsc_session_choose_count (fixture->session, 1 + i % 10);
      g_main_context_iteration (NULL, FALSE);
    }
  wsc_session_choose_count (fixture->session, 6);
  wait_idle (fixture);
  g_assert_cmpuint (get_kept (fixture), ==, 6);
  assert_of_study (fixture);
}

static void
test_follows_training (Fixture *fixture, gconstpointer data)
{
  WscNeurons *before = wsc_results_get_neurons (wsc_session_get_reduction (fixture->session));
  set (fixture, "study.seed", "7");
  wsc_session_run (fixture->session);
  wait_idle (fixture);
  WscNeurons *after = wsc_results_get_neurons (wsc_session_get_reduction (fixture->session));
  g_assert_true (before != after);
  g_assert_true (after == wsc_results_get_neurons (wsc_session_get_results (fixture->session)));
  assert_of_study (fixture);
}

static void
test_other_document (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WscStudy) study = new_study ("");
  guint before = fixture->n_changes;
  wsc_session_set_study (fixture->session, study, NULL);
  g_assert_null (wsc_session_get_reduction (fixture->session));
  g_assert_cmpuint (fixture->n_changes, >, before);
  wait_idle (fixture);
  g_assert_null (wsc_session_get_reduction (fixture->session));
}

/* A study is closed while its branch works. */
static void
test_shut_down (Fixture *fixture, gconstpointer data)
{
  set (fixture, "reduction.step", "1");
  set (fixture, "reduction.repeats", "1000");
  g_assert_nonnull (wsc_session_get_reduction_job (fixture->session));
  wsc_session_shut_down (fixture->session);
  g_assert_null (wsc_session_get_reduction_job (fixture->session));
}

static void
test_stop (Fixture *fixture, gconstpointer data)
{
  set (fixture, "reduction.step", "1");
  set (fixture, "reduction.repeats", "1000");
  wsc_session_stop_reduction (fixture->session);
  wait_idle (fixture);
  g_assert_null (wsc_session_get_reduction_problem (fixture->session));
  g_assert_cmpuint (get_kept (fixture), ==, 3);
}

/* --- edits ------------------------------------------------------------------------- */

static void
assert_one_step (Fixture *fixture, const WscStudy *before)
{
  g_autoptr (WscStudy) after = wsc_study_copy (wsc_session_get_study (fixture->session));
  g_assert_false (wsc_study_equal (before, after));
  wsc_session_undo (fixture->session);
  g_assert_true (wsc_study_equal (before, wsc_session_get_study (fixture->session)));
  wsc_session_redo (fixture->session);
  g_assert_true (wsc_study_equal (after, wsc_session_get_study (fixture->session)));
  wait_idle (fixture);
}

static void
test_choose_all (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WscStudy) before = wsc_study_copy (wsc_session_get_study (fixture->session));
  wsc_session_choose_count (fixture->session, 10);
  g_assert_cmpint (wsc_session_get_study (fixture->session)->clusters.count, ==, 0);
  assert_one_step (fixture, before);
  g_assert_null (get_parts (fixture)->reduction);
}

static void
test_merge (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WscStudy) before = wsc_study_copy (wsc_session_get_study (fixture->session));
  g_assert_true (wsc_session_can_merge (fixture->session, 6, 2));
  wsc_session_merge_neurons (fixture->session, 6, 2);
  g_assert_cmpstr (wsc_session_get_study (fixture->session)->clusters.merges, ==, "3+7");
  assert_one_step (fixture, before);
  g_assert_cmpuint (get_kept (fixture), ==, 9);
  g_assert_cmpuint (get_parts (fixture)->clusters->labels[2], ==, get_parts (fixture)->clusters->labels[6]);
  /* What is one already is not merged again. */
  g_assert_false (wsc_session_can_merge (fixture->session, 2, 6));
  g_assert_false (wsc_session_can_merge (fixture->session, 2, 2));
  g_assert_false (wsc_session_can_merge (fixture->session, 2, 10));
  wsc_session_merge_neurons (fixture->session, 2, 6);
  wsc_session_merge_neurons (fixture->session, 0, 2);
  g_assert_cmpstr (wsc_session_get_study (fixture->session)->clusters.merges, ==, "3+7;1+3");
  wait_idle (fixture);
  g_assert_cmpuint (get_kept (fixture), ==, 8);
  assert_of_study (fixture);
  wsc_session_clear_merges (fixture->session);
  wait_idle (fixture);
  g_assert_null (get_parts (fixture)->reduction);
}

static void
test_no_merges_of_selections (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpuint (get_kept (fixture), ==, 3);
  g_assert_false (wsc_session_can_merge (fixture->session, 0, 1));
}

/* A network with fewer neurons than were merged by hand: told, and what was shown stays. */
static void
test_merges_of_other_networks (Fixture *fixture, gconstpointer data)
{
  set (fixture, "clusters.merges", "9+10");
  wait_idle (fixture);
  g_assert_cmpuint (get_kept (fixture), ==, 9);
  set (fixture, "data.window", "6");
  set (fixture, "model.layers", "6;2;6");
  wsc_session_run (fixture->session);
  wait_idle (fixture);
  g_assert_cmpstr (wsc_session_get_reduction_problem (fixture->session), ==,
                   "There is no neuron 9 to merge; allowed: 1 to 6 (clusters.merges)");
  wsc_session_clear_merges (fixture->session);
  wait_idle (fixture);
  g_assert_null (wsc_session_get_reduction_problem (fixture->session));
  g_assert_cmpuint (get_kept (fixture), ==, 6);
}

static void
test_take_count (Fixture *fixture, gconstpointer data)
{
  const char *reason;
  g_assert_cmpuint (wsc_session_get_proposed_count (fixture->session, &reason), ==, 0);
  g_assert_null (reason);
  wsc_session_take_count (fixture->session);
  g_assert_cmpint (wsc_session_get_study (fixture->session)->clusters.count, ==, 0);
  set (fixture, "clusters.suggest", "silhouette");
  wait_idle (fixture);
  g_autoptr (WscStudy) before = wsc_study_copy (wsc_session_get_study (fixture->session));
  const guint k = wsc_session_get_proposed_count (fixture->session, &reason);
  g_assert_cmpuint (k, ==, get_parts (fixture)->suggestion->k);
  g_assert_nonnull (reason);
  wsc_session_take_count (fixture->session);
  assert_one_step (fixture, before);
  g_assert_cmpuint (get_kept (fixture), ==, k);
}

/* --- previews -------------------------------------------------------------------------- */

static gboolean
is_answered (gpointer session)
{
  return wsc_session_get_preview (session) != NULL;
}

/* What was told beforehand is what it then costs. */
static void
test_preview (Fixture *fixture, gconstpointer data)
{
  const double before = wsc_reducible_get_quality (get_parts (fixture)->reducible)->test;
  wsc_session_preview_merge (fixture->session, 2, 6);
  g_assert_null (wsc_session_get_preview (fixture->session));
  test_wait (is_answered, fixture->session);
  g_autofree char *told = g_strdup (wsc_session_get_preview (fixture->session));
  wsc_session_merge_neurons (fixture->session, 2, 6);
  wait_idle (fixture);
  g_autofree char *expected
      = g_strdup_printf ("Merge 3 and 7: MSE %.4g → %.4g, 10 → 9 neurons", before, get_parts (fixture)->reduction->quality.test);
  g_assert_cmpstr (told, ==, expected);
}

/* Of many questions the last is answered. */
static void
test_latest_preview (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 300; i++)
    {
      wsc_session_preview_merge (fixture->session, 0, (gint) (1 + i % 9));
      g_main_context_iteration (NULL, FALSE);
    }
  wsc_session_preview_merge (fixture->session, 4, 5);
  test_wait (is_answered, fixture->session);
  g_assert_true (g_str_has_prefix (wsc_session_get_preview (fixture->session), "Merge 5 and 6: "));
  wsc_session_preview_merge (fixture->session, 4, 4);
  g_assert_null (wsc_session_get_preview (fixture->session));
}

/* Nobody waits for the answer any more. */
static void
test_unanswered_preview (Fixture *fixture, gconstpointer data)
{
  wsc_session_preview_merge (fixture->session, 0, 1);
  wsc_session_preview_merge (fixture->session, -1, -1);
  g_assert_null (wsc_session_get_preview (fixture->session));
  wsc_session_preview_merge (fixture->session, 0, 2);
  wsc_session_shut_down (fixture->session);
  test_wait (is_answered, fixture->session);
}

/* --- files ---------------------------------------------------------------------------------- */

typedef struct
{
  gboolean done;
  GError *error;
} Saved;

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Saved *saved = user_data;
  wsc_session_save_network_finish (WSC_SESSION (source), result, &saved->error);
  saved->done = TRUE;
}

static void
test_save_network (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_dir_make_tmp ("weightscape-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "small.safetensors", NULL), *text = NULL;
  Saved saved = { 0 };
  wsc_session_save_network_async (fixture->session, path, on_saved, &saved);
  test_wait (test_is_set, &saved.done);
  g_assert_no_error (saved.error);
  g_autoptr (WscNetwork) network = wsc_network_load (path, NULL, &text, NULL, &saved.error);
  g_assert_no_error (saved.error);
  const WscNetwork *expected = get_parts (fixture)->reduction->smaller;
  const gsize size = wsc_architecture_get_n_parameters (&expected->architecture) * sizeof (double);
  g_assert_cmpmem (network->parameters, size, expected->parameters, size);
  g_autoptr (WscStudy) study = wsc_study_from_text (text, NULL);
  g_assert_cmpint (study->clusters.count, ==, 3);
  g_remove (path);
  g_rmdir (folder);
}

static void
test_save_nothing (Fixture *fixture, gconstpointer data)
{
  Saved saved = { 0 };
  wsc_session_save_network_async (fixture->session, "/nowhere/small.npz", on_saved, &saved);
  test_wait (test_is_set, &saved.done);
  g_assert_error (saved.error, WSC_ERROR, WSC_ERROR_FILE);
  g_assert_cmpstr (saved.error->message, ==, "There is no smaller network to save in /nowhere/small.npz: every neuron stays");
  g_clear_error (&saved.error);
}

#define ADD(name, assignments, prepare, func) g_test_add ("/reduction/" name, Fixture, assignments, prepare, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("follows", "", set_up, test_follows);
  ADD ("wanted", "", set_up_idle, test_wanted);
  ADD ("wanted-by-colour", "clusters.count=3", set_up_idle, test_wanted_by_colour);
  ADD ("quick-edits", "", set_up, test_quick_edits);
  ADD ("follows-training", "clusters.count=3", set_up, test_follows_training);
  ADD ("other-document", "clusters.count=3", set_up, test_other_document);
  ADD ("shut-down", "clusters.count=3", set_up, test_shut_down);
  ADD ("stop", "clusters.count=3", set_up, test_stop);
  ADD ("choose-all", "clusters.count=3", set_up, test_choose_all);
  ADD ("merge", "", set_up, test_merge);
  ADD ("no-merges-of-selections", "clusters.count=3 reduction.method=variance", set_up, test_no_merges_of_selections);
  ADD ("merges-of-other-networks", "", set_up, test_merges_of_other_networks);
  ADD ("take-count", "", set_up, test_take_count);
  ADD ("preview", "", set_up, test_preview);
  ADD ("latest-preview", "", set_up, test_latest_preview);
  ADD ("unanswered-preview", "", set_up, test_unanswered_preview);
  ADD ("save-network", "clusters.count=3", set_up, test_save_network);
  ADD ("save-nothing", "", set_up, test_save_nothing);
  return g_test_run ();
}
