/* reading: a file of data on its way to a study, read on a thread: its first rows are soon there, then all of it, then what is proposed. Main thread
 * only.
 */
#pragma once

#include <gio/gio.h>

#include "study/propose.h"

G_BEGIN_DECLS

#define WSC_TYPE_READING (wsc_reading_get_type ())
G_DECLARE_FINAL_TYPE (WscReading, wsc_reading, WSC, READING, GObject)

/* Begins at once. Signal "changed", on the main context that is the thread default now: something of the below is another. */
WscReading *wsc_reading_new (const char *path);
/* Asks to stop; no signal follows. */
void wsc_reading_stop (WscReading *self);

const char *wsc_reading_get_path (WscReading *self);
gboolean wsc_reading_is_busy (WscReading *self);
gboolean wsc_reading_is_read (WscReading *self);    /* all of the file is there, and what is wished for follows at once */
double wsc_reading_get_fraction (WscReading *self); /* of the file that is read, 0..1 */
/* Borrowed until the next "changed". NULL before the first rows are there; then of these, then of all. */
WscPreview *wsc_reading_get_preview (WscReading *self);
/* Borrowed until the next "changed". NULL while there is none. */
const WscProposal *wsc_reading_get_proposal (WscReading *self);
const char *wsc_reading_get_problem (WscReading *self); /* why there will be none; NULL if there is no reason */

/* Proposes again, with what somebody has decided; the strings are copied. */
void wsc_reading_wish (WscReading *self, const WscWish *wish);

G_END_DECLS
