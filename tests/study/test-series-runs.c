/* Runs of the branch of the series: what is handed out on the way, stopping anywhere, what cannot be done and how that is
 * told, and results that come from a file. */
#include <math.h>
#include <glib/gstdio.h>

#include "series-parts.h"
#include "study/study-private.h"

/* --- partial results ---------------------------------------------------------------- */

typedef struct
{
  guint n_reports, stop_at;
  double fraction;
  gboolean falls, without_phase;
  GPtrArray *partials; /* of WscResults */
} Watch;

static gboolean
on_report (gpointer user_data, const WscProgress *progress)
{
  Watch *watch = user_data;

  watch->n_reports++;
  watch->falls |= progress->fraction < watch->fraction || progress->fraction > 1;
  watch->without_phase |= progress->phase == NULL || *progress->phase == '\0';
  watch->fraction = progress->fraction;
  return watch->n_reports != watch->stop_at;
}

static void
on_partial (gpointer user_data, WscResults *results)
{
  Watch *watch = user_data;

  g_ptr_array_add (watch->partials, wsc_results_ref (results));
}

static void
watch_init (Watch *watch, guint stop_at)
{
  *watch = (Watch){ .stop_at = stop_at };
  watch->partials = g_ptr_array_new_with_free_func ((GDestroyNotify) wsc_results_unref);
}

static void
watch_clear (Watch *watch)
{
  g_ptr_array_unref (watch->partials);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Watch, watch_clear)

static WscResults *
run_watched (const char *change, WscResults *previous, Watch *watch)
{
  const WscObserver observer = { on_report, on_partial, watch, 1, 0 };

  return run_with (ALL_PARTS, change, previous, &observer);
}

/* As letters: d of the decomposition with its errors and sums; f, s, w, l of what takes longer. */
static char *
dup_letters (const WscResults *results)
{
  const WscSeriesParts *parts = wsc_results_get_series (results);

  if (parts == NULL)
    return g_strdup ("");
  g_assert_true (parts->curve != NULL && parts->reconstruction != NULL && parts->grouped != NULL);
  return g_strconcat ("d", parts->forecast != NULL ? "f" : "", parts->suggestion != NULL ? "s" : "",
                      parts->sweep != NULL ? "w" : "", parts->landscape != NULL ? "l" : "", NULL);
}

static void
assert_partials (const char *change, WscResults *previous, const char *expected)
{
  g_auto (Watch) watch;
  g_autoptr (GString) found = g_string_new (NULL);

  watch_init (&watch, 0);
  g_autoptr (WscResults) results = run_watched (change, previous, &watch);
  for (guint i = 0; i < watch.partials->len; i++)
    {
      g_autofree char *letters = dup_letters (watch.partials->pdata[i]);
      g_string_append_printf (found, "%s%s", i > 0 ? " " : "", letters);
      g_assert_true (wsc_results_is_partial (watch.partials->pdata[i]));
      g_assert_nonnull (wsc_results_get_dataset (watch.partials->pdata[i]));
    }
  g_test_message ("%s", change);
  g_assert_cmpstr (found->str, ==, expected);
  g_assert_false (wsc_results_is_partial (results));
  g_assert_false (watch.falls || watch.without_phase);
}

static void
test_partials (void)
{
  g_autoptr (WscResults) first = run_with (ALL_PARTS, "", NULL, NULL);

  /* The data alone come first where there is nothing to look at. */
  assert_partials ("", NULL, " d df dfs dfsw dfswl");
  assert_partials ("ssa.forecast=0 ssa.sweep=", NULL, " d ds dsl");
  /* What still holds is there from the beginning. */
  assert_partials ("", first, "");
  assert_partials ("ssa.components=1-3", first, "dswl dfswl");
  assert_partials ("ssa.window=21", first, "dwl dfwl dfswl");
  assert_partials ("ssa.groups=a:1", first, "dfswl");
  assert_partials ("ssa.sweep=9", first, "dfswl");
}

static void
test_partials_before_networks (void)
{
  g_auto (Watch) watch;

  watch_init (&watch, 0);
  g_autoptr (WscResults) results = run_watched ("study.subject=both", NULL, &watch);
  g_assert_cmpuint (watch.partials->len, >=, 6);
  for (guint i = 5; i < watch.partials->len; i++)
    {
      g_autofree char *letters = dup_letters (watch.partials->pdata[i]);
      g_assert_cmpstr (letters, ==, "dfswl");
    }
  assert_same_parts (results, watch.partials->pdata[watch.partials->len - 1]);
}

/* --- stopping ------------------------------------------------------------------------- */

