/* neurons: what the view asks of the neurons' Gaussians, as ellipsoids. */
#include "scene/scene.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "scene/scene-private.h"

#define LEAST_OPEN 0.25  /* of a projected direction's squared length: below it, it points nearly at the eye */
#define MOST_ALONG 2.2
#define OPEN_LENGTH 1.4  /* of the scene's radius: beyond the box, and before the eye */

/* A Gaussian that no replicas stand behind is known as it is: only its content can be drawn. */
static int
get_region (const WscNeurons *neurons, const WscViewSettings *view)
{
  return wsc_neurons_get_n_replicas (neurons) > 0 ? view->region : WSC_REGION_CONTENT;
}

/* --- ellipsoids --------------------------------------------------------------------- */

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

/* Takes the colours' key. */
static gboolean
set_ellipsoids (const WscNeurons *neurons, const WscViewSettings *view, const WscProjection *projection, double radius,
                guint m, WscEllipsoid *ellipsoids, WscColourKey *key, GError **error)
{
  g_autofree WscRegion *regions = g_new0 (WscRegion, m);
  WscColouring colouring = { neurons, view, m, regions, projection->n };
  double hair;

  for (guint i = 0; i < m; i++)
    {
      if (!wsc_neurons_get_region (neurons, i, projection, radius, &regions[i], error))
        return FALSE;
      set_region (&ellipsoids[i], &regions[i]);
      ellipsoids[i].id = i;
    }
  wsc_colouring_init (&colouring, key);
  hair = WSC_SCENE_HAIR * get_rough_radius (ellipsoids, m);
  for (guint i = 0; i < m; i++)
    {
      ellipsoids[i].colour = wsc_colouring_get (&colouring, key, i);
      thicken (&ellipsoids[i], &regions[i], hair);
    }
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

/* Half the side of a cube about the origin that holds nearly every view of a tour, so that its box hardly changes on the way. The longest
 * half-axis of a covariance is at most the root of its Frobenius norm; of a mean's distance, along a random direction of d, there
 * is 1 / sqrt (d) in the root mean square, and seldom MOST_ALONG times as much. */
static double
get_reach (const WscNeurons *neurons, guint m, const WscProjection *projection, double radius)
{
  const guint d = projection->d;
  double reach = 0;

  for (guint i = 0; i < m; i++)
    {
      const double *mean = wsc_neurons_get_mean (neurons, i), *covariance = wsc_neurons_get_covariance (neurons, i);
      double away = 0, squares = 0;

      for (guint j = 0; j < d; j++)
        away += (mean[j] - projection->origin[j]) * (mean[j] - projection->origin[j]);
      for (guint j = 0; j < d * d; j++)
        squares += covariance[j] * covariance[j];
      reach = MAX (reach, MIN (1, MOST_ALONG / sqrt (d)) * sqrt (away) + radius * sqrt (sqrt (squares)));
    }
  return reach;
}

WscScene *
wsc_scene_new_projected (const WscNeurons *neurons, const WscNeurons *reference, const WscProjection *projection,
                         const WscViewSettings *view, gint selected, GError **error)
{
  g_autofree WscEllipsoid *ellipsoids = NULL;
  WscColourKey key;
  double radius;
  guint m;
  WscScene *self;

  g_return_val_if_fail (neurons != NULL && reference != NULL && projection != NULL && view != NULL, NULL);

  radius = find_radius (neurons, view, projection, error);
  if (!isfinite (radius))
    return NULL;
  m = count_shown (neurons, view);
  ellipsoids = g_new0 (WscEllipsoid, m);
  if (!set_ellipsoids (neurons, view, projection, radius, m, ellipsoids, &key, error))
    return NULL;
  self = wsc_scene_new_take (g_steal_pointer (&ellipsoids), m);
  self->selected = selected >= 0 && (guint) selected < m ? selected : -1;
  self->has_path = view->path;
  self->has_numbers = view->numbers;
  self->key = key;
  self->origin = wsc_origin_new (neurons, projection, view, get_region (neurons, view), radius);
  if (view->projection == WSC_PROJECTION_TOUR && !projection->identity)
    self->reach = get_reach (neurons, m, projection, radius);
  wsc_scene_style_from_view (&self->style, view);
  g_free (self->caption);
  self->caption = wsc_scene_new_caption (neurons, view, get_region (neurons, view), projection, radius);
  wsc_scene_name_axes (self, reference, view, projection);
  open_all (self, neurons, projection);
  return self;
}

WscScene *
wsc_scene_new_beside (const WscNeurons *neurons, const WscNeurons *reference, const WscViewSettings *view, gint selected, GError **error)
{
  g_autoptr (WscProjection) projection = NULL;
  guint axes[3];

  g_return_val_if_fail (neurons != NULL && reference != NULL && view != NULL, NULL);

  projection = wsc_view_new_projection (view, reference, axes, error);
  return projection != NULL ? wsc_scene_new_projected (neurons, reference, projection, view, selected, error) : NULL;
}

WscScene *
wsc_scene_new_neurons (const WscNeurons *neurons, const WscViewSettings *view, gint selected, GError **error)
{
  g_return_val_if_fail (view != NULL, NULL);

  if (view->shape == WSC_SHAPE_SURFACE)
    return wsc_scene_new_density (neurons, view, selected, error);
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
  self->reach = first->reach;
  self->style = first->style;
  for (guint j = 0; j < 3; j++)
    wsc_scene_set_axis_name (self, j, first->axis_names[j]);
  return self;
}
