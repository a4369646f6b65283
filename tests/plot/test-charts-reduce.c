/* The charts of clusters and of smaller networks, against the parts that they are drawn from. */
#include "samples.h"

static WscResults *
run (const char *assignments)
{
  static const char *const small[] = { "data.length=120",       "data.window=10",        "data.split=last",   "data.test-share=0.3", "model.layers=10;2;10",
                                       "estimate.replicas=6",   "training.epochs=5",     "reduction.step=4",  "reduction.repeats=2" };
  g_autoptr (WscStudy) study = wsc_study_new ();
  g_auto (GStrv) items = g_strsplit (assignments, " ", -1);
  g_autoptr (GError) error = NULL;
  for (guint i = 0; i < G_N_ELEMENTS (small); i++)
    g_assert_true (wsc_study_set (study, small[i], NULL));
  for (char **item = items; *item; item++)
    g_assert_true (**item == '\0' || wsc_study_set (study, *item, NULL));
  const WscObserver observer = { .n_threads = 1, .needs = WSC_NEED_NEURONS | WSC_NEED_FEWER };
  WscResults *results = wsc_pipeline_run (study, NULL, &observer, &error);
  g_assert_no_error (error);
  return results;
}

static const WscShape *
find_shape (const WscPlot *plot, WscShapeKind kind, const char *label)
{
  for (guint i = 0; i < plot->n_shapes; i++)
    if (plot->shapes[i].kind == kind && g_strcmp0 (plot->shapes[i].label, label) == 0)
      return &plot->shapes[i];
  return NULL;
}

/* --- the tree ---------------------------------------------------------------------- */

/* A cut anywhere between two merges makes as many clusters as the drawn one. */
static void
test_cut (gconstpointer method)
{
  g_autofree char *assignments = g_strdup_printf ("clusters.method=%s clusters.count=4", (const char *) method);
  g_autoptr (WscResults) results = run (assignments);
  const WscReductionParts *parts = wsc_results_get_reduction (results);
  g_autoptr (WscPlot) plot = wsc_plot_new_cluster_tree (results);
  const WscShape *cut = find_shape (plot, WSC_SHAPE_LEVEL, "Cut");
  g_assert_nonnull (cut);
  g_assert_cmpuint (wsc_cluster_tree_count (parts, cut->y[0]), ==, 4);
  g_assert_cmpuint (wsc_cluster_tree_count (parts, 0), ==, 10);
  g_assert_cmpuint (wsc_cluster_tree_count (parts, parts->tree[8].height), ==, 1);
  /* Nine merges and the cut; those below the cut are of their cluster's colour, those above of none. */
  g_assert_cmpuint (plot->n_shapes, ==, 10);
  for (guint i = 0; i < 9; i++)
    g_assert_true ((plot->shapes[i].colour == WSC_PLOT_GREY) == (parts->tree[i].height > cut->y[0]));
}

/* Clusters that the tree did not make are not cut out of it. */
static void
test_no_cut (void)
{
  g_autoptr (WscResults) results = run ("clusters.count=4");
  g_autoptr (WscPlot) plot = wsc_plot_new_cluster_tree (results);
  g_assert_null (find_shape (plot, WSC_SHAPE_LEVEL, "Cut"));
  g_assert_cmpuint (plot->n_shapes, ==, 9);
}

/* --- distances ------------------------------------------------------------------------ */

static void
test_order (void)
{
  g_autoptr (WscResults) results = run ("clusters.count=4");
  const WscReductionParts *parts = wsc_results_get_reduction (results);
  g_autofree guint *order = wsc_cluster_dup_order (parts);
  gboolean seen[10] = { FALSE };
  guint changes = 0;
  for (guint i = 0; i < 10; i++)
    {
      g_assert_cmpuint (order[i], <, 10);
      g_assert_false (seen[order[i]]);
      seen[order[i]] = TRUE;
      changes += i > 0 && parts->clusters->labels[order[i]] != parts->clusters->labels[order[i - 1]];
    }
  g_assert_cmpuint (changes, ==, 3);
}

/* A border about each cluster, and the numbers of neurons at both axes. */
static void
test_borders (void)
{
  g_autoptr (WscResults) results = run ("clusters.count=4");
  const WscReductionParts *parts = wsc_results_get_reduction (results);
  g_autofree guint *order = wsc_cluster_dup_order (parts);
  g_autoptr (WscPlot) plot = wsc_plot_new_cluster_distances (results);
  guint n_borders = 0, covered = 0;
  for (guint i = 0; i < plot->n_shapes; i++)
    if (plot->shapes[i].kind == WSC_SHAPE_LINE)
      {
        const double *x = plot->shapes[i].x;
        const guint from = (guint) x[0], to = (guint) x[1];
        for (guint j = from; j < to; j++)
          g_assert_cmpuint (parts->clusters->labels[order[j]], ==, parts->clusters->labels[order[from]]);
        covered += to - from;
        n_borders++;
      }
  g_assert_cmpuint (n_borders, ==, 4);
  g_assert_cmpuint (covered, ==, 10);
  g_auto (WscText) text = { 0 };
  g_auto (WscFrame) frame = { 0 };
  wsc_text_init (&text, 10);
  wsc_frame_init (&frame, plot, &text, 400, 300);
  g_assert_cmpuint (frame.y_ticks.n, ==, 10);
  for (guint i = 0; i < 10; i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", order[i] + 1);
      g_assert_cmpstr (frame.y_ticks.ticks[i].label, ==, number);
      g_assert_cmpstr (frame.x_ticks.ticks[i].label, ==, number);
    }
}

