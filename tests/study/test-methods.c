/* Several methods in one study: what is reused, what is told, and what is refused. */
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

/* --- reuse ------------------------------------------------------------------- */

/* Each step from the results before it, and beside it a run that knows of none. */
static void
test_random_walk (void)
{
  static const char *const steps[] = {
    "estimate.method=bootstrap",
    "estimate.method=sandwich",
    "estimate.method=variational",
    "estimate.method=swag",
    "estimate.method=batch-means",
    "estimate.method=sandwich-online",
    "estimate.methods=",
    "estimate.methods=sandwich",
    "estimate.methods=bootstrap;swag",
    "estimate.methods=sandwich;sandwich-online;batch-means;variational;swag",
    "estimate.methods=swag;sandwich",
    "estimate.align=auto",
    "estimate.align=none",
    "estimate.align=procrustes",
    "estimate.side=outgoing",
    "estimate.side=incoming",
    "estimate.layer=0",
    "estimate.layer=1",
    "estimate.bias=true",
    "estimate.bias=false",
    "estimate.calibrate=0",
    "estimate.calibrate=8",
    "estimate.root-n=true",
    "estimate.root-n=false",
    "estimate.hessian=gauss-newton",
    "estimate.hessian=exact",
    "estimate.beta=0.5",
    "estimate.replicas=5",
    "training.epochs=7",
    "view.level=0.5",
    "view.overlay=true",
    "study.title=x",
    "model.activation=relu",
    "estimate.start=independent",
    "estimate.start=shared",
    "data.noise=0.3",
    "estimate.family=low-rank",
    "model.activation=tanh",
    "model.activation=identity",
  };
  g_autoptr (WscStudy) study = small_study ("training.epochs=6 estimate.rank=2");
  g_autoptr (WscResults) results = NULL;

  for (guint i = 0; i < 150; i++)
    {
      const char *step = steps[g_test_rand_int_range (0, G_N_ELEMENTS (steps))];
      g_autoptr (WscResults) fresh = NULL, next = NULL;
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", step);
      g_assert_true (wsc_study_set (study, step, NULL));
      fresh = wsc_pipeline_run (study, NULL, NULL, &error);
      g_assert_no_error (error);
      next = wsc_pipeline_run (study, results, NULL, &error);
      g_assert_no_error (error);
      assert_same_results (fresh, next);
      g_clear_pointer (&results, wsc_results_unref);
      results = g_steal_pointer (&next);
    }
}

/* Which answers stay the very same, and whether the one network was trained again. */
static void
assert_methods_reused (const char *before, const char *after, gboolean training, guint n_kept)
{
  g_autoptr (WscResults) first = run_small (before);
  g_autoptr (WscResults) second = run_after (after, first);
  guint n, m, kept = 0;
  WscEstimate *const *x = wsc_results_get_estimates (first, &n), *const *y = wsc_results_get_estimates (second, &m);

  g_test_message ("%s, then %s", before, after);
  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < m; j++)
      kept +=
          (x[i]->found != NULL ? x[i]->found : x[i]->neurons) == (y[j]->found != NULL ? y[j]->found : y[j]->neurons);
  g_assert_cmpint (wsc_results_get_ensemble (first) == wsc_results_get_ensemble (second), ==, training);
  g_assert_cmpuint (kept, ==, n_kept);
}

static void
test_reuse_of_methods (void)
{
  assert_methods_reused ("", "estimate.methods=sandwich", TRUE, 1);
  assert_methods_reused ("estimate.methods=sandwich", "", TRUE, 1);
  assert_methods_reused ("estimate.methods=sandwich", "estimate.methods=variational;sandwich", TRUE, 2);
  assert_methods_reused ("estimate.methods=sandwich", "estimate.method=sandwich estimate.methods=bootstrap", FALSE, 2);
  assert_methods_reused ("estimate.method=sandwich", "estimate.method=sandwich estimate.methods=bootstrap", TRUE, 1);
  assert_methods_reused ("estimate.methods=sandwich", "estimate.methods=sandwich estimate.floor=0.01", TRUE, 1);
  assert_methods_reused ("estimate.methods=sandwich", "estimate.methods=sandwich estimate.calibrate=4", TRUE, 2);
  assert_methods_reused ("estimate.methods=sandwich", "estimate.methods=sandwich estimate.replicas=5", FALSE, 1);
  assert_methods_reused ("estimate.methods=sandwich", "estimate.methods=sandwich estimate.layer=1", TRUE, 0);
}

