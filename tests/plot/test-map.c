/* Maps: ramps that rise, cells of the right colour in the right place, and their colour bar. */
#include <cairo-pdf.h>
#include <string.h>

#include "samples.h"

/* --- ramps ------------------------------------------------------------------ */

static double
linearise (double c)
{
  return c <= 0.04045 ? c / 12.92 : pow ((c + 0.055) / 1.055, 2.4);
}

static double
get_luminance (WscRgba c)
{
  return 0.2126 * linearise (c.r) + 0.7152 * linearise (c.g) + 0.0722 * linearise (c.b);
}

/* CIE 1976, of the luminance alone. */
static double
get_lightness (WscRgba c)
{
  double y = get_luminance (c);
  return y > 216.0 / 24389 ? 116 * cbrt (y) - 16 : y * 24389 / 27;
}

static void
test_rising (void)
{
  for (guint theme = WSC_THEME_LIGHT; theme <= WSC_THEME_PRINT; theme++)
    {
      double before = get_luminance (wsc_ramp_get_colour (WSC_RAMP_SEQUENTIAL, 0, theme));
      double grey_before = get_luminance (wsc_theme_background (theme));
      for (guint i = 1; i <= 200; i++)
        {
          double luminance = get_luminance (wsc_ramp_get_colour (WSC_RAMP_SEQUENTIAL, i / 200.0, theme));
          double grey = get_luminance (wsc_ramp_get_colour (WSC_RAMP_CORRELATION, i / 200.0, theme));
          g_assert_cmpfloat (luminance, >, before);
          g_assert_true (theme == WSC_THEME_DARK ? grey > grey_before : grey < grey_before);
          before = luminance;
          grey_before = grey;
        }
    }
}

/* A tenth of the ramp is near a tenth of its lightness, wherever it is. */
static void
test_even (void)
{
  for (guint theme = WSC_THEME_LIGHT; theme <= WSC_THEME_PRINT; theme++)
    {
      double low = get_lightness (wsc_ramp_get_colour (WSC_RAMP_SEQUENTIAL, 0, theme));
      double high = get_lightness (wsc_ramp_get_colour (WSC_RAMP_SEQUENTIAL, 1, theme));
      g_assert_cmpfloat (high - low, >, 55);
      for (guint i = 0; i < 10; i++)
        {
          double a = get_lightness (wsc_ramp_get_colour (WSC_RAMP_SEQUENTIAL, i / 10.0, theme));
          double b = get_lightness (wsc_ramp_get_colour (WSC_RAMP_SEQUENTIAL, (i + 1) / 10.0, theme));
          g_assert_cmpfloat (b - a, >, 0.05 * (high - low));
          g_assert_cmpfloat (b - a, <, 0.16 * (high - low));
        }
    }
}

/* No steps that the values do not have. */
static void
test_smooth (void)
{
  for (guint theme = WSC_THEME_LIGHT; theme <= WSC_THEME_PRINT; theme++)
    for (guint i = 0; i < 1000; i++)
      {
        WscRgba a = wsc_ramp_get_colour (WSC_RAMP_SEQUENTIAL, i / 1000.0, theme);
        WscRgba b = wsc_ramp_get_colour (WSC_RAMP_SEQUENTIAL, (i + 1) / 1000.0, theme);
        g_assert_cmpfloat (fabs (a.r - b.r) + fabs (a.g - b.g) + fabs (a.b - b.b), <, 0.01);
      }
}

/* Correlations go from the paper to the ink; the other ramps stand off the paper at both ends. */
static void
test_ends (void)
{
  for (guint theme = WSC_THEME_LIGHT; theme <= WSC_THEME_PRINT; theme++)
    {
      WscRgba paper = wsc_theme_background (theme), ink = wsc_theme_ink (theme);
      WscRgba none = wsc_ramp_get_colour (WSC_RAMP_CORRELATION, 0, theme),
              full = wsc_ramp_get_colour (WSC_RAMP_CORRELATION, 1, theme);
      g_assert_cmpfloat (fabs (none.r - paper.r) + fabs (none.g - paper.g) + fabs (none.b - paper.b), <, 0.01);
      g_assert_cmpfloat (fabs (full.r - ink.r) + fabs (full.g - ink.g) + fabs (full.b - ink.b), <, 0.01);
      for (double end = 0; end <= 1; end++)
        {
          WscRgba c = wsc_ramp_get_colour (WSC_RAMP_SEQUENTIAL, end, theme);
          g_assert_cmpfloat (fabs (c.r - paper.r) + fabs (c.g - paper.g) + fabs (c.b - paper.b), >, 0.3);
        }
    }
}

