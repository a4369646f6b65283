#include <glib/gi18n-lib.h>

#include "app/scene-view-private.h"

/* Below this a drag is a click, px. */
#define REACH 4

static void
get_view (WscSceneView *self, WscView *view)
{
  wsc_view_init (view, self->scene, &self->camera_to, MAX (gtk_widget_get_width (GTK_WIDGET (self)), 1),
                 MAX (gtk_widget_get_height (GTK_WIDGET (self)), 1), 1);
}

/* Neurons that are drawn as one are moved as one. */
static gboolean *
dup_moved (WscSceneView *self, guint neuron)
{
  guint n, m = 0, k = 0;
  g_autofree guint32 *labels = wsc_reduced_dup_labels (wsc_scene_view_get_reduction (self), &m, &k);
  wsc_scene_get_ellipsoids (self->scene, &n);
  gboolean *moved = g_new0 (gboolean, n);
  for (guint i = 0; i < n; i++)
    moved[i] = i == neuron || (self->merged && neuron < m && i < m && labels[i] == labels[neuron]);
  return moved;
}

gboolean
wsc_scene_view_begin_merge (WscSceneView *self, double x, double y)
{
  gint neuron = self->method == WSC_SCENE_VIEW_CLUSTERS && self->scene ? wsc_scene_view_pick (self, x, y) : -1;
  if (neuron < 0 || wsc_session_get_study (self->session)->reduction.method != WSC_REDUCE_CLUSTERS)
    return FALSE;
  self->grab_x = x;
  self->grab_y = y;
  self->dragged = neuron;
  self->target = -1;
  self->moved = dup_moved (self, (guint) neuron);
  return TRUE;
}

void
wsc_scene_view_update_merge (WscSceneView *self)
{
  const char *answer = wsc_session_get_preview (self->session);
  g_autofree char *question = NULL;
  if (self->dragged < 0 || ABS (self->drag_x) + ABS (self->drag_y) <= REACH)
    return;
  if (self->target < 0)
    question = g_strdup_printf (_("Drop neuron %d on another to merge them"), self->dragged + 1);
  else if (!wsc_session_can_merge (self->session, (guint) self->dragged, (guint) self->target))
    question = g_strdup_printf (_("Neurons %d and %d are one already"), self->dragged + 1, self->target + 1);
  else
    question = g_strdup_printf (_("Merge %d and %d: …"), self->dragged + 1, self->target + 1);
  wsc_scene_view_show_readout (self, answer && self->target >= 0 ? answer : question);
}

static void
show (WscSceneView *self, WscScene *scene)
{
  WscScene *old = self->shown;
  self->shown = scene;
  g_clear_pointer (&old, wsc_scene_unref);
  wsc_scene_view_queue_draw (self);
}

void
wsc_scene_view_lead_merge (WscSceneView *self, double dx, double dy)
{
  const double by[] = { dx, dy };
  WscView view;
  guint n;
  if (ABS (dx) + ABS (dy) <= REACH)
    return;
  wsc_scene_view_stop_animation (self);
  self->camera = self->camera_to;
  self->pointer_x = self->grab_x + dx;
  self->pointer_y = self->grab_y + dy;
  get_view (self, &view);
  wsc_scene_get_ellipsoids (self->scene, &n);
  self->target = wsc_view_pick (&view, self->scene, self->moved, self->pointer_x, self->pointer_y);
  show (self, wsc_scene_shift (self->scene, &view, self->moved, by, self->target));
  wsc_session_preview_merge (self->session, self->dragged, self->target);
  wsc_scene_view_update_merge (self);
}

void
wsc_scene_view_end_merge (WscSceneView *self, gboolean drop)
{
  gint dragged = self->dragged, target = self->target;
  if (dragged < 0)
    return;
  self->dragged = self->target = -1;
  g_clear_pointer (&self->moved, g_free);
  wsc_session_preview_merge (self->session, -1, -1);
  wsc_scene_view_show_readout (self, NULL);
  if (self->shown && self->scene && self->shown != self->scene)
    {
      g_autoptr (WscScene) from = wsc_scene_ref (self->shown);
      wsc_scene_view_animate (self, from, &self->camera_to);
    }
  if (drop && target >= 0 && wsc_session_can_merge (self->session, (guint) dragged, (guint) target))
    wsc_scene_view_emit_merge (self, (guint) dragged, (guint) target);
}
