/* Manual pages: text in the language of troff. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Appended as it reads: what troff would take for its own is escaped. Hyphens become those of the keyboard, for pages are copied from. */
void wsc_roff_append (GString *out, const char *text);
void wsc_roff_append_section (GString *out, const char *title);
void wsc_roff_append_subsection (GString *out, const char *title);
void wsc_roff_append_paragraph (GString *out, const char *text);
/* A bold term, the rest of its line, which may be NULL, and what it means. */
void wsc_roff_append_term (GString *out, const char *term, const char *rest, const char *text);
void wsc_roff_append_code (GString *out, const char *line);

G_END_DECLS
