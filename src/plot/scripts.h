/* Indices and powers that are written in Unicode, as the markup of Pango: a font seldom has all of ₀ … ₉ and ⁰ … ⁹, and those of
 * two fonts beside each other differ in size and height. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* “χ²₃(0.95)” becomes “χ<sup>2</sup><sub>3</sub>(0.95)”; all else is escaped, and the blank before a per cent sign does not break. */
char *wsc_scripts_dup_markup (const char *text);

G_END_DECLS
