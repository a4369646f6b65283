/* Offscreen pictures against the exact outlines and picks. */
#include "render/render.h"

#include "../scene/random-ellipsoids.h"

#define WIDTH 480
#define HEIGHT 360

static WscOffscreen *offscreen;

static guint8 *
render (WscScene *scene, const WscCamera *camera, WscTheme theme, gboolean smooth, gboolean transparent)
{
  const WscPictureOptions options = { WIDTH, HEIGHT, 1, theme, smooth, transparent };
  g_autoptr (GError) error = NULL;
  guint8 *pixels = wsc_offscreen_render_full (offscreen, scene, camera, &options, &error);

  g_assert_no_error (error);
  return pixels;
}

static const guint8 *
get_pixel (const guint8 *pixels, guint x, guint y)
{
  return pixels + 4 * ((gsize) y * WIDTH + x);
}

/* --- colours ------------------------------------------------------------------------- */

/* Twelve saturated hues. */
static WscRgba
get_hue (guint i)
{
  float c[3];

  for (guint j = 0; j < 3; j++)
    c[j] = 0.15f + 0.8f * CLAMP (fabs (fmod (i / 2.0 + 2 * j, 6) - 3) - 1, 0, 1);
  return (WscRgba) { c[0], c[1], c[2], 1 };
}

/* The direction of a colour away from grey, in squared code values: light, gloss and rim leave it alone. */
static double
get_chroma (const double c[3], double direction[3])
{
  const double least = MIN (MIN (c[0] * c[0], c[1] * c[1]), c[2] * c[2]);
  double length = 0;

  for (guint j = 0; j < 3; j++)
    {
      direction[j] = c[j] * c[j] - least;
      length += direction[j] * direction[j];
    }
  length = sqrt (length);
  for (guint j = 0; j < 3; j++)
    direction[j] /= MAX (length, 1e-9);
  return length;
}

static gint
get_family (const guint8 *pixel)
{
  const double c[3] = { pixel[0] / 255.0, pixel[1] / 255.0, pixel[2] / 255.0 };
  double a[3], b[3], best = 0.99;
  gint found = -1;

  if (get_chroma (c, a) < 0.05)
    return -1;
  for (guint i = 0; i < 12; i++)
    {
      const WscRgba hue = get_hue (i);

      get_chroma ((const double[3]) { hue.r, hue.g, hue.b }, b);
      if (dot3 (a, b) > best)
        {
          best = dot3 (a, b);
          found = i;
        }
    }
  return found;
}

static WscScene *
new_hued_scene (WscRandom *random, const RandomKind *kind)
{
  g_autofree WscEllipsoid *ellipsoids = g_new0 (WscEllipsoid, kind->n);

  for (guint i = 0; i < kind->n; i++)
    {
      random_ellipsoid (random, kind, &ellipsoids[i]);
      ellipsoids[i].id = i;
      ellipsoids[i].colour = get_hue (i % 12);
    }
  return wsc_scene_new_ellipsoids (ellipsoids, kind->n);
}

/* What is picked at the pixel's middle and all about it, or -2 where that is not one thing. */
static gint
pick_firmly (const WscScene *scene, const WscCamera *camera, double x, double y)
{
  const gint found = wsc_scene_pick (scene, camera, WIDTH, HEIGHT, x, y);

  for (int dy = -3; dy <= 3; dy++)
    for (int dx = -3; dx <= 3; dx++)
      if (wsc_scene_pick (scene, camera, WIDTH, HEIGHT, x + 0.4 * dx, y + 0.4 * dy) != found)
        return -2;
  return found;
}

static void
check_pixels (const RandomKind *kind, guint index, WscTheme theme)
{
  WscRandom random;
  WscScene *scene;
  WscCamera camera;
  g_autofree guint8 *pixels = NULL;
  guint n_on = 0, n_off = 0;

  wsc_random_init (&random, 40, "pixels", index);
  scene = new_hued_scene (&random, kind);
  camera = random_camera (&random, scene, index % 2);
  pixels = render (scene, &camera, theme, FALSE, FALSE);
  for (guint y = 1; y < HEIGHT; y += 4)
    for (guint x = 1; x < WIDTH; x += 4)
      {
        const gint picked = pick_firmly (scene, &camera, x + 0.5, y + 0.5);

        if (picked == -2)
          continue;
        g_assert_cmpint (get_family (get_pixel (pixels, x, y)), ==, picked < 0 ? -1 : picked % 12);
        n_on += picked >= 0;
        n_off += picked < 0;
      }
  g_assert_cmpuint (n_on, >, 15);
  g_assert_cmpuint (n_off, >, 100);
  wsc_scene_unref (scene);
}

