#include "study/gallery.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#define PUBLISHED "-as-published"
#define ORDER "studies/order"

const char *
wsc_gallery_group_get_label (WscGalleryGroup group)
{
  static const char *const labels[] = { N_("Series"), N_("Neurons"), N_("Compare"), N_("Reduce") };

  g_return_val_if_fail (group < WSC_GALLERY_N_GROUPS, NULL);
  return _ (labels[group]);
}

/* By the page that has most to show. */
WscGalleryGroup
wsc_gallery_group_of (const WscStudy *study)
{
  g_return_val_if_fail (study != NULL, WSC_GALLERY_NEURONS);

  if (study->subject == WSC_SUBJECT_SERIES)
    return WSC_GALLERY_SERIES;
  if (study->clusters.count > 0)
    return WSC_GALLERY_REDUCE;
  return *study->estimate.methods != '\0' ? WSC_GALLERY_COMPARE : WSC_GALLERY_NEURONS;
}

static gboolean
has_data (const WscStudy *study)
{
  g_autofree char *path = NULL;

  if (study->data.source != WSC_SOURCE_FILE)
    return TRUE;
  path = g_canonicalize_filename (study->data.path, study->directory);
  return g_file_test (path, G_FILE_TEST_IS_REGULAR);
}

static void
entry_free (gpointer data)
{
  WscGalleryEntry *entry = data;

  g_free (entry->name);
  wsc_study_free (entry->study);
  g_free (entry->published);
  g_free (entry);
}

static WscGalleryEntry *
entry_new (const char *name, char **names)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WscStudy) study = wsc_study_load (name, &error);
  g_autofree char *published = g_strconcat (name, PUBLISHED, NULL);
  WscGalleryEntry *entry;

  if (study == NULL)
    g_warning ("%s: %s", name, error->message);
  if (study == NULL || !has_data (study))
    return NULL;
  entry = g_new0 (WscGalleryEntry, 1);
  entry->name = g_strdup (name);
  entry->group = wsc_gallery_group_of (study);
  entry->study = g_steal_pointer (&study);
  if (g_strv_contains ((const char *const *) names, published))
    entry->published = g_steal_pointer (&published);
  return entry;
}

/* --- the order ------------------------------------------------------------------ */

static char **
read_order (void)
{
  g_autofree char *path = wsc_data_path (ORDER), *text = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return g_new0 (char *, 1);
  return g_strsplit (text, "\n", -1);
}

/* Those that are not in the list come last, by name. */
static guint
find_place (char **order, const char *name)
{
  guint place = 0;

  while (order[place] != NULL && !g_str_equal (order[place], name))
    place++;
  return place;
}

static int
compare_entries (gconstpointer a, gconstpointer b, gpointer order)
{
  const WscGalleryEntry *left = *(const WscGalleryEntry *const *) a, *right = *(const WscGalleryEntry *const *) b;
  const guint x = find_place (order, left->name), y = find_place (order, right->name);

  if (left->group != right->group)
    return left->group < right->group ? -1 : 1;
  return x != y ? (x < y ? -1 : 1) : strcmp (left->name, right->name);
}

GPtrArray *
wsc_gallery_list (void)
{
  g_auto (GStrv) names = wsc_study_list_shipped (), order = read_order ();
  GPtrArray *entries = g_ptr_array_new_with_free_func (entry_free);

  for (guint i = 0; names[i] != NULL; i++)
    {
      WscGalleryEntry *entry = g_str_has_suffix (names[i], PUBLISHED) ? NULL : entry_new (names[i], names);

      if (entry != NULL)
        g_ptr_array_add (entries, entry);
    }
  g_ptr_array_sort_with_data (entries, compare_entries, order);
  return entries;
}
