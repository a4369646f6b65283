/* The light on an ellipsoid as gradients between two circles, which SVG and PDF have. In the outline's plane, |q| <= 1, the light is a scalar
 * times the colour; the family of circles (a focus, a drift of their centres, a stretch of the plane) that it is most nearly constant
 * on is found by fitting, and the stops are its means on them. The highlight is a second gradient, on ellipses about its peak. */
#include "plot/solids-private.h"

#include <gsl/gsl_multimin.h>
#include <math.h>
#include <stdlib.h>

#define N_STOPS 16
#define FIT_RINGS 9
#define FIT_SPOKES 18
#define MEAN_RINGS 48
#define MEAN_SPOKES 48
#define MAX_SAMPLES (MEAN_RINGS * MEAN_SPOKES + 1)
#define N_PARAMETERS 6
#define MAX_STEPS 120
#define SMALL 3.0       /* logical px: a shorter half-axis below it has one colour and no fit */
#define GLOSS_RINGS 12
#define GLOSS_REACH 4.0   /* where it has faded, in half-widths */

/* --- samples ---------------------------------------------------------------------- */

typedef struct
{
  guint n;
  double q[MAX_SAMPLES][2], light[MAX_SAMPLES];
} Samples;

/* The middle, and rings of equal areas. */
static void
samples_init (Samples *self, const WscOutline *o, const WscLight *light, guint n_rings, guint n_spokes)
{
  self->n = n_rings * n_spokes + 1;
  for (guint k = 0; k < self->n; k++)
    {
      const double angle = 2 * G_PI * (k % n_spokes) / n_spokes;
      const double radius = k == self->n - 1 ? 0 : sqrt ((k / n_spokes + 1.0) / (n_rings + 0.02));
      double normal[3];

      self->q[k][0] = radius * cos (angle);
      self->q[k][1] = radius * sin (angle);
      wsc_outline_get_normal (o, self->q[k], normal);
      self->light[k] = sqrt (wsc_light_get_matte (light, normal));
    }
}

/* --- a family of circles ------------------------------------------------------------ */

/* Circles of radius r about focus + r drift, in the plane stretched by `stretch`. */
typedef struct
{
  double focus[2], drift[2], stretch[2][2];
} Family;

/* Any numbers give a valid one: |drift| < 1, and a stretch with determinant 1. */
static void
family_init (Family *self, const double p[N_PARAMETERS])
{
  const double drift = hypot (p[2], p[3]), shrink = 0.95 / (1 + drift);
  const double a = p[4], b = p[5], size = hypot (a, b), s = size > 1e-9 ? sinh (size) / size : 1;

  self->drift[0] = shrink * p[2];
  self->drift[1] = shrink * p[3];
  self->stretch[0][0] = cosh (size) + s * a;
  self->stretch[1][1] = cosh (size) - s * a;
  self->stretch[0][1] = self->stretch[1][0] = s * b;
  self->focus[0] = self->stretch[0][0] * p[0] + self->stretch[0][1] * p[1];
  self->focus[1] = self->stretch[1][0] * p[0] + self->stretch[1][1] * p[1];
}

/* The radius of the circle through q. */
static double
family_get_radius (const Family *self, const double q[2])
{
  const double x = self->stretch[0][0] * q[0] + self->stretch[0][1] * q[1] - self->focus[0];
  const double y = self->stretch[1][0] * q[0] + self->stretch[1][1] * q[1] - self->focus[1];
  const double along = x * self->drift[0] + y * self->drift[1];
  const double rest = 1 - self->drift[0] * self->drift[0] - self->drift[1] * self->drift[1];

  return (sqrt (along * along + rest * (x * x + y * y)) - along) / rest;
}

/* Means of the light in N_STOPS rings of equal width, and what is left of its squares. */
static double
get_means (const Family *family, const Samples *samples, double means[N_STOPS], double *widest)
{
  double radii[MAX_SAMPLES], sums[N_STOPS] = { 0 }, squares = 0, left = 0;
  guint counts[N_STOPS] = { 0 };

  *widest = 1e-12;
  for (guint k = 0; k < samples->n; k++)
    {
      radii[k] = family_get_radius (family, samples->q[k]);
      *widest = MAX (*widest, radii[k]);
    }
  for (guint k = 0; k < samples->n; k++)
    {
      const guint i = MIN ((guint) (radii[k] / *widest * N_STOPS), N_STOPS - 1);

      sums[i] += samples->light[k];
      counts[i]++;
      squares += samples->light[k] * samples->light[k];
    }
  for (guint i = 0; i < N_STOPS; i++)
    {
      means[i] = counts[i] > 0 ? sums[i] / counts[i] : i > 0 ? means[i - 1] : samples->light[0];
      left += counts[i] * means[i] * means[i];
    }
  return squares - left;
}

