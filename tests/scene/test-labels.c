#include "scene/scene.h"

#include "random-ellipsoids.h"

#define FONT 11.0

typedef struct
{
  double left, top, right, bottom;
} Box;

/* The size labels are promised not to overlap at: a little less than what they are laid out for. */
static Box
get_box (const WscLabel *label)
{
  const double width = 0.6 * FONT * g_utf8_strlen (label->text, -1), height = 1.15 * FONT;

  return (Box) { label->x - label->align_x * width, label->y - label->align_y * height,
                 label->x + (1 - label->align_x) * width, label->y + (1 - label->align_y) * height };
}

static WscScene *
new_scene (guint index, guint count, const char *selected)
{
  const RandomKind kind = { count, 1, 0.35, 0.7, 0.5 };
  WscRandom random;
  WscScene *bare, *scene;
  g_autofree char *text = NULL;
  g_autoptr (GString) changed = NULL;

  wsc_random_init (&random, 30, "labels", index);
  bare = random_scene (&random, &kind);
  text = wsc_scene_to_text (bare);
  changed = g_string_new (text);
  g_string_replace (changed, "numbers 0", "numbers 1", 1);
  g_string_replace (changed, "selected -1", selected, 1);
  scene = wsc_scene_from_text (changed->str, NULL);
  wsc_scene_unref (bare);
  return scene;
}

static void
test_no_overlap (void)
{
  guint counts[5] = { 0 };

  for (guint k = 0; k < 60; k++)
    {
      const double width = k % 3 == 0 ? 300 : 900, height = k % 3 == 0 ? 260 : 600;
      WscScene *scene = new_scene (k, k % 4 == 3 ? 80 : 12, "selected 2");
      g_autofree WscLabel *labels = NULL;
      WscRandom random;
      WscCamera camera;
      guint n;

      wsc_random_init (&random, 31, "labels", k);
      camera = random_camera (&random, scene, k % 2);
      labels = wsc_scene_dup_labels (scene, &camera, width, height, FONT, &n);
      for (guint i = 0; i < n; i++)
        {
          const Box a = get_box (&labels[i]);

          counts[labels[i].kind]++;
          g_assert_true (a.left >= 0 && a.top >= 0 && a.right <= width && a.bottom <= height);
          g_assert_true (g_utf8_validate (labels[i].text, -1, NULL));
          for (guint j = 0; j < i; j++)
            {
              const Box b = get_box (&labels[j]);

              g_assert_false (a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom);
            }
        }
      wsc_scene_unref (scene);
    }
  g_assert_cmpuint (counts[WSC_LABEL_SELECTED], >, 30);
  g_assert_cmpuint (counts[WSC_LABEL_AXIS], >, 80);
  g_assert_cmpuint (counts[WSC_LABEL_TICK], >, 400);
  g_assert_cmpuint (counts[WSC_LABEL_NEURON], >, 300);
}

/* A neuron's number is where that neuron is seen, or just beside a small one. */
static void
test_numbers_are_on_their_neurons (void)
{
  guint n_checked = 0, n_apart = 0;

  for (guint k = 0; k < 20; k++)
    {
      WscScene *scene = new_scene (k, 12, "selected -1");
      g_autofree WscLabel *labels = NULL;
      WscCamera camera = { 0 };
      guint n;

      wsc_scene_look (scene, WSC_LOOK_HOME, &camera);
      labels = wsc_scene_dup_labels (scene, &camera, 900, 600, FONT, &n);
      for (guint i = 0; i < n; i++)
        if (labels[i].kind == WSC_LABEL_NEURON && labels[i].has_line)
          { /* off all neurons, and its line begins on its own */
            g_assert_cmpint (wsc_scene_pick (scene, &camera, 900, 600, labels[i].x, labels[i].y), ==, -1);
            g_assert_cmpint (wsc_scene_pick (scene, &camera, 900, 600, labels[i].line[0][0], labels[i].line[0][1]), ==, atoi (labels[i].text) - 1);
            n_apart++;
          }
        else if (labels[i].kind == WSC_LABEL_NEURON && labels[i].align_x == 0.5)
          {
            g_assert_cmpint (wsc_scene_pick (scene, &camera, 900, 600, labels[i].x, labels[i].y), ==, atoi (labels[i].text) - 1);
            n_checked++;
          }
      wsc_scene_unref (scene);
    }
  g_assert_cmpuint (n_checked, >, 100);
  g_assert_cmpuint (n_apart, >, 0);
}

