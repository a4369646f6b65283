/* Pictures of glass, and of what a plane cuts, against a compositor that casts a ray a pixel and sorts what it meets. In flat colours, so
 * that a layer's colour is known, and where no outline is near, so that it covers the whole pixel. */
#include "render/render.h"

#include "../scene/random-ellipsoids.h"

#define WIDTH 240
#define HEIGHT 180
#define TOLERANCE 3 /* of 255 */

static WscOffscreen *offscreen;

/* --- the compositor ------------------------------------------------------------------ */

typedef struct { double depth; double colour[3], opacity; guint64 id; } Layer;

/* How many pixels were compared, and how many were not as cast. */
typedef struct { guint n_checked, n_wrong, n_layers; } Tally;

typedef struct
{
  const WscScene *scene;
  const WscCamera *camera;
  WscSceneStyle style;
  double plane[4];
  gboolean is_cut;
} Caster;

static int
compare_layers (gconstpointer a, gconstpointer b)
{
  const Layer *x = a, *y = b;

  return x->depth < y->depth ? -1 : x->depth > y->depth;
}

/* Both distances where the ray meets the ellipsoid; FALSE where it does not. */
static gboolean
meet_both (const WscEllipsoid *e, const double origin[3], const double direction[3], double at[2])
{
  double b[3][3], o[3], d[3];

  get_inverse (e, b);
  to_sphere (e, origin, o);
  for (guint i = 0; i < 3; i++)
    d[i] = dot3 (b[i], direction);
  const double a = dot3 (d, d), h = dot3 (o, d), c = dot3 (o, o) - 1, discriminant = h * h - a * c;

  if (discriminant <= 0)
    return FALSE;
  at[0] = (-h - sqrt (discriminant)) / a;
  at[1] = (-h + sqrt (discriminant)) / a;
  return TRUE;
}

static void
append (GArray *layers, double depth, const WscEllipsoid *e, double tone, double opacity)
{
  const WscRgba c = e->colour;
  const Layer layer = { depth, { tone * c.r, tone * c.g, tone * c.b }, opacity, (2 * (guint64) e->id + (tone < 1) + 1) * 0x9e3779b97f4a7c15u };

  g_array_append_val (layers, layer);
}

/* The part of the ray's way through the ellipsoid that the plane leaves, with a cut face at the plane. */
static void
append_ellipsoid (const Caster *caster, const WscEllipsoid *e, const double origin[3], const double direction[3], GArray *layers)
{
  const double opacity = caster->style.style == WSC_STYLE_OPAQUE ? 1 : caster->style.opacity;
  const double surface = round (255 * (1 - sqrt (1 - opacity))) / 255;
  double at[2], plane = 0;
  gboolean is_kept[2] = { TRUE, TRUE };

  if (!meet_both (e, origin, direction, at))
    return;
  if (caster->is_cut)
    {
      const double start = dot3 (caster->plane, origin) + caster->plane[3], slope = dot3 (caster->plane, direction);

      plane = -start / slope;
      for (guint k = 0; k < 2; k++)
        is_kept[k] = start + at[k] * slope <= 0;
    }
  for (guint k = 0; k < 2; k++)
    if (is_kept[k])
      append (layers, at[k], e, 1, surface);
  if (is_kept[0] != is_kept[1])
    append (layers, plane, e, 0.92, opacity);
}

/* The colour, premultiplied, and a number that tells which surfaces were met. */
static guint64
cast (const Caster *caster, double x, double y, double colour[4], guint *n_layers)
{
  g_autoptr (GArray) layers = g_array_new (FALSE, FALSE, sizeof (Layer));
  const WscEllipsoid *ellipsoids;
  double origin[3], direction[3], rest = 1;
  guint64 met = 0;
  guint n;

  ellipsoids = wsc_scene_get_ellipsoids (caster->scene, &n);
  get_ray (caster->camera, WIDTH, HEIGHT, x, y, origin, direction);
  for (guint i = 0; i < n; i++)
    append_ellipsoid (caster, &ellipsoids[i], origin, direction, layers);
  g_array_sort (layers, compare_layers);
  memset (colour, 0, 4 * sizeof *colour);
  for (guint k = 0; k < layers->len; k++)
    {
      const Layer *layer = &g_array_index (layers, Layer, k);

      for (guint j = 0; j < 3; j++)
        colour[j] += rest * layer->opacity * layer->colour[j];
      rest *= 1 - layer->opacity;
      met += layer->id;
    }
  colour[3] = 1 - rest;
  *n_layers = layers->len;
  return met;
}

