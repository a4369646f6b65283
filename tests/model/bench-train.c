/* How fast whole ensembles train: seconds, useful flop/s and their share of what sgemm reaches in the same
 * run on as many cores. Useful: multiply and add of the three products of each layer (two of the first), once a sample
 * and a replica; packing, shuffling, activations and idle lanes are not. Arguments, all optional: threads, engine. */
#include "model/model-private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct
{
  const char *name, *layers, *activation;
  gsize length; /* of the series; 0: a table of n_samples rows */
  gsize n_samples;
  guint n_replicas;
  int epochs;
  double target_seconds; /* on two cores; 0: none */
} Case;

static const Case cases[] = {
  { "fig6", "20;3;20", "tanh", 500, 0, 100, 25, 0.040 },
  { "walk", "100;3;100", "tanh", 10000, 0, 100, 50, 4.0 },
  { "iris", "4;128;3", "relu", 0, 120, 100, 50, 0.0 },
  { "wide bottleneck", "100;10;100", "tanh", 10000, 0, 32, 5, 0.0 },
  { "images", "784;100;10", "relu", 0, 1024, 16, 2, 0.0 },
  { "deep images", "784;8;100;10", "relu", 0, 1024, 16, 4, 0.0 },
};

static float *
new_noise (gsize n)
{
  float *x = g_new (float, n);
  WscRandom random;

  wsc_random_init (&random, 1, "bench", 0);
  for (gsize t = 0; t < n; t++)
    x[t] = (float) (sin ((double) t * 0.05) + 0.2 * wsc_random_normal (&random));
  return x;
}

static double
flops_of (const WscArchitecture *a)
{
  double flops = 0.0;

  for (guint l = 0; l < a->n_layers; l++)
    flops += (l == 0 ? 4.0 : 6.0) * a->sizes[l] * a->sizes[l + 1];
  return flops;
}

static void
samples_of (const Case *c, const WscArchitecture *a, const float *numbers, WscSamples *samples)
{
  const guint in = a->sizes[0], out = a->sizes[a->n_layers];

  *samples = c->length > 0 ? (WscSamples){ numbers, 1, in, numbers, 1, out, c->length - MAX (in, out) + 1 }
                           : (WscSamples){ numbers, in, in, numbers + c->n_samples * in, out, out, c->n_samples };
}

static void
run_case (const Case *c, const char *engine, guint n_threads, double sgemm)
{
  const WscModelSettings model = { (char *) c->layers, (char *) c->activation, WSC_ORTHONORMAL_NONE, TRUE,
                                   WSC_LOSS_AUTO };
  const WscTrainingSettings training = { WSC_SGD, 0.05, 0.9, 0.5, 32, c->epochs };
  const WscProbe probe = { .engine = engine != NULL ? wsc_engine_find (engine) : NULL };
  const WscHook hook = { .n_threads = n_threads };
  g_autofree float *numbers = new_noise (MAX (c->length, c->n_samples * 1000));
  g_autofree guint32 *train = NULL;
  g_autofree const guint32 **lists = g_new (const guint32 *, c->n_replicas);
  WscSamples samples;
  WscArchitecture a;
  WscEnsembleData data;
  double best = INFINITY, flops;

  wsc_architecture_init (&a, &model, NULL, NULL);
  samples_of (c, &a, numbers, &samples);
  train = g_new (guint32, samples.n_samples);
  for (gsize i = 0; i < samples.n_samples; i++)
    train[i] = (guint32) i;
  for (guint r = 0; r < c->n_replicas; r++)
    lists[r] = train;
  data = (WscEnsembleData){ .n_replicas = c->n_replicas,
                            .seed = 1,
                            .samples = &samples,
                            .train = lists,
                            .n_train = samples.n_samples,
                            .test_samples = samples };
  for (guint round = 0; round < 3; round++)
    {
      const gint64 begin = g_get_monotonic_time ();
      g_autoptr (GError) error = NULL;
      g_autoptr (WscEnsemble) ensemble =
          wsc_ensemble_train_probed (&a, &training, &data, &probe, &hook, NULL, NULL, &error);

      if (ensemble == NULL)
        g_error ("%s: %s", c->name, error->message);
      best = MIN (best, (double) (g_get_monotonic_time () - begin) * 1e-6);
    }
  flops = flops_of (&a) * (double) samples.n_samples * c->n_replicas * c->epochs;
  g_print ("# %-16s %-12s %8.4f s  %7.1f GFLOP/s  %5.1f %% of sgemm on %u threads%s\n", c->name, c->layers, best,
           flops / best * 1e-9, 100.0 * flops / best / (sgemm * n_threads), n_threads,
           c->target_seconds == 0.0   ? ""
           : best < c->target_seconds ? "  (target met)"
                                      : "  (target missed)");
}

int
main (int argc, char **argv)
{
  const guint n_threads = argc > 1 ? (guint) atoi (argv[1]) : MIN (g_get_num_processors (), 2);
  const char *engine = argc > 2 ? argv[2] : NULL;
  double sgemm = wsc_measure_sgemm ();

  g_print ("# kernel %s, sgemm %.1f GFLOP/s a thread\n", engine != NULL ? engine : wsc_kernel_name (), sgemm * 1e-9);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    if (argc <= 3 || strstr (cases[i].name, argv[3]) != NULL)
      run_case (&cases[i], engine, n_threads, sgemm);
  return 0;
}
