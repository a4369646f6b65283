/* data-file: a study proposed for a table that somebody opens. */
#pragma once

#include <gio/gio.h>

#include "study/study.h"

G_BEGIN_DECLS

/* By the suffix. */
gboolean wsc_data_file_is_one (const char *path);
/* Reads the file on another thread: with a column of labels, a classification; else its first column as a series.
 * Errors as of wsc_table_load (). */
void wsc_data_file_propose_async (const char *path, GAsyncReadyCallback callback, gpointer user_data);
WscStudy *wsc_data_file_propose_finish (GAsyncResult *result, GError **error);

G_END_DECLS
