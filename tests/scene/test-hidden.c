/* What one ellipsoid hides of another, against rays met with both. */
#include "scene/layer.h"

#include "random-ellipsoids.h"

#define WIDTH 640.0
#define HEIGHT 480.0
#define BORDER 0.1 /* px: nearer to the border of a region than this nothing is said */

static const RandomKind kinds[] = {
  { 2, 0.3, 0.8, 0.7, 0.5 },    /* through each other */
  { 2, 0.5, 0.5, 0.7, 0.5 },    /* near each other */
  { 2, 0.2, 1, 0.2, 0.1 },      /* crossed */
  { 2, 0.2, 0.8, 0.9, 0.03 },   /* discs */
};

/* Whether the point is in the polygons, by crossings of a ray to the left; FALSE in `is_clear` near their border. */
static gboolean
is_inside (const GArray *path, double x, double y, gboolean *is_clear)
{
  gboolean inside = FALSE;
  guint start = 0;

  *is_clear = TRUE;
  for (guint i = 0; path != NULL && i < path->len; i++)
    {
      const WscPathPoint *p = &g_array_index (path, WscPathPoint, i), *q;
      const gboolean is_last = i + 1 == path->len || g_array_index (path, WscPathPoint, i + 1).begins;

      if (p->begins)
        start = i;
      q = &g_array_index (path, WscPathPoint, is_last ? start : i + 1);
      const double dx = q->x - p->x, dy = q->y - p->y, squared = dx * dx + dy * dy;
      const double t = squared > 0 ? CLAMP (((x - p->x) * dx + (y - p->y) * dy) / squared, 0, 1) : 0;

      if (hypot (p->x + t * dx - x, p->y + t * dy - y) < BORDER)
        *is_clear = FALSE;
      if ((p->y > y) != (q->y > y) && x > p->x + (y - p->y) / dy * dx)
        inside = !inside;
    }
  return inside;
}

static double
distance_to (const WscScene *scene, const WscCamera *camera, guint i, double x, double y)
{
  double origin[3], direction[3];

  get_ray (camera, WIDTH, HEIGHT, x, y, origin, direction);
  return meet (&wsc_scene_get_ellipsoids (scene, NULL)[i], origin, direction);
}

static void
test_regions (void)
{
  guint n_hidden = 0, n_seen = 0;

  for (guint k = 0; k < 40; k++)
    {
      WscRandom random;
      WscScene *scene;
      WscCamera camera;
      WscView view;
      WscLayer layers[2] = { 0 };

      wsc_random_init (&random, 12, "hidden", k);
      scene = random_scene (&random, &kinds[k % G_N_ELEMENTS (kinds)]);
      camera = random_camera (&random, scene, k / 4 % 2);
      wsc_view_init (&view, scene, &camera, WIDTH, HEIGHT, 1e-12);
      for (guint i = 0; i < 2; i++)
        g_assert_true (wsc_view_outline (&view, &wsc_scene_get_ellipsoids (scene, NULL)[i], &layers[i].outline));
      g_autoptr (GArray) path = wsc_layer_find_hidden (&layers[0], &layers[1], 0, 0.01);
      for (guint i = 0; i < 4000; i++)
        {
          const double x = WIDTH * wsc_random_uniform (&random), y = HEIGHT * wsc_random_uniform (&random);
          const double first = distance_to (scene, &camera, 0, x, y), second = distance_to (scene, &camera, 1, x, y);
          const gboolean is_hidden = first > 0 && second > 0 && second < first;
          gboolean is_clear;
          const gboolean inside = is_inside (path, x, y, &is_clear);

          if (!is_clear || fabs (first - second) < 1e-4)
            continue;
          g_assert_cmpint (inside, ==, is_hidden);
          n_hidden += is_hidden;
          n_seen += first > 0 && !is_hidden;
        }
      wsc_scene_unref (scene);
    }
  g_assert_cmpuint (n_hidden, >, 300);
  g_assert_cmpuint (n_seen, >, 300);
}

/* A line through a sphere's middle, along the picture and through it. */
static void
test_lines (void)
{
  const WscEllipsoid sphere = { .half_axes = { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } } };
  WscScene *scene = wsc_scene_new_ellipsoids (&sphere, 1);
  WscCamera camera = { .orthographic = TRUE };
  WscView view;
  WscLayer layer = { 0 };
  WscLinePiece line;
  double ends[6][2];

  wsc_scene_look (scene, WSC_LOOK_FRONT, &camera); /* along y, from below 0 */
  wsc_view_init (&view, scene, &camera, WIDTH, HEIGHT, 1);
  g_assert_true (wsc_view_outline (&view, &sphere, &layer.outline));
  const WscSegment across = { .from = { -2, 0, 0 }, .to = { 2, 0, 0 } }, before = { .from = { -2, -1.5f, 0 }, .to = { 2, -1.5f, 0 } };
  const WscSegment slanted = { .from = { -1, -2, 0 }, .to = { 0, 0, 0 } };
  g_assert_true (wsc_view_project_segment (&view, &across, &line));
  g_assert_cmpuint (wsc_layer_find_hidden_line (&layer, &line, ends), ==, 1);
  g_assert_cmpfloat_with_epsilon (ends[0][0], 0.25, 1e-5);
  g_assert_cmpfloat_with_epsilon (ends[0][1], 0.75, 1e-5);
  g_assert_true (wsc_view_project_segment (&view, &before, &line));
  g_assert_cmpuint (wsc_layer_find_hidden_line (&layer, &line, ends), ==, 0);
  /* It enters where (-1 + t)^2 + (-2 + 2 t)^2 = 1: t = 1 - 1 / sqrt 5. */
  g_assert_true (wsc_view_project_segment (&view, &slanted, &line));
  g_assert_cmpuint (wsc_layer_find_hidden_line (&layer, &line, ends), ==, 1);
  g_assert_cmpfloat_with_epsilon (ends[0][0], 1 - 1 / sqrt (5), 1e-5);
  g_assert_cmpfloat_with_epsilon (ends[0][1], 1, 1e-5);
  wsc_scene_unref (scene);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hidden/regions", test_regions);
  g_test_add_func ("/hidden/lines", test_lines);
  return g_test_run ();
}
