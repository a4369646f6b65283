/* help-option: what the table says of an option, in full: its range, its default, its choices. */
#pragma once

#include <gtk/gtk.h>

#include "study/study.h"

G_BEGIN_DECLS

GtkWidget *wsc_help_option_new (const WscOption *option);

G_END_DECLS
