/* Frames a second while the camera turns, 1280 x 720, offscreen, in every style and cut open. The reference measured in the same run
 * is an empty scene: the axes box alone, cleared, drawn and finished. The time of all processor cores a frame says what a busy machine
 * hides. With numbers as arguments, only scenes of so many ellipsoids. */
#include "render/render.h"

#include <math.h>
#include <time.h>

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

typedef struct { const char *name; int style, clip; } Kind;

static const Kind kinds[] = {
  { "opaque", WSC_STYLE_OPAQUE, WSC_CLIP_OFF }, { "glass", WSC_STYLE_GLASS, WSC_CLIP_OFF },
  { "wireframe", WSC_STYLE_WIREFRAME, WSC_CLIP_OFF }, { "outline", WSC_STYLE_OUTLINE, WSC_CLIP_OFF },
  { "opaque, cut", WSC_STYLE_OPAQUE, WSC_CLIP_X }, { "glass, cut", WSC_STYLE_GLASS, WSC_CLIP_X },
};

/* Sizes shrink with the number, so that about the same share of the picture is covered. */
static WscScene *
new_scene (guint n, const Kind *kind)
{
  g_autofree WscEllipsoid *ellipsoids = g_new0 (WscEllipsoid, n);
  WscSceneStyle style;
  WscRandom random;

  wsc_random_init (&random, 1, "bench", n);
  for (guint i = 0; i < n; i++)
    set_ellipsoid (&ellipsoids[i], &random, i, 0.9 / cbrt (n));
  wsc_scene_style_init (&style);
  style.style = kind->style;
  style.clip = kind->clip;
  g_autoptr (WscScene) plain = wsc_scene_new_ellipsoids (ellipsoids, n);
  return wsc_scene_restyle (plain, &style);
}

static double
measure (WscOffscreen *offscreen, guint n, const Kind *kind, double *cores)
{
  WscScene *scene = new_scene (n, kind);
  WscCamera camera = { 0 };
  guint frames = 0;
  gint64 start;
  double seconds;
  clock_t clock_start;

  wsc_scene_look (scene, WSC_LOOK_HOME, &camera);
  for (guint i = 0; i < 3; i++)
    wsc_offscreen_draw (offscreen, scene, &camera, WIDTH, HEIGHT, WSC_THEME_LIGHT, NULL);
  start = g_get_monotonic_time ();
  clock_start = clock ();
  do
    {
      wsc_camera_orbit (&camera, 0.02, 0);
      wsc_offscreen_draw (offscreen, scene, &camera, WIDTH, HEIGHT, WSC_THEME_LIGHT, NULL);
      frames++;
      seconds = (g_get_monotonic_time () - start) * 1e-6;
    }
  while (seconds < SECONDS);
  *cores = 1e3 * (clock () - clock_start) / CLOCKS_PER_SEC / frames;
  wsc_scene_unref (scene);
  return frames / seconds;
}

static double
measure_pick (guint n)
{
  WscScene *scene = new_scene (n, &kinds[0]);
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

static void
report (WscOffscreen *offscreen, guint n, double reference)
{
  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    {
      double cores;
      const double rate = measure (offscreen, n, &kinds[k], &cores);

      g_print ("%7u ellipsoids, %-12s %7.1f frames/s (%.2f ms; %.2f ms of cores), %.3f of the empty scene's\n", n, kinds[k].name, rate, 1e3 / rate,
               cores, rate / reference);
    }
  g_print ("%7u ellipsoids: a pick in %.3f ms\n", n, 1e3 * measure_pick (n));
}

int
main (int argc, char **argv)
{
  static const guint counts[] = { 20, 100, 1000, 10000, 100000, 1000000 };
  g_autoptr (GError) error = NULL;
  g_autoptr (WscOffscreen) offscreen = wsc_offscreen_new (&error);
  double reference, cores;

  if (offscreen == NULL)
    g_error ("%s", error->message);
  reference = measure (offscreen, 0, &kinds[0], &cores);
  g_print ("%s, %d x %d\nempty scene: %.0f frames/s\n", wsc_offscreen_get_description (offscreen), WIDTH, HEIGHT, reference);
  for (int i = 1; i < argc; i++)
    report (offscreen, (guint) g_ascii_strtoull (argv[i], NULL, 10), reference);
  for (guint i = 0; argc == 1 && i < G_N_ELEMENTS (counts); i++)
    report (offscreen, counts[i], reference);
  return 0;
}
