/* How many clusters there are. */
#include "clusters/clusters-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static const WscClusters *
partition_at (GPtrArray *partitions, guint i)
{
  return g_ptr_array_index (partitions, i);
}

/* --- silhouettes (Rousseeuw 1987) ---------------------------------------------- */

/* Of neuron i: mean distance to its own cluster against that to the nearest other; 0 for a neuron alone. */
static double
silhouette_of (const WscDistances *distances, const WscClusters *clusters, guint i, double *sums)
{
  const double *row = distances->values + (gsize) i * distances->m;
  const guint own = clusters->labels[i];
  double a, b = INFINITY;

  if (clusters->sizes[own] < 2)
    return 0;
  for (guint c = 0; c < clusters->k; c++)
    sums[c] = 0;
  for (guint j = 0; j < clusters->m; j++)
    sums[clusters->labels[j]] += row[j];
  a = sums[own] / (clusters->sizes[own] - 1);
  for (guint c = 0; c < clusters->k; c++)
    if (c != own)
      b = MIN (b, sums[c] / clusters->sizes[c]);
  return MAX (a, b) > 0 ? (b - a) / MAX (a, b) : 0;
}

static double
mean_silhouette (const WscDistances *distances, const WscClusters *clusters)
{
  g_autofree double *sums = g_new (double, clusters->k);
  double sum = 0;

  if (clusters->k < 2)
    return NAN;
  for (guint i = 0; i < clusters->m; i++)
    sum += silhouette_of (distances, clusters, i, sums);
  return sum / clusters->m;
}

/* --- scores ---------------------------------------------------------------------- */

static void
score_modularity (WscCount *self, const WscDistances *distances, GPtrArray *partitions)
{
  const gsize m = distances->m;
  g_autofree double *overlaps = g_malloc_n (m * m, sizeof (double));

  for (gsize i = 0; i < m; i++)
    for (gsize j = 0; j < m; j++)
      {
        const double distance = distances->values[i * m + j];

        overlaps[i * m + j] = i == j ? 0 : 1 / (1 + distance * distance);
      }
  for (guint i = 0; i < self->n; i++)
    self->scores[i] = wsc_modularity (distances->m, overlaps, partition_at (partitions, i)->labels);
}

/* The best score; of equal ones the smaller count. n where there is no score at all. */
static guint
find_best (const WscCount *self)
{
  guint best = self->n;

  for (guint i = 0; i < self->n; i++)
    if (!isnan (self->scores[i]) &&
        (best == self->n || self->scores[i] > self->scores[best] ||
         (self->scores[i] == self->scores[best] && self->counts[i] < self->counts[best])))
      best = i;
  return best;
}

/* The next larger count with a gap, or n. */
static guint
find_next (const WscCount *self, guint count)
{
  guint next = self->n;

  for (guint i = 0; i < self->n; i++)
    if (self->counts[i] > count && !isnan (self->scores[i]) &&
        (next == self->n || self->counts[i] < self->counts[next]))
      next = i;
  return next;
}

/* The smallest count whose gap is within a standard error of the next one's, or n. */
static guint
find_elbow (const WscCount *self)
{
  for (guint i = find_next (self, 0); i < self->n;)
    {
      const guint next = find_next (self, self->counts[i]);

      if (next < self->n && self->scores[i] >= self->scores[next] - self->errors[next])
        return i;
      i = next;
    }
  return self->n;
}

static void
choose (WscCount *self, WscCountBy by)
{
  const guint best = find_best (self), elbow = by == WSC_COUNT_GAP ? find_elbow (self) : self->n;
  const guint chosen = elbow < self->n ? elbow : best;

  if (chosen == self->n)
    {
      self->k = self->counts[0];
      self->reason = g_strdup (_("None of these numbers of clusters can be compared with another."));
      return;
    }
  self->k = self->counts[chosen];
  if (by == WSC_COUNT_SILHOUETTE)
    self->reason = g_strdup_printf (_("The mean silhouette is highest, %.2f, where the number of clusters is %u."),
                                    self->scores[chosen], self->k);
  else if (by == WSC_COUNT_MODULARITY)
    self->reason = g_strdup_printf (
        _("The modularity of overlaps 1 / (1 + distance²) is highest, %.2f, where the number of clusters is %u."),
        self->scores[chosen], self->k);
  else if (elbow < self->n)
    self->reason = g_strdup_printf (_("The smallest number of clusters whose gap is within a standard error of the next "
                                      "one's is %u; its gap is %.2f."),
                                    self->k, self->scores[chosen]);
  else
    self->reason = g_strdup_printf (
        _("The gap grows with each number of clusters that was tried; it is highest, %.2f, for %u."),
        self->scores[chosen], self->k);
}

/* --- the result -------------------------------------------------------------------- */

WscCount *
wsc_count_new (const WscGaussians *gaussians, const WscDistances *distances, GPtrArray *partitions, WscCountBy by,
               const WscKMeansSettings *settings, const double *weight, const WscHook *hook, GError **error)
{
  g_autoptr (WscCount) self = g_new0 (WscCount, 1);

  g_return_val_if_fail (gaussians != NULL && partitions != NULL && partitions->len > 0, NULL);
  g_return_val_if_fail (by == WSC_COUNT_GAP ? settings != NULL : distances != NULL, NULL);

  self->ref_count = 1;
  self->n = partitions->len;
  self->counts = g_new (guint, self->n);
  self->scores = g_new (double, self->n);
  for (guint i = 0; i < self->n; i++)
    {
      self->counts[i] = partition_at (partitions, i)->k;
      if (by == WSC_COUNT_SILHOUETTE)
        self->scores[i] = mean_silhouette (distances, partition_at (partitions, i));
    }
  if (by == WSC_COUNT_MODULARITY)
    score_modularity (self, distances, partitions);
  if (by == WSC_COUNT_GAP && !wsc_gap_statistics (gaussians, weight, partitions, settings, hook, self, error))
    return NULL;
  choose (self, by);
  return g_steal_pointer (&self);
}

WscCount *
wsc_count_ref (WscCount *self)
{
  g_atomic_int_inc (&self->ref_count);
  return self;
}

void
wsc_count_unref (WscCount *self)
{
  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;
  g_free (self->reason);
  g_free (self->counts);
  g_free (self->scores);
  g_free (self->errors);
  g_free (self);
}
