/* network-probe: whether files that somebody opens are networks for the study that is open. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* wsc_study_is_bare_network () on another thread; finish gives the paths as model.path has them, NULL if one of them is none.
 * Caller frees. */
void wsc_network_probe_async (const char *const *paths, GAsyncReadyCallback callback, gpointer user_data);
char *wsc_network_probe_finish (GAsyncResult *result);

G_END_DECLS
