/* reduce: a network with fewer neurons: those of one layer are replaced by the centres of their clusters, or some of them by combinations
 * of the others; what that costs, and the smaller network that computes the same.
 */
#pragma once

#include "base/base.h"
#include "clusters/clusters.h"
#include "data/data.h"
#include "estimate/estimate.h"
#include "model/model.h"
#include "model/network.h"

G_BEGIN_DECLS

/* --- what the user sets ------------------------------------------------------ */

typedef enum { WSC_SUGGEST_COUNT_NONE, WSC_SUGGEST_COUNT_SILHOUETTE, WSC_SUGGEST_COUNT_GAP, WSC_SUGGEST_COUNT_MODULARITY,
               WSC_SUGGEST_COUNT_VALIDATION } WscSuggestCount;

typedef struct
{
  int method;   /* WscClustering */
  int metric;   /* WscMetric */
  int count;    /* K; 0: every neuron stays */
  int restarts;
  int overlap;  /* WscOverlap, of communities */
  double resolution;
  int suggest;  /* WscSuggestCount */
  char *merges; /* "3+7;12+15": neurons, from 1, whose clusters are joined by hand afterwards */
} WscClusterSettings;

typedef enum { WSC_REDUCE_CLUSTERS, WSC_REDUCE_VARIANCE, WSC_REDUCE_QPFS } WscReduceMethod;
typedef enum
{
  WSC_REDUCE_MEAN,      /* the mean of the aligned networks */
  WSC_REDUCE_OWN,       /* one network, by its own rows */
  WSC_REDUCE_PUBLISHED, /* labels found on the mean, applied to one network: what the authors ran */
} WscReduceFrom;
typedef enum { WSC_SIMILARITY_ACTIVATIONS, WSC_SIMILARITY_WEIGHTS } WscSimilarity;

typedef struct
{
  int method;         /* WscReduceMethod */
  int from;           /* WscReduceFrom */
  int network;        /* from 1, of OWN and PUBLISHED */
  double bias_weight; /* of the bias beside the weights when neurons are compared; 0: biases are neither compared nor merged */
  int similarity;     /* WscSimilarity, of QPFS */
  gboolean refit;     /* least squares of the weights out of the merged units */
  int fine_tune;      /* epochs of training of the smaller network */
  double validation_share; /* of the samples held out from training: they choose K, the others report it */
  int repeats;        /* of the curve */
  int step;           /* the curve's K = 1, 1 + step, … and m; 0: no curve */
} WscReduceSettings;

/* --- what can be reduced -------------------------------------------------------- */

/* Accuracy for classes, else the mean squared error in the square of the data's unit; NaN without samples. */
typedef struct { double train, validation, test; } WscQuality;

/* One layer of a network, read by rows, with what its neurons are compared by and tested on. Immutable, atomically ref-counted. */
typedef struct _WscReducible WscReducible;
#define WSC_TYPE_REDUCIBLE (wsc_reducible_get_type ())
GType wsc_reducible_get_type (void);

/* `neurons` gives covariances where the ensemble is a single network. Errors: RANGE (neurons that are read by columns, a network that there
 * is not, a class without a sample to test), NUMERIC, STOPPED. */
WscReducible *wsc_reducible_new (WscDataset *dataset, WscEnsemble *ensemble, WscNeurons *neurons, const WscEstimateSettings *estimate,
                                 const WscReduceSettings *settings, guint64 seed, const WscHook *hook, GError **error);
WscReducible *wsc_reducible_ref (WscReducible *self);
void wsc_reducible_unref (WscReducible *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WscReducible, wsc_reducible_unref)

guint wsc_reducible_get_count (const WscReducible *self); /* m */
/* [w; b] of each neuron, the bias times its weight, or w alone. Borrowed. */
void wsc_reducible_get_gaussians (const WscReducible *self, WscGaussians *gaussians);
const double *wsc_reducible_get_input_covariance (const WscReducible *self); /* (d, d) of [x; 1 / bias weight] over training samples, uncentred: FUNCTION's weight */
const WscNetwork *wsc_reducible_get_network (const WscReducible *self); /* before anything is removed */
const WscQuality *wsc_reducible_get_quality (const WscReducible *self);
gboolean wsc_reducible_is_accuracy (const WscReducible *self); /* else an error, better the smaller */

/* --- one reduction ----------------------------------------------------------------- */

/* Immutable, atomically ref-counted. */
typedef struct
{
  gint ref_count;
  WscReduceMethod method;
  guint m, k;           /* neurons before and after */
  guint32 *labels;      /* CLUSTERS: (m); else NULL */
  guint32 *kept;        /* others: (k) neurons, ascending; else NULL */
  double *composition;  /* others: (m, k) neuron i is their combination … */
  double *constants;    /* … plus (m); both NULL for CLUSTERS */
  double *relevance;    /* others: (m) what neurons were kept by, larger first; of QPFS below 0 without weight in its optimum; else NULL */
  WscNetwork *replaced; /* as large as before */
  WscNetwork *smaller;  /* equal units computed once; fine-tuned if that was asked for */
  gsize n_parameters_before, n_parameters; /* numbers in the files of both */
  double difference;    /* largest between an output of `replaced` and of `smaller` over all samples held out (or else trained on), before fine-tuning */
  WscQuality quality;   /* of `smaller` */
} WscReduction;

