/* Quality against the number of neurons: repeats one after another, since each has a network of its own; within a repeat, lines and counts
 * on threads. */
#include "reduce/curve-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define READ 0.1   /* share of a repeat's time, for the progress: reading the networks … */
#define FOUND 0.5  /* … and finding clusters */
#define MAX_LINES 3

typedef struct
{
  const WscReducible *reducible;
  const WscClusterSettings *clusters;
  const WscReduceSettings *settings;
  const WscTrainingSettings *training;
  guint64 seed;
  WscReductionCurve *curve;

  /* of the repeat */
  guint repeat;
  guint64 repeat_seed;
  WscReduceCase own;
  WscSelection selection;
  WscPartitions partitions[MAX_LINES];
  GError **errors; /* (lines, counts) */
} Job;

/* --- lines -------------------------------------------------------------------------------------- */

/* By Wasserstein: TRUE where it was asked for, or takes no more than minutes. */
static gboolean
has_line_by_covariances (const WscReducible *self, const WscClusterSettings *clusters, const WscReduceSettings *settings)
{
  const guint step = (guint) MAX (settings->step, 1), n_repeats = (guint) MAX (settings->repeats, 1);
  const gboolean by_tree = clusters->method == WSC_CLUSTERING_WARD || clusters->method == WSC_CLUSTERING_AVERAGE;
  const guint n_runs = by_tree ? 0 : (self->m / step + 1) * (guint) MAX (clusters->restarts, 1);

  return clusters->metric == WSC_METRIC_WASSERSTEIN || self->own.covariances == NULL
         || n_repeats * wsc_k_means_get_effort (self->m, self->d, WSC_METRIC_WASSERSTEIN, n_runs) <= WSC_EFFORT_MOST;
}

static guint
plan_lines (const WscReducible *self, const WscClusterSettings *clusters, const WscReduceSettings *settings, WscReductionLine lines[MAX_LINES], guint *own)
{
  const WscMetric metric = (WscMetric) clusters->metric;
  guint n = 0;

  *own = 0;
  if (settings->method != WSC_REDUCE_CLUSTERS)
    lines[n++] = (WscReductionLine){ .method = (WscReduceMethod) settings->method };
  lines[n++] = (WscReductionLine){ .method = WSC_REDUCE_CLUSTERS, .metric = WSC_METRIC_EUCLIDEAN };
  if (settings->method != WSC_REDUCE_CLUSTERS)
    return n;
  if (has_line_by_covariances (self, clusters, settings))
    lines[n++] = (WscReductionLine){ .method = WSC_REDUCE_CLUSTERS, .metric = WSC_METRIC_WASSERSTEIN };
  if (metric != WSC_METRIC_EUCLIDEAN && metric != WSC_METRIC_WASSERSTEIN)
    lines[n++] = (WscReductionLine){ .method = WSC_REDUCE_CLUSTERS, .metric = metric };
  for (guint l = 0; l < n; l++)
    if (lines[l].metric == metric)
      *own = l;
  return n;
}

/* --- a repeat ------------------------------------------------------------------------------------- */

static gboolean
reduce (const Job *self, guint line, guint i, WscReduced *reduced, GError **error)
{
  const guint k = self->curve->counts[i], m = self->reducible->m;
  g_auto (WscComposition) composition = { 0 };

  if (self->curve->lines[line].method == WSC_REDUCE_CLUSTERS)
    return wsc_reduced_by_clusters (reduced, self->reducible, &self->own, self->partitions[line].labels + (gsize) i * m, k,
                                    self->settings->refit, error);
  return wsc_composition_init (&composition, self->reducible, &self->own, &self->selection, k, (WscSimilarity) self->settings->similarity,
                               error) &&
         wsc_reduced_by_composition (reduced, self->reducible, &self->own, &composition, error);
}

static gboolean
evaluate (Job *self, guint line, guint i, GError **error)
{
  const WscHook alone = { .n_threads = 1 };
  guint first = self->reducible->layer;
  g_auto (WscReduced) reduced = { 0 };

  if (!reduce (self, line, i, &reduced, error))
    return FALSE;
  if (line == self->curve->line && self->repeat == 0)
    self->curve->parameters[i] = wsc_architecture_get_n_parameters (&reduced.smaller->architecture) +
                                 (reduced.smaller->outputs != NULL ? reduced.smaller->n_outputs : 0);
  if (self->settings->fine_tune > 0 && self->curve->counts[i] < self->reducible->m)
    {
      g_autoptr (WscNetwork) before = g_steal_pointer (&reduced.smaller);

      reduced.smaller = wsc_network_fine_tune (before, self->reducible, self->training, self->settings->fine_tune, self->repeat_seed,
                                               &alone, error);
      if (reduced.smaller == NULL)
        return FALSE;
      first = 0;
    }
  wsc_reduce_case_evaluate (&self->own, self->reducible, reduced.smaller, first,
                            &self->curve->lines[line].values[(gsize) i * self->curve->n_repeats + self->repeat]);
  return TRUE;
}

