/* bookmarks: views under a name: where the eye is, in numbers, and how neurons are projected. */
#pragma once

#include "study/study.h"

G_BEGIN_DECLS

#define WSC_N_POSE_OPTIONS 12
typedef struct
{
  char *name;
  char *values[WSC_N_POSE_OPTIONS]; /* of wsc_pose_option (i), as text */
} WscBookmark;
const WscOption *wsc_pose_option (guint i); /* what a bookmark keeps: projection, tour, camera */
/* Array of WscBookmark, which owns them. Errors: FORMAT, RANGE. */
GPtrArray *wsc_bookmarks_parse (const char *text, GError **error);
gboolean wsc_check_bookmarks (const char *text, GError **error);
char *wsc_bookmarks_format (GPtrArray *bookmarks); /* what is at its default is left out */
WscBookmark *wsc_bookmarks_find (GPtrArray *bookmarks, const char *name); /* NULL if there is none */
/* The view of `study` under a new name; another name for one there is. Errors: RANGE. */
gboolean wsc_bookmarks_add (GPtrArray *bookmarks, const char *name, const WscStudy *study, GError **error);
gboolean wsc_bookmarks_rename (GPtrArray *bookmarks, const char *name, const char *new_name, GError **error);
/* Sets the view as the bookmark has it; `--set view.bookmark=NAME` does. Errors: RANGE. */
gboolean wsc_study_go_to (WscStudy *self, const char *name, GError **error);

G_END_DECLS
