/* Named views: where the eye is, in numbers, and how neurons are projected. As text
 *
 *   side: azimuth=90, zoom=2 | top: elevation=90, projection=tour, tour-position=2.5
 *
 * with the names and values of the options of the view; what is not named is at its default. */
#include "study/bookmarks.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "study/study-private.h"

#define MAX_NAME 40

/* Of the group view, in the order in which they are written. */
static const char *const keys[] = {
  "projection", "axes", "tour-position", "tour-seed", "orthographic", "azimuth", "elevation", "zoom",
  "target-x", "target-y", "target-z", "field-of-view", NULL,
};
G_STATIC_ASSERT (G_N_ELEMENTS (keys) == WSC_N_POSE_OPTIONS + 1);

const WscOption *
wsc_pose_option (guint i)
{
  g_return_val_if_fail (i < WSC_N_POSE_OPTIONS, NULL);

  g_autofree char *key = g_strconcat ("view.", keys[i], NULL);
  return wsc_option_find (key);
}

static void
bookmark_free (gpointer item)
{
  WscBookmark *self = item;

  g_free (self->name);
  for (guint i = 0; i < WSC_N_POSE_OPTIONS; i++)
    g_free (self->values[i]);
  g_free (self);
}

/* With everything at its default. */
static WscBookmark *
bookmark_new (const char *name)
{
  WscBookmark *self = g_new0 (WscBookmark, 1);

  self->name = g_strdup (name);
  for (guint i = 0; i < WSC_N_POSE_OPTIONS; i++)
    self->values[i] = g_strdup (wsc_pose_option (i)->initial);
  return self;
}

/* --- reading ---------------------------------------------------------------- */

static gboolean
fail_name (const char *name, GError **error)
{
  g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE,
               _("A bookmark’s name must have 1 to %d letters, without “:”, “|”, “,” and “=”, not “%s” (view.bookmarks)"), MAX_NAME, name);
  return FALSE;
}

static gboolean
check_name (const char *name, GError **error)
{
  g_autofree char *stripped = g_strstrip (g_strdup (name));
  gboolean good = *name != '\0' && g_str_equal (stripped, name) && g_utf8_validate (name, -1, NULL)
                  && g_utf8_strlen (name, -1) <= MAX_NAME && strpbrk (name, ":|,=") == NULL;

  for (const char *c = name; good && *c != '\0'; c = g_utf8_next_char (c))
    good = g_unichar_isprint (g_utf8_get_char (c));
  return good || fail_name (name, error);
}

static int
find_key (const char *key)
{
  for (guint i = 0; i < WSC_N_POSE_OPTIONS; i++)
    if (g_str_equal (keys[i], key))
      return (int) i;
  return -1;
}

/* "zoom=2". The value is read by the option itself, so that it is checked and made canonical. */
static gboolean
read_item (WscBookmark *self, const char *text, WscStudy *scratch, gboolean seen[], GError **error)
{
  g_auto (GStrv) parts = g_strsplit (text, "=", 2);
  const int i = parts[0] != NULL && parts[1] != NULL ? find_key (g_strstrip (parts[0])) : -1;

  if (i < 0 || seen[i])
    {
      g_autofree char *all = g_strjoinv (", ", (char **) keys);
      g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT,
                   _("A bookmark has settings as azimuth=90, each once, of %s; not “%s” (view.bookmarks)"), all, text);
      return FALSE;
    }
  seen[i] = TRUE;
  if (!wsc_option_set_text (wsc_pose_option ((guint) i), scratch, g_strstrip (parts[1]), error))
    return FALSE;
  g_free (self->values[i]);
  self->values[i] = wsc_option_get_text (wsc_pose_option ((guint) i), scratch);
  return TRUE;
}

static gboolean
read_items (WscBookmark *self, const char *text, GError **error)
{
  g_autoptr (WscStudy) scratch = wsc_study_new ();
  g_auto (GStrv) items = g_strsplit (text, ",", -1);
  gboolean seen[WSC_N_POSE_OPTIONS] = { FALSE };

  for (guint i = 0; items[i] != NULL; i++)
    {
      g_strstrip (items[i]);
      if (*items[i] == '\0' && items[1] == NULL)
        return TRUE;
      if (!read_item (self, items[i], scratch, seen, error))
        return FALSE;
    }
  return TRUE;
}

static WscBookmark *
read_bookmark (const char *text, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (text, ":", 2);
  WscBookmark *self;

  if (parts[0] == NULL || parts[1] == NULL)
    {
      g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT,
                   _("A bookmark is a name, a colon and settings, as side: azimuth=90; not “%s” (view.bookmarks)"), text);
      return NULL;
    }
  if (!check_name (g_strstrip (parts[0]), error))
    return NULL;
  self = bookmark_new (parts[0]);
  if (read_items (self, parts[1], error))
    return self;
  bookmark_free (self);
  return NULL;
}

