/* HDF5 in a few calls: a writer that remembers its first failure, a reader that names what is missing. Files are
 * built and read in memory, so that writing one is replacing a file by bytes. Hold the lock around each use. */
#pragma once

#include <hdf5.h>

#include "base/base.h"

G_BEGIN_DECLS

void wsc_h5_lock (void);
void wsc_h5_unlock (void);

/* FALSE where a child process that calls `read`, which must take no lock, is ended by a signal. TRUE where no child can be made. */
gboolean wsc_h5_survives (void (*read) (gpointer user_data), gpointer user_data);

typedef hid_t WscH5Id;

static inline void
wsc_h5_close (WscH5Id id)
{
  if (id >= 0)
    H5Idec_ref (id);
}

G_DEFINE_AUTO_CLEANUP_FREE_FUNC (WscH5Id, wsc_h5_close, H5I_INVALID_HID)

typedef enum { WSC_H5_DOUBLE, WSC_H5_FLOAT, WSC_H5_UINT32, WSC_H5_INT32 } WscH5Type;

/* Of HDF5's own; not to be closed. */
hid_t wsc_h5_memory_type (WscH5Type type);
/* UTF-8 of any length; the caller closes it. */
WscH5Id wsc_h5_text_type (void);

/* An array in memory: row-major, `rank` sizes. */
typedef struct
{
  WscH5Type type;
  guint rank;
  gsize shape[3];
  const void *data;
} WscH5Array;

/* --- writing --------------------------------------------------------------- */

typedef struct
{
  hid_t file;
  gsize block;   /* bytes before the HDF5 part */
  gboolean good; /* FALSE after the first failure */
} WscH5Writer;

/* `block`: zero bytes before the HDF5 part, for the caller to fill; 0 or a power of two from 512. */
void wsc_h5_writer_init (WscH5Writer *self, gsize block);
/* The file's bytes, or NULL if anything failed; closes the writer in any case. Caller frees. */
guint8 *wsc_h5_writer_finish (WscH5Writer *self, gsize *length);
void wsc_h5_write_group (WscH5Writer *self, const char *path, const char *about);
/* `shape` says what the sizes are: "(replicas, parameters)"; `unit` may be NULL. */
void wsc_h5_write_array (WscH5Writer *self, const char *path, const WscH5Array *array, const char *shape, const char *unit);
void wsc_h5_write_strings (WscH5Writer *self, const char *path, const char *const *texts, const char *shape);
/* Attributes of a group or an array. */
void wsc_h5_write_text (WscH5Writer *self, const char *path, const char *name, const char *text);
void wsc_h5_write_number (WscH5Writer *self, const char *path, const char *name, double value);

/* --- reading --------------------------------------------------------------- */

/* The file that `bytes` are, or a negative number. */
hid_t wsc_h5_open_bytes (gconstpointer bytes, gsize length);
gboolean wsc_h5_has (hid_t file, const char *path);
/* Reads a whole array of `rank` sizes, which it tells in `shape`. Caller frees. Errors: FORMAT. */
gpointer wsc_h5_read_array (hid_t file, const char *path, WscH5Type type, guint rank, gsize *shape, GError **error);
char **wsc_h5_read_strings (hid_t file, const char *path, GError **error);
char *wsc_h5_read_text (hid_t file, const char *path, const char *name, GError **error);
gboolean wsc_h5_read_number (hid_t file, const char *path, const char *name, double *value, GError **error);

G_END_DECLS
