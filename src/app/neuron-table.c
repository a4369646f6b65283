#include "app/neuron-table.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "app/accessible.h"
#include "app/neuron-list.h"
#include "scene/scene.h"

/* Partial results come faster than anybody reads: between two fillings of the table, ms. */
#define UPDATE_INTERVAL 150

struct _WscNeuronTable
{
  GtkWidget parent_instance;

  WscSession *session;
  WscNeuronList *list;
  GtkSortListModel *sorted;
  GtkSingleSelection *selection;
  gboolean has_clusters;
  gboolean updating;
  guint pending;
  guint growing; /* the idle source that adds rows */
  gint64 updated_at;

  GtkWidget *scroller;
  GtkColumnView *view;
  GtkColumnViewColumn *columns[WSC_NEURON_N_FIELDS]; /* borrowed, by field */
};

G_DEFINE_FINAL_TYPE (WscNeuronTable, wsc_neuron_table, GTK_TYPE_WIDGET)

static const struct
{
  WscNeuronField field;
  const char *title;
} columns[] = {
  { WSC_NEURON_NUMBER, N_("Neuron") },
  { WSC_NEURON_CLUSTER, N_("Cluster") },
  { WSC_NEURON_X, N_("Mean x") },
  { WSC_NEURON_Y, N_("Mean y") },
  { WSC_NEURON_Z, N_("Mean z") },
  { WSC_NEURON_LONGEST, N_("Half-axis 1") },
  { WSC_NEURON_MIDDLE, N_("Half-axis 2") },
  { WSC_NEURON_SHORTEST, N_("Half-axis 3") },
  { WSC_NEURON_VOLUME, N_("Volume") },
  { WSC_NEURON_TRACE, N_("Trace") },
};

/* --- cells --------------------------------------------------------------------------- */

static WscNeuronField
get_field (gpointer factory)
{
  return (WscNeuronField) GPOINTER_TO_INT (g_object_get_data (factory, "field"));
}

static gboolean
is_whole (WscNeuronField field)
{
  return field == WSC_NEURON_NUMBER || field == WSC_NEURON_CLUSTER;
}

static void
fill_cell (GtkListItem *cell, WscNeuronItem *item)
{
  WscNeuronField field = get_field (g_object_get_data (G_OBJECT (cell), "factory"));
  double value = wsc_neuron_item_get_value (item, field);
  g_autofree char *text
      = isnan (value) ? g_strdup ("") : is_whole (field) ? g_strdup_printf ("%.0f", value) : g_strdup_printf ("%.3g", value);
  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (cell)), text);
}

static void
on_item_changed (WscNeuronItem *item, GtkListItem *cell)
{
  fill_cell (cell, item);
}

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *cell)
{
  GtkWidget *label = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_widget_add_css_class (label, "numeric");
  gtk_list_item_set_child (cell, label);
  g_object_set_data (G_OBJECT (cell), "factory", factory);
}

/* The row around a cell is made by the view; its first cell gives it its name. */
static void
name_row (GtkListItem *cell, WscNeuronItem *item)
{
  GtkWidget *place = gtk_widget_get_parent (gtk_list_item_get_child (cell));
  GtkWidget *row = place ? gtk_widget_get_parent (place) : NULL;
  g_autofree char *name = g_strdup_printf (_("Neuron %u"), wsc_neuron_item_get_index (item) + 1);
  if (row)
    wsc_accessible_set_name (row, name, NULL);
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *cell)
{
  WscNeuronItem *item = gtk_list_item_get_item (cell);
  fill_cell (cell, item);
  if (get_field (factory) == WSC_NEURON_NUMBER)
    name_row (cell, item);
  g_signal_connect (item, "changed", G_CALLBACK (on_item_changed), cell);
}

static void
on_unbind (GtkSignalListItemFactory *factory, GtkListItem *cell)
{
  g_signal_handlers_disconnect_by_data (gtk_list_item_get_item (cell), cell);
}

