/* theme: the colours and the text size of pictures that must look like the window around them. */
#pragma once

#include <gtk/gtk.h>

#include "scene/scene.h"

G_BEGIN_DECLS

WscTheme wsc_theme_get (void); /* light or dark, with contrast or without, as the system says now */
/* Calls back with the object whenever that is another. */
void wsc_theme_watch (GCallback callback, gpointer object);
/* Of ordinary text in this widget, in pixels. */
double wsc_theme_get_font_size (GtkWidget *widget);

G_END_DECLS
