/* The figures of the series as files of each kind, and what is said where there is none. */
#include <glib/gstdio.h>

#include "export/export-private.h"
#include "small-run.h"

static gboolean
is_of_series (const WscFigureInfo *figure)
{
  return (figure->needs & WSC_NEED_SERIES) != 0;
}

static void
assert_file (const WscResults *results, const char *name, const char *folder, const char *suffix, const char *start)
{
  const WscFigureOptions options = { 120, 90, TRUE, 72, WSC_THEME_PRINT, FALSE, NULL, 8, .n_frames = 2, .seconds = 1 };
  g_autofree char *path = g_strdup_printf ("%s/f%s", folder, suffix), *bytes = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;
  wsc_export_figure (results, name, path, &options, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  g_assert_true (g_str_has_prefix (bytes, start));
  g_assert_cmpuint (length, >, 1500);
  g_remove (path);
}

static void
test_files (void)
{
  g_autofree char *folder = g_dir_make_tmp ("wsc-figures-XXXXXX", NULL);
  g_autoptr (WscResults) results = run_small (SMALL_SERIES " ssa.groups=" NAMES_TO_QUOTE);
  guint n, n_drawn = 0;
  const WscFigureInfo *figures = wsc_figures (&n);
  for (guint i = 0; i < n; i++)
    {
      g_assert_cmpint (wsc_figures_can_draw (figures[i].name, results), ==,
                       is_of_series (&figures[i]) || g_str_equal (figures[i].name, "series"));
      if (!is_of_series (&figures[i]))
        continue;
      assert_file (results, figures[i].name, folder, ".png", "\x89PNG\r\n");
      assert_file (results, figures[i].name, folder, ".svg", "<?xml");
      assert_file (results, figures[i].name, folder, ".pdf", "%PDF-1.");
      n_drawn++;
    }
  g_assert_cmpuint (n_drawn, ==, 11);
  g_rmdir (folder);
}

static void
assert_refused (const WscResults *results, const char *name, const char *why)
{
  const WscFigureOptions options = WSC_FIGURE_OPTIONS_INIT;
  g_autofree char *message = g_strdup_printf ("No figure “%s” of these results: %s", name, why);
  g_autoptr (GError) error = NULL;
  g_assert_false (wsc_figures_can_draw (name, results));
  g_assert_false (wsc_export_figure (results, name, "/nonexistent/x.svg", &options, &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_RANGE);
  g_assert_cmpstr (error->message, ==, message);
}

static void
test_refused (void)
{
  g_autoptr (WscResults) none = run_small (SMALL_SERIES " ssa.forecast=0 ssa.landscape=0");
  g_autoptr (WscResults) refused = run_small (SMALL_SERIES " ssa.components=");
  g_autoptr (WscResults) neurons = run_small (SMALL_SINE);
  assert_refused (none, "ssa-forecast", "ssa.forecast is 0; set it to the number of values wanted");
  assert_refused (none, "ssa-landscape", "ssa.landscape is 0; set it to the number of windows, up to 200");
  assert_refused (none, "loss", "no replica is trained here");
  assert_refused (refused, "ssa-forecast", "No components were chosen; allowed: 1 to 20");
  assert_refused (neurons, "ssa", "the series is not decomposed: it is a table, or the run was stopped");
  assert_refused (neurons, "ssa-residual", "the series is not decomposed: it is a table, or the run was stopped");
}

/* What each figure needs is what a run must compute for it, and no networks. */
static void
test_needs (void)
{
  g_autoptr (WscStudy) study = wsc_study_new ();
  g_auto (GStrv) items = g_strsplit (SMALL_SERIES " study.subject=neurons", " ", -1);
  guint n;
  const WscFigureInfo *figures = wsc_figures (&n);
  for (char **item = items; *item; item++)
    g_assert_true (wsc_study_set (study, *item, NULL));
  for (guint i = 0; i < n; i++)
    {
      const WscObserver observer = { .needs = figures[i].needs };
      if (!is_of_series (&figures[i]))
        continue;
      g_autoptr (WscResults) results = wsc_pipeline_run (study, NULL, &observer, NULL);
      g_assert_null (wsc_results_get_ensemble (results));
      g_assert_true (wsc_figures_can_draw (figures[i].name, results));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/export/figures-series/files", test_files);
  g_test_add_func ("/export/figures-series/refused", test_refused);
  g_test_add_func ("/export/figures-series/needs", test_needs);
  return g_test_run ();
}
