/* The density of neurons: its mesh against the formula, its volume, contours, refusals, and what is under a pixel. */
#include "scene/density.h"

#include "random-ellipsoids.h"

static WscBump
random_bump (WscRandom *random, guint id)
{
  const double angle = 3.2 * wsc_random_uniform (random), a = 0.1 + 0.5 * wsc_random_uniform (random), b = a * (0.1 + 0.9 * wsc_random_uniform (random));
  const double c = cos (angle), s = sin (angle);

  return (WscBump) { { 4 * wsc_random_uniform (random) - 2, 3 * wsc_random_uniform (random) },
                     { a * a * c * c + b * b * s * s, (a * a - b * b) * c * s, a * a * s * s + b * b * c * c },
                     wsc_palette_neuron (id), id };
}

/* The density of one Gaussian by its definition. */
static double
normal (const WscBump *b, double x, double y)
{
  const double xx = b->covariance[0], xy = b->covariance[1], yy = b->covariance[2], determinant = xx * yy - xy * xy;
  const double dx = x - b->mean[0], dy = y - b->mean[1];

  return exp (-0.5 * (yy * dx * dx - 2 * xy * dx * dy + xx * dy * dy) / determinant) / (2 * G_PI * sqrt (determinant));
}

static void
test_mesh (void)
{
  for (guint k = 0; k < 12; k++)
    {
      WscRandom random;
      WscBump bumps[8];
      const guint n = 1 + k % 8;
      g_autoptr (GError) error = NULL;
      double peak = 0, volume = 0;
      guint n_x, n_y;

      wsc_random_init (&random, 14, "density", k);
      for (guint i = 0; i < n; i++)
        bumps[i] = random_bump (&random, i);
      g_autoptr (WscDensity) density = wsc_density_new (bumps, n, 640, &error);
      g_assert_no_error (error);
      const WscDensityNode *nodes = wsc_density_get_nodes (density);
      const double stretch = wsc_density_get_stretch (density);
      wsc_density_get_size (density, &n_x, &n_y);
      for (guint i = 0; i < n_x * n_y; i++)
        {
          double f = 0;

          for (guint j = 0; j < n; j++)
            f += normal (&bumps[j], nodes[i].place[0], nodes[i].place[1]) / n;
          peak = MAX (peak, f);
          g_assert_cmpfloat_with_epsilon (nodes[i].place[2] / stretch, f, 1e-4 * wsc_density_get_peak (density));
        }
      g_assert_cmpfloat_with_epsilon (peak, wsc_density_get_peak (density), 1e-4 * peak);
      /* The volume of the triangles as they are drawn. */
      for (guint i = 0; i + 1 < n_y; i++)
        for (guint j = 0; j + 1 < n_x; j++)
          {
            const WscDensityNode *a = nodes + i * n_x + j, *b = a + n_x;
            const double area = 0.5 * (a[1].place[0] - a[0].place[0]) * (b[0].place[1] - a[0].place[1]) / (3 * stretch);

            volume += area * (a[0].place[2] + a[1].place[2] + b[1].place[2] + a[0].place[2] + b[1].place[2] + b[0].place[2]);
          }
      g_test_message ("%u of %u x %u: volume %.6f", n, n_x, n_y, volume);
      g_assert_cmpfloat_with_epsilon (volume, wsc_density_get_volume (density), 1e-4);
      g_assert_cmpfloat_with_epsilon (wsc_density_get_volume (density), 1, 1e-3);
    }
}

