/* data-file: a study proposed for a table or a network that somebody opens. */
#pragma once

#include <gio/gio.h>

#include "study/study.h"

G_BEGIN_DECLS

/* wsc_study_propose () on another thread. */
void wsc_data_file_propose_async (const char *path, GAsyncReadyCallback callback, gpointer user_data);
WscStudy *wsc_data_file_propose_finish (GAsyncResult *result, GError **error);
/* wsc_study_is_bare_network () on another thread; finish gives the paths as model.path has them, NULL if one of them is none. Caller frees. */
void wsc_data_file_look_async (const char *const *paths, GAsyncReadyCallback callback, gpointer user_data);
char *wsc_data_file_look_finish (GAsyncResult *result);

G_END_DECLS