/* --- tones ------------------------------------------------------------------ */

static WscField *
new_field (WscRamp ramp, gboolean logarithmic, double low, double high, gsize n, const double *values)
{
  g_autofree double *x = g_new (double, n + 1);
  const double y[] = { 0, 1 };
  for (gsize i = 0; i <= n; i++)
    x[i] = (double) i;
  const WscPlotMap map = { 1, n, x, y, values, ramp, low, high, logarithmic };
  return wsc_field_new (&map);
}

static void
assert_tone (WscRamp ramp, gboolean logarithmic, double low, double high, double value, double tone)
{
  const double values[] = { 0.01, 1, NAN };
  WscField *field = new_field (ramp, logarithmic, low, high, G_N_ELEMENTS (values), values);
  double found = wsc_field_get_tone (field, value);
  if (isnan (tone))
    g_assert_true (isnan (found));
  else
    g_assert_cmpfloat_with_epsilon (found, tone, 1e-12);
  wsc_field_free (field);
}

static void
test_tones (void)
{
  assert_tone (WSC_RAMP_SEQUENTIAL, FALSE, 0, 0, 0.01, 0);
  assert_tone (WSC_RAMP_SEQUENTIAL, FALSE, 0, 4, 1, 0.25);
  assert_tone (WSC_RAMP_SEQUENTIAL, FALSE, 0, 4, 5, 1);
  assert_tone (WSC_RAMP_SEQUENTIAL, TRUE, 0, 0, 0.1, 0.5);
  assert_tone (WSC_RAMP_SEQUENTIAL, TRUE, 0, 4, 0.1, 0.5); /* zero cannot be an end */
  assert_tone (WSC_RAMP_SEQUENTIAL, TRUE, 0, 0, 0, NAN);
  assert_tone (WSC_RAMP_INVERTED, TRUE, 0.001, 1, 0.01, 2 / 3.0);
  assert_tone (WSC_RAMP_INVERTED, FALSE, 0, 4, NAN, NAN);
  assert_tone (WSC_RAMP_INVERTED, FALSE, 0, 4, INFINITY, NAN);
  assert_tone (WSC_RAMP_CORRELATION, FALSE, 0, 0, -0.5, 0.5);
  assert_tone (WSC_RAMP_CORRELATION, FALSE, -1, 1, 0.75, 0.75);
  const double same[] = { 3, 3 }, none[] = { NAN, NAN };
  WscField *one = new_field (WSC_RAMP_SEQUENTIAL, FALSE, 0, 0, 2, same),
           *empty = new_field (WSC_RAMP_SEQUENTIAL, TRUE, 0, 0, 2, none);
  g_assert_cmpfloat_with_epsilon (wsc_field_get_tone (one, 3), 0.5, 1e-12);
  g_assert_cmpfloat (empty->low, >, 0);
  g_assert_cmpfloat (empty->high, >, empty->low);
  wsc_field_free (one);
  wsc_field_free (empty);
}

/* --- drawing ---------------------------------------------------------------- */

/* Every cell's middle has its own colour, whatever the axes. */
static void
check_cells (const WscPlot *plot, int width, int height, WscTheme theme)
{
  const WscField *field = wsc_plot_get_map (plot)->field;
  g_auto (WscText) text = { 0 };
  g_auto (WscFrame) frame = { 0 };
  wsc_text_init (&text, 10);
  wsc_frame_init (&frame, plot, &text, width, height);
  cairo_surface_t *surface = draw_image (plot, width, height, 10, theme);
  for (gsize i = 0; i < field->n_rows; i++)
    for (gsize j = 0; j < field->n_columns; j++)
      {
        double tone = wsc_field_get_tone (field, field->values[i * field->n_columns + j]);
        double x = (wsc_frame_map_x (&frame, field->x_edges[j]) + wsc_frame_map_x (&frame, field->x_edges[j + 1])) / 2;
        double y = (wsc_frame_map_y (&frame, field->y_edges[i]) + wsc_frame_map_y (&frame, field->y_edges[i + 1])) / 2;
        WscRgba colour =
            isnan (tone) ? wsc_theme_background (theme) : wsc_ramp_get_colour (field->ramp, tone, theme);
        g_assert_cmpfloat (get_distance (surface, x, y, colour), <, 0.03);
      }
  cairo_surface_destroy (surface);
}

