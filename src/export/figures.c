/* The figures and how each is drawn. */
#include "export/export-private.h"

#include <glib/gi18n-lib.h>

static const WscFigureInfo figures[] = {
  { "neurons", N_("The neurons in space: each as the region that holds it with the chosen probability."), WSC_NEED_NEURONS },
  { "compare", N_("The neurons as each method sees them, side by side, or one over the other."), WSC_NEED_NEURONS },
  { "spectrum", N_("The Hessian's eigenvalues, with those that are null, negative or raised to the floor."), WSC_NEED_NEURONS },
  { "evidence", N_("Variational inference: fit and divergence from the prior over the epochs."), WSC_NEED_NEURONS },
  { "loss", N_("The loss over the epochs: mean and standard deviation over replicas, and the test samples."), WSC_NEED_NEURONS },
  { "series", N_("The series: observed, without noise where that is known, and as the networks restore it."), WSC_NEED_NEURONS },
  { "ssa", N_("The series, the sum of its chosen components and of each group, and what is left."), WSC_NEED_SSA },
  { "ssa-components", N_("The singular values, coloured by what was chosen and grouped."), WSC_NEED_SSA },
  { "ssa-vectors", N_("The first eigenvectors."), WSC_NEED_SSA },
  { "ssa-pairs", N_("Neighbouring eigenvectors against each other: circles are oscillations."), WSC_NEED_SSA },
  { "ssa-periodograms", N_("The periodograms of the first components."), WSC_NEED_SSA },
  { "ssa-wcorr", N_("How alike the components are: the matrix of their w-correlations."), WSC_NEED_SSA },
  { "ssa-dendrogram", N_("The tree of the components by their w-correlations, and where it is cut."), WSC_NEED_SSA },
  { "ssa-sweep", N_("Errors against the number of components, for each window of ssa.sweep."), WSC_NEED_SSA | WSC_NEED_SWEEP },
  { "ssa-landscape", N_("Errors against window and number of components, as a map."), WSC_NEED_SSA | WSC_NEED_LANDSCAPE },
  { "ssa-forecast", N_("What follows the series, with its bands."), WSC_NEED_SSA | WSC_NEED_FORECAST },
  { "ssa-residual", N_("What is left: its periodogram, autocorrelations and normal quantiles."), WSC_NEED_SSA },
};

#define NO_SERIES N_("the series is not decomposed: it is a table, or the run was stopped")

typedef gboolean (*PictureFunc) (const WscResults *results, cairo_t *cr, double width, double height, double font_size,
                                 const WscFigureOptions *options, GError **error);

/* In the order of `figures`: one way to draw each, and what is missing if it cannot be. */
static const struct
{
  PictureFunc picture;
  WscPlot *(*plain) (const WscResults *results);
  WscSeriesChartFunc series;
  const char *missing;
} charts[] = {
  { wsc_picture_draw, NULL, NULL, N_("fewer than two replicas are trained: set estimate.replicas to 2 or more, and lower the learning rate if they diverged") },
  { wsc_picture_draw_compared, NULL, NULL, N_("no method has given an answer yet") },
  { NULL, wsc_plot_new_spectrum, NULL, N_("no method took a Hessian: set estimate.method or estimate.methods to sandwich") },
  { NULL, wsc_plot_new_evidence, NULL, N_("nothing was inferred by Bayes: set estimate.method or estimate.methods to variational") },
  { NULL, wsc_plot_new_loss, NULL, N_("no replica is trained") },
  { NULL, wsc_plot_new_series, NULL, N_("the data are a table, not a series") },
  { NULL, NULL, wsc_plot_new_ssa, NO_SERIES },
  { NULL, NULL, wsc_plot_new_ssa_components, NO_SERIES },
  { NULL, NULL, wsc_plot_new_ssa_vectors, NO_SERIES },
  { NULL, NULL, wsc_plot_new_ssa_pairs, N_("there are fewer than two components") },
  { NULL, NULL, wsc_plot_new_ssa_periodograms, NO_SERIES },
  { NULL, NULL, wsc_plot_new_ssa_wcorr, NO_SERIES },
  { NULL, NULL, wsc_plot_new_ssa_dendrogram, N_("there are fewer than two components") },
  { NULL, NULL, wsc_plot_new_ssa_sweep, NO_SERIES },
  { NULL, NULL, wsc_plot_new_ssa_landscape, N_("ssa.landscape is 0; set it to the number of windows, up to 200") },
  { NULL, NULL, wsc_plot_new_ssa_forecast, N_("ssa.forecast is 0; set it to the number of values wanted") },
  { NULL, NULL, wsc_plot_new_ssa_residual, NO_SERIES },
};
G_STATIC_ASSERT (G_N_ELEMENTS (figures) == G_N_ELEMENTS (charts));

