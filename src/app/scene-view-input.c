#include <glib/gi18n-lib.h>
#include <math.h>

#include "app/scene-view-private.h"
#include "scene/cloud.h"
#include "scene/density.h"

#define ORBIT_RATE 0.008   /* rad a pixel */
#define KEY_ANGLE (G_PI / 36)
#define KEY_SHIFT 0.05     /* of the shorter side */
#define ZOOM_STEP 1.15
#define READOUT_GAP 14     /* px between pointer and readout */

/* --- reading off ---------------------------------------------------------------- */

static char *
dup_vector (const double *values, guint n, guint n_shown)
{
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < MIN (n, n_shown); i++)
    g_string_append_printf (text, "%s%.3g", i ? wsc_number_separator () : "", values[i]);
  if (n > n_shown)
    g_string_append_printf (text, "%s…", wsc_number_separator ());
  return g_string_free (text, FALSE);
}

static char *
dup_half_axes (const WscEllipsoid *ellipsoid)
{
  double lengths[3];
  for (guint i = 0; i < 3; i++)
    lengths[i] = hypot (hypot (ellipsoid->half_axes[i][0], ellipsoid->half_axes[i][1]), ellipsoid->half_axes[i][2]);
  return dup_vector (lengths, 3, 3);
}

/* The surface has a height where the pointer is, and a neuron that has most of it. */
static char *
dup_density_readout (WscSceneView *self, gint neuron)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self)), height = gtk_widget_get_height (GTK_WIDGET (self));
  g_autofree char *reading = wsc_scene_dup_reading (self->scene, &self->camera, width, height, self->pointer_x, self->pointer_y);
  /* Translators: read off the density of neurons: its height at a point, the number of the nearest neuron */
  return reading ? g_strdup_printf (_("%s\nnearest: neuron %d"), reading, neuron + 1) : NULL;
}

/* A line of its own, or nothing. */
static char *
dup_cluster (WscSceneView *self, guint neuron)
{
  guint m = 0, k = 0;
  g_autofree guint32 *labels = self->method == WSC_SCENE_VIEW_CLUSTERS ? wsc_reduced_dup_labels (wsc_scene_view_get_reduction (self), &m, &k) : NULL;
  return neuron < m ? g_strdup_printf (_("\ncluster %u of %u"), labels[neuron] + 1, k) : g_strdup ("");
}

static char *
dup_readout (WscSceneView *self, gint ellipsoid)
{
  if (wsc_scene_get_density (self->scene))
    return dup_density_readout (self, ellipsoid);
  guint n;
  gint neuron;
  const WscEllipsoid *ellipsoids = wsc_scene_get_ellipsoids (self->scene, &n);
  WscNeurons *neurons = wsc_scene_view_find_neuron (self, ellipsoid, &neuron);
  if (!neurons || (guint) ellipsoid >= n || (guint) neuron >= wsc_neurons_get_count (neurons))
    return NULL;
  g_autofree char *mean
      = dup_vector (wsc_neurons_get_mean (neurons, (guint) neuron), wsc_neurons_get_dimension (neurons), 4);
  g_autofree char *half_axes = dup_half_axes (&ellipsoids[ellipsoid]);
  g_autofree char *cluster = dup_cluster (self, (guint) neuron);
  g_autoptr (WscCloud) cloud = wsc_scene_new_cloud (self->scene, (guint) ellipsoid);
  g_autofree char *replicas = cloud ? wsc_cloud_dup_text (cloud) : NULL;
  /* Translators: what is read off a neuron: its number from 1, its mean, the half-axes of its region, the trace of its covariance, and on a line
   * of its own what cluster it is of, if any */
  g_autofree char *text = g_strdup_printf (_("Neuron %d\nmean %s\nhalf-axes %s\ntrace %.3g%s"), neuron + 1, mean, half_axes,
                                           wsc_neurons_get_trace (neurons, (guint) neuron), cluster);
  return replicas ? g_strconcat (text, "\n", replicas, NULL) : g_steal_pointer (&text);
}

