/* Training an ensemble: blocks of replicas shared out to threads an epoch at a time, progress and partial results on
 * the caller's thread. A block's numbers depend on nothing but the block, so the bytes are the same for any number
 * of threads. */
#include "model/block.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <pthread.h>
#include <string.h>
#if defined __SSE2__
#include <xmmintrin.h>
#endif

#define REPORT_EVERY_US 5000

typedef enum
{
  WAITING,
  RUNNING,
  FINISHED
} BlockState;

typedef struct
{
  WscRun run;
  const WscHook *hook;
  WscEnsembleArrived arrived;
  gpointer user_data;
  guint n_threads;
  WscBlock *blocks;
  guint n_blocks;
  gsize scratch_size;

  pthread_mutex_t lock; /* for all below, but `reported_at` and `n_delivered`, which are the caller's */
  BlockState *states;
  guint n_unfinished;
  guint n_finished;
  float *parameters; /* (replicas, p) of the ensemble to be */
  gint32 *diverged_at;
  float *train_losses, *test_losses; /* (epochs, replicas) */

  gint64 reported_at;
  guint n_delivered;
} Training;

/* --- partial results ---------------------------------------------------- */

static WscEnsemble *
snapshot (Training *self, gboolean partial)
{
  const WscPlan *plan = &self->run.plan;

  return wsc_ensemble_new (&plan->architecture, self->run.data->n_replicas, self->parameters, self->diverged_at,
                           (guint) plan->training.epochs, self->train_losses, self->test_losses, partial);
}

static void
deliver (Training *self)
{
  g_autoptr (WscEnsemble) ensemble = NULL;

  if (self->arrived == NULL)
    return;
  pthread_mutex_lock (&self->lock);
  if (self->n_finished > self->n_delivered && self->n_unfinished > 0)
    {
      self->n_delivered = self->n_finished;
      ensemble = snapshot (self, TRUE);
    }
  pthread_mutex_unlock (&self->lock);
  if (ensemble != NULL && wsc_ensemble_get_n_trained (ensemble) > 0)
    self->arrived (self->user_data, ensemble);
}

static double
get_fraction (Training *self)
{
  const double total = (double) self->n_blocks * (double) self->run.plan.training.epochs * (double) self->run.n_batches;
  const gsize done = (gsize) g_atomic_pointer_get (&self->run.n_done);

  return MIN ((double) done / total, 1.0);
}

/* On the caller's thread only. */
static void
tick (gpointer user_data)
{
  Training *self = user_data;
  const gint64 now = g_get_monotonic_time ();

  if (now - self->reported_at < REPORT_EVERY_US)
    return;
  self->reported_at = now;
  deliver (self);
  if (!wsc_hook_report (self->hook, get_fraction (self), _("Training")))
    g_atomic_int_set (&self->run.stop, 1);
}

/* --- blocks to threads -------------------------------------------------- */

static double
work_left (const Training *self, const WscBlock *block)
{
  return (double) (self->run.plan.training.epochs - (int) block->n_epochs) * block->engine->n_lanes;
}

/* In order while there are many blocks, so that results arrive early; when few are left, the one with most work,
 * so that all threads finish together. Called with the lock held; NULL if nothing is left for this thread. */
static WscBlock *
take_block (Training *self)
{
  const gboolean in_order = self->n_unfinished >= 2 * self->n_threads;
  WscBlock *chosen = NULL;

  for (guint i = 0; i < self->n_blocks; i++)
    {
      WscBlock *block = &self->blocks[i];

      if (self->states[i] != WAITING)
        continue;
      if (chosen == NULL || (!in_order && work_left (self, block) > work_left (self, chosen)))
        chosen = block;
    }
  if (chosen != NULL)
    self->states[chosen - self->blocks] = RUNNING;
  return chosen;
}

/* Into the ensemble to be; with the lock held. */
static void
publish (Training *self, const WscBlock *block, const float *parameters)
{
  const gsize p = self->run.plan.n_parameters;
  const guint n_replicas = self->run.data->n_replicas;

  memcpy (self->parameters + block->first * p, parameters, block->n * p * sizeof (float));
  memcpy (self->diverged_at + block->first, block->diverged_at, block->n * sizeof (gint32));
  for (gsize e = 0; e < (gsize) self->run.plan.training.epochs; e++)
    {
      memcpy (self->train_losses + e * n_replicas + block->first, block->train_losses + e * block->n,
              block->n * sizeof (float));
      memcpy (self->test_losses + e * n_replicas + block->first, block->test_losses + e * block->n,
              block->n * sizeof (float));
    }
  self->n_finished++;
  self->n_unfinished--;
}