static double
get_misfit (const gsl_vector *parameters, void *data)
{
  double means[N_STOPS], widest;
  Family family;

  family_init (&family, parameters->data);
  return get_means (&family, data, means, &widest);
}

static void
fit_family (Samples *samples, Family *family)
{
  double start[N_PARAMETERS] = { 0 }, brightest = 0;
  gsl_multimin_function function = { get_misfit, N_PARAMETERS, samples };
  gsl_multimin_fminimizer *minimizer = gsl_multimin_fminimizer_alloc (gsl_multimin_fminimizer_nmsimplex2, N_PARAMETERS);
  gsl_vector *steps = gsl_vector_alloc (N_PARAMETERS);

  for (guint k = 0; k < samples->n; k++)
    if (samples->light[k] > brightest)
      {
        brightest = samples->light[k];
        start[0] = samples->q[k][0];
        start[1] = samples->q[k][1];
      }
  start[2] = -0.5 * start[0];
  start[3] = -0.5 * start[1];
  gsl_vector_view at = gsl_vector_view_array (start, N_PARAMETERS);
  gsl_vector_set_all (steps, 0.2);
  gsl_multimin_fminimizer_set (minimizer, &function, &at.vector, steps);
  for (guint k = 0; k < MAX_STEPS && gsl_multimin_fminimizer_iterate (minimizer) == 0; k++)
    if (gsl_multimin_test_size (gsl_multimin_fminimizer_size (minimizer), 2e-3) == 0)
      break;
  family_init (family, gsl_multimin_fminimizer_x (minimizer)->data);
  gsl_vector_free (steps);
  gsl_multimin_fminimizer_free (minimizer);
}

/* --- gradients ------------------------------------------------------------------------ */

static void
get_to_q (const WscOutline *o, cairo_matrix_t *to_q)
{
  cairo_matrix_init (to_q, o->axes[0][0], o->axes[0][1], o->axes[1][0], o->axes[1][1], o->centre[0], o->centre[1]);
  cairo_matrix_invert (to_q);
}

static void
set_source (cairo_t *cr, cairo_pattern_t *pattern)
{
  cairo_set_source (cr, pattern);
  cairo_pattern_destroy (pattern);
}

static void
set_matte_source (const WscSolid *self, cairo_t *cr, const Family *family, const Samples *samples)
{
  const double (*s)[2] = family->stretch;
  const cairo_matrix_t stretch = { s[0][0], s[1][0], s[0][1], s[1][1], 0, 0 };
  double means[N_STOPS], r;
  cairo_pattern_t *pattern;
  cairo_matrix_t matrix;

  get_means (family, samples, means, &r);
  pattern = cairo_pattern_create_radial (family->focus[0], family->focus[1], 0, family->focus[0] + r * family->drift[0],
                                         family->focus[1] + r * family->drift[1], r);
  for (guint i = 0; i < N_STOPS; i++)
    cairo_pattern_add_color_stop_rgb (pattern, (i + 0.5) / N_STOPS, MIN (self->colour.r * means[i], 1),
                                      MIN (self->colour.g * means[i], 1), MIN (self->colour.b * means[i], 1));
  get_to_q (&self->layer.outline, &matrix);
  cairo_matrix_multiply (&matrix, &matrix, &stretch);
  cairo_pattern_set_matrix (pattern, &matrix);
  set_source (cr, pattern);
}

/* --- the highlight ---------------------------------------------------------------------- */

typedef struct
{
  const WscOutline *outline;
  const WscLight *light;
} Gloss;

static double
get_gloss (const Gloss *self, double x, double y)
{
  const double q[2] = { x, y };
  double normal[3];

  wsc_outline_get_normal (self->outline, q, normal);
  return wsc_light_get_gloss (self->light, normal);
}

