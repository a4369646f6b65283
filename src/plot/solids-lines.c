/* Ellipsoids as lines: their outlines, and in wireframe meridians and parallels 30 degrees apart, which on the picture are arcs of
 * ellipses. What lies on the far side is faint. Nothing hides anything. */
#include "plot/solids-private.h"

#include <math.h>
#include <string.h>

#define HALF_WIDTH 0.6   /* logical px */
#define STEPS 12         /* of 30 degrees round a circle */
#define N_PLACES 96      /* where an arc is looked at, before its ends are found */
#define FAR_STRENGTH 0.3
#define LEAST_AXIS 6.0   /* logical px: a smaller ellipsoid has its outline alone */

/* --- what is seen ------------------------------------------------------------------------ */

/* A circle on an ellipsoid, as a flat one, and which part of it is drawn. */
typedef struct
{
  const WscSolidPicture *picture;
  const WscOutline *solid, *circle;
  gboolean is_far; /* the far side's part */
} Arc;

static double
get_middle_depth (const WscOutline *o, const double pixel[2])
{
  double depth = o->depth[0];

  for (guint i = 0; i < 2; i++)
    depth += o->depth[1 + i] * ((pixel[0] - o->centre[0]) * o->axes[i][0] + (pixel[1] - o->centre[1]) * o->axes[i][1]) /
             (o->lengths[i] * o->lengths[i]);
  return depth;
}

static gboolean
is_cut_away (const WscSolidPicture *picture, const double pixel[2], double depth)
{
  const double plane = picture->plane[0] + picture->plane[1] * pixel[0] + picture->plane[2] * pixel[1];

  return picture->cut != 0 && (picture->cut > 0 ? depth < plane : depth > plane);
}

static gboolean
is_drawn (const Arc *self, double angle)
{
  const WscOutline *o = self->circle;
  const double c = cos (angle), s = sin (angle), depth = o->depth[0] + c * o->depth[1] + s * o->depth[2];
  const double pixel[2] = { o->centre[0] + c * o->axes[0][0] + s * o->axes[1][0], o->centre[1] + c * o->axes[0][1] + s * o->axes[1][1] };

  if (self->solid != NULL && (depth > get_middle_depth (self->solid, pixel)) != self->is_far)
    return FALSE;
  return !is_cut_away (self->picture, pixel, depth);
}

static double
find_end (const Arc *self, double from, double to, gboolean was)
{
  for (guint k = 0; k < 30; k++)
    if (is_drawn (self, 0.5 * (from + to)) == was)
      from = 0.5 * (from + to);
    else
      to = 0.5 * (from + to);
  return 0.5 * (from + to);
}

/* --- arcs ----------------------------------------------------------------------------------- */

static void
add_arc (const Arc *self, double from, double to)
{
  const WscOutline *o = self->circle;
  const cairo_matrix_t matrix = { o->axes[0][0], o->axes[0][1], o->axes[1][0], o->axes[1][1], o->centre[0], o->centre[1] };
  cairo_t *cr = self->picture->cr;

  cairo_save (cr);
  cairo_transform (cr, &matrix);
  cairo_new_sub_path (cr);
  cairo_arc (cr, 0, 0, 1, from, to);
  cairo_restore (cr);
}

/* From the first place that is not drawn round to it again. */
static void
add_drawn (const Arc *self)
{
  const double step = 2 * G_PI / N_PLACES;
  double began = 0;
  gboolean was = FALSE;
  guint first = 0;

  while (first < N_PLACES && is_drawn (self, first * step))
    first++;
  if (first == N_PLACES)
    {
      add_arc (self, 0, 2 * G_PI);
      return;
    }
  for (guint k = first + 1; k <= first + N_PLACES; k++)
    {
      const gboolean is = is_drawn (self, k * step);

      if (is && !was)
        began = find_end (self, (k - 1) * step, k * step, FALSE);
      if (!is && was)
        add_arc (self, began, find_end (self, (k - 1) * step, k * step, TRUE));
      was = is;
    }
}

