/* Lloyd's iterations where centres are Wasserstein barycentres.
 *
 * Most distances are never computed. W2 is a metric, so the distance to a centre falls by no more than the centre
 * moved; a centre whose lower bound stays above the distance to the own one needs no look (Elkan 2003). Starts are points,
 * and their distances known. While labels still change, a centre takes a step towards its barycentre; only then it goes
 * all the way. Each step lowers the objective. */
#include "clusters/clusters-private.h"

#include <math.h>
#include <string.h>

#define MAX_ITERATIONS 300
#define STEPS_ON_THE_WAY 1
/* Of a centre's length; the objective is off by its square. */
#define TOLERANCE 1e-9

typedef struct
{
  const WscPoints *points;
  WscBatcher batcher;
  guint k;
  double *means, *factors, *traces; /* (k, d), (k, d, d), (k) of the centres */
  guint32 *sizes;                   /* (k) points */
  gboolean *changed, *settled;      /* (k) its members; its centre is their barycentre */
  guint32 *labels;                  /* (n) */
  double *turned;                   /* (n, d, d) factors of the points as the last barycentre left them */
  double *upper;                    /* (n) distance to the own centre */
  double *lower;                    /* (n, k) not above the distances to all */
  GArray *pairs;                    /* (point, centre) that need a look */
  double *squares;                  /* of the pairs */
} Lloyd;

typedef struct
{
  guint32 point, centre;
} Pair;

static WscFactored
centre_at (const Lloyd *self, guint c)
{
  const gsize d = self->points->d;

  return (WscFactored){ self->means + c * d, self->factors + c * d * d, self->traces[c] };
}

static double
objective_of (const Lloyd *self)
{
  double sum = 0;

  for (guint i = 0; i < self->points->n; i++)
    sum += self->points->weights[i] * self->upper[i] * self->upper[i];
  return sum;
}

/* --- distances -------------------------------------------------------------- */

/* Of the pairs, into `lower`. */
static void
measure_pairs (Lloyd *self)
{
  const gsize n = self->pairs->len;
  g_autofree WscFactored *a = g_new (WscFactored, n), *b = g_new (WscFactored, n);
  g_autofree double *squares = g_new (double, n);

  for (gsize p = 0; p < n; p++)
    {
      const Pair *pair = &g_array_index (self->pairs, Pair, p);

      a[p] = wsc_points_get (self->points, pair->point);
      b[p] = centre_at (self, pair->centre);
    }
  wsc_batcher_wasserstein (&self->batcher, n, a, b, squares, NULL);
  for (gsize p = 0; p < n; p++)
    {
      const Pair *pair = &g_array_index (self->pairs, Pair, p);

      self->lower[(gsize) pair->point * self->k + pair->centre] = sqrt (squares[p]);
    }
}

/* To the own centres, of the points whose centre has moved. */
static void
measure_own (Lloyd *self, const gboolean *moved)
{
  g_array_set_size (self->pairs, 0);
  for (guint i = 0; i < self->points->n; i++)
    if (moved[self->labels[i]])
      g_array_append_vals (self->pairs, &(Pair){ i, self->labels[i] }, 1);
  measure_pairs (self);
  for (gsize i = 0; i < self->points->n; i++)
    self->upper[i] = self->lower[i * self->k + self->labels[i]];
}

/* --- centres ---------------------------------------------------------------- */

/* Members of the clusters in `moves`, one cluster after another. */
typedef struct
{
  guint n;
  guint32 *clusters;      /* (n) */
  guint *begin;           /* (n + 1) */
  guint32 *points;        /* of all members */
  const double **factors; /* so too */
  double **turned;
  double *shares;
} Members;

static void
members_clear (Members *self)
{
  g_free (self->clusters);
  g_free (self->begin);
  g_free (self->points);
  g_free (self->factors);
  g_free (self->turned);
  g_free (self->shares);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Members, members_clear)

static void
members_init (Members *self, const Lloyd *lloyd, const gboolean *moves)
{
  const WscPoints *points = lloyd->points;
  const gsize size = (gsize) points->d * points->d;
  g_autofree guint *place = g_new (guint, lloyd->k);
  g_autofree double *totals = g_new0 (double, lloyd->k);
  guint n = 0;

  *self = (Members){ 0, g_new (guint32, lloyd->k), g_new (guint, lloyd->k + 1), g_new (guint32, points->n),
                     g_new (const double *, points->n), g_new (double *, points->n), g_new (double, points->n) };
  for (guint c = 0; c < lloyd->k; c++)
    if (moves[c] && lloyd->sizes[c] > 0)
      {
        self->clusters[self->n] = c;
        self->begin[self->n++] = place[c] = n;
        n += lloyd->sizes[c];
      }
  self->begin[self->n] = n;
  for (guint i = 0; i < points->n; i++)
    totals[lloyd->labels[i]] += points->weights[i];
  for (guint i = 0; i < points->n; i++)
    if (moves[lloyd->labels[i]])
      {
        const guint at = place[lloyd->labels[i]]++;

        self->points[at] = i;
        self->factors[at] = points->factors + i * size;
        self->turned[at] = lloyd->turned + i * size;
        self->shares[at] = points->weights[i] / totals[lloyd->labels[i]];
      }
}

