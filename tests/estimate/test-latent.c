/* Which latent axes carry what, and which of them the data fix. */
#include "estimate/estimate-private.h"
#include "estimate/support.h"

#include <math.h>
#include <string.h>

#define WINDOW 20

/* Leading d eigenvectors (d, WINDOW), and all eigenvalues, of the second moments of the windows about their mean. */
static void
principal_axes (const WscDataset *dataset, guint d, double *values, double *axes)
{
  const gsize k = wsc_dataset_get_length (dataset) - WINDOW + 1;
  const float *series = wsc_dataset_get_scaled_series (dataset);
  g_autofree double *vectors = g_new (double, WINDOW *WINDOW);
  double mean[WINDOW] = { 0 }, s[WINDOW * WINDOW] = { 0 };

  for (gsize i = 0; i < k; i++)
    for (guint a = 0; a < WINDOW; a++)
      mean[a] += series[i + a] / (double) k;
  for (gsize i = 0; i < k; i++)
    for (guint a = 0; a < WINDOW; a++)
      for (guint b = 0; b < WINDOW; b++)
        s[a * WINDOW + b] += (series[i + a] - mean[a]) * (series[i + b] - mean[b]) / (double) k;
  g_assert_true (wsc_symmetric_eigen (WINDOW, s, values, vectors, NULL));
  memcpy (axes, vectors, d * WINDOW * sizeof (double));
}

/* n linear autoencoders on the principal axes, each in a frame of its own: W_1 = Q A, W_2 = A' Q'. */
static WscEnsemble *
principal_networks (const WscDataset *dataset, guint d, guint n, double *values)
{
  g_autofree char *layers = g_strdup_printf ("%d;%u;%d", WINDOW, d, WINDOW);
  const WscArchitecture a = support_architecture (layers, WSC_IDENTITY, TRUE);
  g_autofree double *axes = g_new (double, d *WINDOW), *gauss = g_new (double, d *d), *unit = g_new0 (double, d *d);
  g_autofree double *q = g_new (double, d *d);
  g_autofree float *parameters = NULL;
  WscFrames frames;
  WscRandom random;
  WscEnsemble *ensemble;

  wsc_random_init (&random, 31, "test.latent", 0);
  principal_axes (dataset, d, values, axes);
  wsc_frames_init (&frames, &a, n);
  parameters = g_new (float, n *frames.p);
  for (guint i = 0; i < d; i++)
    unit[i * d + i] = 1;
  for (guint r = 0; r < n; r++)
    {
      double *x = wsc_frames_get (&frames, r);

      for (guint i = 0; i < d; i++)
        for (guint t = 0; t < WINDOW; t++)
          {
            x[wsc_architecture_get_weight_offset (&a, 0) + i * WINDOW + t] = axes[i * WINDOW + t];
            x[wsc_architecture_get_weight_offset (&a, 1) + t * d + i] = axes[i * WINDOW + t];
          }
      for (guint i = 0; i < d * d; i++)
        gauss[i] = wsc_random_normal (&random);
      g_assert_true (wsc_procrustes (d, d, unit, gauss, q, NULL));
      wsc_frames_rotate (&frames, r, 0, q);
    }
  for (gsize i = 0; i < n * frames.p; i++)
    parameters[i] = (float) frames.parameters[i];
  ensemble = support_ensemble (&a, n, parameters);
  wsc_frames_clear (&frames);
  return ensemble;
}

static WscNeurons *
estimate (const WscEnsemble *ensemble, const WscDataset *dataset, int layer, int side, gboolean bias)
{
  WscEstimateSettings settings = support_settings ();
  g_autoptr (GError) error = NULL;
  WscNeurons *neurons;

  settings.layer = layer;
  settings.side = side;
  settings.append_bias = bias;
  neurons = wsc_neurons_estimate (ensemble, &settings, dataset, NULL, &error);
  g_assert_no_error (error);
  return neurons;
}

/* A sine has two axes, whether or not noise lies behind them; shares are those of singular spectrum analysis. */
static void
assert_sine (double noise)
{
  g_autoptr (WscDataset) dataset = support_sine (500, 8 * G_PI / 499, noise, WINDOW);
  double values[WINDOW];
  g_autoptr (WscEnsemble) ensemble = principal_networks (dataset, 3, 5, values);
  g_autoptr (WscNeurons) neurons = estimate (ensemble, dataset, 0, WSC_SIDE_INCOMING, FALSE);
  const double *shares = wsc_neurons_get_axis_shares (neurons);
  const gboolean *identified = wsc_neurons_get_axis_identified (neurons);
  const double total = values[0] + values[1] + MAX (values[2], 0);

  for (guint i = 0; i < 3; i++)
    support_assert_near (shares[i], MAX (values[i], 0) / total, 1e-5, 0);
  g_assert_true (identified[0]);
  g_assert_true (identified[1]);
  g_assert_false (identified[2]);
  g_assert_cmpstr (
      wsc_neurons_get_warnings (neurons)[0], ==,
      "The data fix 2 of the 3 latent axes; along the others, noise and the start decide");
  support_assert_near (values[0], 9.6, 0.3, 0);
  support_assert_near (values[1], 0.8, 0.1, 0);
}

