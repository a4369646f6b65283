/* Where k-means starts. */
#include "clusters/clusters-private.h"

#include <math.h>
#include <string.h>

/* least[i] = min (least[i], squared distance to `centre`) */
static void
reach_from (const WscPoints *points, WscBatcher *batcher, guint centre, double *least)
{
  const gsize n = points->n, lanes = batcher->kernel->n_lanes;
  g_autofree WscFactored *a = NULL, *b = NULL;
  g_autofree double *row = NULL;

  if (points->table != NULL)
    {
      for (gsize i = 0; i < n; i++)
        least[i] = MIN (least[i], points->table[centre * n + i]);
      return;
    }
  if (points->factors == NULL)
    {
      batcher->kernel->reach (&(WscCentres){ points->d, 1, points->means + (gsize) centre * points->d },
                              (n + lanes - 1) / lanes, points->blocks, least);
      return;
    }
  a = g_new (WscFactored, n);
  b = g_new (WscFactored, n);
  row = g_new (double, n);
  for (guint i = 0; i < n; i++)
    {
      a[i] = wsc_points_get (points, centre);
      b[i] = wsc_points_get (points, i);
    }
  wsc_batcher_wasserstein (batcher, n, a, b, row, NULL);
  for (gsize i = 0; i < n; i++)
    least[i] = MIN (least[i], row[i]);
}

/* A point with a chance of weight times square; n where there is no chance. */
static guint
draw (const WscPoints *points, const double *squares, WscRandom *random)
{
  const guint n = points->n;
  double total = 0, target;
  guint last = n;

  for (guint i = 0; i < n; i++)
    total += points->weights[i] * squares[i];
  target = wsc_random_uniform (random) * total;
  for (guint i = 0; i < n && (target > 0 || last == n); i++)
    if (squares[i] > 0)
      {
        target -= points->weights[i] * squares[i];
        last = i;
      }
  return last;
}

guint
wsc_start_k_means (const WscPoints *points, guint k, WscRandom *random, guint32 *starts)
{
  const gsize room = points->n + WSC_MAX_CLUSTER_LANES;
  g_autofree double *least = g_new (double, room);
  g_auto (WscBatcher) batcher = { 0 };

  wsc_batcher_init (&batcher, points->d, points->factors != NULL);
  for (gsize i = 0; i < room; i++)
    least[i] = 1;
  starts[0] = draw (points, least, random);
  for (gsize i = 0; i < room; i++)
    least[i] = INFINITY;
  for (guint c = 1; c < k; c++)
    {
      reach_from (points, &batcher, starts[c - 1], least);
      starts[c] = draw (points, least, random);
      if (starts[c] == points->n)
        return c;
    }
  return k;
}
