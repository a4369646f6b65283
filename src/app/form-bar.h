/* form-bar: which form of a study is open, as published or corrected, what differs and why, and the way to both. There only where a study has
 * two.
 */
#pragma once

#include <adwaita.h>

#include "session/session.h"

G_BEGIN_DECLS

#define WSC_TYPE_FORM_BAR (wsc_form_bar_get_type ())
G_DECLARE_FINAL_TYPE (WscFormBar, wsc_form_bar, WSC, FORM_BAR, GtkWidget)

void wsc_form_bar_set_session (WscFormBar *self, WscSession *session);
/* The switch alone: where the page of both is open, it says the rest. */
void wsc_form_bar_set_brief (WscFormBar *self, gboolean brief);

G_END_DECLS
