#include "app/new-study-dialog.h"

#include <glib/gi18n-lib.h>

#include "app/accessible.h"
#include "app/column-list.h"
#include "session/reading.h"

struct _WscNewStudyDialog
{
  AdwWindow parent_instance;

  WscReading *reading;
  WscPreview *shown; /* what the list of columns shows */
  GtkFileChooserNative *chooser;
  gboolean offered;  /* a first proposal has been shown */
  gboolean updating; /* the rows of choices are being set, not chosen from */
  GPtrArray *proposed; /* of GtkWidget *: rows of the group */

  GtkStack *stack;
  GtkWidget *choose, *create, *run;
  GtkLabel *file, *summary, *problem, *warnings;
  GtkProgressBar *progress;
  GtkWidget *progress_box;
  AdwPreferencesGroup *choices, *proposals;
  GtkDropDown *kind, *column, *target;
  GtkWidget *column_row, *target_row;
  GtkListBox *columns;
  GtkLabel *columns_title;
};

G_DEFINE_FINAL_TYPE (WscNewStudyDialog, wsc_new_study_dialog, ADW_TYPE_WINDOW)

static guint created_signal;

enum { SERIES, TABLE }; /* as the list of kinds has them */

/* --- choices ------------------------------------------------------------------------- */

static char *
dup_selected (GtkDropDown *list)
{
  GtkStringObject *item = gtk_drop_down_get_selected_item (list);
  return item ? g_strdup (gtk_string_object_get_string (item)) : NULL;
}

static void
on_kind_chosen (WscNewStudyDialog *self)
{
  if (self->updating || !self->reading)
    return;
  gboolean series = gtk_drop_down_get_selected (self->kind) == SERIES;
  wsc_reading_wish (self->reading, &(WscWish){ .kind = series ? WSC_DATA_SERIES : WSC_DATA_TABLE });
}

static void
on_column_chosen (WscNewStudyDialog *self)
{
  if (self->updating || !self->reading)
    return;
  gboolean series = gtk_drop_down_get_selected (self->kind) == SERIES;
  g_autofree char *column = dup_selected (self->column), *target = dup_selected (self->target);
  wsc_reading_wish (self->reading, &(WscWish){ series ? WSC_DATA_SERIES : WSC_DATA_TABLE, series ? column : NULL, series ? NULL : target });
}

static void
fill_names (GtkDropDown *list, const WscPreview *preview)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  for (guint i = 0; i < wsc_preview_get_n_columns (preview); i++)
    gtk_string_list_append (names, wsc_preview_get_column (preview, i)->name);
  gtk_drop_down_set_model (list, G_LIST_MODEL (names));
}

static void
select_name (GtkDropDown *list, const WscPreview *preview, const char *name)
{
  for (guint i = 0; i < wsc_preview_get_n_columns (preview); i++)
    if (g_str_equal (wsc_preview_get_column (preview, i)->name, name))
      gtk_drop_down_set_selected (list, i);
}

/* While there is no proposal, what was chosen last stays, so that it can be chosen otherwise. */
static void
update_choices (WscNewStudyDialog *self, const WscProposal *proposal)
{
  gboolean guessed = !proposal || proposal->kind == WSC_DATA_SERIES || proposal->kind == WSC_DATA_TABLE;
  gtk_widget_set_visible (GTK_WIDGET (self->choices), guessed && wsc_reading_is_read (self->reading) && wsc_preview_get_n_rows (self->shown) > 0);
  self->updating = TRUE;
  if (proposal && guessed)
    {
      gtk_drop_down_set_selected (self->kind, proposal->kind == WSC_DATA_SERIES ? SERIES : TABLE);
      if (proposal->kind == WSC_DATA_SERIES)
        select_name (self->column, self->shown, proposal->study->data.column);
      else
        select_name (self->target, self->shown, proposal->study->data.target);
    }
  gtk_widget_set_visible (self->column_row, gtk_drop_down_get_selected (self->kind) == SERIES);
  gtk_widget_set_visible (self->target_row, gtk_drop_down_get_selected (self->kind) == TABLE);
  self->updating = FALSE;
}

/* --- what is proposed ------------------------------------------------------------------- */

static char *
dup_value (const WscReason *reason, const WscStudy *study)
{
  const WscOption *option = reason->option;
  g_autofree char *text = wsc_option_get_text (option, study);
  if (option->type == WSC_OPTION_CHOICE)
    return g_strdup (_(option->choices[(gsize) wsc_option_get_number (option, study)].label));
  if (option->type == WSC_OPTION_FILE)
    return g_path_get_basename (text);
  return option->unit ? g_strdup_printf ("%s %s", text, _(option->unit)) : g_steal_pointer (&text);
}

static GtkWidget *
new_proposal_row (const WscReason *reason, const WscStudy *study)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *value = dup_value (reason, study), *heard = g_strdup_printf (_("%s: %s"), _(reason->option->label), value);
  g_autofree char *why = g_markup_escape_text (reason->why, -1);
  GtkWidget *label = gtk_label_new (value);
  gtk_widget_add_css_class (label, "numeric");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _(reason->option->label));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), why);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  gtk_widget_set_tooltip_text (row, _(reason->option->tooltip));
  wsc_accessible_set_name (label, heard, NULL);
  return row;
}

