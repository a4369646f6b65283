/* long-run: tells when a run of a session has ended that somebody may have gone away from. Main thread only. */
#pragma once

#include "session/session.h"

G_BEGIN_DECLS

#define WSC_TYPE_LONG_RUN (wsc_long_run_get_type ())
G_DECLARE_FINAL_TYPE (WscLongRun, wsc_long_run, WSC, LONG_RUN, GObject)

/* Signal "ended" (double, string or NULL): a run of networks, of the series or of the reduction is over: how many seconds it took, and why it
 * failed, if it did. A run that was stopped or replaced is not told. Follows from the main loop, when the session is at rest again. */
WscLongRun *wsc_long_run_new (WscSession *session);

G_END_DECLS