static void
place_readout (WscSceneView *self)
{
  GtkWidget *readout = GTK_WIDGET (self->readout);
  int width = gtk_widget_get_width (GTK_WIDGET (self)), height = gtk_widget_get_height (GTK_WIDGET (self));
  GtkRequisition size;
  gtk_widget_get_preferred_size (readout, NULL, &size);
  double x = self->pointer_x + READOUT_GAP, y = self->pointer_y + READOUT_GAP;
  if (x + size.width > width)
    x = self->pointer_x - READOUT_GAP - size.width;
  if (y + size.height > height)
    y = self->pointer_y - READOUT_GAP - size.height;
  gtk_widget_set_margin_start (readout, (int) MAX (x, 0));
  gtk_widget_set_margin_top (readout, (int) MAX (y, 0));
}

void
wsc_scene_view_show_readout (WscSceneView *self, const char *text)
{
  if (text)
    {
      gtk_label_set_label (self->readout, text);
      gtk_widget_set_margin_start (GTK_WIDGET (self->readout), 0);
      gtk_widget_set_margin_top (GTK_WIDGET (self->readout), 0);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->readout), text != NULL);
  if (text)
    place_readout (self);
}

void
wsc_scene_view_update_readout (WscSceneView *self)
{
  g_autofree char *text = self->hovered >= 0 && self->scene ? dup_readout (self, self->hovered) : NULL;
  if (self->dragged < 0)
    wsc_scene_view_show_readout (self, text);
}

gint
wsc_scene_view_pick (WscSceneView *self, double x, double y)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self)), height = gtk_widget_get_height (GTK_WIDGET (self));
  return self->shown ? wsc_scene_pick (self->shown, &self->camera, width, height, x, y) : -1;
}

static void
hover (WscSceneView *self, gint neuron)
{
  gboolean changed = neuron != self->hovered;
  self->hovered = neuron;
  wsc_label_overlay_set_hovered (self->labels, neuron);
  if (changed)
    gtk_widget_set_cursor_from_name (GTK_WIDGET (self), neuron >= 0 ? "pointer" : NULL);
  if (changed || neuron >= 0)
    wsc_scene_view_update_readout (self);
}

static void
on_motion (GtkEventControllerMotion *controller, double x, double y, WscSceneView *self)
{
  self->pointer_x = x;
  self->pointer_y = y;
  if (self->dragged < 0)
    hover (self, wsc_scene_view_pick (self, x, y));
}

static void
on_leave (GtkEventControllerMotion *controller, WscSceneView *self)
{
  hover (self, -1);
}

/* --- dragging ------------------------------------------------------------------- */