/* Parts come in their order, and none is kept when one before it is not there. */
static void
assert_stopped_well (const WscResults *results)
{
  static const char *const allowed[] = { "", "d", "df", "dfs", "dfsw", "dfswl", NULL };
  const WscSeriesParts *parts = wsc_results_get_series (results);

  g_assert_true (wsc_results_is_partial (results));
  g_assert_nonnull (wsc_results_get_dataset (results));
  if (parts != NULL)
    {
      g_autofree char *letters = dup_letters (results);
      g_assert_true (g_strv_contains (allowed, letters));
      g_assert_null (parts->forecast_problem);
      g_assert_null (parts->suggestion_problem);
    }
}

static void
assert_stops (const char *change, WscResults *previous)
{
  g_autofree char *assignments = g_strconcat (ALL_PARTS, change, NULL);
  g_autoptr (WscStudy) study = small_study (assignments);
  g_autoptr (WscResults) whole = wsc_pipeline_run (study, NULL, NULL, NULL);
  gboolean stopped = TRUE;
  guint n_with_parts = 0;

  for (guint at = 1; stopped; at += 1 + at / 6)
    {
      g_auto (Watch) watch;
      g_autoptr (GError) error = NULL;

      watch_init (&watch, at);
      const WscObserver observer = { on_report, on_partial, &watch, 1, 0 };
      g_autoptr (WscResults) results = wsc_pipeline_run (study, previous, &observer, &error);
      stopped = watch.n_reports >= at;
      if (results == NULL)
        g_assert_error (error, WSC_ERROR, WSC_ERROR_STOPPED);
      else if (stopped && wsc_results_is_partial (results))
        assert_stopped_well (results);
      g_assert_cmpuint (watch.n_reports, <=, stopped ? at : G_MAXUINT);
      n_with_parts += results != NULL && wsc_results_get_series (results) != NULL;
      g_autoptr (WscResults) carried = wsc_pipeline_run (study, results, NULL, NULL);
      assert_same_parts (whole, carried);
      g_assert_false (wsc_results_is_partial (carried));
      if (results != NULL && wsc_results_get_series (results) != NULL)
        g_assert_true (wsc_results_get_series (results)->ssa == wsc_results_get_series (carried)->ssa);
    }
  g_assert_cmpuint (n_with_parts, >, 3);
}

static void
test_stop_at_every_report (void)
{
  g_autoptr (WscResults) previous = run_with (ALL_PARTS, "", NULL, NULL);

  assert_stops ("", NULL);
  assert_stops ("ssa.suggest=validation", NULL);
  assert_stops ("ssa.window=501 data.length=1010 ssa.leading=8 ssa.landscape=0 ssa.suggest=gap ssa.replicas=10", NULL);
  g_assert_nonnull (previous);
}

/* Stopped before what an edit made stale: what still held is not lost. */
static void
test_stop_keeps_what_holds (void)
{
  g_autoptr (WscResults) previous = run_with (ALL_PARTS, "", NULL, NULL);
  g_auto (Watch) watch;

  watch_init (&watch, 4);
  g_autoptr (WscResults) results = run_watched ("ssa.forecast=500 ssa.replicas=2000", previous, &watch);
  g_autofree char *letters = dup_letters (results);
  g_assert_true (wsc_results_is_partial (results));
  g_assert_cmpstr (letters, ==, "dswl");
}

/* --- what cannot be done ----------------------------------------------------------------- */

static void
assert_note (const WscResults *results, const char *note)
{
  g_auto (GStrv) notes = wsc_results_dup_notes (results);

  if (!g_strv_contains ((const char *const *) notes, note))
    {
      for (char **found = notes; *found != NULL; found++)
        g_test_message ("%s", *found);
      g_assert_cmpstr ("no such note", ==, note);
    }
}

static void
assert_no_forecast (const char *change, const char *problem)
{
  g_autoptr (WscResults) results = run_with (ALL_PARTS, change, NULL, NULL);
  const WscSeriesParts *parts = wsc_results_get_series (results);
  g_autofree char *note = g_strdup_printf ("No forecast: %s", problem);

  g_assert_null (parts->forecast);
  g_assert_cmpstr (parts->forecast_problem, ==, problem);
  g_assert_false (wsc_results_is_partial (results));
  g_assert_true (parts->suggestion != NULL && parts->sweep != NULL && parts->landscape != NULL);
  assert_note (results, note);
  /* and it is gone as soon as there is a forecast */
  g_autoptr (WscResults) well = run_with (ALL_PARTS, "", results, NULL);
  g_assert_nonnull (wsc_results_get_series (well)->forecast);
  g_assert_null (wsc_results_get_series (well)->forecast_problem);
  g_assert_true (wsc_results_get_series (well)->ssa == parts->ssa);
}

