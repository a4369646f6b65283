/* documents: what concerns the windows of the program together: which shows a file, several files at once, quitting, and what is kept of
 * documents that are not saved.
 */
#pragma once

#include "app/window.h"
#include "session/recovery.h"

G_BEGIN_DECLS

/* Once, at startup: begins to keep documents, and looks for those that were left. */
void wsc_documents_start (GtkApplication *application);
/* Borrowed; NULL before the start. */
WscRecovery *wsc_documents_get_recovery (GtkApplication *application);
void wsc_documents_end (GtkApplication *application);

/* The window that has this file open, other than `except`; NULL if none has. */
WscWindow *wsc_documents_find (GtkApplication *application, const char *path, WscWindow *except);
/* Each path, or name of a shipped study, in a window: one that has it open, else one that shows the gallery and nothing else, `first` before
 * others, else a new one. */
void wsc_documents_open (GtkApplication *application, WscWindow *first, const char *const *paths);
/* A window for a new document: `first` if it shows nothing but the gallery, else another. */
WscWindow *wsc_documents_get_free_window (GtkApplication *application, WscWindow *first);

/* Asks each window with something unsaved, then closes all; one Cancel, and all stay. */
void wsc_documents_quit (GtkApplication *application);
void wsc_documents_stay (GtkApplication *application);
/* Something of a document has been changed or saved: the end of the desktop's session may wait for it. */
void wsc_documents_changed (GtkApplication *application);

G_END_DECLS
