/* Tables and figures of clusters and of the reduction: what the values say, in both forms, and why there is none. */
#include <glib/gstdio.h>

#include "read-table.h"
#include "small-run.h"

#define FEWER SMALL_IRIS " clusters.count=3 clusters.suggest=silhouette reduction.step=2 reduction.repeats=2 clusters.restarts=2"
#define NEEDS (WSC_NEED_NEURONS | WSC_NEED_CLUSTERS | WSC_NEED_REDUCTION | WSC_NEED_COUNT | WSC_NEED_CURVE)

static WscResults *
reduce_small (const char *assignments)
{
  g_autoptr (WscResults) plain = run_small (assignments);
  g_autoptr (GError) error = NULL;
  WscResults *results = wsc_results_reduce (plain, wsc_results_get_study (plain), NEEDS, NULL, &error);
  g_assert_no_error (error);
  return results;
}

static guint
get_n_rows (const Read *read)
{
  return read->cells->len / read->n_columns;
}

/* --- tables ---------------------------------------------------------------------- */

static void
test_clusters (gconstpointer format)
{
  g_autoptr (WscResults) results = reduce_small (FEWER);
  const WscReductionParts *parts = wsc_results_get_reduction (results);
  Read clusters = export(results, "clusters", GPOINTER_TO_INT (format));
  Read communities = export(results, "communities", GPOINTER_TO_INT (format));
  g_assert_cmpuint (get_n_rows (&clusters), ==, 4);
  g_assert_cmpuint (get_n_rows (&communities), ==, 4);
  for (guint i = 0; i < 4; i++)
    {
      assert_same (get_cell (&clusters, i, 0), i + 1);
      assert_same (get_cell (&clusters, i, 1), parts->clusters->labels[i] + 1);
      assert_same (get_cell (&communities, i, 1), parts->communities->labels[i] + 1);
      assert_same (get_cell (&communities, i, 2), parts->communities->strength[i]);
    }
  read_clear (&clusters);
  read_clear (&communities);
}

static void
test_distances (gconstpointer format)
{
  g_autoptr (WscResults) results = reduce_small (FEWER " clusters.metric=wasserstein");
  const WscReductionParts *parts = wsc_results_get_reduction (results);
  Read read = export(results, "distances", GPOINTER_TO_INT (format));
  g_assert_cmpuint (get_n_rows (&read), ==, 6);
  for (guint row = 0; row < 6; row++)
    {
      guint i = (guint) get_cell (&read, row, 0) - 1, j = (guint) get_cell (&read, row, 1) - 1;
      g_assert_cmpuint (i, <, j);
      assert_same (get_cell (&read, row, 2), parts->distances->values[4 * i + j]);
    }
  read_clear (&read);
}

static void
test_period (gconstpointer format)
{
  g_autoptr (WscResults) results = reduce_small (FEWER);
  const WscCircle *circle = wsc_results_get_reduction (results)->circle;
  Read read = export(results, "period", GPOINTER_TO_INT (format));
  g_assert_cmpuint (get_n_rows (&read), ==, circle->n_lags);
  for (guint i = 0; i < circle->n_lags; i++)
    {
      assert_same (get_cell (&read, i, 0), i + 1);
      assert_same (get_cell (&read, i, 1), circle->autocorrelation[i]);
      assert_same (get_cell (&read, i, 2), circle->period == i + 1 ? 1 : 0);
    }
  read_clear (&read);
}

/* A neuron that is kept is itself. */
static void
test_composition (gconstpointer format)
{
  g_autoptr (WscResults) results = reduce_small (FEWER " reduction.method=variance");
  const WscReduction *reduction = wsc_results_get_reduction (results)->reduction;
  Read read = export(results, "composition", GPOINTER_TO_INT (format));
  guint n_ones = 0;
  g_assert_cmpuint (get_n_rows (&read), ==, 4 * (1 + reduction->k));
  for (guint row = 0; row < get_n_rows (&read); row++)
    if (get_cell (&read, row, 0) == get_cell (&read, row, 1))
      {
        g_assert_cmpfloat_with_epsilon (get_cell (&read, row, 2), 1, 1e-12);
        n_ones++;
      }
  g_assert_cmpuint (n_ones, ==, 3);
  read_clear (&read);
}

