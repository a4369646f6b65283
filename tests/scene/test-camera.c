#include "scene/scene.h"

#include <cglm/cglm.h>

#include "random-ellipsoids.h"
#include "scene/scene-private.h"

static const RandomKind round_kind = { 12, 1, 0.3, 0.7, 0.5 };

static double
get_distance (const WscCamera *camera)
{
  double eye[3], sum = 0;

  wsc_camera_get_eye (camera, eye);
  for (guint j = 0; j < 3; j++)
    sum += pow (eye[j] - camera->target[j], 2);
  return sqrt (sum);
}

static void
test_orbit (void)
{
  WscRandom random;
  WscCamera camera = { { 1, -2, 3 }, 0.3, 0.1, 7, 0.5, FALSE };

  wsc_random_init (&random, 1, "orbit", 0);
  for (guint k = 0; k < 1000; k++)
    {
      wsc_camera_orbit (&camera, wsc_random_normal (&random), wsc_random_normal (&random));
      g_assert_cmpfloat_with_epsilon (get_distance (&camera), 7, 1e-12);
      g_assert_cmpfloat (fabs (camera.elevation), <=, G_PI_2);
      g_assert_cmpfloat (fabs (camera.azimuth), <=, G_PI);
    }
  camera.azimuth = 0.5;
  camera.elevation = 0.2;
  wsc_camera_orbit (&camera, 0.25, 0.5);
  g_assert_cmpfloat_with_epsilon (camera.azimuth, 0.75, 1e-12);
  g_assert_cmpfloat_with_epsilon (camera.elevation, 0.7, 1e-12);
}

/* The point of the plane through the target that is seen at (x, y) in -1..1. */
static void
get_point_under (const WscCamera *camera, double aspect, double x, double y, double point[3])
{
  double origin[3], direction[3], eye[3], back[3], along, depth;

  get_ray (camera, aspect, 1, 0.5 * (x + 1) * aspect, 0.5 * (1 - y), origin, direction);
  wsc_camera_get_eye (camera, eye);
  for (guint j = 0; j < 3; j++)
    back[j] = (eye[j] - camera->target[j]) / camera->distance;
  along = dot3 (direction, back);
  depth = (dot3 (origin, back) - dot3 (camera->target, back)) / -along;
  for (guint j = 0; j < 3; j++)
    point[j] = origin[j] + depth * direction[j];
}

static void
test_zoom_at (void)
{
  WscRandom random;

  wsc_random_init (&random, 2, "zoom", 0);
  for (guint k = 0; k < 200; k++)
    {
      WscCamera camera = { { 0.1, 0.2, 0.3 }, wsc_random_normal (&random), 0.9 * sin (k), 3, 0.6, k % 2 };
      const double x = 2 * wsc_random_uniform (&random) - 1, y = 2 * wsc_random_uniform (&random) - 1;
      const double factor = exp (wsc_random_normal (&random));
      double before[3], after[3];

      get_point_under (&camera, 1.7, x, y, before);
      wsc_camera_zoom_at (&camera, factor, x, y, 1.7);
      get_point_under (&camera, 1.7, x, y, after);
      g_assert_cmpfloat_with_epsilon (camera.distance, 3 / factor, 1e-9);
      for (guint j = 0; j < 3; j++)
        g_assert_cmpfloat_with_epsilon (before[j], after[j], 1e-9);
    }
}

