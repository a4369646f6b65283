#include "app/ssa-components-row.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "app/accessible.h"

#define USUAL_COUNT 50 /* before the series is decomposed */

struct _WscSsaComponentsRow
{
  WscOptionRow parent_instance;

  GtkWidget *entry;
  GtkWidget *scale;
  gulong slid; /* handler of the scale */
};

G_DEFINE_FINAL_TYPE (WscSsaComponentsRow, wsc_ssa_components_row, WSC_TYPE_OPTION_ROW)

static const WscSeriesParts *
get_parts (WscOptionRow *row)
{
  WscResults *results = wsc_session_get_series (wsc_option_row_get_session (row));
  return results ? wsc_results_get_series (results) : NULL;
}

static void
on_slid (WscSsaComponentsRow *self)
{
  g_auto (WscComponents) components = { 0 };
  wsc_components_set_first (&components, (guint) round (gtk_range_get_value (GTK_RANGE (self->scale))));
  g_autofree char *text = wsc_components_format (&components);
  wsc_option_row_stream_text (WSC_OPTION_ROW (self), text);
}

static void
take_over (WscSsaComponentsRow *self)
{
  wsc_option_row_set_text (WSC_OPTION_ROW (self), gtk_editable_get_text (GTK_EDITABLE (self->entry)));
}

static void
on_focus (WscSsaComponentsRow *self)
{
  if (!gtk_widget_has_focus (GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (self->entry)))))
    take_over (self);
}

static void
show_count (WscSsaComponentsRow *self, const WscSeriesParts *parts, guint count)
{
  g_autofree char *value = g_strdup_printf ("%u", count);
  gtk_range_set_range (GTK_RANGE (self->scale), 1, parts ? (double) MAX (2, wsc_ssa_get_n_components (parts->ssa)) : USUAL_COUNT);
  if (round (gtk_range_get_value (GTK_RANGE (self->scale))) != count)
    gtk_range_set_value (GTK_RANGE (self->scale), count);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->scale), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, value, -1);
}

/* The list may be being typed just now, and is left alone. */
static void
on_series_changed (WscSsaComponentsRow *self)
{
  WscOptionRow *row = WSC_OPTION_ROW (self);
  g_auto (WscComponents) components = { 0 };
  wsc_components_parse (&components, wsc_session_get_study (wsc_option_row_get_session (row))->ssa.components, NULL);
  g_signal_handler_block (self->scale, self->slid);
  show_count (self, get_parts (row), components.n);
  g_signal_handler_unblock (self->scale, self->slid);
}

static void
wsc_ssa_components_row_build (WscOptionRow *row, const WscOption *option)
{
  WscSsaComponentsRow *self = WSC_SSA_COMPONENTS_ROW (row);
  self->entry = gtk_entry_new ();
  gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), 10);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (self->entry), 10);
  gtk_editable_set_alignment (GTK_EDITABLE (self->entry), 1);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (take_over), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_editable_get_delegate (GTK_EDITABLE (self->entry)), "notify::has-focus",
                           G_CALLBACK (on_focus), self, G_CONNECT_SWAPPED);
  wsc_option_row_add_suffix (row, self->entry);

  self->scale = gtk_scale_new_with_range (GTK_ORIENTATION_HORIZONTAL, 1, USUAL_COUNT, 1);
  gtk_range_set_increments (GTK_RANGE (self->scale), 1, 5);
  gtk_scale_set_draw_value (GTK_SCALE (self->scale), FALSE);
  self->slid = g_signal_connect_object (self->scale, "value-changed", G_CALLBACK (on_slid), self, G_CONNECT_SWAPPED);
  wsc_option_row_add_below (row, self->scale);
  wsc_accessible_set_name (self->scale, _("Number of components"), _("The reconstruction is of the first so many components."));

  g_signal_connect_object (wsc_option_row_get_session (row), "series-changed", G_CALLBACK (on_series_changed), self,
                           G_CONNECT_SWAPPED);
}

static void
wsc_ssa_components_row_update (WscOptionRow *row, const WscOption *option, const WscStudy *study)
{
  WscSsaComponentsRow *self = WSC_SSA_COMPONENTS_ROW (row);
  g_auto (WscComponents) components = { 0 };
  wsc_components_parse (&components, study->ssa.components, NULL);
  if (!g_str_equal (study->ssa.components, gtk_editable_get_text (GTK_EDITABLE (self->entry))))
    gtk_editable_set_text (GTK_EDITABLE (self->entry), study->ssa.components);
  show_count (self, get_parts (row), components.n);
}

static void
wsc_ssa_components_row_class_init (WscSsaComponentsRowClass *klass)
{
  WSC_OPTION_ROW_CLASS (klass)->build = wsc_ssa_components_row_build;
  WSC_OPTION_ROW_CLASS (klass)->update = wsc_ssa_components_row_update;
}

static void
wsc_ssa_components_row_init (WscSsaComponentsRow *self)
{
}
