/* history: the edits of a study, undone and redone. A plain struct of the session. */
#pragma once

#include "base/base.h"

G_BEGIN_DECLS

typedef struct
{
  char *key;
  char *before, *after;
  guint gesture; /* 0: of none */
  guint step;    /* edits of several options that are undone together; 0: of none */
  guint serial;  /* from 1; no two edits have the same */
} WscEdit;

typedef struct
{
  GPtrArray *edits; /* of WscEdit */
  guint position;   /* edits[0 .. position - 1] are done */
  guint saved;      /* the position that is on disk; G_MAXUINT: none */
  guint gesture;    /* the one under way, or 0 */
  guint step;       /* the one under way, or 0 */
  guint last_gesture, last_serial, last_step;
  guint depth; /* of nested gestures */
} WscHistory;

void wsc_history_init (WscHistory *self);
void wsc_history_clear (WscHistory *self);
void wsc_history_reset (WscHistory *self); /* forgets all; what there is now is saved */
/* Adds an edit, dropping what could be redone; one of the same key and gesture as the last joins it. */
void wsc_history_push (WscHistory *self, const char *key, const char *before, const char *after);
void wsc_history_begin (WscHistory *self);
void wsc_history_end (WscHistory *self);
/* What is pushed between the two is undone and redone together. */
void wsc_history_begin_step (WscHistory *self);
void wsc_history_end_step (WscHistory *self);
const WscEdit *wsc_history_peek_undo (const WscHistory *self); /* NULL if there is none */
const WscEdit *wsc_history_peek_redo (const WscHistory *self);
/* The edit of `key` in the step that `edit`, which may be NULL, is of; NULL if it has none. */
const WscEdit *wsc_history_find_in_step (const WscHistory *self, const WscEdit *edit, const char *key);
gboolean wsc_history_is_saved (const WscHistory *self);
/* What is done next joins no edit that is done already, whatever the gesture. */
void wsc_history_split (WscHistory *self);
/* Of the edit done last, 0 if none is. */
guint wsc_history_get_serial (const WscHistory *self);
/* The study as it was at `position`, right after the edit `serial`, is on disk. Does nothing if another edit has taken its place. */
void wsc_history_set_saved (WscHistory *self, guint position, guint serial);

G_END_DECLS
