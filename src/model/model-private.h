/* What the tests of model may see beside its contract. */
#pragma once

#include "model/engine.h"

G_BEGIN_DECLS

/* Ways into a training run from outside; zeros and NULLs mean none. */
typedef struct
{
  const WscEngine *engine; /* instead of the one chosen by machine and shape */
  const guint32 *order;    /* (epochs, n_train) positions in the training list, instead of shuffling */
  /* After every step, on whichever thread made it. */
  void (*stepped) (gpointer user_data, guint replica, gsize step, const float *parameters);
  gpointer user_data;
} WscProbe;

WscEnsemble *wsc_ensemble_train_probed (const WscArchitecture *architecture, const WscTrainingSettings *training,
                                        const WscEnsembleData *data, const WscProbe *probe, const WscHook *hook,
                                        WscEnsembleArrived arrived, gpointer user_data, GError **error);

/* Initial parameters (p) of one replica. Free weights are uniform in +-sqrt (6 / (in + out)) (Glorot and Bengio 2010),
 * orthonormal factors the Q of a Gaussian's QR decomposition (uniform on the manifold), biases 0. */
void wsc_start_parameters (const WscPlan *plan, guint64 seed, guint32 index, float *parameters);

/* The order of one replica's samples: an unbiased shuffle each epoch, of the same words as
 * wsc_random_shuffle () on the stream "training.order", made many at a time. */
typedef struct
{
  WscRandom stream;
  guint32 words[256];
  guint n_used;
} WscOrder;

void wsc_order_init (WscOrder *self, guint64 seed, guint32 replica);
void wsc_order_shuffle (WscOrder *self, guint32 *items, gsize n);

G_END_DECLS