static void
update_proposals (WscNewStudyDialog *self, const WscProposal *proposal)
{
  for (guint i = 0; i < self->proposed->len; i++)
    adw_preferences_group_remove (self->proposals, self->proposed->pdata[i]);
  g_ptr_array_set_size (self->proposed, 0);
  gtk_widget_set_visible (GTK_WIDGET (self->proposals), proposal && proposal->reasons->len > 0);
  for (guint i = 0; proposal && i < proposal->reasons->len; i++)
    {
      GtkWidget *row = new_proposal_row (proposal->reasons->pdata[i], proposal->study);
      adw_preferences_group_add (self->proposals, row);
      g_ptr_array_add (self->proposed, row);
    }
}

static void
show_text (GtkLabel *label, const char *text)
{
  gtk_label_set_label (label, text ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text && *text);
}

static void
update_warnings (WscNewStudyDialog *self, const WscProposal *proposal)
{
  g_autoptr (GString) text = g_string_new (NULL);
  for (guint i = 0; proposal && i < proposal->warnings->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", (const char *) proposal->warnings->pdata[i]);
  show_text (self->warnings, text->str);
}

/* --- how far it is ------------------------------------------------------------------------ */

static void
update_columns (WscNewStudyDialog *self)
{
  WscPreview *preview = wsc_reading_get_preview (self->reading);
  gtk_widget_set_visible (GTK_WIDGET (self->columns_title), preview != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->columns), preview != NULL);
  if (!preview || preview == self->shown)
    return;
  g_clear_pointer (&self->shown, wsc_preview_unref);
  self->shown = wsc_preview_ref (preview);
  wsc_column_list_fill (self->columns, preview);
  self->updating = TRUE;
  fill_names (self->column, preview);
  fill_names (self->target, preview);
  self->updating = FALSE;
}

static void
update (WscNewStudyDialog *self)
{
  gboolean busy = wsc_reading_is_busy (self->reading), read = wsc_reading_is_read (self->reading);
  const WscProposal *proposal = wsc_reading_get_proposal (self->reading);
  update_columns (self);
  gtk_progress_bar_set_fraction (self->progress, wsc_reading_get_fraction (self->reading));
  gtk_widget_set_visible (self->progress_box, busy && !read);
  gtk_widget_set_sensitive (self->create, proposal && !busy);
  gtk_widget_set_sensitive (self->run, proposal && !busy);
  if (busy)
    return;
  /* Enter takes what is proposed, unless somebody is elsewhere already. */
  if (proposal && !self->offered)
    gtk_window_set_focus (GTK_WINDOW (self), self->run);
  self->offered = self->offered || proposal;
  show_text (self->problem, wsc_reading_get_problem (self->reading));
  show_text (self->summary, proposal ? proposal->summary : NULL);
  update_warnings (self, proposal);
  update_proposals (self, proposal);
  if (self->shown)
    update_choices (self, proposal);
}

static void
stop (WscNewStudyDialog *self)
{
  if (!self->reading)
    return;
  g_signal_handlers_disconnect_by_data (self->reading, self);
  wsc_reading_stop (self->reading);
  g_clear_object (&self->reading);
  g_clear_pointer (&self->shown, wsc_preview_unref);
}

static void
read_file (WscNewStudyDialog *self, const char *path)
{
  g_autofree char *base = g_path_get_basename (path), *name = g_filename_display_name (base);
  stop (self);
  show_text (self->file, name);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->file), path);
  show_text (self->problem, NULL);
  show_text (self->summary, NULL);
  show_text (self->warnings, NULL);
  update_proposals (self, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->choices), FALSE);
  gtk_stack_set_visible_child_name (self->stack, "file");
  self->reading = wsc_reading_new (path);
  g_signal_connect_swapped (self->reading, "changed", G_CALLBACK (update), self);
  update (self);
}

static void
on_stop (WscNewStudyDialog *self)
{
  stop (self);
  gtk_stack_set_visible_child_name (self->stack, "choose");
}

/* --- which file ------------------------------------------------------------------------------- */

static void
on_response (WscNewStudyDialog *self, int response)
{
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser)) : NULL;
  g_autofree char *path = file ? g_file_get_path (file) : NULL;
  g_clear_object (&self->chooser);
  if (path)
    read_file (self, path);
}

static void
on_choose (WscNewStudyDialog *self)
{
  static const char *const patterns[] = { "*.csv", "*.tsv", "*.txt", "*.dat", "*.npy", "*.npz", "*.idx", "*-ubyte", "*.gz" };
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (_("Choose Data"), GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_OPEN, _("_Open"), NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  gtk_file_filter_set_name (filter, _("Data"));
  for (guint i = 0; i < G_N_ELEMENTS (patterns); i++)
    gtk_file_filter_add_pattern (filter, patterns[i]);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), filter);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (on_response), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static gboolean
