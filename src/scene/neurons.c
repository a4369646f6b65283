/* neurons: what the view asks of the neurons' Gaussians, as ellipsoids. */
#include "scene/scene.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "scene/scene-private.h"

/* --- words ------------------------------------------------------------------------ */

static const char *
get_region_words (int region)
{
  static const char *const words[] = {
    [WSC_REGION_CONTENT] = N_("%g %% content region"),
    [WSC_REGION_PREDICTION] = N_("%g %% prediction region"),
    [WSC_REGION_MEAN] = N_("%g %% confidence region of the mean"),
  };

  return _(words[CLAMP (region, 0, 2)]);
}

static void
append_part (GString *caption, char *part)
{
  if (caption->len > 0)
    g_string_append (caption, " · ");
  g_string_append (caption, part);
  g_free (part);
}

static char *
new_caption (const WscNeurons *neurons, const WscViewSettings *view, const WscProjection *projection, const double range[2])
{
  GString *caption = g_string_new (NULL);
  const guint n_replicas = wsc_neurons_get_n_replicas (neurons);

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  append_part (caption, g_strdup_printf (get_region_words (view->region), 100 * view->level));
#pragma GCC diagnostic pop
  if (n_replicas > 0)
    append_part (caption, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u replica", "%u replicas", n_replicas), n_replicas));
  if (!projection->identity && view->projection == WSC_PROJECTION_PCA)
    append_part (caption, g_strdup_printf (_("PCA of the means, %.0f %% of their variance"), 100 * projection->share));
  else if (!projection->identity)
    append_part (caption, g_strdup_printf (_("chosen coordinates, %.0f %% of the means’ variance"), 100 * projection->share));
  if (view->colour == WSC_COLOUR_TRACE)
    append_part (caption, g_strdup_printf (_("colour: trace of the covariance, %.2g to %.2g"), range[0], range[1]));
  return g_string_free (caption, FALSE);
}

/* The share of the means' variance along each axis of the projection. */
static void
get_axis_shares (const WscNeurons *neurons, const WscProjection *p, double shares[3])
{
  const guint m = wsc_neurons_get_count (neurons);
  double total = 0;
  g_autofree double *centre = g_new0 (double, p->d);

  memset (shares, 0, 3 * sizeof *shares);
  for (guint k = 0; k < m; k++)
    for (guint j = 0; j < p->d; j++)
      centre[j] += wsc_neurons_get_mean (neurons, k)[j] / m;
  for (guint k = 0; k < m; k++)
    {
      const double *mean = wsc_neurons_get_mean (neurons, k);

      for (guint j = 0; j < p->d; j++)
        total += (mean[j] - centre[j]) * (mean[j] - centre[j]);
      for (guint i = 0; i < p->n; i++)
        {
          double sum = 0;

          for (guint j = 0; j < p->d; j++)
            sum += p->matrix[i * p->d + j] * (mean[j] - centre[j]);
          shares[i] += sum * sum;
        }
    }
  for (guint i = 0; i < 3; i++)
    shares[i] = total > 0 ? shares[i] / total : 0;
}

static void
set_axis_names (WscScene *scene, const WscNeurons *neurons, const WscViewSettings *view, const WscProjection *p, const guint axes[3])
{
  double shares[3];

  get_axis_shares (neurons, p, shares);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *name = NULL;

      if (i >= p->n)
        name = g_strdup ("");
      else if (p->identity)
        name = g_strdup_printf ("w%u", i + 1);
      else if (view->projection == WSC_PROJECTION_AXES)
        name = g_strdup_printf ("w%u", axes[i] + 1);
      else
        name = g_strdup_printf ("PC%u (%.0f %%)", i + 1, 100 * shares[i]);
      wsc_scene_set_axis_name (scene, i, name);
    }
}

/* --- ellipsoids --------------------------------------------------------------------- */

/* Traces of covariances spread over ratios, so the ramp runs over their logarithm. */
static WscRgba
get_colour (const WscNeurons *neurons, const WscViewSettings *view, guint i, const double range[2])
{
  const double trace = wsc_neurons_get_trace (neurons, i);

  if (view->colour != WSC_COLOUR_TRACE)
    return wsc_palette_neuron (i);
  if (!(range[0] > 0))
    return wsc_palette_ramp (range[1] > 0 ? trace / range[1] : 0);
  return wsc_palette_ramp (range[1] > range[0] ? log (trace / range[0]) / log (range[1] / range[0]) : 0.5);
}

