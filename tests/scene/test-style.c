/* How a scene is drawn, as text; the plane that cuts it; what is picked of what is left. */
#include "scene/scene.h"

#include "random-ellipsoids.h"

static const RandomKind round_kind = { 12, 1, 0.3, 0.7, 0.5 };

static WscSceneStyle
get_random_style (WscRandom *random)
{
  return (WscSceneStyle) { .style = (int) (4 * wsc_random_uniform (random)), .opacity = wsc_random_uniform (random),
                           .clip = (int) (5 * wsc_random_uniform (random)), .clip_at = wsc_random_uniform (random),
                           .clip_invert = wsc_random_uniform (random) < 0.5, .silhouettes = wsc_random_uniform (random) < 0.5,
                           .fog = wsc_random_uniform (random), .finish = (int) (2 * wsc_random_uniform (random)) };
}

static void
assert_same_style (const WscSceneStyle *a, const WscSceneStyle *b)
{
  g_assert_cmpint (a->style, ==, b->style);
  g_assert_cmpfloat (a->opacity, ==, b->opacity);
  g_assert_cmpint (a->clip, ==, b->clip);
  g_assert_cmpfloat (a->clip_at, ==, b->clip_at);
  g_assert_cmpint (a->clip_invert, ==, b->clip_invert);
  g_assert_cmpint (a->silhouettes, ==, b->silhouettes);
  g_assert_cmpfloat (a->fog, ==, b->fog);
  g_assert_cmpint (a->finish, ==, b->finish);
}

static void
test_text (void)
{
  for (guint k = 0; k < 200; k++)
    {
      WscRandom random;
      WscSceneStyle style;
      g_autoptr (GError) error = NULL;

      wsc_random_init (&random, 60, "style", k);
      style = get_random_style (&random);
      g_autoptr (WscScene) plain = random_scene (&random, &round_kind), scene = wsc_scene_restyle (plain, &style);
      g_autofree char *text = wsc_scene_to_text (scene);
      g_autoptr (WscScene) again = wsc_scene_from_text (text, &error), between = wsc_scene_interpolate (plain, scene, 0.5);

      g_assert_no_error (error);
      assert_same_style (&style, wsc_scene_get_style (again));
      assert_same_style (&style, wsc_scene_get_style (between));
    }
}

/* A scene without a word about it is drawn as the options' defaults say. */
static void
test_defaults (void)
{
  g_autoptr (WscStudy) study = wsc_study_new ();
  g_autoptr (WscScene) scene = wsc_scene_from_text ("weightscape-scene 1\n", NULL);
  WscSceneStyle style;

  wsc_scene_style_from_view (&style, &study->view);
  assert_same_style (&style, wsc_scene_get_style (scene));
}

static void
test_refusals (void)
{
  static const char *const lines[] = { "style glass", "style glass 1.5", "style lace 0.5", "style glass 0.5 1", "clip x 0.5",
                                       "clip w 0.5 0", "clip x -1 0", "clip x 0.5 2", "silhouettes 2", "silhouettes 1 1", "fog nan",
                                       "fog", "finish matte", "finish " };

  for (guint k = 0; k < G_N_ELEMENTS (lines); k++)
    {
      g_autofree char *text = g_strconcat ("weightscape-scene 1\n", lines[k], "\n", NULL);
      g_autofree char *message = g_strdup_printf ("Line 2 of the scene cannot be read: “%s”.", lines[k]);
      g_autoptr (GError) error = NULL;

      g_assert_null (wsc_scene_from_text (text, &error));
      g_assert_error (error, WSC_ERROR, WSC_ERROR_FORMAT);
      g_assert_cmpstr (error->message, ==, message);
    }
}

/* The corners of the box tell where the plane is: at 0 none of it is kept, at 1 all, and the other half is the rest. */
static void
test_plane (void)
{
  for (guint k = 0; k < 100; k++)
    {
      WscRandom random;
      WscSceneStyle style;
      WscCamera camera;
      double plane[4], other[4], low[3], high[3], least = G_MAXDOUBLE, most = -G_MAXDOUBLE;

      wsc_random_init (&random, 61, "plane", k);
      style = get_random_style (&random);
      style.clip = WSC_CLIP_X + k % 4;
      style.clip_invert = FALSE;
      g_autoptr (WscScene) plain = random_scene (&random, &round_kind), scene = wsc_scene_restyle (plain, &style);
      style.clip_invert = TRUE;
      g_autoptr (WscScene) inverted = wsc_scene_restyle (plain, &style);
      camera = random_camera (&random, scene, k % 2);
      g_assert_true (wsc_scene_get_clip_plane (scene, &camera, plane));
      g_assert_true (wsc_scene_get_clip_plane (inverted, &camera, other));
      for (guint j = 0; j < 4; j++)
        g_assert_cmpfloat (plane[j], ==, -other[j]);
      g_assert_cmpfloat_with_epsilon (dot3 (plane, plane), 1, 1e-12);
      wsc_scene_get_bounds (scene, low, high);
      for (guint corner = 0; corner < 8; corner++)
        {
          double value = plane[3];

          for (guint j = 0; j < 3; j++)
            value += plane[j] * (corner >> j & 1 ? high[j] : low[j]);
          least = MIN (least, value);
          most = MAX (most, value);
        }
      g_assert_cmpfloat_with_epsilon (-least / (most - least), style.clip_at, 1e-9);
      if (style.clip == WSC_CLIP_CAMERA)
        {
          double eye[3];

          wsc_camera_get_eye (&camera, eye);
          for (guint j = 0; j < 3; j++)
            eye[j] -= camera.target[j];
          g_assert_cmpfloat_with_epsilon (dot3 (plane, eye), sqrt (dot3 (eye, eye)), 1e-6 * sqrt (dot3 (eye, eye)));
        }
    }
}

