#include "bayes/support.h"

#include <lapacke.h>
#include <math.h>
#include <string.h>

static void
draw_samples (Planted *self, WscRandom *random)
{
  for (gsize i = 0; i < self->n; i++)
    {
      double common = wsc_random_normal (random);

      for (gsize j = 0; j < self->d; j++)
        self->inputs[i * self->d + j] = (float) (0.8 * wsc_random_normal (random) + 0.6 * common);
      for (guint o = 0; o < self->n_out; o++)
        {
          double y = sqrt (self->noise_variance) * wsc_random_normal (random);

          for (gsize j = 0; j < self->d; j++)
            y += self->truth[o * self->d + j] * (double) self->inputs[i * self->d + j];
          self->targets[i * self->n_out + o] = (float) y;
        }
    }
}

Planted *
planted_new (gsize n, gsize d, guint n_out, double noise_variance, double precision, guint64 seed)
{
  Planted *self = g_new0 (Planted, 1);
  WscRandom random;

  wsc_random_init (&random, seed, "planted", 0);
  self->n = n;
  self->d = d;
  self->n_out = n_out;
  self->noise_variance = noise_variance;
  self->architecture =
      (WscArchitecture){ .n_layers = 1, .sizes = { (guint) d, n_out }, .activation = { WSC_IDENTITY } };
  self->inputs = g_new (float, n *d);
  self->targets = g_new (float, n *n_out);
  self->truth = g_new (double, n_out *d);
  for (gsize i = 0; i < n_out * d; i++)
    self->truth[i] = wsc_random_normal (&random) / sqrt (precision);
  draw_samples (self, &random);
  self->samples = (WscSamples){ self->inputs, d, (guint) d, self->targets, n_out, n_out, n };
  return self;
}

void
planted_free (Planted *self)
{
  g_free (self->inputs);
  g_free (self->targets);
  g_free (self->truth);
  g_free (self);
}

void
planted_get_posterior (const Planted *self, double alpha, double *precision, double *mean, double *covariance)
{
  const gsize d = self->d;

  memset (precision, 0, d * d * sizeof (double));
  memset (mean, 0, d * sizeof (double));
  for (gsize i = 0; i < self->n; i++)
    for (gsize j = 0; j < d; j++)
      {
        const double x = (double) self->inputs[i * d + j] / self->noise_variance;

        mean[j] += x * (double) self->targets[i * self->n_out];
        for (gsize k = 0; k < d; k++)
          precision[j * d + k] += x * (double) self->inputs[i * d + k];
      }
  for (gsize j = 0; j < d; j++)
    precision[j * d + j] += alpha;
  memcpy (covariance, precision, d * d * sizeof (double));
  g_assert_cmpint (LAPACKE_dpotrf (LAPACK_ROW_MAJOR, 'L', (int) d, covariance, (int) d), ==, 0);
  g_assert_cmpint (LAPACKE_dpotrs (LAPACK_ROW_MAJOR, 'L', (int) d, 1, covariance, (int) d, mean, 1), ==, 0);
  g_assert_cmpint (LAPACKE_dpotri (LAPACK_ROW_MAJOR, 'L', (int) d, covariance, (int) d), ==, 0);
  for (gsize j = 0; j < d; j++)
    for (gsize k = 0; k < j; k++)
      covariance[k * d + j] = covariance[j * d + k];
}

void
one_group_init (OneGroup *self, gsize p)
{
  self->size = p;
  self->items = g_new (gsize, p);
  for (gsize i = 0; i < p; i++)
    self->items[i] = i;
  self->lists[0] = self->items;
  self->groups = (WscParameterGroups){ 1, &self->size, self->lists };
}

void
one_group_clear (OneGroup *self)
{
  g_clear_pointer (&self->items, g_free);
}

void
variational_run (WscVariational *self, const Planted *planted, const WscParameterGroups *groups,
                 const WscVariationalSettings *settings)
{
  g_autofree double *start = g_new0 (double, planted->d * planted->n_out);
  g_autoptr (GError) error = NULL;

  g_assert_true (wsc_variational_run (self, &planted->architecture, &planted->samples, NULL, planted->n, start, groups,
                                      settings, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
}

double
relative_difference (gsize n, const double *a, const double *b)
{
  double difference = 0.0, size = 0.0;

  for (gsize i = 0; i < n; i++)
    {
      difference += (a[i] - b[i]) * (a[i] - b[i]);
      size += b[i] * b[i];
    }
  return sqrt (difference / size);
}

static gboolean
count_down (gpointer user_data, double fraction, const char *phase)
{
  Countdown *self = user_data;

  g_assert_cmpfloat (fraction, >=, 0);
  g_assert_cmpfloat (fraction, <=, 1);
  g_assert_nonnull (phase);
  return --self->left >= 0;
}

void
countdown_init (Countdown *self, int left, guint n_threads)
{
  *self = (Countdown){ left, { count_down, self, n_threads } };
}
