/* The panels and pages of a window, which have most of its widgets: they are filled when they are first shown, or when the window has been
 * drawn and there is nothing else to do. */
#include "app/accessible.h"
#include "app/neuron-table.h"
#include "app/reduce-panel.h"
#include "app/series-panel.h"
#include "app/status-bar.h"
#include "app/study-panel.h"
#include "app/view-panel.h"
#include "app/window-private.h"

void
wsc_window_connect_panels (WscWindow *self)
{
  g_clear_handle_id (&self->panels, g_source_remove);
  if (self->has_panels)
    return;
  self->has_panels = TRUE;
  wsc_study_panel_set_session (WSC_STUDY_PANEL (self->study_panel), self->session);
  wsc_view_panel_set_session (WSC_VIEW_PANEL (self->view_panel), self->session);
  wsc_series_panel_set_session (WSC_SERIES_PANEL (self->series_panel), self->session);
  wsc_series_page_set_session (self->series_view, self->session);
  wsc_reduce_panel_set_session (WSC_REDUCE_PANEL (self->reduce_panel), self->session);
  wsc_reduce_page_set_session (self->reduce_view, self->session);
  wsc_compare_page_set_session (self->compare_view, self->session);
  wsc_scene_view_set_session (self->scene_view, self->session);
  wsc_neuron_table_set_session (WSC_NEURON_TABLE (self->neuron_table), self->session);
  wsc_status_bar_set_session (WSC_STATUS_BAR (self->status_bar), self->session);
  wsc_window_follow_forms (self);
  wsc_accessible_name_parts (GTK_WIDGET (self));
}

static gboolean
on_idle (gpointer user_data)
{
  WscWindow *self = user_data;
  self->panels = 0;
  wsc_window_connect_panels (self);
  return G_SOURCE_REMOVE;
}

static void
on_painted (GdkFrameClock *clock, WscWindow *self)
{
  g_clear_signal_handler (&self->painted, clock);
  if (!self->has_panels && !self->panels)
    self->panels = g_idle_add_full (G_PRIORITY_LOW, on_idle, self, NULL);
}

static void
on_realize (WscWindow *self)
{
  self->painted = g_signal_connect_object (gtk_widget_get_frame_clock (GTK_WIDGET (self)), "after-paint", G_CALLBACK (on_painted), self, 0);
}

void
wsc_window_connect_panels_later (WscWindow *self)
{
  g_signal_connect (self, "realize", G_CALLBACK (on_realize), NULL);
}
