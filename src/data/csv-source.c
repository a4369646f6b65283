#include "data/csv-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define CHUNK (1024 * 1024)

static void
set_file_error (GError **error, const char *format, const char *path, int code)
{
  g_autofree char *shown = g_filename_display_name (path);

  g_set_error (error, WSC_ERROR, WSC_ERROR_FILE, "%s: %s (%s)", shown, format, g_strerror (code));
}

static gboolean
check_kind (WscCsvSource *self, GError **error)
{
  struct stat st;
  g_autofree char *shown = g_filename_display_name (self->name);

  if (fstat (self->fd, &st) != 0)
    {
      set_file_error (error, _("cannot be read"), self->name, errno);
      return FALSE;
    }
  if (S_ISDIR (st.st_mode))
    {
      g_set_error (error, WSC_ERROR, WSC_ERROR_FILE, _("%s: found a folder, expected a text file"), shown);
      return FALSE;
    }
  self->total = S_ISREG (st.st_mode) ? (gsize) st.st_size : 0;
  return TRUE;
}

static void
source_init (WscCsvSource *self, const char *name)
{
  *self = (WscCsvSource){ .name = name, .fd = -1, .line = 1 };
}

/* Opened without blocking, so that a pipe that nobody writes to is an empty file and not a hang. */
gboolean
wsc_csv_source_open (WscCsvSource *self, const char *path, GError **error)
{
  source_init (self, path);
  self->fd = g_open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0);
  if (self->fd < 0)
    {
      set_file_error (error, _("cannot be opened"), path, errno);
      return FALSE;
    }
  (void) fcntl (self->fd, F_SETFL, 0);
  return check_kind (self, error);
}

void
wsc_csv_source_init_text (WscCsvSource *self, const char *name, const char *text, gsize length)
{
  source_init (self, name);
  self->text = text;
  self->total = length;
}

void
wsc_csv_source_clear (WscCsvSource *self)
{
  if (self->fd >= 0)
    close (self->fd);
  self->fd = -1;
  g_clear_pointer (&self->buffer, g_free);
}

/* A buffer of a chunk, less for what is smaller, more for a row that is longer. */
static void
make_room (WscCsvSource *self)
{
  const gsize unread = self->end - self->at;

  if (self->buffer == NULL)
    self->capacity = self->total > 0 ? CLAMP (self->total + 1, 256, CHUNK) : CHUNK;
  else if (2 * unread > self->capacity)
    self->capacity *= 2;
  if (unread > 0)
    memmove (self->buffer, self->at, unread);
  self->buffer = g_realloc (self->buffer, self->capacity + 1);
  self->at = self->buffer;
  self->end = self->buffer + unread;
}

/* -1 at an error, with errno. */
static gssize
read_some (WscCsvSource *self, char *to, gsize room)
{
  gssize n;

  if (self->fd < 0)
    {
      n = (gssize) MIN (room, self->total - self->n_read);
      if (n > 0)
        memcpy (to, self->text + self->n_read, n);
      return n;
    }
  do
    n = read (self->fd, to, room);
  while (n < 0 && errno == EINTR);
  return n;
}

static gboolean
check_text (const WscCsvSource *self, const char *bytes, gsize n, GError **error)
{
  const guchar *start = (const guchar *) bytes;
  const char *zero = memchr (bytes, '\0', n);
  g_autofree char *shown = g_filename_display_name (self->name);

  if (self->n_read == 0 && n >= 2 && ((start[0] == 0xff && start[1] == 0xfe) || (start[0] == 0xfe && start[1] == 0xff)))
    g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT, _("%s: found UTF-16 text, expected UTF-8; save it as UTF-8"),
                 shown);
  else if (zero != NULL)
    g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT,
                 _("%s: found a binary file (byte %zu is zero), expected a text file"), shown,
                 self->n_read + (gsize) (zero - bytes) + 1);
  else
    return TRUE;
  return FALSE;
}

/* The row at the front fills the window: one endless line, or a quote that swallows lines. */
static gboolean
fail_long (const WscCsvSource *self, GError **error)
{
  g_autofree char *shown = g_filename_display_name (self->name);

  if (memchr (self->at, '\n', self->end - self->at) != NULL)
    g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT, WSC_CSV_QUOTE_PROBLEM, shown, self->line);
  else
    g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT,
                 _("%s, line %zu: found more than %d MiB without an end of line, expected rows of cells"), shown,
                 self->line, WSC_CSV_MAX_LINE / 1024 / 1024);
  return FALSE;
}

gboolean
wsc_csv_source_fill (WscCsvSource *self, const WscHook *hook, GError **error)
{
  char *to;
  gssize n;

  if (!wsc_hook_report (hook, self->total > 0 ? (double) self->n_read / (double) self->total : 0.0,
                        _("Reading the file")))
    {
      g_set_error_literal (error, WSC_ERROR, WSC_ERROR_STOPPED, _("Stopped while reading the file"));
      return FALSE;
    }
  if (self->end - self->at >= WSC_CSV_MAX_LINE)
    return fail_long (self, error);

  make_room (self);
  to = self->buffer + (self->end - self->buffer);
  n = read_some (self, to, self->capacity - (self->end - self->buffer));
  if (n < 0)
    {
      set_file_error (error, _("cannot be read"), self->name, errno);
      return FALSE;
    }
  to[n] = '\0';
  if (!check_text (self, to, n, error))
    return FALSE;
  self->end += n;
  self->n_read += n;
  self->eof = n == 0;
  return TRUE;
}
