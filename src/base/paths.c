#include "base/base.h"

/* From the program's folder up: PREFIX/bin is one below the prefix, the programs of a build folder two. */
#define FOLDERS_ABOVE 2

/* A folder that lies in the prefix the program runs from, wherever that was moved to, or where the build was told to install. A
 * build folder is a prefix too: its `share` has links into the tree. */
static char *
find_folder (const char *relative, const char *installed)
{
  g_autofree char *folder = g_file_read_link ("/proc/self/exe", NULL);

  for (guint i = 0; folder != NULL && i <= FOLDERS_ABOVE; i++)
    {
      g_autofree char *below = g_steal_pointer (&folder), *found = NULL;

      folder = g_path_get_dirname (below);
      found = g_build_filename (folder, relative, NULL);
      if (g_file_test (found, G_FILE_TEST_IS_DIR))
        return g_steal_pointer (&found);
    }
  return g_strdup (installed);
}

char *
wsc_data_path (const char *relative)
{
  static char *found;
  const char *chosen = g_getenv ("WEIGHTSCAPE_DATA_DIR");

  g_return_val_if_fail (relative != NULL, NULL);

  if (chosen != NULL && *chosen != '\0')
    return g_build_filename (chosen, relative, NULL);
  if (g_once_init_enter (&found))
    g_once_init_leave (&found, find_folder ("share/weightscape", WSC_PACKAGE_DATA_DIR));
  return g_build_filename (found, relative, NULL);
}

const char *
wsc_locale_path (void)
{
  static char *found;
  const char *chosen = g_getenv ("WEIGHTSCAPE_LOCALE_DIR");

  if (chosen != NULL && *chosen != '\0')
    return chosen;
  if (g_once_init_enter (&found))
    g_once_init_leave (&found, find_folder ("share/locale", WSC_LOCALE_DIR));
  return found;
}
