#include "app/export-dialog.h"

#include <glib/gi18n-lib.h>

#include "app/accessible.h"
#include "app/export-form.h"

#define PREVIEW_EXTENT 720 /* px, of the longer side: twice what is shown, so that small text stays legible */
#define PREVIEW_DELAY 120  /* ms after the last change */
#define PROGRESS_INTERVAL 100 /* ms */

struct _WscExportDialog
{
  AdwWindow parent_instance;

  WscResults *results;
  WscCamera camera;
  gboolean has_camera;
  gboolean previewing, preview_again;
  guint preview_delay, progress_source;
  WscExportProgress *task; /* of what is being written; else NULL */
  GtkFileChooserNative *chooser;

  WscExportForm *form;
  GtkPicture *preview;
  GtkLabel *problem;
  GtkLabel *about;
  GtkProgressBar *progress;
  GtkWidget *cancel_button, *copy_button, *export_button;
};

G_DEFINE_FINAL_TYPE (WscExportDialog, wsc_export_dialog, ADW_TYPE_WINDOW)

enum
{
  EXPORTED,
  COPIED,
  FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const char *
get_figure (WscExportDialog *self)
{
  return wsc_export_form_get_figure (self->form);
}

static WscExportFormat
get_format (WscExportDialog *self)
{
  return wsc_export_form_get_format (self->form);
}

static void
get_options (WscExportDialog *self, WscFigureOptions *options)
{
  wsc_export_form_get_options (self->form, options);
  options->camera = self->has_camera ? &self->camera : NULL;
}

static void
show_about (WscExportDialog *self)
{
  g_autofree char *about = wsc_export_form_dup_about (self->form);
  gtk_label_set_label (self->about, about);
  gtk_widget_set_sensitive (self->copy_button, !wsc_export_format_is_table (get_format (self)) && get_figure (self) && !self->task);
}

/* --- the preview ---------------------------------------------------------------------------- */

static void start_preview (WscExportDialog *self);

static void
show_problem (WscExportDialog *self, const char *message)
{
  gtk_label_set_label (self->problem, message ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), message != NULL);
}

static void
on_preview (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (WscExportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = wsc_export_task_preview_finish (result, &error);
  self->previewing = FALSE;
  show_problem (self, error ? error->message : NULL);
  if (texture)
    gtk_picture_set_paintable (self->preview, GDK_PAINTABLE (texture));
  if (self->preview_again && self->results)
    start_preview (self);
}

static void
start_preview (WscExportDialog *self)
{
  WscFigureOptions options;
  self->preview_again = self->previewing;
  if (self->previewing || !wsc_export_form_get_previewed (self->form))
    return;
  get_options (self, &options);
  self->previewing = TRUE;
  wsc_export_task_preview (self->results, wsc_export_form_get_previewed (self->form), &options,
                           PREVIEW_EXTENT * gtk_widget_get_scale_factor (GTK_WIDGET (self)), on_preview,
                           g_object_ref (self));
}

static gboolean
on_preview_delay (gpointer user_data)
{
  WscExportDialog *self = user_data;
  self->preview_delay = 0;
  start_preview (self);
  return G_SOURCE_REMOVE;
}

static void
on_changed (WscExportDialog *self)
{
  if (!self->results)
    return;
  show_about (self);
  g_clear_handle_id (&self->preview_delay, g_source_remove);
  self->preview_delay = g_timeout_add (PREVIEW_DELAY, on_preview_delay, self);
}

/* --- writing -------------------------------------------------------------------------------- */

static gboolean
show_progress (gpointer user_data)
{
  WscExportDialog *self = user_data;
  gtk_progress_bar_set_fraction (self->progress, g_atomic_int_get (&self->task->per_mille) / 1000.0);
  return G_SOURCE_CONTINUE;
}

static void
begin_task (WscExportDialog *self)
{
  self->task = wsc_export_progress_new ();
  self->progress_source = g_timeout_add (PROGRESS_INTERVAL, show_progress, self);
  gtk_progress_bar_set_fraction (self->progress, 0);
  gtk_widget_show (GTK_WIDGET (self->progress));
  gtk_button_set_label (GTK_BUTTON (self->cancel_button), _("_Stop"));
  gtk_widget_set_sensitive (self->export_button, FALSE);
  show_about (self);
}

static void
end_task (WscExportDialog *self)
{
  g_clear_handle_id (&self->progress_source, g_source_remove);
  g_clear_pointer (&self->task, wsc_export_progress_unref);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (WscExportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = wsc_export_task_write_finish (result, &error);
  end_task (self);
  if (!self->results)
    return;
  gtk_widget_hide (GTK_WIDGET (self->progress));
  gtk_button_set_label (GTK_BUTTON (self->cancel_button), _("_Cancel"));
  gtk_widget_set_sensitive (self->export_button, TRUE);
  show_about (self);
  show_problem (self, error ? error->message : NULL);
  if (error)
    g_signal_emit (self, signals[FAILED], 0, error);
  else
    {
      g_signal_emit (self, signals[EXPORTED], 0, path);
      gtk_window_close (GTK_WINDOW (self));
    }
}

static void
write_to (WscExportDialog *self, const char *path)
{
  WscFigureOptions options;
  get_options (self, &options);
  begin_task (self);
  const WscExportRequest request = { self->results, get_figure (self), path, get_format (self), &options, self->task };
  wsc_export_task_write (&request, on_written, g_object_ref (self));
}

/* All figures, and the pictures of a turntable, go into a folder. */
static gboolean
wants_folder (WscExportDialog *self)
{
  return !get_figure (self) || get_format (self) == WSC_EXPORT_PICTURES;
}

static char *
dup_path_with_suffix (WscExportDialog *self, GFile *file)
{
  const char *suffix = wsc_export_format_get_suffix (get_format (self));
  g_autofree char *path = g_file_get_path (file);
  g_autofree char *lower = path ? g_ascii_strdown (path, -1) : NULL;
  if (!path || wants_folder (self) || g_str_has_suffix (lower, suffix))
    return g_steal_pointer (&path);
  return g_strconcat (path, suffix, NULL);
}

static void
on_response (WscExportDialog *self, int response)
{
  g_autoptr (GFile) file
      = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser)) : NULL;
  g_autofree char *path = file ? dup_path_with_suffix (self, file) : NULL;
  g_clear_object (&self->chooser);
  if (path)
    write_to (self, path);
}

