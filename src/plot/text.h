/* Text on a cairo_t: Pango, with metrics that do not depend on the surface, so that what is measured without one
 * is what is drawn on any. */
#pragma once

#include <pango/pangocairo.h>

typedef struct
{
  PangoContext *context;
  double size; /* of the font, in user units */
} WscText;

void wsc_text_init (WscText *self, double size);
void wsc_text_clear (WscText *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WscText, wsc_text_clear)

/* `scale` of the font size. The minus of numbers is U+2212 and figures have one width. Caller unrefs. */
PangoLayout *wsc_text_layout (const WscText *self, const char *text, double scale);
PangoLayout *wsc_text_layout_markup (const WscText *self, const char *markup, double scale);
void wsc_text_get_size (PangoLayout *layout, double *width, double *height);
/* Draws with the part (align_x, align_y), 0..1, of the layout at (x, y), in the current source. */
void wsc_text_draw (cairo_t *cr, PangoLayout *layout, double x, double y, double align_x, double align_y);