static WscPlot *
new_random_map (gsize n_rows, gsize n_columns, gboolean even, gboolean log_y, gboolean square)
{
  g_autofree double *x = g_new (double, n_columns + 1), *y = g_new (double, n_rows + 1),
                    *values = g_new (double, n_rows *n_columns);
  for (gsize j = 0; j <= n_columns; j++)
    x[j] = (double) j + (even ? 0 : g_test_rand_double_range (0, 0.3));
  for (gsize i = 0; i <= n_rows; i++)
    y[i] = 1 + (double) i + (even ? 0 : g_test_rand_double_range (0, 0.3));
  for (gsize i = 0; i < n_rows * n_columns; i++)
    values[i] = g_test_rand_int_range (0, 5) == 0 ? NAN : g_test_rand_double_range (-1, 1);
  const WscPlotMap map = { n_rows, n_columns, x, y, values, even ? WSC_RAMP_CORRELATION : WSC_RAMP_SEQUENTIAL, 0, 0,
                           FALSE };
  WscPlotBuilder *builder = wsc_plot_builder_new ("Random", "x", "y");
  wsc_plot_builder_add_map (builder, "z", &map);
  if (log_y)
    wsc_plot_builder_set_log_y (builder);
  if (square)
    wsc_plot_builder_set_square (builder, TRUE);
  return wsc_plot_builder_end (builder);
}

static void
test_cells (void)
{
  for (guint round = 0; round < 24; round++)
    {
      gsize n_rows = (gsize) g_test_rand_int_range (1, 12), n_columns = (gsize) g_test_rand_int_range (1, 14);
      g_autoptr (WscPlot) plot = new_random_map (n_rows, n_columns, round & 1, round & 2, (round & 6) == 4);
      check_cells (plot, 500, 420, (WscTheme) (round % 3));
    }
}

/* More cells than dots: a chequerboard is grey, not black or white. */
static void
test_averaged (void)
{
  enum
  {
    SIDE = 400
  };
  g_autofree double *edges = g_new (double, SIDE + 1), *values = g_new (double, SIDE *SIDE);
  for (guint i = 0; i <= SIDE; i++)
    edges[i] = i;
  for (guint i = 0; i < SIDE * SIDE; i++)
    values[i] = (i / SIDE + i % SIDE) % 2;
  const WscPlotMap map = { SIDE, SIDE, edges, edges, values, WSC_RAMP_CORRELATION, 0, 1, FALSE };
  WscPlotBuilder *builder = wsc_plot_builder_new (NULL, NULL, NULL);
  wsc_plot_builder_add_map (builder, NULL, &map);
  wsc_plot_builder_set_small (builder);
  g_autoptr (WscPlot) plot = wsc_plot_builder_end (builder);
  cairo_surface_t *surface = draw_image (plot, 120, 120, 10, WSC_THEME_PRINT);
  WscRgba ink = wsc_theme_ink (WSC_THEME_PRINT);
  float middle = (1 + ink.r) / 2;
  double sum = 0;
  for (int x = 20; x < 100; x++)
    sum += get_distance (surface, x, 60, (WscRgba){ middle, middle, middle, 1 });
  g_assert_cmpfloat (sum / 80, <, 0.9);
  cairo_surface_destroy (surface);
}

/* The colour bar and its numbers are on the surface, and its numbers do not touch. */
static void
test_colour_bar (void)
{
  for (double width = 10; width < 900; width *= 1.35)
    for (double height = 10; height < 700; height *= 1.45)
      {
        g_autoptr (WscPlot) plot = new_map_plot (6, 9, WSC_RAMP_INVERTED, TRUE);
        g_auto (WscText) text = { 0 };
        g_auto (WscFrame) frame = { 0 };
        wsc_text_init (&text, 11);
        wsc_frame_init (&frame, plot, &text, width, height);
        if (!frame.has_bar)
          continue;
        double room = (WSC_BAR_WIDTH + 0.7 * WSC_TICK + WSC_GAP) * frame.em;
        g_assert_cmpfloat (frame.bar_x, >, frame.x + frame.width);
        g_assert_cmpfloat (frame.bar_x + room + wsc_axes_get_widest (&frame.bar_ticks, &text), <=, width + 1e-6);
        g_assert_cmpuint (frame.bar_ticks.n, >, 0);
      }
}

static void
test_square (void)
{
  g_autoptr (WscPlot) plot = new_random_map (7, 11, TRUE, FALSE, TRUE);
  static const double sizes[][2] = { { 600, 300 }, { 300, 600 }, { 90, 80 }, { 20, 200 } };
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_auto (WscText) text = { 0 };
      g_auto (WscFrame) frame = { 0 };
      wsc_text_init (&text, 10);
      wsc_frame_init (&frame, plot, &text, sizes[i][0], sizes[i][1]);
      g_assert_cmpfloat_with_epsilon (frame.width / 11, frame.height / 7, 1e-9);
      g_assert_cmpfloat (wsc_frame_map_y (&frame, 1), <, wsc_frame_map_y (&frame, 2));
      g_assert_cmpfloat_with_epsilon (wsc_frame_unmap_y (&frame, wsc_frame_map_y (&frame, 3)), 3, 1e-9);
      g_assert_cmpfloat (frame.y + frame.height, <=, sizes[i][1]);
    }
}