static void
average_means (Lloyd *self, const Members *members)
{
  const gsize d = self->points->d;

  for (guint g = 0; g < members->n; g++)
    {
      double *mean = self->means + members->clusters[g] * d;

      memset (mean, 0, d * sizeof (double));
      for (guint i = members->begin[g]; i < members->begin[g + 1]; i++)
        for (gsize e = 0; e < d; e++)
          mean[e] += members->shares[i] * self->points->means[members->points[i] * d + e];
    }
}

/* A step from the mean of the roots for members that have changed; all that are left where they have not. */
static void
average_covariances (Lloyd *self, const Members *members, gboolean all_the_way)
{
  const gsize size = (gsize) self->points->d * self->points->d;
  g_autofree double *centres = g_malloc_n (members->n * size, sizeof (double));
  g_autofree gboolean *settled = g_new (gboolean, members->n);
  const WscGroups groups = { members->n, members->begin, members->factors, members->shares, members->turned };

  for (guint g = 0; g < members->n; g++)
    memcpy (centres + g * size, self->factors + members->clusters[g] * size, size * sizeof (double));
  wsc_batcher_barycentres (&self->batcher, &groups, all_the_way, all_the_way ? WSC_BARYCENTRE_STEPS : STEPS_ON_THE_WAY,
                           TOLERANCE, centres, settled);
  for (guint g = 0; g < members->n; g++)
    {
      const guint32 c = members->clusters[g];

      memcpy (self->factors + c * size, centres + g * size, size * sizeof (double));
      self->settled[c] = settled[g] || all_the_way;
      self->traces[c] = 0;
      for (gsize e = 0; e < size; e++)
        self->traces[c] += centres[g * size + e] * centres[g * size + e];
    }
}

/* Centres of the clusters in `moves`, and all lower bounds with them. */
static void
move_centres (Lloyd *self, const gboolean *moves, gboolean all_the_way)
{
  const gsize d = self->points->d, size = d * d, k = self->k;
  g_autofree double *means = g_memdup2 (self->means, k * d * sizeof (double)),
                    *factors = g_memdup2 (self->factors, k * size * sizeof (double)),
                    *traces = g_memdup2 (self->traces, k * sizeof (double)), *squares = g_new (double, k);
  g_autofree WscFactored *a = g_new (WscFactored, k), *b = g_new (WscFactored, k);
  g_auto (Members) members = { 0 };

  members_init (&members, self, moves);
  average_means (self, &members);
  average_covariances (self, &members, all_the_way);
  for (guint g = 0; g < members.n; g++)
    {
      const guint32 c = members.clusters[g];

      a[g] = (WscFactored){ means + c * d, factors + c * size, traces[c] };
      b[g] = centre_at (self, c);
    }
  wsc_batcher_wasserstein (&self->batcher, members.n, a, b, squares, NULL);
  for (guint g = 0; g < members.n; g++)
    for (gsize i = 0; i < self->points->n; i++)
      {
        double *lower = &self->lower[i * k + members.clusters[g]];

        *lower = MAX (*lower - sqrt (squares[g]), 0);
      }
}

/* One step need not take a centre below where the old one was, for members that have changed; all steps do. */
static void
follow_members (Lloyd *self)
{
  const guint n = self->points->n;
  g_autofree double *before = g_new0 (double, self->k), *after = g_new0 (double, self->k);
  gboolean any = FALSE;

  for (guint i = 0; i < n; i++)
    before[self->labels[i]] += self->points->weights[i] * self->upper[i] * self->upper[i];
  move_centres (self, self->changed, FALSE);
  measure_own (self, self->changed);
  for (guint i = 0; i < n; i++)
    after[self->labels[i]] += self->points->weights[i] * self->upper[i] * self->upper[i];
  for (guint c = 0; c < self->k; c++)
    {
      self->changed[c] = self->changed[c] && !self->settled[c] && after[c] > before[c];
      any |= self->changed[c];
    }
  if (!any)
    return;
  move_centres (self, self->changed, TRUE);
  measure_own (self, self->changed);
}

/* FALSE where all centres are barycentres already. */
static gboolean
settle (Lloyd *self)
{
  gboolean any = FALSE;

  for (guint c = 0; c < self->k; c++)
    {
      self->changed[c] = !self->settled[c] && self->sizes[c] > 0;
      any |= self->changed[c];
    }
  if (!any)
    return FALSE;
  move_centres (self, self->changed, TRUE);
  measure_own (self, self->changed);
  return TRUE;
}

/* --- labels ------------------------------------------------------------------ */

static void
relabel (Lloyd *self, guint i, guint c)
{
  const guint from = self->labels[i];

  self->changed[from] = self->changed[c] = TRUE;
  self->settled[from] = self->settled[c] = FALSE;
  self->sizes[from]--;
  self->sizes[c]++;
  self->labels[i] = c;
}

