#include "app/series-panel.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "app/accessible.h"
#include "app/group-row.h"
#include "app/option-group.h"

struct _WscSeriesPanel
{
  GtkWidget parent_instance;

  WscSession *session;
  char *groups; /* those the list shows, as text */

  GtkWidget *content;
  WscOptionGroup *decomposition, *grouping, *suggesting, *forecasting, *comparing;
  GtkWidget *numbers;
  GtkLabel *mse, *mape, *share, *notes;
  GtkListBox *group_list;
  GtkLabel *group_reason, *suggestion, *take_label;
  GtkWidget *keep_button, *take_button;
};

G_DEFINE_FINAL_TYPE (WscSeriesPanel, wsc_series_panel, GTK_TYPE_WIDGET)

static const WscSeriesParts *
get_parts (WscSeriesPanel *self)
{
  WscResults *results = wsc_session_get_series (self->session);
  return results ? wsc_results_get_series (results) : NULL;
}

static void
show_text (GtkLabel *label, const char *text)
{
  gtk_label_set_label (label, text ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL);
}

/* --- numbers ------------------------------------------------------------------------------ */

static void
update_numbers (WscSeriesPanel *self, const WscSeriesParts *parts)
{
  const WscReconstruction *sum = parts ? parts->reconstruction : NULL;
  gtk_widget_set_visible (self->numbers, sum != NULL);
  if (!sum)
    return;
  const char *format = parts->has_truth ? _("MSE %.4g") : _("MSE to the observed\n%.4g");
  g_autofree char *mse = g_strdup_printf (format, sum->errors.mse);
  g_autofree char *mape = isfinite (sum->errors.mape) ? g_strdup_printf (_("MAPE %.4g %%"), sum->errors.mape) : g_strdup (_("MAPE not known"));
  g_autofree char *share = g_strdup_printf (_("%u of %zu components\n%.4g %% of the whole"), sum->components.n,
                                            wsc_ssa_get_n_components (parts->ssa), 100 * sum->share);
  gtk_label_set_label (self->mse, mse);
  gtk_label_set_label (self->mape, mape);
  gtk_label_set_label (self->share, share);
}

/* What the page must not leave unsaid: windows beyond the half, a kind's assumption, values left out. */
static void
update_notes (WscSeriesPanel *self, const WscSeriesParts *parts)
{
  g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);
  WscSeriesParts told = { 0 };
  if (parts)
    {
      told = *parts;
      told.grouped = NULL;
      told.suggestion = NULL;
      wsc_series_parts_add_notes (&told, &wsc_session_get_study (self->session)->ssa, notes);
    }
  g_ptr_array_add (notes, NULL);
  g_autofree char *text = g_strjoinv ("\n", (char **) notes->pdata);
  show_text (self->notes, *text ? text : NULL);
}

/* --- groups --------------------------------------------------------------------------------- */

/* Rows stay where they can, and with them the focus. */
static void
fill_groups (WscSeriesPanel *self, GArray *groups)
{
  guint n = groups ? groups->len : 0;
  GtkListBoxRow *row;
  for (guint i = 0; i < n; i++)
    {
      row = gtk_list_box_get_row_at_index (self->group_list, (int) i);
      if (!row)
        gtk_list_box_append (self->group_list, GTK_WIDGET (row = GTK_LIST_BOX_ROW (wsc_group_row_new (self->session, i))));
      wsc_group_row_set_group (WSC_GROUP_ROW (row), &g_array_index (groups, WscGroup, i));
    }
  while ((row = gtk_list_box_get_row_at_index (self->group_list, (int) n)))
    gtk_list_box_remove (self->group_list, GTK_WIDGET (row));
  gtk_widget_set_visible (GTK_WIDGET (self->group_list), n > 0);
}

static void
update_groups (WscSeriesPanel *self, const WscSeriesParts *parts)
{
  GArray *groups = parts && parts->grouped ? parts->grouped->groups : NULL;
  g_autofree char *text = groups ? wsc_groups_format (groups) : g_strdup ("");
  const char *reason = parts && parts->grouped ? parts->grouped->reason : NULL;
  show_text (self->group_reason, reason);
  gtk_widget_set_visible (self->keep_button, reason && groups->len > 0);
  if (g_strcmp0 (text, self->groups) == 0)
    return;
  g_free (self->groups);
  self->groups = g_steal_pointer (&text);
  fill_groups (self, groups);
}

