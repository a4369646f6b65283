/* A reader of a results file that remembers its first failure and frees what it has read: calls in a row need one
 * check at their end. After a failure everything reads as NULL or 0. */
#pragma once

#include "tensors/h5.h"

G_BEGIN_DECLS

typedef struct
{
  hid_t file;
  GPtrArray *memory; /* freed by g_free () */
  GPtrArray *texts;  /* freed by g_strfreev () */
  GError *error;     /* NULL as long as all is well */
} WscReader;

void wsc_reader_init (WscReader *self, hid_t file);
void wsc_reader_clear (WscReader *self);
/* "… does not fit the rest of the file" */
void wsc_reader_fail (WscReader *self, const char *path);

/* Borrowed from the reader. */
const char *wsc_reader_text (WscReader *self, const char *path, const char *name);
const char *const *wsc_reader_texts (WscReader *self, const char *path); /* NULL if not there */
gpointer wsc_reader_array (WscReader *self, const char *path, WscH5Type type, guint rank, gsize *shape);
/* An array of the sizes expected; the second is NULL without failure if it is not there. */
gpointer wsc_reader_shaped (WscReader *self, const char *path, WscH5Type type, guint rank, const gsize *shape);
gpointer wsc_reader_optional (WscReader *self, const char *path, WscH5Type type, guint rank, const gsize *shape);
double wsc_reader_number (WscReader *self, const char *path, const char *name);
/* A whole number from 0 to `high`. */
gsize wsc_reader_count (WscReader *self, const char *path, const char *name, gsize high);

G_END_DECLS
