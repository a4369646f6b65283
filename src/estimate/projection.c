/* Orthonormal views of neurons in more than three dimensions. */
#include "estimate/estimate-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

WscProjection *
wsc_projection_alloc (guint n, guint d)
{
  WscProjection *self = g_new0 (WscProjection, 1);

  self->n = n;
  self->d = d;
  self->matrix = g_new0 (double, (gsize) n *d);
  self->origin = g_new0 (double, d);
  self->share = self->total_share = 1.0;
  return self;
}

void
wsc_projection_free (WscProjection *self)
{
  if (self == NULL)
    return;
  g_free (self->matrix);
  g_free (self->origin);
  g_free (self);
}

WscProjection *
wsc_projection_new_identity (guint d)
{
  WscProjection *self = wsc_projection_alloc (d, d);

  for (gsize i = 0; i < d; i++)
    self->matrix[i * d + i] = 1.0;
  self->identity = TRUE;
  return self;
}

/* --- how neurons spread ------------------------------------------------------- */

static void
centre_means (WscSpread *self, const WscNeurons *neurons)
{
  const gsize m = self->m, d = self->d;

  for (gsize i = 0; i < d; i++)
    {
      for (gsize j = 0; j < m; j++)
        self->centre[i] += neurons->means[j * d + i] / (double) m;
      for (gsize j = 0; j < m; j++)
        self->means[j * d + i] = neurons->means[j * d + i] - self->centre[i];
    }
}

void
wsc_spread_init (WscSpread *self, const WscNeurons *neurons)
{
  const gsize m = neurons->m, d = neurons->d;

  *self = (WscSpread){ .m = neurons->m, .d = neurons->d };
  self->means = g_malloc_n (m * d, sizeof (double));
  self->centre = g_new0 (double, d);
  self->covariance = g_malloc0_n (d * d, sizeof (double));
  centre_means (self, neurons);
  for (gsize j = 0; j < m; j++)
    for (gsize k = 0; k < d * d; k++)
      self->covariance[k] += neurons->covariances[j * d * d + k] / (double) m;
}

void
wsc_spread_clear (WscSpread *self)
{
  g_clear_pointer (&self->means, g_free);
  g_clear_pointer (&self->centre, g_free);
  g_clear_pointer (&self->covariance, g_free);
}

/* v' S v. */
static double
get_variance_along (gsize d, const double *covariance, const double *v)
{
  double sum = 0.0;

  for (gsize i = 0; i < d; i++)
    for (gsize j = 0; j < d; j++)
      sum += v[i] * covariance[i * d + j] * v[j];
  return sum;
}

static double
get_score (gsize d, const double *v, const double *x)
{
  double sum = 0.0;

  for (gsize i = 0; i < d; i++)
    sum += v[i] * x[i];
  return sum;
}

static double
get_share (double kept, double total)
{
  return total > 0.0 ? CLAMP (kept / total, 0.0, 1.0) : 1.0;
}

void
wsc_spread_set_shares (const WscSpread *self, WscProjection *projection)
{
  const gsize d = self->d;
  double total = 0.0, kept = 0.0, own = 0.0, own_kept = 0.0;

  for (gsize k = 0; k < self->m * d; k++)
    total += self->means[k] * self->means[k] / (double) self->m;
  for (gsize i = 0; i < d; i++)
    own += self->covariance[i * d + i];
  for (gsize i = 0; i < projection->n; i++)
    {
      const double *row = projection->matrix + i * d;

      for (gsize j = 0; j < self->m; j++)
        {
          const double score = get_score (d, row, self->means + j * d);

          kept += score * score / (double) self->m;
        }
      own_kept += get_variance_along (d, self->covariance, row);
    }
  projection->share = get_share (kept, total);
  projection->total_share = get_share (kept + own_kept, total + own);
}

/* --- PCA ---------------------------------------------------------------------- */

/* Replaces row `row` by the unit vector that is farthest from the rows before it, made orthogonal to them. */
static void
complete_row (WscProjection *self, guint row)
{
  const gsize d = self->d;
  double *v = self->matrix + row * d, length = 0.0, least = INFINITY;
  gsize farthest = 0;

  for (gsize i = 0; i < d; i++)
    {
      double inside = 0.0;

      for (gsize k = 0; k < row; k++)
        inside += self->matrix[k * d + i] * self->matrix[k * d + i];
      if (inside < least - 1e-9)
        {
          least = inside;
          farthest = i;
        }
    }
  for (gsize i = 0; i < d; i++)
    {
      v[i] = i == farthest ? 1.0 : 0.0;
      for (gsize k = 0; k < row; k++)
        v[i] -= self->matrix[k * d + farthest] * self->matrix[k * d + i];
      length += v[i] * v[i];
    }
  for (gsize i = 0; i < d; i++)
    v[i] /= sqrt (length);
}