/* --- a circle -------------------------------------------------------------------------- */

static void
test_circle (void)
{
  g_autoptr (WscResults) results = run ("clusters.count=4");
  const WscCircle *circle = wsc_results_get_reduction (results)->circle;
  g_autoptr (WscPlot) plot = wsc_plot_new_circle (results);
  const WscShape *neurons = find_shape (plot->grid->plots[0], WSC_SHAPE_LINE, "Neurons");
  const WscShape *likeness = &plot->grid->plots[1]->shapes[0];
  g_assert_cmpuint (neurons->n, ==, 10);
  for (guint i = 0; i < 10; i++)
    g_assert_cmpfloat_with_epsilon (hypot (neurons->x[i], neurons->y[i]), circle->radii[i], 1e-12);
  g_assert_cmpmem (likeness->y, likeness->n * sizeof (double), circle->autocorrelation, circle->n_lags * sizeof (double));
}

/* --- what it is worth -------------------------------------------------------------------- */

static void
test_curve (void)
{
  g_autoptr (WscResults) results = run ("clusters.count=4");
  const WscReductionParts *parts = wsc_results_get_reduction (results);
  g_autoptr (WscPlot) plot = wsc_plot_new_reduction_curve (results);
  g_assert_cmpuint (plot->grid->n_plots, ==, 2);
  for (guint half = 0; half < 2; half++)
    {
      const WscPlot *of = plot->grid->plots[half];
      const WscShape *line = NULL, *now = find_shape (of, WSC_SHAPE_MARKER, half == 0 ? "Now" : NULL);
      for (guint i = 0; i < of->n_shapes && !line; i++)
        if (of->shapes[i].kind == WSC_SHAPE_LINE)
          line = &of->shapes[i];
      g_assert_cmpuint (line->n, ==, parts->curve->n_counts);
      for (guint i = 0; i < line->n; i++)
        {
          g_assert_cmpfloat (line->x[i], ==, half == 0 ? parts->curve->counts[i] : (double) parts->curve->parameters[i]);
          g_assert_cmpfloat (line->y[i], ==, parts->curve->lines[0].mean[i].test);
        }
      g_assert_nonnull (now);
      if (half == 0)
        g_assert_cmpfloat (find_shape (of, WSC_SHAPE_MARKER, "Chosen")->x[0], ==, parts->curve->k);
      if (half == 0)
        g_assert_cmpfloat (now->x[0], ==, 4);
      g_assert_cmpint (of->log_x, ==, half == 1);
    }
}

static void
test_series (void)
{
  g_autoptr (WscResults) results = run ("clusters.count=4");
  const WscReductionParts *parts = wsc_results_get_reduction (results);
  g_autoptr (WscPlot) plot = wsc_plot_new_reduction_series (results);
  const WscShape *smaller = find_shape (plot, WSC_SHAPE_LINE, "Smaller network"), *whole = find_shape (plot, WSC_SHAPE_LINE, "Whole network");
  g_assert_cmpmem (smaller->y, 120 * sizeof (double), parts->restored, 120 * sizeof (double));
  g_assert_cmpmem (whole->y, 120 * sizeof (double), wsc_results_get_restored (results), 120 * sizeof (double));
}

/* --- how many ---------------------------------------------------------------------------- */

static void
test_count (void)
{
  g_autoptr (WscResults) results = run ("clusters.suggest=silhouette");
  const WscCount *count = wsc_results_get_reduction (results)->suggestion;
  g_autoptr (WscPlot) plot = wsc_plot_new_cluster_count (results);
  const WscShape *proposed = find_shape (plot, WSC_SHAPE_MARKER, "Proposed");
  g_assert_cmpstr (wsc_plot_get_summary (plot), ==, count->reason);
  g_assert_cmpfloat (proposed->x[0], ==, count->k);
  for (guint i = 0; i < count->n; i++)
    g_assert_true (!(count->scores[i] > proposed->y[0]));
}

static void
test_nothing (void)
{
  g_autoptr (WscStudy) study = wsc_study_new ();
  const WscObserver observer = { .n_threads = 1, .needs = WSC_NEED_SSA };
  g_autoptr (WscResults) results = wsc_pipeline_run (study, NULL, &observer, NULL);
  g_assert_null (wsc_plot_new_reduction_curve (results));
  g_assert_null (wsc_plot_new_reduction_series (results));
  g_assert_null (wsc_plot_new_cluster_tree (results));
  g_assert_null (wsc_plot_new_cluster_distances (results));
  g_assert_null (wsc_plot_new_cluster_count (results));
  g_assert_null (wsc_plot_new_circle (results));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/charts-reduce/cut/ward", "ward", test_cut);
  g_test_add_data_func ("/charts-reduce/cut/average", "average", test_cut);
  g_test_add_func ("/charts-reduce/no-cut", test_no_cut);
  g_test_add_func ("/charts-reduce/order", test_order);
  g_test_add_func ("/charts-reduce/borders", test_borders);
  g_test_add_func ("/charts-reduce/circle", test_circle);
  g_test_add_func ("/charts-reduce/curve", test_curve);
  g_test_add_func ("/charts-reduce/series", test_series);
  g_test_add_func ("/charts-reduce/count", test_count);
  g_test_add_func ("/charts-reduce/nothing", test_nothing);
  return g_test_run ();
}
