/* Figures: sizes, formats, what is in the files, and what is refused. */
#include <errno.h>
#include <math.h>
#include <string.h>

#include <glib/gstdio.h>

#include "export/export-private.h"
#include "small-run.h"

static WscResults *results; /* of a small sine by three methods; made once */

/* Asked by the leak checker. Mesa's threads of the many contexts made here may be ending while it looks at them, which
 * kills its tracer; what the exporter allocates is also checked by the tests of tables, plots and the renderer. */
int __lsan_is_turned_off (void);

int
__lsan_is_turned_off (void)
{
  return 1;
}

/* --- sizes ------------------------------------------------------------------- */

static void
test_sizes (void)
{
  static const struct
  {
    const char *text;
    double width, height;
    gboolean in_mm;
  } good[] = {
    { "160x120mm", 160, 120, TRUE },  { "1600x1200", 1600, 1200, FALSE }, { " 85.5X60 mm ", 85.5, 60, TRUE },
    { "640x480px", 640, 480, FALSE }, { "16x16384", 16, 16384, FALSE },
  };
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      WscFigureOptions options = WSC_FIGURE_OPTIONS_INIT;
      g_autoptr (GError) error = NULL;
      g_assert_true (wsc_figure_options_set_size (&options, good[i].text, &error));
      g_assert_no_error (error);
      g_assert_cmpfloat (options.width, ==, good[i].width);
      g_assert_cmpfloat (options.height, ==, good[i].height);
      g_assert_cmpint (options.in_mm, ==, good[i].in_mm);
    }
}

static void
test_bad_sizes (void)
{
  static const struct
  {
    const char *text, *message;
  } bad[] = {
    { "160",
      "“160” is not a size; write it as 160x120mm (3 to 2000 mm a side) or 1600x1200 (16 to 16384 pixels a side)" },
    { "ax3",
      "“ax3” is not a size; write it as 160x120mm (3 to 2000 mm a side) or 1600x1200 (16 to 16384 pixels a side)" },
    { "1x2x3",
      "“1x2x3” is not a size; write it as 160x120mm (3 to 2000 mm a side) or 1600x1200 (16 to 16384 pixels a side)" },
    { "10.5x20",
      "“10.5x20” is not a size; write it as 160x120mm (3 to 2000 mm a side) or 1600x1200 (16 to 16384 pixels a side)" },
    { "15x400", "A side of 15 px is out of range: 16 to 16384 px are allowed" },
    { "400x16385", "A side of 16385 px is out of range: 16 to 16384 px are allowed" },
    { "2x50mm", "A side of 2 mm is out of range: 3 to 2000 mm are allowed" },
    { "-160x120mm", "A side of -160 mm is out of range: 3 to 2000 mm are allowed" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      WscFigureOptions options = WSC_FIGURE_OPTIONS_INIT;
      g_autoptr (GError) error = NULL;
      g_assert_false (wsc_figure_options_set_size (&options, bad[i].text, &error));
      g_assert_cmpstr (error->message, ==, bad[i].message);
      g_assert_cmpfloat (options.width, ==, 160);
    }
}

static void
test_pixels (void)
{
  WscFigureOptions options = WSC_FIGURE_OPTIONS_INIT;
  guint width, height;
  g_autoptr (GError) error = NULL;
  g_assert_true (wsc_figure_options_get_pixels (&options, &width, &height, &error));
  g_assert_cmpuint (width, ==, 1890);
  g_assert_cmpuint (height, ==, 1417);
  options.dpi = 2401;
  g_assert_false (wsc_figure_options_get_pixels (&options, &width, &height, &error));
  g_assert_cmpstr (error->message, ==, "A resolution of 2401 dpi is out of range: 36 to 2400 dpi are allowed");
  g_clear_error (&error);
  options.dpi = NAN;
  g_assert_false (wsc_figure_options_get_pixels (&options, &width, &height, &error));
  g_clear_error (&error);
  options = (WscFigureOptions){ 2000, 2000, TRUE, 300, WSC_THEME_PRINT, FALSE, NULL, 8, .n_frames = 2, .seconds = 1 };
  g_assert_false (wsc_figure_options_get_pixels (&options, &width, &height, &error));
  g_assert_cmpstr (error->message, ==,
                   "A figure of 23622 x 23622 pixels is out of range: 16 to 16384 pixels a side are allowed");
}

/* --- files ------------------------------------------------------------------- */

static char *export(const char *name, const char *suffix, const WscFigureOptions *options, gsize *length)
{
  g_autofree char *folder = g_dir_make_tmp ("weightscape-XXXXXX", NULL);
  g_autofree char *path = g_strdup_printf ("%s/figure%s", folder, suffix);
  g_autoptr (GError) error = NULL;
  char *bytes = NULL;
  g_assert_true (wsc_export_figure (results, name, path, options, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &bytes, length, &error));
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0); /* nothing else was left there */
  return bytes;
}

