/* A scene as paths: what wsc_renderer_draw () shows by GL, for SVG and PDF. */
#include "plot/plot.h"
#include "plot/solids-private.h"
#include "scene/density.h"

#include <math.h>

#define SCREEN_FONT 12.0 /* logical px: line widths are meant for text of that size */
#define TOLERANCE 0.01 /* user units: of arcs */
#define MAX_SOLIDS 1500 /* more are a picture in a figure: paths would be larger than pixels, and no sharper */
#define FACE_LIGHT 0.92 /* of the face of a cut, as by GL */

gboolean
wsc_plot_can_draw_scene (const WscScene *scene)
{
  guint n;

  wsc_scene_get_ellipsoids (scene, &n);
  return n <= MAX_SOLIDS && wsc_scene_get_density (scene) == NULL;
}

/* --- lines -------------------------------------------------------------------------- */

static void
draw_segments (const WscSolidPicture *picture, const WscSegment *segments, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      const WscSegment *s = &segments[i];
      WscLinePiece line;

      if (s->kind != WSC_SEGMENT_PATH && s->kind != WSC_SEGMENT_CONTOUR && wsc_view_project_segment (&picture->view, s, &line))
        wsc_solids_stroke (picture, s, &line, 0, 1);
    }
}

/* Thousands of short pieces, as one path: where they meet ink would be laid on twice. */
static void
draw_contours (const WscSolidPicture *picture, const WscSegment *segments, guint n)
{
  cairo_t *cr = picture->cr;
  WscLinePiece line;

  cairo_new_path (cr);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  for (guint i = 0; i < n; i++)
    if (segments[i].kind == WSC_SEGMENT_CONTOUR && wsc_view_project_segment (&picture->view, &segments[i], &line))
      {
        cairo_move_to (cr, line.from[0], line.from[1]);
        cairo_line_to (cr, line.to[0], line.to[1]);
        cairo_set_line_width (cr, segments[i].width * picture->pixel);
        cairo_set_source_rgba (cr, segments[i].colour.r, segments[i].colour.g, segments[i].colour.b, segments[i].colour.a);
      }
  cairo_stroke (cr);
}

/* --- ellipsoids ------------------------------------------------------------------------ */

static void
add_polygons (const WscSolidPicture *picture, const GArray *path)
{
  cairo_t *cr = picture->cr;

  for (guint i = 0; i < path->len; i++)
    {
      const WscPathPoint *p = &g_array_index (path, WscPathPoint, i);

      if (p->begins && i > 0)
        cairo_close_path (cr);
      if (p->begins)
        cairo_move_to (cr, p->x, p->y);
      else
        cairo_line_to (cr, p->x, p->y);
    }
  cairo_close_path (cr);
}

/* All but a path. */
static void
clip_out (const WscSolidPicture *picture, const GArray *path)
{
  cairo_new_path (picture->cr);
  cairo_rectangle (picture->cr, -1, -1, picture->width + 2, picture->height + 2);
  add_polygons (picture, path);
  cairo_set_fill_rule (picture->cr, CAIRO_FILL_RULE_EVEN_ODD);
  cairo_clip (picture->cr);
}

static void
clip_within (const WscSolidPicture *picture, const GArray *path)
{
  cairo_new_path (picture->cr);
  add_polygons (picture, path);
  cairo_set_fill_rule (picture->cr, CAIRO_FILL_RULE_WINDING);
  cairo_clip (picture->cr);
}

static void
clip_solid (const WscSolidPicture *picture, const WscSolid *solid)
{
  for (guint i = 0; solid->hidden != NULL && i < solid->hidden->len; i++)
    clip_out (picture, g_ptr_array_index (solid->hidden, i));
  for (guint i = 0; solid->within != NULL && i < solid->within->len; i++)
    clip_within (picture, g_ptr_array_index (solid->within, i));
}

static WscRgba
darken (WscRgba c, double share)
{
  const float s = share;

  return (WscRgba) { s * c.r, s * c.g, s * c.b, c.a };
}