/* Against the rays themselves: what is nearest of the fronts that are kept and of the cut faces. */
static gint
cast (const WscScene *scene, const WscCamera *camera, const double plane[4], double x, double y)
{
  double origin[3], direction[3], nearest = G_MAXDOUBLE;
  gint found = -1;
  guint n;
  const WscEllipsoid *ellipsoids = wsc_scene_get_ellipsoids (scene, &n);

  get_ray (camera, 400, 300, x, y, origin, direction);
  const double start = dot3 (plane, origin) + plane[3], slope = dot3 (plane, direction), cut = -start / slope;
  for (guint i = 0; i < n; i++)
    {
      double back[3], end[3];
      const double front = meet (&ellipsoids[i], origin, direction);

      for (guint j = 0; j < 3; j++)
        {
          end[j] = origin[j] + 1e6 * direction[j];
          back[j] = -direction[j];
        }
      const double far_side = 1e6 - meet (&ellipsoids[i], end, back);
      const double seen = start + slope * front <= 0 ? front : start + slope * far_side <= 0 ? cut : G_MAXDOUBLE;

      if (front > 0 && seen < nearest)
        {
          nearest = seen;
          found = i;
        }
    }
  return found;
}

static void
test_pick (void)
{
  static const RandomKind kind = { 12, 0.9, 0.5, 0.8, 0.6 };
  guint n_picked = 0, n_missed = 0, n_other = 0;

  for (guint k = 0; k < 32; k++)
    {
      WscRandom random;
      WscSceneStyle style;
      WscCamera camera;
      double plane[4];

      wsc_random_init (&random, 62, "pick", k);
      style = get_random_style (&random);
      style.clip = WSC_CLIP_X + k % 4;
      style.clip_at = 0.25 + 0.5 * style.clip_at;
      g_autoptr (WscScene) whole = random_scene (&random, &kind), scene = wsc_scene_restyle (whole, &style);
      camera = random_camera (&random, scene, k / 4 % 2);
      g_assert_true (wsc_scene_get_clip_plane (scene, &camera, plane));
      for (double y = 5; y < 300; y += 11)
        for (double x = 5; x < 400; x += 11)
          {
            const gint expected = cast (scene, &camera, plane, x, y), found = wsc_scene_pick (scene, &camera, 400, 300, x, y);

            n_picked += found >= 0;
            n_missed += found != expected;
            n_other += found != wsc_scene_pick (whole, &camera, 400, 300, x, y);
          }
    }
  g_assert_cmpuint (n_picked, >, 600);
  g_assert_cmpuint (n_other, >, 300);
  /* Faces in one plane: the rays take the first, picking the smaller. */
  g_assert_cmpuint (n_missed, <, n_picked / 30);
}

/* Of two cut faces one in the other, the inner one is picked. */
static void
test_pick_nested (void)
{
  g_autoptr (WscScene) scene = wsc_scene_from_text ("weightscape-scene 1\nclip y 0.5 1\n"
                                                    "ellipsoid 0 1 1 1 1 0 0 0 1 0 0 0 1 0 0 0 1\n"
                                                    "ellipsoid 1 1 1 1 1 0.1 0 0 0.5 0 0 0 0.5 0 0 0 0.5\n"
                                                    "ellipsoid 2 1 1 1 1 0 0 0 0.9 0 0 0 0.9 0 0 0 0.9\n", NULL);
  WscCamera camera = { .orthographic = TRUE };

  wsc_scene_look (scene, WSC_LOOK_FRONT, &camera);
  g_assert_cmpint (wsc_scene_pick (scene, &camera, 200, 200, 100, 100), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/style/text", test_text);
  g_test_add_func ("/style/defaults", test_defaults);
  g_test_add_func ("/style/refusals", test_refusals);
  g_test_add_func ("/style/plane", test_plane);
  g_test_add_func ("/style/pick", test_pick);
  g_test_add_func ("/style/pick-nested", test_pick_nested);
  return g_test_run ();
}
