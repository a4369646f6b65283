/* A partition and what its clusters are like. Sums go over the sorted Gaussians, so that they are the same to the last
 * bit in whatever order these were given. */
#include "clusters/clusters-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

guint
wsc_number_labels (guint m, guint32 *labels)
{
  g_autoptr (GHashTable) numbers = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < m; i++)
    {
      gpointer number;

      if (!g_hash_table_lookup_extended (numbers, GUINT_TO_POINTER (labels[i]), NULL, &number))
        {
          number = GUINT_TO_POINTER (g_hash_table_size (numbers));
          g_hash_table_insert (numbers, GUINT_TO_POINTER (labels[i]), number);
        }
      labels[i] = GPOINTER_TO_UINT (number);
    }
  return g_hash_table_size (numbers);
}

/* --- means and spreads --------------------------------------------------------- */

static void
average_means (WscClusters *self, const WscGaussians *gaussians, const WscPoints *points)
{
  const gsize d = self->d;

  for (gsize s = 0; s < self->m; s++)
    {
      const gsize i = points->order[s], c = self->labels[i];

      self->sizes[c]++;
      for (gsize e = 0; e < d; e++)
        self->means[c * d + e] += gaussians->means[i * d + e];
    }
  for (gsize c = 0; c < self->k; c++)
    for (gsize e = 0; e < d; e++)
      self->means[c * d + e] /= self->sizes[c];
}

/* Mean covariances, and the moments of all that the members' distributions hold (law of total covariance). */
static void
average_covariances (WscClusters *self, const WscGaussians *gaussians, const WscPoints *points)
{
  const gsize d = self->d, size = d * d;

  for (gsize s = 0; s < self->m; s++)
    {
      const gsize i = points->order[s], c = self->labels[i];
      const double *x = gaussians->means + i * d, *mean = self->means + c * d;
      const double share = 1.0 / self->sizes[c];

      for (gsize p = 0; p < d; p++)
        for (gsize q = 0; q < d; q++)
          {
            const double within = gaussians->covariances != NULL ? gaussians->covariances[i * size + p * d + q] : 0;

            self->covariances[c * size + p * d + q] += share * within;
            self->spreads[c * size + p * d + q] += share * (within + (x[p] - mean[p]) * (x[q] - mean[q]));
          }
    }
}

/* --- centres and the objective -------------------------------------------------- */

/* The points of the Gaussians, as often as they are there, one cluster after another; and the clusters' centres. */
typedef struct
{
  guint *begin;           /* (k + 1) */
  WscFactored *points;    /* (m) */
  const double **factors; /* (m) */
  double *shares;         /* (m) of sum 1 in each cluster */
  double *copies;         /* (m, d, d) of the factors; NULL where there are none */
  double **turned;        /* (m) the copies */
  double *means;          /* (k, d) as the metric sees them */
  double *centres;        /* (k, d, d) factors of the barycentres; NULL where there are none */
} Members;

static void
members_clear (Members *self)
{
  g_free (self->begin);
  g_free (self->points);
  g_free (self->factors);
  g_free (self->shares);
  g_free (self->copies);
  g_free (self->turned);
  g_free (self->means);
  g_free (self->centres);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Members, members_clear)

static void
members_init (Members *self, const WscClusters *clusters, const WscPoints *points)
{
  const gsize m = clusters->m, k = clusters->k, d = clusters->d, size = d * d;
  g_autofree guint *place = g_new (guint, k);

  *self = (Members){ .begin = g_new0 (guint, k + 1), .points = g_new (WscFactored, m),
                     .factors = g_new (const double *, m), .shares = g_new (double, m), .turned = g_new (double *, m),
                     .means = g_malloc_n (k * d, sizeof (double)) };
  if (points->factors != NULL)
    {
      self->copies = g_malloc_n (m * size, sizeof (double));
      self->centres = g_malloc_n (k * size, sizeof (double));
    }
  for (gsize c = 0; c < k; c++)
    {
      place[c] = self->begin[c];
      self->begin[c + 1] = self->begin[c] + clusters->sizes[c];
    }
  for (gsize s = 0; s < m; s++)
    {
      const guint32 i = points->order[s], c = clusters->labels[i], at = place[c]++;

      self->points[at] = wsc_points_get (points, points->point_of[i]);
      self->factors[at] = self->points[at].factor;
      self->shares[at] = 1.0 / clusters->sizes[c];
      if (self->copies != NULL)
        self->turned[at] = memcpy (self->copies + at * size, self->factors[at], size * sizeof (double));
    }
}

