/* A file by what it holds. */
#include "tensors/tensors-private.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define BLOCK (256 * 1024)

static gboolean
is_gzip (const guint8 *bytes, gsize length)
{
  return length >= 2 && bytes[0] == 0x1f && bytes[1] == 0x8b;
}

static gboolean
fail_gzip (GError **error, const char *reason)
{
  g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT, _("the compressed file is damaged or cut short (%s)"), reason);
  return FALSE;
}

/* GIO's decompressor takes what there is; more than deflate can have made of it does not come. */
static gboolean
inflate (const guint8 *bytes, gsize length, GByteArray *out, const WscHook *hook, GError **error)
{
  g_autoptr (GConverter) converter = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  g_autofree guint8 *block = g_malloc (BLOCK);
  GConverterResult result = G_CONVERTER_CONVERTED;

  while (result != G_CONVERTER_FINISHED)
    {
      g_autoptr (GError) reason = NULL;
      gsize n_read = 0, n_written = 0;

      result = g_converter_convert (converter, bytes, length, block, BLOCK, G_CONVERTER_INPUT_AT_END, &n_read, &n_written, &reason);
      if (result == G_CONVERTER_ERROR)
        return fail_gzip (error, reason->message);
      if (out->len + n_written > G_MAXUINT32 / 2)
        return fail_gzip (error, _("it holds more than 2 GiB"));
      g_byte_array_append (out, block, (guint) n_written);
      bytes += n_read;
      length -= n_read;
      if (!wsc_hook_report (hook, 0.0, _("Reading the file")))
        {
          g_set_error_literal (error, WSC_ERROR, WSC_ERROR_STOPPED, _("Stopped while reading the file"));
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
fail_format (const guint8 *bytes, gsize length, GError **error)
{
  static const char *const expected = N_("an array of NumPy (.npy, .npz), safetensors, HDF5 or IDX");

  if (length == 0)
    g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT, _("found an empty file, expected %s"), _(expected));
  else
    {
      g_autoptr (GString) start = g_string_new (NULL);

      for (gsize i = 0; i < MIN (length, 4); i++)
        g_string_append_printf (start, i > 0 ? " %02x" : "%02x", bytes[i]);
      g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT, _("found a file that begins with the bytes %s, expected %s"), start->str,
                   _(expected));
    }
  return FALSE;
}

static gboolean
read_plain (WscTensors *self, const char *name, const guint8 *bytes, gsize length, const WscHook *hook, GError **error)
{
  if (wsc_npy_is (bytes, length))
    return wsc_npy_read (self, name, bytes, length, error);
  if (wsc_npz_is (bytes, length))
    return wsc_npz_read (self, bytes, length, hook, error);
  if (wsc_h5_is (bytes, length))
    return wsc_h5_read (self, bytes, length, error);
  if (wsc_idx_is (bytes, length))
    return wsc_idx_read (self, name, bytes, length, error);
  if (wsc_safetensors_is (bytes, length))
    return wsc_safetensors_read (self, bytes, length, error);
  return fail_format (bytes, length, error);
}

static gboolean
read_bytes (WscTensors *self, const char *name, const guint8 *bytes, gsize length, const WscHook *hook, GError **error)
{
  g_autoptr (GByteArray) out = NULL;

  if (!is_gzip (bytes, length))
    return read_plain (self, name, bytes, length, hook, error);
  out = g_byte_array_new ();
  return inflate (bytes, length, out, hook, error) && read_plain (self, name, out->data, out->len, hook, error);
}

/* What is before the first dot. */
static char *
name_of (const char *path)
{
  g_autofree char *base = g_path_get_basename (path);
  char *name = g_utf8_make_valid (base, -1);
  char *dot = strchr (name, '.');

  if (dot != NULL && dot != name)
    *dot = '\0';
  return name;
}

WscTensors *
wsc_tensors_load (const char *path, const WscHook *hook, GError **error)
{
  g_autoptr (WscTensors) self = NULL;
  g_autoptr (GError) reason = NULL;
  g_autofree char *shown = NULL, *name = NULL, *bytes = NULL;
  gsize length;

  g_return_val_if_fail (path != NULL, NULL);

  shown = g_filename_display_name (path);
  if (!g_file_get_contents (path, &bytes, &length, &reason))
    {
      g_set_error (error, WSC_ERROR, WSC_ERROR_FILE, _("Cannot read “%s”: %s"), shown, reason->message);
      return NULL;
    }
  self = wsc_tensors_new ();
  name = name_of (path);
  if (!read_bytes (self, name, (const guint8 *) bytes, length, hook, error))
    {
      g_prefix_error (error, "%s: ", shown);
      return NULL;
    }
  return g_steal_pointer (&self);
}
