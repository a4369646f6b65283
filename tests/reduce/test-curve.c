/* Quality against the number of neurons. */
#include "reduce/support.h"

#include <math.h>
#include <string.h>

static const SupportTable table = { 60, 40, 4, 3, FALSE, 0 };
static const WscClusterSettings k_means = { .method = WSC_CLUSTERING_K_MEANS, .metric = WSC_METRIC_EUCLIDEAN, .restarts = 4 },
                                thorough = { .method = WSC_CLUSTERING_K_MEANS, .metric = WSC_METRIC_EUCLIDEAN, .restarts = 40 };

#define N 5

static WscArchitecture
get_shape (void)
{
  return support_shape ("4;8;3", "tanh", TRUE, WSC_LOSS_MSE);
}

/* N networks near the one of `centre`. */
static WscEnsemble *
new_networks (const WscArchitecture *a, const float *centre)
{
  const gsize p = wsc_architecture_get_n_parameters (a);
  g_autofree float *all = g_new (float, N *p);
  WscRandom random;

  wsc_random_init (&random, 2, "test.curve", 0);
  for (gsize i = 0; i < N * p; i++)
    all[i] = centre[i % p] + (i < p ? 0 : (float) (0.02 * wsc_random_normal (&random)));
  return support_networks (a, N, all);
}

static WscReducible *
new_reducible (WscDataset *dataset, const WscArchitecture *a, const float *centre, const WscReduceSettings *settings)
{
  const WscEstimateSettings estimate = support_estimate (1);
  g_autoptr (WscEnsemble) ensemble = new_networks (a, centre);
  g_autoptr (GError) error = NULL;
  WscReducible *self = wsc_reducible_new (dataset, ensemble, NULL, &estimate, settings, 1, NULL, &error);

  g_assert_no_error (error);
  return self;
}

static WscReductionCurve *
new_curve (const WscReducible *reducible, const WscClusterSettings *clusters, const WscReduceSettings *settings, const WscHook *hook)
{
  g_autoptr (GError) error = NULL;
  WscReductionCurve *self = wsc_reduction_curve_new (reducible, clusters, settings, &support_training, 1, hook, &error);

  g_assert_no_error (error);
  return self;
}

static void
assert_same_quality (const WscQuality *a, const WscQuality *b, double tolerance)
{
  g_assert_cmpfloat_with_epsilon (a->train, b->train, tolerance);
  g_assert_cmpfloat_with_epsilon (a->validation, b->validation, tolerance);
  g_assert_cmpfloat_with_epsilon (a->test, b->test, tolerance);
}

static const WscQuality *
get_value (const WscReductionCurve *self, guint line, guint i, guint repeat)
{
  return &self->lines[line].values[i * self->n_repeats + repeat];
}

/* At one end is the whole network, and in between the reductions that are made one by one. */
static void
test_ends (void)
{
  const WscArchitecture a = get_shape ();
  WscReduceSettings settings = support_settings ();
  g_autoptr (WscDataset) dataset = support_data (&table, 1);
  g_autofree float *centre = support_parameters (&a, 2);
  g_autoptr (WscReducible) reducible = NULL;
  g_autoptr (WscReductionCurve) curve = NULL;
  WscGaussians gaussians;

  settings.step = 3;
  settings.repeats = 3;
  reducible = new_reducible (dataset, &a, centre, &settings);
  curve = new_curve (reducible, &k_means, &settings, NULL);
  g_assert_cmpuint (curve->n_counts, ==, 4);
  for (guint i = 0; i < 4; i++)
    g_assert_cmpuint (curve->counts[i], ==, ((const guint[]){ 1, 4, 7, 8 })[i]);
  g_assert_cmpuint (curve->n_lines, ==, 2);
  g_assert_cmpint (curve->lines[0].metric, ==, WSC_METRIC_EUCLIDEAN);
  g_assert_cmpint (curve->lines[1].metric, ==, WSC_METRIC_WASSERSTEIN);
  wsc_reducible_get_gaussians (reducible, &gaussians);
  for (guint line = 0; line < 2; line++)
    {
      assert_same_quality (get_value (curve, line, 3, 0), wsc_reducible_get_quality (reducible), 1e-15);
      for (guint i = 0; i < 3; i++)
        {
          const WscKMeansSettings same = { curve->lines[line].metric, 4, 1 };
          g_autoptr (WscClusters) clusters = wsc_clusters_new_k_means (&gaussians, NULL, curve->counts[i], &same, NULL, NULL);
          g_autoptr (WscReduction) reduction = support_merge (reducible, clusters->labels, &settings);

          assert_same_quality (get_value (curve, line, i, 0), &reduction->quality, 1e-12);
          g_assert_cmpuint (curve->parameters[i], ==, reduction->n_parameters);
        }
    }
  g_assert_cmpfloat (get_value (curve, 0, 3, 1)->test, !=, get_value (curve, 0, 3, 0)->test);
}

