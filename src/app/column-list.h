/* column-list: the columns of a file of data: name, what they hold, first values, and a line of what they are like. */
#pragma once

#include <gtk/gtk.h>

#include "study/propose.h"

G_BEGIN_DECLS

/* Puts the columns into a list, in place of what it shows. */
void wsc_column_list_fill (GtkListBox *list, const WscPreview *preview);

G_END_DECLS
