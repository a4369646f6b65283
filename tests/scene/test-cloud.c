/* The replicas of one neuron, what colours stand for, and pictures on a tour. */
#include "scene/cloud.h"

#include <math.h>
#include <string.h>

#define M 5
#define D 6
#define R 200

static WscViewSettings
get_settings (void)
{
  return (WscViewSettings) { .level = 0.95, .axes = (char *) "1;2;3", .tour_seed = 1, .zoom = 1, .numbers = TRUE };
}

/* Replicas of scale 0.1 (1 + coordinate) about the means, with their own moments. */
static WscNeurons *
new_neurons (void)
{
  g_autofree double *replicas = g_new (double, R * M * D), *means = g_new0 (double, M * D), *covariances = g_new0 (double, M * D * D);
  WscRandom random;

  wsc_random_init (&random, 1, "test.cloud", 0);
  for (guint r = 0; r < R; r++)
    for (guint i = 0; i < M * D; i++)
      {
        replicas[r * M * D + i] = sin (7.0 * i) + 0.1 * (1 + i % D) * wsc_random_normal (&random);
        means[i] += replicas[r * M * D + i] / R;
      }
  for (guint r = 0; r < R; r++)
    for (guint k = 0; k < M; k++)
      for (guint i = 0; i < D; i++)
        for (guint j = 0; j < D; j++)
          covariances[(k * D + i) * D + j] += (replicas[(r * M + k) * D + i] - means[k * D + i]) * (replicas[(r * M + k) * D + j] - means[k * D + j]) / (R - 1);
  return wsc_neurons_new (M, D, means, covariances, R, replicas);
}

/* P (x - mean of the means). */
static void
project (const WscProjection *p, const double *x, double out[3])
{
  for (guint i = 0; i < 3; i++)
    {
      out[i] = 0;
      for (guint j = 0; j < D; j++)
        out[i] += p->matrix[i * D + j] * (x[j] - p->origin[j]);
    }
}

/* Solves S y = b of three unknowns by Cramer's rule, and returns b' y. */
static double
get_squared_distance (const double s[9], const double b[3])
{
  const double det = s[0] * (s[4] * s[8] - s[5] * s[7]) - s[1] * (s[3] * s[8] - s[5] * s[6]) + s[2] * (s[3] * s[7] - s[4] * s[6]);
  double sum = 0;

  for (guint k = 0; k < 3; k++)
    {
      double a[9];

      memcpy (a, s, sizeof a);
      for (guint i = 0; i < 3; i++)
        a[3 * i + k] = b[i];
      sum += b[k] * (a[0] * (a[4] * a[8] - a[5] * a[7]) - a[1] * (a[3] * a[8] - a[5] * a[6]) + a[2] * (a[3] * a[7] - a[4] * a[6])) / det;
    }
  return sum;
}

/* Every replica is where its projection is, and outside where its distance in the projected covariance says so. */
static void
test_replicas (void)
{
  g_autoptr (WscNeurons) neurons = new_neurons ();
  const WscViewSettings view = get_settings ();
  g_autoptr (WscScene) scene = wsc_scene_new_neurons (neurons, &view, 2, NULL);
  g_autoptr (WscProjection) p = wsc_projection_new (neurons, WSC_PROJECTION_PCA, NULL, NULL);
  g_autoptr (WscCloud) cloud = wsc_scene_new_cloud (scene, 2);
  g_autofree char *text = wsc_cloud_dup_text (cloud), *expected = NULL;
  double s[9] = { 0 }, centre[3];
  guint n_outside = 0;

  for (guint i = 0; i < 3; i++)
    for (guint j = 0; j < 3; j++)
      for (guint a = 0; a < D; a++)
        for (guint b = 0; b < D; b++)
          s[3 * i + j] += p->matrix[i * D + a] * wsc_neurons_get_covariance (neurons, 2)[a * D + b] * p->matrix[j * D + b];
  project (p, wsc_neurons_get_mean (neurons, 2), centre);
  g_assert_cmpuint (cloud->n, ==, R);
  for (guint r = 0; r < R; r++)
    {
      double place[3];

      project (p, wsc_neurons_get_replica (neurons, r, 2), place);
      for (guint i = 0; i < 3; i++)
        {
          g_assert_cmpfloat_with_epsilon (cloud->points[r].place[i], place[i], 1e-12);
          place[i] -= centre[i];
        }
      g_assert_cmpint (cloud->points[r].is_outside, ==, get_squared_distance (s, place) > 7.814727903);
      n_outside += cloud->points[r].is_outside;
    }
  g_assert_cmpuint (cloud->n_outside, ==, n_outside);
  g_assert_cmpfloat (n_outside, >, 0);
  g_assert_cmpfloat_with_epsilon (cloud->expected, 10, 1e-9);
  expected = g_strdup_printf ("%u of 200 replicas outside; 10 expected", n_outside);
  g_assert_cmpstr (text, ==, expected);
}