/* A cluster without points takes the point that is farthest from its centre. */
static void
fill_empty (Lloyd *self)
{
  for (guint c = 0; c < self->k; c++)
    if (self->sizes[c] == 0)
      {
        const guint i = wsc_farthest_point (self->points->n, self->upper, self->labels, self->sizes);

        if (i == self->points->n)
          return;
        relabel (self, i, c);
        self->upper[i] = 0;
      }
}

/* How many points have gone to another centre. */
static guint
assign (Lloyd *self)
{
  const gsize n = self->points->n, k = self->k;
  guint n_changed = 0;

  g_array_set_size (self->pairs, 0);
  for (guint i = 0; i < n; i++)
    for (guint c = 0; c < k; c++)
      if (c != self->labels[i] && self->lower[i * k + c] < self->upper[i])
        g_array_append_vals (self->pairs, &(Pair){ i, c }, 1);
  measure_pairs (self);

  memset (self->changed, 0, k * sizeof (gboolean));
  for (gsize p = 0; p < self->pairs->len;)
    {
      const guint32 i = g_array_index (self->pairs, Pair, p).point;
      guint best = self->labels[i];

      for (; p < self->pairs->len && g_array_index (self->pairs, Pair, p).point == i; p++)
        {
          const guint c = g_array_index (self->pairs, Pair, p).centre;

          if (self->lower[i * k + c] < self->upper[i])
            {
              self->upper[i] = self->lower[i * k + c];
              best = c;
            }
        }
      if (best == self->labels[i])
        continue;
      relabel (self, i, best);
      n_changed++;
    }
  fill_empty (self);
  return n_changed;
}

/* --- a run ---------------------------------------------------------------------- */

/* Centres at points, and all distances to them. */
static void
place_centres (Lloyd *self, const guint32 *starts)
{
  const WscPoints *points = self->points;
  const gsize d = points->d, n = points->n, k = self->k;

  g_array_set_size (self->pairs, 0);
  for (guint c = 0; c < k; c++)
    {
      const WscFactored start = wsc_points_get (points, starts[c]);

      memcpy (self->means + c * d, start.mean, d * sizeof (double));
      memcpy (self->factors + c * d * d, start.factor, d * d * sizeof (double));
      self->traces[c] = start.trace;
      for (guint i = 0; i < n; i++)
        if (points->table != NULL)
          self->lower[i * k + c] = sqrt (points->table[i * n + starts[c]]);
        else
          g_array_append_vals (self->pairs, &(Pair){ i, c }, 1);
    }
  measure_pairs (self);
}

static void
assign_first (Lloyd *self)
{
  const gsize n = self->points->n, k = self->k;

  memset (self->sizes, 0, k * sizeof (guint32));
  for (gsize i = 0; i < n; i++)
    {
      guint best = 0;

      for (guint c = 1; c < k; c++)
        if (self->lower[i * k + c] < self->lower[i * k + best])
          best = c;
      self->labels[i] = best;
      self->upper[i] = self->lower[i * k + best];
      self->sizes[best]++;
    }
  for (guint c = 0; c < k; c++)
    self->changed[c] = self->sizes[c] > 0;
  fill_empty (self);
}

static void
iterate (Lloyd *self, WscPartition *partition)
{
  assign_first (self);
  for (guint i = 0; i < MAX_ITERATIONS; i++)
    {
      partition->objective = objective_of (self);
      if (partition->history != NULL)
        g_array_append_val (partition->history, partition->objective);
      follow_members (self);
      if (assign (self) == 0 && (!settle (self) || assign (self) == 0))
        break;
    }
  partition->objective = objective_of (self);
  if (partition->history != NULL)
    g_array_append_val (partition->history, partition->objective);
}

void
wsc_lloyd_wasserstein (const WscPoints *points, const guint32 *starts, WscPartition *partition)
{
  const gsize n = points->n, d = points->d, k = partition->k;
  g_autofree double *means = g_malloc_n (k * d, sizeof (double)), *factors = g_malloc_n (k * d * d, sizeof (double)),
                    *traces = g_new (double, k), *upper = g_new (double, n),
                    *lower = g_malloc_n (n * k, sizeof (double)),
                    *turned = g_memdup2 (points->factors, n * d * d * sizeof (double));
  g_autofree guint32 *sizes = g_new (guint32, k);
  g_autofree gboolean *changed = g_new0 (gboolean, k), *settled = g_new0 (gboolean, k);
  g_autoptr (GArray) pairs = g_array_new (FALSE, FALSE, sizeof (Pair));
  Lloyd lloyd = { .points = points, .k = partition->k, .means = means, .factors = factors, .traces = traces,
                  .sizes = sizes, .changed = changed, .settled = settled, .labels = partition->labels,
                  .turned = turned, .upper = upper, .lower = lower, .pairs = pairs };

  wsc_batcher_init (&lloyd.batcher, points->d, TRUE);
  place_centres (&lloyd, starts);
  iterate (&lloyd, partition);
  wsc_batcher_clear (&lloyd.batcher);
}
