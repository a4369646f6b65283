/* The best of several starts of k-means, for one count or many. Runs are shared out to threads, one run to a thread, so
 * that nothing depends on how many there are. */
#include "clusters/clusters-private.h"

#include <glib/gi18n-lib.h>

/* A table of more points than this takes more memory than it saves time. */
#define MAX_TABLE 2048

typedef struct
{
  const WscGaussians *gaussians;
  const WscPoints *points;
  const WscKMeansSettings *settings;
  const guint *counts; /* (n_counts) */
  WscPartition *runs;  /* (n_counts, restarts) */
  WscClusters **results; /* (n_counts) */
} Work;

static void
run_one (gpointer user_data, guint item, guint thread)
{
  Work *self = user_data;
  const WscPoints *points = self->points;
  const guint restarts = self->settings->restarts, k = MIN (self->counts[item / restarts], points->n);
  WscPartition *run = &self->runs[item];
  g_autofree guint32 *starts = g_new (guint32, k);
  WscRandom random;

  wsc_random_init (&random, self->settings->seed, "clusters.start", item % restarts);
  run->k = wsc_start_k_means (points, k, &random, starts);
  run->labels = g_new (guint32, points->n);
  if (points->factors != NULL)
    wsc_lloyd_wasserstein (points, starts, run);
  else
    wsc_lloyd_points (points, starts, run);
}

static void
take_best (gpointer user_data, guint item, guint thread)
{
  Work *self = user_data;
  const guint restarts = self->settings->restarts;
  const WscPartition *runs = self->runs + (gsize) item * restarts;
  guint best = 0;
  g_autofree guint32 *labels = g_new (guint32, self->points->m);

  for (guint r = 1; r < restarts; r++)
    if (runs[r].objective < runs[best].objective)
      best = r;
  for (guint i = 0; i < self->points->m; i++)
    labels[i] = runs[best].labels[self->points->point_of[i]];
  self->results[item] = wsc_clusters_of_points (self->gaussians, self->points, labels);
}

static gboolean
check_settings (const WscGaussians *gaussians, guint n, const guint *counts, const WscKMeansSettings *settings,
                GError **error)
{
  if (settings->metric != WSC_METRIC_EUCLIDEAN && settings->metric != WSC_METRIC_WASSERSTEIN &&
      settings->metric != WSC_METRIC_FUNCTION)
    {
      g_set_error_literal (error, WSC_ERROR, WSC_ERROR_RANGE,
                           _("Clusters have no centres under the Bhattacharyya and Mahalanobis distances; k-means is for "
                             "the Euclidean, the Wasserstein and the function distance"));
      return FALSE;
    }
  for (guint i = 0; i < n; i++)
    if (counts[i] < 1 || counts[i] > gaussians->m)
      {
        g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE, _("%u clusters of %u neurons: from 1 to %u are possible"),
                     counts[i], gaussians->m, gaussians->m);
        return FALSE;
      }
  if (settings->restarts < 1)
    {
      g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE, _("%u starts of k-means: at least 1"), settings->restarts);
      return FALSE;
    }
  return TRUE;
}

static GPtrArray *
run_all (Work *work, guint n, WscLoop *loop, GError **error)
{
  const guint n_runs = n * work->settings->restarts;
  g_autofree WscPartition *runs = g_new0 (WscPartition, n_runs);
  g_autofree WscClusters **results = g_new0 (WscClusters *, n);
  GPtrArray *all = g_ptr_array_new_full (n, (GDestroyNotify) wsc_clusters_unref);

  work->runs = runs;
  work->results = results;
  loop->to = 0.9;
  if (wsc_loop_run (loop, n_runs, run_one, work))
    {
      loop->from = 0.9;
      loop->to = 1;
      wsc_loop_run (loop, n, take_best, work);
    }
  for (guint i = 0; i < n_runs; i++)
    g_free (runs[i].labels);
  for (guint i = 0; i < n; i++)
    if (results[i] != NULL)
      g_ptr_array_add (all, results[i]);
  if (!wsc_loop_end (loop, error))
    g_clear_pointer (&all, g_ptr_array_unref);
  return all;
}

GPtrArray *
wsc_clusters_new_k_means_all (const WscGaussians *gaussians, const double *weight, guint n, const guint *counts,
                              const WscKMeansSettings *settings, const WscHook *hook, GError **error)
{
  g_autoptr (WscPoints) points = NULL;
  WscLoop loop = { .hook = hook, .phase = _("Finding clusters"), .stop_message = _("Stopped while finding clusters"),
                   .to = 0.1 };
  Work work = { .gaussians = gaussians, .settings = settings, .counts = counts };

  g_return_val_if_fail (gaussians != NULL && gaussians->m > 0 && gaussians->d > 0 && settings != NULL, NULL);
  g_return_val_if_fail (settings->metric != WSC_METRIC_FUNCTION || weight != NULL, NULL);
  g_return_val_if_fail (n > 0 && counts != NULL, NULL);

  if (!check_settings (gaussians, n, counts, settings, error))
    return NULL;
  points = wsc_points_new (gaussians, settings->metric, weight, &loop, error);
  if (points == NULL)
    return NULL;
  if (points->factors != NULL && points->n <= MAX_TABLE)
    wsc_points_measure (points, &loop);
  loop.from = loop.reached;
  work.points = points;
  return run_all (&work, n, &loop, error);
}

WscClusters *
wsc_clusters_new_k_means (const WscGaussians *gaussians, const double *weight, guint k,
                          const WscKMeansSettings *settings, const WscHook *hook, GError **error)
{
  g_autoptr (GPtrArray) all = wsc_clusters_new_k_means_all (gaussians, weight, 1, &k, settings, hook, error);

  return all != NULL ? wsc_clusters_ref (g_ptr_array_index (all, 0)) : NULL;
}
