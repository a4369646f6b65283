/* The answers of several methods as pictures to be laid side by side: one projection, one way to look, one scale or each its own. */
#include "scene/scene.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static void
compared_clear (gpointer item)
{
  WscComparedScene *self = item;

  g_clear_pointer (&self->scene, wsc_scene_unref);
  g_clear_pointer (&self->heading, g_free);
}

static gboolean
add_scene (GArray *scenes, WscScene *scene, const WscViewSettings *view, char *heading)
{
  WscComparedScene cell = { .scene = scene, .heading = heading, .factor = 1 };

  if (scene == NULL)
    {
      g_free (heading);
      return FALSE;
    }
  wsc_scene_get_home (scene, view, &cell.camera);
  g_array_append_val (scenes, cell);
  return TRUE;
}

static gboolean
add_overlay (GArray *scenes, WscEstimate *const *estimates, guint n, const WscViewSettings *view, GError **error)
{
  g_autofree WscNeurons **neurons = g_new (WscNeurons *, n);
  g_autoptr (GString) heading = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      neurons[i] = estimates[i]->neurons;
      g_string_append_printf (heading, "%s" WSC_COMPARED_DOT " %s", i > 0 ? "   " : "", wsc_study_get_method_label (estimates[i]->method));
    }
  return add_scene (scenes, wsc_scene_new_overlay (n, neurons, view, error), view, g_strdup (heading->str));
}

/* The first scene's centre, from as far as the farthest needs. */
static void
share_camera (GArray *scenes)
{
  WscCamera camera = g_array_index (scenes, WscComparedScene, 0).camera;

  for (guint i = 1; i < scenes->len; i++)
    camera.distance = MAX (camera.distance, g_array_index (scenes, WscComparedScene, i).camera.distance);
  for (guint i = 0; i < scenes->len; i++)
    g_array_index (scenes, WscComparedScene, i).camera = camera;
}

static void
tell_factors (GArray *scenes)
{
  double first = g_array_index (scenes, WscComparedScene, 0).camera.distance;

  for (guint i = 1; i < scenes->len; i++)
    {
      WscComparedScene *cell = &g_array_index (scenes, WscComparedScene, i);
      char *heading;

      cell->factor = first / cell->camera.distance;
      heading = g_strdup_printf (_("%s, drawn × %.3g"), cell->heading, cell->factor);
      g_free (cell->heading);
      cell->heading = heading;
    }
}

GArray *
wsc_compared_scenes_new (const WscResults *results, const WscViewSettings *view, GError **error)
{
  g_autoptr (GArray) scenes = g_array_new (FALSE, FALSE, sizeof (WscComparedScene));
  guint n;
  WscEstimate *const *estimates = wsc_results_get_estimates (results, &n);

  g_array_set_clear_func (scenes, compared_clear);
  if (n == 0)
    {
      g_set_error_literal (error, WSC_ERROR, WSC_ERROR_RANGE, _("No method has given an answer yet"));
      return NULL;
    }
  if (view->overlay)
    return add_overlay (scenes, estimates, n, view, error) ? g_steal_pointer (&scenes) : NULL;
  for (guint i = 0; i < n; i++)
    if (!add_scene (scenes, wsc_scene_new_beside (estimates[i]->neurons, estimates[0]->neurons, view, -1, error), view,
                    g_strdup (wsc_study_get_method_label (estimates[i]->method))))
      return NULL;
  if (view->own_scale)
    tell_factors (scenes);
  else
    share_camera (scenes);
  return g_steal_pointer (&scenes);
}
