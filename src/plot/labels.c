/* The text over a 3D picture. A halo of the background keeps it legible on any colour. */
#include "plot/plot-private.h"
#include "plot/cloud.h"
#include "plot/scene-key.h"
#include "scene/cloud.h"

#include <glib/gi18n-lib.h>
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
  [WSC_LABEL_SCALE] = { 0.9, 0.8, FALSE },
};

typedef struct
{
  double x, y;    /* top left */
  double align_x; /* which part of it stays in place */
  double em, alpha;
  WscTheme theme;
} Place;

static void
draw_with_halo (cairo_t *cr, PangoLayout *layout, const Place *place)
{
  const WscRgba halo = wsc_theme_background (place->theme), ink = wsc_theme_ink (place->theme);
  cairo_move_to (cr, place->x, place->y);
  cairo_set_source_rgba (cr, halo.r, halo.g, halo.b, 0.8);
  wsc_text_stroke (cr, layout, place->align_x, 0.26 * place->em);
  cairo_move_to (cr, place->x, place->y);
  cairo_set_source_rgba (cr, ink.r, ink.g, ink.b, place->alpha);
  wsc_text_show (cr, layout, place->align_x);
  cairo_new_path (cr);
}

typedef struct
{
  double x0, y0, x1, y1;
} Box;

/* The names of axes as they are set: a variable of one letter is slanted, the number behind letters is an index. */
static char *
dup_axis_markup (const char *name)
{
  gsize letters = 0, digits = 0;
  while (g_ascii_isalpha (name[letters]))
    letters++;
  while (g_ascii_isdigit (name[letters + digits]))
    digits++;
  g_autofree char *word = g_strndup (name, letters), *number = g_strndup (name + letters, digits);
  g_autofree char *rest = g_markup_escape_text (name + letters + digits, -1);
  g_autofree char *index = digits > 0 ? g_strdup_printf ("<sub>%s</sub>", number) : g_strdup ("");
  return g_strdup_printf (letters == 1 ? "<i>%s</i>%s%s" : "%s%s%s", word, index, rest);
}

static char *
dup_markup (const WscLabel *label)
{
  g_autofree char *escaped = g_markup_escape_text (label->text, -1);
  if (label->kind == WSC_LABEL_AXIS)
    return dup_axis_markup (label->text);
  return label_styles[label->kind].bold ? g_strdup_printf ("<b>%s</b>", escaped) : g_steal_pointer (&escaped);
}

/* A line to the neuron, or the bar of a scale, between two strokes. */
static void
draw_line (cairo_t *cr, const WscLabel *label, double em, WscTheme theme)
{
  const double (*p)[2] = label->line, tick = label->kind == WSC_LABEL_SCALE ? 0.25 * em : 0;
  WscRgba ink = wsc_theme_ink (theme);
  cairo_new_path (cr);
  cairo_move_to (cr, p[0][0], p[0][1]);
  cairo_line_to (cr, p[1][0], p[1][1]);
  for (guint i = 0; i < 2 && tick > 0; i++)
    {
      cairo_move_to (cr, p[i][0], p[i][1] - tick);
      cairo_line_to (cr, p[i][0], p[i][1] + tick);
    }
  cairo_set_line_width (cr, 0.09 * em);
  cairo_set_source_rgba (cr, ink.r, ink.g, ink.b, 0.7);
  cairo_stroke (cr);
}

/* Returns what the label covers. */
static Box
draw_label (cairo_t *cr, const WscText *text, const WscLabel *label, WscTheme theme)
{
  const LabelStyle *style = &label_styles[label->kind];
  g_autofree char *markup = dup_markup (label);
  g_autoptr (PangoLayout) layout = wsc_text_layout_markup (text, markup, style->scale);
  double width, height;
  wsc_text_get_size (layout, &width, &height);
  double x = label->x - label->align_x * width, y = label->y - label->align_y * height;
  draw_with_halo (cr, layout, &(Place){ x, y, label->align_x, text->size, wsc_theme_get_alpha (theme, style->alpha), theme });
  return (Box){ x, y, x + width, y + height };
}

