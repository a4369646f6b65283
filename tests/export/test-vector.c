/* The scene as paths against the same scene by GL, and what SVG and PDF make of it, read back by programs that did not write it. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <glib/gstdio.h>

#include "export/export-private.h"
#include "../scene/random-ellipsoids.h"
#include "small-run.h"

#define WIDTH 1600
#define HEIGHT 1200
#define FONT 24.0

/* Mesa's threads may be ending while the leak checker looks at them, which kills its tracer. */
int __lsan_is_turned_off (void);

int
__lsan_is_turned_off (void)
{
  return 1;
}

static WscOffscreen *offscreen;

static cairo_surface_t *
draw_by_gl (WscScene *scene, const WscCamera *camera)
{
  const WscPictureOptions options = { WIDTH, HEIGHT, FONT / 12, WSC_THEME_PRINT, TRUE, FALSE };
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  g_autoptr (GError) error = NULL;
  g_autofree guint8 *rgba = wsc_offscreen_render_full (offscreen, scene, camera, &options, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < WIDTH * HEIGHT; i++)
    {
      guint32 word = (guint32) rgba[4 * i] << 16 | (guint32) rgba[4 * i + 1] << 8 | rgba[4 * i + 2];
      memcpy (cairo_image_surface_get_data (surface) + 4 * (gsize) i, &word, 4);
    }
  cairo_surface_mark_dirty (surface);
  return surface;
}

static void
paint_paper (cairo_t *cr)
{
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
}

static cairo_surface_t *
draw_by_paths (WscScene *scene, const WscCamera *camera)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);
  paint_paper (cr);
  wsc_plot_draw_scene (scene, camera, cr, WIDTH, HEIGHT, FONT, WSC_THEME_PRINT);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

static const guint8 *
get_pixel (cairo_surface_t *surface, int x, int y)
{
  return cairo_image_surface_get_data (surface) + (gsize) y * cairo_image_surface_get_stride (surface) + 4 * x;
}

static int
get_distance (const guint8 *p, const guint8 *q)
{
  return MAX (MAX (abs (p[0] - q[0]), abs (p[1] - q[1])), abs (p[2] - q[2]));
}

static gboolean
has_alike (cairo_surface_t *a, cairo_surface_t *b, int x, int y, int tolerance)
{
  const guint8 *p = get_pixel (a, x, y);
  for (int dy = -1; dy <= 1; dy++)
    for (int dx = -1; dx <= 1; dx++)
      if (get_distance (p, get_pixel (b, x + dx, y + dy)) <= tolerance)
        return TRUE;
  return FALSE;
}

/* Neighbours on either side of an outline differ by more than this; gradients from the light they stand for by less. */
#define EDGE 72

/* Pixels of `a` that no pixel of `b` within 1 px is like. */
static guint
count_unlike (cairo_surface_t *a, cairo_surface_t *b, int tolerance)
{
  guint n = 0;
  for (int y = 1; y < HEIGHT - 1; y++)
    for (int x = 1; x < WIDTH - 1; x++)
      n += get_distance (get_pixel (a, x, y), get_pixel (b, x, y)) > tolerance && !has_alike (a, b, x, y, tolerance);
  return n;
}

static double
get_mean_difference (cairo_surface_t *a, cairo_surface_t *b)
{
  double sum = 0;
  guint n = 0;
  for (int y = 0; y < HEIGHT; y++)
    for (int x = 0; x < WIDTH; x++)
      if (get_pixel (a, x, y)[0] != 255 || get_pixel (a, x, y)[2] != 255)
        {
          sum += get_distance (get_pixel (a, x, y), get_pixel (b, x, y));
          n++;
        }
  return sum / n;
}

static void
keep_pictures (const char *name, cairo_surface_t *gl, cairo_surface_t *paths)
{
  g_autofree char *first = g_strdup_printf ("%s-gl.png", name), *second = g_strdup_printf ("%s-paths.png", name);
  cairo_surface_write_to_png (gl, first);
  cairo_surface_write_to_png (paths, second);
}

