/* Redraws a second: the live chart of the loss, a long series, and the text over 20 neurons. */
#include "samples.h"

typedef void (*DrawFunc) (cairo_t *cr, gpointer data);

static void
draw_live (cairo_t *cr, gpointer data)
{
  wsc_plot_draw (data, cr, 400, 120, 11, WSC_THEME_LIGHT);
}

static void
draw_large (cairo_t *cr, gpointer data)
{
  wsc_plot_draw (data, cr, 800, 300, 11, WSC_THEME_LIGHT);
}

static void
draw_labels (cairo_t *cr, gpointer data)
{
  WscCamera camera = { 0 };
  wsc_scene_look (data, WSC_LOOK_HOME, &camera);
  wsc_plot_draw_labels (data, &camera, cr, 1280, 720, 12, WSC_THEME_LIGHT);
}

static void
measure (const char *name, DrawFunc draw, gpointer data)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 1280, 720);
  cairo_t *cr = cairo_create (surface);
  draw (cr, data); /* fonts are loaded once */
  guint n = 0;
  gint64 start = g_get_monotonic_time (), now;
  do
    {
      draw (cr, data);
      n++;
      now = g_get_monotonic_time ();
    }
  while (now - start < G_USEC_PER_SEC);
  g_print ("%-28s %7.0f a second\n", name, n * (double) G_USEC_PER_SEC / (double) (now - start));
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

static WscScene *
new_scene (void)
{
  WscNeurons *neurons;
  double means[20][3], covariances[20][9] = { { 0 } };
  WscViewSettings view = { .level = 0.95, .axes = (char *) "1;2;3", .numbers = TRUE, .path = TRUE, .zoom = 1 };
  for (guint i = 0; i < 20; i++)
    for (guint j = 0; j < 3; j++)
      {
        means[i][j] = sin (i * (j + 1));
        covariances[i][4 * j] = 0.002 * (j + 1);
      }
  neurons = wsc_neurons_new (20, 3, means[0], covariances[0], 0, NULL);
  WscScene *scene = wsc_scene_new_neurons (neurons, &view, -1, NULL);
  wsc_neurons_unref (neurons);
  return scene;
}

int
main (void)
{
  g_autoptr (WscPlot) loss = new_loss_plot (25, 1, FALSE);
  g_autoptr (WscPlot) line = new_series_plot (36000, WSC_LINE_SOLID);
  g_autoptr (WscPlot) dots = new_series_plot (36000, WSC_LINE_POINTS);
  g_autoptr (WscScene) scene = new_scene ();
  measure ("loss, 400 x 120", draw_live, loss);
  measure ("36,000 points, 800 x 300", draw_large, line);
  measure ("36,000 dots, 800 x 300", draw_large, dots);
  measure ("labels of 20 neurons", draw_labels, scene);
  return 0;
}
