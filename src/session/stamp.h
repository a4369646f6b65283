/* stamp: how a file looked when it was read or written, to tell whether anybody has written to it since. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  gboolean exists;
  guint64 device, inode; /* both 0 where there is no file */
  gint64 size;           /* bytes */
  gint64 changed;        /* ns since 1970 */
} WscStamp;

/* Of the file that is at `path` now; behind a link, of what it names. NULL: of none. */
WscStamp wsc_stamp_of (const char *path);
gboolean wsc_stamp_equal (const WscStamp *a, const WscStamp *b);
gboolean wsc_stamp_is_same_file (const WscStamp *a, const WscStamp *b); /* by whatever names, changed or not */
char *wsc_stamp_format (const WscStamp *self);
WscStamp wsc_stamp_parse (const char *text); /* NULL or anything else: of none */

G_END_DECLS
