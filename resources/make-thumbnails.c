/* Renders the pictures of the gallery: runs every study of shipped data and writes its neurons, without text, by each
 * method where there are several, or the chart of its series, or of what fewer neurons are worth, as FOLDER/NAME.png and FOLDER/NAME-dark.png. Not part of the build: to be run when a shipped study changes.
 * usage: make-thumbnails FOLDER [NAME…] */
#include <cairo.h>
#include <string.h>

#include "plot/plot.h"
#include "render/render.h"
#include "study/study.h"

#define WIDTH 480
#define HEIGHT 300
#define PIXEL_RATIO 2 /* the gallery shows them at half the size */
#define MARGIN 6      /* about a chart, px of the gallery */
#define FONT_SIZE 9.5 /* large enough that charts leave out their legends, which have no room */

typedef struct
{
  char *light, *dark; /* paths */
} Pair;

/* --- files ----------------------------------------------------------------------------------- */

static gboolean
write_surface (cairo_surface_t *surface, const char *path, GError **error)
{
  cairo_status_t status = cairo_surface_write_to_png (surface, path);
  if (status == CAIRO_STATUS_SUCCESS)
    return TRUE;
  g_set_error (error, WSC_ERROR, WSC_ERROR_FILE, "%s: %s", path, cairo_status_to_string (status));
  return FALSE;
}

static gboolean
write_pixels (guint8 *pixels, const char *path, GError **error)
{
  /* RGBA, as bytes, to Cairo's native-endian ARGB. */
  for (gsize i = 0; i < (gsize) WIDTH * HEIGHT; i++)
    {
      guint8 *p = pixels + 4 * i;
      *(guint32 *) (gpointer) p = (guint32) p[3] << 24 | (guint32) p[0] << 16 | (guint32) p[1] << 8 | p[2];
    }
  cairo_surface_t *surface
      = cairo_image_surface_create_for_data (pixels, CAIRO_FORMAT_RGB24, WIDTH, HEIGHT, WIDTH * 4);
  gboolean written = write_surface (surface, path, error);
  cairo_surface_destroy (surface);
  return written;
}

/* --- neurons --------------------------------------------------------------------------------- */

static gboolean
render (WscOffscreen *offscreen, WscScene *scene, const WscCamera *camera, WscTheme theme, const char *path,
        GError **error)
{
  g_autofree guint8 *pixels
      = wsc_offscreen_render (offscreen, scene, camera, WIDTH, HEIGHT, PIXEL_RATIO, theme, error);
  return pixels && write_pixels (pixels, path, error);
}

static gboolean
make_neurons (WscOffscreen *offscreen, WscStudy *study, WscResults *results, const Pair *paths, GError **error)
{
  WscCamera camera;
  g_autoptr (WscScene) scene = wsc_scene_new_neurons (wsc_results_get_neurons (results), &study->view, -1, error);
  if (!scene)
    return FALSE;
  study->view.zoom *= 1.5;
  wsc_scene_get_home (scene, &study->view, &camera);
  return render (offscreen, scene, &camera, WSC_THEME_LIGHT, paths->light, error)
         && render (offscreen, scene, &camera, WSC_THEME_DARK, paths->dark, error);
}

/* --- several methods --------------------------------------------------------------------------- */

static gboolean
render_compared (WscOffscreen *offscreen, GArray *cells, WscTheme theme, const char *path, GError **error)
{
  g_autofree guint8 *pixels = g_malloc ((gsize) WIDTH * HEIGHT * 4);
  for (guint i = 0; i < cells->len; i++)
    {
      const WscComparedScene *cell = &g_array_index (cells, WscComparedScene, i);
      gsize from = i * WIDTH / cells->len, width = (i + 1) * WIDTH / cells->len - from;
      g_autofree guint8 *part
          = wsc_offscreen_render (offscreen, cell->scene, &cell->camera, (guint) width, HEIGHT, PIXEL_RATIO, theme, error);
      if (!part)
        return FALSE;
      for (gsize y = 0; y < HEIGHT; y++)
        memcpy (pixels + 4 * (y * WIDTH + from), part + 4 * y * width, 4 * width);
    }
  return write_pixels (pixels, path, error);
}

