/* Drawing: on every surface, inside its rectangle, with the colours and gaps that were asked for. */
#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <string.h>

#include "samples.h"

#define FRAME 12 /* pixels round the rectangle that must stay as they were */
#define UNTOUCHED 0x00123456u

static cairo_surface_t *
draw_framed (const WscPlot *plot, int width, int height, double em, WscTheme theme)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width + 2 * FRAME, height + 2 * FRAME);
  cairo_t *cr = cairo_create (surface);
  cairo_set_source_rgb (cr, 0x12 / 255.0, 0x34 / 255.0, 0x56 / 255.0);
  cairo_paint (cr);
  cairo_translate (cr, FRAME, FRAME);
  wsc_plot_draw (plot, cr, width, height, em, theme);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

static guint32
get_pixel (cairo_surface_t *surface, int x, int y)
{
  const guint8 *data = cairo_image_surface_get_data (surface);
  guint32 pixel;
  memcpy (&pixel, data + y * cairo_image_surface_get_stride (surface) + 4 * x, sizeof pixel);
  return pixel & 0xffffff;
}

static void
check_bounds (cairo_surface_t *surface, int width, int height)
{
  guint n_drawn = 0;
  for (int y = 0; y < height + 2 * FRAME; y++)
    for (int x = 0; x < width + 2 * FRAME; x++)
      {
        gboolean inside = x >= FRAME && x < width + FRAME && y >= FRAME && y < height + FRAME;
        gboolean drawn = get_pixel (surface, x, y) != UNTOUCHED;
        g_assert_false (drawn && !inside);
        n_drawn += drawn ? 1 : 0;
      }
  g_assert_cmpuint (n_drawn, >, 0);
}

static void
test_bounds (void)
{
  static const int sizes[][2] = { { 40, 30 }, { 100, 60 }, { 400, 120 }, { 333, 777 }, { 2000, 1500 } };
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (guint theme = WSC_THEME_LIGHT; theme <= WSC_THEME_PRINT; theme++)
      for (guint k = 0; k < 3; k++)
        {
          g_autoptr (WscPlot) plot = k == 0   ? new_loss_plot (25, 1, FALSE)
                                     : k == 1 ? new_loss_plot (25, 1, TRUE)
                                              : new_series_plot (36000, theme == 0 ? WSC_LINE_POINTS : WSC_LINE_SOLID);
          cairo_surface_t *surface = draw_framed (plot, sizes[i][0], sizes[i][1], 11, theme);
          check_bounds (surface, sizes[i][0], sizes[i][1]);
          cairo_surface_destroy (surface);
        }
}

/* The same plot gives the same picture, and drawing leaves the context as it found it. */
static void
test_repeatable (void)
{
  g_autoptr (WscPlot) plot = new_loss_plot (25, 1, FALSE);
  cairo_surface_t *a = draw_framed (plot, 400, 120, 11, WSC_THEME_LIGHT),
                  *b = draw_framed (plot, 400, 120, 11, WSC_THEME_LIGHT);
  gsize length = (gsize) (cairo_image_surface_get_stride (a) * cairo_image_surface_get_height (a));
  g_assert_cmpmem (cairo_image_surface_get_data (a), length, cairo_image_surface_get_data (b), length);
  cairo_t *cr = cairo_create (a);
  cairo_set_line_width (cr, 3.25);
  wsc_plot_draw (plot, cr, 400, 120, 11, WSC_THEME_DARK);
  g_assert_cmpfloat (cairo_get_line_width (cr), ==, 3.25);
  g_assert_false (cairo_has_current_point (cr) && cairo_get_dash_count (cr) > 0);
  g_assert_cmpint (cairo_get_dash_count (cr), ==, 0);
  cairo_destroy (cr);
  cairo_surface_destroy (a);
  cairo_surface_destroy (b);
}

