/* Writing: the file grows in memory (the core driver), nothing carries a time, every array has a checksum. */
#include "tensors/h5.h"

#define GROWTH (1 << 20)        /* bytes by which the image grows */
#define CHUNK (16 * (1 << 20))  /* bytes of a chunk at most */

static hid_t
file_type (WscH5Type type)
{
  switch (type)
    {
    case WSC_H5_DOUBLE:
      return H5T_IEEE_F64LE;
    case WSC_H5_FLOAT:
      return H5T_IEEE_F32LE;
    case WSC_H5_UINT32:
      return H5T_STD_U32LE;
    default:
      return H5T_STD_I32LE;
    }
}

static void
expect_id (WscH5Writer *self, hid_t id)
{
  self->good = self->good && id >= 0;
}

static void
expect_done (WscH5Writer *self, herr_t status)
{
  self->good = self->good && status >= 0;
}

void
wsc_h5_writer_init (WscH5Writer *self, gsize block)
{
  g_auto (WscH5Id) access = H5Pcreate (H5P_FILE_ACCESS);
  g_auto (WscH5Id) creation = H5Pcreate (H5P_FILE_CREATE);

  /* HDF5 prints its stack to standard error unless told not to; failures here become one GError. */
  H5Eset_auto2 (H5E_DEFAULT, NULL, NULL);
  self->block = block;
  self->good = TRUE;
  expect_done (self, H5Pset_fapl_core (access, GROWTH, FALSE));
  expect_done (self, H5Pset_obj_track_times (creation, FALSE));
  expect_done (self, H5Pset_userblock (creation, block));
  self->file = H5Fcreate ("results.h5", H5F_ACC_TRUNC, creation, access);
  expect_id (self, self->file);
}

/* HDF5 leaves the block of its user out of the image. */
static guint8 *
image_of (const WscH5Writer *self, gsize *length)
{
  ssize_t size;
  g_autofree guint8 *bytes = NULL;

  if (H5Fflush (self->file, H5F_SCOPE_GLOBAL) < 0 || (size = H5Fget_file_image (self->file, NULL, 0)) <= 0)
    return NULL;
  *length = self->block + (gsize) size;
  bytes = g_malloc0 (*length);
  if (H5Fget_file_image (self->file, bytes + self->block, (gsize) size) != size)
    return NULL;
  return g_steal_pointer (&bytes);
}

guint8 *
wsc_h5_writer_finish (WscH5Writer *self, gsize *length)
{
  guint8 *bytes = self->good ? image_of (self, length) : NULL;

  wsc_h5_close (self->file);
  self->file = H5I_INVALID_HID;
  return bytes;
}

void
wsc_h5_write_group (WscH5Writer *self, const char *path, const char *about)
{
  g_auto (WscH5Id) creation = H5Pcreate (H5P_GROUP_CREATE);
  g_auto (WscH5Id) group = H5I_INVALID_HID;

  expect_done (self, H5Pset_obj_track_times (creation, FALSE));
  group = H5Gcreate2 (self->file, path, H5P_DEFAULT, creation, H5P_DEFAULT);
  expect_id (self, group);
  wsc_h5_write_text (self, path, "about", about);
}

/* Chunked, with a checksum; an empty array has no chunks. */
static hid_t
creation_of (WscH5Writer *self, const WscH5Array *array, gsize element)
{
  hid_t creation = H5Pcreate (H5P_DATASET_CREATE);
  hsize_t chunk[3];
  gsize row = element;
  gsize n = 1;

  expect_done (self, H5Pset_obj_track_times (creation, FALSE));
  for (guint i = 0; i < array->rank; i++)
    {
      chunk[i] = array->shape[i];
      n *= array->shape[i];
      row *= i > 0 ? array->shape[i] : 1;
    }
  if (n == 0)
    return creation;
  chunk[0] = CLAMP (CHUNK / row, 1, array->shape[0]);
  expect_done (self, H5Pset_chunk (creation, (int) array->rank, chunk));
  expect_done (self, H5Pset_fletcher32 (creation));
  return creation;
}

void
wsc_h5_write_array (WscH5Writer *self, const char *path, const WscH5Array *array, const char *shape, const char *unit)
{
  hsize_t sizes[3] = { array->shape[0], array->shape[1], array->shape[2] };
  g_auto (WscH5Id) space = H5Screate_simple ((int) array->rank, sizes, NULL);
  g_auto (WscH5Id) creation = creation_of (self, array, H5Tget_size (file_type (array->type)));
  g_auto (WscH5Id) set = H5Dcreate2 (self->file, path, file_type (array->type), space, H5P_DEFAULT, creation, H5P_DEFAULT);

  expect_id (self, set);
  if (H5Sget_simple_extent_npoints (space) > 0)
    expect_done (self, H5Dwrite (set, wsc_h5_memory_type (array->type), H5S_ALL, H5S_ALL, H5P_DEFAULT, array->data));
  wsc_h5_write_text (self, path, "shape", shape);
  if (unit != NULL)
    wsc_h5_write_text (self, path, "unit", unit);
}

void
wsc_h5_write_strings (WscH5Writer *self, const char *path, const char *const *texts, const char *shape)
{
  hsize_t n = g_strv_length ((char **) texts);
  g_auto (WscH5Id) space = H5Screate_simple (1, &n, NULL);
  g_auto (WscH5Id) creation = H5Pcreate (H5P_DATASET_CREATE);
  g_auto (WscH5Id) type = wsc_h5_text_type ();
  g_auto (WscH5Id) set = H5I_INVALID_HID;

  expect_done (self, H5Pset_obj_track_times (creation, FALSE));
  set = H5Dcreate2 (self->file, path, type, space, H5P_DEFAULT, creation, H5P_DEFAULT);
  expect_id (self, set);
  if (n > 0)
    expect_done (self, H5Dwrite (set, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, texts));
  wsc_h5_write_text (self, path, "shape", shape);
}

static void
write_attribute (WscH5Writer *self, const char *path, const char *name, hid_t type, const void *value)
{
  g_auto (WscH5Id) space = H5Screate (H5S_SCALAR);
  g_auto (WscH5Id) attribute
    = H5Acreate_by_name (self->file, path, name, type, space, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);

  expect_id (self, attribute);
  expect_done (self, H5Awrite (attribute, type, value));
}

void
wsc_h5_write_text (WscH5Writer *self, const char *path, const char *name, const char *text)
{
  g_auto (WscH5Id) type = wsc_h5_text_type ();

  write_attribute (self, path, name, type, &text);
}

void
wsc_h5_write_number (WscH5Writer *self, const char *path, const char *name, double value)
{
  write_attribute (self, path, name, H5T_NATIVE_DOUBLE, &value);
}