/* --- comparing ------------------------------------------------------------------------- */

/* Whether the rays about the pixel meet the same: no outline, and no border of a cut face, is near. */
static gboolean
is_inside (const Caster *caster, double x, double y, guint64 met)
{
  double colour[4];
  guint n;

  for (int k = 0; k < 12; k++)
    if (cast (caster, x + 1.2 * cos (k * G_PI / 6), y + 1.2 * sin (k * G_PI / 6), colour, &n) != met)
      return FALSE;
  return TRUE;
}

/* What is behind the ellipsoids, the box and its grid, is taken from a picture in which nothing hides it. */
static void
check_picture (const Caster *caster, WscScene *scene, Tally *tally)
{
  const WscPictureOptions options = { WIDTH, HEIGHT, 1, WSC_THEME_PRINT, FALSE, TRUE };
  g_autoptr (GError) error = NULL;
  g_autoptr (WscScene) empty = wsc_scene_restyle (scene, &(WscSceneStyle) { .style = WSC_STYLE_GLASS, .opacity = 0 });
  g_autofree guint8 *pixels = wsc_offscreen_render_full (offscreen, scene, caster->camera, &options, &error);
  g_autofree guint8 *behind = NULL;

  g_assert_no_error (error);
  behind = wsc_offscreen_render_full (offscreen, empty, caster->camera, &options, &error);
  g_assert_no_error (error);
  for (guint y = 1; y < HEIGHT; y += 2)
    for (guint x = 1; x < WIDTH; x += 2)
      {
        const guint8 *p = pixels + 4 * (y * WIDTH + x), *q = behind + 4 * (y * WIDTH + x);
        double colour[4];
        double largest = 0;
        guint n;
        const guint64 met = cast (caster, x + 0.5, y + 0.5, colour, &n);

        if (n == 0 || !is_inside (caster, x + 0.5, y + 0.5, met))
          continue;
        for (guint j = 0; j < 4; j++)
          largest = MAX (largest, fabs (255 * colour[j] + (1 - colour[3]) * q[j] - p[j]));
        tally->n_checked++;
        tally->n_wrong += largest > TOLERANCE;
        tally->n_layers = MAX (tally->n_layers, n);
      }
}

static void
check_scene (WscScene *plain, const WscCamera *camera, WscSceneStyle style, Tally *tally)
{
  Caster caster = { .camera = camera };

  style.finish = WSC_FINISH_PRINT;
  style.silhouettes = FALSE;
  style.fog = 0;
  g_autoptr (WscScene) scene = wsc_scene_restyle (plain, &style);
  caster.scene = scene;
  caster.style = style;
  caster.is_cut = wsc_scene_get_clip_plane (scene, camera, caster.plane);
  check_picture (&caster, scene, tally);
}

/* --- cases ------------------------------------------------------------------------------ */

static void
check_text (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WscScene) scene = wsc_scene_from_text (text, &error);
  const double opacities[] = { 0.2, 0.5, 0.9 };

  g_assert_no_error (error);
  for (guint k = 0; k < 6; k++)
    {
      WscCamera camera = { .orthographic = k % 2 };
      Tally tally = { 0 };

      wsc_scene_look (scene, WSC_LOOK_HOME, &camera);
      wsc_camera_orbit (&camera, k, 0.1 * k);
      check_scene (scene, &camera, (WscSceneStyle) { .style = WSC_STYLE_GLASS, .opacity = opacities[k / 2] }, &tally);
      g_assert_cmpuint (tally.n_checked, >, 200);
      g_assert_cmpuint (tally.n_wrong, ==, 0);
      g_assert_cmpuint (tally.n_layers, ==, 4);
    }
}

