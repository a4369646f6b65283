/* shortcuts: every key of the program, once: the accelerators of actions and the window that tells of them. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Gives the actions of the table their keys. */
void wsc_shortcuts_install (GtkApplication *application);
/* A window with all of them, over `parent`. */
void wsc_shortcuts_show (GtkWindow *parent);

G_END_DECLS
