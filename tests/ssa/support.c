#include "ssa/support.h"

#include <math.h>

double *
reference_column (const char *name, guint j, gsize *n)
{
  guint n_columns;
  g_autoptr (GArray) numbers = load_reference (name, &n_columns);
  double *x;

  *n = numbers->len / n_columns;
  x = g_new (double, *n);
  for (gsize i = 0; i < *n; i++)
    x[i] = g_array_index (numbers, double, i *n_columns + j);
  return x;
}

double
largest_magnitude (gsize n, const double *a)
{
  double largest = 0;

  for (gsize i = 0; i < n; i++)
    largest = fmax (largest, fabs (a[i]));
  return largest;
}

double *
make_series (const Recipe *recipe, guint seed)
{
  double *x = g_new0 (double, recipe->n);
  WscRandom random;

  wsc_random_init (&random, seed, "test.ssa", 0);
  for (gsize t = 0; t < recipe->n; t++)
    {
      if (recipe->period > 0)
        x[t] += sin (2 * G_PI * (double) t / recipe->period);
      if (recipe->period2 > 0)
        x[t] += 0.5 * sin (2 * G_PI * (double) t / recipe->period2);
      x[t] += recipe->trend * (1 + (double) t / (double) recipe->n) + recipe->noise * wsc_random_normal (&random);
    }
  return x;
}

static gsize
diagonal (const Naive *self, gsize t)
{
  gsize count = 0;

  for (gsize i = 0; i < self->L; i++)
    count += t >= i && t - i < self->K;
  return count;
}

void
naive_init (Naive *self, const WscChannels *channels, gsize L, gsize r)
{
  const gsize n = channels->n, C = channels->n_channels, K = n - L + 1, all = MIN (L, C * K);
  g_autofree double *a = g_malloc_n (L * C * K, sizeof (double)), *u = g_malloc_n (L * all, sizeof (double));
  g_autofree double *vt = g_malloc_n (all * C * K, sizeof (double));

  *self = (Naive){
    n, C, L, K, r, g_malloc_n (r * L, sizeof (double)), g_new (double, all), g_malloc0_n (r * C * n, sizeof (double))
  };
  for (gsize i = 0; i < L; i++)
    for (gsize c = 0; c < C; c++)
      for (gsize j = 0; j < K; j++)
        a[i * C * K + c * K + j] = channels->values[c * n + i + j];
  g_assert_true (wsc_svd (L, C * K, a, u, self->sigma, vt, NULL));
  for (gsize e = 0; e < r; e++)
    for (gsize i = 0; i < L; i++)
      {
        self->u[e * L + i] = u[i * all + e];
        for (gsize c = 0; c < C; c++)
          for (gsize j = 0; j < K; j++)
            self->components[(e * C + c) * n + i + j] += self->sigma[e] * u[i * all + e] * vt[e * C * K + c * K + j];
      }
  for (gsize t = 0; t < n; t++)
    {
      const double weight = (double) diagonal (self, t);

      for (gsize row = 0; row < r * C; row++)
        self->components[row * n + t] /= weight;
    }
}

void
naive_clear (Naive *self)
{
  g_free (self->u);
  g_free (self->sigma);
  g_free (self->components);
}

static double
weighted_product (const Naive *self, const double *weights, gsize i, gsize j)
{
  const gsize size = self->n_channels * self->n;
  double sum = 0;

  for (gsize t = 0; t < size; t++)
    sum += weights[t % self->n] * self->components[i * size + t] * self->components[j * size + t];
  return sum;
}

double *
naive_correlations (const Naive *self, gsize count)
{
  double *w = g_new (double, count *count);
  g_autofree double *weights = g_new (double, self->n);

  for (gsize t = 0; t < self->n; t++)
    weights[t] = (double) diagonal (self, t);
  for (gsize i = 0; i < count; i++)
    for (gsize j = 0; j < count; j++)
      w[i * count + j] = weighted_product (self, weights, i, j) /
                         sqrt (weighted_product (self, weights, i, i) * weighted_product (self, weights, j, j));
  return w;
}