static void
on_keep (WscSeriesPanel *self)
{
  wsc_session_keep_groups (self->session);
}

/* --- suggestion -------------------------------------------------------------------------------- */

static void
update_suggestion (WscSeriesPanel *self, const WscSeriesParts *parts)
{
  const WscSuggestion *suggestion = parts ? parts->suggestion : NULL;
  show_text (self->suggestion, suggestion ? wsc_suggestion_get_reason (suggestion) : parts ? parts->suggestion_problem : NULL);
  gtk_widget_set_visible (self->take_button, suggestion != NULL);
  if (!suggestion)
    return;
  g_auto (WscComponents) components = { 0 };
  wsc_suggestion_get_components (suggestion, &components);
  g_autofree char *list = wsc_components_format (&components);
  g_autofree char *label = components.n > 0 ? g_strdup_printf (_("Use %s"), list) : g_strdup (_("Use None"));
  gtk_label_set_label (self->take_label, label);
  gtk_widget_set_tooltip_text (self->take_button, label);
  wsc_accessible_set_name (self->take_button, label, NULL);
}

static void
on_take (WscSeriesPanel *self)
{
  wsc_session_take_suggestion (self->session);
}

/* --- the widget ----------------------------------------------------------------------------------- */

static void
update (WscSeriesPanel *self)
{
  const WscSeriesParts *parts = wsc_session_get_series_problem (self->session) ? NULL : get_parts (self);
  update_numbers (self, parts);
  update_notes (self, parts);
  update_groups (self, parts);
  update_suggestion (self, parts);
}

void
wsc_series_panel_set_session (WscSeriesPanel *self, WscSession *session)
{
  WscOptionGroup *const groups[] = { self->decomposition, self->grouping, self->suggesting, self->forecasting, self->comparing };
  g_return_if_fail (WSC_IS_SERIES_PANEL (self) && self->session == NULL);
  self->session = g_object_ref (session);
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    wsc_option_group_set_session (groups[i], session);
  g_signal_connect_object (session, "series-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

static void
wsc_series_panel_dispose (GObject *object)
{
  WscSeriesPanel *self = WSC_SERIES_PANEL (object);
  g_clear_pointer (&self->content, gtk_widget_unparent);
  g_clear_object (&self->session);
  g_clear_pointer (&self->groups, g_free);
  G_OBJECT_CLASS (wsc_series_panel_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, WscSeriesPanel, content);
  gtk_widget_class_bind_template_child (widget_class, WscSeriesPanel, decomposition);
  gtk_widget_class_bind_template_child (widget_class, WscSeriesPanel, grouping);
  gtk_widget_class_bind_template_child (widget_class, WscSeriesPanel, suggesting);
  gtk_widget_class_bind_template_child (widget_class, WscSeriesPanel, forecasting);
  gtk_widget_class_bind_template_child (widget_class, WscSeriesPanel, comparing);
  gtk_widget_class_bind_template_child (widget_class, WscSeriesPanel, numbers);
  gtk_widget_class_bind_template_child (widget_class, WscSeriesPanel, mse);
  gtk_widget_class_bind_template_child (widget_class, WscSeriesPanel, mape);
  gtk_widget_class_bind_template_child (widget_class, WscSeriesPanel, share);
  gtk_widget_class_bind_template_child (widget_class, WscSeriesPanel, notes);
  gtk_widget_class_bind_template_child (widget_class, WscSeriesPanel, group_list);
  gtk_widget_class_bind_template_child (widget_class, WscSeriesPanel, group_reason);
  gtk_widget_class_bind_template_child (widget_class, WscSeriesPanel, suggestion);
  gtk_widget_class_bind_template_child (widget_class, WscSeriesPanel, keep_button);
  gtk_widget_class_bind_template_child (widget_class, WscSeriesPanel, take_button);
  gtk_widget_class_bind_template_child (widget_class, WscSeriesPanel, take_label);
  gtk_widget_class_bind_template_callback (widget_class, on_keep);
  gtk_widget_class_bind_template_callback (widget_class, on_take);
}

static void
wsc_series_panel_class_init (WscSeriesPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = wsc_series_panel_dispose;
  g_type_ensure (WSC_TYPE_OPTION_GROUP);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/weightscape/Weightscape/ui/series-panel.ui");
  bind_children (widget_class);
}

static void
wsc_series_panel_init (WscSeriesPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  wsc_accessible_set_name (GTK_WIDGET (self->group_list), _("Groups of components"), NULL);
}
