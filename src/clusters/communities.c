/* Communities of neurons that overlap. */
#include "clusters/clusters-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* rows and columns of `overlaps` in `order`, so that what Leiden finds does not depend on the order that was given */
static double *
sorted_overlaps (gsize m, const double *overlaps, const guint32 *order)
{
  double *sorted = g_malloc_n (m * m, sizeof (double));

  for (gsize i = 0; i < m; i++)
    for (gsize j = 0; j < m; j++)
      sorted[i * m + j] = overlaps[order[i] * m + order[j]];
  return sorted;
}

static void
measure_strengths (WscCommunities *self, const double *overlaps)
{
  const gsize m = self->m;

  for (gsize i = 0; i < m; i++)
    {
      double own = 0, all = 0;

      for (gsize j = 0; j < m; j++)
        {
          all += overlaps[i * m + j];
          own += self->labels[i] == self->labels[j] ? overlaps[i * m + j] : 0;
        }
      self->strength[i] = all > 0 ? own / all : 0;
    }
}

static gboolean
find_labels (WscCommunities *self, const WscGaussians *gaussians, const double *overlaps, double resolution,
             guint64 seed, GError **error)
{
  g_autofree guint32 *order = wsc_gaussians_sort (gaussians), *labels = g_new (guint32, self->m);
  g_autofree double *sorted = sorted_overlaps (self->m, overlaps, order);

  if (!wsc_leiden (self->m, sorted, resolution, seed, labels, error))
    return FALSE;
  for (guint i = 0; i < self->m; i++)
    self->labels[order[i]] = labels[i];
  self->k = wsc_number_labels (self->m, self->labels);
  return TRUE;
}

WscCommunities *
wsc_communities_new (const WscGaussians *gaussians, WscOverlap overlap, double resolution, guint64 seed,
                     const WscHook *hook, GError **error)
{
  g_autoptr (WscCommunities) self = g_new0 (WscCommunities, 1);
  g_autofree double *overlaps = NULL;

  g_return_val_if_fail (gaussians != NULL && gaussians->m > 0 && gaussians->d > 0, NULL);

  self->ref_count = 1;
  self->m = gaussians->m;
  self->labels = g_new (guint32, self->m);
  self->strength = g_new (double, self->m);
  if (!(resolution > 0 && isfinite (resolution)))
    {
      g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE, _("A resolution of %g: above 0 and finite"), resolution);
      return NULL;
    }
  overlaps = wsc_overlaps_new (gaussians, overlap, hook, error);
  if (overlaps == NULL || !find_labels (self, gaussians, overlaps, resolution, seed, error))
    return NULL;
  measure_strengths (self, overlaps);
  self->modularity = wsc_modularity (self->m, overlaps, self->labels);
  return g_steal_pointer (&self);
}

WscCommunities *
wsc_communities_ref (WscCommunities *self)
{
  g_atomic_int_inc (&self->ref_count);
  return self;
}

void
wsc_communities_unref (WscCommunities *self)
{
  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;
  g_free (self->labels);
  g_free (self->strength);
  g_free (self);
}
