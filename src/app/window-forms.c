/* A study as published and corrected: the switch and the page of both. */
#include "app/form-bar.h"
#include "app/form-side.h"
#include "app/window-private.h"
#include "plot/pair.h"

gboolean
wsc_window_shows_sides (WscWindow *self)
{
  return g_strcmp0 (adw_view_stack_get_visible_child_name (self->pages), "side-by-side") == 0;
}

const char *
wsc_window_get_sides_panel (WscWindow *self)
{
  const WscStudy *study = wsc_session_get_study (self->session);
  if (study->subject == WSC_SUBJECT_SERIES)
    return "series";
  return wsc_plot_has_pair (study) ? "reduce" : "neurons";
}

WscResults *
wsc_window_join_forms (WscWindow *self, WscResults *seen)
{
  WscSession *other = wsc_session_get_other (self->session);
  WscResults *results = wsc_session_has_forms (self->session) ? wsc_form_side_get_results (other) : NULL;
  if (!results)
    return seen;
  g_autoptr (WscResults) alone = seen;
  g_autoptr (WscResults) beside = wsc_results_with_view (results, wsc_session_get_study (other));
  return wsc_results_with_other_form (alone, beside);
}

static void
switch_form (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  wsc_session_switch_form (WSC_WINDOW (user_data)->session);
}

static void
update (WscWindow *self)
{
  const gboolean has_forms = wsc_session_has_forms (self->session);
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), "switch-form");
  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), has_forms);
  adw_view_stack_page_set_visible (self->sides_page, has_forms);
  if (!has_forms && wsc_window_shows_sides (self))
    adw_view_stack_set_visible_child_name (self->pages, "neurons");
}

static void
on_page_changed (WscWindow *self)
{
  wsc_form_bar_set_brief (WSC_FORM_BAR (self->form_bar), wsc_window_shows_sides (self));
}

static void
on_failed (WscWindow *self, const GError *error)
{
  wsc_window_show_error (self, error);
}

void
wsc_window_follow_forms (WscWindow *self)
{
  WscSession *other = wsc_session_get_other (self->session);
  wsc_form_bar_set_session (WSC_FORM_BAR (self->form_bar), self->session);
  wsc_sides_page_set_session (self->sides_view, self->session);
  g_signal_connect_object (self->session, "study-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (other, "failed", G_CALLBACK (on_failed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (other, "notify::running", G_CALLBACK (wsc_window_update_actions), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (other, "results-changed", G_CALLBACK (wsc_window_update_actions), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pages, "notify::visible-child", G_CALLBACK (on_page_changed), self, G_CONNECT_SWAPPED);
  update (self);
}

const GActionEntry wsc_window_form_actions[] = {
  { "switch-form", switch_form, NULL, NULL, NULL, { 0 } },
};
const guint wsc_window_n_form_actions = G_N_ELEMENTS (wsc_window_form_actions);
