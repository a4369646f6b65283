/* data-file: a study proposed for a table that somebody opens. */
#pragma once

#include <gio/gio.h>

#include "study/study.h"

G_BEGIN_DECLS

/* wsc_study_propose () on another thread. */
void wsc_data_file_propose_async (const char *path, GAsyncReadyCallback callback, gpointer user_data);
WscStudy *wsc_data_file_propose_finish (GAsyncResult *result, GError **error);

G_END_DECLS
