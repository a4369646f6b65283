/* What the two files of the curve share. */
#pragma once

#include "reduce/reduce-private.h"

G_BEGIN_DECLS

/* Partitions of the neurons of one network, one for each count, of which the last is of all neurons: (n, m) labels, and how many clusters there are. */
typedef struct
{
  guint32 *labels;
  guint *found; /* (n) */
} WscPartitions;
gboolean wsc_partitions_init (WscPartitions *self, const WscGaussians *gaussians, const double *weight, guint n, const guint *counts,
                              WscMetric metric, const WscClusterSettings *settings, guint64 seed, const WscHook *hook, GError **error);
void wsc_partitions_clear (WscPartitions *self);

WscReductionCurve *wsc_reduction_curve_alloc (guint m, guint step, guint n_repeats, guint n_lines);
/* Means, standard deviations and the choice. */
void wsc_reduction_curve_summarise (WscReductionCurve *self);

G_END_DECLS
