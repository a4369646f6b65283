/* Random ellipsoids, and the algebra to check them by: none of it is the library's. */
#pragma once

#include <math.h>
#include <string.h>

#include "scene/scene.h"

typedef struct
{
  guint n;
  double spread;         /* centres are uniform in a cube of this half-side */
  double longest;        /* half-axis */
  double second, third;  /* the other half-axes, as shares of the longest */
} RandomKind;

/* A uniform rotation, from a random quaternion. */
static inline void
random_rotation (WscRandom *random, double r[3][3])
{
  double q[4], norm = 0;

  for (guint k = 0; k < 4; k++)
    {
      q[k] = wsc_random_normal (random);
      norm += q[k] * q[k];
    }
  norm = sqrt (norm);
  const double w = q[0] / norm, x = q[1] / norm, y = q[2] / norm, z = q[3] / norm;
  const double rows[3][3] = { { 1 - 2 * (y * y + z * z), 2 * (x * y + w * z), 2 * (x * z - w * y) },
                              { 2 * (x * y - w * z), 1 - 2 * (x * x + z * z), 2 * (y * z + w * x) },
                              { 2 * (x * z + w * y), 2 * (y * z - w * x), 1 - 2 * (x * x + y * y) } };
  memcpy (r, rows, sizeof rows);
}

static inline void
random_ellipsoid (WscRandom *random, const RandomKind *kind, WscEllipsoid *e)
{
  const double shares[3] = { 1, kind->second, kind->third };
  double r[3][3];

  random_rotation (random, r);
  for (guint i = 0; i < 3; i++)
    {
      const double length = kind->longest * shares[i] * (0.8 + 0.2 * wsc_random_uniform (random));

      e->centre[i] = kind->spread * (2 * wsc_random_uniform (random) - 1);
      for (guint j = 0; j < 3; j++)
        e->half_axes[i][j] = length * r[i][j];
    }
}

static inline WscScene *
random_scene (WscRandom *random, const RandomKind *kind)
{
  g_autofree WscEllipsoid *ellipsoids = g_new0 (WscEllipsoid, kind->n);

  for (guint i = 0; i < kind->n; i++)
    {
      random_ellipsoid (random, kind, &ellipsoids[i]);
      ellipsoids[i].id = i;
      ellipsoids[i].colour = wsc_palette_neuron (i);
    }
  return wsc_scene_new_ellipsoids (ellipsoids, kind->n);
}

/* Looks at the scene from anywhere, sometimes off its middle, near or far. */
static inline WscCamera
random_camera (WscRandom *random, const WscScene *scene, gboolean orthographic)
{
  WscCamera camera = { .orthographic = orthographic };

  wsc_scene_look (scene, WSC_LOOK_HOME, &camera);
  wsc_camera_orbit (&camera, 6.3 * wsc_random_uniform (random), 2 * wsc_random_uniform (random) - 1.4);
  wsc_camera_pan (&camera, 0.3 * wsc_random_uniform (random), 0.3 * wsc_random_uniform (random));
  camera.distance *= 0.9 + wsc_random_uniform (random);
  return camera;
}

/* B, the inverse of A, whose rows take x - centre to the unit sphere: half-axes are orthogonal. */
static inline void
get_inverse (const WscEllipsoid *e, double b[3][3])
{
  for (guint i = 0; i < 3; i++)
    {
      double squared = 0;

      for (guint j = 0; j < 3; j++)
        squared += (double) e->half_axes[i][j] * e->half_axes[i][j];
      for (guint j = 0; j < 3; j++)
        b[i][j] = e->half_axes[i][j] / squared;
    }
}

static inline void
to_sphere (const WscEllipsoid *e, const double x[3], double u[3])
{
  double b[3][3];

  get_inverse (e, b);
  for (guint i = 0; i < 3; i++)
    u[i] = b[i][0] * (x[0] - e->centre[0]) + b[i][1] * (x[1] - e->centre[1]) + b[i][2] * (x[2] - e->centre[2]);
}

static inline double
dot3 (const double a[3], const double b[3])
{
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

/* The ray through a pixel, from the camera's definition: origin and direction of length 1. */
static inline void
get_ray (const WscCamera *camera, double width, double height, double x, double y, double origin[3], double direction[3])
{
  const double ca = cos (camera->azimuth), sa = sin (camera->azimuth), ce = cos (camera->elevation), se = sin (camera->elevation);
  const double right[3] = { -sa, ca, 0 }, up[3] = { -se * ca, -se * sa, ce }, back[3] = { ce * ca, ce * sa, se };
  const double half = camera->distance * tan (0.5 * camera->field_of_view);
  const double u = (2 * x / width - 1) * half * width / height, v = (1 - 2 * y / height) * half;
  double length = 0;

  for (guint j = 0; j < 3; j++)
    {
      const double eye = camera->target[j] + camera->distance * back[j];
      const double aim = camera->target[j] + u * right[j] + v * up[j];

      origin[j] = camera->orthographic ? aim + camera->distance * back[j] : eye;
      direction[j] = aim - origin[j];
      length += direction[j] * direction[j];
    }
  for (guint j = 0; j < 3; j++)
    direction[j] /= sqrt (length);
}

/* Distance along the ray to the ellipsoid's near side, or a negative number where the ray misses it. */
static inline double
meet (const WscEllipsoid *e, const double origin[3], const double direction[3])
{
  double b[3][3], o[3], d[3];

  get_inverse (e, b);
  to_sphere (e, origin, o);
  for (guint i = 0; i < 3; i++)
    d[i] = dot3 (b[i], direction);
  const double a = dot3 (d, d), h = dot3 (o, d), c = dot3 (o, o) - 1, discriminant = h * h - a * c;

  return discriminant < 0 ? -1 : (-h - sqrt (discriminant)) / a;
}
