/* Grids: cells apart and in order, a column's axes aligned, and the pointer in the right cell. */
#include "samples.h"

static void
layout_init (WscLayout *layout, WscText *text, const WscPlot *plot, double width, double height)
{
  wsc_text_init (text, 10);
  wsc_layout_init (layout, plot, text, width, height);
}

/* Of every kind, with numbers of every width. */
static WscPlot *
new_cell (guint i)
{
  switch (i % 5)
    {
    case 0:
      return new_loss_plot (25, pow (10, g_test_rand_int_range (-7, 7)), FALSE);
    case 1:
      return new_series_plot (500, WSC_LINE_POINTS);
    case 2:
      return new_bar_plot (30, TRUE);
    case 3:
      return new_map_plot (4, 6, WSC_RAMP_SEQUENTIAL, TRUE);
    default:
      return new_loss_plot (3000, 1e5, TRUE);
    }
}

static WscPlot *
new_small (const char *title, gboolean square)
{
  const double x[] = { 0, 1, 2 }, y[] = { -1, 1, 0 };
  WscPlotBuilder *builder = wsc_plot_builder_new (title, "Sample", "Value");
  wsc_plot_builder_add_line (builder, NULL, 0, WSC_LINE_SOLID, 3, x, y);
  wsc_plot_builder_set_small (builder);
  if (square)
    wsc_plot_builder_set_square (builder, FALSE);
  return wsc_plot_builder_end (builder);
}

static WscPlot *
new_grid (guint n_columns, guint n_plots, const double *row_weights)
{
  g_autoptr (GPtrArray) plots = g_ptr_array_new_with_free_func ((GDestroyNotify) wsc_plot_unref);
  for (guint i = 0; i < n_plots; i++)
    g_ptr_array_add (plots, new_cell (i));
  return wsc_plot_new_grid ("All", NULL, n_columns, n_plots, (WscPlot *const *) plots->pdata, row_weights);
}

static void
test_aligned (void)
{
  for (guint round = 0; round < 60; round++)
    {
      guint n = (guint) g_test_rand_int_range (2, 6);
      g_autoptr (WscPlot) grid = new_grid (1, n, NULL);
      g_auto (WscText) text = { 0 };
      g_auto (WscLayout) layout = { 0 };
      layout_init (&layout, &text, grid, g_test_rand_double_range (60, 900), g_test_rand_double_range (60, 1200));
      const WscFrame *first = &layout.cells[0].frame;
      for (guint i = 1; i < n; i++)
        {
          const WscFrame *f = &layout.cells[i].frame;
          g_assert_cmpfloat_with_epsilon (layout.cells[i].x + f->x, layout.cells[0].x + first->x, 1e-6);
          g_assert_cmpfloat_with_epsilon (f->width, first->width, 1e-6);
        }
    }
}

/* Row by row, one beside and below the other, within the surface. */
static void
test_cells_apart (void)
{
  for (guint n_columns = 1; n_columns <= 4; n_columns++)
    for (guint n = 1; n <= 11; n++)
      {
        g_autoptr (WscPlot) grid = new_grid (n_columns, n, NULL);
        g_auto (WscText) text = { 0 };
        g_auto (WscLayout) layout = { 0 };
        layout_init (&layout, &text, grid, 640, 480);
        g_assert_cmpuint (layout.n, ==, n);
        for (guint i = 0; i < n; i++)
          {
            const WscCell *cell = &layout.cells[i];
            g_assert_cmpfloat (cell->x + cell->frame.surface_width, <=, 640 + 1e-6);
            g_assert_cmpfloat (cell->y + cell->frame.surface_height, <=, 480 + 1e-6);
            if (i % n_columns > 0)
              g_assert_cmpfloat (cell->x, >, cell[-1].x + cell[-1].frame.surface_width);
            if (i >= n_columns)
              g_assert_cmpfloat (cell->y, >, layout.cells[i - n_columns].y +
                                                 layout.cells[i - n_columns].frame.surface_height);
          }
      }
}

static void
test_row_weights (void)
{
  const double weights[] = { 3, 1 };
  g_autoptr (WscPlot) grid = new_grid (1, 2, weights);
  g_auto (WscText) text = { 0 };
  g_auto (WscLayout) layout = { 0 };
  layout_init (&layout, &text, grid, 600, 400);
  g_assert_cmpfloat_with_epsilon (layout.cells[0].frame.surface_height, 3 * layout.cells[1].frame.surface_height, 1e-6);
}

