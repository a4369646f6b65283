/* The figures and how each is drawn. */
#include "export/export-private.h"

#include <glib/gi18n-lib.h>

typedef WscPlot *(*ChartFunc) (const WscResults *results);

static const WscFigureInfo figures[] = {
  { "neurons", N_("The neurons in space: each as the region that holds it with the chosen probability.") },
  { "loss", N_("The loss over the epochs: mean and standard deviation over replicas, and the test samples.") },
  { "series", N_("The series: observed, without noise where that is known, and as the networks restore it.") },
};

/* NULL: the neurons' picture. */
static const ChartFunc charts[] = { NULL, wsc_plot_new_loss, wsc_plot_new_series };
static const char *const missing[] = {
  N_("fewer than two replicas are trained: set estimate.replicas to 2 or more, and lower the learning rate if they diverged"),
  N_("no replica is trained"),
  N_("the data are a table, not a series"),
};
G_STATIC_ASSERT (G_N_ELEMENTS (figures) == G_N_ELEMENTS (charts));
G_STATIC_ASSERT (G_N_ELEMENTS (figures) == G_N_ELEMENTS (missing));

const WscFigureInfo *
wsc_figures (guint *n)
{
  g_return_val_if_fail (n != NULL, NULL);
  *n = G_N_ELEMENTS (figures);
  return figures;
}

static gboolean
find_figure (const char *name, guint *index, GError **error)
{
  const char *names[G_N_ELEMENTS (figures) + 1] = { NULL };
  for (*index = 0; *index < G_N_ELEMENTS (figures); (*index)++)
    {
      if (g_str_equal (figures[*index].name, name))
        return TRUE;
      names[*index] = figures[*index].name;
    }
  const char *nearest = wsc_nearest_word (name, names);
  g_autofree char *list = g_strjoinv (", ", (char **) names);
  if (nearest)
    g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE, _("No figure is called “%s”; did you mean “%s”? There are %s."),
                 name, nearest, list);
  else
    g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE, _("No figure is called “%s”. There are %s."), name, list);
  return FALSE;
}

gboolean
wsc_figures_check (const char *name, GError **error)
{
  guint index;
  return find_figure (name, &index, error);
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
  guint index;
  if (!find_figure (name, &index, error))
    return FALSE;
  g_autoptr (WscPlot) chart = charts[index] ? charts[index](results) : NULL;
  if (charts[index] ? !chart : !wsc_results_get_neurons (results))
    {
      g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE, _("No figure “%s” of these results: %s"), name,
                   _(missing[index]));
      return FALSE;
    }
  if (!options->transparent)
    paint_background (cr, width, height, options->theme);
  if (!chart)
    return wsc_picture_draw (results, cr, width, height, font_size, options, error);
  double margin = 0.5 * font_size;
  cairo_save (cr);
  cairo_translate (cr, margin, margin);
  wsc_plot_draw (chart, cr, width - 2 * margin, height - 2 * margin, font_size, options->theme);
  cairo_restore (cr);
  return TRUE;
}
