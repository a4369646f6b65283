/* Outlines, surfaces and picking against rays met with quadrics one by one. */
#include "scene/scene.h"

#include "random-ellipsoids.h"

#define WIDTH 640.0
#define HEIGHT 480.0

static const RandomKind kinds[] = {
  { 8, 1, 0.4, 0.7, 0.5 },      /* round */
  { 8, 1, 0.6, 0.6, 1e-4 },     /* discs */
  { 8, 1, 0.8, 1e-4, 1e-4 },    /* needles */
  { 8, 1, 1e-4, 0.8, 0.6 },     /* specks */
  { 8, 0.4, 2, 0.3, 0.2 },      /* through each other */
};

typedef void (*CaseFunc) (WscRandom *random, const WscScene *scene, const WscCamera *camera, const WscView *view);

/* Every kind from many sides. The hair is made nothing, so that outlines are the true ones. */
static void
for_each_case (CaseFunc func)
{
  for (guint k = 0; k < 40; k++)
    {
      WscRandom random;
      WscScene *scene;
      WscCamera camera;
      WscView view;

      wsc_random_init (&random, 10, "outline", k);
      scene = random_scene (&random, &kinds[k % G_N_ELEMENTS (kinds)]);
      camera = random_camera (&random, scene, k / 5 % 2);
      wsc_view_init (&view, scene, &camera, WIDTH, HEIGHT, 1e-12);
      func (&random, scene, &camera, &view);
      wsc_scene_unref (scene);
    }
}

static void
get_q (const WscOutline *o, const double pixel[2], double q[2])
{
  for (guint i = 0; i < 2; i++)
    q[i] = ((pixel[0] - o->centre[0]) * o->axes[i][0] + (pixel[1] - o->centre[1]) * o->axes[i][1]) / (o->lengths[i] * o->lengths[i]);
}

/* Points of the surface never project outside the outline, and the farthest come to it. */
static void
check_cover (WscRandom *random, const WscScene *scene, const WscCamera *camera, const WscView *view)
{
  guint n;
  const WscEllipsoid *ellipsoids = wsc_scene_get_ellipsoids (scene, &n);

  for (guint i = 0; i < n; i++)
    {
      const WscEllipsoid *e = &ellipsoids[i];
      double farthest = 0;
      WscOutline o;

      g_assert_true (wsc_view_outline (view, e, &o));
      for (guint k = 0; k < 4000; k++)
        {
          double u[3], x[3], pixel[2], q[2], norm;

          for (guint j = 0; j < 3; j++)
            u[j] = wsc_random_normal (random);
          norm = sqrt (dot3 (u, u));
          for (guint j = 0; j < 3; j++)
            x[j] = e->centre[j] + (u[0] * e->half_axes[0][j] + u[1] * e->half_axes[1][j] + u[2] * e->half_axes[2][j]) / norm;
          g_assert_true (wsc_view_project (view, x, pixel, NULL));
          get_q (&o, pixel, q);
          farthest = MAX (farthest, q[0] * q[0] + q[1] * q[1]);
        }
      g_assert_cmpfloat (farthest, <=, 1 + 1e-6);
      g_assert_cmpfloat (farthest, >=, 0.98);
    }
}

/* Depth and normal at points of the outline are those of the point where the ray meets the quadric. */
static void
check_surface (WscRandom *random, const WscScene *scene, const WscCamera *camera, const WscView *view)
{
  guint n;
  const WscEllipsoid *ellipsoids = wsc_scene_get_ellipsoids (scene, &n);

  for (guint i = 0; i < n; i++)
    for (guint k = 0; k < 50; k++)
      {
        const WscEllipsoid *e = &ellipsoids[i];
        const double angle = 2 * G_PI * wsc_random_uniform (random), radius = 0.99 * sqrt (wsc_random_uniform (random));
        const double q[2] = { radius * cos (angle), radius * sin (angle) }, w = sqrt (1 - radius * radius);
        double origin[3], direction[3], x[3], u[3], b[3][3], normal[3], expected[3], pixel[2], depth, t;
        WscOutline o;

        g_assert_true (wsc_view_outline (view, e, &o));
        for (guint j = 0; j < 2; j++)
          pixel[j] = o.centre[j] + q[0] * o.axes[0][j] + q[1] * o.axes[1][j];
        get_ray (camera, WIDTH, HEIGHT, pixel[0], pixel[1], origin, direction);
        t = meet (e, origin, direction);
        g_assert_cmpfloat (t, >, 0);
        for (guint j = 0; j < 3; j++)
          x[j] = origin[j] + t * direction[j];
        g_assert_true (wsc_view_project (view, x, pixel, &depth));
        g_assert_cmpfloat_with_epsilon (o.depth[0] + q[0] * o.depth[1] + q[1] * o.depth[2] + w * o.depth[3], depth, 1e-7);

        to_sphere (e, x, u);
        get_inverse (e, b);
        for (guint j = 0; j < 3; j++)
          {
            expected[j] = u[0] * b[0][j] + u[1] * b[1][j] + u[2] * b[2][j];
            normal[j] = o.normal[0][j] + q[0] * o.normal[1][j] + q[1] * o.normal[2][j] + w * o.normal[3][j];
          }
        const double turned[3] = { dot3 (view->rotation[0], expected), dot3 (view->rotation[1], expected),
                                   dot3 (view->rotation[2], expected) };
        g_assert_cmpfloat (dot3 (normal, turned) / sqrt (dot3 (normal, normal) * dot3 (turned, turned)), >, 1 - 1e-4);
      }
}

