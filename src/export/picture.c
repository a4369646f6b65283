/* The neurons' picture: rendered by GL without a display, under axes, numbers and caption that Cairo draws, so that in
 * SVG and PDF the text stays text. */
#include "export/export-private.h"

#include <math.h>

/* The renderer's line widths are meant for a screen whose text is so many pixels high. */
#define SCREEN_FONT 12.0
/* One side of what the renderer is asked for at most; a larger picture is scaled up. */
#define MAX_SIDE 8192.0

/* Dots of the surface a user unit. */
static double
get_scale (cairo_t *cr, double dpi)
{
  cairo_surface_t *target = cairo_get_group_target (cr);
  if (cairo_surface_get_type (target) != CAIRO_SURFACE_TYPE_IMAGE)
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

gboolean
wsc_picture_draw (const WscResults *results, cairo_t *cr, double width, double height, double font_size,
                  const WscFigureOptions *options, GError **error)
{
  const WscViewSettings *view = &wsc_results_get_study (results)->view;
  g_autoptr (WscScene) scene = wsc_scene_new_neurons (wsc_results_get_neurons (results), view, -1, error);
  if (!scene)
    return FALSE;
  WscCamera camera;
  if (options->camera)
    camera = *options->camera;
  else
    wsc_scene_get_home (scene, view, &camera);

  double scale = MIN (get_scale (cr, options->dpi), MAX_SIDE / MAX (width, height));
  WscPictureOptions picture = { .width = MAX (1, (guint) round (width * scale)),
                                .height = MAX (1, (guint) round (height * scale)),
                                .pixel_ratio = scale * font_size / SCREEN_FONT,
                                .theme = options->theme,
                                .smooth = TRUE,
                                .transparent = options->transparent };
  g_autoptr (WscOffscreen) offscreen = wsc_offscreen_new (error);
  g_autofree guint8 *rgba = offscreen ? wsc_offscreen_render_full (offscreen, scene, &camera, &picture, error) : NULL;
  if (!rgba)
    return FALSE;
  cairo_surface_t *surface = new_surface (rgba, picture.width, picture.height, !options->transparent);
  paint_surface (cr, surface, width, height);
  cairo_surface_destroy (surface);
  wsc_plot_draw_labels (scene, &camera, cr, width, height, font_size, options->theme);
  return TRUE;
}
