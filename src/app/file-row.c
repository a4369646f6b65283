#include "app/file-row.h"

#include <glib/gi18n-lib.h>

#include "app/accessible.h"

struct _WscFileRow
{
  WscOptionRow parent_instance;

  GtkWidget *name;
  GtkFileChooserNative *chooser;
};

G_DEFINE_FINAL_TYPE (WscFileRow, wsc_file_row, WSC_TYPE_OPTION_ROW)

static void
on_response (WscFileRow *self, int response)
{
  g_autoptr (GFile) file
      = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser)) : NULL;
  g_autofree char *path = file ? g_file_get_path (file) : NULL;
  g_clear_object (&self->chooser);
  if (path)
    wsc_option_row_set_text (WSC_OPTION_ROW (self), path);
}

static void
on_browse (WscFileRow *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_set_object (&self->chooser, NULL);
  self->chooser = gtk_file_chooser_native_new (_("Choose a File"), GTK_WINDOW (root), GTK_FILE_CHOOSER_ACTION_OPEN,
                                               _("_Choose"), NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (on_response), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static gboolean
on_drop (GtkDropTarget *target, const GValue *value, double x, double y, WscFileRow *self)
{
  g_autofree char *path = g_file_get_path (g_value_get_object (value));
  if (path)
    wsc_option_row_set_text (WSC_OPTION_ROW (self), path);
  return path != NULL;
}

static void
wsc_file_row_build (WscOptionRow *row, const WscOption *option)
{
  WscFileRow *self = WSC_FILE_ROW (row);
  GtkWidget *button = gtk_button_new ();
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_FILE, GDK_ACTION_COPY);
  self->name = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->name), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_width_chars (GTK_LABEL (self->name), 12);
  gtk_label_set_max_width_chars (GTK_LABEL (self->name), 16);
  gtk_box_append (GTK_BOX (content), gtk_image_new_from_icon_name ("document-open-symbolic"));
  gtk_box_append (GTK_BOX (content), self->name);
  gtk_button_set_child (GTK_BUTTON (button), content);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_browse), self, G_CONNECT_SWAPPED);
  g_signal_connect (target, "drop", G_CALLBACK (on_drop), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
  wsc_option_row_add_suffix (row, button);
}

static void
wsc_file_row_update (WscOptionRow *row, const WscOption *option, const WscStudy *study)
{
  WscFileRow *self = WSC_FILE_ROW (row);
  g_autofree char *text = wsc_option_get_text (option, study);
  g_autofree char *name = *text ? g_path_get_basename (text) : g_strdup (_("Choose…"));
  gtk_label_set_label (GTK_LABEL (self->name), name);
}

static void
wsc_file_row_dispose (GObject *object)
{
  g_clear_object (&WSC_FILE_ROW (object)->chooser);
  G_OBJECT_CLASS (wsc_file_row_parent_class)->dispose (object);
}

static void
wsc_file_row_class_init (WscFileRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = wsc_file_row_dispose;
  WSC_OPTION_ROW_CLASS (klass)->build = wsc_file_row_build;
  WSC_OPTION_ROW_CLASS (klass)->update = wsc_file_row_update;
}

static void
wsc_file_row_init (WscFileRow *self)
{
}
