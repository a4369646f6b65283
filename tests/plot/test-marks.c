/* Bars, markers, strips, captions, and what the axes span because of them. */
#include "samples.h"

static void
frame_init (WscFrame *frame, WscText *text, const WscPlot *plot, double width, double height)
{
  wsc_text_init (text, 10);
  wsc_frame_init (frame, plot, text, width, height);
}

/* --- ranges ----------------------------------------------------------------- */

static void
test_bar_range (void)
{
  g_autoptr (WscPlot) plot = new_bar_plot (10, FALSE);
  g_assert_cmpfloat_with_epsilon (plot->x_low, 0.4, 1e-12);
  g_assert_cmpfloat_with_epsilon (plot->x_high, 10.6, 1e-12);
  g_assert_cmpfloat (plot->y_low, ==, 0);
  g_assert_cmpfloat_with_epsilon (plot->y_high, 10.5, 1e-12);
  g_assert_true (plot->integer_x);
  const double x[] = { 1, 2 }, down[] = { -2, -4 };
  WscPlotBuilder *builder = wsc_plot_builder_new (NULL, NULL, NULL);
  wsc_plot_builder_add_bars (builder, NULL, 0, NULL, 2, x, down);
  g_autoptr (WscPlot) hanging = wsc_plot_builder_end (builder);
  g_assert_cmpfloat (hanging->y_high, ==, 0);
  g_assert_cmpfloat (hanging->y_low, <, -4);
  g_autoptr (WscPlot) logarithmic = new_bar_plot (10, TRUE);
  g_assert_cmpfloat (logarithmic->y_low, >, 0.5);
  g_assert_cmpfloat (logarithmic->y_low, <, 1);
}

/* Two bars have room for many numbers, but only whole ones have a bar. */
static void
test_whole_ticks (void)
{
  for (gsize n = 1; n < 60; n = 2 * n + 1)
    {
      g_autoptr (WscPlot) plot = new_bar_plot (n, FALSE);
      g_auto (WscText) text = { 0 };
      g_auto (WscFrame) frame = { 0 };
      frame_init (&frame, &text, plot, 800, 300);
      g_assert_cmpuint (frame.x_ticks.n, >=, 1);
      for (guint i = 0; i < frame.x_ticks.n; i++)
        g_assert_cmpfloat (frame.x_ticks.ticks[i].value, ==, floor (frame.x_ticks.ticks[i].value));
    }
}

static void
test_strip_range (void)
{
  const double x[] = { 0, 10 }, y[] = { 2, 3 };
  WscPlotBuilder *builder = wsc_plot_builder_new ("T", NULL, NULL);
  wsc_plot_builder_add_line (builder, "Line", 0, WSC_LINE_SOLID, 2, x, y);
  wsc_plot_builder_add_strip (builder, "Forecast", 1, 8.5, 20);
  g_autoptr (WscPlot) plot = wsc_plot_builder_end (builder);
  g_assert_cmpfloat (plot->x_high, ==, 20);
  g_assert_cmpfloat_with_epsilon (plot->y_low, 1.95, 1e-12);
  g_assert_cmpfloat_with_epsilon (plot->y_high, 3.05, 1e-12);
  g_assert_true (plot->integer_x);
  g_assert_cmpstr (wsc_plot_get_summary (plot), ==, "T: Line from 2 to 3; Forecast between 8.5 and 20.");
}

static WscPlot *
new_ranged (gboolean log_y, double x_low, double x_high, double y_low, double y_high)
{
  const double x[] = { 1, 9 }, y[] = { 1, 100 };
  WscPlotBuilder *builder = wsc_plot_builder_new (NULL, NULL, NULL);
  wsc_plot_builder_add_line (builder, NULL, 0, WSC_LINE_SOLID, 2, x, y);
  wsc_plot_builder_set_x_range (builder, x_low, x_high);
  wsc_plot_builder_set_y_range (builder, y_low, y_high);
  if (log_y)
    wsc_plot_builder_set_log_y (builder);
  return wsc_plot_builder_end (builder);
}

