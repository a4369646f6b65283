/* The grand tour, played: a scene a frame, of a projection that moves on. What is seen is not the study's until it is kept. */
#include "app/scene-view-private.h"

#include "app/tour-bar.h"

#define MAX_NUMBERED 200      /* numbers are laid out anew in every frame */
#define STILL_TIME 1000000    /* us: where motion is unwanted, a picture a second */
#define LONGEST_STEP 100000   /* us: a stalled window does not jump ahead */

static const WscViewSettings *
get_view (WscSceneView *self)
{
  return &wsc_session_get_study (self->session)->view;
}

gboolean
wsc_scene_view_is_on_tour (WscSceneView *self)
{
  return self->method == WSC_SCENE_VIEW_OWN && get_view (self)->projection == WSC_PROJECTION_TOUR;
}

double
wsc_scene_view_get_tour_position (WscSceneView *self)
{
  g_return_val_if_fail (WSC_IS_SCENE_VIEW (self), 0);
  return self->tour_at >= 0 ? self->tour_at : get_view (self)->tour_position;
}

/* The tour of these neurons, with the frames it has passed. */
static WscTour *
get_tour (WscSceneView *self, WscNeurons *neurons, GError **error)
{
  int seed = get_view (self)->tour_seed;
  if (self->tour && self->tour_neurons == neurons && self->tour_seed == seed)
    return self->tour;
  wsc_scene_view_forget_tour (self);
  self->tour = wsc_tour_new (neurons, (guint) seed, error);
  self->tour_neurons = wsc_neurons_ref (neurons);
  self->tour_seed = seed;
  return self->tour;
}

void
wsc_scene_view_forget_tour (WscSceneView *self)
{
  g_clear_pointer (&self->tour, wsc_tour_free);
  g_clear_pointer (&self->tour_neurons, wsc_neurons_unref);
}

WscScene *
wsc_scene_view_new_tour_scene (WscSceneView *self, WscNeurons *neurons, GError **error)
{
  WscViewSettings view = *get_view (self);
  WscTour *tour = get_tour (self, neurons, error);
  view.tour_position = wsc_scene_view_get_tour_position (self);
  g_autoptr (WscProjection) projection = tour ? wsc_tour_new_projection (tour, view.tour_position, error) : NULL;
  if (!projection)
    return NULL;
  if (view.colour == WSC_COLOUR_CLUSTER || view.shape == WSC_SHAPE_SURFACE)
    return wsc_scene_view_new_plain_scene (self, neurons, &view, error);
  view.numbers = view.numbers && (!self->tour_tick || wsc_neurons_get_count (neurons) <= MAX_NUMBERED);
  return wsc_scene_new_projected (neurons, neurons, projection, &view, wsc_session_get_selected (self->session), error);
}

void
wsc_scene_view_show_tour_bar (WscSceneView *self)
{
  gboolean shown = self->scene && wsc_scene_view_is_on_tour (self) && wsc_neurons_get_dimension (wsc_scene_view_get_neurons (self)) > 3;
  if (!self->tour_bar)
    return;
  gtk_widget_set_visible (GTK_WIDGET (self->tour_bar), shown);
  if (shown)
    wsc_tour_bar_update (self->tour_bar);
}

void
wsc_scene_view_forget_place (WscSceneView *self)
{
  const WscViewSettings *view = get_view (self);
  if (view->tour_position != self->tour_kept || view->tour_seed != self->tour_seed)
    self->tour_at = -1;
  self->tour_kept = view->tour_position;
}

/* --- moving on ------------------------------------------------------------------------ */

void
wsc_scene_view_go_on_tour (WscSceneView *self, double position)
{
  g_return_if_fail (WSC_IS_SCENE_VIEW (self));
  self->tour_at = CLAMP (position, 0, WSC_TOUR_MAX_POSITION);
  wsc_scene_view_refresh (self);
}

static gboolean
wants_motion (WscSceneView *self)
{
  gboolean enabled = TRUE;
  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-enable-animations", &enabled, NULL);
  return enabled;
}

static gboolean
on_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  WscSceneView *self = WSC_SCENE_VIEW (widget);
  gint64 now = gdk_frame_clock_get_frame_time (clock), longest = wants_motion (self) ? LONGEST_STEP : 2 * STILL_TIME;
  double position = wsc_scene_view_get_tour_position (self);
  if (!wsc_scene_view_is_on_tour (self) || position >= WSC_TOUR_MAX_POSITION)
    {
      self->tour_tick = 0;
      wsc_tour_bar_update (self->tour_bar);
      return G_SOURCE_REMOVE;
    }
  if (self->tour_time == 0)
    self->tour_time = now;
  if (!wants_motion (self) && now - self->tour_time < STILL_TIME)
    return G_SOURCE_CONTINUE;
  position += get_view (self)->tour_speed / 60 * (double) MIN (now - self->tour_time, longest) / G_USEC_PER_SEC;
  self->tour_time = now;
  wsc_scene_view_go_on_tour (self, position);
  return G_SOURCE_CONTINUE;
}

gboolean
wsc_scene_view_is_playing (WscSceneView *self)
{
  g_return_val_if_fail (WSC_IS_SCENE_VIEW (self), FALSE);
  return self->tour_tick != 0;
}

void
wsc_scene_view_play (WscSceneView *self, gboolean playing)
{
  g_return_if_fail (WSC_IS_SCENE_VIEW (self));
  if (playing == (self->tour_tick != 0))
    return;
  self->tour_time = 0;
  if (playing)
    self->tour_tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_tick, NULL, NULL);
  else
    {
      gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tour_tick);
      self->tour_tick = 0;
      wsc_scene_view_refresh (self);
    }
  wsc_tour_bar_update (self->tour_bar);
}

void
wsc_scene_view_keep_tour (WscSceneView *self)
{
  g_return_if_fail (WSC_IS_SCENE_VIEW (self));
  g_autofree char *text = wsc_format_number (wsc_scene_view_get_tour_position (self));
  wsc_scene_view_play (self, FALSE);
  wsc_session_set_option (self->session, "view.tour-position", text, NULL);
}