/* The region of the mean is not for replicas: they are shown and not counted. */
static void
test_region_of_mean (void)
{
  g_autoptr (WscNeurons) neurons = new_neurons ();
  WscViewSettings view = get_settings ();
  g_autoptr (WscScene) scene = NULL;
  g_autoptr (WscCloud) cloud = NULL;
  g_autofree char *text = NULL;

  view.region = WSC_REGION_MEAN;
  scene = wsc_scene_new_neurons (neurons, &view, -1, NULL);
  cloud = wsc_scene_new_cloud (scene, 0);
  text = wsc_cloud_dup_text (cloud);
  g_assert_false (cloud->is_counted);
  g_assert_cmpuint (cloud->n_outside, ==, 0);
  g_assert_cmpstr (text, ==, "200 replicas");
}

static void
test_no_replicas (void)
{
  const double means[8] = { 0 }, covariances[32] = { 1 };
  g_autoptr (WscNeurons) neurons = wsc_neurons_new (2, 4, means, covariances, 0, NULL);
  const WscViewSettings view = get_settings ();
  g_autoptr (WscScene) scene = wsc_scene_new_neurons (neurons, &view, 0, NULL);
  g_autofree char *text = wsc_scene_to_text (scene);
  g_autoptr (WscScene) read = wsc_scene_from_text (text, NULL);

  g_assert_null (wsc_scene_new_cloud (scene, 0));
  g_assert_null (wsc_scene_new_cloud (read, 0));
  g_assert_cmpfloat (wsc_scene_get_doubt (scene), ==, 0);
}

/* Half-axes estimated from many sets of R normal numbers differ by the doubt that is shown, two standard errors, to a tenth. */
static void
test_doubt (void)
{
  enum { SETS = 4000 };
  g_autoptr (WscNeurons) neurons = new_neurons ();
  const WscViewSettings view = get_settings ();
  g_autoptr (WscScene) scene = wsc_scene_new_neurons (neurons, &view, -1, NULL);
  double sum = 0, squares = 0;
  WscRandom random;

  wsc_random_init (&random, 3, "test.doubt", 0);
  for (guint k = 0; k < SETS; k++)
    {
      double first = 0, second = 0, sd;

      for (guint r = 0; r < R; r++)
        {
          const double x = wsc_random_normal (&random);

          first += x;
          second += x * x;
        }
      sd = sqrt ((second - first * first / R) / (R - 1));
      sum += sd / SETS;
      squares += sd * sd / SETS;
    }
  g_assert_cmpfloat_with_epsilon (2 * sqrt (squares - sum * sum) / sum, wsc_scene_get_doubt (scene), 0.1 * wsc_scene_get_doubt (scene));
}

/* --- colours ------------------------------------------------------------------------ */

/* A ball, a disc and a rod of equal traces. */
static WscNeurons *
new_shapes (void)
{
  const double means[9] = { 0, 0, 0, 3, 0, 0, 0, 3, 0 };
  const double covariances[27] = { 1, 0, 0, 0, 1, 0, 0, 0, 1, /**/ 1.5, 0, 0, 0, 1.5, 0, 0, 0, 0, /**/ 3, 0, 0, 0, 0, 0, 0, 0, 0 };

  return wsc_neurons_new (3, 3, means, covariances, 0, NULL);
}

static WscScene *
colour_by (const WscNeurons *neurons, WscColour colour)
{
  WscViewSettings view = get_settings ();

  view.colour = colour;
  view.ramp = WSC_HUES_CIVIDIS;
  return wsc_scene_new_neurons (neurons, &view, -1, NULL);
}

static void
assert_colour (const WscScene *scene, guint i, WscHues hues, double t)
{
  const WscRgba expected = wsc_hues_get (hues, t), *found = &wsc_scene_get_ellipsoids (scene, NULL)[i].colour;

  g_assert_cmpfloat_with_epsilon (found->r, expected.r, 1e-5);
  g_assert_cmpfloat_with_epsilon (found->g, expected.g, 1e-5);
  g_assert_cmpfloat_with_epsilon (found->b, expected.b, 1e-5);
}

static void
test_amounts (void)
{
  g_autoptr (WscNeurons) shapes = new_shapes ();
  g_autoptr (WscScene) round = colour_by (shapes, WSC_COLOUR_ANISOTROPY), size = colour_by (shapes, WSC_COLOUR_VOLUME);
  g_autoptr (WscScene) order = colour_by (shapes, WSC_COLOUR_INDEX);

  assert_colour (round, 0, WSC_HUES_CIVIDIS, 0);
  assert_colour (round, 1, WSC_HUES_CIVIDIS, M_SQRT1_2);
  assert_colour (round, 2, WSC_HUES_CIVIDIS, 1);
  g_assert_cmpfloat (wsc_scene_get_key (round)->high, ==, 1);
  /* Flat ones have no volume, so the ramp begins at nothing. */
  assert_colour (size, 0, WSC_HUES_CIVIDIS, 1);
  assert_colour (size, 1, WSC_HUES_CIVIDIS, 0);
  g_assert_false (wsc_scene_get_key (size)->logarithmic);
  g_assert_cmpfloat_with_epsilon (wsc_scene_get_key (size)->high, 4.0 / 3 * G_PI * pow (7.814728, 1.5), 1e-3);
  for (guint i = 0; i < 3; i++)
    assert_colour (order, i, WSC_HUES_RING, i / 3.0);
  g_assert_true (wsc_scene_get_key (order)->is_whole);
  g_assert_cmpfloat (wsc_scene_get_key (order)->high, ==, 3);
}

