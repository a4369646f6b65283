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

static void
wsc_choice_row_build (WscOptionRow *row, const WscOption *option)
{
  WscChoiceRow *self = WSC_CHOICE_ROW (row);
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  for (const WscChoice *choice = option->choices; choice->name; choice++)
    gtk_string_list_append (labels, _(choice->label));
  self->drop_down = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&labels)), NULL);
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
