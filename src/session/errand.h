/* errand: a function carried out on a thread of its own, and what follows on the main context that was the thread default
 * when it was sent. Not a GTask in a pool: the thread is joined before its values are touched, which every tool that
 * watches threads understands.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* `func` runs on the thread, then `done` here; both get `data`, which is the thread's between the two. */
void wsc_errand_run (const char *name, void (*func) (gpointer data), void (*done) (gpointer data), gpointer data);
/* The same, for whoever may have to wait: `wsc_errand_finish ()` waits for the thread and calls `done` before it returns. The source is
 * borrowed, and no more after `done`. */
GSource *wsc_errand_start (const char *name, void (*func) (gpointer data), void (*done) (gpointer data), gpointer data);
void wsc_errand_finish (GSource *errand);
/* The same for a task, whose data are the thread's until it returns: what `func` answers, or its error, is what the task returns. Takes the task. */
void wsc_errand_run_task (const char *name, gboolean (*func) (gpointer data, GError **error), GTask *task);

G_END_DECLS
