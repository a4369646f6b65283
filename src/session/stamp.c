#include "session/stamp.h"

#include <stdio.h>
#include <sys/stat.h>

#define NS_PER_SECOND 1000000000

WscStamp
wsc_stamp_of (const char *path)
{
  struct stat info;
  if (!path || stat (path, &info) != 0)
    return (WscStamp){ 0 };
  return (WscStamp){ TRUE, info.st_dev, info.st_ino, info.st_size, info.st_mtim.tv_sec * NS_PER_SECOND + info.st_mtim.tv_nsec };
}

gboolean
wsc_stamp_equal (const WscStamp *a, const WscStamp *b)
{
  return a->exists == b->exists && a->device == b->device && a->inode == b->inode && a->size == b->size
         && a->changed == b->changed;
}

gboolean
wsc_stamp_is_same_file (const WscStamp *a, const WscStamp *b)
{
  return a->exists && b->exists && a->device == b->device && a->inode == b->inode;
}

#define TEXT "%" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT

char *
wsc_stamp_format (const WscStamp *self)
{
  return self->exists ? g_strdup_printf (TEXT, self->device, self->inode, self->size, self->changed) : g_strdup ("");
}

WscStamp
wsc_stamp_parse (const char *text)
{
  WscStamp stamp = { .exists = TRUE };
  if (!text || sscanf (text, TEXT, &stamp.device, &stamp.inode, &stamp.size, &stamp.changed) != 4)
    return (WscStamp){ 0 };
  return stamp;
}