/* What was compared and calibrated is taken over whole while only the view changes. */
static void
test_reuse_of_calibration (void)
{
  g_autoptr (WscResults) first = run_small ("estimate.methods=sandwich estimate.calibrate=6");
  g_autoptr (WscResults) second = run_after ("estimate.methods=sandwich estimate.calibrate=6 view.level=0.5", first);
  guint n, m;
  WscEstimate *const *x = wsc_results_get_estimates (first, &n), *const *y = wsc_results_get_estimates (second, &m);

  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpuint (m, ==, 2);
  g_assert_true (x[0] == y[0] && x[1] == y[1]);
  g_assert_cmpuint (x[0]->n_fresh, ==, 6);
  g_assert_nonnull (x[1]->centred);
}

static void
test_threads_of_methods (void)
{
  g_autoptr (WscStudy) study = small_study (EVERY_METHOD " estimate.calibrate=9");
  g_autoptr (WscResults) one = NULL;

  for (guint n = 1; n <= 3; n++)
    {
      const WscObserver observer = { .n_threads = n };
      g_autoptr (WscResults) results = wsc_pipeline_run (study, NULL, &observer, NULL);

      g_assert_nonnull (results);
      if (one == NULL)
        one = wsc_results_ref (results);
      assert_same_results (one, results);
    }
}

/* --- what is told ---------------------------------------------------------------- */

static void
take_value (gpointer user_data, const char *name, double value)
{
  double *number = g_new (double, 1);

  *number = value;
  g_hash_table_insert (user_data, g_strdup (name), number);
}

static GHashTable *
summarise (const WscResults *results)
{
  GHashTable *values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  wsc_results_summarise (results, take_value, values);
  return values;
}

static double
get_value (GHashTable *values, const char *name)
{
  const double *value = g_hash_table_lookup (values, name);

  g_test_message ("%s", name);
  g_assert_nonnull (value);
  return *value;
}

/* Means over the neurons of what compares each with the study's own, and nothing of methods that were not asked. */
static void
test_summary (void)
{
  g_autoptr (WscResults) results = run_small ("estimate.methods=sandwich estimate.calibrate=12 view.level=0.9");
  g_autoptr (GHashTable) values = summarise (results);
  guint n;
  WscEstimate *const *estimates = wsc_results_get_estimates (results, &n);
  double log_volume = 0, flatness = 0, centred = 0;

  for (guint k = 0; k < 6; k++)
    {
      WscComparison comparison;

      g_assert_true (wsc_estimate_compare (estimates[1], estimates[0], k, 0.9, &comparison, NULL));
      log_volume += log (comparison.volume) / 6;
      flatness += 1 / comparison.axis_ratio / 6;
      centred += estimates[1]->centred[k] / 6;
    }
  g_assert_cmpfloat_with_epsilon (log (get_value (values, "volume.sandwich")), log_volume, 1e-9);
  g_assert_cmpfloat_with_epsilon (get_value (values, "flatness.sandwich"), flatness, 1e-12);
  g_assert_cmpfloat_with_epsilon (get_value (values, "coverage.sandwich"), centred, 1e-12);
  g_assert_cmpfloat (get_value (values, "residual.sandwich"), ==, estimates[1]->residual);
  g_assert_true (isnan (get_value (values, "residual.bootstrap")));
  g_assert_true (isfinite (get_value (values, "volume.bootstrap")));
  g_assert_true (isnan (get_value (values, "volume.swag")));
  g_assert_true (isnan (get_value (values, "coverage.variational")));
}

static gboolean
has_note (const WscResults *results, const char *start)
{
  g_auto (GStrv) notes = wsc_results_dup_notes (results);

  for (char **note = notes; *note != NULL; note++)
    if (g_str_has_prefix (*note, start))
      return TRUE;
  return FALSE;
}

static void
test_notes (void)
{
  g_autoptr (WscResults) results = run_small ("estimate.methods=sandwich estimate.root-n=true");
  g_autofree char *label = g_strconcat (wsc_study_get_method_label (WSC_METHOD_SANDWICH), ": ", NULL);
  g_autofree char *unit = g_strconcat (label, "The covariances are those of √n times the weights", NULL);
  g_autofree char *residual = g_strconcat (label, "its means lie ", NULL);
  g_autoptr (WscResults) plain = run_small ("estimate.methods=sandwich");
  g_autoptr (WscResults) many = run_small ("estimate.methods=sandwich model.layers=auto;30;auto");
  g_autofree char *few = NULL;
  gsize n;

  wsc_dataset_get_train (wsc_results_get_dataset (many), &n);
  few = g_strdup_printf ("%zu samples cannot fix 396 parameters: ", n);

  g_assert_true (has_note (results, unit));
  g_assert_true (has_note (results, residual));
  g_assert_false (has_note (results, few));
  g_assert_true (has_note (many, few));
  g_assert_false (has_note (plain, unit));
}