static void
finish_block (Training *self, WscBlock *block, float *scratch)
{
  const gsize skipped = ((gsize) self->run.plan.training.epochs - block->n_epochs) * self->run.n_batches;
  g_autofree float *parameters = g_new (float, block->n * self->run.plan.n_parameters);

  wsc_block_finish (block, &self->run, scratch, parameters);
  g_atomic_pointer_add (&self->run.n_done, (gssize) skipped);
  pthread_mutex_lock (&self->lock);
  publish (self, block, parameters);
  self->states[block - self->blocks] = FINISHED;
  pthread_mutex_unlock (&self->lock);
  wsc_block_clear (block);
}

static WscBlock *
next_block (Training *self, WscBlock *previous)
{
  WscBlock *block;

  pthread_mutex_lock (&self->lock);
  if (previous != NULL)
    self->states[previous - self->blocks] = WAITING;
  block = take_block (self);
  pthread_mutex_unlock (&self->lock);
  return block;
}

/* One thread's share: an epoch of one block after another. */
static void
work (gpointer user_data, guint item, guint thread)
{
  Training *self = user_data;
  const WscBatchWatch watch = { .batch_done = tick, .user_data = self };
  float *scratch = wsc_floats_new (self->scratch_size);
  WscBlock *block = NULL;

  while (!g_atomic_int_get (&self->run.stop) && (block = next_block (self, block)) != NULL)
    {
      if (block->nets.parameters == NULL)
        wsc_block_start (block, &self->run);
      if (!wsc_block_run_epoch (block, &self->run, thread == 0 ? &watch : NULL, scratch))
        break;
      if (wsc_block_is_finished (block, &self->run))
        {
          finish_block (self, block, scratch);
          block = NULL;
        }
    }
  g_aligned_free (scratch);
}

/* Numbers too small for the normal range are 0 here: they cost a hundred times a normal one on some machines. */
static void
work_flushing (gpointer user_data, guint item, guint thread)
{
#if defined __SSE2__
  const unsigned int mode = _mm_getcsr ();

  _mm_setcsr (mode | 0x8040);
  work (user_data, item, thread);
  _mm_setcsr (mode);
#else
  work (user_data, item, thread);
#endif
}

/* --- the whole run ------------------------------------------------------ */

/* Few replicas are shared out in blocks of 8, so that there are several; the number of threads has no say, since
 * rounding may differ between engines. */
static const WscEngine *
choose_engine (const WscRun *run, guint n_left, gboolean wide)
{
  const guint most = run->data->n_replicas <= 2 * WSC_MAX_LANES ? WSC_MAX_LANES / 2 : WSC_MAX_LANES;

  if (run->probe->engine != NULL)
    return run->probe->engine;
  return wide ? &wsc_engine_wide : wsc_engine_for_lanes (MIN (n_left, most));
}

static void
make_blocks (Training *self, gboolean wide)
{
  const guint n_replicas = self->run.data->n_replicas;
  guint first = 0;

  self->blocks = g_new (WscBlock, n_replicas);
  while (first < n_replicas)
    {
      const WscEngine *engine = choose_engine (&self->run, n_replicas - first, wide);
      const guint n = MIN (n_replicas - first, engine->n_lanes);

      wsc_block_init (&self->blocks[self->n_blocks++], engine, first, n);
      self->scratch_size = MAX (self->scratch_size, engine->scratch_size (&self->run.plan));
      first += n;
    }
  self->n_unfinished = self->n_blocks;
  self->states = g_new0 (BlockState, self->n_blocks);
}

static void
make_results (Training *self)
{
  const gsize n_replicas = self->run.data->n_replicas;
  const gsize n_losses = (gsize) self->run.plan.training.epochs * n_replicas;

  self->parameters = g_new0 (float, n_replicas * self->run.plan.n_parameters);
  self->diverged_at = g_new (gint32, n_replicas);
  self->train_losses = g_new (float, n_losses);
  self->test_losses = g_new (float, n_losses);
  for (gsize r = 0; r < n_replicas; r++)
    self->diverged_at[r] = -1;
  for (gsize i = 0; i < n_losses; i++)
    self->train_losses[i] = self->test_losses[i] = NAN;
}

static void
training_clear (Training *self)
{
  for (guint i = 0; i < self->n_blocks; i++)
    wsc_block_clear (&self->blocks[i]);
  g_free (self->blocks);
  g_free (self->states);
  g_free (self->parameters);
  g_free (self->diverged_at);
  g_free (self->train_losses);
  g_free (self->test_losses);
  pthread_mutex_destroy (&self->lock);
}

static gboolean
check_settings (const WscTrainingSettings *training, gsize n_train, GError **error)
{
  if (training->batch < 1)
    g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE, _("A batch of %d samples is too small: at least 1"),
                 training->batch);
  else if (training->epochs < 1)
    g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE, _("%d epochs are too few: at least 1"), training->epochs);
  else if (!(training->learning_rate > 0.0) || !isfinite (training->learning_rate))
    g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE, _("The learning rate is %g; it must be above 0"),
                 training->learning_rate);
  else if (n_train == 0)
    g_set_error_literal (error, WSC_ERROR, WSC_ERROR_RANGE, _("There are no samples to train on"));
  else
    return TRUE;
  return FALSE;
}

