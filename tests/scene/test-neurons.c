#include "scene/scene.h"

#include <math.h>
#include <string.h>

/* Two neurons in three dimensions: a ball-like one, and a flat one. */
static WscNeurons *
new_solid (void)
{
  const double means[] = { 0, 0, 0, 1, 2, 3 };
  const double covariances[] = { 0.04, 0, 0, 0, 0.01, 0, 0, 0, 0.0025, /**/ 0.09, 0, 0, 0, 0.01, 0, 0, 0, 0 };

  return wsc_neurons_new (2, 3, means, covariances, 0, NULL);
}

/* In five dimensions, with means along two coordinates and the same spread everywhere. */
static WscNeurons *
new_wide (void)
{
  const double means[15] = { 3, 0, 0, 0, 0, /**/ -3, 0, 0, 0, 0, /**/ 0, 0, 2, 0, 0 };
  double covariances[75] = { 0 };

  for (guint i = 0; i < 3; i++)
    for (guint j = 0; j < 5; j++)
      covariances[25 * i + 6 * j] = 0.01 * (i + 1);
  return wsc_neurons_new (3, 5, means, covariances, 0, NULL);
}

static WscViewSettings
get_settings (void)
{
  return (WscViewSettings) { .level = 0.95, .region = WSC_REGION_CONTENT, .projection = WSC_PROJECTION_PCA, .axes = (char *) "1;2;3", .zoom = 1 };
}

static double
get_length (const float a[3])
{
  return sqrt ((double) a[0] * a[0] + (double) a[1] * a[1] + (double) a[2] * a[2]);
}