/* --- key and caption ---------------------------------------------------------------- */

/* How much of what is taken the box would cover. */
static double
get_overlap (const Box *box, const GArray *taken)
{
  double area = 0;
  for (guint i = 0; i < taken->len; i++)
    {
      const Box *other = &g_array_index (taken, Box, i);
      const double w = MIN (box->x1, other->x1) - MAX (box->x0, other->x0), h = MIN (box->y1, other->y1) - MAX (box->y0, other->y0);
      area += MAX (w, 0) * MAX (h, 0);
    }
  return area;
}

/* The first corner where no label is, counting from the bottom left or from the top right. FALSE if there is none: then the one where least is. */
static gboolean
find_corner (const GArray *taken, double width, double height, double em, gboolean from_top_right, Box *box)
{
  const double w = box->x1, h = box->y1, margin = 0.8 * em;
  const double xs[] = { margin, width - margin - w }, ys[] = { height - 0.6 * em - h, 0.6 * em };
  double least = G_MAXDOUBLE;
  for (guint i = 0; i < 4; i++)
    {
      const guint corner = from_top_right ? 3 - i : i;
      const Box at = { xs[corner % 2], ys[corner / 2], xs[corner % 2] + w, ys[corner / 2] + h };
      const double overlap = get_overlap (&at, taken);
      if (overlap < least)
        *box = at;
      least = MIN (least, overlap);
    }
  return least == 0;
}

/* The key says what colours mean, so it is drawn even where it covers a label: on a plate. Returns how much of the width it takes. */
static double
draw_key (cairo_t *cr, const WscText *text, const WscColourKey *key, GArray *taken, double width, double height, WscTheme theme)
{
  const double em = text->size, pad = 0.35 * em;
  const WscRgba plate = wsc_theme_background (theme);
  double plates[2][4];
  Box box = { 0 };
  if (!key || width < 16 * em || height < 14 * em)
    return 0;
  wsc_scene_key_measure (key, text, &box.x1, &box.y1);
  const double w = box.x1, h = box.y1;
  if (!find_corner (taken, width, height, em, TRUE, &box))
    box = (Box){ width - 0.8 * em - w, 0.6 * em, width - 0.8 * em, 0.6 * em + h };
  cairo_set_source_rgba (cr, plate.r, plate.g, plate.b, 0.8);
  wsc_scene_key_get_plates (key, text, box.x1, box.y0, pad, plates);
  for (guint i = 0; i < 2; i++)
    cairo_rectangle (cr, plates[i][0], plates[i][1], plates[i][2], plates[i][3]);
  cairo_fill (cr);
  wsc_scene_key_draw (key, text, cr, box.x1, box.y0, theme);
  g_array_append_val (taken, box);
  return w + 2 * em;
}

/* Makes what is under it faint. */
static void
draw_plate (cairo_t *cr, const Box *box, double pad, WscTheme theme)
{
  const WscRgba plate = wsc_theme_background (theme);
  cairo_set_source_rgba (cr, plate.r, plate.g, plate.b, 0.8);
  cairo_rectangle (cr, box->x0 - pad, box->y0 - pad, box->x1 - box->x0 + 2 * pad, box->y1 - box->y0 + 2 * pad);
  cairo_fill (cr);
}

/* Beside the key, of which it keeps clear by `off` where that leaves room. It says what the picture shows, so it is never left out:
 * without a free corner it stands on a plate where it covers least. */
