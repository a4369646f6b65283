/* Any HDF5 file as arrays and texts: the arrays of numbers at any depth, and the texts that are attributes of the root. */
#include "tensors/h5.h"
#include "tensors/tensors-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/mman.h>

#define MAX_BLOCK (1 << 20) /* where the HDF5 part may begin: at 0, or at a power of two from 512 */

typedef struct
{
  WscTensors *tensors;
  const guint8 *bytes;
  gsize length;
  char name[256];      /* the first failure: of which array, or empty … */
  const char *problem; /* … and what, not yet translated; NULL: none */
} Reading;

gboolean
wsc_h5_is (const guint8 *bytes, gsize length)
{
  static const char magic[] = "\211HDF\r\n\032\n";

  for (gsize at = 0; at + 8 <= length && at <= MAX_BLOCK; at = at == 0 ? 512 : 2 * at)
    if (memcmp (bytes + at, magic, 8) == 0)
      return TRUE;
  return FALSE;
}

static hid_t
memory_type (WscTensorType type)
{
  switch (type)
    {
    case WSC_TENSOR_U8:
      return H5T_NATIVE_UINT8;
    case WSC_TENSOR_I8:
      return H5T_NATIVE_INT8;
    case WSC_TENSOR_U16:
      return H5T_NATIVE_UINT16;
    case WSC_TENSOR_I16:
      return H5T_NATIVE_INT16;
    case WSC_TENSOR_U32:
      return H5T_NATIVE_UINT32;
    case WSC_TENSOR_I32:
      return H5T_NATIVE_INT32;
    case WSC_TENSOR_U64:
      return H5T_NATIVE_UINT64;
    case WSC_TENSOR_I64:
      return H5T_NATIVE_INT64;
    case WSC_TENSOR_F32:
      return H5T_NATIVE_FLOAT;
    case WSC_TENSOR_F64:
    default:
      return H5T_NATIVE_DOUBLE;
    }
}

static hid_t
file_type (WscTensorType type)
{
  hid_t copy = H5Tcopy (memory_type (type));

  H5Tset_order (copy, H5T_ORDER_LE);
  return copy;
}

/* Ours for the numbers of a set; FALSE for texts, records and other things that are not numbers. */
static gboolean
find_type (hid_t stored, WscTensorType *type)
{
  const gsize size = H5Tget_size (stored);

  if (H5Tget_class (stored) == H5T_FLOAT)
    {
      *type = size > 4 ? WSC_TENSOR_F64 : WSC_TENSOR_F32; /* halves too are read as floats */
      return size == 2 || size == 4 || size == 8;
    }
  if (H5Tget_class (stored) != H5T_INTEGER || (size != 1 && size != 2 && size != 4 && size != 8))
    return FALSE;
  *type = (WscTensorType) (WSC_TENSOR_U8 + 2 * g_bit_nth_msf (size, -1) + (H5Tget_sign (stored) == H5T_SGN_2 ? 1 : 0));
  return TRUE;
}

/* Nothing that locks, as translating does: this may be the child. */
static gboolean
fail (Reading *self, const char *name, const char *problem)
{
  g_strlcpy (self->name, name != NULL ? name : "", sizeof self->name);
  self->problem = problem;
  return FALSE;
}

/* Numbers in other files are not fetched, and what was not written is not made up. */
static gboolean
check_storage (Reading *self, const char *name, hid_t set, gsize bytes)
{
  g_auto (WscH5Id) creation = H5Dget_create_plist (set);
  const gsize stored = H5Dget_storage_size (set);
  const gboolean packed = H5Pget_layout (creation) == H5D_CHUNKED && H5Pget_nfilters (creation) > 0;

  if (H5Pget_layout (creation) == H5D_VIRTUAL || H5Pget_external_count (creation) > 0)
    return fail (self, name, N_("found numbers that lie in another file, expected them in this one"));
  if (bytes <= stored || (packed && bytes / WSC_DEFLATE_RATIO <= stored))
    return TRUE;
  return fail (self, name, N_("found fewer bytes than its shape asks for; the file is cut short or damaged"));
}

