/* recent: the documents that this program has opened or saved, the latest first. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct
{
  char *path;
  char *name; /* as it is shown */
} WscRecent;

/* Of WscRecent *, those that still exist, `most` at most. Unref with g_ptr_array_unref (). */
GPtrArray *wsc_recent_list (guint most);
void wsc_recent_add (const char *path); /* NULL: does nothing */
void wsc_recent_forget_missing (const char *path); /* if there is no such file */
void wsc_recent_clear (void);

G_END_DECLS
