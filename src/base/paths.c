#include "base/base.h"

#include <string.h>

/* TRUE if the running program lies in the folder that holds `source_data`, as a build folder does. */
static gboolean
runs_from_tree (const char *source_data)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *root = g_path_get_dirname (source_data);

  return program != NULL && g_str_has_prefix (program, root) && program[strlen (root)] == G_DIR_SEPARATOR;
}

char *
wsc_data_path (const char *relative)
{
  const char *chosen = g_getenv ("WEIGHTSCAPE_DATA_DIR");
  g_autofree char *installed = NULL;

  g_return_val_if_fail (relative != NULL, NULL);

  if (chosen != NULL && *chosen != '\0')
    return g_build_filename (chosen, relative, NULL);
  if (runs_from_tree (WSC_SOURCE_DATA_DIR))
    return g_build_filename (WSC_SOURCE_DATA_DIR, relative, NULL);

  installed = g_build_filename (WSC_PACKAGE_DATA_DIR, relative, NULL);
  if (!g_file_test (WSC_PACKAGE_DATA_DIR, G_FILE_TEST_IS_DIR) && g_file_test (WSC_SOURCE_DATA_DIR, G_FILE_TEST_IS_DIR))
    return g_build_filename (WSC_SOURCE_DATA_DIR, relative, NULL);
  return g_steal_pointer (&installed);
}

const char *
wsc_locale_path (void)
{
  const char *chosen = g_getenv ("WEIGHTSCAPE_LOCALE_DIR");

  if (chosen != NULL && *chosen != '\0')
    return chosen;
  return runs_from_tree (WSC_SOURCE_DATA_DIR) ? WSC_BUILD_LOCALE_DIR : WSC_LOCALE_DIR;
}