/* 20 ellipsoids: apart, in a crowd through each other, and as needles and discs that hide each other in circles. */
static const struct
{
  const char *name;
  RandomKind kind;
  gboolean orthographic;
  int style, clip;
  gboolean with_selected;
  guint n_unlike; /* at most; lines are a pixel wide, and where many meet GL lets them fade; 0: 5 */
} cases[] = {
  { "apart", { 20, 1, 0.3, 0.7, 0.5 }, FALSE },
  { "crossing", { 20, 0.6, 0.6, 0.7, 0.4 }, FALSE, WSC_STYLE_OPAQUE, WSC_CLIP_OFF, TRUE },
  { "crossing-orthographic", { 20, 0.5, 0.7, 0.6, 0.3 }, TRUE },
  { "needles", { 20, 0.8, 0.9, 0.12, 0.1 }, FALSE },
  { "discs", { 20, 0.8, 0.6, 0.8, 0.02 }, FALSE },
  { "glass", { 12, 1, 0.5, 0.7, 0.5 }, FALSE, WSC_STYLE_GLASS, WSC_CLIP_OFF, TRUE },
  { "glass-crossing", { 8, 0.5, 0.7, 0.7, 0.5 }, FALSE, WSC_STYLE_GLASS },
  { "wireframe", { 8, 1, 0.5, 0.7, 0.5 }, FALSE, WSC_STYLE_WIREFRAME, WSC_CLIP_OFF, FALSE, 2000 },
  { "outline", { 20, 0.6, 0.6, 0.7, 0.4 }, FALSE, WSC_STYLE_OUTLINE, WSC_CLIP_OFF, FALSE, 100 },
  { "cut", { 20, 0.6, 0.6, 0.7, 0.4 }, FALSE, WSC_STYLE_OPAQUE, WSC_CLIP_X },
  { "cut-by-camera", { 20, 0.6, 0.6, 0.7, 0.4 }, TRUE, WSC_STYLE_OPAQUE, WSC_CLIP_CAMERA },
  { "cut-glass", { 8, 1, 0.6, 0.7, 0.5 }, FALSE, WSC_STYLE_GLASS, WSC_CLIP_Y },
  { "cut-wireframe", { 6, 1, 0.7, 0.7, 0.5 }, TRUE, WSC_STYLE_WIREFRAME, WSC_CLIP_Z, FALSE, 2000 },
};

/* The ring about a selected one and its casing, within the outline and outside. */
static void
assert_selected (WscScene *scene, const WscCamera *camera)
{
  g_autofree char *text = wsc_scene_to_text (scene);
  g_autoptr (GString) changed = g_string_new (text);
  cairo_surface_t *pictures[2][2];
  guint n = 0;
  for (int selected = 0; selected < 2; selected++)
    {
      g_autoptr (WscScene) other = NULL;
      g_string_replace (changed, "selected -1", selected ? "selected 3" : "selected -1", 1);
      other = wsc_scene_from_text (changed->str, NULL);
      pictures[selected][0] = draw_by_gl (other, camera);
      pictures[selected][1] = draw_by_paths (other, camera);
    }
  /* Of the pixels that the ring changes in one picture, those unlike in the other. */
  for (int y = 1; y < HEIGHT - 1; y++)
    for (int x = 1; x < WIDTH - 1; x++)
      for (guint k = 0; k < 2; k++)
        n += get_distance (get_pixel (pictures[0][k], x, y), get_pixel (pictures[1][k], x, y)) > EDGE
             && !has_alike (pictures[1][k], pictures[1][1 - k], x, y, EDGE);
  for (guint k = 0; k < 4; k++)
    cairo_surface_destroy (pictures[k / 2][k % 2]);
  g_assert_cmpuint (n, <=, 10);
}