static gboolean
read_set (Reading *self, const char *name, hid_t set, WscTensorType type)
{
  g_auto (WscH5Id) space = H5Dget_space (set);
  g_auto (WscH5Id) stored = H5Dget_type (set);
  const int rank = space >= 0 && H5Sget_simple_extent_type (space) != H5S_NULL ? H5Sget_simple_extent_ndims (space) : -1;
  hsize_t sizes[H5S_MAX_RANK];
  gsize dims[WSC_TENSOR_MAX_RANK], n, bytes;
  g_autofree gpointer values = NULL;

  if (rank < 0 || rank > WSC_TENSOR_MAX_RANK || H5Sget_simple_extent_dims (space, sizes, NULL) < 0)
    return fail (self, name, N_("found no shape of at most 8 whole numbers"));
  for (int i = 0; i < rank; i++)
    dims[i] = sizes[i];
  if (!wsc_tensor_count ((guint) rank, dims, wsc_tensor_type_size (type), &n, &bytes))
    return fail (self, name, N_("found a shape that no memory can hold"));
  if (!check_storage (self, name, set, n * H5Tget_size (stored)))
    return FALSE;
  values = g_malloc0 (bytes + 1);
  if (n > 0 && H5Dread (set, memory_type (type), H5S_ALL, H5S_ALL, H5P_DEFAULT, values) < 0)
    return fail (self, name, N_("its numbers cannot be read; the file is damaged"));
  wsc_tensors_take (self->tensors, name, type, (guint) rank, dims, g_steal_pointer (&values));
  return TRUE;
}

static herr_t
visit (hid_t root, const char *name, const H5O_info_t *info, void *user_data)
{
  Reading *self = user_data;
  g_auto (WscH5Id) set = H5I_INVALID_HID;
  g_auto (WscH5Id) stored = H5I_INVALID_HID;
  WscTensorType type;

  if (info->type != H5O_TYPE_DATASET)
    return 0;
  set = H5Dopen2 (root, name, H5P_DEFAULT);
  stored = set >= 0 ? H5Dget_type (set) : H5I_INVALID_HID;
  if (stored < 0 || !g_utf8_validate (name, -1, NULL))
    {
      fail (self, name, N_("cannot be opened; the file is damaged"));
      return -1;
    }
  return !find_type (stored, &type) || read_set (self, name, set, type) ? 0 : -1;
}

/* --- texts ---------------------------------------------------------------------- */

static char *
read_fixed_text (hid_t attribute, hid_t stored)
{
  const gsize size = H5Tget_size (stored);
  g_autofree char *text = size <= WSC_TENSOR_MAX_TEXT ? g_malloc0 (size + 1) : NULL;

  return text != NULL && H5Aread (attribute, stored, text) >= 0 ? g_steal_pointer (&text) : NULL;
}

static char *
read_long_text (hid_t attribute, hid_t stored)
{
  char *read = NULL;
  char *text = H5Aread (attribute, stored, &read) >= 0 ? g_strdup (read) : NULL;

  H5free_memory (read);
  return text;
}

static herr_t
read_attribute (hid_t root, const char *name, const H5A_info_t *info, void *user_data)
{
  Reading *self = user_data;
  g_auto (WscH5Id) attribute = H5Aopen (root, name, H5P_DEFAULT);
  g_auto (WscH5Id) stored = attribute >= 0 ? H5Aget_type (attribute) : H5I_INVALID_HID;
  g_auto (WscH5Id) space = attribute >= 0 ? H5Aget_space (attribute) : H5I_INVALID_HID;
  g_autofree char *text = NULL;

  if (stored < 0 || space < 0 || H5Tget_class (stored) != H5T_STRING || H5Sget_simple_extent_npoints (space) != 1)
    return 0;
  text = H5Tis_variable_str (stored) > 0 ? read_long_text (attribute, stored) : read_fixed_text (attribute, stored);
  if (text != NULL && g_utf8_validate (text, -1, NULL) && g_utf8_validate (name, -1, NULL))
    wsc_tensors_set_text (self->tensors, name, text);
  return 0;
}

