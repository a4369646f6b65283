/* Orthonormal views of neurons in more than three dimensions. */
#include "estimate/estimate-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static WscProjection *
projection_alloc (guint n, guint d)
{
  WscProjection *self = g_new0 (WscProjection, 1);

  self->n = n;
  self->d = d;
  self->matrix = g_new0 (double, (gsize) n *d);
  self->origin = g_new0 (double, d);
  self->share = 1.0;
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

static WscProjection *
new_identity (guint d)
{
  WscProjection *self = projection_alloc (d, d);

  for (gsize i = 0; i < d; i++)
    self->matrix[i * d + i] = 1.0;
  self->identity = TRUE;
  return self;
}

/* Means about their mean, (m, d), and that mean (d). */
static double *
centred_means (const WscNeurons *neurons, double *centre)
{
  const gsize m = neurons->m, d = neurons->d;
  double *x = g_malloc_n (m * d, sizeof (double));

  for (gsize i = 0; i < d; i++)
    {
      centre[i] = 0.0;
      for (gsize j = 0; j < m; j++)
        centre[i] += neurons->means[j * d + i] / (double) m;
      for (gsize j = 0; j < m; j++)
        x[j * d + i] = neurons->means[j * d + i] - centre[i];
    }
  return x;
}

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
static WscProjection *
new_pca (const WscNeurons *neurons, GError **error)
{
  const gsize m = neurons->m, d = neurons->d, k = MIN (m, d);
  g_autoptr (WscProjection) self = projection_alloc (3, neurons->d);
  g_autofree double *x = centred_means (neurons, self->origin);
  g_autofree double *u = g_malloc_n (m * k, sizeof (double)), *s = g_new (double, k),
                    *vt = g_malloc_n (k * d, sizeof (double));
  double total = 0.0, kept = 0.0;

  if (!wsc_svd (m, d, x, u, s, vt, error))
    return NULL;
  for (gsize i = 0; i < k; i++)
    total += s[i] * s[i];
  for (guint i = 0; i < 3; i++)
    {
      const gboolean spread = i < k && s[i] > 1e-12 * s[0];

      for (gsize j = 0; spread && j < d; j++)
        self->matrix[i * d + j] = vt[i * d + j];
      if (!spread)
        complete_row (self, i);
      fix_sign (d, self->matrix + i * d);
      kept += spread ? s[i] * s[i] : 0.0;
    }
  self->share = total > 0.0 ? MIN (kept / total, 1.0) : 1.0;
  return g_steal_pointer (&self);
}

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
new_axes (const WscNeurons *neurons, const guint *axes, GError **error)
{
  const gsize m = neurons->m, d = neurons->d;
  g_autofree double *centre = g_new (double, d), *x = NULL;
  WscProjection *self;
  double total = 0.0, kept = 0.0;

  if (!check_axes (axes, neurons->d, error))
    return NULL;
  self = projection_alloc (3, neurons->d);
  x = centred_means (neurons, centre);
  for (guint i = 0; i < 3; i++)
    self->matrix[i * d + axes[i]] = 1.0;
  for (gsize j = 0; j < m; j++)
    {
      for (gsize i = 0; i < d; i++)
        total += x[j * d + i] * x[j * d + i];
      for (guint i = 0; i < 3; i++)
        kept += x[j * d + axes[i]] * x[j * d + axes[i]];
    }
  self->share = total > 0.0 ? MIN (kept / total, 1.0) : 1.0;
  return self;
}

WscProjection *
wsc_projection_new (const WscNeurons *neurons, WscProjectionKind kind, const guint *axes, GError **error)
{
  g_return_val_if_fail (neurons != NULL, NULL);
  g_return_val_if_fail (kind != WSC_PROJECTION_AXES || axes != NULL, NULL);

  if (neurons->d <= 3)
    return new_identity (neurons->d);
  return kind == WSC_PROJECTION_AXES ? new_axes (neurons, axes, error) : new_pca (neurons, error);
}
