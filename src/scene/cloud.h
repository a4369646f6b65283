/* cloud: one neuron of a scene as its replicas: where each lies in the picture, how many are outside the region, and how sure the
 * region itself is. */
#pragma once

#include "scene/scene.h"

G_BEGIN_DECLS

typedef struct
{
  double place[3];
  gboolean is_outside;
} WscCloudPoint;

typedef struct
{
  guint neuron;          /* from 0 */
  guint n;               /* replicas */
  WscCloudPoint *points; /* (n) */
  gboolean is_counted;   /* FALSE for the region of the mean, which is not for replicas */
  guint n_outside;
  double expected;       /* how many would be outside, on average */
} WscCloud;

/* NULL where the scene knows of no replicas: it was read, or shows something else than neurons of a bootstrap. */
WscCloud *wsc_scene_new_cloud (const WscScene *self, guint ellipsoid);
void wsc_cloud_free (WscCloud *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WscCloud, wsc_cloud_free)
/* "6 of 100 replicas outside; 5 expected" */
char *wsc_cloud_dup_text (const WscCloud *self);

/* Two standard errors of each half-axis, as a share of its length; 0 where it is not known. With R replicas the standard deviation
 * of a variance is about sqrt (2 / (R - 1)) of it, and that of its root half as much. */
double wsc_scene_get_doubt (const WscScene *self);

G_END_DECLS