static guint32
get_word (const char *bytes)
{
  guint32 word;
  memcpy (&word, bytes, sizeof word);
  return GUINT32_FROM_BE (word);
}

/* The data of a chunk of a PNG, or NULL. */
static const char *
find_chunk (const char *png, gsize length, const char *type, guint32 *size)
{
  for (gsize at = 8; at + 12 <= length; at += 12 + get_word (png + at))
    if (memcmp (png + at + 4, type, 4) == 0)
      {
        *size = get_word (png + at);
        return png + at + 8;
      }
  return NULL;
}

static void
test_png (gconstpointer name)
{
  WscFigureOptions options = { 320, 240, FALSE, 150, WSC_THEME_PRINT, FALSE, NULL, 8, .n_frames = 2, .seconds = 1 };
  gsize length;
  guint32 size;
  g_autofree char *png = export(name, ".png", &options, &length);
  g_assert_cmpmem (png, 8, "\211PNG\r\n\032\n", 8);
  g_assert_cmpuint (get_word (png + 16), ==, 320);
  g_assert_cmpuint (get_word (png + 20), ==, 240);
  const char *resolution = find_chunk (png, length, "pHYs", &size);
  g_assert_nonnull (resolution);
  g_assert_cmpuint (get_word (resolution), ==, 5906); /* 150 / 0.0254 */
  g_assert_cmpuint (get_word (resolution + 4), ==, 5906);
  g_assert_cmpint (resolution[8], ==, 1);
  const char *title = find_chunk (png, length, "iTXt", &size);
  g_assert_nonnull (title);
  g_assert_cmpstr (title, ==, "Title");
  g_assert_nonnull (find_chunk (png, length, "IEND", &size));
}

typedef struct
{
  const char *bytes;
  gsize length, at;
} Stream;

static cairo_status_t
read_bytes (void *closure, unsigned char *data, unsigned int length)
{
  Stream *stream = closure;
  if (stream->at + length > stream->length)
    return CAIRO_STATUS_READ_ERROR;
  memcpy (data, stream->bytes + stream->at, length);
  stream->at += length;
  return CAIRO_STATUS_SUCCESS;
}

static cairo_surface_t *
read_png (const char *name, const WscFigureOptions *options)
{
  gsize length;
  g_autofree char *png = export(name, ".png", options, &length);
  Stream stream = { png, length, 0 };
  cairo_surface_t *surface = cairo_image_surface_create_from_png_stream (read_bytes, &stream);
  g_assert_cmpint (cairo_surface_status (surface), ==, CAIRO_STATUS_SUCCESS);
  return surface;
}

static guint32
get_pixel (cairo_surface_t *surface, int x, int y)
{
  guint32 pixel;
  memcpy (&pixel, cairo_image_surface_get_data (surface) + y * cairo_image_surface_get_stride (surface) + 4 * x,
          sizeof pixel);
  return pixel;
}

static guint32
get_background (WscTheme theme)
{
  WscRgba c = wsc_theme_background (theme);
  return (guint32) lround (255 * c.r) << 16 | (guint32) lround (255 * c.g) << 8 | (guint32) lround (255 * c.b);
}

/* The corners, to the last pixel, are the theme's background, or nothing; the middle has something on it. */
static void
test_background (gconstpointer name)
{
  for (guint theme = WSC_THEME_LIGHT; theme <= WSC_THEME_DARK_CONTRAST; theme++)
    for (guint transparent = 0; transparent < 2; transparent++)
      {
        WscFigureOptions options = { 61.3, 45.7, TRUE, 100, theme, transparent, NULL, 8, .n_frames = 2, .seconds = 1 };
        guint width, height, n_drawn = 0;
        g_assert_true (wsc_figure_options_get_pixels (&options, &width, &height, NULL));
        cairo_surface_t *surface = read_png (name, &options);
        g_assert_cmpint (cairo_image_surface_get_width (surface), ==, width);
        g_assert_cmpint (cairo_image_surface_get_height (surface), ==, height);
        const guint32 background = transparent ? 0 : get_background (theme);
        const guint32 mask = transparent ? 0xffffffff : 0xffffff;
        g_assert_cmphex (get_pixel (surface, 0, 0) & mask, ==, background);
        g_assert_cmphex (get_pixel (surface, (int) width - 1, 0) & mask, ==, background);
        g_assert_cmphex (get_pixel (surface, (int) width - 1, (int) height - 1) & mask, ==, background);
        for (guint y = 0; y < height; y++)
          for (guint x = 0; x < width; x++)
            n_drawn += (get_pixel (surface, (int) x, (int) y) & mask) != background ? 1 : 0;
        g_assert_cmpuint (n_drawn, >, width * height / 100);
        g_assert_cmpuint (n_drawn, <, width * height / 2);
        cairo_surface_destroy (surface);
      }
}

