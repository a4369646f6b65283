/* help-list: the pages of the help in groups, or those that have the words that are looked for. */
#pragma once

#include <adwaita.h>

#include "help/help.h"

G_BEGIN_DECLS

#define WSC_TYPE_HELP_LIST (wsc_help_list_get_type ())
G_DECLARE_FINAL_TYPE (WscHelpList, wsc_help_list, WSC, HELP_LIST, GtkWidget)

/* Signal "chosen" (const char *target): "help:card-ssa", or "option:ssa.kind" where that is what was found. */

void wsc_help_list_set_help (WscHelpList *self, WscHelp *help);
/* Marks the page that is shown. */
void wsc_help_list_select (WscHelpList *self, WscHelpPage *page);
void wsc_help_list_focus_search (WscHelpList *self);
/* Back to all pages; FALSE if all are there already. */
gboolean wsc_help_list_clear_search (WscHelpList *self);

G_END_DECLS
