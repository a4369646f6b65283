#include "app/ssa-window-row.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define USUAL_LENGTH 500 /* before the data are known */

struct _WscSsaWindowRow
{
  WscOptionRow parent_instance;

  GtkWidget *spin;
  GtkWidget *scale;
  GtkWidget *about;
};

G_DEFINE_FINAL_TYPE (WscSsaWindowRow, wsc_ssa_window_row, WSC_TYPE_OPTION_ROW)

static gsize
get_length (WscSession *session)
{
  WscResults *results = wsc_session_get_series (session);
  WscDataset *dataset = results ? wsc_results_get_dataset (results) : NULL;
  return dataset ? wsc_dataset_get_length (dataset) : USUAL_LENGTH;
}

static void
on_slid (WscSsaWindowRow *self)
{
  wsc_option_row_set_number (WSC_OPTION_ROW (self), round (gtk_range_get_value (GTK_RANGE (self->scale))));
}

static void
on_spun (WscSsaWindowRow *self)
{
  wsc_option_row_set_number (WSC_OPTION_ROW (self), gtk_spin_button_get_value (GTK_SPIN_BUTTON (self->spin)));
}

static void
wsc_ssa_window_row_build (WscOptionRow *row, const WscOption *option)
{
  WscSsaWindowRow *self = WSC_SSA_WINDOW_ROW (row);
  self->spin = gtk_spin_button_new_with_range (option->minimum, option->maximum, 1);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->spin), 5);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (self->spin), 7);
  gtk_editable_set_alignment (GTK_EDITABLE (self->spin), 1);
  g_signal_connect_object (self->spin, "value-changed", G_CALLBACK (on_spun), self, G_CONNECT_SWAPPED);
  wsc_option_row_add_suffix (row, self->spin);

  self->scale = gtk_scale_new_with_range (GTK_ORIENTATION_HORIZONTAL, 2, USUAL_LENGTH / 2, 1);
  gtk_range_set_increments (GTK_RANGE (self->scale), 1, 10);
  gtk_scale_set_draw_value (GTK_SCALE (self->scale), FALSE);
  g_signal_connect_object (self->scale, "value-changed", G_CALLBACK (on_slid), self, G_CONNECT_SWAPPED);
  wsc_option_row_add_below (row, self->scale);

  self->about = wsc_option_row_add_explanation (row);
  g_signal_connect_object (wsc_option_row_get_session (row), "series-changed", G_CALLBACK (wsc_option_row_refresh), self,
                           G_CONNECT_SWAPPED);
}

/* Why there is no picture, or why the slider ends where it does. */
static char *
dup_explanation (const WscStudy *study, gsize length, gsize window)
{
  if (window >= length)
    return g_strdup_printf (_("The series has %zu values; allowed: 2 to %zu"), length, length - 1);
  if (study->ssa.window == 0)
    return g_strdup_printf (_("0 takes %zu; the slider ends at half the series, %zu"), window, length / 2);
  return NULL;
}

static void
wsc_ssa_window_row_update (WscOptionRow *row, const WscOption *option, const WscStudy *study)
{
  WscSsaWindowRow *self = WSC_SSA_WINDOW_ROW (row);
  gsize length = get_length (wsc_option_row_get_session (row));
  gsize window = wsc_series_settings_get_window (&study->ssa, length);
  g_autofree char *value = g_strdup_printf ("%zu", window), *explanation = dup_explanation (study, length, window);
  /* A number that is being typed while the series changes is left alone. */
  if (gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (self->spin)) != (int) study->ssa.window)
    gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->spin), study->ssa.window);
  gtk_range_set_range (GTK_RANGE (self->scale), 2, (double) MAX (3, length / 2));
  if (round (gtk_range_get_value (GTK_RANGE (self->scale))) != (double) window)
    gtk_range_set_value (GTK_RANGE (self->scale), (double) window);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->scale), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, value, -1);
  wsc_option_row_explain (row, self->about, explanation);
}

static void
wsc_ssa_window_row_class_init (WscSsaWindowRowClass *klass)
{
  WSC_OPTION_ROW_CLASS (klass)->build = wsc_ssa_window_row_build;
  WSC_OPTION_ROW_CLASS (klass)->update = wsc_ssa_window_row_update;
}

static void
wsc_ssa_window_row_init (WscSsaWindowRow *self)
{
}
