/* What undoing is called, in whole sentences. */
#include "session/edit-names.h"

static void
test_single (void)
{
  static const struct { const char *key, *before, *after, *undo, *redo; } cases[] = {
    { "data.window", "10", "20", "Undo change of Window", "Redo change of Window" },
    { "clusters.count", "0", "4", "Undo change of the number of neurons to keep", "Redo change of the number of neurons to keep" },
    { "clusters.merges", "", "3+7", "Undo merging of neurons 3 and 7", "Redo merging of neurons 3 and 7" },
    { "clusters.merges", "3+7", "3+7;1+12", "Undo merging of neurons 1 and 12", "Redo merging of neurons 1 and 12" },
    { "clusters.merges", "3+7;1+12", "", "Undo parting of all neurons merged by hand", "Redo parting of all neurons merged by hand" },
    { "clusters.merges", "3+7;1+12", "3+7", "Undo change of the neurons merged by hand", "Redo change of the neurons merged by hand" },
    { "view.bookmarks", "", "side: zoom=2", "Undo keeping of the view “side”", "Redo keeping of the view “side”" },
    { "view.bookmarks", "side: zoom=2 | top: zoom=3", "side: zoom=2", "Undo removal of the view “top”", "Redo removal of the view “top”" },
    { "view.bookmarks", "side: zoom=2", "left: zoom=2", "Undo renaming of the view “side” to “left”", "Redo renaming of the view “side” to “left”" },
    { "view.bookmarks", "side: zoom=2", "side: zoom=3", "Undo change of the kept views", "Redo change of the kept views" },
    { "ssa.groups", "a: 1", "a: 1; b: 2", "Undo making of the group “b”", "Redo making of the group “b”" },
    { "ssa.groups", "a: 1; b: 2", "b: 2", "Undo removal of the group “a”", "Redo removal of the group “a”" },
    { "ssa.groups", "a: 1", "b: 1", "Undo renaming of the group “a” to “b”", "Redo renaming of the group “a” to “b”" },
    { "ssa.groups", "a: 1", "a: 1-2", "Undo change of the groups of components", "Redo change of the groups of components" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const WscEdit edit = { .key = (char *) cases[i].key, .before = (char *) cases[i].before, .after = (char *) cases[i].after };
      const WscEdit *edits[] = { &edit };
      g_autofree char *undo = wsc_edit_names_dup_undo (edits, 1), *redo = wsc_edit_names_dup_redo (edits, 1);
      g_assert_cmpstr (undo, ==, cases[i].undo);
      g_assert_cmpstr (redo, ==, cases[i].redo);
    }
  g_assert_null (wsc_edit_names_dup_undo (NULL, 0));
}

static void
test_steps (void)
{
  static const struct { const char *first, *second, *undo; } cases[] = {
    { "ssa.grouping", "ssa.cut", "Undo cutting of the tree of components" },
    { "ssa.window", "ssa.components", "Undo choice of window and components" },
    { "view.azimuth", "view.projection", "Undo going to a kept view" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const WscEdit first = { .key = (char *) cases[i].first }, second = { .key = (char *) cases[i].second };
      const WscEdit *edits[] = { &first, &second };
      g_autofree char *undo = wsc_edit_names_dup_undo (edits, 2);
      g_assert_cmpstr (undo, ==, cases[i].undo);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/edit-names/single", test_single);
  g_test_add_func ("/edit-names/steps", test_steps);
  return g_test_run ();
}