/* How many pixels of a column are near the line's colour. */
static guint
count_coloured (cairo_surface_t *surface, int x, guint colour, WscTheme theme)
{
  WscRgba c = wsc_plot_get_colour (colour, theme);
  guint n = 0;
  for (int y = 0; y < cairo_image_surface_get_height (surface); y++)
    {
      guint32 p = get_pixel (surface, x, y);
      double distance =
          fabs ((p >> 16 & 255) / 255.0 - c.r) + fabs ((p >> 8 & 255) / 255.0 - c.g) + fabs ((p & 255) / 255.0 - c.b);
      n += distance < 0.25 ? 1 : 0;
    }
  return n;
}

static void
test_gap (void)
{
  gsize n = 301;
  g_autofree double *x = g_new (double, n), *y = g_new (double, n);
  for (gsize i = 0; i < n; i++)
    {
      x[i] = (double) i;
      y[i] = i > 100 && i < 200 ? NAN : (double) (i % 2);
    }
  g_autoptr (WscPlot) plot = new_line_plot (n, x, y);
  g_auto (WscText) text = { 0 };
  g_auto (WscFrame) frame = { 0 };
  wsc_text_init (&text, 10);
  wsc_frame_init (&frame, plot, &text, 400, 200);
  cairo_surface_t *surface = draw_framed (plot, 400, 200, 10, WSC_THEME_PRINT);
  g_assert_cmpuint (count_coloured (surface, FRAME + (int) wsc_frame_map_x (&frame, 50), 0, WSC_THEME_PRINT), >, 20);
  g_assert_cmpuint (count_coloured (surface, FRAME + (int) wsc_frame_map_x (&frame, 150), 0, WSC_THEME_PRINT), ==, 0);
  g_assert_cmpuint (count_coloured (surface, FRAME + (int) wsc_frame_map_x (&frame, 250), 0, WSC_THEME_PRINT), >, 20);
  cairo_surface_destroy (surface);
}

/* One value alone, between gaps, is a dot. */
static void
test_lone_value (void)
{
  const double x[] = { 0, 1, 2 }, y[] = { NAN, 1, NAN };
  g_autoptr (WscPlot) plot = new_line_plot (3, x, y);
  g_auto (WscText) text = { 0 };
  g_auto (WscFrame) frame = { 0 };
  wsc_text_init (&text, 10);
  wsc_frame_init (&frame, plot, &text, 200, 100);
  cairo_surface_t *surface = draw_framed (plot, 200, 100, 10, WSC_THEME_PRINT);
  g_assert_cmpuint (count_coloured (surface, FRAME + (int) wsc_frame_map_x (&frame, 1), 0, WSC_THEME_PRINT), >, 0);
  cairo_surface_destroy (surface);
}

/* Charts of nothing, of one value, of what is not finite. */
static void
test_degenerate (void)
{
  const double x[] = { 3, 3 }, y[] = { 7, 7 }, bad[] = { NAN, INFINITY }, huge[] = { -1e308, 1e308 };
  const double *const columns[][2] = { { x, y }, { x, bad }, { bad, y }, { huge, y }, { x, huge } };
  for (guint log_y = 0; log_y < 2; log_y++)
    for (guint i = 0; i <= G_N_ELEMENTS (columns); i++)
      {
        WscPlotBuilder *builder = wsc_plot_builder_new (NULL, "x", "y");
        if (log_y)
          wsc_plot_builder_set_log_y (builder);
        if (i < G_N_ELEMENTS (columns))
          {
            wsc_plot_builder_add_line (builder, "Line", 1, WSC_LINE_DASHED, 2, columns[i][0], columns[i][1]);
            wsc_plot_builder_add_line (builder, "Points", 1, WSC_LINE_POINTS, 2, columns[i][0], columns[i][1]);
            wsc_plot_builder_add_band (builder, "Band", 1, 2, columns[i][0], columns[i][1], columns[i][1]);
            wsc_plot_builder_add_level (builder, "Level", 2, columns[i][1][1]);
          }
        g_autoptr (WscPlot) plot = wsc_plot_builder_end (builder);
        g_assert_true (isfinite (plot->x_high - plot->x_low) && plot->x_high > plot->x_low);
        g_assert_true (isfinite (plot->y_high - plot->y_low) && plot->y_high > plot->y_low);
        cairo_surface_t *surface = draw_framed (plot, 300, 200, 10, WSC_THEME_LIGHT);
        cairo_surface_destroy (surface);
      }
}

