/* The branch of the series: what each option makes anew, and what a run of some of it leaves alone. */
#include <math.h>
#include <glib/gstdio.h>

#include "series-parts.h"
#include "study/study-private.h"

enum
{
  SSA = 1 << 0,
  CURVE = 1 << 1,
  SUM = 1 << 2,
  GROUPS = 1 << 3,
  FORECAST = 1 << 4,
  SUGGESTION = 1 << 5,
  SWEEP = 1 << 6,
  LANDSCAPE = 1 << 7,
  NOTHING = 0,
  AFTER_CURVE = SUM | GROUPS | FORECAST | SUGGESTION,
  ALL = 255,
};

/* Which parts are not the same. */
static guint
get_changes (const WscResults *first, const WscResults *second)
{
  const WscSeriesParts *a = wsc_results_get_series (first), *b = wsc_results_get_series (second);

  return (a->ssa != b->ssa ? SSA : 0u) | (a->curve != b->curve ? CURVE : 0u)
         | (a->reconstruction != b->reconstruction ? SUM : 0u) | (a->grouped != b->grouped ? GROUPS : 0u)
         | (a->forecast != b->forecast ? FORECAST : 0u) | (a->suggestion != b->suggestion ? SUGGESTION : 0u)
         | (a->sweep != b->sweep ? SWEEP : 0u) | (a->landscape != b->landscape ? LANDSCAPE : 0u);
}

/* What is kept is what would be computed; going back to the option as it was keeps as much. */
static void
assert_changes (const char *base, const char *change, guint expected)
{
  g_autoptr (WscResults) first = run_with (base, "", NULL, NULL);
  g_autoptr (WscResults) second = run_with (base, change, first, NULL);
  g_autoptr (WscResults) fresh = run_with (base, change, NULL, NULL);
  g_autoptr (WscResults) back = run_with (base, "", second, NULL);

  g_test_message ("%s", change);
  g_assert_cmphex (get_changes (first, second), ==, expected);
  g_assert_cmphex (get_changes (second, back), ==, expected);
  g_assert_false (wsc_results_is_partial (second));
  assert_same_parts (fresh, second);
  assert_same_parts (first, back);
  g_assert_null (wsc_results_get_ensemble (second));
}