static void
fill_face (const WscSolidPicture *picture, const WscSolid *face, double opacity)
{
  const WscRgba c = darken (face->colour, FACE_LIGHT);

  cairo_new_path (picture->cr);
  wsc_solid_add_path (face, picture->cr, 1, 1);
  cairo_set_source_rgba (picture->cr, c.r, c.g, c.b, opacity);
  cairo_fill (picture->cr);
  wsc_solid_draw_rim (face, picture->cr, &picture->light, picture->pixel, opacity);
}

/* The front as far as the plane leaves it. */
static void
fill_front (const WscSolidPicture *picture, const WscSolid *solid)
{
  WscLayer whole = solid->layer, plane = { .is_plane = TRUE };
  g_autoptr (GArray) path = NULL;

  whole.cut = 0;
  for (guint j = 0; j < 3; j++)
    plane.plane[j] = solid->layer.plane[j];
  path = solid->layer.cut != 0 ? wsc_layer_find_hidden (&whole, &plane, 0, WSC_SOLID_TOLERANCE * picture->pixel) : NULL;
  if (solid->layer.cut > 0 && path == NULL)
    return;
  cairo_save (picture->cr);
  if (path != NULL && solid->layer.cut > 0)
    clip_within (picture, path);
  else if (path != NULL)
    clip_out (picture, path);
  wsc_solid_fill (solid, picture->cr, &picture->light, picture->pixel);
  wsc_solid_draw_rim (solid, picture->cr, &picture->light, picture->pixel, 1);
  cairo_restore (picture->cr);
}

static void
draw_opaque (const WscSolidPicture *picture, const WscSolid *solid)
{
  const WscEllipsoid *e = &wsc_scene_get_ellipsoids (picture->scene, NULL)[solid->index];
  WscSolid face = *solid;
  WscEllipsoid flat;
  double plane[4];

  cairo_save (picture->cr);
  clip_solid (picture, solid);
  fill_front (picture, solid);
  if (solid->layer.cut > 0 && wsc_scene_get_clip_plane (picture->scene, picture->camera, plane) && wsc_ellipsoid_cut (e, plane, &flat) &&
      wsc_view_outline (&picture->view, &flat, &face.layer.outline))
    fill_face (picture, &face, 1);
  cairo_restore (picture->cr);
}

/* One side of glass. Two of them hide together what an ellipsoid shall. */
static void
draw_glass (const WscSolidPicture *picture, const WscSolid *part)
{
  const double opacity = picture->style->opacity, side = 1 - sqrt (1 - opacity);
  cairo_t *cr = picture->cr;

  cairo_save (cr);
  clip_solid (picture, part);
  if (part->part == WSC_SOLID_FACE)
    fill_face (picture, part, opacity);
  else
    {
      cairo_push_group (cr);
      wsc_solid_fill (part, cr, &picture->light, picture->pixel);
      cairo_pop_group_to_source (cr);
      cairo_paint_with_alpha (cr, side);
      if (part->part == WSC_SOLID_FRONT)
        wsc_solid_draw_rim (part, cr, &picture->light, picture->pixel, side);
    }
  cairo_restore (cr);
}

/* Each piece of the path before the first side of glass that lies in front of it. */
static void
draw_all_glass (const WscSolidPicture *picture, const WscSegment *segments, guint n)
{
  g_autoptr (GArray) stretches = wsc_solids_find_stretches (picture, segments, n);
  guint next = 0;

  for (guint i = 0; i <= picture->solids->len; i++)
    {
      for (; next < stretches->len && g_array_index (stretches, WscStretch, next).before <= i; next++)
        {
          const WscStretch *s = &g_array_index (stretches, WscStretch, next);

          wsc_solids_stroke (picture, s->segment, &s->line, s->from, s->to);
        }
      if (i < picture->solids->len)
        draw_glass (picture, &g_array_index (picture->solids, WscSolid, i));
    }
}

static void
draw_solids (const WscSolidPicture *picture, const WscSegment *segments, guint n)
{
  switch (picture->style->style)
    {
    case WSC_STYLE_GLASS:
      draw_all_glass (picture, segments, n);
      break;
    case WSC_STYLE_OPAQUE:
      for (guint i = 0; i < picture->solids->len; i++)
        draw_opaque (picture, &g_array_index (picture->solids, WscSolid, i));
      wsc_solids_draw_path (picture, segments, n, TRUE);
      break;
    default:
      wsc_solids_draw_lines (picture);
      wsc_solids_draw_path (picture, segments, n, FALSE);
    }
}

