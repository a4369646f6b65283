#include "app/compare-table.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "app/accessible.h"

/* --- one row ---------------------------------------------------------------------------- */

typedef enum
{
  FIELD_NEURON,
  FIELD_METHOD,
  FIELD_VOLUME,
  FIELD_AXIS_RATIO,
  FIELD_ANGLE,
  FIELD_BURES,
  FIELD_COVERAGE,
  N_FIELDS
} Field;

#define WSC_TYPE_COMPARE_ROW (wsc_compare_row_get_type ())
G_DECLARE_FINAL_TYPE (WscCompareRow, wsc_compare_row, WSC, COMPARE_ROW, GObject)

struct _WscCompareRow
{
  GObject parent_instance;
  int method;
  double values[N_FIELDS]; /* NaN where there is none */
};

G_DEFINE_FINAL_TYPE (WscCompareRow, wsc_compare_row, G_TYPE_OBJECT)

static void
wsc_compare_row_class_init (WscCompareRowClass *klass)
{
}

static void
wsc_compare_row_init (WscCompareRow *self)
{
}

/* --- the table ---------------------------------------------------------------------------- */

struct _WscCompareTable
{
  GtkWidget parent_instance;

  WscSession *session;
  GListStore *rows;
  GtkSortListModel *sorted;
  GtkSingleSelection *selection;
  WscResults *shown; /* whose rows these are */
  double level;
  gboolean updating;

  GtkWidget *scroller;
  GtkColumnView *view;
  GtkColumnViewColumn *coverage; /* there only where it was asked for; the view's */
};

G_DEFINE_FINAL_TYPE (WscCompareTable, wsc_compare_table, GTK_TYPE_WIDGET)

static const char *const titles[N_FIELDS] = {
  N_("Neuron"), N_("Method"), N_("Volume"), N_("Axis ratio"), N_("Angle (°)"), N_("Bures"), N_("Coverage"),
};

static char *
dup_text (WscCompareRow *row, Field field)
{
  double value = row->values[field];
  if (field == FIELD_METHOD)
    return g_strdup (wsc_study_get_method_label (row->method));
  if (field == FIELD_NEURON)
    return g_strdup_printf ("%.0f", value);
  if (isinf (value))
    return g_strdup ("∞");
  return isnan (value) ? g_strdup ("–") : g_strdup_printf ("%.3g", value);
}

static Field
get_field (gpointer factory)
{
  return (Field) GPOINTER_TO_INT (g_object_get_data (factory, "field"));
}

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *cell)
{
  GtkWidget *label = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (label), get_field (factory) == FIELD_METHOD ? 0 : 1);
  gtk_widget_add_css_class (label, "numeric");
  gtk_list_item_set_child (cell, label);
}

/* The row around a cell is made by the view; its first cell gives it its name. */
static void
name_row (GtkListItem *cell, WscCompareRow *item)
{
  GtkWidget *place = gtk_widget_get_parent (gtk_list_item_get_child (cell));
  GtkWidget *row = place ? gtk_widget_get_parent (place) : NULL;
  g_autofree char *name = g_strdup_printf (_("Neuron %.0f, %s"), item->values[FIELD_NEURON], wsc_study_get_method_label (item->method));
  if (row)
    wsc_accessible_set_name (row, name, NULL);
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *cell)
{
  WscCompareRow *item = gtk_list_item_get_item (cell);
  g_autofree char *text = dup_text (item, get_field (factory));
  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (cell)), text);
  if (get_field (factory) == FIELD_NEURON)
    name_row (cell, item);
}

static int
compare (gconstpointer a, gconstpointer b, gpointer user_data)
{
  Field field = (Field) GPOINTER_TO_INT (user_data);
  const WscCompareRow *x = a, *y = b;
  if (field == FIELD_METHOD)
    return x->method - y->method;
  return (x->values[field] > y->values[field]) - (x->values[field] < y->values[field]);
}

static void
add_column (WscCompareTable *self, Field field)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (compare, GINT_TO_POINTER (field), NULL));
  g_object_set_data (G_OBJECT (factory), "field", GINT_TO_POINTER (field));
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), NULL);
  g_autoptr (GtkColumnViewColumn) column = gtk_column_view_column_new (_(titles[field]), factory);
  gtk_column_view_column_set_sorter (column, sorter);
  gtk_column_view_column_set_expand (column, TRUE);
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_append_column (self->view, column);
  if (field == FIELD_COVERAGE)
    self->coverage = column;
}

/* --- selection ------------------------------------------------------------------------------ */

static gint
get_neuron (gpointer item)
{
  return item ? (gint) WSC_COMPARE_ROW (item)->values[FIELD_NEURON] - 1 : -1;
}

static void
on_row_selected (WscCompareTable *self)
{
  if (!self->updating)
    wsc_session_set_selected (self->session, get_neuron (gtk_single_selection_get_selected_item (self->selection)));
}

