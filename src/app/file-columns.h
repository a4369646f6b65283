/* file-columns: the names of the columns of the file that a session's study reads, found on another thread. */
#pragma once

#include <gtk/gtk.h>

#include "session/session.h"

G_BEGIN_DECLS

#define WSC_TYPE_FILE_COLUMNS (wsc_file_columns_get_type ())
G_DECLARE_FINAL_TYPE (WscFileColumns, wsc_file_columns, WSC, FILE_COLUMNS, GObject)

/* The one of this session; borrowed, it lives as long. Signal "changed" when the names are others. */
WscFileColumns *wsc_file_columns_get (WscSession *session);
/* A GtkStringList, empty while nothing is known. */
GListModel *wsc_file_columns_get_names (WscFileColumns *self);

/* The column that an option takes when it names none: of "data.column" the last of numbers, of "data.target" the last. */
guint wsc_file_columns_get_default (WscFileColumns *self, const char *key);
/* While other names are put in: a drop-down list that shows them then selects by itself. */
gboolean wsc_file_columns_is_changing (WscFileColumns *self);

G_END_DECLS
