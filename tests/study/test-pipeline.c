/* The pipeline: reuse, progress, partial results, stopping anywhere. */
#include <math.h>
#include <glib/gstdio.h>

#include "small-studies.h"
#include "study/study-private.h"

static WscResults *
run_after (const char *assignments, WscResults *previous)
{
  g_autoptr (WscStudy) study = small_study (assignments);
  g_autoptr (GError) error = NULL;
  WscResults *results = wsc_pipeline_run (study, previous, NULL, &error);

  g_assert_no_error (error);
  return results;
}

static void
test_whole_run (void)
{
  g_autoptr (WscResults) results = run_small ("");
  const WscMetrics *metrics = wsc_results_get_metrics (results);

  g_assert_false (wsc_results_is_partial (results));
  g_assert_cmpuint (wsc_ensemble_get_n_trained (wsc_results_get_ensemble (results)), ==, 7);
  g_assert_cmpuint (wsc_neurons_get_count (wsc_results_get_neurons (results)), ==, 6);
  g_assert_cmpuint (wsc_neurons_get_dimension (wsc_results_get_neurons (results)), ==, 2);
  g_assert_true (isfinite (metrics->train_mse) && isfinite (metrics->test_mse));
  g_assert_nonnull (wsc_results_get_restored (results));
  for (guint i = WSC_STAGE_DATA; i <= WSC_STAGE_VIEW; i++)
    g_assert_nonnull (wsc_results_get_stage_key (results, i));
}

/* --- reuse ------------------------------------------------------------------- */

static void
assert_reused (const char *change, gboolean data, gboolean training, gboolean neurons)
{
  g_autoptr (WscResults) first = run_small ("");
  g_autoptr (WscResults) second = run_after (change, first);

  g_test_message ("%s", change);
  g_assert_cmpint (wsc_results_get_dataset (first) == wsc_results_get_dataset (second), ==, data);
  g_assert_cmpint (wsc_results_get_ensemble (first) == wsc_results_get_ensemble (second), ==, training);
  g_assert_cmpint (wsc_results_get_neurons (first) == wsc_results_get_neurons (second), ==, neurons);
  g_assert_false (wsc_results_is_partial (second));
  if (training)
    assert_same_metrics (wsc_results_get_metrics (first), wsc_results_get_metrics (second));
  /* what was reused is what would have been computed */
  g_autoptr (WscResults) fresh = run_after (change, NULL);
  assert_same_results (fresh, second);
}

static void
test_reuse (void)
{
  assert_reused ("", TRUE, TRUE, TRUE);
  assert_reused ("study.title=x", TRUE, TRUE, TRUE);
  assert_reused ("view.level=0.5", TRUE, TRUE, TRUE);
  assert_reused ("view.azimuth=10", TRUE, TRUE, TRUE);
  assert_reused ("estimate.align=none", TRUE, TRUE, FALSE);
  assert_reused ("estimate.side=outgoing", TRUE, TRUE, FALSE);
  assert_reused ("estimate.bias=true", TRUE, TRUE, FALSE);
  assert_reused ("estimate.layer=1", TRUE, TRUE, FALSE);
  assert_reused ("estimate.replicas=5", TRUE, FALSE, FALSE);
  assert_reused ("training.epochs=2", TRUE, FALSE, FALSE);
  assert_reused ("model.layers=auto;3;auto", TRUE, FALSE, FALSE);
  assert_reused ("data.noise=0.3", FALSE, FALSE, FALSE);
  assert_reused ("study.seed=2", FALSE, FALSE, FALSE);
}

static void
test_layers_follow_the_data (void)
{
  g_autoptr (WscResults) restore = run_small ("data.window=9");
  g_autoptr (WscResults) longer = run_small ("data.task=restore-longer data.horizon=11");
  g_autoptr (WscResults) table = run_small ("data.source=iris data.task=classify");
  const WscArchitecture *a = wsc_ensemble_get_architecture (wsc_results_get_ensemble (restore));
  const WscArchitecture *b = wsc_ensemble_get_architecture (wsc_results_get_ensemble (longer));
  const WscArchitecture *c = wsc_ensemble_get_architecture (wsc_results_get_ensemble (table));

  g_assert_true (a->sizes[0] == 9 && a->sizes[1] == 2 && a->sizes[2] == 9);
  g_assert_true (b->sizes[0] == 6 && b->sizes[2] == 11);
  g_assert_true (c->sizes[0] == 4 && c->sizes[2] == 3);
  g_assert_cmpstr (wsc_results_get_study (restore)->model.layers, ==, "auto;2;auto");
  g_assert_null (wsc_results_get_restored (table));
  g_assert_true (isfinite (wsc_results_get_metrics (table)->test_accuracy));
}

