/* mean and M2 = sum (x - mean)(x - mean)' without ever forming sum x x' - (sum x)(sum x)' / n,
 * which cancels. */
#include "base/base.h"

#include <string.h>

void
wsc_moments_init (WscMoments *self, gsize d)
{
  g_return_if_fail (self != NULL);

  *self = (WscMoments){ .d = d };
  self->mean = g_new0 (double, d);
  self->m2 = g_malloc0_n (d * d, sizeof (double));
  self->delta = g_new0 (double, d);
}

void
wsc_moments_clear (WscMoments *self)
{
  g_clear_pointer (&self->mean, g_free);
  g_clear_pointer (&self->m2, g_free);
  g_clear_pointer (&self->delta, g_free);
  self->n = 0;
}

/* M2 += factor * delta delta' */
static void
add_outer (WscMoments *self, double factor)
{
  for (gsize i = 0; i < self->d; i++)
    {
      const double scaled = factor * self->delta[i];

      for (gsize j = 0; j <= i; j++)
        self->m2[i * self->d + j] += scaled * self->delta[j];
      for (gsize j = 0; j < i; j++)
        self->m2[j * self->d + i] = self->m2[i * self->d + j];
    }
}

void
wsc_moments_add (WscMoments *self, const double *x)
{
  const double n = (double) ++self->n;

  for (gsize i = 0; i < self->d; i++)
    {
      self->delta[i] = x[i] - self->mean[i];
      self->mean[i] += self->delta[i] / n;
    }
  add_outer (self, (n - 1.0) / n);
}

void
wsc_moments_merge (WscMoments *self, const WscMoments *other)
{
  const double a = (double) self->n, b = (double) other->n;

  g_return_if_fail (self->d == other->d);

  if (other->n == 0)
    return;
  for (gsize i = 0; i < self->d; i++)
    {
      self->delta[i] = other->mean[i] - self->mean[i];
      self->mean[i] += self->delta[i] * (b / (a + b));
    }
  for (gsize i = 0; i < self->d * self->d; i++)
    self->m2[i] += other->m2[i];
  add_outer (self, a * b / (a + b));
  self->n += other->n;
}

void
wsc_moments_get_covariance (const WscMoments *self, double *covariance)
{
  const double scale = self->n < 2 ? 0.0 : 1.0 / (double) (self->n - 1);

  for (gsize i = 0; i < self->d * self->d; i++)
    covariance[i] = self->m2[i] * scale;
}
