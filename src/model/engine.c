/* Which engine runs: by what the machine can do and, for wide layers, by measured rates. */
#include "model/engine.h"

#include <string.h>

static gboolean
machine_can_run (const WscEngine *engine)
{
#ifdef WSC_HAVE_X86_KERNELS
  if (engine == &wsc_engine_avx512)
    return __builtin_cpu_supports ("avx512f") && __builtin_cpu_supports ("avx512dq")
           && __builtin_cpu_supports ("avx512vl") && __builtin_cpu_supports ("avx512bw");
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

gboolean
wsc_engine_prefers_wide (const WscArchitecture *architecture)
{
  return FALSE;
}

/* Samples at once: in lanes as many as keep the inputs in about a quarter of the second cache; for BLAS enough to be
 * a good matrix product. Both bound how long a stop waits. */
static guint
choose_chunk (const WscArchitecture *architecture, guint widest, gboolean wide)
{
  const gsize vectors = MAX (architecture->sizes[0], widest);

  return wide ? 256 : (guint) CLAMP (4096 / vectors / 8 * 8, 8, 64);
}

void
wsc_plan_init (WscPlan *self, const WscArchitecture *architecture, const WscTrainingSettings *training,
               gboolean wide)
{
  *self = (WscPlan) { .architecture = *architecture, .average_after = G_MAXSIZE };
  if (training != NULL)
    self->training = *training;
  self->n_parameters = wsc_architecture_get_n_parameters (architecture);
  for (guint l = 0; l < architecture->n_layers; l++)
    {
      self->weights[l] = wsc_architecture_get_weight_offset (architecture, l);
      self->biases[l] = wsc_architecture_get_bias_offset (architecture, l);
      self->widest = MAX (self->widest, architecture->sizes[l + 1]);
    }
  self->chunk = choose_chunk (architecture, self->widest, wide);
}

gboolean
wsc_samples_restore (const WscSamples *samples)
{
  return samples->targets == samples->inputs && samples->target_step == samples->input_step
         && samples->n_targets == samples->n_inputs;
}
