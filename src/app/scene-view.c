#include "app/scene-view.h"

#include <glib/gi18n-lib.h>

#include "app/accessible.h"
#include "app/scene-view-private.h"
#include "app/theme.h"

#define MOVING_BUDGET 0.1 /* s; a moving picture that takes longer is drawn of larger pixels until it rests */

G_DEFINE_FINAL_TYPE (WscSceneView, wsc_scene_view, GTK_TYPE_WIDGET)

enum
{
  STEERED,
  MERGE,
  MENU,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

void
wsc_scene_view_emit_steered (WscSceneView *self)
{
  g_signal_emit (self, signals[STEERED], 0);
}

void
wsc_scene_view_emit_merge (WscSceneView *self, guint i, guint j)
{
  g_signal_emit (self, signals[MERGE], 0, i, j);
}

void
wsc_scene_view_emit_menu (WscSceneView *self, gint neuron, double x, double y)
{
  g_signal_emit (self, signals[MENU], 0, neuron, x, y);
}

/* --- GL -------------------------------------------------------------------------- */

static void
show_broken (WscSceneView *self, const GError *error)
{
  g_autofree char *text = g_markup_escape_text (error->message, -1);
  adw_status_page_set_description (self->broken, text);
  gtk_stack_set_visible_child_name (self->cover, "broken");
  gtk_widget_show (GTK_WIDGET (self->cover));
}

static void
on_realize (GtkGLArea *area, WscSceneView *self)
{
  g_autoptr (GError) error = NULL;
  gtk_gl_area_make_current (area);
  const GError *area_error = gtk_gl_area_get_error (area);
  if (area_error)
    {
      show_broken (self, area_error);
      return;
    }
  self->renderer = wsc_renderer_new (&error);
  if (!self->renderer)
    show_broken (self, error);
}

static void
on_unrealize (GtkGLArea *area, WscSceneView *self)
{
  gtk_gl_area_make_current (area);
  if (gtk_gl_area_get_error (area))
    g_clear_pointer (&self->renderer, wsc_renderer_forget);
  else
    g_clear_pointer (&self->renderer, wsc_renderer_free);
}

/* Once, until it is no longer so. */
static void
tell_simplified (WscSceneView *self)
{
  gboolean simplified = wsc_renderer_is_simplified (self->renderer);
  if (simplified && !self->simplified)
    g_message ("%s", _("The graphics driver has no room for so many ellipsoids in this style: they are drawn opaque and whole."));
  self->simplified = simplified;
}

/* The first drawing makes a driver compile its programs, which takes some tenths of a second in software. That is done behind
 * the cover, when the page opens, not in the middle of the first run. */
static void
warm_up (WscSceneView *self, guint width, guint height)
{
  const WscEllipsoid one = { .half_axes = { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } }, .colour = { 1, 1, 1, 1 } };
  WscEllipsoid ellipsoids[] = { one, one, one, one }; /* alone and in a heap: other programs draw them */
  const WscViewSettings *view = &wsc_session_get_study (self->session)->view;
  WscSceneStyle style;
  ellipsoids[0].centre[0] = 5;
  wsc_scene_style_from_view (&style, view);
  g_autoptr (WscScene) plain = wsc_scene_new_ellipsoids (ellipsoids, G_N_ELEMENTS (ellipsoids)), scene = wsc_scene_restyle (plain, &style);
  WscCamera camera;
  wsc_scene_get_home (scene, view, &camera);
  for (gboolean smooth = FALSE; smooth <= TRUE; smooth++)
    {
      wsc_renderer_set_smooth (self->renderer, smooth);
      wsc_renderer_draw (self->renderer, scene, &camera, width, height, 1, wsc_theme_get ());
    }
}

static gboolean
on_render (GtkGLArea *area, GdkGLContext *context, WscSceneView *self)
{
  int ratio = gtk_widget_get_scale_factor (GTK_WIDGET (area));
  int width = gtk_widget_get_width (GTK_WIDGET (area)) * ratio, height = gtk_widget_get_height (GTK_WIDGET (area)) * ratio;
  if (!self->renderer || width <= 0 || height <= 0)
    return TRUE;
  if (!self->shown)
    {
      warm_up (self, (guint) width, (guint) height);
      return TRUE;
    }
  wsc_renderer_set_smooth (self->renderer, wsc_scene_view_is_smooth (self));
  wsc_renderer_set_budget (self->renderer, self->resting ? 0 : MOVING_BUDGET);
  wsc_renderer_draw (self->renderer, self->shown, &self->camera, (guint) width, (guint) height, ratio, wsc_theme_get ());
  tell_simplified (self);
  return TRUE;
}

/* --- the scene --------------------------------------------------------------------- */

