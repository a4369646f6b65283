/* The charts of what methods found out on their way. */
#include <string.h>

#include "samples.h"

static WscResults *
run (const char *methods)
{
  static const char *const small[] = { "data.length=80",      "data.window=6",     "model.layers=auto;2;auto",
                                       "estimate.replicas=7", "training.epochs=6", "estimate.signal-rank=2" };
  g_autoptr (WscStudy) study = wsc_study_new ();
  g_autofree char *assignment = g_strconcat ("estimate.methods=", methods, NULL);
  g_autoptr (GError) error = NULL;
  for (guint i = 0; i < G_N_ELEMENTS (small); i++)
    g_assert_true (wsc_study_set (study, small[i], NULL));
  g_assert_true (wsc_study_set (study, assignment, NULL));
  WscResults *results = wsc_pipeline_run (study, NULL, NULL, &error);
  g_assert_no_error (error);
  return results;
}

static WscEstimate *
get_estimate (const WscResults *results, guint i)
{
  guint n;
  WscEstimate *const *estimates = wsc_results_get_estimates (results, &n);
  g_assert_cmpuint (i, <, n);
  return estimates[i];
}

/* From the largest on, over the largest magnitude; negative ones in a line of their own, and the floor as a level. */
static void
test_spectrum (void)
{
  g_autoptr (WscResults) results = run ("variational;sandwich");
  WscEstimate *estimate = get_estimate (results, 2);
  const gsize n = estimate->n_values;
  for (gsize i = 0; i < n; i++)
    estimate->values[i] = (double) i - 2; /* -2, -1, 0, 1 … */
  g_autoptr (WscPlot) plot = wsc_plot_new_spectrum (results);
  const char *name = wsc_study_get_method_label (WSC_METHOD_SANDWICH);
  g_autofree char *negative = g_strdup_printf ("%s, negative", name);
  const double largest = (double) n - 3;
  g_assert_cmpstr (wsc_plot_get_title (plot), ==, "Spectrum of the Hessian");
  g_assert_true (plot->log_y);
  g_assert_cmpuint (plot->n_shapes, ==, 3);
  g_assert_cmpstr (plot->shapes[0].label, ==, name);
  g_assert_cmpstr (plot->shapes[1].label, ==, negative);
  g_assert_cmpfloat (plot->shapes[2].y[0], ==, 1e-8);
  for (gsize i = 0; i < n; i++)
    {
      const double value = (largest - (double) i) / largest;
      g_assert_cmpfloat (plot->shapes[0].x[i], ==, (double) i + 1);
      g_assert_true (value > 0 ? fabs (plot->shapes[0].y[i] - value) < 1e-12 : isnan (plot->shapes[0].y[i]));
      g_assert_true (value < 0 ? fabs (plot->shapes[1].y[i] + value) < 1e-12 : isnan (plot->shapes[1].y[i]));
    }
}

/* All the counts, in words for who cannot see the points. */
static void
test_summary (void)
{
  g_autoptr (WscResults) results = run ("sandwich;sandwich-online");
  g_autoptr (WscPlot) plot = wsc_plot_new_spectrum (results);
  g_autoptr (GString) expected = g_string_new (NULL);
  for (guint i = 1; i < 3; i++)
    {
      const WscEstimate *e = get_estimate (results, i);
      g_string_append_printf (
          expected, "%s%s: %zu eigenvalues, %zu null, %zu negative, %zu raised to the floor, %zu gauge directions.",
          i > 1 ? " " : "", wsc_study_get_method_label (e->method), e->n_values, e->n_null, e->n_negative, e->n_floored,
          e->n_gauge);
    }
  g_assert_cmpstr (wsc_plot_get_summary (plot), ==, expected->str);
}

static void
test_evidence (void)
{
  g_autoptr (WscResults) results = run ("sandwich;variational");
  const WscEstimate *e = get_estimate (results, 2);
  g_autoptr (WscPlot) plot = wsc_plot_new_evidence (results);
  g_autofree char *summary = g_strdup_printf (
      "After 6 epochs: fit %.4g and divergence %.4g nats a sample; prior precision %.3g, noise variance %.3g.",
      e->fit[5], e->kl[5], e->prior_precision, e->noise_variance);
  g_assert_cmpstr (wsc_plot_get_summary (plot), ==, summary);
  g_assert_cmpuint (plot->grid->n_plots, ==, 2);
  g_assert_cmpmem (plot->grid->plots[0]->shapes[0].y, 6 * sizeof (double), e->fit, 6 * sizeof (double));
  g_assert_cmpmem (plot->grid->plots[1]->shapes[0].y, 6 * sizeof (double), e->kl, 6 * sizeof (double));
  g_assert_cmpfloat (plot->grid->plots[1]->shapes[0].x[5], ==, 6);
}

static void
test_missing (void)
{
  g_autoptr (WscResults) none = run (""), batch_means = run ("batch-means");
  g_assert_null (wsc_plot_new_spectrum (none));
  g_assert_null (wsc_plot_new_evidence (none));
  g_assert_null (wsc_plot_new_spectrum (batch_means));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot/charts-compare/spectrum", test_spectrum);
  g_test_add_func ("/plot/charts-compare/summary", test_summary);
  g_test_add_func ("/plot/charts-compare/evidence", test_evidence);
  g_test_add_func ("/plot/charts-compare/missing", test_missing);
  return g_test_run ();
}