static void
test_given_ranges (void)
{
  g_autoptr (WscPlot) given = new_ranged (FALSE, 2, 30, -5, 50);
  g_assert_cmpfloat (given->x_low, ==, 2);
  g_assert_cmpfloat (given->x_high, ==, 30);
  g_assert_cmpfloat (given->y_low, ==, -5);
  g_assert_cmpfloat (given->y_high, ==, 50);
  g_assert_true (given->overflows);
  g_autoptr (WscPlot) half = new_ranged (FALSE, NAN, 30, -5, NAN);
  g_assert_cmpfloat (half->x_low, ==, 1);
  g_assert_cmpfloat (half->x_high, ==, 30);
  g_assert_cmpfloat (half->y_low, ==, -5);
  g_assert_cmpfloat (half->y_high, >, 100);
  g_assert_false (half->overflows);
  /* A log axis cannot begin at zero, nor an axis end before it begins. */
  g_autoptr (WscPlot) wrong = new_ranged (TRUE, 30, 2, 0, 1000);
  g_assert_cmpfloat (wrong->x_low, ==, 1);
  g_assert_cmpfloat (wrong->x_high, ==, 9);
  g_assert_cmpfloat (wrong->y_low, >, 0.5);
  g_assert_cmpfloat (wrong->y_high, ==, 1000);
}

/* --- drawing ---------------------------------------------------------------- */

static void
check_bars (gboolean log_y, WscTheme theme)
{
  g_autoptr (WscPlot) plot = new_bar_plot (6, log_y);
  g_auto (WscText) text = { 0 };
  g_auto (WscFrame) frame = { 0 };
  frame_init (&frame, &text, plot, 400, 240);
  cairo_surface_t *surface = draw_image (plot, 400, 240, 10, theme);
  double bottom = frame.y + frame.height;
  for (guint i = 0; i < 6; i++)
    {
      double x = wsc_frame_map_x (&frame, i + 1), top = wsc_frame_map_y (&frame, i + 1);
      WscRgba c = wsc_plot_get_colour (i, theme);
      g_assert_cmpfloat (get_distance (surface, x, top + 2, c), <, 0.02);
      g_assert_cmpfloat (get_distance (surface, x, bottom - 3, c), <, 0.02);
      g_assert_cmpfloat (get_distance (surface, x, top - 3, c), >, 0.2);
      g_assert_cmpfloat (get_distance (surface, wsc_frame_map_x (&frame, i + 1.5), bottom - 3, c), >, 0.2);
    }
  cairo_surface_destroy (surface);
}

static void
test_bars (void)
{
  for (guint log_y = 0; log_y < 2; log_y++)
    for (guint theme = WSC_THEME_LIGHT; theme <= WSC_THEME_PRINT; theme++)
      check_bars (log_y, theme);
}

/* With many bars a dot every column reaches as high as its highest bar, and one tall bar is not lost. */
static void
test_thinned_bars (void)
{
  gsize n = 20000;
  g_autofree double *x = g_new (double, n), *y = g_new (double, n);
  g_autofree guint *colours = g_new0 (guint, n);
  for (gsize i = 0; i < n; i++)
    {
      x[i] = (double) i + 1;
      y[i] = i % 2 ? 1 : 0.2;
    }
  y[10001] = 4;
  colours[10001] = 5;
  WscPlotBuilder *builder = wsc_plot_builder_new (NULL, NULL, NULL);
  wsc_plot_builder_add_bars (builder, NULL, 0, colours, n, x, y);
  g_autoptr (WscPlot) plot = wsc_plot_builder_end (builder);
  g_auto (WscText) text = { 0 };
  g_auto (WscFrame) frame = { 0 };
  frame_init (&frame, &text, plot, 400, 240);
  cairo_surface_t *surface = draw_image (plot, 400, 240, 10, WSC_THEME_PRINT);
  WscRgba blue = wsc_plot_get_colour (0, WSC_THEME_PRINT), red = wsc_plot_get_colour (5, WSC_THEME_PRINT);
  double y_full = wsc_frame_map_y (&frame, 0.9), nearest = INFINITY;
  for (double px = ceil (frame.x) + 2; px < frame.x + frame.width - 2; px++)
    {
      nearest = MIN (nearest, get_distance (surface, px, wsc_frame_map_y (&frame, 3), red));
      g_assert_cmpfloat (MIN (get_distance (surface, px, y_full, blue), get_distance (surface, px, y_full, red)), <, 0.05);
    }
  g_assert_cmpfloat (nearest, <, 0.05);
  cairo_surface_destroy (surface);
}