static void
test_options (void)
{
  static const struct
  {
    const char *change;
    guint expected;
  } cases[] = {
    { "", NOTHING },
    { "study.title=Other", NOTHING },
    { "ssa.window=21", ALL & ~(guint) (SWEEP | LANDSCAPE) },
    { "ssa.kind=toeplitz", ALL },
    { "ssa.leading=60", NOTHING },
    { "ssa.mape=estimate", ALL & ~(guint) SSA },
    { "ssa.components=1-3", SUM | FORECAST },
    { "ssa.grouping=period", GROUPS },
    { "ssa.grouping=correlation", GROUPS },
    { "ssa.groups=a:1", GROUPS },
    { "ssa.cut=0.25", NOTHING },
    { "ssa.trend-period=30", NOTHING },
    { "ssa.forecast=6", FORECAST },
    { "ssa.forecast=0", FORECAST },
    { "ssa.method=vector", FORECAST },
    { "ssa.replicas=21", FORECAST },
    { "ssa.replicas=0", FORECAST },
    { "ssa.level=0.9", FORECAST | SUGGESTION },
    { "ssa.suggest=gap", SUGGESTION },
    { "ssa.suggest=none", SUGGESTION },
    { "ssa.sweep=10;16", SWEEP },
    { "ssa.sweep=", SWEEP },
    { "ssa.sweep-step=2", SWEEP },
    { "ssa.landscape=6", LANDSCAPE },
    { "ssa.landscape=0", LANDSCAPE },
    /* of networks alone */
    { "training.epochs=4", NOTHING },
    { "model.layers=auto;3;auto", NOTHING },
    { "estimate.replicas=9", NOTHING },
    { "view.level=0.5", NOTHING },
    { "data.window=7", NOTHING },
    { "data.scale=unit", NOTHING },
    { "data.test-share=0.5", NOTHING },
    { "data.task=forecast", NOTHING },
    /* of the numbers */
    { "data.noise=0.3", ALL },
    { "data.length=81", ALL },
    { "study.seed=2", ALL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_changes (ALL_PARTS, cases[i].change, cases[i].expected);
}

static void
test_options_under_others (void)
{
  assert_changes (ALL_PARTS "ssa.grouping=correlation", "ssa.cut=0.25", GROUPS);
  assert_changes (ALL_PARTS "ssa.grouping=period", "ssa.trend-period=30", GROUPS);
  assert_changes (ALL_PARTS "ssa.suggest=gap", "ssa.level=0.9", FORECAST);
  assert_changes (ALL_PARTS "ssa.forecast=0", "ssa.level=0.9", SUGGESTION);
  assert_changes (ALL_PARTS "data.length=1100 ssa.window=510 ssa.landscape=0 ssa.suggest=none ssa.replicas=0",
                  "ssa.leading=10", ALL & ~(guint) (SUGGESTION | SWEEP | LANDSCAPE));
  /* Numbers of a file are the same whatever the seed, but not what is drawn. */
  assert_changes (ALL_PARTS "data.source=airpassengers", "study.seed=2", FORECAST | SUGGESTION);
}

/* Any walk over the options: what is kept on the way is what would be computed from nothing. */
static void
test_walk (void)
{
  static const char *const edits[]
    = { "ssa.window=20",     "ssa.window=31",        "ssa.window=70",      "ssa.kind=basic",    "ssa.kind=toeplitz",
        "ssa.mape=truth",    "ssa.mape=estimate",    "ssa.components=1-2", "ssa.components=",   "ssa.components=1-20",
        "ssa.groups=a:1-3",  "ssa.groups=",          "ssa.grouping=manual", "ssa.grouping=period", "ssa.grouping=correlation",
        "ssa.cut=0.3",       "ssa.trend-period=9",   "ssa.forecast=0",     "ssa.forecast=7",    "ssa.method=vector",
        "ssa.method=recurrent", "ssa.replicas=0",    "ssa.replicas=15",    "ssa.level=0.8",     "ssa.level=0.95",
        "ssa.suggest=none",  "ssa.suggest=gap",      "ssa.suggest=surrogates", "ssa.sweep=",    "ssa.sweep=9;12",
        "ssa.sweep-step=3",  "ssa.landscape=0",      "ssa.landscape=3",    "study.seed=1",      "study.seed=9",
        "data.source=sine",  "data.source=airpassengers", "data.noise=0.1", "data.first=5",      "data.first=0",
        "data.window=9",     "study.subject=both",   "study.subject=series" };
  g_autoptr (WscStudy) study = small_study ("study.subject=series estimate.replicas=2 training.epochs=1");
  g_autoptr (WscResults) previous = NULL;

  for (guint step = 0; step < 60; step++)
    {
      g_autoptr (GError) error = NULL;

      for (int i = g_test_rand_int_range (0, 3); i >= 0; i--)
        {
          const char *edit = edits[g_test_rand_int_range (0, G_N_ELEMENTS (edits))];
          g_test_message ("%s", edit);
          g_assert_true (wsc_study_set (study, edit, NULL));
        }
      g_autoptr (WscResults) results = wsc_pipeline_run (study, previous, NULL, &error);
      g_assert_no_error (error);
      g_autoptr (WscResults) fresh = wsc_pipeline_run (study, NULL, NULL, NULL);
      assert_same_parts (fresh, results);
      g_assert_false (wsc_results_is_partial (results));
      g_clear_pointer (&previous, wsc_results_unref);
      previous = g_steal_pointer (&results);
    }
}

/* --- files ------------------------------------------------------------------------ */

/* Two columns, a and b, of `n` values each, in a folder of their own. */
static char *
write_table (guint n)
{
  g_autofree char *folder = g_dir_make_tmp ("wsc-series-XXXXXX", NULL);
  g_autoptr (GString) text = g_string_new ("t,a,b\n");

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%u,%.6f,%.6f\n", i, sin (i * 0.5) + 0.01 * (i % 7), 2 + cos (i * 0.3) - 0.02 * (i % 5));
  char *path = g_build_filename (folder, "a.csv", NULL);
  g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
  return path;
}

static void
remove_table (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);

  g_remove (path);
  g_rmdir (folder);
}

static void
test_channel (void)
{
  g_autofree char *path = write_table (80);
  g_autofree char *base
    = g_strdup_printf (ALL_PARTS "data.source=file data.path=%s data.column=a data.channels=b", path);

  assert_changes (base, "ssa.channel=2", ALL & ~(guint) SSA);
  assert_changes (base, "data.channels=", ALL);
  remove_table (path);
}

/* Another series and back: the file is gone, and what was loaded from it is enough. */
static void
test_file_gone (void)
{
  g_autofree char *path = write_table (80);
  g_autofree char *base = g_strdup_printf (ALL_PARTS "data.source=file data.path=%s", path);
  g_autoptr (WscResults) first = run_with (base, "", NULL, NULL);

  remove_table (path);
  g_autoptr (WscResults) second = run_with (base, "ssa.components=1-4", first, NULL);
  g_assert_cmphex (get_changes (first, second), ==, SUM | FORECAST);
}

/* --- what is needed ------------------------------------------------------------------ */

static void
test_needs_of_subjects (void)
{
  g_autoptr (WscResults) neurons = run_small ("");
  g_autoptr (WscResults) series = run_small (ALL_PARTS);
  g_autoptr (WscResults) both = run_small (ALL_PARTS "study.subject=both");

  g_assert_null (wsc_results_get_series (neurons));
  g_assert_nonnull (wsc_results_get_neurons (neurons));
  g_assert_null (wsc_results_get_ensemble (series));
  g_assert_null (wsc_results_get_metrics (series));
  g_assert_null (wsc_results_get_restored (series));
  g_assert_null (wsc_results_get_stage_key (series, WSC_STAGE_TRAIN));
  g_assert_false (wsc_results_is_partial (series));
  assert_same_parts (series, both);
  assert_same_ensemble (wsc_results_get_ensemble (neurons), wsc_results_get_ensemble (both));
  assert_same_neurons (wsc_results_get_neurons (neurons), wsc_results_get_neurons (both));
}

static void
test_needs_of_runs (void)
{
  static const struct
  {
    guint needs, parts;
  } cases[] = {
    { WSC_NEED_SSA, SSA | CURVE | SUM | GROUPS },
    { WSC_NEED_SSA | WSC_NEED_FORECAST, SSA | CURVE | SUM | GROUPS | FORECAST },
    { WSC_NEED_SSA | WSC_NEED_SUGGESTION, SSA | CURVE | SUM | GROUPS | SUGGESTION },
    { WSC_NEED_SSA | WSC_NEED_SWEEP, SSA | CURVE | SUM | GROUPS | SWEEP },
    { WSC_NEED_SSA | WSC_NEED_LANDSCAPE, SSA | CURVE | SUM | GROUPS | LANDSCAPE },
    { WSC_NEED_SERIES, ALL },
  };
  static const WscSeriesParts none = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const WscObserver observer = { .needs = cases[i].needs };
      g_autoptr (WscResults) results = run_with (ALL_PARTS, "study.subject=neurons", NULL, &observer);
      g_autoptr (WscResults) nothing = wsc_results_new (wsc_results_get_study (results));

      g_assert_null (wsc_results_get_ensemble (results));
      nothing->series = none;
      nothing->series.ssa = wsc_ssa_ref (wsc_results_get_series (results)->ssa);
      g_assert_cmphex (get_changes (nothing, results) | SSA, ==, cases[i].parts);
    }
}

