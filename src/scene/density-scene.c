/* The neurons' density as a scene: the plane that the view projects to, a box whose heights have a scale of their own, stems and contours. */
#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "scene/density-private.h"
#include "scene/scene-private.h"

#define N_TICKS 4      /* of the height */
#define N_SIDE_TICKS 8
#define BELOW 0.6      /* of the height: how far below the surface its contours lie */
#define STEM 0.06      /* of the height: how far a stem stands out */
#define N_STEPS 600    /* along a ray, before it is looked at closely */

/* --- the plane ------------------------------------------------------------------------ */

/* Two directions in the space of the weights, and the share of the means' variance along each. */
typedef struct
{
  guint d;
  double *directions; /* (2, d) */
  double *origin;     /* (d) */
  double shares[2];
  WscProjectionKind kind; /* coordinates where there are two */
  guint axes[2];          /* of coordinates */
} Plane;

static void
plane_clear (Plane *self)
{
  g_free (self->directions);
  g_free (self->origin);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Plane, plane_clear)

static void
set_coordinates (Plane *self, const guint axes[2])
{
  for (guint i = 0; i < 2; i++)
    {
      self->axes[i] = axes[i];
      self->directions[i * self->d + axes[i]] = 1;
    }
}

/* The mean of the means. */
static double *
dup_centre (const WscNeurons *neurons)
{
  const guint m = wsc_neurons_get_count (neurons), d = wsc_neurons_get_dimension (neurons);
  double *centre = g_new0 (double, d);

  for (guint k = 0; k < m; k++)
    for (guint j = 0; j < d; j++)
      centre[j] += wsc_neurons_get_mean (neurons, k)[j] / m;
  return centre;
}

/* The two directions along which the means spread most, or the neurons with what each spreads itself. */
static gboolean
set_principal (Plane *self, const WscNeurons *neurons, GError **error)
{
  const guint m = wsc_neurons_get_count (neurons), d = self->d;
  g_autofree double *spread = g_new0 (double, (gsize) d * d), *values = g_new (double, d), *vectors = g_new (double, (gsize) d * d);

  for (guint k = 0; k < m; k++)
    {
      const double *mean = wsc_neurons_get_mean (neurons, k), *covariance = wsc_neurons_get_covariance (neurons, k);

      for (guint i = 0; i < d; i++)
        for (guint j = 0; j < d; j++)
          spread[(gsize) i * d + j] += (mean[i] - self->origin[i]) * (mean[j] - self->origin[j])
                                       + (self->kind == WSC_PROJECTION_TOTAL ? covariance[(gsize) i * d + j] : 0);
    }
  if (!wsc_symmetric_eigen (d, spread, values, vectors, error))
    return FALSE;
  memcpy (self->directions, vectors, 2 * d * sizeof *vectors);
  return TRUE;
}

/* The first two of the tour's three directions. */
static gboolean
set_place_on_tour (Plane *self, const WscNeurons *neurons, const WscViewSettings *view, GError **error)
{
  guint axes[3];
  g_autoptr (WscProjection) projection = wsc_view_new_projection (view, neurons, axes, error);

  if (projection == NULL)
    return FALSE;
  memcpy (self->directions, projection->matrix, 2 * self->d * sizeof (double));
  return TRUE;
}

static void
set_shares (Plane *self, const WscNeurons *neurons)
{
  g_autofree double *centre = dup_centre (neurons);
  double total = 0;

  for (guint k = 0; k < wsc_neurons_get_count (neurons); k++)
    {
      double along[2] = { 0 };

      for (guint j = 0; j < self->d; j++)
        {
          const double away = wsc_neurons_get_mean (neurons, k)[j] - centre[j];

          total += away * away;
          for (guint i = 0; i < 2; i++)
            along[i] += away * self->directions[i * self->d + j];
        }
      for (guint i = 0; i < 2; i++)
        self->shares[i] += along[i] * along[i];
    }
  for (guint i = 0; i < 2; i++)
    self->shares[i] = total > 0 ? self->shares[i] / total : 0;
}

static gboolean
set_directions (Plane *self, const WscNeurons *neurons, const WscViewSettings *view, GError **error)
{
  static const guint both[2] = { 0, 1 };
  guint axes[3];

  /* There is one view of three coordinates along a tour: themselves. */
  if (self->d == 2 || (self->d == 3 && self->kind == WSC_PROJECTION_TOUR))
    {
      self->kind = WSC_PROJECTION_AXES;
      set_coordinates (self, both);
      return TRUE;
    }
  if (self->kind == WSC_PROJECTION_AXES)
    {
      if (!wsc_view_read_axes (view, self->d, axes, error))
        return FALSE;
      set_coordinates (self, axes);
      return TRUE;
    }
  g_free (self->origin);
  self->origin = dup_centre (neurons);
  return self->kind == WSC_PROJECTION_TOUR ? set_place_on_tour (self, neurons, view, error) : set_principal (self, neurons, error);
}