/* A strip tints, and grid lines go on through it. */
static void
test_strip (void)
{
  const double x[] = { 0, 10 }, y[] = { 0, 1 };
  for (guint theme = WSC_THEME_LIGHT; theme <= WSC_THEME_PRINT; theme++)
    {
      WscPlotBuilder *builder = wsc_plot_builder_new (NULL, NULL, NULL);
      wsc_plot_builder_add_line (builder, NULL, 0, WSC_LINE_SOLID, 2, x, y);
      wsc_plot_builder_add_strip (builder, NULL, 5, 6, 3);
      g_autoptr (WscPlot) plot = wsc_plot_builder_end (builder);
      g_auto (WscText) text = { 0 };
      g_auto (WscFrame) frame = { 0 };
      frame_init (&frame, &text, plot, 400, 240);
      cairo_surface_t *surface = draw_image (plot, 400, 240, 10, theme);
      WscRgba paper = wsc_theme_background (theme);
      double inside = wsc_frame_map_x (&frame, 5.5), outside = wsc_frame_map_x (&frame, 7.5);
      double free_y = wsc_frame_map_y (&frame, 0.93), line_y = wsc_frame_map_y (&frame, 0.8);
      g_assert_cmpfloat (get_distance (surface, inside, free_y, paper), >, 0.04);
      g_assert_cmpfloat (get_distance (surface, outside, free_y, paper), <, 0.01);
      g_assert_cmpfloat (get_distance (surface, inside, line_y, paper),
                         >, get_distance (surface, inside, free_y, paper) + 0.05);
      cairo_surface_destroy (surface);
    }
}

/* The ring has the marker's colour, and what it marks is seen within. */
static void
test_marker (void)
{
  g_autoptr (WscPlot) plot = new_map_plot (4, 5, WSC_RAMP_SEQUENTIAL, TRUE);
  g_auto (WscText) text = { 0 };
  g_auto (WscFrame) frame = { 0 };
  frame_init (&frame, &text, plot, 400, 300);
  cairo_surface_t *surface = draw_image (plot, 400, 300, 10, WSC_THEME_LIGHT);
  const WscField *field = wsc_plot_get_map (plot)->field;
  double x = floor (wsc_frame_map_x (&frame, 5)), y = floor (wsc_frame_map_y (&frame, 1)), nearest = INFINITY;
  WscRgba ring = wsc_plot_get_colour (5, WSC_THEME_LIGHT);
  for (int dx = 3; dx <= 7; dx++)
    nearest = MIN (nearest, get_distance (surface, x + dx, y, ring));
  g_assert_cmpfloat (nearest, <, 0.3);
  WscRgba cell = wsc_ramp_get_colour (WSC_RAMP_SEQUENTIAL, wsc_field_get_tone (field, 1), WSC_THEME_LIGHT);
  g_assert_cmpfloat (get_distance (surface, x, y, cell), <, 0.05);
  cairo_surface_destroy (surface);
}

/* --- caption ---------------------------------------------------------------- */

static gboolean
boxes_meet (const WscBox *a, const WscBox *b)
{
  return a->x < b->x + b->width && b->x < a->x + a->width && a->y < b->y + b->height && b->y < a->y + a->height;
}

static void
check_caption (const WscFrame *frame)
{
  const WscBox *caption = &frame->caption_box;
  const WscBox legend = { frame->legend_x, frame->legend_y, frame->legend_width, frame->legend_height };
  if (frame->caption == WSC_PLACE_NONE)
    return;
  g_assert_cmpfloat (caption->x, >=, 0);
  g_assert_cmpfloat (caption->y, >=, 0);
  g_assert_cmpfloat (caption->x + caption->width, <=, frame->surface_width + 1e-6);
  if (frame->legend != WSC_PLACE_NONE)
    g_assert_false (boxes_meet (caption, &legend));
  if (frame->caption == WSC_PLACE_ABOVE)
    {
      g_assert_cmpfloat (caption->y + caption->height, <=, frame->y);
      return;
    }
  const WscShape *line = &frame->plot->shapes[0];
  for (gsize i = 0; i < line->n; i++)
    {
      WscBox point = { wsc_frame_map_x (frame, line->x[i]), wsc_frame_map_y (frame, line->y[i]), 0, 0 };
      g_assert_false (boxes_meet (caption, &point));
    }
}

