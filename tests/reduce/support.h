/* What the tests of this folder share. */
#pragma once

#include "reduce/reduce.h"

G_BEGIN_DECLS

/* A table of random numbers; classes are what a random linear map makes of them, else targets are smooth functions of the inputs. */
typedef struct
{
  guint n_train, n_test, n_inputs, n_targets;
  gboolean classes;
  double factor; /* of the targets; 0: 1 */
} SupportTable;
WscDataset *support_data (const SupportTable *table, guint64 seed);

/* "4;6;3", one activation name a layer. */
WscArchitecture support_shape (const char *layers, const char *activations, gboolean bias, WscLoss loss);
/* (p) numbers of N (0, 1 / 4). */
float *support_parameters (const WscArchitecture *a, guint64 seed);
WscEnsemble *support_networks (const WscArchitecture *a, guint n, const float *parameters);
WscReduceSettings support_settings (void);
WscEstimateSettings support_estimate (int layer);

/* One network whose layer (from 1) is reduced. */
WscReducible *support_reducible (WscDataset *dataset, const WscArchitecture *a, const float *parameters, int layer,
                                 const WscReduceSettings *settings);
/* Labels as clusters; means and the like are left out. Borrows the labels. */
WscClusters support_clusters (const WscReducible *reducible, guint32 *labels);
WscReduction *support_merge (const WscReducible *reducible, guint32 *labels, const WscReduceSettings *settings);
WscReduction *support_select (const WscReducible *reducible, guint k, const WscReduceSettings *settings);

/* Outputs of all samples; caller frees. */
double *support_outputs (const WscNetwork *network, WscDataset *dataset);
/* The largest difference of the outputs of two networks over all samples. */
double support_difference (const WscNetwork *a, const WscNetwork *b, WscDataset *dataset);
extern const WscTrainingSettings support_training;

G_END_DECLS