static void
arrange (WscSolidPicture *picture)
{
  picture->solids = wsc_solids_find (picture);
  if (picture->style->style == WSC_STYLE_OPAQUE)
    wsc_solids_arrange (picture);
  else if (picture->style->style == WSC_STYLE_GLASS)
    wsc_solids_arrange_glass (picture);
}

/* A ring about the selected one, over everything, and its casing. */
static void
draw_halo (const WscSolidPicture *picture, const WscSolid *solid)
{
  static const double reaches[2][2] = { { -1.2, 3.6 }, { 0, 2.2 } }; /* px outside the outline, as by GL */
  const double *lengths = solid->layer.outline.lengths;

  for (guint k = 0; k < 2; k++)
    {
      const WscRgba c = k == 0 ? wsc_theme_background (picture->theme) : wsc_theme_ink (picture->theme);
      const double out = reaches[k][1] * picture->pixel;
      /* A thin one keeps its colour. */
      const double in = MAX (reaches[k][0] * picture->pixel, -0.2 * lengths[1]);

      cairo_new_path (picture->cr);
      wsc_solid_add_path (solid, picture->cr, 1 + in / lengths[0], 1 + in / lengths[1]);
      wsc_solid_add_path (solid, picture->cr, 1 + out / lengths[0], 1 + out / lengths[1]);
      cairo_set_fill_rule (picture->cr, CAIRO_FILL_RULE_EVEN_ODD);
      cairo_set_source_rgba (picture->cr, c.r, c.g, c.b, k == 0 ? 0.85 : 1);
      cairo_fill (picture->cr);
    }
}

static void
picture_init (WscSolidPicture *self, cairo_t *cr, double width, double height, double font_size)
{
  self->cr = cr;
  self->width = width;
  self->height = height;
  self->pixel = font_size / SCREEN_FONT;
  self->style = wsc_scene_get_style (self->scene);
  wsc_view_init (&self->view, self->scene, self->camera, width, height, self->pixel);
  wsc_scene_get_light (self->scene, self->theme, &self->light);
  self->cut = wsc_view_get_cut (&self->view, self->scene, self->plane);
  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_clip (cr);
  cairo_set_tolerance (cr, TOLERANCE);
}

static void
draw_selection (const WscSolidPicture *picture)
{
  g_autoptr (GArray) all = wsc_solids_find (picture);

  for (guint i = 0; i < all->len; i++)
    if ((gint) g_array_index (all, WscSolid, i).index == wsc_scene_get_selected (picture->scene))
      draw_halo (picture, &g_array_index (all, WscSolid, i));
}

void
wsc_plot_draw_scene (WscScene *scene, const WscCamera *camera, cairo_t *cr, double width, double height, double font_size,
                     WscTheme theme)
{
  WscSolidPicture picture = { .scene = scene, .camera = camera, .theme = theme };
  g_autofree WscSegment *segments = NULL;
  guint n;

  g_return_if_fail (scene != NULL && camera != NULL && cr != NULL);
  g_return_if_fail (width > 0 && height > 0 && font_size > 0);

  picture_init (&picture, cr, width, height, font_size);
  arrange (&picture);
  segments = wsc_scene_dup_segments (scene, camera, theme, &n);
  draw_segments (&picture, segments, n);
  draw_solids (&picture, segments, n);
  draw_selection (&picture);
  cairo_restore (cr);
  g_array_unref (picture.solids);
}

void
wsc_plot_draw_backdrop (WscScene *scene, const WscCamera *camera, cairo_t *cr, double width, double height, double font_size,
                        WscTheme theme)
{
  WscSolidPicture picture = { .scene = scene, .camera = camera, .theme = theme };
  g_autofree WscSegment *segments = NULL;
  guint n;

  g_return_if_fail (scene != NULL && camera != NULL && cr != NULL);
  g_return_if_fail (width > 0 && height > 0 && font_size > 0);

  picture_init (&picture, cr, width, height, font_size);
  segments = wsc_scene_dup_segments (scene, camera, theme, &n);
  draw_segments (&picture, segments, n);
  draw_contours (&picture, segments, n);
  cairo_restore (cr);
}