static void
test_same_picture (gconstpointer data)
{
  const guint i = GPOINTER_TO_UINT (data);
  WscRandom random;
  wsc_random_init (&random, 31, "vector", i);
  /* On thin discs a line shows for a pixel or two where it comes out of them. */
  const gboolean with_path = cases[i].style <= WSC_STYLE_GLASS && cases[i].kind.third > 0.05;
  WscScene *bare = random_scene (&random, &cases[i].kind);
  WscSceneStyle style;
  wsc_scene_style_init (&style);
  style.style = cases[i].style;
  style.clip = cases[i].clip;
  WscScene *plain = wsc_scene_restyle (bare, &style);
  g_autofree char *text = wsc_scene_to_text (plain);
  g_autoptr (GString) changed = g_string_new (text);
  g_string_replace (changed, "path 0", with_path ? "path 1" : "path 0", 1);
  WscScene *scene = wsc_scene_from_text (changed->str, NULL);
  wsc_scene_unref (plain);
  wsc_scene_unref (bare);
  WscCamera camera = { .orthographic = cases[i].orthographic };
  wsc_scene_look (scene, WSC_LOOK_HOME, &camera);
  cairo_surface_t *gl = draw_by_gl (scene, &camera), *paths = draw_by_paths (scene, &camera);
  const guint n = count_unlike (gl, paths, EDGE) + count_unlike (paths, gl, EDGE);
  const double mean = get_mean_difference (gl, paths);
  if (cases[i].with_selected)
    assert_selected (scene, &camera);
  g_test_message ("%s: %u pixels unlike, mean difference %.2f of 255", cases[i].name, n, mean);
  if (n > (cases[i].n_unlike > 0 ? cases[i].n_unlike : 5) || mean > (cases[i].n_unlike > 0 ? 12 : 6))
    {
      keep_pictures (cases[i].name, gl, paths);
      g_test_fail ();
    }
  if (g_getenv ("WSC_KEEP_PICTURES"))
    keep_pictures (cases[i].name, gl, paths);
  cairo_surface_destroy (gl);
  cairo_surface_destroy (paths);
  wsc_scene_unref (scene);
}

/* --- read back by others ---------------------------------------------------------- */

static void
run_program (const char *const *arguments, char **output)
{
  g_autoptr (GError) error = NULL;
  int status;
  g_assert_true (g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, output, NULL, &status, &error));
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, &error));
}

/* Readers that are not ours: packages.txt names them. */
static void
assert_program (const char *name)
{
  g_autofree char *path = g_find_program_in_path (name);
  g_assert_nonnull (path);
}

/* A figure of small neurons on a folder of its own: its path. */
static char *
write_figure (const char *folder, const char *name)
{
  const WscFigureOptions options = { 80, 60, TRUE, 150, WSC_THEME_PRINT, FALSE, NULL, 8, .n_frames = 2, .seconds = 1 };
  g_autoptr (WscResults) results = run_small (SMALL_SINE " view.level=0.5");
  g_autoptr (GError) error = NULL;
  char *path = g_build_filename (folder, name, NULL);
  g_assert_true (wsc_export_figure (results, "neurons", path, &options, &error));
  g_assert_no_error (error);
  return path;
}

/* The share of pixels that differ from the PNG of the same figure, drawn by GL, where no pixel nearby is alike. */
static double
compare_with_png (const char *folder, const char *read_back)
{
  g_autofree char *png = write_figure (folder, "figure.png");
  cairo_surface_t *a = cairo_image_surface_create_from_png (png), *b = cairo_image_surface_create_from_png (read_back);
  const int width = MIN (cairo_image_surface_get_width (a), cairo_image_surface_get_width (b));
  const int height = MIN (cairo_image_surface_get_height (a), cairo_image_surface_get_height (b));
  guint n = 0;
  g_assert_cmpint (width, >=, 470);
  g_assert_cmpint (height, >=, 353);
  for (int y = 1; y < height - 1; y++)
    for (int x = 1; x < width - 1; x++)
      n += has_alike (a, b, x, y, EDGE) ? 0 : 1;
  cairo_surface_destroy (a);
  cairo_surface_destroy (b);
  g_unlink (png);
  return n / (double) (width * height);
}