static void
on_drag_begin (GtkGestureDrag *drag, double x, double y, WscSceneView *self)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (drag));
  guint button = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (drag));
  if (button == GDK_BUTTON_SECONDARY)
    {
      gtk_gesture_set_state (GTK_GESTURE (drag), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  self->panning = button == GDK_BUTTON_MIDDLE || (state & GDK_SHIFT_MASK);
  self->drag_x = self->drag_y = 0;
  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (!self->panning && wsc_scene_view_begin_merge (self, x, y))
    hover (self, -1);
}

static void
on_drag_update (GtkGestureDrag *drag, double dx, double dy, WscSceneView *self)
{
  double side = MAX (MIN (gtk_widget_get_width (GTK_WIDGET (self)), gtk_widget_get_height (GTK_WIDGET (self))), 1);
  WscCamera camera = self->camera_to;
  if (!self->scene)
    return;
  if (self->dragged >= 0)
    {
      self->drag_x = dx;
      self->drag_y = dy;
      wsc_scene_view_lead_merge (self, dx, dy);
      return;
    }
  hover (self, -1);
  if (self->panning)
    {
      wsc_camera_pan (&camera, (dx - self->drag_x) / side, -(dy - self->drag_y) / side);
      self->steered = TRUE;
    }
  else
    wsc_camera_orbit (&camera, -(dx - self->drag_x) * ORBIT_RATE, (dy - self->drag_y) * ORBIT_RATE);
  self->drag_x = dx;
  self->drag_y = dy;
  wsc_scene_view_steer (self, &camera);
}

static void
on_drag_end (GtkGestureDrag *drag, double dx, double dy, WscSceneView *self)
{
  wsc_scene_view_end_merge (self, TRUE);
}

static void
on_drag_cancel (GtkGesture *drag, GdkEventSequence *sequence, WscSceneView *self)
{
  wsc_scene_view_end_merge (self, FALSE);
}

static void
on_secondary (GtkGestureClick *click, int n_press, double x, double y, WscSceneView *self)
{
  gint neuron;
  wsc_scene_view_find_neuron (self, wsc_scene_view_pick (self, x, y), &neuron);
  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (neuron >= 0)
    wsc_scene_view_emit_menu (self, neuron, x, y);
}

static void
on_clicked (GtkGestureClick *click, int n_press, double x, double y, WscSceneView *self)
{
  gint neuron;
  wsc_scene_view_find_neuron (self, wsc_scene_view_pick (self, x, y), &neuron);
  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (fabs (self->drag_x) + fabs (self->drag_y) > 4)
    return;
  if (n_press == 2 && neuron < 0)
    wsc_scene_view_look (self, WSC_LOOK_HOME);
  else
    wsc_session_set_selected (self->session, neuron);
}

static gboolean
on_scroll (GtkEventControllerScroll *scroll, double dx, double dy, WscSceneView *self)
{
  wsc_scene_view_zoom (self, pow (ZOOM_STEP, -dy), self->pointer_x, self->pointer_y);
  return TRUE;
}

static void
on_pinch_begin (GtkGesture *gesture, GdkEventSequence *sequence, WscSceneView *self)
{
  self->pinch = 1;
}

static void
on_pinch (GtkGestureZoom *zoom, double scale, WscSceneView *self)
{
  double x = self->pointer_x, y = self->pointer_y;
  gtk_gesture_get_bounding_box_center (GTK_GESTURE (zoom), &x, &y);
  wsc_scene_view_zoom (self, scale / self->pinch, x, y);
  self->pinch = scale;
}

/* --- keys ----------------------------------------------------------------------- */

static void
turn (WscSceneView *self, double dx, double dy, gboolean shift)
{
  WscCamera camera = self->camera_to;
  if (!self->scene)
    return;
  if (shift)
    {
      wsc_camera_pan (&camera, dx * KEY_SHIFT, dy * KEY_SHIFT);
      self->steered = TRUE;
    }
  else
    wsc_camera_orbit (&camera, -dx * KEY_ANGLE, -dy * KEY_ANGLE);
  wsc_scene_view_steer (self, &camera);
}

static void
select_next (WscSceneView *self, gint step)
{
  guint n = 0;
  gint selected = wsc_session_get_selected (self->session);
  if (self->scene && self->method != WSC_SCENE_VIEW_OVERLAY)
    wsc_scene_get_ellipsoids (self->scene, &n);
  if (!n)
    return;
  selected = selected < 0 ? (step > 0 ? 0 : (gint) n - 1) : (selected + step + (gint) n) % (gint) n;
  wsc_session_set_selected (self->session, selected);
}

static void
zoom_middle (WscSceneView *self, double factor)
{
  wsc_scene_view_zoom (self, factor, gtk_widget_get_width (GTK_WIDGET (self)) / 2.0,
                       gtk_widget_get_height (GTK_WIDGET (self)) / 2.0);
}

static void
toggle_orthographic (WscSceneView *self)
{
  gboolean now = wsc_session_get_study (self->session)->view.orthographic;
  wsc_session_set_option (self->session, "view.orthographic", now ? "false" : "true", NULL);
}

static gboolean
on_arrow (WscSceneView *self, guint key, gboolean shift)
{
  if (key == GDK_KEY_Left || key == GDK_KEY_KP_Left)
    turn (self, -1, 0, shift);
  else if (key == GDK_KEY_Right || key == GDK_KEY_KP_Right)
    turn (self, 1, 0, shift);
  else if (key == GDK_KEY_Up || key == GDK_KEY_KP_Up)
    turn (self, 0, 1, shift);
  else if (key == GDK_KEY_Down || key == GDK_KEY_KP_Down)
    turn (self, 0, -1, shift);
  else
    return FALSE;
  return TRUE;
}

static gboolean
on_letter (WscSceneView *self, guint key)
{
  switch (key)
    {
    case GDK_KEY_1:
    case GDK_KEY_KP_1:
      wsc_scene_view_look (self, WSC_LOOK_FRONT);
      return TRUE;
    case GDK_KEY_3:
    case GDK_KEY_KP_3:
      wsc_scene_view_look (self, WSC_LOOK_RIGHT);
      return TRUE;
    case GDK_KEY_7:
    case GDK_KEY_KP_7:
      wsc_scene_view_look (self, WSC_LOOK_TOP);
      return TRUE;
    case GDK_KEY_0:
    case GDK_KEY_KP_0:
    case GDK_KEY_Home:
      wsc_scene_view_look (self, WSC_LOOK_HOME);
      return TRUE;
    case GDK_KEY_5:
    case GDK_KEY_KP_5:
      toggle_orthographic (self);
      return TRUE;
    case GDK_KEY_plus:
    case GDK_KEY_equal:
    case GDK_KEY_KP_Add:
      zoom_middle (self, ZOOM_STEP);
      return TRUE;
    case GDK_KEY_minus:
    case GDK_KEY_KP_Subtract:
      zoom_middle (self, 1 / ZOOM_STEP);
      return TRUE;
    case GDK_KEY_Page_Down:
      select_next (self, 1);
      return TRUE;
    case GDK_KEY_Page_Up:
      select_next (self, -1);
      return TRUE;
    case GDK_KEY_Menu:
      if (wsc_session_get_selected (self->session) < 0)
        return FALSE;
      wsc_scene_view_emit_menu (self, wsc_session_get_selected (self->session), gtk_widget_get_width (GTK_WIDGET (self)) / 2.0,
                                gtk_widget_get_height (GTK_WIDGET (self)) / 2.0);
      return TRUE;
    case GDK_KEY_BackSpace:
      wsc_session_set_selected (self->session, -1);
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
on_key (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, WscSceneView *self)
{
  if (key == GDK_KEY_F10 && (state & GDK_SHIFT_MASK))
    key = GDK_KEY_Menu;
  if (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK))
    return FALSE;
  return on_arrow (self, key, (state & GDK_SHIFT_MASK) != 0) || on_letter (self, key);
}

static void
add (WscSceneView *self, gpointer controller, const char *signal, GCallback callback)
{
  g_signal_connect (controller, signal, callback, self);
}

void
wsc_scene_view_add_controllers (WscSceneView *self)
{
  GtkGesture *drag = gtk_gesture_drag_new (), *click = gtk_gesture_click_new (), *pinch = gtk_gesture_zoom_new ();
  GtkGesture *secondary = gtk_gesture_click_new ();
  GtkEventController *motion = gtk_event_controller_motion_new (), *key = gtk_event_controller_key_new ();
  GtkEventController *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);
  gpointer all[] = { drag, click, secondary, pinch, motion, key, scroll };

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (drag), 0);
  add (self, drag, "drag-begin", G_CALLBACK (on_drag_begin));
  add (self, drag, "drag-update", G_CALLBACK (on_drag_update));
  add (self, drag, "drag-end", G_CALLBACK (on_drag_end));
  add (self, drag, "cancel", G_CALLBACK (on_drag_cancel));
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (secondary), GDK_BUTTON_SECONDARY);
  add (self, secondary, "pressed", G_CALLBACK (on_secondary));
  add (self, click, "released", G_CALLBACK (on_clicked));
  add (self, pinch, "begin", G_CALLBACK (on_pinch_begin));
  add (self, pinch, "scale-changed", G_CALLBACK (on_pinch));
  add (self, motion, "motion", G_CALLBACK (on_motion));
  add (self, motion, "leave", G_CALLBACK (on_leave));
  add (self, key, "key-pressed", G_CALLBACK (on_key));
  add (self, scroll, "scroll", G_CALLBACK (on_scroll));
  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    gtk_widget_add_controller (GTK_WIDGET (self), all[i]);
}
