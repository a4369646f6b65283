/* Text that belongs to a figure as a whole. */
#include "export/export-private.h"
#include "plot/text.h"

#define TITLE_SCALE 1.25 /* of the font size */
#define TITLE_PAD 0.5    /* over and under it, in units of the font size */

WscPlotStyle
wsc_figure_get_style (const WscFigureOptions *options, double font_size)
{
  return (WscPlotStyle){ font_size, options->theme, options->font, options->without_legend };
}

/* In as many lines as it needs. */
double
wsc_figure_draw_title (cairo_t *cr, double width, double font_size, const WscFigureOptions *options)
{
  const WscPlotStyle style = wsc_figure_get_style (options, font_size);
  WscRgba ink = wsc_theme_ink (options->theme);
  g_auto (WscText) text = { 0 };
  wsc_text_init_styled (&text, &style);
  g_autoptr (PangoLayout) layout = wsc_text_layout (&text, options->title, TITLE_SCALE);
  double pad = TITLE_PAD * font_size, line_width, line_height;
  pango_layout_set_width (layout, (int) (MAX (1, width - 2 * pad) * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
  wsc_text_get_size (layout, &line_width, &line_height);
  cairo_set_source_rgb (cr, ink.r, ink.g, ink.b);
  cairo_move_to (cr, pad, pad);
  wsc_text_show (cr, layout, 0.5);
  return line_height + 2 * pad;
}
