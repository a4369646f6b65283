/* help-window: the help, one window in a process, which is presented again. */
#pragma once

#include <adwaita.h>

#include "help/help.h"

G_BEGIN_DECLS

#define WSC_TYPE_HELP_WINDOW (wsc_help_window_get_type ())
G_DECLARE_FINAL_TYPE (WscHelpWindow, wsc_help_window, WSC, HELP_WINDOW, AdwWindow)

/* `id` is a page, as "card-ssa", or an option, as "option:ssa.window", whose card is shown at its place. */
void wsc_help_show (GtkWindow *parent, const char *id);

G_END_DECLS