static void
test_no_forecast (void)
{
  assert_no_forecast ("ssa.components=1-20",
                      "The chosen components have a verticality of 1, and it must be below 1: their space holds the last unit "
                      "vector, so that nothing follows from the values before; choose fewer components");
  assert_no_forecast ("ssa.components=", "No components were chosen; allowed: 1 to 20");
  assert_no_forecast ("ssa.components=21", "No components were chosen; allowed: 1 to 20");
  assert_no_forecast ("ssa.replicas=9", "Bands from 9 replicas; allowed: 10 or more, or 0 for no bands");
}

static void
assert_refused (const char *change, WscErrorCode code, const char *message)
{
  g_autofree char *assignments = g_strconcat (ALL_PARTS, change, NULL);
  g_autoptr (WscStudy) study = small_study (assignments);
  g_autoptr (GError) error = NULL;
  g_autoptr (WscResults) results = wsc_pipeline_run (study, NULL, NULL, &error);

  g_test_message ("%s", change);
  g_assert_null (results);
  g_assert_error (error, WSC_ERROR, (int) code);
  g_assert_cmpstr (error->message, ==, message);
}

static void
test_refusals (void)
{
  assert_refused ("data.count=3 ssa.window=0", WSC_ERROR_RANGE, "A series of 3 values; at least 4 are needed");
  assert_refused ("ssa.window=1", WSC_ERROR_RANGE, "A window of 1 values for a series of 80; allowed: 2 to 79");
  assert_refused ("ssa.window=80", WSC_ERROR_RANGE, "A window of 80 values for a series of 80; allowed: 2 to 79");
  assert_refused ("ssa.window=1000000", WSC_ERROR_RANGE, "A window of 1000000 values for a series of 80; allowed: 2 to 79");
  assert_refused ("ssa.sweep=20;80", WSC_ERROR_RANGE, "A window of 80 values for a series of 80; allowed: 2 to 79");
  assert_refused ("ssa.channel=2", WSC_ERROR_RANGE, "ssa.channel is 2; allowed: 1 to 1");
  assert_refused ("data.source=iris", WSC_ERROR_RANGE,
                  "Iris is a table, and singular spectrum analysis needs a series (data.source, data.task)");
}