/* The mean of equal points is that point to the last bit. */
static void
average_points (Members *self, gsize k, gsize d)
{
  for (gsize c = 0; c < k; c++)
    {
      const WscFactored *points = self->points + self->begin[c];
      double *mean = self->means + c * d;

      memcpy (mean, points[0].mean, d * sizeof (double));
      for (guint i = 1; i < self->begin[c + 1] - self->begin[c]; i++)
        for (gsize e = 0; e < d; e++)
          mean[e] += (points[i].mean[e] - mean[e]) / (i + 1);
    }
}

/* Barycentres in place of the mean covariances. */
static void
average_factors (Members *self, WscClusters *clusters, WscBatcher *batcher)
{
  const gsize size = (gsize) clusters->d * clusters->d;
  const WscGroups groups = { clusters->k, self->begin, self->factors, self->shares, self->turned };
  g_autofree gboolean *settled = g_new (gboolean, clusters->k);

  wsc_batcher_barycentres (batcher, &groups, FALSE, WSC_BARYCENTRE_STEPS, WSC_BARYCENTRE_TOLERANCE, self->centres,
                           settled);
  for (gsize c = 0; c < clusters->k; c++)
    wsc_unfactor (clusters->d, self->centres + c * size, clusters->covariances + c * size);
}

static double
objective_of (const Members *self, const WscClusters *clusters, WscBatcher *batcher)
{
  const gsize d = clusters->d, size = d * d;
  g_autofree WscFactored *centres = g_new (WscFactored, clusters->m);
  g_autofree double *squares = g_new (double, clusters->m);
  double sum = 0;

  for (gsize c = 0; c < clusters->k; c++)
    {
      WscFactored centre = { self->means + c * d, self->centres != NULL ? self->centres + c * size : NULL, 0 };

      for (gsize e = 0; centre.factor != NULL && e < size; e++)
        centre.trace += centre.factor[e] * centre.factor[e];
      for (guint i = self->begin[c]; i < self->begin[c + 1]; i++)
        centres[i] = centre;
    }
  wsc_batcher_wasserstein (batcher, clusters->m, self->points, centres, squares, NULL);
  for (guint i = 0; i < clusters->m; i++)
    sum += squares[i];
  return sum;
}

static void
find_centres (WscClusters *self, const WscPoints *points)
{
  g_auto (Members) members = { 0 };
  g_auto (WscBatcher) batcher = { 0 };

  members_init (&members, self, points);
  wsc_batcher_init (&batcher, self->d, points->factors != NULL);
  average_points (&members, self->k, self->d);
  if (points->factors != NULL)
    average_factors (&members, self, &batcher);
  self->objective = objective_of (&members, self, &batcher);
}

/* --- the result ----------------------------------------------------------------- */

WscClusters *
wsc_clusters_of_points (const WscGaussians *gaussians, const WscPoints *points, const guint32 *labels)
{
  const gsize d = gaussians->d;
  WscClusters *self = g_new0 (WscClusters, 1);

  self->ref_count = 1;
  self->m = gaussians->m;
  self->d = gaussians->d;
  self->labels = g_memdup2 (labels, self->m * sizeof (guint32));
  self->k = wsc_number_labels (self->m, self->labels);
  self->sizes = g_new0 (guint32, self->k);
  self->means = g_malloc0_n (self->k * d, sizeof (double));
  self->covariances = g_malloc0_n (self->k * d * d, sizeof (double));
  self->spreads = g_malloc0_n (self->k * d * d, sizeof (double));
  average_means (self, gaussians, points);
  average_covariances (self, gaussians, points);
  find_centres (self, points);
  return self;
}

WscClusters *
wsc_clusters_new (const WscGaussians *gaussians, WscMetric metric, const double *weight, const guint32 *labels,
                  GError **error)
{
  const gboolean has_centres = metric == WSC_METRIC_WASSERSTEIN || metric == WSC_METRIC_FUNCTION;
  WscLoop loop = { .phase = _("Describing clusters"), .stop_message = _("Stopped while describing clusters"), .to = 1 };
  g_autoptr (WscPoints) points = NULL;

  g_return_val_if_fail (gaussians != NULL && gaussians->m > 0 && gaussians->d > 0 && labels != NULL, NULL);
  g_return_val_if_fail (metric != WSC_METRIC_FUNCTION || weight != NULL, NULL);

  points = wsc_points_new (gaussians, has_centres ? metric : WSC_METRIC_EUCLIDEAN, weight, &loop, error);
  return points != NULL ? wsc_clusters_of_points (gaussians, points, labels) : NULL;
}

WscClusters *
wsc_clusters_ref (WscClusters *self)
{
  g_atomic_int_inc (&self->ref_count);
  return self;
}

void
wsc_clusters_unref (WscClusters *self)
{
  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;
  g_free (self->labels);
  g_free (self->sizes);
  g_free (self->means);
  g_free (self->covariances);
  g_free (self->spreads);
  g_free (self);
}