static void
test_svg (gconstpointer name)
{
  WscFigureOptions options = { 80, 60, TRUE, 150, WSC_THEME_PRINT, FALSE, NULL, 8, .n_frames = 2, .seconds = 1 };
  gsize length;
  g_autofree char *mm = export(name, ".svg", &options, &length);
  g_autofree char *title = g_strdup_printf ("<title>%s</title>", (const char *) name);
  GMarkupParser none = { 0 };
  g_autoptr (GMarkupParseContext) parser = g_markup_parse_context_new (&none, 0, NULL, NULL);
  g_assert_true (g_markup_parse_context_parse (parser, mm, (gssize) length, NULL));
  g_assert_true (g_markup_parse_context_end_parse (parser, NULL));
  g_assert_nonnull (strstr (mm, title));
  g_assert_nonnull (strstr (mm, "width=\"226.771654pt\""));
  g_assert_nonnull (strstr (mm, "<text "));
  g_assert_null (strstr (mm, "glyph-")); /* letters as shapes */
  g_assert_cmpint (strstr (mm, "<image") != NULL, ==, g_str_equal (name, "density")); /* a surface of thousands of triangles */
  options = (WscFigureOptions){ 400, 300, FALSE, 150, WSC_THEME_PRINT, FALSE, NULL, 8, .n_frames = 2, .seconds = 1 };
  g_autofree char *px = export(name, ".SVG", &options, &length);
  g_assert_nonnull (strstr (px, "width=\"400px\""));
}

static void
test_pdf (gconstpointer name)
{
  WscFigureOptions options = { 80, 60, TRUE, 150, WSC_THEME_PRINT, FALSE, NULL, 8, .n_frames = 2, .seconds = 1 };
  gsize length;
  g_autofree char *pdf = export(name, ".pdf", &options, &length);
  g_assert_true (g_str_has_prefix (pdf, "%PDF-1."));
  g_assert_nonnull (g_strstr_len (pdf + length - 32, 32, "%%EOF"));
  gboolean has_box = FALSE, has_creator = FALSE;
  for (gsize i = 0; i + 16 < length; i++)
    {
      has_box |= g_str_has_prefix (pdf + i, "/MediaBox [ 0 0 226.771");
      has_creator |= g_str_has_prefix (pdf + i, "/Creator (Weightscape");
    }
  g_assert_true (has_box && has_creator);
}

/* --- refusals ------------------------------------------------------------------ */

static void
assert_refused (const WscResults *which, const char *name, const char *path, const char *message)
{
  WscFigureOptions options = { 100, 80, FALSE, 100, WSC_THEME_PRINT, FALSE, NULL, 8, .n_frames = 2, .seconds = 1 };
  g_autoptr (GError) error = NULL;
  g_assert_false (wsc_export_figure (which, name, path, &options, &error));
  g_assert_nonnull (error);
  g_assert_cmpstr (error->message, ==, message);
}

