/* The corners of the mesh, and the volume under it. */
#include <math.h>

#include "scene/density-private.h"

/* --- corners ------------------------------------------------------------------------ */

/* f, its slopes, and the colours of all Gaussians by their shares of it. */
typedef struct
{
  double f, slope[2], colour[3];
} Corner;

static void
evaluate (const WscDensity *self, double x, double y, Corner *out)
{
  *out = (Corner) { 0 };
  for (guint i = 0; i < self->n_bumps; i++)
    {
      const WscForm *form = &self->forms[i];
      const double dx = x - form->mean[0], dy = y - form->mean[1];
      const double a = form->xx * dx + form->xy * dy, b = form->xy * dx + form->yy * dy, squared = a * dx + b * dy;
      const WscRgba *colour = &self->bumps[i].colour;

      if (squared >= WSC_DENSITY_FAR)
        continue;
      const double part = form->height * exp (-0.5 * squared);
      out->f += part;
      out->slope[0] -= part * a;
      out->slope[1] -= part * b;
      out->colour[0] += part * colour->r;
      out->colour[1] += part * colour->g;
      out->colour[2] += part * colour->b;
    }
}

/* Premultiplied: where f is nothing no Gaussian has a share, and the plane shows. */
static void
set_colour (WscDensityNode *node, const Corner *corner, double peak)
{
  const double known = corner->f / (corner->f + 1e-3 * peak);

  for (guint j = 0; j < 3; j++)
    {
      const double own = corner->f > 0 ? corner->colour[j] / corner->f : 0;

      node->colour[j] = (guint8) lrint (255 * CLAMP (known * own, 0, 1));
    }
  node->colour[3] = (guint8) lrint (255 * known);
}

typedef struct
{
  WscDensity *self;
  Corner *corners;
} Task;

static void
fill_row (gpointer user_data, guint row, guint thread)
{
  const Task *task = user_data;
  WscDensity *self = task->self;

  for (guint k = 0; k < self->n_x; k++)
    {
      const gsize at = (gsize) row * self->n_x + k;

      evaluate (self, self->x[k], self->y[row], &task->corners[at]);
      self->z[at] = task->corners[at].f;
    }
}

static void
set_node (WscDensity *self, const Corner *corner, gsize at)
{
  WscDensityNode *node = &self->nodes[at];
  const double n[3] = { -self->stretch * corner->slope[0], -self->stretch * corner->slope[1], 1 };
  const double length = sqrt (n[0] * n[0] + n[1] * n[1] + 1);

  node->place[0] = self->x[at % self->n_x];
  node->place[1] = self->y[at / self->n_x];
  node->place[2] = self->stretch * corner->f;
  for (guint j = 0; j < 3; j++)
    node->normal[j] = n[j] / length;
  set_colour (node, corner, self->peak);
}

/* The two triangles of a cell meet on its diagonal from low to high. */
static double
get_volume (const WscDensity *self)
{
  double volume = 0;

  for (guint i = 0; i + 1 < self->n_y; i++)
    for (guint k = 0; k + 1 < self->n_x; k++)
      {
        const double *z = self->z + (gsize) i * self->n_x + k, area = (self->x[k + 1] - self->x[k]) * (self->y[i + 1] - self->y[i]);

        volume += area / 6 * (2 * z[0] + z[1] + z[self->n_x] + 2 * z[self->n_x + 1]);
      }
  return volume;
}

void
wsc_density_fill (WscDensity *self, double height)
{
  const gsize n = (gsize) self->n_x * self->n_y;
  g_autofree Corner *corners = g_new (Corner, n);
  Task task = { self, corners };

  self->z = g_new (double, n);
  self->nodes = g_new0 (WscDensityNode, n);
  wsc_parallel_for (0, self->n_y, fill_row, NULL, &task);
  for (gsize i = 0; i < n; i++)
    self->peak = MAX (self->peak, self->z[i]);
  self->stretch = height / self->peak;
  for (gsize i = 0; i < n; i++)
    set_node (self, &corners[i], i);
  self->volume = get_volume (self);
}
