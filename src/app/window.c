#include "app/window.h"

#include <glib/gi18n-lib.h>

#include "app/accessible.h"
#include "app/form-bar.h"
#include "app/neuron-table.h"
#include "app/reduce-panel.h"
#include "app/run-notice.h"
#include "app/series-panel.h"
#include "app/start-page.h"
#include "app/status-bar.h"
#include "app/study-panel.h"
#include "app/view-panel.h"
#include "app/window-private.h"

/* Between two drawings of the charts while results keep coming, ms. */
#define CHART_INTERVAL 200

/* A toast that can be acted upon is read before. */
#define ACTION_SECONDS 10

G_DEFINE_FINAL_TYPE (WscWindow, wsc_window, ADW_TYPE_APPLICATION_WINDOW)

void
wsc_window_toast (WscWindow *self, const char *text)
{
  g_autofree char *markup = g_markup_escape_text (text, -1);
  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (markup));
}

void
wsc_window_toast_undo (WscWindow *self, const char *text)
{
  g_autofree char *markup = g_markup_escape_text (text, -1);
  AdwToast *toast = adw_toast_new (markup);
  adw_toast_set_button_label (toast, _("_Undo"));
  adw_toast_set_action_name (toast, "win.undo");
  adw_toast_set_timeout (toast, ACTION_SECONDS);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

void
wsc_window_toast_saved (WscWindow *self, const char *text, const char *path)
{
  g_autofree char *markup = g_markup_escape_text (text, -1), *full = g_canonicalize_filename (path, NULL);
  AdwToast *toast = adw_toast_new (markup);
  adw_toast_set_button_label (toast, _("_Open Folder"));
  adw_toast_set_action_name (toast, "win.open-folder");
  adw_toast_set_action_target (toast, "s", full);
  adw_toast_set_timeout (toast, ACTION_SECONDS);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

void
wsc_window_show_error (WscWindow *self, const GError *error)
{
  wsc_error_bar_show (self->error_bar, error ? error->message : NULL);
}

void
wsc_window_show_workspace (WscWindow *self, gboolean workspace)
{
  if (workspace)
    wsc_window_connect_panels (self);
  gtk_stack_set_visible_child_name (self->main_stack, workspace ? "workspace" : "start");
  gtk_stack_set_visible_child_name (self->title_stack, workspace ? "pages" : "name");
  gtk_widget_set_visible (self->run_button, workspace);
  gtk_widget_set_visible (self->export_button, workspace);
  gtk_widget_set_visible (self->panels_button, workspace);
  gtk_widget_set_visible (self->view_panel_button, workspace);
  /* It leads there and back, once there is a study to come back to. */
  self->opened = self->opened || workspace;
  gtk_widget_set_visible (self->gallery_button, self->opened);
  gtk_button_set_icon_name (GTK_BUTTON (self->gallery_button), workspace ? "view-grid-symbolic" : "go-previous-symbolic");
  gtk_widget_set_tooltip_text (self->gallery_button, workspace ? _("Gallery of studies (Ctrl+G)") : _("Back to the study (Ctrl+G)"));
  wsc_accessible_set_name (self->gallery_button, workspace ? _("Gallery") : _("Back to the study"), NULL);
  wsc_window_show_error (self, NULL);
  wsc_window_update_actions (self);
}

/* --- following the session ------------------------------------------------------------ */

static void
update_title (WscWindow *self)
{
  g_autofree char *title = g_strdup_printf ("%s%s — %s", wsc_session_get_modified (self->session) ? "• " : "",
                                            wsc_session_get_title (self->session), _("Weightscape"));
  gtk_window_set_title (GTK_WINDOW (self), title);
}

static const char *
get_page (WscWindow *self)
{
  return adw_view_stack_get_visible_child_name (self->pages);
}

gboolean
wsc_window_shows_series (WscWindow *self)
{
  return g_strcmp0 (get_page (self), "series") == 0;
}

gboolean
wsc_window_shows_reduction (WscWindow *self)
{
  return g_strcmp0 (get_page (self), "reduce") == 0;
}

WscResults *
wsc_window_get_results (WscWindow *self, guint needs)
{
  if (needs & WSC_NEED_FEWER)
    return wsc_session_get_reduction (self->session);
  return needs & WSC_NEED_SERIES ? wsc_session_get_series (self->session) : wsc_session_get_results (self->session);
}

static gboolean
has_series (WscWindow *self)
{
  WscResults *results = wsc_session_get_results (self->session);
  WscDataset *dataset = results ? wsc_results_get_dataset (results) : NULL;
  return dataset ? wsc_dataset_is_series (dataset)
                 : wsc_data_settings_is_series (&wsc_session_get_study (self->session)->data);
}

static void
update_charts (WscWindow *self)
{
  WscResults *results = wsc_session_get_results (self->session);
  gboolean series = has_series (self);
  adw_view_stack_page_set_visible (self->series_page, series);
  if (!series && wsc_window_shows_series (self))
    adw_view_stack_set_visible_child_name (self->pages, "neurons");
  if (g_strcmp0 (get_page (self), "loss") != 0)
    return;
  g_autoptr (WscPlot) loss = results ? wsc_plot_new_loss (results) : NULL;
  wsc_chart_view_set_plot (self->loss_chart, loss);
}

static gboolean
on_charts_due (gpointer user_data)
{
  WscWindow *self = user_data;
  self->charts = 0;
  update_charts (self);
  return G_SOURCE_REMOVE;
}

static void
on_results_changed (WscWindow *self)
{
  if (!wsc_session_get_running (self->session))
    update_charts (self);
  else if (!self->charts)
    self->charts = g_timeout_add (CHART_INTERVAL, on_charts_due, self);
  wsc_window_update_actions (self);
}

static void
on_running_changed (WscWindow *self)
{
  gboolean running = wsc_session_get_running (self->session);
  adw_button_content_set_label (self->run_content, running ? _("_Stop") : _("_Run"));
  adw_button_content_set_icon_name (self->run_content,
                                    running ? "media-playback-stop-symbolic" : "media-playback-start-symbolic");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->run_button), running ? "win.stop" : "win.run");
  gtk_widget_set_tooltip_text (self->run_button, running ? _("Stop; what is trained stays (Escape)")
                                                         : _("Train and estimate (Ctrl+R)"));
  wsc_accessible_set_name (self->run_button, running ? _("Stop") : _("Run"), NULL);
  if (running)
    gtk_widget_remove_css_class (self->run_button, "suggested-action");
  else
    gtk_widget_add_css_class (self->run_button, "suggested-action");
  wsc_window_update_actions (self);
  if (!running)
    update_charts (self);
}

