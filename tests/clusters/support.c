#include "clusters/support.h"

#include "base/reference.h"

#include <math.h>
#include <string.h>

Sample
sample_new (guint m, guint d)
{
  double *means = g_malloc0_n ((gsize) m * d, sizeof (double)),
         *covariances = g_malloc0_n ((gsize) m * d * d, sizeof (double));

  return (Sample){ { m, d, means, covariances }, means, covariances };
}

void
sample_clear (Sample *self)
{
  g_clear_pointer (&self->means, g_free);
  g_clear_pointer (&self->covariances, g_free);
}

static void
fill_wishart (WscRandom *random, guint d, guint rank, double scale, double *covariance)
{
  g_autofree double *x = g_new (double, d);

  for (guint r = 0; r < rank; r++)
    {
      for (guint e = 0; e < d; e++)
        x[e] = wsc_random_normal (random);
      for (guint i = 0; i < d; i++)
        for (guint j = 0; j < d; j++)
          covariance[i * d + j] += scale * x[i] * x[j] / rank;
    }
}

Sample
sample_random (guint m, guint d, guint rank, double scale, guint32 seed)
{
  Sample self = sample_new (m, d);
  WscRandom random;

  wsc_random_init (&random, seed, "test.clusters", 0);
  for (gsize e = 0; e < (gsize) m * d; e++)
    self.means[e] = wsc_random_normal (&random);
  for (gsize i = 0; i < m; i++)
    fill_wishart (&random, d, rank, scale, self.covariances + i * d * d);
  return self;
}

Sample
sample_planted (guint m, guint d, guint k, double apart, guint32 seed)
{
  Sample self = sample_random (m, d, 2 * d, 0.1, seed);

  for (gsize i = 0; i < m; i++)
    for (gsize e = 0; e < d; e++)
      self.means[i * d + e] = 0.2 * self.means[i * d + e] + (e == i % k % d ? apart * (double) (1 + i % k / d) : 0);
  return self;
}

Sample
sample_load (const char *name, guint d)
{
  guint n_columns;
  g_autoptr (GArray) numbers = load_reference (name, &n_columns);
  const guint m = numbers->len / n_columns;
  Sample self = sample_new (m, d);

  g_assert_true (n_columns == d || n_columns == d + d * d);
  for (gsize i = 0; i < m; i++)
    {
      for (gsize e = 0; e < d; e++)
        self.means[i * d + e] = reference_at (numbers, i * n_columns + e);
      for (gsize e = 0; e < n_columns - d; e++)
        self.covariances[i * d * d + e] = reference_at (numbers, i * n_columns + d + e);
    }
  return self;
}

Sample
sample_permuted (const Sample *self, const guint32 *order)
{
  const gsize m = self->view.m, d = self->view.d;
  Sample permuted = sample_new ((guint) m, (guint) d);

  for (gsize i = 0; i < m; i++)
    {
      memcpy (permuted.means + i * d, self->means + order[i] * d, d * sizeof (double));
      memcpy (permuted.covariances + i * d * d, self->covariances + order[i] * d * d, d * d * sizeof (double));
    }
  return permuted;
}

static void
multiply (guint d, const double *a, const double *b, double *c)
{
  for (guint i = 0; i < d; i++)
    for (guint j = 0; j < d; j++)
      {
        c[i * d + j] = 0;
        for (guint r = 0; r < d; r++)
          c[i * d + j] += a[i * d + r] * b[r * d + j];
      }
}

double
slow_bures (guint d, const double *a, const double *b)
{
  g_autofree double *values = g_new (double, d), *vectors = g_new (double, d *d), *root = g_new0 (double, d *d),
                    *half = g_new (double, d *d), *product = g_new (double, d *d);
  double sum = 0;

  g_assert_true (wsc_symmetric_eigen (d, a, values, vectors, NULL));
  for (guint r = 0; r < d; r++)
    for (guint i = 0; i < d; i++)
      for (guint j = 0; j < d; j++)
        root[i * d + j] += sqrt (fmax (values[r], 0)) * vectors[r * d + i] * vectors[r * d + j];
  multiply (d, root, b, half);
  multiply (d, half, root, product);
  g_assert_true (wsc_symmetric_eigen (d, product, values, NULL, NULL));
  for (guint i = 0; i < d; i++)
    sum += a[i * d + i] + b[i * d + i] - 2 * sqrt (fmax (values[i], 0));
  return fmax (sum, 0);
}

double
slow_distance (const WscGaussians *gaussians, guint i, guint j)
{
  const gsize d = gaussians->d;
  double sum = slow_bures (gaussians->d, gaussians->covariances + i * d * d, gaussians->covariances + j * d * d);

  for (gsize e = 0; e < d; e++)
    sum += pow (gaussians->means[i * d + e] - gaussians->means[j * d + e], 2);
  return sqrt (sum);
}

gboolean
same_partition (guint m, const guint32 *a, const guint32 *b)
{
  for (guint i = 0; i < m; i++)
    for (guint j = 0; j < i; j++)
      if ((a[i] == a[j]) != (b[i] == b[j]))
        return FALSE;
  return TRUE;
}

static gboolean
go_on (gpointer user_data, double fraction, const char *phase)
{
  return TRUE;
}

WscHook
hook_of_threads (guint n_threads)
{
  return (WscHook){ go_on, NULL, n_threads };
}