/* No ellipsoid is drawn under the hair: whoever points at the line that is seen of a disc from its side hits it. */
static void
test_hair (void)
{
  const WscEllipsoid disc = { .half_axes = { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1e-3f } } };
  WscScene *scene = wsc_scene_new_ellipsoids (&disc, 1);
  WscCamera camera = { 0 };
  WscOutline o;
  WscView view;

  wsc_scene_look (scene, WSC_LOOK_FRONT, &camera);
  wsc_view_init (&view, scene, &camera, WIDTH, HEIGHT, 1);
  g_assert_true (wsc_view_outline (&view, &disc, &o));
  g_assert_cmpfloat_with_epsilon (o.lengths[1], 0.65, 1e-9);
  g_assert_cmpfloat (o.lengths[0], >, 50);
  g_assert_cmpint (wsc_scene_pick (scene, &camera, WIDTH, HEIGHT, WIDTH / 2 + 10, HEIGHT / 2 + 0.6), ==, 0);
  g_assert_cmpint (wsc_scene_pick (scene, &camera, WIDTH, HEIGHT, WIDTH / 2 + 10, HEIGHT / 2 + 0.7), ==, -1);
  wsc_scene_unref (scene);
}

static gint
pick_by_force (const WscScene *scene, const WscCamera *camera, double x, double y)
{
  guint n;
  const WscEllipsoid *ellipsoids = wsc_scene_get_ellipsoids (scene, &n);
  double origin[3], direction[3], nearest = G_MAXDOUBLE;
  gint found = -1;

  get_ray (camera, WIDTH, HEIGHT, x, y, origin, direction);
  for (guint i = 0; i < n; i++)
    {
      const double t = meet (&ellipsoids[i], origin, direction);

      if (t > 0 && t < nearest)
        {
          nearest = t;
          found = i;
        }
    }
  return found;
}

static void
test_pick (void)
{
  static const RandomKind crowd = { 60, 0.8, 0.35, 0.7, 0.5 };
  guint n_hits = 0;

  for (guint k = 0; k < 10; k++)
    {
      WscRandom random;
      WscScene *scene;
      WscCamera camera;

      wsc_random_init (&random, 11, "pick", k);
      scene = random_scene (&random, &crowd);
      camera = random_camera (&random, scene, k % 2);
      for (guint y = 0; y < 48; y++)
        for (guint x = 0; x < 64; x++)
          {
            const gint found = wsc_scene_pick (scene, &camera, WIDTH, HEIGHT, 10 * x + 0.37, 10 * y + 0.61);

            g_assert_cmpint (found, ==, pick_by_force (scene, &camera, 10 * x + 0.37, 10 * y + 0.61));
            n_hits += found >= 0;
          }
      wsc_scene_unref (scene);
    }
  g_assert_cmpuint (n_hits, >, 1000);
}

static void
test_behind_the_eye (void)
{
  const WscEllipsoid e = { .half_axes = { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } } };
  WscScene *scene = wsc_scene_new_ellipsoids (&e, 1);
  WscCamera camera = { 0 };
  WscOutline o;
  WscView view;

  wsc_scene_look (scene, WSC_LOOK_RIGHT, &camera);
  for (double x = -3; x < 5; x += 0.25)
    {
      camera.target[0] = x - camera.distance; /* the eye is at x, and looks along -x */
      wsc_view_init (&view, scene, &camera, WIDTH, HEIGHT, 1);
      g_assert_true (wsc_view_outline (&view, &e, &o) == (x > 1));
    }
  wsc_scene_unref (scene);
}

static void
test_cover (void)
{
  for_each_case (check_cover);
}

static void
test_surface (void)
{
  for_each_case (check_surface);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/outline/holds-the-surface", test_cover);
  g_test_add_func ("/outline/depth-and-normal", test_surface);
  g_test_add_func ("/outline/hair", test_hair);
  g_test_add_func ("/outline/behind-the-eye", test_behind_the_eye);
  g_test_add_func ("/pick/brute-force", test_pick);
  return g_test_run ();
}
