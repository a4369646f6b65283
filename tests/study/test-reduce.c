/* The branch of the reduction in the pipeline: what is asked for, what is kept, stopping anywhere, and what cannot be done. */
#include <math.h>
#include <glib/gstdio.h>

#include "small-studies.h"
#include "study/study-private.h"

#define IRIS                                                                                                           \
  "data.source=iris data.task=classify model.layers=auto;12;auto model.activation=relu training.learning-rate=0.01 "   \
  "training.epochs=4 estimate.replicas=5 estimate.layer=1 clusters.restarts=2 reduction.repeats=2 reduction.step=4 "
#define ALL_OF_IT IRIS "clusters.count=4 clusters.suggest=silhouette "
#define ALL_NEEDS (WSC_NEED_NEURONS | WSC_NEED_CLUSTERS | WSC_NEED_REDUCTION | WSC_NEED_COUNT | WSC_NEED_CURVE)

static WscResults *
run_with (const char *base, const char *change, WscResults *previous, guint needs)
{
  g_autofree char *assignments = g_strconcat (base, change, NULL);
  g_autoptr (WscStudy) study = small_study (assignments);
  const WscObserver observer = { .n_threads = 1, .needs = needs };
  g_autoptr (GError) error = NULL;
  WscResults *results = wsc_pipeline_run (study, previous, &observer, &error);

  g_assert_no_error (error);
  g_assert_false (wsc_results_is_partial (results));
  return results;
}

static WscResults *
reduce_with (WscResults *results, const char *change, guint needs, const WscObserver *observer, GError **error)
{
  g_autofree char *assignments = g_strconcat (ALL_OF_IT, change, NULL);
  g_autoptr (WscStudy) study = small_study (assignments);

  return wsc_results_reduce (results, study, needs, observer, error);
}

/* --- what is asked for ------------------------------------------------------------ */

static void
assert_needs (const char *assignments, guint expected)
{
  g_autoptr (WscStudy) study = small_study (assignments);

  g_test_message ("%s", assignments);
  g_assert_cmpuint (wsc_study_get_needs (study), ==, expected);
}

static void
test_needs (void)
{
  const guint fewer = WSC_NEED_NEURONS | WSC_NEED_CLUSTERS | WSC_NEED_REDUCTION;

  assert_needs ("", WSC_NEED_NEURONS);
  assert_needs ("clusters.suggest=gap clusters.metric=wasserstein", WSC_NEED_NEURONS);
  assert_needs ("clusters.count=3", fewer);
  assert_needs ("clusters.merges=1+2", fewer);
  assert_needs ("clusters.method=communities", fewer | WSC_NEED_COMMUNITIES);
  assert_needs ("clusters.method=communities reduction.method=qpfs", WSC_NEED_NEURONS);
  assert_needs ("view.colour=cluster", WSC_NEED_NEURONS | WSC_NEED_CLUSTERS);
  assert_needs ("view.colour=cluster estimate.side=outgoing", WSC_NEED_NEURONS);
  assert_needs ("study.subject=series clusters.count=3", WSC_NEED_SERIES);
}

static guint
needs_of_expectation (const char *name)
{
  g_autoptr (WscStudy) study = wsc_study_new ();
  WscExpectation item = { g_strdup (name), 0, 1 };

  g_array_append_val (study->expect, item);
  return wsc_study_get_needs (study) & (WSC_NEED_FEWER | WSC_NEED_COMMUNITIES);
}

