#include "scene/scene.h"

#include <math.h>
#include <string.h>

#include "scene/scene-private.h"

/* The shape matrices A A' are mixed, so that what lies between is an ellipsoid, and axes that trade places do not spin. */
static gboolean
mix_half_axes (const WscEllipsoid *from, const WscEllipsoid *to, double t, float out[3][3])
{
  double shape[9] = { 0 }, values[3], vectors[9];

  for (guint i = 0; i < 3; i++)
    for (guint j = 0; j < 3; j++)
      for (guint k = 0; k < 3; k++)
        shape[3 * j + k] += (1 - t) * from->half_axes[i][j] * from->half_axes[i][k] +
                            t * to->half_axes[i][j] * to->half_axes[i][k];
  if (!wsc_symmetric_eigen (3, shape, values, vectors, NULL))
    return FALSE;
  for (guint i = 0; i < 3; i++)
    for (guint j = 0; j < 3; j++)
      out[i][j] = sqrt (MAX (values[i], 0)) * vectors[3 * i + j];
  return TRUE;
}

static void
mix_ellipsoid (const WscEllipsoid *from, const WscEllipsoid *to, double t, WscEllipsoid *out)
{
  const float s = t;

  *out = *to;
  for (guint j = 0; j < 3; j++)
    out->centre[j] = (1 - t) * from->centre[j] + t * to->centre[j];
  mix_half_axes (from, to, t, out->half_axes);
  out->colour.r += (1 - s) * (from->colour.r - to->colour.r);
  out->colour.g += (1 - s) * (from->colour.g - to->colour.g);
  out->colour.b += (1 - s) * (from->colour.b - to->colour.b);
  out->colour.a += (1 - s) * (from->colour.a - to->colour.a);
}

static gboolean
has_same_ids (const WscScene *a, const WscScene *b)
{
  if (a->n != b->n)
    return FALSE;
  for (guint i = 0; i < a->n; i++)
    if (a->ellipsoids[i].id != b->ellipsoids[i].id)
      return FALSE;
  return TRUE;
}

/* Between two scenes in one box there is no other. */
static void
keep_box (WscScene *self, const WscScene *from, const WscScene *to)
{
  if (memcmp (from->low, to->low, sizeof to->low) != 0 || memcmp (from->high, to->high, sizeof to->high) != 0)
    return;
  memcpy (self->low, to->low, sizeof to->low);
  memcpy (self->high, to->high, sizeof to->high);
  memcpy (self->steps, to->steps, sizeof to->steps);
}

/* With other ids there is nothing between: the answer is `to`. */
WscScene *
wsc_scene_interpolate (WscScene *from, WscScene *to, double t)
{
  WscEllipsoid *ellipsoids;
  WscScene *self;

  g_return_val_if_fail (from != NULL && to != NULL, NULL);

  if (t <= 0)
    return wsc_scene_ref (from);
  if (t >= 1 || from->density != NULL || to->density != NULL || !has_same_ids (from, to))
    return wsc_scene_ref (to);
  ellipsoids = g_new (WscEllipsoid, to->n);
  for (guint i = 0; i < to->n; i++)
    mix_ellipsoid (&from->ellipsoids[i], &to->ellipsoids[i], t, &ellipsoids[i]);
  self = wsc_scene_new_take (ellipsoids, to->n);
  self->selected = to->selected;
  self->has_path = to->has_path;
  self->has_numbers = to->has_numbers;
  self->style = to->style;
  g_free (self->caption);
  self->caption = g_strdup (to->caption);
  self->key = to->key;
  self->reach = to->reach;
  self->origin = wsc_origin_ref (to->origin);
  for (guint j = 0; j < 3; j++)
    wsc_scene_set_axis_name (self, j, to->axis_names[j]);
  keep_box (self, from, to);
  return self;
}