static gboolean
plane_init (Plane *self, const WscNeurons *neurons, const WscViewSettings *view, GError **error)
{
  self->d = wsc_neurons_get_dimension (neurons);
  self->kind = (WscProjectionKind) view->projection;
  self->directions = g_new0 (double, 2 * self->d);
  self->origin = g_new0 (double, self->d);
  if (self->d < 2)
    {
      g_set_error_literal (error, WSC_ERROR, WSC_ERROR_RANGE, _("These neurons have one coordinate, and a surface needs two; draw ellipsoids (view.shape)"));
      return FALSE;
    }
  if (!set_directions (self, neurons, view, error))
    return FALSE;
  set_shares (self, neurons);
  return TRUE;
}

static void
project (const Plane *self, const WscNeurons *neurons, guint neuron, WscBump *bump)
{
  const double *mean = wsc_neurons_get_mean (neurons, neuron), *covariance = wsc_neurons_get_covariance (neurons, neuron);
  const double *u = self->directions, *v = u + self->d;

  for (gsize i = 0; i < self->d; i++)
    {
      bump->mean[0] += u[i] * (mean[i] - self->origin[i]);
      bump->mean[1] += v[i] * (mean[i] - self->origin[i]);
      for (gsize j = 0; j < self->d; j++)
        {
          bump->covariance[0] += u[i] * covariance[i * self->d + j] * u[j];
          bump->covariance[1] += u[i] * covariance[i * self->d + j] * v[j];
          bump->covariance[2] += v[i] * covariance[i * self->d + j] * v[j];
        }
    }
}

/* --- the box ----------------------------------------------------------------------------- */

static void
set_axis (WscScene *self, guint axis, double low, double high, double step)
{
  self->steps[axis] = step;
  self->low[axis] = floor (low / step + 1e-6) * step;
  self->high[axis] = ceil (high / step - 1e-6) * step;
}

void
wsc_scene_fit_density (WscScene *self)
{
  const WscDensity *density = self->density;
  const double stretch = wsc_density_get_stretch (density), height = stretch * wsc_density_get_peak (density);
  double low[2], high[2];

  wsc_density_get_extent (density, low, high);
  const double side = wsc_scene_nice_step (MAX (high[0] - low[0], high[1] - low[1]) / N_SIDE_TICKS);
  for (guint axis = 0; axis < 2; axis++)
    set_axis (self, axis, low[axis], high[axis], side);
  self->units[2] = 1 / stretch;
  set_axis (self, 2, -BELOW * height, (1 + STEM) * height, stretch * wsc_scene_nice_step (wsc_density_get_peak (density) / N_TICKS));
}

static WscScene *
new_scene_take (WscDensity *density)
{
  WscScene *self = wsc_scene_new_take (NULL, 0);

  self->density = density;
  wsc_scene_set_axis_name (self, 2, "f");
  return self;
}

WscScene *
wsc_scene_new_bumps (const WscBump *bumps, guint n, guint max_nodes, GError **error)
{
  return wsc_scene_new_bumps_within (bumps, n, WSC_DENSITY_EXTENT, max_nodes, error);
}

WscScene *
wsc_scene_new_bumps_within (const WscBump *bumps, guint n, double extent, guint max_nodes, GError **error)
{
  WscDensity *density = wsc_density_new_within (bumps, n, extent, max_nodes, error);

  return density != NULL ? new_scene_take (density) : NULL;
}

static char *
dup_projection_words (const Plane *plane, const WscViewSettings *view)
{
  const double means = 100 * (plane->shares[0] + plane->shares[1]);

  switch (plane->kind)
    {
    case WSC_PROJECTION_TOTAL:
      return g_strdup_printf (_("PCA of means and spread, %.0f %% of the means’ variance"), means);
    case WSC_PROJECTION_AXES:
      return g_strdup_printf (_("chosen coordinates, %.0f %% of the means’ variance"), means);
    case WSC_PROJECTION_TOUR:
      return g_strdup_printf (_("tour at %.4g, %.0f %% of the means’ variance"), view->tour_position, means);
    default:
      return g_strdup_printf (_("PCA of the means, %.0f %% of their variance"), means);
    }
}

static char *
new_caption (const WscDensity *density, const Plane *plane, const WscViewSettings *view)
{
  g_autofree char *mixture = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Density of %u neuron", "Mean density of %u neurons", wsc_density_get_n_bumps (density)),
                                              wsc_density_get_n_bumps (density));
  g_autofree char *volume = g_strdup_printf (_("volume under the mesh %.4f"), wsc_density_get_volume (density));

  if (plane->d == 2)
    return g_strjoin (" · ", mixture, volume, NULL);
  g_autofree char *share = dup_projection_words (plane, view);
  return g_strjoin (" · ", mixture, volume, share, NULL);
}

/* As the axes of the ellipsoids. */
static void
set_names (WscScene *self, const Plane *plane)
{
  const double *shares = plane->shares;

  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *name = plane->kind == WSC_PROJECTION_AXES   ? g_strdup_printf ("w%u", plane->axes[i] + 1)
                              : plane->kind == WSC_PROJECTION_TOUR ? g_strdup_printf (_("direction %u (%.0f %%)"), i + 1, 100 * shares[i])
                                                                   : g_strdup_printf ("PC%u (%.0f %%)", i + 1, 100 * shares[i]);

      wsc_scene_set_axis_name (self, i, name);
    }
}

