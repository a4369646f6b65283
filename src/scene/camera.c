/* camera: a turntable about a target, z up. */
#include "scene/scene.h"

#include <math.h>
#include <string.h>

#include "scene/scene-private.h"

/* The picture's axes in the world: defined at the poles too, where an up vector is not. */
void
wsc_camera_get_frame (const WscCamera *self, double frame[3][3])
{
  const double ca = cos (self->azimuth), sa = sin (self->azimuth);
  const double ce = cos (self->elevation), se = sin (self->elevation);
  const double rows[3][3] = { { -sa, ca, 0 }, { -se * ca, -se * sa, ce }, { ce * ca, ce * sa, se } };

  memcpy (frame, rows, sizeof rows);
}

double
wsc_camera_get_half_height (const WscCamera *self)
{
  return self->distance * tan (0.5 * self->field_of_view);
}

void
wsc_camera_get_eye (const WscCamera *self, double eye[3])
{
  double frame[3][3];

  wsc_camera_get_frame (self, frame);
  for (guint i = 0; i < 3; i++)
    eye[i] = self->target[i] + self->distance * frame[2][i];
}

/* A perspective's near plane keeps off the eye: depth is in 1 / distance, so what is near takes most of its range. */
void
wsc_camera_get_range (const WscCamera *self, double radius, double *near_distance, double *far_distance)
{
  const double reach = MAX (radius, 1e-9 * self->distance) * 1.001;

  *near_distance = self->distance - reach;
  *far_distance = self->distance + reach;
  if (!self->orthographic)
    *near_distance = MAX (*near_distance, 1e-3 * *far_distance);
}

void
wsc_camera_orbit (WscCamera *self, double dx, double dy)
{
  self->azimuth = remainder (self->azimuth + dx, 2 * G_PI);
  self->elevation = CLAMP (self->elevation + dy, -G_PI_2, G_PI_2);
}

/* Moves the target by (x, y) in units of the world along the picture's axes. */
static void
move_target (WscCamera *self, double x, double y)
{
  double frame[3][3];

  wsc_camera_get_frame (self, frame);
  for (guint i = 0; i < 3; i++)
    self->target[i] += x * frame[0][i] + y * frame[1][i];
}

void
wsc_camera_pan (WscCamera *self, double dx, double dy)
{
  const double height = 2 * wsc_camera_get_half_height (self);

  move_target (self, -dx * height, -dy * height);
}

void
wsc_camera_zoom_at (WscCamera *self, double factor, double x, double y, double aspect)
{
  const double before = wsc_camera_get_half_height (self);
  double shrink;

  g_return_if_fail (factor > 0);

  self->distance = CLAMP (self->distance / factor, 1e-9, 1e9);
  shrink = before - wsc_camera_get_half_height (self);
  move_target (self, x * MAX (aspect, 1) * shrink, y * shrink / MIN (aspect, 1));
}