static void
on_failed (WscWindow *self, const GError *error)
{
  if (!wsc_window_show_missing_data (self))
    wsc_window_show_error (self, error);
}

static void
on_progress (WscWindow *self)
{
  WscResults *results = wsc_session_get_results (self->session);
  if (results && !wsc_session_get_stale (self->session))
    wsc_window_show_error (self, NULL);
}

/* Where there is no room for a panel beside the page, it lies over it when called for, and is gone with the next page. */
void
wsc_window_update_panels (WscWindow *self)
{
  const char *page = get_page (self);
  /* What is drawn of the neurons is drawn of all methods. */
  const char *side = g_strcmp0 (page, "compare") == 0 ? "neurons" : wsc_window_shows_sides (self) ? wsc_window_get_sides_panel (self) : page;
  GtkWidget *panel = side ? gtk_stack_get_child_by_name (self->side, side) : NULL;
  if (panel)
    gtk_stack_set_visible_child (self->side, panel);
  adw_flap_set_reveal_flap (self->study_flap, self->panels_wanted && !adw_flap_get_folded (self->study_flap));
  adw_flap_set_reveal_flap (self->view_flap, self->panels_wanted && panel && !adw_flap_get_folded (self->view_flap));
}

static void
on_merged (WscWindow *self, const char *text)
{
  wsc_window_toast_undo (self, text);
}

static void
on_page_changed (WscWindow *self)
{
  wsc_window_update_panels (self);
  if (!self->session)
    return;
  update_charts (self);
  wsc_window_fill_export_menu (self);
  wsc_window_update_actions (self);
}

static void
on_document_changed (WscWindow *self)
{
  gboolean series = wsc_session_get_study (self->session)->subject == WSC_SUBJECT_SERIES;
  wsc_window_connect_panels (self);
  adw_view_stack_page_set_visible (self->series_page, TRUE);
  adw_view_stack_set_visible_child_name (self->pages, series ? "series" : "neurons");
  /* The page may have been that one before, and nothing says so then. */
  on_page_changed (self);
  wsc_window_show_workspace (self, TRUE);
  wsc_window_show_missing_data (self);
}

static void
connect_session (WscWindow *self)
{
  const struct { const char *signal; GCallback callback; } connections[] = {
    { "failed", G_CALLBACK (on_failed) },
    { "progress", G_CALLBACK (on_progress) },
    { "document-changed", G_CALLBACK (on_document_changed) },
    { "results-changed", G_CALLBACK (on_results_changed) },
    { "series-changed", G_CALLBACK (wsc_window_update_actions) },
    { "notify::series-running", G_CALLBACK (wsc_window_update_actions) },
    { "reduction-changed", G_CALLBACK (wsc_window_update_actions) },
    { "notify::reduction-running", G_CALLBACK (wsc_window_update_actions) },
    { "notify::selected", G_CALLBACK (wsc_window_update_actions) },
    { "study-changed", G_CALLBACK (wsc_window_update_actions) },
    { "notify::running", G_CALLBACK (on_running_changed) },
    { "notify::can-undo", G_CALLBACK (wsc_window_update_actions) },
    { "notify::title", G_CALLBACK (update_title) },
    { "notify::modified", G_CALLBACK (update_title) },
  };
  for (guint i = 0; i < G_N_ELEMENTS (connections); i++)
    g_signal_connect_object (self->session, connections[i].signal, connections[i].callback, self, G_CONNECT_SWAPPED);
  wsc_window_connect_panels_later (self);
}

