/* edit-names: what undoing and redoing an edit is called, as people would say it. */
#pragma once

#include "session/history.h"

G_BEGIN_DECLS

/* "Undo change of Window", "Redo merging of neurons 3 and 7". `n` edits that are undone together, as they were done; NULL for none. */
char *wsc_edit_names_dup_undo (const WscEdit *const *edits, guint n);
char *wsc_edit_names_dup_redo (const WscEdit *const *edits, guint n);

G_END_DECLS