static void
describe (WscSceneView *self, WscNeurons *neurons)
{
  g_autofree char *text = NULL;
  guint n = 0;
  if (self->scene)
    {
      wsc_scene_get_ellipsoids (self->scene, &n);
      text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u neuron. %s. Arrow keys turn, plus and minus magnify, Page Down selects.",
                                           "%u neurons. %s. Arrow keys turn, plus and minus magnify, Page Down selects.", n),
                              n, wsc_scene_get_caption (self->scene));
    }
  else
    text = g_strdup (_("Nothing yet: run the study to see its neurons."));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
}

static void
show_cover (WscSceneView *self)
{
  gboolean broken = g_strcmp0 (gtk_stack_get_visible_child_name (self->cover), "broken") == 0;
  gboolean empty = self->scene == NULL;
  if (broken)
    return;
  gtk_widget_set_visible (GTK_WIDGET (self->cover), empty);
  gtk_widget_set_visible (GTK_WIDGET (self->labels), !empty);
  if (wsc_session_get_running (self->session))
    gtk_stack_set_visible_child_name (self->cover, "waiting");
  else
    gtk_stack_set_visible_child_name (self->cover, "empty");
}

static void
clear_scene (WscSceneView *self)
{
  wsc_scene_view_end_merge (self, FALSE);
  wsc_scene_view_stop_animation (self);
  g_clear_pointer (&self->from, wsc_scene_unref);
  g_clear_pointer (&self->shown, wsc_scene_unref);
  g_clear_pointer (&self->scene, wsc_scene_unref);
  self->hovered = -1;
}

/* While networks train, clusters are those of the results before. */
static WscResults *
get_results (WscSceneView *self)
{
  WscResults *reduced = wsc_session_get_reduction (self->session), *results = wsc_session_get_results (self->session);
  return self->method == WSC_SCENE_VIEW_CLUSTERS && reduced ? reduced : results;
}

const WscReductionParts *
wsc_scene_view_get_reduction (WscSceneView *self)
{
  WscResults *reduced = wsc_session_get_reduction (self->session);
  return reduced && wsc_results_get_neurons (reduced) == wsc_scene_view_get_neurons (self) ? wsc_results_get_reduction (reduced) : NULL;
}

WscNeurons *
wsc_scene_view_get_neurons (WscSceneView *self)
{
  WscResults *results = get_results (self);
  guint n = 0;
  WscEstimate *const *estimates = results ? wsc_results_get_estimates (results, &n) : NULL;
  for (guint i = 0; self->method >= 0 && i < n; i++)
    if (estimates[i]->method == self->method)
      return estimates[i]->neurons;
  /* While its networks are trained the study's own method has neurons, but no answer yet. */
  gboolean own = self->method < 0 || (results && n == 0 && wsc_results_get_study (results)->estimate.method == self->method);
  return results && own ? wsc_results_get_neurons (results) : NULL;
}

WscNeurons *
wsc_scene_view_find_neuron (WscSceneView *self, gint ellipsoid, gint *neuron)
{
  WscResults *results = wsc_session_get_results (self->session);
  WscNeurons *neurons = wsc_scene_view_get_neurons (self);
  guint n_ellipsoids = 0, n = 0;
  WscEstimate *const *estimates = results ? wsc_results_get_estimates (results, &n) : NULL;
  *neuron = ellipsoid;
  if (self->method != WSC_SCENE_VIEW_OVERLAY || !self->scene || ellipsoid < 0 || n == 0)
    return neurons;
  wsc_scene_get_ellipsoids (self->scene, &n_ellipsoids);
  gint each = (gint) MAX (n_ellipsoids / n, 1);
  *neuron = ellipsoid % each;
  return estimates[MIN ((guint) (ellipsoid / each), n - 1)]->neurons;
}

static WscScene *
new_overlay (WscResults *results, const WscViewSettings *view, GError **error)
{
  guint n;
  WscEstimate *const *estimates = wsc_results_get_estimates (results, &n);
  g_autofree WscNeurons **neurons = g_new (WscNeurons *, n);
  for (guint i = 0; i < n; i++)
    neurons[i] = estimates[i]->neurons;
  return wsc_scene_new_overlay (n, neurons, view, error);
}

WscScene *
wsc_scene_view_new_plain_scene (WscSceneView *self, WscNeurons *neurons, const WscViewSettings *view, GError **error)
{
  gint selected = wsc_session_get_selected (self->session);
  if (self->method == WSC_SCENE_VIEW_CLUSTERS || view->colour == WSC_COLOUR_CLUSTER)
    return wsc_scene_new_reduced (neurons, wsc_scene_view_get_reduction (self), self->merged, view, selected, error);
  return wsc_scene_new_neurons (neurons, view, selected, error);
}

