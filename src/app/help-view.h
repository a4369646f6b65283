/* help-view: one page of the help, in a column that scrolls. */
#pragma once

#include <adwaita.h>

#include "help/help.h"

G_BEGIN_DECLS

#define WSC_TYPE_HELP_VIEW (wsc_help_view_get_type ())
G_DECLARE_FINAL_TYPE (WscHelpView, wsc_help_view, WSC, HELP_VIEW, GtkWidget)

/* Signal "link" (const char *target): one has been followed; what becomes of it is for others. */

/* From its beginning, or at the option, which is then set off. */
void wsc_help_view_show (WscHelpView *self, WscHelp *help, WscHelpPage *page, const WscOption *option);
double wsc_help_view_get_position (WscHelpView *self); /* how far it is scrolled, in pixels */
void wsc_help_view_set_position (WscHelpView *self, double position);
/* The keyboard goes to the title, or to the option that is set off. */
void wsc_help_view_focus_page (WscHelpView *self);
/* What is marked goes to the clipboard; FALSE where nothing is. */
gboolean wsc_help_view_copy (WscHelpView *self);

G_END_DECLS