static void
get_trace_range (const WscNeurons *neurons, double range[2])
{
  range[0] = G_MAXDOUBLE;
  range[1] = 0;
  for (guint i = 0; i < wsc_neurons_get_count (neurons); i++)
    {
      range[0] = MIN (range[0], wsc_neurons_get_trace (neurons, i));
      range[1] = MAX (range[1], wsc_neurons_get_trace (neurons, i));
    }
}

static void
set_region (WscEllipsoid *e, const WscRegion *region)
{
  for (guint j = 0; j < 3; j++)
    {
      e->centre[j] = region->centre[j];
      for (guint i = 0; i < 3; i++)
        e->half_axes[i][j] = region->half_axes[i] * region->axes[i][j];
    }
}

/* The radius of the scene before its box is rounded, from all that has a size. */
static double
get_rough_radius (const WscEllipsoid *ellipsoids, guint n)
{
  WscScene *scene = wsc_scene_new_ellipsoids (ellipsoids, n);
  const double radius = wsc_scene_get_radius (scene);

  wsc_scene_unref (scene);
  return radius;
}

/* Gives flat ones a hair's thickness, so that they have two sides, a volume to hit and a normal everywhere. */
static void
thicken (WscEllipsoid *e, const WscRegion *region, double hair)
{
  for (guint i = 0; i < 3; i++)
    if (!(region->half_axes[i] > hair))
      for (guint j = 0; j < 3; j++)
        e->half_axes[i][j] = hair * region->axes[i][j];
}

static gboolean
set_ellipsoids (const WscNeurons *neurons, const WscViewSettings *view, const WscProjection *projection, double radius,
                WscEllipsoid *ellipsoids, GError **error)
{
  const guint m = wsc_neurons_get_count (neurons);
  g_autofree WscRegion *regions = g_new0 (WscRegion, m);
  double range[2], hair;

  get_trace_range (neurons, range);
  for (guint i = 0; i < m; i++)
    {
      if (!wsc_neurons_get_region (neurons, i, projection, radius, &regions[i], error))
        return FALSE;
      set_region (&ellipsoids[i], &regions[i]);
      ellipsoids[i].colour = get_colour (neurons, view, i, range);
      ellipsoids[i].id = i;
    }
  hair = WSC_SCENE_HAIR * get_rough_radius (ellipsoids, m);
  for (guint i = 0; i < m; i++)
    thicken (&ellipsoids[i], &regions[i], hair);
  return TRUE;
}

WscScene *
wsc_scene_new_neurons (const WscNeurons *neurons, const WscViewSettings *view, gint selected, GError **error)
{
  const guint m = wsc_neurons_get_count (neurons), n_replicas = wsc_neurons_get_n_replicas (neurons);
  g_autofree WscEllipsoid *ellipsoids = NULL;
  g_autoptr (WscProjection) projection = NULL;
  guint axes[3];
  double radius, range[2];
  WscScene *self;

  g_return_val_if_fail (neurons != NULL && view != NULL, NULL);

  projection = wsc_view_new_projection (view, neurons, axes, error);
  if (projection == NULL)
    return NULL;
  radius = wsc_region_radius (view->region, view->level, projection->n, n_replicas);
  if (!isfinite (radius))
    {
      g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE,
                   _("%u replicas are too few for this kind of region in %u dimensions; it needs at least %u."),
                   n_replicas, projection->n, projection->n + 1);
      return NULL;
    }
  ellipsoids = g_new0 (WscEllipsoid, m);
  if (!set_ellipsoids (neurons, view, projection, radius, ellipsoids, error))
    return NULL;
  self = wsc_scene_new_take (g_steal_pointer (&ellipsoids), m);
  self->selected = selected >= 0 && (guint) selected < m ? selected : -1;
  self->has_path = view->path;
  self->has_numbers = view->numbers;
  get_trace_range (neurons, range);
  g_free (self->caption);
  self->caption = new_caption (neurons, view, projection, range);
  set_axis_names (self, neurons, view, projection, axes);
  return self;
}