/* --- closing ----------------------------------------------------------------------------- */

static void
close_now (WscWindow *self, const char *argument)
{
  self->closing = TRUE;
  gtk_window_close (GTK_WINDOW (self));
}

static gboolean
wsc_window_close_request (GtkWindow *window)
{
  WscWindow *self = WSC_WINDOW (window);
  if (wsc_window_asks_before_closing (self))
    {
      wsc_window_ask_then (self, close_now, NULL);
      return TRUE;
    }
  wsc_window_save_state (self);
  if (self->keeper)
    wsc_keeper_close (self->keeper);
  wsc_session_shut_down (self->session);
  return GTK_WINDOW_CLASS (wsc_window_parent_class)->close_request (window);
}

static void
wsc_window_dispose (GObject *object)
{
  WscWindow *self = WSC_WINDOW (object);
  g_clear_handle_id (&self->charts, g_source_remove);
  wsc_window_end_saving (self);
  g_clear_weak_pointer (&self->question);
  g_clear_object (&self->keeper);
  g_clear_handle_id (&self->panels, g_source_remove);
  if (self->session)
    wsc_session_shut_down (self->session);
  g_clear_object (&self->chooser);
  g_clear_object (&self->settings);
  g_clear_object (&self->session);
  g_clear_pointer (&self->argument, g_free);
  g_clear_pointer (&self->proposed, wsc_study_free);
  g_clear_pointer (&self->table, g_free);
  g_clear_pointer (&self->bookmarks, g_free);
  G_OBJECT_CLASS (wsc_window_parent_class)->dispose (object);
}

/* --- the widget ---------------------------------------------------------------------------- */

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, WscWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, WscWindow, error_bar);
  gtk_widget_class_bind_template_child (widget_class, WscWindow, main_stack);
  gtk_widget_class_bind_template_child (widget_class, WscWindow, title_stack);
  gtk_widget_class_bind_template_child (widget_class, WscWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, WscWindow, series_page);
  gtk_widget_class_bind_template_child (widget_class, WscWindow, sides_page);
  gtk_widget_class_bind_template_child (widget_class, WscWindow, sides_view);
  gtk_widget_class_bind_template_child (widget_class, WscWindow, form_bar);
  gtk_widget_class_bind_template_child (widget_class, WscWindow, study_flap);
  gtk_widget_class_bind_template_child (widget_class, WscWindow, view_flap);
  gtk_widget_class_bind_template_child (widget_class, WscWindow, study_panel);
  gtk_widget_class_bind_template_child (widget_class, WscWindow, view_panel);
  gtk_widget_class_bind_template_child (widget_class, WscWindow, series_panel);
  gtk_widget_class_bind_template_child (widget_class, WscWindow, reduce_panel);
  gtk_widget_class_bind_template_child (widget_class, WscWindow, reduce_view);
  gtk_widget_class_bind_template_child (widget_class, WscWindow, side);
  gtk_widget_class_bind_template_child (widget_class, WscWindow, scene_view);
  gtk_widget_class_bind_template_child (widget_class, WscWindow, neuron_table);
  gtk_widget_class_bind_template_child (widget_class, WscWindow, loss_chart);
  gtk_widget_class_bind_template_child (widget_class, WscWindow, series_view);
  gtk_widget_class_bind_template_child (widget_class, WscWindow, compare_view);
  gtk_widget_class_bind_template_child (widget_class, WscWindow, status_bar);
  gtk_widget_class_bind_template_child (widget_class, WscWindow, open_button);
  gtk_widget_class_bind_template_child (widget_class, WscWindow, new_button);
  gtk_widget_class_bind_template_child (widget_class, WscWindow, gallery_button);
  gtk_widget_class_bind_template_child (widget_class, WscWindow, panels_button);
  gtk_widget_class_bind_template_child (widget_class, WscWindow, view_panel_button);
  gtk_widget_class_bind_template_child (widget_class, WscWindow, run_button);
  gtk_widget_class_bind_template_child (widget_class, WscWindow, run_content);
  gtk_widget_class_bind_template_child (widget_class, WscWindow, export_button);
  gtk_widget_class_bind_template_child (widget_class, WscWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, WscWindow, bookmarks_menu);
  gtk_widget_class_bind_template_child (widget_class, WscWindow, edits_menu);
  gtk_widget_class_bind_template_callback (widget_class, on_page_changed);
  gtk_widget_class_bind_template_callback (widget_class, wsc_window_update_panels);
  gtk_widget_class_bind_template_callback (widget_class, on_merged);
}

