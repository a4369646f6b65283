#include "app/switch-row.h"

struct _WscSwitchRow
{
  WscOptionRow parent_instance;

  GtkWidget *toggle;
};

G_DEFINE_FINAL_TYPE (WscSwitchRow, wsc_switch_row, WSC_TYPE_OPTION_ROW)

static void
on_active (WscSwitchRow *self)
{
  gboolean active = gtk_switch_get_active (GTK_SWITCH (self->toggle));
  wsc_option_row_set_text (WSC_OPTION_ROW (self), active ? "true" : "false");
}

static void
wsc_switch_row_build (WscOptionRow *row, const WscOption *option)
{
  WscSwitchRow *self = WSC_SWITCH_ROW (row);
  self->toggle = gtk_switch_new ();
  g_signal_connect_object (self->toggle, "notify::active", G_CALLBACK (on_active), self, G_CONNECT_SWAPPED);
  wsc_option_row_add_suffix (row, self->toggle);
}

static void
wsc_switch_row_update (WscOptionRow *row, const WscOption *option, const WscStudy *study)
{
  gtk_switch_set_active (GTK_SWITCH (WSC_SWITCH_ROW (row)->toggle), wsc_option_get_number (option, study) != 0);
}

static void
wsc_switch_row_class_init (WscSwitchRowClass *klass)
{
  WSC_OPTION_ROW_CLASS (klass)->build = wsc_switch_row_build;
  WSC_OPTION_ROW_CLASS (klass)->update = wsc_switch_row_update;
}

static void
wsc_switch_row_init (WscSwitchRow *self)
{
}
