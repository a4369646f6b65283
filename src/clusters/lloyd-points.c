/* Lloyd's iterations where centres are means.
 *
 * A point looks at all centres only where its own one may no longer be the nearest: where its distance to that is more than
 * that to the second nearest was when it looked, less all that the fastest centre has moved since (Hamerly 2010). */
#include "clusters/clusters-private.h"

#include <math.h>
#include <string.h>

#define MAX_ITERATIONS 1000
/* So that rounding never hides that another centre is nearer. */
#define MARGIN 1e-12

typedef struct
{
  const WscPoints *points;
  WscBatcher batcher;
  guint k;
  double *centres;     /* (k, d) */
  double *weights;     /* (k) */
  guint32 *sizes;      /* (k) points */
  guint32 *before;     /* (n) labels */
  guint32 *looking;    /* (n) points that look at all centres */
  WscNearest nearest;  /* (n) each, with room for whole blocks */
  double *reaches;     /* (n) distance to the second nearest centre when it looked, plus `moved` then */
  double moved;        /* sum over iterations of how far the fastest centre went */
} Lloyd;

/* Labels, and squared distances to the own centres; the objective. */
static double
assign (Lloyd *self)
{
  const WscPoints *points = self->points;
  const WscClusterKernel *kernel = self->batcher.kernel;
  const WscCentres centres = { points->d, self->k, self->centres };
  double objective = 0;
  guint n = 0;

  kernel->measure_own (&centres, (points->n + kernel->n_lanes - 1) / kernel->n_lanes, points->blocks,
                       self->nearest.labels, self->nearest.squares);
  for (guint i = 0; i < points->n; i++)
    {
      const double reach = self->reaches[i] - self->moved;

      if (!(reach > 0 && self->nearest.squares[i] < (1 - MARGIN) * reach * reach))
        self->looking[n++] = i;
    }
  kernel->find_nearest (&centres, n, self->looking, points->means, self->batcher.work, &self->nearest);
  for (guint l = 0; l < n; l++)
    self->reaches[self->looking[l]] = sqrt (self->nearest.seconds[self->looking[l]]) + self->moved;
  for (guint i = 0; i < points->n; i++)
    objective += points->weights[i] * self->nearest.squares[i];
  return objective;
}

static void
count_members (Lloyd *self)
{
  memset (self->sizes, 0, self->k * sizeof (guint32));
  for (guint i = 0; i < self->points->n; i++)
    self->sizes[self->nearest.labels[i]]++;
}

/* A cluster without points takes the point that is farthest from its centre. */
static void
fill_empty (Lloyd *self)
{
  for (guint c = 0; c < self->k; c++)
    if (self->sizes[c] == 0)
      {
        const guint i = wsc_farthest_point (self->points->n, self->nearest.squares, self->nearest.labels, self->sizes);

        if (i == self->points->n)
          return;
        self->sizes[self->nearest.labels[i]]--;
        self->sizes[c]++;
        self->nearest.labels[i] = c;
        self->nearest.squares[i] = 0;
        self->reaches[i] = 0;
      }
}

/* A cluster that stays empty, since no points differ, keeps its centre. */
static void
average (Lloyd *self)
{
  const WscPoints *points = self->points;
  const gsize d = points->d;

  memset (self->weights, 0, self->k * sizeof (double));
  for (guint c = 0; c < self->k; c++)
    if (self->sizes[c] > 0)
      memset (self->centres + c * d, 0, d * sizeof (double));
  for (gsize i = 0; i < points->n; i++)
    {
      double *centre = self->centres + self->nearest.labels[i] * d;
      const double *x = points->means + i * d, weight = points->weights[i];

      self->weights[self->nearest.labels[i]] += weight;
      for (gsize e = 0; e < d; e++)
        centre[e] += weight * x[e];
    }
  for (guint c = 0; c < self->k; c++)
    for (gsize e = 0; self->sizes[c] > 0 && e < d; e++)
      self->centres[c * d + e] /= self->weights[c];
}

static void
move_centres (Lloyd *self)
{
  const gsize d = self->points->d;
  g_autofree double *before = g_memdup2 (self->centres, self->k * d * sizeof (double));
  double furthest = 0;

  average (self);
  for (guint c = 0; c < self->k; c++)
    {
      double square = 0;

      for (gsize e = c * d; e < (c + 1) * d; e++)
        square += (self->centres[e] - before[e]) * (self->centres[e] - before[e]);
      furthest = MAX (furthest, square);
    }
  self->moved += sqrt (furthest);
}

static void
iterate (Lloyd *self, WscPartition *partition)
{
  const gsize bytes = self->points->n * sizeof (guint32);

  partition->objective = assign (self);
  for (guint i = 0; i < MAX_ITERATIONS; i++)
    {
      if (partition->history != NULL)
        g_array_append_val (partition->history, partition->objective);
      count_members (self);
      fill_empty (self);
      memcpy (self->before, self->nearest.labels, bytes);
      move_centres (self);
      partition->objective = assign (self);
      if (memcmp (self->before, self->nearest.labels, bytes) == 0)
        break;
    }
  if (partition->history != NULL)
    g_array_append_val (partition->history, partition->objective);
}

void
wsc_lloyd_points (const WscPoints *points, const guint32 *starts, WscPartition *partition)
{
  const gsize d = points->d, k = partition->k, room = points->n + WSC_MAX_CLUSTER_LANES;
  g_autofree double *centres = g_malloc_n (k * d, sizeof (double)), *weights = g_new (double, k),
                    *squares = g_new (double, room), *seconds = g_new (double, room), *reaches = g_new0 (double, room);
  g_autofree guint32 *sizes = g_new (guint32, k), *labels = g_new0 (guint32, room), *before = g_new (guint32, room),
                     *looking = g_new (guint32, room);
  Lloyd lloyd = { .points = points, .k = partition->k, .centres = centres, .weights = weights, .sizes = sizes,
                  .before = before, .looking = looking, .nearest = { labels, squares, seconds }, .reaches = reaches };

  wsc_batcher_init (&lloyd.batcher, points->d, FALSE);
  for (gsize c = 0; c < k; c++)
    memcpy (centres + c * d, points->means + starts[c] * d, d * sizeof (double));
  iterate (&lloyd, partition);
  memcpy (partition->labels, labels, points->n * sizeof (guint32));
  wsc_batcher_clear (&lloyd.batcher);
}

guint
wsc_farthest_point (guint n, const double *upper, const guint32 *labels, const guint32 *sizes)
{
  guint farthest = n;

  for (guint i = 0; i < n; i++)
    if (upper[i] > 0 && sizes[labels[i]] > 1 && (farthest == n || upper[i] > upper[farthest]))
      farthest = i;
  return farthest;
}
