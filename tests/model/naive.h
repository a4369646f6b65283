/* naive: what the engines compute, one replica and one number at a time, in double, as plainly as can be. */
#pragma once

#include "model/model-private.h"

/* Outputs of one network for one input, after the softmax of cross-entropy. */
void naive_outputs (const WscArchitecture *a, const double *parameters, const float *input, double *outputs);

/* Mean loss over samples rows[0 … n - 1]; with `gradient` (p) not NULL, its derivative. */
double naive_loss (const WscArchitecture *a, const double *parameters, const WscSamples *samples, const guint32 *rows,
                   gsize n, double *gradient);

typedef struct
{
  double *parameters, *velocity, *squares, *average; /* (p) */
  gsize n_steps, n_averaged;
} NaiveNet;

NaiveNet *naive_net_new (const WscArchitecture *a, const float *start);
void naive_net_free (NaiveNet *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NaiveNet, naive_net_free)

/* One step with this gradient, as the optimiser does it; averages where average_after is passed. */
void naive_step (NaiveNet *self, const WscArchitecture *a, const WscTrainingSettings *training, gsize average_after,
                 double *gradient);
/* All epochs; order (epochs, n) are indices of samples. losses (epochs) may be NULL. */
void naive_train (NaiveNet *self, const WscArchitecture *a, const WscTrainingSettings *training,
                  const WscSamples *samples, const guint32 *order, gsize n, double *losses);

/* The largest entry of |Q Q' - I| over the orthonormal layers. */
double distance_from_manifold (const WscArchitecture *a, const float *parameters);
