/* smaller-dialog: what a network becomes with fewer neurons, layer by layer, and a file of it. */
#pragma once

#include <adwaita.h>

#include "session/session.h"

G_BEGIN_DECLS

#define WSC_TYPE_SMALLER_DIALOG (wsc_smaller_dialog_get_type ())
G_DECLARE_FINAL_TYPE (WscSmallerDialog, wsc_smaller_dialog, WSC, SMALLER_DIALOG, AdwWindow)

/* Signal: "saved" (path). */
WscSmallerDialog *wsc_smaller_dialog_new (GtkWindow *parent, WscSession *session);

G_END_DECLS