/* Replaces each neuron by the centre of its cluster, labels (m). Errors: NUMERIC, STOPPED, those of training. */
WscReduction *wsc_reduction_new_clusters (const WscReducible *self, const WscClusters *clusters, const WscReduceSettings *settings,
                                          const WscTrainingSettings *training, guint64 seed, const WscHook *hook, GError **error);
/* Keeps k neurons by VARIANCE or QPFS; the others become their least-squares combinations, folded into the next layer. Errors: RANGE (k), as above. */
WscReduction *wsc_reduction_new_selection (const WscReducible *self, guint k, const WscReduceSettings *settings,
                                           const WscTrainingSettings *training, guint64 seed, const WscHook *hook, GError **error);
WscReduction *wsc_reduction_ref (WscReduction *self);
void wsc_reduction_unref (WscReduction *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WscReduction, wsc_reduction_unref)

/* What the network would be worth if the clusters of neurons i and j were one, without making it, before refit and fine-tuning. Fast enough to
 * be asked while a neuron is dragged: `train` is NaN, unless there are no other samples. Errors: NUMERIC. */
gboolean wsc_reducible_preview_merge (const WscReducible *self, const WscClusters *clusters, guint i, guint j, WscQuality *quality, GError **error);
/* min z'Qz - b'z over z >= 0, sum z = 1; Q (n, n) positive semidefinite. Errors: NUMERIC (not finite, no optimum within 1e-8). */
gboolean wsc_qpfs_solve (guint n, const double *q, const double *b, double *z, const WscHook *hook, GError **error);

/* --- the curve ------------------------------------------------------------------------ */

/* Quality against the number of neurons. Arrays by count, then by repeat. */
typedef struct
{
  WscReduceMethod method;
  WscMetric metric;     /* of CLUSTERS */
  WscQuality *values;   /* (n_counts, n_repeats), NaN where a repeat found fewer clusters */
  WscQuality *mean, *sd; /* (n_counts) over repeats */
} WscReductionLine;

/* Immutable, atomically ref-counted. */
typedef struct
{
  gint ref_count;
  guint n_counts, n_repeats, n_lines;
  guint *counts;     /* (n_counts) ascending */
  gsize *parameters; /* (n_counts) of the smaller network */
  WscReductionLine *lines;
  gboolean is_accuracy;
  WscQuality before;
  guint line, k;     /* chosen on validation samples: the fewest neurons within one standard error of the best of the study's own line; 0 without any */
  char *reason;      /* translated */
} WscReductionCurve;

/* CLUSTERS: a line each for Euclid and Wasserstein (unless that takes very long and is not the study's metric), and for the study's metric if it is another; else the method's line and Euclid's clusters beside it.
 * The first repeat is the reducible itself; another is a resample of the networks that are averaged (MEAN), the next network (OWN, PUBLISHED), and its own
 * k-means starts. No refit, no fine-tuning unless they are asked for. Errors as above. */
WscReductionCurve *wsc_reduction_curve_new (const WscReducible *self, const WscClusterSettings *clusters, const WscReduceSettings *settings,
                                            const WscTrainingSettings *training, guint64 seed, const WscHook *hook, GError **error);
WscReductionCurve *wsc_reduction_curve_ref (WscReductionCurve *self);
void wsc_reduction_curve_unref (WscReductionCurve *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WscReductionCurve, wsc_reduction_curve_unref)

/* --- everything ------------------------------------------------------------------------- */

/* NULL is what was not computed. */
typedef struct
{
  WscReducible *reducible;
  WscDistances *distances;
  WscMerge *tree;          /* (m - 1) of WARD, or AVERAGE for every other method */
  guint tree_size;         /* m */
  GPtrArray *partitions;   /* of WscClusters, by k-means, of every count that was asked for so far; shared, never changed */
  WscClusters *clusters;   /* chosen, with merges by hand */
  WscCommunities *communities;
  WscCircle *circle;
  WscReduction *reduction; /* NULL where nothing is removed */
  WscCount *suggestion;
  WscReductionCurve *curve;
  gsize n_restored;        /* T */
  double *restored;        /* (T) by the smaller network; NULL for tables */
  char *suggestion_problem; /* why there is none, though one was asked for */
} WscReductionParts;

void wsc_reduction_parts_copy (WscReductionParts *self, const WscReductionParts *other); /* into an empty one */
void wsc_reduction_parts_clear (WscReductionParts *self);
/* Translated sentences, each whole; "nothing was removed" is one. */
void wsc_reduction_parts_add_notes (const WscReductionParts *self, const WscReduceSettings *settings, GPtrArray *notes);

G_END_DECLS
