/* accessible: names for people who hear the window instead of seeing it. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Sets the accessible name, and the description unless NULL, of a widget and of the text field inside it. */
void wsc_accessible_set_name (GtkWidget *widget, const char *name, const char *description);
/* Names the parts of toolkit widgets below `root` that take the focus and have no name of their own: scrolled areas, dividers, rows. */
void wsc_accessible_name_parts (GtkWidget *root);

G_END_DECLS
