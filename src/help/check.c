/* Links and pictures that lead nowhere, told to those who write pages. */
#include <string.h>

#include "help/help-private.h"

static gboolean
is_study (const char *name)
{
  g_auto (GStrv) names = wsc_study_list_shipped ();

  return g_strv_contains ((const char *const *) names, name);
}

static gboolean
leads_somewhere (const WscHelp *self, const char *target)
{
  static const char *const pages[] = { "series", "neurons", "compare", "reduce", "loss", NULL };
  const WscOption *option;
  const char *rest, *kind = wsc_help_split_target (target, &rest);

  if (kind == NULL)
    return FALSE;
  if (g_str_equal (kind, "study"))
    return is_study (rest);
  if (g_str_equal (kind, "page"))
    return g_strv_contains (pages, rest);
  if (g_str_equal (kind, "https"))
    return g_str_has_prefix (rest, "//") && strlen (rest) > 2;
  return wsc_help_resolve (self, target, &option) != NULL;
}

static void
check_pictures (const WscHelp *self, const WscHelpPage *page, GPtrArray *problems)
{
  for (guint i = 0; i < page->blocks->len; i++)
    {
      const WscHelpBlock *block = &g_array_index (page->blocks, WscHelpBlock, i);
      if (block->kind != WSC_HELP_PICTURE)
        continue;
      g_autofree char *path = wsc_help_dup_path (self, block->target);
      if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
        g_ptr_array_add (problems, g_strdup_printf ("%s: there is no picture “%s”", page->id, block->target));
      if (*block->text == '\0')
        g_ptr_array_add (problems, g_strdup_printf ("%s: the picture “%s” has no words for those who do not see it", page->id, block->target));
    }
}

GPtrArray *
wsc_help_check (const WscHelp *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  GPtrArray *problems = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < self->pages->len; i++)
    {
      const WscHelpPage *page = self->pages->pdata[i];
      for (guint j = 0; page->links->pdata[j] != NULL; j++)
        if (!leads_somewhere (self, page->links->pdata[j]))
          g_ptr_array_add (problems, g_strdup_printf ("%s: the link “%s” leads nowhere", page->id, (char *) page->links->pdata[j]));
      check_pictures (self, page, problems);
    }
  return problems;
}
