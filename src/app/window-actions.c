/* Running, undoing, looking, exporting. */
#include <glib/gi18n-lib.h>

#include "app/bookmark-list.h"
#include "app/export-dialog.h"
#include "app/export-task.h"
#include "app/merge-dialog.h"
#include "app/form-side.h"
#include "app/smaller-dialog.h"
#include "app/window-private.h"

static void
run (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  WscWindow *self = user_data;
  wsc_window_show_error (self, NULL);
  wsc_session_run (self->session);
}

static void
stop (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  wsc_session_stop (WSC_WINDOW (user_data)->session);
  wsc_session_stop_series (WSC_WINDOW (user_data)->session);
  wsc_session_stop_reduction (WSC_WINDOW (user_data)->session);
}

static void
undo (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  wsc_session_undo (WSC_WINDOW (user_data)->session);
}

static void
redo (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  wsc_session_redo (WSC_WINDOW (user_data)->session);
}

static const char *
get_page (WscWindow *self)
{
  return adw_view_stack_get_visible_child_name (self->pages);
}

static void
look (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  WscWindow *self = user_data;
  const char *from = g_variant_get_string (parameter, NULL);
  WscLook where = g_str_equal (from, "front")   ? WSC_LOOK_FRONT
                  : g_str_equal (from, "right") ? WSC_LOOK_RIGHT
                  : g_str_equal (from, "top")   ? WSC_LOOK_TOP
                                                : WSC_LOOK_HOME;
  if (g_strcmp0 (get_page (self), "compare") == 0)
    wsc_compare_page_look (self->compare_view, where);
  else if (wsc_window_shows_reduction (self))
    wsc_reduce_page_look (self->reduce_view, where);
  else if (wsc_window_shows_sides (self))
    wsc_sides_page_look (self->sides_view, where);
  else
    wsc_scene_view_look (self->scene_view, where);
}

static void
bookmark (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  WscWindow *self = user_data;
  g_autoptr (GError) error = NULL;
  if (!wsc_session_go_to_bookmark (self->session, g_variant_get_string (parameter, NULL), &error))
    wsc_window_show_error (self, error);
}

static void
panels (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  WscWindow *self = user_data;
  if (adw_flap_get_folded (self->study_flap))
    {
      adw_flap_set_reveal_flap (self->study_flap, !adw_flap_get_reveal_flap (self->study_flap));
      return;
    }
  self->panels_wanted = !self->panels_wanted;
  wsc_window_update_panels (self);
}

static void
view_panel (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  WscWindow *self = user_data;
  adw_flap_set_reveal_flap (self->view_flap, !adw_flap_get_reveal_flap (self->view_flap));
}

static void
menu (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gtk_menu_button_popup (GTK_MENU_BUTTON (WSC_WINDOW (user_data)->menu_button));
}

static void
page (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  WscWindow *self = user_data;
  const char *name = g_variant_get_string (parameter, NULL);
  GtkWidget *child = adw_view_stack_get_child_by_name (self->pages, name);
  /* A study without a series, or of one form, lacks some. */
  if (child && adw_view_stack_page_get_visible (adw_view_stack_get_page (self->pages, child)))
    adw_view_stack_set_visible_child_name (self->pages, name);
}

/* --- fewer neurons ------------------------------------------------------------------------ */

static void
on_to_be_merged (gpointer user_data, guint i, guint j)
{
  WscWindow *self = user_data;
  g_autofree char *text = g_strdup_printf (_("Neurons %u and %u are merged"), i + 1, j + 1);
  wsc_session_merge_neurons (self->session, i, j);
  wsc_window_toast_undo (self, text);
}

static void
merge (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  WscWindow *self = user_data;
  wsc_merge_dialog_show (GTK_WINDOW (self), self->session, (guint) wsc_session_get_selected (self->session), on_to_be_merged, self);
}

static void on_exported (WscWindow *self, const char *path);

