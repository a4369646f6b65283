/* Edits of the views that are kept under a name, and going there. */
#include "session/session-private.h"
#include "study/bookmarks.h"

/* The study's own text is valid. */
static GPtrArray *
get_bookmarks (WscSession *self)
{
  return wsc_bookmarks_parse (self->study->view.bookmarks, NULL);
}

static void
set_bookmarks (WscSession *self, GPtrArray *bookmarks)
{
  g_autofree char *text = wsc_bookmarks_format (bookmarks);
  g_autoptr (GError) error = NULL;
  if (!wsc_session_set_option (self, "view.bookmarks", text, &error))
    g_critical ("view.bookmarks: %s", error->message);
}

gboolean
wsc_session_add_bookmark (WscSession *self, const char *name, GError **error)
{
  g_return_val_if_fail (WSC_IS_SESSION (self) && name != NULL, FALSE);
  g_autoptr (GPtrArray) bookmarks = get_bookmarks (self);
  if (!wsc_bookmarks_add (bookmarks, name, self->study, error))
    return FALSE;
  set_bookmarks (self, bookmarks);
  return TRUE;
}

gboolean
wsc_session_rename_bookmark (WscSession *self, const char *name, const char *new_name, GError **error)
{
  g_return_val_if_fail (WSC_IS_SESSION (self) && name != NULL && new_name != NULL, FALSE);
  g_autoptr (GPtrArray) bookmarks = get_bookmarks (self);
  g_return_val_if_fail (wsc_bookmarks_find (bookmarks, name) != NULL, FALSE);
  if (!wsc_bookmarks_rename (bookmarks, name, new_name, error))
    return FALSE;
  set_bookmarks (self, bookmarks);
  return TRUE;
}

void
wsc_session_remove_bookmark (WscSession *self, const char *name)
{
  g_return_if_fail (WSC_IS_SESSION (self) && name != NULL);
  g_autoptr (GPtrArray) bookmarks = get_bookmarks (self);
  WscBookmark *bookmark = wsc_bookmarks_find (bookmarks, name);
  if (!bookmark)
    return;
  g_ptr_array_remove (bookmarks, bookmark);
  set_bookmarks (self, bookmarks);
}

gboolean
wsc_session_go_to_bookmark (WscSession *self, const char *name, GError **error)
{
  g_return_val_if_fail (WSC_IS_SESSION (self) && name != NULL, FALSE);
  g_autoptr (WscStudy) there = wsc_study_copy (self->study);
  if (!wsc_study_go_to (there, name, error))
    return FALSE;
  wsc_history_begin_step (&self->history);
  for (guint i = 0; i < WSC_N_POSE_OPTIONS; i++)
    {
      g_autofree char *text = wsc_option_get_text (wsc_pose_option (i), there);
      wsc_session_set_option (self, wsc_pose_option (i)->key, text, NULL);
    }
  wsc_history_end_step (&self->history);
  return TRUE;
}
