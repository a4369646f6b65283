/* neurons: what the view asks of the neurons' Gaussians, as ellipsoids. */
#include "scene/scene.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "scene/scene-private.h"

#define LEAST_OPEN 0.25  /* of a projected direction's squared length: below it, it points nearly at the eye */
#define OPEN_LENGTH 1.4  /* of the scene's radius: beyond the box, and before the eye */

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

/* A Gaussian that no replicas stand behind is known as it is: only its content can be drawn. */
static int
get_region (const WscNeurons *neurons, const WscViewSettings *view)
{
  return wsc_neurons_get_n_replicas (neurons) > 0 ? view->region : WSC_REGION_CONTENT;
}

static char *
new_caption (const WscNeurons *neurons, const WscViewSettings *view, const WscProjection *projection, const double range[2])
{
  GString *caption = g_string_new (NULL);
  const guint n_replicas = wsc_neurons_get_n_replicas (neurons);

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  append_part (caption, g_strdup_printf (get_region_words (get_region (neurons, view)), 100 * view->level));
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
                guint m, WscEllipsoid *ellipsoids, GError **error)
{
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

/* --- directions without an end ------------------------------------------------------- */

/* Lengthens an ellipsoid along every direction of a neuron that the data do not fix, so far that it leaves the box: a tube, or a slab. */
static void
open_up (WscEllipsoid *e, const WscNeurons *neurons, guint neuron, const WscProjection *p, double length)
{
  const double *open = wsc_neurons_get_open (neurons, neuron);
  double matrix[9] = { 0 }, values[3], vectors[9];
  guint next = 0;

  for (guint i = 0; i < p->n; i++)
    for (guint j = 0; j < p->n; j++)
      for (guint a = 0; a < p->d; a++)
        for (guint b = 0; b < p->d; b++)
          matrix[i * p->n + j] += p->matrix[i * p->d + a] * open[a * p->d + b] * p->matrix[j * p->d + b];
  if (!wsc_symmetric_eigen (p->n, matrix, values, vectors, NULL))
    return;
  for (guint k = 0; k < p->n; k++)
    {
      double shortest = G_MAXDOUBLE;
      guint replaced = next;

      if (values[k] < LEAST_OPEN)
        continue;
      /* The half-axis that lies most along the direction has no length of its own. */
      for (guint i = 0; i < 3; i++)
        {
          double along = 0, own = 0;

          for (guint j = 0; j < p->n; j++)
            {
              along += e->half_axes[i][j] * vectors[k * p->n + j];
              own += e->half_axes[i][j] * e->half_axes[i][j];
            }
          if (own > 0 && 1 - along * along / own < shortest)
            {
              shortest = 1 - along * along / own;
              replaced = i;
            }
        }
      for (guint j = 0; j < 3; j++)
        e->half_axes[replaced][j] = j < p->n ? (float) (length * vectors[k * p->n + j]) : 0;
      next++;
    }
}

/* After the box is fitted: it goes by what has an end. */
static void
open_all (WscScene *scene, const WscNeurons *neurons, const WscProjection *projection)
{
  const double length = OPEN_LENGTH * wsc_scene_get_radius (scene);

  for (guint i = 0; i < scene->n && wsc_neurons_get_open (neurons, 0) != NULL; i++)
    open_up (&scene->ellipsoids[i], neurons, i, projection, length);
}

/* --- scenes ---------------------------------------------------------------------------- */

static double
find_radius (const WscNeurons *neurons, const WscViewSettings *view, const WscProjection *projection, GError **error)
{
  const guint n_replicas = wsc_neurons_get_n_replicas (neurons);
  const double radius = wsc_region_radius (get_region (neurons, view), view->level, projection->n, n_replicas);

  if (!isfinite (radius))
    g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE,
                 _("%u replicas are too few for this kind of region in %u dimensions; it needs at least %u."), n_replicas,
                 projection->n, projection->n + 1);
  return radius;
}

static guint
count_shown (const WscNeurons *neurons, const WscViewSettings *view)
{
  const guint m = wsc_neurons_get_count (neurons);

  return view->first > 0 ? MIN ((guint) view->first, m) : m;
}

WscScene *
wsc_scene_new_beside (const WscNeurons *neurons, const WscNeurons *reference, const WscViewSettings *view, gint selected, GError **error)
{
  g_autofree WscEllipsoid *ellipsoids = NULL;
  g_autoptr (WscProjection) projection = NULL;
  guint axes[3], m;
  double radius, range[2];
  WscScene *self;

  g_return_val_if_fail (neurons != NULL && reference != NULL && view != NULL, NULL);

  projection = wsc_view_new_projection (view, reference, axes, error);
  if (projection == NULL)
    return NULL;
  radius = find_radius (neurons, view, projection, error);
  if (!isfinite (radius))
    return NULL;
  m = count_shown (neurons, view);
  ellipsoids = g_new0 (WscEllipsoid, m);
  if (!set_ellipsoids (neurons, view, projection, radius, m, ellipsoids, error))
    return NULL;
  self = wsc_scene_new_take (g_steal_pointer (&ellipsoids), m);
  self->selected = selected >= 0 && (guint) selected < m ? selected : -1;
  self->has_path = view->path;
  self->has_numbers = view->numbers;
  get_trace_range (neurons, range);
  g_free (self->caption);
  self->caption = new_caption (neurons, view, projection, range);
  set_axis_names (self, reference, view, projection, axes);
  open_all (self, neurons, projection);
  return self;
}

WscScene *
wsc_scene_new_neurons (const WscNeurons *neurons, const WscViewSettings *view, gint selected, GError **error)
{
  return wsc_scene_new_beside (neurons, neurons, view, selected, error);
}

WscScene *
wsc_scene_new_overlay (guint n, WscNeurons *const *neurons, const WscViewSettings *view, GError **error)
{
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (WscEllipsoid));
  g_autoptr (WscScene) first = NULL;
  WscScene *self;

  g_return_val_if_fail (n > 0 && neurons != NULL && view != NULL, NULL);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (WscScene) scene = wsc_scene_new_beside (neurons[i], neurons[0], view, -1, error);

      if (scene == NULL)
        return NULL;
      for (guint k = 0; k < scene->n; k++)
        {
          scene->ellipsoids[k].colour = wsc_palette_neuron (i);
          scene->ellipsoids[k].id = i * scene->n + k;
        }
      g_array_append_vals (all, scene->ellipsoids, scene->n);
      if (i == 0)
        first = wsc_scene_ref (scene);
    }
  self = wsc_scene_new_ellipsoids ((const WscEllipsoid *) (gpointer) all->data, all->len);
  g_free (self->caption);
  self->caption = g_strdup (first->caption);
  for (guint j = 0; j < 3; j++)
    wsc_scene_set_axis_name (self, j, first->axis_names[j]);
  return self;
}
