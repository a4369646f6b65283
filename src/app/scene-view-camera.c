#include <math.h>
#include <string.h>

#include "app/scene-view-private.h"

#define ANIMATION_TIME 250000 /* us */

/* The camera follows a scene whose size has left this range around the one it was put for. */
#define MIN_FILL 0.55
#define MAX_FILL 1.15
#define MAX_OFFSET 0.1 /* of the scene's radius, from the middle of the picture */

/* A smooth frame costs four plain ones: it is for a picture at rest, and of so few ellipsoids that it is quick. */
#define REST_MS 150
#define MAX_SMOOTH 500

gboolean
wsc_scene_view_is_smooth (WscSceneView *self)
{
  guint n = 0;
  if (self->shown)
    wsc_scene_get_ellipsoids (self->shown, &n);
  return self->resting && n > 0 && n <= MAX_SMOOTH;
}

static gboolean
on_rest (gpointer user_data)
{
  WscSceneView *self = user_data;

  self->rest = 0;
  self->resting = self->shown && !wsc_session_get_running (self->session);
  if (self->resting && (wsc_scene_view_is_smooth (self) || (self->renderer && wsc_renderer_is_coarse (self->renderer))))
    gtk_gl_area_queue_render (self->area);
  return G_SOURCE_REMOVE;
}

void
wsc_scene_view_cancel_rest (WscSceneView *self)
{
  g_clear_handle_id (&self->rest, g_source_remove);
  self->resting = FALSE;
}

void
wsc_scene_view_queue_draw (WscSceneView *self)
{
  wsc_label_overlay_show (self->labels, self->shown, &self->camera);
  gtk_gl_area_queue_render (self->area);
  wsc_scene_view_cancel_rest (self);
  self->rest = g_timeout_add (REST_MS, on_rest, self);
}

static double
mix (double a, double b, double t)
{
  return a + (b - a) * t;
}

static WscCamera
mix_cameras (const WscCamera *a, const WscCamera *b, double t)
{
  WscCamera camera = *b;
  for (guint i = 0; i < 3; i++)
    camera.target[i] = mix (a->target[i], b->target[i], t);
  camera.azimuth = a->azimuth + remainder (b->azimuth - a->azimuth, 2 * G_PI) * t;
  camera.elevation = mix (a->elevation, b->elevation, t);
  camera.distance = exp (mix (log (a->distance), log (b->distance), t));
  return camera;
}

static double
ease (double t)
{
  return 1 - (1 - t) * (1 - t) * (1 - t);
}

static void
show (WscSceneView *self, WscScene *scene)
{
  WscScene *old = self->shown;
  self->shown = scene ? wsc_scene_ref (scene) : NULL;
  g_clear_pointer (&old, wsc_scene_unref);
}

static void
end_animation (WscSceneView *self)
{
  self->tick = 0;
  g_clear_pointer (&self->from, wsc_scene_unref);
  self->camera = self->camera_to;
  show (self, self->scene);
}

static gboolean
on_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  WscSceneView *self = WSC_SCENE_VIEW (widget);
  gint64 now = gdk_frame_clock_get_frame_time (clock);
  if (!self->started)
    self->started = now;
  double t = (double) (now - self->started) / ANIMATION_TIME;
  if (t >= 1 || !self->scene)
    end_animation (self);
  else
    {
      g_autoptr (WscScene) between = self->from ? wsc_scene_interpolate (self->from, self->scene, ease (t)) : NULL;
      show (self, between ? between : self->scene);
      self->camera = mix_cameras (&self->camera_from, &self->camera_to, ease (t));
    }
  wsc_scene_view_queue_draw (self);
  return self->tick ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static gboolean
wants_animation (WscSceneView *self)
{
  gboolean enabled = TRUE;
  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-enable-animations", &enabled, NULL);
  return enabled && gtk_widget_get_mapped (GTK_WIDGET (self));
}

void
wsc_scene_view_animate (WscSceneView *self, WscScene *from, const WscCamera *target)
{
  WscScene *old = self->from;
  self->from = from ? wsc_scene_ref (from) : NULL;
  g_clear_pointer (&old, wsc_scene_unref);
  self->camera_from = self->camera;
  self->camera_to = *target;
  self->started = 0;
  if (!wants_animation (self))
    {
      wsc_scene_view_stop_animation (self);
      end_animation (self);
      wsc_scene_view_queue_draw (self);
    }
  else if (!self->tick)
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_tick, NULL, NULL);
}

void
wsc_scene_view_stop_animation (WscSceneView *self)
{
  if (self->tick)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick);
  self->tick = 0;
}

static const WscViewSettings *
get_view (WscSceneView *self)
{
  return &wsc_session_get_study (self->session)->view;
}

/* Where `camera` stands after the scene around it went from `before` to `after`, both at home. */
static WscCamera
carry_over (const WscCamera *camera, const WscCamera *after)
{
  WscCamera carried = *after;
  carried.azimuth = camera->azimuth;
  carried.elevation = camera->elevation;
  return carried;
}

static gboolean
still_fits (WscSceneView *self, const WscCamera *home)
{
  double fill = home->distance / self->camera_to.distance;
  double away = 0;
  for (guint i = 0; i < 3; i++)
    away += pow (home->target[i] - self->camera_to.target[i], 2);
  return fill > MIN_FILL && fill < MAX_FILL && sqrt (away) < MAX_OFFSET * wsc_scene_get_radius (self->scene);
}