/* The entry of largest magnitude becomes positive. */
static void
fix_sign (gsize d, double *v)
{
  gsize largest = 0;

  for (gsize i = 1; i < d; i++)
    if (fabs (v[i]) > fabs (v[largest]))
      largest = i;
  if (v[largest] > 0.0)
    return;
  for (gsize i = 0; i < d; i++)
    v[i] = -v[i];
}

/* Directions of widest spread of the means: right singular vectors of the centred means, the entry of largest
 * magnitude positive. Fewer means than that span only so much: the rest is filled up with coordinates. */
WscProjection *
wsc_spread_new_pca (const WscSpread *spread, GError **error)
{
  const gsize m = spread->m, d = spread->d, k = MIN (m, d);
  g_autoptr (WscProjection) self = wsc_projection_alloc (3, spread->d);
  g_autofree double *u = g_malloc_n (m * k, sizeof (double)), *s = g_new (double, k),
                    *vt = g_malloc_n (k * d, sizeof (double));

  if (!wsc_svd (m, d, spread->means, u, s, vt, error))
    return NULL;
  memcpy (self->origin, spread->centre, d * sizeof (double));
  for (guint i = 0; i < 3; i++)
    {
      if (i < k && s[i] > 1e-12 * s[0])
        memcpy (self->matrix + i * d, vt + i * d, d * sizeof (double));
      else
        complete_row (self, i);
      fix_sign (d, self->matrix + i * d);
    }
  wsc_spread_set_shares (spread, self);
  return g_steal_pointer (&self);
}

/* Directions of widest spread of the neurons as random vectors: of all of them taken together, as one mixture, the covariance
 * is that of the means, with the divisor m, and the mean of their own. */
static WscProjection *
new_total_pca (const WscSpread *spread, GError **error)
{
  const gsize m = spread->m, d = spread->d;
  g_autoptr (WscProjection) self = wsc_projection_alloc (3, spread->d);
  g_autofree double *total = g_memdup2 (spread->covariance, d * d * sizeof (double)), *values = g_new (double, d),
                    *vectors = g_malloc_n (d * d, sizeof (double));

  for (gsize j = 0; j < m; j++)
    for (gsize a = 0; a < d; a++)
      for (gsize b = 0; b < d; b++)
        total[a * d + b] += spread->means[j * d + a] * spread->means[j * d + b] / (double) m;
  if (!wsc_symmetric_eigen (d, total, values, vectors, error))
    return NULL;
  memcpy (self->origin, spread->centre, d * sizeof (double));
  memcpy (self->matrix, vectors, 3 * d * sizeof (double));
  wsc_spread_set_shares (spread, self);
  return g_steal_pointer (&self);
}

/* --- chosen coordinates ------------------------------------------------------- */

static gboolean
check_axes (const guint *axes, guint d, GError **error)
{
  for (guint i = 0; i < 3; i++)
    {
      if (axes[i] >= d)
        {
          g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE,
                       _("Axis %u of neurons with %u coordinates; allowed: 1 to %u"), axes[i] + 1, d, d);
          return FALSE;
        }
      for (guint k = 0; k < i; k++)
        if (axes[k] == axes[i])
          {
            g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE,
                         _("Axis %u is chosen twice; three different axes are needed"), axes[i] + 1);
            return FALSE;
          }
    }
  return TRUE;
}

static WscProjection *
new_axes (const WscSpread *spread, const guint *axes, GError **error)
{
  WscProjection *self;

  if (!check_axes (axes, spread->d, error))
    return NULL;
  self = wsc_projection_alloc (3, spread->d);
  for (guint i = 0; i < 3; i++)
    self->matrix[(gsize) i * spread->d + axes[i]] = 1.0;
  wsc_spread_set_shares (spread, self);
  return self;
}

WscProjection *
wsc_projection_new (const WscNeurons *neurons, WscProjectionKind kind, const guint *axes, GError **error)
{
  g_auto (WscSpread) spread = { 0 };

  g_return_val_if_fail (neurons != NULL && kind != WSC_PROJECTION_TOUR, NULL);
  g_return_val_if_fail (kind != WSC_PROJECTION_AXES || axes != NULL, NULL);

  if (neurons->d <= 3)
    return wsc_projection_new_identity (neurons->d);
  wsc_spread_init (&spread, neurons);
  if (kind == WSC_PROJECTION_AXES)
    return new_axes (&spread, axes, error);
  return kind == WSC_PROJECTION_TOTAL ? new_total_pca (&spread, error) : wsc_spread_new_pca (&spread, error);
}
