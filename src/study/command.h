/* command: the line of weightscape-cli that draws what is on the screen. */
#pragma once

#include "study/study.h"

G_BEGIN_DECLS

/* "weightscape-cli figure BASE FIGURE -o FIGURE.pdf --set key=value …", quoted for a shell. `base` is what the command line would read under
 * `base_name`; every option in which `study` differs is set, files by their full paths. */
char *wsc_command_new (const char *base_name, const WscStudy *base, const WscStudy *study, const char *figure);
/* The assignments alone, as --set takes them; free with g_strfreev (). */
char **wsc_command_dup_sets (const WscStudy *base, const WscStudy *study);
/* TRUE where the two differ in nothing that anything is computed from. */
gboolean wsc_command_is_of_view (const WscStudy *a, const WscStudy *b);

G_END_DECLS