static WscScene *
new_scene (WscSceneView *self, WscNeurons *neurons, GError **error)
{
  const WscViewSettings *view = &wsc_session_get_study (self->session)->view;
  WscResults *results = get_results (self);
  gint selected = wsc_session_get_selected (self->session);
  guint n;
  WscEstimate *const *estimates = wsc_results_get_estimates (results, &n);
  if (self->method == WSC_SCENE_VIEW_OVERLAY && n > 0)
    return new_overlay (results, view, error);
  if (wsc_scene_view_is_on_tour (self))
    return wsc_scene_view_new_tour_scene (self, neurons, error);
  if (self->method >= 0 && n > 0)
    return wsc_scene_new_beside (neurons, estimates[0]->neurons, view, selected, error);
  return wsc_scene_view_new_plain_scene (self, neurons, view, error);
}

static WscScene *
build_scene (WscSceneView *self, WscNeurons *neurons)
{
  g_autoptr (GError) error = NULL;
  WscScene *scene = new_scene (self, neurons, &error);
  g_autofree char *text = error ? g_markup_escape_text (error->message, -1) : NULL;
  adw_status_page_set_description (self->empty, text ? text : _("Press Run to train the networks and see their neurons"));
  return scene;
}

/* Replicas that are still to come will move the regions; an overlay of methods has no such doubt. */
static void
show_settled (WscSceneView *self)
{
  WscResults *results = wsc_session_get_results (self->session);
  wsc_label_overlay_set_unsettled (self->labels, results && wsc_results_is_partial (results) && wsc_session_get_running (self->session));
}

static void
update_scene (WscSceneView *self, gboolean may_fit)
{
  WscNeurons *neurons = wsc_scene_view_get_neurons (self);
  wsc_scene_view_end_merge (self, FALSE);
  g_autoptr (WscScene) from = self->shown ? wsc_scene_ref (self->shown) : NULL;
  WscScene *scene = neurons ? build_scene (self, neurons) : NULL;
  if (!scene)
    clear_scene (self);
  else
    {
      g_clear_pointer (&self->scene, wsc_scene_unref);
      self->scene = scene;
      wsc_scene_view_follow_scene (self, may_fit ? from : NULL, may_fit);
    }
  show_cover (self);
  wsc_scene_view_show_tour_bar (self);
  show_settled (self);
  describe (self, neurons);
  wsc_scene_view_update_readout (self);
  wsc_scene_view_queue_draw (self);
}

void
wsc_scene_view_refresh (WscSceneView *self)
{
  update_scene (self, FALSE);
}

static void
on_results_changed (WscSceneView *self)
{
  update_scene (self, TRUE);
}

/* Ellipsoids fly to where they belong now; the eye stays. */
static void
fly (WscSceneView *self)
{
  g_autoptr (WscScene) from = self->shown ? wsc_scene_ref (self->shown) : NULL;
  WscNeurons *neurons = wsc_scene_view_get_neurons (self);
  update_scene (self, FALSE);
  if (from && neurons && self->scene)
    wsc_scene_view_animate (self, from, &self->camera_to);
}

static void
on_reduction_changed (WscSceneView *self)
{
  if (self->method == WSC_SCENE_VIEW_CLUSTERS || wsc_session_get_study (self->session)->view.colour == WSC_COLOUR_CLUSTER)
    fly (self);
}

void
wsc_scene_view_set_merged (WscSceneView *self, gboolean merged)
{
  g_return_if_fail (WSC_IS_SCENE_VIEW (self));
  if (self->merged == merged)
    return;
  self->merged = merged;
  if (self->session)
    fly (self);
}

/* What of the study the scene depends on. */
static char *
dup_view_text (const WscStudy *study)
{
  guint n;
  const WscOption *options = wsc_options (&n);
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < n; i++)
    if (options[i].stage == WSC_STAGE_VIEW)
      {
        g_autofree char *value = wsc_option_get_text (&options[i], study);
        g_string_append_printf (text, "%s\n", value);
      }
  return g_string_free (text, FALSE);
}

static void
on_study_changed (WscSceneView *self)
{
  g_autofree char *view = dup_view_text (wsc_session_get_study (self->session));
  if (g_strcmp0 (view, self->view) == 0)
    return;
  g_free (self->view);
  self->view = g_steal_pointer (&view);
  wsc_scene_view_forget_place (self);
  update_scene (self, FALSE);
  wsc_scene_view_follow_study (self);
}

static void
on_selected (WscSceneView *self)
{
  update_scene (self, FALSE);
}

static void
on_document_changed (WscSceneView *self)
{
  self->fitted = self->steered = FALSE;
  self->tour_at = -1;
  if (self->tour_bar)
    wsc_scene_view_play (self, FALSE);
}