static void
test_needs_of_expectations (void)
{
  g_assert_cmpuint (needs_of_expectation ("reduction.accuracy-at-10"), ==, WSC_NEED_CURVE);
  g_assert_cmpuint (needs_of_expectation ("reduction.chosen"), ==, WSC_NEED_CURVE);
  g_assert_cmpuint (needs_of_expectation ("reduction.test-accuracy"), ==, WSC_NEED_REDUCTION);
  g_assert_cmpuint (needs_of_expectation ("clusters.suggested"), ==, WSC_NEED_COUNT);
  g_assert_cmpuint (needs_of_expectation ("clusters.modularity"), ==, WSC_NEED_CLUSTERS | WSC_NEED_COMMUNITIES);
  g_assert_cmpuint (needs_of_expectation ("clusters.period"), ==, WSC_NEED_CLUSTERS);
  g_assert_cmpuint (needs_of_expectation ("distances.covariance-share"), ==, WSC_NEED_CLUSTERS);
  g_assert_cmpuint (needs_of_expectation ("training.test-mse"), ==, 0);
}

/* As letters: what there is. */
static char *
dup_letters (const WscResults *results)
{
  const WscReductionParts *parts = wsc_results_get_reduction (results);

  if (parts == NULL)
    return g_strdup ("");
  return g_strconcat ("r", parts->circle ? "o" : "", parts->distances ? "d" : "", parts->communities ? "m" : "", parts->tree ? "t" : "",
                      parts->clusters ? "k" : "", parts->reduction ? "s" : "", parts->curve ? "u" : "", parts->suggestion ? "c" : "", NULL);
}

static void
assert_made (const char *change, guint needs, const char *expected)
{
  g_autoptr (WscResults) results = run_with (ALL_OF_IT, change, NULL, needs);
  g_autofree char *letters = dup_letters (results);

  g_test_message ("%s", change);
  g_assert_cmpstr (letters, ==, expected);
}

static void
test_what_is_made (void)
{
  assert_made ("", WSC_NEED_NEURONS, "");
  assert_made ("", 0, "rodmtks");
  assert_made ("", WSC_NEED_CLUSTERS, "rodmtk");
  assert_made ("", WSC_NEED_CURVE, "rodmtku");
  assert_made ("", WSC_NEED_COUNT, "rodmtkc");
  assert_made ("", ALL_NEEDS, "rodmtksuc");
  assert_made ("clusters.count=0", ALL_NEEDS, "rodmtuc");
  assert_made ("clusters.count=12", ALL_NEEDS, "rodmtkuc");
  assert_made ("reduction.method=variance", ALL_NEEDS, "rodmtsuc");
  assert_made ("reduction.step=0", ALL_NEEDS, "rodmtksc");
  assert_made ("clusters.suggest=validation", WSC_NEED_COUNT, "rodmtkuc");
}

/* --- what is kept ------------------------------------------------------------------- */

/* As letters: what both share. */
static char *
dup_shared (const WscResults *first, const WscResults *second)
{
  const WscReductionParts *a = wsc_results_get_reduction (first), *b = wsc_results_get_reduction (second);

  return g_strconcat (a->reducible == b->reducible ? "r" : "", a->circle == b->circle ? "o" : "", a->distances == b->distances ? "d" : "",
                      a->communities == b->communities ? "m" : "", a->clusters == b->clusters ? "k" : "",
                      a->reduction == b->reduction ? "s" : "", a->curve == b->curve ? "u" : "",
                      a->suggestion == b->suggestion ? "c" : "", NULL);
}

static void
assert_same_parts (const WscReductionParts *a, const WscReductionParts *b)
{
  g_assert_cmpmem (a->distances->values, a->distances->m * a->distances->m * sizeof (double), b->distances->values,
                   b->distances->m * b->distances->m * sizeof (double));
  g_assert_cmpuint (a->clusters->k, ==, b->clusters->k);
  assert_bytes (a->clusters->labels, b->clusters->labels, a->clusters->m * sizeof (guint32));
  assert_bytes (a->communities->labels, b->communities->labels, a->communities->m * sizeof (guint32));
  g_assert_cmpuint (a->reduction->n_parameters, ==, b->reduction->n_parameters);
  g_assert_cmpfloat (a->reduction->quality.test, ==, b->reduction->quality.test);
  assert_bytes (a->reduction->smaller->parameters, b->reduction->smaller->parameters, a->reduction->n_parameters * sizeof (double));
  g_assert_cmpuint (a->curve->k, ==, b->curve->k);
  g_assert_cmpuint (a->suggestion->k, ==, b->suggestion->k);
}

