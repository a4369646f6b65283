/* Frames a second while the camera turns, 1280 x 720, offscreen. The reference measured in the same run is an empty scene:
 * the axes box alone, cleared, drawn and finished. */
#include "render/render.h"

#include <math.h>

#define WIDTH 1280
#define HEIGHT 720
#define SECONDS 1.0

static void
set_ellipsoid (WscEllipsoid *e, WscRandom *random, guint i, double size)
{
  double q[4], norm = 0;

  for (guint k = 0; k < 4; k++)
    {
      q[k] = wsc_random_normal (random);
      norm += q[k] * q[k];
    }
  for (guint k = 0; k < 4; k++)
    q[k] /= sqrt (norm);
  const double frame[3][3] = {
    { 1 - 2 * (q[2] * q[2] + q[3] * q[3]), 2 * (q[1] * q[2] + q[0] * q[3]), 2 * (q[1] * q[3] - q[0] * q[2]) },
    { 2 * (q[1] * q[2] - q[0] * q[3]), 1 - 2 * (q[1] * q[1] + q[3] * q[3]), 2 * (q[2] * q[3] + q[0] * q[1]) },
    { 2 * (q[1] * q[3] + q[0] * q[2]), 2 * (q[2] * q[3] - q[0] * q[1]), 1 - 2 * (q[1] * q[1] + q[2] * q[2]) },
  };
  for (guint a = 0; a < 3; a++)
    {
      const double length = size * (a == 0 ? 1 : a == 1 ? 0.6 : 0.35) * (0.7 + 0.6 * wsc_random_uniform (random));

      e->centre[a] = wsc_random_uniform (random) * 2 - 1;
      for (guint j = 0; j < 3; j++)
        e->half_axes[a][j] = length * frame[a][j];
    }
  e->colour = wsc_palette_neuron (i);
  e->id = i;
}

/* Sizes shrink with the number, so that about the same share of the picture is covered. */
static WscScene *
new_scene (guint n)
{
  g_autofree WscEllipsoid *ellipsoids = g_new0 (WscEllipsoid, n);
  WscRandom random;

  wsc_random_init (&random, 1, "bench", n);
  for (guint i = 0; i < n; i++)
    set_ellipsoid (&ellipsoids[i], &random, i, 0.9 / cbrt (n));
  return wsc_scene_new_ellipsoids (ellipsoids, n);
}

static double
measure (WscOffscreen *offscreen, guint n)
{
  WscScene *scene = new_scene (n);
  WscCamera camera = { 0 };
  guint frames = 0;
  gint64 start;
  double seconds;

  wsc_scene_look (scene, WSC_LOOK_HOME, &camera);
  for (guint i = 0; i < 3; i++)
    wsc_offscreen_draw (offscreen, scene, &camera, WIDTH, HEIGHT, WSC_THEME_LIGHT, NULL);
  start = g_get_monotonic_time ();
  do
    {
      wsc_camera_orbit (&camera, 0.02, 0);
      wsc_offscreen_draw (offscreen, scene, &camera, WIDTH, HEIGHT, WSC_THEME_LIGHT, NULL);
      frames++;
      seconds = (g_get_monotonic_time () - start) * 1e-6;
    }
  while (seconds < SECONDS);
  wsc_scene_unref (scene);
  return frames / seconds;
}

static double
measure_pick (guint n)
{
  WscScene *scene = new_scene (n);
  WscCamera camera = { 0 };
  guint picks = 0;
  gint64 start;
  double seconds;

  wsc_scene_look (scene, WSC_LOOK_HOME, &camera);
  start = g_get_monotonic_time ();
  do
    {
      wsc_scene_pick (scene, &camera, WIDTH, HEIGHT, WIDTH / 2 + picks % 100, HEIGHT / 2);
      picks++;
      seconds = (g_get_monotonic_time () - start) * 1e-6;
    }
  while (seconds < 0.3);
  wsc_scene_unref (scene);
  return seconds / picks;
}

int
main (void)
{
  static const guint counts[] = { 20, 100, 1000, 10000, 100000 };
  g_autoptr (GError) error = NULL;
  g_autoptr (WscOffscreen) offscreen = wsc_offscreen_new (&error);
  double reference;

  if (offscreen == NULL)
    g_error ("%s", error->message);
  reference = measure (offscreen, 0);
  g_print ("%s, %d x %d\nempty scene: %.0f frames/s\n", wsc_offscreen_get_description (offscreen), WIDTH, HEIGHT, reference);
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      const double rate = measure (offscreen, counts[i]);

      g_print ("%6u ellipsoids: %7.1f frames/s (%.2f ms), %.3f of the empty scene's\n", counts[i], rate, 1e3 / rate, rate / reference);
    }
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    g_print ("%6u ellipsoids: a pick in %.3f ms\n", counts[i], 1e3 * measure_pick (counts[i]));
  return 0;
}