static gboolean
read_file (Reading *self)
{
  g_auto (WscH5Id) file = wsc_h5_open_bytes (self->bytes, self->length);

  if (file < 0)
    return fail (self, NULL, N_("found HDF5 that cannot be opened; it is damaged or cut short"));
  if ((H5Ovisit (file, H5_INDEX_NAME, H5_ITER_INC, visit, self) < 0
       || H5Aiterate2 (file, H5_INDEX_NAME, H5_ITER_INC, NULL, read_attribute, self) < 0)
      && self->problem == NULL)
    return fail (self, NULL, N_("found HDF5 whose list of arrays is damaged"));
  return self->problem == NULL;
}

static void
try_file (gpointer user_data)
{
  read_file (user_data);
}

/* What the child met with is here where the memory is shared. Where it failed, the library is not asked again. */
static gboolean
read_guarded (Reading *self)
{
  gboolean good;

  wsc_h5_lock ();
  if (!wsc_h5_survives (try_file, self))
    good = fail (self, NULL, N_("found HDF5 on which its library fails; it is damaged"));
  else
    good = self->problem == NULL && read_file (self);
  wsc_h5_unlock ();
  return good;
}

static void
set_error (const Reading *self, GError **error)
{
  g_autofree char *shown = g_utf8_make_valid (self->name, -1);

  if (*shown != '\0')
    g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT, _("array “%s”: %s"), shown, _(self->problem));
  else
    g_set_error_literal (error, WSC_ERROR, WSC_ERROR_FORMAT, _(self->problem));
}

gboolean
wsc_h5_read (WscTensors *self, const guint8 *bytes, gsize length, GError **error)
{
  Reading *reading = mmap (NULL, sizeof *reading, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  gboolean good;

  if (reading == MAP_FAILED)
    {
      g_set_error_literal (error, WSC_ERROR, WSC_ERROR_FILE, g_strerror (errno));
      return FALSE;
    }
  *reading = (Reading){ .tensors = self, .bytes = bytes, .length = length };
  good = read_guarded (reading);
  if (!good)
    set_error (reading, error);
  munmap (reading, sizeof *reading);
  return good;
}

/* --- writing ---------------------------------------------------------------------- */

static void
write_tensor (WscH5Writer *writer, const WscTensor *tensor)
{
  g_auto (WscH5Id) links = H5Pcreate (H5P_LINK_CREATE);
  g_auto (WscH5Id) creation = H5Pcreate (H5P_DATASET_CREATE);
  g_auto (WscH5Id) type = file_type (tensor->type);
  g_auto (WscH5Id) space = H5I_INVALID_HID;
  g_auto (WscH5Id) set = H5I_INVALID_HID;
  hsize_t sizes[WSC_TENSOR_MAX_RANK];

  for (guint i = 0; i < tensor->rank; i++)
    sizes[i] = tensor->dims[i];
  space = tensor->rank == 0 ? H5Screate (H5S_SCALAR) : H5Screate_simple ((int) tensor->rank, sizes, NULL);
  H5Pset_create_intermediate_group (links, 1);
  H5Pset_obj_track_times (creation, FALSE);
  set = H5Dcreate2 (writer->file, tensor->name, type, space, links, creation, H5P_DEFAULT);
  writer->good = writer->good && set >= 0
                 && (tensor->n == 0 || H5Dwrite (set, memory_type (tensor->type), H5S_ALL, H5S_ALL, H5P_DEFAULT, tensor->values) >= 0);
}

GByteArray *
wsc_h5_write (const WscTensors *self, GError **error)
{
  guint8 *bytes;
  gsize length;
  WscH5Writer writer;

  wsc_h5_lock ();
  wsc_h5_writer_init (&writer, 0);
  for (guint i = 0; i < wsc_tensors_get_n (self); i++)
    write_tensor (&writer, wsc_tensors_get (self, i));
  for (guint i = 0; i < self->texts->len; i += 2)
    wsc_h5_write_text (&writer, "/", self->texts->pdata[i], self->texts->pdata[i + 1]);
  bytes = wsc_h5_writer_finish (&writer, &length);
  wsc_h5_unlock ();
  if (bytes != NULL)
    return g_byte_array_new_take (bytes, length);
  g_set_error_literal (error, WSC_ERROR, WSC_ERROR_FORMAT, _("HDF5 cannot hold these arrays under these names"));
  return NULL;
}