static void
evaluate_item (gpointer user_data, guint item, guint thread)
{
  Job *self = user_data;
  const guint line = item / self->curve->n_counts, i = item % self->curve->n_counts;

  if (self->curve->lines[line].method == WSC_REDUCE_CLUSTERS && self->partitions[line].found[i] != self->curve->counts[i])
    return;
  evaluate (self, line, i, &self->errors[item]);
}

static gboolean
evaluate_all (Job *self, WscLoop *loop, GError **error)
{
  const guint n = self->curve->n_lines * self->curve->n_counts;
  g_autofree GError **errors = g_new0 (GError *, n);
  gboolean ok = TRUE;

  self->errors = errors;
  wsc_loop_run (loop, n, evaluate_item, self);
  for (guint i = 0; i < n; i++)
    if (errors[i] != NULL && ok)
      {
        g_propagate_error (error, g_steal_pointer (&errors[i]));
        ok = FALSE;
      }
    else
      g_clear_error (&errors[i]);
  return ok && wsc_loop_end (loop, error);
}

static gboolean
find_clusters (Job *self, WscSpan *span, GError **error)
{
  const WscGaussians gaussians = wsc_reduce_case_get_gaussians (&self->own, self->reducible);
  const double from = span->from, to = span->to;
  const guint n = self->curve->n_lines;

  for (guint l = 0; l < n; l++)
    {
      WscReductionLine *line = &self->curve->lines[l];
      WscSpan part = { span->hook, from + (to - from) * l / n, from + (to - from) * (l + 1) / n };
      const WscHook hook = wsc_span_get_hook (&part);

      if (line->method == WSC_REDUCE_CLUSTERS &&
          !wsc_partitions_init (&self->partitions[l], &gaussians, self->own.input_covariance, self->curve->n_counts, self->curve->counts,
                                line->metric, self->clusters, self->repeat_seed, &hook, error))
        return FALSE;
      if (line->method != WSC_REDUCE_CLUSTERS &&
          !wsc_selection_init (&self->selection, self->reducible, &self->own, self->settings, &hook, error))
        return FALSE;
    }
  return TRUE;
}

/* The first repeat is the study's own, with its own k-means starts. */
static void
seed_repeat (Job *self, guint repeat)
{
  WscRandom random;

  self->repeat = repeat;
  wsc_random_init (&random, self->seed, "reduce.repeat.clusters", repeat);
  self->repeat_seed = repeat == 0 ? self->seed : wsc_random_word (&random);
}

static gboolean
run_repeat (Job *self, guint repeat, const WscHook *hook, GError **error)
{
  const double from = (double) repeat / self->curve->n_repeats, to = (repeat + 1.0) / self->curve->n_repeats, width = to - from;
  WscSpan read = { hook, from, from + READ * width }, find = { hook, from + READ * width, from + FOUND * width };
  WscLoop loop = { hook, _("Removing neurons"), _("Stopped while removing neurons"), from + FOUND * width, to, 0, 0 };
  const WscHook reading = wsc_span_get_hook (&read);
  const gboolean weighted = self->clusters->metric == WSC_METRIC_FUNCTION;

  seed_repeat (self, repeat);
  return wsc_reduce_case_init (&self->own, self->reducible, repeat, weighted, &reading, error) && find_clusters (self, &find, error) &&
         evaluate_all (self, &loop, error);
}

static void
clear_repeat (Job *self)
{
  wsc_reduce_case_clear (&self->own);
  wsc_selection_clear (&self->selection);
  for (guint l = 0; l < MAX_LINES; l++)
    wsc_partitions_clear (&self->partitions[l]);
}

static gboolean
run (Job *self, const WscHook *hook, GError **error)
{
  gboolean ok = TRUE;

  for (guint r = 0; r < self->curve->n_repeats && ok; r++)
    {
      ok = run_repeat (self, r, hook, error);
      clear_repeat (self);
    }
  return ok;
}

WscReductionCurve *
wsc_reduction_curve_new (const WscReducible *self, const WscClusterSettings *clusters, const WscReduceSettings *settings,
                         const WscTrainingSettings *training, guint64 seed, const WscHook *hook, GError **error)
{
  g_autoptr (WscReductionCurve) curve = NULL;
  Job job = { self, clusters, settings, training, seed };
  WscReductionLine lines[MAX_LINES];
  guint own, n_lines;

  g_return_val_if_fail (self != NULL && clusters != NULL && settings != NULL && training != NULL, NULL);

  n_lines = plan_lines (self, clusters, settings, lines, &own);
  job.curve = curve = wsc_reduction_curve_alloc (self->m, (guint) MAX (settings->step, 1), (guint) MAX (settings->repeats, 1), n_lines);
  for (guint l = 0; l < n_lines; l++)
    {
      curve->lines[l].method = lines[l].method;
      curve->lines[l].metric = lines[l].metric;
    }
  curve->line = own;
  curve->is_accuracy = wsc_reducible_is_accuracy (self);
  curve->before = self->quality;
  if (!run (&job, hook, error))
    return NULL;
  wsc_reduction_curve_summarise (curve);
  return g_steal_pointer (&curve);
}
