/* accessible: names for people who hear the window instead of seeing it. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Sets the accessible name, and the description unless NULL, of a widget and of the text field inside it. */
void wsc_accessible_set_name (GtkWidget *widget, const char *name, const char *description);

G_END_DECLS
