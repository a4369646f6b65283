#include "scene/scene.h"

#include "random-ellipsoids.h"

static const RandomKind round_kind = { 12, 1, 0.3, 0.7, 0.5 };

static WscScene *
new_random (guint index)
{
  WscRandom random;

  wsc_random_init (&random, 20, "scene", index);
  return random_scene (&random, &round_kind);
}

static WscScene *
read_scene (const char *text)
{
  g_autoptr (GError) error = NULL;
  WscScene *scene = wsc_scene_from_text (text, &error);

  g_assert_no_error (error);
  return scene;
}

/* --- box ------------------------------------------------------------------------ */

/* Sampled surface points are inside the box, whose sides are whole steps of 1, 2 or 5 times a power of ten. */
static void
test_bounds (void)
{
  for (guint k = 0; k < 20; k++)
    {
      WscScene *scene = new_random (k);
      guint n;
      const WscEllipsoid *ellipsoids = wsc_scene_get_ellipsoids (scene, &n);
      double low[3], high[3];
      WscRandom random;

      wsc_random_init (&random, 21, "bounds", k);
      wsc_scene_get_bounds (scene, low, high);
      for (guint i = 0; i < 20000; i++)
        {
          const WscEllipsoid *e = &ellipsoids[i % n];
          const double u[3] = { wsc_random_normal (&random), wsc_random_normal (&random), wsc_random_normal (&random) };

          for (guint j = 0; j < 3; j++)
            {
              const double x = e->centre[j] + (u[0] * e->half_axes[0][j] + u[1] * e->half_axes[1][j] + u[2] * e->half_axes[2][j]) / sqrt (dot3 (u, u));

              g_assert_cmpfloat (x, >=, low[j] - 1e-6);
              g_assert_cmpfloat (x, <=, high[j] + 1e-6);
            }
        }
      for (guint j = 0; j < 3; j++)
        g_assert_cmpfloat_with_epsilon (low[j] * 2, round (low[j] * 2), 1e-9);
      wsc_scene_unref (scene);
    }
}

static void
test_bounds_of_scales (void)
{
  for (int power = -6; power <= 6; power++)
    {
      const float s = pow (10, power);
      const WscEllipsoid e = { .centre = { 3 * s, 0, 0 }, .half_axes = { { s, 0, 0 }, { 0, 0.5f * s, 0 }, { 0, 0, 0.1f * s } } };
      WscScene *scene = wsc_scene_new_ellipsoids (&e, 1);
      double low[3], high[3];

      wsc_scene_get_bounds (scene, low, high);
      g_assert_cmpfloat_with_epsilon (low[0] / s, 2, 1e-5);
      g_assert_cmpfloat_with_epsilon (high[0] / s, 4, 1e-5);
      g_assert_cmpfloat_with_epsilon (low[1] / s, -0.5, 1e-5);
      g_assert_cmpfloat_with_epsilon (high[2] / s, 0.5, 1e-5);
      wsc_scene_unref (scene);
    }
}

static void
test_empty (void)
{
  WscScene *scene = wsc_scene_new_ellipsoids (NULL, 0);
  WscCamera camera = { 0 };
  g_autofree WscSegment *segments = NULL;
  g_autofree WscLabel *labels = NULL;
  guint n;

  wsc_scene_look (scene, WSC_LOOK_HOME, &camera);
  g_assert_cmpfloat (wsc_scene_get_radius (scene), >, 0);
  g_assert_cmpint (wsc_scene_pick (scene, &camera, 100, 100, 50, 50), ==, -1);
  segments = wsc_scene_dup_segments (scene, &camera, WSC_THEME_DARK, &n);
  g_assert_cmpuint (n, >, 9);
  labels = wsc_scene_dup_labels (scene, &camera, 400, 300, 10, &n);
  g_assert_cmpuint (n, >, 3);
  wsc_scene_unref (scene);
}