static void
test_refused (void)
{
  g_autoptr (WscResults) table = run_small (SMALL_IRIS), one = run_small (SMALL_SINE " estimate.replicas=1");
  g_autoptr (WscResults) plain = run_small (SMALL_SINE);
  assert_refused (results, "loss", "/tmp/x.jpg", "“/tmp/x.jpg” must end in .png, .svg or .pdf");
  assert_refused (results, "lost", "/tmp/x.png",
                  "No figure is called “lost”; did you mean “loss”? There are neurons, turntable, density, compare, spectrum, evidence, weights, loss, series, ssa, ssa-components, "
                  "ssa-vectors, ssa-pairs, ssa-periodograms, ssa-wcorr, ssa-dendrogram, ssa-sweep, ssa-landscape, ssa-forecast, ssa-residual, "
                  "reduction, dendrogram, distances, cluster-count, reduced-series, circle, side-by-side.");
  assert_refused (table, "series", "/nonexistent/x.png",
                  "No figure “series” of these results: the data are a table, not a series");
  assert_refused (one, "neurons", "/nonexistent/x.svg",
                  "No figure “neurons” of these results: fewer than two replicas are trained: set estimate.replicas to 2 or more, and lower the learning rate if they diverged");
  assert_refused (one, "compare", "/nonexistent/x.svg", "No figure “compare” of these results: no method has given an answer yet");
  assert_refused (plain, "spectrum", "/nonexistent/x.svg",
                  "No figure “spectrum” of these results: no method took a Hessian: set estimate.method or estimate.methods to sandwich");
  assert_refused (plain, "evidence", "/nonexistent/x.svg",
                  "No figure “evidence” of these results: nothing was inferred by Bayes: set estimate.method or estimate.methods to variational");
  g_autofree char *missing = g_strdup_printf ("Cannot write “/nonexistent/x.pdf”: %s", g_strerror (ENOENT));
  assert_refused (results, "loss", "/nonexistent/x.pdf", missing);
}

/* The same picture on a surface of the caller's; what lies outside stays. */
static void
test_draw (void)
{
  WscFigureOptions options = { 0, 0, FALSE, 100, WSC_THEME_DARK, FALSE, NULL, 8, .n_frames = 2, .seconds = 1 };
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 340, 240);
  cairo_t *cr = cairo_create (surface);
  g_autoptr (GError) error = NULL;
  cairo_translate (cr, 20, 20);
  g_assert_true (wsc_export_draw (results, "neurons", cr, 300, 200, 11, &options, &error));
  g_assert_no_error (error);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  for (int y = 0; y < 240; y++)
    for (int x = 0; x < 340; x++)
      if (x < 20 || x >= 320 || y < 20 || y >= 220)
        g_assert_cmphex (get_pixel (surface, x, y) & 0xffffff, ==, 0);
  g_assert_cmphex (get_pixel (surface, 20, 20) & 0xffffff, ==, get_background (WSC_THEME_DARK));
  cairo_surface_destroy (surface);
}

/* A title that takes all the room leaves no figure, and nothing worse. */
static void
test_long_title (void)
{
  static const char *const names[] = { "neurons", "compare", "loss" }, *const suffixes[] = { ".png", ".svg" };
  g_autofree char *title = g_strnfill (2000, 'w');
  WscFigureOptions options = { 30, 10, TRUE, 72, WSC_THEME_PRINT, FALSE, NULL, 8, .title = title, .n_frames = 2, .seconds = 1 };
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    for (guint j = 0; j < G_N_ELEMENTS (suffixes); j++)
      {
        gsize length;
        g_autofree char *file = export(names[i], suffixes[j], &options, &length);
        g_assert_nonnull (file);
        g_assert_cmpuint (length, >, 0);
      }
}

/* A picture for each method, or one of all: as many ellipses with a gradient. */
static void
test_compared (void)
{
  static const struct
  {
    const char *view;
    guint n_pictures;
  } cases[] = { { "", 3 }, { " view.own-scale=true", 3 }, { " view.overlay=true", 3 } };
  WscFigureOptions options = { 240, 80, TRUE, 72, WSC_THEME_PRINT, FALSE, NULL, 8, .n_frames = 2, .seconds = 1 };
  WscResults *kept = results;
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *assignments = g_strconcat (SMALL_METHODS, cases[i].view, NULL);
      gsize length;
      results = run_small (assignments);
      g_autofree char *svg = export("compare", ".svg", &options, &length);
      const guint n_ellipsoids = wsc_neurons_get_count (wsc_results_get_neurons (results));
      guint n = 0;
      for (const char *at = strstr (svg, "<radialGradient "); at; at = strstr (at + 1, "<radialGradient "))
        n++;
      g_assert_cmpuint (n, >=, cases[i].n_pictures * n_ellipsoids);
      g_assert_cmpuint (n, <=, 2 * cases[i].n_pictures * n_ellipsoids);
      g_assert_null (strstr (svg, "<image"));
      /* Two axes, each with its name. */
      guint n_names = 0;
      for (const char *at = strstr (svg, ">w</tspan>"); at; at = strstr (at + 1, ">w</tspan>"))
        n_names++;
      g_assert_cmpuint (n_names, ==, 2 * 2 * (i == 2 ? 1 : 3)); /* and its halo */
      wsc_results_unref (results);
    }
  results = kept;
}

