/* The tables of the series: what the library says, to the last bit, in both forms. */
#include "read-table.h"
#include "small-run.h"

static void
assert_columns (const Read *read, const char *expected)
{
  g_autofree char *names = g_strjoinv (" ", read->names);
  g_assert_cmpstr (names, ==, expected);
}

static guint
get_n_rows (const Read *read)
{
  return read->cells->len / read->n_columns;
}

static void
assert_row (const Read *read, guint row, const double *expected)
{
  for (guint j = 0; j < read->n_columns; j++)
    assert_same (get_cell (read, row, j), isfinite (expected[j]) ? expected[j] : NAN);
}

static WscResults *
run_series (const char *more)
{
  g_autofree char *all = g_strconcat (SMALL_SERIES, *more ? " " : "", more, NULL);
  return run_small (all);
}

/* --- one table after another ---------------------------------------------------- */

static void
test_series (gconstpointer format)
{
  g_autoptr (WscResults) results = run_series ("ssa.groups=a:1-2;b:4");
  const WscSeriesParts *parts = wsc_results_get_series (results);
  const WscDataset *dataset = wsc_results_get_dataset (results);
  Read read = export (results, "ssa-series", GPOINTER_TO_INT (format));
  assert_columns (&read, "t observed clean reconstructed residual a b");
  g_assert_cmpuint (get_n_rows (&read), ==, 90);
  for (guint t = 0; t < 90; t++)
    {
      const double expected[] = { wsc_dataset_get_times (dataset)[t], wsc_dataset_get_observed (dataset)[t],
                                  wsc_dataset_get_clean (dataset)[t], parts->reconstruction->signal[t],
                                  parts->reconstruction->residual[t], parts->grouped->series[t], parts->grouped->series[90 + t] };
      assert_row (&read, t, expected);
    }
  read_clear (&read);
  g_autoptr (WscResults) observed = run_series ("data.source=airpassengers");
  Read other = export (observed, "ssa-series", GPOINTER_TO_INT (format));
  assert_columns (&other, "t observed clean reconstructed residual");
  assert_same (get_cell (&other, 7, 2), NAN);
  read_clear (&other);
}

static void
test_components (gconstpointer format)
{
  g_autoptr (WscResults) results = run_series ("");
  const WscSsa *ssa = wsc_results_get_series (results)->ssa;
  Read read = export (results, "ssa-components", GPOINTER_TO_INT (format));
  assert_columns (&read, "component singular_value share period");
  g_assert_cmpuint (get_n_rows (&read), ==, 20);
  for (guint i = 0; i < 20; i++)
    {
      const double expected[]
          = { i + 1, wsc_ssa_get_singular_value (ssa, i), wsc_ssa_get_share (ssa, i), wsc_ssa_get_period (ssa, i) };
      assert_row (&read, i, expected);
    }
  read_clear (&read);
}

static void
test_vectors (gconstpointer format)
{
  g_autoptr (WscResults) results = run_series ("ssa.window=80 ssa.sweep= ssa.forecast=0 ssa.suggest=none");
  const WscSsa *ssa = wsc_results_get_series (results)->ssa;
  Read read = export (results, "ssa-vectors", GPOINTER_TO_INT (format));
  assert_columns (&read, "row u_1 u_2 u_3 u_4 u_5 u_6 u_7 u_8 u_9 u_10 u_11");
  g_assert_cmpuint (get_n_rows (&read), ==, 11);
  for (guint j = 0; j < 11; j++)
    for (guint i = 0; i < 11; i++)
      assert_same (get_cell (&read, j, i + 1), wsc_ssa_get_vector (ssa, i)[j]);
  assert_same (get_cell (&read, 10, 0), 11);
  read_clear (&read);
}