/* On a small picture numbers stand beside their neurons, but never upon another one, whose number they would seem to be. */
static void
test_beside (void)
{
  guint n_beside = 0;

  for (guint k = 0; k < 20; k++)
    {
      WscScene *scene = new_scene (k, 12, "selected -1");
      g_autofree WscLabel *labels = NULL;
      WscCamera camera = { 0 };
      guint n;

      wsc_scene_look (scene, WSC_LOOK_HOME, &camera);
      labels = wsc_scene_dup_labels (scene, &camera, 240, 180, FONT, &n);
      for (guint i = 0; i < n; i++)
        {
          const double width = 0.55 * FONT * strlen (labels[i].text), x = labels[i].x + (0.5 - labels[i].align_x) * width;
          const double y = labels[i].y + (0.5 - labels[i].align_y) * 1.2 * FONT;
          const gint found = wsc_scene_pick (scene, &camera, 240, 180, x, y);

          if (labels[i].kind != WSC_LABEL_NEURON || labels[i].has_line || labels[i].align_x == 0.5)
            continue;
          n_beside++;
          g_assert_true (found < 0 || found == atoi (labels[i].text) - 1);
        }
      wsc_scene_unref (scene);
    }
  g_assert_cmpuint (n_beside, >, 20);
}

/* Every axis has its name, also on a picture of 80 mm with text of 8 points, from wherever one looks. */
static void
test_names (void)
{
  g_autofree char *text = NULL;
  g_autoptr (GString) named = NULL;
  WscScene *scene = new_scene (5, 12, "selected -1");

  text = wsc_scene_to_text (scene);
  named = g_string_new (text);
  wsc_scene_unref (scene);
  g_string_replace (named, "axis 1 x", "axis 1 direction 1 (13 %)", 1);
  g_string_replace (named, "axis 2 y", "axis 2 direction 2 (45 %)", 1);
  g_string_replace (named, "axis 3 z", "axis 3 direction 3 (22 %)", 1);
  scene = wsc_scene_from_text (named->str, NULL);
  for (guint k = 0; k < 24; k++)
    {
      g_autofree WscLabel *labels = NULL;
      WscCamera camera = { 0 };
      guint n, n_names = 0;

      wsc_scene_look (scene, WSC_LOOK_HOME, &camera);
      camera.azimuth += k * G_PI / 12;
      labels = wsc_scene_dup_labels (scene, &camera, 227, 170, 8, &n);
      for (guint i = 0; i < n; i++)
        n_names += labels[i].kind == WSC_LABEL_AXIS;
      g_assert_cmpuint (n_names, ==, 3);
    }
  wsc_scene_unref (scene);
}

/* Every neuron of which something is seen has a number, if only at the end of a line. */
static void
test_crowded (void)
{
  WscScene *scene = new_scene (3, 40, "selected -1");
  WscCamera camera = { 0 };
  gboolean is_seen[40] = { FALSE }, is_numbered[40] = { FALSE };
  g_autofree WscLabel *labels = NULL;
  guint n, n_missing = 0;

  wsc_scene_look (scene, WSC_LOOK_HOME, &camera);
  labels = wsc_scene_dup_labels (scene, &camera, 1200, 900, FONT, &n);
  for (guint i = 0; i < n; i++)
    if (labels[i].kind == WSC_LABEL_NEURON)
      is_numbered[atoi (labels[i].text) - 1] = TRUE;
  for (double y = 0; y < 900; y += 3)
    for (double x = 0; x < 1200; x += 3)
      {
        const gint found = wsc_scene_pick (scene, &camera, 1200, 900, x, y);

        if (found >= 0)
          is_seen[found] = TRUE;
      }
  for (guint i = 0; i < 40; i++)
    n_missing += is_seen[i] && !is_numbered[i];
  g_assert_cmpuint (n_missing, <=, 2); /* those that show a sliver */
  wsc_scene_unref (scene);
}

