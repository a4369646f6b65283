/* The charts of results, and the curve of the losses against its naive twin. */
#include "samples.h"

static WscEnsemble *
new_ensemble (guint n_replicas, guint n_epochs, const gint32 *diverged_at, const float *train, const float *test)
{
  WscArchitecture architecture = { .n_layers = 1, .sizes = { 2, 2 }, .activation = { WSC_IDENTITY } };
  gsize p = wsc_architecture_get_n_parameters (&architecture);
  g_autofree float *parameters = g_new0 (float, p *n_replicas);
  return wsc_ensemble_new (&architecture, n_replicas, parameters, diverged_at, n_epochs, train, test, FALSE);
}

static void
test_loss_curve (void)
{
  enum
  {
    REPLICAS = 7,
    EPOCHS = 5
  };
  gint32 diverged_at[REPLICAS] = { 0, 0, 2, 0, 0, -1, 0 };
  float train[EPOCHS * REPLICAS], test[EPOCHS * REPLICAS];
  for (guint i = 0; i < EPOCHS * REPLICAS; i++)
    {
      train[i] = (float) g_test_rand_double_range (0, 3);
      test[i] = (float) g_test_rand_double_range (0, 3);
    }
  train[2 * REPLICAS + 2] = NAN;
  g_autoptr (WscEnsemble) ensemble = new_ensemble (REPLICAS, EPOCHS, diverged_at, train, test);
  g_auto (WscLossCurve) curve = { 0 };
  wsc_loss_curve_init (&curve, ensemble);
  g_assert_cmpuint (curve.n_epochs, ==, EPOCHS);
  g_assert_cmpuint (curve.n_replicas, ==, 5);
  for (guint e = 0; e < EPOCHS; e++)
    {
      double sum = 0, squares = 0, tested = 0;
      for (guint r = 0; r < REPLICAS; r++)
        if (diverged_at[r] == 0)
          {
            sum += train[e * REPLICAS + r];
            tested += test[e * REPLICAS + r];
          }
      for (guint r = 0; r < REPLICAS; r++)
        if (diverged_at[r] == 0)
          squares += pow (train[e * REPLICAS + r] - sum / 5, 2);
      g_assert_cmpfloat (curve.epoch[e], ==, e + 1);
      g_assert_cmpfloat_with_epsilon (curve.train_mean[e], sum / 5, 1e-12);
      g_assert_cmpfloat_with_epsilon (curve.train_sd[e], sqrt (squares / 4), 1e-12);
      g_assert_cmpfloat_with_epsilon (curve.test_mean[e], tested / 5, 1e-12);
    }
}

static WscResults *
run (const char *assignments)
{
  g_autoptr (WscStudy) study = wsc_study_new ();
  g_auto (GStrv) items = g_strsplit (assignments, " ", -1);
  g_autoptr (GError) error = NULL;
  for (char **item = items; *item; item++)
    {
      wsc_study_set (study, *item, &error);
      g_assert_no_error (error);
    }
  WscResults *results = wsc_pipeline_run (study, NULL, NULL, &error);
  g_assert_no_error (error);
  return results;
}

#define SMALL                                                                                                          \
  "data.length=80 data.window=6 model.layers=auto;2;auto estimate.replicas=7 training.epochs=3 estimate.signal-rank=2"

static void
test_loss_chart (void)
{
  g_autoptr (WscResults) results = run (SMALL);
  g_autoptr (WscPlot) plot = wsc_plot_new_loss (results);
  g_auto (WscLossCurve) curve = { 0 };
  wsc_loss_curve_init (&curve, wsc_results_get_ensemble (results));
  g_assert_cmpstr (wsc_plot_get_title (plot), ==, "Loss");
  g_assert_cmpstr (plot->x_label, ==, "Epoch");
  g_assert_true (plot->integer_x);
  g_autofree char *summary = g_strdup_printf ("Loss over 3 epochs: from %.3g to %.3g; test %.3g.", curve.train_mean[0],
                                              curve.train_mean[2], curve.test_mean[2]);
  g_assert_cmpstr (wsc_plot_get_summary (plot), ==, summary);
  g_assert_cmpuint (plot->n_shapes, ==, 4);
  g_assert_cmpstr (plot->shapes[0].label, ==, "Training, mean of 7");
  for (guint i = 0; i < 3; i++)
    {
      g_assert_cmpfloat (plot->shapes[0].y[i], ==, curve.train_mean[i]);
      g_assert_cmpfloat (plot->shapes[1].high[i], ==, curve.train_mean[i] + curve.train_sd[i]);
      g_assert_cmpfloat (plot->shapes[2].y[i], ==, curve.test_mean[i]);
    }
  double factor = wsc_dataset_get_target_factors (wsc_results_get_dataset (results))[0];
  g_assert_cmpfloat_with_epsilon (plot->shapes[3].y[0] * factor * factor, wsc_results_get_metrics (results)->noise_mse,
                                  1e-12);
}

static void
test_series_chart (void)
{
  g_autoptr (WscResults) results = run (SMALL);
  g_autoptr (WscPlot) plot = wsc_plot_new_series (results);
  WscDataset *dataset = wsc_results_get_dataset (results);
  g_assert_cmpuint (plot->n_shapes, ==, 3);
  g_assert_cmpstr (plot->x_label, ==, "Angle (rad)");
  g_assert_cmpmem (plot->shapes[0].y, 80 * sizeof (double), wsc_dataset_get_observed (dataset), 80 * sizeof (double));
  g_assert_cmpmem (plot->shapes[1].y, 80 * sizeof (double), wsc_results_get_restored (results), 80 * sizeof (double));
  g_assert_cmpmem (plot->shapes[2].y, 80 * sizeof (double), wsc_dataset_get_clean (dataset), 80 * sizeof (double));
  g_assert_true (
      g_str_has_prefix (wsc_plot_get_summary (plot), "Series of 80 values; the restored series differs by "));
}

static void
test_missing (void)
{
  g_autoptr (WscResults) table =
      run ("data.source=iris data.task=classify model.layers=auto;4;auto estimate.replicas=3 training.epochs=2");
  g_assert_null (wsc_plot_new_series (table));
  g_autoptr (WscPlot) loss = wsc_plot_new_loss (table);
  g_assert_cmpstr (loss->y_label, ==, "Cross-entropy (nats)");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot/charts/loss-curve", test_loss_curve);
  g_test_add_func ("/plot/charts/loss", test_loss_chart);
  g_test_add_func ("/plot/charts/series", test_series_chart);
  g_test_add_func ("/plot/charts/missing", test_missing);
  return g_test_run ();
}