static void
test_pixels (void)
{
  static const RandomKind kinds[] = { { 12, 0.8, 0.5, 0.7, 0.5 }, { 30, 0.8, 0.6, 0.6, 0.02 }, { 300, 1, 0.1, 0.7, 0.5 } };

  for (guint k = 0; k < 9; k++)
    check_pixels (&kinds[k % 3], k, k % 3);
}

/* --- edges ----------------------------------------------------------------------------- */

static double
get_alpha (const guint8 *pixels, double x, double y)
{
  const int left = (int) floor (x - 0.5), top = (int) floor (y - 0.5);
  const double u = x - 0.5 - left, v = y - 0.5 - top;

  return ((1 - u) * (1 - v) * get_pixel (pixels, left, top)[3] + u * (1 - v) * get_pixel (pixels, left + 1, top)[3] +
          (1 - u) * v * get_pixel (pixels, left, top + 1)[3] + u * v * get_pixel (pixels, left + 1, top + 1)[3]) / 255;
}

/* The edge is where half of a pixel is covered; grid lines alone never are. */
static double
find_edge (const guint8 *pixels, const double at[2], const double outward[2])
{
  for (double off = -3; off < 3; off += 0.005)
    if (get_alpha (pixels, at[0] + off * outward[0], at[1] + off * outward[1]) < 0.5)
      return off;
  return 3;
}

static void
check_edges (const WscEllipsoid *e, const WscCamera *camera, WscScene *scene, double limit)
{
  g_autofree guint8 *pixels = render (scene, camera, WSC_THEME_PRINT, FALSE, TRUE);
  WscOutline o;
  WscView view;

  wsc_view_init (&view, scene, camera, WIDTH, HEIGHT, 1);
  g_assert_true (wsc_view_outline (&view, e, &o));
  for (double angle = 0; angle < 2 * G_PI; angle += 0.02)
    {
      double at[2], outward[2], length;

      for (guint j = 0; j < 2; j++)
        {
          at[j] = o.centre[j] + cos (angle) * o.axes[0][j] + sin (angle) * o.axes[1][j];
          outward[j] = cos (angle) * o.axes[0][j] / (o.lengths[0] * o.lengths[0]) + sin (angle) * o.axes[1][j] / (o.lengths[1] * o.lengths[1]);
        }
      length = hypot (outward[0], outward[1]);
      outward[0] /= length;
      outward[1] /= length;
      if (at[0] < 5 || at[0] > WIDTH - 5 || at[1] < 5 || at[1] > HEIGHT - 5)
        continue;
      g_assert_cmpfloat (fabs (find_edge (pixels, at, outward)), <, limit);
    }
}

static void
test_edges (void)
{
  static const RandomKind kinds[] = { { 1, 0, 1, 0.8, 0.6 }, { 1, 0, 1, 0.3, 0.2 }, { 1, 0, 1, 0.9, 0.1 } };

  for (guint k = 0; k < 30; k++)
    {
      WscRandom random;
      WscScene *scene;
      WscCamera camera;

      wsc_random_init (&random, 41, "edges", k);
      scene = random_scene (&random, &kinds[k % 3]);
      camera = random_camera (&random, scene, k % 2);
      check_edges (wsc_scene_get_ellipsoids (scene, NULL), &camera, scene, 0.6);
      wsc_scene_unref (scene);
    }
}

