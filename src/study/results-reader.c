#include <math.h>
#include <glib/gi18n-lib.h>

#include "study/results-reader.h"

void
wsc_reader_init (WscReader *self, hid_t file)
{
  self->file = file;
  self->memory = g_ptr_array_new_with_free_func (g_free);
  self->texts = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  self->error = NULL;
}

void
wsc_reader_clear (WscReader *self)
{
  g_clear_pointer (&self->memory, g_ptr_array_unref);
  g_clear_pointer (&self->texts, g_ptr_array_unref);
  g_clear_error (&self->error);
}

void
wsc_reader_fail (WscReader *self, const char *path)
{
  if (self->error == NULL)
    g_set_error (&self->error, WSC_ERROR, WSC_ERROR_FORMAT, _("“%s” does not fit the rest of the file"), path);
}

const char *
wsc_reader_text (WscReader *self, const char *path, const char *name)
{
  char *text = NULL;

  if (self->error == NULL)
    text = wsc_h5_read_text (self->file, path, name, &self->error);
  if (text != NULL)
    g_ptr_array_add (self->memory, text);
  return text;
}

const char *const *
wsc_reader_texts (WscReader *self, const char *path)
{
  char **texts = NULL;

  if (self->error == NULL && wsc_h5_has (self->file, path))
    texts = wsc_h5_read_strings (self->file, path, &self->error);
  if (texts != NULL)
    g_ptr_array_add (self->texts, texts);
  return (const char *const *) texts;
}

gpointer
wsc_reader_array (WscReader *self, const char *path, WscH5Type type, guint rank, gsize *shape)
{
  gpointer data = NULL;

  for (guint i = 0; i < rank; i++)
    shape[i] = 0;
  if (self->error == NULL)
    data = wsc_h5_read_array (self->file, path, type, rank, shape, &self->error);
  if (data != NULL)
    g_ptr_array_add (self->memory, data);
  return data;
}

gpointer
wsc_reader_shaped (WscReader *self, const char *path, WscH5Type type, guint rank, const gsize *shape)
{
  gsize found[3];
  gpointer data = wsc_reader_array (self, path, type, rank, found);

  for (guint i = 0; data != NULL && i < rank; i++)
    if (found[i] != shape[i])
      {
        wsc_reader_fail (self, path);
        return NULL;
      }
  return data;
}

gpointer
wsc_reader_optional (WscReader *self, const char *path, WscH5Type type, guint rank, const gsize *shape)
{
  return self->error == NULL && wsc_h5_has (self->file, path) ? wsc_reader_shaped (self, path, type, rank, shape) : NULL;
}

double
wsc_reader_number (WscReader *self, const char *path, const char *name)
{
  double value;

  if (self->error != NULL || !wsc_h5_read_number (self->file, path, name, &value, &self->error))
    return 0;
  return value;
}

gsize
wsc_reader_count (WscReader *self, const char *path, const char *name, gsize high)
{
  double value = wsc_reader_number (self, path, name);

  if (value >= 0 && value <= (double) high && value == floor (value))
    return (gsize) value;
  wsc_reader_fail (self, name);
  return 0;
}