void
wsc_scene_view_follow_scene (WscSceneView *self, WscScene *from, gboolean may_fit)
{
  WscCamera home, target = self->camera_to;
  wsc_scene_get_home (self->scene, get_view (self), &home);
  target.orthographic = home.orthographic;
  target.field_of_view = home.field_of_view;
  if (!self->fitted)
    target = self->camera = home;
  else if (may_fit && !self->steered && !still_fits (self, &home))
    target = carry_over (&self->camera_to, &home);
  self->fitted = TRUE;
  wsc_scene_view_animate (self, from, &target);
}

static void
get_pose (const WscViewSettings *view, double pose[7])
{
  const double all[] = { view->azimuth, view->elevation, view->zoom, view->target[0], view->target[1], view->target[2], view->field_of_view };
  memcpy (pose, all, sizeof all);
}

void
wsc_scene_view_follow_study (WscSceneView *self)
{
  double pose[7];
  WscCamera target;
  get_pose (get_view (self), pose);
  if (self->method != WSC_SCENE_VIEW_OWN || memcmp (pose, self->pose, sizeof pose) == 0)
    return;
  memcpy (self->pose, pose, sizeof pose);
  if (!self->scene || !self->fitted)
    return;
  wsc_scene_get_home (self->scene, get_view (self), &target);
  self->steered = TRUE;
  wsc_scene_view_animate (self, NULL, &target);
}

void
wsc_scene_view_store_camera (WscSceneView *self)
{
  WscCamera home;
  WscViewSettings view = *get_view (self);
  double off[3];
  if (!self->scene)
    return;
  wsc_scene_view_emit_steered (self);
  if (self->method != WSC_SCENE_VIEW_OWN)
    return;
  view.zoom = 1;
  memset (view.target, 0, sizeof view.target);
  wsc_scene_get_home (self->scene, &view, &home);
  for (guint j = 0; j < 3; j++)
    off[j] = fabs (self->camera_to.target[j] - home.target[j]) > 1e-9 * home.distance ? self->camera_to.target[j] - home.target[j] : 0;
  wsc_session_set_camera (self->session, remainder (self->camera_to.azimuth, 2 * G_PI) * 180 / G_PI,
                          self->camera_to.elevation * 180 / G_PI,
                          CLAMP (home.distance / self->camera_to.distance, 0.01, 100), off);
  get_pose (get_view (self), self->pose);
}

void
wsc_scene_view_steer (WscSceneView *self, const WscCamera *camera)
{
  self->camera = self->camera_to = *camera;
  wsc_scene_view_queue_draw (self);
  wsc_scene_view_store_camera (self);
}

void
wsc_scene_view_zoom (WscSceneView *self, double factor, double x, double y)
{
  double width = MAX (gtk_widget_get_width (GTK_WIDGET (self)), 1);
  double height = MAX (gtk_widget_get_height (GTK_WIDGET (self)), 1);
  WscCamera camera = self->camera_to;
  if (!self->scene)
    return;
  wsc_camera_zoom_at (&camera, factor, 2 * x / width - 1, 1 - 2 * y / height, width / height);
  self->steered = TRUE;
  wsc_scene_view_steer (self, &camera);
}

void
wsc_scene_view_look (WscSceneView *self, WscLook look)
{
  g_return_if_fail (WSC_IS_SCENE_VIEW (self));
  WscCamera target = self->camera_to;
  if (!self->scene)
    return;
  if (look == WSC_LOOK_HOME)
    {
      WscViewSettings view = *get_view (self);
      const WscOption *azimuth = wsc_option_find ("view.azimuth"), *elevation = wsc_option_find ("view.elevation");
      view.azimuth = g_ascii_strtod (azimuth->initial, NULL);
      view.elevation = g_ascii_strtod (elevation->initial, NULL);
      view.zoom = 1;
      memset (view.target, 0, sizeof view.target);
      wsc_scene_get_home (self->scene, &view, &target);
      self->steered = FALSE;
    }
  else
    wsc_scene_look (self->scene, look, &target);
  wsc_scene_view_animate (self, NULL, &target);
  wsc_scene_view_store_camera (self);
}

void
wsc_scene_view_set_camera (WscSceneView *self, const WscCamera *camera, gboolean steered)
{
  g_return_if_fail (WSC_IS_SCENE_VIEW (self) && camera != NULL);
  if (!self->scene)
    return;
  wsc_scene_view_stop_animation (self);
  self->fitted = TRUE;
  self->steered = steered;
  self->camera = self->camera_to = *camera;
  show (self, self->scene);
  wsc_scene_view_queue_draw (self);
}

gboolean
wsc_scene_view_is_steered (WscSceneView *self)
{
  g_return_val_if_fail (WSC_IS_SCENE_VIEW (self), FALSE);
  return self->steered;
}

void
wsc_scene_view_fit (WscSceneView *self)
{
  g_return_if_fail (WSC_IS_SCENE_VIEW (self));
  WscCamera home;
  if (!self->scene)
    return;
  wsc_scene_get_home (self->scene, get_view (self), &home);
  home = carry_over (&self->camera_to, &home);
  wsc_scene_view_set_camera (self, &home, FALSE);
}

gboolean
wsc_scene_view_get_camera (WscSceneView *self, WscCamera *camera)
{
  g_return_val_if_fail (WSC_IS_SCENE_VIEW (self), FALSE);
  *camera = self->camera_to;
  return self->scene != NULL;
}
