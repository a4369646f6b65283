/* Frames a second of a density's surface while the camera turns, 1280 x 720, offscreen, beside an empty box measured in the same run. */
#include "render/render.h"
#include "scene/density.h"

#include <math.h>

#define WIDTH 1280
#define HEIGHT 720
#define SECONDS 2.0

static double
measure (WscOffscreen *offscreen, WscScene *scene)
{
  WscCamera camera = { 0 };
  gint64 began;
  guint n = 0;

  wsc_scene_look (scene, WSC_LOOK_HOME, &camera);
  wsc_offscreen_draw (offscreen, scene, &camera, WIDTH, HEIGHT, WSC_THEME_LIGHT, NULL);
  began = g_get_monotonic_time ();
  while (g_get_monotonic_time () - began < SECONDS * G_USEC_PER_SEC)
    {
      wsc_camera_orbit (&camera, 0.03, 0);
      wsc_offscreen_draw (offscreen, scene, &camera, WIDTH, HEIGHT, WSC_THEME_LIGHT, NULL);
      n++;
    }
  return n * 1e6 / (g_get_monotonic_time () - began);
}

int
main (void)
{
  static const struct { guint n; double width; } cases[] = { { 3, 0.13 }, { 20, 0.05 }, { 20, 0.035 }, { 40, 0.02 } };
  WscOffscreen *offscreen = wsc_offscreen_new (NULL);
  WscScene *empty = wsc_scene_new_ellipsoids (NULL, 0);

  g_print ("%s\nempty box: %.1f frames/s\n", wsc_offscreen_get_description (offscreen), measure (offscreen, empty));
  for (guint c = 0; c < G_N_ELEMENTS (cases); c++)
    {
      g_autofree WscBump *bumps = g_new0 (WscBump, cases[c].n);
      guint n_x, n_y;
      WscRandom random;
      WscScene *scene;

      wsc_random_init (&random, 1, "bench", c);
      for (guint i = 0; i < cases[c].n; i++)
        bumps[i] = (WscBump) { { 2 * wsc_random_uniform (&random) - 1, 2 * wsc_random_uniform (&random) - 1 },
                               { 4 * cases[c].width * cases[c].width, 0, cases[c].width * cases[c].width }, wsc_palette_neuron (i), i };
      scene = wsc_scene_new_bumps (bumps, cases[c].n, 1024, NULL);
      wsc_density_get_size (wsc_scene_get_density (scene), &n_x, &n_y);
      g_print ("%u neurons, mesh %u x %u: %.1f frames/s\n", cases[c].n, n_x, n_y, measure (offscreen, scene));
      wsc_scene_unref (scene);
    }
  wsc_scene_unref (empty);
  wsc_offscreen_free (offscreen);
  return 0;
}
