/* Means, covariances, what is counted and what is warned of. */
#include "estimate/estimate-private.h"
#include "estimate/support.h"
#include "model/network.h"

#include <math.h>
#include <string.h>

/* n networks about one, in one frame. */
static float *
blurred (const WscArchitecture *a, guint n, double noise, guint32 index)
{
  const gsize p = wsc_architecture_get_n_parameters (a);
  float *parameters = g_new (float, n *p);
  g_autofree float *centre = NULL;
  WscRandom random;

  wsc_random_init (&random, 21, "test.blurred", index);
  centre = support_network (a, &random);
  for (gsize i = 0; i < n * p; i++)
    parameters[i] = centre[i % p] + (float) (noise * wsc_random_normal (&random));
  return parameters;
}

static WscNeurons *
estimate (const WscEnsemble *ensemble, const WscEstimateSettings *settings, const WscDataset *dataset)
{
  g_autoptr (GError) error = NULL;
  WscNeurons *neurons = wsc_neurons_estimate (ensemble, settings, dataset, NULL, &error);

  g_assert_no_error (error);
  return neurons;
}

static void
test_reference (void)
{
  gsize n, columns, m, d, nine;
  g_autofree double *replicas = support_read ("bootstrap_covariance/replicas.csv", &n, &columns);
  g_autofree double *means = support_read ("bootstrap_covariance/means.csv", &m, &d);
  g_autofree double *covariances = support_read ("bootstrap_covariance/covariances.csv", &m, &nine);
  g_autofree double *half_axes = support_read ("bootstrap_covariance/half_axes.csv", &m, &d);
  g_autoptr (WscNeurons) self = wsc_neurons_alloc ((guint) m, (guint) d, (guint) n, TRUE);
  g_autoptr (WscProjection) projection = NULL;

  g_assert_cmpuint (columns, ==, m * d);
  memcpy (self->replicas, replicas, n * m * d * sizeof (double));
  wsc_neurons_take_moments (self, 1.0, NULL);
  projection = wsc_projection_new (self, WSC_PROJECTION_PCA, NULL, NULL);
  for (guint j = 0; j < m; j++)
    {
      WscRegion region;

      g_assert_true (wsc_neurons_get_region (self, j, projection, wsc_region_radius (WSC_REGION_CONTENT, 0.95, 3, 100),
                                             &region, NULL));
      for (gsize i = 0; i < d; i++)
        support_assert_near (wsc_neurons_get_mean (self, j)[i], means[j * d + i], 1e-13, 1e-11);
      for (gsize i = 0; i < d * d; i++)
        support_assert_near (wsc_neurons_get_covariance (self, j)[i], covariances[j * d * d + i], 1e-13, 1e-11);
      for (gsize i = 0; i < d; i++)
        support_assert_near (region.half_axes[i], half_axes[j * d + i], 1e-13, 1e-11);
    }
}

/* Neuron j of the naive reading of W: row or column, bias or none. */
static double
read_weight (const WscArchitecture *a, const float *x, guint layer, gboolean outgoing, guint j, guint i)
{
  const float *w = x + wsc_architecture_get_weight_offset (a, layer);

  if (!outgoing && i == a->sizes[layer])
    return x[wsc_architecture_get_bias_offset (a, layer) + j];
  return outgoing ? w[i * a->sizes[layer] + j] : w[j * a->sizes[layer] + i];
}

static void
assert_selection (const WscArchitecture *a, guint layer, gboolean outgoing, gboolean bias, guint m, guint d)
{
  const guint n = 5;
  g_autofree float *x = blurred (a, n, 1.0, layer);
  g_autoptr (WscEnsemble) ensemble = support_ensemble (a, n, x);
  WscEstimateSettings settings = support_settings ();
  g_autoptr (WscNeurons) neurons = NULL;
  const gsize p = wsc_architecture_get_n_parameters (a);

  settings.align = WSC_ALIGN_NONE;
  settings.layer = layer + 1 == a->n_layers ? 0 : (int) layer + 1;
  settings.side = outgoing ? WSC_SIDE_OUTGOING : WSC_SIDE_INCOMING;
  settings.append_bias = bias;
  neurons = estimate (ensemble, &settings, NULL);
  g_assert_cmpuint (wsc_neurons_get_count (neurons), ==, m);
  g_assert_cmpuint (wsc_neurons_get_dimension (neurons), ==, d);
  g_assert_cmpuint (wsc_neurons_get_n_replicas (neurons), ==, n);
  for (guint r = 0; r < n; r++)
    for (guint j = 0; j < m; j++)
      for (guint i = 0; i < d; i++)
        g_assert_cmpfloat (wsc_neurons_get_replica (neurons, r, j)[i], ==,
                           read_weight (a, x + r * p, layer, outgoing, j, i));
  for (guint j = 0; j < m; j++)
    for (guint i = 0; i < d; i++)
      {
        double mean = 0;

        for (guint r = 0; r < n; r++)
          mean += read_weight (a, x + r * p, layer, outgoing, j, i) / n;
        support_assert_near (wsc_neurons_get_mean (neurons, j)[i], mean, 1e-12, 0);
      }
}

