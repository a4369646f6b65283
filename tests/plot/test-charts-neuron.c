/* The charts of one neuron, and what is drawn over the picture of it. */
#include "plot/cloud.h"
#include "scene/cloud.h"

#include "samples.h"

static WscResults *
run (const char *assignments)
{
  g_autoptr (WscStudy) study = wsc_study_new ();
  g_auto (GStrv) items = g_strsplit (assignments, " ", -1);
  g_autoptr (GError) error = NULL;
  WscResults *results;
  for (char **item = items; *item; item++)
    g_assert_true (wsc_study_set (study, *item, NULL));
  results = wsc_pipeline_run (study, NULL, NULL, &error);
  g_assert_no_error (error);
  return results;
}

#define SMALL "data.length=200 data.window=12 estimate.replicas=5 training.epochs=2 model.layers=auto;4;auto"

/* The window of the series where its weights meet the largest sum, found anew. */
static gsize
find_window (const WscResults *results, guint neuron)
{
  WscDataset *dataset = wsc_results_get_dataset (results);
  const double *series = wsc_dataset_get_observed (dataset), *w = wsc_neurons_get_mean (wsc_results_get_neurons (results), neuron);
  gsize n = wsc_dataset_get_length (dataset), best = 0;
  double mean = 0, most = -1;
  for (gsize t = 0; t < n; t++)
    mean += series[t] / (double) n;
  for (gsize t = 0; t + 12 <= n; t++)
    {
      double sum = 0;
      for (guint i = 0; i < 12; i++)
        sum += w[i] * (series[t + i] - mean);
      if (fabs (sum) > most)
        {
          most = fabs (sum);
          best = t;
        }
    }
  return best;
}

static void
test_window (void)
{
  g_autoptr (WscResults) results = run (SMALL " estimate.layer=1");
  g_autoptr (WscPlot) chart = wsc_plot_new_neuron (results, 2);
  const double *times = wsc_dataset_get_times (wsc_results_get_dataset (results));
  gsize at = find_window (results, 2);
  const WscPlot *answer;
  g_assert_nonnull (chart);
  g_assert_nonnull (chart->grid);
  g_assert_cmpuint (chart->grid->n_plots, ==, 2);
  answer = chart->grid->plots[1];
  g_assert_cmpint (answer->shapes[0].kind, ==, WSC_SHAPE_STRIP);
  g_assert_cmpfloat (answer->shapes[0].x[0], ==, times[at]);
  g_assert_cmpfloat (answer->shapes[0].x[1], ==, times[at + 11]);
  g_assert_cmpstr (chart->grid->plots[0]->x_names[3], ==, "w₄ t+3");
  /* Bars are the means. */
  g_assert_cmpint (chart->grid->plots[0]->shapes[0].kind, ==, WSC_SHAPE_BARS);
  for (guint i = 0; i < 12; i++)
    g_assert_cmpfloat (chart->grid->plots[0]->shapes[0].y[i], ==, wsc_neurons_get_mean (wsc_results_get_neurons (results), 2)[i]);
}

/* Weights of hidden units are of no window: their chart stands alone. */
static void
test_no_window (void)
{
  g_autoptr (WscResults) results = run (SMALL);
  g_autoptr (WscPlot) chart = wsc_plot_new_neuron (results, 0), none = wsc_plot_new_neuron (results, 12), unselected = wsc_plot_new_weights (results);
  g_assert_nonnull (chart);
  g_assert_null (chart->grid);
  g_assert_null (none);
  g_assert_null (unselected);
}

/* --- over the picture --------------------------------------------------------------- */

static guint
count_dark (cairo_surface_t *surface)
{
  guint n = 0;
  cairo_surface_flush (surface);
  for (int y = 0; y < cairo_image_surface_get_height (surface); y++)
    for (int x = 0; x < cairo_image_surface_get_width (surface); x++)
      n += (cairo_image_surface_get_data (surface)[y * cairo_image_surface_get_stride (surface) + 4 * x + 3]) > 0;
  return n;
}

static guint
draw (WscScene *scene, const WscViewSettings *view, guint what)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 400, 300);
  cairo_t *cr = cairo_create (surface);
  WscCamera camera;
  guint n;
  wsc_scene_get_home (scene, view, &camera);
  if (what == 0)
    wsc_plot_draw_cloud (scene, 1, &camera, cr, 400, 300, 12, WSC_THEME_PRINT);
  else if (what == 1)
    wsc_plot_draw_doubt (scene, &camera, cr, 400, 300, 12, WSC_THEME_PRINT);
  else
    wsc_plot_draw_labels (scene, &camera, cr, 400, 300, 12, WSC_THEME_PRINT);
  n = count_dark (surface);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return n;
}

static void
test_drawing (void)
{
  g_autoptr (WscResults) results = run (SMALL);
  const WscViewSettings *view = &wsc_results_get_study (results)->view;
  g_autoptr (WscScene) scene = wsc_scene_new_neurons (wsc_results_get_neurons (results), view, -1, NULL);
  g_autoptr (WscScene) selected = wsc_scene_new_neurons (wsc_results_get_neurons (results), view, 1, NULL);
  g_autofree char *text = wsc_scene_to_text (scene);
  g_autoptr (WscScene) bare = wsc_scene_from_text (text, NULL);
  g_assert_cmpuint (draw (scene, view, 0), >, 5);
  g_assert_cmpuint (draw (scene, view, 1), >, 20);
  g_assert_cmpuint (draw (bare, view, 0), ==, 0);
  g_assert_cmpuint (draw (bare, view, 1), ==, 0);
  g_assert_cmpuint (draw (selected, view, 2), >, draw (scene, view, 2) + 5);
}

/* A key of colours takes room at the right, and is there only where colours are amounts. */
static void
test_key (void)
{
  g_autoptr (WscResults) results = run (SMALL);
  WscViewSettings view = wsc_results_get_study (results)->view;
  g_autoptr (WscScene) plain = wsc_scene_new_neurons (wsc_results_get_neurons (results), &view, -1, NULL), coloured = NULL;
  view.colour = WSC_COLOUR_TRACE;
  coloured = wsc_scene_new_neurons (wsc_results_get_neurons (results), &view, -1, NULL);
  g_assert_cmpuint (draw (coloured, &view, 2), >, draw (plain, &view, 2) + 400);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot/neuron/window", test_window);
  g_test_add_func ("/plot/neuron/no-window", test_no_window);
  g_test_add_func ("/plot/neuron/drawing", test_drawing);
  g_test_add_func ("/plot/neuron/key", test_key);
  return g_test_run ();
}
