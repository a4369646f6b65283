#include "app/help-picture.h"

#include "app/accessible.h"
#include "session/errand.h"

typedef struct
{
  char *path;
  GdkTexture *texture; /* made on the thread */
} Reading;

static void
reading_free (Reading *self)
{
  g_free (self->path);
  g_clear_object (&self->texture);
  g_free (self);
}

static gboolean
read_texture (gpointer data, GError **error)
{
  Reading *reading = data;
  g_autoptr (GFile) file = g_file_new_for_path (reading->path);
  reading->texture = gdk_texture_new_from_file (file, error);
  return reading->texture != NULL;
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkStack) stack = user_data;
  g_autoptr (GError) error = NULL;
  Reading *reading = g_task_get_task_data (G_TASK (result));
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    return;
  GtkWidget *picture = gtk_stack_get_child_by_name (stack, "picture");
  gtk_picture_set_paintable (GTK_PICTURE (picture), GDK_PAINTABLE (reading->texture));
  gtk_stack_set_visible_child (stack, picture);
}

GtkWidget *
wsc_help_picture_new (const char *path, const char *text)
{
  g_return_val_if_fail (path != NULL && text != NULL, NULL);
  GtkWidget *stack = gtk_stack_new (), *words = gtk_label_new (text), *picture = gtk_picture_new ();
  gtk_label_set_wrap (GTK_LABEL (words), TRUE);
  gtk_widget_add_css_class (words, "dim-label");
  gtk_widget_add_css_class (stack, "help-picture");
  gtk_picture_set_content_fit (GTK_PICTURE (picture), GTK_CONTENT_FIT_SCALE_DOWN);
  gtk_picture_set_alternative_text (GTK_PICTURE (picture), text);
  wsc_accessible_set_name (picture, text, NULL);
  gtk_stack_add_named (GTK_STACK (stack), words, "words");
  gtk_stack_add_named (GTK_STACK (stack), picture, "picture");
  gtk_stack_set_vhomogeneous (GTK_STACK (stack), FALSE);

  Reading *reading = g_new0 (Reading, 1);
  reading->path = g_strdup (path);
  GTask *task = g_task_new (NULL, NULL, on_read, g_object_ref (stack));
  g_task_set_task_data (task, reading, (GDestroyNotify) reading_free);
  wsc_errand_run_task ("help-picture", read_texture, task);
  return stack;
}
