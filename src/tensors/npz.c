/* NumPy's .npz: a zip archive of .npy files, stored or deflated. */
#include "tensors/tensors-private.h"

#include <archive.h>
#include <archive_entry.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define BLOCK (256 * 1024)
#define MAX_MEMBERS 100000

typedef struct archive Archive;
typedef struct archive_entry ArchiveEntry;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ArchiveEntry, archive_entry_free)

/* Beginning of a member, or of the list of an archive of none. */
gboolean
wsc_npz_is (const guint8 *bytes, gsize length)
{
  return length >= 4 && (memcmp (bytes, "PK\3\4", 4) == 0 || memcmp (bytes, "PK\5\6", 4) == 0);
}

static gboolean
fail_archive (Archive *archive, GError **error)
{
  const char *reason = archive_error_string (archive);
  g_autofree char *shown = g_utf8_make_valid (reason != NULL ? reason : "?", -1);

  g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT, _("the archive is damaged or cut short (%s)"), shown);
  return FALSE;
}

/* What deflate cannot have made of so few bytes is not read to its end. */
static GByteArray *
read_member (Archive *archive, gsize length, const WscHook *hook, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autofree guint8 *block = g_malloc (BLOCK);
  const gsize most = MIN (length, G_MAXUINT32 / WSC_DEFLATE_RATIO) * WSC_DEFLATE_RATIO;
  gssize n;

  while ((n = archive_read_data (archive, block, BLOCK)) > 0)
    {
      if (bytes->len + (gsize) n > most)
        {
          g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT, _("found a member of more than %zu bytes in an archive of %zu bytes"), most,
                       length);
          return NULL;
        }
      g_byte_array_append (bytes, block, (guint) n);
      if (!wsc_hook_report (hook, 0.0, _("Reading the file")))
        {
          g_set_error_literal (error, WSC_ERROR, WSC_ERROR_STOPPED, _("Stopped while reading the file"));
          return NULL;
        }
    }
  if (n < 0)
    {
      fail_archive (archive, error);
      return NULL;
    }
  return g_steal_pointer (&bytes);
}

static gboolean
add_member (WscTensors *self, const char *path, const GByteArray *bytes, GError **error)
{
  g_autofree char *name = g_utf8_make_valid (path, -1);

  if (g_str_has_suffix (name, ".npy"))
    name[strlen (name) - 4] = '\0';
  if (wsc_npy_is (bytes->data, bytes->len) && wsc_tensors_find (self, name) == NULL)
    {
      if (wsc_npy_read_member (self, name, bytes->data, bytes->len, error))
        return TRUE;
    }
  else if (wsc_tensors_find (self, name) != NULL)
    g_set_error_literal (error, WSC_ERROR, WSC_ERROR_FORMAT, _("found it twice, expected every name once"));
  else if (g_str_has_suffix (path, ".pkl"))
    g_set_error_literal (error, WSC_ERROR, WSC_ERROR_FORMAT,
                         _("found pickled Python objects, as in the files of PyTorch, expected arrays of NumPy; save the weights as "
                           "safetensors or .npz"));
  else
    g_set_error_literal (error, WSC_ERROR, WSC_ERROR_FORMAT, _("found something else, expected an array of NumPy"));
  g_prefix_error (error, _("member “%s”: "), name);
  return FALSE;
}

static gboolean
read_members (WscTensors *self, Archive *archive, gsize length, const WscHook *hook, GError **error)
{
  ArchiveEntry *entry;
  int status;

  for (guint i = 0; (status = archive_read_next_header (archive, &entry)) == ARCHIVE_OK || status == ARCHIVE_WARN; i++)
    {
      const char *path = archive_entry_pathname_utf8 (entry);
      g_autoptr (GByteArray) bytes = NULL;

      path = path != NULL ? path : archive_entry_pathname (entry);
      if (path == NULL || i == MAX_MEMBERS)
        return fail_archive (archive, error);
      if (archive_entry_filetype (entry) == AE_IFDIR)
        continue;
      bytes = read_member (archive, length, hook, error);
      if (bytes == NULL || !add_member (self, path, bytes, error))
        return FALSE;
    }
  return status == ARCHIVE_EOF || fail_archive (archive, error);
}

gboolean
wsc_npz_read (WscTensors *self, const guint8 *bytes, gsize length, const WscHook *hook, GError **error)
{
  Archive *archive = archive_read_new ();
  gboolean good;

  archive_read_support_format_zip_seekable (archive);
  good = archive_read_open_memory (archive, bytes, length) == ARCHIVE_OK ? read_members (self, archive, length, hook, error)
                                                                         : fail_archive (archive, error);
  archive_read_free (archive);
  return good;
}

/* --- writing ---------------------------------------------------------------- */

static la_ssize_t
append (Archive *archive, void *user_data, const void *buffer, size_t length)
{
  g_byte_array_append (user_data, buffer, (guint) length);
  return (la_ssize_t) length;
}

static gboolean
write_member (Archive *archive, const char *name, const GByteArray *bytes)
{
  g_autoptr (ArchiveEntry) entry = archive_entry_new ();
  g_autofree char *path = g_strconcat (name, ".npy", NULL);

  archive_entry_set_pathname_utf8 (entry, path);
  archive_entry_set_size (entry, bytes->len);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0644);
  return archive_write_header (archive, entry) == ARCHIVE_OK
         && archive_write_data (archive, bytes->data, bytes->len) == (la_ssize_t) bytes->len;
}

static gboolean
write_members (const WscTensors *self, Archive *archive)
{
  for (guint i = 0; i < wsc_tensors_get_n (self); i++)
    {
      g_autoptr (GByteArray) bytes = g_byte_array_new ();

      wsc_npy_write (wsc_tensors_get (self, i), bytes);
      if (!write_member (archive, wsc_tensors_get (self, i)->name, bytes))
        return FALSE;
    }
  if (self->texts->len > 0)
    {
      g_autoptr (GByteArray) bytes = g_byte_array_new ();

      wsc_npy_write_texts (self, bytes);
      return write_member (archive, "texts", bytes);
    }
  return TRUE;
}

GByteArray *
wsc_npz_write (const WscTensors *self, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  Archive *archive = archive_write_new ();
  gboolean good;

  archive_write_set_format_zip (archive);
  archive_write_set_bytes_in_last_block (archive, 1);
  good = archive_write_open2 (archive, bytes, NULL, append, NULL, NULL) == ARCHIVE_OK && write_members (self, archive)
         && archive_write_close (archive) == ARCHIVE_OK;
  if (!good)
    fail_archive (archive, error);
  archive_write_free (archive);
  return good ? g_steal_pointer (&bytes) : NULL;
}