static cairo_status_t
count_bytes (void *closure, const unsigned char *data, unsigned int length)
{
  g_string_append_len (closure, (const char *) data, length);
  return CAIRO_STATUS_SUCCESS;
}

/* 36,000 points become at most a few for each quarter of a point of width. */
static void
test_vector_size (void)
{
  g_autoptr (WscPlot) plot = new_series_plot (36000, WSC_LINE_SOLID);
  g_autoptr (GString) svg = g_string_new (NULL), pdf = g_string_new (NULL);
  cairo_surface_t *surfaces[] = { cairo_svg_surface_create_for_stream (count_bytes, svg, 300, 200),
                                  cairo_pdf_surface_create_for_stream (count_bytes, pdf, 300, 200) };
  for (guint i = 0; i < 2; i++)
    {
      cairo_t *cr = cairo_create (surfaces[i]);
      wsc_plot_draw (plot, cr, 300, 200, 8, WSC_THEME_PRINT);
      cairo_destroy (cr);
      cairo_surface_finish (surfaces[i]);
      g_assert_cmpint (cairo_surface_status (surfaces[i]), ==, CAIRO_STATUS_SUCCESS);
      cairo_surface_destroy (surfaces[i]);
    }
  guint n_lines = 0;
  for (const char *c = svg->str; (c = strstr (c, " L ")); c++)
    n_lines++;
  g_assert_cmpuint (n_lines, >, 300);
  g_assert_cmpuint (n_lines, <, 300 * 4 * 4 + 500);
  g_assert_cmpuint (pdf->len, <, 150000);
}

/* WCAG 2: a graphical object is seen at a contrast of 3. */
static double
get_luminance (WscRgba c)
{
  const double channels[] = { c.r, c.g, c.b }, weights[] = { 0.2126, 0.7152, 0.0722 };
  double sum = 0;
  for (guint i = 0; i < 3; i++)
    sum += weights[i] * (channels[i] <= 0.04045 ? channels[i] / 12.92 : pow ((channels[i] + 0.055) / 1.055, 2.4));
  return sum + 0.05;
}

static void
test_contrast (void)
{
  for (guint theme = WSC_THEME_LIGHT; theme <= WSC_THEME_DARK_CONTRAST; theme++)
    for (guint i = 0; i < 24; i++)
      {
        guint colour = i < 22 ? i : i == 22 ? WSC_PLOT_INK : WSC_PLOT_GREY;
        double a = get_luminance (wsc_plot_get_colour (colour, theme)),
               b = get_luminance (wsc_theme_background (theme));
        g_assert_cmpfloat (MAX (a, b) / MIN (a, b), >=, theme > WSC_THEME_PRINT ? 6.99 : 2.99);
      }
  WscRgba blue = wsc_plot_get_colour (0, WSC_THEME_PRINT), palette = wsc_palette_neuron (0);
  g_assert_cmpmem (&blue, sizeof blue, &palette, sizeof palette);
}

static void
test_read (void)
{
  const double x[] = { 1, 2, 3 }, y[] = { 0.5, -0.25, 0.125 };
  WscPlotBuilder *builder = wsc_plot_builder_new ("T", "Epoch", "Loss");
  wsc_plot_builder_add_line (builder, "Training", 0, WSC_LINE_SOLID, 3, x, y);
  wsc_plot_builder_add_line (builder, NULL, 0, WSC_LINE_SOLID, 3, x, y);
  g_autoptr (WscPlot) plot = wsc_plot_builder_end (builder);
  g_auto (WscText) text = { 0 };
  g_auto (WscFrame) frame = { 0 };
  wsc_text_init (&text, 10);
  wsc_frame_init (&frame, plot, &text, 300, 200);
  double px = wsc_frame_map_x (&frame, 2.2), py = wsc_frame_map_y (&frame, 0.1), data_x, data_y;
  g_autofree char *words = NULL;
  g_assert_true (wsc_plot_read (plot, 300, 200, 10, px, py, &data_x, &data_y, &words));
  g_assert_cmpfloat_with_epsilon (data_x, 2.2, 1e-9);
  g_assert_cmpfloat_with_epsilon (data_y, 0.1, 1e-9);
  g_assert_cmpstr (words, ==, "Epoch 2 · Training −0.25");
  g_assert_false (wsc_plot_read (plot, 300, 200, 10, frame.x - 1, py, NULL, NULL, NULL));
  g_assert_false (wsc_plot_read (plot, 300, 200, 10, px, frame.y + frame.height + 1, NULL, NULL, NULL));
  g_assert_false (wsc_plot_read (plot, 0, 0, 10, 0, 0, NULL, NULL, NULL));
}

