/* A figure as a file: PNG, SVG or PDF by the suffix of its path. */
#include "export/export-private.h"
#include "plot/svg-text.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#define POINTS_PER_INCH 72.0
#define MM_PER_INCH 25.4

/* One figure on its way to a file. */
typedef struct
{
  const WscResults *results;
  const char *name;
  const WscFigureOptions *options;
  guint pixel_width, pixel_height;
  double width, height; /* points */
  char *title;
} Figure;

static void
figure_clear (Figure *figure)
{
  g_free (figure->title);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Figure, figure_clear)

static const char *
get_about (const Figure *figure)
{
  return _(wsc_figures_find (figure->name, NULL)->about);
}

static cairo_status_t
append_bytes (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/* Draws in points on a surface of `scale` units a point; takes the surface's status as the result. */
static gboolean
draw (const Figure *figure, cairo_surface_t *surface, double scale, GError **error)
{
  cairo_t *cr = cairo_create (surface);
  cairo_scale (cr, scale, scale);
  gboolean done =
      cairo_status (cr) != CAIRO_STATUS_SUCCESS || wsc_export_draw (figure->results, figure->name, cr, figure->width,
                                                                    figure->height, figure->options->font_size,
                                                                    figure->options, error);
  cairo_status_t status = cairo_status (cr);
  cairo_destroy (cr);
  if (done && status != CAIRO_STATUS_SUCCESS)
    {
      g_set_error (error, WSC_ERROR, WSC_ERROR_FILE, _("The picture cannot be made: %s"),
                   cairo_status_to_string (status));
      return FALSE;
    }
  return done;
}

/* --- formats -------------------------------------------------------------- */

/* Whole pixels: the last row and column are drawn to their ends. */
static cairo_surface_t *
draw_pixels (const Figure *asked, GError **error)
{
  const WscFigureOptions *options = asked->options;
  Figure figure = *asked;
  figure.width = asked->pixel_width * POINTS_PER_INCH / options->dpi;
  figure.height = asked->pixel_height * POINTS_PER_INCH / options->dpi;
  cairo_surface_t *surface =
      cairo_image_surface_create (options->transparent ? CAIRO_FORMAT_ARGB32 : CAIRO_FORMAT_RGB24,
                                  (int) figure.pixel_width, (int) figure.pixel_height);
  if (!draw (&figure, surface, options->dpi / POINTS_PER_INCH, error))
    g_clear_pointer (&surface, cairo_surface_destroy);
  return surface;
}

static GByteArray *
make_png (const Figure *figure, GError **error)
{
  cairo_surface_t *surface = draw_pixels (figure, error);
  GByteArray *bytes
      = surface ? wsc_png_encode (surface, figure->options->dpi, figure->title, get_about (figure), error) : NULL;
  g_clear_pointer (&surface, cairo_surface_destroy);
  return bytes;
}

static void
insert (GByteArray *bytes, gsize position, const char *text, gsize length)
{
  const gsize tail = bytes->len - position;
  g_byte_array_set_size (bytes, (guint) (bytes->len + length));
  memmove (bytes->data + position + length, bytes->data + position, tail);
  memcpy (bytes->data + position, text, length);
}

/* Cairo writes no title; readers of screens and of libraries want one. */
static void
insert_svg_title (GByteArray *bytes, const Figure *figure)
{
  const char *text = g_strstr_len ((const char *) bytes->data, bytes->len, "<svg");
  const char *end = text ? memchr (text, '>', bytes->len - (gsize) (text - (const char *) bytes->data)) : NULL;
  if (!end)
    return;
  g_autofree char *title = g_markup_printf_escaped ("\n<title>%s</title>\n<desc>%s Weightscape " WSC_VERSION "</desc>",
                                                    figure->title, get_about (figure));
  insert (bytes, (gsize) (end + 1 - (const char *) bytes->data), title, strlen (title));
}

/* Over everything. */
static void
insert_svg_text (GByteArray *bytes, const GString *elements)
{
  const char *start = (const char *) bytes->data, *end = g_strrstr_len (start, bytes->len, "</svg>");
  if (end)
    insert (bytes, (gsize) (end - start), elements->str, elements->len);
}

static GByteArray *
finish (cairo_surface_t *surface, gboolean done, GByteArray *bytes, GError **error)
{
  cairo_surface_finish (surface);
  cairo_status_t status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  if (done && status == CAIRO_STATUS_SUCCESS)
    return bytes;
  if (done)
    g_set_error (error, WSC_ERROR, WSC_ERROR_FILE, _("The picture cannot be made: %s"),
                 cairo_status_to_string (status));
  g_byte_array_unref (bytes);
  return NULL;
}

/* In the unit that was asked for: points for millimetres, pixels for pixels. */
static GByteArray *
make_svg (const Figure *figure, GError **error)
{
  GByteArray *bytes = g_byte_array_new ();
  double scale = figure->options->in_mm ? 1 : figure->options->dpi / POINTS_PER_INCH;
  cairo_surface_t *surface =
      cairo_svg_surface_create_for_stream (append_bytes, bytes, figure->width * scale, figure->height * scale);
  g_autoptr (GString) text = g_string_new (NULL);
  cairo_svg_surface_set_document_unit (surface, figure->options->in_mm ? CAIRO_SVG_UNIT_PT : CAIRO_SVG_UNIT_PX);
  wsc_svg_text_collect (surface, text);
  bytes = finish (surface, draw (figure, surface, scale, error), bytes, error);
  if (bytes)
    {
      insert_svg_text (bytes, text);
      insert_svg_title (bytes, figure);
    }
  return bytes;
}

static GByteArray *
make_pdf (const Figure *figure, GError **error)
{
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (append_bytes, bytes, figure->width, figure->height);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, figure->title);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_SUBJECT, get_about (figure));
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Weightscape " WSC_VERSION);
  return finish (surface, draw (figure, surface, 1, error), bytes, error);
}