static void
test_selection (void)
{
  WscArchitecture a = support_architecture ("7;3;5", WSC_TANH, TRUE);

  assert_selection (&a, 0, FALSE, FALSE, 3, 7);
  assert_selection (&a, 0, FALSE, TRUE, 3, 8);
  assert_selection (&a, 0, TRUE, FALSE, 7, 3);
  assert_selection (&a, 0, TRUE, TRUE, 7, 3);
  assert_selection (&a, 1, FALSE, FALSE, 5, 3);
  assert_selection (&a, 1, FALSE, TRUE, 5, 4);
  assert_selection (&a, 1, TRUE, FALSE, 3, 5);
  a.bias = FALSE;
  assert_selection (&a, 1, FALSE, TRUE, 5, 3);
  a = support_architecture ("4;2", WSC_TANH, TRUE);
  assert_selection (&a, 0, FALSE, TRUE, 2, 5);
}

static void
test_summaries (void)
{
  const double means[] = { 0, 0, 0, 0 }, covariances[] = { 1, 0.5, 0.5, 2, 3, -0.25, -0.25, 4 };
  g_autoptr (WscNeurons) neurons = wsc_neurons_new (2, 2, means, covariances, 0, NULL);
  g_autoptr (WscNeurons) line = wsc_neurons_new (2, 1, means, covariances, 0, NULL);

  g_assert_cmpfloat (wsc_neurons_get_trace (neurons, 1), ==, 7.0);
  g_assert_cmpfloat (wsc_neurons_get_mean_variance (neurons), ==, 2.5);
  g_assert_cmpfloat (wsc_neurons_get_mean_covariance (neurons), ==, 0.375);
  g_assert_cmpfloat (wsc_neurons_get_mean_covariance (line), ==, 0.0);
  g_assert_null (wsc_neurons_get_axis_shares (neurons));
  g_assert_null (wsc_neurons_get_warnings (neurons)[0]);
  g_assert_cmpint (wsc_neurons_get_alignment (neurons)->kind, ==, WSC_ALIGN_NONE);
}

static void
test_stored (void)
{
  const double means[] = { 1, 2 }, covariances[] = { 1, 0, 0, 1 }, replicas[] = { 1, 2, 3, 4, 5, 6 },
               shares[] = { 0.75, 0.25 };
  const gboolean identified[] = { TRUE, FALSE };
  const char *const warnings[] = { "one", "two", NULL };
  const WscAlignment alignment = { .kind = WSC_ALIGN_PROCRUSTES, .iterations = 3, .residual_before = 2.0 };
  g_autoptr (WscNeurons) numbers = wsc_neurons_new (1, 2, means, covariances, 3, replicas);
  g_autoptr (WscNeurons) all = wsc_neurons_new_with_report (numbers, &alignment, shares, identified, warnings);
  g_autoptr (WscNeurons) bare = wsc_neurons_new_with_report (numbers, &alignment, NULL, NULL, NULL);
  g_autoptr (WscNeurons) unseen = wsc_neurons_new (1, 2, means, covariances, 3, NULL);
  gpointer boxed = g_boxed_copy (WSC_TYPE_NEURONS, all);

  g_assert_true (boxed == all);
  g_boxed_free (WSC_TYPE_NEURONS, boxed);
  g_assert_cmpfloat (wsc_neurons_get_replica (all, 2, 0)[1], ==, 6.0);
  g_assert_cmpfloat (wsc_neurons_get_axis_shares (all)[1], ==, 0.25);
  g_assert_false (wsc_neurons_get_axis_identified (all)[1]);
  g_assert_cmpstr (wsc_neurons_get_warnings (all)[1], ==, "two");
  g_assert_cmpuint (wsc_neurons_get_alignment (all)->iterations, ==, 3);
  g_assert_null (wsc_neurons_get_axis_identified (bare));
  g_assert_cmpuint (wsc_neurons_get_n_replicas (unseen), ==, 3);
  g_assert_null (wsc_neurons_get_replica (unseen, 0, 0));
}