/* What was kept is what would have been computed. */
static void
assert_kept (const char *change, const char *expected)
{
  g_autoptr (WscResults) first = run_with (ALL_OF_IT, "", NULL, ALL_NEEDS);
  g_autoptr (WscResults) second = run_with (ALL_OF_IT, change, first, ALL_NEEDS);
  g_autoptr (WscResults) fresh = run_with (ALL_OF_IT, change, NULL, ALL_NEEDS);
  g_autofree char *shared = dup_shared (first, second);

  g_test_message ("%s", change);
  g_assert_cmpstr (shared, ==, expected);
  assert_same_parts (wsc_results_get_reduction (second), wsc_results_get_reduction (fresh));
}

static void
test_kept (void)
{
  assert_kept ("", "rodmksuc");
  assert_kept ("view.level=0.5 study.title=x", "rodmksuc");
  assert_kept ("clusters.count=5", "rodmuc");
  assert_kept ("clusters.merges=1+2;3+4", "rodmuc");
  assert_kept ("clusters.resolution=2", "rodksuc");
  assert_kept ("clusters.suggest=gap", "rodmksu");
  assert_kept ("clusters.metric=wasserstein", "rom");
  assert_kept ("clusters.method=ward", "rodm");
  assert_kept ("reduction.refit=true", "rodmkc");
  assert_kept ("reduction.step=3", "rodmksc");
  assert_kept ("reduction.validation-share=0.4", "");
  assert_kept ("reduction.from=own", "");
  assert_kept ("estimate.bias=true", "");
  assert_kept ("training.epochs=3", "");
}

/* A count that was looked at before is there at once. */
static void
test_counts_are_remembered (void)
{
  g_autoptr (WscResults) trained = run_with (IRIS, "", NULL, WSC_NEED_NEURONS);
  g_autoptr (WscResults) first = reduce_with (trained, "", WSC_NEED_REDUCTION, NULL, NULL);
  g_autoptr (WscResults) second = reduce_with (first, "clusters.count=3", WSC_NEED_REDUCTION, NULL, NULL);
  g_autoptr (WscResults) third = reduce_with (second, "", WSC_NEED_REDUCTION, NULL, NULL);

  g_assert_cmpuint (wsc_results_get_reduction (second)->clusters->k, ==, 3);
  g_assert_true (wsc_results_get_reduction (first)->clusters == wsc_results_get_reduction (third)->clusters);
  g_assert_true (wsc_results_get_reduction (first)->reducible == wsc_results_get_reduction (third)->reducible);
}

/* --- over networks that are there --------------------------------------------------- */

static void
test_nothing_is_trained (void)
{
  g_autoptr (WscResults) trained = run_with (IRIS, "", NULL, WSC_NEED_NEURONS);
  g_autoptr (WscResults) whole = run_with (ALL_OF_IT, "", NULL, ALL_NEEDS);
  g_autoptr (WscResults) reduced = reduce_with (trained, "training.epochs=9 estimate.replicas=50 data.test-share=0.4", ALL_NEEDS, NULL, NULL);

  g_assert_true (wsc_results_get_ensemble (reduced) == wsc_results_get_ensemble (trained));
  g_assert_true (wsc_results_get_neurons (reduced) == wsc_results_get_neurons (trained));
  g_assert_nonnull (wsc_results_get_metrics (reduced));
  g_assert_cmpint (wsc_results_get_study (reduced)->training.epochs, ==, 4);
  g_assert_cmpint (wsc_results_get_study (reduced)->clusters.count, ==, 4);
  assert_same_parts (wsc_results_get_reduction (reduced), wsc_results_get_reduction (whole));
}

