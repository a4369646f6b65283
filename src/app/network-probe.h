/* network-probe: whether a file that somebody opens is a network for the study that is open. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* wsc_study_is_bare_network () on another thread; finish gives the path, NULL if it is none. Caller frees. */
void wsc_network_probe_async (const char *path, GAsyncReadyCallback callback, gpointer user_data);
char *wsc_network_probe_finish (GAsyncResult *result);

G_END_DECLS