static void
test_summary (void)
{
  const WscArchitecture a = get_shape ();
  WscReduceSettings settings = support_settings ();
  g_autoptr (WscDataset) dataset = support_data (&table, 3);
  g_autofree float *centre = support_parameters (&a, 4);
  g_autoptr (WscReducible) reducible = NULL;
  g_autoptr (WscReductionCurve) curve = NULL;
  guint best = 0, fewest;

  settings.repeats = 4;
  reducible = new_reducible (dataset, &a, centre, &settings);
  curve = new_curve (reducible, &k_means, &settings, NULL);
  for (guint i = 0; i < curve->n_counts; i++)
    {
      double mean = 0, variance = 0;

      for (guint r = 0; r < 4; r++)
        mean += get_value (curve, 0, i, r)->validation / 4;
      for (guint r = 0; r < 4; r++)
        variance += pow (get_value (curve, 0, i, r)->validation - mean, 2) / 3;
      g_assert_cmpfloat_with_epsilon (curve->lines[0].mean[i].validation, mean, 1e-12);
      g_assert_cmpfloat_with_epsilon (curve->lines[0].sd[i].validation, sqrt (variance), 1e-9);
      if (mean < curve->lines[0].mean[best].validation)
        best = i;
    }
  for (fewest = 0; curve->lines[0].mean[fewest].validation > curve->lines[0].mean[best].validation + curve->lines[0].sd[best].validation / 2;)
    fewest++;
  g_assert_cmpuint (curve->k, ==, curve->counts[fewest]);
  g_assert_nonnull (strstr (curve->reason, "one standard error"));
}

/* Units in another order are the same network, and have the same curve. */
static void
test_permutation (void)
{
  static const guint places[] = { 3, 6, 0, 7, 1, 5, 2, 4 };
  const WscArchitecture a = get_shape ();
  const WscReduceSettings settings = support_settings ();
  g_autoptr (WscDataset) dataset = support_data (&table, 5);
  g_autofree float *parameters = support_parameters (&a, 6), *moved = g_memdup2 (parameters, wsc_architecture_get_n_parameters (&a) * sizeof (float));
  g_autoptr (WscReducible) first = NULL, second = NULL;
  g_autoptr (WscReductionCurve) one = NULL, other = NULL;

  for (guint j = 0; j < 8; j++)
    {
      memcpy (moved + 4 * places[j], parameters + 4 * j, 4 * sizeof (float));
      moved[32 + places[j]] = parameters[32 + j];
      for (guint o = 0; o < 3; o++)
        moved[40 + 8 * o + places[j]] = parameters[40 + 8 * o + j];
    }
  first = support_reducible (dataset, &a, parameters, 1, &settings);
  second = support_reducible (dataset, &a, moved, 1, &settings);
  one = new_curve (first, &thorough, &settings, NULL);
  other = new_curve (second, &thorough, &settings, NULL);
  for (guint i = 0; i < one->n_counts; i++)
    assert_same_quality (&one->lines[0].mean[i], &other->lines[0].mean[i], 1e-12);
  g_assert_cmpuint (one->k, ==, other->k);
}

/* Three different neurons, each more than once: three of them are the network, and there are no more clusters. */
static void
test_planted (void)
{
  const WscArchitecture a = get_shape ();
  const WscReduceSettings settings = support_settings ();
  g_autoptr (WscDataset) dataset = support_data (&table, 7);
  g_autofree float *parameters = support_parameters (&a, 8);
  g_autoptr (WscReducible) reducible = NULL;
  g_autoptr (WscReductionCurve) curve = NULL;

  for (guint j = 3; j < 8; j++)
    {
      memcpy (parameters + 4 * j, parameters + 4 * (j % 3), 4 * sizeof (float));
      parameters[32 + j] = parameters[32 + j % 3];
    }
  reducible = support_reducible (dataset, &a, parameters, 1, &settings);
  curve = new_curve (reducible, &k_means, &settings, NULL);
  for (guint line = 0; line < 2; line++)
    {
      assert_same_quality (&curve->lines[line].mean[2], wsc_reducible_get_quality (reducible), 1e-12);
      assert_same_quality (&curve->lines[line].mean[7], wsc_reducible_get_quality (reducible), 1e-15);
      for (guint i = 3; i < 7; i++)
        g_assert_true (isnan (curve->lines[line].mean[i].test) && isnan (curve->lines[line].sd[i].test));
    }
}

