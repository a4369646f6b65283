/* Distances in units of the covariances: Mahalanobis and Bhattacharyya, of covariances floored so that all have an inverse. */
#include "clusters/clusters-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define WIDE 200 /* coordinates, from which on a pair takes milliseconds */

typedef struct
{
  const WscGaussians *gaussians;
  WscMetric metric;
  double *floored; /* (m, d, d) */
  double *logs;    /* (m) of the determinants */
  double *values;  /* (m, m) */
  WscLoop *loop;
} Scaled;

/* Lower triangular L of S = L L' in place; the logarithm of the determinant. */
static double
factor_lower (gsize d, double *s)
{
  double log_determinant = 0;

  for (gsize j = 0; j < d; j++)
    {
      for (gsize k = 0; k < j; k++)
        for (gsize i = j; i < d; i++)
          s[i * d + j] -= s[i * d + k] * s[j * d + k];
      log_determinant += log (s[j * d + j]);

      const double pivot = sqrt (s[j * d + j]);

      for (gsize i = j; i < d; i++)
        s[i * d + j] /= pivot;
    }
  return log_determinant;
}

/* |L^-1 (a - b)|^2 */
static double
solve_square (gsize d, const double *lower, const double *a, const double *b, double *x)
{
  double sum = 0;

  for (gsize i = 0; i < d; i++)
    {
      x[i] = a[i] - b[i];
      for (gsize k = 0; k < i; k++)
        x[i] -= lower[i * d + k] * x[k];
      x[i] /= lower[i * d + i];
      sum += x[i] * x[i];
    }
  return sum;
}

static void
scaled_row (gpointer user_data, guint i, guint thread)
{
  Scaled *self = user_data;
  const gsize m = self->gaussians->m, d = self->gaussians->d, size = d * d;
  const double *means = self->gaussians->means, *a = self->floored + i * size;
  g_autofree double *mean = g_malloc_n (size, sizeof (double)), *x = g_new (double, d);

  self->values[i * m + i] = 0;
  for (gsize j = i + 1; j < m; j++)
    {
      const double *b = self->floored + j * size;
      double log_determinant, square, value;

      if (d >= WIDE && !wsc_loop_goes_on (self->loop, thread))
        return;
      for (gsize e = 0; e < size; e++)
        mean[e] = 0.5 * (a[e] + b[e]);
      log_determinant = factor_lower (d, mean);
      square = solve_square (d, mean, means + i * d, means + j * d, x);
      value = self->metric == WSC_METRIC_MAHALANOBIS
                  ? sqrt (square)
                  : square / 8 + 0.5 * (log_determinant - 0.5 * (self->logs[i] + self->logs[j]));
      if (memcmp (means + i * d, means + j * d, d * sizeof (double)) == 0 && memcmp (a, b, size * sizeof (double)) == 0)
        value = 0;
      self->values[i * m + j] = self->values[j * m + i] = MAX (value, 0);
    }
}

static void
floor_covariance (gsize d, const double *values, const double *vectors, double least, double *floored)
{
  memset (floored, 0, d * d * sizeof (double));
  for (gsize r = 0; r < d; r++)
    for (gsize i = 0; i < d; i++)
      for (gsize j = 0; j < d; j++)
        floored[i * d + j] += MAX (values[r], least) * vectors[r * d + i] * vectors[r * d + j];
}

/* A covariance without any extent gets one that is small beside all others. */
static gboolean
floor_covariances (Scaled *self, GError **error)
{
  const gsize m = self->gaussians->m, d = self->gaussians->d, size = d * d;
  g_autofree double *values = g_malloc_n (m * d, sizeof (double)), *vectors = g_malloc_n (m * size, sizeof (double));
  double largest = 0;

  for (gsize i = 0; i < m && self->gaussians->covariances != NULL; i++)
    {
      if (!wsc_symmetric_eigen (d, self->gaussians->covariances + i * size, values + i * d, vectors + i * size, error))
        return FALSE;
      largest = MAX (largest, values[i * d]);
    }
  if (largest <= 0)
    {
      g_set_error_literal (error, WSC_ERROR, WSC_ERROR_NUMERIC,
                           _("All covariances are 0, and a distance in their units is not defined; the Wasserstein "
                             "distance is"));
      return FALSE;
    }
  for (gsize i = 0; i < m; i++)
    {
      const double least = MAX (1e-10 * values[i * d], 1e-20 * largest);

      self->logs[i] = 0;
      for (gsize r = 0; r < d; r++)
        self->logs[i] += log (MAX (values[i * d + r], least));
      floor_covariance (d, values + i * d, vectors + i * size, least, self->floored + i * size);
    }
  return TRUE;
}

gboolean
wsc_distances_measure_scaled (WscDistances *self, const WscGaussians *gaussians, WscLoop *loop, GError **error)
{
  const gsize size = (gsize) gaussians->d * gaussians->d;
  g_autofree double *floored = g_malloc_n (gaussians->m * size, sizeof (double)), *logs = g_new (double, gaussians->m);
  Scaled scaled = { gaussians, self->metric, floored, logs, self->values, loop };

  if (!wsc_gaussians_check (gaussians, error) || !floor_covariances (&scaled, error))
    return FALSE;
  loop->to = 1;
  wsc_loop_run (loop, gaussians->m, scaled_row, &scaled);
  return wsc_loop_end (loop, error);
}
