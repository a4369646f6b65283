/* pasted: numbers as text, from elsewhere, become a file, so that a study of them can be saved and opened again. */
#pragma once

#include "study/study.h"

G_BEGIN_DECLS

/* Writes the numbers of `text` to a new .csv in `folder`, which is made if need be, and proposes a study of it. One line of numbers is
 * written as a column. `path` receives the file's, to be freed. Reads and writes, so may take a while; any thread. NULL folder: the
 * user's, below g_get_user_data_dir (). Errors: FORMAT (not numbers), FILE. */
WscStudy *wsc_pasted_propose (const char *text, const char *folder, char **path, GError **error);

G_END_DECLS