/* One network after another, each whole at its end. */
static void
test_networks (void)
{
  const WscArchitecture a = get_shape ();
  const gsize p = wsc_architecture_get_n_parameters (&a);
  g_autoptr (WscDataset) dataset = support_data (&table, 9);
  g_autofree float *centre = support_parameters (&a, 10);
  g_autoptr (WscEnsemble) ensemble = new_networks (&a, centre);
  const WscEstimateSettings estimate = support_estimate (1);
  const WscReduceSettings whole = support_settings ();
  g_autofree double *networks = NULL;
  guint n;

  networks = wsc_neurons_align_networks (ensemble, &estimate, NULL, &n, NULL);
  for (int from = WSC_REDUCE_OWN; from <= WSC_REDUCE_PUBLISHED; from++)
    {
      WscReduceSettings settings = support_settings ();
      g_autoptr (WscReducible) reducible = NULL;
      g_autoptr (WscReductionCurve) curve = NULL;

      settings.from = from;
      settings.network = 4;
      settings.repeats = 3;
      settings.step = 4;
      reducible = new_reducible (dataset, &a, centre, &settings);
      curve = new_curve (reducible, &k_means, &settings, NULL);
      for (guint r = 0; r < 3; r++)
        {
          g_autofree float *own = g_new (float, p);
          g_autoptr (WscReducible) alone = NULL;

          for (gsize i = 0; i < p; i++)
            own[i] = (float) networks[(3 + r) % N * p + i];
          alone = support_reducible (dataset, &a, own, 1, &whole);
          assert_same_quality (get_value (curve, 0, curve->n_counts - 1, r), wsc_reducible_get_quality (alone), 1e-5);
        }
    }
}

static void
test_lines (void)
{
  const WscArchitecture a = get_shape ();
  WscReduceSettings settings = support_settings ();
  WscClusterSettings clusters = k_means;
  g_autoptr (WscDataset) dataset = support_data (&table, 11);
  g_autofree float *centre = support_parameters (&a, 12);
  g_autoptr (WscReducible) reducible = NULL;
  g_autoptr (WscReductionCurve) function = NULL, tree = NULL, qpfs = NULL;

  settings.repeats = 2;
  settings.refit = TRUE;
  reducible = new_reducible (dataset, &a, centre, &settings);
  clusters.metric = WSC_METRIC_FUNCTION;
  function = new_curve (reducible, &clusters, &settings, NULL);
  clusters.metric = WSC_METRIC_BHATTACHARYYA;
  clusters.method = WSC_CLUSTERING_AVERAGE;
  tree = new_curve (reducible, &clusters, &settings, NULL);
  settings.method = WSC_REDUCE_QPFS;
  qpfs = new_curve (reducible, &k_means, &settings, NULL);
  g_assert_cmpuint (function->n_lines, ==, 3);
  g_assert_cmpuint (function->line, ==, 2);
  g_assert_cmpint (function->lines[2].metric, ==, WSC_METRIC_FUNCTION);
  g_assert_cmpint (tree->lines[tree->line].metric, ==, WSC_METRIC_BHATTACHARYYA);
  g_assert_cmpuint (qpfs->n_lines, ==, 2);
  g_assert_cmpint (qpfs->lines[0].method, ==, WSC_REDUCE_QPFS);
  g_assert_cmpint (qpfs->lines[1].method, ==, WSC_REDUCE_CLUSTERS);
  for (guint i = 0; i < 8; i++)
    for (guint l = 0; l < 3; l++)
      g_assert_true (isfinite (function->lines[l].mean[i].test) && isfinite (tree->lines[l].mean[i].test) &&
                     isfinite (qpfs->lines[MIN (l, 1)].mean[i].test));
  assert_same_quality (get_value (qpfs, 0, 7, 0), wsc_reducible_get_quality (reducible), 1e-15);
}