static void
test_crossing (void)
{
  check_text ("weightscape-scene 1\nellipsoid 0 0.9 0.1 0.1 1 0 0 0 1 0 0 0 0.3 0 0 0 0.3\n"
              "ellipsoid 1 0.1 0.2 0.9 1 0.1 0 0 0.3 0 0 0 1 0 0 0 0.3\n");
}

static void
test_nested (void)
{
  check_text ("weightscape-scene 1\nellipsoid 0 0.9 0.1 0.1 1 0 0 0 1 0 0 0 0.8 0 0 0 0.9\n"
              "ellipsoid 1 0.1 0.8 0.2 1 0.1 0 0 0.5 0 0 0 0.4 0 0 0 0.3\n");
}

/* Up to dozens of layers, more than are kept in one pass. The rays about a pixel may all miss the tip of an ellipsoid that reaches it. */
static void
test_random (void)
{
  static const RandomKind kinds[] = { { 12, 0.8, 0.7, 0.7, 0.5 }, { 60, 0.5, 0.8, 0.8, 0.6 }, { 400, 1, 0.2, 0.6, 0.3 }, { 30, 0.6, 0.9, 0.8, 0.1 } };
  Tally tally = { 0 };

  for (guint k = 0; k < 12; k++)
    {
      WscRandom random;
      WscCamera camera;

      wsc_random_init (&random, 70, "layers", k);
      g_autoptr (WscScene) scene = random_scene (&random, &kinds[k % 4]);
      camera = random_camera (&random, scene, k % 2);
      check_scene (scene, &camera, (WscSceneStyle) { .style = WSC_STYLE_GLASS, .opacity = 0.1 + 0.6 * wsc_random_uniform (&random) },
                   &tally);
    }
  g_assert_cmpuint (tally.n_checked, >, 800);
  g_assert_cmpuint (tally.n_wrong, <=, tally.n_checked / 300);
  g_assert_cmpuint (tally.n_layers, >, 18);
}

/* Ellipsoids that are the same have all their surfaces at two depths, more at each than are kept in one pass. */
static void
test_same (void)
{
  WscEllipsoid ellipsoids[40];
  WscCamera camera = { 0 };
  Tally tally = { 0 };

  for (guint i = 0; i < 40; i++)
    ellipsoids[i] = (WscEllipsoid) { .half_axes = { { 1, 0, 0 }, { 0, 0.8f, 0 }, { 0, 0, 0.5f } }, .colour = { 0.9f, 0.4f, 0.1f, 1 }, .id = i };
  g_autoptr (WscScene) scene = wsc_scene_new_ellipsoids (ellipsoids, 40);
  wsc_scene_look (scene, WSC_LOOK_HOME, &camera);
  check_scene (scene, &camera, (WscSceneStyle) { .style = WSC_STYLE_GLASS, .opacity = 0.07 }, &tally);
  g_assert_cmpuint (tally.n_checked, >, 500);
  g_assert_cmpuint (tally.n_wrong, ==, 0);
  g_assert_cmpuint (tally.n_layers, ==, 80);
}

/* Cut by planes of every kind, also across the eye; opaque ones too, whose cut faces hide what is behind them. Ellipsoids apart, since two
 * cut faces in one plane are at one depth. */
static void
test_cut (void)
{
  Tally tally = { 0 };

  for (guint k = 0; k < 24; k++)
    {
      const WscSceneStyle style = { .style = k % 3 == 0 ? WSC_STYLE_OPAQUE : WSC_STYLE_GLASS, .opacity = 0.5, .clip = WSC_CLIP_X + k % 4,
                                    .clip_at = 0.3 + 0.02 * k, .clip_invert = k / 4 % 2 };
      WscEllipsoid ellipsoids[27];
      WscRandom random;
      WscCamera camera;

      wsc_random_init (&random, 71, "cut", k);
      for (guint i = 0; i < 27; i++)
        {
          const RandomKind kind = { 1, 0, 0.3, 0.8, 0.6 };

          random_ellipsoid (&random, &kind, &ellipsoids[i]);
          for (guint j = 0, place = i; j < 3; j++, place /= 3)
            ellipsoids[i].centre[j] = 0.65f * ((int) (place % 3) - 1);
          ellipsoids[i].colour = wsc_palette_neuron (i);
          ellipsoids[i].id = i;
        }
      g_autoptr (WscScene) scene = wsc_scene_new_ellipsoids (ellipsoids, 27);
      camera = random_camera (&random, scene, k / 2 % 2);
      check_scene (scene, &camera, style, &tally);
    }
  g_assert_cmpuint (tally.n_checked, >, 2000);
  g_assert_cmpuint (tally.n_wrong, <=, tally.n_checked / 300);
  g_assert_cmpuint (tally.n_layers, >=, 6);
}

