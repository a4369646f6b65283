/* What a trained ensemble makes of data: outputs, errors in the original unit, the restored series. Networks
 * go through the engine in blocks, as in training. */
#include "model/block.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* Trained replicas of one block, in lanes, over one list of samples. */
typedef struct
{
  const WscPlan *plan;
  const WscEngine *engine;
  guint n;
  float *parameters; /* (p, lanes) */
  float *scratch;
  const WscSamples *samples[WSC_MAX_LANES];
  const guint32 *indices[WSC_MAX_LANES];
} Group;

static void
group_init (Group *self, const WscPlan *plan, const WscEngine *engine, const WscSamples *samples)
{
  *self = (Group){ .plan = plan, .engine = engine };
  self->parameters = wsc_floats_new (plan->n_parameters * engine->n_lanes);
  self->scratch = wsc_floats_new (engine->scratch_size (plan));
  for (guint i = 0; i < engine->n_lanes; i++)
    self->samples[i] = samples;
}

static void
group_clear (Group *self)
{
  g_aligned_free (self->parameters);
  g_aligned_free (self->scratch);
}

/* Outputs (n, n_targets, lanes) for samples indices[from …], n at most a chunk. */
static const float *
group_run (Group *self, const guint32 *indices, gsize from, gsize n)
{
  const WscBatch batch = { .samples = self->samples, .order = self->indices, .from = from, .n = n };

  for (guint i = 0; i < self->engine->n_lanes; i++)
    self->indices[i] = indices;
  return self->engine->outputs (self->plan, self->parameters, &batch, self->scratch, NULL);
}

static guint32 *
count_up (gsize n)
{
  guint32 *indices = g_new (guint32, MAX (n, 1));

  for (gsize i = 0; i < n; i++)
    indices[i] = (guint32) i;
  return indices;
}

void
wsc_network_predict (const WscArchitecture *architecture, const float *parameters, const WscSamples *samples,
                     const guint32 *indices, gsize n, float *outputs)
{
  g_autofree guint32 *all = NULL;
  gsize width;
  WscPlan plan;
  Group group;

  g_return_if_fail (architecture != NULL && parameters != NULL && samples != NULL);
  g_return_if_fail (n == 0 || outputs != NULL);
  g_return_if_fail (samples->n_inputs == architecture->sizes[0]);

  wsc_blas_use_one_thread ();
  wsc_plan_init (&plan, architecture, NULL, TRUE);
  plan.chunk = (guint) CLAMP (n, 1, plan.chunk);
  width = architecture->sizes[architecture->n_layers];
  if (indices == NULL)
    indices = all = count_up (n);
  group_init (&group, &plan, &wsc_engine_wide, samples);
  memcpy (group.parameters, parameters, plan.n_parameters * sizeof (float));
  for (gsize from = 0; from < n; from += plan.chunk)
    {
      const gsize size = MIN (plan.chunk, n - from);

      memcpy (outputs + from * width, group_run (&group, indices, from, size), size * width * sizeof (float));
    }
  group_clear (&group);
}

/* --- all trained replicas ------------------------------------------------ */

typedef struct
{
  const WscEnsemble *ensemble;
  const WscDataset *dataset;
  const WscHook *hook;
  WscPlan plan;
  WscSamples samples;
  const WscEngine *engine;
  guint32 *replicas; /* (n_trained) */
  guint n_replicas, n_groups;
  gint n_done; /* atomic */
  gint stop;
  /* what evaluate makes, of training and test samples: (n_trained) */
  double *mse[2], *accuracy[2];
  /* what restore makes: (groups, T) sums over the group's replicas and the windows */
  double *restored;
} Sweep;

static void
sweep_init (Sweep *self, const WscEnsemble *ensemble, const WscDataset *dataset, const WscHook *hook)
{
  const WscArchitecture *a = wsc_ensemble_get_architecture (ensemble);
  const guint n = wsc_ensemble_get_n_replicas (ensemble);
  gboolean wide;

  *self = (Sweep){ .ensemble = ensemble, .dataset = dataset, .hook = hook };
  wsc_dataset_get_samples (dataset, &self->samples);
  self->replicas = g_new (guint32, n);
  for (guint r = 0; r < n; r++)
    if (wsc_ensemble_is_trained (ensemble, r))
      self->replicas[self->n_replicas++] = r;
  wide = wsc_engine_prefers_wide (a, self->n_replicas);
  self->engine = wide ? &wsc_engine_wide : wsc_engine_for_lanes (WSC_MAX_LANES);
  wsc_plan_init (&self->plan, a, NULL, wide);
  self->n_groups = (self->n_replicas + self->engine->n_lanes - 1) / self->engine->n_lanes;
  wsc_blas_use_one_thread ();
}

