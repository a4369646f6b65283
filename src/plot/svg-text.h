/* Text in SVG. Cairo writes letters as shapes; here they become <text> elements, which can be searched, read aloud and edited. */
#pragma once

#include <pango/pangocairo.h>

G_BEGIN_DECLS

/* From now on, text that is drawn on the surface by wsc_text_show () goes to `elements`, in the units of the surface. It belongs over all
 * that the surface has. Both must outlive the drawing. */
void wsc_svg_text_collect (cairo_surface_t *surface, GString *elements);
/* Adds the layout at the current point in the current colour; each line keeps its part `align` (0, 0.5, 1) in place if the reader has another
 * font. `stroke`: the width of its contour, which alone is drawn; 0: letters. FALSE if nothing is collected there, so that it has to be drawn. */
gboolean wsc_svg_text_add (cairo_t *cr, PangoLayout *layout, double align, double stroke);

G_END_DECLS
