#include "clusters/clusters-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define BLOCK 3e7 /* numbers in the matrices that are worked on before somebody may stop it: a tenth of a second */

/* --- Euclidean and Wasserstein, of points ------------------------------------ */

typedef struct
{
  const WscPoints *points;
  double *squares;          /* (n, n) */
  double *shares, *pairs;   /* (n) sums by row, of Gaussians; NULL: not wanted */
  WscLoop *loop;
} Table;

/* A pair of points stands for all pairs of their Gaussians. */
static void
add_shares (Table *self, guint i, gsize n, const double *squares, const double *terms)
{
  const double *weights = self->points->weights;

  for (gsize j = 0; j < n; j++)
    if (squares[j] > 0)
      {
        const double pairs = weights[i] * weights[i + 1 + j];

        self->shares[i] += pairs * terms[j] / squares[j];
        self->pairs[i] += pairs;
      }
}

/* Of n pairs, a few at a time, so that wide ones can be stopped between. */
static gboolean
measure_pairs (const Table *self, guint thread, gsize n, const WscFactored *a, const WscFactored *b, double *squares, double *terms)
{
  const double d = self->points->d;
  const gsize block = (gsize) CLAMP (BLOCK / (d * d * d), 2 * WSC_MAX_CLUSTER_LANES, 1e9);
  g_auto (WscBatcher) batcher = { 0 };

  wsc_batcher_init (&batcher, self->points->d, self->points->factors != NULL);
  for (gsize j = 0; j < n; j += block)
    {
      if (j > 0 && !wsc_loop_goes_on (self->loop, thread))
        return FALSE;
      wsc_batcher_wasserstein (&batcher, MIN (block, n - j), a + j, b + j, squares + j, terms + j);
    }
  return TRUE;
}

static void
measure_row (gpointer user_data, guint i, guint thread)
{
  Table *self = user_data;
  const gsize n = self->points->n, rest = n - i - 1;
  g_autofree WscFactored *a = g_new (WscFactored, rest), *b = g_new (WscFactored, rest);
  g_autofree double *terms = g_new (double, rest);
  double *row = self->squares + i * n;

  for (gsize j = 0; j < rest; j++)
    {
      a[j] = wsc_points_get (self->points, i);
      b[j] = wsc_points_get (self->points, (guint) (i + 1 + j));
    }
  if (!measure_pairs (self, thread, rest, a, b, row + i + 1, terms))
    return;
  row[i] = 0;
  for (gsize j = i + 1; j < n; j++)
    self->squares[j * n + i] = row[j];
  if (self->shares != NULL)
    add_shares (self, i, rest, row + i + 1, terms);
}

gboolean
wsc_distance_squares (const WscPoints *points, double *squares, double *covariance_share, WscLoop *loop)
{
  g_autofree double *shares = g_new0 (double, points->n), *pairs = g_new0 (double, points->n);
  Table table = { points, squares, covariance_share != NULL ? shares : NULL, pairs, loop };
  double sum = 0, count = 0;

  if (!wsc_loop_run (loop, points->n, measure_row, &table))
    return FALSE;
  for (guint i = 0; i < points->n; i++)
    {
      sum += shares[i];
      count += pairs[i];
    }
  if (covariance_share != NULL)
    *covariance_share = count > 0 ? sum / count : 0;
  return TRUE;
}

static gboolean
measure_points (WscDistances *self, const WscGaussians *gaussians, const double *weight, WscLoop *loop, GError **error)
{
  g_autoptr (WscPoints) points = wsc_points_new (gaussians, self->metric, weight, loop, error);
  g_autofree double *squares = NULL;
  double share;

  if (points == NULL)
    return FALSE;
  squares = g_malloc_n ((gsize) points->n * points->n, sizeof (double));
  loop->from = loop->reached;
  loop->to = 1;
  if (!wsc_distance_squares (points, squares, &share, loop))
    return wsc_loop_end (loop, error);
  if (self->metric == WSC_METRIC_WASSERSTEIN)
    self->covariance_share = share;
  for (gsize i = 0; i < self->m; i++)
    for (gsize j = 0; j < self->m; j++)
      self->values[i * self->m + j] = sqrt (squares[(gsize) points->point_of[i] * points->n + points->point_of[j]]);
  return TRUE;
}

/* --- the result ---------------------------------------------------------------- */

WscDistances *
wsc_distances_new (const WscGaussians *gaussians, WscMetric metric, const double *weight, const WscHook *hook,
                   GError **error)
{
  g_autoptr (WscDistances) self = g_new0 (WscDistances, 1);
  WscLoop loop = { .hook = hook, .phase = _("Measuring distances"),
                   .stop_message = _("Stopped while measuring distances"), .to = 0.1 };
  gboolean measured;

  g_return_val_if_fail (gaussians != NULL && gaussians->m > 0 && gaussians->d > 0 && metric < WSC_N_METRICS, NULL);
  g_return_val_if_fail (metric != WSC_METRIC_FUNCTION || weight != NULL, NULL);

  self->ref_count = 1;
  self->m = gaussians->m;
  self->metric = metric;
  self->covariance_share = NAN;
  self->values = g_malloc_n ((gsize) self->m * self->m, sizeof (double));
  if (metric == WSC_METRIC_BHATTACHARYYA || metric == WSC_METRIC_MAHALANOBIS)
    measured = wsc_distances_measure_scaled (self, gaussians, &loop, error);
  else
    measured = measure_points (self, gaussians, weight, &loop, error);
  return measured ? g_steal_pointer (&self) : NULL;
}

WscDistances *
wsc_distances_ref (WscDistances *self)
{
  g_atomic_int_inc (&self->ref_count);
  return self;
}

void
wsc_distances_unref (WscDistances *self)
{
  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;
  g_free (self->values);
  g_free (self);
}