/* A high picture shows what a square one of its width shows, and magnifies about the cursor as well. */
static void
test_portrait (void)
{
  const double width = 300, height = 700;
  WscRandom random;
  WscScene *scene;

  wsc_random_init (&random, 7, "portrait", 0);
  scene = random_scene (&random, &round_kind);
  for (guint k = 0; k < 100; k++)
    {
      WscCamera camera = random_camera (&random, scene, k % 2);
      const double right = 0.2 * wsc_random_normal (&random), up = 0.2 * wsc_random_normal (&random);
      double frame[3][3], point[3], square[2], before[2], after[2];
      WscView view;

      wsc_camera_get_frame (&camera, frame);
      for (guint j = 0; j < 3; j++)
        point[j] = camera.target[j] + camera.distance * (right * frame[0][j] + up * frame[1][j]);
      wsc_view_init (&view, scene, &camera, width, width, 1);
      g_assert_true (wsc_view_project (&view, point, square, NULL));
      wsc_view_init (&view, scene, &camera, width, height, 1);
      g_assert_true (wsc_view_project (&view, point, before, NULL));
      g_assert_cmpfloat_with_epsilon (before[0], square[0], 1e-9);
      g_assert_cmpfloat_with_epsilon (before[1] - height / 2, square[1] - width / 2, 1e-9);

      wsc_camera_zoom_at (&camera, 1.3, 2 * before[0] / width - 1, 1 - 2 * before[1] / height, width / height);
      wsc_view_init (&view, scene, &camera, width, height, 1);
      g_assert_true (wsc_view_project (&view, point, after, NULL));
      g_assert_cmpfloat_with_epsilon (after[0], before[0], 1e-6);
      g_assert_cmpfloat_with_epsilon (after[1], before[1], 1e-6);
    }
  wsc_scene_unref (scene);
}

static void
test_pan (void)
{
  const double width = 640, height = 480;
  double point[3], pixel[2];
  WscRandom random;
  WscScene *scene;
  WscView view;

  wsc_random_init (&random, 3, "pan", 0);
  scene = random_scene (&random, &round_kind);
  for (guint k = 0; k < 20; k++)
    {
      WscCamera camera = random_camera (&random, scene, k % 2);

      memcpy (point, camera.target, sizeof point);
      wsc_camera_pan (&camera, 0.1, 0.05);
      wsc_view_init (&view, scene, &camera, width, height, 1);
      g_assert_true (wsc_view_project (&view, point, pixel, NULL));
      g_assert_cmpfloat_with_epsilon (pixel[0], width / 2 + 0.1 * height, 1e-6);
      g_assert_cmpfloat_with_epsilon (pixel[1], height / 2 - 0.05 * height, 1e-6);
    }
  wsc_scene_unref (scene);
}

static void
multiply (mat4 m, const double x[4], double y[4])
{
  for (guint row = 0; row < 4; row++)
    y[row] = m[0][row] * x[0] + m[1][row] * x[1] + m[2][row] * x[2] + m[3][row] * x[3];
}

/* As cglm looks at the target with z up; column-major. */
static void
get_matrices (const WscCamera *camera, double aspect, double radius, mat4 view, mat4 projection)
{
  const double half = camera->distance * tan (0.5 * camera->field_of_view);
  double eye[3], near_distance, far_distance;

  wsc_camera_get_eye (camera, eye);
  wsc_camera_get_range (camera, radius, &near_distance, &far_distance);
  glm_lookat ((vec3) { eye[0], eye[1], eye[2] }, (vec3) { camera->target[0], camera->target[1], camera->target[2] },
              (vec3) { 0, 0, 1 }, view);
  if (camera->orthographic)
    glm_ortho (-half * aspect, half * aspect, -half, half, near_distance, far_distance, projection);
  else
    glm_perspective (camera->field_of_view, aspect, near_distance, far_distance, projection);
}

/* Two independent ways to a pixel: GL's matrices, and the view's formulas. */
static void
test_matrices (void)
{
  const double width = 800, height = 500;
  WscRandom random;
  WscScene *scene;

  wsc_random_init (&random, 4, "matrices", 0);
  scene = random_scene (&random, &round_kind);
  for (guint k = 0; k < 200; k++)
    {
      WscCamera camera = random_camera (&random, scene, k % 2);
      double world[4] = { 0, 0, 0, 1 }, eye[4], clip[4], pixel[2], low[3], high[3], off = 0;
      mat4 view_matrix, projection;
      WscView view;

      for (guint j = 0; j < 3; j++)
        world[j] = wsc_random_normal (&random) * 0.5;
      wsc_scene_get_bounds (scene, low, high);
      for (guint j = 0; j < 3; j++)
        off += pow (0.5 * (low[j] + high[j]) - camera.target[j], 2);
      get_matrices (&camera, width / height, wsc_scene_get_radius (scene) + sqrt (off), view_matrix, projection);
      multiply (view_matrix, world, eye);
      multiply (projection, eye, clip);
      wsc_view_init (&view, scene, &camera, width, height, 1);
      double depth;
      g_assert_true (wsc_view_project (&view, world, pixel, &depth));
      g_assert_cmpfloat_with_epsilon (pixel[0], (0.5 + 0.5 * clip[0] / clip[3]) * width, 1e-2);
      g_assert_cmpfloat_with_epsilon (pixel[1], (0.5 - 0.5 * clip[1] / clip[3]) * height, 1e-2);
      g_assert_cmpfloat_with_epsilon (depth, 0.5 + 0.5 * clip[2] / clip[3], 1e-4);
      g_assert_cmpfloat (depth, >, 0);
      g_assert_cmpfloat (depth, <, 1);
    }
  wsc_scene_unref (scene);
}