static void
test_half_axes (void)
{
  g_autoptr (WscNeurons) neurons = new_solid ();
  const WscViewSettings view = get_settings ();
  g_autoptr (GError) error = NULL;
  g_autoptr (WscScene) scene = wsc_scene_new_neurons (neurons, &view, 1, &error);
  const WscEllipsoid *e;
  guint n;

  g_assert_no_error (error);
  e = wsc_scene_get_ellipsoids (scene, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpint (wsc_scene_get_selected (scene), ==, 1);
  /* chi2_3 (0.95) = 7.814728 */
  g_assert_cmpfloat_with_epsilon (get_length (e[0].half_axes[0]), 0.2 * sqrt (7.814728), 1e-5);
  g_assert_cmpfloat_with_epsilon (get_length (e[0].half_axes[1]), 0.1 * sqrt (7.814728), 1e-5);
  g_assert_cmpfloat_with_epsilon (get_length (e[0].half_axes[2]), 0.05 * sqrt (7.814728), 1e-5);
  g_assert_cmpfloat_with_epsilon (e[1].centre[2], 3, 1e-6);
  g_assert_cmpstr (wsc_scene_get_caption (scene), ==, "95 % content region · χ²₃(0.95) = 7.81");
}

static void
test_flat_has_a_hair (void)
{
  g_autoptr (WscNeurons) neurons = new_solid ();
  const WscViewSettings view = get_settings ();
  g_autoptr (WscScene) scene = wsc_scene_new_neurons (neurons, &view, -1, NULL);
  const WscEllipsoid *e = wsc_scene_get_ellipsoids (scene, NULL);
  const double thickness = get_length (e[1].half_axes[2]);

  g_assert_cmpfloat (thickness, >, 0.2e-3 * wsc_scene_get_radius (scene));
  g_assert_cmpfloat (thickness, <, 2e-3 * wsc_scene_get_radius (scene));
  g_assert_cmpint (wsc_scene_get_selected (scene), ==, -1);
}

static gboolean
has_label (const WscScene *scene, const char *text)
{
  WscCamera camera = { 0 };
  guint n;

  wsc_scene_look (scene, WSC_LOOK_HOME, &camera);
  g_autofree WscLabel *labels = wsc_scene_dup_labels (scene, &camera, 1200, 900, 10, &n);
  for (guint i = 0; i < n; i++)
    if (g_str_equal (labels[i].text, text))
      return TRUE;
  return FALSE;
}

static void
test_projected (void)
{
  g_autoptr (WscNeurons) neurons = new_wide ();
  WscViewSettings view = get_settings ();
  g_autoptr (WscScene) pca = NULL, chosen = NULL;

  pca = wsc_scene_new_neurons (neurons, &view, -1, NULL);
  g_assert_cmpstr (wsc_scene_get_caption (pca), ==, "95 % content region · χ²₃(0.95) = 7.81 · PCA of the means, 100 % of their variance, 99 % of all");
  g_assert_true (has_label (pca, "PC1 (87 %)")); /* 18 of 20.67 */
  g_assert_true (has_label (pca, "PC2 (13 %)"));

  view.projection = WSC_PROJECTION_AXES;
  view.axes = (char *) "5; 3;1";
  view.level = 0.5;
  chosen = wsc_scene_new_neurons (neurons, &view, -1, NULL);
  g_assert_cmpfloat_with_epsilon (wsc_scene_get_ellipsoids (chosen, NULL)[0].centre[2], 3, 1e-6);
  g_assert_true (has_label (chosen, "w5"));
  g_assert_true (has_label (chosen, "w1"));
  g_assert_true (g_str_has_prefix (wsc_scene_get_caption (chosen), "50 % content region · χ²₃(0.5) = 2.37 · chosen coordinates, "));
}

static void
test_colours (void)
{
  g_autoptr (WscNeurons) neurons = new_wide ();
  WscViewSettings view = get_settings ();
  g_autoptr (WscScene) by_number = wsc_scene_new_neurons (neurons, &view, -1, NULL), by_trace = NULL;
  const WscRgba low = wsc_palette_ramp (0), high = wsc_palette_ramp (1), second = wsc_palette_neuron (1);

  view.colour = WSC_COLOUR_TRACE;
  by_trace = wsc_scene_new_neurons (neurons, &view, -1, NULL);
  g_assert_cmpmem (&wsc_scene_get_ellipsoids (by_number, NULL)[1].colour, sizeof second, &second, sizeof second);
  g_assert_cmpmem (&wsc_scene_get_ellipsoids (by_trace, NULL)[0].colour, sizeof low, &low, sizeof low);
  g_assert_cmpmem (&wsc_scene_get_ellipsoids (by_trace, NULL)[2].colour, sizeof high, &high, sizeof high);
  g_assert_null (wsc_scene_get_key (by_number));
  g_assert_cmpstr (wsc_scene_get_key (by_trace)->label, ==, "trace of the covariance");
  g_assert_cmpfloat_with_epsilon (wsc_scene_get_key (by_trace)->low, 0.05, 1e-12);
  g_assert_cmpfloat_with_epsilon (wsc_scene_get_key (by_trace)->high, 0.15, 1e-12);
}

/* Two dimensions: the third axis is not there, and neither is its name. */
static void
test_plane (void)
{
  const double means[] = { 0, 0, 1, 1 }, covariances[] = { 0.01, 0, 0, 0.04, 0.01, 0, 0, 0.01 };
  g_autoptr (WscNeurons) neurons = wsc_neurons_new (2, 2, means, covariances, 0, NULL);
  const WscViewSettings view = get_settings ();
  g_autoptr (WscScene) scene = wsc_scene_new_neurons (neurons, &view, -1, NULL);
  double low[3], high[3];

  wsc_scene_get_bounds (scene, low, high);
  g_assert_cmpfloat (high[2] - low[2], <, 0.01 * (high[0] - low[0]));
  /* chi2_2 (0.95) = 5.991465 */
  g_assert_cmpfloat_with_epsilon (get_length (wsc_scene_get_ellipsoids (scene, NULL)[0].half_axes[0]), 0.2 * sqrt (5.991465), 1e-5);
  g_assert_true (has_label (scene, "w1"));
  g_assert_true (has_label (scene, "w2"));
  g_assert_false (has_label (scene, "w3"));
}

static void
test_errors (void)
{
  static const struct { const char *axes; int code; const char *message; } cases[] = {
    { "1;2", WSC_ERROR_RANGE,
      "Coordinates must be three different whole numbers from 1, as 1;2;3, not “1;2” (view.axes)" },
    { "0;1;2", WSC_ERROR_RANGE,
      "Coordinates must be three different whole numbers from 1, as 1;2;3, not “0;1;2” (view.axes)" },
    { "1;x;2", WSC_ERROR_RANGE,
      "Coordinates must be three different whole numbers from 1, as 1;2;3, not “1;x;2” (view.axes)" },
    { "1;2;2", WSC_ERROR_RANGE,
      "Coordinates must be three different whole numbers from 1, as 1;2;3, not “1;2;2” (view.axes)" },
    { "1;2;6", WSC_ERROR_RANGE, "Coordinate 6 is out of range: 1 to 5 are allowed (view.axes)" },
  };
  const double zeros[27] = { 0 };
  g_autoptr (WscNeurons) neurons = new_wide (), two = wsc_neurons_new (3, 3, zeros, zeros, 2, zeros);
  WscViewSettings view = get_settings ();
  g_autoptr (GError) few = NULL;

  view.projection = WSC_PROJECTION_AXES;
  for (guint k = 0; k < G_N_ELEMENTS (cases); k++)
    {
      g_autoptr (GError) error = NULL;

      view.axes = (char *) cases[k].axes;
      g_assert_null (wsc_scene_new_neurons (neurons, &view, -1, &error));
      g_assert_error (error, WSC_ERROR, cases[k].code);
      g_assert_cmpstr (error->message, ==, cases[k].message);
    }
  view = get_settings ();
  view.region = WSC_REGION_PREDICTION;
  g_assert_null (wsc_scene_new_neurons (two, &view, -1, &few));
  g_assert_error (few, WSC_ERROR, WSC_ERROR_RANGE);
  g_assert_cmpstr (few->message, ==, "2 replicas are too few for this kind of region in 3 dimensions; it needs at least 4.");
}

/* Without replicas a Gaussian is known as it is, and the caption says what is drawn. */
static void
test_without_replicas (void)
{
  g_autoptr (WscNeurons) neurons = new_solid ();
  WscViewSettings view = get_settings ();
  g_autoptr (WscScene) scene = NULL;

  view.region = WSC_REGION_PREDICTION;
  scene = wsc_scene_new_neurons (neurons, &view, -1, NULL);
  g_assert_cmpstr (wsc_scene_get_caption (scene), ==, "95 % content region · χ²₃(0.95) = 7.81");
  g_assert_cmpfloat_with_epsilon (get_length (wsc_scene_get_ellipsoids (scene, NULL)[0].half_axes[0]), 0.2 * sqrt (7.814728), 1e-5);
}

/* --- several methods --------------------------------------------------------------- */

/* The same means turned and stretched: `reference` alone says which way it is looked at. */
static void
test_beside (void)
{
  const double means[15] = { 0, 5, 0, 0, 0, /**/ 0, -5, 0, 0, 0, /**/ 0, 0, 0, 1, 0 };
  double covariances[75] = { 0 };
  g_autoptr (WscNeurons) reference = new_wide (), other = NULL;
  const WscViewSettings view = get_settings ();
  g_autoptr (WscScene) beside = NULL, alone = NULL;

  for (guint i = 0; i < 15; i++)
    covariances[25 * (i / 5) + 6 * (i % 5)] = 0.04;
  other = wsc_neurons_new (3, 5, means, covariances, 0, NULL);
  beside = wsc_scene_new_beside (other, reference, &view, -1, NULL);
  alone = wsc_scene_new_neurons (other, &view, -1, NULL);
  g_assert_true (has_label (beside, "PC1 (87 %)"));
  g_assert_false (has_label (alone, "PC1 (87 %)"));
  g_assert_cmpfloat (fabs (wsc_scene_get_ellipsoids (alone, NULL)[0].centre[0]), >, 4);
  /* Five is along a coordinate in which the reference's means do not differ, so it is seen as nothing but an offset. */
  for (guint i = 0; i < 2; i++)
    g_assert_cmpfloat_with_epsilon (wsc_scene_get_ellipsoids (beside, NULL)[0].centre[i],
                                    wsc_scene_get_ellipsoids (beside, NULL)[1].centre[i], 1e-5);
}

static void
test_overlay (void)
{
  g_autoptr (WscNeurons) one = new_solid (), other = new_solid ();
  WscNeurons *both[] = { one, other };
  WscViewSettings view = get_settings ();
  const WscRgba colours[] = { wsc_palette_neuron (0), wsc_palette_neuron (1) };
  g_autoptr (WscScene) scene = wsc_scene_new_overlay (2, both, &view, NULL), first = NULL;
  const WscEllipsoid *e;
  guint n;

  e = wsc_scene_get_ellipsoids (scene, &n);
  g_assert_cmpuint (n, ==, 4);
  for (guint i = 0; i < n; i++)
    {
      g_assert_cmpuint (e[i].id, ==, i);
      g_assert_cmpmem (&e[i].colour, sizeof *colours, &colours[i / 2], sizeof *colours);
    }
  g_assert_cmpmem (e[3].half_axes, sizeof e[3].half_axes, e[1].half_axes, sizeof e[1].half_axes);
  view.first = 1;
  first = wsc_scene_new_overlay (2, both, &view, NULL);
  wsc_scene_get_ellipsoids (first, &n);
  g_assert_cmpuint (n, ==, 2);
}

static void
test_first (void)
{
  g_autoptr (WscNeurons) neurons = new_wide ();
  WscViewSettings view = get_settings ();
  g_autoptr (WscScene) two = NULL, all = NULL;
  guint n;

  view.first = 2;
  two = wsc_scene_new_neurons (neurons, &view, 2, NULL);
  wsc_scene_get_ellipsoids (two, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpint (wsc_scene_get_selected (two), ==, -1);
  view.first = 30;
  all = wsc_scene_new_neurons (neurons, &view, 2, NULL);
  wsc_scene_get_ellipsoids (all, &n);
  g_assert_cmpuint (n, ==, 3);
}

/* A direction that the data do not fix leaves the box; the others keep their length, and so does the neuron without one. */
static void
test_open (void)
{
  const double open[18] = { [4] = 1 };
  g_autoptr (WscNeurons) closed = new_solid (), opened = wsc_neurons_new_with_open (closed, open, NULL);
  const WscViewSettings view = get_settings ();
  g_autoptr (WscScene) plain = wsc_scene_new_neurons (closed, &view, -1, NULL);
  g_autoptr (WscScene) tube = wsc_scene_new_neurons (opened, &view, -1, NULL);
  const WscEllipsoid *a = wsc_scene_get_ellipsoids (plain, NULL), *b = wsc_scene_get_ellipsoids (tube, NULL);

  g_assert_cmpfloat (wsc_scene_get_radius (plain), ==, wsc_scene_get_radius (tube));
  g_assert_cmpmem (a[0].half_axes[0], sizeof a[0].half_axes[0], b[0].half_axes[0], sizeof a[0].half_axes[0]);
  g_assert_cmpmem (a[0].half_axes[2], sizeof a[0].half_axes[2], b[0].half_axes[2], sizeof a[0].half_axes[2]);
  g_assert_cmpfloat (get_length (b[0].half_axes[1]), >, wsc_scene_get_radius (tube));
  g_assert_cmpfloat_with_epsilon (fabsf (b[0].half_axes[1][1]), get_length (b[0].half_axes[1]), 1e-5);
  g_assert_cmpmem (a[1].half_axes, sizeof a[1].half_axes, b[1].half_axes, sizeof b[1].half_axes);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/neurons/half-axes", test_half_axes);
  g_test_add_func ("/neurons/flat-has-a-hair", test_flat_has_a_hair);
  g_test_add_func ("/neurons/projected", test_projected);
  g_test_add_func ("/neurons/colours", test_colours);
  g_test_add_func ("/neurons/plane", test_plane);
  g_test_add_func ("/neurons/errors", test_errors);
  g_test_add_func ("/neurons/without-replicas", test_without_replicas);
  g_test_add_func ("/neurons/beside", test_beside);
  g_test_add_func ("/neurons/overlay", test_overlay);
  g_test_add_func ("/neurons/first", test_first);
  g_test_add_func ("/neurons/open", test_open);
  return g_test_run ();
}
