/* Neurons of a reduced network, and an ellipsoid that is dragged. */
#include "scene/scene.h"

#include <math.h>
#include <string.h>

static const double means[] = { 0, 0, 0, 4, 0, 0, 2, 2, 0, 2, 6, 0 };
static guint32 labels[] = { 0, 0, 1, 1 };
/* Of the weights and a bias: four coordinates. */
static double shapes[] = { 0.09, 0, 0, 0, 0, 0.04, 0, 0, 0, 0, 0.01, 0, 0, 0, 0, 7, /**/ 0.01, 0, 0, 0, 0, 0.04, 0, 0, 0, 0, 0.09, 0, 0, 0, 0, 7 };
static WscClusters clusters = { .m = 4, .d = 4, .k = 2, .labels = labels, .covariances = shapes };

static WscNeurons *
new_neurons (void)
{
  double covariances[36] = { 0 };

  for (guint i = 0; i < 4; i++)
    for (guint j = 0; j < 3; j++)
      covariances[9 * i + 4 * j] = 0.01;
  return wsc_neurons_new (4, 3, means, covariances, 0, NULL);
}

static WscViewSettings
get_settings (void)
{
  return (WscViewSettings) { .level = 0.95, .region = WSC_REGION_CONTENT, .projection = WSC_PROJECTION_PCA, .axes = (char *) "1;2;3", .zoom = 1,
                             .colour = WSC_COLOUR_TRACE };
}

static double
get_length (const float a[3])
{
  return sqrt ((double) a[0] * a[0] + (double) a[1] * a[1] + (double) a[2] * a[2]);
}

static const WscEllipsoid *
get_ellipsoids (WscScene *scene)
{
  guint n;
  const WscEllipsoid *ellipsoids = wsc_scene_get_ellipsoids (scene, &n);

  g_assert_cmpuint (n, ==, 4);
  return ellipsoids;
}

/* Also after the scene was text. */
static void
assert_key (WscScene *scene, const char *label, guint first, guint second)
{
  g_autofree char *text = wsc_scene_to_text (scene);
  g_autoptr (GError) error = NULL;
  g_autoptr (WscScene) again = wsc_scene_from_text (text, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < 2; i++)
    {
      const WscColourKey *key = wsc_scene_get_key (i == 0 ? scene : again);

      g_assert_cmpstr (key->label, ==, label);
      g_assert_cmpuint (key->n_entries, ==, 2);
      g_assert_cmpuint (key->entries[0], ==, first);
      g_assert_cmpuint (key->entries[1], ==, second);
      g_assert_cmpint (key->palette, ==, WSC_PALETTE_OKABE_ITO);
    }
}

static void
test_merged (void)
{
  g_autoptr (WscNeurons) neurons = new_neurons ();
  const WscViewSettings view = get_settings ();
  const WscReductionParts parts = { .clusters = &clusters };
  g_autoptr (WscScene) apart = wsc_scene_new_reduced (neurons, &parts, FALSE, &view, 1, NULL);
  g_autoptr (WscScene) merged = wsc_scene_new_reduced (neurons, &parts, TRUE, &view, 1, NULL);
  g_autoptr (WscScene) half = wsc_scene_interpolate (apart, merged, 0.5);
  const WscEllipsoid *a = get_ellipsoids (apart), *b = get_ellipsoids (merged), *c = get_ellipsoids (half);
  const double radius = sqrt (7.814728); /* chi2_3 (0.95) */

  double low[2][3], high[2][3];

  g_assert_cmpint (wsc_scene_get_selected (merged), ==, 1);
  wsc_scene_get_bounds (apart, low[0], high[0]);
  wsc_scene_get_bounds (half, low[1], high[1]);
  g_assert_cmpmem (low[0], sizeof low[0], low[1], sizeof low[1]);
  g_assert_cmpmem (high[0], sizeof high[0], high[1], sizeof high[1]);
  for (guint i = 0; i < 4; i++)
    {
      const WscRgba colour = wsc_palette_neuron (labels[i]);
      const double centre[] = { 2, labels[i] == 0 ? 0 : 4, 0 };

      g_assert_cmpmem (&a[i].colour, sizeof colour, &colour, sizeof colour);
      g_assert_cmpmem (&b[i].colour, sizeof colour, &colour, sizeof colour);
      for (guint j = 0; j < 3; j++)
        {
          g_assert_cmpfloat_with_epsilon (a[i].centre[j], means[3 * i + j], 1e-6);
          g_assert_cmpfloat_with_epsilon (b[i].centre[j], centre[j], 1e-6);
          g_assert_cmpfloat_with_epsilon (c[i].centre[j], (means[3 * i + j] + centre[j]) / 2, 1e-6);
        }
      g_assert_cmpfloat_with_epsilon (get_length (a[i].half_axes[0]), 0.1 * radius, 1e-5);
      for (guint j = 0; j < 3; j++)
        g_assert_cmpfloat_with_epsilon (get_length (b[i].half_axes[j]), (3 - j) * 0.1 * radius, 1e-5);
    }
  g_assert_cmpstr (wsc_scene_get_caption (apart), ==, "2 clusters · 95 % content region · χ²₃(0.95) = 7.81");
  assert_key (merged, "cluster", 1, 2);
  assert_key (half, "cluster", 1, 2);
}