/* Whatever is drawn of the box is met after the box has been entered: it is on a face behind. */
static void
test_faces_behind (void)
{
  for (guint k = 0; k < 40; k++)
    {
      WscScene *scene = new_random (k);
      g_autofree WscSegment *segments = NULL;
      double low[3], high[3], eye[3];
      WscRandom random;
      WscCamera camera;
      guint n, n_grid = 0, n_frame = 0;

      wsc_random_init (&random, 22, "faces", k);
      camera = random_camera (&random, scene, k % 2);
      wsc_scene_get_bounds (scene, low, high);
      wsc_camera_get_eye (&camera, eye);
      segments = wsc_scene_dup_segments (scene, &camera, WSC_THEME_LIGHT, &n);
      for (guint i = 0; i < n; i++)
        {
          double towards[3], norm;

          g_assert_cmpint (segments[i].kind, !=, WSC_SEGMENT_PATH);
          n_frame += segments[i].kind == WSC_SEGMENT_FRAME;
          if (segments[i].kind != WSC_SEGMENT_GRID)
            continue;
          n_grid++;
          for (guint j = 0; j < 3; j++)
            towards[j] = eye[j] - (camera.orthographic ? camera.target[j] : 0.5 * (segments[i].from[j] + segments[i].to[j]));
          norm = sqrt (dot3 (towards, towards));
          for (guint j = 0; j < 3; j++)
            {
              const double x = 0.5 * (segments[i].from[j] + segments[i].to[j]) + 1e-3 * towards[j] / norm;

              g_assert_cmpfloat (x, >=, low[j] - 1e-6);
              g_assert_cmpfloat (x, <=, high[j] + 1e-6);
            }
        }
      g_assert_cmpuint (n_grid, >, 6);
      g_assert_cmpuint (n_frame, ==, 9);
      wsc_scene_unref (scene);
    }
}

static void
test_path (void)
{
  WscScene *plain = new_random (1), *scene;
  g_autofree char *text = wsc_scene_to_text (plain);
  g_autofree WscSegment *segments = NULL;
  g_autoptr (GString) changed = g_string_new (text);
  const WscEllipsoid *ellipsoids;
  WscCamera camera = { 0 };
  guint n, m, k = 0;

  g_string_replace (changed, "path 0", "path 1", 1);
  scene = read_scene (changed->str);
  g_assert_true (wsc_scene_has_path (scene));
  ellipsoids = wsc_scene_get_ellipsoids (scene, &m);
  wsc_scene_look (scene, WSC_LOOK_HOME, &camera);
  segments = wsc_scene_dup_segments (scene, &camera, WSC_THEME_LIGHT, &n);
  for (guint i = 0; i < n; i++)
    if (segments[i].kind == WSC_SEGMENT_PATH)
      {
        g_assert_cmpmem (segments[i].from, 12, ellipsoids[k].centre, 12);
        g_assert_cmpmem (segments[i].to, 12, ellipsoids[k + 1].centre, 12);
        k++;
      }
    else
      g_assert_cmpuint (k, ==, 0);
  g_assert_cmpuint (k, ==, m - 1);
  wsc_scene_unref (plain);
  wsc_scene_unref (scene);
}

/* --- text ------------------------------------------------------------------------- */

static void
test_text (void)
{
  for (guint k = 0; k < 10; k++)
    {
      WscScene *scene = new_random (k), *again;
      g_autofree char *text = wsc_scene_to_text (scene), *second = NULL;
      guint n, m;
      const WscEllipsoid *a = wsc_scene_get_ellipsoids (scene, &n), *b;

      again = read_scene (text);
      second = wsc_scene_to_text (again);
      b = wsc_scene_get_ellipsoids (again, &m);
      g_assert_cmpstr (text, ==, second);
      g_assert_cmpmem (a, n * sizeof *a, b, m * sizeof *b);
      wsc_scene_unref (scene);
      wsc_scene_unref (again);
    }
}

static void
test_text_keeps_all (void)
{
  const char *text = "weightscape-scene 1\n# a remark\ncaption 95 % \\302\\267 two\\nlines\naxis 1 PC1 (62 %)\naxis 2 b\naxis 3 \n"
                     "selected 0\npath 1\nnumbers 1\nellipsoid 7 0.1 0.2 0.3 1 1 2 3 1 0 0 0 1 0 0 0 0.5\n";
  WscScene *scene = read_scene (text);
  g_autofree char *again = wsc_scene_to_text (scene);

  g_assert_cmpstr (wsc_scene_get_caption (scene), ==, "95 % · two\nlines");
  g_assert_cmpint (wsc_scene_get_selected (scene), ==, 0);
  g_assert_true (wsc_scene_has_path (scene));
  g_assert_true (wsc_scene_has_numbers (scene));
  g_assert_cmpuint (wsc_scene_get_ellipsoids (scene, NULL)[0].id, ==, 7);
  g_assert_nonnull (strstr (again, "axis 1 PC1 (62 %)\n"));
  g_assert_nonnull (strstr (again, "caption 95 % \\302\\267 two\\nlines\n"));
  wsc_scene_unref (scene);
}