/* Normals are those of the surface: at right angles to what lies between neighbours. */
static void
test_normals (void)
{
  const WscBump bump = { { 1, 2 }, { 1, 0.4, 0.5 }, { 1, 0, 0, 1 }, 0 };
  g_autoptr (WscDensity) density = wsc_density_new (&bump, 1, 640, NULL);
  const WscDensityNode *nodes = wsc_density_get_nodes (density);
  guint n_x, n_y;

  wsc_density_get_size (density, &n_x, &n_y);
  for (guint i = 1; i + 1 < n_y; i++)
    for (guint j = 1; j + 1 < n_x; j++)
      {
        const WscDensityNode *at = nodes + i * n_x + j;

        for (guint axis = 0; axis < 2; axis++)
          {
            const WscDensityNode *a = axis == 0 ? at - 1 : at - n_x, *b = axis == 0 ? at + 1 : at + n_x;
            double along[3], length;

            for (guint k = 0; k < 3; k++)
              along[k] = b->place[k] - a->place[k];
            length = sqrt (dot3 (along, along));
            g_assert_cmpfloat_with_epsilon ((along[0] * at->normal[0] + along[1] * at->normal[1] + along[2] * at->normal[2]) / length, 0, 0.03);
          }
      }
}

/* Neurons at one place with one spread are one: the surface is that of any of them. */
static void
test_identical (void)
{
  const WscBump one = { { 1, 2 }, { 1, 0.4, 0.5 }, { 1, 0, 0, 1 }, 0 };
  const WscBump three[3] = { one, one, one };
  g_autoptr (WscDensity) single = wsc_density_new (&one, 1, 640, NULL), thrice = wsc_density_new (three, 3, 640, NULL);

  g_assert_cmpfloat_with_epsilon (wsc_density_get_peak (single), wsc_density_get_peak (thrice), 1e-12);
  g_assert_cmpfloat_with_epsilon (wsc_density_get_volume (single), wsc_density_get_volume (thrice), 1e-12);
}

static void
test_contours (void)
{
  static const double levels[] = { 0.02, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 0.95 };
  const WscBump bump = { { 1, 2 }, { 1, 0.4, 0.5 }, { 1, 0, 0, 1 }, 0 };
  g_autoptr (WscDensity) density = wsc_density_new (&bump, 1, 640, NULL);
  const GArray *points = wsc_density_get_contours (density);
  guint n_lines = 0;
  const double peak = wsc_density_get_peak (density);
  double lengths[G_N_ELEMENTS (levels)] = { 0 };

  for (guint i = 0; i < points->len; i++)
    {
      const WscContourPoint *p = &g_array_index (points, WscContourPoint, i);

      g_assert_cmpfloat_with_epsilon (wsc_density_evaluate (density, p->at, NULL), p->level, 0.005 * peak);
      n_lines += p->begins;
      for (guint l = 0; l < G_N_ELEMENTS (levels) && !p->begins; l++)
        if (fabs (p->level - levels[l] * peak) < 1e-12)
          lengths[l] += hypot (p->at[0] - p[-1].at[0], p->at[1] - p[-1].at[1]);
    }
  g_assert_cmpuint (n_lines, ==, G_N_ELEMENTS (levels)); /* each level one closed line */
  /* The contour at half-axes r a, r b, r = sqrt (-2 ln level): Ramanujan's length of an ellipse. */
  const double a = sqrt (0.75 + hypot (0.25, 0.4)), b = sqrt (0.75 - hypot (0.25, 0.4)), h = pow ((a - b) / (a + b), 2);
  for (guint l = 0; l < G_N_ELEMENTS (levels); l++)
    g_assert_cmpfloat_with_epsilon (lengths[l] / (sqrt (-2 * log (levels[l])) * G_PI * (a + b) * (1 + 3 * h / (10 + sqrt (4 - 3 * h)))), 1, 0.02);
}

