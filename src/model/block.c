/* Epochs and batches of one block of replicas, whatever the engine. */
#include "model/block.h"

#include <math.h>
#include <string.h>

float *
wsc_floats_new (gsize n)
{
  return g_aligned_alloc0 (MAX (n, 1), sizeof (float), 64);
}

void
wsc_lanes_put (float *lanes, guint n_lanes, guint lane, const float *parameters, gsize p)
{
  for (gsize i = 0; i < p; i++)
    lanes[i * n_lanes + lane] = parameters[i];
}

void
wsc_lanes_get (const float *lanes, guint n_lanes, guint lane, float *parameters, gsize p)
{
  for (gsize i = 0; i < p; i++)
    parameters[i] = lanes[i * n_lanes + lane];
}

void
wsc_block_init (WscBlock *self, const WscEngine *engine, guint first, guint n)
{
  *self = (WscBlock){ .engine = engine, .first = first, .n = n };
}

void
wsc_block_clear (WscBlock *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->arrays); i++)
    g_clear_pointer (&self->arrays[i], g_aligned_free);
  g_clear_pointer (&self->streams, g_free);
  g_clear_pointer (&self->orders, g_free);
  g_clear_pointer (&self->train_losses, g_free);
  g_clear_pointer (&self->test_losses, g_free);
}

static void
allocate_nets (WscBlock *self, const WscRun *run)
{
  const WscOptimizer optimizer = (WscOptimizer) run->plan.training.optimizer;
  const gsize size = run->plan.n_parameters * self->engine->n_lanes;
  const gboolean wanted[] = { TRUE, TRUE, optimizer == WSC_MOMENTUM || optimizer == WSC_ADAM, optimizer == WSC_ADAM,
                              optimizer == WSC_AVERAGED_SGD };

  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    self->arrays[i] = wanted[i] ? wsc_floats_new (size) : NULL;
  self->nets = (WscNets){ .parameters = self->arrays[0],
                          .gradients = self->arrays[1],
                          .velocity = self->arrays[2],
                          .squares = self->arrays[3],
                          .average = self->arrays[4] };
}

static void
fill_starts (WscBlock *self, const WscRun *run)
{
  const gsize p = run->plan.n_parameters;
  g_autofree float *parameters = g_new (float, p);

  for (guint lane = 0; lane < self->engine->n_lanes; lane++)
    {
      const guint replica = self->first + MIN (lane, self->n - 1);

      if (run->data->start != NULL)
        memcpy (parameters, run->data->start, p * sizeof (float));
      else
        wsc_start_parameters (&run->plan, run->data->seed, run->data->shared_start ? 0 : replica, parameters);
      wsc_lanes_put (self->nets.parameters, self->engine->n_lanes, lane, parameters, p);
    }
}

static void
fill_orders (WscBlock *self, const WscRun *run)
{
  const WscEnsembleData *data = run->data;

  self->streams = g_new (WscOrder, self->n);
  self->orders = g_new (guint32, self->n * data->n_train);
  for (guint i = 0; i < self->n; i++)
    {
      wsc_order_init (&self->streams[i], data->seed, self->first + i);
      memcpy (self->orders + i * data->n_train, data->train[self->first + i], data->n_train * sizeof (guint32));
    }
}

void
wsc_block_start (WscBlock *self, const WscRun *run)
{
  const WscEnsembleData *data = run->data;
  const gsize n_losses = (gsize) run->plan.training.epochs * self->n;

  allocate_nets (self, run);
  fill_starts (self, run);
  fill_orders (self, run);
  self->train_losses = g_new (float, n_losses);
  self->test_losses = g_new (float, n_losses);
  for (gsize i = 0; i < n_losses; i++)
    self->train_losses[i] = self->test_losses[i] = NAN;
  for (guint lane = 0; lane < self->engine->n_lanes; lane++)
    {
      const guint i = MIN (lane, self->n - 1);

      self->samples[lane] = data->samples + (data->samples_per_replica ? self->first + i : 0);
      self->order[lane] = self->orders + i * data->n_train;
      self->test_samples[lane] = &data->test_samples;
      self->test_order[lane] = data->test;
    }
}

static void
shuffle (WscBlock *self, const WscRun *run)
{
  const gsize n = run->data->n_train;

  for (guint i = 0; i < self->n; i++)
    {
      guint32 *order = self->orders + i * n;

      if (run->probe->order == NULL)
        wsc_order_shuffle (&self->streams[i], order, n);
      else
        for (gsize k = 0; k < n; k++)
          order[k] = run->data->train[self->first + i][run->probe->order[self->n_epochs * n + k]];
    }
}

/* What a sum of errors over n samples is divided by for the mean. */
static double
n_errors (const WscPlan *plan, gsize n)
{
  const WscArchitecture *a = &plan->architecture;

  return (double) n * (a->loss == WSC_LOSS_MSE ? a->sizes[a->n_layers] : 1);
}

static void
tell_probe (const WscBlock *self, const WscRun *run)
{
  g_autofree float *parameters = NULL;

  if (run->probe->stepped == NULL)
    return;
  parameters = g_new (float, run->plan.n_parameters);
  for (guint i = 0; i < self->n; i++)
    {
      wsc_lanes_get (self->nets.parameters, self->engine->n_lanes, i, parameters, run->plan.n_parameters);
      run->probe->stepped (run->probe->user_data, self->first + i, self->nets.n_steps, parameters);
    }
}