static void
stroke (const WscSolidPicture *picture, WscRgba c, double strength)
{
  cairo_set_line_width (picture->cr, 2 * HALF_WIDTH * picture->pixel);
  cairo_set_source_rgba (picture->cr, c.r, c.g, c.b, strength);
  cairo_stroke (picture->cr);
}

/* --- circles ----------------------------------------------------------------------------------- */

/* Meridian k: through the ends of half-axis 0, at an angle between the others; parallel k: at a latitude along half-axis 0. */
static void
get_circle (const WscEllipsoid *e, gboolean is_meridian, double angle, WscEllipsoid *circle)
{
  const double c = cos (angle), s = sin (angle);

  *circle = *e;
  for (guint j = 0; j < 3; j++)
    {
      const float *a = &e->half_axes[0][0];

      circle->half_axes[2][j] = 0;
      circle->half_axes[0][j] = is_meridian ? a[j] : c * a[3 + j];
      circle->half_axes[1][j] = is_meridian ? c * a[3 + j] + s * a[6 + j] : c * a[6 + j];
      circle->centre[j] = e->centre[j] + (is_meridian ? 0 : s * a[j]);
    }
}

static void
add_circles (const WscSolidPicture *picture, const WscSolid *solid, const WscEllipsoid *e, gboolean is_far)
{
  WscView exact = picture->view;
  WscOutline outline;
  WscEllipsoid circle;

  exact.hair = 1e-6;
  for (guint k = 0; k < STEPS - 1; k++)
    {
      const gboolean is_meridian = k < STEPS / 2;
      const double angle = is_meridian ? k * 2 * G_PI / STEPS : ((int) k - (int) STEPS / 2 - 2) * 2 * G_PI / STEPS;
      const Arc arc = { picture, &solid->layer.outline, &outline, is_far };

      get_circle (e, is_meridian, angle, &circle);
      if (wsc_view_outline (&exact, &circle, &outline))
        add_drawn (&arc);
    }
}

static void
add_outline (const WscSolidPicture *picture, const WscSolid *solid)
{
  const double inset = HALF_WIDTH * picture->pixel;
  WscOutline within = solid->layer.outline;
  const Arc arc = { picture, NULL, &within, FALSE };

  /* A line lies in the outline, as wide as it is. */
  for (guint i = 0; i < 2; i++)
    for (guint j = 0; j < 2; j++)
      within.axes[i][j] *= MAX (1 - inset / within.lengths[i], 0.1);
  add_drawn (&arc);
}

static void
add_face (const WscSolidPicture *picture, const WscEllipsoid *e)
{
  WscEllipsoid face;
  WscOutline outline;
  double plane[4];
  WscSolidPicture whole = *picture;
  const Arc arc = { &whole, NULL, &outline, FALSE };

  whole.cut = 0;
  if (picture->cut == 0 || !wsc_scene_get_clip_plane (picture->scene, picture->camera, plane) || !wsc_ellipsoid_cut (e, plane, &face))
    return;
  if (wsc_view_outline (&picture->view, &face, &outline))
    add_drawn (&arc);
}

void
wsc_solids_draw_lines (const WscSolidPicture *picture)
{
  const WscEllipsoid *ellipsoids = wsc_scene_get_ellipsoids (picture->scene, NULL);

  for (guint i = 0; i < picture->solids->len; i++)
    {
      const WscSolid *solid = &g_array_index (picture->solids, WscSolid, i);
      const WscEllipsoid *e = &ellipsoids[solid->index];
      const gboolean has_circles = picture->style->style == WSC_STYLE_WIREFRAME && solid->layer.outline.lengths[1] > LEAST_AXIS * picture->pixel;

      cairo_new_path (picture->cr);
      if (has_circles)
        {
          add_circles (picture, solid, e, TRUE);
          stroke (picture, solid->colour, FAR_STRENGTH);
          add_circles (picture, solid, e, FALSE);
        }
      add_outline (picture, solid);
      add_face (picture, e);
      stroke (picture, solid->colour, 1);
    }
}
