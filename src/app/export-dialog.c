#include "app/export-dialog.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "app/accessible.h"
#include "app/export-task.h"

#define PREVIEW_EXTENT 720 /* px, of the longer side: twice what is shown, so that small text stays legible */
#define PREVIEW_DELAY 120  /* ms after the last change */
#define MM_AN_INCH 25.4

struct _WscExportDialog
{
  AdwWindow parent_instance;

  WscResults *results;
  WscCamera camera;
  gboolean has_camera;
  GPtrArray *names; /* of figures that these results hold, const char * */
  gboolean in_mm;
  gboolean previewing, preview_again;
  guint preview_delay;
  GtkFileChooserNative *chooser;

  GtkDropDown *figure, *format, *unit, *theme;
  GtkSpinButton *width, *height, *dpi;
  GtkSwitch *transparent;
  GtkPicture *preview;
  GtkLabel *problem;
  GtkLabel *pixels;
  GtkWidget *export_button;
  GtkSpinner *spinner;
};

G_DEFINE_FINAL_TYPE (WscExportDialog, wsc_export_dialog, ADW_TYPE_WINDOW)

enum
{
  EXPORTED,
  FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

typedef enum
{
  FORMAT_PNG,
  FORMAT_SVG,
  FORMAT_PDF
} Format;

static const char *const suffixes[] = { ".png", ".svg", ".pdf" };

/* --- what is asked for ------------------------------------------------------------------- */

static const char *
get_figure (WscExportDialog *self)
{
  guint selected = gtk_drop_down_get_selected (self->figure);
  return selected < self->names->len ? self->names->pdata[selected] : NULL;
}

static Format
get_format (WscExportDialog *self)
{
  return (Format) gtk_drop_down_get_selected (self->format);
}

static void
get_options (WscExportDialog *self, WscFigureOptions *options)
{
  static const WscTheme themes[] = { WSC_THEME_PRINT, WSC_THEME_LIGHT, WSC_THEME_DARK };
  *options = (WscFigureOptions) WSC_FIGURE_OPTIONS_INIT;
  options->width = gtk_spin_button_get_value (self->width);
  options->height = gtk_spin_button_get_value (self->height);
  options->in_mm = self->in_mm;
  options->dpi = gtk_spin_button_get_value (self->dpi);
  options->theme = themes[MIN (gtk_drop_down_get_selected (self->theme), 2)];
  options->transparent = gtk_switch_get_active (self->transparent);
  options->camera = self->has_camera ? &self->camera : NULL;
}

static void
show_pixels (WscExportDialog *self)
{
  double dpi = gtk_spin_button_get_value (self->dpi), a_mm = dpi / MM_AN_INCH;
  double width = gtk_spin_button_get_value (self->width), height = gtk_spin_button_get_value (self->height);
  g_autofree char *text
      = self->in_mm ? g_strdup_printf (_("%.0f × %.0f pixels"), width * a_mm, height * a_mm)
                    : g_strdup_printf (_("%.1f × %.1f mm"), width / a_mm, height / a_mm);
  gtk_label_set_label (self->pixels, text);
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
  if (self->previewing || !get_figure (self))
    return;
  get_options (self, &options);
  self->previewing = TRUE;
  wsc_export_task_preview (self->results, get_figure (self), &options,
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
  show_pixels (self);
  g_clear_handle_id (&self->preview_delay, g_source_remove);
  self->preview_delay = g_timeout_add (PREVIEW_DELAY, on_preview_delay, self);
}

/* The size stays the same length on paper. */
static void
on_unit_changed (WscExportDialog *self)
{
  gboolean in_mm = gtk_drop_down_get_selected (self->unit) == 0;
  double a_mm = gtk_spin_button_get_value (self->dpi) / MM_AN_INCH;
  double factor = in_mm ? 1 / a_mm : a_mm;
  if (in_mm == self->in_mm)
    return;
  self->in_mm = in_mm;
  gtk_spin_button_set_value (self->width, round (gtk_spin_button_get_value (self->width) * factor));
  gtk_spin_button_set_value (self->height, round (gtk_spin_button_get_value (self->height) * factor));
  on_changed (self);
}

/* --- writing -------------------------------------------------------------------------------- */

static void
set_busy (WscExportDialog *self, gboolean busy)
{
  gtk_widget_set_sensitive (self->export_button, !busy);
  gtk_spinner_set_spinning (self->spinner, busy);
}

static void
on_exported (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (WscExportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = wsc_export_task_figure_finish (result, &error);
  if (!self->results)
    return;
  set_busy (self, FALSE);
  show_problem (self, error ? error->message : NULL);
  if (error)
    g_signal_emit (self, signals[FAILED], 0, error);
  else
    {
      g_signal_emit (self, signals[EXPORTED], 0, path);
      gtk_window_close (GTK_WINDOW (self));
    }
}

static char *
dup_path_with_suffix (WscExportDialog *self, GFile *file)
{
  g_autofree char *path = g_file_get_path (file);
  g_autofree char *lower = path ? g_ascii_strdown (path, -1) : NULL;
  for (guint i = 0; path && i < G_N_ELEMENTS (suffixes); i++)
    if (g_str_has_suffix (lower, suffixes[i]))
      return g_steal_pointer (&path);
  return path ? g_strconcat (path, suffixes[get_format (self)], NULL) : NULL;
}

static void
on_response (WscExportDialog *self, int response)
{
  WscFigureOptions options;
  g_autoptr (GFile) file
      = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser)) : NULL;
  g_autofree char *path = file ? dup_path_with_suffix (self, file) : NULL;
  g_clear_object (&self->chooser);
  if (!path)
    return;
  get_options (self, &options);
  set_busy (self, TRUE);
  wsc_export_task_figure (self->results, get_figure (self), path, &options, on_exported, g_object_ref (self));
}

static void
on_export (WscExportDialog *self)
{
  g_autofree char *name = g_strconcat (get_figure (self), suffixes[get_format (self)], NULL);
  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (_("Save Figure"), GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_SAVE,
                                               _("_Export"), NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), name);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (on_response), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

/* --- the window ------------------------------------------------------------------------------- */

/* With that one chosen, if there is such a one. */
static void
fill_figures (WscExportDialog *self, const char *chosen)
{
  guint n;
  const WscFigureInfo *figures = wsc_figures (&n);
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  for (guint i = 0; i < n; i++)
    if (wsc_figures_can_draw (figures[i].name, self->results))
      {
        g_ptr_array_add (self->names, (gpointer) figures[i].name);
        gtk_string_list_append (labels, wsc_export_task_get_figure_label (figures[i].name));
      }
  gtk_drop_down_set_model (self->figure, G_LIST_MODEL (labels));
  for (guint i = 0; i < self->names->len; i++)
    if (g_strcmp0 (self->names->pdata[i], chosen) == 0)
      gtk_drop_down_set_selected (self->figure, i);
}

static void
name_widgets (WscExportDialog *self)
{
  wsc_accessible_set_name (GTK_WIDGET (self->figure), _("Figure"), NULL);
  wsc_accessible_set_name (GTK_WIDGET (self->format), _("Format"), NULL);
  wsc_accessible_set_name (GTK_WIDGET (self->unit), _("Unit of the size"), NULL);
  wsc_accessible_set_name (GTK_WIDGET (self->theme), _("Colours"), NULL);
  wsc_accessible_set_name (GTK_WIDGET (self->width), _("Width"), NULL);
  wsc_accessible_set_name (GTK_WIDGET (self->height), _("Height"), NULL);
  wsc_accessible_set_name (GTK_WIDGET (self->dpi), _("Resolution"), NULL);
  wsc_accessible_set_name (GTK_WIDGET (self->transparent), _("No background"), NULL);
  wsc_accessible_set_name (GTK_WIDGET (self->preview), _("Preview"), NULL);
}

static void
wsc_export_dialog_dispose (GObject *object)
{
  WscExportDialog *self = WSC_EXPORT_DIALOG (object);
  g_clear_handle_id (&self->preview_delay, g_source_remove);
  g_clear_object (&self->chooser);
  g_clear_pointer (&self->results, wsc_results_unref);
  G_OBJECT_CLASS (wsc_export_dialog_parent_class)->dispose (object);
}

static void
wsc_export_dialog_finalize (GObject *object)
{
  g_ptr_array_unref (WSC_EXPORT_DIALOG (object)->names);
  G_OBJECT_CLASS (wsc_export_dialog_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, WscExportDialog, figure);
  gtk_widget_class_bind_template_child (widget_class, WscExportDialog, format);
  gtk_widget_class_bind_template_child (widget_class, WscExportDialog, unit);
  gtk_widget_class_bind_template_child (widget_class, WscExportDialog, theme);
  gtk_widget_class_bind_template_child (widget_class, WscExportDialog, width);
  gtk_widget_class_bind_template_child (widget_class, WscExportDialog, height);
  gtk_widget_class_bind_template_child (widget_class, WscExportDialog, dpi);
  gtk_widget_class_bind_template_child (widget_class, WscExportDialog, transparent);
  gtk_widget_class_bind_template_child (widget_class, WscExportDialog, preview);
  gtk_widget_class_bind_template_child (widget_class, WscExportDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, WscExportDialog, pixels);
  gtk_widget_class_bind_template_child (widget_class, WscExportDialog, export_button);
  gtk_widget_class_bind_template_child (widget_class, WscExportDialog, spinner);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_unit_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_export);
}

static void
wsc_export_dialog_class_init (WscExportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = wsc_export_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = wsc_export_dialog_finalize;
  signals[EXPORTED] = g_signal_new ("exported", WSC_TYPE_EXPORT_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[FAILED] = g_signal_new ("failed", WSC_TYPE_EXPORT_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_ERROR);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/weightscape/Weightscape/ui/export-dialog.ui");
  bind_children (widget_class);
}

static void
wsc_export_dialog_init (WscExportDialog *self)
{
  self->names = g_ptr_array_new ();
  self->in_mm = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  name_widgets (self);
}

WscExportDialog *
wsc_export_dialog_new (GtkWindow *parent, WscResults *results, const WscCamera *camera,
                       const char *figure)
{
  WscExportDialog *self = g_object_new (WSC_TYPE_EXPORT_DIALOG, "transient-for", parent, NULL);
  self->results = wsc_results_ref (results);
  self->has_camera = camera != NULL;
  if (camera)
    self->camera = *camera;
  fill_figures (self, figure);
  wsc_accessible_name_parts (GTK_WIDGET (self));
  show_pixels (self);
  start_preview (self);
  return self;
}
