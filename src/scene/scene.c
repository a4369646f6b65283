#include "scene/scene.h"

#include <math.h>

#include "scene/scene-private.h"

/* About how many ticks the longest side of the box has. */
#define N_TICKS 5

WSC_DEFINE_BOXED_TYPE (WscScene, wsc_scene)

/* The extent of an ellipsoid along each coordinate: sqrt of the diagonal of A A'. */
static void
get_extent (const WscEllipsoid *self, double extent[3])
{
  for (guint j = 0; j < 3; j++)
    {
      double sum = 0;

      for (guint i = 0; i < 3; i++)
        sum += (double) self->half_axes[i][j] * self->half_axes[i][j];
      extent[j] = sqrt (sum);
    }
}

double
wsc_scene_nice_step (double x)
{
  const double power = pow (10, floor (log10 (x)));
  const double share = x / power * (1 - 1e-9);

  return power * (share <= 1 ? 1 : share <= 2 ? 2 : share <= 5 ? 5 : 10);
}

static gboolean
is_finite (const WscEllipsoid *e, const double extent[3])
{
  for (guint j = 0; j < 3; j++)
    if (!isfinite (e->centre[j]) || !isfinite (extent[j]))
      return FALSE;
  return TRUE;
}

/* Of the ellipsoids that have a place and a size; of -1..1 where there is none. */
static void
get_extremes (const WscScene *self, double low[3], double high[3])
{
  for (guint j = 0; j < 3; j++)
    {
      low[j] = G_MAXDOUBLE;
      high[j] = -G_MAXDOUBLE;
    }
  for (guint i = 0; i < self->n; i++)
    {
      double extent[3];

      get_extent (&self->ellipsoids[i], extent);
      if (!is_finite (&self->ellipsoids[i], extent))
        continue;
      for (guint j = 0; j < 3; j++)
        {
          low[j] = MIN (low[j], self->ellipsoids[i].centre[j] - extent[j]);
          high[j] = MAX (high[j], self->ellipsoids[i].centre[j] + extent[j]);
        }
    }
  for (guint j = 0; j < 3 && !(low[j] <= high[j]); j++)
    {
      low[j] = -1;
      high[j] = 1;
    }
}

/* One step for the three axes: a unit is a unit. An axis without a name is not rounded: the scene is flat there. */
static void
fit_box (WscScene *self)
{
  double longest = 0;

  if (self->density != NULL)
    {
      wsc_scene_fit_density (self);
      return;
    }
  get_extremes (self, self->low, self->high);
  for (guint j = 0; j < 3 && self->reach > 0; j++)
    {
      self->low[j] = MIN (self->low[j], -self->reach);
      self->high[j] = MAX (self->high[j], self->reach);
    }
  for (guint j = 0; j < 3; j++)
    longest = MAX (longest, self->high[j] - self->low[j]);
  for (guint j = 0; j < 3; j++)
    longest = MAX (longest, 1e-6 * MAX (fabs (self->low[j]), fabs (self->high[j])));
  const double step = wsc_scene_nice_step (MAX (longest, 1e-30) / N_TICKS);
  for (guint j = 0; j < 3; j++)
    {
      self->steps[j] = step;
      self->units[j] = 1;
      if (*self->axis_names[j] == '\0')
        continue;
      self->low[j] = floor (self->low[j] / step + 1e-6) * step;
      self->high[j] = MAX (ceil (self->high[j] / step - 1e-6) * step, self->low[j] + step);
    }
}

WscScene *
wsc_scene_new_take (WscEllipsoid *ellipsoids, guint n)
{
  static const char *const names[] = { "x", "y", "z" };
  WscScene *self = g_new0 (WscScene, 1);

  self->ref_count = 1;
  self->n = n;
  self->ellipsoids = ellipsoids;
  self->selected = -1;
  wsc_scene_style_init (&self->style);
  self->caption = g_strdup ("");
  for (guint j = 0; j < 3; j++)
    self->axis_names[j] = g_strdup (names[j]);
  fit_box (self);
  return self;
}

void
wsc_scene_set_axis_name (WscScene *self, guint axis, const char *name)
{
  g_free (self->axis_names[axis]);
  self->axis_names[axis] = g_strdup (name);
  fit_box (self);
}

void
wsc_scene_copy_frame (WscScene *self, const WscScene *other)
{
  g_free (self->caption);
  self->caption = g_strdup (other->caption);
  self->selected = other->selected;
  self->has_path = other->has_path;
  self->has_numbers = other->has_numbers;
  self->key = other->key;
  self->reach = other->reach;
  wsc_origin_unref (self->origin);
  self->origin = wsc_origin_ref (other->origin);
  for (guint j = 0; j < 3; j++)
    {
      g_free (self->axis_names[j]);
      self->axis_names[j] = g_strdup (other->axis_names[j]);
      self->low[j] = other->low[j];
      self->high[j] = other->high[j];
      self->steps[j] = other->steps[j];
      self->units[j] = other->units[j];
    }
  self->style = other->style;
  self->key = other->key;
  self->reach = other->reach;
  WscOrigin *origin = wsc_origin_ref (other->origin);
  wsc_origin_unref (self->origin);
  self->origin = origin;
  g_clear_pointer (&self->density, wsc_density_unref);
  self->density = other->density != NULL ? wsc_density_ref (other->density) : NULL;
}

