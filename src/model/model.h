/* model: architectures and the ensemble: R networks of one architecture trained together.
 *
 * Parameters of one network are one float block: for each layer l, W_l (out, in) row-major, then
 * b_l (out) if there are biases. In training, the same block holds a vector of replicas
 * in place of each float (replicas in SIMD lanes).
 */
#pragma once

#include "base/base.h"
#include "data/data.h"

G_BEGIN_DECLS

/* --- architecture ------------------------------------------------------- */

#define WSC_MAX_LAYERS 8
#define WSC_MAX_UNITS 65536 /* of a layer */

typedef enum { WSC_TANH, WSC_SIGMOID, WSC_RELU, WSC_IDENTITY } WscActivation;
const char *wsc_activation_get_name (WscActivation activation); /* as settings have it */
typedef enum { WSC_LOSS_MSE, WSC_LOSS_CROSS_ENTROPY } WscLoss;
typedef enum { WSC_LOSS_AUTO, WSC_LOSS_FORCE_MSE, WSC_LOSS_FORCE_CROSS_ENTROPY } WscLossChoice;
typedef enum { WSC_ORTHONORMAL_NONE, WSC_ORTHONORMAL_ENCODER, WSC_ORTHONORMAL_DECODER, WSC_ORTHONORMAL_BOTH } WscOrthonormal;

typedef struct
{
  char *layers;     /* "20;3;20" */
  char *activation; /* "tanh": hidden layers, output identity; or one name a layer, "relu;identity" */
  int orthonormal;  /* WscOrthonormal: first layer, last layer or both */
  gboolean bias;
  int loss;         /* WscLossChoice; auto: cross-entropy for classes */
} WscModelSettings;

/* y_l = activation_l (W_l y_{l-1} + b_l), l = 0 .. n_layers - 1; y_{-1} is the input of sizes[0] values. */
typedef struct
{
  guint n_layers;
  guint sizes[WSC_MAX_LAYERS + 1];
  WscActivation activation[WSC_MAX_LAYERS]; /* cross-entropy: the last is identity, followed by softmax */
  gboolean orthonormal[WSC_MAX_LAYERS]; /* W or W' has orthonormal columns, along the longer side */
  gboolean bias;
  WscLoss loss;
} WscArchitecture;

/* Errors: FORMAT, RANGE (sizes against the data set's inputs and targets, nullable). */
gboolean wsc_architecture_init (WscArchitecture *self, const WscModelSettings *settings,
                                const WscDataset *dataset, GError **error);
gsize wsc_architecture_get_n_parameters (const WscArchitecture *self);
gsize wsc_architecture_get_weight_offset (const WscArchitecture *self, guint layer);
gsize wsc_architecture_get_bias_offset (const WscArchitecture *self, guint layer);

/* --- training ----------------------------------------------------------- */

typedef enum { WSC_SGD, WSC_MOMENTUM, WSC_AVERAGED_SGD, WSC_ADAM } WscOptimizer;

typedef struct
{
  int optimizer; /* WscOptimizer */
  double learning_rate;
  double momentum;
  double average_from; /* share of the steps before averaging begins, 0..1 */
  int batch;
  int epochs;
} WscTrainingSettings;

/* Everything that tells one replica from another. */
typedef struct
{
  guint n_replicas;
  guint64 seed;
  gboolean shared_start;
  const float *start;            /* (p) where every replica begins, orthonormal layers on their manifold; NULL: drawn */
  const WscSamples *samples;     /* one, or n_replicas of one shape */
  gboolean samples_per_replica;
  const guint32 *const *train;   /* (replicas) the samples each learns from, repeats allowed */
  gsize n_train;
  WscSamples test_samples;       /* the same for all */
  const guint32 *test;
  gsize n_test;
} WscEnsembleData;

/* Trained networks. Immutable, atomically ref-counted. */
typedef struct _WscEnsemble WscEnsemble;
#define WSC_TYPE_ENSEMBLE (wsc_ensemble_get_type ())
GType wsc_ensemble_get_type (void);

