#include "app/level-row.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define LOWEST 50.0
#define HIGHEST 99.9

struct _WscLevelRow
{
  WscOptionRow parent_instance;

  GtkWidget *value;
  GtkWidget *scale;
};

G_DEFINE_FINAL_TYPE (WscLevelRow, wsc_level_row, WSC_TYPE_OPTION_ROW)

static void
on_slid (WscLevelRow *self)
{
  double level = round (gtk_range_get_value (GTK_RANGE (self->scale)) * 10) / 1000;
  wsc_option_row_set_number (WSC_OPTION_ROW (self), level);
}

static void
wsc_level_row_build (WscOptionRow *row, const WscOption *option)
{
  WscLevelRow *self = WSC_LEVEL_ROW (row);
  self->value = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->value, "numeric");
  self->scale = gtk_scale_new_with_range (GTK_ORIENTATION_HORIZONTAL, LOWEST, HIGHEST, 0.1);
  gtk_range_set_increments (GTK_RANGE (self->scale), 1, 5);
  gtk_scale_add_mark (GTK_SCALE (self->scale), 68.3, GTK_POS_BOTTOM, NULL);
  gtk_scale_add_mark (GTK_SCALE (self->scale), 95, GTK_POS_BOTTOM, NULL);
  g_signal_connect_object (self->scale, "value-changed", G_CALLBACK (on_slid), self, G_CONNECT_SWAPPED);
  gtk_widget_set_margin_top (self->scale, 4);
  wsc_option_row_add_suffix (row, self->value);
  wsc_option_row_add_below (row, self->scale);
}

static void
wsc_level_row_update (WscOptionRow *row, const WscOption *option, const WscStudy *study)
{
  WscLevelRow *self = WSC_LEVEL_ROW (row);
  double percent = 100 * study->view.level;
  g_autofree char *text = g_strdup_printf (_("%.4g %%"), percent);
  gtk_label_set_label (GTK_LABEL (self->value), text);
  if (fabs (gtk_range_get_value (GTK_RANGE (self->scale)) - percent) >= 0.05)
    gtk_range_set_value (GTK_RANGE (self->scale), percent);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->scale), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text, -1);
}

static void
wsc_level_row_class_init (WscLevelRowClass *klass)
{
  WSC_OPTION_ROW_CLASS (klass)->build = wsc_level_row_build;
  WSC_OPTION_ROW_CLASS (klass)->update = wsc_level_row_update;
}

static void
wsc_level_row_init (WscLevelRow *self)
{
}

WscLevelRow *
wsc_level_row_new (WscSession *session)
{
  g_return_val_if_fail (WSC_IS_SESSION (session), NULL);
  return g_object_new (WSC_TYPE_LEVEL_ROW, "session", session, "option", wsc_option_find ("view.level"), NULL);
}
