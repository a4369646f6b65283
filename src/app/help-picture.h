/* help-picture: a picture of the help, read on a thread and never larger than it is. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* `text` says what is seen. A file that cannot be read leaves the text in its place. */
GtkWidget *wsc_help_picture_new (const char *path, const char *text);

G_END_DECLS