static int
compare (gconstpointer a, gconstpointer b, gpointer user_data)
{
  WscNeuronField field = (WscNeuronField) GPOINTER_TO_INT (user_data);
  double x = wsc_neuron_item_get_value ((WscNeuronItem *) a, field);
  double y = wsc_neuron_item_get_value ((WscNeuronItem *) b, field);
  return (x > y) - (x < y);
}

static void
add_column (WscNeuronTable *self, WscNeuronField field, const char *title)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkSorter *sorter = GTK_SORTER (gtk_custom_sorter_new (compare, GINT_TO_POINTER (field), NULL));
  g_object_set_data (G_OBJECT (factory), "field", GINT_TO_POINTER (field));
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_unbind), NULL);
  g_autoptr (GtkColumnViewColumn) column = gtk_column_view_column_new (title, factory);
  gtk_column_view_column_set_sorter (column, sorter);
  gtk_column_view_column_set_expand (column, TRUE);
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_append_column (self->view, column);
  self->columns[field] = column;
  g_object_unref (sorter);
}

/* --- selection ------------------------------------------------------------------------- */

static void
on_row_selected (WscNeuronTable *self)
{
  WscNeuronItem *item = gtk_single_selection_get_selected_item (self->selection);
  if (!self->updating)
    wsc_session_set_selected (self->session, item ? (gint) wsc_neuron_item_get_index (item) : -1);
}

static guint
find_row (WscNeuronTable *self, gint neuron)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->sorted));
  for (guint i = 0; neuron >= 0 && i < n; i++)
    {
      g_autoptr (WscNeuronItem) item = g_list_model_get_item (G_LIST_MODEL (self->sorted), i);
      if (wsc_neuron_item_get_index (item) == (guint) neuron)
        return i;
    }
  return GTK_INVALID_LIST_POSITION;
}

static void
on_selected (WscNeuronTable *self)
{
  guint row = find_row (self, wsc_session_get_selected (self->session));
  if (row == gtk_single_selection_get_selected (self->selection))
    return;
  self->updating = TRUE;
  gtk_single_selection_set_selected (self->selection, row);
  self->updating = FALSE;
  if (row != GTK_INVALID_LIST_POSITION)
    gtk_widget_activate_action (GTK_WIDGET (self->view), "list.scroll-to-item", "u", row);
}

/* --- filling ----------------------------------------------------------------------------- */

static void
show_coordinates (WscNeuronTable *self)
{
  guint n = wsc_neuron_list_get_n_coordinates (self->list);
  for (guint i = 0; n > 0 && i < 3; i++)
    {
      gtk_column_view_column_set_visible (self->columns[WSC_NEURON_X + i], i < n);
      gtk_column_view_column_set_visible (self->columns[WSC_NEURON_LONGEST + i], i < n);
    }
}

/* Clusters are those of the neurons that are listed, where they are asked for. */
static void
update_clusters (WscNeuronTable *self, WscNeurons *neurons)
{
  WscResults *reduced = wsc_session_get_reduction (self->session);
  gboolean wanted = self->has_clusters || wsc_session_get_study (self->session)->view.colour == WSC_COLOUR_CLUSTER;
  gboolean same = wanted && neurons && reduced && wsc_results_get_neurons (reduced) == neurons;
  guint m = 0, k = 0;
  g_autofree guint32 *labels = same ? wsc_reduced_dup_labels (wsc_results_get_reduction (reduced), &m, &k) : NULL;
  wsc_neuron_list_set_clusters (self->list, m, labels);
  gtk_column_view_column_set_visible (self->columns[WSC_NEURON_CLUSTER], wanted);
}

static void
sort_again (WscNeuronTable *self)
{
  GtkSorter *sorter = gtk_column_view_get_sorter (self->view);
  gtk_sorter_changed (sorter, GTK_SORTER_CHANGE_DIFFERENT);
}

