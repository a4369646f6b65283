/* The components: singular values, vectors, pairs of vectors, how alike they are. */
#include "plot/charts-private.h"
#include "plot/plot-private.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#define GRID_COLUMNS 4
#define GROUP_COLOURS 20 /* of the palette, after the first */

guint
wsc_chart_get_group_colour (guint group)
{
  return 1 + group % GROUP_COLOURS;
}

WscRgba
wsc_plot_get_group_rgba (guint group, WscTheme theme)
{
  return wsc_plot_get_colour (wsc_chart_get_group_colour (group), theme);
}

guint
wsc_chart_get_colour (const WscIdentity *identity, guint component)
{
  return identity && component < WSC_FOLLOWED ? identity->colours[component] : component;
}

static int
get_sign (const WscIdentity *identity, guint component)
{
  return identity && component < WSC_FOLLOWED ? identity->signs[component] : 1;
}

WscPlot *
wsc_chart_new_grid (const char *title, const char *summary, guint n, WscPlot **plots)
{
  WscPlot *grid = wsc_plot_new_grid (title, summary, MIN (n, GRID_COLUMNS), n, plots, NULL);
  for (guint i = 0; i < n; i++)
    wsc_plot_unref (plots[i]);
  return grid;
}

/* --- scree ------------------------------------------------------------------ */

/* The group's, the reconstruction's, or grey for what is left out. */
static guint
get_bar_colour (const WscSeriesParts *parts, guint component)
{
  for (guint g = 0; parts->grouped && g < parts->grouped->groups->len; g++)
    if (wsc_components_contain (&g_array_index (parts->grouped->groups, WscGroup, g).components, component))
      return wsc_chart_get_group_colour (g);
  gboolean chosen = parts->reconstruction && wsc_components_contain (&parts->reconstruction->components, component);
  return chosen ? WSC_CHART_MAIN : WSC_PLOT_GREY;
}

static void
add_surrogate_band (WscPlotBuilder *builder, const WscSeriesParts *parts, const double *x)
{
  const double *values, *low, *high;
  if (!parts->suggestion || wsc_suggestion_get_method (parts->suggestion) != WSC_SUGGEST_SURROGATES)
    return;
  guint n = wsc_suggestion_get_evidence (parts->suggestion, &values, &low, &high);
  if (low && high)
    wsc_plot_builder_add_band (builder, _("Red noise"), WSC_CHART_OTHER, n, x, low, high);
}

static char *
summarise_scree (const WscSeriesParts *parts)
{
  gsize r = wsc_ssa_get_n_components (parts->ssa);
  g_autofree char *chosen = parts->reconstruction ? wsc_components_format (&parts->reconstruction->components) : NULL;
  return g_strdup_printf (_("%zu components, the first with %.3g %% of the whole; chosen: %s, %.4g %%."), r,
                          100 * wsc_ssa_get_share (parts->ssa, 0), chosen && *chosen ? chosen : _("none"),
                          parts->reconstruction ? 100 * parts->reconstruction->share : 0);
}

WscPlot *
wsc_plot_new_ssa_components (const WscResults *results, const WscIdentity *identity)
{
  g_return_val_if_fail (results != NULL, NULL);
  const WscSeriesParts *parts = wsc_results_get_series (results);
  if (!parts)
    return NULL;
  guint n = (guint) wsc_ssa_get_n_components (parts->ssa);
  g_autofree double *x = g_new (double, n), *y = g_new (double, n);
  g_autofree guint *colours = g_new (guint, n);
  g_autofree char *summary = summarise_scree (parts);
  for (guint i = 0; i < n; i++)
    {
      x[i] = i + 1;
      y[i] = wsc_ssa_get_singular_value (parts->ssa, i);
      colours[i] = get_bar_colour (parts, i);
    }
  g_autoptr (WscPlotBuilder) builder = wsc_plot_builder_new (_("Singular values"), _("Component"), _("Singular value"));
  wsc_plot_builder_set_summary (builder, summary);
  wsc_plot_builder_set_log_y (builder);
  add_surrogate_band (builder, parts, x);
  wsc_plot_builder_add_bars (builder, NULL, WSC_PLOT_GREY, colours, n, x, y);
  return wsc_plot_builder_end (g_steal_pointer (&builder));
}

