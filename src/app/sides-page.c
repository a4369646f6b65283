#include "app/sides-page.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "app/accessible.h"
#include "app/pair-table.h"
#include "app/form-side.h"
#include "plot/pair.h"
#include "study/forms.h"

#define MAX_CELLS 8

/* One picture, wherever it stands. */
typedef struct
{
  WscSceneView *view;
  guint scale;     /* cells of the same number are drawn at one */
  double distance; /* of the camera when it was last looked at */
} Cell;

struct _WscSidesPage
{
  GtkWidget parent_instance;

  WscSession *session;
  WscSession *sessions[2]; /* the document, and its other form; borrowed of `session` */
  WscFormSide *sides[2];       /* of them */
  Cell cells[MAX_CELLS];
  guint n_cells;

  GtkWidget *content;
  GtkStack *stack;
  GtkBox *columns;
  GtkWidget *link;
  GtkLabel *difference, *scale;
  WscPairTable *numbers, *options;
};

G_DEFINE_FINAL_TYPE (WscSidesPage, wsc_sides_page, GTK_TYPE_WIDGET)

/* Which of the two has the form now. */
static guint
find_side (WscSidesPage *self, WscForm form)
{
  return wsc_study_get_form (wsc_session_get_study (self->session)) == form ? 0 : 1;
}

/* --- cameras -------------------------------------------------------------------------- */

static gboolean
is_linked (WscSidesPage *self)
{
  return gtk_check_button_get_active (GTK_CHECK_BUTTON (self->link));
}

static double
get_distance (WscSceneView *view)
{
  WscCamera camera;
  return wsc_scene_view_get_camera (view, &camera) ? camera.distance : 0;
}

static void
remember (WscSidesPage *self)
{
  for (guint i = 0; i < self->n_cells; i++)
    self->cells[i].distance = get_distance (self->cells[i].view);
}

/* As far as the widest at its scale needs. */
static double
find_widest (WscSidesPage *self, guint scale)
{
  double widest = 0;
  for (guint i = 0; i < self->n_cells; i++)
    if (self->cells[i].scale == scale)
      widest = MAX (widest, get_distance (self->cells[i].view));
  return widest;
}

static void
share_scale (WscSidesPage *self)
{
  for (guint i = 0; i < self->n_cells; i++)
    {
      WscSceneView *view = self->cells[i].view;
      const double widest = find_widest (self, self->cells[i].scale);
      WscCamera camera;
      if (!wsc_scene_view_get_camera (view, &camera) || camera.distance == widest || (wsc_scene_view_is_steered (view) && !is_linked (self)))
        continue;
      camera.distance = widest;
      wsc_scene_view_set_camera (view, &camera, wsc_scene_view_is_steered (view));
    }
}

/* Each turns about its own middle, in the same direction, and comes nearer by the same factor. */
static void
follow (const Cell *leader, const Cell *cell)
{
  WscCamera from, to;
  if (!wsc_scene_view_get_camera (leader->view, &from) || !wsc_scene_view_get_camera (cell->view, &to))
    return;
  to.azimuth = from.azimuth;
  to.elevation = from.elevation;
  to.orthographic = from.orthographic;
  to.distance *= leader->distance > 0 ? from.distance / leader->distance : 1;
  wsc_scene_view_set_camera (cell->view, &to, wsc_scene_view_is_steered (leader->view));
}

static void
lead (WscSidesPage *self, const Cell *leader)
{
  const gboolean home = !wsc_scene_view_is_steered (leader->view);
  for (guint i = 0; i < self->n_cells && is_linked (self); i++)
    {
      if (&self->cells[i] != leader)
        follow (leader, &self->cells[i]);
      if (home)
        wsc_scene_view_fit (self->cells[i].view);
    }
  if (home && is_linked (self))
    share_scale (self);
  remember (self);
}

static void
on_steered (WscFormSide *side, WscSceneView *view, WscSidesPage *self)
{
  for (guint i = 0; i < self->n_cells; i++)
    if (self->cells[i].view == view)
      lead (self, &self->cells[i]);
}

static void
on_link_toggled (WscSidesPage *self)
{
  if (self->n_cells > 0)
    lead (self, &self->cells[0]);
}

static gboolean
has_several_methods (WscSidesPage *self)
{
  guint n[2];
  for (guint i = 0; i < 2; i++)
    wsc_form_side_get_views (self->sides[i], &n[i]);
  return MAX (n[0], n[1]) > 1;
}

/* One picture each is drawn at one scale; of several methods each study says so of its own. */
static guint
choose_scale (WscSidesPage *self, guint side, guint cell)
{
  if (!has_several_methods (self))
    return 0;
  return wsc_session_get_study (self->sessions[side])->view.own_scale ? cell + 2 : side;
}

