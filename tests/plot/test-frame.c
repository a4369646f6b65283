/* The frame: everything inside the surface, nothing on top of anything else, at any size. */
#include "samples.h"

typedef struct
{
  double x0, y0, x1, y1;
} Box;

static Box
get_label_box (const WscText *text, const char *label, double x, double y, double align_x, double align_y)
{
  g_autoptr (PangoLayout) layout = wsc_text_layout_markup (text, label, 1);
  double width, height;
  wsc_text_get_size (layout, &width, &height);
  return (Box){ x - align_x * width, y - align_y * height, x + (1 - align_x) * width, y + (1 - align_y) * height };
}

static void
check_x_labels (const WscFrame *frame, const WscText *text)
{
  double end = -INFINITY;
  for (guint i = 0; i < frame->x_ticks.n; i++)
    {
      const WscTick *tick = &frame->x_ticks.ticks[i];
      Box box = get_label_box (text, tick->label, wsc_frame_map_x (frame, tick->value), 0, 0.5, 0);
      g_assert_cmpfloat (box.x0, >, end);
      g_assert_cmpfloat (box.x1, <=, frame->surface_width + 1e-6);
      end = box.x1;
    }
}

static void
check_y_labels (const WscFrame *frame, const WscText *text)
{
  double end = INFINITY;
  for (guint i = 0; i < frame->y_ticks.n; i++)
    {
      const WscTick *tick = &frame->y_ticks.ticks[i];
      if (!tick->label[0])
        continue;
      Box box = get_label_box (text, tick->label, frame->x, wsc_frame_map_y (frame, tick->value), 1, 0.5);
      g_assert_cmpfloat (box.y1, <=, end + 1e-6);
      g_assert_cmpfloat (box.x0, >=, 0);
      end = box.y0;
    }
}

static void
check_legend (const WscFrame *frame)
{
  if (frame->legend == WSC_PLACE_NONE)
    return;
  g_assert_cmpfloat (frame->legend_x, >=, 0);
  g_assert_cmpfloat (frame->legend_y, >=, 0);
  g_assert_cmpfloat (frame->legend_x + frame->legend_width, <=, frame->surface_width + 1e-6);
  if (frame->legend == WSC_PLACE_ABOVE)
    {
      g_assert_cmpfloat (frame->legend_y + frame->legend_height, <=, frame->y);
      return;
    }
  /* No sample of any line may lie under it. */
  for (guint s = 0; s < frame->plot->n_shapes; s++)
    for (gsize i = 0; i < frame->plot->shapes[s].n && frame->plot->shapes[s].x; i++)
      {
        double x = wsc_frame_map_x (frame, frame->plot->shapes[s].x[i]);
        double y = wsc_frame_map_y (frame, frame->plot->shapes[s].y[i]);
        g_assert_false (x >= frame->legend_x && x <= frame->legend_x + frame->legend_width && y >= frame->legend_y &&
                        y <= frame->legend_y + frame->legend_height);
      }
}

static void
check_frame (const WscPlot *plot, double width, double height, double em)
{
  g_auto (WscText) text = { 0 };
  g_auto (WscFrame) frame = { 0 };
  wsc_text_init (&text, em);
  wsc_frame_init (&frame, plot, &text, width, height);
  g_assert_cmpfloat (frame.x, >=, 0);
  g_assert_cmpfloat (frame.y, >=, 0);
  g_assert_cmpfloat (frame.width, >=, 1);
  g_assert_cmpfloat (frame.height, >=, 1);
  if (width >= 2 * em && height >= 2 * em)
    {
      g_assert_cmpfloat (frame.x + frame.width, <=, width + 1e-9);
      g_assert_cmpfloat (frame.y + frame.height, <=, height + 1e-9);
    }
  if (frame.detail.numbers)
    {
      check_x_labels (&frame, &text);
      check_y_labels (&frame, &text);
    }
  check_legend (&frame);
}

static void
test_sizes (void)
{
  static const double widths[] = { 2, 40, 100, 230, 400, 900, 2000 }, heights[] = { 2, 30, 90, 120, 300, 1500 };
  for (guint k = 0; k < 6; k++)
    {
      g_autoptr (WscPlot) plot = k == 0   ? new_loss_plot (25, 1, FALSE)
                                 : k == 1 ? new_loss_plot (25, 1e-7, FALSE)
                                 : k == 2 ? new_loss_plot (200, 1e5, TRUE)
                                 : k == 3 ? new_series_plot (500, WSC_LINE_POINTS)
                                 : k == 4 ? new_series_plot (20000, WSC_LINE_SOLID)
                                          : new_loss_plot (1, 1, FALSE);
      for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
        for (guint j = 0; j < G_N_ELEMENTS (heights); j++)
          for (double em = 7; em < 25; em += 6)
            check_frame (plot, widths[i], heights[j], em);
    }
}