/* What was drawn at a place is what is read there. */
static void
test_find (void)
{
  g_autoptr (WscPlot) grid = new_grid (3, 8, NULL);
  g_auto (WscText) text = { 0 };
  g_auto (WscLayout) layout = { 0 };
  layout_init (&layout, &text, grid, 900, 700);
  for (guint i = 0; i < 8; i++)
    {
      const WscCell *cell = &layout.cells[i];
      double x = cell->frame.x + 0.3 * cell->frame.width, y = cell->frame.y + 0.6 * cell->frame.height;
      double data_x, data_y, read_x, read_y;
      guint found;
      g_autofree char *words = NULL;
      g_assert_true (wsc_plot_find (grid, 900, 700, 10, cell->x + x, cell->y + y, &found, &data_x, &data_y));
      g_assert_cmpuint (found, ==, i);
      g_assert_cmpfloat_with_epsilon (wsc_frame_map_x (&cell->frame, data_x), x, 1e-6);
      g_assert_cmpfloat_with_epsilon (wsc_frame_map_y (&cell->frame, data_y), y, 1e-6);
      g_assert_true (wsc_plot_read (grid, 900, 700, 10, cell->x + x, cell->y + y, &read_x, &read_y, &words));
      g_assert_cmpfloat (read_x, ==, data_x);
      g_assert_cmpfloat (read_y, ==, data_y);
      g_assert_true (g_str_has_prefix (words, wsc_plot_get_title (grid->grid->plots[i])));
      g_assert_false (wsc_plot_find (grid, 900, 700, 10, cell->x, cell->y, &found, NULL, NULL));
    }
  g_autoptr (WscPlot) alone = new_bar_plot (3, FALSE);
  guint found = 7;
  g_assert_true (wsc_plot_find (alone, 300, 200, 10, 150, 100, &found, NULL, NULL));
  g_assert_cmpuint (found, ==, 0);
}

static void
test_read (void)
{
  g_autoptr (WscPlot) left = new_small ("EV 1", FALSE), right = new_small (NULL, FALSE);
  WscPlot *const plots[] = { left, right };
  g_autoptr (WscPlot) grid = wsc_plot_new_grid ("Eigenvectors", NULL, 2, 2, plots, NULL);
  g_autofree char *first = NULL, *second = NULL;
  g_assert_true (wsc_plot_read (grid, 400, 200, 10, 100, 100, NULL, NULL, &first));
  g_assert_true (wsc_plot_read (grid, 400, 200, 10, 390, 100, NULL, NULL, &second));
  g_assert_cmpstr (first, ==, "EV 1 · Sample 1 · Value 1");
  g_assert_cmpstr (second, ==, "Sample 2 · Value 0");
  g_assert_cmpstr (wsc_plot_get_title (grid), ==, "Eigenvectors");
  g_assert_cmpstr (wsc_plot_get_summary (grid), ==, "Eigenvectors: 2 charts.");
}

/* A small plot is its heading and its data. */
static void
test_small (void)
{
  for (guint square = 0; square < 2; square++)
    {
      g_autoptr (WscPlot) plot = new_small ("EV 1", square);
      g_auto (WscText) text = { 0 };
      g_auto (WscFrame) frame = { 0 }, stamp = { 0 };
      wsc_text_init (&text, 10);
      wsc_frame_init (&frame, plot, &text, 160, 100);
      g_assert_cmpfloat (frame.heading, >, 0);
      g_assert_cmpfloat (frame.y, >=, frame.heading);
      g_assert_cmpuint (frame.x_ticks.n + frame.y_ticks.n, ==, 0);
      g_assert_cmpfloat (frame.height, >, 75);
      if (square)
        g_assert_cmpfloat_with_epsilon (frame.width / (plot->x_high - plot->x_low),
                                        frame.height / (plot->y_high - plot->y_low), 1e-9);
      wsc_frame_init (&stamp, plot, &text, 20, 20);
      g_assert_cmpfloat (stamp.heading, ==, 0);
    }
}

/* However small the surface: drawn without harm, and read where it is drawn. */
static void
test_tiny (void)
{
  g_autoptr (WscPlot) wide = new_grid (4, 16, NULL), tall = new_grid (1, 5, NULL);
  const WscPlot *const plots[] = { wide, tall };
  const int sides[] = { 2, 7, 16, 33, 64 };
  for (guint i = 0; i < 2; i++)
    for (guint w = 0; w < G_N_ELEMENTS (sides); w++)
      for (guint h = 0; h < G_N_ELEMENTS (sides); h++)
        {
          const int width = sides[w], height = sides[h];
          g_auto (WscText) text = { 0 };
          g_auto (WscLayout) layout = { 0 };
          layout_init (&layout, &text, plots[i], width, height);
          cairo_surface_destroy (draw_image (plots[i], width, height, 10, WSC_THEME_DARK));
          for (guint k = 0; k < layout.n; k++)
            if (layout.cells[k].frame.plot)
              {
                const WscCell *cell = &layout.cells[k];
                g_assert_true (wsc_plot_read (plots[i], width, height, 10, cell->x + cell->frame.x + 0.1,
                                              cell->y + cell->frame.y + 0.1, NULL, NULL, NULL));
              }
        }
}

static void
test_no_nesting (void)
{
  g_autoptr (WscPlot) inner = new_grid (1, 2, NULL);
  WscPlot *const plots[] = { inner };
  g_test_expect_message (G_LOG_DOMAIN, G_LOG_LEVEL_CRITICAL, "*grid == NULL*");
  g_assert_null (wsc_plot_new_grid ("Outer", NULL, 1, 1, plots, NULL));
  g_test_assert_expected_messages ();
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot/grid/aligned", test_aligned);
  g_test_add_func ("/plot/grid/cells-apart", test_cells_apart);
  g_test_add_func ("/plot/grid/row-weights", test_row_weights);
  g_test_add_func ("/plot/grid/find", test_find);
  g_test_add_func ("/plot/grid/read", test_read);
  g_test_add_func ("/plot/grid/small", test_small);
  g_test_add_func ("/plot/grid/tiny", test_tiny);
  g_test_add_func ("/plot/grid/no-nesting", test_no_nesting);
  return g_test_run ();
}
