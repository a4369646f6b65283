/* Pictures compared with golden ones. A case is golden/NAME.scene, a scene's text with a remark
 *   # camera AZIMUTH ELEVATION ZOOM ORTHOGRAPHIC THEME
 * (degrees; 0 or 1; light, dark, print), and golden/NAME.png. A pixel differs when a channel does by more than 10 of 255; one in
 * 500 may. On failure NAME.out.png and NAME.diff.png are left in the working directory. With WSC_GOLDEN_WRITE set, the golden
 * pictures are written instead. */
#include <cairo.h>
#include <stdio.h>
#include <string.h>

#include "render/render.h"

#define WIDTH 320
#define HEIGHT 240
#define TOLERANCE 10

static WscOffscreen *offscreen;

static WscTheme
parse_theme (const char *name)
{
  return g_str_equal (name, "dark") ? WSC_THEME_DARK : g_str_equal (name, "print") ? WSC_THEME_PRINT : WSC_THEME_LIGHT;
}

/* An image with the pixels of the case, opaque. */
static cairo_surface_t *
render_case (const char *name)
{
  g_autofree char *file = g_strconcat (name, ".scene", NULL), *path = g_build_filename (GOLDEN_DIR, file, NULL);
  g_autofree char *text = NULL;
  g_autofree guint8 *pixels = NULL;
  g_autoptr (GError) error = NULL;
  WscViewSettings view = { 0 };
  char theme[16] = "";
  WscCamera camera;
  WscScene *scene;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  const guint stride = cairo_image_surface_get_stride (surface);

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (sscanf (strstr (text, "# camera"), "# camera %lf %lf %lf %d %15s", &view.azimuth, &view.elevation, &view.zoom,
                           &view.orthographic, theme), ==, 5);
  scene = wsc_scene_from_text (text, &error);
  g_assert_no_error (error);
  wsc_scene_get_home (scene, &view, &camera);
  const WscPictureOptions options = { WIDTH, HEIGHT, 1, parse_theme (theme), FALSE, FALSE };
  pixels = wsc_offscreen_render_full (offscreen, scene, &camera, &options, &error);
  g_assert_no_error (error);
  for (guint y = 0; y < HEIGHT; y++)
    for (guint x = 0; x < WIDTH; x++)
      {
        const guint8 *p = pixels + 4 * (y * WIDTH + x);

        *(guint32 *) (void *) (cairo_image_surface_get_data (surface) + y * stride + 4 * x) = (guint32) p[0] << 16 | p[1] << 8 | p[2];
      }
  cairo_surface_mark_dirty (surface);
  wsc_scene_unref (scene);
  return surface;
}

static void
write_png (cairo_surface_t *surface, const char *folder, const char *name, const char *suffix)
{
  g_autofree char *file = g_strconcat (name, suffix, NULL), *path = g_build_filename (folder, file, NULL);

  g_assert_cmpint (cairo_surface_write_to_png (surface, path), ==, CAIRO_STATUS_SUCCESS);
}

/* Counts the pixels that differ, and paints them white in `difference`. */
static guint
compare (cairo_surface_t *a, cairo_surface_t *b, cairo_surface_t *difference)
{
  const guint stride = cairo_image_surface_get_stride (a);
  guint n = 0;

  g_assert_cmpint (cairo_image_surface_get_width (b), ==, WIDTH);
  g_assert_cmpint (cairo_image_surface_get_height (b), ==, HEIGHT);
  for (guint y = 0; y < HEIGHT; y++)
    for (guint x = 0; x < WIDTH; x++)
      {
        const guint at = y * stride + 4 * x;
        const guint8 *p = cairo_image_surface_get_data (a) + at, *q = cairo_image_surface_get_data (b) + at;
        guint largest = 0;

        for (guint j = 0; j < 3; j++)
          largest = MAX (largest, (guint) ABS ((int) p[j] - (int) q[j]));
        n += largest > TOLERANCE;
        memset (cairo_image_surface_get_data (difference) + at, largest > TOLERANCE ? 255 : 0, 4);
      }
  cairo_surface_mark_dirty (difference);
  return n;
}

static void
test_case (gconstpointer data)
{
  const char *name = data;
  g_autofree char *file = g_strconcat (name, ".png", NULL), *path = g_build_filename (GOLDEN_DIR, file, NULL);
  cairo_surface_t *picture = render_case (name), *difference = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT), *golden;
  guint n;

  if (g_getenv ("WSC_GOLDEN_WRITE") != NULL)
    write_png (picture, GOLDEN_DIR, name, ".png");
  golden = cairo_image_surface_create_from_png (path);
  g_assert_cmpint (cairo_surface_status (golden), ==, CAIRO_STATUS_SUCCESS);
  n = compare (picture, golden, difference);
  if (n > WIDTH * HEIGHT / 500)
    {
      write_png (picture, ".", name, ".out.png");
      write_png (difference, ".", name, ".diff.png");
      g_test_message ("%s: %u pixels of %u differ", name, n, WIDTH * HEIGHT);
      g_test_fail ();
    }
  cairo_surface_destroy (picture);
  cairo_surface_destroy (difference);
  cairo_surface_destroy (golden);
}

int
main (int argc, char **argv)
{
  g_autoptr (GDir) folder = g_dir_open (GOLDEN_DIR, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *file;
  int status;

  g_test_init (&argc, &argv, NULL);
  offscreen = wsc_offscreen_new (NULL);
  g_assert_nonnull (offscreen);
  g_assert_nonnull (folder);
  while ((file = g_dir_read_name (folder)) != NULL)
    if (g_str_has_suffix (file, ".scene"))
      {
        char *name = g_strndup (file, strlen (file) - strlen (".scene"));
        g_autofree char *path = g_strconcat ("/golden/", name, NULL);

        g_ptr_array_add (names, name);
        g_test_add_data_func (path, name, test_case);
      }
  g_assert_cmpuint (names->len, >=, 10);
  status = g_test_run ();
  wsc_offscreen_free (offscreen);
  return status;
}
