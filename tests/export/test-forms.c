/* The figure of a study as published and corrected: what it needs, what it says, and where. */
#include <string.h>

#include <glib/gstdio.h>

#include "export/export-private.h"
#include "plot/pair.h"
#include "plot/plot-private.h"

static WscStudy *
load (const char *name, const char *assignments)
{
  g_autoptr (GError) error = NULL;
  WscStudy *study = wsc_study_load (name, &error);
  g_auto (GStrv) items = g_strsplit (assignments, " ", -1);

  g_assert_no_error (error);
  for (char **item = items; *item; item++)
    {
      wsc_study_set (study, *item, &error);
      g_assert_no_error (error);
    }
  return study;
}

static WscResults *
run (const WscStudy *study)
{
  g_autoptr (GError) error = NULL;
  WscResults *results = wsc_pipeline_run (study, NULL, NULL, &error);

  g_assert_no_error (error);
  return results;
}

/* Of the study, with its other form at its side. */
static WscResults *
run_both (const char *name, const char *assignments)
{
  g_autoptr (WscStudy) study = load (name, assignments), other = wsc_study_new_counterpart (study, NULL);
  g_autoptr (WscResults) mine = run (study), theirs = run (other);

  return wsc_results_with_other_form (mine, theirs);
}

static char *
draw (const WscResults *results)
{
  g_autofree char *folder = g_dir_make_tmp ("weightscape-XXXXXX", NULL), *path = g_build_filename (folder, "f.svg", NULL);
  WscFigureOptions options = WSC_FIGURE_OPTIONS_INIT;
  g_autoptr (GError) error = NULL;
  char *text;

  wsc_export_figure (results, "side-by-side", path, &options, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_remove (path);
  g_rmdir (folder);
  return text;
}

/* Where the text begins, in points from the left and from the top. */
static void
find_place (const char *svg, const char *words, double *x, double *y)
{
  const char *found = strstr (svg, words), *text = found ? g_strrstr_len (svg, found - svg, "<text") : NULL;

  g_test_message ("%s", words);
  g_assert_nonnull (text);
  *x = g_ascii_strtod (strstr (text, " x=\"") + 4, NULL);
  *y = g_ascii_strtod (strstr (text, " y=\"") + 4, NULL);
}

#define SMALL_FIG6 "data.length=80 estimate.replicas=7 training.epochs=3"

/* As published stands at the left, whichever of the two is asked for, over the sentence. */
static void
test_neurons (void)
{
  static const char *const names[] = { "fig6", "fig6-as-published" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (WscResults) results = run_both (names[i], SMALL_FIG6);
      g_autofree char *svg = draw (results);
      double x[3], y[3];

      g_assert_true (wsc_figures_can_draw ("side-by-side", results));
      find_place (svg, ">As published<", &x[0], &y[0]);
      find_place (svg, ">Corrected<", &x[1], &y[1]);
      find_place (svg, ">As published, nothing is resampled", &x[2], &y[2]);
      g_assert_cmpfloat (x[0], <, x[1]);
      g_assert_cmpfloat (y[0], ==, y[1]);
      g_assert_cmpfloat (y[2], >, 250);
      g_assert_nonnull (strstr (svg, "one scale"));
    }
}

static void
test_given_neurons (void)
{
  g_autoptr (WscResults) results = run_both ("fig2", "");
  g_autofree char *svg = draw (results);

  g_assert_nonnull (strstr (svg, ">Corrected<"));
}

/* Of several methods each form has a row of its own. */
static void
test_methods (void)
{
  g_autoptr (WscResults) results = run_both ("fig6", SMALL_FIG6 " estimate.methods=variational");
  g_autofree char *svg = draw (results);
  double x[2], y[2];

  find_place (svg, ">As published<", &x[0], &y[0]);
  find_place (svg, ">Corrected<", &x[1], &y[1]);
  g_assert_cmpfloat (y[0], <, y[1]);
  g_assert_null (strstr (svg, "one scale"));
}

static void
test_charts (void)
{
  g_autoptr (WscResults) series = run_both ("fig4", "data.noise=0.3");
  g_autoptr (WscResults) fewer = run_both ("fig9-iris", "estimate.replicas=4 training.epochs=3 reduction.repeats=2 reduction.step=20");
  g_autofree char *first = draw (series), *second = draw (fewer);

  g_assert_nonnull (strstr (first, ">Components<"));
  g_assert_nonnull (strstr (second, ">Accuracy on test data<"));
}

/* Two charts are read against each other. */
static void
test_axes_are_shared (void)
{
  g_autoptr (WscResults) results = run_both ("fig4", "data.noise=0.3");
  const WscResults *const both[] = { wsc_results_get_other_form (results), results };
  WscPlot *plots[2];
  g_autoptr (WscPlot) alone = wsc_plot_new_ssa_sweep (results, NULL);

  wsc_plot_new_pair (both, plots);
  for (guint i = 0; i < plots[0]->grid->n_plots; i++)
    {
      const WscPlot *a = plots[0]->grid->plots[i], *b = plots[1]->grid->plots[i];
      g_assert_cmpfloat (a->x_low, ==, b->x_low);
      g_assert_cmpfloat (a->x_high, ==, b->x_high);
      g_assert_cmpfloat (a->y_low, ==, b->y_low);
      g_assert_cmpfloat (a->y_high, ==, b->y_high);
      g_assert_cmpfloat (b->y_low, <=, alone->grid->plots[i]->y_low);
      g_assert_cmpfloat (b->y_high, >=, alone->grid->plots[i]->y_high);
    }
  wsc_plot_unref (plots[0]);
  wsc_plot_unref (plots[1]);
}

static void
test_alone (void)
{
  g_autoptr (WscStudy) study = load ("fig2", "");
  g_autoptr (WscResults) results = run (study);
  WscFigureOptions options = WSC_FIGURE_OPTIONS_INIT;
  g_autoptr (GError) error = NULL;

  g_assert_false (wsc_figures_can_draw ("side-by-side", results));
  g_assert_false (wsc_export_figure (results, "side-by-side", "/nowhere/f.svg", &options, &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_RANGE);
  g_assert_cmpstr (error->message, ==,
                   "No figure “side-by-side” of these results: the study has one form alone, or both are not computed: its other form is named by "
                   "study.counterpart");
}

/* Another view leaves both where they are. */
static void
test_view_keeps_both (void)
{
  g_autoptr (WscResults) results = run_both ("fig2", "");
  g_autoptr (WscStudy) study = load ("fig2", "view.azimuth=10");
  g_autoptr (WscResults) seen = wsc_results_with_view (results, study);

  g_assert_true (wsc_results_get_other_form (seen) == wsc_results_get_other_form (results));
  g_assert_cmpfloat (wsc_results_get_study (seen)->view.azimuth, ==, 10);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/export/forms/neurons", test_neurons);
  g_test_add_func ("/export/forms/given-neurons", test_given_neurons);
  g_test_add_func ("/export/forms/methods", test_methods);
  g_test_add_func ("/export/forms/charts", test_charts);
  g_test_add_func ("/export/forms/axes-are-shared", test_axes_are_shared);
  g_test_add_func ("/export/forms/alone", test_alone);
  g_test_add_func ("/export/forms/view-keeps-both", test_view_keeps_both);
  return g_test_run ();
}
