/* How far two answers about one neuron lie apart. */
#include "compare/compare-private.h"

#include <math.h>

/* log of the volume of the unit ball in d dimensions. */
static double
log_ball (guint d)
{
  return 0.5 * d * log (G_PI) - lgamma (0.5 * d + 1);
}

/* S^1/2 from the eigenvalues and vectors of S, those below zero taken as zero. */
static void
fill_root (gsize d, const double *values, const double *vectors, double *root)
{
  for (gsize a = 0; a < d; a++)
    for (gsize b = 0; b < d; b++)
      {
        root[a * d + b] = 0;
        for (gsize k = 0; k < d; k++)
          root[a * d + b] += sqrt (fmax (values[k], 0)) * vectors[k * d + a] * vectors[k * d + b];
      }
}

/* C = A B, each (d, d). */
static void
multiply (gsize d, const double *a, const double *b, double *c)
{
  for (gsize i = 0; i < d; i++)
    for (gsize j = 0; j < d; j++)
      {
        c[i * d + j] = 0;
        for (gsize k = 0; k < d; k++)
          c[i * d + j] += a[i * d + k] * b[k * d + j];
      }
}

/* tr (S1 + S2 - 2 (S1^1/2 S2 S1^1/2)^1/2), never below zero. */
static gboolean
get_bures (gsize d, const double *root, const double *s1, const double *s2, double *distance, GError **error)
{
  g_autofree double *half = g_new (double, d * d), *middle = g_new (double, d * d), *values = g_new (double, d);
  double sum = 0;

  multiply (d, root, s2, half);
  multiply (d, half, root, middle);
  for (gsize a = 0; a < d; a++)
    for (gsize b = 0; b < a; b++)
      middle[a * d + b] = middle[b * d + a] = 0.5 * (middle[a * d + b] + middle[b * d + a]);
  if (!wsc_symmetric_eigen (d, middle, values, NULL, error))
    return FALSE;
  for (gsize i = 0; i < d; i++)
    sum += s1[i * d + i] + s2[i * d + i] - 2 * sqrt (fmax (values[i], 0));
  *distance = fmax (sum, 0);
  return TRUE;
}

static double
get_squared_distance (gsize d, const double *a, const double *b)
{
  double sum = 0;

  for (gsize i = 0; i < d; i++)
    sum += (a[i] - b[i]) * (a[i] - b[i]);
  return sum;
}

gboolean
wsc_estimate_compare (const WscEstimate *self, const WscEstimate *reference, guint neuron, double level,
                      WscComparison *comparison, GError **error)
{
  const guint d = wsc_neurons_get_dimension (self->neurons);
  const double *own = wsc_neurons_get_covariance (self->neurons, neuron), *other = wsc_neurons_get_covariance (reference->neurons, neuron);
  g_autofree double *values = g_new (double, d), *vectors = g_malloc_n ((gsize) d * d, sizeof (double));
  g_autofree double *other_values = g_new (double, d), *other_vectors = g_malloc_n ((gsize) d * d, sizeof (double));
  g_autofree double *root = g_malloc_n ((gsize) d * d, sizeof (double));
  double cosine = 0, covariance_part, log_volume;

  g_return_val_if_fail (comparison != NULL, FALSE);

  if (!wsc_symmetric_eigen (d, own, values, vectors, error) || !wsc_symmetric_eigen (d, other, other_values, other_vectors, error))
    return FALSE;
  fill_root (d, values, vectors, root);
  if (!get_bures (d, root, own, other, &covariance_part, error))
    return FALSE;
  log_volume = log_ball (d) + 0.5 * d * log (wsc_chi2_quantile (level, d));
  for (guint i = 0; i < d; i++)
    {
      log_volume += 0.5 * log (fmax (values[i], 0));
      cosine += vectors[i] * other_vectors[i];
    }
  /* Rounding would give a neuron some distance from itself. */
  if (self == reference)
    {
      *comparison = (WscComparison){ exp (log_volume), values[d - 1] > 0 ? sqrt (values[0] / values[d - 1]) : INFINITY, 0, 0 };
      return TRUE;
    }
  *comparison = (WscComparison){
    .volume = exp (log_volume),
    .axis_ratio = values[d - 1] > 0 ? sqrt (values[0] / values[d - 1]) : INFINITY,
    .angle = acos (fmin (fabs (cosine), 1)) * 180 / G_PI,
    .bures = sqrt (get_squared_distance (d, wsc_neurons_get_mean (self->neurons, neuron), wsc_neurons_get_mean (reference->neurons, neuron))
                   + covariance_part),
  };
  return TRUE;
}