static void
test_from_a_file (void)
{
  g_autofree char *folder = g_dir_make_tmp ("wsc-reduce-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "a.h5", NULL);
  g_autoptr (WscResults) whole = run_with (ALL_OF_IT, "", NULL, ALL_NEEDS);
  g_autoptr (GError) error = NULL;

  g_assert_true (wsc_results_save (whole, path, &error));
  g_autoptr (WscResults) loaded = wsc_results_load (path, &error);
  g_assert_no_error (error);
  g_assert_null (wsc_results_get_reduction (loaded));
  g_autoptr (WscResults) reduced = reduce_with (loaded, "", ALL_NEEDS, NULL, &error);
  g_assert_no_error (error);
  assert_same_parts (wsc_results_get_reduction (reduced), wsc_results_get_reduction (whole));
  g_remove (path);
  g_rmdir (folder);
}

/* The series that the smaller network restores has values where the whole one's has. */
static void
test_restored (void)
{
  g_autoptr (WscResults) results = run_with ("", "clusters.count=5", NULL, 0);
  const WscReductionParts *parts = wsc_results_get_reduction (results);
  const double *whole = wsc_results_get_restored (results);
  double sum = 0;
  guint n = 0;

  g_assert_nonnull (parts->restored);
  for (gsize t = 0; t < wsc_dataset_get_length (wsc_results_get_dataset (results)); t++)
    {
      g_assert_cmpint (isfinite (whole[t]), ==, isfinite (parts->restored[t]));
      if (!isfinite (whole[t]))
        continue;
      sum += (whole[t] - parts->restored[t]) * (whole[t] - parts->restored[t]);
      n++;
    }
  g_assert_cmpfloat (sum / n, >, 0);
  g_assert_cmpfloat (sum / n, <, 1);
}

/* --- merges by hand -------------------------------------------------------------------- */

static void
test_merges (void)
{
  g_autoptr (WscResults) results = run_with (IRIS, "clusters.merges=1+3+5;2+4", NULL, 0);
  const WscClusters *clusters = wsc_results_get_reduction (results)->clusters;

  g_assert_cmpuint (clusters->k, ==, 9);
  g_assert_cmpuint (clusters->labels[0], ==, clusters->labels[2]);
  g_assert_cmpuint (clusters->labels[0], ==, clusters->labels[4]);
  g_assert_cmpuint (clusters->labels[1], ==, clusters->labels[3]);
  g_assert_cmpuint (clusters->labels[0], !=, clusters->labels[1]);
  g_assert_cmpuint (clusters->sizes[0], ==, 3);
  g_assert_cmpuint (wsc_results_get_reduction (results)->reduction->k, ==, 9);
}

/* --- stopping ---------------------------------------------------------------------------- */

typedef struct
{
  guint n_reports, stop_at;
  double fraction;
  gboolean falls;
} Watch;

static gboolean
on_report (gpointer user_data, const WscProgress *progress)
{
  Watch *watch = user_data;

  watch->n_reports++;
  watch->falls |= progress->fraction < watch->fraction || progress->fraction > 1;
  watch->fraction = progress->fraction;
  return watch->n_reports != watch->stop_at;
}

/* --- what is handed out on the way --------------------------------------------------------- */

static void
on_partial (gpointer user_data, WscResults *results)
{
  GString *seen = user_data;
  g_autofree char *letters = dup_letters (results);

  g_assert_true (wsc_results_is_partial (results));
  g_assert_nonnull (wsc_results_get_metrics (results));
  g_string_append_printf (seen, "%s%s", seen->len > 0 ? " " : "", letters);
}

static void
assert_partials (WscResults *from, const char *change, guint needs, const char *expected)
{
  g_autoptr (GString) seen = g_string_new (NULL);
  const WscObserver observer = { .partial = on_partial, .user_data = seen, .n_threads = 1 };
  g_autoptr (WscResults) results = reduce_with (from, change, needs, &observer, NULL);

  g_test_message ("%s", change);
  g_assert_false (wsc_results_is_partial (results));
  g_assert_cmpstr (seen->str, ==, expected);
}

/* What takes no time comes at once; a tick of the slider, which takes none, hands out nothing before its end. */
static void
test_partials (void)
{
  g_autoptr (WscResults) trained = run_with (IRIS, "", NULL, WSC_NEED_NEURONS);
  g_autoptr (WscResults) whole = reduce_with (trained, "", ALL_NEEDS, NULL, NULL);

  assert_partials (trained, "", ALL_NEEDS, "rodmtks rodmtksu");
  assert_partials (trained, "", WSC_NEED_REDUCTION, "");
  assert_partials (whole, "", ALL_NEEDS, "");
  assert_partials (whole, "clusters.count=3", ALL_NEEDS, "");
  assert_partials (whole, "reduction.step=3", ALL_NEEDS, "rodmtksc rodmtksuc");
}

/* Progress of a whole run never goes back, from the data to the curve. */
static void
test_progress (void)
{
  Watch watch = { 0 };
  g_autoptr (WscStudy) study = small_study (ALL_OF_IT);
  const WscObserver observer = { .report = on_report, .user_data = &watch, .n_threads = 1, .needs = ALL_NEEDS };
  g_autoptr (WscResults) results = wsc_pipeline_run (study, NULL, &observer, NULL);

  g_assert_nonnull (wsc_results_get_reduction (results)->curve);
  g_assert_false (watch.falls);
  g_assert_cmpfloat (watch.fraction, >, 0.7);
}

/* What is there is what a whole run has, in its order; and going on from there ends as if nothing had happened. */
static void
test_stop_anywhere (void)
{
  static const char *const allowed[] = { "", "r", "ro", "rod", "rodm", "rodmt", "rodmtk", "rodmtks", "rodmtksu", "rodmtksuc", NULL };
  g_autoptr (WscResults) trained = run_with (IRIS, "", NULL, WSC_NEED_NEURONS);
  Watch watch = { 0 };
  const WscObserver observer = { .report = on_report, .user_data = &watch, .n_threads = 1 };
  g_autoptr (WscResults) whole = reduce_with (trained, "", ALL_NEEDS, &observer, NULL);
  const guint n = watch.n_reports;

  g_assert_cmpuint (n, >, 10);
  g_assert_false (watch.falls);
  for (guint at = 1; at <= n; at += MAX (1, n / 60))
    {
      g_autoptr (GError) error = NULL;

      watch = (Watch){ .stop_at = at };
      g_autoptr (WscResults) stopped = reduce_with (trained, "", ALL_NEEDS, &observer, &error);
      g_assert_no_error (error);
      g_autofree char *letters = dup_letters (stopped);
      g_assert_true (g_strv_contains (allowed, letters));
      g_assert_true (at < n ? wsc_results_is_partial (stopped) : TRUE);
      g_autoptr (WscResults) again = reduce_with (stopped, "", ALL_NEEDS, NULL, &error);
      g_assert_no_error (error);
      assert_same_parts (wsc_results_get_reduction (again), wsc_results_get_reduction (whole));
    }
}

/* --- what cannot be done -------------------------------------------------------------------- */

static void
assert_refused (const char *assignments, guint needs, const char *message)
{
  g_autoptr (WscStudy) study = small_study (assignments);
  const WscObserver observer = { .n_threads = 1, .needs = needs };
  g_autoptr (GError) error = NULL;

  g_test_message ("%s", assignments);
  g_assert_null (wsc_pipeline_run (study, NULL, &observer, &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_RANGE);
  g_assert_cmpstr (error->message, ==, message);
}

static void
test_refusals (void)
{
  assert_refused (IRIS "clusters.count=3 estimate.side=outgoing", 0,
                  "Neurons that are the weights out of a unit cannot be made fewer: take incoming (estimate.side)");
  assert_refused (IRIS "clusters.count=3 clusters.metric=mahalanobis", 0,
                  "k-means needs a distance with centres, euclidean, wasserstein or function, not mahalanobis: take another "
                  "(clusters.metric), or a tree (clusters.method)");
  assert_refused (IRIS "clusters.count=13", 0, "There are 12 neurons, and 13 of them cannot be kept; allowed: 0 to 12 (clusters.count)");
  assert_refused (IRIS "clusters.merges=2+13", 0, "There is no neuron 13 to merge; allowed: 1 to 12 (clusters.merges)");
  assert_refused (IRIS "estimate.replicas=1 clusters.count=3", 0,
                  "There are no neurons to make fewer: fewer than two replicas are trained");
}

/* --- wide neurons ------------------------------------------------------------------------- */

/* 24 neurons of 784 weights and a bias. */
#define WIDE                                                                                                           \
  "data.source=mnist data.task=classify model.layers=auto;24;auto training.epochs=1 estimate.replicas=3 " \
  "estimate.layer=1 clusters.restarts=1 reduction.repeats=1 reduction.step=23 "

static void
count_trained (gpointer user_data, WscResults *results)
{
  *(guint *) user_data += wsc_results_get_ensemble (results) != NULL;
}

static void
assert_refused_untrained (const char *change, guint needs, const char *message)
{
  g_autofree char *assignments = g_strconcat (WIDE, change, NULL);
  g_autoptr (WscStudy) study = small_study (assignments);
  guint n = 0;
  const WscObserver observer = { .partial = count_trained, .user_data = &n, .n_threads = 1, .needs = WSC_NEED_NEURONS | needs };
  g_autoptr (GError) error = NULL;

  g_test_message ("%s", change);
  g_assert_null (wsc_pipeline_run (study, NULL, &observer, &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_RANGE);
  g_assert_cmpstr (error->message, ==, message);
  g_assert_cmpuint (n, ==, 0);
}

/* What compares covariances of so many coordinates would take hours. */
static void
test_wide_refused (void)
{
  assert_refused_untrained ("clusters.metric=wasserstein", WSC_NEED_CLUSTERS,
                            "To compare 24 neurons of 785 coordinates by the distance wasserstein takes too long: take euclidean or function "
                            "(clusters.metric), or show a narrower layer (estimate.layer)");
  assert_refused_untrained ("clusters.overlap=distance", WSC_NEED_CLUSTERS | WSC_NEED_COMMUNITIES,
                            "To find communities among 24 neurons of 785 coordinates takes too long: show a narrower layer (estimate.layer), or "
                            "leave them out (clusters.method)");
}

/* The others, and all that comes of them, take none of it along. */
static void
test_wide_without_covariances (void)
{
  g_autoptr (WscResults) results = run_with (WIDE, "clusters.count=5", NULL, WSC_NEED_NEURONS | WSC_NEED_REDUCTION | WSC_NEED_CURVE);
  const WscReductionParts *parts = wsc_results_get_reduction (results);
  g_auto (GStrv) notes = wsc_results_dup_notes (results);

  g_assert_cmpuint (parts->clusters->k, ==, 5);
  g_assert_cmpfloat (parts->reduction->difference, <, 1e-9);
  g_assert_null (parts->communities);
  g_assert_cmpuint (parts->curve->n_lines, ==, 1);
  g_assert_true (g_strv_contains ((const char *const *) notes,
                                  "Communities of so many wide neurons take long, and nobody asked for them: set clusters.method to "
                                  "communities to find them"));
  g_assert_true (g_strv_contains ((const char *const *) notes,
                                  "The curve has no line by the Wasserstein distance, which takes long for such wide neurons: set "
                                  "clusters.metric to wasserstein to draw it"));
}

/* Distances that have no centres are no reason not to measure them, nor are neurons by columns not to look at them. */
static void
test_allowed (void)
{
  g_autoptr (WscResults) far = run_with (IRIS, "clusters.metric=bhattacharyya", NULL, WSC_NEED_CLUSTERS);
  g_autoptr (WscResults) tree = run_with (IRIS, "clusters.metric=mahalanobis clusters.method=average clusters.count=3", NULL, 0);
  g_autoptr (WscResults) columns = run_with (IRIS, "estimate.side=outgoing", NULL, 0);

  g_assert_nonnull (wsc_results_get_reduction (far)->distances);
  g_assert_cmpuint (wsc_results_get_reduction (tree)->clusters->k, ==, 3);
  g_assert_null (wsc_results_get_reduction (columns));
}

/* --- numbers ---------------------------------------------------------------------------------- */

static void
take_number (gpointer user_data, const char *name, double value)
{
  double *copy = g_new (double, 1);

  *copy = value;
  g_hash_table_insert (user_data, (gpointer) name, copy);
}

static double
get_number (GHashTable *numbers, const char *name)
{
  const double *value = g_hash_table_lookup (numbers, name);

  g_assert_nonnull (value);
  return *value;
}

static void
test_numbers (void)
{
  g_autoptr (GHashTable) numbers = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  g_autoptr (WscResults) results = run_with (ALL_OF_IT, "reduction.step=3 clusters.metric=wasserstein", NULL, ALL_NEEDS);
  const WscReductionParts *parts = wsc_results_get_reduction (results);

  wsc_results_summarise (results, take_number, numbers);
  g_assert_cmpfloat (get_number (numbers, "reduction.neurons"), ==, 12);
  g_assert_cmpfloat (get_number (numbers, "reduction.clusters"), ==, 4);
  g_assert_cmpfloat (get_number (numbers, "reduction.parameters"), ==, 4 * 5 + 3 * 5);
  g_assert_cmpfloat (get_number (numbers, "reduction.parameters-before"), ==, 12 * 5 + 3 * 13);
  g_assert_cmpfloat (get_number (numbers, "reduction.test-accuracy"), ==, parts->reduction->quality.test);
  g_assert_true (isnan (get_number (numbers, "reduction.test-mse")));
  g_assert_cmpfloat (get_number (numbers, "reduction.accuracy-at-10"), ==, parts->curve->lines[parts->curve->line].mean[3].test);
  g_assert_cmpfloat (get_number (numbers, "reduction.chosen"), ==, parts->curve->k);
  g_assert_cmpfloat (get_number (numbers, "clusters.communities"), ==, parts->communities->k);
  g_assert_cmpfloat (get_number (numbers, "distances.covariance-share"), >, 0);
  g_assert_cmpfloat (get_number (numbers, "distances.covariance-share"), <, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/study/reduce/needs", test_needs);
  g_test_add_func ("/study/reduce/needs-of-expectations", test_needs_of_expectations);
  g_test_add_func ("/study/reduce/what-is-made", test_what_is_made);
  g_test_add_func ("/study/reduce/kept", test_kept);
  g_test_add_func ("/study/reduce/counts-are-remembered", test_counts_are_remembered);
  g_test_add_func ("/study/reduce/nothing-is-trained", test_nothing_is_trained);
  g_test_add_func ("/study/reduce/from-a-file", test_from_a_file);
  g_test_add_func ("/study/reduce/restored", test_restored);
  g_test_add_func ("/study/reduce/merges", test_merges);
  g_test_add_func ("/study/reduce/partials", test_partials);
  g_test_add_func ("/study/reduce/progress", test_progress);
  g_test_add_func ("/study/reduce/stop-anywhere", test_stop_anywhere);
  g_test_add_func ("/study/reduce/refusals", test_refusals);
  g_test_add_func ("/study/reduce/wide-refused", test_wide_refused);
  g_test_add_func ("/study/reduce/wide-without-covariances", test_wide_without_covariances);
  g_test_add_func ("/study/reduce/allowed", test_allowed);
  g_test_add_func ("/study/reduce/numbers", test_numbers);
  return g_test_run ();
}