static void
test_pairs (gconstpointer format)
{
  g_autoptr (WscResults) results = run_series ("");
  const WscSsa *ssa = wsc_results_get_series (results)->ssa;
  Read read = export (results, "ssa-pairs", GPOINTER_TO_INT (format));
  guint n_oscillations = 0;
  assert_columns (&read, "first second w_correlation period frequency modulus");
  g_assert_cmpuint (get_n_rows (&read), ==, 19);
  for (guint i = 0; i < 19; i++)
    {
      guint32 items[] = { i, i + 1 };
      WscTerm terms[2];
      guint n = 0;
      gboolean is_one = wsc_ssa_get_terms (ssa, &(WscComponents){ 2, items }, terms, &n, NULL) && n == 1;
      const double expected[] = { i + 1, i + 2, wsc_ssa_get_correlations (ssa)[i * 20 + i + 1], is_one ? terms[0].period : NAN,
                                  is_one ? terms[0].frequency : NAN, is_one ? terms[0].modulus : NAN };
      assert_row (&read, i, expected);
      n_oscillations += is_one;
    }
  g_assert_cmpuint (n_oscillations, >, 3);
  read_clear (&read);
}

static void
test_correlations (gconstpointer format)
{
  g_autoptr (WscResults) results = run_series ("ssa.window=3 ssa.sweep= ssa.forecast=0 ssa.suggest=none");
  const double *w = wsc_ssa_get_correlations (wsc_results_get_series (results)->ssa);
  Read read = export (results, "ssa-wcorr", GPOINTER_TO_INT (format));
  assert_columns (&read, "component w_1 w_2 w_3");
  g_assert_cmpuint (get_n_rows (&read), ==, 3);
  for (guint i = 0; i < 3; i++)
    assert_row (&read, i, (const double[]){ i + 1, w[3 * i], w[3 * i + 1], w[3 * i + 2] });
  read_clear (&read);
}

static void
assert_sweep (const WscResults *results, const char *name, WscTableFormat format, const WscSweep *sweep)
{
  Read read = export (results, name, format);
  guint row = 0;
  assert_columns (&read, "window components mse mape");
  for (guint i = 0; i < wsc_sweep_get_n_windows (sweep); i++)
    for (guint j = 0; j < wsc_sweep_get_n_points (sweep, i); j++, row++)
      {
        const double expected[] = { (double) wsc_sweep_get_window (sweep, i), wsc_sweep_get_components (sweep, i, j),
                                    wsc_sweep_get_errors (sweep, i, j)->mse, wsc_sweep_get_errors (sweep, i, j)->mape };
        assert_row (&read, row, expected);
      }
  g_assert_cmpuint (get_n_rows (&read), ==, row);
  read_clear (&read);
}

static void
test_sweeps (gconstpointer format)
{
  g_autoptr (WscResults) results = run_series (""), alone = run_series ("ssa.sweep=");
  const WscSeriesParts *parts = wsc_results_get_series (results);
  g_assert_cmpuint (wsc_sweep_get_n_windows (parts->sweep), ==, 2);
  assert_sweep (results, "ssa-sweep", GPOINTER_TO_INT (format), parts->sweep);
  assert_sweep (results, "ssa-landscape", GPOINTER_TO_INT (format), parts->landscape);
  assert_sweep (alone, "ssa-sweep", GPOINTER_TO_INT (format), wsc_results_get_series (alone)->curve);
}

static void
test_forecast (gconstpointer format)
{
  g_autoptr (WscResults) results = run_series (""), plain = run_series ("ssa.replicas=0");
  const WscForecast *forecast = wsc_results_get_series (results)->forecast;
  const double *times = wsc_dataset_get_times (wsc_results_get_dataset (results)), *b[4];
  Read read = export (results, "ssa-forecast", GPOINTER_TO_INT (format));
  assert_columns (&read, "t forecast confidence_low confidence_high prediction_low prediction_high");
  g_assert_cmpuint (get_n_rows (&read), ==, 6);
  g_assert_true (wsc_forecast_get_bands (forecast, &b[0], &b[1], &b[2], &b[3]));
  for (guint i = 0; i < 6; i++)
    {
      const double t = times[89] + (i + 1) * ((times[89] - times[0]) / 89);
      assert_row (&read, i, (const double[]){ t, wsc_forecast_get_values (forecast)[i], b[0][i], b[1][i], b[2][i], b[3][i] });
    }
  read_clear (&read);
  Read without = export (plain, "ssa-forecast", GPOINTER_TO_INT (format));
  assert_same (get_cell (&without, 5, 1), wsc_forecast_get_values (wsc_results_get_series (plain)->forecast)[5]);
  for (guint j = 2; j < 6; j++)
    assert_same (get_cell (&without, 5, j), NAN);
  read_clear (&without);
}

