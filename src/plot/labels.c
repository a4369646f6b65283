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

typedef struct
{
  double x0, y0, x1, y1;
} Box;

/* Returns what the label covers. */
static Box
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
  return (Box){ x, y, x + width, y + height };
}

/* --- caption ---------------------------------------------------------------- */

static gboolean
is_free (const Box *box, const GArray *taken)
{
  for (guint i = 0; i < taken->len; i++)
    {
      const Box *other = &g_array_index (taken, Box, i);
      if (box->x0 < other->x1 && other->x0 < box->x1 && box->y0 < other->y1 && other->y0 < box->y1)
        return FALSE;
    }
  return TRUE;
}

/* The first corner where no label is: at the bottom if it can be. FALSE if there is none. */
static gboolean
find_corner (const GArray *taken, double width, double height, double em, Box *box)
{
  const double w = box->x1, h = box->y1, margin = 0.8 * em;
  const double xs[] = { margin, width - margin - w }, ys[] = { height - 0.6 * em - h, 0.6 * em };
  for (guint i = 0; i < 4; i++)
    {
      *box = (Box){ xs[i % 2], ys[i / 2], xs[i % 2] + w, ys[i / 2] + h };
      if (is_free (box, taken))
        return TRUE;
    }
  return FALSE;
}

static void
draw_caption (cairo_t *cr, const WscText *text, const char *caption, const GArray *taken, double width, double height,
              WscTheme theme)
{
  double em = text->size, room = width - 1.6 * em;
  if (!caption || !*caption || room < 8 * em || height < 6 * em)
    return;
  g_autoptr (PangoLayout) layout = wsc_text_layout (text, caption, 0.9);
  Box box = { 0 };
  wsc_text_get_size (layout, &box.x1, &box.y1);
  if (box.x1 > room)
    {
      pango_layout_set_width (layout, (int) (room * PANGO_SCALE));
      pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
      pango_layout_set_height (layout, -2); /* lines */
      pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
      wsc_text_get_size (layout, &box.x1, &box.y1);
    }
  if (!find_corner (taken, width, height, em, &box))
    return;
  cairo_move_to (cr, box.x0, box.y0);
  draw_with_halo (cr, layout, em, theme, 0.85);
  cairo_move_to (cr, box.x0, box.y0);
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
  g_autoptr (GArray) taken = g_array_new (FALSE, FALSE, sizeof (Box));
  g_auto (WscText) text = { 0 };
  wsc_text_init (&text, font_size);
  cairo_save (cr);
  cairo_new_path (cr);
  for (guint i = 0; i < n; i++)
    {
      Box box = draw_label (cr, &text, &labels[i], theme);
      g_array_append_val (taken, box);
    }
  draw_caption (cr, &text, wsc_scene_get_caption (scene), taken, width, height, theme);
  cairo_restore (cr);
}
