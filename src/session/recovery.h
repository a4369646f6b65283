/* recovery: where documents are kept that are not saved, so that a program that ends without closing them loses none. Each running program has
 * a folder with a lock of its own, and a file or two there for each of its documents; a folder whose lock nobody holds was left.
 * Files are whole or not there. Without GTK; the plain functions of values run on any thread.
 */
#pragma once

#include "session/document.h"

G_BEGIN_DECLS

#define WSC_TYPE_RECOVERY (wsc_recovery_get_type ())
G_DECLARE_FINAL_TYPE (WscRecovery, wsc_recovery, WSC, RECOVERY, GObject)

/* A document as it is kept. A plain value. */
typedef struct
{
  char *title;
  char *path;      /* NULL: it was never saved */
  GDateTime *time; /* when it was kept */
  WscStudy *study;
  WscStamp stamp;  /* of the file at `path`, as the document knew it */
  char *stem;      /* of its files, in full: STEM.document, and STEM.h5 of its results */
  gboolean has_results;
} WscKept;
void wsc_kept_free (WscKept *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WscKept, wsc_kept_free)

/* "failed" (GError): the first time that something cannot be kept, and not again. */
WscRecovery *wsc_recovery_new (const char *folder); /* NULL: the user's, below g_get_user_state_dir () */
const char *wsc_recovery_get_folder (WscRecovery *self);
/* The stem of a new document's files in this program's folder, which is made and locked. Errors: FILE. */
char *wsc_recovery_dup_stem (WscRecovery *self, GError **error);
void wsc_recovery_report (WscRecovery *self, const GError *error);

/* What programs left that are no more. Their folders are this program's until they are released, so that no other offers them too.
 * `wsc_recovery_look_finish ()`: array of WscKept, the newest first, which owns them. Never fails: what cannot be read is not there. */
void wsc_recovery_look_async (WscRecovery *self, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *wsc_recovery_look_finish (WscRecovery *self, GAsyncResult *result);
void wsc_recovery_release_empty (WscRecovery *self); /* of the folders those that hold no document any more, which are removed */
void wsc_recovery_release (WscRecovery *self); /* the others too, to be offered again */

/* --- one document's files; any thread --------------------------------------------------------- */

/* Writes the results first, where there are any, then what names them. Errors: FILE. */
gboolean wsc_kept_write (const WscKept *self, const WscResults *results, GError **error);
WscKept *wsc_kept_read (const char *stem, GError **error); /* Errors: FILE, FORMAT */
void wsc_kept_remove (const char *stem);
char *wsc_kept_dup_results_path (const char *stem);

G_END_DECLS
