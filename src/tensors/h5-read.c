/* Reading: nothing in a file is believed, since it may be damaged or not ours. */
#include <glib/gi18n-lib.h>

#include "tensors/h5.h"

#define MAX_STRINGS 10000000

static gboolean
fail_array (const char *path, GError **error)
{
  g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT, _("“%s” is missing, damaged or of another shape"), path);
  return FALSE;
}

static gboolean
fail_attribute (const char *path, const char *name, GError **error)
{
  g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT, _("“%s” of “%s” is missing or damaged"), name, path);
  return FALSE;
}

hid_t
wsc_h5_open_bytes (gconstpointer bytes, gsize length)
{
  g_auto (WscH5Id) access = H5Pcreate (H5P_FILE_ACCESS);

  H5Eset_auto2 (H5E_DEFAULT, NULL, NULL);
  if (H5Pset_fapl_core (access, 1 << 16, FALSE) < 0 || H5Pset_file_image (access, (void *) bytes, length) < 0)
    return H5I_INVALID_HID;
  return H5Fopen ("results.h5", H5F_ACC_RDONLY, access);
}

gboolean
wsc_h5_has (hid_t file, const char *path)
{
  return H5Lexists (file, path, H5P_DEFAULT) > 0;
}

/* The sizes of an array, if it has `rank` of them and as many stored elements of the right kind: a few damaged
 * bytes must not ask for a terabyte. */
static gboolean
get_shape (hid_t set, WscH5Type type, guint rank, gsize *shape, gsize *bytes)
{
  g_auto (WscH5Id) space = H5Dget_space (set);
  g_auto (WscH5Id) stored = H5Dget_type (set);
  hsize_t sizes[3];
  gsize n = 1;

  *bytes = H5Tget_size (wsc_h5_memory_type (type));
  if (space < 0 || stored < 0 || H5Tget_size (stored) != *bytes
      || (H5Tget_class (stored) == H5T_FLOAT) != (type == WSC_H5_DOUBLE || type == WSC_H5_FLOAT)
      || H5Sget_simple_extent_ndims (space) != (int) rank || H5Sget_simple_extent_dims (space, sizes, NULL) < 0)
    return FALSE;
  for (guint i = 0; i < rank; i++)
    {
      shape[i] = sizes[i];
      if (!g_size_checked_mul (&n, n, shape[i]))
        return FALSE;
    }
  return g_size_checked_mul (bytes, *bytes, n) && *bytes <= H5Dget_storage_size (set);
}

gpointer
wsc_h5_read_array (hid_t file, const char *path, WscH5Type type, guint rank, gsize *shape, GError **error)
{
  g_auto (WscH5Id) set = wsc_h5_has (file, path) ? H5Dopen2 (file, path, H5P_DEFAULT) : H5I_INVALID_HID;
  g_autofree guint8 *data = NULL;
  gsize bytes;

  if (set < 0 || !get_shape (set, type, rank, shape, &bytes))
    {
      fail_array (path, error);
      return NULL;
    }
  data = g_malloc0 (bytes + 1); /* never NULL: an empty array is an array */
  if (bytes > 0 && H5Dread (set, wsc_h5_memory_type (type), H5S_ALL, H5S_ALL, H5P_DEFAULT, data) < 0)
    {
      fail_array (path, error);
      return NULL;
    }
  return g_steal_pointer (&data);
}

/* TRUE if all are UTF-8 text; the copies are ours, HDF5 frees its own. */
static gboolean
copy_texts (char *const *read, gsize n, char **copies)
{
  for (gsize i = 0; i < n; i++)
    {
      if (read[i] == NULL || !g_utf8_validate (read[i], -1, NULL))
        return FALSE;
      copies[i] = g_strdup (read[i]);
    }
  return TRUE;
}

static gboolean
holds_texts (hid_t type)
{
  return H5Tget_class (type) == H5T_STRING && H5Tis_variable_str (type) > 0;
}

static char **
read_texts (hid_t set, hid_t space, gsize n)
{
  g_auto (WscH5Id) type = wsc_h5_text_type ();
  g_autofree char **read = g_new0 (char *, n + 1);
  g_auto (GStrv) copies = g_new0 (char *, n + 1);
  gboolean good = n == 0 || H5Dread (set, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, read) >= 0;

  good = good && copy_texts (read, n, copies);
  if (n > 0)
    H5Dvlen_reclaim (type, space, H5P_DEFAULT, read);
  return good ? g_steal_pointer (&copies) : NULL;
}

char **
wsc_h5_read_strings (hid_t file, const char *path, GError **error)
{
  g_auto (WscH5Id) set = wsc_h5_has (file, path) ? H5Dopen2 (file, path, H5P_DEFAULT) : H5I_INVALID_HID;
  g_auto (WscH5Id) space = set >= 0 ? H5Dget_space (set) : H5I_INVALID_HID;
  g_auto (WscH5Id) stored = set >= 0 ? H5Dget_type (set) : H5I_INVALID_HID;
  hssize_t n = space >= 0 ? H5Sget_simple_extent_npoints (space) : -1;
  char **texts = NULL;

  if (n >= 0 && n <= MAX_STRINGS && stored >= 0 && holds_texts (stored))
    texts = read_texts (set, space, (gsize) n);
  if (texts == NULL)
    fail_array (path, error);
  return texts;
}

static hid_t
open_attribute (hid_t file, const char *path, const char *name)
{
  if (!g_str_equal (path, "/") && !wsc_h5_has (file, path))
    return H5I_INVALID_HID;
  return H5Aopen_by_name (file, path, name, H5P_DEFAULT, H5P_DEFAULT);
}

static gboolean
is_scalar (hid_t attribute)
{
  g_auto (WscH5Id) space = H5Aget_space (attribute);

  return space >= 0 && H5Sget_simple_extent_npoints (space) == 1;
}

char *
wsc_h5_read_text (hid_t file, const char *path, const char *name, GError **error)
{
  g_auto (WscH5Id) attribute = open_attribute (file, path, name);
  g_auto (WscH5Id) stored = attribute >= 0 ? H5Aget_type (attribute) : H5I_INVALID_HID;
  g_auto (WscH5Id) type = wsc_h5_text_type ();
  char *read = NULL;
  char *copy = NULL;

  if (stored >= 0 && is_scalar (attribute) && holds_texts (stored) && H5Aread (attribute, type, &read) >= 0)
    copy_texts (&read, 1, &copy);
  H5free_memory (read);
  if (copy == NULL)
    fail_attribute (path, name, error);
  return copy;
}

gboolean
wsc_h5_read_number (hid_t file, const char *path, const char *name, double *value, GError **error)
{
  g_auto (WscH5Id) attribute = open_attribute (file, path, name);
  g_auto (WscH5Id) stored = attribute >= 0 ? H5Aget_type (attribute) : H5I_INVALID_HID;

  if (stored < 0 || H5Tget_class (stored) != H5T_FLOAT || !is_scalar (attribute)
      || H5Aread (attribute, H5T_NATIVE_DOUBLE, value) < 0)
    return fail_attribute (path, name, error);
  return TRUE;
}
