/* What methods found out on their way: the Hessian's spectrum, and the two terms of the evidence's bound. */
#include "plot/charts-private.h"

#include <math.h>

#include <glib/gi18n-lib.h>

/* --- spectrum --------------------------------------------------------------------- */

/* Magnitudes over the largest, from the largest on; negative ones apart. */
static void
add_spectrum (WscPlotBuilder *builder, const WscEstimate *estimate, guint colour)
{
  gsize n = estimate->n_values, n_negative = 0;
  double largest = wsc_estimate_get_spectral_radius (estimate);
  g_autofree double *x = g_new (double, n), *y = g_new (double, n), *below = g_new (double, n);
  const char *name = wsc_study_get_method_label (estimate->method);
  for (gsize i = 0; i < n; i++)
    {
      double value = estimate->values[n - 1 - i] / largest;
      x[i] = (double) i + 1;
      y[i] = value > 0 ? value : NAN;
      below[i] = value < 0 ? -value : NAN;
      n_negative += value < 0 ? 1 : 0;
    }
  wsc_plot_builder_add_line (builder, name, colour, WSC_LINE_POINTS, n, x, y);
  if (n_negative > 0)
    {
      g_autofree char *label = g_strdup_printf (_("%s, negative"), name);
      wsc_plot_builder_add_line (builder, label, WSC_CHART_OTHER, WSC_LINE_POINTS, n, x, below);
    }
}

static char *
dup_counts (const WscEstimate *estimate)
{
  return g_strdup_printf (_("%s: %zu eigenvalues, %zu null, %zu negative, %zu raised to the floor, %zu gauge directions"),
                          wsc_study_get_method_label (estimate->method), estimate->n_values, estimate->n_null, estimate->n_negative,
                          estimate->n_floored, estimate->n_gauge);
}

WscPlot *
wsc_plot_new_spectrum (const WscResults *results)
{
  g_return_val_if_fail (results != NULL, NULL);
  guint n, shown = 0;
  WscEstimate *const *estimates = wsc_results_get_estimates (results, &n);
  g_autoptr (WscPlotBuilder) builder = wsc_plot_builder_new (_("Spectrum of the Hessian"), _("Eigenvalue, from the largest"), _("Over the largest"));
  g_autoptr (GString) summary = g_string_new (NULL);
  wsc_plot_builder_set_log_y (builder);
  for (guint i = 0; i < n; i++)
    {
      if (!estimates[i]->values || estimates[i]->n_values == 0)
        continue;
      g_autofree char *counts = dup_counts (estimates[i]);
      add_spectrum (builder, estimates[i], wsc_chart_get_group_colour (shown++) - 1);
      g_string_append_printf (summary, "%s%s.", summary->len ? " " : "", counts);
    }
  if (shown == 0)
    return NULL;
  wsc_plot_builder_set_summary (builder, summary->str);
  wsc_plot_builder_add_level (builder, _("Floor"), WSC_PLOT_INK, wsc_results_get_study (results)->estimate.floor);
  return wsc_plot_builder_end (g_steal_pointer (&builder));
}

/* --- evidence ----------------------------------------------------------------------- */

static WscPlot *
new_term (guint n, const double *values, const char *title, const char *x_label, const char *y_label, guint colour)
{
  g_autofree double *epochs = g_new (double, n);
  for (guint i = 0; i < n; i++)
    epochs[i] = i + 1;
  g_autoptr (WscPlotBuilder) builder = wsc_plot_builder_new (title, x_label, y_label);
  wsc_plot_builder_add_line (builder, NULL, colour, WSC_LINE_SOLID, n, epochs, values);
  return wsc_plot_builder_end (g_steal_pointer (&builder));
}

WscPlot *
wsc_plot_new_evidence (const WscResults *results)
{
  g_return_val_if_fail (results != NULL, NULL);
  guint n;
  WscEstimate *const *estimates = wsc_results_get_estimates (results, &n);
  const WscEstimate *found = NULL;
  for (guint i = 0; i < n && !found; i++)
    found = estimates[i]->fit && estimates[i]->n_epochs > 0 ? estimates[i] : NULL;
  if (!found)
    return NULL;
  guint last = found->n_epochs - 1;
  g_autoptr (WscPlot) fit = new_term (found->n_epochs, found->fit, _("Fit"), NULL, _("−log likelihood (nats a sample)"), WSC_CHART_MAIN);
  g_autoptr (WscPlot) kl = new_term (found->n_epochs, found->kl, _("Divergence"), _("Epoch"), _("KL / n (nats a sample)"), WSC_CHART_OTHER);
  WscPlot *plots[] = { fit, kl };
  g_autofree char *summary = g_strdup_printf (_("After %u epochs: fit %.4g and divergence %.4g nats a sample; prior precision %.3g, noise variance %.3g."),
                                              last + 1, found->fit[last], found->kl[last], found->prior_precision, found->noise_variance);
  return wsc_plot_new_grid (_("Fit and divergence"), summary, 1, 2, plots, NULL);
}
