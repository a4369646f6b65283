/* Thinning: few points, and every column's extremes among them. */
#include "samples.h"

/* A frame that maps x and y of a plot to 0 .. width and 0 .. height. */
static WscFrame
new_frame (const WscPlot *plot, double width, double height)
{
  return (WscFrame){ .plot = plot, .em = 10, .width = width, .height = height };
}

typedef struct
{
  double low, high;
  guint n, n_kept;
  double kept_low, kept_high;
} ColumnRange;

static ColumnRange *
new_columns (guint n)
{
  ColumnRange *columns = g_new (ColumnRange, n);
  for (guint i = 0; i < n; i++)
    columns[i] = (ColumnRange){ INFINITY, -INFINITY, 0, 0, INFINITY, -INFINITY };
  return columns;
}

/* The naive twin: the range of every column over all samples, and over those kept. */
static void
check_extremes (const WscFrame *frame, gsize n, const double *x, const double *y, guint n_columns)
{
  g_autofree ColumnRange *columns = new_columns (n_columns + 1);
  g_autoptr (GArray) points = wsc_thin_line (frame, n, x, y, 1);
  for (gsize i = 0; i < n; i++)
    {
      double py = wsc_frame_map_y (frame, y[i]);
      ColumnRange *c = &columns[(guint) floor (wsc_frame_map_x (frame, x[i]))];
      c->n += isfinite (py) ? 1 : 0;
      c->low = fmin (c->low, py);
      c->high = fmax (c->high, py);
    }
  for (guint i = 0; i < points->len; i++)
    {
      WscPoint p = g_array_index (points, WscPoint, i);
      if (!isfinite (p.y))
        continue;
      ColumnRange *c = &columns[(guint) floor (p.x)];
      c->n_kept++;
      c->kept_low = fmin (c->kept_low, p.y);
      c->kept_high = fmax (c->kept_high, p.y);
    }
  for (guint i = 0; i <= n_columns; i++)
    {
      g_assert_cmpfloat (columns[i].kept_low, ==, columns[i].low);
      g_assert_cmpfloat (columns[i].kept_high, ==, columns[i].high);
      g_assert_cmpuint (columns[i].n_kept, <=, MIN (columns[i].n, 4));
    }
}

static void
test_extremes (void)
{
  static const gsize sizes[] = { 2, 30, 799, 801, 36000 };
  for (guint s = 0; s < G_N_ELEMENTS (sizes); s++)
    {
      gsize n = sizes[s];
      g_autofree double *x = g_new (double, n), *y = g_new (double, n);
      for (gsize i = 0; i < n; i++)
        {
          x[i] = (double) i / (double) (n - 1);
          y[i] = g_test_rand_double_range (-1, 1) * (g_test_rand_int_range (0, 1000) == 0 ? 100 : 1);
        }
      g_autoptr (WscPlot) plot = new_line_plot (n, x, y);
      WscFrame frame = new_frame (plot, 800, 300);
      check_extremes (&frame, n, x, y, 800);
    }
}

/* Where there is less than a sample a column nothing may change. */
static void
test_sparse_is_kept (void)
{
  const double x[] = { 0, 1, 2, 3 }, y[] = { 0, 5, NAN, 1 };
  g_autoptr (WscPlot) plot = new_line_plot (4, x, y);
  WscFrame frame = new_frame (plot, 300, 100);
  g_autoptr (GArray) points = wsc_thin_line (&frame, 4, x, y, 1);
  g_assert_cmpuint (points->len, ==, 4);
  for (guint i = 0; i < 4; i++)
    {
      WscPoint p = g_array_index (points, WscPoint, i);
      g_assert_true (isnan (p.y) == isnan (y[i]));
      if (isfinite (y[i]))
        g_assert_cmpfloat (p.x, ==, wsc_frame_map_x (&frame, x[i]));
    }
}

