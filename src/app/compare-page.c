#include "app/compare-page.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "app/accessible.h"
#include "app/compare-table.h"
#include "app/scene-view.h"

#define MAX_VIEWS 4

/* One method's picture under its name. */
typedef struct
{
  GtkWidget *box;
  GtkLabel *heading;
  GtkLabel *factor;
  WscSceneView *view;
  int method;
  double distance; /* of the camera when it was last looked at */
} Cell;

struct _WscComparePage
{
  GtkWidget parent_instance;

  WscSession *session;
  Cell cells[MAX_VIEWS]; /* as many as there are methods */
  guint n_cells;
  char *layout; /* methods and view options that the cells were made for */
  gboolean own_scale;

  GtkWidget *content;
  GtkStack *stack;
  AdwStatusPage *empty;
  GtkGrid *grid;
  GtkWidget *link;
  GtkLabel *summary;
  WscCompareTable *table;
};

G_DEFINE_FINAL_TYPE (WscComparePage, wsc_compare_page, GTK_TYPE_WIDGET)

static WscEstimate *const *
get_estimates (WscComparePage *self, guint *n)
{
  WscResults *results = wsc_session_get_results (self->session);
  *n = 0;
  return results ? wsc_results_get_estimates (results, n) : NULL;
}

/* --- cameras ------------------------------------------------------------------------- */

static gboolean
is_linked (WscComparePage *self)
{
  return gtk_check_button_get_active (GTK_CHECK_BUTTON (self->link));
}

/* How much larger than the first it is drawn. */
static double
get_factor (WscComparePage *self, guint cell)
{
  WscCamera first, camera;
  if (!wsc_scene_view_get_camera (self->cells[0].view, &first) || !wsc_scene_view_get_camera (self->cells[cell].view, &camera))
    return 1;
  return first.distance / camera.distance;
}

static void
tell_factors (WscComparePage *self)
{
  gboolean told = self->own_scale;
  if (wsc_session_get_study (self->session)->view.overlay)
    return;
  for (guint i = 0; i < self->n_cells; i++)
    told |= fabs (get_factor (self, i) - 1) >= 0.0005;
  for (guint i = 0; i < self->n_cells; i++)
    {
      g_autofree char *text = g_strdup_printf (_("drawn × %.3g"), get_factor (self, i));
      gtk_label_set_label (self->cells[i].factor, told ? text : "");
      gtk_widget_set_visible (GTK_WIDGET (self->cells[i].factor), told);
    }
}

/* The cameras are as they should be. */
static void
settle (WscComparePage *self)
{
  WscCamera camera;
  for (guint i = 0; i < self->n_cells; i++)
    self->cells[i].distance = wsc_scene_view_get_camera (self->cells[i].view, &camera) ? camera.distance : 0;
  tell_factors (self);
}

/* A view that was moved alone keeps to it. */
static gboolean
may_move (WscComparePage *self, const Cell *cell)
{
  return is_linked (self) || !wsc_scene_view_is_steered (cell->view);
}

/* At one scale all are seen from where the widest scene fits. */
static void
share_scale (WscComparePage *self)
{
  WscCamera first, camera;
  double widest = 0;
  for (guint i = 0; i < self->n_cells; i++)
    if (wsc_scene_view_get_camera (self->cells[i].view, &camera))
      widest = MAX (widest, camera.distance);
  if (self->n_cells < 2 || !wsc_scene_view_get_camera (self->cells[0].view, &first))
    return;
  for (guint i = 0; i < self->n_cells; i++)
    if (wsc_scene_view_get_camera (self->cells[i].view, &camera) && camera.distance != widest && may_move (self, &self->cells[i]))
      {
        camera = is_linked (self) ? first : camera;
        camera.distance = widest;
        wsc_scene_view_set_camera (self->cells[i].view, &camera, wsc_scene_view_is_steered (self->cells[i].view));
      }
}