static void
smaller_network (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  WscWindow *self = user_data;
  WscSmallerDialog *dialog = wsc_smaller_dialog_new (GTK_WINDOW (self), self->session);
  g_signal_connect_object (dialog, "saved", G_CALLBACK (on_exported), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* --- export ----------------------------------------------------------------------------- */

static void
on_exported (WscWindow *self, const char *path)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *text = g_strdup_printf (_("Saved %s"), name);
  wsc_window_toast_saved (self, text, path);
}

static void
open_folder (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const char *path = g_variant_get_string (parameter, NULL);
  g_autofree char *folder = g_file_test (path, G_FILE_TEST_IS_DIR) ? g_strdup (path) : g_path_get_dirname (path);
  g_autofree char *uri = g_filename_to_uri (folder, NULL, NULL);
  if (uri)
    gtk_show_uri (GTK_WINDOW (user_data), uri, GDK_CURRENT_TIME);
}

/* Name of the figure that is looked at. */
static const char *
get_figure (WscWindow *self)
{
  if (wsc_window_shows_series (self))
    return wsc_series_page_get_figure (self->series_view);
  if (wsc_window_shows_reduction (self))
    return wsc_reduce_page_get_figure (self->reduce_view);
  if (g_strcmp0 (get_page (self), "neurons") == 0)
    return NULL;
  return get_page (self); /* called as its figure */
}

const char *
wsc_window_get_figure (WscWindow *self)
{
  const char *figure = get_figure (self);
  return figure ? figure : "neurons";
}

WscStudy *
wsc_window_dup_shown_study (WscWindow *self)
{
  WscStudy *shown = wsc_study_copy (wsc_session_get_study (self->session));
  shown->view.tour_position = wsc_scene_view_get_tour_position (self->scene_view);
  shown->view.selected = wsc_session_get_selected (self->session) + 1;
  return shown;
}

/* Colours by cluster are of the reduction's results, as far as there are any. */
static WscResults *
get_shown_results (WscWindow *self)
{
  WscResults *reduction = wsc_window_get_results (self, WSC_NEED_REDUCTION);
  if (wsc_window_shows_sides (self))
    return wsc_form_side_get_results (self->session);
  if (wsc_window_shows_series (self))
    return wsc_window_get_results (self, WSC_NEED_SSA);
  if (wsc_window_shows_reduction (self)
      || (reduction && wsc_session_get_study (self->session)->view.colour == WSC_COLOUR_CLUSTER))
    return reduction;
  return wsc_window_get_results (self, WSC_NEED_NEURONS);
}

static gboolean
get_camera (WscWindow *self, WscCamera *camera)
{
  if (wsc_window_shows_reduction (self))
    return wsc_reduce_page_get_camera (self->reduce_view, camera);
  if (wsc_window_shows_sides (self))
    return wsc_sides_page_get_camera (self->sides_view, camera);
  return g_strcmp0 (get_page (self), "compare") == 0 ? wsc_compare_page_get_camera (self->compare_view, camera)
                                                     : wsc_scene_view_get_camera (self->scene_view, camera);
}

static void
export_figure (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  WscWindow *self = user_data;
  WscResults *results = get_shown_results (self);
  WscCamera camera;
  if (!results)
    return;
  gboolean has_camera = get_camera (self, &camera);
  g_autoptr (WscStudy) shown = wsc_window_dup_shown_study (self);
  g_autoptr (WscResults) seen = wsc_window_join_forms (self, wsc_results_with_view (results, shown));
  WscExportDialog *dialog
      = wsc_export_dialog_new (GTK_WINDOW (self), seen, has_camera ? &camera : NULL, get_figure (self), self->settings);
  g_signal_connect_object (dialog, "exported", G_CALLBACK (on_exported), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_table_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (WscWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = wsc_export_task_table_finish (result, &error);
  if (!self->session)
    return;
  if (error)
    wsc_window_show_error (self, error);
  else
    on_exported (self, path);
}

static void
on_table_response (WscWindow *self, int response)
{
  g_autoptr (GFile) file
      = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser)) : NULL;
  g_autofree char *path = file ? g_file_get_path (file) : NULL;
  const WscTableInfo *info = wsc_tables_find (self->table, NULL);
  WscResults *results = wsc_window_get_results (self, info->needs);
  g_clear_object (&self->chooser);
  if (path && results)
    wsc_export_task_table (results, self->table, path, on_table_written, g_object_ref (self));
}

static void
export_table (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  WscWindow *self = user_data;
  g_free (self->table);
  self->table = g_variant_dup_string (parameter, NULL);
  g_autofree char *name = g_strconcat (self->table, ".csv", NULL);
  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (_("Save Table"), GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_SAVE,
                                               _("_Export"), NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), name);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (on_table_response), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

/* Tables of what the page shows. */
void
wsc_window_fill_export_menu (WscWindow *self)
{
  guint n;
  const gboolean series = wsc_window_shows_series (self)
                          || (wsc_window_shows_sides (self) && wsc_session_get_study (self->session)->subject == WSC_SUBJECT_SERIES);
  const guint needs = series ? WSC_NEED_SERIES : wsc_window_shows_reduction (self) ? WSC_NEED_FEWER : 0;
  const WscTableInfo *tables = wsc_tables (&n);
  g_autoptr (GMenu) all = g_menu_new ();
  g_autoptr (GMenu) figures = g_menu_new ();
  g_autoptr (GMenu) rest = g_menu_new ();
  g_menu_append (figures, _("_Figure…"), "win.export-figure");
  for (guint i = 0; i < n; i++)
    {
      const guint beside = tables[i].needs & (WSC_NEED_SERIES | WSC_NEED_FEWER);
      if (needs ? !(beside & needs) : beside != 0)
        continue;
      g_autoptr (GMenuItem) item = g_menu_item_new (wsc_export_task_get_table_label (tables[i].name), NULL);
      g_menu_item_set_action_and_target (item, "win.export-table", "s", tables[i].name);
      g_menu_append_item (rest, item);
    }
  g_menu_append_section (all, NULL, G_MENU_MODEL (figures));
  g_menu_append_section (all, NULL, G_MENU_MODEL (rest));
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->export_button), G_MENU_MODEL (all));
}