/* A network that diverged or was not reached is as if it had never been. */
static void
test_only_trained (void)
{
  const WscArchitecture a = support_architecture ("6;2;6", WSC_TANH, TRUE);
  const gsize p = wsc_architecture_get_n_parameters (&a);
  g_autofree float *x = blurred (&a, 6, 0.1, 0), *kept = g_new (float, 4 * p);
  const gint32 diverged_at[] = { 2, 0, 0, -1, 0, 0 };
  const guint trained[] = { 1, 2, 4, 5 };
  const float losses[6] = { 0 };
  const WscEstimateSettings settings = support_settings ();
  g_autoptr (WscEnsemble) whole = NULL, part = NULL;
  g_autoptr (WscNeurons) of_whole = NULL, of_part = NULL;

  for (guint r = 0; r < 4; r++)
    memcpy (kept + r * p, x + trained[r] * p, p * sizeof (float));
  for (gsize i = 0; i < p; i++)
    x[i] = x[3 * p + i] = NAN;
  whole = wsc_ensemble_new (&a, 6, x, diverged_at, 1, losses, losses, TRUE);
  part = support_ensemble (&a, 4, kept);
  of_whole = estimate (whole, &settings, NULL);
  of_part = estimate (part, &settings, NULL);
  g_assert_cmpuint (wsc_neurons_get_n_replicas (of_whole), ==, 4);
  for (guint j = 0; j < 6; j++)
    {
      g_assert_cmpmem (wsc_neurons_get_mean (of_whole, j), 2 * sizeof (double), wsc_neurons_get_mean (of_part, j),
                       2 * sizeof (double));
      g_assert_cmpmem (wsc_neurons_get_covariance (of_whole, j), 4 * sizeof (double),
                       wsc_neurons_get_covariance (of_part, j), 4 * sizeof (double));
    }
}

/* Means and covariances as numbers when nothing is aligned; lengths and angles when the frame is that of another
 * replica. */
static void
test_order (void)
{
  const guint n = 40;
  const WscArchitecture a = support_architecture ("8;3;8", WSC_IDENTITY, TRUE);
  const gsize p = wsc_architecture_get_n_parameters (&a);
  g_autofree float *x = blurred (&a, n, 0.1, 3), *y = g_new (float, n *p);
  g_autofree guint32 *order = g_new (guint32, n);
  g_autoptr (WscEnsemble) first = NULL, second = NULL;
  WscRandom random;

  wsc_random_init (&random, 22, "test.order", 0);
  for (guint r = 0; r < n; r++)
    order[r] = r;
  wsc_random_shuffle (&random, order, n);
  for (guint r = 0; r < n; r++)
    memcpy (y + r * p, x + order[r] * p, p * sizeof (float));
  first = support_ensemble (&a, n, x);
  second = support_ensemble (&a, n, y);

  for (guint aligned = 0; aligned < 2; aligned++)
    {
      WscEstimateSettings settings = support_settings ();
      g_autoptr (WscNeurons) one = NULL, other = NULL;

      settings.align = aligned ? WSC_ALIGN_AUTO : WSC_ALIGN_NONE;
      one = estimate (first, &settings, NULL);
      other = estimate (second, &settings, NULL);
      for (guint j = 0; j < 8; j++)
        {
          for (guint i = 0; !aligned && i < 3; i++)
            support_assert_near (wsc_neurons_get_mean (one, j)[i], wsc_neurons_get_mean (other, j)[i], 1e-12, 0);
          for (guint i = 0; !aligned && i < 9; i++)
            support_assert_near (wsc_neurons_get_covariance (one, j)[i], wsc_neurons_get_covariance (other, j)[i],
                                 1e-12, 0);
          support_assert_near (wsc_neurons_get_trace (one, j), wsc_neurons_get_trace (other, j), 1e-12,
                               aligned ? 1e-5 : 0);
          for (guint k = 0; k <= j; k++)
            {
              double dot = 0;

              for (guint i = 0; i < 3; i++)
                dot += wsc_neurons_get_mean (one, j)[i] * wsc_neurons_get_mean (one, k)[i] -
                       wsc_neurons_get_mean (other, j)[i] * wsc_neurons_get_mean (other, k)[i];
              support_assert_near (dot, 0.0, aligned ? 1e-5 : 1e-12, 0);
            }
        }
    }
}