/* Linked views stand alike; at their own scales they turn alike and come nearer by the same factor. */
static void
follow (WscComparePage *self, const Cell *leader, Cell *cell)
{
  WscCamera from, to;
  if (!wsc_scene_view_get_camera (leader->view, &from) || !wsc_scene_view_get_camera (cell->view, &to))
    return;
  if (self->own_scale)
    {
      to.azimuth = from.azimuth;
      to.elevation = from.elevation;
      to.distance *= leader->distance > 0 ? from.distance / leader->distance : 1;
    }
  else
    to = from;
  wsc_scene_view_set_camera (cell->view, &to, wsc_scene_view_is_steered (leader->view));
}

/* Home is where all of them fit, not the leader alone. */
static gboolean
went_home (const Cell *leader)
{
  WscCamera camera;
  return !wsc_scene_view_is_steered (leader->view) && wsc_scene_view_get_camera (leader->view, &camera)
         && camera.distance != leader->distance;
}

static void
lead (WscComparePage *self, const Cell *leader)
{
  gboolean home = went_home (leader);
  for (guint i = 0; i < self->n_cells && is_linked (self); i++)
    {
      if (&self->cells[i] != leader)
        follow (self, leader, &self->cells[i]);
      if (home)
        wsc_scene_view_fit (self->cells[i].view);
    }
  if (home && is_linked (self) && !self->own_scale)
    share_scale (self);
  settle (self);
}

static void
on_steered (WscSceneView *view, WscComparePage *self)
{
  for (guint i = 0; i < self->n_cells; i++)
    if (self->cells[i].view == view)
      lead (self, &self->cells[i]);
}

static void
on_link_toggled (WscComparePage *self)
{
  if (self->n_cells > 0)
    lead (self, &self->cells[0]);
}

static void
place_cameras (WscComparePage *self)
{
  gboolean own_scale = wsc_session_get_study (self->session)->view.own_scale;
  if (own_scale != self->own_scale)
    for (guint i = 0; i < self->n_cells; i++)
      wsc_scene_view_fit (self->cells[i].view);
  self->own_scale = own_scale;
  if (!own_scale)
    share_scale (self);
  settle (self);
}

void
wsc_compare_page_look (WscComparePage *self, WscLook look)
{
  g_return_if_fail (WSC_IS_COMPARE_PAGE (self));
  for (guint i = 0; i < (is_linked (self) ? MIN (self->n_cells, 1) : self->n_cells); i++)
    wsc_scene_view_look (self->cells[i].view, look);
}

gboolean
wsc_compare_page_get_camera (WscComparePage *self, WscCamera *camera)
{
  g_return_val_if_fail (WSC_IS_COMPARE_PAGE (self), FALSE);
  return self->n_cells > 0 && wsc_scene_view_get_camera (self->cells[0].view, camera);
}

/* --- cells ------------------------------------------------------------------------------- */

static void
clear_cells (WscComparePage *self)
{
  for (guint i = 0; i < self->n_cells; i++)
    gtk_grid_remove (self->grid, self->cells[i].box);
  self->n_cells = 0;
}

static void
add_cell (WscComparePage *self, gint method, guint column, guint row, const char *name, const char *markup)
{
  Cell *cell = &self->cells[self->n_cells++];
  g_autofree char *label = g_strdup_printf (_("Neurons by %s"), name);
  cell->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  cell->method = method;
  cell->distance = 0;
  cell->heading = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_markup (cell->heading, markup);
  gtk_label_set_wrap (cell->heading, method < 0);
  gtk_label_set_justify (cell->heading, GTK_JUSTIFY_CENTER);
  gtk_label_set_ellipsize (cell->heading, method < 0 ? PANGO_ELLIPSIZE_NONE : PANGO_ELLIPSIZE_END);
  cell->view = g_object_new (WSC_TYPE_SCENE_VIEW, NULL);
  cell->factor = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (cell->heading), "heading");
  gtk_widget_add_css_class (GTK_WIDGET (cell->factor), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (cell->factor), "dim-label");
  gtk_widget_hide (GTK_WIDGET (cell->factor));
  gtk_widget_set_margin_top (GTK_WIDGET (cell->heading), 6);
  gtk_widget_set_size_request (GTK_WIDGET (cell->view), 160, 140);
  gtk_box_append (GTK_BOX (cell->box), GTK_WIDGET (cell->heading));
  gtk_box_append (GTK_BOX (cell->box), GTK_WIDGET (cell->factor));
  gtk_box_append (GTK_BOX (cell->box), GTK_WIDGET (cell->view));
  wsc_scene_view_set_method (cell->view, method);
  wsc_scene_view_set_session (cell->view, self->session);
  wsc_accessible_set_name (GTK_WIDGET (cell->view), label, NULL);
  g_signal_connect_object (cell->view, "steered", G_CALLBACK (on_steered), self, 0);
  gtk_grid_attach (self->grid, cell->box, (int) column, (int) row, 1, 1);
}