static void
test_curve (void)
{
  g_autoptr (WscResults) results = reduce_small (FEWER);
  const WscReductionCurve *curve = wsc_results_get_reduction (results)->curve;
  g_autoptr (GString) out = g_string_new (NULL);
  g_assert_true (wsc_export_table (results, "reduction", WSC_FORMAT_CSV, out, NULL));
  g_auto (GStrv) lines = g_strsplit (out->str, "\n", -1);
  g_assert_cmpstr (lines[0], ==, "method,distance,clusters,parameters,split,metric,mean,sd");
  g_assert_cmpuint (g_strv_length (lines), ==, 2 + 3 * curve->n_lines * curve->n_counts);
  for (guint i = 0; i < curve->n_counts; i++)
    {
      g_autofree char *mean = wsc_format_number (curve->lines[0].mean[i].test), *sd = wsc_format_number (curve->lines[0].sd[i].test);
      g_autofree char *expected = g_strdup_printf ("clusters,euclidean,%u,%zu,test,accuracy,%s,%s", curve->counts[i], curve->parameters[i],
                                                   mean, sd);
      g_assert_cmpstr (lines[3 * i + 3], ==, expected);
    }
}

/* --- figures ----------------------------------------------------------------------- */

/* Colours by cluster have a legend in the file, unless it is not wanted. */
static void
test_legend (void)
{
  WscFigureOptions options = WSC_FIGURE_OPTIONS_INIT;
  g_autofree char *folder = g_dir_make_tmp ("wsc-reduce-XXXXXX", NULL), *path = g_build_filename (folder, "a.svg", NULL);
  g_autoptr (WscResults) results = reduce_small (SMALL_SINE " clusters.count=3 reduction.repeats=1 view.colour=cluster");
  for (guint k = 0; k < 2; k++)
    {
      g_autofree char *svg = NULL;
      g_autoptr (GError) error = NULL;
      options.without_legend = k == 1;
      wsc_export_figure (results, "neurons", path, &options, &error);
      g_assert_no_error (error);
      g_assert_true (g_file_get_contents (path, &svg, NULL, NULL));
      g_assert_cmpint (strstr (svg, ">cluster</tspan>") != NULL, ==, k == 0);
    }
  g_remove (path);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static gboolean
is_fewer (const WscFigureInfo *figure)
{
  return (figure->needs & WSC_NEED_FEWER) != 0;
}

static void
test_figures (void)
{
  static const char *const endings[] = { ".png", ".svg", ".pdf" }, *const starts[] = { "\x89PNG\r\n", "<?xml", "%PDF-1." };
  const WscFigureOptions options = { 120, 90, TRUE, 72, WSC_THEME_DARK, FALSE, NULL, 8, .n_frames = 2, .seconds = 1 };
  g_autofree char *folder = g_dir_make_tmp ("wsc-reduce-XXXXXX", NULL);
  g_autoptr (WscResults) table = reduce_small (FEWER);
  g_autoptr (WscResults) series = reduce_small (SMALL_SINE " clusters.count=3 clusters.suggest=silhouette reduction.repeats=2");
  guint n, n_drawn = 0;
  const WscFigureInfo *figures = wsc_figures (&n);
  for (guint i = 0; i < n; i++)
    for (guint j = 0; is_fewer (&figures[i]) && j < G_N_ELEMENTS (endings); j++)
      {
        g_autofree char *path = g_strdup_printf ("%s/a%s", folder, endings[j]), *bytes = NULL;
        g_autoptr (GError) error = NULL;
        gsize length;
        wsc_export_figure (series, figures[i].name, path, &options, &error);
        g_assert_no_error (error);
        g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
        g_assert_true (g_str_has_prefix (bytes, starts[j]));
        g_assert_cmpuint (length, >, 1500);
        g_remove (path);
        g_assert_cmpint (wsc_figures_can_draw (figures[i].name, table), ==, !g_str_equal (figures[i].name, "reduced-series"));
        n_drawn++;
      }
  g_assert_cmpuint (n_drawn, ==, 6 * G_N_ELEMENTS (endings));
  g_rmdir (folder);
}

/* Clusters side by side, each in the order of the tree; without clusters the order of the tree alone. */
static void
test_order (void)
{
  g_autoptr (WscResults) results = reduce_small (FEWER " model.layers=auto;16;auto clusters.count=5");
  const WscReductionParts *parts = wsc_results_get_reduction (results);
  g_autofree guint *order = wsc_cluster_dup_order (parts);
  guint n_changes = 0, seen = 0;
  for (guint i = 0; i < 16; i++)
    {
      seen |= 1u << order[i];
      n_changes += i > 0 && parts->clusters->labels[order[i]] != parts->clusters->labels[order[i - 1]];
    }
  g_assert_cmpuint (seen, ==, 0xffff);
  g_assert_cmpuint (n_changes, ==, 4);
}

/* --- what there is not ---------------------------------------------------------------- */

static void
assert_no_table (const WscResults *results, const char *name, const char *why)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *message = g_strdup_printf ("No table “%s” in these results: %s", name, why);
  g_assert_false (wsc_export_table (results, name, WSC_FORMAT_CSV, out, &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_RANGE);
  g_assert_cmpstr (error->message, ==, message);
  g_assert_cmpuint (out->len, ==, 0);
}

static void
assert_no_figure (const WscResults *results, const char *name, const char *why)
{
  const WscFigureOptions options = WSC_FIGURE_OPTIONS_INIT;
  g_autoptr (GError) error = NULL;
  g_autofree char *message = g_strdup_printf ("No figure “%s” of these results: %s", name, why);
  g_assert_false (wsc_export_figure (results, name, "/nonexistent/x.svg", &options, &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_RANGE);
  g_assert_cmpstr (error->message, ==, message);
}

static void
test_missing (void)
{
  g_autoptr (WscResults) plain = run_small (SMALL_IRIS);
  g_autoptr (WscResults) whole = reduce_small (SMALL_IRIS " reduction.step=0");
  assert_no_table (plain, "distances", "the neurons are not compared: the run was stopped");
  assert_no_table (whole, "clusters",
                   "every neuron stays: set clusters.count to the number of clusters, or clusters.method to communities");
  assert_no_table (whole, "reduction", "reduction.step is 0; set it to 1 or more");
  assert_no_table (whole, "composition",
                   "no neuron is a combination of others: set reduction.method to variance or qpfs, and clusters.count to how many are kept");
  assert_no_figure (whole, "reduction", "reduction.step is 0; set it to 1 or more");
  assert_no_figure (whole, "cluster-count", "nothing is suggested: set clusters.suggest");
  assert_no_figure (whole, "reduced-series", "the data are a table, not a series, or every neuron stays: set clusters.count");
}

static void
add (const char *path, GTestDataFunc func)
{
  g_autofree char *csv = g_strconcat ("/export/reduce/", path, "/csv", NULL), *json = g_strconcat ("/export/reduce/", path, "/json", NULL);
  g_test_add_data_func (csv, GINT_TO_POINTER (WSC_FORMAT_CSV), func);
  g_test_add_data_func (json, GINT_TO_POINTER (WSC_FORMAT_JSON), func);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("clusters", test_clusters);
  add ("distances", test_distances);
  add ("period", test_period);
  add ("composition", test_composition);
  g_test_add_func ("/export/reduce/curve", test_curve);
  g_test_add_func ("/export/reduce/figures", test_figures);
  g_test_add_func ("/export/reduce/legend", test_legend);
  g_test_add_func ("/export/reduce/order", test_order);
  g_test_add_func ("/export/reduce/missing", test_missing);
  return g_test_run ();
}