/* By a grid that closes in. */
static double
find_peak (const Gloss *self, double peak[2])
{
  double best = 0, step = 0.1;

  peak[0] = peak[1] = 0;
  for (guint round = 0; round < 5; round++, step *= 0.2)
    {
      const double middle[2] = { peak[0], peak[1] };

      for (int i = -10; i <= 10; i++)
        for (int j = -10; j <= 10; j++)
          {
            const double x = middle[0] + i * step, y = middle[1] + j * step;
            const double gloss = x * x + y * y < 0.998 ? get_gloss (self, x, y) : 0;

            if (gloss > best)
              {
                best = gloss;
                peak[0] = x;
                peak[1] = y;
              }
          }
    }
  return best;
}

/* How far from the peak the highlight falls to a share, along a direction; not beyond the outline. */
static double
get_reach (const Gloss *self, const double peak[2], double angle, double least)
{
  double from = 0, to = 2;

  for (guint k = 0; k < 30; k++)
    {
      const double middle = 0.5 * (from + to), x = peak[0] + middle * cos (angle), y = peak[1] + middle * sin (angle);

      if (x * x + y * y < 1 && get_gloss (self, x, y) > least)
        from = middle;
      else
        to = middle;
    }
  return from;
}

/* The ellipse nearest to where the highlight is half as bright: shape matrix from the second moments of its border. */
static void
find_shape (const Gloss *self, const double peak[2], double best, cairo_matrix_t *shape)
{
  double xx = 0, xy = 0, yy = 0;

  for (guint k = 0; k < 24; k++)
    {
      const double angle = 2 * G_PI * k / 24, reach = get_reach (self, peak, angle, 0.5 * best), w = 1.0 / 24;

      xx += w * cos (angle) * cos (angle) / (reach * reach + 1e-12);
      xy += w * cos (angle) * sin (angle) / (reach * reach + 1e-12);
      yy += w * sin (angle) * sin (angle) / (reach * reach + 1e-12);
    }
  /* For 1 / reach^2 = m + p cos 2a + q sin 2a these are m / 2 + p / 4, q / 4 and m / 2 - p / 4. */
  const double m = xx + yy, p = 2 * (xx - yy), q = 4 * xy;
  const double size = hypot (p, q), large = sqrt (m + size), small = sqrt (MAX (m - size, 1e-6 * m));
  const double angle = 0.5 * atan2 (q, p), c = cos (angle), s = sin (angle);

  cairo_matrix_init (shape, large * c * c + small * s * s, (large - small) * c * s, (large - small) * c * s,
                     large * s * s + small * c * c, 0, 0);
}

static int
compare_doubles (const void *a, const void *b)
{
  const double x = *(const double *) a, y = *(const double *) b;

  return x < y ? -1 : x > y;
}

/* The median on the ellipse of that many half-widths, as far as it is within the outline. */
static double
get_typical_gloss (const Gloss *self, const double peak[2], const cairo_matrix_t *shape, double half_widths)
{
  cairo_matrix_t back = *shape;
  double found[24];
  guint n = 0;

  cairo_matrix_invert (&back);
  for (guint k = 0; k < 24; k++)
    {
      double x = half_widths * cos (2 * G_PI * k / 24), y = half_widths * sin (2 * G_PI * k / 24);

      cairo_matrix_transform_distance (&back, &x, &y);
      x += peak[0];
      y += peak[1];
      if (x * x + y * y < 0.99)
        found[n++] = get_gloss (self, x, y);
    }
  qsort (found, n, sizeof *found, compare_doubles);
  return n > 0 ? found[n / 2] : 0;
}

