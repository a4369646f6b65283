/* block: replicas trained together, one a lane, and what a whole run shares. Private to model. */
#pragma once

#include "model/model-private.h"

G_BEGIN_DECLS

/* Shared by the threads of a run; constant but for `stop` and `n_done`. */
typedef struct
{
  WscPlan plan;
  const WscEnsembleData *data;
  const WscProbe *probe;
  gsize n_batches; /* of an epoch */
  gint stop;       /* atomic */
  gsize n_done;    /* atomic: batches */
} WscRun;

/* Between two epochs a block belongs to nobody, and any thread may take it up. */
typedef struct
{
  const WscEngine *engine;
  guint first, n; /* replicas first … first + n - 1; lanes beyond are copies of the last */
  guint n_epochs; /* done */
  gint32 diverged_at[WSC_MAX_LANES];
  WscNets nets;
  float *arrays[5];                  /* what nets points to */
  WscOrder *streams;                 /* (n) */
  guint32 *orders;                   /* (n, n_train) */
  float *train_losses, *test_losses; /* (epochs, n) */
  const WscSamples *samples[WSC_MAX_LANES], *test_samples[WSC_MAX_LANES];
  const guint32 *order[WSC_MAX_LANES], *test_order[WSC_MAX_LANES];
} WscBlock;

/* Called after each batch: progress, and whether to stop, where the thread is the caller's. */
typedef struct
{
  void (*batch_done) (gpointer user_data);
  gpointer user_data;
} WscBatchWatch;

void wsc_block_init (WscBlock *self, const WscEngine *engine, guint first, guint n);
void wsc_block_clear (WscBlock *self);
/* Allocates and fills in; before the first epoch, on the thread that trains it. */
void wsc_block_start (WscBlock *self, const WscRun *run);
/* One epoch; FALSE if stopped in the middle. */
gboolean wsc_block_run_epoch (WscBlock *self, WscRun *run, const WscBatchWatch *watch, float *scratch);
gboolean wsc_block_is_finished (const WscBlock *self, const WscRun *run);
/* After the last epoch: parameters (n, p), the average where there is one; a replica that is not finite has
 * diverged at the last epoch. */
void wsc_block_finish (WscBlock *self, const WscRun *run, float *scratch, float *parameters);

/* Floats aligned for vectors, zeroed; g_aligned_free () them. */
float *wsc_floats_new (gsize n);

/* One network in lane `lane` of parameters (p, n_lanes), and back. */
void wsc_lanes_put (float *lanes, guint n_lanes, guint lane, const float *parameters, gsize p);
void wsc_lanes_get (const float *lanes, guint n_lanes, guint lane, float *parameters, gsize p);

G_END_DECLS
