/* The study as a value: made, copied, compared, freed. */
#include <string.h>

#include "study/study-private.h"

static gboolean
is_text (const WscOption *option)
{
  return option->type == WSC_OPTION_TEXT || option->type == WSC_OPTION_FILE;
}

static char **
text_of (const WscOption *option, const WscStudy *study)
{
  return &G_STRUCT_MEMBER (char *, study, option->offset);
}

WscStudy *
wsc_study_new (void)
{
  WscStudy *self = g_new0 (WscStudy, 1);
  guint n;
  const WscOption *options = wsc_options (&n);

  for (guint i = 0; i < n; i++)
    if (!wsc_option_set_text (&options[i], self, options[i].initial, NULL))
      g_error ("the default of %s is not valid", options[i].key);
  self->expect = wsc_expectations_new ();
  return self;
}

WscStudy *
wsc_study_copy (const WscStudy *self)
{
  WscStudy *copy;
  guint n;
  const WscOption *options = wsc_options (&n);

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  for (guint i = 0; i < n; i++)
    if (is_text (&options[i]))
      *text_of (&options[i], copy) = g_strdup (*text_of (&options[i], self));
  copy->expect = wsc_expectations_copy (self->expect);
  copy->directory = g_strdup (self->directory);
  return copy;
}

void
wsc_study_free (WscStudy *self)
{
  guint n;
  const WscOption *options = wsc_options (&n);

  if (self == NULL)
    return;
  for (guint i = 0; i < n; i++)
    if (is_text (&options[i]))
      g_free (*text_of (&options[i], self));
  g_array_unref (self->expect);
  g_free (self->directory);
  g_free (self);
}

void
wsc_study_map_paths (WscStudy *self, char *(*func) (const char *path, gpointer user_data), gpointer user_data)
{
  guint n;
  const WscOption *options = wsc_options (&n);

  g_return_if_fail (self != NULL && func != NULL);

  for (guint i = 0; i < n; i++)
    if (options[i].type == WSC_OPTION_FILE)
      {
        char **text = text_of (&options[i], self);
        g_autofree char *old = *text;

        *text = wsc_option_map_paths (&options[i], old, func, user_data);
      }
}

static gboolean
equal_options (const WscOption *option, const WscStudy *a, const WscStudy *b)
{
  switch (option->type)
    {
    case WSC_OPTION_TEXT:
    case WSC_OPTION_FILE:
      return g_str_equal (*text_of (option, a), *text_of (option, b));
    case WSC_OPTION_REAL:
      return G_STRUCT_MEMBER (double, a, option->offset) == G_STRUCT_MEMBER (double, b, option->offset);
    default:
      return G_STRUCT_MEMBER (int, a, option->offset) == G_STRUCT_MEMBER (int, b, option->offset);
    }
}

static gboolean
equal_expectations (const GArray *a, const GArray *b)
{
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    {
      const WscExpectation *x = &g_array_index (a, WscExpectation, i);
      const WscExpectation *y = &g_array_index (b, WscExpectation, i);
      if (!g_str_equal (x->name, y->name) || x->low != y->low || x->high != y->high)
        return FALSE;
    }
  return TRUE;
}

gboolean
wsc_study_equal (const WscStudy *a, const WscStudy *b)
{
  guint n;
  const WscOption *options = wsc_options (&n);

  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  for (guint i = 0; i < n; i++)
    if (!equal_options (&options[i], a, b))
      return FALSE;
  return equal_expectations (a->expect, b->expect);
}

/* What must be computed for the numbers that begin so; the first that fits. */
static guint
get_needs_of_name (const char *name)
{
  static const struct
  {
    const char *prefix;
    guint needs;
  } rows[] = {
    { "reduction.accuracy-at", WSC_NEED_CURVE }, { "reduction.mse-at", WSC_NEED_CURVE }, { "reduction.chosen", WSC_NEED_CURVE },
    { "reduction.", WSC_NEED_REDUCTION }, { "clusters.suggested", WSC_NEED_COUNT },
    { "clusters.communities", WSC_NEED_CLUSTERS | WSC_NEED_COMMUNITIES }, { "clusters.modularity", WSC_NEED_CLUSTERS | WSC_NEED_COMMUNITIES },
    { "clusters.", WSC_NEED_CLUSTERS }, { "distances.", WSC_NEED_CLUSTERS },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (g_str_has_prefix (name, rows[i].prefix))
      return rows[i].needs;
  return 0;
}

/* Of the branch of the reduction: a plain run computes none of it, unless neurons are to be fewer or a number of it is expected. Given
 * neurons have no network. */
static guint
get_needs_of_fewer (const WscStudy *study)
{
  const gboolean communities = wsc_relevant_clusters (study) && study->clusters.method == WSC_CLUSTERING_COMMUNITIES;
  const gboolean by_hand = wsc_relevant_clusters (study) && study->clusters.merges[0] != '\0';
  guint needs = study->clusters.count > 0 || communities || by_hand ? WSC_NEED_CLUSTERS | WSC_NEED_REDUCTION : 0;

  if (study->data.source == WSC_SOURCE_GAUSSIANS)
    return 0;
  for (guint i = 0; i < study->expect->len; i++)
    needs |= get_needs_of_name (g_array_index (study->expect, WscExpectation, i).name);
  if (communities)
    needs |= WSC_NEED_COMMUNITIES;
  if (study->view.colour == WSC_COLOUR_CLUSTER && study->estimate.side == WSC_SIDE_INCOMING)
    needs |= WSC_NEED_CLUSTERS;
  return needs;
}

guint
wsc_study_get_needs (const WscStudy *study)
{
  g_return_val_if_fail (study != NULL, 0);

  return (study->subject != WSC_SUBJECT_SERIES ? WSC_NEED_NEURONS | get_needs_of_fewer (study) : 0)
         | (study->subject != WSC_SUBJECT_NEURONS ? (guint) WSC_NEED_SERIES : 0);
}
