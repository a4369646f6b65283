/* The branch of the reduction, as its files share it. */
#pragma once

#include "study/pipeline-private.h"

G_BEGIN_DECLS

/* What the branch works on. */
typedef struct
{
  WscRun *run;
  const WscClusterSettings *clusters;
  const WscReduceSettings *reduction;
  WscReductionParts *parts;
  const WscReductionParts *old; /* of the previous results; all NULL if there are none */
  WscGaussians gaussians;
  const double *weight; /* of the metric, or NULL */
  guint64 seed;
  gboolean has_fresh;   /* something was computed anew since results were handed out */
} WscReduceBranch;

/* pipeline-clusters.c. TRUE where communities are the clusters. */
gboolean wsc_reduce_branch_is_community (const WscReduceBranch *self);
WscClusters *wsc_reduce_branch_new_of_tree (const WscReduceBranch *self, guint k, GError **error);
/* One that was made before, or else made now and kept with them. */
WscClusters *wsc_reduce_branch_obtain_k_means (WscReduceBranch *self, guint k, GError **error);
/* As many as the study asks for, with merges by hand. Errors: RANGE (a neuron that there is not). */
WscClusters *wsc_reduce_branch_new_chosen (WscReduceBranch *self, GError **error);

G_END_DECLS