static void
test_needs_of_networks (void)
{
  const WscObserver observer = { .needs = WSC_NEED_NEURONS };
  g_autoptr (WscResults) results = run_with (ALL_PARTS, "", NULL, &observer);

  g_assert_nonnull (wsc_results_get_neurons (results));
  g_assert_null (wsc_results_get_series (results));
}

/* From the series alone to both: numbers that are the same are not decomposed again; and from there nothing is made. */
static void
test_subject_changes (void)
{
  g_autoptr (WscResults) series = run_with (ALL_PARTS, "", NULL, NULL);
  g_autoptr (WscResults) both = run_with (ALL_PARTS, "study.subject=both", series, NULL);
  g_autoptr (WscResults) longer = run_with (ALL_PARTS, "study.subject=both training.epochs=4", both, NULL);
  g_autoptr (WscResults) wider = run_with (ALL_PARTS, "study.subject=both data.window=7", longer, NULL);
  const WscObserver observer = { .needs = WSC_NEED_SERIES };
  g_autoptr (WscResults) again = run_with (ALL_PARTS, "study.subject=both", both, &observer);

  g_assert_cmphex (get_changes (series, both), ==, NOTHING);
  g_assert_cmphex (get_changes (both, longer), ==, NOTHING);
  g_assert_cmphex (get_changes (longer, wider), ==, NOTHING);
  g_assert_cmphex (get_changes (both, again), ==, NOTHING);
  g_assert_true (wsc_results_get_dataset (again) == wsc_results_get_dataset (both));
  g_assert_true (wsc_results_get_ensemble (longer) != wsc_results_get_ensemble (both));
  g_autoptr (WscResults) components = run_with (ALL_PARTS, "study.subject=both ssa.components=1-3", both, NULL);
  g_assert_true (wsc_results_get_ensemble (components) == wsc_results_get_ensemble (both));
  g_assert_true (wsc_results_get_neurons (components) == wsc_results_get_neurons (both));
}

