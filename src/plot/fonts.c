/* The fonts there are. */
#include "plot/plot.h"

#include <pango/pangocairo.h>
#include <stdlib.h>

static int
compare_names (const void *a, const void *b)
{
  return g_utf8_collate (*(char *const *) a, *(char *const *) b);
}

char **
wsc_plot_list_fonts (void)
{
  PangoFontFamily **families;
  int n;
  pango_font_map_list_families (pango_cairo_font_map_get_default (), &families, &n);
  char **names = g_new0 (char *, (gsize) n + 1);
  for (int i = 0; i < n; i++)
    names[i] = g_strdup (pango_font_family_get_name (families[i]));
  qsort (names, (gsize) n, sizeof *names, compare_names);
  g_free (families);
  return names;
}

gboolean
wsc_plot_has_font (const char *family, char **nearest)
{
  g_return_val_if_fail (family != NULL && nearest != NULL, FALSE);
  g_auto (GStrv) names = wsc_plot_list_fonts ();
  *nearest = NULL;
  for (char **name = names; *name; name++)
    if (g_ascii_strcasecmp (*name, family) == 0)
      return TRUE;
  *nearest = g_strdup (wsc_nearest_word (family, (const char *const *) names));
  return FALSE;
}
