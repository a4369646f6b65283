/* project: ellipsoids to outlines, exactly and without inverting anything.
 *
 * An ellipsoid c + A u, |u| = 1, has the dual quadric [A A' - c c', -c; -c', -1]: the planes that touch it. The map (x, y, z)
 * -> (x, y, 1) / -z takes planes to planes, so it takes the ellipsoid, when it lies before the eye, to another ellipsoid in
 * (X, Y, s), s = 1 / distance, and there the eye looks along s. Seen along an axis, an ellipsoid with shape matrix S is the
 * conditional of a Gaussian: the outline has shape S_xy, and the surface is s = regression on (X, Y) + sqrt (conditional
 * variance) sqrt (1 - |q|^2). Flat and needle-like ones need no special case. (Dual quadrics: Hartley and
 * Zisserman 2004, section 8.3.)
 */
#include "scene/scene.h"

#include <math.h>

#include "scene/scene-private.h"

/* Half the width in logical pixels of the thinnest thing drawn. */
#define HAIR 0.65

/* Centre and shape matrix in image space. */
typedef struct
{
  double x, y, s;
  double xx, xy, yy, xs, ys, ss;
} Shape;

void
wsc_view_init (WscView *self, const WscScene *scene, const WscCamera *camera, double width, double height, double pixel_ratio)
{
  double low[3], high[3], off = 0, far_distance;

  g_return_if_fail (width > 0 && height > 0 && pixel_ratio > 0);

  wsc_camera_get_frame (camera, self->rotation);
  wsc_camera_get_eye (camera, self->eye);
  wsc_scene_get_bounds (scene, low, high);
  for (guint i = 0; i < 3; i++)
    off += pow (0.5 * (low[i] + high[i]) - camera->target[i], 2);
  wsc_camera_get_range (camera, wsc_scene_get_radius (scene) + sqrt (off), &self->near_distance, &far_distance);
  self->orthographic = camera->orthographic;
  self->middle[0] = 0.5 * width;
  self->middle[1] = 0.5 * height;
  self->hair = HAIR * pixel_ratio;
  /* What fits a square fits any picture: the shorter side is the one that counts. */
  self->scale = 0.5 * MIN (width, height) / (self->orthographic ? wsc_camera_get_half_height (camera) : tan (0.5 * camera->field_of_view));
  if (self->orthographic)
    {
      self->depth_scale = -1 / (far_distance - self->near_distance);
      self->depth_add = self->near_distance * self->depth_scale;
    }
  else
    {
      self->depth_add = far_distance / (far_distance - self->near_distance);
      self->depth_scale = -self->near_distance * self->depth_add;
    }
}

gboolean
wsc_view_project (const WscView *self, const double point[3], double pixel[2], double *depth)
{
  double v[3], s;

  for (guint i = 0; i < 3; i++)
    v[i] = self->rotation[i][0] * (point[0] - self->eye[0]) + self->rotation[i][1] * (point[1] - self->eye[1]) +
           self->rotation[i][2] * (point[2] - self->eye[2]);
  s = self->orthographic ? v[2] : -1 / v[2];
  if (!self->orthographic && !(s > 0 && isfinite (s)))
    return FALSE;
  pixel[0] = self->middle[0] + self->scale * v[0] * (self->orthographic ? 1 : s);
  pixel[1] = self->middle[1] - self->scale * v[1] * (self->orthographic ? 1 : s);
  if (depth != NULL)
    *depth = self->depth_add + self->depth_scale * s;
  return TRUE;
}

/* Centre and S = A A' in the eye's frame. */
static void
to_eye_frame (const WscView *self, const WscEllipsoid *e, Shape *out)
{
  const double d[3] = { e->centre[0] - self->eye[0], e->centre[1] - self->eye[1], e->centre[2] - self->eye[2] };
  const double (*r)[3] = self->rotation;
  double a[3][3];

  for (guint i = 0; i < 3; i++)
    for (guint j = 0; j < 3; j++)
      a[i][j] = r[j][0] * e->half_axes[i][0] + r[j][1] * e->half_axes[i][1] + r[j][2] * e->half_axes[i][2];
  out->x = r[0][0] * d[0] + r[0][1] * d[1] + r[0][2] * d[2];
  out->y = r[1][0] * d[0] + r[1][1] * d[1] + r[1][2] * d[2];
  out->s = r[2][0] * d[0] + r[2][1] * d[1] + r[2][2] * d[2];
  out->xx = a[0][0] * a[0][0] + a[1][0] * a[1][0] + a[2][0] * a[2][0];
  out->xy = a[0][0] * a[0][1] + a[1][0] * a[1][1] + a[2][0] * a[2][1];
  out->yy = a[0][1] * a[0][1] + a[1][1] * a[1][1] + a[2][1] * a[2][1];
  out->xs = a[0][0] * a[0][2] + a[1][0] * a[1][2] + a[2][0] * a[2][2];
  out->ys = a[0][1] * a[0][2] + a[1][1] * a[1][2] + a[2][1] * a[2][2];
  out->ss = a[0][2] * a[0][2] + a[1][2] * a[1][2] + a[2][2] * a[2][2];
}