static guint
find_row (WscCompareTable *self, gint neuron)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->sorted));
  for (guint i = 0; neuron >= 0 && i < n; i++)
    {
      g_autoptr (WscCompareRow) item = g_list_model_get_item (G_LIST_MODEL (self->sorted), i);
      if (get_neuron (item) == neuron)
        return i;
    }
  return GTK_INVALID_LIST_POSITION;
}

/* Of the rows of one neuron that one stays which was chosen. */
static void
on_selected (WscCompareTable *self)
{
  gint neuron = wsc_session_get_selected (self->session);
  if (self->updating || get_neuron (gtk_single_selection_get_selected_item (self->selection)) == neuron)
    return;
  guint row = find_row (self, neuron);
  self->updating = TRUE;
  gtk_single_selection_set_selected (self->selection, row);
  self->updating = FALSE;
  if (row != GTK_INVALID_LIST_POSITION)
    gtk_widget_activate_action (GTK_WIDGET (self->view), "list.scroll-to-item", "u", row);
}

/* --- filling -------------------------------------------------------------------------------- */

static WscCompareRow *
new_row (WscEstimate *estimate, WscEstimate *first, guint neuron, double level)
{
  WscCompareRow *row = g_object_new (WSC_TYPE_COMPARE_ROW, NULL);
  WscComparison comparison = { NAN, NAN, NAN, NAN };
  wsc_estimate_compare (estimate, first, neuron, level, &comparison, NULL);
  row->method = estimate->method;
  row->values[FIELD_NEURON] = neuron + 1;
  row->values[FIELD_VOLUME] = comparison.volume;
  row->values[FIELD_AXIS_RATIO] = comparison.axis_ratio;
  row->values[FIELD_ANGLE] = comparison.angle;
  row->values[FIELD_BURES] = comparison.bures;
  row->values[FIELD_COVERAGE] = estimate->coverage ? estimate->centred[neuron] : NAN;
  return row;
}

/* Many rows of wide neurons take long to compare: as many as a page is read for. */
#define MAX_NEURONS 500

static void
fill (WscCompareTable *self)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  guint n = 0;
  WscEstimate *const *estimates = self->shown ? wsc_results_get_estimates (self->shown, &n) : NULL;
  guint m = n > 0 ? MIN (wsc_neurons_get_count (estimates[0]->neurons), MAX_NEURONS) : 0;
  for (guint k = 0; n > 1 && k < m; k++)
    for (guint i = 0; i < n; i++)
      g_ptr_array_add (rows, new_row (estimates[i], estimates[0], k, self->level));
  gtk_column_view_column_set_visible (self->coverage, n > 0 && estimates[0]->coverage);
  self->updating = TRUE;
  g_list_store_splice (self->rows, 0, g_list_model_get_n_items (G_LIST_MODEL (self->rows)), rows->pdata, rows->len);
  self->updating = FALSE;
  on_selected (self);
}

void
wsc_compare_table_update (WscCompareTable *self)
{
  g_return_if_fail (WSC_IS_COMPARE_TABLE (self) && self->session != NULL);
  WscResults *results = wsc_session_get_results (self->session);
  double level = wsc_session_get_study (self->session)->view.level;
  if (self->shown == results && self->level == level)
    return;
  g_clear_pointer (&self->shown, wsc_results_unref);
  self->shown = results ? wsc_results_ref (results) : NULL;
  self->level = level;
  fill (self);
}

void
wsc_compare_table_set_session (WscCompareTable *self, WscSession *session)
{
  g_return_if_fail (WSC_IS_COMPARE_TABLE (self) && self->session == NULL);
  self->session = g_object_ref (session);
  g_signal_connect_object (session, "notify::selected", G_CALLBACK (on_selected), self, G_CONNECT_SWAPPED);
}

static void
wsc_compare_table_dispose (GObject *object)
{
  WscCompareTable *self = WSC_COMPARE_TABLE (object);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_object (&self->selection);
  g_clear_object (&self->rows);
  g_clear_object (&self->session);
  g_clear_pointer (&self->shown, wsc_results_unref);
  G_OBJECT_CLASS (wsc_compare_table_parent_class)->dispose (object);
}

static void
wsc_compare_table_class_init (WscCompareTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = wsc_compare_table_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/weightscape/Weightscape/ui/compare-table.ui");
  gtk_widget_class_bind_template_child (widget_class, WscCompareTable, scroller);
  gtk_widget_class_bind_template_child (widget_class, WscCompareTable, view);
}

static void
wsc_compare_table_init (WscCompareTable *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = g_list_store_new (WSC_TYPE_COMPARE_ROW);
  for (Field field = 0; field < N_FIELDS; field++)
    add_column (self, field);
  GtkSorter *sorter = gtk_column_view_get_sorter (self->view);
  self->sorted = gtk_sort_list_model_new (G_LIST_MODEL (g_object_ref (self->rows)), g_object_ref (sorter));
  self->selection = gtk_single_selection_new (G_LIST_MODEL (self->sorted));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (on_row_selected), self, G_CONNECT_SWAPPED);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  wsc_accessible_set_name (GTK_WIDGET (self->view), _("Table of comparisons"), NULL);
}
