/* The gallery: groups, their order, and pairs of which one card stands. */
#include <string.h>

#include "study/gallery.h"

static const WscGalleryEntry *
find (GPtrArray *entries, const char *name)
{
  for (guint i = 0; i < entries->len; i++)
    if (g_str_equal (((const WscGalleryEntry *) entries->pdata[i])->name, name))
      return entries->pdata[i];
  return NULL;
}

static void
test_groups (void)
{
  static const struct { const char *name; WscGalleryGroup group; const char *published; } cases[] = {
    { "airpassengers", WSC_GALLERY_SERIES, NULL },     { "fig4", WSC_GALLERY_SERIES, "fig4-as-published" },
    { "fig6", WSC_GALLERY_NEURONS, "fig6-as-published" }, { "fig1", WSC_GALLERY_NEURONS, NULL },
    { "fig8-ecg", WSC_GALLERY_COMPARE, NULL },         { "calibration", WSC_GALLERY_COMPARE, NULL },
    { "fig9-iris", WSC_GALLERY_REDUCE, "fig9-iris-as-published" },
  };
  g_autoptr (GPtrArray) entries = wsc_gallery_list ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const WscGalleryEntry *entry = find (entries, cases[i].name);

      g_assert_nonnull (entry);
      g_assert_cmpint (entry->group, ==, cases[i].group);
      g_assert_cmpstr (entry->published, ==, cases[i].published);
    }
  for (guint i = 0; i < entries->len; i++)
    {
      const WscGalleryEntry *entry = entries->pdata[i];

      g_assert_false (g_str_has_suffix (entry->name, "-as-published"));
      g_assert_true (i == 0 || ((const WscGalleryEntry *) entries->pdata[i - 1])->group <= entry->group);
    }
}

/* Every study has its place, and every place its study. */
static void
test_order (void)
{
  g_autofree char *path = wsc_data_path ("studies/order"), *text = NULL;
  g_auto (GStrv) names = wsc_study_list_shipped (), lines = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (*lines[i] != '\0' && *lines[i] != '#' && !g_strv_contains ((const char *const *) names, lines[i]))
      g_error ("studies/order names “%s”, and there is no such study", lines[i]);
  for (guint i = 0; names[i] != NULL; i++)
    if (!g_str_has_suffix (names[i], "-as-published") && !g_strv_contains ((const char *const *) lines, names[i]))
      g_error ("“%s” has no place in studies/order", names[i]);
}

static void
test_begins_with (void)
{
  g_autoptr (GPtrArray) entries = wsc_gallery_list ();
  const WscGalleryEntry *first = find (entries, "fig6"), *before = NULL;

  for (guint i = 1; i < entries->len; i++)
    if (entries->pdata[i] == first)
      before = entries->pdata[i - 1];
  g_assert_cmpint (before->group, ==, WSC_GALLERY_SERIES);
  g_assert_cmpstr (((const WscGalleryEntry *) entries->pdata[0])->name, ==, "airpassengers");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/gallery/groups", test_groups);
  g_test_add_func ("/gallery/order", test_order);
  g_test_add_func ("/gallery/begins-with", test_begins_with);
  return g_test_run ();
}
