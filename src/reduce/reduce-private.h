/* What the files of this folder share. */
#pragma once

#include "reduce/reduce.h"

G_BEGIN_DECLS

/* --- samples ---------------------------------------------------------------- */

typedef enum { WSC_PART_TRAIN, WSC_PART_VALIDATION, WSC_PART_TEST } WscPart;
#define WSC_N_PARTS (WSC_PART_TEST + 1)

/* Which samples of the data set belong to each part. */
typedef struct
{
  guint32 *indices[WSC_N_PARTS];
  gsize n[WSC_N_PARTS];
} WscReduceSplit;

/* `share` of the samples held out from training are for validation: the same share of each class, or the earlier part of a series, or any.
 * Errors: RANGE (a class that is not among those held out). */
gboolean wsc_reduce_split_init (WscReduceSplit *self, WscDataset *dataset, double share, guint64 seed, GError **error);
void wsc_reduce_split_clear (WscReduceSplit *self);

/* --- one network ------------------------------------------------------------ */

/* One network whose layer is read, and what its neurons are compared by. */
typedef struct
{
  WscArchitecture architecture;
  double *parameters;        /* (p) */
  double *means;             /* (m, d); PUBLISHED: not those of `parameters` */
  double *covariances;       /* (m, d, d) */
  float *inputs[WSC_N_PARTS]; /* (n, in) what the layer reads; NULL for the first layer, which reads the data set */
  double *input_covariance;  /* (d, d), see reduce.h */
} WscReduceCase;

struct _WscReducible
{
  gint ref_count;
  WscDataset *dataset;
  WscReduceSettings settings;
  guint64 seed;
  guint layer; /* from 0 */
  guint m, d;
  double bias_weight; /* 0 without biases */
  guint n_networks;
  gsize p;
  double *networks; /* (n_networks, p) in one frame */
  double scale;     /* of their covariances */
  WscNeurons *neurons; /* covariances of a single network; NULL: none are known */
  WscReduceSplit split;
  WscReduceCase own;
  WscNetwork *network;
  WscQuality quality;
};

/* What repeat `repeat` reduces: 0 is the network itself. `weighted`: with the covariance of the inputs. Errors: STOPPED. */
gboolean wsc_reduce_case_init (WscReduceCase *self, const WscReducible *reducible, guint repeat, gboolean weighted, const WscHook *hook,
                               GError **error);
void wsc_reduce_case_clear (WscReduceCase *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WscReduceCase, wsc_reduce_case_clear)
WscGaussians wsc_reduce_case_get_gaussians (const WscReduceCase *self, const WscReducible *reducible);
/* [w; b] of each neuron of `parameters`, the bias times its weight, or w alone: (m, d). */
void wsc_reducible_read_rows (const WscReducible *self, const WscArchitecture *architecture, const double *parameters, double *rows);

/* Layers first .. end - 1 as a network of its own; CROSS_ENTROPY: with its softmax. */
WscNetwork *wsc_network_take_layers (const WscNetwork *self, guint first, guint end, WscLoss loss);
/* Outputs (n, outputs) of layers that read what the case's layer reads, for all samples of a part. Caller frees. */
double *wsc_reduce_case_get_outputs (const WscReduceCase *self, const WscReducible *reducible, const WscNetwork *layers, WscPart part);
/* Of a network whose layers before `first` are the case's; `first` is the layer or 0. */
void wsc_reduce_case_evaluate (const WscReduceCase *self, const WscReducible *reducible, const WscNetwork *network, guint first,
                               WscQuality *quality);
/* One part of it. */
double wsc_reduce_case_evaluate_part (const WscReduceCase *self, const WscReducible *reducible, const WscNetwork *network, guint first,
                                      WscPart part);

/* --- smaller networks ------------------------------------------------------- */

/* A network as large as before and the smaller one that computes the same. */
typedef struct
{
  WscNetwork *replaced, *smaller;
} WscReduced;
void wsc_reduced_clear (WscReduced *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WscReduced, wsc_reduced_clear)

/* The same network with other units in `layer`: unit u is unit representatives[u] of `parameters`; its weights into the next layer are
 * outgoing (out, n), or, of the last layer, the task's output i is unit outputs[i]. */
typedef struct
{
  guint n;
  const guint32 *representatives; /* (n) */
  const double *outgoing;         /* (out, n); NULL for the last layer */
  const guint32 *outputs;         /* (outputs); NULL for others, and where output i is unit i */
} WscUnits;
WscNetwork *wsc_network_with_units (const WscArchitecture *architecture, const double *parameters, guint layer, const WscUnits *units);

/* Labels (m) of k clusters. Errors: NUMERIC. */
gboolean wsc_reduced_by_clusters (WscReduced *self, const WscReducible *reducible, const WscReduceCase *own, const guint32 *labels, guint k,
                                  gboolean refit, GError **error);

/* X (k, r), of least norm, that minimises |A X - B| for A (n, k) and B (max (n, k), r); both are overwritten. Errors: NUMERIC. */
gboolean wsc_least_squares (gsize n, gsize k, gsize r, double *a, double *b, double *x, GError **error);

/* Which neurons are kept before which. */
typedef struct
{
  double *relevance; /* (m) larger first */
  guint32 *order;    /* (m) neurons, the most relevant first */
  gsize n_rows;
  double *triangle;  /* (n_rows, m + 1): has the products of [activations, 1] over training samples; NULL for VARIANCE by rows */
} WscSelection;
gboolean wsc_selection_init (WscSelection *self, const WscReducible *reducible, const WscReduceCase *own, const WscReduceSettings *settings,
                             const WscHook *hook, GError **error);
void wsc_selection_clear (WscSelection *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WscSelection, wsc_selection_clear)

/* Every neuron as a combination of k kept ones. */
typedef struct
{
  guint k;
  guint32 *kept;       /* (k) ascending */
  double *composition; /* (m, k) */
  double *constants;   /* (m) */
} WscComposition;
gboolean wsc_composition_init (WscComposition *self, const WscReducible *reducible, const WscReduceCase *own, const WscSelection *selection,
                               guint k, WscSimilarity similarity, GError **error);
void wsc_composition_clear (WscComposition *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WscComposition, wsc_composition_clear)
/* Errors: RANGE (no layer more is possible). */
gboolean wsc_reduced_by_composition (WscReduced *self, const WscReducible *reducible, const WscReduceCase *own,
                                     const WscComposition *composition, GError **error);

/* Trains further, from where it is. Errors: RANGE, those of training. */
WscNetwork *wsc_network_fine_tune (const WscNetwork *self, const WscReducible *reducible, const WscTrainingSettings *training, int epochs,
                                   guint64 seed, const WscHook *hook, GError **error);

/* --- progress ---------------------------------------------------------------- */

/* A hook that hears 0 .. 1 and tells it as from .. to. */
typedef struct
{
  const WscHook *hook;
  double from, to;
} WscSpan;
WscHook wsc_span_get_hook (WscSpan *self);

G_END_DECLS