/* --- vectors ---------------------------------------------------------------- */

static char *
dup_heading (const WscSsa *ssa, guint i)
{
  return g_strdup_printf (_("%u · %.3g %%"), i + 1, 100 * wsc_ssa_get_share (ssa, i));
}

/* The largest magnitude, with some room. */
static double
get_extent (gsize n, const double *u, const double *v)
{
  double extent = 0;
  for (gsize i = 0; i < n; i++)
    extent = MAX (extent, MAX (fabs (u[i]), fabs (v[i])));
  return 1.06 * extent;
}

static WscPlot *
new_vector (const WscSsa *ssa, const WscIdentity *identity, guint i)
{
  gsize rows = wsc_ssa_get_rows (ssa);
  const double *u = wsc_ssa_get_vector (ssa, i);
  g_autofree double *x = g_new (double, rows), *y = g_new (double, rows);
  g_autofree char *heading = dup_heading (ssa, i);
  for (gsize j = 0; j < rows; j++)
    {
      x[j] = (double) j + 1;
      y[j] = get_sign (identity, i) * u[j];
    }
  g_autoptr (WscPlotBuilder) builder = wsc_plot_builder_new (heading, _("Row"), _("Entry"));
  wsc_plot_builder_set_small (builder);
  wsc_plot_builder_set_y_range (builder, -get_extent (rows, u, u), get_extent (rows, u, u));
  wsc_plot_builder_add_level (builder, NULL, WSC_PLOT_GREY, 0);
  wsc_plot_builder_add_line (builder, _("Entry"), wsc_chart_get_colour (identity, i), WSC_LINE_SOLID, rows, x, y);
  return wsc_plot_builder_end (g_steal_pointer (&builder));
}

WscPlot *
wsc_plot_new_ssa_vectors (const WscResults *results, const WscIdentity *identity)
{
  g_return_val_if_fail (results != NULL, NULL);
  const WscSeriesParts *parts = wsc_results_get_series (results);
  if (!parts)
    return NULL;
  guint n = (guint) MIN (WSC_CHART_SMALL, wsc_ssa_get_n_components (parts->ssa));
  WscPlot *plots[WSC_CHART_SMALL];
  for (guint i = 0; i < n; i++)
    plots[i] = new_vector (parts->ssa, identity, i);
  g_autofree char *summary = g_strdup_printf (_("The first %u eigenvectors, of %zu entries each."), n,
                                              wsc_ssa_get_rows (parts->ssa));
  return wsc_chart_new_grid (_("Eigenvectors"), summary, n, plots);
}

/* --- pairs ------------------------------------------------------------------ */

/* "2 and 3 · period 12.0", where they oscillate together. */
static char *
dup_pair_heading (const WscSsa *ssa, guint i)
{
  WscTerm term;
  if (wsc_ssa_get_oscillation (ssa, i, &term) && isfinite (term.period))
    return g_strdup_printf (_("%u and %u · period %.4g"), i + 1, i + 2, term.period);
  return g_strdup_printf (_("%u and %u"), i + 1, i + 2);
}

static WscPlot *
new_pair (const WscSsa *ssa, const WscIdentity *identity, guint i)
{
  gsize rows = wsc_ssa_get_rows (ssa);
  const double *u = wsc_ssa_get_vector (ssa, i), *v = wsc_ssa_get_vector (ssa, i + 1);
  g_autofree double *x = g_new (double, rows), *y = g_new (double, rows);
  g_autofree char *heading = dup_pair_heading (ssa, i);
  for (gsize j = 0; j < rows; j++)
    {
      x[j] = get_sign (identity, i) * u[j];
      y[j] = get_sign (identity, i + 1) * v[j];
    }
  g_autoptr (WscPlotBuilder) builder = wsc_plot_builder_new (heading, heading, NULL);
  wsc_plot_builder_set_small (builder);
  wsc_plot_builder_set_square (builder, FALSE);
  wsc_plot_builder_set_x_range (builder, -get_extent (rows, u, v), get_extent (rows, u, v));
  wsc_plot_builder_set_y_range (builder, -get_extent (rows, u, v), get_extent (rows, u, v));
  wsc_plot_builder_add_line (builder, NULL, wsc_chart_get_colour (identity, i), WSC_LINE_SOLID, rows, x, y);
  return wsc_plot_builder_end (g_steal_pointer (&builder));
}