static void
sweep_clear (Sweep *self)
{
  for (guint i = 0; i < 2; i++)
    {
      g_free (self->mse[i]);
      g_free (self->accuracy[i]);
    }
  g_free (self->replicas);
  g_free (self->restored);
}

/* Group `item` of the trained replicas; spare lanes repeat its last one. */
static void
sweep_load (const Sweep *self, Group *group, guint item)
{
  const guint n_lanes = self->engine->n_lanes;

  group_init (group, &self->plan, self->engine, &self->samples);
  group->n = MIN (n_lanes, self->n_replicas - item * n_lanes);
  for (guint lane = 0; lane < n_lanes; lane++)
    wsc_lanes_put (
        group->parameters, n_lanes, lane,
        wsc_ensemble_get_parameters (self->ensemble, self->replicas[item * n_lanes + MIN (lane, group->n - 1)]),
        self->plan.n_parameters);
}

static void
sweep_tick (gpointer user_data)
{
  Sweep *self = user_data;
  const double done = (double) g_atomic_int_get (&self->n_done) / (double) MAX (self->n_groups, 1);

  if (!wsc_hook_report (self->hook, done, _("Evaluating")))
    g_atomic_int_set (&self->stop, 1);
}

static void
sweep_run (Sweep *self, WscParallelFunc func)
{
  wsc_parallel_for (wsc_hook_get_n_threads (self->hook), self->n_groups, func, sweep_tick, self);
}

/* Adds the squared errors of one sample in the original unit; outputs are (n_targets, lanes). */
static void
add_squares (const Sweep *self, guint n_lanes, const float *outputs, guint32 sample, double *squares)
{
  const double *factors = wsc_dataset_get_target_factors (self->dataset);
  const float *target = self->samples.targets + sample * self->samples.target_step;

  for (guint k = 0; k < self->samples.n_targets; k++, outputs += n_lanes)
    for (guint lane = 0; lane < n_lanes; lane++)
      {
        const double e = factors[k] * (double) (outputs[lane] - target[k]);

        squares[lane] += e * e;
      }
}

/* Adds one where the largest output is the sample's class. */
static void
add_hits (const Sweep *self, guint n_lanes, const float *outputs, guint32 sample, double *hits)
{
  const guint32 *classes = wsc_dataset_get_classes (self->dataset);

  if (classes == NULL)
    return;
  for (guint lane = 0; lane < n_lanes; lane++)
    {
      guint top = 0;

      for (guint k = 1; k < self->samples.n_targets; k++)
        if (outputs[k * n_lanes + lane] > outputs[top * n_lanes + lane])
          top = k;
      hits[lane] += top == classes[sample];
    }
}

static void
evaluate_part (Sweep *self, Group *group, guint item, guint part)
{
  const guint n_lanes = self->engine->n_lanes;
  const gsize width = self->samples.n_targets;
  double squares[WSC_MAX_LANES] = { 0 }, hits[WSC_MAX_LANES] = { 0 };
  gsize n;
  const guint32 *indices =
      part == 0 ? wsc_dataset_get_train (self->dataset, &n) : wsc_dataset_get_test (self->dataset, &n);

  for (gsize from = 0; from < n && !g_atomic_int_get (&self->stop); from += self->plan.chunk)
    {
      const gsize size = MIN (self->plan.chunk, n - from);
      const float *outputs = group_run (group, indices, from, size);

      for (gsize s = 0; s < size; s++)
        {
          add_squares (self, n_lanes, outputs + s * width * n_lanes, indices[from + s], squares);
          add_hits (self, n_lanes, outputs + s * width * n_lanes, indices[from + s], hits);
        }
    }
  for (guint i = 0; i < group->n; i++)
    {
      self->mse[part][item * n_lanes + i] = squares[i] / ((double) n * (double) width);
      self->accuracy[part][item * n_lanes + i] = hits[i] / (double) n;
    }
}

static void
evaluate_group (gpointer user_data, guint item, guint thread)
{
  Sweep *self = user_data;
  Group group;

  if (g_atomic_int_get (&self->stop))
    return;
  sweep_load (self, &group, item);
  evaluate_part (self, &group, item, 0);
  evaluate_part (self, &group, item, 1);
  group_clear (&group);
  g_atomic_int_inc (&self->n_done);
}

static double
mean_of (const double *x, guint n)
{
  double sum = 0.0;

  for (guint i = 0; i < n; i++)
    sum += x[i];
  return sum / n;
}

static double
sd_of (const double *x, guint n)
{
  const double mean = mean_of (x, n);
  double sum = 0.0;

  for (guint i = 0; i < n; i++)
    sum += (x[i] - mean) * (x[i] - mean);
  return n > 1 ? sqrt (sum / (n - 1)) : 0.0;
}