/* Side by side, each as large as it fits. */
static gboolean
make_compared (WscOffscreen *offscreen, WscStudy *study, WscResults *results, const Pair *paths, GError **error)
{
  study->view.own_scale = TRUE;
  study->view.zoom *= 1.5;
  g_autoptr (GArray) cells = wsc_compared_scenes_new (results, &study->view, error);
  return cells && render_compared (offscreen, cells, WSC_THEME_LIGHT, paths->light, error)
         && render_compared (offscreen, cells, WSC_THEME_DARK, paths->dark, error);
}

/* --- charts ---------------------------------------------------------------------------------- */

static WscPlot *
new_chart (const WscStudy *study, WscResults *results)
{
  const WscReductionParts *parts = wsc_results_get_reduction (results);
  if (parts && parts->curve)
    return wsc_plot_new_reduction_curve (results);
  if (study->ssa.steps > 0)
    return wsc_plot_new_ssa_forecast (results, NULL);
  WscPlot *landscape = *study->ssa.sweep ? wsc_plot_new_ssa_landscape (results, NULL) : NULL;
  return landscape ? landscape : wsc_plot_new_ssa (results, NULL);
}

static gboolean
draw (const WscPlot *plot, WscTheme theme, const char *path, GError **error)
{
  WscRgba ground = wsc_theme_background (theme);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);
  cairo_set_source_rgb (cr, ground.r, ground.g, ground.b);
  cairo_paint (cr);
  cairo_scale (cr, PIXEL_RATIO, PIXEL_RATIO);
  cairo_translate (cr, MARGIN, MARGIN);
  wsc_plot_draw (plot, cr, WIDTH / PIXEL_RATIO - 2 * MARGIN, HEIGHT / PIXEL_RATIO - 2 * MARGIN, FONT_SIZE, theme);
  cairo_destroy (cr);
  gboolean written = write_surface (surface, path, error);
  cairo_surface_destroy (surface);
  return written;
}

static gboolean
make_chart (const WscStudy *study, WscResults *results, const Pair *paths, GError **error)
{
  g_autoptr (WscPlot) plot = new_chart (study, results);
  return draw (plot, WSC_THEME_LIGHT, paths->light, error) && draw (plot, WSC_THEME_DARK, paths->dark, error);
}

static gboolean
make (WscOffscreen *offscreen, const char *folder, const char *name, GError **error)
{
  const WscObserver silent = { 0 };
  g_autofree char *light = g_strdup_printf ("%s/%s.png", folder, name);
  g_autofree char *dark = g_strdup_printf ("%s/%s-dark.png", folder, name);
  const Pair paths = { light, dark };
  g_autoptr (WscStudy) study = wsc_study_load (name, error);
  if (study && study->data.source == WSC_SOURCE_FILE)
    return TRUE; /* its data do not come with the program, nor does a picture of them */
  g_autoptr (WscResults) results = study ? wsc_pipeline_run (study, NULL, &silent, error) : NULL;
  if (!results)
    return FALSE;
  const WscReductionParts *parts = wsc_results_get_reduction (results);
  if (study->subject == WSC_SUBJECT_SERIES || (parts && parts->curve))
    return make_chart (study, results, &paths, error);
  guint n;
  wsc_results_get_estimates (results, &n);
  return n > 1 ? make_compared (offscreen, study, results, &paths, error) : make_neurons (offscreen, study, results, &paths, error);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) shipped = wsc_study_list_shipped ();
  char **names = argc > 2 ? argv + 2 : shipped;
  if (argc < 2)
    {
      g_printerr ("usage: make-thumbnails FOLDER [NAME…]\n");
      return 2;
    }
  g_autoptr (WscOffscreen) offscreen = wsc_offscreen_new (&error);
  for (guint i = 0; offscreen && names[i]; i++)
    if (!make (offscreen, argv[1], names[i], &error))
      break;
  if (error)
    g_printerr ("%s\n", error->message);
  return error ? 1 : 0;
}
