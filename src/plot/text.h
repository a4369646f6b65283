/* Text on a cairo_t: Pango, with metrics that do not depend on the surface, so that what is measured without one
 * is what is drawn on any. */
#pragma once

#include <pango/pangocairo.h>

#include "plot/plot.h"

typedef struct
{
  PangoContext *context;
  double size;            /* of the font, in user units */
  const char *family;     /* borrowed; NULL: the program's */
  gboolean without_legend;
} WscText;

void wsc_text_init (WscText *self, double size);
/* As a style says. */
void wsc_text_init_styled (WscText *self, const WscPlotStyle *style);
void wsc_text_clear (WscText *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WscText, wsc_text_clear)

/* `scale` of the font size. The minus of numbers is U+2212, figures have one width, and indices and powers in Unicode are set by size and height.
 * Caller unrefs. */
PangoLayout *wsc_text_layout (const WscText *self, const char *text, double scale);
PangoLayout *wsc_text_layout_markup (const WscText *self, const char *markup, double scale);
/* At the current point, in the current source; as text also in SVG, where the part `align_x` of each line stays in its place in any font. */
void wsc_text_show (cairo_t *cr, PangoLayout *layout, double align_x);
/* Its contour, so wide. */
void wsc_text_stroke (cairo_t *cr, PangoLayout *layout, double align_x, double width);
void wsc_text_get_size (PangoLayout *layout, double *width, double *height);
/* Draws with the part (align_x, align_y), 0..1, of the layout at (x, y), in the current source. */
void wsc_text_draw (cairo_t *cr, PangoLayout *layout, double x, double y, double align_x, double align_y);
