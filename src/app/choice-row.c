#include "app/choice-row.h"

#include <glib/gi18n-lib.h>

struct _WscChoiceRow
{
  WscOptionRow parent_instance;

  GtkWidget *drop_down;
};

G_DEFINE_FINAL_TYPE (WscChoiceRow, wsc_choice_row, WSC_TYPE_OPTION_ROW)

static void
on_selected (WscChoiceRow *self)
{
  WscOptionRow *row = WSC_OPTION_ROW (self);
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->drop_down));
  if (selected != GTK_INVALID_LIST_POSITION && !wsc_option_row_is_updating (row))
    wsc_option_row_set_text (row, wsc_option_row_get_option (row)->choices[selected].name);
}

/* --- the list ------------------------------------------------------------------------- */

static void
on_setup_button (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *label = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_list_item_set_child (item, label);
}

static void
on_setup_list (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *label = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_list_item_set_child (item, label);
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  const char *text = gtk_string_object_get_string (gtk_list_item_get_item (item));
  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)), text);
}

static GtkListItemFactory *
new_factory (GCallback setup)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_signal_connect (factory, "setup", setup, NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), NULL);
  return factory;
}

/* A button that cuts a long label off, and a list that does not. */
static GtkWidget *
new_drop_down (GtkStringList *labels)
{
  GtkWidget *drop_down = gtk_drop_down_new (G_LIST_MODEL (labels), NULL);
  g_autoptr (GtkListItemFactory) button = new_factory (G_CALLBACK (on_setup_button));
  g_autoptr (GtkListItemFactory) list = new_factory (G_CALLBACK (on_setup_list));
  gtk_drop_down_set_factory (GTK_DROP_DOWN (drop_down), button);
  gtk_drop_down_set_list_factory (GTK_DROP_DOWN (drop_down), list);
  return drop_down;
}

static void
wsc_choice_row_build (WscOptionRow *row, const WscOption *option)
{
  WscChoiceRow *self = WSC_CHOICE_ROW (row);
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  for (const WscChoice *choice = option->choices; choice->name; choice++)
    gtk_string_list_append (labels, _(choice->label));
  self->drop_down = new_drop_down (g_steal_pointer (&labels));
  g_signal_connect_object (self->drop_down, "notify::selected", G_CALLBACK (on_selected), self, G_CONNECT_SWAPPED);
  wsc_option_row_add_suffix (row, self->drop_down);
}

static void
wsc_choice_row_update (WscOptionRow *row, const WscOption *option, const WscStudy *study)
{
  guint selected = (guint) wsc_option_get_number (option, study);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (WSC_CHOICE_ROW (row)->drop_down), selected);
}

static void
wsc_choice_row_class_init (WscChoiceRowClass *klass)
{
  WSC_OPTION_ROW_CLASS (klass)->build = wsc_choice_row_build;
  WSC_OPTION_ROW_CLASS (klass)->update = wsc_choice_row_update;
}

static void
wsc_choice_row_init (WscChoiceRow *self)
{
}