static double
get_difference (const guint8 *a, const guint8 *b)
{
  double n = 0;

  for (gsize i = 0; i < 4 * (gsize) WIDTH * HEIGHT; i++)
    n += ABS ((int) a[i] - (int) b[i]) > 6;
  return n / (4 * WIDTH * HEIGHT);
}

/* Glass that hides everything is drawn as an opaque ellipsoid is, light, rim and all; only where two pass through each other are its
 * edges smoother. */
static void
test_opaque_glass (void)
{
  static const RandomKind kind = { 12, 0.8, 0.5, 0.7, 0.5 };
  const WscPictureOptions options = { WIDTH, HEIGHT, 1, WSC_THEME_LIGHT, FALSE, FALSE };

  for (guint k = 0; k < 6; k++)
    {
      WscRandom random;
      WscCamera camera;
      WscSceneStyle style;

      wsc_random_init (&random, 72, "opaque", k);
      wsc_scene_style_init (&style);
      style.style = WSC_STYLE_GLASS;
      style.opacity = 1;
      g_autoptr (WscScene) scene = random_scene (&random, &kind), glass = wsc_scene_restyle (scene, &style);
      camera = random_camera (&random, scene, k % 2);
      g_autofree guint8 *a = wsc_offscreen_render_full (offscreen, scene, &camera, &options, NULL);
      g_autofree guint8 *b = wsc_offscreen_render_full (offscreen, glass, &camera, &options, NULL);
      g_assert_cmpfloat (get_difference (a, b), <, 0.001);
    }
}

/* The path has its place among the layers: before an ellipsoid it is as dark as in the open, in one it is seen through the front half, and
 * behind one through both. */
static void
test_path (void)
{
  const char *text = "weightscape-scene 1\npath 1\nstyle glass 0.75\nfinish print\nsilhouettes 0\nfog 0\n"
                     "ellipsoid 0 1 1 1 1 -3 0 0 0.05 0 0 0 0.05 0 0 0 0.05\nellipsoid 1 1 1 1 1 3 0 0 0.05 0 0 0 0.05 0 0 0 0.05\n"
                     "ellipsoid 2 1 1 1 1 -1.5 -2 1.5 0.5 0 0 0 0.5 0 0 0 2.2\nellipsoid 3 1 1 1 1 0 0 1.5 0.5 0 0 0 0.5 0 0 0 2.2\n"
                     "ellipsoid 4 1 1 1 1 1.5 2 1.5 0.5 0 0 0 0.5 0 0 0 2.2\n";
  g_autoptr (GError) error = NULL;
  g_autoptr (WscScene) scene = wsc_scene_from_text (text, &error);
  const WscPictureOptions options = { WIDTH, HEIGHT, 1, WSC_THEME_PRINT, FALSE, FALSE };
  WscCamera camera = { .orthographic = TRUE };
  WscView view;
  double least[4];

  g_assert_no_error (error);
  wsc_scene_look (scene, WSC_LOOK_FRONT, &camera);
  wsc_view_init (&view, scene, &camera, WIDTH, HEIGHT, 1);
  g_autofree guint8 *pixels = wsc_offscreen_render_full (offscreen, scene, &camera, &options, &error);
  g_assert_no_error (error);
  for (guint k = 0; k < 4; k++)
    {
      const double point[3] = { k == 0 ? -0.75 : 1.5 * ((int) k - 2), 0, 0 };
      double pixel[2];

      g_assert_true (wsc_view_project (&view, point, pixel, NULL));
      least[k] = 255;
      for (int dy = -2; dy <= 2; dy++)
        least[k] = MIN (least[k], pixels[4 * ((int) (pixel[1] + dy) * WIDTH + (int) pixel[0]) + 1]);
    }
  g_assert_cmpfloat (least[0], <, 150);
  g_assert_cmpfloat (fabs (least[3] - least[0]), <, 10); /* the grid does not shine through as much */
  g_assert_cmpfloat (fabs ((255 - least[2]) - 0.5 * (255 - least[0])), <, 4);
  g_assert_cmpfloat (fabs ((255 - least[1]) - 0.25 * (255 - least[0])), <, 4);
}

