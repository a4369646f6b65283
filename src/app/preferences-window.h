/* preferences-window: the rows in which the preferences are chosen; each has its effect at once. Not an AdwPreferencesWindow: that of
 * libadwaita 1.2 never frees its rows. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define WSC_TYPE_PREFERENCES_WINDOW (wsc_preferences_window_get_type ())
G_DECLARE_FINAL_TYPE (WscPreferencesWindow, wsc_preferences_window, WSC, PREFERENCES_WINDOW, AdwWindow)

void wsc_preferences_window_show (GtkWindow *parent); /* may be NULL */

G_END_DECLS
