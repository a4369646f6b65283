#include "app/pair-table.h"

#include <glib/gi18n-lib.h>

#include "app/accessible.h"
#include "study/forms.h"

#define N_COLUMNS 3

/* --- one row -------------------------------------------------------------------------- */

#define WSC_TYPE_PAIR_ITEM (wsc_pair_item_get_type ())
G_DECLARE_FINAL_TYPE (WscPairItem, wsc_pair_item, WSC, PAIR_ITEM, GObject)

struct _WscPairItem
{
  GObject parent_instance;
  char *texts[N_COLUMNS];
  char *tooltip;
};

G_DEFINE_FINAL_TYPE (WscPairItem, wsc_pair_item, G_TYPE_OBJECT)

static void
wsc_pair_item_finalize (GObject *object)
{
  WscPairItem *self = WSC_PAIR_ITEM (object);
  for (guint i = 0; i < N_COLUMNS; i++)
    g_free (self->texts[i]);
  g_free (self->tooltip);
  G_OBJECT_CLASS (wsc_pair_item_parent_class)->finalize (object);
}

static void
wsc_pair_item_class_init (WscPairItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = wsc_pair_item_finalize;
}

static void
wsc_pair_item_init (WscPairItem *self)
{
}

static WscPairItem *
new_item (const WscPairRow *row)
{
  WscPairItem *item = g_object_new (WSC_TYPE_PAIR_ITEM, NULL);
  item->texts[0] = g_strdup (row->name);
  item->texts[1] = g_strdup (row->values[0]);
  item->texts[2] = g_strdup (row->values[1]);
  item->tooltip = g_strdup (row->tooltip);
  return item;
}

/* --- the table -------------------------------------------------------------------------- */

struct _WscPairTable
{
  GtkWidget parent_instance;
  GListStore *rows;
  GtkWidget *scroller;
  GtkColumnView *view;
};

G_DEFINE_FINAL_TYPE (WscPairTable, wsc_pair_table, GTK_TYPE_WIDGET)

static guint
get_column (gpointer factory)
{
  return GPOINTER_TO_UINT (g_object_get_data (factory, "column"));
}

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *cell)
{
  GtkWidget *label = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), get_column (factory) == 0 ? PANGO_ELLIPSIZE_NONE : PANGO_ELLIPSIZE_END);
  gtk_label_set_wrap (GTK_LABEL (label), get_column (factory) == 0);
  gtk_label_set_width_chars (GTK_LABEL (label), get_column (factory) == 0 ? 12 : 8);
  gtk_widget_add_css_class (label, "numeric");
  gtk_list_item_set_child (cell, label);
}

/* The row around a cell is made by the view; its first cell gives it its name. */
static void
name_row (GtkListItem *cell, WscPairItem *item)
{
  GtkWidget *place = gtk_widget_get_parent (gtk_list_item_get_child (cell));
  GtkWidget *row = place ? gtk_widget_get_parent (place) : NULL;
  /* Translators: a name, its value as published and its value corrected */
  g_autofree char *name = g_strdup_printf (_("%s: as published %s, corrected %s"), item->texts[0], item->texts[1], item->texts[2]);
  if (row)
    wsc_accessible_set_name (row, name, NULL);
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *cell)
{
  WscPairItem *item = gtk_list_item_get_item (cell);
  const guint column = get_column (factory);
  GtkWidget *label = gtk_list_item_get_child (cell);
  gtk_label_set_label (GTK_LABEL (label), item->texts[column]);
  gtk_widget_set_tooltip_text (label, column == 0 && item->tooltip ? item->tooltip : item->texts[column]);
  if (column == 0)
    name_row (cell, item);
}

static void
add_column (WscPairTable *self, guint i, const char *title)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_object_set_data (G_OBJECT (factory), "column", GUINT_TO_POINTER (i));
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), NULL);
  g_autoptr (GtkColumnViewColumn) column = gtk_column_view_column_new (title, factory);
  gtk_column_view_column_set_expand (column, i == 0);
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_append_column (self->view, column);
}

void
wsc_pair_table_set_names (WscPairTable *self, const char *heading, const char *name)
{
  g_return_if_fail (WSC_IS_PAIR_TABLE (self));
  add_column (self, 0, heading);
  for (guint i = 0; i < WSC_N_FORMS; i++)
    add_column (self, i + 1, wsc_form_get_label ((WscForm) i));
  wsc_accessible_set_name (GTK_WIDGET (self->view), name, NULL);
}

static gboolean
is_shown (WscPairTable *self, guint place, const WscPairRow *row)
{
  g_autoptr (WscPairItem) item = g_list_model_get_item (G_LIST_MODEL (self->rows), place);
  return item && g_str_equal (item->texts[0], row->name) && g_str_equal (item->texts[1], row->values[0]) && g_str_equal (item->texts[2], row->values[1]);
}

void
wsc_pair_table_set_rows (WscPairTable *self, const WscPairRow *rows, guint n)
{
  g_return_if_fail (WSC_IS_PAIR_TABLE (self));
  const guint before = g_list_model_get_n_items (G_LIST_MODEL (self->rows));
  gboolean same = before == n;
  for (guint i = 0; same && i < n; i++)
    same = is_shown (self, i, &rows[i]);
  if (same)
    return;
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (items, new_item (&rows[i]));
  g_list_store_splice (self->rows, 0, before, items->pdata, n);
}

static void
wsc_pair_table_dispose (GObject *object)
{
  WscPairTable *self = WSC_PAIR_TABLE (object);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_object (&self->rows);
  G_OBJECT_CLASS (wsc_pair_table_parent_class)->dispose (object);
}

static void
wsc_pair_table_class_init (WscPairTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = wsc_pair_table_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
wsc_pair_table_init (WscPairTable *self)
{
  self->rows = g_list_store_new (WSC_TYPE_PAIR_ITEM);
  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->rows))))));
  gtk_column_view_set_show_column_separators (self->view, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "data-table");
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), GTK_WIDGET (self->view));
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (self->scroller), 60);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
}