/* From each look the named faces are seen, and every corner of the box is on the picture. */
static void
test_looks (void)
{
  static const struct { WscLook look; double back[3]; } cases[] = {
    { WSC_LOOK_FRONT, { 0, -1, 0 } }, { WSC_LOOK_RIGHT, { 1, 0, 0 } }, { WSC_LOOK_TOP, { 0, 0, 1 } },
  };
  WscRandom random;
  WscScene *scene;
  double low[3], high[3];

  wsc_random_init (&random, 5, "looks", 0);
  scene = random_scene (&random, &round_kind);
  wsc_scene_get_bounds (scene, low, high);
  for (guint k = 0; k < G_N_ELEMENTS (cases); k++)
    {
      WscCamera camera = { 0 };
      double eye[3], pixel[2];
      WscView view;

      wsc_scene_look (scene, cases[k].look, &camera);
      wsc_camera_get_eye (&camera, eye);
      wsc_view_init (&view, scene, &camera, 800, 600, 1);
      for (guint j = 0; j < 3; j++)
        {
          g_assert_cmpfloat_with_epsilon ((eye[j] - camera.target[j]) / camera.distance, cases[k].back[j], 1e-12);
          g_assert_cmpfloat_with_epsilon (camera.target[j], 0.5 * (low[j] + high[j]), 1e-12);
        }
      for (guint corner = 0; corner < 8; corner++)
        {
          const double point[3] = { corner & 1 ? low[0] : high[0], corner & 2 ? low[1] : high[1], corner & 4 ? low[2] : high[2] };

          g_assert_true (wsc_view_project (&view, point, pixel, NULL));
          g_assert_cmpfloat (fabs (pixel[0] - 400), <, 0.85 * 400);
          g_assert_cmpfloat (fabs (pixel[1] - 300), <, 0.85 * 300);
        }
    }
  wsc_scene_unref (scene);
}

static void
test_home (void)
{
  const WscViewSettings plain = { .azimuth = 30, .elevation = 40, .zoom = 1 };
  const WscViewSettings near = { .azimuth = -100, .elevation = 80, .zoom = 2, .orthographic = FALSE };
  WscRandom random;
  WscScene *scene;
  WscCamera a, b;

  wsc_random_init (&random, 6, "home", 0);
  scene = random_scene (&random, &round_kind);
  wsc_scene_get_home (scene, &plain, &a);
  wsc_scene_get_home (scene, &near, &b);
  g_assert_cmpfloat_with_epsilon (a.azimuth, G_PI / 6, 1e-12);
  g_assert_cmpfloat_with_epsilon (a.elevation, G_PI / 4.5, 1e-12);
  g_assert_cmpfloat_with_epsilon (a.distance, 2 * b.distance, 1e-9);
  wsc_scene_unref (scene);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/camera/orbit-keeps-the-distance", test_orbit);
  g_test_add_func ("/camera/zoom-keeps-the-point-under-the-cursor", test_zoom_at);
  g_test_add_func ("/camera/high-pictures", test_portrait);
  g_test_add_func ("/camera/pan-moves-the-picture", test_pan);
  g_test_add_func ("/camera/matrices-agree-with-the-view", test_matrices);
  g_test_add_func ("/camera/looks", test_looks);
  g_test_add_func ("/camera/home", test_home);
  return g_test_run ();
}