/* --- the file ------------------------------------------------------------- */

static const struct
{
  const char *suffix;
  GByteArray *(*make) (const Figure *figure, GError **error);
} formats[] = { { ".png", make_png }, { ".svg", make_svg }, { ".pdf", make_pdf } };

/* What the options leave to be computed; also refuses what they may not be. */
static gboolean
figure_init (Figure *self, GError **error)
{
  const WscFigureOptions *options = self->options;
  double a_unit = POINTS_PER_INCH / (options->in_mm ? MM_PER_INCH : options->dpi);
  if (!wsc_figures_find (self->name, error)
      || !wsc_figure_options_check (options, error)
      || !wsc_figure_options_get_pixels (options, &self->pixel_width, &self->pixel_height, error))
    return FALSE;
  self->width = options->width * a_unit;
  self->height = options->height * a_unit;
  self->title = wsc_figure_dup_title (self->results, self->name);
  return TRUE;
}

cairo_surface_t *
wsc_figure_draw_pixels (const WscResults *results, const char *name, const WscFigureOptions *options, GError **error)
{
  g_auto (Figure) figure = { .results = results, .name = name, .options = options };
  return figure_init (&figure, error) ? draw_pixels (&figure, error) : NULL;
}

static gboolean
find_format (const char *path, guint *index, GError **error)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);
  for (*index = 0; *index < G_N_ELEMENTS (formats); (*index)++)
    if (g_str_has_suffix (lower, formats[*index].suffix))
      return TRUE;
  g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE, _("“%s” must end in .png, .svg or .pdf"), path);
  return FALSE;
}

gboolean
wsc_figures_check_path (const char *name, const char *path, GError **error)
{
  guint index;
  g_return_val_if_fail (name != NULL && path != NULL, FALSE);
  return g_str_equal (name, WSC_TURNTABLE) ? wsc_turntable_check_path (path, error) : find_format (path, &index, error);
}

gboolean
wsc_export_figure (const WscResults *results, const char *name, const char *path, const WscFigureOptions *options,
                   GError **error)
{
  g_return_val_if_fail (results != NULL && name != NULL && path != NULL && options != NULL, FALSE);
  g_auto (Figure) figure = { .results = results, .name = name, .options = options };
  guint format;
  if (g_str_equal (name, WSC_TURNTABLE))
    return wsc_turntable_write (results, path, options, error);
  if (!find_format (path, &format, error) || !figure_init (&figure, error))
    return FALSE;
  g_autoptr (GByteArray) bytes = formats[format].make (&figure, error);
  return bytes && wsc_write_file (path, (const char *) bytes->data, bytes->len, error);
}