static void
test_svg (void)
{
  assert_program ("rsvg-convert");
  g_autofree char *folder = g_dir_make_tmp ("weightscape-XXXXXX", NULL), *svg = write_figure (folder, "figure.svg");
  g_autofree char *back = g_build_filename (folder, "back.png", NULL);
  run_program ((const char *[]){ "rsvg-convert", "-d", "150", "-p", "150", svg, "-o", back, NULL }, NULL);
  g_assert_cmpfloat (compare_with_png (folder, back), <, 2e-3);
  g_unlink (svg);
  g_unlink (back);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

/* Drawn as in the PNG, and every font is in the file. */
static void
test_pdf (void)
{
  assert_program ("pdftocairo");
  assert_program ("pdffonts");
  assert_program ("pdfimages");
  g_autofree char *folder = g_dir_make_tmp ("weightscape-XXXXXX", NULL), *pdf = write_figure (folder, "figure.pdf");
  g_autofree char *stem = g_build_filename (folder, "back", NULL), *back = g_strconcat (stem, ".png", NULL);
  g_autofree char *fonts = NULL, *images = NULL;
  run_program ((const char *[]){ "pdftocairo", "-png", "-singlefile", "-r", "150", pdf, stem, NULL }, NULL);
  g_assert_cmpfloat (compare_with_png (folder, back), <, 2e-3);
  run_program ((const char *[]){ "pdffonts", pdf, NULL }, &fonts);
  g_auto (GStrv) lines = g_strsplit (g_strchomp (fonts), "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), >=, 3); /* two of heading */
  for (char **line = lines + 2; *line; line++)
    g_assert_nonnull (strstr (*line, " yes yes "));
  run_program ((const char *[]){ "pdfimages", "-list", pdf, NULL }, &images);
  g_assert_cmpint (images[strlen (images) - 1], ==, '\n');
  g_assert_null (strstr (images, "image "));
  g_unlink (pdf);
  g_unlink (back);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

/* --- sizes ------------------------------------------------------------------------ */

static char *
export_given (guint n, const char *suffix, const char *view, gsize *length)
{
  const WscFigureOptions options = { 160, 120, TRUE, 72, WSC_THEME_PRINT, FALSE, NULL, 8, .n_frames = 2, .seconds = 1 };
  g_autofree char *folder = g_dir_make_tmp ("weightscape-XXXXXX", NULL), *data = g_build_filename (folder, "given.csv", NULL);
  g_autofree char *path = g_strconcat (folder, "/figure", suffix, NULL);
  g_autoptr (GString) text = g_string_new ("mean_0,mean_1,mean_2,cov_0_0,cov_0_1,cov_0_2,cov_1_1,cov_1_2,cov_2_2\n");
  g_autoptr (GError) error = NULL;
  char *bytes = NULL;
  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%u,%u,%u,0.02,0,0,0.03,0,0.01\n", i % 13, i / 13 % 13, i / 169);
  g_assert_true (g_file_set_contents (data, text->str, -1, NULL));
  g_autofree char *assignments = g_strdup_printf ("data.source=gaussians data.path=%s%s", data, view);
  g_autoptr (WscResults) results = run_small (assignments);
  g_assert_true (wsc_export_figure (results, "neurons", path, &options, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &bytes, length, NULL));
  g_unlink (data);
  g_unlink (path);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  return bytes;
}

/* Paths up to 1500 ellipsoids, and then a picture. */
static void
test_many (void)
{
  gsize length;
  g_autofree char *few = export_given (1500, ".svg", "", &length);
  g_assert_null (strstr (few, "<image"));
  g_autofree char *many = export_given (1501, ".svg", "", &length);
  g_assert_nonnull (strstr (many, "<image"));
  g_assert_nonnull (strstr (many, "<text ")); /* text is text */
}

/* In no style is there a picture, and twenty ellipsoids take less than a megabyte. */
static void
test_styles (void)
{
  static const char *const views[] = { "", " view.style=glass", " view.style=wireframe", " view.style=outline", " view.clip=y",
                                       " view.style=glass view.clip=camera", " view.look=print view.path=true", " view.silhouettes=false view.fog=1" };
  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    {
      gsize length;
      g_autofree char *svg = export_given (20, ".svg", views[i], &length);
      g_assert_null (strstr (svg, "<image"));
      g_assert_cmpuint (length, <, 1000000);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  offscreen = wsc_offscreen_new (NULL);
  g_assert_nonnull (offscreen);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/export/vector/same-picture/%s", cases[i].name);
      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_same_picture);
    }
  g_test_add_func ("/export/vector/svg", test_svg);
  g_test_add_func ("/export/vector/pdf", test_pdf);
  g_test_add_func ("/export/vector/many", test_many);
  g_test_add_func ("/export/vector/styles", test_styles);
  int status = g_test_run ();
  wsc_offscreen_free (offscreen);
  return status;
}