static void
test_caption (void)
{
  guint n_corners = 0, n_above = 0, n_none = 0;
  for (guint round = 0; round < 400; round++)
    {
      gsize n = (gsize) g_test_rand_int_range (1, 30);
      double x[30], y[30], width = g_test_rand_double_range (20, 700), height = g_test_rand_double_range (20, 500);
      for (gsize i = 0; i < n; i++)
        {
          x[i] = g_test_rand_double_range (0, 1);
          y[i] = g_test_rand_double_range (0, 1);
        }
      WscPlotBuilder *builder = wsc_plot_builder_new (NULL, "x", "The name of the axis");
      wsc_plot_builder_add_line (builder, round % 2 ? "Samples" : NULL, 0, WSC_LINE_POINTS, n, x, y);
      wsc_plot_builder_set_caption (builder, round % 3 ? "L = 120, r = 8" : "L = 120\nRMSE 0.02, of which 0.01 is noise");
      g_autoptr (WscPlot) plot = wsc_plot_builder_end (builder);
      g_auto (WscText) text = { 0 };
      g_auto (WscFrame) frame = { 0 };
      frame_init (&frame, &text, plot, width, height);
      check_caption (&frame);
      n_corners += frame.caption == WSC_PLACE_CORNER ? 1 : 0;
      n_above += frame.caption == WSC_PLACE_ABOVE ? 1 : 0;
      n_none += frame.caption == WSC_PLACE_NONE ? 1 : 0;
    }
  g_assert_cmpuint (n_corners, >, 0);
  g_assert_cmpuint (n_above, >, 0);
  g_assert_cmpuint (n_none, >, 0);
}

/* --- reading ---------------------------------------------------------------- */

static char *
read_at (const WscPlot *plot, double x, double y)
{
  g_auto (WscText) text = { 0 };
  g_auto (WscFrame) frame = { 0 };
  char *words = NULL;
  frame_init (&frame, &text, plot, 400, 240);
  g_assert_true (wsc_plot_read (plot, 400, 240, 10, wsc_frame_map_x (&frame, x), wsc_frame_map_y (&frame, y), NULL, NULL,
                                &words));
  return words;
}

static void
test_read (void)
{
  g_autoptr (WscPlot) plot = new_bar_plot (6, FALSE);
  g_autofree char *third = read_at (plot, 3.4, 5), *before = read_at (plot, 0.45, 1);
  g_assert_cmpstr (third, ==, "Component 3 · Share 3");
  g_assert_cmpstr (before, ==, "Component 0.45");
  const double x[] = { 1, 2, 3 }, y[] = { 0.5, -0.25, 0.125 };
  WscPlotBuilder *builder = wsc_plot_builder_new (NULL, "Lag", "Correlation");
  wsc_plot_builder_add_line (builder, NULL, 0, WSC_LINE_SOLID, 3, x, y);
  g_autoptr (WscPlot) lone = wsc_plot_builder_end (builder);
  g_autofree char *words = read_at (lone, 2.2, 0.1);
  g_assert_cmpstr (words, ==, "Lag 2 · Correlation −0.25");
}

static void
test_summary (void)
{
  g_autoptr (WscPlot) bars = new_bar_plot (6, FALSE);
  g_assert_cmpstr (wsc_plot_get_summary (bars), ==, "Shares: Share from 1 to 6.");
  g_autoptr (WscPlot) map = new_map_plot (3, 4, WSC_RAMP_SEQUENTIAL, FALSE);
  g_assert_cmpstr (wsc_plot_get_summary (map),
                   ==, "Errors: MSE over 4 × 3 cells, colours from 0.01 to 4; Now at 5, 1.");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot/marks/bar-range", test_bar_range);
  g_test_add_func ("/plot/marks/whole-ticks", test_whole_ticks);
  g_test_add_func ("/plot/marks/strip-range", test_strip_range);
  g_test_add_func ("/plot/marks/given-ranges", test_given_ranges);
  g_test_add_func ("/plot/marks/bars", test_bars);
  g_test_add_func ("/plot/marks/thinned-bars", test_thinned_bars);
  g_test_add_func ("/plot/marks/strip", test_strip);
  g_test_add_func ("/plot/marks/marker", test_marker);
  g_test_add_func ("/plot/marks/caption", test_caption);
  g_test_add_func ("/plot/marks/read", test_read);
  g_test_add_func ("/plot/marks/summary", test_summary);
  return g_test_run ();
}