/* A single network has no covariances of its own: its centres have the shape of the neurons. */
static void
test_without_shapes (void)
{
  double none[32] = { 0 };
  WscClusters bare = clusters;
  const WscReductionParts parts = { .clusters = &bare };
  g_autoptr (WscNeurons) neurons = new_neurons ();
  const WscViewSettings view = get_settings ();

  bare.covariances = none;
  g_autoptr (WscScene) merged = wsc_scene_new_reduced (neurons, &parts, TRUE, &view, -1, NULL);
  g_assert_cmpfloat_with_epsilon (get_length (get_ellipsoids (merged)[3].half_axes[1]), 0.1 * sqrt (7.814728), 1e-5);
}

static void
test_selection (void)
{
  guint32 kept[] = { 1, 2 };
  double composition[] = { -0.9, 0.2, 1, 0, 0, 1, 0.3, 0.4 };
  WscReduction reduction = { .method = WSC_REDUCE_QPFS, .m = 4, .k = 2, .kept = kept, .composition = composition };
  const WscReductionParts parts = { .clusters = &clusters, .reduction = &reduction };
  const guint32 expected[] = { 0, 0, 1, 1 };
  g_autoptr (WscNeurons) neurons = new_neurons ();
  const WscViewSettings view = get_settings ();
  guint m, k;
  g_autofree guint32 *found = wsc_reduced_dup_labels (&parts, &m, &k);
  g_autoptr (WscScene) merged = wsc_scene_new_reduced (neurons, &parts, TRUE, &view, -1, NULL);

  g_assert_cmpuint (k, ==, 2);
  g_assert_cmpstr (wsc_scene_get_caption (merged), ==, "2 neurons kept · 95 % content region · χ²₃(0.95) = 7.81");
  assert_key (merged, "kept neuron", 2, 3);
  g_assert_cmpmem (found, m * sizeof *found, expected, sizeof expected);
  for (guint i = 0; i < 4; i++)
    g_assert_cmpfloat_with_epsilon (get_ellipsoids (merged)[i].centre[0], means[3 * kept[expected[i]]], 1e-6);
}

/* Clusters of results that are no more are not drawn. */
static void
test_other_number (void)
{
  WscClusters old = clusters;
  const WscReductionParts parts = { .clusters = &old }, nothing = { 0 };
  g_autoptr (WscNeurons) neurons = new_neurons ();
  const WscViewSettings view = get_settings ();

  old.m = 3;
  g_autoptr (WscScene) scene = wsc_scene_new_reduced (neurons, &parts, TRUE, &view, -1, NULL);
  g_autoptr (WscScene) bare = wsc_scene_new_reduced (neurons, &nothing, TRUE, &view, -1, NULL);
  for (guint i = 0; i < 4; i++)
    {
      g_assert_cmpfloat_with_epsilon (get_ellipsoids (scene)[i].centre[0], means[3 * i], 1e-6);
      g_assert_cmpfloat_with_epsilon (get_ellipsoids (bare)[i].centre[0], means[3 * i], 1e-6);
    }
}

/* What is led over the picture is under the pointer, whatever the perspective; the other is picked through it. */
static void
test_drag (gconstpointer orthographic)
{
  const gboolean moved[] = { FALSE, TRUE, FALSE, FALSE };
  WscViewSettings settings = get_settings ();
  g_autoptr (WscNeurons) neurons = new_neurons ();
  WscCamera camera;
  WscView view;
  double from[2], to[2];

  settings.orthographic = GPOINTER_TO_INT (orthographic);
  settings.azimuth = -50;
  settings.elevation = 20;
  g_autoptr (WscScene) scene = wsc_scene_new_neurons (neurons, &settings, -1, NULL);
  wsc_scene_get_home (scene, &settings, &camera);
  wsc_view_init (&view, scene, &camera, 600, 400, 1);
  g_assert_true (wsc_view_project (&view, (double[]) { 4, 0, 0 }, from, NULL));
  g_assert_true (wsc_view_project (&view, (double[]) { 2, 2, 0 }, to, NULL));
  g_assert_cmpint (wsc_view_pick (&view, scene, NULL, from[0], from[1]), ==, 1);
  g_autoptr (WscScene) shifted = wsc_scene_shift (scene, &view, moved, (double[]) { to[0] - from[0], to[1] - from[1] }, 2);
  g_assert_cmpint (wsc_scene_get_selected (shifted), ==, 2);
  const WscEllipsoid *e = get_ellipsoids (shifted);
  double pixel[2], low[3], high[3], low_before[3], high_before[3];
  g_assert_true (wsc_view_project (&view, (double[]) { e[1].centre[0], e[1].centre[1], e[1].centre[2] }, pixel, NULL));
  g_assert_cmpfloat_with_epsilon (pixel[0], to[0], 0.01);
  g_assert_cmpfloat_with_epsilon (pixel[1], to[1], 0.01);
  g_assert_cmpint (wsc_view_pick (&view, shifted, moved, to[0], to[1]), ==, 2);
  wsc_scene_get_bounds (shifted, low, high);
  wsc_scene_get_bounds (scene, low_before, high_before);
  g_assert_cmpmem (low, sizeof low, low_before, sizeof low_before);
  g_assert_cmpmem (high, sizeof high, high_before, sizeof high_before);
  g_assert_cmpstr (wsc_scene_get_caption (shifted), ==, wsc_scene_get_caption (scene));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scene/reduced/merged", test_merged);
  g_test_add_func ("/scene/reduced/without-shapes", test_without_shapes);
  g_test_add_func ("/scene/reduced/selection", test_selection);
  g_test_add_func ("/scene/reduced/other-number", test_other_number);
  g_test_add_data_func ("/scene/reduced/drag/perspective", GINT_TO_POINTER (FALSE), test_drag);
  g_test_add_data_func ("/scene/reduced/drag/orthographic", GINT_TO_POINTER (TRUE), test_drag);
  return g_test_run ();
}