/* The study's own first, each once, whatever was named. */
static void
test_order (void)
{
  g_autoptr (WscResults) results =
      run_small ("estimate.method=swag estimate.methods=variational;swag;sandwich estimate.rank=2 training.epochs=6");
  const int expected[] = { WSC_METHOD_SWAG, WSC_METHOD_VARIATIONAL, WSC_METHOD_SANDWICH };
  guint n;
  WscEstimate *const *estimates = wsc_results_get_estimates (results, &n);

  g_assert_cmpuint (n, ==, 3);
  for (guint i = 0; i < n; i++)
    {
      g_assert_cmpint (estimates[i]->method, ==, expected[i]);
      g_assert_true (isnan (estimates[i]->residual) == (i == 0));
    }
  g_assert_true (estimates[0]->neurons == wsc_results_get_neurons (results));
}

/* One network has no spread for the bootstrap to compare others with. */
static void
test_one_replica (void)
{
  g_autoptr (WscResults) none = run_small ("estimate.replicas=1 estimate.methods=sandwich");
  g_autoptr (WscResults) own = run_small ("estimate.replicas=1 estimate.method=sandwich");
  guint n;

  wsc_results_get_estimates (none, &n);
  g_assert_cmpuint (n, ==, 0);
  g_assert_null (wsc_results_get_neurons (none));
  g_assert_nonnull (wsc_results_get_neurons (own));
}

static double
get_needed (const WscResults *results, const char *assignments)
{
  g_autoptr (WscStudy) study = small_study (assignments);

  return wsc_memory_needed (study, wsc_results_get_dataset (results),
                            wsc_ensemble_get_architecture (wsc_results_get_ensemble (results)));
}

/* Replicas that nothing trains take no room; networks on fresh noise do. */
static void
test_memory (void)
{
  g_autoptr (WscResults) results = run_small ("estimate.method=sandwich");
  const double one = get_needed (results, "estimate.method=sandwich estimate.replicas=1");
  const double many = get_needed (results, "estimate.replicas=1000");

  g_assert_cmpfloat (get_needed (results, "estimate.method=sandwich estimate.replicas=1000"), ==, one);
  g_assert_cmpfloat (many, >, 10 * one);
  g_assert_cmpfloat (get_needed (results, "estimate.method=sandwich estimate.methods=bootstrap estimate.replicas=1000"),
                     ==, many);
  g_assert_cmpfloat (get_needed (results, "estimate.method=sandwich estimate.calibrate=1000"), ==, many);
}

static void
assert_refused (const char *assignments, const char *message)
{
  g_autoptr (WscStudy) study = small_study (assignments);
  g_autoptr (GError) error = NULL;

  g_assert_null (wsc_pipeline_run (study, NULL, NULL, &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_RANGE);
  g_assert_cmpstr (error->message, ==, message);
}

static void
test_refused (void)
{
  assert_refused ("estimate.method=swag training.epochs=1",
                  "After a burn-in of 0.5, 1 epochs leave 1 iterates; a covariance needs at least 2");
  assert_refused ("estimate.methods=swag training.epochs=1",
                  "After a burn-in of 0.5, 1 epochs leave 1 iterates; a covariance needs at least 2");
  assert_refused (
      "data.source=iris estimate.calibrate=5",
      "Iris has no version without noise to compare with; estimate.calibrate needs one, as the noisy sine has");
  assert_refused (
      "estimate.methods=bootstrap;sandwich estimate.method=swag estimate.rank=2 training.epochs=6 estimate.replicas=1",
      "1 trained replica; a covariance needs at least 2");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/study/methods/random-walk", test_random_walk);
  g_test_add_func ("/study/methods/reuse", test_reuse_of_methods);
  g_test_add_func ("/study/methods/reuse-of-calibration", test_reuse_of_calibration);
  g_test_add_func ("/study/methods/threads", test_threads_of_methods);
  g_test_add_func ("/study/methods/summary", test_summary);
  g_test_add_func ("/study/methods/notes", test_notes);
  g_test_add_func ("/study/methods/order", test_order);
  g_test_add_func ("/study/methods/one-replica", test_one_replica);
  g_test_add_func ("/study/methods/memory", test_memory);
  g_test_add_func ("/study/methods/refused", test_refused);
  return g_test_run ();
}