static void
test_text_errors (void)
{
  static const struct { const char *text; WscErrorCode code; const char *message; } cases[] = {
    { "", WSC_ERROR_FORMAT, "Line 1 of the scene is “”; it must be “weightscape-scene 1”." },
    { "weightscape-scene 2\n", WSC_ERROR_FORMAT, "Line 1 of the scene is “weightscape-scene 2”; it must be “weightscape-scene 1”." },
    { "weightscape-scene 1\npath 2\n", WSC_ERROR_FORMAT, "Line 2 of the scene cannot be read: “path 2”." },
    { "weightscape-scene 1\n\nmist 1\n", WSC_ERROR_FORMAT, "Line 3 of the scene cannot be read: “mist 1”." },
    { "weightscape-scene 1\naxis 4 w\n", WSC_ERROR_FORMAT, "Line 2 of the scene cannot be read: “axis 4 w”." },
    { "weightscape-scene 1\nellipsoid 0 1 1 1 1 0 0 0 1 0 0 0 1 0 0 0 nan\n", WSC_ERROR_FORMAT,
      "Line 2 of the scene cannot be read: “ellipsoid 0 1 1 1 1 0 0 0 1 0 0 0 1 0 0 ”." },
    { "weightscape-scene 1\nellipsoid 0 1 1 1 1 0 0 0 1 0 0 0 1 0 0 0\n", WSC_ERROR_FORMAT,
      "Line 2 of the scene cannot be read: “ellipsoid 0 1 1 1 1 0 0 0 1 0 0 0 1 0 0 ”." },
    { "weightscape-scene 1\nselected 3\nellipsoid 0 1 1 1 1 0 0 0 1 0 0 0 1 0 0 0 1\n", WSC_ERROR_RANGE,
      "Ellipsoid 3 is selected; there are 1 (0 to 0, or -1 for none)." },
  };

  for (guint k = 0; k < G_N_ELEMENTS (cases); k++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (wsc_scene_from_text (cases[k].text, &error));
      g_assert_error (error, WSC_ERROR, (gint) cases[k].code);
      g_assert_cmpstr (error->message, ==, cases[k].message);
    }
}

/* --- between two scenes -------------------------------------------------------------- */

static void
get_shape (const WscEllipsoid *e, double s[3][3])
{
  for (guint j = 0; j < 3; j++)
    for (guint k = 0; k < 3; k++)
      {
        s[j][k] = 0;
        for (guint i = 0; i < 3; i++)
          s[j][k] += (double) e->half_axes[i][j] * e->half_axes[i][k];
      }
}

static void
test_interpolation (void)
{
  WscScene *from = new_random (1), *to = new_random (2);
  guint n;
  const WscEllipsoid *a = wsc_scene_get_ellipsoids (from, &n), *b = wsc_scene_get_ellipsoids (to, NULL);

  for (double t = 0; t <= 1; t += 0.125)
    {
      WscScene *middle = wsc_scene_interpolate (from, to, t);
      const WscEllipsoid *m = wsc_scene_get_ellipsoids (middle, NULL);

      g_assert_true ((t == 0) == (middle == from));
      g_assert_true ((t == 1) == (middle == to));
      for (guint i = 0; i < n; i++)
        {
          double sa[3][3], sb[3][3], sm[3][3];

          get_shape (&a[i], sa);
          get_shape (&b[i], sb);
          get_shape (&m[i], sm);
          for (guint j = 0; j < 3; j++)
            {
              g_assert_cmpfloat_with_epsilon (m[i].centre[j], (1 - t) * a[i].centre[j] + t * b[i].centre[j], 1e-6);
              for (guint k = 0; k < 3; k++)
                g_assert_cmpfloat_with_epsilon (sm[j][k], (1 - t) * sa[j][k] + t * sb[j][k], 1e-6);
            }
          for (guint j = 0; j < 3; j++)
            {
              const float *u = m[i].half_axes[j], *v = m[i].half_axes[(j + 1) % 3];

              g_assert_cmpfloat_with_epsilon (u[0] * v[0] + u[1] * v[1] + u[2] * v[2], 0, 1e-6);
            }
        }
      wsc_scene_unref (middle);
    }
  wsc_scene_unref (from);
  wsc_scene_unref (to);
}

static void
test_interpolation_of_others (void)
{
  const WscEllipsoid one = { .half_axes = { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } }, .id = 3 };
  WscScene *from = new_random (1), *to = wsc_scene_new_ellipsoids (&one, 1), *middle;

  middle = wsc_scene_interpolate (from, to, 0.5);
  g_assert_true (middle == to);
  wsc_scene_unref (middle);
  wsc_scene_unref (from);
  wsc_scene_unref (to);
}