WscScene *
wsc_scene_new_ellipsoids (const WscEllipsoid *ellipsoids, guint n)
{
  g_return_val_if_fail (ellipsoids != NULL || n == 0, NULL);

  return wsc_scene_new_take (g_memdup2 (ellipsoids, n * sizeof *ellipsoids), n);
}

WscScene *
wsc_scene_ref (WscScene *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_int_inc (&self->ref_count);
  return self;
}

void
wsc_scene_unref (WscScene *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;
  g_clear_pointer (&self->density, wsc_density_unref);
  g_free (self->ellipsoids);
  g_free (self->caption);
  wsc_origin_unref (self->origin);
  for (guint j = 0; j < 3; j++)
    g_free (self->axis_names[j]);
  g_free (self);
}

const WscEllipsoid *
wsc_scene_get_ellipsoids (const WscScene *self, guint *n)
{
  if (n != NULL)
    *n = self->n;
  return self->ellipsoids;
}

gint
wsc_scene_get_selected (const WscScene *self)
{
  return self->selected;
}

gboolean
wsc_scene_has_path (const WscScene *self)
{
  return self->has_path;
}

gboolean
wsc_scene_has_numbers (const WscScene *self)
{
  return self->has_numbers;
}

void
wsc_scene_get_bounds (const WscScene *self, double low[3], double high[3])
{
  for (guint j = 0; j < 3; j++)
    {
      low[j] = self->low[j];
      high[j] = self->high[j];
    }
}

double
wsc_scene_get_radius (const WscScene *self)
{
  double sum = 0;

  for (guint j = 0; j < 3; j++)
    sum += pow (0.5 * (self->high[j] - self->low[j]), 2);
  return sqrt (sum);
}

const char *
wsc_scene_get_caption (const WscScene *self)
{
  return self->caption;
}

const WscColourKey *
wsc_scene_get_key (const WscScene *self)
{
  return self->key.label[0] != '\0' ? &self->key : NULL;
}

/* --- looks ---------------------------------------------------------------- */

#define FIELD_OF_VIEW (30 * G_PI / 180)

static const struct { double azimuth, elevation; } looks[] = {
  [WSC_LOOK_FRONT] = { -G_PI_2, 0 },
  [WSC_LOOK_RIGHT] = { 0, 0 },
  [WSC_LOOK_TOP] = { -G_PI_2, G_PI_2 },
  [WSC_LOOK_HOME] = { -60 * G_PI / 180, 25 * G_PI / 180 },
};

/* The nearest from which, seen in this direction, all corners of the box stand in the middle of the picture, with room for the
 * labels, down to an aspect of 4:3. */
static double
get_fitting_distance (const WscScene *self, const WscCamera *camera)
{
  const double half = tan (0.5 * camera->field_of_view);
  double frame[3][3], distance = 0;

  wsc_camera_get_frame (camera, frame);
  for (guint corner = 0; corner < 8; corner++)
    {
      double p[3] = { 0 };

      for (guint i = 0; i < 3; i++)
        for (guint j = 0; j < 3; j++)
          p[i] += frame[i][j] * 0.5 * (corner >> j & 1 ? self->high[j] - self->low[j] : self->low[j] - self->high[j]);
      distance = MAX (distance, MAX (fabs (p[0]) / (1.05 * half), fabs (p[1]) / (0.82 * half)) +
                                  (camera->orthographic ? 0 : p[2]));
    }
  return distance;
}

/* Fits every look, so that turning does not change the size. */
static void
fit_camera (const WscScene *self, WscCamera *camera)
{
  camera->distance = 1e-6 * wsc_scene_get_radius (self);
  for (guint j = 0; j < 3; j++)
    camera->target[j] = 0.5 * (self->low[j] + self->high[j]);
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    {
      WscCamera other = *camera;

      other.azimuth = looks[i].azimuth;
      other.elevation = looks[i].elevation;
      camera->distance = MAX (camera->distance, get_fitting_distance (self, &other));
    }
}

void
wsc_scene_get_home (const WscScene *self, const WscViewSettings *view, WscCamera *camera)
{
  camera->field_of_view = view->field_of_view > 0 ? view->field_of_view * G_PI / 180 : FIELD_OF_VIEW;
  camera->orthographic = view->orthographic;
  camera->azimuth = view->azimuth * G_PI / 180;
  camera->elevation = CLAMP (view->elevation * G_PI / 180, -G_PI_2, G_PI_2);
  fit_camera (self, camera);
  camera->distance /= view->zoom > 0 ? view->zoom : 1;
  for (guint j = 0; j < 3; j++)
    camera->target[j] += view->target[j];
}

void
wsc_scene_look (const WscScene *self, WscLook look, WscCamera *camera)
{
  if (!(camera->field_of_view > 0))
    camera->field_of_view = FIELD_OF_VIEW;
  camera->azimuth = looks[look].azimuth;
  camera->elevation = looks[look].elevation;
  fit_camera (self, camera);
}
