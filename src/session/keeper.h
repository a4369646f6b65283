/* keeper: follows one session, and keeps what of it is on no disk in a recovery folder until it is saved, discarded or closed. */
#pragma once

#include "session/recovery.h"

G_BEGIN_DECLS

#define WSC_TYPE_KEEPER (wsc_keeper_get_type ())
G_DECLARE_FINAL_TYPE (WscKeeper, wsc_keeper, WSC, KEEPER, GObject)

/* An edit is on disk so long after it, ms, and the time that writing takes. */
#define WSC_KEEPER_DELAY 2000

/* Refs both. */
WscKeeper *wsc_keeper_new (WscSession *session, WscRecovery *recovery);
/* What is not kept yet is, before this returns: the program is about to be ended from outside. */
void wsc_keeper_flush (WscKeeper *self);
/* Waits for what is being written and removes it: the document is closed. No more is kept. */
void wsc_keeper_close (WscKeeper *self);

/* Opens what was kept by a program that is no more, as a document that has changed, with its old path; its files become this keeper's.
 * Results that cannot be read are left out: the study is there without them. Errors: FILE, FORMAT. */
void wsc_keeper_recover_async (WscKeeper *self, const WscKept *kept, GAsyncReadyCallback callback, gpointer user_data);
gboolean wsc_keeper_recover_finish (WscKeeper *self, GAsyncResult *result, GError **error);

G_END_DECLS