/* m of n without replacement: Cov times m / (n - m). */
static void
test_subset_scale (void)
{
  const WscArchitecture a = support_architecture ("3;2;3", WSC_TANH, TRUE);
  g_autofree float *x = blurred (&a, 10, 0.1, 1);
  g_autoptr (WscEnsemble) ensemble = support_ensemble (&a, 10, x);
  g_autoptr (WscDataset) dataset = support_table (41, 3, 1);
  WscEstimateSettings settings = support_settings ();
  g_autoptr (WscNeurons) plain = NULL, scaled = NULL, alone = NULL;

  settings.resample = WSC_RESAMPLE_IID;
  plain = estimate (ensemble, &settings, dataset);
  settings.resample = WSC_RESAMPLE_SUBSET;
  settings.subset_share = 0.21;
  scaled = estimate (ensemble, &settings, dataset);
  alone = estimate (ensemble, &settings, NULL);
  for (guint j = 0; j < 3; j++)
    {
      support_assert_near (wsc_neurons_get_trace (scaled, j), wsc_neurons_get_trace (plain, j) * 8.0 / 32.0, 0, 1e-12);
      support_assert_near (wsc_neurons_get_trace (alone, j), wsc_neurons_get_trace (plain, j) * 0.21 / 0.79, 0, 1e-12);
    }
}

static guint
count_warnings (const WscNeurons *neurons, const char *word)
{
  guint n = 0;

  for (guint i = 0; wsc_neurons_get_warnings (neurons)[i] != NULL; i++)
    n += strstr (wsc_neurons_get_warnings (neurons)[i], word) != NULL;
  return n;
}

static void
assert_warning (const WscArchitecture *a, guint n, const WscEstimateSettings *settings, const char *word)
{
  g_autofree float *x = blurred (a, n, 0.01, 2);
  g_autoptr (WscEnsemble) ensemble = support_ensemble (a, n, x);
  g_autoptr (WscNeurons) neurons = estimate (ensemble, settings, NULL);
  const guint total = g_strv_length ((char **) wsc_neurons_get_warnings (neurons));

  g_assert_cmpuint (total, ==, word != NULL ? 1 : 0);
  if (word != NULL)
    g_assert_cmpuint (count_warnings (neurons, word), ==, 1);
}

static void
test_warnings (void)
{
  const WscArchitecture tanh = support_architecture ("8;3;8", WSC_TANH, TRUE),
                        relu = support_architecture ("8;3;8", WSC_RELU, TRUE);
  WscEstimateSettings settings = support_settings ();

  assert_warning (&tanh, 4, &settings, NULL);
  assert_warning (&tanh, 3, &settings, "3 replicas of neurons with 3 coordinates: the covariances are singular");
  settings.align = WSC_ALIGN_NONE;
  assert_warning (&tanh, 4, &settings, NULL);
  settings.start = WSC_START_INDEPENDENT;
  assert_warning (&tanh, 4, &settings, "Set estimate.align to auto, or estimate.start to shared");
  settings.align = WSC_ALIGN_SIGNED_PERMUTATION;
  assert_warning (&tanh, 4, &settings, NULL);
  assert_warning (&relu, 4, &settings, "changes what the network computes");
  settings.align = WSC_ALIGN_PROCRUSTES;
  assert_warning (&tanh, 4, &settings, "changes what the network computes");
  settings.align = WSC_ALIGN_AUTO;
  settings.resample = WSC_RESAMPLE_NONE;
  assert_warning (&tanh, 4, &settings, "Every replica learns from the same data");
}