static gboolean
grow (gpointer user_data)
{
  WscNeuronTable *self = user_data;
  self->updating = TRUE;
  gboolean more = wsc_neuron_list_grow (self->list);
  self->updating = FALSE;
  if (more)
    return G_SOURCE_CONTINUE;
  self->growing = 0;
  on_selected (self);
  return G_SOURCE_REMOVE;
}

static void
fill (WscNeuronTable *self)
{
  WscResults *results = wsc_session_get_results (self->session);
  WscNeurons *neurons = results ? wsc_results_get_neurons (results) : NULL;
  self->updating = TRUE;
  update_clusters (self, neurons);
  /* What is wrong with a view is told where it is drawn. */
  wsc_neuron_list_update (self->list, neurons, &wsc_session_get_study (self->session)->view, NULL);
  show_coordinates (self);
  sort_again (self);
  self->updating = FALSE;
  self->updated_at = g_get_monotonic_time ();
  on_selected (self);
  if (!self->growing)
    self->growing = g_idle_add (grow, self);
}

static gboolean
on_pending (gpointer user_data)
{
  WscNeuronTable *self = user_data;
  self->pending = 0;
  fill (self);
  return G_SOURCE_REMOVE;
}

static void
queue_fill (WscNeuronTable *self)
{
  gint64 age = (g_get_monotonic_time () - self->updated_at) / 1000;
  if (self->pending)
    return;
  if (age >= UPDATE_INTERVAL)
    fill (self);
  else
    self->pending = g_timeout_add ((guint) (UPDATE_INTERVAL - age), on_pending, self);
}

void
wsc_neuron_table_show_clusters (WscNeuronTable *self)
{
  g_return_if_fail (WSC_IS_NEURON_TABLE (self) && self->session == NULL);
  self->has_clusters = TRUE;
  wsc_accessible_set_name (GTK_WIDGET (self->view), _("Table of neurons and their clusters"), NULL);
}

void
wsc_neuron_table_set_session (WscNeuronTable *self, WscSession *session)
{
  g_return_if_fail (WSC_IS_NEURON_TABLE (self) && self->session == NULL);
  self->session = g_object_ref (session);
  g_signal_connect_object (session, "results-changed", G_CALLBACK (queue_fill), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "reduction-changed", G_CALLBACK (queue_fill), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "study-changed", G_CALLBACK (queue_fill), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::selected", G_CALLBACK (on_selected), self, G_CONNECT_SWAPPED);
  fill (self);
}

static void
wsc_neuron_table_dispose (GObject *object)
{
  WscNeuronTable *self = WSC_NEURON_TABLE (object);
  g_clear_handle_id (&self->pending, g_source_remove);
  g_clear_handle_id (&self->growing, g_source_remove);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_object (&self->selection);
  g_clear_object (&self->list);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (wsc_neuron_table_parent_class)->dispose (object);
}

static void
wsc_neuron_table_class_init (WscNeuronTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = wsc_neuron_table_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/weightscape/Weightscape/ui/neuron-table.ui");
  gtk_widget_class_bind_template_child (widget_class, WscNeuronTable, scroller);
  gtk_widget_class_bind_template_child (widget_class, WscNeuronTable, view);
}

static void
wsc_neuron_table_init (WscNeuronTable *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  wsc_accessible_set_name (GTK_WIDGET (self->view), _("Table of neurons"), NULL);
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    add_column (self, columns[i].field, _(columns[i].title));

  self->list = wsc_neuron_list_new ();
  self->sorted = gtk_sort_list_model_new (g_object_ref (G_LIST_MODEL (self->list)),
                                          g_object_ref (gtk_column_view_get_sorter (self->view)));
  self->selection = gtk_single_selection_new (G_LIST_MODEL (self->sorted));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (on_row_selected), self,
                           G_CONNECT_SWAPPED);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
}
