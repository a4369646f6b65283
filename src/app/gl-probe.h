/* gl-probe: what kind of GL a display gives, asked before any window is made. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* TRUE if GL is drawn by the processor, or there is none. */
gboolean wsc_gl_probe_is_software (GdkDisplay *display);

G_END_DECLS