static void
test_suggestion (gconstpointer format)
{
  static const char *const methods[] = { "gap", "validation", "surrogates" };
  for (guint m = 0; m < G_N_ELEMENTS (methods); m++)
    {
      g_autofree char *more = g_strconcat ("ssa.suggest=", methods[m], NULL);
      g_autoptr (WscResults) results = run_series (more);
      const WscSuggestion *suggestion = wsc_results_get_series (results)->suggestion;
      g_auto (WscComponents) kept = { 0 };
      const double *value, *low, *high;
      guint n = wsc_suggestion_get_evidence (suggestion, &value, &low, &high);
      Read read = export (results, "ssa-suggestion", GPOINTER_TO_INT (format));
      assert_columns (&read, "component kept evidence low high");
      g_assert_cmpuint (get_n_rows (&read), ==, n);
      wsc_suggestion_get_components (suggestion, &kept);
      for (guint i = 0; i < n; i++)
        assert_row (&read, i, (const double[]){ i + 1, wsc_components_contain (&kept, i), value ? value[i] : NAN,
                                                low ? low[i] : NAN, high ? high[i] : NAN });
      read_clear (&read);
    }
}

/* --- names that people give -------------------------------------------------------- */

static void
test_quoting (void)
{
  g_autoptr (WscResults) results = run_series ("ssa.groups=" NAMES_TO_QUOTE);
  g_autoptr (GString) csv = g_string_new (NULL), json = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_assert_true (wsc_export_table (results, "ssa-series", WSC_FORMAT_CSV, csv, &error));
  g_assert_true (wsc_export_table (results, "ssa-series", WSC_FORMAT_JSON, json, &error));
  g_assert_true (g_str_has_prefix (csv->str, "t,observed,clean,reconstructed,residual,\"Größe,ja\",\"say\"\"so\"\"\",a\\b\n"));
  g_assert_true (g_str_has_prefix (json->str, "{\"columns\": [\"t\", \"observed\", \"clean\", \"reconstructed\", \"residual\", "
                                              "\"Größe,ja\", \"say\\\"so\\\"\", \"a\\\\b\"],"));
}

/* --- what is not there ---------------------------------------------------------------- */