on_drop (WscNewStudyDialog *self, const GValue *value)
{
  g_autofree char *path = g_file_get_path (g_value_get_object (value));
  if (path)
    read_file (self, path);
  return path != NULL;
}

/* --- the study ---------------------------------------------------------------------------------- */

static void
create (WscNewStudyDialog *self, const WscStudy *study, gboolean run)
{
  g_signal_emit (self, created_signal, 0, study, run);
  gtk_window_close (GTK_WINDOW (self));
}

static void
on_create (WscNewStudyDialog *self)
{
  create (self, wsc_reading_get_proposal (self->reading)->study, FALSE);
}

static void
on_run (WscNewStudyDialog *self)
{
  create (self, wsc_reading_get_proposal (self->reading)->study, TRUE);
}

static void
on_empty (WscNewStudyDialog *self)
{
  g_autoptr (WscStudy) study = wsc_study_new ();
  create (self, study, FALSE);
}

/* --- the dialog ------------------------------------------------------------------------------------ */

static void
wsc_new_study_dialog_dispose (GObject *object)
{
  WscNewStudyDialog *self = WSC_NEW_STUDY_DIALOG (object);
  stop (self);
  g_clear_object (&self->chooser);
  g_clear_pointer (&self->proposed, g_ptr_array_unref);
  G_OBJECT_CLASS (wsc_new_study_dialog_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, WscNewStudyDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, WscNewStudyDialog, choose);
  gtk_widget_class_bind_template_child (widget_class, WscNewStudyDialog, create);
  gtk_widget_class_bind_template_child (widget_class, WscNewStudyDialog, run);
  gtk_widget_class_bind_template_child (widget_class, WscNewStudyDialog, file);
  gtk_widget_class_bind_template_child (widget_class, WscNewStudyDialog, summary);
  gtk_widget_class_bind_template_child (widget_class, WscNewStudyDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, WscNewStudyDialog, warnings);
  gtk_widget_class_bind_template_child (widget_class, WscNewStudyDialog, progress);
  gtk_widget_class_bind_template_child (widget_class, WscNewStudyDialog, progress_box);
  gtk_widget_class_bind_template_child (widget_class, WscNewStudyDialog, choices);
  gtk_widget_class_bind_template_child (widget_class, WscNewStudyDialog, proposals);
  gtk_widget_class_bind_template_child (widget_class, WscNewStudyDialog, kind);
  gtk_widget_class_bind_template_child (widget_class, WscNewStudyDialog, column);
  gtk_widget_class_bind_template_child (widget_class, WscNewStudyDialog, target);
  gtk_widget_class_bind_template_child (widget_class, WscNewStudyDialog, column_row);
  gtk_widget_class_bind_template_child (widget_class, WscNewStudyDialog, target_row);
  gtk_widget_class_bind_template_child (widget_class, WscNewStudyDialog, columns);
  gtk_widget_class_bind_template_child (widget_class, WscNewStudyDialog, columns_title);
}

static void
wsc_new_study_dialog_class_init (WscNewStudyDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = wsc_new_study_dialog_dispose;
  created_signal = g_signal_new ("created", WSC_TYPE_NEW_STUDY_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_POINTER, G_TYPE_BOOLEAN);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/weightscape/Weightscape/ui/new-study-dialog.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_choose);
  gtk_widget_class_bind_template_callback (widget_class, on_empty);
  gtk_widget_class_bind_template_callback (widget_class, on_stop);
  gtk_widget_class_bind_template_callback (widget_class, on_create);
  gtk_widget_class_bind_template_callback (widget_class, on_run);
  gtk_widget_class_bind_template_callback (widget_class, on_kind_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_column_chosen);
}

static void
wsc_new_study_dialog_init (WscNewStudyDialog *self)
{
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_FILE, GDK_ACTION_COPY);
  gtk_widget_init_template (GTK_WIDGET (self));
  self->proposed = g_ptr_array_new ();
  g_signal_connect_swapped (target, "drop", G_CALLBACK (on_drop), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
  wsc_accessible_set_name (GTK_WIDGET (self->columns), _("Columns"), NULL);
  wsc_accessible_set_name (GTK_WIDGET (self->kind), _("Taken as"), NULL);
  wsc_accessible_set_name (GTK_WIDGET (self->column), _("Column"), NULL);
  wsc_accessible_set_name (GTK_WIDGET (self->target), _("Target column"), NULL);
  wsc_accessible_name_parts (GTK_WIDGET (self));
}

WscNewStudyDialog *
wsc_new_study_dialog_new (GtkWindow *parent, const char *path)
{
  WscNewStudyDialog *self = g_object_new (WSC_TYPE_NEW_STUDY_DIALOG, "application", gtk_window_get_application (parent), "transient-for", parent, NULL);
  if (path)
    read_file (self, path);
  else
    gtk_window_set_focus (GTK_WINDOW (self), self->choose);
  return self;
}
