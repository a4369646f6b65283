#include "scene/density.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "scene/density-private.h"

#define MOST_PER_WIDTH 9.0 /* corners a standard deviation of the narrowest */
#define FEWEST_PER_WIDTH 2.0
#define FEWEST 96       /* corners a side, spread evenly */
#define N_PLACES 20000  /* where the need for corners is looked at */
#define HEIGHT 0.45     /* of the surface, as a share of the longer side of the plane */

WscDensity *
wsc_density_ref (WscDensity *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_int_inc (&self->ref_count);
  return self;
}

void
wsc_density_unref (WscDensity *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;
  g_free (self->bumps);
  g_free (self->forms);
  g_free (self->x);
  g_free (self->y);
  g_free (self->z);
  g_free (self->nodes);
  g_clear_pointer (&self->contours, g_array_unref);
  g_free (self);
}

guint
wsc_density_get_n_bumps (const WscDensity *self)
{
  return self->n_bumps;
}

const WscBump *
wsc_density_get_bumps (const WscDensity *self)
{
  return self->bumps;
}

double
wsc_density_get_reach (const WscDensity *self)
{
  return self->reach;
}

void
wsc_density_get_size (const WscDensity *self, guint *n_x, guint *n_y)
{
  *n_x = self->n_x;
  *n_y = self->n_y;
}

const WscDensityNode *
wsc_density_get_nodes (const WscDensity *self)
{
  return self->nodes;
}

double
wsc_density_get_peak (const WscDensity *self)
{
  return self->peak;
}

double
wsc_density_get_stretch (const WscDensity *self)
{
  return self->stretch;
}

double
wsc_density_get_volume (const WscDensity *self)
{
  return self->volume;
}

const GArray *
wsc_density_get_contours (const WscDensity *self)
{
  return self->contours;
}

void
wsc_density_get_extent (const WscDensity *self, double low[2], double high[2])
{
  low[0] = self->x[0];
  low[1] = self->y[0];
  high[0] = self->x[self->n_x - 1];
  high[1] = self->y[self->n_y - 1];
}

/* --- f ------------------------------------------------------------------------- */

static double
form_evaluate (const WscForm *form, double x, double y)
{
  const double dx = x - form->mean[0], dy = y - form->mean[1];
  const double squared = form->xx * dx * dx + 2 * form->xy * dx * dy + form->yy * dy * dy;

  return squared < WSC_DENSITY_FAR ? form->height * exp (-0.5 * squared) : 0;
}

double
wsc_density_evaluate (const WscDensity *self, const double point[2], guint *bump)
{
  double sum = 0, largest = -1;

  for (guint i = 0; i < self->n_bumps; i++)
    {
      const double part = form_evaluate (&self->forms[i], point[0], point[1]);

      sum += part;
      if (bump != NULL && part > largest)
        {
          largest = part;
          *bump = i;
        }
    }
  return sum;
}

/* Inverse covariance, height at the mean for a share of 1/m, and the smallest standard deviation. */
static void
form_init (WscForm *form, const WscBump *bump, guint n)
{
  const double *s = bump->covariance, determinant = s[0] * s[2] - s[1] * s[1];
  const double half = 0.5 * (s[0] + s[2]), root = hypot (0.5 * (s[0] - s[2]), s[1]), large = half + root;

  form->mean[0] = bump->mean[0];
  form->mean[1] = bump->mean[1];
  form->width = large > 0 ? sqrt (MAX (determinant, 0) / large) : 0;
  form->reach[0] = sqrt (MAX (s[0], 0));
  form->reach[1] = sqrt (MAX (s[2], 0));
  form->longest = sqrt (MAX (large, 0));
  form->xx = s[2] / determinant;
  form->xy = -s[1] / determinant;
  form->yy = s[0] / determinant;
  form->height = 1 / (n * 2 * G_PI * sqrt (determinant));
}

/* --- rows and columns --------------------------------------------------------------- */

/* How many corners a unit of length are wanted there, at `per_width` a width; the bump's own spread decides where. */
static double
get_need (const WscDensity *self, guint axis, double at, double per_width)
{
  double need = 0;

  for (guint i = 0; i < self->n_bumps; i++)
    {
      const WscForm *form = &self->forms[i];
      const double t = (at - form->mean[axis]) / (1.5 * form->reach[axis]);

      if (t * t < 20)
        need = MAX (need, per_width / form->width * exp (-0.5 * t * t));
    }
  return need;
}

/* Running sums of the need over even places of [low, high], an even spread included; the total is the number of steps. */
static double
sum_needs (const WscDensity *self, guint axis, double low, double high, double per_width, double *sums)
{
  const double step = (high - low) / N_PLACES;

  sums[0] = 0;
  for (guint k = 0; k < N_PLACES; k++)
    sums[k + 1] = sums[k] + step * (FEWEST / (high - low) + get_need (self, axis, low + (k + 0.5) * step, per_width));
  return sums[N_PLACES];
}