/* The colour at the peak, laid over the matte one as strongly as the highlight asks for at each distance. */
static void
set_gloss_source (const WscSolid *self, cairo_t *cr, const Gloss *gloss, const double peak[2], double best)
{
  const double colour[3] = { self->colour.r, self->colour.g, self->colour.b };
  double normal[3], top[3], base[3], span = 1e-9;
  cairo_pattern_t *pattern = cairo_pattern_create_radial (0, 0, 0, 0, 0, GLOSS_REACH);
  cairo_matrix_t matrix, shape;

  wsc_outline_get_normal (&self->layer.outline, peak, normal);
  const double matte = wsc_light_get_matte (gloss->light, normal);
  for (guint j = 0; j < 3; j++)
    {
      base[j] = MIN (colour[j] * sqrt (matte), 1);
      top[j] = MIN (sqrt (colour[j] * colour[j] * matte + best), 1);
      span += (top[j] - base[j]) * (top[j] - base[j]);
    }
  find_shape (gloss, peak, best, &shape);
  for (guint k = 0; k <= GLOSS_RINGS; k++)
    {
      const double here = get_typical_gloss (gloss, peak, &shape, GLOSS_REACH * k / GLOSS_RINGS);
      double share = 0;

      for (guint j = 0; j < 3; j++)
        share += (MIN (sqrt (colour[j] * colour[j] * matte + here), 1) - base[j]) * (top[j] - base[j]) / span;
      cairo_pattern_add_color_stop_rgba (pattern, (double) k / GLOSS_RINGS, top[0], top[1], top[2], CLAMP (share, 0, 1));
    }
  get_to_q (&self->layer.outline, &matrix);
  matrix.x0 -= peak[0];
  matrix.y0 -= peak[1];
  cairo_matrix_multiply (&matrix, &matrix, &shape);
  cairo_pattern_set_matrix (pattern, &matrix);
  set_source (cr, pattern);
}

/* --- the outline ------------------------------------------------------------------------- */

void
wsc_solid_add_path (const WscSolid *self, cairo_t *cr, double scale_0, double scale_1)
{
  const WscOutline *o = &self->layer.outline;
  const cairo_matrix_t matrix = { scale_0 * o->axes[0][0], scale_0 * o->axes[0][1], scale_1 * o->axes[1][0],
                                  scale_1 * o->axes[1][1], o->centre[0], o->centre[1] };

  cairo_save (cr);
  cairo_transform (cr, &matrix);
  cairo_new_sub_path (cr);
  cairo_arc (cr, 0, 0, 1, 0, 2 * G_PI);
  cairo_close_path (cr);
  cairo_restore (cr);
}

/* Dark towards the outline: two rings, as wide as the shader's falls off; on glass they hide more too. */
void
wsc_solid_draw_rim (const WscSolid *self, cairo_t *cr, const WscLight *light, double pixel, double opacity)
{
  const double shine = (1 - opacity) * (1 - light->rim);
  const double *lengths = self->layer.outline.lengths;
  const double width = MIN (1.2 * pixel, 0.2 * lengths[1]), strength = light->rim * CLAMP (0.2 * lengths[1] / pixel - 0.2, 0, 1);

  for (guint k = 0; k < 2 && strength > 0.01; k++)
    {
      const double inside = width * (k == 0 ? 1.75 : 1.25);

      cairo_new_path (cr);
      wsc_solid_add_path (self, cr, 1, 1);
      wsc_solid_add_path (self, cr, 1 - inside / lengths[0], 1 - inside / lengths[1]);
      cairo_set_source_rgba (cr, shine * self->colour.r, shine * self->colour.g, shine * self->colour.b, k == 0 ? 0.5 * strength : 0.5 * strength / (1 - 0.5 * strength));
      cairo_set_fill_rule (cr, CAIRO_FILL_RULE_EVEN_ODD);
      cairo_fill (cr);
    }
}

void
wsc_solid_fill (const WscSolid *self, cairo_t *cr, const WscLight *light, double pixel)
{
  const Gloss gloss = { &self->layer.outline, light };
  Family family = { .stretch = { { 1, 0 }, { 0, 1 } } };
  const gboolean is_large = self->layer.outline.lengths[1] > SMALL * pixel;
  Samples samples;
  double peak[2], best;

  samples_init (&samples, &self->layer.outline, light, FIT_RINGS, FIT_SPOKES);
  if (is_large)
    {
      fit_family (&samples, &family);
      samples_init (&samples, &self->layer.outline, light, MEAN_RINGS, MEAN_SPOKES);
    }
  cairo_new_path (cr);
  wsc_solid_add_path (self, cr, 1, 1);
  set_matte_source (self, cr, &family, &samples);
  cairo_fill_preserve (cr);
  best = find_peak (&gloss, peak);
  if (best > 0.004 && is_large)
    {
      set_gloss_source (self, cr, &gloss, peak, best);
      cairo_fill_preserve (cr);
    }
  cairo_new_path (cr);
}