static void
gather_cells (WscSidesPage *self)
{
  self->n_cells = 0;
  for (guint i = 0; i < 2; i++)
    {
      guint n;
      WscSceneView *const *views = wsc_form_side_get_views (self->sides[i], &n);
      for (guint j = 0; j < n; j++)
        {
          const guint scale = choose_scale (self, i, self->n_cells);
          self->cells[self->n_cells++] = (Cell){ views[j], scale, get_distance (views[j]) };
        }
    }
}

static void
place_cameras (WscSidesPage *self)
{
  gather_cells (self);
  share_scale (self);
  remember (self);
}

void
wsc_sides_page_look (WscSidesPage *self, WscLook look)
{
  g_return_if_fail (WSC_IS_SIDES_PAGE (self));
  for (guint i = 0; i < (is_linked (self) ? MIN (self->n_cells, 1) : self->n_cells); i++)
    wsc_scene_view_look (self->cells[i].view, look);
}

gboolean
wsc_sides_page_get_camera (WscSidesPage *self, WscCamera *camera)
{
  g_return_val_if_fail (WSC_IS_SIDES_PAGE (self), FALSE);
  return self->n_cells > 0 && wsc_scene_view_get_camera (self->cells[0].view, camera);
}

/* --- what is told ------------------------------------------------------------------------- */

static void
clear_row (gpointer item)
{
  WscPairRow *row = item;
  g_free (row->values[0]);
  g_free (row->values[1]);
}

static GArray *
new_rows (void)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (WscPairRow));
  g_array_set_clear_func (rows, clear_row);
  return rows;
}

static char *
dup_number (double value)
{
  return isfinite (value) ? g_strdup_printf ("%.3g", value) : g_strdup ("–");
}

static void
update_numbers (WscSidesPage *self, WscResults *const results[2])
{
  g_autoptr (GArray) numbers = wsc_results_list_key_numbers (results[0], results[1]), rows = new_rows ();
  for (guint i = 0; i < numbers->len; i++)
    {
      const WscKeyNumber *number = &g_array_index (numbers, WscKeyNumber, i);
      const WscPairRow row = { number->label, number->name, { dup_number (number->values[0]), dup_number (number->values[1]) } };
      g_array_append_val (rows, row);
    }
  wsc_pair_table_set_rows (self->numbers, (const WscPairRow *) (gpointer) rows->data, rows->len);
}

static void
update_options (WscSidesPage *self, const WscStudy *published, const WscStudy *corrected)
{
  g_autoptr (GPtrArray) differences = wsc_study_list_differences (published, corrected);
  g_autoptr (GArray) rows = new_rows ();
  for (guint i = 0; i < differences->len; i++)
    {
      const WscDifference *item = differences->pdata[i];
      const WscPairRow row = { _(item->option->label), _(item->option->tooltip), { g_strdup (item->values[0]), g_strdup (item->values[1]) } };
      g_array_append_val (rows, row);
    }
  wsc_pair_table_set_rows (self->options, (const WscPairRow *) (gpointer) rows->data, rows->len);
}

static void
update_scale (WscSidesPage *self)
{
  const gboolean single = !has_several_methods (self);
  gtk_label_set_label (self->scale, wsc_plot_has_pair (wsc_session_get_study (self->session)) ? _("Both charts have the same axes.")
                                    : single ? _("Both pictures are drawn at one scale, in the unit of a network's weights.")
                                             : _("Pictures turn together; where their scales differ, the axes tell."));
  gtk_widget_set_visible (self->link, self->n_cells > 0);
}

static void
update_charts (WscSidesPage *self, WscResults *const results[2])
{
  const WscResults *const both[2] = { results[0], results[1] };
  WscPlot *plots[2] = { NULL, NULL };
  if (wsc_plot_has_pair (wsc_session_get_study (self->session)))
    wsc_plot_new_pair (both, plots);
  for (guint form = 0; form < WSC_N_FORMS; form++)
    {
      wsc_form_side_set_plot (self->sides[find_side (self, (WscForm) form)], plots[form]);
      g_clear_pointer (&plots[form], wsc_plot_unref);
    }
}

/* --- showing ---------------------------------------------------------------------------------- */

static gboolean
is_at_work (WscSession *session)
{
  return wsc_session_get_running (session) || wsc_session_get_series_job (session) || wsc_session_get_reduction_job (session);
}

/* As published comes first, whichever of the two is the document; at the left, or, of several methods, above. */
static void
order_columns (WscSidesPage *self)
{
  GtkWidget *left = GTK_WIDGET (self->sides[find_side (self, WSC_FORM_PUBLISHED)]);
  if (gtk_widget_get_first_child (GTK_WIDGET (self->columns)) != left)
    gtk_box_reorder_child_after (self->columns, left, NULL);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->columns),
                                  has_several_methods (self) ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
}