/* A disc seen from its side, and needles: a line of 1.3 px, wherever it falls between pixels. */
static void
test_thin (void)
{
  static const WscEllipsoid thin[] = {
    { .half_axes = { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1e-3f } } },
    { .half_axes = { { 1, 0, 0 }, { 0, 1e-3f, 0 }, { 0, 0, 1e-3f } } },
    { .half_axes = { { 1, 0, 0 }, { 0, 1e-6f, 0 }, { 0, 0, 0 } } },
  };

  for (guint k = 0; k < 30; k++)
    {
      WscScene *scene = wsc_scene_new_ellipsoids (&thin[k % 3], 1);
      WscCamera camera = { .orthographic = k % 2 };
      g_autofree guint8 *pixels = NULL;

      wsc_scene_look (scene, WSC_LOOK_FRONT, &camera);
      camera.target[2] = 0.0007 * k;
      pixels = render (scene, &camera, WSC_THEME_PRINT, FALSE, TRUE);
      for (guint x = WIDTH / 2 - 40; x < WIDTH / 2 + 40; x++)
        {
          double sum = 0, most = 0;

          for (guint y = HEIGHT / 2 - 12; y < HEIGHT / 2 + 12; y++)
            {
              const double alpha = get_pixel (pixels, x, y)[3] / 255.0;

              most = MAX (most, alpha);
              sum += alpha > 0.3 ? alpha : 0; /* a grid line is fainter */
            }
          g_assert_cmpfloat (sum, >, 0.8);
          if (x % 16 != 0)
            g_assert_cmpfloat (most, >, 0.6);
        }
      wsc_scene_unref (scene);
    }
}

/* --- the whole picture -------------------------------------------------------------------- */

static guint
count_differences (const guint8 *a, const guint8 *b, guint tolerance)
{
  guint n = 0;

  for (gsize i = 0; i < 4 * (gsize) WIDTH * HEIGHT; i += 4)
    for (guint j = 0; j < 4; j++)
      if (ABS ((int) a[i + j] - (int) b[i + j]) > (int) tolerance)
        {
          n++;
          break;
        }
  return n;
}

/* In whatever order ellipsoids come, also where they pass through each other. */
static void
test_order (void)
{
  static const RandomKind kind = { 40, 0.5, 0.5, 0.7, 0.5 };
  WscRandom random;
  WscScene *scene, *reversed;
  WscCamera camera;
  guint n;
  const WscEllipsoid *ellipsoids;
  g_autofree WscEllipsoid *copy = NULL;
  g_autofree guint8 *a = NULL, *b = NULL;

  wsc_random_init (&random, 42, "order", 0);
  scene = random_scene (&random, &kind);
  camera = random_camera (&random, scene, FALSE);
  ellipsoids = wsc_scene_get_ellipsoids (scene, &n);
  copy = g_new (WscEllipsoid, n);
  for (guint i = 0; i < n; i++)
    copy[i] = ellipsoids[n - 1 - i];
  reversed = wsc_scene_new_ellipsoids (copy, n);
  a = render (scene, &camera, WSC_THEME_DARK, FALSE, FALSE);
  b = render (reversed, &camera, WSC_THEME_DARK, FALSE, FALSE);
  g_assert_cmpuint (count_differences (a, b, 2), ==, 0);
  wsc_scene_unref (scene);
  wsc_scene_unref (reversed);
}

static void
test_background (void)
{
  static const RandomKind kind = { 10, 0.5, 0.5, 0.7, 0.5 };
  WscRandom random;
  WscScene *scene;
  WscCamera camera = { 0 };

  wsc_random_init (&random, 43, "background", 0);
  scene = random_scene (&random, &kind);
  wsc_scene_look (scene, WSC_LOOK_HOME, &camera);
  for (guint theme = WSC_THEME_LIGHT; theme <= WSC_THEME_PRINT; theme++)
    {
      const WscRgba c = wsc_theme_background (theme);
      g_autofree guint8 *solid = render (scene, &camera, theme, TRUE, FALSE), *clear = render (scene, &camera, theme, TRUE, TRUE);

      g_assert_cmpint (get_pixel (solid, 0, 0)[0], ==, lrintf (255 * c.r));
      g_assert_cmpint (get_pixel (solid, WIDTH - 1, HEIGHT - 1)[2], ==, lrintf (255 * c.b));
      for (gsize i = 0; i < (gsize) WIDTH * HEIGHT; i++)
        {
          g_assert_cmpint (solid[4 * i + 3], ==, 255);
          for (guint j = 0; j < 3; j++)
            {
              const float back = j == 0 ? c.r : j == 1 ? c.g : c.b;

              g_assert_cmpint (clear[4 * i + j], <=, clear[4 * i + 3] + 1);
              g_assert_cmpfloat (fabs (clear[4 * i + j] + (255 - clear[4 * i + 3]) * back - solid[4 * i + j]), <, 4);
            }
        }
    }
  wsc_scene_unref (scene);
}