static void
test_one_replica (void)
{
  g_autoptr (WscResults) results = run_small ("estimate.replicas=1");
  g_auto (GStrv) notes = wsc_results_dup_notes (results);

  g_assert_null (wsc_results_get_neurons (results));
  g_assert_nonnull (wsc_results_get_metrics (results));
  g_assert_false (wsc_results_is_partial (results));
  g_assert_true (g_strv_contains ((const char *const *) notes,
                                  "One trained replica has no spread: set more replicas to see ellipsoids"));
}

/* More replicas are no help where all but one diverged. */
static void
test_one_replica_left (void)
{
  const WscModelSettings model = { .layers = (char *) "2;1;2", .activation = (char *) "tanh", .bias = TRUE };
  const gint32 diverged_at[] = { 0, 1, 1 };
  const float parameters[3 * 7] = { 0 };
  g_autoptr (WscStudy) study = wsc_study_new ();
  g_autoptr (WscResults) results = wsc_results_new (study);
  g_auto (GStrv) notes = NULL;
  WscArchitecture architecture;

  g_assert_true (wsc_architecture_init (&architecture, &model, NULL, NULL));
  results->ensemble = wsc_ensemble_new (&architecture, 3, parameters, diverged_at, 0, NULL, NULL, FALSE);
  notes = wsc_results_dup_notes (results);
  g_assert_cmpuint (g_strv_length (notes), ==, 2);
  g_assert_cmpstr (notes[0], ==, "2 of 3 replicas diverged at epoch 1: lower the learning rate");
  g_assert_cmpstr (notes[1], ==, "One replica is left, and one has no spread: there are no ellipsoids");
}

/* --- files ------------------------------------------------------------------- */

static void
write_series (const char *path, double height)
{
  GString *text = g_string_new ("t,value\n");

  for (int i = 0; i < 60; i++)
    g_string_append_printf (text, "%d,%.6f\n", i, height * sin (i * 0.4));
  g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
  g_string_free (text, TRUE);
}

/* Changed numbers are read again; a file that is gone, or only touched, trains nothing again. */
static void
test_file_changes (void)
{
  g_autofree char *folder = g_dir_make_tmp ("wsc-pipeline-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "a.csv", NULL);
  g_autofree char *assignments = g_strdup_printf ("data.source=file data.path=%s", path);

  write_series (path, 1);
  g_autoptr (WscResults) first = run_after (assignments, NULL);
  g_autoptr (WscResults) again = run_after (assignments, first);
  g_assert_true (wsc_results_get_dataset (again) == wsc_results_get_dataset (first));
  write_series (path, 1); /* touched */
  g_autoptr (WscResults) touched = run_after (assignments, first);
  g_assert_true (wsc_results_get_ensemble (touched) == wsc_results_get_ensemble (first));
  write_series (path, 2);
  g_autoptr (WscResults) changed = run_after (assignments, first);
  g_assert_true (wsc_results_get_ensemble (changed) != wsc_results_get_ensemble (first));
  g_remove (path);
  g_autoptr (WscResults) gone = run_after (assignments, changed);
  g_assert_true (wsc_results_get_dataset (gone) == wsc_results_get_dataset (changed));
  g_rmdir (folder);
}

static void
test_missing_file_names_the_twin (void)
{
  g_autoptr (WscStudy) study = small_study ("data.source=file data.path=/none/walk.csv study.twin=ecg");
  g_autoptr (GError) error = NULL;

  g_assert_null (wsc_pipeline_run (study, NULL, NULL, &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_FILE);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, "/none/walk.csv"));
  g_assert_true (g_str_has_suffix (error->message, "The study “ecg” shows the same with data that come with the program"));
}

