/* pick: which ellipsoid is seen at a pixel. A bounding sphere rejects nearly all; the few left are met by the formulas that
 * draw them. */
#include "scene/scene.h"

#include <math.h>

#include "scene/scene-private.h"

/* The ray through a pixel, and how far a sphere's reach grows with the distance for `slack` pixels more. */
typedef struct
{
  double origin[3], direction[3];
  double slack;
} Ray;

void
wsc_view_get_ray (const WscView *view, double x, double y, double origin[3], double direction[3])
{
  const double u = (x - view->middle[0]) / view->scale, v = -(y - view->middle[1]) / view->scale;
  const double (*r)[3] = view->rotation;
  const double length = view->orthographic ? 1 : sqrt (u * u + v * v + 1);

  for (guint j = 0; j < 3; j++)
    {
      origin[j] = view->eye[j] + (view->orthographic ? u * r[0][j] + v * r[1][j] : 0);
      direction[j] = view->orthographic ? -r[2][j] : (u * r[0][j] + v * r[1][j] - r[2][j]) / length;
    }
}

static void
ray_init (Ray *ray, const WscView *view, double x, double y, double slack)
{
  wsc_view_get_ray (view, x, y, ray->origin, ray->direction);
  ray->slack = slack / view->scale;
}

/* Whether the ray passes the ellipsoid's bounding sphere, grown by the slack. */
static inline gboolean
is_near (const Ray *ray, gboolean orthographic, const WscEllipsoid *e)
{
  const double c[3] = { e->centre[0] - ray->origin[0], e->centre[1] - ray->origin[1], e->centre[2] - ray->origin[2] };
  const double along = c[0] * ray->direction[0] + c[1] * ray->direction[1] + c[2] * ray->direction[2];
  const double squared = c[0] * c[0] + c[1] * c[1] + c[2] * c[2];
  const float *a = e->half_axes[0];
  const double radius_squared = (double) a[0] * a[0] + (double) a[1] * a[1] + (double) a[2] * a[2];
  const double slack = ray->slack * (orthographic ? 1 : fabs (along) + sqrt (radius_squared));

  /* (r + s)^2 <= 2 (r^2 + s^2): no second root. */
  return squared - along * along <= 2 * (radius_squared * 1.001 + slack * slack);
}

/* Window depth at the pixel of what is seen of the ellipsoid: its front side, or its cut face; more than any where neither is. `clip` is
 * all 0 where nothing is cut. */
static double
get_depth_at (const WscView *view, const double clip[4], const WscEllipsoid *e, double x, double y)
{
  const double side = clip[0] + clip[1] * x + clip[2] * y;
  WscOutline o;
  double q[2], rest, base, reach;

  if (!wsc_view_outline (view, e, &o))
    return G_MAXDOUBLE;
  for (guint i = 0; i < 2; i++)
    q[i] = ((x - o.centre[0]) * o.axes[i][0] + (y - o.centre[1]) * o.axes[i][1]) / (o.lengths[i] * o.lengths[i]);
  rest = 1 - q[0] * q[0] - q[1] * q[1];
  if (rest < 0)
    return G_MAXDOUBLE;
  base = o.depth[0] + q[0] * o.depth[1] + q[1] * o.depth[2];
  reach = sqrt (rest) * o.depth[3];
  if (side + clip[3] * (base + reach) <= 0)
    return base + reach;
  return side + clip[3] * (base - reach) <= 0 ? -side / clip[3] : G_MAXDOUBLE;
}

/* The neuron with the largest share of the density there. */
static gint
pick_density (const WscScene *self, const WscView *view, double x, double y)
{
  double point[2];
  guint bump = 0;

  if (!wsc_scene_meet_density (self, view, x, y, point) || !(wsc_density_evaluate (self->density, point, &bump) > 0))
    return -1;
  return (gint) wsc_density_get_bumps (self->density)[bump].id;
}

gint
wsc_view_pick (const WscView *view, const WscScene *self, const gboolean *left_out, double x, double y)
{
  double nearest = G_MAXDOUBLE;
  gint found = -1;
  double clip[4];
  Ray ray;

  if (self->density != NULL)
    return pick_density (self, view, x, y);
  wsc_view_get_clip (view, self, clip);
  ray_init (&ray, view, x, y, view->hair);
  for (guint i = 0; i < self->n; i++)
    if ((left_out == NULL || !left_out[i]) && is_near (&ray, view->orthographic, &self->ellipsoids[i]))
      {
        const double depth = get_depth_at (view, clip, &self->ellipsoids[i], x, y);

        /* Of two cut faces in one plane the smaller is seen. */
        if (depth < nearest || (found >= 0 && depth == nearest &&
                                wsc_ellipsoid_get_volume (&self->ellipsoids[i]) < wsc_ellipsoid_get_volume (&self->ellipsoids[found])))
          {
            nearest = depth;
            found = i;
          }
      }
  return found;
}

gint
wsc_scene_pick (const WscScene *self, const WscCamera *camera, double width, double height, double x, double y)
{
  WscView view;

  g_return_val_if_fail (width > 0 && height > 0, -1);

  wsc_view_init (&view, self, camera, width, height, 1);
  return wsc_view_pick (&view, self, NULL, x, y);
}
