/* The pictures of several methods: one each at one scale or its own, or one of all. */
#include "scene/scene.h"

#include <math.h>
#include <string.h>

#define SMALL                                                                                                          \
  "data.length=80 data.window=6 model.layers=auto;2;auto estimate.replicas=7 training.epochs=6 estimate.signal-rank=2"

static WscResults *
run (const char *assignments)
{
  g_autoptr (WscStudy) study = wsc_study_new ();
  g_autofree char *all = g_strconcat (SMALL, assignments, NULL);
  g_auto (GStrv) items = g_strsplit (all, " ", -1);
  g_autoptr (GError) error = NULL;
  WscResults *results;

  for (char **item = items; *item != NULL; item++)
    g_assert_true (wsc_study_set (study, *item, NULL));
  results = wsc_pipeline_run (study, NULL, NULL, &error);
  g_assert_no_error (error);
  return results;
}

static GArray *
compare (const WscResults *results)
{
  g_autoptr (GError) error = NULL;
  GArray *scenes = wsc_compared_scenes_new (results, &wsc_results_get_study (results)->view, &error);

  g_assert_no_error (error);
  return scenes;
}

static const WscComparedScene *
get_cell (GArray *scenes, guint i)
{
  g_assert_cmpuint (i, <, scenes->len);
  return &g_array_index (scenes, WscComparedScene, i);
}

static void
test_one_scale (void)
{
  static const int methods[] = { WSC_METHOD_BOOTSTRAP, WSC_METHOD_SANDWICH, WSC_METHOD_VARIATIONAL };
  g_autoptr (WscResults) results = run (" estimate.methods=sandwich;variational");
  g_autoptr (GArray) scenes = compare (results);
  double farthest = 0;

  g_assert_cmpuint (scenes->len, ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      const WscComparedScene *cell = get_cell (scenes, i);
      WscCamera home;
      guint n;

      wsc_scene_get_home (cell->scene, &wsc_results_get_study (results)->view, &home);
      farthest = MAX (farthest, home.distance);
      wsc_scene_get_ellipsoids (cell->scene, &n);
      g_assert_cmpuint (n, ==, 6);
      g_assert_cmpstr (cell->heading, ==, wsc_study_get_method_label (methods[i]));
      g_assert_cmpfloat (cell->factor, ==, 1);
      g_assert_cmpmem (&cell->camera, sizeof cell->camera, &get_cell (scenes, 0)->camera, sizeof cell->camera);
    }
  g_assert_cmpfloat (get_cell (scenes, 0)->camera.distance, ==, farthest);
}

static void
test_own_scales (void)
{
  g_autoptr (WscResults) results = run (" estimate.methods=sandwich estimate.root-n=true view.own-scale=true");
  g_autoptr (GArray) scenes = compare (results);
  const WscComparedScene *first = get_cell (scenes, 0), *second = get_cell (scenes, 1);
  g_autofree char *heading =
      g_strdup_printf ("%s, drawn × %.3g", wsc_study_get_method_label (WSC_METHOD_SANDWICH), second->factor);

  g_assert_cmpfloat (first->factor, ==, 1);
  g_assert_cmpfloat (second->factor, <, 1);
  g_assert_cmpfloat_with_epsilon (second->factor * second->camera.distance, first->camera.distance, 1e-6);
  g_assert_cmpstr (second->heading, ==, heading);
  g_assert_null (strstr (first->heading, "drawn"));
}

static void
test_overlay (void)
{
  g_autoptr (WscResults) results = run (" estimate.methods=sandwich;variational view.overlay=true view.first=4");
  g_autoptr (GArray) scenes = compare (results);
  g_autofree char *heading = g_strdup_printf ("● %s   ● %s   ● %s", wsc_study_get_method_label (WSC_METHOD_BOOTSTRAP),
                                              wsc_study_get_method_label (WSC_METHOD_SANDWICH),
                                              wsc_study_get_method_label (WSC_METHOD_VARIATIONAL));
  guint n;

  g_assert_cmpuint (scenes->len, ==, 1);
  wsc_scene_get_ellipsoids (get_cell (scenes, 0)->scene, &n);
  g_assert_cmpuint (n, ==, 12);
  g_assert_cmpstr (get_cell (scenes, 0)->heading, ==, heading);
}

static void
test_nothing (void)
{
  g_autoptr (WscResults) results = run (" estimate.replicas=1");
  g_autoptr (GError) error = NULL;

  g_assert_null (wsc_compared_scenes_new (results, &wsc_results_get_study (results)->view, &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_RANGE);
  g_assert_cmpstr (error->message, ==, "No method has given an answer yet");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/compared/one-scale", test_one_scale);
  g_test_add_func ("/compared/own-scales", test_own_scales);
  g_test_add_func ("/compared/overlay", test_overlay);
  g_test_add_func ("/compared/nothing", test_nothing);
  return g_test_run ();
}