/* The family that was asked for is that of all text, but for letters that it lacks; letters become larger with it. */
static void
test_font (gconstpointer name)
{
  WscFigureOptions options = { 160, 120, TRUE, 72, WSC_THEME_PRINT, FALSE, NULL, 8, .n_frames = 2, .seconds = 1 };
  static const char *const family = "DejaVu Serif", start[] = "font-family=\"'", size[] = "font-size=\"";
  g_autofree char *nearest = NULL;
  gsize length;
  double largest[2] = { 0 };
  g_assert_true (wsc_plot_has_font (family, &nearest));
  options.font = family;
  options.title = "Over it";
  for (guint k = 0; k < 2; k++)
    {
      options.font_size = k == 0 ? 8 : 12;
      g_autofree char *svg = export(name, ".svg", &options, &length);
      g_assert_nonnull (strstr (svg, ">Over it</tspan>"));
      g_assert_nonnull (strstr (svg, start));
      for (const char *at = strstr (svg, start); at; at = strstr (at + 1, start))
        g_assert_true (g_str_has_prefix (at + strlen (start), family));
      for (const char *at = strstr (svg, size); at; at = strstr (at + 1, size))
        largest[k] = MAX (largest[k], g_ascii_strtod (at + strlen (size), NULL));
    }
  g_assert_cmpfloat_with_epsilon (largest[1] / largest[0], 1.5, 0.01);
}

/* The region and what bounds it are told on the smallest figures too, beside a key or not. */
static void
test_caption (void)
{
  static const double sizes[][2] = { { 160, 120 }, { 80, 60 }, { 60, 45 }, { 50, 42 }, { 40, 60 }, { 35, 30 } };
  WscResults *kept = results;
  gsize length;
  results = run_small (SMALL_SINE " view.colour=volume");
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      WscFigureOptions options = WSC_FIGURE_OPTIONS_INIT;
      options.width = sizes[i][0];
      options.height = sizes[i][1];
      g_autofree char *svg = export("neurons", ".svg", &options, &length);
      g_assert_nonnull (strstr (svg, "content region"));
    }
  wsc_results_unref (results);
  results = kept;
}

/* The key of amounts is text in the figure, unless it is not wanted. */
static void
test_legend (void)
{
  static const char key[] = ">area of the region</tspan>";
  WscFigureOptions options = { 160, 120, TRUE, 72, WSC_THEME_PRINT, FALSE, NULL, 8, .n_frames = 2, .seconds = 1 };
  WscResults *kept = results;
  gsize length;
  results = run_small (SMALL_SINE " view.colour=volume");
  g_autofree char *with = export("neurons", ".svg", &options, &length);
  options.without_legend = TRUE;
  g_autofree char *without = export("neurons", ".svg", &options, &length);
  g_assert_nonnull (strstr (with, key));
  g_assert_null (strstr (without, key));
  wsc_results_unref (results);
  results = kept;
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    GTestDataFunc func;
  } tests[] = { { "png", test_png }, { "background", test_background }, { "svg", test_svg }, { "pdf", test_pdf }, { "font", test_font } };
  static const char *const names[] = { "neurons", "density", "compare", "spectrum", "evidence", "weights", "loss", "series" };
  g_test_init (&argc, &argv, NULL);
  results = run_small (SMALL_METHODS " view.selected=2");
  g_test_add_func ("/export/figures/sizes", test_sizes);
  g_test_add_func ("/export/figures/bad-sizes", test_bad_sizes);
  g_test_add_func ("/export/figures/pixels", test_pixels);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    for (guint j = 0; j < G_N_ELEMENTS (names); j++)
      {
        g_autofree char *path = g_strdup_printf ("/export/figures/%s/%s", tests[i].name, names[j]);
        g_test_add_data_func (path, names[j], tests[i].func);
      }
  g_test_add_func ("/export/figures/refused", test_refused);
  g_test_add_func ("/export/figures/draw", test_draw);
  g_test_add_func ("/export/figures/long-title", test_long_title);
  g_test_add_func ("/export/figures/compared", test_compared);
  g_test_add_func ("/export/figures/caption", test_caption);
  g_test_add_func ("/export/figures/legend", test_legend);
  int status = g_test_run ();
  wsc_results_unref (results);
  return status;
}
