/* All pages of the help in the reader's languages. */
#include <string.h>
#include <glib/gi18n-lib.h>

#include "help/help-private.h"

#define SUFFIX ".md"
#define LAST_RESORT "en"

/* Tutorials by what they need of those before, methods as data flow through the program. */
static const char *const order[] = {
  "index", "tutorial-first", "tutorial-series", "tutorial-neurons", "tutorial-compare", "tutorial-reduce", "tutorial-loss",
  "tutorial-data", "tutorial-figures", "tutorial-command-line",
  "card-data-files", "card-windows-and-samples", "card-scaling-and-split",
  "card-ssa", "card-ssa-window", "card-ssa-grouping", "card-w-correlation", "card-ssa-suggest", "card-ssa-errors", "card-ssa-forecast",
  "card-ssa-gaps", "card-esprit",
  "card-perceptron", "card-autoencoder", "card-training", "card-trained-networks",
  "card-neurons", "card-bootstrap", "card-alignment", "card-regions", "card-hessian-sandwich", "card-path-sandwich", "card-variational",
  "card-swag", "card-comparison", "card-calibration",
  "card-projection", "card-grand-tour", "card-density-surface", "card-drawing-styles", "card-colours", "card-camera",
  "card-distances", "card-k-means", "card-trees", "card-communities", "card-cluster-count", "card-circle-period",
  "card-replacement", "card-smaller-network", "card-qpfs", "card-reduction-curve",
  "card-as-published", "card-seeds-and-reproducibility",
  "documents", "glossary",
};

guint
wsc_help_get_place (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    if (g_str_equal (order[i], id))
      return i;
  return G_N_ELEMENTS (order);
}

static int
compare_pages (gconstpointer a, gconstpointer b)
{
  const WscHelpPage *first = *(WscHelpPage *const *) a, *second = *(WscHelpPage *const *) b;
  guint i = wsc_help_get_place (first->id), j = wsc_help_get_place (second->id);

  if (i != j)
    return i < j ? -1 : 1;
  return g_utf8_collate (wsc_help_page_get_title (first), wsc_help_page_get_title (second));
}

static gboolean
add_page (WscHelp *self, const char *folder, const char *name, GError **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL), *id = g_strndup (name, strlen (name) - strlen (SUFFIX));
  g_autofree char *text = NULL;
  g_autoptr (GError) problem = NULL;
  gsize length;

  if (wsc_help_find (self, id) != NULL)
    return TRUE;
  if (!g_file_get_contents (path, &text, &length, &problem))
    {
      g_set_error (error, WSC_ERROR, WSC_ERROR_FILE, "%s", problem->message);
      return FALSE;
    }
  WscHelpPage *page = wsc_help_page_new (id, text, length, error);
  if (page == NULL)
    return FALSE;
  g_ptr_array_add (self->pages, page);
  return TRUE;
}

/* Pages that an earlier language has are left out. */
static gboolean
add_language (WscHelp *self, const char *language, GError **error)
{
  g_autofree char *folder = g_build_filename (self->folder, language, NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, SUFFIX) && !add_page (self, folder, name, error))
      return FALSE;
  return TRUE;
}

/* The names come from the environment, and name no other folder. */
static gboolean
is_language (const char *name)
{
  return *name != '\0' && *name != '.' && strchr (name, G_DIR_SEPARATOR) == NULL;
}

WscHelp *
wsc_help_new (const char *folder, const char *const *languages, GError **error)
{
  g_return_val_if_fail (folder != NULL && languages != NULL, NULL);

  g_autoptr (WscHelp) self = g_new0 (WscHelp, 1);
  self->ref_count = 1;
  self->folder = g_strdup (folder);
  self->pages = g_ptr_array_new_with_free_func ((GDestroyNotify) wsc_help_page_unref);
  for (guint i = 0; languages[i] != NULL; i++)
    if (is_language (languages[i]) && !add_language (self, languages[i], error))
      return NULL;
  if (!add_language (self, LAST_RESORT, error))
    return NULL;
  if (self->pages->len == 0)
    {
      g_set_error (error, WSC_ERROR, WSC_ERROR_FILE, _("There are no pages of the help in %s"), folder);
      return NULL;
    }
  g_ptr_array_sort (self->pages, compare_pages);
  return g_steal_pointer (&self);
}

WscHelp *
wsc_help_ref (WscHelp *self)
{
  g_atomic_int_inc (&self->ref_count);
  return self;
}

void
wsc_help_unref (WscHelp *self)
{
  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;
  g_ptr_array_unref (self->pages);
  g_free (self->folder);
  g_free (self);
}

WscHelpPage *const *
wsc_help_get_pages (const WscHelp *self, guint *n)
{
  *n = self->pages->len;
  return (WscHelpPage *const *) self->pages->pdata;
}

WscHelpPage *
wsc_help_find (const WscHelp *self, const char *id)
{
  for (guint i = 0; i < self->pages->len; i++)
    if (g_str_equal (((WscHelpPage *) self->pages->pdata[i])->id, id))
      return self->pages->pdata[i];
  return NULL;
}

char *
wsc_help_dup_path (const WscHelp *self, const char *relative)
{
  return g_build_filename (self->folder, relative, NULL);
}

WscHelpPage *
wsc_help_resolve (const WscHelp *self, const char *target, const WscOption **option)
{
  g_return_val_if_fail (self != NULL && target != NULL, NULL);

  const char *rest = target, *kind = wsc_help_split_target (target, &rest);
  *option = NULL;
  if (kind == NULL || g_str_equal (kind, "help"))
    return wsc_help_find (self, rest);
  if (!g_str_equal (kind, "option"))
    return NULL;
  *option = wsc_option_find (rest);
  if (*option == NULL)
    return NULL;
  g_autofree char *id = g_strconcat ("card-", wsc_option_get_card (*option), NULL);
  return wsc_help_find (self, id);
}