/* Ascending places, each an equal part of the need apart. */
static double *
spread (double low, double high, const double *sums, guint n)
{
  double *places = g_new (double, n);
  guint at = 0;

  for (guint i = 0; i < n; i++)
    {
      const double wanted = sums[N_PLACES] * i / (n - 1);

      while (at + 1 < N_PLACES && sums[at + 1] < wanted)
        at++;
      places[i] = low + (high - low) / N_PLACES * (at + (wanted - sums[at]) / (sums[at + 1] - sums[at]));
    }
  places[0] = low;
  places[n - 1] = high;
  return places;
}

static double
get_low (const WscDensity *self, guint axis, double sign)
{
  double low = G_MAXDOUBLE;

  for (guint i = 0; i < self->n_bumps; i++)
    low = MIN (low, sign * self->forms[i].mean[axis] - self->reach * self->forms[i].reach[axis]);
  return sign * low;
}

/* FALSE when the narrowest would have too few corners. */
static gboolean
place_corners (WscDensity *self, guint axis, guint max_nodes, double **places, guint *n)
{
  const double low = get_low (self, axis, 1), high = get_low (self, axis, -1);
  g_autofree double *sums = g_new (double, N_PLACES + 1);
  const double even = FEWEST, all = sum_needs (self, axis, low, high, MOST_PER_WIDTH, sums);
  const double share = MIN (1, (max_nodes - 1 - even) / (all - even));

  if (share * MOST_PER_WIDTH < FEWEST_PER_WIDTH)
    return FALSE;
  *n = MIN ((guint) ceil (sum_needs (self, axis, low, high, share * MOST_PER_WIDTH, sums)) + 1, max_nodes);
  *places = spread (low, high, sums, *n);
  return TRUE;
}

/* --- checks --------------------------------------------------------------------------- */

static double
get_longest (const WscDensity *self)
{
  double longest = 0;

  for (guint axis = 0; axis < 2; axis++)
    longest = MAX (longest, get_low (self, axis, -1) - get_low (self, axis, 1));
  return longest;
}

static guint
find_narrowest (const WscDensity *self)
{
  guint narrowest = 0;

  for (guint i = 1; i < self->n_bumps; i++)
    if (self->forms[i].width < self->forms[narrowest].width)
      narrowest = i;
  return narrowest;
}

static void
fail_narrow (const WscDensity *self, GError **error)
{
  const guint i = find_narrowest (self);

  g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE,
               _("Neuron %u is too narrow for a surface: its smallest standard deviation is %.3g and the plane is %.3g wide. Choose other "
                 "coordinates (view.projection), draw fewer neurons (view.first), or ellipsoids (view.shape)"),
               self->bumps[i].id + 1, self->forms[i].width, get_longest (self));
}

/* A Gaussian without width has no density: it would be a ridge without an end. */
static gboolean
check_widths (const WscDensity *self, GError **error)
{
  for (guint i = 0; i < self->n_bumps; i++)
    {
      const WscForm *form = &self->forms[i];

      if (form->width > 1e-7 * form->longest && isfinite (form->height) && isfinite (form->mean[0] + form->mean[1]))
        continue;
      g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE,
                   _("Neuron %u has no density in this plane: its covariance is singular there (standard deviations %.3g and %.3g), and "
                     "the surface would be a ridge without an end. Choose other coordinates (view.projection) or ellipsoids (view.shape)"),
                   self->bumps[i].id + 1, form->longest, form->width);
      return FALSE;
    }
  return TRUE;
}

WscDensity *
wsc_density_new (const WscBump *bumps, guint n, guint max_nodes, GError **error)
{
  return wsc_density_new_within (bumps, n, WSC_DENSITY_EXTENT, max_nodes, error);
}

WscDensity *
wsc_density_new_within (const WscBump *bumps, guint n, double extent, guint max_nodes, GError **error)
{
  g_autoptr (WscDensity) self = g_new0 (WscDensity, 1);

  g_return_val_if_fail (bumps != NULL && n > 0 && extent > 0 && max_nodes > 2 * FEWEST, NULL);

  self->ref_count = 1;
  self->reach = extent;
  self->n_bumps = n;
  self->bumps = g_memdup2 (bumps, n * sizeof *bumps);
  self->forms = g_new (WscForm, n);
  for (guint i = 0; i < n; i++)
    form_init (&self->forms[i], &bumps[i], n);
  if (!check_widths (self, error))
    return NULL;
  if (!place_corners (self, 0, max_nodes, &self->x, &self->n_x) || !place_corners (self, 1, max_nodes, &self->y, &self->n_y))
    {
      fail_narrow (self, error);
      return NULL;
    }
  wsc_density_fill (self, HEIGHT * get_longest (self));
  self->contours = wsc_density_find_contours (self);
  return g_steal_pointer (&self);
}