/* A gap inside one column still parts the line. */
static void
test_gaps (void)
{
  gsize n = 10000;
  g_autofree double *x = g_new (double, n), *y = g_new (double, n);
  for (gsize i = 0; i < n; i++)
    {
      x[i] = (double) i;
      y[i] = i >= 5001 && i < 5004 ? NAN : (double) (i % 7);
    }
  g_autoptr (WscPlot) plot = new_line_plot (n, x, y);
  WscFrame frame = new_frame (plot, 100, 100);
  g_autoptr (GArray) points = wsc_thin_line (&frame, n, x, y, 1);
  guint n_gaps = 0;
  for (guint i = 0; i < points->len; i++)
    if (isnan (g_array_index (points, WscPoint, i).y))
      {
        n_gaps++;
        g_assert_cmpfloat (g_array_index (points, WscPoint, i - 1).x, <=, wsc_frame_map_x (&frame, 5000));
        g_assert_cmpfloat (g_array_index (points, WscPoint, i + 1).x, >=, wsc_frame_map_x (&frame, 5004));
      }
  g_assert_cmpuint (n_gaps, ==, 1);
}

static void
test_points (void)
{
  g_autoptr (WscPlot) plot = new_series_plot (36000, WSC_LINE_POINTS);
  const WscShape *shape = &plot->shapes[0];
  WscFrame frame = new_frame (plot, 800, 300);
  g_autoptr (GArray) points = wsc_thin_points (&frame, shape->n, shape->x, shape->y, 0.5);
  g_autoptr (GHashTable) cells = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < points->len; i++)
    {
      WscPoint p = g_array_index (points, WscPoint, i);
      g_assert_true (g_hash_table_add (cells, GINT_TO_POINTER ((int) (p.x / 2) + 1000 * (int) (p.y / 2) + 1)));
    }
  for (gsize i = 0; i < shape->n; i++)
    {
      double px = wsc_frame_map_x (&frame, shape->x[i]), py = wsc_frame_map_y (&frame, shape->y[i]);
      g_assert_true (g_hash_table_contains (cells, GINT_TO_POINTER ((int) (px / 2) + 1000 * (int) (py / 2) + 1)));
    }
}

/* A long line keeps its ends, each peak and each gap, and its order; a short one is copied. */
static void
test_shorten (void)
{
  const gsize n = 300000;
  g_autofree double *x = g_new (double, n), *y = g_new (double, n), *short_x = NULL, *short_y = NULL, *same_x = NULL, *same_y = NULL;
  gboolean peak = FALSE, pit = FALSE, gap = FALSE;
  for (gsize i = 0; i < n; i++)
    {
      x[i] = (double) i;
      y[i] = sin ((double) i / 7);
    }
  y[123456] = 9;
  y[200001] = -9;
  y[77777] = NAN;
  const gsize m = wsc_shorten_line (n, x, y, &short_x, &short_y);
  g_assert_cmpuint (m, <=, 50000);
  g_assert_cmpfloat (short_x[0], ==, 0);
  g_assert_cmpfloat (short_x[m - 1], ==, (double) (n - 1));
  for (gsize i = 0; i < m; i++)
    {
      g_assert_true (i == 0 || short_x[i] > short_x[i - 1]);
      peak = peak || (short_x[i] == 123456 && short_y[i] == 9);
      pit = pit || (short_x[i] == 200001 && short_y[i] == -9);
      gap = gap || (short_x[i] == 77777 && isnan (short_y[i]));
    }
  g_assert_true (peak && pit && gap);
  g_assert_cmpuint (wsc_shorten_line (50000, x, y, &same_x, &same_y), ==, 50000);
  g_assert_cmpint (memcmp (same_x, x, 50000 * sizeof *x), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot/thin/extremes", test_extremes);
  g_test_add_func ("/plot/thin/sparse-is-kept", test_sparse_is_kept);
  g_test_add_func ("/plot/thin/gaps", test_gaps);
  g_test_add_func ("/plot/thin/points", test_points);
  g_test_add_func ("/plot/thin/shorten", test_shorten);
  return g_test_run ();
}
