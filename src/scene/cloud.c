#include "scene/cloud.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "scene/scene-private.h"

/* A half-axis below this share of the longest has no thickness to be inside of. */
#define FLAT 1e-9

/* --- where a scene comes from -------------------------------------------------- */

WscOrigin *
wsc_origin_new (const WscNeurons *neurons, const WscProjection *p, const WscViewSettings *view, int region, double radius)
{
  WscOrigin *self = g_new0 (WscOrigin, 1);

  self->ref_count = 1;
  self->neurons = wsc_neurons_ref ((WscNeurons *) neurons); /* immutable but for its count */
  self->projection = *p;
  self->projection.matrix = g_memdup2 (p->matrix, (gsize) p->n * p->d * sizeof (double));
  self->projection.origin = g_memdup2 (p->origin, p->d * sizeof (double));
  self->level = view->level;
  self->region = region;
  self->radius = radius;
  return self;
}

WscOrigin *
wsc_origin_ref (WscOrigin *self)
{
  if (self != NULL)
    g_atomic_int_inc (&self->ref_count);
  return self;
}

void
wsc_origin_unref (WscOrigin *self)
{
  if (self == NULL || !g_atomic_int_dec_and_test (&self->ref_count))
    return;
  wsc_neurons_unref (self->neurons);
  g_free (self->projection.matrix);
  g_free (self->projection.origin);
  g_free (self);
}

/* --- the cloud ------------------------------------------------------------------ */

static void
project (const WscProjection *p, const double *x, double place[3])
{
  for (guint i = 0; i < 3; i++)
    {
      place[i] = 0;
      for (guint j = 0; i < p->n && j < p->d; j++)
        place[i] += p->matrix[i * p->d + j] * (x[j] - p->origin[j]);
    }
}

static gboolean
is_outside (const WscRegion *region, guint n, const double place[3])
{
  double sum = 0;

  for (guint i = 0; i < n; i++)
    {
      double along = 0;

      if (!(region->half_axes[i] > FLAT * region->half_axes[0]))
        continue;
      for (guint j = 0; j < 3; j++)
        along += region->axes[i][j] * (place[j] - region->centre[j]);
      sum += along * along / (region->half_axes[i] * region->half_axes[i]);
    }
  return sum > 1;
}

WscCloud *
wsc_scene_new_cloud (const WscScene *self, guint ellipsoid)
{
  const WscOrigin *origin = self->origin;
  WscRegion region;
  WscCloud *cloud;
  guint neuron;

  g_return_val_if_fail (ellipsoid < self->n, NULL);

  neuron = self->ellipsoids[ellipsoid].id;
  if (origin == NULL || neuron >= wsc_neurons_get_count (origin->neurons) || wsc_neurons_get_n_replicas (origin->neurons) == 0
      || wsc_neurons_get_replica (origin->neurons, 0, neuron) == NULL
      || !wsc_neurons_get_region (origin->neurons, neuron, &origin->projection, origin->radius, &region, NULL))
    return NULL;
  cloud = g_new0 (WscCloud, 1);
  cloud->neuron = neuron;
  cloud->n = wsc_neurons_get_n_replicas (origin->neurons);
  cloud->points = g_new (WscCloudPoint, cloud->n);
  cloud->is_counted = origin->region != WSC_REGION_MEAN;
  cloud->expected = (1 - origin->level) * cloud->n;
  for (guint r = 0; r < cloud->n; r++)
    {
      WscCloudPoint *point = &cloud->points[r];

      project (&origin->projection, wsc_neurons_get_replica (origin->neurons, r, neuron), point->place);
      point->is_outside = cloud->is_counted && is_outside (&region, origin->projection.n, point->place);
      cloud->n_outside += point->is_outside;
    }
  return cloud;
}

void
wsc_cloud_free (WscCloud *self)
{
  if (self == NULL)
    return;
  g_free (self->points);
  g_free (self);
}

char *
wsc_cloud_dup_text (const WscCloud *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (!self->is_counted)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u replica", "%u replicas", self->n), self->n);
  return g_strdup_printf (_("%u of %u replicas outside; %.3g expected"), self->n_outside, self->n, self->expected);
}

double
wsc_scene_get_doubt (const WscScene *self)
{
  const guint n = self->origin != NULL ? wsc_neurons_get_n_replicas (self->origin->neurons) : 0;

  return n > 1 ? sqrt (2.0 / (n - 1)) : 0;
}