/* The error of a run in which no replica is left. */
static void
set_diverged_error (const Training *self, GError **error)
{
  const guint n = self->run.data->n_replicas;
  const double rate = self->run.plan.training.learning_rate;
  gint32 first = G_MAXINT32, last = 0;

  for (guint r = 0; r < n; r++)
    {
      first = MIN (first, self->diverged_at[r]);
      last = MAX (last, self->diverged_at[r]);
    }
  if (n == 1)
    g_set_error (error, WSC_ERROR, WSC_ERROR_NUMERIC,
                 _("the network diverged at epoch %d: lower the learning rate (%g)"), first, rate);
  else if (first == last)
    g_set_error (error, WSC_ERROR, WSC_ERROR_NUMERIC,
                 _("all %u replicas diverged at epoch %d: lower the learning rate (%g)"), n, first, rate);
  else
    g_set_error (error, WSC_ERROR, WSC_ERROR_NUMERIC,
                 _("all %u replicas diverged at epochs %d to %d: lower the learning rate (%g)"), n, first, last, rate);
}

static WscEnsemble *
get_result (Training *self, GError **error)
{
  const gboolean stopped = self->n_unfinished > 0;
  g_autoptr (WscEnsemble) ensemble = snapshot (self, stopped);

  if (wsc_ensemble_get_n_trained (ensemble) > 0)
    return g_steal_pointer (&ensemble);
  if (stopped)
    g_set_error_literal (error, WSC_ERROR, WSC_ERROR_STOPPED, _("Stopped before any replica was trained"));
  else
    set_diverged_error (self, error);
  return NULL;
}

/* Whether targets are the inputs wherever samples are read. */
static gboolean
all_restore (const WscEnsembleData *data)
{
  const guint n = data->samples_per_replica ? data->n_replicas : 1;
  gboolean all = data->n_test == 0 || wsc_samples_restore (&data->test_samples);

  for (guint i = 0; i < n; i++)
    all = all && wsc_samples_restore (&data->samples[i]);
  return all;
}

static void
training_init (Training *self, const WscArchitecture *architecture, const WscTrainingSettings *settings)
{
  const WscEnsembleData *data = self->run.data;
  const WscEngine *forced = self->run.probe->engine;
  const gboolean wide =
      forced != NULL ? forced == &wsc_engine_wide : wsc_engine_prefers_wide (architecture, data->n_replicas);
  const gsize batch = (gsize) settings->batch;

  wsc_blas_use_one_thread ();
  wsc_plan_init (&self->run.plan, architecture, settings, wide);
  self->run.plan.restores = all_restore (data);
  self->run.n_batches = (data->n_train + batch - 1) / batch;
  if (settings->optimizer == WSC_AVERAGED_SGD)
    self->run.plan.average_after = (gsize) (CLAMP (settings->average_from, 0.0, 1.0) *
                                            (double) (self->run.n_batches * (gsize) settings->epochs - 1));
  pthread_mutex_init (&self->lock, NULL);
  make_blocks (self, wide);
  make_results (self);
  self->n_threads = MIN (wsc_hook_get_n_threads (self->hook), self->n_blocks);
}

WscEnsemble *
wsc_ensemble_train_probed (const WscArchitecture *architecture, const WscTrainingSettings *training,
                           const WscEnsembleData *data, const WscProbe *probe, const WscHook *hook,
                           WscEnsembleArrived arrived, gpointer user_data, GError **error)
{
  Training self = { .run = { .data = data, .probe = probe }, .hook = hook, .arrived = arrived, .user_data = user_data };
  WscEnsemble *result;

  g_return_val_if_fail (architecture != NULL && training != NULL && data != NULL && probe != NULL, NULL);
  g_return_val_if_fail (data->n_replicas > 0 && data->samples != NULL && data->train != NULL, NULL);
  g_return_val_if_fail (data->samples->n_inputs == architecture->sizes[0], NULL);
  g_return_val_if_fail (data->samples->n_targets == architecture->sizes[architecture->n_layers], NULL);

  if (!check_settings (training, data->n_train, error))
    return NULL;
  training_init (&self, architecture, training);
  tick (&self);
  wsc_parallel_for (self.n_threads, self.n_threads, work_flushing, tick, &self);
  result = get_result (&self, error);
  training_clear (&self);
  return result;
}

WscEnsemble *
wsc_ensemble_train (const WscArchitecture *architecture, const WscTrainingSettings *training,
                    const WscEnsembleData *data, const WscHook *hook, WscEnsembleArrived arrived, gpointer user_data,
                    GError **error)
{
  const WscProbe none = { 0 };

  return wsc_ensemble_train_probed (architecture, training, data, &none, hook, arrived, user_data, error);
}