static void
ensure_types (void)
{
  g_type_ensure (WSC_TYPE_CHART_VIEW);
  g_type_ensure (WSC_TYPE_COMPARE_PAGE);
  g_type_ensure (WSC_TYPE_ERROR_BAR);
  g_type_ensure (WSC_TYPE_FORM_BAR);
  g_type_ensure (WSC_TYPE_NEURON_TABLE);
  g_type_ensure (WSC_TYPE_REDUCE_PAGE);
  g_type_ensure (WSC_TYPE_REDUCE_PANEL);
  g_type_ensure (WSC_TYPE_SCENE_VIEW);
  g_type_ensure (WSC_TYPE_SERIES_PAGE);
  g_type_ensure (WSC_TYPE_SERIES_PANEL);
  g_type_ensure (WSC_TYPE_SIDES_PAGE);
  g_type_ensure (WSC_TYPE_START_PAGE);
  g_type_ensure (WSC_TYPE_STATUS_BAR);
  g_type_ensure (WSC_TYPE_STUDY_PANEL);
  g_type_ensure (WSC_TYPE_VIEW_PANEL);
}

static void
wsc_window_class_init (WscWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = wsc_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = wsc_window_close_request;
  ensure_types ();
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/weightscape/Weightscape/ui/window.ui");
  bind_children (widget_class);
}

/* The half of the split button that drops the list down. */
static void
name_recent_button (WscWindow *self)
{
  GtkWidget *child = gtk_widget_get_first_child (self->open_button);
  for (; child; child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_MENU_BUTTON (child))
      wsc_accessible_set_name (child, _("Recent files"), NULL);
}

static void
name_buttons (WscWindow *self)
{
  wsc_accessible_set_name (self->menu_button, _("Main Menu"), NULL);
  wsc_accessible_set_name (self->export_button, _("Export"), NULL);
  wsc_accessible_set_name (self->open_button, _("Open"), NULL);
  name_recent_button (self);
  wsc_accessible_set_name (self->new_button, _("New Study"), NULL);
  wsc_accessible_set_name (self->gallery_button, _("Gallery"), NULL);
  wsc_accessible_set_name (self->panels_button, _("Panels"), NULL);
  wsc_accessible_set_name (self->view_panel_button, _("Panel at the right"), NULL);
}

static void
wsc_window_init (WscWindow *self)
{
  self->panels_wanted = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  g_action_map_add_action_entries (G_ACTION_MAP (self), wsc_window_file_actions, (int) wsc_window_n_file_actions, self);
  g_action_map_add_action_entries (G_ACTION_MAP (self), wsc_window_first_actions, (int) wsc_window_n_first_actions, self);
  g_action_map_add_action_entries (G_ACTION_MAP (self), wsc_window_actions, (int) wsc_window_n_actions, self);
  g_action_map_add_action_entries (G_ACTION_MAP (self), wsc_window_save_actions, (int) wsc_window_n_save_actions, self);
  g_action_map_add_action_entries (G_ACTION_MAP (self), wsc_window_recent_actions, (int) wsc_window_n_recent_actions, self);
  g_action_map_add_action_entries (G_ACTION_MAP (self), wsc_window_document_actions, (int) wsc_window_n_document_actions, self);
  g_action_map_add_action_entries (G_ACTION_MAP (self), wsc_window_clipboard_actions, (int) wsc_window_n_clipboard_actions, self);
  g_action_map_add_action_entries (G_ACTION_MAP (self), wsc_window_form_actions, (int) wsc_window_n_form_actions, self);
  name_buttons (self);
  self->session = wsc_session_new ();
  connect_session (self);
  wsc_window_follow_document (self);
  wsc_run_notice_attach (self);
  wsc_window_load_state (self);
  wsc_window_fill_export_menu (self);
  wsc_window_update_recent (self);
  g_signal_connect_object (gtk_recent_manager_get_default (), "changed", G_CALLBACK (wsc_window_update_recent), self,
                           G_CONNECT_SWAPPED);
  wsc_window_accept_drops (self);
  on_running_changed (self);
  update_title (self);
  wsc_window_show_workspace (self, FALSE);
  wsc_accessible_name_parts (GTK_WIDGET (self));
}

WscWindow *
wsc_window_new (GtkApplication *application)
{
  WscWindow *self = g_object_new (WSC_TYPE_WINDOW, "application", application, NULL);
  wsc_window_begin_keeping (self);
  return self;
}

WscSession *
wsc_window_get_session (WscWindow *self)
{
  g_return_val_if_fail (WSC_IS_WINDOW (self), NULL);
  return self->session;
}
