/* The ellipsoid |L^-1 (x - mean)| = radius, L L' = P S P'. */
#include "estimate/estimate-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* Hotelling (1931): of R replicas in d dimensions, T^2 of a new replica and of the mean are multiples of F (d, R - d).
 */
double
wsc_region_radius (WscRegionKind kind, double level, guint d, guint n_replicas)
{
  const double r = n_replicas, p = d;
  double factor;

  g_return_val_if_fail (level > 0.0 && level < 1.0 && d > 0, NAN);

  if (kind == WSC_REGION_CONTENT)
    return sqrt (wsc_chi2_quantile (level, d));
  if (n_replicas <= d)
    return INFINITY;
  factor = kind == WSC_REGION_PREDICTION ? p * (r * r - 1.0) / (r * (r - p)) : p * (r - 1.0) / (r * (r - p));
  return sqrt (factor * wsc_f_quantile (level, p, r - p));
}

/* P S P' (n, n), n <= 3. */
static void
project_covariance (const WscProjection *projection, const double *covariance, double *out)
{
  const gsize n = projection->n, d = projection->d;
  g_autofree double *half = g_new0 (double, n *d);

  /* Row by row of the covariance, as it lies in memory. */
  for (gsize k = 0; k < d; k++)
    for (gsize i = 0; i < n; i++)
      {
        const double weight = projection->matrix[i * d + k];

        for (gsize j = 0; j < d; j++)
          half[i * d + j] += weight * covariance[k * d + j];
      }
  for (gsize i = 0; i < n; i++)
    for (gsize j = 0; j < n; j++)
      {
        out[i * n + j] = 0.0;
        for (gsize k = 0; k < d; k++)
          out[i * n + j] += half[i * d + k] * projection->matrix[j * d + k];
      }
}

static void
project_mean (const WscProjection *projection, const double *mean, double *centre)
{
  for (gsize i = 0; i < 3; i++)
    {
      centre[i] = 0.0;
      for (gsize j = 0; i < projection->n && j < projection->d; j++)
        centre[i] += projection->matrix[i * projection->d + j] * (mean[j] - projection->origin[j]);
    }
}

/* The directions that are missing, so that three make a right-handed frame. */
static void
complete_frame (guint n, double axes[3][3])
{
  if (n == 1)
    axes[1][1] = 1.0;
  for (guint i = 0; i < 3; i++)
    {
      const guint j = (i + 1) % 3, k = (i + 2) % 3;

      axes[2][i] = axes[0][j] * axes[1][k] - axes[0][k] * axes[1][j];
    }
}

static double
volume_of (guint n, const double *half_axes)
{
  const double factor[] = { 2.0, G_PI, 4.0 / 3.0 * G_PI };
  double volume = factor[n - 1];

  for (guint i = 0; i < n; i++)
    volume *= half_axes[i];
  return volume;
}

gboolean
wsc_neurons_get_region (const WscNeurons *self, guint neuron, const WscProjection *projection, double radius,
                        WscRegion *region, GError **error)
{
  double covariance[9], values[3], vectors[9];
  guint n;

  g_return_val_if_fail (self != NULL && neuron < self->m && region != NULL, FALSE);
  g_return_val_if_fail (projection != NULL && projection->d == self->d, FALSE);

  *region = (WscRegion){ 0 };
  n = projection->n;
  if (!isfinite (radius) || radius < 0.0)
    {
      g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE,
                   _("No such region in %u dimensions with %u replicas; it needs at least %u"), n, self->n_replicas,
                   n + 1);
      return FALSE;
    }
  project_mean (projection, wsc_neurons_get_mean (self, neuron), region->centre);
  project_covariance (projection, wsc_neurons_get_covariance (self, neuron), covariance);
  if (!wsc_symmetric_eigen (n, covariance, values, vectors, error))
    {
      g_prefix_error (error, _("Neuron %u: "), neuron + 1);
      return FALSE;
    }
  for (guint i = 0; i < n; i++)
    {
      region->half_axes[i] = radius * sqrt (MAX (values[i], 0.0));
      memcpy (region->axes[i], vectors + i * n, n * sizeof (double));
    }
  complete_frame (n, region->axes);
  region->volume = volume_of (n, region->half_axes);
  return TRUE;
}
