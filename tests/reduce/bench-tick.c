/* One tick of the slider of clusters: k-means, neurons replaced, the smaller network evaluated on the samples held out; and a merge that is only
 * looked at. Milliseconds, the median of many ticks. Then the programme of QPFS by its size. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "reduce/support.h"

#define TICKS 21

typedef struct
{
  const char *name, *layers, *activation;
  SupportTable table;
  int layer;
  guint k;
} Case;

static const Case cases[] = {
  { "iris-sized 4–128–3", "4;128;3", "relu", { 105, 45, 4, 3, TRUE, 0 }, 1, 10 },
  { "iris-sized 4–128–3", "4;128;3", "relu", { 105, 45, 4, 3, TRUE, 0 }, 1, 64 },
  { "MNIST-sized 784–8–100–10, ReLU", "784;8;100;10", "relu", { 2000, 2000, 784, 10, TRUE, 0 }, 2, 10 },
  { "MNIST-sized 784–8–100–10, ReLU", "784;8;100;10", "relu", { 2000, 2000, 784, 10, TRUE, 0 }, 2, 50 },
  { "MNIST-sized 784–8–100–10, tanh", "784;8;100;10", "tanh", { 2000, 2000, 784, 10, TRUE, 0 }, 2, 50 },
  { "MNIST-sized 784–8–128–10, ReLU", "784;8;128;10", "relu", { 2000, 2000, 784, 10, TRUE, 0 }, 2, 50 },
};

static int
compare (const void *a, const void *b)
{
  const double x = *(const double *) a, y = *(const double *) b;

  return x < y ? -1 : x > y;
}

static double
get_median (double *ms)
{
  qsort (ms, TICKS, sizeof *ms, compare);
  return ms[TICKS / 2];
}

static double
since (gint64 start)
{
  return (double) (g_get_monotonic_time () - start) / 1000;
}

static void
time_tick (const WscReducible *reducible, WscMetric metric, guint k, const WscReduceSettings *settings)
{
  double clusters_ms[TICKS], merge_ms[TICKS], preview_ms[TICKS];
  WscGaussians gaussians;

  wsc_reducible_get_gaussians (reducible, &gaussians);
  for (guint tick = 0; tick < TICKS; tick++)
    {
      const WscKMeansSettings k_means = { metric, 10, tick };
      gint64 start = g_get_monotonic_time ();
      g_autoptr (WscClusters) clusters = wsc_clusters_new_k_means (&gaussians, NULL, k, &k_means, NULL, NULL);
      g_autoptr (WscReduction) reduction = NULL;
      WscQuality quality;

      clusters_ms[tick] = since (start);
      start = g_get_monotonic_time ();
      reduction = support_merge (reducible, clusters->labels, settings);
      merge_ms[tick] = since (start);
      start = g_get_monotonic_time ();
      wsc_reducible_preview_merge (reducible, clusters, 0, 1, &quality, NULL);
      preview_ms[tick] = since (start);
    }
  printf ("  %s: k-means (10 starts) %.2f ms, reduction (all samples, with the difference) %.2f ms, preview %.2f ms\n",
          metric == WSC_METRIC_EUCLIDEAN ? "Euclid" : "Wasserstein", get_median (clusters_ms), get_median (merge_ms), get_median (preview_ms));
}

/* Weights as large as trained ones, so that what is summed up is neither 0 nor saturated. */
static float *
new_centre (const WscArchitecture *a)
{
  float *centre = support_parameters (a, 2);

  for (guint l = 0; l < a->n_layers; l++)
    for (gsize i = wsc_architecture_get_weight_offset (a, l); i < wsc_architecture_get_bias_offset (a, l); i++)
      centre[i] *= 2 / (float) sqrt (a->sizes[l]);
  return centre;
}

static void
time_case (const Case *self)
{
  const WscArchitecture a = support_shape (self->layers, self->activation, TRUE, WSC_LOSS_CROSS_ENTROPY);
  const WscReduceSettings settings = support_settings ();
  const WscEstimateSettings estimate = support_estimate (self->layer);
  const gsize p = wsc_architecture_get_n_parameters (&a);
  g_autoptr (WscDataset) dataset = support_data (&self->table, 1);
  g_autofree float *centre = new_centre (&a), *networks = g_new (float, 20 * p);
  g_autoptr (WscEnsemble) ensemble = NULL;
  g_autoptr (WscReducible) reducible = NULL;
  gint64 start;
  WscRandom random;

  wsc_random_init (&random, 1, "bench.reduce", 0);
  for (gsize i = 0; i < 20 * p; i++)
    networks[i] = centre[i % p] + (float) (0.02 * wsc_random_normal (&random));
  ensemble = support_networks (&a, 20, networks);
  start = g_get_monotonic_time ();
  reducible = wsc_reducible_new (dataset, ensemble, NULL, &estimate, &settings, 1, NULL, NULL);
  printf ("%s, %u neurons to %u, %u samples held out: read in %.1f ms\n", self->name, wsc_reducible_get_count (reducible), self->k,
          self->table.n_test, since (start));
  time_tick (reducible, WSC_METRIC_EUCLIDEAN, self->k, &settings);
  time_tick (reducible, WSC_METRIC_WASSERSTEIN, self->k, &settings);
}

/* Q = |X'X| of random unit columns, made semidefinite by its own size. */
static void
time_programme (guint n)
{
  g_autofree double *x = g_new (double, 100 * n), *q = g_new0 (double, n *n), *b = g_new (double, n), *z = g_new (double, n);
  gint64 start;
  WscRandom random;

  wsc_random_init (&random, 2, "bench.qpfs", n);
  for (guint i = 0; i < 100 * n; i++)
    x[i] = wsc_random_normal (&random) / 10;
  for (guint i = 0; i < n; i++)
    {
      b[i] = wsc_random_uniform (&random) / 100;
      for (guint j = 0; j < n; j++)
        for (guint s = 0; s < 100; s++)
          q[i * n + j] += x[i * 100 + s] * x[j * 100 + s];
    }
  start = g_get_monotonic_time ();
  wsc_qpfs_solve (n, q, b, z, NULL, NULL);
  printf ("QPFS of %u neurons: %.1f ms\n", n, since (start));
}

int
main (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    time_case (&cases[i]);
  time_programme (128);
  time_programme (512);
  return 0;
}
