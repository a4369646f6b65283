/* The figures and how each is drawn. */
#include "export/export-private.h"

#include <glib/gi18n-lib.h>

static const WscFigureInfo figures[] = {
  { "neurons", N_("The neurons in space: each as the region that holds it with the chosen probability."), WSC_NEED_NEURONS },
  { "turntable", N_("The neurons in space while they turn about the upright axis: an animated .webp, or a folder of .png pictures."), WSC_NEED_NEURONS },
  { "density", N_("The mean density of the neurons over the plane of two coordinates, as a surface over its contours."), WSC_NEED_NEURONS },
  { "compare", N_("The neurons as each method sees them, side by side, or one over the other."), WSC_NEED_NEURONS },
  { "spectrum", N_("The Hessian's eigenvalues, with those that are null, negative or raised to the floor."), WSC_NEED_NEURONS },
  { "evidence", N_("Variational inference: fit and divergence from the prior over the epochs."), WSC_NEED_NEURONS },
  { "weights", N_("The weights of the neuron that view.selected names, and the window of the series that it answers most."), WSC_NEED_NEURONS },
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
  { "reduction", N_("What the network is worth with fewer neurons, against their number and against that of its parameters."),
    WSC_NEED_NEURONS | WSC_NEED_REDUCTION | WSC_NEED_CURVE },
  { "dendrogram", N_("The tree of the neurons by their distances, and where it is cut."), WSC_NEED_NEURONS | WSC_NEED_CLUSTERS },
  { "distances", N_("The distances between the neurons as a matrix, in the order of the tree, with the borders of the clusters."),
    WSC_NEED_NEURONS | WSC_NEED_CLUSTERS },
  { "cluster-count", N_("How many clusters there are: the score of each number, and the one that is proposed."), WSC_NEED_NEURONS | WSC_NEED_COUNT },
  { "reduced-series", N_("The series as the whole network restores it, and as the smaller one does."), WSC_NEED_NEURONS | WSC_NEED_REDUCTION },
  { "circle", N_("The neurons' means in the plane of their two widest directions, and how like each other neurons are so many places apart."),
    WSC_NEED_NEURONS | WSC_NEED_CLUSTERS },
  { "side-by-side", N_("A study as published and corrected, next to each other: the neurons, the errors of a series, or what fewer neurons are worth."), 0 },
};

/* The numbers behind a picture, where its table has another name. */
static const struct
{
  const char *figure, *table;
} behind[] = {
  { "turntable", "neurons" },  { "ssa", "ssa-series" },           { "ssa-periodograms", "ssa-vectors" },
  { "ssa-residual", "ssa-series" }, { "ssa-dendrogram", "ssa-wcorr" },
  { "density", "neurons" },     { "weights", "neurons" },           { "dendrogram", "distances" },
  { "circle", "period" },
};

#define NO_NEURONS \
  N_("fewer than two replicas are trained: set estimate.replicas to 2 or more, and lower the learning rate if they diverged")
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
  { wsc_picture_draw, NULL, NULL, NO_NEURONS },
  { wsc_picture_draw, NULL, NULL, NO_NEURONS },
  { wsc_picture_draw_density, NULL, NULL, NO_NEURONS },
  { wsc_picture_draw_compared, NULL, NULL, N_("no method has given an answer yet") },
  { NULL, wsc_plot_new_spectrum, NULL, N_("no method took a Hessian: set estimate.method or estimate.methods to sandwich") },
  { NULL, wsc_plot_new_evidence, NULL, N_("nothing was inferred by Bayes: set estimate.method or estimate.methods to variational") },
  { NULL, wsc_plot_new_weights, NULL, N_("no neuron is selected: set view.selected to the number of one") },
  { NULL, wsc_plot_new_loss, NULL, N_("no replica is trained here") },
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
  { NULL, wsc_plot_new_reduction_curve, NULL, N_("reduction.step is 0; set it to 1 or more") },
  { NULL, wsc_plot_new_cluster_tree, NULL, N_("there are fewer than two neurons") },
  { NULL, wsc_plot_new_cluster_distances, NULL, N_("there are fewer than two neurons") },
  { NULL, wsc_plot_new_cluster_count, NULL, N_("nothing is suggested: set clusters.suggest") },
  { NULL, wsc_plot_new_reduction_series, NULL, N_("the data are a table, not a series, or every neuron stays: set clusters.count") },
  { NULL, wsc_plot_new_circle, NULL, N_("there are fewer than three neurons") },
  { wsc_picture_draw_forms, NULL, NULL, N_("the study has one form alone, or both are not computed: its other form is named by study.counterpart") },
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

static gboolean
has_picture (guint index, const WscResults *results)
{
  return charts[index].picture == wsc_picture_draw_forms ? wsc_picture_has_forms (results) : wsc_results_get_neurons (results) != NULL;
}

const char *
wsc_figures_get_table (const char *name)
{
  g_return_val_if_fail (name != NULL, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (behind); i++)
    if (g_str_equal (behind[i].figure, name))
      name = behind[i].table;
  const WscTableInfo *info = wsc_tables_find (name, NULL);
  return info ? info->name : NULL;
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
    return has_picture (index, results);
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
  const WscReductionParts *fewer = wsc_results_get_reduction (results);
  if (fewer && charts[index].plain == wsc_plot_new_cluster_count && fewer->suggestion_problem)
    return fewer->suggestion_problem;
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

static gboolean
draw_chart (const WscPlot *chart, cairo_t *cr, double width, double height, double font_size,
            const WscFigureOptions *options)
{
  const WscPlotStyle style = wsc_figure_get_style (options, font_size);
  double margin = 0.5 * font_size;
  cairo_save (cr);
  cairo_translate (cr, margin, margin);
  wsc_plot_draw_styled (chart, cr, width - 2 * margin, height - 2 * margin, &style);
  cairo_restore (cr);
  return TRUE;
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
  if (is_picture (index) ? !has_picture (index, results) : !chart)
    {
      g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE, _("No figure “%s” of these results: %s"), name,
                   get_missing (index, results));
      return FALSE;
    }
  if (!options->transparent)
    paint_background (cr, width, height, options->theme);
  double top = options->title && *options->title ? wsc_figure_draw_title (cr, width, font_size, options) : 0;
  cairo_save (cr);
  cairo_translate (cr, 0, top);
  gboolean done = chart ? draw_chart (chart, cr, width, height - top, font_size, options)
                        : charts[index].picture (results, cr, width, height - top, font_size, options, error);
  cairo_restore (cr);
  return done;
}
