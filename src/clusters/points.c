#include "clusters/clusters-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* --- what is given --------------------------------------------------------- */

static gboolean
check_numbers (const double *numbers, gsize n, gsize each, const char *message, GError **error)
{
  for (gsize i = 0; i < n; i++)
    if (!isfinite (numbers[i]))
      {
        g_set_error (error, WSC_ERROR, WSC_ERROR_NUMERIC, message, i / each + 1, numbers[i]);
        return FALSE;
      }
  return TRUE;
}

gboolean
wsc_gaussians_check (const WscGaussians *self, GError **error)
{
  const gsize m = self->m, d = self->d;

  return check_numbers (self->means, m * d, d, _("The mean of neuron %zu holds %g, not a finite number"), error) &&
         (self->covariances == NULL ||
          check_numbers (self->covariances, m * d * d, d * d,
                         _("The covariance of neuron %zu holds %g, not a finite number"), error));
}

static int
compare_numbers (const double *a, const double *b, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (a[i] != b[i])
      return a[i] < b[i] ? -1 : 1;
  return 0;
}

static int
compare_gaussians (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const WscGaussians *self = user_data;
  const gsize i = *(const guint32 *) a, j = *(const guint32 *) b, d = self->d;
  const int by_means = compare_numbers (self->means + i * d, self->means + j * d, d);

  if (by_means != 0 || self->covariances == NULL)
    return by_means;
  return compare_numbers (self->covariances + i * d * d, self->covariances + j * d * d, d * d);
}

guint32 *
wsc_gaussians_sort (const WscGaussians *self)
{
  guint32 *order = g_new (guint32, self->m);

  for (guint i = 0; i < self->m; i++)
    order[i] = i;
  g_qsort_with_data (order, (gint) self->m, sizeof (guint32), compare_gaussians, (gpointer) self);
  return order;
}

/* --- distinct points --------------------------------------------------------- */

/* Points of Gaussians that are equal, as the metric sees them, are one. `first` (n) gets one Gaussian of each. */
static void
collapse (WscPoints *self, const WscGaussians *gaussians, guint32 *first)
{
  const WscGaussians seen = { gaussians->m, gaussians->d, gaussians->means,
                              self->metric == WSC_METRIC_WASSERSTEIN ? gaussians->covariances : NULL };

  for (guint i = 0; i < self->m; i++)
    {
      if (i == 0 || compare_gaussians (&self->order[i - 1], &self->order[i], (gpointer) &seen) != 0)
        first[self->n++] = self->order[i];
      self->point_of[self->order[i]] = self->n - 1;
      self->weights[self->n - 1]++;
    }
}

/* y = diag (values)^1/2 V x of a metric x' W x, W = V' diag (values) V. */
static gboolean
weigh_means (WscPoints *self, const double *weight, GError **error)
{
  const gsize d = self->d;
  g_autofree double *values = g_new (double, d), *vectors = g_malloc_n (d * d, sizeof (double)), *y = g_new (double, d);

  if (!wsc_symmetric_eigen (d, weight, values, vectors, error))
    return FALSE;
  for (gsize i = 0; i < self->n; i++)
    {
      double *x = self->means + i * d;

      for (gsize r = 0; r < d; r++)
        {
          y[r] = 0;
          for (gsize c = 0; c < d; c++)
            y[r] += vectors[r * d + c] * x[c];
          y[r] *= sqrt (MAX (values[r], 0));
        }
      memcpy (x, y, d * sizeof (double));
    }
  return TRUE;
}

typedef struct
{
  WscPoints *points;
  const WscGaussians *gaussians;
  const guint32 *first; /* (n) a Gaussian of each point */
  GError **errors;      /* (n) */
} Factors;

static void
factor_point (gpointer user_data, guint i, guint thread)
{
  Factors *self = user_data;
  const gsize d = self->points->d, size = d * d;

  wsc_factor (self->points->d, self->gaussians->covariances + self->first[i] * size, self->points->factors + i * size,
              &self->points->traces[i], &self->errors[i]);
}

/* The first error, if any, whatever thread met it. */
static gboolean
take_error (GError **errors, guint n, GError **error)
{
  gboolean found = FALSE;

  for (guint i = 0; i < n; i++)
    if (errors[i] != NULL && !found)
      {
        g_propagate_error (error, errors[i]);
        found = TRUE;
      }
    else
      g_clear_error (&errors[i]);
  return found;
}

static gboolean
factor_points (WscPoints *self, const WscGaussians *gaussians, const guint32 *first, WscLoop *loop, GError **error)
{
  g_autofree GError **errors = g_new0 (GError *, self->n);
  Factors factors = { self, gaussians, first, errors };

  self->factors = g_malloc_n ((gsize) self->n * self->d * self->d, sizeof (double));
  wsc_loop_run (loop, self->n, factor_point, &factors);
  return !take_error (errors, self->n, error) && wsc_loop_end (loop, error);
}

static void
pack_blocks (WscPoints *self)
{
  const gsize lanes = wsc_cluster_kernel ()->n_lanes, d = self->d, n_blocks = (self->n + lanes - 1) / lanes;

  self->blocks = g_aligned_alloc0 (n_blocks * d * lanes, sizeof (double), 64);
  for (gsize i = 0; i < self->n; i++)
    for (gsize e = 0; e < d; e++)
      self->blocks[(i / lanes * d + e) * lanes + i % lanes] = self->means[i * d + e];
}

WscPoints *
wsc_points_new (const WscGaussians *gaussians, WscMetric metric, const double *weight, WscLoop *loop, GError **error)
{
  const gsize d = gaussians->d;
  g_autoptr (WscPoints) self = g_new0 (WscPoints, 1);
  g_autofree guint32 *first = g_new (guint32, gaussians->m);

  self->m = gaussians->m;
  self->d = gaussians->d;
  self->metric = metric;
  if (!wsc_gaussians_check (gaussians, error))
    return NULL;
  self->order = wsc_gaussians_sort (gaussians);
  self->point_of = g_new (guint32, self->m);
  self->weights = g_new0 (double, self->m);
  collapse (self, gaussians, first);

  self->means = g_malloc_n (self->n * d, sizeof (double));
  self->traces = g_new0 (double, self->n);
  for (gsize i = 0; i < self->n; i++)
    memcpy (self->means + i * d, gaussians->means + first[i] * d, d * sizeof (double));
  if (metric == WSC_METRIC_FUNCTION && !weigh_means (self, weight, error))
    return NULL;
  if (metric == WSC_METRIC_WASSERSTEIN && gaussians->covariances != NULL &&
      !factor_points (self, gaussians, first, loop, error))
    return NULL;
  pack_blocks (self);
  return g_steal_pointer (&self);
}

void
wsc_points_free (WscPoints *self)
{
  g_free (self->order);
  g_free (self->point_of);
  g_free (self->weights);
  g_free (self->means);
  g_free (self->factors);
  g_free (self->traces);
  g_aligned_free (self->blocks);
  g_free (self->table);
  g_free (self);
}

WscFactored
wsc_points_get (const WscPoints *self, guint point)
{
  const gsize d = self->d;

  return (WscFactored){ self->means + point * d, self->factors != NULL ? self->factors + point * d * d : NULL,
                        self->traces[point] };
}

void
wsc_points_measure (WscPoints *self, WscLoop *loop)
{
  self->table = g_malloc_n ((gsize) self->n * self->n, sizeof (double));
  wsc_distance_squares (self, self->table, NULL, loop);
}
