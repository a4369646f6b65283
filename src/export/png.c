/* PNG from Cairo, with the chunks that Cairo does not write: resolution, title, software and description (PNG
 * specification, third edition, 11.3). */
#include "export/export-private.h"

#include <math.h>
#include <string.h>
#include <zlib.h>

#include <glib/gi18n-lib.h>

#define HEADER_SIZE 33 /* signature and IHDR */

static cairo_status_t
append_bytes (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static void
append_word (GByteArray *bytes, guint32 value)
{
  guint32 big_endian = GUINT32_TO_BE (value);
  g_byte_array_append (bytes, (const guint8 *) &big_endian, sizeof big_endian);
}

static void
append_chunk (GByteArray *bytes, const char *type, const GByteArray *data)
{
  append_word (bytes, data->len);
  guint start = bytes->len;
  g_byte_array_append (bytes, (const guint8 *) type, 4);
  g_byte_array_append (bytes, data->data, data->len);
  append_word (bytes, (guint32) crc32 (0, bytes->data + start, bytes->len - start));
}

/* Pixels a metre, both ways. */
static void
append_resolution (GByteArray *bytes, double dpi)
{
  g_autoptr (GByteArray) data = g_byte_array_new ();
  guint32 per_metre = (guint32) lround (dpi / 0.0254);
  append_word (data, per_metre);
  append_word (data, per_metre);
  g_byte_array_append (data, (const guint8 *) "\1", 1);
  append_chunk (bytes, "pHYs", data);
}

/* Keyword, uncompressed, no language: UTF-8. */
static void
append_text (GByteArray *bytes, const char *keyword, const char *text)
{
  if (!text || !*text)
    return;
  g_autoptr (GByteArray) data = g_byte_array_new ();
  g_byte_array_append (data, (const guint8 *) keyword, (guint) strlen (keyword) + 1);
  g_byte_array_append (data, (const guint8 *) "\0\0\0\0", 4);
  g_byte_array_append (data, (const guint8 *) text, (guint) strlen (text));
  append_chunk (bytes, "iTXt", data);
}

GByteArray *
wsc_png_encode (cairo_surface_t *surface, double dpi, const char *title, const char *about, GError **error)
{
  g_autoptr (GByteArray) plain = g_byte_array_new (), png = g_byte_array_new ();
  cairo_status_t status = cairo_surface_write_to_png_stream (surface, append_bytes, plain);
  if (status != CAIRO_STATUS_SUCCESS || plain->len < HEADER_SIZE)
    {
      g_set_error (error, WSC_ERROR, WSC_ERROR_FILE, _("The picture cannot be made: %s"),
                   cairo_status_to_string (status));
      return NULL;
    }
  g_byte_array_append (png, plain->data, HEADER_SIZE);
  append_resolution (png, dpi);
  append_text (png, "Title", title);
  append_text (png, "Description", about);
  append_text (png, "Software", "Weightscape " WSC_VERSION);
  g_byte_array_append (png, plain->data + HEADER_SIZE, plain->len - HEADER_SIZE);
  return g_steal_pointer (&png);
}
