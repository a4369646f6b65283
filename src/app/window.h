/* window: one document: the gallery to begin with, then the study, its picture and its tables. */
#pragma once

#include <adwaita.h>

#include "session/recovery.h"
#include "session/session.h"

G_BEGIN_DECLS

#define WSC_TYPE_WINDOW (wsc_window_get_type ())
G_DECLARE_FINAL_TYPE (WscWindow, wsc_window, WSC, WINDOW, AdwApplicationWindow)

WscWindow *wsc_window_new (GtkApplication *application);
WscSession *wsc_window_get_session (WscWindow *self);
/* A study, results, or a table, which becomes a new study. What is open stays when it cannot be read. */
void wsc_window_open_path (WscWindow *self, const char *path);
/* The study with that page of it: series, neurons, compare, reduce or loss. */
void wsc_window_show_page (WscWindow *self, const char *page);
/* What wsc_help_show () takes: the option that has the keyboard, the tutorial of the page, or what is of a dialog; caller frees. */
char *wsc_window_dup_help (GtkWindow *window);
gboolean wsc_window_is_untouched (WscWindow *self); /* nothing has been opened in it */
void wsc_window_toast (WscWindow *self, const char *text);

/* Changes, or results that took long. */
gboolean wsc_window_has_unsaved (WscWindow *self);
gboolean wsc_window_asks_before_closing (WscWindow *self);
/* Asks about what is unsaved, saves if told so, then goes on; not after Cancel. */
typedef void (*WscWindowThen) (WscWindow *self, const char *argument);
void wsc_window_ask_before (WscWindow *self, WscWindowThen then);
void wsc_window_set_may_close (WscWindow *self, gboolean may_close); /* without asking again */

void wsc_window_recover (WscWindow *self, const WscKept *kept);
void wsc_window_keep_now (WscWindow *self); /* what is not saved, before this returns */

G_END_DECLS