/* --- which are possible now ---------------------------------------------------------------- */

static void
enable (WscWindow *self, const char *name, gboolean enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), name);
  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

static void
update_bookmarks (WscWindow *self)
{
  const char *text = wsc_session_get_study (self->session)->view.bookmarks;
  if (g_strcmp0 (text, self->bookmarks) == 0)
    return;
  g_free (self->bookmarks);
  self->bookmarks = g_strdup (text);
  wsc_bookmark_list_fill_menu (self->session, self->bookmarks_menu);
}

void
wsc_window_update_actions (WscWindow *self)
{
  gboolean workspace = g_strcmp0 (gtk_stack_get_visible_child_name (self->main_stack), "workspace") == 0;
  gboolean running = wsc_session_get_running (self->session);
  gboolean results = wsc_session_get_results (self->session) != NULL;
  gboolean shown = get_shown_results (self) != NULL;
  gboolean reduced = wsc_window_shows_reduction (self) && wsc_session_get_reduction (self->session);
  gint selected = wsc_session_get_selected (self->session);
  enable (self, "run", workspace);
  enable (self, "stop", running || wsc_session_get_series_job (self->session) || wsc_session_get_reduction_job (self->session)
                            || wsc_session_get_running (wsc_session_get_other (self->session)));
  enable (self, "merge", reduced && selected >= 0 && wsc_session_get_study (self->session)->reduction.method == WSC_REDUCE_CLUSTERS);
  enable (self, "smaller-network", reduced);
  enable (self, "save", workspace);
  enable (self, "save-as", workspace);
  enable (self, "duplicate", workspace);
  enable (self, "copy-command", workspace);
  enable (self, "undo", workspace && wsc_session_get_can_undo (self->session));
  enable (self, "redo", workspace && wsc_session_get_can_redo (self->session));
  enable (self, "look", workspace && results);
  enable (self, "bookmark", workspace);
  enable (self, "panels", workspace);
  enable (self, "view-panel", workspace && g_strcmp0 (get_page (self), "loss") != 0);
  enable (self, "page", workspace);
  enable (self, "export-figure", workspace && shown);
  enable (self, "export-table", workspace && shown);
  gtk_widget_set_sensitive (self->export_button, shown);
  update_bookmarks (self);
}

const GActionEntry wsc_window_actions[] = {
  { "run", run, NULL, NULL, NULL, { 0 } },
  { "stop", stop, NULL, NULL, NULL, { 0 } },
  { "undo", undo, NULL, NULL, NULL, { 0 } },
  { "redo", redo, NULL, NULL, NULL, { 0 } },
  { "look", look, "s", NULL, NULL, { 0 } },
  { "bookmark", bookmark, "s", NULL, NULL, { 0 } },
  { "panels", panels, NULL, NULL, NULL, { 0 } },
  { "view-panel", view_panel, NULL, NULL, NULL, { 0 } },
  { "menu", menu, NULL, NULL, NULL, { 0 } },
  { "page", page, "s", NULL, NULL, { 0 } },
  { "merge", merge, NULL, NULL, NULL, { 0 } },
  { "smaller-network", smaller_network, NULL, NULL, NULL, { 0 } },
  { "export-figure", export_figure, NULL, NULL, NULL, { 0 } },
  { "open-folder", open_folder, "s", NULL, NULL, { 0 } },
  { "export-table", export_table, "s", NULL, NULL, { 0 } },
};
const guint wsc_window_n_actions = G_N_ELEMENTS (wsc_window_actions);