/* Without perspective a bar tells lengths: as long on the picture as what it says. */
static void
test_scale (void)
{
  for (guint orthographic = 0; orthographic < 2; orthographic++)
    {
      WscScene *scene = new_scene (1, 12, "selected -1");
      WscCamera camera = { .orthographic = orthographic };
      g_autofree WscLabel *labels = NULL;
      guint n, n_bars = 0;
      WscView view;

      wsc_scene_look (scene, WSC_LOOK_HOME, &camera);
      wsc_view_init (&view, scene, &camera, 900, 600, 1);
      labels = wsc_scene_dup_labels (scene, &camera, 900, 600, FONT, &n);
      for (guint i = 0; i < n; i++)
        if (labels[i].kind == WSC_LABEL_SCALE)
          {
            const double a[3] = { 0 }, b[3] = { view.rotation[0][0] * atof (labels[i].text), view.rotation[0][1] * atof (labels[i].text),
                                                view.rotation[0][2] * atof (labels[i].text) };
            double from[2], to[2];

            wsc_view_project (&view, a, from, NULL);
            wsc_view_project (&view, b, to, NULL);
            g_assert_cmpfloat_with_epsilon (labels[i].line[1][0] - labels[i].line[0][0], to[0] - from[0], 1e-9);
            n_bars++;
          }
      g_assert_cmpuint (n_bars, ==, orthographic);
      wsc_scene_unref (scene);
    }
}

/* Tick labels name the coordinate they stand at: on the picture they are in the order of their values, and evenly spaced
 * when there is no perspective. */
static void
test_ticks (void)
{
  const WscEllipsoid e = { .half_axes = { { 1.9f, 0, 0 }, { 0, 0.9f, 0 }, { 0, 0, 0.9f } } };
  WscScene *scene = wsc_scene_new_ellipsoids (&e, 1);
  WscCamera camera = { .orthographic = TRUE };
  g_autofree WscLabel *labels = NULL;
  static const char *const expected[] = { "−2", "−1", "0", "1", "2" };
  guint n, found = 0;
  double before = 0, step = 0, bottom = 0;

  wsc_scene_look (scene, WSC_LOOK_FRONT, &camera);
  labels = wsc_scene_dup_labels (scene, &camera, 900, 600, FONT, &n);
  for (guint i = 0; i < n; i++)
    if (labels[i].kind == WSC_LABEL_TICK)
      bottom = MAX (bottom, labels[i].y);
  for (guint i = 0; i < n; i++)
    if (labels[i].kind == WSC_LABEL_TICK && labels[i].y > bottom - 1)
      {
        g_assert_cmpstr (labels[i].text, ==, found < G_N_ELEMENTS (expected) ? expected[found] : NULL);
        if (found > 1)
          g_assert_cmpfloat_with_epsilon (labels[i].x - before, step, 1e-6);
        step = labels[i].x - before;
        before = labels[i].x;
        found++;
      }
  g_assert_cmpuint (found, ==, 5);
  wsc_scene_unref (scene);
}

static void
test_small_numbers (void)
{
  const WscEllipsoid e = { .centre = { 0.0123f, 0, 0 }, .half_axes = { { 1e-4f, 0, 0 }, { 0, 1e-4f, 0 }, { 0, 0, 1e-4f } } };
  WscScene *scene = wsc_scene_new_ellipsoids (&e, 1);
  WscCamera camera = { 0 };
  g_autofree WscLabel *labels = NULL;
  gboolean found = FALSE;
  guint n;

  wsc_scene_look (scene, WSC_LOOK_FRONT, &camera);
  labels = wsc_scene_dup_labels (scene, &camera, 900, 600, FONT, &n);
  for (guint i = 0; i < n; i++)
    found = found || g_str_equal (labels[i].text, "0.0123");
  g_assert_true (found);
  wsc_scene_unref (scene);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/labels/no-overlap", test_no_overlap);
  g_test_add_func ("/labels/numbers-are-on-their-neurons", test_numbers_are_on_their_neurons);
  g_test_add_func ("/labels/beside", test_beside);
  g_test_add_func ("/labels/names", test_names);
  g_test_add_func ("/labels/crowded", test_crowded);
  g_test_add_func ("/labels/scale", test_scale);
  g_test_add_func ("/labels/ticks", test_ticks);
  g_test_add_func ("/labels/small-numbers", test_small_numbers);
  return g_test_run ();
}