/* Networks read more than the series has; nothing is trained, so it does not matter. */
static void
test_short_series (void)
{
  g_autoptr (WscResults) results
    = run_small ("study.subject=series data.length=12 data.window=50 model.layers=9;2;9 estimate.layer=1 ssa.landscape=3");

  g_assert_cmpuint (wsc_ssa_get_window (wsc_results_get_series (results)->ssa), ==, 6);
}

/* --- threads --------------------------------------------------------------------------- */

static void
test_threads (void)
{
  static const guint threads[] = { 2, 3, 7 };
  const WscObserver one = { .n_threads = 1 };
  g_autoptr (WscResults) expected = run_with (ALL_PARTS, "", NULL, &one);

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    {
      const WscObserver observer = { .n_threads = threads[i] };
      g_autoptr (WscResults) results = run_with (ALL_PARTS, "", NULL, &observer);
      assert_same_parts (expected, results);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/study/series/options", test_options);
  g_test_add_func ("/study/series/options-under-others", test_options_under_others);
  g_test_add_func ("/study/series/walk", test_walk);
  g_test_add_func ("/study/series/channel", test_channel);
  g_test_add_func ("/study/series/file-gone", test_file_gone);
  g_test_add_func ("/study/series/needs-of-subjects", test_needs_of_subjects);
  g_test_add_func ("/study/series/needs-of-runs", test_needs_of_runs);
  g_test_add_func ("/study/series/needs-of-networks", test_needs_of_networks);
  g_test_add_func ("/study/series/subject-changes", test_subject_changes);
  g_test_add_func ("/study/series/short-series", test_short_series);
  g_test_add_func ("/study/series/threads", test_threads);
  return g_test_run ();
}
