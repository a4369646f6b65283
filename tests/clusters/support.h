/* Gaussians to try things on, and slow ways to what the folder computes. */
#pragma once

#include "clusters/clusters-private.h"

typedef struct
{
  WscGaussians view;
  double *means, *covariances;
} Sample;

Sample sample_new (guint m, guint d);
void sample_clear (Sample *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sample, sample_clear)
/* Means N(0, 1) and Wishart covariances of `rank` degrees of freedom, scaled. */
Sample sample_random (guint m, guint d, guint rank, double scale, guint32 seed);
/* Gaussian i is one of `k` planted ones, i % k, with means `apart` from each other, and noise. */
Sample sample_planted (guint m, guint d, guint k, double apart, guint32 seed);
/* Rows of mean and covariance. */
Sample sample_load (const char *name, guint d);
Sample sample_permuted (const Sample *self, const guint32 *order);

/* tr (A + B - 2 (A^1/2 B A^1/2)^1/2) by eigenvalues. */
double slow_bures (guint d, const double *a, const double *b);
double slow_distance (const WscGaussians *gaussians, guint i, guint j);
/* 1 where the two partitions are the same but for numbering. */
gboolean same_partition (guint m, const guint32 *a, const guint32 *b);
WscHook hook_of_threads (guint n_threads);