/* Smoothing changes no more than the pixels at edges. */
static void
test_smooth (void)
{
  static const RandomKind kind = { 20, 0.5, 0.5, 0.7, 0.5 };
  WscRandom random;
  WscScene *scene;
  WscCamera camera;
  g_autofree guint8 *plain = NULL, *smooth = NULL, *again = NULL;

  wsc_random_init (&random, 44, "smooth", 0);
  scene = random_scene (&random, &kind);
  camera = random_camera (&random, scene, FALSE);
  plain = render (scene, &camera, WSC_THEME_LIGHT, FALSE, FALSE);
  smooth = render (scene, &camera, WSC_THEME_LIGHT, TRUE, FALSE);
  again = render (scene, &camera, WSC_THEME_LIGHT, FALSE, FALSE);
  g_assert_cmpuint (count_differences (plain, smooth, 40), <, WIDTH * HEIGHT / 50);
  g_assert_cmpuint (count_differences (plain, smooth, 2), >, 0);
  g_assert_cmpuint (count_differences (plain, again, 0), ==, 0);
  wsc_scene_unref (scene);
}

/* The selected one is ringed even where it is behind another. */
static void
test_selected (void)
{
  const char *text = "weightscape-scene 1\nselected 1\n"
                     "ellipsoid 0 0.9 0.6 0.1 1 0 -2 0 0.8 0 0 0 0.8 0 0 0 0.8\n"
                     "ellipsoid 1 0.1 0.4 0.7 1 0 2 0 0.4 0 0 0 0.4 0 0 0 0.4\n";
  WscScene *scene = wsc_scene_from_text (text, NULL);
  WscCamera camera = { .orthographic = TRUE };
  const WscRgba ink = wsc_theme_ink (WSC_THEME_LIGHT);
  g_autofree guint8 *pixels = NULL;
  WscOutline o;
  WscView view;

  wsc_scene_look (scene, WSC_LOOK_FRONT, &camera);
  wsc_view_init (&view, scene, &camera, WIDTH, HEIGHT, 1);
  g_assert_true (wsc_view_outline (&view, &wsc_scene_get_ellipsoids (scene, NULL)[1], &o));
  pixels = render (scene, &camera, WSC_THEME_LIGHT, FALSE, FALSE);
  for (double angle = 0; angle < 6.28; angle += 0.1)
    {
      const double reach = o.lengths[0] + 1;
      const guint8 *pixel = get_pixel (pixels, o.centre[0] + reach * cos (angle), o.centre[1] + reach * sin (angle));

      g_assert_cmpint (ABS (pixel[0] - (int) (255 * ink.r)), <, 40);
      g_assert_cmpint (ABS (pixel[1] - (int) (255 * ink.g)), <, 40);
    }
  wsc_scene_unref (scene);
}

static void
test_size (void)
{
  WscScene *scene = wsc_scene_new_ellipsoids (NULL, 0);
  WscCamera camera = { 0 };
  g_autoptr (GError) none = NULL, large = NULL;

  wsc_scene_look (scene, WSC_LOOK_HOME, &camera);
  g_assert_null (wsc_offscreen_render (offscreen, scene, &camera, 0, 10, 1, WSC_THEME_LIGHT, &none));
  g_assert_error (none, WSC_ERROR, WSC_ERROR_RANGE);
  g_assert_true (g_str_has_prefix (none->message, "The picture is to be 0 × 10 pixels; each side must be 1 to "));
  g_assert_false (wsc_offscreen_draw (offscreen, scene, &camera, 10, 1000000, WSC_THEME_LIGHT, &large));
  g_assert_error (large, WSC_ERROR, WSC_ERROR_RANGE);
  g_assert_true (g_str_has_prefix (large->message, "The picture is to be 10 × 1000000 pixels; each side must be 1 to "));
  wsc_scene_unref (scene);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  offscreen = wsc_offscreen_new (&error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (wsc_offscreen_get_description (offscreen), ", OpenGL "));
  g_test_add_func ("/render/pixels-are-what-is-picked", test_pixels);
  g_test_add_func ("/render/edges", test_edges);
  g_test_add_func ("/render/thin", test_thin);
  g_test_add_func ("/render/order", test_order);
  g_test_add_func ("/render/background", test_background);
  g_test_add_func ("/render/smooth", test_smooth);
  g_test_add_func ("/render/selected", test_selected);
  g_test_add_func ("/render/size", test_size);
  status = g_test_run ();
  wsc_offscreen_free (offscreen);
  return status;
}
