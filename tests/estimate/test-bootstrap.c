/* From a noisy sine to its neurons, by the public functions alone: what the papers ran, and what they meant. */
#include "estimate/estimate.h"
#include "estimate/support.h"

#include <math.h>
#include <string.h>

typedef struct
{
  WscDataset *dataset;
  WscArchitecture architecture;
  WscTrainingSettings training;
  WscEstimateSettings settings;
} Run;

/* 500 points on [-4 pi, 4 pi] with noise of deviation 0.2, 20-3-20. */
static void
run_init (Run *self, const char *activation, int orthonormal, gboolean bias)
{
  const WscDataSettings data = {
    .source = WSC_SOURCE_SINE,
    .from = -4,
    .to = 4,
    .length = 500,
    .noise = 0.2,
    .task = WSC_TASK_RESTORE,
    .window = 20,
    .horizon = 20,
    .scale = WSC_SCALE_NONE,
    .test_share = 0.2,
  };
  g_autofree char *layers = g_strdup ("20;3;20"), *name = g_strdup (activation);
  const WscModelSettings model = { layers, name, orthonormal, bias, WSC_LOSS_AUTO };
  g_autoptr (GError) error = NULL;

  *self = (Run){ .training = { WSC_ADAM, 0.02, 0.9, 0.5, 32, 25 }, .settings = support_settings () };
  self->settings.replicas = 100;
  self->dataset = wsc_dataset_new (&data, 1, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (wsc_architecture_init (&self->architecture, &model, self->dataset, &error));
  g_assert_no_error (error);
}

static void
run_clear (Run *self)
{
  wsc_dataset_unref (self->dataset);
}

static WscEnsemble *
train (const Run *self, guint n_threads)
{
  const WscHook hook = { .n_threads = n_threads };
  g_autoptr (GError) error = NULL;
  WscEnsemble *ensemble;

  ensemble = wsc_bootstrap_train (self->dataset, &self->architecture, &self->training, &self->settings, 7, &hook, NULL,
                                  NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (wsc_ensemble_get_n_trained (ensemble), ==, self->settings.replicas);
  return ensemble;
}

static WscNeurons *
estimate (const Run *self, const WscEnsemble *ensemble)
{
  g_autoptr (GError) error = NULL;
  WscNeurons *neurons = wsc_neurons_estimate (ensemble, &self->settings, self->dataset, NULL, &error);

  g_assert_no_error (error);
  return neurons;
}

static double
mean_square_of_means (const WscNeurons *neurons)
{
  const guint m = wsc_neurons_get_count (neurons), d = wsc_neurons_get_dimension (neurons);
  double sum = 0;

  for (guint j = 0; j < m; j++)
    for (guint i = 0; i < d; i++)
      sum += pow (wsc_neurons_get_mean (neurons, j)[i], 2) / (m * (double) d);
  return sum;
}

/* Unaligned rows of a random point on the Stiefel manifold: nothing resampled, and yet a round cloud of variance 1/20
 * about nothing. */
static void
test_as_published (void)
{
  g_autoptr (WscEnsemble) ensemble = NULL;
  g_autoptr (WscNeurons) neurons = NULL;
  Run run;

  run_init (&run, "relu", WSC_ORTHONORMAL_ENCODER, FALSE);
  run.training.learning_rate = 0.001;
  run.training.batch = 16;
  run.settings.resample = WSC_RESAMPLE_NONE;
  run.settings.start = WSC_START_INDEPENDENT;
  run.settings.align = WSC_ALIGN_NONE;
  run.settings.layer = 1;
  run.settings.side = WSC_SIDE_OUTGOING;
  ensemble = train (&run, 0);
  neurons = estimate (&run, ensemble);
  g_assert_cmpuint (wsc_neurons_get_count (neurons), ==, 20);
  g_assert_cmpuint (wsc_neurons_get_dimension (neurons), ==, 3);
  support_assert_near (wsc_neurons_get_mean_variance (neurons), 0.05, 0.0025, 0);
  g_assert_cmpfloat (wsc_neurons_get_mean_covariance (neurons), <, 0.006);
  g_assert_cmpfloat (mean_square_of_means (neurons), <, 0.002);
  g_assert_cmpuint (g_strv_length ((char **) wsc_neurons_get_warnings (neurons)), ==, 3);
  run_clear (&run);
}

/* The same neurons from one start, residuals resampled: tighter by far, about means as long as columns can be. */
static void
test_corrected (void)
{
  g_autoptr (WscEnsemble) ensemble = NULL;
  g_autoptr (WscNeurons) neurons = NULL;
  Run run;

  run_init (&run, "tanh", WSC_ORTHONORMAL_ENCODER, FALSE);
  run.settings.layer = 1;
  run.settings.side = WSC_SIDE_OUTGOING;
  ensemble = train (&run, 0);
  neurons = estimate (&run, ensemble);
  g_assert_cmpfloat (wsc_neurons_get_mean_variance (neurons), <, 0.05 / 20);
  g_assert_cmpfloat (wsc_neurons_get_mean_variance (neurons), >, 1e-5);
  support_assert_near (mean_square_of_means (neurons) + wsc_neurons_get_mean_variance (neurons) * 99 / 100, 0.05, 1e-5,
                       0);
  g_assert_true (wsc_neurons_get_axis_identified (neurons)[0]);
  g_assert_true (wsc_neurons_get_axis_identified (neurons)[1]);
  g_assert_false (wsc_neurons_get_axis_identified (neurons)[2]);
  g_assert_cmpuint (g_strv_length ((char **) wsc_neurons_get_warnings (neurons)), ==, 1);
  run_clear (&run);
}

/* Independent starts: aligning takes away most of the spread, for every activation. */
static void
test_alignment_tightens (void)
{
  const char *activations[] = { "tanh", "sigmoid", "identity" };

  for (guint i = 0; i < G_N_ELEMENTS (activations); i++)
    {
      g_autoptr (WscEnsemble) ensemble = NULL;
      g_autoptr (WscNeurons) mixed = NULL, aligned = NULL;
      Run run;

      run_init (&run, activations[i], WSC_ORTHONORMAL_NONE, TRUE);
      run.settings.start = WSC_START_INDEPENDENT;
      run.settings.align = WSC_ALIGN_NONE;
      ensemble = train (&run, 0);
      mixed = estimate (&run, ensemble);
      run.settings.align = WSC_ALIGN_AUTO;
      aligned = estimate (&run, ensemble);
      g_assert_cmpfloat (wsc_neurons_get_mean_variance (aligned), <, wsc_neurons_get_mean_variance (mixed) / 3);
      g_assert_cmpfloat (wsc_neurons_get_alignment (aligned)->residual_after, <,
                         wsc_neurons_get_alignment (aligned)->residual_before * 0.7);
      g_assert_true (wsc_neurons_get_alignment (aligned)->converged);
      g_assert_null (wsc_neurons_get_warnings (mixed)[2]);
      g_assert_nonnull (strstr (wsc_neurons_get_warnings (mixed)[0], "estimate.align"));
      run_clear (&run);
    }
}

/* Every scheme trains, and gives replicas that differ. */
static void
test_schemes (void)
{
  const WscResample schemes[] = { WSC_RESAMPLE_NONE, WSC_RESAMPLE_IID, WSC_RESAMPLE_SUBSET, WSC_RESAMPLE_BLOCK,
                                  WSC_RESAMPLE_RESIDUAL };

  for (guint s = 0; s < G_N_ELEMENTS (schemes); s++)
    {
      g_autoptr (WscEnsemble) ensemble = NULL;
      g_autoptr (WscNeurons) neurons = NULL;
      Run run;

      run_init (&run, "tanh", WSC_ORTHONORMAL_NONE, TRUE);
      run.settings.replicas = 20;
      run.settings.resample = schemes[s];
      ensemble = train (&run, 0);
      neurons = estimate (&run, ensemble);
      g_assert_cmpfloat (wsc_neurons_get_mean_variance (neurons), >, 1e-6);
      g_assert_cmpfloat (wsc_neurons_get_mean_variance (neurons), <, 0.05);
      run_clear (&run);
    }
}

static void
test_threads (void)
{
  const guint counts[] = { 1, 2, 3, 7 };
  g_autoptr (WscEnsemble) first = NULL;
  Run run;
  gsize p;

  run_init (&run, "tanh", WSC_ORTHONORMAL_NONE, TRUE);
  p = wsc_architecture_get_n_parameters (&run.architecture);
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      g_autoptr (WscEnsemble) ensemble = train (&run, counts[i]);

      if (first == NULL)
        first = wsc_ensemble_ref (ensemble);
      for (guint r = 0; r < 100; r++)
        g_assert_cmpmem (wsc_ensemble_get_parameters (ensemble, r), p * sizeof (float),
                         wsc_ensemble_get_parameters (first, r), p * sizeof (float));
    }
  run_clear (&run);
}

typedef struct
{
  guint n_left;
} Patience;

static gboolean
lose_patience (gpointer user_data, double fraction, const char *phase)
{
  Patience *patience = user_data;

  return patience->n_left > 0 && patience->n_left-- > 0;
}

/* Stopped at any call, it returns the error or a part that can be estimated, and leaks nothing. */
static void
test_stop (void)
{
  gboolean finished = FALSE;
  Run run;

  run_init (&run, "tanh", WSC_ORTHONORMAL_NONE, TRUE);
  run.settings.replicas = 24;
  run.training.epochs = 2;
  for (guint n = 0; !finished; n++)
    {
      Patience patience = { n };
      const WscHook hook = { .report = lose_patience, .user_data = &patience, .n_threads = 1 };
      g_autoptr (GError) error = NULL;
      g_autoptr (WscEnsemble) ensemble = NULL;
      g_autoptr (WscNeurons) neurons = NULL;

      ensemble = wsc_bootstrap_train (run.dataset, &run.architecture, &run.training, &run.settings, 7, &hook, NULL,
                                      NULL, &error);
      if (ensemble != NULL && wsc_ensemble_get_n_trained (ensemble) > 1)
        neurons = wsc_neurons_estimate (ensemble, &run.settings, run.dataset, &hook, &error);
      finished = neurons != NULL;
      if (!finished && error != NULL)
        g_assert_error (error, WSC_ERROR, WSC_ERROR_STOPPED);
      g_assert_true (finished || error != NULL || wsc_ensemble_get_n_trained (ensemble) < 2);
    }
  run_clear (&run);
}

static void
test_errors (void)
{
  g_autoptr (GError) error = NULL;
  Run run;

  run_init (&run, "tanh", WSC_ORTHONORMAL_NONE, TRUE);
  run.settings.resample = WSC_RESAMPLE_BLOCK;
  run.settings.block = 1000;
  g_assert_null (
      wsc_bootstrap_train (run.dataset, &run.architecture, &run.training, &run.settings, 7, NULL, NULL, NULL, &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_RANGE);
  g_assert_true (g_str_has_prefix (error->message, "Blocks of 1000 windows out of "));
  run_clear (&run);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/estimate/bootstrap/as-published", test_as_published);
  g_test_add_func ("/estimate/bootstrap/corrected", test_corrected);
  g_test_add_func ("/estimate/bootstrap/alignment-tightens", test_alignment_tightens);
  g_test_add_func ("/estimate/bootstrap/schemes", test_schemes);
  g_test_add_func ("/estimate/bootstrap/threads", test_threads);
  g_test_add_func ("/estimate/bootstrap/stop", test_stop);
  g_test_add_func ("/estimate/bootstrap/errors", test_errors);
  return g_test_run ();
}