static void
test_bad_study_is_refused (void)
{
  g_autoptr (WscStudy) study = small_study ("data.window=70 data.length=60");
  g_autoptr (GError) error = NULL;

  g_assert_null (wsc_pipeline_run (study, NULL, NULL, &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_RANGE);
}

/* More than any machine has, asked for in each way there is, and on results that are there already. */
static void
test_too_large_is_refused (void)
{
  static const char *const asked[] = {
    "model.layers=auto;40000;40000;auto estimate.replicas=2000",
    "estimate.replicas=100000 model.layers=auto;40000;40000;auto",
    "model.layers=auto;40000;40000;auto estimate.replicas=2 estimate.layer=2 estimate.side=outgoing",
  };
  g_autoptr (WscResults) small = run_small ("");

  for (gsize i = 0; i < G_N_ELEMENTS (asked); i++)
    {
      g_autoptr (WscStudy) study = small_study (asked[i]);
      g_autoptr (GError) error = NULL;

      g_assert_null (wsc_pipeline_run (study, small, NULL, &error));
      g_assert_error (error, WSC_ERROR, WSC_ERROR_RANGE);
      g_assert_true (g_str_has_prefix (error->message, "The networks and their neurons need about "));
    }
}

/* --- progress, partial results, stopping --------------------------------------- */

typedef struct
{
  guint n_reports;
  guint stop_at; /* the report that is answered FALSE; 0: none */
  double fraction;
  gboolean falls, out_of_range, without_phase, too_many;
  guint n_partials, n_with_neurons;
  gboolean wrong_partial;
} Watch;

static gboolean
on_report (gpointer user_data, const WscProgress *progress)
{
  Watch *watch = user_data;

  watch->n_reports++;
  watch->falls |= progress->fraction < watch->fraction;
  watch->out_of_range |= !(progress->fraction >= 0 && progress->fraction <= 1);
  watch->without_phase |= progress->phase == NULL || *progress->phase == '\0';
  watch->too_many |= progress->n_done > progress->n_replicas;
  watch->fraction = progress->fraction;
  return watch->n_reports != watch->stop_at;
}

/* Replicas, where the neurons have any, are the networks that are handed out beside them. */
static gboolean
fit_together (WscEnsemble *ensemble, WscNeurons *neurons)
{
  const guint n = wsc_neurons_get_n_replicas (neurons);

  return ensemble != NULL && (n == 0 || n == wsc_ensemble_get_n_trained (ensemble));
}

static void
on_partial (gpointer user_data, WscResults *results)
{
  Watch *watch = user_data;
  WscEnsemble *ensemble = wsc_results_get_ensemble (results);
  WscNeurons *neurons = wsc_results_get_neurons (results);

  watch->n_partials++;
  watch->n_with_neurons += neurons != NULL;
  watch->wrong_partial |= !wsc_results_is_partial (results) || wsc_results_get_metrics (results) != NULL
                          || wsc_results_get_dataset (results) == NULL
                          || (neurons != NULL && !fit_together (ensemble, neurons));
}

static void
test_progress (void)
{
  g_autoptr (WscStudy) study = small_study ("estimate.replicas=40");
  Watch watch = { 0 };
  WscObserver observer = { on_report, on_partial, &watch, 1 };
  g_autoptr (WscResults) results = wsc_pipeline_run (study, NULL, &observer, NULL);

  g_assert_nonnull (results);
  g_assert_cmpuint (watch.n_reports, >=, 4);
  g_assert_false (watch.falls || watch.out_of_range || watch.without_phase || watch.too_many);
  g_assert_cmpuint (watch.n_partials, >=, 1);
  g_assert_false (watch.wrong_partial);
}

typedef struct
{
  WscNeurons *own;
  gboolean before_others;
} OwnWatch;

static void
on_method (gpointer user_data, WscResults *results)
{
  OwnWatch *watch = user_data;
  guint n;
  WscEstimate *const *estimates = wsc_results_get_estimates (results, &n);

  /* An answer has its key when it is whole. */
  if (n != 1 || estimates[0]->key == NULL)
    return;
  watch->before_others = TRUE;
  watch->own = estimates[0]->neurons;
}

static void
test_own_method_comes_first (void)
{
  g_autoptr (WscStudy) study = small_study ("estimate.methods=variational");
  OwnWatch watch = { 0 };
  WscObserver observer = { NULL, on_method, &watch, 1 };
  g_autoptr (WscResults) results = wsc_pipeline_run (study, NULL, &observer, NULL);

  g_assert_nonnull (results);
  g_assert_true (watch.before_others);
  g_assert_true (watch.own == wsc_results_get_neurons (results));
}

/* What is done before the first epoch, as finding residuals, is not taken for training. */
static gboolean
on_training_report (gpointer user_data, const WscProgress *progress)
{
  double *first = user_data;

  if (progress->n_replicas > 0 && isnan (*first) && g_str_equal (progress->phase, "Training"))
    *first = progress->fraction;
  return isnan (*first);
}

static void
test_progress_of_training (void)
{
  g_autoptr (WscStudy) study = small_study ("data.length=2000 training.epochs=2000 estimate.replicas=64");
  double first = NAN;
  const WscObserver observer = { .report = on_training_report, .user_data = &first, .n_threads = 1 };
  g_autoptr (WscResults) results = wsc_pipeline_run (study, NULL, &observer, NULL);

  g_assert_true (wsc_results_is_partial (results));
  g_assert_cmpfloat (first, <, 0.4);
}

/* Watching changes nothing in what is computed. */
static void
test_watched_run_is_the_same (void)
{
  g_autoptr (WscStudy) study = small_study ("");
  Watch watch = { 0 };
  WscObserver observer = { on_report, on_partial, &watch, 2 };
  g_autoptr (WscResults) watched = wsc_pipeline_run (study, NULL, &observer, NULL);
  g_autoptr (WscResults) plain = run_small ("");

  assert_same_results (plain, watched);
}

static void
assert_stopped_well (const WscResults *results, guint at)
{
  WscEnsemble *ensemble = wsc_results_get_ensemble (results);
  WscNeurons *neurons = wsc_results_get_neurons (results);

  g_test_message ("stopped at report %u: %u trained", at, ensemble != NULL ? wsc_ensemble_get_n_trained (ensemble) : 0);
  g_assert_true (wsc_results_is_partial (results));
  g_assert_nonnull (wsc_results_get_dataset (results));
  g_assert_null (wsc_results_get_metrics (results));
  if (ensemble != NULL)
    g_assert_cmpuint (wsc_ensemble_get_n_trained (ensemble), >=, 1);
  if (neurons != NULL)
    g_assert_true (fit_together (ensemble, neurons));
}

/* One run for each report there is, stopped at it; then carried on from what came back. */
static void
test_stop_at_every_report (gconstpointer assignments)
{
  g_autoptr (WscResults) whole = run_small (assignments);
  g_autoptr (WscStudy) study = small_study (assignments);
  gboolean stopped = TRUE;

  for (guint at = 1; stopped; at += at < 40 ? 1 : 1 + at / 4)
    {
      Watch watch = { .stop_at = at };
      WscObserver observer = { on_report, on_partial, &watch, 1 };
      g_autoptr (GError) error = NULL;
      g_autoptr (WscResults) results = wsc_pipeline_run (study, NULL, &observer, &error);
      g_autoptr (WscResults) carried = NULL;

      stopped = watch.n_reports >= at;
      if (results == NULL)
        g_assert_error (error, WSC_ERROR, WSC_ERROR_STOPPED);
      else if (stopped && wsc_results_is_partial (results))
        assert_stopped_well (results, at);
      g_assert_cmpuint (watch.n_reports, <=, at == 0 || !stopped ? G_MAXUINT : at);
      g_assert_false (watch.wrong_partial);
      carried = wsc_pipeline_run (study, results, NULL, NULL);
      assert_same_results (whole, carried);
    }
}

/* --- the summary --------------------------------------------------------------- */

static void
count_value (gpointer user_data, const char *name, double value)
{
  GHashTable *seen = user_data;

  g_assert_true (g_hash_table_insert (seen, (gpointer) name, GINT_TO_POINTER (isfinite (value))));
}

static void
test_summary (void)
{
  g_autoptr (WscResults) results = run_small ("");
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  guint n;
  const WscSummaryName *names = wsc_summary_names (&n);

  wsc_results_summarise (results, count_value, seen);
  g_assert_nonnull (g_hash_table_lookup (seen, "estimate.mean-variance"));
  g_assert_nonnull (g_hash_table_lookup (seen, "training.test-mse"));
  g_assert_nonnull (g_hash_table_lookup (seen, "training.clean-mse"));
  g_assert_null (g_hash_table_lookup (seen, "training.test-accuracy"));
  for (guint i = 0; i < n; i++)
    {
      g_assert_true (g_hash_table_remove (seen, names[i].name));
      g_assert_cmpuint (strlen (names[i].about), >, 5);
    }
  g_assert_cmpuint (g_hash_table_size (seen), ==, 0);
}

static void
test_check (void)
{
  g_autoptr (WscStudy) study = small_study ("");
  g_autoptr (GString) report = g_string_new (NULL);
  WscExpectation items[] = { { g_strdup ("data.length"), 80, 80 },
                             { g_strdup ("estimate.neurons"), 7, INFINITY },
                             { g_strdup ("training.test-accuracy"), 0, 1 } };

  g_array_append_vals (study->expect, items, 1);
  g_autoptr (WscResults) good = wsc_pipeline_run (study, NULL, NULL, NULL);
  g_assert_true (wsc_results_check (good, report));
  g_assert_cmpstr (report->str, ==, "ok   data.length = 80, expected 80..80\n");

  g_array_append_vals (study->expect, items + 1, 2);
  g_autoptr (WscResults) bad = wsc_pipeline_run (study, good, NULL, NULL);
  g_string_truncate (report, 0);
  g_assert_false (wsc_results_check (bad, report));
  g_assert_cmpstr (report->str, ==,
                   "ok   data.length = 80, expected 80..80\nFAIL estimate.neurons = 6, expected 7..\n"
                   "FAIL training.test-accuracy = not known, expected 0..1\n");
}

/* What is on screen can be exported and saved though the view has changed since the run. */
static void
test_with_view (void)
{
  g_autoptr (WscResults) results = run_small ("view.level=0.95");
  g_autoptr (WscStudy) study = small_study ("view.level=0.5 view.axes=2;1;3 training.epochs=9 study.title=Seen");
  g_autoptr (WscResults) seen = wsc_results_with_view (results, study);
  g_autoptr (WscStudy) asked = small_study ("view.level=0.5 view.axes=2;1;3 study.title=Seen");
  g_autoptr (WscResults) run = wsc_pipeline_run (asked, results, NULL, NULL);

  g_assert_true (wsc_results_get_neurons (seen) == wsc_results_get_neurons (results));
  g_assert_true (wsc_study_equal (wsc_results_get_study (seen), asked));
  g_assert_cmpstr (wsc_results_get_stage_key (seen, WSC_STAGE_VIEW), ==, wsc_results_get_stage_key (run, WSC_STAGE_VIEW));
  g_assert_cmpfloat (wsc_results_get_study (results)->view.level, ==, 0.95);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/study/pipeline/whole-run", test_whole_run);
  g_test_add_func ("/study/pipeline/reuse", test_reuse);
  g_test_add_func ("/study/pipeline/layers-follow-the-data", test_layers_follow_the_data);
  g_test_add_func ("/study/pipeline/one-replica", test_one_replica);
  g_test_add_func ("/study/pipeline/one-replica-left", test_one_replica_left);
  g_test_add_func ("/study/pipeline/file-changes", test_file_changes);
  g_test_add_func ("/study/pipeline/missing-file-names-the-twin", test_missing_file_names_the_twin);
  g_test_add_func ("/study/pipeline/bad-study", test_bad_study_is_refused);
  g_test_add_func ("/study/pipeline/too-large-is-refused", test_too_large_is_refused);
  g_test_add_func ("/study/pipeline/progress", test_progress);
  g_test_add_func ("/study/pipeline/own-method-comes-first", test_own_method_comes_first);
  g_test_add_func ("/study/pipeline/progress-of-training", test_progress_of_training);
  g_test_add_func ("/study/pipeline/watched-run-is-the-same", test_watched_run_is_the_same);
  g_test_add_data_func ("/study/pipeline/stop-at-every-report", "estimate.replicas=48 training.epochs=300", test_stop_at_every_report);
  g_test_add_data_func ("/study/pipeline/stop-at-every-report/methods",
                        "estimate.method=variational estimate.methods=bootstrap;sandwich;sandwich-online;swag estimate.rank=2 "
                        "training.epochs=40 estimate.calibrate=20",
                        test_stop_at_every_report);
  g_test_add_func ("/study/pipeline/summary", test_summary);
  g_test_add_func ("/study/pipeline/check", test_check);
  g_test_add_func ("/study/pipeline/with-view", test_with_view);
  return g_test_run ();
}