WscScene *
wsc_scene_new_density (const WscNeurons *neurons, const WscViewSettings *view, gint selected, GError **error)
{
  g_auto (Plane) plane = { 0 };
  g_autofree WscBump *bumps = NULL;
  WscScene *self;
  guint m;

  g_return_val_if_fail (neurons != NULL && view != NULL, NULL);

  if (!plane_init (&plane, neurons, view, error))
    return NULL;
  m = wsc_neurons_get_count (neurons);
  m = view->first > 0 ? MIN ((guint) view->first, m) : m;
  bumps = g_new0 (WscBump, m);
  for (guint i = 0; i < m; i++)
    {
      project (&plane, neurons, i, &bumps[i]);
      bumps[i].colour = wsc_palette_get ((WscPalette) view->palette, i);
      bumps[i].id = i;
    }
  self = wsc_scene_new_bumps_within (bumps, m, view->extent > 0 ? view->extent : WSC_DENSITY_EXTENT, WSC_SCENE_NODES, error);
  if (self == NULL)
    return NULL;
  self->selected = selected >= 0 && (guint) selected < m ? selected : -1;
  self->has_numbers = view->numbers;
  wsc_scene_style_from_view (&self->style, view);
  set_names (self, &plane);
  g_free (self->caption);
  self->caption = new_caption (self->density, &plane, view);
  return self;
}

WscDensity *
wsc_scene_get_density (const WscScene *self)
{
  return self->density;
}

/* --- stems ------------------------------------------------------------------------------------ */

void
wsc_scene_get_stem (const WscScene *self, guint bump, double ends[2][3])
{
  const WscBump *b = &wsc_density_get_bumps (self->density)[bump];
  const double stretch = wsc_density_get_stretch (self->density);

  for (guint k = 0; k < 2; k++)
    {
      ends[k][0] = b->mean[0];
      ends[k][1] = b->mean[1];
    }
  ends[0][2] = self->low[2];
  ends[1][2] = stretch * (wsc_density_evaluate (self->density, b->mean, NULL) + STEM * wsc_density_get_peak (self->density));
}

/* --- what is under a pixel ----------------------------------------------------------------------- */

/* The part of the ray over the plane's extent and between its floor and its peak. */
static gboolean
clip_ray (const WscScene *self, const double origin[3], const double direction[3], double *from, double *to)
{
  double low[3] = { 0 }, high[3] = { 0 };

  wsc_density_get_extent (self->density, low, high);
  high[2] = wsc_density_get_stretch (self->density) * wsc_density_get_peak (self->density) * (1 + 1e-6);
  low[2] = -1e-6 * high[2];
  *from = 0;
  *to = G_MAXDOUBLE;
  for (guint j = 0; j < 3; j++)
    {
      const double a = (low[j] - origin[j]) / direction[j], b = (high[j] - origin[j]) / direction[j];

      if (direction[j] == 0 && !(origin[j] >= low[j] && origin[j] <= high[j]))
        return FALSE;
      if (direction[j] == 0)
        continue;
      *from = MAX (*from, MIN (a, b));
      *to = MIN (*to, MAX (a, b));
    }
  return *from < *to;
}

static gboolean
is_above (const WscScene *self, const double origin[3], const double direction[3], double t, double point[2])
{
  point[0] = origin[0] + t * direction[0];
  point[1] = origin[1] + t * direction[1];
  return origin[2] + t * direction[2] > wsc_density_get_stretch (self->density) * wsc_density_evaluate (self->density, point, NULL);
}

gboolean
wsc_scene_meet_density (const WscScene *self, const WscView *view, double x, double y, double point[2])
{
  double origin[3], direction[3], from, to, step;
  gboolean began;

  g_return_val_if_fail (self->density != NULL, FALSE);

  wsc_view_get_ray (view, x, y, origin, direction);
  if (!clip_ray (self, origin, direction, &from, &to))
    return FALSE;
  step = (to - from) / N_STEPS;
  began = is_above (self, origin, direction, from, point);
  for (guint k = 1; k <= N_STEPS; k++)
    if (is_above (self, origin, direction, from + k * step, point) != began)
      {
        double low = from + (k - 1) * step, high = from + k * step;

        for (guint i = 0; i < 40; i++)
          if (is_above (self, origin, direction, 0.5 * (low + high), point) == began)
            low = 0.5 * (low + high);
          else
            high = 0.5 * (low + high);
        return TRUE;
      }
  return FALSE;
}

char *
wsc_scene_dup_reading (const WscScene *self, const WscCamera *camera, double width, double height, double x, double y)
{
  double point[2];
  WscView view;

  g_return_val_if_fail (self != NULL && camera != NULL && width > 0 && height > 0, NULL);

  if (self->density == NULL)
    return NULL;
  wsc_view_init (&view, self, camera, width, height, 1);
  if (!wsc_scene_meet_density (self, &view, x, y, point))
    return NULL;
  return g_strdup_printf (_("f = %.3g at %.3g, %.3g"), wsc_density_evaluate (self->density, point, NULL), point[0], point[1]);
}