static void
assert_missing (const WscResults *results, const char *name, const char *why)
{
  g_autofree char *message = g_strdup_printf ("No table “%s” in these results: %s", name, why);
  g_autoptr (GString) out = g_string_new ("kept");
  g_autoptr (GError) error = NULL;
  g_assert_false (wsc_export_table (results, name, WSC_FORMAT_CSV, out, &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_RANGE);
  g_assert_cmpstr (error->message, ==, message);
  g_assert_cmpstr (out->str, ==, "kept");
}

static void
test_missing (void)
{
  g_autoptr (WscResults) none = run_series ("ssa.forecast=0 ssa.suggest=none ssa.landscape=0");
  g_autoptr (WscResults) refused = run_series ("ssa.components=");
  g_autoptr (WscResults) table = run_small (SMALL_IRIS);
  guint n;
  const WscTableInfo *tables = wsc_tables (&n);
  assert_missing (none, "ssa-forecast", "ssa.forecast is 0; set it to the number of values wanted");
  assert_missing (none, "ssa-suggestion", "ssa.suggest is none; set it to gap, validation or surrogates");
  assert_missing (none, "ssa-landscape", "ssa.landscape is 0; set it to the number of windows, up to 200");
  assert_missing (refused, "ssa-forecast", "No components were chosen; allowed: 1 to 20");
  for (guint i = 0; i < n; i++)
    if (g_str_has_prefix (tables[i].name, "ssa-"))
      assert_missing (table, tables[i].name, "the series is not decomposed: it is a table, or the run was stopped");
  assert_missing (none, "neurons",
                  "fewer than two replicas are trained: set estimate.replicas to 2 or more, and lower the learning rate if "
                  "they diverged");
}

/* --- what is needed, and by how many threads --------------------------------------------- */

/* A run of what the table needs, of a study whose subject is something else. */
static void
test_needs (void)
{
  g_autoptr (WscStudy) study = wsc_study_new ();
  g_auto (GStrv) items = g_strsplit (SMALL_SERIES " study.subject=neurons", " ", -1);
  g_autoptr (WscResults) whole = run_series ("");
  guint n;
  const WscTableInfo *tables = wsc_tables (&n);
  for (char **item = items; *item; item++)
    g_assert_true (wsc_study_set (study, *item, NULL));
  for (guint i = 0; i < n; i++)
    {
      const WscObserver observer = { .needs = tables[i].needs };
      g_autoptr (GString) expected = g_string_new (NULL), found = g_string_new (NULL);
      if (!g_str_has_prefix (tables[i].name, "ssa-"))
        continue;
      g_autoptr (WscResults) results = wsc_pipeline_run (study, NULL, &observer, NULL);
      g_assert_null (wsc_results_get_ensemble (results));
      g_assert_true (wsc_export_table (whole, tables[i].name, WSC_FORMAT_CSV, expected, NULL));
      g_assert_true (wsc_export_table (results, tables[i].name, WSC_FORMAT_CSV, found, NULL));
      g_assert_cmpstr (expected->str, ==, found->str);
    }
}

static char *
dup_all_tables (guint n_threads)
{
  const WscObserver observer = { .n_threads = n_threads };
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (WscStudy) study = wsc_study_new ();
  g_auto (GStrv) items = g_strsplit (SMALL_SERIES, " ", -1);
  guint n;
  const WscTableInfo *tables = wsc_tables (&n);
  for (char **item = items; *item; item++)
    g_assert_true (wsc_study_set (study, *item, NULL));
  g_autoptr (WscResults) results = wsc_pipeline_run (study, NULL, &observer, NULL);
  for (guint i = 0; i < n; i++)
    if (g_str_has_prefix (tables[i].name, "ssa-"))
      g_assert_true (wsc_export_table (results, tables[i].name, WSC_FORMAT_CSV, text, NULL));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
test_threads (void)
{
  static const guint threads[] = { 2, 3, 7 };
  g_autofree char *expected = dup_all_tables (1);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    {
      g_autofree char *found = dup_all_tables (threads[i]);
      g_assert_cmpstr (expected, ==, found);
    }
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    GTestDataFunc func;
  } tables[] = { { "series", test_series },     { "components", test_components },     { "vectors", test_vectors },
                 { "pairs", test_pairs },       { "correlations", test_correlations }, { "sweeps", test_sweeps },
                 { "forecast", test_forecast }, { "suggestion", test_suggestion } };
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    for (guint format = WSC_FORMAT_CSV; format <= WSC_FORMAT_JSON; format++)
      {
        g_autofree char *path = g_strdup_printf ("/export/tables-series/%s/%s", tables[i].name, format ? "json" : "csv");
        g_test_add_data_func (path, GINT_TO_POINTER (format), tables[i].func);
      }
  g_test_add_func ("/export/tables-series/quoting", test_quoting);
  g_test_add_func ("/export/tables-series/missing", test_missing);
  g_test_add_func ("/export/tables-series/needs", test_needs);
  g_test_add_func ("/export/tables-series/threads", test_threads);
  return g_test_run ();
}
