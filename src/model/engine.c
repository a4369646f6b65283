/* Which engine runs: by what the machine can do and, for wide layers, by measured rates. */
#include "model/engine.h"

#include <string.h>

static gboolean
machine_can_run (const WscEngine *engine)
{
#ifdef WSC_HAVE_X86_KERNELS
  if (engine == &wsc_engine_avx512)
    return __builtin_cpu_supports ("avx512f") && __builtin_cpu_supports ("avx512dq") &&
           __builtin_cpu_supports ("avx512vl") && __builtin_cpu_supports ("avx512bw");
  if (engine == &wsc_engine_avx2)
    return __builtin_cpu_supports ("avx2") && __builtin_cpu_supports ("fma");
#endif
  return TRUE;
}

/* Widest first. */
static const WscEngine *const lane_engines[] = {
#ifdef WSC_HAVE_X86_KERNELS
  &wsc_engine_avx512,
  &wsc_engine_avx2,
#endif
  &wsc_engine_baseline,
};

const WscEngine *
wsc_engine_find (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (lane_engines); i++)
    if (strcmp (lane_engines[i]->name, name) == 0)
      return machine_can_run (lane_engines[i]) ? lane_engines[i] : NULL;
  return strcmp (wsc_engine_wide.name, name) == 0 ? &wsc_engine_wide : NULL;
}

/* The narrowest with room for all n, but never narrower than AVX2 where there is that: 4 of its 8 lanes cost no more
 * than the 4 of the baseline. */
const WscEngine *
wsc_engine_for_lanes (guint n)
{
  const WscEngine *chosen = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (lane_engines); i++)
    {
      if (!machine_can_run (lane_engines[i]))
        continue;
      if (chosen == NULL || (lane_engines[i]->n_lanes >= n && lane_engines[i] != &wsc_engine_baseline))
        chosen = lane_engines[i];
    }
  return chosen;
}

const char *
wsc_kernel_name (void)
{
  return wsc_engine_for_lanes (WSC_MAX_LANES)->name;
}

/* Measured on one core of a Zen 4 with 1 MB of second cache, useful GFLOP/s at 16 replicas and batches of 32, lanes
 * (AVX-512) against one sgemm a replica, by number of parameters:
 *
 *   143 (20-3-20) 45 : 6.5     703 (100-3-100) 61 : 11    2,110 (100-10-100) 74 : 27   20,200 (100-100-100) 80 : 65
 *   26,000 (784-16-784) 53 : 35    42,000 (200-200-10) 67 : 63    79,500 (784-100-10) 54 : 57
 *   132,000 (256-256-256) 47 : 56    204,000 (784-256-10) 30 : 53    267,000 (784-300-100-10) 25 : 48
 *
 * Above some 50,000 the weights of a block leave the second cache (3 MB in 16 lanes), and BLAS wins. With fewer
 * replicas than 8 the other lanes are wasted, and it wins sooner: at 27 GFLOP/s against 74 R / 8, up to 2 replicas, and
 * so on. */
gboolean
wsc_engine_prefers_wide (const WscArchitecture *architecture, guint n_replicas)
{
  static const struct
  {
    gsize n_parameters; /* from here on */
    guint n_replicas;   /* up to so many */
  } wide[] = { { 50000, G_MAXUINT }, { 20000, 6 }, { 2000, 2 }, { 700, 1 } };
  const gsize p = wsc_architecture_get_n_parameters (architecture);

  for (gsize i = 0; i < G_N_ELEMENTS (wide); i++)
    if (p >= wide[i].n_parameters && n_replicas <= wide[i].n_replicas)
      return TRUE;
  return FALSE;
}

/* Samples at once: in lanes as many as keep the inputs in about a quarter of the second cache; for BLAS enough to be
 * a good matrix product, but of no more than some 2 GFLOP, since a stop waits for it. */
static guint
choose_chunk (const WscPlan *plan, gboolean wide)
{
  const gsize vectors = MAX (plan->architecture.sizes[0], plan->widest);

  return wide ? (guint) CLAMP (2000000000 / (6 * plan->n_parameters), 8, 256)
              : (guint) CLAMP (4096 / vectors / 8 * 8, 8, 64);
}

void
wsc_plan_init (WscPlan *self, const WscArchitecture *architecture, const WscTrainingSettings *training, gboolean wide)
{
  *self = (WscPlan){ .architecture = *architecture, .average_after = G_MAXSIZE };
  if (training != NULL)
    self->training = *training;
  self->n_parameters = wsc_architecture_get_n_parameters (architecture);
  for (guint l = 0; l < architecture->n_layers; l++)
    {
      self->weights[l] = wsc_architecture_get_weight_offset (architecture, l);
      self->biases[l] = wsc_architecture_get_bias_offset (architecture, l);
      self->widest = MAX (self->widest, architecture->sizes[l + 1]);
    }
  self->chunk = choose_chunk (self, wide);
}

gboolean
wsc_samples_restore (const WscSamples *samples)
{
  return samples->targets == samples->inputs && samples->target_step == samples->input_step &&
         samples->n_targets == samples->n_inputs;
}