static void
draw_caption (cairo_t *cr, const WscText *text, const char *caption, const GArray *taken, double width, double height,
              double off, WscTheme theme)
{
  const double em = text->size, all = width - 1.6 * em, room = all - off < 8 * em ? all : all - off;
  if (!caption || !*caption || room < 8 * em || height < 6 * em)
    return;
  g_autoptr (PangoLayout) layout = wsc_text_layout (text, caption, 0.9);
  Box box = { 0 };
  wsc_text_get_size (layout, &box.x1, &box.y1);
  if (box.x1 > room)
    {
      pango_layout_set_width (layout, (int) (room * PANGO_SCALE));
      pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
      pango_layout_set_height (layout, -3); /* lines */
      pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
      wsc_text_get_size (layout, &box.x1, &box.y1);
    }
  if (!find_corner (taken, width, height, em, FALSE, &box))
    {
      Box wide = { 0 };
      if (pango_layout_get_width (layout) >= 0)
        pango_layout_set_width (layout, (int) (all * PANGO_SCALE));
      wsc_text_get_size (layout, &wide.x1, &wide.y1);
      find_corner (taken, width, height, em, FALSE, &wide);
      draw_plate (cr, &wide, 0.2 * em, theme);
      box = wide;
    }
  draw_with_halo (cr, layout, &(Place){ box.x0, box.y0, 0, em, 0.85, theme });
}

/* The scene's own, and what it says of the selected neuron. */
static char *
dup_caption (const WscScene *scene)
{
  const gint selected = wsc_scene_get_selected (scene);
  g_autoptr (WscCloud) cloud = selected >= 0 ? wsc_scene_new_cloud (scene, (guint) selected) : NULL;
  g_autofree char *text = cloud ? wsc_cloud_dup_text (cloud) : NULL;
  /* Translators: a caption, the number of a neuron from 1, and how many of its replicas are where */
  return text ? g_strdup_printf (_("%s · neuron %u: %s"), wsc_scene_get_caption (scene), cloud->neuron + 1, text)
              : g_strdup (wsc_scene_get_caption (scene));
}

static void
draw_selected (const WscScene *scene, const WscCamera *camera, cairo_t *cr, double width, double height, double em, WscTheme theme)
{
  WscView view;
  if (wsc_scene_get_selected (scene) < 0)
    return;
  wsc_view_init (&view, scene, camera, width, height, 1);
  wsc_cloud_draw (scene, &view, (guint) wsc_scene_get_selected (scene), cr, em, theme);
}

void
wsc_plot_draw_labels (WscScene *scene, const WscCamera *camera, cairo_t *cr, double width, double height,
                      double font_size, WscTheme theme)
{
  wsc_plot_draw_labels_styled (scene, camera, cr, width, height,
                               &(WscPlotStyle){ .font_size = font_size, .theme = theme });
}

void
wsc_plot_draw_labels_styled (WscScene *scene, const WscCamera *camera, cairo_t *cr, double width, double height,
                             const WscPlotStyle *style)
{
  g_return_if_fail (scene != NULL && camera != NULL && cr != NULL && style != NULL);
  g_return_if_fail (style->font_size > 0);
  if (!(width >= 1 && height >= 1))
    return;
  guint n = 0;
  g_autofree WscLabel *labels = wsc_scene_dup_labels (scene, camera, width, height, style->font_size, &n);
  g_autoptr (GArray) taken = g_array_new (FALSE, FALSE, sizeof (Box));
  g_auto (WscText) text = { 0 };
  wsc_text_init_styled (&text, style);
  cairo_save (cr);
  cairo_new_path (cr);
  draw_selected (scene, camera, cr, width, height, style->font_size, style->theme);
  for (guint i = 0; i < n; i++)
    if (labels[i].has_line)
      draw_line (cr, &labels[i], style->font_size, style->theme);
  for (guint i = 0; i < n; i++)
    {
      Box box = draw_label (cr, &text, &labels[i], style->theme);
      g_array_append_val (taken, box);
    }
  const WscColourKey *key = style->without_legend ? NULL : wsc_scene_get_key (scene);
  const double off = draw_key (cr, &text, key, taken, width, height, style->theme);
  g_autofree char *caption = dup_caption (scene);
  draw_caption (cr, &text, caption, taken, width, height, off, style->theme);
  cairo_restore (cr);
}
