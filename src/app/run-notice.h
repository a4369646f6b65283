/* run-notice: a notification at the end of a long run whose window is not in use; it goes away when the window is. */
#pragma once

#include "app/window.h"

G_BEGIN_DECLS

void wsc_run_notice_attach (WscWindow *window); /* for as long as it lives */

G_END_DECLS