/* Pieces of the path that are behind the eye are left out, so that one scene has now more of them, now fewer: cut, it looks from each place
 * as if it had never been seen from another. */
static void
test_path_cut (void)
{
  const char *text = "weightscape-scene 1\npath 1\nstyle glass 0.75\nfinish print\nsilhouettes 0\nfog 0\n"
                     "ellipsoid 0 1 0 0 1 -3 0 0 0.5 0 0 0 0.5 0 0 0 0.5\nellipsoid 1 0 1 0 1 0 1 0 0.5 0 0 0 0.5 0 0 0 0.5\n"
                     "ellipsoid 2 0 0 1 1 3 0 0 0.5 0 0 0 0.5 0 0 0 0.5\n";
  const WscPictureOptions options = { WIDTH, HEIGHT, 1, WSC_THEME_PRINT, FALSE, FALSE };
  g_autoptr (GError) error = NULL;
  g_autoptr (WscScene) plain = wsc_scene_from_text (text, &error);
  WscSceneStyle style;
  WscCamera cameras[3];

  g_assert_no_error (error);
  style = *wsc_scene_get_style (plain);
  style.clip = WSC_CLIP_CAMERA;
  g_autoptr (WscScene) scene = wsc_scene_restyle (plain, &style);
  for (guint k = 0; k < G_N_ELEMENTS (cameras); k++)
    {
      cameras[k] = (WscCamera) { 0 };
      wsc_scene_look (scene, WSC_LOOK_FRONT, &cameras[k]);
    }
  for (guint k = 0; k < 3; k += 2)
    {
      double eye[3];

      cameras[k].target[0] = 3;
      cameras[k].distance = 1.5;
      cameras[k].azimuth = G_PI;
      wsc_camera_get_eye (&cameras[k], eye);
      g_assert_cmpfloat (fabs (eye[0] - 1.5), <, 1e-6); /* past the middle one */
    }
  for (guint k = 0; k < G_N_ELEMENTS (cameras); k++)
    {
      g_autoptr (WscScene) anew = wsc_scene_restyle (plain, &style);
      g_autofree guint8 *seen = wsc_offscreen_render_full (offscreen, scene, &cameras[k], &options, &error);
      g_assert_no_error (error);
      g_autoptr (WscOffscreen) other = wsc_offscreen_new (&error);
      g_autofree guint8 *alone = wsc_offscreen_render_full (other, anew, &cameras[k], &options, &error);
      g_assert_no_error (error);
      g_assert_cmpfloat (get_difference (seen, alone), ==, 0);
    }
}

/* --- lines -------------------------------------------------------------------------------- */

/* Latitude and longitude, in steps of 30 degrees, of where the ray through a pixel meets the ellipsoid: front and back. */
static gboolean
get_places (const WscEllipsoid *e, const WscCamera *camera, double x, double y, double places[2][2])
{
  double origin[3], direction[3], at[2];

  get_ray (camera, WIDTH, HEIGHT, x, y, origin, direction);
  if (!meet_both (e, origin, direction, at))
    return FALSE;
  for (guint side = 0; side < 2; side++)
    {
      double point[3], u[3];

      for (guint j = 0; j < 3; j++)
        point[j] = origin[j] + at[side] * direction[j];
      to_sphere (e, point, u);
      places[side][0] = asin (CLAMP (u[0], -1, 1)) * 6 / G_PI;
      places[side][1] = atan2 (u[2], u[1]) * 6 / G_PI;
    }
  return TRUE;
}