/* Key and reach survive being written and read. */
static void
test_text (void)
{
  g_autoptr (WscNeurons) neurons = new_neurons ();
  WscViewSettings view = get_settings ();
  g_autoptr (WscScene) scene = NULL, read = NULL;
  g_autofree char *text = NULL, *again = NULL;
  g_autoptr (GError) error = NULL;

  view.projection = WSC_PROJECTION_TOUR;
  view.tour_position = 1.5;
  view.colour = WSC_COLOUR_TRACE;
  scene = wsc_scene_new_neurons (neurons, &view, -1, NULL);
  text = wsc_scene_to_text (scene);
  read = wsc_scene_from_text (text, &error);
  g_assert_no_error (error);
  again = wsc_scene_to_text (read);
  g_assert_cmpstr (text, ==, again);
  g_assert_nonnull (strstr (text, "\nreach "));
  g_assert_nonnull (strstr (text, "\nkey "));
  g_assert_null (wsc_scene_from_text ("weightscape-scene 1\nkey -1 1 1 0 0 x\n", &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_FORMAT);
}

/* --- on tour -------------------------------------------------------------------------- */

static void
test_tour (void)
{
  g_autoptr (WscNeurons) neurons = new_neurons ();
  WscViewSettings view = get_settings ();
  g_autoptr (WscScene) pca = wsc_scene_new_neurons (neurons, &view, -1, NULL), start = NULL, later = NULL;
  double low[3], high[3], later_low[3], later_high[3];

  view.projection = WSC_PROJECTION_TOUR;
  start = wsc_scene_new_neurons (neurons, &view, -1, NULL);
  view.tour_position = 4.6;
  later = wsc_scene_new_neurons (neurons, &view, -1, NULL);
  for (guint i = 0; i < M; i++)
    for (guint j = 0; j < 3; j++)
      {
        const WscEllipsoid *a = &wsc_scene_get_ellipsoids (pca, NULL)[i], *b = &wsc_scene_get_ellipsoids (start, NULL)[i];

        g_assert_cmpfloat_with_epsilon (a->centre[j], b->centre[j], 1e-6);
        g_assert_cmpfloat_with_epsilon (a->half_axes[0][j], b->half_axes[0][j], 1e-6);
      }
  wsc_scene_get_bounds (start, low, high);
  wsc_scene_get_bounds (later, later_low, later_high);
  for (guint j = 0; j < 3; j++)
    {
      g_assert_cmpfloat_with_epsilon (low[j], later_low[j], 1e-12);
      g_assert_cmpfloat_with_epsilon (high[j], later_high[j], 1e-12);
      g_assert_cmpfloat_with_epsilon (low[j], -high[j], 1e-12);
    }
  g_assert_nonnull (strstr (wsc_scene_get_caption (later), " · tour at 4.6, "));
}

/* The target is off the middle of the scene, and the field of view is the study's. */
static void
test_pose (void)
{
  g_autoptr (WscNeurons) neurons = new_neurons ();
  WscViewSettings view = get_settings ();
  g_autoptr (WscScene) scene = wsc_scene_new_neurons (neurons, &view, -1, NULL);
  WscCamera plain, moved;

  wsc_scene_get_home (scene, &view, &plain);
  view.target[0] = 0.5;
  view.target[2] = -2;
  view.field_of_view = 60;
  wsc_scene_get_home (scene, &view, &moved);
  g_assert_cmpfloat_with_epsilon (plain.field_of_view, 30 * G_PI / 180, 1e-12);
  g_assert_cmpfloat_with_epsilon (moved.field_of_view, 60 * G_PI / 180, 1e-12);
  g_assert_cmpfloat_with_epsilon (moved.target[0] - plain.target[0], 0.5, 1e-12);
  g_assert_cmpfloat_with_epsilon (moved.target[1] - plain.target[1], 0, 1e-12);
  g_assert_cmpfloat_with_epsilon (moved.target[2] - plain.target[2], -2, 1e-12);
  g_assert_cmpfloat (moved.distance, <, plain.distance);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cloud/replicas", test_replicas);
  g_test_add_func ("/cloud/region-of-mean", test_region_of_mean);
  g_test_add_func ("/cloud/no-replicas", test_no_replicas);
  g_test_add_func ("/cloud/doubt", test_doubt);
  g_test_add_func ("/colouring/amounts", test_amounts);
  g_test_add_func ("/colouring/text", test_text);
  g_test_add_func ("/scene/tour", test_tour);
  g_test_add_func ("/scene/pose", test_pose);
  return g_test_run ();
}