const WscFigureInfo *
wsc_figures (guint *n)
{
  g_return_val_if_fail (n != NULL, NULL);
  *n = G_N_ELEMENTS (figures);
  return figures;
}

const WscFigureInfo *
wsc_figures_find (const char *name, GError **error)
{
  g_return_val_if_fail (name != NULL, NULL);
  const char *names[G_N_ELEMENTS (figures) + 1] = { NULL };
  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    {
      if (g_str_equal (figures[i].name, name))
        return &figures[i];
      names[i] = figures[i].name;
    }
  const char *nearest = wsc_nearest_word (name, names);
  g_autofree char *list = g_strjoinv (", ", (char **) names);
  if (nearest)
    g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE, _("No figure is called “%s”; did you mean “%s”? There are %s."),
                 name, nearest, list);
  else
    g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE, _("No figure is called “%s”. There are %s."), name, list);
  return NULL;
}

/* NULL for the neurons' picture, and where the results do not hold what is needed. */
static WscPlot *
new_chart (guint index, const WscResults *results)
{
  if (charts[index].plain)
    return charts[index].plain (results);
  return charts[index].series ? charts[index].series (results, NULL) : NULL;
}

static gboolean
is_picture (guint index)
{
  return charts[index].picture != NULL;
}

gboolean
wsc_figures_can_draw (const char *name, const WscResults *results)
{
  g_return_val_if_fail (name != NULL && results != NULL, FALSE);
  const WscFigureInfo *info = wsc_figures_find (name, NULL);
  if (!info)
    return FALSE;
  guint index = (guint) (info - figures);
  if (is_picture (index))
    return wsc_results_get_neurons (results) != NULL;
  g_autoptr (WscPlot) chart = new_chart (index, results);
  return chart != NULL;
}

/* A refusal of the method itself says more than that there is nothing. */
static const char *
get_missing (guint index, const WscResults *results)
{
  const WscSeriesParts *parts = wsc_results_get_series (results);
  if (parts && charts[index].series == wsc_plot_new_ssa_forecast && parts->forecast_problem)
    return parts->forecast_problem;
  return _(charts[index].missing);
}

/* For the metadata of files: the study's title, else what the figure is. */
char *
wsc_figure_dup_title (const WscResults *results, const char *name)
{
  const char *title = wsc_results_get_study (results)->title;
  return title && *title ? g_strdup_printf ("%s: %s", title, name) : g_strdup (name);
}

static void
paint_background (cairo_t *cr, double width, double height, WscTheme theme)
{
  WscRgba c = wsc_theme_background (theme);
  cairo_set_source_rgb (cr, c.r, c.g, c.b);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_fill (cr);
}

gboolean
wsc_export_draw (const WscResults *results, const char *name, cairo_t *cr, double width, double height,
                 double font_size, const WscFigureOptions *options, GError **error)
{
  g_return_val_if_fail (results != NULL && name != NULL && cr != NULL && options != NULL, FALSE);
  g_return_val_if_fail (width > 0 && height > 0 && font_size > 0, FALSE);
  const WscFigureInfo *info = wsc_figures_find (name, error);
  if (!info)
    return FALSE;
  guint index = (guint) (info - figures);
  g_autoptr (WscPlot) chart = new_chart (index, results);
  if (is_picture (index) ? !wsc_results_get_neurons (results) : !chart)
    {
      g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE, _("No figure “%s” of these results: %s"), name,
                   get_missing (index, results));
      return FALSE;
    }
  if (!options->transparent)
    paint_background (cr, width, height, options->theme);
  if (!chart)
    return charts[index].picture (results, cr, width, height, font_size, options, error);
  double margin = 0.5 * font_size;
  cairo_save (cr);
  cairo_translate (cr, margin, margin);
  wsc_plot_draw (chart, cr, width - 2 * margin, height - 2 * margin, font_size, options->theme);
  cairo_restore (cr);
  return TRUE;
}