static void
test_summary (void)
{
  const double x[] = { 1, 2, 3 }, y[] = { 0.5, 0.25, NAN };
  WscPlotBuilder *builder = wsc_plot_builder_new ("Heights", NULL, NULL);
  wsc_plot_builder_add_line (builder, "A", 0, WSC_LINE_SOLID, 3, x, y);
  wsc_plot_builder_add_level (builder, "Floor", 0, 0.125);
  g_autoptr (WscPlot) plot = wsc_plot_builder_end (builder);
  g_assert_cmpstr (wsc_plot_get_title (plot), ==, "Heights");
  g_assert_cmpstr (wsc_plot_get_summary (plot), ==, "Heights: A from 0.5 to 0.25; Floor 0.125.");
  builder = wsc_plot_builder_new (NULL, NULL, NULL);
  wsc_plot_builder_set_summary (builder, "Said otherwise.");
  g_autoptr (WscPlot) other = wsc_plot_builder_end (builder);
  g_assert_cmpstr (wsc_plot_get_summary (other), ==, "Said otherwise.");
}

/* Text over a scene: something is drawn, near every label, and nothing of it without a scene's labels elsewhere. */
static void
test_scene_labels (void)
{
  WscEllipsoid ellipsoids[2] = {
    { { -1, 0, 0 }, { { 0.3f, 0, 0 }, { 0, 0.2f, 0 }, { 0, 0, 0.1f } }, { 1, 0, 0, 1 }, 0 },
    { { 1, 1, 1 }, { { 0.3f, 0, 0 }, { 0, 0.2f, 0 }, { 0, 0, 0.1f } }, { 0, 1, 0, 1 }, 1 }
  };
  g_autoptr (WscScene) scene = wsc_scene_new_ellipsoids (ellipsoids, 2);
  WscCamera camera = { 0 };
  wsc_scene_look (scene, WSC_LOOK_HOME, &camera);
  guint n;
  g_autofree WscLabel *labels = wsc_scene_dup_labels (scene, &camera, 500, 400, 12, &n);
  g_assert_cmpuint (n, >, 3);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 500, 400);
  cairo_t *cr = cairo_create (surface);
  wsc_plot_draw_labels (scene, &camera, cr, 500, 400, 12, WSC_THEME_LIGHT);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  const guint8 *data = cairo_image_surface_get_data (surface);
  int stride = cairo_image_surface_get_stride (surface);
  for (guint i = 0; i < n; i++)
    {
      guint opaque = 0;
      for (int y = MAX (0, (int) labels[i].y - 16); y < MIN (400, (int) labels[i].y + 16); y++)
        for (int x = MAX (0, (int) labels[i].x - 30); x < MIN (500, (int) labels[i].x + 30); x++)
          opaque += data[y * stride + 4 * x + 3] > 128 ? 1 : 0;
      g_assert_cmpuint (opaque, >, 5);
    }
  cairo_surface_destroy (surface);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot/draw/bounds", test_bounds);
  g_test_add_func ("/plot/draw/repeatable", test_repeatable);
  g_test_add_func ("/plot/draw/gap", test_gap);
  g_test_add_func ("/plot/draw/lone-value", test_lone_value);
  g_test_add_func ("/plot/draw/degenerate", test_degenerate);
  g_test_add_func ("/plot/draw/vector-size", test_vector_size);
  g_test_add_func ("/plot/draw/contrast", test_contrast);
  g_test_add_func ("/plot/draw/read", test_read);
  g_test_add_func ("/plot/draw/summary", test_summary);
  g_test_add_func ("/plot/draw/scene-labels", test_scene_labels);
  return g_test_run ();
}
