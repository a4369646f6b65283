#include "plot/svg-text.h"

#include <math.h>

static const cairo_user_data_key_t elements_key;

void
wsc_svg_text_collect (cairo_surface_t *surface, GString *elements)
{
  g_return_if_fail (surface != NULL && elements != NULL);
  cairo_surface_set_user_data (surface, &elements_key, elements, NULL);
}

/* As ` name="number"`, with a point in any locale. */
static void
append_number (GString *out, const char *name, double number)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  g_string_append_printf (out, " %s=\"%s\"", name, g_ascii_formatd (text, sizeof text, "%.6g", number));
}

static guint
to_byte (double part)
{
  return (guint) lround (255 * CLAMP (part, 0, 1));
}

/* A run's own colour, where markup gave it one. */
static void
append_foreground (GString *out, const PangoItem *item)
{
  for (GSList *l = item->analysis.extra_attrs; l; l = l->next)
    {
      const PangoAttribute *attribute = l->data;
      if (attribute->klass->type != PANGO_ATTR_FOREGROUND)
        continue;
      const PangoColor *colour = &((const PangoAttrColor *) attribute)->color;
      g_string_append_printf (out, " fill=\"#%02x%02x%02x\"", colour->red >> 8, colour->green >> 8, colour->blue >> 8);
    }
}

static void
append_font (GString *out, PangoFont *font, double scale)
{
  PangoFontDescription *description = pango_font_describe_with_absolute_size (font);
  g_autofree char *family = g_markup_escape_text (pango_font_description_get_family (description), -1);
  const PangoWeight weight = pango_font_description_get_weight (description);
  append_number (out, "font-size", scale * pango_font_description_get_size (description) / PANGO_SCALE);
  g_string_append_printf (out, " font-family=\"'%s', sans-serif\"", family);
  if (weight != PANGO_WEIGHT_NORMAL)
    g_string_append_printf (out, " font-weight=\"%d\"", (int) weight);
  if (pango_font_description_get_style (description) != PANGO_STYLE_NORMAL)
    g_string_append (out, " font-style=\"italic\"");
  pango_font_description_free (description);
}

/* Text on its way: what was written so far of a line. */
typedef struct
{
  GString *out;
  PangoLayout *layout;
  double x, y, scale, align;
  int line;     /* where the line begins, in bytes of the text; -1: none yet */
  int baseline; /* of the last run */
} Writer;

static void
append_words (GString *out, const Writer *writer, PangoLayoutIter *iter)
{
  const PangoItem *item = pango_layout_iter_get_run_readonly (iter)->item;
  const PangoLayoutLine *line = pango_layout_iter_get_line_readonly (iter);
  g_autofree char *words = item->analysis.flags & PANGO_ANALYSIS_FLAG_IS_ELLIPSIS
                               ? g_strdup ("…")
                               : g_strndup (pango_layout_get_text (writer->layout) + item->offset, (gsize) item->length);
  /* A blank where a line breaks is not seen, and must not count. */
  if (item->offset + item->length >= line->start_index + line->length)
    g_strchomp (words);
  g_autofree char *escaped = g_markup_escape_text (words, -1);
  g_string_append (out, escaped);
}

/* A line begins at a place, and every run after that where the last one ended, so that a reader with another font has no gaps. */
static void
append_run (Writer *writer, PangoLayoutIter *iter)
{
  const PangoItem *item = pango_layout_iter_get_run_readonly (iter)->item;
  const int baseline = pango_layout_iter_get_run_baseline (iter), line = pango_layout_iter_get_line_readonly (iter)->start_index;
  PangoRectangle logical;
  pango_layout_iter_get_line_extents (iter, NULL, &logical);
  g_string_append (writer->out, "<tspan");
  if (line != writer->line)
    {
      append_number (writer->out, "x", writer->x + writer->scale * (logical.x + writer->align * logical.width) / PANGO_SCALE);
      append_number (writer->out, "y", writer->y + writer->scale * baseline / PANGO_SCALE);
    }
  else if (baseline != writer->baseline)
    append_number (writer->out, "dy", writer->scale * (baseline - writer->baseline) / PANGO_SCALE);
  writer->line = line;
  writer->baseline = baseline;
  append_font (writer->out, item->analysis.font, writer->scale);
  append_foreground (writer->out, item);
  g_string_append_c (writer->out, '>');
  append_words (writer->out, writer, iter);
  g_string_append (writer->out, "</tspan>");
}

static void
append_colour (GString *out, cairo_t *cr, const char *name)
{
  double r = 0, g = 0, b = 0, a = 1;
  g_autofree char *opacity = g_strdup_printf ("%s-opacity", name);
  cairo_pattern_get_rgba (cairo_get_source (cr), &r, &g, &b, &a);
  g_string_append_printf (out, " %s=\"#%02x%02x%02x\"", name, to_byte (r), to_byte (g), to_byte (b));
  append_number (out, opacity, a);
}

/* The text turns about (x, y), where its layout begins; scales are alike along both axes. */
static void
open_text (const Writer *writer, cairo_t *cr, double stroke)
{
  cairo_matrix_t matrix;
  cairo_get_matrix (cr, &matrix);
  const double degrees = atan2 (matrix.yx, matrix.xx) * 180 / G_PI;
  char turn[3][G_ASCII_DTOSTR_BUF_SIZE];
  /* Figures of one width, where the file's reader knows how. */
  g_string_append_printf (writer->out, "<text xml:space=\"preserve\" style=\"font-feature-settings:'tnum'\" text-anchor=\"%s\"",
                          writer->align < 0.25 ? "start" : writer->align > 0.75 ? "end" : "middle");
  append_colour (writer->out, cr, stroke > 0 ? "stroke" : "fill");
  if (stroke > 0)
    {
      append_number (writer->out, "stroke-width", stroke * writer->scale);
      g_string_append (writer->out, " stroke-linejoin=\"round\" fill=\"none\" aria-hidden=\"true\"");
    }
  if (fabs (degrees) > 1e-4)
    g_string_append_printf (writer->out, " transform=\"rotate(%s %s %s)\"", g_ascii_formatd (turn[0], sizeof turn[0], "%.6g", degrees),
                            g_ascii_formatd (turn[1], sizeof turn[1], "%.6g", writer->x),
                            g_ascii_formatd (turn[2], sizeof turn[2], "%.6g", writer->y));
  g_string_append_c (writer->out, '>');
}

gboolean
wsc_svg_text_add (cairo_t *cr, PangoLayout *layout, double align, double stroke)
{
  cairo_matrix_t matrix;
  Writer writer = { cairo_surface_get_user_data (cairo_get_target (cr), &elements_key), layout, .line = -1 };
  if (!writer.out)
    return FALSE;
  cairo_get_matrix (cr, &matrix);
  cairo_get_current_point (cr, &writer.x, &writer.y);
  cairo_user_to_device (cr, &writer.x, &writer.y);
  writer.scale = hypot (matrix.xx, matrix.yx);
  writer.align = align < 0.25 ? 0 : align > 0.75 ? 1 : 0.5;
  open_text (&writer, cr, stroke);
  PangoLayoutIter *iter = pango_layout_get_iter (layout);
  do
    if (pango_layout_iter_get_run_readonly (iter))
      append_run (&writer, iter);
  while (pango_layout_iter_next_run (iter));
  pango_layout_iter_free (iter);
  g_string_append (writer.out, "</text>\n");
  return TRUE;
}