/* --- colours --------------------------------------------------------------------------- */

/* CIE 1976 L*a*b* of an sRGB colour, D65. */
static void
get_lab (WscRgba colour, double lab[3])
{
  static const double m[3][3] = { { 0.4124564, 0.3575761, 0.1804375 }, { 0.2126729, 0.7151522, 0.0721750 }, { 0.0193339, 0.1191920, 0.9503041 } };
  static const double white[3] = { 0.95047, 1, 1.08883 };
  const float codes[3] = { colour.r, colour.g, colour.b };
  double f[3];

  for (guint i = 0; i < 3; i++)
    {
      double sum = 0;

      for (guint j = 0; j < 3; j++)
        sum += m[i][j] * (codes[j] <= 0.04045 ? codes[j] / 12.92 : pow ((codes[j] + 0.055) / 1.055, 2.4));
      sum /= white[i];
      f[i] = sum > 0.008856 ? cbrt (sum) : 7.787 * sum + 16 / 116.0;
    }
  lab[0] = 116 * f[1] - 16;
  lab[1] = 500 * (f[0] - f[1]);
  lab[2] = 200 * (f[1] - f[2]);
}

/* As seen by a deuteranope: matrix of Machado, Oliveira and Fernandes 2009, severity 1, on linear light. */
static WscRgba
see_without_green (WscRgba c)
{
  static const double m[3][3] = { { 0.367322, 0.860646, -0.227968 }, { 0.280085, 0.672501, 0.047413 }, { -0.011820, 0.042940, 0.968881 } };
  const float codes[3] = { c.r, c.g, c.b };
  float out[3];

  for (guint i = 0; i < 3; i++)
    {
      double sum = 0;

      for (guint j = 0; j < 3; j++)
        sum += m[i][j] * (codes[j] <= 0.04045 ? codes[j] / 12.92 : pow ((codes[j] + 0.055) / 1.055, 2.4));
      sum = CLAMP (sum, 0, 1);
      out[i] = sum <= 0.0031308 ? 12.92 * sum : 1.055 * pow (sum, 1 / 2.4) - 0.055;
    }
  return (WscRgba) { out[0], out[1], out[2], 1 };
}

static double
get_difference (WscRgba a, WscRgba b)
{
  double x[3], y[3];

  get_lab (a, x);
  get_lab (b, y);
  return sqrt (pow (x[0] - y[0], 2) + pow (x[1] - y[1], 2) + pow (x[2] - y[2], 2));
}

static void
test_palette (void)
{
  for (guint i = 0; i < 21; i++)
    for (guint j = 0; j < i; j++)
      {
        const WscRgba a = wsc_palette_neuron (i), b = wsc_palette_neuron (j);

        g_assert_cmpfloat (get_difference (a, b), >, 20);
        g_assert_cmpfloat (get_difference (see_without_green (a), see_without_green (b)), >, 13);
      }
}

/* The ramp is lighter the more there is, without a colour twice, and stops at its ends. */
static void
test_ramp (void)
{
  double before[3], lab[3];

  get_lab (wsc_palette_ramp (-1), before);
  for (guint k = 1; k <= 50; k++)
    {
      get_lab (wsc_palette_ramp (k / 50.0), lab);
      g_assert_cmpfloat (lab[0], >, before[0]);
      memcpy (before, lab, sizeof lab);
    }
  g_assert_cmpfloat (wsc_palette_ramp (2).g, ==, wsc_palette_ramp (1).g);
  g_assert_cmpfloat (wsc_palette_ramp (NAN).r, ==, wsc_palette_ramp (0).r);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scene/bounds", test_bounds);
  g_test_add_func ("/scene/bounds-of-scales", test_bounds_of_scales);
  g_test_add_func ("/scene/empty", test_empty);
  g_test_add_func ("/scene/faces-behind", test_faces_behind);
  g_test_add_func ("/scene/path", test_path);
  g_test_add_func ("/scene/text", test_text);
  g_test_add_func ("/scene/text-keeps-all", test_text_keeps_all);
  g_test_add_func ("/scene/text-errors", test_text_errors);
  g_test_add_func ("/scene/interpolation", test_interpolation);
  g_test_add_func ("/scene/interpolation-of-others", test_interpolation_of_others);
  g_test_add_func ("/scene/palette", test_palette);
  g_test_add_func ("/scene/ramp", test_ramp);
  return g_test_run ();
}