/* The frame of the neurons decides what is reported, in a network of several activations. */
static void
test_kind (void)
{
  WscArchitecture a = support_architecture ("6;5;4;6", WSC_TANH, TRUE);
  g_autofree float *x = blurred (&a, 4, 0.1, 0);
  const struct
  {
    int layer, side;
    WscAlign kind;
  } cases[] = {
    { 1, WSC_SIDE_INCOMING, WSC_ALIGN_SIGNED_PERMUTATION }, { 1, WSC_SIDE_OUTGOING, WSC_ALIGN_SIGNED_PERMUTATION },
    { 2, WSC_SIDE_INCOMING, WSC_ALIGN_SIGNED_PERMUTATION }, { 2, WSC_SIDE_OUTGOING, WSC_ALIGN_PROCRUSTES },
    { 3, WSC_SIDE_INCOMING, WSC_ALIGN_PROCRUSTES },         { 3, WSC_SIDE_OUTGOING, WSC_ALIGN_PROCRUSTES },
  };

  a.activation[1] = WSC_IDENTITY;
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (WscEnsemble) ensemble = support_ensemble (&a, 4, x);
      WscEstimateSettings settings = support_settings ();
      g_autoptr (WscNeurons) neurons = NULL;

      settings.layer = cases[i].layer;
      settings.side = cases[i].side;
      neurons = estimate (ensemble, &settings, NULL);
      g_assert_cmpint (wsc_neurons_get_alignment (neurons)->kind, ==, cases[i].kind);
      g_assert_cmpuint (wsc_neurons_get_alignment (neurons)->iterations, >, 1);
    }
}

/* A single layer has no hidden units, so there is nothing to align. */
static void
test_single_layer (void)
{
  const WscArchitecture a = support_architecture ("4;2", WSC_TANH, TRUE);
  g_autofree float *x = blurred (&a, 8, 0.1, 0);
  g_autoptr (WscEnsemble) ensemble = support_ensemble (&a, 8, x);
  WscEstimateSettings settings = support_settings ();
  g_autoptr (WscNeurons) neurons = NULL;

  settings.start = WSC_START_INDEPENDENT;
  neurons = estimate (ensemble, &settings, NULL);
  g_assert_cmpint (wsc_neurons_get_alignment (neurons)->kind, ==, WSC_ALIGN_NONE);
  g_assert_true (wsc_neurons_get_alignment (neurons)->converged);
  g_assert_cmpuint (count_warnings (neurons, ""), ==, 0);
}

/* The largest difference of what two networks compute of ten samples, of which one is given in double. */
static double
compare_outputs (const WscArchitecture *a, const float *one, const double *other)
{
  g_autoptr (WscDataset) dataset = support_table (10, a->sizes[0], 0);
  const guint width = a->sizes[a->n_layers];
  g_autoptr (WscNetwork) network = wsc_network_new (a, other, width, NULL);
  g_autofree float *y = g_new (float, 10 * width);
  g_autofree double *z = g_new (double, 10 * width);
  double largest = 0;
  WscSamples samples;

  wsc_dataset_get_samples (dataset, &samples);
  wsc_network_predict (a, one, &samples, NULL, 10, y);
  wsc_network_get_outputs (network, &samples, NULL, 10, z);
  for (guint i = 0; i < 10 * width; i++)
    largest = MAX (largest, fabs ((double) y[i] - z[i]));
  return largest;
}

/* Whole networks in the frame: layer by layer the replicas of the neurons, and each computes what it did. */
static void
test_whole_networks (void)
{
  const WscArchitecture a = support_architecture ("6;5;6", WSC_TANH, TRUE);
  const gsize p = wsc_architecture_get_n_parameters (&a);
  g_autofree float *x = blurred (&a, 4, 2.0, 5);
  g_autoptr (WscEnsemble) ensemble = support_ensemble (&a, 4, x), single = support_ensemble (&a, 1, x);
  WscEstimateSettings settings = support_settings ();
  g_autofree double *networks = NULL, *one = NULL;
  guint n;

  settings.start = WSC_START_INDEPENDENT;
  networks = wsc_neurons_align_networks (ensemble, &settings, NULL, &n, NULL);
  g_assert_cmpuint (n, ==, 4);
  for (settings.layer = 1; settings.layer <= 2; settings.layer++)
    {
      g_autoptr (WscNeurons) neurons = estimate (ensemble, &settings, NULL);
      const guint d = wsc_neurons_get_dimension (neurons), m = wsc_neurons_get_count (neurons);

      g_assert_cmpfloat (wsc_neurons_get_alignment (neurons)->units_moved, >, 0);
      for (guint r = 0; r < 4; r++)
        g_assert_cmpmem (wsc_neurons_get_replica (neurons, r, 0), m * d * sizeof (double),
                         networks + r * p + wsc_architecture_get_weight_offset (&a, (guint) settings.layer - 1), m * d * sizeof (double));
    }
  for (guint r = 0; r < 4; r++)
    g_assert_cmpfloat (compare_outputs (&a, x + r * p, networks + r * p), <, 1e-4);
  one = wsc_neurons_align_networks (single, &settings, NULL, &n, NULL);
  g_assert_cmpuint (n, ==, 1);
  for (gsize i = 0; i < p; i++)
    g_assert_cmpfloat (one[i], ==, (double) x[i]);
}