static void
on_export (WscExportDialog *self)
{
  gboolean folder = wants_folder (self);
  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (folder ? _("Folder for the Files") : _("Save Figure"), GTK_WINDOW (self),
                                               folder ? GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER : GTK_FILE_CHOOSER_ACTION_SAVE,
                                               _("_Export"), NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  if (!folder)
    {
      g_autofree char *name = g_strconcat (get_figure (self), wsc_export_format_get_suffix (get_format (self)), NULL);
      gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), name);
    }
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (on_response), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
on_cancel (WscExportDialog *self)
{
  if (self->task)
    g_atomic_int_set (&self->task->stop, 1);
  else
    gtk_window_close (GTK_WINDOW (self));
}

/* --- the clipboard ---------------------------------------------------------------------------- */

static void
on_copied (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (WscExportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = wsc_export_task_preview_finish (result, &error);
  if (!self->results)
    return;
  gtk_widget_set_sensitive (self->copy_button, TRUE);
  show_problem (self, error ? error->message : NULL);
  if (!texture)
    return;
  gdk_clipboard_set_texture (gtk_widget_get_clipboard (GTK_WIDGET (self)), texture);
  gtk_label_set_label (self->about, _("Copied"));
  g_signal_emit (self, signals[COPIED], 0);
}

/* With as many pixels as the file would have. */
static void
on_copy (WscExportDialog *self)
{
  WscFigureOptions options;
  g_autoptr (GError) error = NULL;
  guint width, height;
  get_options (self, &options);
  if (!wsc_figure_options_get_pixels (&options, &width, &height, &error))
    {
      show_problem (self, error->message);
      return;
    }
  gtk_widget_set_sensitive (self->copy_button, FALSE);
  wsc_export_task_preview (self->results, get_figure (self), &options, (int) MAX (width, height), on_copied,
                           g_object_ref (self));
}

/* --- the window ------------------------------------------------------------------------------- */

static void
wsc_export_dialog_dispose (GObject *object)
{
  WscExportDialog *self = WSC_EXPORT_DIALOG (object);
  g_clear_handle_id (&self->preview_delay, g_source_remove);
  g_clear_handle_id (&self->progress_source, g_source_remove);
  if (self->task)
    g_atomic_int_set (&self->task->stop, 1);
  g_clear_object (&self->chooser);
  g_clear_pointer (&self->results, wsc_results_unref);
  G_OBJECT_CLASS (wsc_export_dialog_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, WscExportDialog, form);
  gtk_widget_class_bind_template_child (widget_class, WscExportDialog, preview);
  gtk_widget_class_bind_template_child (widget_class, WscExportDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, WscExportDialog, about);
  gtk_widget_class_bind_template_child (widget_class, WscExportDialog, progress);
  gtk_widget_class_bind_template_child (widget_class, WscExportDialog, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, WscExportDialog, copy_button);
  gtk_widget_class_bind_template_child (widget_class, WscExportDialog, export_button);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel);
  gtk_widget_class_bind_template_callback (widget_class, on_copy);
  gtk_widget_class_bind_template_callback (widget_class, on_export);
}

static void
wsc_export_dialog_class_init (WscExportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = wsc_export_dialog_dispose;
  signals[EXPORTED] = g_signal_new ("exported", WSC_TYPE_EXPORT_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[COPIED] = g_signal_new ("copied", WSC_TYPE_EXPORT_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", WSC_TYPE_EXPORT_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_ERROR);
  g_type_ensure (WSC_TYPE_EXPORT_FORM);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/weightscape/Weightscape/ui/export-dialog.ui");
  bind_children (widget_class);
}

static void
wsc_export_dialog_init (WscExportDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  wsc_accessible_set_name (GTK_WIDGET (self->preview), _("Preview"), NULL);
  wsc_accessible_set_name (GTK_WIDGET (self->progress), _("Progress"), NULL);
}

WscExportDialog *
wsc_export_dialog_new (GtkWindow *parent, WscResults *results, const WscCamera *camera, const char *figure,
                       GSettings *settings)
{
  WscExportDialog *self = g_object_new (WSC_TYPE_EXPORT_DIALOG, "application", gtk_window_get_application (parent), "transient-for", parent, NULL);
  self->has_camera = camera != NULL;
  if (camera)
    self->camera = *camera;
  wsc_export_form_fill (self->form, results, figure, settings);
  self->results = wsc_results_ref (results);
  wsc_accessible_name_parts (GTK_WIDGET (self));
  show_about (self);
  start_preview (self);
  return self;
}