static void
test_sine (void)
{
  assert_sine (0.0);
  assert_sine (0.2);
}

/* Two units on a sine: both are fixed, and nothing is to be warned of. */
static void
test_enough (void)
{
  g_autoptr (WscDataset) dataset = support_sine (500, 8 * G_PI / 499, 0.2, WINDOW);
  double values[WINDOW];
  g_autoptr (WscEnsemble) ensemble = principal_networks (dataset, 2, 5, values);
  g_autoptr (WscNeurons) neurons = estimate (ensemble, dataset, 0, WSC_SIDE_INCOMING, FALSE);

  g_assert_true (wsc_neurons_get_axis_identified (neurons)[0]);
  g_assert_true (wsc_neurons_get_axis_identified (neurons)[1]);
  g_assert_null (wsc_neurons_get_warnings (neurons)[0]);
}

/* A window of one period sees sine and cosine alike: their plane is fixed, and so are both. */
static void
test_pair (void)
{
  g_autoptr (WscDataset) dataset = support_sine (1019, 2 * G_PI / WINDOW, 0.1, WINDOW);
  double values[WINDOW];
  g_autoptr (WscEnsemble) ensemble = principal_networks (dataset, 3, 5, values);
  g_autoptr (WscNeurons) neurons = estimate (ensemble, dataset, 1, WSC_SIDE_OUTGOING, FALSE);

  g_assert_cmpfloat (values[0] / values[1], <, 1.1);
  g_assert_true (wsc_neurons_get_axis_identified (neurons)[0]);
  g_assert_true (wsc_neurons_get_axis_identified (neurons)[1]);
  g_assert_false (wsc_neurons_get_axis_identified (neurons)[2]);
}

/* Noise fixes nothing, and a constant carries nothing. */
static void
test_nothing (void)
{
  g_autofree double *noise = g_new (double, 2000), *constant = g_new (double, 2000);
  WscRandom random;

  wsc_random_init (&random, 32, "test.latent", 1);
  for (guint t = 0; t < 2000; t++)
    {
      noise[t] = wsc_random_normal (&random);
      constant[t] = 0.5;
    }
  for (guint c = 0; c < 2; c++)
    {
      g_autoptr (WscDataset) dataset = support_series (c == 0 ? noise : constant, 2000, WINDOW, 0);
      double values[WINDOW];
      g_autoptr (WscEnsemble) ensemble = principal_networks (dataset, 3, 3, values);
      g_autoptr (WscNeurons) neurons = estimate (ensemble, dataset, 0, WSC_SIDE_INCOMING, FALSE);

      for (guint i = 0; i < 3; i++)
        {
          g_assert_false (wsc_neurons_get_axis_identified (neurons)[i]);
          g_assert_true (isfinite (wsc_neurons_get_axis_shares (neurons)[i]));
        }
    }
}

/* Coordinates that are inputs, outputs, a bias or a layer as wide as the data are no latent axes. */
static void
test_where (void)
{
  g_autoptr (WscDataset) dataset = support_sine (200, 0.1, 0.1, WINDOW);
  const WscArchitecture wide = support_architecture ("20;20;20", WSC_TANH, TRUE);
  double values[WINDOW];
  g_autoptr (WscEnsemble) ensemble = principal_networks (dataset, 3, 3, values);
  g_autoptr (WscNeurons) in = estimate (ensemble, dataset, 1, WSC_SIDE_INCOMING, FALSE);
  g_autoptr (WscNeurons) out = estimate (ensemble, dataset, 2, WSC_SIDE_OUTGOING, FALSE);
  g_autoptr (WscNeurons) bias = estimate (ensemble, dataset, 2, WSC_SIDE_INCOMING, TRUE);
  g_autoptr (WscNeurons) unseen = estimate (ensemble, NULL, 2, WSC_SIDE_INCOMING, FALSE);
  guint hidden;

  g_assert_null (wsc_neurons_get_axis_shares (in));
  g_assert_null (wsc_neurons_get_axis_shares (out));
  g_assert_null (wsc_neurons_get_axis_identified (bias));
  g_assert_null (wsc_neurons_get_axis_shares (unseen));
  g_assert_false (wsc_latent_find (&wide, 1, WSC_SIDE_INCOMING, &hidden));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/estimate/latent/sine", test_sine);
  g_test_add_func ("/estimate/latent/enough", test_enough);
  g_test_add_func ("/estimate/latent/pair", test_pair);
  g_test_add_func ("/estimate/latent/nothing", test_nothing);
  g_test_add_func ("/estimate/latent/where", test_where);
  return g_test_run ();
}
