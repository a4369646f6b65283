/* Periodograms of the components, and what can be read from the residual. */
#include "plot/charts-private.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#define MAX_LAG 40
#define TESTED_LAGS 20
#define TWO_SIDED 1.959964 /* standard deviations that hold 95 % of a normal variable */

static void
add_periodogram (WscPlotBuilder *builder, guint colour, gsize n, const double *x, gboolean centre)
{
  gsize m = n / 2 + 1;
  g_autofree double *frequency = g_new (double, m), *power = g_new (double, m);
  wsc_periodogram (n, x, centre, power);
  for (gsize i = 0; i < m; i++)
    frequency[i] = (double) i / (double) n;
  wsc_plot_builder_add_line (builder, _("Power"), colour, WSC_LINE_SOLID, m, frequency, power);
}

static char *
dup_period (const WscSsa *ssa, guint component)
{
  double period = wsc_ssa_get_period (ssa, component);
  return isfinite (period) ? g_strdup_printf (_("%u · period %.4g"), component + 1, period)
                           : g_strdup_printf (_("%u · trend"), component + 1);
}

static WscPlot *
new_component (const WscSsa *ssa, gsize channel, const WscIdentity *identity, guint i)
{
  g_autofree char *heading = dup_period (ssa, i);
  g_autoptr (WscPlotBuilder) builder = wsc_plot_builder_new (heading, _("Frequency"), _("Power"));
  wsc_plot_builder_set_small (builder);
  add_periodogram (builder, wsc_chart_get_colour (identity, i), wsc_ssa_get_length (ssa),
                   wsc_ssa_get_component (ssa, i, channel), FALSE);
  return wsc_plot_builder_end (g_steal_pointer (&builder));
}

WscPlot *
wsc_plot_new_ssa_periodograms (const WscResults *results, const WscIdentity *identity)
{
  g_return_val_if_fail (results != NULL, NULL);
  const WscSeriesParts *parts = wsc_results_get_series (results);
  if (!parts)
    return NULL;
  guint n = (guint) MIN (WSC_CHART_SMALL, wsc_ssa_get_n_components (parts->ssa));
  gsize channel = (gsize) wsc_results_get_study (results)->ssa.channel - 1;
  WscPlot *plots[WSC_CHART_SMALL];
  g_autoptr (GString) summary = g_string_new (_("Periodograms of the first components."));
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *period = dup_period (parts->ssa, i);
      plots[i] = new_component (parts->ssa, channel, identity, i);
      g_string_append_printf (summary, " %s.", period);
    }
  return wsc_chart_new_grid (_("Periodograms"), summary->str, n, plots);
}

/* --- the residual ------------------------------------------------------------------ */

static WscPlot *
new_residual_periodogram (gsize n, const double *residual)
{
  g_autoptr (WscPlotBuilder) builder
      = wsc_plot_builder_new (_("Periodogram"), _("Frequency (cycles a value)"), _("Power"));
  add_periodogram (builder, WSC_CHART_MAIN, n, residual, TRUE);
  return wsc_plot_builder_end (g_steal_pointer (&builder));
}

/* Ljung and Box's test over the first lags. */
static double
test_whiteness (gsize n, const double *residual, gsize *lags, double *p_value)
{
  *lags = MIN ((gsize) TESTED_LAGS, n - 1);
  return wsc_ljung_box (n, residual, *lags, p_value);
}

static WscPlot *
new_autocorrelations (gsize n, const double *residual)
{
  gsize m = MIN (MAX_LAG, n - 1);
  g_autofree double *lags = g_new (double, m + 1), *r = g_new (double, m + 1);
  wsc_autocorrelation (n, residual, m, r);
  for (gsize i = 0; i <= m; i++)
    lags[i] = (double) i;
  g_autoptr (WscPlotBuilder) builder = wsc_plot_builder_new (_("Autocorrelation"), _("Lag"), _("Autocorrelation"));
  gsize tested;
  double p_value;
  test_whiteness (n, residual, &tested, &p_value);
  g_autofree char *caption = g_strdup_printf (_("White noise: p = %.2g"), p_value);
  wsc_plot_builder_set_caption (builder, caption);
  wsc_plot_builder_add_bars (builder, NULL, WSC_CHART_MAIN, NULL, m, lags + 1, r + 1);
  /* xgettext:no-c-format */
  wsc_plot_builder_add_level (builder, _("95 % of white noise"), WSC_CHART_OTHER, TWO_SIDED / sqrt ((double) n));
  wsc_plot_builder_add_level (builder, NULL, WSC_CHART_OTHER, -TWO_SIDED / sqrt ((double) n));
  return wsc_plot_builder_end (g_steal_pointer (&builder));
}

static WscPlot *
new_quantiles (gsize n, const double *residual)
{
  g_autofree double *expected = g_new (double, n), *found = g_new (double, n);
  wsc_normal_quantiles (n, residual, expected, found);
  const double ends[] = { expected[0], expected[n - 1] };
  g_autoptr (WscPlotBuilder) builder
      = wsc_plot_builder_new (_("Normal quantiles"), _("Normal quantile"), _("Standardised residual"));
  wsc_plot_builder_add_line (builder, _("Normal"), WSC_PLOT_INK, WSC_LINE_DASHED, 2, ends, ends);
  wsc_plot_builder_add_line (builder, _("Residual"), WSC_CHART_MAIN, WSC_LINE_POINTS, n, expected, found);
  return wsc_plot_builder_end (g_steal_pointer (&builder));
}

WscPlot *
wsc_plot_new_ssa_residual (const WscResults *results, const WscIdentity *identity)
{
  g_return_val_if_fail (results != NULL, NULL);
  const WscSeriesParts *parts = wsc_results_get_series (results);
  if (!parts || !parts->reconstruction)
    return NULL;
  gsize n = parts->reconstruction->n;
  const double *residual = parts->reconstruction->residual;
  gsize lags;
  double p_value, q = test_whiteness (n, residual, &lags, &p_value);
  g_autofree char *summary
      = g_strdup_printf (p_value < 0.05 ? _("Residual: Ljung–Box statistic %.4g over %zu lags, p = %.3g: it is not white noise.")
                                        : _("Residual: Ljung–Box statistic %.4g over %zu lags, p = %.3g: it may be white noise."),
                         q, lags, p_value);
  WscPlot *plots[] = { new_residual_periodogram (n, residual), new_autocorrelations (n, residual), new_quantiles (n, residual) };
  return wsc_chart_new_grid (_("Residual"), summary, G_N_ELEMENTS (plots), plots);
}