static void
assert_refused (const WscEnsemble *ensemble, const WscEstimateSettings *settings, const char *message)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (wsc_neurons_estimate (ensemble, settings, NULL, NULL, &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_RANGE);
  g_assert_cmpstr (error->message, ==, message);
}

/* The neurons of a single network are where it has them, without a spread. */
static void
test_one_network (void)
{
  const WscArchitecture a = support_architecture ("4;2;3", WSC_TANH, TRUE);
  g_autofree float *x = blurred (&a, 1, 0.1, 0);
  g_autoptr (WscEnsemble) one = support_ensemble (&a, 1, x);
  const WscEstimateSettings settings = support_settings ();
  g_autoptr (GError) error = NULL;
  g_autoptr (WscNeurons) neurons = wsc_neurons_estimate (one, &settings, NULL, NULL, &error);
  const gsize offset = wsc_architecture_get_weight_offset (&a, 1);

  g_assert_no_error (error);
  g_assert_cmpuint (wsc_neurons_get_count (neurons), ==, 3);
  for (guint i = 0; i < 3; i++)
    for (guint j = 0; j < 2; j++)
      {
        g_assert_cmpfloat (fabs (wsc_neurons_get_mean (neurons, i)[j]), ==, (double) fabsf (x[offset + 2 * i + j]));
        g_assert_cmpfloat (wsc_neurons_get_covariance (neurons, i)[j], ==, 0.0);
      }
  g_assert_true (g_strv_contains (wsc_neurons_get_warnings (neurons), "One network has no spread: the covariances are 0, and neurons are points"));
}

static void
test_errors (void)
{
  const WscArchitecture a = support_architecture ("4;2;4", WSC_TANH, TRUE);
  g_autofree float *x = blurred (&a, 2, 0.1, 0);
  g_autoptr (WscEnsemble) two = support_ensemble (&a, 2, x);
  WscEstimateSettings settings = support_settings ();

  settings.layer = 3;
  assert_refused (two, &settings, "Layer 3 of a network of 2; allowed: 1 to 2, or 0 for the last");
  settings.layer = -1;
  assert_refused (two, &settings, "Layer -1 of a network of 2; allowed: 1 to 2, or 0 for the last");
}

static void
test_threads (void)
{
  const WscArchitecture a = support_architecture ("60;40;60", WSC_TANH, TRUE);
  g_autofree float *x = blurred (&a, 50, 0.1, 0);
  g_autoptr (WscEnsemble) ensemble = support_ensemble (&a, 50, x);
  const WscEstimateSettings settings = support_settings ();
  g_autoptr (WscNeurons) first = NULL;

  for (guint n_threads = 1; n_threads <= 7; n_threads++)
    {
      const WscHook hook = { .n_threads = n_threads };
      g_autoptr (WscNeurons) neurons = wsc_neurons_estimate (ensemble, &settings, NULL, &hook, NULL);

      if (first == NULL)
        first = wsc_neurons_ref (neurons);
      g_assert_cmpmem (neurons->covariances, 60 * 40 * 40 * sizeof (double), first->covariances,
                       60 * 40 * 40 * sizeof (double));
      g_assert_cmpmem (neurons->means, 60 * 40 * sizeof (double), first->means, 60 * 40 * sizeof (double));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/estimate/neurons/reference", test_reference);
  g_test_add_func ("/estimate/neurons/selection", test_selection);
  g_test_add_func ("/estimate/neurons/summaries", test_summaries);
  g_test_add_func ("/estimate/neurons/stored", test_stored);
  g_test_add_func ("/estimate/neurons/only-trained", test_only_trained);
  g_test_add_func ("/estimate/neurons/order", test_order);
  g_test_add_func ("/estimate/neurons/subset-scale", test_subset_scale);
  g_test_add_func ("/estimate/neurons/warnings", test_warnings);
  g_test_add_func ("/estimate/neurons/kind", test_kind);
  g_test_add_func ("/estimate/neurons/single-layer", test_single_layer);
  g_test_add_func ("/estimate/neurons/whole-networks", test_whole_networks);
  g_test_add_func ("/estimate/neurons/errors", test_errors);
  g_test_add_func ("/estimate/neurons/one-network", test_one_network);
  g_test_add_func ("/estimate/neurons/threads", test_threads);
  return g_test_run ();
}