/* How far in px the nearest line is on one side, by differences between neighbouring rays, and how far lines are apart. FALSE near the outline. */
static gboolean
get_distance (const WscEllipsoid *e, const WscCamera *camera, double x, double y, guint side, double *distance, double *spacing)
{
  double here[2][2], right[2][2], up[2][2];

  if (!get_places (e, camera, x, y, here) || !get_places (e, camera, x + 0.01, y, right) || !get_places (e, camera, x, y + 0.01, up))
    return FALSE;
  *distance = *spacing = G_MAXDOUBLE;
  for (guint k = 0; k < 2; k++)
    {
      const double slope = 100 * hypot (remainder (right[side][k] - here[side][k], 12), remainder (up[side][k] - here[side][k], 12));

      *distance = MIN (*distance, fabs (remainder (here[side][k], 1)) / slope);
      *spacing = MIN (*spacing, 1 / slope);
    }
  return TRUE;
}

/* Lines have one width in px wherever they are; between them nothing hides what is behind. */
static void
test_wireframe (void)
{
  static const RandomKind kind = { 1, 0, 1, 0.8, 0.7 };
  const WscPictureOptions options = { WIDTH, HEIGHT, 1, WSC_THEME_LIGHT, FALSE, FALSE };
  guint n_on = 0, n_off = 0;

  for (guint k = 0; k < 8; k++)
    {
      WscRandom random;
      WscCamera camera = { .orthographic = k % 2 };

      wsc_random_init (&random, 73, "wireframe", k);
      g_autoptr (WscScene) plain = random_scene (&random, &kind);
      g_autoptr (WscScene) scene = wsc_scene_restyle (plain, &(WscSceneStyle) { .style = WSC_STYLE_WIREFRAME, .opacity = 1 });
      g_autoptr (WscScene) empty = wsc_scene_restyle (plain, &(WscSceneStyle) { .style = WSC_STYLE_GLASS, .opacity = 0 });
      const WscEllipsoid *e = wsc_scene_get_ellipsoids (scene, NULL);
      wsc_scene_look (scene, WSC_LOOK_HOME, &camera);
      camera.distance *= 0.7;
      g_autofree guint8 *pixels = wsc_offscreen_render_full (offscreen, scene, &camera, &options, NULL);
      g_autofree guint8 *behind = wsc_offscreen_render_full (offscreen, empty, &camera, &options, NULL);
      for (guint y = 2; y < HEIGHT - 2; y++)
        for (guint x = 2; x < WIDTH - 2; x++)
          {
            const guint8 *p = pixels + 4 * (y * WIDTH + x), *q = behind + 4 * (y * WIDTH + x);
            double front, back, apart, places[2][2];
            gboolean is_inside = TRUE;

            for (guint i = 0; i < 8; i++)
              is_inside = is_inside && get_places (e, &camera, x + 0.5 + 3 * cos (i * G_PI_4), y + 0.5 + 3 * sin (i * G_PI_4), places);
            if (!is_inside || !get_distance (e, &camera, x + 0.5, y + 0.5, 1, &back, &apart) ||
                !get_distance (e, &camera, x + 0.5, y + 0.5, 0, &front, &apart))
              continue;
            if (front > 1.3 && back > 1.3)
              {
                g_assert_cmpmem (p, 4, q, 4);
                n_off++;
              }
            if (front > 0.15 || apart < 6)
              continue;
            g_assert_cmpfloat (fabs (p[0] - 255 * e->colour.r), <, 30);
            g_assert_cmpfloat (fabs (p[1] - 255 * e->colour.g), <, 30);
            n_on++;
          }
    }
  g_assert_cmpuint (n_on, >, 300);
  g_assert_cmpuint (n_off, >, 3000);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  offscreen = wsc_offscreen_new (&error);
  g_assert_no_error (error);
  g_test_add_func ("/layers/crossing", test_crossing);
  g_test_add_func ("/layers/nested", test_nested);
  g_test_add_func ("/layers/random", test_random);
  g_test_add_func ("/layers/same", test_same);
  g_test_add_func ("/layers/cut", test_cut);
  g_test_add_func ("/layers/opaque-glass", test_opaque_glass);
  g_test_add_func ("/layers/path", test_path);
  g_test_add_func ("/layers/path-cut", test_path_cut);
  g_test_add_func ("/layers/wireframe", test_wireframe);
  status = g_test_run ();
  wsc_offscreen_free (offscreen);
  return status;
}
