/* engine: what trains one block of replicas. Two kinds: replicas in SIMD lanes (lanes.c, built for each
 * instruction set) and one replica at a time by BLAS (wide.c). The loop over epochs, batches and blocks is
 * the same for both (block.c, train.c). Private to model.
 *
 * All arrays of floats are (…, lanes) with the lane innermost, aligned to 64 bytes.
 */
#pragma once

#include "model/model.h"

G_BEGIN_DECLS

#define WSC_MAX_LANES 16

/* What does not change while an ensemble is trained or evaluated. */
typedef struct
{
  WscArchitecture architecture;
  WscTrainingSettings training;
  gsize n_parameters;
  gsize weights[WSC_MAX_LAYERS]; /* where W of each layer begins, in parameters */
  gsize biases[WSC_MAX_LAYERS];
  guint widest;        /* of the layers' outputs */
  guint chunk;         /* the most samples an engine is given at once */
  gboolean restores;   /* the targets are the inputs, in the same memory */
  gsize average_after; /* steps before the iterates are averaged; the largest gsize: never */
} WscPlan;

/* Rows of a batch: for lane r, samples order[r][from … from + n - 1] of samples[r]. */
typedef struct
{
  const WscSamples *const *samples; /* (lanes) */
  const guint32 *const *order;      /* (lanes) */
  gsize from, n;                    /* 1 <= n <= plan->chunk */
} WscBatch;

/* The networks of a block in training: each array (p, lanes), NULL where the optimiser does not need it. */
typedef struct
{
  float *parameters;
  float *gradients; /* sums over the batch, not yet divided by its size */
  float *velocity;  /* momentum, or the first moment of Adam */
  float *squares;   /* second moment of Adam; an orthonormal factor has one, in its first place */
  float *average;   /* mean of the iterates so far */
  gsize n_steps, n_averaged;
} WscNets;

typedef struct
{
  const char *name;
  guint n_lanes;

  /* Floats of scratch that the calls below need. */
  gsize (*scratch_size) (const WscPlan *plan);
  /* Adds each lane's sum of errors over the batch to loss (lanes), and its gradient to nets->gradients, or
   * stores it there if `first`. The sums are of squares for MSE and of cross-entropies. */
  void (*gradients) (const WscPlan *plan, const WscNets *nets, const WscBatch *batch, gboolean first, float *scratch,
                     float *loss);
  /* One step with gradient `scale` times nets->gradients, and the running average. */
  void (*update) (const WscPlan *plan, WscNets *nets, float scale, float *scratch);
  /* Outputs (n, n_targets, lanes) in scratch, after the last activation and the softmax of cross-entropy. With
   * loss not NULL adds each lane's sum of errors to it. */
  const float *(*outputs) (const WscPlan *plan, const float *parameters, const WscBatch *batch, float *scratch,
                           float *loss);
  /* Puts the orthonormal layers of `parameters` back where they belong: the nearest orthonormal factor. */
  void (*retract) (const WscPlan *plan, float *parameters, float *scratch);
  /* In place, n values anywhere in memory. */
  void (*activate) (WscActivation activation, float *values, gsize n);
} WscEngine;

/* NULL where this machine or build has no such engine. */
extern const WscEngine wsc_engine_baseline;
#ifdef WSC_HAVE_X86_KERNELS
extern const WscEngine wsc_engine_avx2;
extern const WscEngine wsc_engine_avx512;
#endif
extern const WscEngine wsc_engine_wide;

/* The engine by name ("avx512", "avx2", "baseline", "wide") or NULL where the machine cannot run it. */
const WscEngine *wsc_engine_find (const char *name);
/* The lanes that hold n replicas of a remainder best, n >= 1. */
const WscEngine *wsc_engine_for_lanes (guint n);
/* Whether one matrix product a replica is quicker than replicas in lanes; by measurement. */
gboolean wsc_engine_prefers_wide (const WscArchitecture *architecture, guint n_replicas);

/* `training` may be NULL where nothing is trained. `wide`: for the engine of that name, else for lanes. */
void wsc_plan_init (WscPlan *self, const WscArchitecture *architecture, const WscTrainingSettings *training,
                    gboolean wide);
/* Whether the targets are the inputs, in the same memory; `restores` of a plan is set by who knows the samples. */
gboolean wsc_samples_restore (const WscSamples *samples);

G_END_DECLS