/* Mean squared difference where both are numbers; NaN if nowhere. */
static double
series_mse (const double *a, const double *b, gsize n)
{
  double sum = 0.0;
  gsize count = 0;

  for (gsize t = 0; t < n; t++)
    if (isfinite (a[t]) && isfinite (b[t]))
      {
        sum += (a[t] - b[t]) * (a[t] - b[t]);
        count++;
      }
  return count > 0 ? sum / (double) count : NAN;
}

static void
compare_with_clean (const WscEnsemble *ensemble, const WscDataset *dataset, WscMetrics *metrics)
{
  const double *clean = wsc_dataset_get_clean (dataset);
  const gsize length = wsc_dataset_get_length (dataset);
  g_autofree double *restored = NULL;

  if (clean == NULL || !wsc_dataset_is_series (dataset))
    return;
  metrics->noise_mse = series_mse (wsc_dataset_get_observed (dataset), clean, length);
  restored = wsc_ensemble_restore_series (ensemble, dataset);
  metrics->clean_mse = restored != NULL ? series_mse (restored, clean, length) : NAN;
}

void
wsc_ensemble_evaluate (const WscEnsemble *self, const WscDataset *dataset, const WscHook *hook, WscMetrics *metrics)
{
  const WscMetrics unknown = { NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN };
  Sweep sweep;

  g_return_if_fail (self != NULL && dataset != NULL && metrics != NULL);

  *metrics = unknown;
  if (wsc_ensemble_get_n_trained (self) == 0)
    return;
  sweep_init (&sweep, self, dataset, hook);
  for (guint i = 0; i < 2; i++)
    {
      sweep.mse[i] = g_new0 (double, sweep.n_replicas);
      sweep.accuracy[i] = g_new0 (double, sweep.n_replicas);
    }
  sweep_run (&sweep, evaluate_group);
  if (!sweep.stop)
    {
      metrics->train_mse = mean_of (sweep.mse[0], sweep.n_replicas);
      metrics->train_mse_sd = sd_of (sweep.mse[0], sweep.n_replicas);
      metrics->test_mse = mean_of (sweep.mse[1], sweep.n_replicas);
      metrics->test_mse_sd = sd_of (sweep.mse[1], sweep.n_replicas);
      if (wsc_dataset_get_classes (dataset) != NULL)
        {
          metrics->train_accuracy = mean_of (sweep.accuracy[0], sweep.n_replicas);
          metrics->test_accuracy = mean_of (sweep.accuracy[1], sweep.n_replicas);
        }
      compare_with_clean (self, dataset, metrics);
    }
  sweep_clear (&sweep);
}

/* --- the restored series -------------------------------------------------- */

static void
restore_group (gpointer user_data, guint item, guint thread)
{
  Sweep *self = user_data;
  const guint n_lanes = self->engine->n_lanes;
  const gsize width = self->samples.n_targets, n = self->samples.n_samples;
  double *sums =
      self->restored + item * wsc_dataset_get_length (self->dataset) + wsc_dataset_get_target_offset (self->dataset);
  g_autofree guint32 *indices = count_up (n);
  Group group;

  sweep_load (self, &group, item);
  for (gsize from = 0; from < n; from += self->plan.chunk)
    {
      const gsize size = MIN (self->plan.chunk, n - from);
      const float *y = group_run (&group, indices, from, size);

      for (gsize s = 0; s < size; s++)
        for (gsize k = 0; k < width; k++, y += n_lanes)
          for (guint i = 0; i < group.n; i++)
            sums[from + s + k] += (double) y[i];
    }
  group_clear (&group);
}

double *
wsc_ensemble_restore_series (const WscEnsemble *self, const WscDataset *dataset)
{
  const double *factors = wsc_dataset_get_target_factors (dataset);
  const double *offsets = wsc_dataset_get_target_offsets (dataset);
  const gsize length = wsc_dataset_get_length (dataset), shift = wsc_dataset_get_target_offset (dataset);
  double *series;
  Sweep sweep;

  g_return_val_if_fail (self != NULL && wsc_dataset_is_series (dataset), NULL);

  series = g_new (double, length);
  sweep_init (&sweep, self, dataset, NULL);
  sweep.restored = g_new0 (double, sweep.n_groups *length);
  sweep_run (&sweep, restore_group);
  for (gsize t = 0; t < length; t++)
    {
      const gsize width = sweep.samples.n_targets, n = sweep.samples.n_samples;
      /* windows i with i <= t - shift < i + width */
      const gsize at = t - shift, first = at + 1 > width ? at + 1 - width : 0, end = MIN (at + 1, n);
      double sum = 0.0;

      for (guint g = 0; g < sweep.n_groups; g++)
        sum += sweep.restored[g * length + t];
      series[t] = t < shift || first >= end || sweep.n_replicas == 0
                      ? NAN
                      : sum / ((double) (end - first) * sweep.n_replicas) * factors[0] + offsets[0];
    }
  sweep_clear (&sweep);
  return series;
}