static void
on_theme_changed (WscSceneView *self)
{
  wsc_scene_view_queue_draw (self);
}

void
wsc_scene_view_set_method (WscSceneView *self, gint method)
{
  g_return_if_fail (WSC_IS_SCENE_VIEW (self) && self->session == NULL);
  self->method = method;
  if (method == WSC_SCENE_VIEW_OWN || method == WSC_SCENE_VIEW_CLUSTERS)
    return;
  adw_status_page_set_child (self->empty, NULL);
  adw_status_page_set_title (self->waiting, _("Not Yet"));
  adw_status_page_set_description (self->waiting, _("The methods answer one after the other"));
}

void
wsc_scene_view_set_session (WscSceneView *self, WscSession *session)
{
  g_return_if_fail (WSC_IS_SCENE_VIEW (self) && self->session == NULL);
  self->session = g_object_ref (session);
  g_signal_connect_object (session, "document-changed", G_CALLBACK (on_document_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "results-changed", G_CALLBACK (on_results_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "reduction-changed", G_CALLBACK (on_reduction_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "preview-changed", G_CALLBACK (wsc_scene_view_update_merge), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "study-changed", G_CALLBACK (on_study_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::selected", G_CALLBACK (on_selected), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::running", G_CALLBACK (show_cover), self, G_CONNECT_SWAPPED);
  wsc_scene_view_add_controllers (self);
  if (self->method == WSC_SCENE_VIEW_OWN)
    {
      self->tour_bar = wsc_tour_bar_new (self);
      gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), GTK_WIDGET (self->tour_bar));
    }
  update_scene (self, TRUE);
}

/* --- the widget ---------------------------------------------------------------------- */

static void
wsc_scene_view_dispose (GObject *object)
{
  WscSceneView *self = WSC_SCENE_VIEW (object);
  if (self->tour_tick)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tour_tick);
  self->tour_tick = 0;
  wsc_scene_view_forget_tour (self);
  if (self->session)
    clear_scene (self);
  wsc_scene_view_cancel_rest (self);
  g_clear_pointer (&self->overlay, gtk_widget_unparent);
  g_clear_object (&self->session);
  g_clear_pointer (&self->view, g_free);
  G_OBJECT_CLASS (wsc_scene_view_parent_class)->dispose (object);
}

static gboolean
wsc_scene_view_focus (GtkWidget *widget, GtkDirectionType direction)
{
  if (gtk_widget_is_focus (widget))
    return FALSE;
  return gtk_widget_grab_focus (widget);
}

static gboolean
wsc_scene_view_grab_focus (GtkWidget *widget)
{
  gtk_root_set_focus (gtk_widget_get_root (widget), widget);
  return TRUE;
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, WscSceneView, overlay);
  gtk_widget_class_bind_template_child (widget_class, WscSceneView, area);
  gtk_widget_class_bind_template_child (widget_class, WscSceneView, labels);
  gtk_widget_class_bind_template_child (widget_class, WscSceneView, cover);
  gtk_widget_class_bind_template_child (widget_class, WscSceneView, empty);
  gtk_widget_class_bind_template_child (widget_class, WscSceneView, waiting);
  gtk_widget_class_bind_template_child (widget_class, WscSceneView, broken);
  gtk_widget_class_bind_template_child (widget_class, WscSceneView, readout);
  gtk_widget_class_bind_template_callback (widget_class, on_realize);
  gtk_widget_class_bind_template_callback (widget_class, on_unrealize);
  gtk_widget_class_bind_template_callback (widget_class, on_render);
}

static void
wsc_scene_view_class_init (WscSceneViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = wsc_scene_view_dispose;
  widget_class->focus = wsc_scene_view_focus;
  widget_class->grab_focus = wsc_scene_view_grab_focus;
  g_type_ensure (WSC_TYPE_LABEL_OVERLAY);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_set_css_name (widget_class, "sceneview");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/weightscape/Weightscape/ui/scene-view.ui");
  bind_children (widget_class);
  signals[STEERED] = g_signal_new ("steered", WSC_TYPE_SCENE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[MERGE] = g_signal_new ("merge", WSC_TYPE_SCENE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_UINT);
  signals[MENU] = g_signal_new ("menu", WSC_TYPE_SCENE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3, G_TYPE_INT, G_TYPE_DOUBLE,
                                G_TYPE_DOUBLE);
}

static void
wsc_scene_view_init (WscSceneView *self)
{
  self->dragged = self->target = -1;
  self->method = WSC_SCENE_VIEW_OWN;
  self->hovered = -1;
  self->tour_at = -1;
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  wsc_accessible_set_name (GTK_WIDGET (self), _("Neurons in space"), NULL);
  wsc_theme_watch (G_CALLBACK (on_theme_changed), self);
}