/* (x, y, z) -> (x, y, 1) / -z; the differences of products are expanded so that c c' cancels exactly. */
static gboolean
to_image (const Shape *v, double near_distance, Shape *out)
{
  const double g = v->s * v->s - v->ss; /* > 0: clear of the plane through the eye */

  if (-v->s - sqrt (v->ss) <= near_distance * 1e-6)
    return FALSE;
  const double f = 1 / g, f2 = f * f;
  out->x = (v->xs - v->x * v->s) * f;
  out->y = (v->ys - v->y * v->s) * f;
  out->s = -v->s * f;
  out->xx = (v->x * v->x * v->ss - 2 * v->x * v->s * v->xs + v->s * v->s * v->xx - (v->xx * v->ss - v->xs * v->xs)) * f2;
  out->yy = (v->y * v->y * v->ss - 2 * v->y * v->s * v->ys + v->s * v->s * v->yy - (v->yy * v->ss - v->ys * v->ys)) * f2;
  out->xy = (v->x * v->y * v->ss - v->x * v->s * v->ys - v->y * v->s * v->xs + v->s * v->s * v->xy -
             (v->xy * v->ss - v->xs * v->ys)) * f2;
  out->xs = (v->x * v->ss - v->s * v->xs) * f2;
  out->ys = (v->y * v->ss - v->s * v->ys) * f2;
  out->ss = v->ss * f2;
  return TRUE;
}

/* The longer principal direction of [xx, xy; xy, yy] and both standard deviations. */
static void
get_principal (const Shape *p, double direction[2], double deviations[2])
{
  const double mean = 0.5 * (p->xx + p->yy), difference = 0.5 * (p->xx - p->yy);
  const double r = sqrt (difference * difference + p->xy * p->xy);
  const double longest = mean + r, shortest = longest > 0 ? (p->xx * p->yy - p->xy * p->xy) / longest : 0;
  const double x = difference >= 0 ? difference + r : p->xy, y = difference >= 0 ? p->xy : r - difference;
  const double length = sqrt (x * x + y * y);

  direction[0] = length > 0 ? x / length : 1;
  direction[1] = length > 0 ? y / length : 0;
  deviations[0] = sqrt (MAX (longest, 0));
  deviations[1] = sqrt (MAX (shortest, 0));
}

/* With f the surface s = f (X, Y): the plane that touches it there, taken back through the map, has the normal (-f_X, -f_Y,
 * s - f_X X - f_Y Y), (-f_X, -f_Y, 1) when orthographic; times w it is linear in (1, q, w) and finite at the rim. */
static void
set_normal (const WscView *self, const Shape *p, const double e[2][2], const double lengths[2], const double slope[3],
            WscOutline *out)
{
  const double h = slope[2];
  const double k = 1 / ((h + fabs (slope[0]) + fabs (slope[1])) / lengths[1] + (self->orthographic ? 1 : p->s));
  const double f[2] = { k / lengths[0], k / lengths[1] };
  const double m[2] = { (e[0][0] * p->x + e[0][1] * p->y) * f[0], (e[1][0] * p->x + e[1][1] * p->y) * f[1] };
  const double perspective = self->orthographic ? 0 : 1;

  out->normal[0][0] = out->normal[0][1] = 0;
  out->normal[0][2] = perspective * k * h;
  for (guint i = 0; i < 2; i++)
    {
      out->normal[1 + i][0] = h * e[i][0] * f[i];
      out->normal[1 + i][1] = h * e[i][1] * f[i];
      out->normal[1 + i][2] = perspective * h * m[i];
      out->normal[3][i] = -(slope[0] * e[0][i] * f[0] + slope[1] * e[1][i] * f[1]);
    }
  out->normal[3][2] = self->orthographic ? k : k * p->s - slope[0] * m[0] - slope[1] * m[1];
}

gboolean
wsc_view_outline (const WscView *self, const WscEllipsoid *ellipsoid, WscOutline *outline)
{
  Shape eye, image;
  double first[2], lengths[2], slope[3];

  to_eye_frame (self, ellipsoid, &eye);
  if (self->orthographic)
    image = eye;
  else if (!to_image (&eye, self->near_distance, &image))
    return FALSE;
  get_principal (&image, first, lengths);
  const double e[2][2] = { { first[0], first[1] }, { -first[1], first[0] } };
  outline->centre[0] = self->middle[0] + self->scale * image.x;
  outline->centre[1] = self->middle[1] - self->scale * image.y;
  for (guint i = 0; i < 2; i++)
    {
      lengths[i] = MAX (lengths[i], self->hair / self->scale);
      slope[i] = (e[i][0] * image.xs + e[i][1] * image.ys) / lengths[i];
      outline->lengths[i] = self->scale * lengths[i];
      outline->axes[i][0] = outline->lengths[i] * e[i][0];
      outline->axes[i][1] = -outline->lengths[i] * e[i][1];
      outline->depth[1 + i] = self->depth_scale * slope[i];
    }
  slope[2] = sqrt (MAX (image.ss - slope[0] * slope[0] - slope[1] * slope[1], 0));
  outline->depth[0] = self->depth_add + self->depth_scale * image.s;
  outline->depth[3] = self->depth_scale * slope[2];
  set_normal (self, &image, e, lengths, slope, outline);
  return TRUE;
}
