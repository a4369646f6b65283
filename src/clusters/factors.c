/* Factors of covariances and the Wasserstein distances that they give, many at a time. */
#include "clusters/clusters-private.h"

#include <float.h>
#include <math.h>
#include <string.h>

void
wsc_batcher_init (WscBatcher *self, guint d, gboolean matrices)
{
  const WscClusterKernel *kernel = wsc_cluster_kernel ();
  const gsize size = matrices ? kernel->scratch_size (d) : (gsize) d * kernel->n_lanes;

  *self = (WscBatcher){ .kernel = kernel, .d = d, .work = g_aligned_alloc (size, sizeof (double), 64) };
}

void
wsc_batcher_clear (WscBatcher *self)
{
  g_clear_pointer (&self->work, g_aligned_free);
}

gboolean
wsc_factor (guint d, const double *covariance, double *factor, double *trace, GError **error)
{
  g_autofree double *values = g_new (double, d), *vectors = g_malloc_n ((gsize) d * d, sizeof (double));

  if (!wsc_symmetric_eigen (d, covariance, values, vectors, error))
    return FALSE;
  *trace = 0;
  memset (factor, 0, (gsize) d * d * sizeof (double));
  for (guint r = 0; r < d && values[r] > d * DBL_EPSILON * values[0]; r++)
    {
      const double *v = vectors + (gsize) r * d, root = sqrt (values[r]);

      *trace += values[r];
      for (gsize i = 0; i < d; i++)
        for (gsize j = 0; j < d; j++)
          factor[i * d + j] += root * v[i] * v[j];
    }
  return TRUE;
}

void
wsc_unfactor (guint d, const double *factor, double *covariance)
{
  for (gsize i = 0; i < d; i++)
    for (gsize j = 0; j <= i; j++)
      {
        double sum = 0;

        for (gsize r = 0; r < d; r++)
          sum += factor[i * d + r] * factor[j * d + r];
        covariance[i * d + j] = covariance[j * d + i] = sum;
      }
}

static double
squared_difference (guint d, const double *a, const double *b)
{
  double sum = 0;

  for (guint i = 0; i < d; i++)
    sum += (a[i] - b[i]) * (a[i] - b[i]);
  return sum;
}

/* Of up to 2 `lanes` pairs. */
static void
covariance_terms_of (WscBatcher *self, guint n, const WscFactored *a, const WscFactored *b, double *terms)
{
  const double *first[2 * WSC_MAX_CLUSTER_LANES], *second[2 * WSC_MAX_CLUSTER_LANES];
  double norms[2 * WSC_MAX_CLUSTER_LANES];

  for (guint i = 0; i < n; i++)
    {
      first[i] = a[i].factor;
      second[i] = b[i].factor;
    }
  self->kernel->nuclear_norms (self->d, n, first, second, self->work, norms);
  for (guint i = 0; i < n; i++)
    {
      const gboolean equal =
          first[i] == second[i] || memcmp (first[i], second[i], (gsize) self->d * self->d * sizeof (double)) == 0;

      terms[i] = equal ? 0 : MAX (a[i].trace + b[i].trace - 2 * norms[i], 0);
    }
}

void
wsc_batcher_wasserstein (WscBatcher *self, gsize n, const WscFactored *a, const WscFactored *b, double *squares,
                         double *covariance_terms)
{
  const guint most = 2 * self->kernel->n_lanes;

  for (gsize i = 0; i < n; i += most)
    {
      const guint count = (guint) MIN (most, n - i);
      double terms[2 * WSC_MAX_CLUSTER_LANES] = { 0 };

      if (a[i].factor != NULL)
        covariance_terms_of (self, count, a + i, b + i, terms);
      for (guint lane = 0; lane < count; lane++)
        {
          squares[i + lane] = squared_difference (self->d, a[i + lane].mean, b[i + lane].mean) + terms[lane];
          if (covariance_terms != NULL)
            covariance_terms[i + lane] = terms[lane];
        }
    }
}