static void
test_threads (void)
{
  const WscArchitecture a = get_shape ();
  WscReduceSettings settings = support_settings ();
  g_autoptr (WscDataset) dataset = support_data (&table, 13);
  g_autofree float *centre = support_parameters (&a, 14);

  settings.repeats = 2;
  settings.step = 2;
  settings.fine_tune = 1;
  for (int method = WSC_REDUCE_CLUSTERS; method <= WSC_REDUCE_QPFS; method++)
    {
      const WscHook one = { .n_threads = 1 }, three = { .n_threads = 3 };
      g_autoptr (WscReducible) reducible = NULL;
      g_autoptr (WscReductionCurve) alone = NULL, together = NULL;

      settings.method = method;
      reducible = new_reducible (dataset, &a, centre, &settings);
      alone = new_curve (reducible, &k_means, &settings, &one);
      together = new_curve (reducible, &k_means, &settings, &three);
      for (guint l = 0; l < alone->n_lines; l++)
        g_assert_cmpmem (alone->lines[l].values, alone->n_counts * 2 * sizeof (WscQuality), together->lines[l].values,
                         together->n_counts * 2 * sizeof (WscQuality));
    }
}

typedef struct
{
  guint left;
  double reached;
} Patience;

static gboolean
wait (gpointer user_data, double fraction, const char *phase)
{
  Patience *self = user_data;

  g_assert_cmpfloat (fraction, >=, self->reached - 1e-9);
  self->reached = fraction;
  return self->left == 0 || --self->left > 0;
}

/* Progress only grows, and wherever it is told to, it stops. */
static void
test_stops (void)
{
  const WscArchitecture a = get_shape ();
  WscReduceSettings settings = support_settings ();
  g_autoptr (WscDataset) dataset = support_data (&table, 15);
  g_autofree float *centre = support_parameters (&a, 16);
  g_autoptr (WscReducible) reducible = NULL;
  Patience whole = { 0, 0 };
  const WscHook through = { wait, &whole, 1 };
  g_autoptr (WscReductionCurve) curve = NULL;

  settings.repeats = 3;
  reducible = new_reducible (dataset, &a, centre, &settings);
  curve = new_curve (reducible, &k_means, &settings, &through);
  g_assert_cmpfloat (whole.reached, >, 0.9);
  for (guint left = 1; left < 60; left += 7)
    {
      Patience patience = { left, 0 };
      const WscHook hook = { wait, &patience, 1 };
      g_autoptr (GError) error = NULL;

      g_assert_null (wsc_reduction_curve_new (reducible, &k_means, &settings, &support_training, 1, &hook, &error));
      g_assert_error (error, WSC_ERROR, WSC_ERROR_STOPPED);
    }
}

/* Without samples held out there is a curve over training samples, but no choice. */
static void
test_nothing_held_out (void)
{
  static const SupportTable all = { 60, 0, 4, 3, FALSE, 0 };
  const WscArchitecture a = get_shape ();
  const WscReduceSettings settings = support_settings ();
  g_autoptr (WscDataset) dataset = support_data (&all, 17);
  g_autofree float *parameters = support_parameters (&a, 18);
  g_autoptr (WscReducible) reducible = support_reducible (dataset, &a, parameters, 1, &settings);
  g_autoptr (WscReductionCurve) curve = new_curve (reducible, &k_means, &settings, NULL);

  g_assert_cmpuint (curve->k, ==, 0);
  g_assert_nonnull (strstr (curve->reason, "no samples are held out"));
  for (guint i = 0; i < curve->n_counts; i++)
    g_assert_true (isfinite (curve->lines[0].mean[i].train) && isnan (curve->lines[0].mean[i].test));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reduce/curve/ends", test_ends);
  g_test_add_func ("/reduce/curve/summary", test_summary);
  g_test_add_func ("/reduce/curve/permutation", test_permutation);
  g_test_add_func ("/reduce/curve/planted", test_planted);
  g_test_add_func ("/reduce/curve/networks", test_networks);
  g_test_add_func ("/reduce/curve/lines", test_lines);
  g_test_add_func ("/reduce/curve/threads", test_threads);
  g_test_add_func ("/reduce/curve/stops", test_stops);
  g_test_add_func ("/reduce/curve/nothing-held-out", test_nothing_held_out);
  return g_test_run ();
}