/* One batch: gradient chunk by chunk, then one step. Adds its mean loss to `losses`. FALSE if stopped. */
static gboolean
run_batch (WscBlock *self, WscRun *run, gsize from, gsize n, float *scratch, double *losses)
{
  const WscPlan *plan = &run->plan;
  const double mean = 1.0 / n_errors (plan, n);
  float loss[WSC_MAX_LANES] __attribute__ ((aligned (64))) = { 0 };

  for (gsize done = 0; done < n; done += plan->chunk)
    {
      const WscBatch batch = {
        .samples = self->samples, .order = self->order, .from = from + done, .n = MIN (plan->chunk, n - done)
      };

      if (g_atomic_int_get (&run->stop))
        return FALSE;
      self->engine->gradients (plan, &self->nets, &batch, done == 0, scratch, loss);
    }
  for (guint i = 0; i < self->n; i++)
    losses[i] += mean * (double) loss[i];
  self->engine->update (plan, &self->nets, (float) (plan->architecture.loss == WSC_LOSS_MSE ? 2.0 * mean : mean),
                        scratch);
  tell_probe (self, run);
  return TRUE;
}

/* The parameters to judge by: the iterate, or the average, back on its manifold, once there is one. Free the copy. */
static const float *
current_result (const WscBlock *self, const WscPlan *plan, float *scratch, float **copy)
{
  const gsize size = plan->n_parameters * self->engine->n_lanes;

  *copy = NULL;
  if (self->nets.n_averaged == 0)
    return self->nets.parameters;
  *copy = wsc_floats_new (size);
  memcpy (*copy, self->nets.average, size * sizeof (float));
  self->engine->retract (plan, *copy, scratch);
  return *copy;
}

static gboolean
test (WscBlock *self, WscRun *run, float *scratch)
{
  const WscPlan *plan = &run->plan;
  const gsize n_test = run->data->n_test;
  double sums[WSC_MAX_LANES] = { 0 };
  gboolean stopped = FALSE;
  float *copy;
  const float *parameters;

  if (n_test == 0)
    return TRUE;
  parameters = current_result (self, plan, scratch, &copy);
  for (gsize from = 0; from < n_test && !stopped; from += plan->chunk)
    {
      const WscBatch batch = {
        .samples = self->test_samples, .order = self->test_order, .from = from, .n = MIN (plan->chunk, n_test - from)
      };
      float loss[WSC_MAX_LANES] __attribute__ ((aligned (64))) = { 0 };

      self->engine->outputs (plan, parameters, &batch, scratch, loss);
      for (guint i = 0; i < self->n; i++)
        sums[i] += (double) loss[i];
      stopped = g_atomic_int_get (&run->stop);
    }
  g_aligned_free (copy);
  for (guint i = 0; i < self->n && !stopped; i++)
    self->test_losses[self->n_epochs * self->n + i] = (float) (sums[i] / n_errors (plan, n_test));
  return !stopped;
}

/* Puts the epoch's losses down; a replica whose loss is not finite has diverged. */
static void
record (WscBlock *self, const WscRun *run, const double *losses)
{
  const gsize row = (gsize) self->n_epochs * self->n;

  for (guint i = 0; i < self->n; i++)
    {
      const double mean = losses[i] / (double) run->n_batches;

      if (self->diverged_at[i] == 0 && !isfinite ((float) mean))
        self->diverged_at[i] = (gint32) self->n_epochs + 1;
      self->train_losses[row + i] = self->diverged_at[i] == 0 ? (float) mean : NAN;
      if (self->diverged_at[i] != 0)
        self->test_losses[row + i] = NAN;
    }
  self->n_epochs++;
}

gboolean
wsc_block_run_epoch (WscBlock *self, WscRun *run, const WscBatchWatch *watch, float *scratch)
{
  const gsize n_train = run->data->n_train, batch = (gsize) run->plan.training.batch;
  double losses[WSC_MAX_LANES] = { 0 };

  shuffle (self, run);
  for (gsize from = 0; from < n_train; from += batch)
    {
      if (!run_batch (self, run, from, MIN (batch, n_train - from), scratch, losses))
        return FALSE;
      g_atomic_pointer_add (&run->n_done, 1);
      if (watch != NULL)
        watch->batch_done (watch->user_data);
    }
  if (!test (self, run, scratch))
    return FALSE;
  record (self, run, losses);
  return TRUE;
}

gboolean
wsc_block_is_finished (const WscBlock *self, const WscRun *run)
{
  if (self->n_epochs >= (guint) run->plan.training.epochs)
    return TRUE;
  for (guint i = 0; i < self->n; i++)
    if (self->diverged_at[i] == 0)
      return FALSE;
  return TRUE;
}

static gboolean
all_finite (const float *x, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (!isfinite (x[i]))
      return FALSE;
  return TRUE;
}

void
wsc_block_finish (WscBlock *self, const WscRun *run, float *scratch, float *parameters)
{
  const gsize p = run->plan.n_parameters;
  float *copy;
  const float *result = current_result (self, &run->plan, scratch, &copy);

  for (guint i = 0; i < self->n; i++)
    {
      wsc_lanes_get (result, self->engine->n_lanes, i, parameters + i * p, p);
      if (self->diverged_at[i] == 0 && !all_finite (parameters + i * p, p))
        self->diverged_at[i] = (gint32) self->n_epochs;
    }
  g_aligned_free (copy);
}
