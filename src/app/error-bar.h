/* error-bar: what went wrong, in full, until it is put away. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define WSC_TYPE_ERROR_BAR (wsc_error_bar_get_type ())
G_DECLARE_FINAL_TYPE (WscErrorBar, wsc_error_bar, WSC, ERROR_BAR, GtkWidget)

/* NULL puts it away. */
void wsc_error_bar_show (WscErrorBar *self, const char *message);
/* With a button that is a way out. */
void wsc_error_bar_show_action (WscErrorBar *self, const char *message, const char *label, const char *action);

G_END_DECLS