static char *
dup_layout (WscComparePage *self)
{
  const WscStudy *study = wsc_session_get_study (self->session);
  g_autofree char *method = wsc_option_get_text (wsc_option_find ("estimate.method"), study);
  return g_strdup_printf ("%s;%s %d", method, study->estimate.methods, study->view.overlay);
}

static char *
dup_names (GArray *methods)
{
  g_autoptr (GString) names = g_string_new (NULL);
  for (guint i = 0; i < methods->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? " · " : "", wsc_study_get_method_label (g_array_index (methods, int, i)));
  return g_string_free (g_steal_pointer (&names), FALSE);
}

/* The names, each behind a dot of the colour that its neurons have in one picture. */
static char *
dup_legend (GArray *methods)
{
  GString *legend = g_string_new (NULL);
  for (guint i = 0; i < methods->len; i++)
    {
      WscRgba colour = wsc_palette_neuron (i);
      g_autofree char *name = g_markup_escape_text (wsc_study_get_method_label (g_array_index (methods, int, i)), -1);
      g_string_append_printf (legend, "%s<span color='#%02x%02x%02x'>●</span>\302\240%s", i > 0 ? "   " : "", (guint) lround (255 * colour.r),
                              (guint) lround (255 * colour.g), (guint) lround (255 * colour.b), name);
    }
  return g_string_free (legend, FALSE);
}

/* As many cells as the study has methods, before they have answered: so they are seen to arrive. */
static void
lay_out (WscComparePage *self)
{
  g_autoptr (GArray) methods = wsc_study_get_methods (wsc_session_get_study (self->session));
  guint n = MIN (methods->len, MAX_VIEWS), columns = n == 4 ? 2 : n;
  g_autofree char *layout = dup_layout (self);
  if (g_strcmp0 (layout, self->layout) == 0)
    return;
  g_free (self->layout);
  self->layout = g_steal_pointer (&layout);
  clear_cells (self);
  if (methods->len < 2)
    return;
  if (wsc_session_get_study (self->session)->view.overlay)
    {
      g_autofree char *names = dup_names (methods), *legend = dup_legend (methods);
      add_cell (self, WSC_SCENE_VIEW_OVERLAY, 0, 0, names, legend);
      return;
    }
  for (guint i = 0; i < n; i++)
    {
      int method = g_array_index (methods, int, i);
      g_autofree char *markup = g_markup_escape_text (wsc_study_get_method_label (method), -1);
      add_cell (self, method, i % columns, i / columns, wsc_study_get_method_label (method), markup);
    }
}

/* --- what they found -------------------------------------------------------------------------- */

