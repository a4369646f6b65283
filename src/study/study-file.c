/* Studies as files: found by path or by the name of a shipped one, replaced at once. */
#include <errno.h>
#include <string.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "study/study-private.h"

#define SUFFIX ".study"
#define MAX_SIZE (1 << 20) /* bytes; a study is a page */

static gboolean
fail_to_read (GError **error, const char *path, const char *reason)
{
  g_set_error (error, WSC_ERROR, WSC_ERROR_FILE, _("Cannot read “%s”: %s"), path, reason);
  return FALSE;
}

/* --- shipped studies ------------------------------------------------------ */

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

char **
wsc_study_list_shipped (void)
{
  g_autofree char *folder = wsc_data_path ("studies");
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  GPtrArray *names = g_ptr_array_new ();
  const char *entry;

  while (dir != NULL && (entry = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (entry, SUFFIX))
      g_ptr_array_add (names, g_strndup (entry, strlen (entry) - strlen (SUFFIX)));
  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);
  return (char **) g_ptr_array_free (names, FALSE);
}

static char *
shipped_path (const char *name)
{
  g_autofree char *relative = g_strconcat ("studies/", name, SUFFIX, NULL);

  return wsc_data_path (relative);
}

/* A file that is there wins; a bare word may be the name of a shipped study, also where a folder has that name. */
static char *
find_study (const char *name, GError **error)
{
  g_autofree char *shipped = NULL;
  g_auto (GStrv) names = NULL;
  const char *nearest;

  if (g_file_test (name, G_FILE_TEST_EXISTS) && !g_file_test (name, G_FILE_TEST_IS_DIR))
    return g_strdup (name);
  if (strchr (name, G_DIR_SEPARATOR) != NULL || g_str_has_suffix (name, SUFFIX))
    {
      fail_to_read (error, name, g_strerror (g_file_test (name, G_FILE_TEST_IS_DIR) ? EISDIR : ENOENT));
      return NULL;
    }
  shipped = shipped_path (name);
  if (g_file_test (shipped, G_FILE_TEST_IS_REGULAR))
    return g_steal_pointer (&shipped);

  names = wsc_study_list_shipped ();
  nearest = wsc_nearest_word (name, (const char *const *) names);
  if (nearest != NULL)
    g_set_error (error, WSC_ERROR, WSC_ERROR_FILE,
                 _("“%s” is neither a file nor a study that comes with the program; did you mean “%s”?"), name, nearest);
  else
    g_set_error (error, WSC_ERROR, WSC_ERROR_FILE,
                 _("“%s” is neither a file nor a study that comes with the program"), name);
  return NULL;
}

/* --- load and save -------------------------------------------------------- */

static char *
read_text (const char *path, GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autofree char *text = NULL;
  GStatBuf info;
  gsize length;

  if (g_stat (path, &info) == 0 && info.st_size > MAX_SIZE)
    {
      g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT, _("“%s” is not a study: it is larger than 1 MB"), path);
      return NULL;
    }
  if (!g_file_get_contents (path, &text, &length, &reason))
    {
      fail_to_read (error, path, reason->message);
      return NULL;
    }
  if (!g_utf8_validate (text, (gssize) length, NULL))
    {
      g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT, _("“%s” is not a study: it is not UTF-8 text"), path);
      return NULL;
    }
  return g_steal_pointer (&text);
}

static char *
directory_of (const char *path)
{
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);

  return g_path_get_dirname (absolute);
}

WscStudy *
wsc_study_load (const char *name, GError **error)
{
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  WscStudy *study;

  g_return_val_if_fail (name != NULL, NULL);

  path = find_study (name, error);
  if (path == NULL)
    return NULL;
  text = read_text (path, error);
  if (text == NULL)
    return NULL;
  study = wsc_study_from_text (text, error);
  if (study == NULL)
    {
      g_autofree char *base = g_path_get_basename (path);
      g_prefix_error (error, "%s: ", base);
      return NULL;
    }
  study->directory = directory_of (path);
  return study;
}

static char *
make_full (const char *path, gpointer directory)
{
  return g_canonicalize_filename (path, directory);
}

/* A relative path means another file in another folder, so there it is written in full. */
static void
keep_paths (WscStudy *study, const char *directory)
{
  if (g_strcmp0 (study->directory, directory) != 0)
    wsc_study_map_paths (study, make_full, study->directory);
}

gboolean
wsc_study_save (const WscStudy *self, const char *path, GError **error)
{
  g_autoptr (WscStudy) copy = NULL;
  g_autofree char *directory = NULL;
  g_autofree char *text = NULL;

  g_return_val_if_fail (self != NULL && path != NULL, FALSE);

  copy = wsc_study_copy (self);
  directory = directory_of (path);
  keep_paths (copy, directory);
  text = wsc_study_to_text (copy);
  return wsc_write_file (path, text, strlen (text), error);
}
