#include "plot/text.h"
#include "plot/scripts.h"
#include "plot/svg-text.h"

#define FAMILIES "Cantarell, DejaVu Sans, sans-serif"

void
wsc_text_init (WscText *self, double size)
{
  *self = (WscText){ .size = size };
  self->context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  cairo_font_options_t *options = cairo_font_options_create ();
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options (self->context, options);
  cairo_font_options_destroy (options);
  pango_context_set_round_glyph_positions (self->context, FALSE);
}

void
wsc_text_init_styled (WscText *self, const WscPlotStyle *style)
{
  wsc_text_init (self, style->font_size);
  self->family = style->family;
  self->without_legend = style->without_legend;
}

void
wsc_text_clear (WscText *self)
{
  g_clear_object (&self->context);
}

static PangoLayout *
new_layout (const WscText *self, double scale)
{
  PangoLayout *layout = pango_layout_new (self->context);
  PangoFontDescription *font = pango_font_description_new ();
  pango_font_description_set_family_static (font, self->family != NULL ? self->family : FAMILIES);
  pango_font_description_set_absolute_size (font, self->size * scale * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  return layout;
}

/* Adds to what markup has set. */
static void
use_tabular_figures (PangoLayout *layout)
{
  PangoAttrList *attributes = pango_layout_get_attributes (layout);
  attributes = attributes ? pango_attr_list_ref (attributes) : pango_attr_list_new ();
  pango_attr_list_insert_before (attributes, pango_attr_font_features_new ("tnum=1"));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
}

PangoLayout *
wsc_text_layout_markup (const WscText *self, const char *markup, double scale)
{
  PangoLayout *layout = new_layout (self, scale);
  pango_layout_set_markup (layout, markup, -1);
  use_tabular_figures (layout);
  return layout;
}

PangoLayout *
wsc_text_layout (const WscText *self, const char *text, double scale)
{
  g_autofree char *markup = wsc_scripts_dup_markup (text);
  return wsc_text_layout_markup (self, markup, scale);
}

void
wsc_text_get_size (PangoLayout *layout, double *width, double *height)
{
  PangoRectangle logical;
  pango_layout_get_extents (layout, NULL, &logical);
  *width = (double) logical.width / PANGO_SCALE;
  *height = (double) logical.height / PANGO_SCALE;
}

void
wsc_text_show (cairo_t *cr, PangoLayout *layout, double align_x)
{
  if (!wsc_svg_text_add (cr, layout, align_x, 0))
    pango_cairo_show_layout (cr, layout);
}

void
wsc_text_stroke (cairo_t *cr, PangoLayout *layout, double align_x, double width)
{
  if (wsc_svg_text_add (cr, layout, align_x, width))
    return;
  pango_cairo_layout_path (cr, layout);
  cairo_set_line_width (cr, width);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_stroke (cr);
}

void
wsc_text_draw (cairo_t *cr, PangoLayout *layout, double x, double y, double align_x, double align_y)
{
  double width, height;
  wsc_text_get_size (layout, &width, &height);
  cairo_move_to (cr, x - align_x * width, y - align_y * height);
  wsc_text_show (cr, layout, align_x);
}