static void
append_findings (GString *text, const WscEstimate *estimate)
{
  if (!(estimate->residual >= 0) && !estimate->values && !estimate->fit)
    return;
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  if (estimate->residual >= 0)
    g_ptr_array_add (parts, g_strdup_printf (_("%.3g from the first (RMS)"), estimate->residual));
  if (estimate->values)
    g_ptr_array_add (parts, g_strdup_printf (_("gradient %.2g · %zu null, %zu negative, %zu floored, %zu gauge of %zu eigenvalues"),
                                             estimate->gradient, estimate->n_null, estimate->n_negative, estimate->n_floored,
                                             estimate->n_gauge, estimate->n_values));
  if (estimate->fit && estimate->n_epochs > 0)
    g_ptr_array_add (parts, g_strdup_printf (_("fit %.4g, divergence %.3g nats a sample"), estimate->fit[estimate->n_epochs - 1],
                                             estimate->kl[estimate->n_epochs - 1]));
  g_ptr_array_add (parts, NULL);
  g_autofree char *joined = g_strjoinv (" · ", (char **) parts->pdata);
  g_string_append_printf (text, "%s%s%s%s", text->len ? "\n" : "", wsc_study_get_method_label (estimate->method), *joined ? ": " : "", joined);
}

static void
update_summary (WscComparePage *self)
{
  guint n;
  WscEstimate *const *estimates = get_estimates (self, &n);
  g_autoptr (GString) text = g_string_new (NULL);
  for (guint i = 0; i < n; i++)
    append_findings (text, estimates[i]);
  gtk_label_set_label (self->summary, n > 1 ? text->str : _("How they differ is told as soon as two methods have answered"));
}

/* One invitation to run, not one for each method. */
static void
choose_child (WscComparePage *self)
{
  WscResults *results = wsc_session_get_results (self->session);
  g_autoptr (GArray) methods = wsc_study_get_methods (wsc_session_get_study (self->session));
  gboolean any = wsc_session_get_running (self->session) || (results && wsc_results_get_neurons (results));
  g_autofree char *names = dup_names (methods);
  adw_status_page_set_description (self->empty, names);
  gtk_stack_set_visible_child_name (self->stack, methods->len < 2 ? "none" : any ? "views" : "empty");
}

static void
update (WscComparePage *self)
{
  if (!self->session || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  lay_out (self);
  choose_child (self);
  place_cameras (self);
  update_summary (self);
  wsc_compare_table_update (self->table);
}

/* --- the widget ---------------------------------------------------------------------------------- */

void
wsc_compare_page_set_session (WscComparePage *self, WscSession *session)
{
  g_return_if_fail (WSC_IS_COMPARE_PAGE (self) && self->session == NULL);
  self->session = g_object_ref (session);
  g_signal_connect_object (session, "results-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (session, "study-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (session, "notify::running", G_CALLBACK (update), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  wsc_compare_table_set_session (self->table, session);
}

static void
wsc_compare_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (wsc_compare_page_parent_class)->map (widget);
  update (WSC_COMPARE_PAGE (widget));
}

static void
wsc_compare_page_dispose (GObject *object)
{
  WscComparePage *self = WSC_COMPARE_PAGE (object);
  self->n_cells = 0;
  g_clear_pointer (&self->content, gtk_widget_unparent);
  g_clear_object (&self->session);
  g_clear_pointer (&self->layout, g_free);
  G_OBJECT_CLASS (wsc_compare_page_parent_class)->dispose (object);
}

static void
wsc_compare_page_class_init (WscComparePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = wsc_compare_page_dispose;
  widget_class->map = wsc_compare_page_map;
  g_type_ensure (WSC_TYPE_COMPARE_TABLE);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/weightscape/Weightscape/ui/compare-page.ui");
  gtk_widget_class_bind_template_child (widget_class, WscComparePage, content);
  gtk_widget_class_bind_template_child (widget_class, WscComparePage, stack);
  gtk_widget_class_bind_template_child (widget_class, WscComparePage, empty);
  gtk_widget_class_bind_template_child (widget_class, WscComparePage, grid);
  gtk_widget_class_bind_template_child (widget_class, WscComparePage, link);
  gtk_widget_class_bind_template_child (widget_class, WscComparePage, summary);
  gtk_widget_class_bind_template_child (widget_class, WscComparePage, table);
  gtk_widget_class_bind_template_callback (widget_class, on_link_toggled);
}

static void
wsc_compare_page_init (WscComparePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  wsc_accessible_set_name (self->link, _("Linked cameras"), _("Turning one picture turns all of them"));
}
