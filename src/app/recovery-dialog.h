/* recovery-dialog: documents that a program left that ended without closing them: to be opened again, thrown away, or left for later. */
#pragma once

#include "app/window.h"
#include "session/recovery.h"

G_BEGIN_DECLS

/* `left`: array of WscKept, which it refs. */
void wsc_recovery_dialog_show (WscWindow *parent, GPtrArray *left);

G_END_DECLS
