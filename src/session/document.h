/* document: what a session knows of itself and the disk: whether the file is still as it was read or written, which results are on no
 * disk, where the study came from. Main thread only.
 */
#pragma once

#include "session/session.h"
#include "session/stamp.h"

G_BEGIN_DECLS

/* Results that took longer than this to train, s, are worth a question before they are lost. */
#define WSC_SESSION_COSTLY_SECONDS 10

/* Saving to the document's own path is refused with CONFLICT where the file there is not the one that was read or written last. This
 * takes the file as it is now for that one, so that it may be replaced. */
void wsc_session_accept_disk (WscSession *self);
const WscStamp *wsc_session_get_stamp (WscSession *self);
/* Whether that file, by whatever name, is the document's. Looks at the disk. */
gboolean wsc_session_is_at (WscSession *self, const char *path);

/* Those that no file has, once the run has ended; borrowed, NULL if there are none. */
WscResults *wsc_session_get_unsaved_results (WscSession *self);
/* How long the networks of the results took to train here, s; 0 where they were loaded. */
double wsc_session_get_training_seconds (WscSession *self);
gboolean wsc_session_has_costly_results (WscSession *self); /* unsaved, and took longer than the above */

/* A relative data file starts at the study's folder; NULL where the study reads none, or it is there. Looks at the disk. */
char *wsc_session_dup_missing_data (WscSession *self);

/* The document of `source` becomes that of `self`, without a path, with the same results. */
void wsc_session_copy (WscSession *self, WscSession *source);
/* A document that was not closed: it counts as changed, and its path is kept. Takes `study`, refs `results`, which may be NULL. */
void wsc_session_restore (WscSession *self, WscStudy *study, WscResults *results, const char *path, const WscStamp *stamp);

/* A new study that `name`, a table, or the name of a shipped study, stands for on the command line. */
void wsc_session_set_proposed (WscSession *self, const WscStudy *study, const char *name);
/* The line for weightscape-cli that draws `figure` as `shown`, a study of this document, has it. */
char *wsc_session_dup_command (WscSession *self, const WscStudy *shown, const char *figure);

G_END_DECLS
