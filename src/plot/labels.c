/* The text over a 3D picture. A halo of the background keeps it legible on any colour. */
#include "plot/plot-private.h"

#include <math.h>

typedef struct
{
  double scale; /* of the font size */
  double alpha;
  gboolean bold;
} LabelStyle;

/* In the order of WscLabelKind. */
static const LabelStyle label_styles[] = {
  [WSC_LABEL_TICK] = { 0.9, 0.72, FALSE },
  [WSC_LABEL_AXIS] = { 1, 0.95, FALSE },
  [WSC_LABEL_NEURON] = { 0.95, 1, FALSE },
  [WSC_LABEL_SELECTED] = { 1.1, 1, TRUE },
};

static void
draw_with_halo (cairo_t *cr, PangoLayout *layout, double em, WscTheme theme, double alpha)
{
  WscRgba halo = wsc_theme_background (theme), ink = wsc_theme_ink (theme);
  pango_cairo_layout_path (cr, layout);
  cairo_set_line_width (cr, 0.26 * em);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_source_rgba (cr, halo.r, halo.g, halo.b, 0.8);
  cairo_stroke_preserve (cr);
  cairo_new_path (cr);
  cairo_set_source_rgba (cr, ink.r, ink.g, ink.b, alpha);
}

static void
draw_label (cairo_t *cr, const WscText *text, const WscLabel *label, WscTheme theme)
{
  const LabelStyle *style = &label_styles[label->kind];
  g_autofree char *escaped = g_markup_escape_text (label->text, -1);
  g_autofree char *markup = style->bold ? g_strdup_printf ("<b>%s</b>", escaped) : g_steal_pointer (&escaped);
  g_autoptr (PangoLayout) layout = wsc_text_layout_markup (text, markup, style->scale);
  double width, height;
  wsc_text_get_size (layout, &width, &height);
  double x = label->x - label->align_x * width, y = label->y - label->align_y * height;
  cairo_move_to (cr, x, y);
  draw_with_halo (cr, layout, text->size, theme, style->alpha);
  cairo_move_to (cr, x, y);
  pango_cairo_show_layout (cr, layout);
}

static void
draw_caption (cairo_t *cr, const WscText *text, const char *caption, double width, double height, WscTheme theme)
{
  double em = text->size, margin = 0.8 * em, room = width - 2 * margin;
  if (!caption || !*caption || room < 8 * em || height < 6 * em)
    return;
  g_autoptr (PangoLayout) layout = wsc_text_layout (text, caption, 0.9);
  pango_layout_set_width (layout, (int) (room * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_height (layout, -2); /* lines */
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  double text_width, text_height;
  wsc_text_get_size (layout, &text_width, &text_height);
  cairo_move_to (cr, margin, height - 0.6 * em - text_height);
  draw_with_halo (cr, layout, em, theme, 0.85);
  cairo_move_to (cr, margin, height - 0.6 * em - text_height);
  pango_cairo_show_layout (cr, layout);
}

void
wsc_plot_draw_labels (WscScene *scene, const WscCamera *camera, cairo_t *cr, double width, double height,
                      double font_size, WscTheme theme)
{
  g_return_if_fail (scene != NULL && camera != NULL && cr != NULL);
  g_return_if_fail (font_size > 0);
  if (!(width >= 1 && height >= 1))
    return;
  guint n = 0;
  g_autofree WscLabel *labels = wsc_scene_dup_labels (scene, camera, width, height, font_size, &n);
  g_auto (WscText) text = { 0 };
  wsc_text_init (&text, font_size);
  cairo_save (cr);
  cairo_new_path (cr);
  for (guint i = 0; i < n; i++)
    draw_label (cr, &text, &labels[i], theme);
  draw_caption (cr, &text, wsc_scene_get_caption (scene), width, height, theme);
  cairo_restore (cr);
}
