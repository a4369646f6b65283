/* preferences: what the program is to do for this person, whatever is open. One object, whose properties are kept from one run to the
 * next where the program is installed, and which sees to their effects. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

typedef enum
{
  WSC_COLOUR_SCHEME_SYSTEM,
  WSC_COLOUR_SCHEME_LIGHT,
  WSC_COLOUR_SCHEME_DARK,
} WscColourScheme;

#define WSC_TYPE_PREFERENCES (wsc_preferences_get_type ())
G_DECLARE_FINAL_TYPE (WscPreferences, wsc_preferences, WSC, PREFERENCES, GObject)

/* Properties (read, write, notify): "threads" (uint, 0: one a processor), "colour-scheme" (WscColourScheme), "run-shipped" (boolean: a shipped study
 * that takes no time runs when it is opened), "notify" (boolean), "notify-after" (uint, s: a shorter run's end is not told). */
WscPreferences *wsc_preferences_get (void); /* borrowed; main thread, with a display */
GSettings *wsc_preferences_get_settings (WscPreferences *self); /* borrowed; NULL where the program is not installed: nothing is kept */
gboolean wsc_preferences_get_run_shipped (WscPreferences *self);
/* Seconds that a run takes at least whose end is told; < 0: none is. */
double wsc_preferences_get_notify_after (WscPreferences *self);

G_END_DECLS
