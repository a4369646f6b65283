/* The caption: a line or two of small text over or above the data. */
#include "plot/draw-private.h"

#include <math.h>
#include <string.h>

#define SCALE 0.9 /* of the font size */
#define PAD 0.3   /* of the plate round the text, in units of the font size */

/* A caption of one paragraph may be wrapped once; lines that were broken by hand are not. */
static PangoLayout *
new_caption (const WscPlot *plot, const WscText *text, double max_width)
{
  PangoLayout *layout = wsc_text_layout (text, plot->caption, SCALE);
  double width, height;
  wsc_text_get_size (layout, &width, &height);
  if (width <= max_width)
    return layout;
  pango_layout_set_width (layout, (int) (MAX (1, max_width) * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_height (layout, strchr (plot->caption, '\n') ? -1 : -2); /* lines of a paragraph */
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  return layout;
}

void
wsc_caption_measure (const WscPlot *plot, const WscText *text, double max_width, WscBox *box)
{
  g_autoptr (PangoLayout) layout = new_caption (plot, text, max_width);
  wsc_text_get_size (layout, &box->width, &box->height);
}

void
wsc_draw_caption (const WscDraw *draw)
{
  const WscFrame *f = draw->frame;
  const WscBox *box = &f->caption_box;
  if (f->caption == WSC_PLACE_CORNER)
    {
      WscRgba plate = wsc_theme_background (draw->theme);
      double pad = PAD * f->em;
      cairo_set_source_rgba (draw->cr, plate.r, plate.g, plate.b, 0.8);
      cairo_rectangle (draw->cr, box->x - pad, box->y - pad, box->width + 2 * pad, box->height + 2 * pad);
      cairo_fill (draw->cr);
    }
  g_autoptr (PangoLayout) layout = new_caption (f->plot, draw->text, box->width + 1e-3);
  wsc_plot_set_colour (draw->cr, WSC_PLOT_INK, draw->theme, 0.8);
  wsc_text_draw (draw->cr, layout, box->x, box->y, 0, 0);
}