WscPlot *
wsc_plot_new_ssa_pairs (const WscResults *results, const WscIdentity *identity)
{
  g_return_val_if_fail (results != NULL, NULL);
  const WscSeriesParts *parts = wsc_results_get_series (results);
  if (!parts || wsc_ssa_get_n_components (parts->ssa) < 2)
    return NULL;
  guint n = (guint) MIN (WSC_CHART_SMALL, wsc_ssa_get_n_components (parts->ssa) - 1);
  WscPlot *plots[WSC_CHART_SMALL];
  for (guint i = 0; i < n; i++)
    plots[i] = new_pair (parts->ssa, identity, i);
  g_autofree char *summary = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE,
                   "%u pair of neighbouring eigenvectors, one against the other: a circle is a periodic pair.",
                   "%u pairs of neighbouring eigenvectors, one against the other: a circle is a periodic pair.", n),
      n);
  return wsc_chart_new_grid (_("Pairs of eigenvectors"), summary, n, plots);
}

/* --- w-correlations ----------------------------------------------------------- */

static char *
summarise_correlations (const WscSsa *ssa, gsize shown)
{
  gsize c = wsc_ssa_get_n_correlated (ssa);
  const double *w = wsc_ssa_get_correlations (ssa);
  gsize row = 0, column = shown > 1 ? 1 : 0;
  for (gsize i = 0; i < shown; i++)
    for (gsize j = i + 1; j < shown; j++)
      if (fabs (w[i * c + j]) > fabs (w[row * c + column]))
        {
          row = i;
          column = j;
        }
  return g_strdup_printf (_("w-correlations of the first %zu components; the largest, %.3g, is of %zu and %zu."), shown,
                          shown > 1 ? fabs (w[row * c + column]) : 1, row + 1, column + 1);
}

WscPlot *
wsc_plot_new_ssa_wcorr (const WscResults *results, const WscIdentity *identity)
{
  g_return_val_if_fail (results != NULL, NULL);
  const WscSeriesParts *parts = wsc_results_get_series (results);
  if (!parts)
    return NULL;
  gsize c = wsc_ssa_get_n_correlated (parts->ssa), shown = MIN (c, WSC_SERIES_GROUPED);
  const double *w = wsc_ssa_get_correlations (parts->ssa);
  g_autofree double *edges = g_new (double, shown + 1), *values = g_new (double, shown * shown);
  for (gsize i = 0; i <= shown; i++)
    edges[i] = (double) i + 0.5;
  for (gsize i = 0; i < shown; i++)
    for (gsize j = 0; j < shown; j++)
      values[i * shown + j] = fabs (w[i * c + j]);
  g_autofree char *summary = summarise_correlations (parts->ssa, shown);
  g_autoptr (WscPlotBuilder) builder = wsc_plot_builder_new (_("w-correlations"), _("Component"), _("Component"));
  wsc_plot_builder_set_summary (builder, summary);
  wsc_plot_builder_set_square (builder, TRUE);
  wsc_plot_builder_add_map (builder, _("|w-correlation|"),
                            &(WscPlotMap){ .n_rows = shown, .n_columns = shown, .x_edges = edges, .y_edges = edges,
                                           .values = values, .ramp = WSC_RAMP_CORRELATION, .low = 0, .high = 1 });
  return wsc_plot_builder_end (g_steal_pointer (&builder));
}
