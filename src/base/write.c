/* Files that are whole or not there. */
#include "base/base.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

static gboolean
fail (GError **error, const char *path, int number)
{
  g_autofree char *shown = g_filename_display_name (path);
  g_set_error (error, WSC_ERROR, WSC_ERROR_FILE, _("Cannot write “%s”: %s"), shown, g_strerror (number));
  return FALSE;
}

/* 0, or the error's number. */
static int
write_all (int fd, const char *bytes, gsize length)
{
  while (length > 0)
    {
      gssize n = write (fd, bytes, length);
      if (n < 0 && errno != EINTR)
        return errno;
      if (n > 0)
        {
          bytes += n;
          length -= (gsize) n;
        }
    }
  return 0;
}

static int
write_in_place (const char *path, const char *bytes, gsize length)
{
  int fd = g_open (path, O_WRONLY | O_CLOEXEC, 0);
  if (fd < 0)
    return errno;
  int number = write_all (fd, bytes, length);
  if (close (fd) != 0 && number == 0)
    number = errno;
  return number;
}

/* `old` is the file that is there, or NULL; its permissions are kept. */
static int
write_beside (const char *path, const struct stat *old, const char *bytes, gsize length)
{
  g_autofree char *beside = g_strconcat (path, ".XXXXXX", NULL);
  int fd = g_mkstemp_full (beside, O_WRONLY | O_CLOEXEC, 0666);
  if (fd < 0)
    return errno;
  int number = write_all (fd, bytes, length);
  if (number == 0 && old && fchmod (fd, old->st_mode & 07777) != 0)
    number = errno;
  if (number == 0 && fsync (fd) != 0)
    number = errno;
  if (close (fd) != 0 && number == 0)
    number = errno;
  if (number == 0 && g_rename (beside, path) != 0)
    number = errno;
  if (number != 0)
    g_unlink (beside);
  return number;
}

gboolean
wsc_write_file (const char *path, const char *bytes, gsize length, GError **error)
{
  g_return_val_if_fail (path != NULL && (bytes != NULL || length == 0), FALSE);
  struct stat old;
  gboolean exists = stat (path, &old) == 0;
  int number;
  if (exists && S_ISDIR (old.st_mode))
    number = EISDIR;
  else if (exists && !S_ISREG (old.st_mode))
    number = write_in_place (path, bytes, length);
  else if (exists && access (path, W_OK) != 0) /* a rename would not ask */
    number = errno;
  else
    {
      /* Behind a link, the file that it names is replaced and the link stays. */
      char *target = exists ? realpath (path, NULL) : NULL;
      number = write_beside (target ? target : path, exists ? &old : NULL, bytes, length);
      free (target);
    }
  return number == 0 || fail (error, path, number);
}
