/* A neuron's replicas over its ellipsoid, and the shell of what its size may be: twice the standard error in and out. */
#include "plot/plot-private.h"

#include <math.h>

#include "plot/cloud.h"
#include "scene/cloud.h"

/* In units of the font size. */
#define DOT 0.13
#define RING 0.24
#define LINE 0.08

#define MAX_SHELLS 100 /* more would hide the picture */

/* --- the shell ------------------------------------------------------------------- */

static void
add_ellipse (cairo_t *cr, const WscOutline *o)
{
  const cairo_matrix_t matrix = { o->axes[0][0], o->axes[0][1], o->axes[1][0], o->axes[1][1], o->centre[0], o->centre[1] };
  cairo_save (cr);
  cairo_transform (cr, &matrix);
  cairo_new_sub_path (cr);
  cairo_arc (cr, 0, 0, 1, 0, 2 * G_PI);
  cairo_restore (cr);
}

static void
add_outline (cairo_t *cr, const WscView *view, const WscEllipsoid *ellipsoid, double factor)
{
  WscEllipsoid scaled = *ellipsoid;
  WscOutline outline;
  for (guint i = 0; i < 3; i++)
    for (guint j = 0; j < 3; j++)
      scaled.half_axes[i][j] *= (float) factor;
  if (factor > 0 && wsc_view_outline (view, &scaled, &outline))
    add_ellipse (cr, &outline);
}

static void
draw_shell (cairo_t *cr, const WscView *view, const WscEllipsoid *ellipsoid, double doubt, double em, WscRgba ink, double alpha)
{
  const double dashes[] = { 0.35 * em, 0.3 * em };
  if (doubt <= 0)
    return;
  cairo_new_path (cr);
  add_outline (cr, view, ellipsoid, 1 + doubt);
  add_outline (cr, view, ellipsoid, 1 - doubt);
  cairo_set_source_rgba (cr, ink.r, ink.g, ink.b, alpha);
  cairo_set_line_width (cr, LINE * em);
  cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
}

/* --- points ------------------------------------------------------------------------ */

static void
draw_inside (cairo_t *cr, const double at[2], double em, WscRgba ink, WscRgba halo)
{
  cairo_arc (cr, at[0], at[1], (DOT + 0.06) * em, 0, 2 * G_PI);
  cairo_set_source_rgba (cr, halo.r, halo.g, halo.b, 0.7);
  cairo_fill (cr);
  cairo_arc (cr, at[0], at[1], DOT * em, 0, 2 * G_PI);
  cairo_set_source_rgba (cr, ink.r, ink.g, ink.b, 0.85);
  cairo_fill (cr);
}

/* Told apart by form as well as by colour. */
static void
draw_outside (cairo_t *cr, const double at[2], double em, WscRgba colour, WscRgba halo)
{
  for (guint pass = 0; pass < 2; pass++)
    {
      const WscRgba c = pass == 0 ? halo : colour;
      cairo_new_sub_path (cr);
      cairo_arc (cr, at[0], at[1], RING * em, 0, 2 * G_PI);
      cairo_set_source_rgba (cr, c.r, c.g, c.b, pass == 0 ? 0.8 : 1);
      cairo_set_line_width (cr, (pass == 0 ? 0.26 : 0.12) * em);
      cairo_stroke (cr);
    }
}

/* Dots are as large as text asks for, but no larger than leaves them apart on a small ellipsoid. */
static double
get_dot_size (const WscView *view, const WscEllipsoid *ellipsoid, double em)
{
  WscOutline outline;
  return wsc_view_outline (view, ellipsoid, &outline) ? CLAMP (0.3 * outline.lengths[0], 0.55 * em, em) : em;
}

static void
draw_points (cairo_t *cr, const WscView *view, const WscCloud *cloud, double em, WscTheme theme)
{
  const WscRgba ink = wsc_theme_ink (theme), halo = wsc_theme_background (theme), outside = wsc_plot_get_colour (5, theme);
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < cloud->n; i++)
      {
        const WscCloudPoint *point = &cloud->points[i];
        double at[2];
        if (point->is_outside != (pass == 1) || !wsc_view_project (view, point->place, at, NULL))
          continue;
        cairo_new_path (cr);
        if (point->is_outside)
          draw_outside (cr, at, em, outside, halo);
        else
          draw_inside (cr, at, em, ink, halo);
      }
}

void
wsc_cloud_draw (const WscScene *scene, const WscView *view, guint ellipsoid, cairo_t *cr, double em, WscTheme theme)
{
  g_autoptr (WscCloud) cloud = wsc_scene_new_cloud (scene, ellipsoid);
  if (!cloud)
    return;
  const WscEllipsoid *shape = &wsc_scene_get_ellipsoids (scene, NULL)[ellipsoid];
  draw_shell (cr, view, shape, wsc_scene_get_doubt (scene), em, wsc_theme_ink (theme), 0.7);
  draw_points (cr, view, cloud, get_dot_size (view, shape, em), theme);
}

/* --- for windows -------------------------------------------------------------------- */

void
wsc_plot_draw_cloud (WscScene *scene, guint ellipsoid, const WscCamera *camera, cairo_t *cr, double width, double height,
                     double font_size, WscTheme theme)
{
  WscView view;
  g_return_if_fail (scene != NULL && camera != NULL && cr != NULL);
  wsc_view_init (&view, scene, camera, width, height, 1);
  wsc_cloud_draw (scene, &view, ellipsoid, cr, font_size, theme);
}

void
wsc_plot_draw_doubt (WscScene *scene, const WscCamera *camera, cairo_t *cr, double width, double height, double font_size,
                     WscTheme theme)
{
  guint n;
  WscView view;
  g_return_if_fail (scene != NULL && camera != NULL && cr != NULL);
  const WscEllipsoid *ellipsoids = wsc_scene_get_ellipsoids (scene, &n);
  wsc_view_init (&view, scene, camera, width, height, 1);
  for (guint i = 0; i < n && n <= MAX_SHELLS; i++)
    draw_shell (cr, &view, &ellipsoids[i], wsc_scene_get_doubt (scene), font_size, wsc_theme_ink (theme), 0.4);
}