WscBookmark *
wsc_bookmarks_find (GPtrArray *bookmarks, const char *name)
{
  g_return_val_if_fail (bookmarks != NULL && name != NULL, NULL);

  for (guint i = 0; i < bookmarks->len; i++)
    {
      WscBookmark *bookmark = bookmarks->pdata[i];

      if (g_str_equal (bookmark->name, name))
        return bookmark;
    }
  return NULL;
}

static gboolean
check_new (GPtrArray *bookmarks, const char *name, GError **error)
{
  if (wsc_bookmarks_find (bookmarks, name) == NULL)
    return TRUE;
  g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE, _("There is a bookmark “%s” already (view.bookmarks)"), name);
  return FALSE;
}

GPtrArray *
wsc_bookmarks_parse (const char *text, GError **error)
{
  g_autoptr (GPtrArray) bookmarks = g_ptr_array_new_with_free_func (bookmark_free);
  g_auto (GStrv) items = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  items = g_strsplit (text, "|", -1);
  for (guint i = 0; *text != '\0' && items[i] != NULL; i++)
    {
      WscBookmark *bookmark = read_bookmark (g_strstrip (items[i]), error);

      if (bookmark == NULL)
        return NULL;
      if (!check_new (bookmarks, bookmark->name, error))
        {
          bookmark_free (bookmark);
          return NULL;
        }
      g_ptr_array_add (bookmarks, bookmark);
    }
  return g_steal_pointer (&bookmarks);
}

gboolean
wsc_check_bookmarks (const char *text, GError **error)
{
  g_autoptr (GPtrArray) bookmarks = wsc_bookmarks_parse (text, error);

  return bookmarks != NULL;
}

/* --- writing ---------------------------------------------------------------- */

static void
append_bookmark (GString *text, const WscBookmark *self)
{
  gboolean first = TRUE;

  g_string_append_printf (text, "%s%s:", text->len > 0 ? " | " : "", self->name);
  for (guint i = 0; i < WSC_N_POSE_OPTIONS; i++)
    if (!g_str_equal (self->values[i], wsc_pose_option (i)->initial))
      {
        g_string_append_printf (text, "%s %s=%s", first ? "" : ",", keys[i], self->values[i]);
        first = FALSE;
      }
}

char *
wsc_bookmarks_format (GPtrArray *bookmarks)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < bookmarks->len; i++)
    append_bookmark (text, bookmarks->pdata[i]);
  return g_string_free (text, FALSE);
}

gboolean
wsc_bookmarks_add (GPtrArray *bookmarks, const char *name, const WscStudy *study, GError **error)
{
  WscBookmark *bookmark;

  g_return_val_if_fail (bookmarks != NULL && name != NULL && study != NULL, FALSE);

  if (!check_name (name, error) || !check_new (bookmarks, name, error))
    return FALSE;
  bookmark = bookmark_new (name);
  for (guint i = 0; i < WSC_N_POSE_OPTIONS; i++)
    {
      g_free (bookmark->values[i]);
      bookmark->values[i] = wsc_option_get_text (wsc_pose_option (i), study);
    }
  g_ptr_array_add (bookmarks, bookmark);
  return TRUE;
}

gboolean
wsc_bookmarks_rename (GPtrArray *bookmarks, const char *name, const char *new_name, GError **error)
{
  WscBookmark *bookmark = wsc_bookmarks_find (bookmarks, name);

  g_return_val_if_fail (bookmark != NULL && new_name != NULL, FALSE);

  if (g_str_equal (name, new_name))
    return TRUE;
  if (!check_name (new_name, error) || !check_new (bookmarks, new_name, error))
    return FALSE;
  char *copy = g_strdup (new_name);
  g_free (bookmark->name);
  bookmark->name = copy;
  return TRUE;
}

/* --- going there -------------------------------------------------------------- */

static gboolean
fail_unknown (GPtrArray *bookmarks, const char *name, GError **error)
{
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; i < bookmarks->len; i++)
    g_string_append_printf (all, "%s%s", i > 0 ? ", " : "", ((WscBookmark *) bookmarks->pdata[i])->name);
  if (bookmarks->len == 0)
    g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE, _("No bookmark is called “%s”: the study has none (view.bookmarks)"), name);
  else
    g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE, _("No bookmark is called “%s”; there are %s (view.bookmarks)"), name, all->str);
  return FALSE;
}

gboolean
wsc_study_go_to (WscStudy *self, const char *name, GError **error)
{
  g_autoptr (GPtrArray) bookmarks = NULL;
  WscBookmark *bookmark;

  g_return_val_if_fail (self != NULL && name != NULL, FALSE);

  bookmarks = wsc_bookmarks_parse (self->view.bookmarks, error);
  if (bookmarks == NULL)
    return FALSE;
  bookmark = wsc_bookmarks_find (bookmarks, name);
  if (bookmark == NULL)
    return fail_unknown (bookmarks, name, error);
  for (guint i = 0; i < WSC_N_POSE_OPTIONS; i++)
    if (!wsc_option_set_text (wsc_pose_option (i), self, bookmark->values[i], error))
      return FALSE;
  return TRUE;
}
