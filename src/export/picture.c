/* The neurons' picture: in pixels rendered by GL without a display; in SVG and PDF as paths, or, where there are too many ellipsoids for
 * that, as such a picture. Numbers and caption are text over either. */
#include "export/export-private.h"
#include "plot/text.h"
#include "scene/density.h"

#include <math.h>

/* The renderer's line widths are meant for a screen whose text is so many pixels high. */
#define SCREEN_FONT 12.0
/* One side of what the renderer is asked for at most; a larger picture is scaled up. */
#define MAX_SIDE 8192.0

static gboolean
is_in_pixels (cairo_t *cr)
{
  return cairo_surface_get_type (cairo_get_group_target (cr)) == CAIRO_SURFACE_TYPE_IMAGE;
}

/* Dots of the surface a user unit. */
static double
get_scale (cairo_t *cr, double dpi)
{
  cairo_surface_t *target = cairo_get_group_target (cr);
  if (!is_in_pixels (cr))
    return dpi / 72;
  double x_scale, y_scale, x = 1, y = 0;
  cairo_surface_get_device_scale (target, &x_scale, &y_scale);
  cairo_user_to_device_distance (cr, &x, &y);
  return hypot (x, y) * x_scale;
}

/* RGBA bytes into Cairo's native-endian words; both premultiplied, top row first. */
static cairo_surface_t *
new_surface (const guint8 *rgba, guint width, guint height, gboolean opaque)
{
  cairo_surface_t *surface =
      cairo_image_surface_create (opaque ? CAIRO_FORMAT_RGB24 : CAIRO_FORMAT_ARGB32, (int) width, (int) height);
  if (cairo_surface_status (surface) != CAIRO_STATUS_SUCCESS)
    return surface;
  cairo_surface_flush (surface);
  guint8 *data = cairo_image_surface_get_data (surface);
  gsize stride = (gsize) cairo_image_surface_get_stride (surface);
  for (guint y = 0; y < height; y++)
    {
      guint32 *to = (guint32 *) (gpointer) (data + y * stride);
      for (guint x = 0; x < width; x++, rgba += 4)
        to[x] = (guint32) rgba[3] << 24 | (guint32) rgba[0] << 16 | (guint32) rgba[1] << 8 | rgba[2];
    }
  cairo_surface_mark_dirty (surface);
  return surface;
}

static void
paint_surface (cairo_t *cr, cairo_surface_t *surface, double width, double height)
{
  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_clip (cr);
  cairo_scale (cr, width / cairo_image_surface_get_width (surface), height / cairo_image_surface_get_height (surface));
  cairo_set_source_surface (cr, surface, 0, 0);
  cairo_pattern_set_extend (cairo_get_source (cr), CAIRO_EXTEND_PAD);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_GOOD);
  cairo_paint (cr);
  cairo_restore (cr);
}

/* In pixels. */
static gboolean
paint_scene (WscScene *scene, const WscCamera *camera, cairo_t *cr, double width, double height, double font_size,
             const WscFigureOptions *options, GError **error)
{
  const gboolean bare = !is_in_pixels (cr);
  double scale = MIN (get_scale (cr, options->dpi), MAX_SIDE / MAX (width, height));
  WscPictureOptions picture = { .width = MAX (1, (guint) round (width * scale)),
                                .height = MAX (1, (guint) round (height * scale)),
                                .pixel_ratio = scale * font_size / SCREEN_FONT,
                                .theme = options->theme,
                                .smooth = TRUE,
                                .transparent = options->transparent || bare,
                                .bare = bare };
  g_autoptr (WscOffscreen) offscreen = wsc_offscreen_new (error);
  g_autofree guint8 *rgba = offscreen ? wsc_offscreen_render_full (offscreen, scene, camera, &picture, error) : NULL;
  if (!rgba)
    return FALSE;
  cairo_surface_t *surface = new_surface (rgba, picture.width, picture.height, !picture.transparent);
  paint_surface (cr, surface, width, height);
  cairo_surface_destroy (surface);
  return TRUE;
}

/* A scene on width x height of a surface; the caller has moved the origin. As with charts, nothing where text has left no room. */
static gboolean
draw_scene (WscScene *scene, const WscCamera *camera, cairo_t *cr, double width, double height, double font_size,
            const WscFigureOptions *options, GError **error)
{
  if (!(width >= 2 && height >= 2))
    return TRUE;
  if (!is_in_pixels (cr) && !wsc_plot_can_draw_scene (scene))
    wsc_plot_draw_backdrop (scene, camera, cr, width, height, font_size, options->theme);
  if (!is_in_pixels (cr) && wsc_plot_can_draw_scene (scene))
    wsc_plot_draw_scene (scene, camera, cr, width, height, font_size, options->theme);
  else if (!paint_scene (scene, camera, cr, width, height, font_size, options, error))
    return FALSE;
  const WscPlotStyle style = wsc_figure_get_style (options, font_size);
  wsc_plot_draw_labels_styled (scene, camera, cr, width, height, &style);
  return TRUE;
}