static void
update (WscSidesPage *self)
{
  if (!self->session || !gtk_widget_get_mapped (GTK_WIDGET (self)) || !wsc_session_has_forms (self->session))
    return;
  WscResults *results[WSC_N_FORMS];
  const WscStudy *studies[WSC_N_FORMS];
  gboolean any = FALSE;
  for (guint form = 0; form < WSC_N_FORMS; form++)
    {
      WscSession *session = self->sessions[find_side (self, (WscForm) form)];
      studies[form] = wsc_session_get_study (session);
      results[form] = wsc_form_side_get_results (session);
      any |= results[form] || is_at_work (session);
    }
  for (guint i = 0; i < 2; i++)
    wsc_form_side_update (self->sides[i]);
  order_columns (self);
  gtk_stack_set_visible_child_name (self->stack, any ? "sides" : "empty");
  place_cameras (self);
  update_charts (self, results);
  gtk_label_set_label (self->difference, wsc_study_get_shown_difference (wsc_session_get_study (self->session)));
  update_scale (self);
  update_numbers (self, results);
  update_options (self, studies[WSC_FORM_PUBLISHED], studies[WSC_FORM_CORRECTED]);
}

/* --- the widget ---------------------------------------------------------------------------------- */

static void
add_side (WscSidesPage *self, guint i, WscSession *session)
{
  static const char *const signals[] = { "results-changed", "series-changed", "reduction-changed", "study-changed", "notify::running",
                                         "notify::series-running", "notify::reduction-running" };
  self->sessions[i] = session;
  self->sides[i] = wsc_form_side_new (session);
  gtk_box_append (self->columns, GTK_WIDGET (self->sides[i]));
  g_signal_connect_object (self->sides[i], "steered", G_CALLBACK (on_steered), self, 0);
  for (guint j = 0; j < G_N_ELEMENTS (signals); j++)
    g_signal_connect_object (session, signals[j], G_CALLBACK (update), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}

void
wsc_sides_page_set_session (WscSidesPage *self, WscSession *session)
{
  g_return_if_fail (WSC_IS_SIDES_PAGE (self) && self->session == NULL);
  self->session = g_object_ref (session);
  add_side (self, 0, session);
  add_side (self, 1, wsc_session_get_other (session));
  g_object_bind_property (session, "selected", self->sessions[1], "selected", G_BINDING_BIDIRECTIONAL);
}

/* What the charts show is computed as soon as somebody looks. */
static void
wsc_sides_page_map (GtkWidget *widget)
{
  WscSidesPage *self = WSC_SIDES_PAGE (widget);
  GTK_WIDGET_CLASS (wsc_sides_page_parent_class)->map (widget);
  if (!self->session)
    return;
  const WscStudy *study = wsc_session_get_study (self->session);
  if (wsc_plot_has_pair (study) && study->subject != WSC_SUBJECT_SERIES)
    wsc_session_set_reduction_wanted (self->session, TRUE);
  wsc_session_set_forms_wanted (self->session, TRUE);
  update (self);
}

static void
wsc_sides_page_unmap (GtkWidget *widget)
{
  WscSidesPage *self = WSC_SIDES_PAGE (widget);
  if (self->session)
    wsc_session_set_forms_wanted (self->session, FALSE);
  GTK_WIDGET_CLASS (wsc_sides_page_parent_class)->unmap (widget);
}

static void
wsc_sides_page_dispose (GObject *object)
{
  WscSidesPage *self = WSC_SIDES_PAGE (object);
  self->n_cells = 0;
  g_clear_pointer (&self->content, gtk_widget_unparent);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (wsc_sides_page_parent_class)->dispose (object);
}

static void
wsc_sides_page_class_init (WscSidesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = wsc_sides_page_dispose;
  widget_class->map = wsc_sides_page_map;
  widget_class->unmap = wsc_sides_page_unmap;
  g_type_ensure (WSC_TYPE_PAIR_TABLE);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/weightscape/Weightscape/ui/sides-page.ui");
  gtk_widget_class_bind_template_child (widget_class, WscSidesPage, content);
  gtk_widget_class_bind_template_child (widget_class, WscSidesPage, stack);
  gtk_widget_class_bind_template_child (widget_class, WscSidesPage, columns);
  gtk_widget_class_bind_template_child (widget_class, WscSidesPage, link);
  gtk_widget_class_bind_template_child (widget_class, WscSidesPage, difference);
  gtk_widget_class_bind_template_child (widget_class, WscSidesPage, scale);
  gtk_widget_class_bind_template_child (widget_class, WscSidesPage, numbers);
  gtk_widget_class_bind_template_child (widget_class, WscSidesPage, options);
  gtk_widget_class_bind_template_callback (widget_class, on_link_toggled);
}

static void
wsc_sides_page_init (WscSidesPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  wsc_pair_table_set_names (self->numbers, _("Number"), _("Numbers of both forms"));
  wsc_pair_table_set_names (self->options, _("Option"), _("Options that differ"));
  wsc_accessible_set_name (self->link, _("Linked cameras"), _("Turning one picture turns all of them"));
}
