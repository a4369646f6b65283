#include "analysis/analysis-private.h"

#include <math.h>

#define HALVINGS 60

/* The variance of the mean of n values over the variance of one: 1/n + 2/n^2 sum of (n - k) phi^k. */
static double
share_of_mean (gsize n, double phi)
{
  const double count = (double) n;
  double power = 1, sum = 0;

  for (gsize k = 1; k < n && fabs (power) > 1e-18; k++)
    {
      power *= phi;
      sum += (count - (double) k) * power;
    }
  return 1 / count + 2 * sum / (count * count);
}

/* What the centred series shows as its correlation at lag 1, on average; it grows with phi. */
static double
shown_correlation (gsize n, double phi)
{
  const double share = share_of_mean (n, phi);

  return (phi - share) / (1 - share);
}

static double
find_phi (gsize n, double shown)
{
  double high = 1 - 1 / (double) n, low = -high;

  for (guint i = 0; i < HALVINGS; i++)
    {
      const double middle = 0.5 * (low + high);

      if (shown_correlation (n, middle) < shown)
        low = middle;
      else
        high = middle;
    }
  return 0.5 * (low + high);
}

void
wsc_red_noise_fit (WscRedNoise *self, gsize n, const double *x)
{
  double mean = 0, at_once = 0, a_step_apart = 0;

  for (gsize t = 0; t < n; t++)
    mean += x[t] / (double) n;
  for (gsize t = 0; t < n; t++)
    at_once += (x[t] - mean) * (x[t] - mean) / (double) n;
  for (gsize t = 0; t + 1 < n; t++)
    a_step_apart += (x[t] - mean) * (x[t + 1] - mean) / (double) (n - 1);
  self->phi = find_phi (n, a_step_apart / at_once);
  self->variance = at_once / (1 - share_of_mean (n, self->phi));
}

void
wsc_red_noise_draw (const WscRedNoise *self, WscRandom *random, gsize n, double *x)
{
  const double step = sqrt (self->variance * (1 - self->phi * self->phi));

  x[0] = sqrt (self->variance) * wsc_random_normal (random);
  for (gsize t = 1; t < n; t++)
    x[t] = self->phi * x[t - 1] + step * wsc_random_normal (random);
}