/* The scene, or NULL with an error, is taken. */
static gboolean
draw_at_home (const WscResults *results, WscScene *taken, cairo_t *cr, double width, double height, double font_size,
              const WscFigureOptions *options, GError **error)
{
  const WscViewSettings *view = &wsc_results_get_study (results)->view;
  g_autoptr (WscScene) scene = taken;
  if (!scene)
    return FALSE;
  WscCamera camera;
  if (options->camera)
    camera = *options->camera;
  else
    wsc_scene_get_home (scene, view, &camera);
  return draw_scene (scene, &camera, cr, width, height, font_size, options, error);
}

gboolean
wsc_picture_draw (const WscResults *results, cairo_t *cr, double width, double height, double font_size,
                  const WscFigureOptions *options, GError **error)
{
  const WscViewSettings *view = &wsc_results_get_study (results)->view;
  WscNeurons *neurons = wsc_results_get_neurons (results);
  WscScene *scene = view->colour == WSC_COLOUR_CLUSTER
                        ? wsc_scene_new_reduced (neurons, wsc_results_get_reduction (results), FALSE, view, view->selected - 1, error)
                        : wsc_scene_new_neurons (neurons, view, view->selected - 1, error);
  return draw_at_home (results, scene, cr, width, height, font_size, options, error);
}

gboolean
wsc_picture_draw_density (const WscResults *results, cairo_t *cr, double width, double height, double font_size,
                          const WscFigureOptions *options, GError **error)
{
  WscScene *scene = wsc_scene_new_density (wsc_results_get_neurons (results), &wsc_results_get_study (results)->view, -1, error);
  return draw_at_home (results, scene, cr, width, height, font_size, options, error);
}

/* --- several methods ------------------------------------------------------------ */

#define HEADING 1.8 /* of the font size */
#define LABEL_ROOM 4.0

static void
colour_dots (PangoLayout *layout)
{
  PangoAttrList *attributes = pango_layout_get_attributes (layout) ? pango_attr_list_copy (pango_layout_get_attributes (layout))
                                                                   : pango_attr_list_new ();
  const char *const heading = pango_layout_get_text (layout), *dot = heading;
  for (guint i = 0; (dot = strstr (dot, WSC_COMPARED_DOT)); i++, dot += strlen (WSC_COMPARED_DOT))
    {
      WscRgba colour = wsc_palette_neuron (i);
      PangoAttribute *attribute = pango_attr_foreground_new ((guint16) lround (G_MAXUINT16 * colour.r), (guint16) lround (G_MAXUINT16 * colour.g),
                                                             (guint16) lround (G_MAXUINT16 * colour.b));
      attribute->start_index = (guint) (dot - heading);
      attribute->end_index = attribute->start_index + (guint) strlen (WSC_COMPARED_DOT);
      pango_attr_list_insert (attributes, attribute);
    }
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
}

static void
draw_heading (cairo_t *cr, const char *heading, double width, double font_size, const WscFigureOptions *options)
{
  const WscPlotStyle style = wsc_figure_get_style (options, font_size);
  WscRgba ink = wsc_theme_ink (options->theme);
  g_auto (WscText) text = { 0 };
  wsc_text_init_styled (&text, &style);
  g_autoptr (PangoLayout) layout = wsc_text_layout (&text, heading, 1.15);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
  colour_dots (layout);
  cairo_set_source_rgb (cr, ink.r, ink.g, ink.b);
  cairo_move_to (cr, 0, 0.2 * font_size);
  wsc_text_show (cr, layout, 0.5);
}

gboolean
wsc_picture_draw_cell (cairo_t *cr, const WscComparedScene *cell, double x, double y, double width, double height, double font_size,
                       const WscFigureOptions *options, GError **error)
{
  WscCamera camera = cell->camera;
  if (options->camera)
    {
      camera.azimuth = options->camera->azimuth;
      camera.elevation = options->camera->elevation;
    }
  /* A cell is narrow beside its text: room for the ticks' labels, in all cells alike. */
  camera.distance *= 1 + LABEL_ROOM * font_size / MIN (width, height);
  cairo_save (cr);
  cairo_translate (cr, x, y);
  draw_heading (cr, cell->heading, width, font_size, options);
  cairo_translate (cr, 0, HEADING * font_size);
  gboolean done = draw_scene (cell->scene, &camera, cr, width, height - HEADING * font_size, font_size, options, error);
  cairo_restore (cr);
  return done;
}

gboolean
wsc_picture_draw_compared (const WscResults *results, cairo_t *cr, double width, double height, double font_size,
                           const WscFigureOptions *options, GError **error)
{
  g_autoptr (GArray) cells = wsc_compared_scenes_new (results, &wsc_results_get_study (results)->view, error);
  if (!cells)
    return FALSE;
  guint columns = cells->len == 4 || width < height ? (cells->len + 1) / 2 : cells->len, rows = (cells->len + columns - 1) / columns;
  for (guint i = 0; i < cells->len; i++)
    if (!wsc_picture_draw_cell (cr, &g_array_index (cells, WscComparedScene, i), (i % columns) * width / columns, (i / columns) * height / rows,
                                width / columns, height / rows, font_size, options, error))
      return FALSE;
  return TRUE;
}