static cairo_status_t
collect (void *closure, const unsigned char *data, unsigned int length)
{
  g_string_append_len (closure, (const char *) data, length);
  return CAIRO_STATUS_SUCCESS;
}

/* Print gets an image that readers of PDF may not smooth. */
static void
test_print (void)
{
  g_autoptr (WscPlot) plot = new_map_plot (6, 9, WSC_RAMP_SEQUENTIAL, TRUE);
  g_autoptr (GString) pdf = g_string_new (NULL);
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (collect, pdf, 300, 200);
  cairo_t *cr = cairo_create (surface);
  wsc_plot_draw (plot, cr, 300, 200, 8, WSC_THEME_PRINT);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  g_assert_cmpint (cairo_surface_status (surface), ==, CAIRO_STATUS_SUCCESS);
  cairo_surface_destroy (surface);
  g_assert_nonnull (memmem (pdf->str, pdf->len, "/Subtype /Image", 15));
  g_assert_null (memmem (pdf->str, pdf->len, "/Interpolate true", 17));
  g_assert_cmpuint (pdf->len, <, 100000);
}

/* --- reading and degenerate maps --------------------------------------------- */

static void
assert_reading (const WscPlot *plot, double x, double y, const char *expected)
{
  g_auto (WscText) text = { 0 };
  g_auto (WscFrame) frame = { 0 };
  g_autofree char *words = NULL;
  wsc_text_init (&text, 10);
  wsc_frame_init (&frame, plot, &text, 400, 300);
  double px = wsc_frame_map_x (&frame, x), py = wsc_frame_map_y (&frame, y);
  g_assert_true (wsc_plot_read (plot, 400, 300, 10, px, py, NULL, NULL, &words));
  g_assert_cmpstr (words, ==, expected);
}

static void
test_read (void)
{
  g_autoptr (WscPlot) plot = new_map_plot (4, 5, WSC_RAMP_INVERTED, TRUE);
  assert_reading (plot, 4, 1.2, "Window 5 · Components 1 · MSE 1");
  assert_reading (plot, 21, 2.6, "Window 20 · Components 3 · MSE 0.04");
  assert_reading (plot, 26, 4, "Window 25 · Components 4");
}

static void
test_degenerate (void)
{
  const double edges[] = { 0, 1 }, values[] = { NAN }, big[] = { -1e308 };
  const double *const columns[] = { values, big };
  for (guint i = 0; i < 4; i++)
    for (int size = 2; size <= 64; size += 2)
      {
        WscPlotBuilder *builder = wsc_plot_builder_new ("Map", "x", "y");
        const double *cells = i < 2 ? columns[i] : NULL;
        const WscPlotMap map = { cells ? 1 : 0, 1, edges, edges, cells, WSC_RAMP_SEQUENTIAL, 0, 0, i };
        wsc_plot_builder_add_map (builder, "z", &map);
        if (i == 3)
          wsc_plot_builder_set_square (builder, FALSE);
        g_autoptr (WscPlot) plot = wsc_plot_builder_end (builder);
        g_autoptr (WscPlot) one = new_map_plot (1, 1, WSC_RAMP_SEQUENTIAL, i);
        cairo_surface_destroy (draw_image (plot, size, 66 - size, 10, WSC_THEME_LIGHT));
        cairo_surface_destroy (draw_image (one, size, size, 10, WSC_THEME_LIGHT));
        g_assert_false (wsc_plot_read (plot, size, size, 10, -1, -1, NULL, NULL, NULL));
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot/map/rising", test_rising);
  g_test_add_func ("/plot/map/even", test_even);
  g_test_add_func ("/plot/map/smooth", test_smooth);
  g_test_add_func ("/plot/map/ends", test_ends);
  g_test_add_func ("/plot/map/tones", test_tones);
  g_test_add_func ("/plot/map/cells", test_cells);
  g_test_add_func ("/plot/map/averaged", test_averaged);
  g_test_add_func ("/plot/map/colour-bar", test_colour_bar);
  g_test_add_func ("/plot/map/square", test_square);
  g_test_add_func ("/plot/map/print", test_print);
  g_test_add_func ("/plot/map/read", test_read);
  g_test_add_func ("/plot/map/degenerate", test_degenerate);
  return g_test_run ();
}