static void
test_random_data (void)
{
  for (guint round = 0; round < 300; round++)
    {
      gsize n = (gsize) g_test_rand_int_range (0, 40);
      g_autofree double *x = g_new (double, n + 1), *y = g_new (double, n + 1);
      double scale = pow (10, g_test_rand_double_range (-9, 9)), offset = scale * g_test_rand_double_range (-100, 100);
      for (gsize i = 0; i < n; i++)
        {
          x[i] = g_test_rand_double_range (-1, 1) * scale;
          y[i] = g_test_rand_int_range (0, 9) == 0 ? NAN : offset + scale * g_test_rand_double_range (-1, 1);
        }
      WscPlotBuilder *builder = wsc_plot_builder_new ("Random", "x (m)", "y (s)");
      if (round % 3 == 0)
        wsc_plot_builder_set_log_y (builder);
      wsc_plot_builder_add_line (builder, "Line", round, WSC_LINE_SOLID, n, x, y);
      g_autoptr (WscPlot) plot = wsc_plot_builder_end (builder);
      check_frame (plot, g_test_rand_double_range (30, 1000), g_test_rand_double_range (30, 800), 10);
    }
}

/* A live chart keeps its numbers and its legend; a stamp keeps only the line. */
static void
test_detail (void)
{
  g_autoptr (WscPlot) plot = new_loss_plot (25, 1, FALSE);
  g_auto (WscText) text = { 0 };
  wsc_text_init (&text, 11);
  g_auto (WscFrame) live = { 0 }, stamp = { 0 }, large = { 0 };
  wsc_frame_init (&live, plot, &text, 400, 120);
  g_assert_true (live.detail.numbers && live.detail.names && live.detail.legend);
  g_assert_cmpuint (live.y_ticks.n, >=, 2);
  g_assert_cmpint (live.y_name, ==, WSC_NAME_ABOVE);
  wsc_frame_init (&stamp, plot, &text, 40, 30);
  g_assert_false (stamp.detail.numbers || stamp.detail.names || stamp.detail.legend);
  wsc_frame_init (&large, plot, &text, 900, 600);
  g_assert_cmpint (large.y_name, ==, WSC_NAME_BESIDE);
  g_assert_cmpint (large.legend, ==, WSC_PLACE_CORNER);
  g_assert_cmpfloat (large.legend_x, >, 450);
  g_assert_cmpfloat (large.legend_y, <, 300);
}

/* A line through all corners leaves only the place above. */
static void
test_legend_above (void)
{
  const double x[] = { 0, 1, 1, 0, 0, 1, 0, 1 }, y[] = { 0, 0, 1, 1, 0, 1, 1, 0 };
  WscPlotBuilder *builder = wsc_plot_builder_new (NULL, NULL, NULL);
  wsc_plot_builder_add_line (builder, "Box", 0, WSC_LINE_SOLID, G_N_ELEMENTS (x), x, y);
  g_autoptr (WscPlot) plot = wsc_plot_builder_end (builder);
  g_auto (WscText) text = { 0 };
  g_auto (WscFrame) frame = { 0 };
  wsc_text_init (&text, 10);
  wsc_frame_init (&frame, plot, &text, 90, 120);
  g_assert_cmpint (frame.legend, ==, WSC_PLACE_ABOVE);
}

static void
test_mapping (void)
{
  for (guint log_y = 0; log_y < 2; log_y++)
    {
      g_autoptr (WscPlot) plot = new_loss_plot (25, 3, log_y);
      g_auto (WscText) text = { 0 };
      g_auto (WscFrame) frame = { 0 };
      wsc_text_init (&text, 10);
      wsc_frame_init (&frame, plot, &text, 500, 300);
      for (guint i = 0; i < 100; i++)
        {
          double x = g_test_rand_double_range (1, 25), y = g_test_rand_double_range (0.05, 1);
          g_assert_cmpfloat_with_epsilon (wsc_frame_unmap_x (&frame, wsc_frame_map_x (&frame, x)), x, 1e-9);
          g_assert_cmpfloat_with_epsilon (wsc_frame_unmap_y (&frame, wsc_frame_map_y (&frame, y)), y, 1e-9);
        }
      g_assert_true (isnan (wsc_frame_map_y (&frame, -1)) == (gboolean) log_y);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot/frame/sizes", test_sizes);
  g_test_add_func ("/plot/frame/random-data", test_random_data);
  g_test_add_func ("/plot/frame/detail", test_detail);
  g_test_add_func ("/plot/frame/legend-above", test_legend_above);
  g_test_add_func ("/plot/frame/mapping", test_mapping);
  return g_test_run ();
}