/* Called on the caller's thread with what is trained so far; borrowed. */
typedef void (*WscEnsembleArrived) (gpointer user_data, WscEnsemble *ensemble);

/* Trains. Same seed, same bytes for any number of threads. A replica whose loss is not finite
 * is stopped and left out; all of them diverging is the error NUMERIC. When the hook stops,
 * returns what is finished, marked partial, or the error STOPPED when no replica is. */
WscEnsemble *wsc_ensemble_train (const WscArchitecture *architecture, const WscTrainingSettings *training,
                                 const WscEnsembleData *data, const WscHook *hook,
                                 WscEnsembleArrived arrived, gpointer user_data, GError **error);
/* From stored numbers: `parameters` (replicas, p); `diverged_at` (replicas) epoch from 1, 0 if well,
 * -1 not trained; losses (epochs, replicas), NaN where there is none. All copied. */
WscEnsemble *wsc_ensemble_new (const WscArchitecture *architecture, guint n_replicas, const float *parameters,
                               const gint32 *diverged_at, guint n_epochs, const float *train_losses,
                               const float *test_losses, gboolean partial);
WscEnsemble *wsc_ensemble_ref (WscEnsemble *self);
void wsc_ensemble_unref (WscEnsemble *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WscEnsemble, wsc_ensemble_unref)

const WscArchitecture *wsc_ensemble_get_architecture (const WscEnsemble *self);
guint wsc_ensemble_get_n_replicas (const WscEnsemble *self);
guint wsc_ensemble_get_n_trained (const WscEnsemble *self);  /* finished and finite */
guint wsc_ensemble_get_n_diverged (const WscEnsemble *self);
gboolean wsc_ensemble_is_trained (const WscEnsemble *self, guint replica);
gint32 wsc_ensemble_get_diverged_at (const WscEnsemble *self, guint replica);
gboolean wsc_ensemble_is_partial (const WscEnsemble *self);
const float *wsc_ensemble_get_parameters (const WscEnsemble *self, guint replica); /* (p) */
guint wsc_ensemble_get_n_epochs (const WscEnsemble *self);
/* (epochs, replicas): mean loss over the epoch's batches, and over the test samples after it. */
const float *wsc_ensemble_get_train_losses (const WscEnsemble *self);
const float *wsc_ensemble_get_test_losses (const WscEnsemble *self);
/* The sentence for the user about replicas that diverged, or NULL; caller frees. */
char *wsc_ensemble_dup_divergence_note (const WscEnsemble *self);

/* Outputs (n, n_targets) of one parameter block for samples indices[0..n-1] (NULL: 0..n-1);
 * softmax applied for cross-entropy. */
void wsc_network_predict (const WscArchitecture *architecture, const float *parameters, const WscSamples *samples,
                          const guint32 *indices, gsize n, float *outputs);

/* Means over trained replicas, in the original unit of the data; NaN without samples to take them of. */
typedef struct
{
  double train_mse, train_mse_sd; /* over training samples of the data set itself */
  double test_mse, test_mse_sd;
  double train_accuracy, test_accuracy; /* NaN unless a classification */
  double clean_mse; /* of the mean restored series against the clean one; NaN where unknown */
  double noise_mse; /* of the observed series against the clean one */
} WscMetrics;

void wsc_ensemble_evaluate (const WscEnsemble *self, const WscDataset *dataset, const WscHook *hook, WscMetrics *metrics);
/* The series restored by the trained replicas' mean output, overlapping windows averaged, (T) in
 * the original unit, NaN where no window reaches. Series only; caller frees. */
double *wsc_ensemble_restore_series (const WscEnsemble *self, const WscDataset *dataset);

/* Which kernel the engine runs on this machine: "avx512", "avx2", "baseline". */
const char *wsc_kernel_name (void);
/* Best single-thread sgemm rate measured now, flop/s, for the benchmarks. */
double wsc_measure_sgemm (void);

G_END_DECLS