static void
test_refused (void)
{
  const struct
  {
    WscBump bumps[2];
    const char *message;
  } cases[] = {
    { { { { 0, 0 }, { 1, 0, 1 }, { 0 }, 4 }, { { 0, 0 }, { 1, 1, 1 }, { 0 }, 7 } },
      "Neuron 8 has no density in this plane: its covariance is singular there (standard deviations 1.41 and 0), and the surface would be a ridge "
      "without an end. Choose other coordinates (view.projection) or ellipsoids (view.shape)" },
    { { { { 0, 0 }, { 1, 0, 1 }, { 0 }, 4 }, { { 0, 0 }, { 0, 0, 0 }, { 0 }, 0 } },
      "Neuron 1 has no density in this plane: its covariance is singular there (standard deviations 0 and 0), and the surface would be a ridge "
      "without an end. Choose other coordinates (view.projection) or ellipsoids (view.shape)" },
    { { { { 0, 0 }, { 1, 0, 1 }, { 0 }, 4 }, { { 0, 0 }, { 1, 0, 1e-6 }, { 0 }, 1 } },
      "Neuron 2 is too narrow for a surface: its smallest standard deviation is 0.001 and the plane is 7 wide. Choose other coordinates "
      "(view.projection), draw fewer neurons (view.first), or ellipsoids (view.shape)" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (wsc_density_new (cases[i].bumps, 2, 640, &error));
      g_assert_cmpstr (error->message, ==, cases[i].message);
    }
}

/* --- scenes ---------------------------------------------------------------------- */

static WscNeurons *
new_neurons (guint d)
{
  double means[12], covariances[3 * 16] = { 0 };

  for (guint i = 0; i < 3; i++)
    for (guint j = 0; j < d; j++)
      {
        means[i * d + j] = (j == 0 ? 3 : 1.0 / (1 + j)) * ((i * 7 + j * 3) % 5);
        covariances[(i * d + j) * d + j] = 0.2 + 0.1 * j;
      }
  return wsc_neurons_new (3, d, means, covariances, 0, NULL);
}

static void
test_projections (void)
{
  WscViewSettings view = { .level = 0.95, .axes = (char *) "3;1;2", .zoom = 1, .shape = WSC_SHAPE_SURFACE };
  g_autoptr (WscNeurons) two = new_neurons (2), four = new_neurons (4), one = new_neurons (1);
  g_autoptr (GError) error = NULL;

  g_autoptr (WscScene) plain = wsc_scene_new_neurons (two, &view, -1, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (wsc_density_get_bumps (wsc_scene_get_density (plain))[1].mean[0], ==, wsc_neurons_get_mean (two, 1)[0]);
  g_assert_true (g_str_has_prefix (wsc_scene_get_caption (plain), "Mean density of 3 neurons · volume under the mesh "));
  view.projection = WSC_PROJECTION_AXES;
  g_autoptr (WscScene) chosen = wsc_scene_new_neurons (four, &view, -1, &error);
  g_assert_no_error (error);
  const WscBump *bump = &wsc_density_get_bumps (wsc_scene_get_density (chosen))[1];
  g_assert_cmpfloat (bump->mean[0], ==, wsc_neurons_get_mean (four, 1)[2]);
  g_assert_cmpfloat (bump->mean[1], ==, wsc_neurons_get_mean (four, 1)[0]);
  g_assert_cmpfloat_with_epsilon (bump->covariance[0], 0.4, 1e-12);
  g_assert_null (wsc_scene_new_neurons (one, &view, -1, &error));
  g_assert_cmpstr (error->message, ==, "These neurons have one coordinate, and a surface needs two; draw ellipsoids (view.shape)");
}

/* The plane of means and spread, and of a tour, are not those of coordinates; the caption and the axes say which one it is and what it keeps. */
static void
test_directions (void)
{
  static const struct { WscProjectionKind kind; const char *caption, *axis; } cases[] = {
    { WSC_PROJECTION_PCA, "PCA of the means, 100 % of their variance", "PC1" },
    { WSC_PROJECTION_TOTAL, "PCA of means and spread, ", "PC1" },
    { WSC_PROJECTION_TOUR, "tour at 3.5, ", "direction 1" },
    { WSC_PROJECTION_AXES, "chosen coordinates, ", "w1" },
  };
  g_autoptr (WscNeurons) four = new_neurons (4);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const WscViewSettings view = { .level = 0.95, .axes = (char *) "1;2;3", .zoom = 1, .shape = WSC_SHAPE_SURFACE, .tour_position = 3.5,
                                     .tour_seed = 1, .projection = cases[i].kind };
      const WscViewSettings bare = { .level = 0.95, .axes = (char *) "1;2;3", .zoom = 1, .tour_position = 3.5, .tour_seed = 1,
                                     .projection = cases[i].kind };
      g_autoptr (GError) error = NULL;
      g_autoptr (WscScene) scene = wsc_scene_new_neurons (four, &view, -1, &error), ellipsoids = wsc_scene_new_neurons (four, &bare, -1, &error);
      g_assert_no_error (error);
      g_autofree char *text = wsc_scene_to_text (scene), *axis = g_strdup_printf ("axis 1 %s", cases[i].axis);

      g_assert_nonnull (strstr (wsc_scene_get_caption (scene), cases[i].caption));
      g_assert_nonnull (strstr (text, axis));
      /* The ellipsoids of the same view have the same first two coordinates, but for the sign of an eigenvector. */
      for (guint k = 0; k < 3; k++)
        for (guint j = 0; j < 2; j++)
          g_assert_cmpfloat_with_epsilon (fabs (wsc_density_get_bumps (wsc_scene_get_density (scene))[k].mean[j]),
                                          fabs (wsc_scene_get_ellipsoids (ellipsoids, NULL)[k].centre[j]), 1e-5);
    }
}

/* What is beyond the extent is cut off, and told: one Gaussian within r standard deviations along both coordinates has erf (r / sqrt 2)^2. */
static void
test_extent (void)
{
  const WscBump bump = { { 1, 2 }, { 4, 0, 0.25 }, { 1, 0, 0, 1 }, 0 };

  for (double extent = 0.5; extent < 5; extent += 0.5)
    {
      g_autoptr (WscScene) scene = wsc_scene_new_bumps_within (&bump, 1, extent, 640, NULL);
      g_autofree char *text = wsc_scene_to_text (scene);
      g_autoptr (WscScene) again = wsc_scene_from_text (text, NULL);
      double low[2], high[2];

      wsc_density_get_extent (wsc_scene_get_density (again), low, high);
      g_assert_cmpfloat_with_epsilon (low[0], 1 - 2 * extent, 1e-12);
      g_assert_cmpfloat_with_epsilon (high[1], 2 + 0.5 * extent, 1e-12);
      g_assert_cmpfloat_with_epsilon (wsc_density_get_volume (wsc_scene_get_density (scene)), pow (erf (extent / G_SQRT2), 2), 1e-3);
    }
}

static void
test_palette (void)
{
  const WscViewSettings view = { .level = 0.95, .axes = (char *) "1;2;3", .zoom = 1, .shape = WSC_SHAPE_SURFACE, .palette = WSC_PALETTE_GREY };
  g_autoptr (WscNeurons) two = new_neurons (2);
  g_autoptr (WscScene) scene = wsc_scene_new_neurons (two, &view, -1, NULL);

  for (guint i = 0; i < 3; i++)
    {
      const WscRgba grey = wsc_palette_get (WSC_PALETTE_GREY, i);
      g_assert_cmpmem (&wsc_density_get_bumps (wsc_scene_get_density (scene))[i].colour, sizeof grey, &grey, sizeof grey);
    }
}

static void
test_text (void)
{
  WscBump bumps[2];
  memset (bumps, 0, sizeof bumps);
  bumps[0] = (WscBump) { { 0.1, 2 }, { 1, 0.4, 0.5 }, { 1, 0.25f, 0, 1 }, 3 };
  bumps[1] = (WscBump) { { -1, 1 }, { 0.3, 0, 0.5 }, { 0, 0, 1, 1 }, 5 };
  g_autoptr (WscScene) scene = wsc_scene_new_bumps (bumps, 2, 640, NULL);
  g_autofree char *text = wsc_scene_to_text (scene);
  g_autoptr (WscScene) again = wsc_scene_from_text (text, NULL);
  g_autofree char *same = wsc_scene_to_text (again);

  g_assert_cmpstr (text, ==, same);
  const WscBump *read = wsc_density_get_bumps (wsc_scene_get_density (again));
  for (guint i = 0; i < 2; i++)
    {
      g_assert_cmpmem (read[i].mean, sizeof read->mean, bumps[i].mean, sizeof read->mean);
      g_assert_cmpmem (read[i].covariance, sizeof read->covariance, bumps[i].covariance, sizeof read->covariance);
      g_assert_cmpmem (&read[i].colour, sizeof read->colour, &bumps[i].colour, sizeof read->colour);
      g_assert_cmpuint (read[i].id, ==, bumps[i].id);
    }
}

/* Where a pixel's ray first falls below the surface, step by step along it. */
static void
test_pick (void)
{
  const WscBump bumps[2] = { { { 1, 1 }, { 0.5, 0.2, 0.4 }, { 1, 0, 0, 1 }, 0 }, { { -1, 0 }, { 0.3, 0, 0.5 }, { 0, 0, 1, 1 }, 1 } };
  g_autoptr (WscScene) scene = wsc_scene_new_bumps (bumps, 2, 640, NULL);
  WscDensity *density = wsc_scene_get_density (scene);
  const double stretch = wsc_density_get_stretch (density);
  double low[2], high[2];
  guint n_met = 0;

  wsc_density_get_extent (density, low, high);
  for (guint orthographic = 0; orthographic < 2; orthographic++)
    {
      WscCamera camera = { .orthographic = orthographic };
      WscView view;

      wsc_scene_look (scene, WSC_LOOK_HOME, &camera);
      wsc_view_init (&view, scene, &camera, 640, 480, 1);
      for (double y = 10; y < 480; y += 23)
        for (double x = 10; x < 640; x += 31)
          {
            double origin[3], direction[3], found[2] = { 0 }, point[2] = { 0 };
            gboolean is_met = FALSE;
            guint bump = 0;

            get_ray (&camera, 640, 480, x, y, origin, direction);
            for (double t = 0; t < 2 * camera.distance && !is_met; t += 1e-3)
              {
                for (guint j = 0; j < 2; j++)
                  point[j] = origin[j] + t * direction[j];
                is_met = point[0] > low[0] && point[0] < high[0] && point[1] > low[1] && point[1] < high[1] &&
                         origin[2] + t * direction[2] < stretch * wsc_density_evaluate (density, point, &bump);
              }
            if (is_met != wsc_scene_meet_density (scene, &view, x, y, found))
              { /* only at the surface's own edge */
                g_assert_cmpfloat (MIN (MIN (point[0] - low[0], high[0] - point[0]), MIN (point[1] - low[1], high[1] - point[1])), <, 0.01);
                continue;
              }
            if (!is_met)
              continue;
            n_met++;
            g_assert_cmpfloat_with_epsilon (found[0], point[0], 5e-3);
            g_assert_cmpfloat_with_epsilon (found[1], point[1], 5e-3);
          }
    }
  g_assert_cmpuint (n_met, >, 50);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/density/mesh", test_mesh);
  g_test_add_func ("/density/normals", test_normals);
  g_test_add_func ("/density/identical", test_identical);
  g_test_add_func ("/density/contours", test_contours);
  g_test_add_func ("/density/refused", test_refused);
  g_test_add_func ("/density/projections", test_projections);
  g_test_add_func ("/density/directions", test_directions);
  g_test_add_func ("/density/extent", test_extent);
  g_test_add_func ("/density/palette", test_palette);
  g_test_add_func ("/density/text", test_text);
  g_test_add_func ("/density/pick", test_pick);
  return g_test_run ();
}