static void
test_memory (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (wsc_memory_check_series (1e6, &error));
  g_assert_no_error (error);
  g_assert_false (wsc_memory_check_series (1e18, &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_RANGE);
  g_assert_true (g_str_has_prefix (error->message, "The components of the series need about 1e+09 GB, and this machine has "));
  g_assert_true (g_str_has_suffix (error->message, " GB: take fewer values (data.count), a shorter window (ssa.window), or fewer "
                                                   "components of one above 500 (ssa.leading)"));
}

/* A message that begins with a colon follows the path. */
static void
assert_refused_file (const char *text, const char *change, WscErrorCode code, const char *rest)
{
  g_autofree char *folder = g_dir_make_tmp ("wsc-series-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "a.csv", NULL);
  g_autofree char *all = g_strdup_printf ("data.source=file data.path=%s data.column=x %s", path, change);
  g_autofree char *message = g_strconcat (*rest == ':' ? path : "", rest, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  assert_refused (all, code, message);
  g_remove (path);
  g_rmdir (folder);
}

static void
test_refused_files (void)
{
  g_autoptr (GString) constant = g_string_new ("t,x,y\n"), empty = g_string_new ("t,x,y\n");

  for (guint i = 0; i < 50; i++)
    {
      g_string_append_printf (constant, "%u,2.5,%u\n", i, i % 7);
      g_string_append_printf (empty, "%u,,%u\n", i, i % 7);
    }
  assert_refused_file (constant->str, "", WSC_ERROR_FORMAT,
                       "Found a series whose 50 values are all 2.5 (variance 0), expected one that varies");
  assert_refused_file (empty->str, "data.missing=iterative", WSC_ERROR_FORMAT, ": column “x” is empty, expected numbers");
  assert_refused_file (constant->str, "data.column=y data.channels=t ssa.channel=3", WSC_ERROR_RANGE,
                       "ssa.channel is 3; allowed: 1 to 2");
}

/* --- from a file -------------------------------------------------------------------------- */

static WscResults *
save_and_load (const WscResults *results)
{
  g_autofree char *folder = g_dir_make_tmp ("wsc-series-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "a.h5", NULL);
  g_autoptr (GError) error = NULL;

  wsc_results_save (results, path, &error);
  g_assert_no_error (error);
  WscResults *again = wsc_results_load (path, &error);
  g_assert_no_error (error);
  g_remove (path);
  g_rmdir (folder);
  return again;
}

/* The file holds the study and the data; the series is analysed again from them, with the data's own file gone. */
static void
assert_comes_back (const char *change)
{
  g_autofree char *folder = g_dir_make_tmp ("wsc-series-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "a.csv", NULL);
  g_autofree char *all = g_strdup_printf ("data.source=file data.path=%s data.column=x data.channels=y %s", path, change);
  g_autoptr (GString) text = g_string_new ("t,x,y\n");

  for (guint i = 0; i < 60; i++)
    g_string_append_printf (text, "%u,%.6f,%.6f\n", i, sin (i * 0.5) + 0.01 * (i % 7), cos (i * 0.3));
  g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
  const WscObserver observer = { .needs = WSC_NEED_SERIES };
  g_autoptr (WscResults) results = run_with (ALL_PARTS, all, NULL, NULL);
  g_autoptr (WscResults) expected = run_with (ALL_PARTS, all, results, &observer);
  g_remove (path);
  g_rmdir (folder);

  g_autoptr (WscResults) loaded = save_and_load (results);
  g_assert_null (wsc_results_get_series (loaded));
  g_assert_true (wsc_study_equal (wsc_results_get_study (results), wsc_results_get_study (loaded)));
  assert_same_dataset (wsc_results_get_dataset (results), wsc_results_get_dataset (loaded));
  g_autoptr (GError) error = NULL;
  g_autoptr (WscResults) again = wsc_pipeline_run (wsc_results_get_study (loaded), loaded, &observer, &error);
  g_assert_no_error (error);
  assert_same_parts (expected, again);
  g_assert_true (wsc_results_get_dataset (again) == wsc_results_get_dataset (loaded));
  g_autoptr (WscResults) whole = wsc_pipeline_run (wsc_results_get_study (loaded), loaded, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (wsc_results_get_ensemble (whole) == wsc_results_get_ensemble (loaded));
}

static void
test_comes_back (void)
{
  assert_comes_back ("");
  assert_comes_back ("study.subject=both");
  assert_comes_back ("study.subject=neurons");
}

/* --- the document ----------------------------------------------------------------------------- */

static void
test_copy (void)
{
  static const char *const assignments[]
    = { "study.subject=both", "ssa.window=7",       "ssa.kind=toeplitz", "ssa.leading=3",  "ssa.channel=2",
        "ssa.mape=estimate",  "ssa.components=3",   "ssa.grouping=period", "ssa.groups=a: 1", "ssa.cut=0.1",
        "ssa.trend-period=9", "ssa.forecast=2",     "ssa.method=vector", "ssa.replicas=0", "ssa.level=0.6",
        "ssa.suggest=gap",    "ssa.sweep=5",        "ssa.sweep-step=2",  "ssa.landscape=0" };
  g_autoptr (WscStudy) plain = wsc_study_new ();

  for (guint i = 0; i < G_N_ELEMENTS (assignments); i++)
    {
      g_autoptr (WscStudy) study = wsc_study_new ();
      g_assert_true (wsc_study_set (study, assignments[i], NULL));
      g_autoptr (WscStudy) copy = wsc_study_copy (study);
      g_assert_false (wsc_study_equal (plain, study));
      g_assert_true (wsc_study_equal (copy, study));
      g_assert_true (copy->ssa.components != study->ssa.components && copy->ssa.groups != study->ssa.groups
                     && copy->ssa.sweep != study->ssa.sweep);
      g_autofree char *text = wsc_study_to_text (study);
      g_autoptr (WscStudy) read = wsc_study_from_text (text, NULL);
      g_assert_true (wsc_study_equal (read, study));
    }
}

static void
test_old_text (void)
{
  const char *text = "[study]\nformat=1\ntitle=Old\n\n[data]\nlength=120\n\n[training]\nepochs=4\n\n[expect]\ndata.length=120..120\n";
  g_autoptr (GError) error = NULL;
  g_autoptr (WscStudy) study = wsc_study_from_text (text, &error);

  g_assert_no_error (error);
  g_autofree char *again = wsc_study_to_text (study);
  g_assert_cmpstr (again, ==, text);
  g_assert_cmpint (study->subject, ==, WSC_SUBJECT_NEURONS);
  g_assert_cmpstr (study->ssa.components, ==, "1-2");
  g_assert_cmpuint (wsc_study_get_needs (study), ==, WSC_NEED_NEURONS);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/study/series-runs/partials", test_partials);
  g_test_add_func ("/study/series-runs/partials-before-networks", test_partials_before_networks);
  g_test_add_func ("/study/series-runs/stop-at-every-report", test_stop_at_every_report);
  g_test_add_func ("/study/series-runs/stop-keeps-what-holds", test_stop_keeps_what_holds);
  g_test_add_func ("/study/series-runs/no-forecast", test_no_forecast);
  g_test_add_func ("/study/series-runs/refusals", test_refusals);
  g_test_add_func ("/study/series-runs/memory", test_memory);
  g_test_add_func ("/study/series-runs/refused-files", test_refused_files);
  g_test_add_func ("/study/series-runs/comes-back", test_comes_back);
  g_test_add_func ("/study/series-runs/copy", test_copy);
  g_test_add_func ("/study/series-runs/old-text", test_old_text);
  return g_test_run ();
}
