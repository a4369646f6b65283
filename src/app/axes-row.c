#include "app/axes-row.h"

#include <glib/gi18n-lib.h>

#include "app/accessible.h"
#include "study/coordinates.h"

/* More names than this are not worth a list: the numbers are entered. */
#define MAX_NAMES 2000

struct _WscAxesRow
{
  WscOptionRow parent_instance;

  GtkStringList *names;
  GtkWidget *lists;
  GtkWidget *axes[3];
  GtkWidget *entry; /* while there are no neurons to name */
};

G_DEFINE_FINAL_TYPE (WscAxesRow, wsc_axes_row, WSC_TYPE_OPTION_ROW)

/* A coordinate that another axis has is taken from it: the two change places. */
static void
on_selected (GtkDropDown *list, GParamSpec *pspec, WscAxesRow *self)
{
  guint places[3], changed = 0;
  if (wsc_option_row_is_updating (WSC_OPTION_ROW (self)))
    return;
  for (guint i = 0; i < 3; i++)
    {
      places[i] = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->axes[i]));
      if (self->axes[i] == GTK_WIDGET (list))
        changed = i;
    }
  const WscOption *option = wsc_option_row_get_option (WSC_OPTION_ROW (self));
  g_autofree char *before = wsc_option_get_text (option, wsc_session_get_study (wsc_option_row_get_session (WSC_OPTION_ROW (self))));
  g_auto (GStrv) old = g_strsplit (before, ";", 3);
  for (guint i = 0; i < 3; i++)
    if (i != changed && places[i] == places[changed])
      places[i] = (guint) g_ascii_strtoull (old[changed], NULL, 10) - 1;
  g_autofree char *text = g_strdup_printf ("%u;%u;%u", places[0] + 1, places[1] + 1, places[2] + 1);
  wsc_option_row_set_text (WSC_OPTION_ROW (self), text);
}

static void
on_entered (WscAxesRow *self)
{
  wsc_option_row_set_text (WSC_OPTION_ROW (self), gtk_editable_get_text (GTK_EDITABLE (self->entry)));
}

/* --- names ------------------------------------------------------------------------------ */

static guint
count_coordinates (WscResults *results)
{
  WscNeurons *neurons = results ? wsc_results_get_neurons (results) : NULL;
  guint d = neurons ? wsc_neurons_get_dimension (neurons) : 0;
  return d <= MAX_NAMES ? d : 0;
}

static void
fill_names (WscAxesRow *self, WscResults *results)
{
  guint d = count_coordinates (results), n = g_list_model_get_n_items (G_LIST_MODEL (self->names));
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  gboolean same = d == n;
  for (guint i = 0; i < d; i++)
    {
      char *name = wsc_coordinate_dup_name (wsc_results_get_study (results), wsc_results_get_dataset (results), i, d);
      same = same && g_str_equal (name, gtk_string_list_get_string (self->names, i));
      g_ptr_array_add (names, name);
    }
  g_ptr_array_add (names, NULL);
  if (!same)
    gtk_string_list_splice (self->names, 0, n, (const char *const *) names->pdata);
}

static void
show (WscAxesRow *self, const char *text)
{
  g_auto (GStrv) items = g_strsplit (text, ";", 3);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->names));
  gboolean listed = g_strv_length (items) == 3;
  for (guint i = 0; i < 3 && listed; i++)
    {
      guint64 number = g_ascii_strtoull (g_strstrip (items[i]), NULL, 10);
      listed = number >= 1 && number <= n;
      if (listed)
        gtk_drop_down_set_selected (GTK_DROP_DOWN (self->axes[i]), (guint) number - 1);
    }
  gtk_widget_set_visible (self->lists, listed);
  gtk_widget_set_visible (self->entry, !listed);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
}

static void
wsc_axes_row_update (WscOptionRow *row, const WscOption *option, const WscStudy *study)
{
  WscAxesRow *self = WSC_AXES_ROW (row);
  g_autofree char *text = wsc_option_get_text (option, study);
  fill_names (self, wsc_session_get_results (wsc_option_row_get_session (row)));
  show (self, text);
}

static void
on_results_changed (WscAxesRow *self)
{
  wsc_option_row_refresh (WSC_OPTION_ROW (self));
}

/* --- the row ---------------------------------------------------------------------------- */

static const char *const axis_names[] = { N_("Coordinate along x"), N_("Coordinate along y"), N_("Coordinate along z") };

static void
build_lists (WscAxesRow *self)
{
  self->lists = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_box_set_homogeneous (GTK_BOX (self->lists), TRUE);
  gtk_widget_add_css_class (self->lists, "linked");
  for (guint i = 0; i < 3; i++)
    {
      self->axes[i] = gtk_drop_down_new (g_object_ref (G_LIST_MODEL (self->names)), NULL);
      gtk_widget_set_tooltip_text (self->axes[i], _(axis_names[i]));
      gtk_widget_set_hexpand (self->axes[i], TRUE);
      g_signal_connect_object (self->axes[i], "notify::selected", G_CALLBACK (on_selected), self, 0);
      gtk_box_append (GTK_BOX (self->lists), self->axes[i]);
    }
}

static void
wsc_axes_row_build (WscOptionRow *row, const WscOption *option)
{
  WscAxesRow *self = WSC_AXES_ROW (row);
  self->names = gtk_string_list_new (NULL);
  build_lists (self);
  self->entry = gtk_entry_new ();
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (on_entered), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (wsc_option_row_get_session (row), "results-changed", G_CALLBACK (on_results_changed), self,
                           G_CONNECT_SWAPPED);
  wsc_option_row_add_below (row, self->lists);
  wsc_option_row_add_below (row, self->entry);
  for (guint i = 0; i < 3; i++)
    wsc_accessible_set_name (self->axes[i], _(axis_names[i]), NULL);
}

static void
wsc_axes_row_dispose (GObject *object)
{
  g_clear_object (&WSC_AXES_ROW (object)->names);
  G_OBJECT_CLASS (wsc_axes_row_parent_class)->dispose (object);
}

static void
wsc_axes_row_class_init (WscAxesRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = wsc_axes_row_dispose;
  WSC_OPTION_ROW_CLASS (klass)->build = wsc_axes_row_build;
  WSC_OPTION_ROW_CLASS (klass)->update = wsc_axes_row_update;
}

static void
wsc_axes_row_init (WscAxesRow *self)
{
}
