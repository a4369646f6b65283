/* The methods whose answer is a Gaussian of independent groups: variational inference and SWAG. */
#include "compare/compare-private.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>

/* The neurons that are shown, and of every other layer its units' incoming rows. */
typedef struct
{
  GPtrArray *items; /* of gsize * */
  GArray *sizes;    /* of gsize */
} Groups;

static void
add_group (Groups *self, const gsize *places, gsize n)
{
  g_ptr_array_add (self->items, g_memdup2 (places, n * sizeof *places));
  g_array_append_val (self->sizes, n);
}

static void
add_rows (Groups *self, const WscArchitecture *a, guint layer, const gboolean *taken)
{
  const gsize weights = wsc_architecture_get_weight_offset (a, layer), in = a->sizes[layer];
  g_autofree gsize *places = g_new (gsize, in + 1);

  for (gsize j = 0; j < a->sizes[layer + 1]; j++)
    {
      gsize n = 0;

      for (gsize i = 0; i < in; i++)
        if (!taken[weights + j * in + i])
          places[n++] = weights + j * in + i;
      if (a->bias && !taken[wsc_architecture_get_bias_offset (a, layer) + j])
        places[n++] = wsc_architecture_get_bias_offset (a, layer) + j;
      if (n > 0)
        add_group (self, places, n);
    }
}

static void
groups_init (Groups *self, const WscBase *base)
{
  g_autofree gboolean *taken = g_new0 (gboolean, base->p);

  self->items = g_ptr_array_new_with_free_func (g_free);
  self->sizes = g_array_new (FALSE, FALSE, sizeof (gsize));
  for (gsize j = 0; j < base->m; j++)
    add_group (self, base->places + j * base->d, base->d);
  for (gsize i = 0; i < (gsize) base->m * base->d; i++)
    taken[base->places[i]] = TRUE;
  for (guint l = 0; l < base->architecture->n_layers; l++)
    add_rows (self, base->architecture, l, taken);
}

static void
groups_clear (Groups *self)
{
  g_ptr_array_unref (self->items);
  g_array_unref (self->sizes);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Groups, groups_clear)

static WscParameterGroups
groups_view (const Groups *self)
{
  return (WscParameterGroups){ self->items->len, (const gsize *) (gpointer) self->sizes->data,
                               (const gsize *const *) self->items->pdata };
}

/* As many directions as were asked for, or as the largest group has. */
static guint
get_rank (const WscBase *base, const WscParameterGroups *groups)
{
  gsize most = 1;

  for (gsize g = 0; g < groups->n; g++)
    most = MAX (most, groups->sizes[g]);
  return (guint) MIN ((gsize) base->settings->rank, most);
}

static WscNeurons *
take_gaussian (const WscBase *base, const WscGaussian *gaussian)
{
  const WscParameterBlocks blocks = { gaussian->n_groups, gaussian->items, gaussian->sizes, gaussian->covariance, NULL };

  return wsc_neurons_from_blocks (base, gaussian->mean, &blocks, base->settings->root_n ? (double) base->n : 1);
}

static void
warn_of_orthonormal (WscEstimate *estimate, const WscBase *base)
{
  for (guint l = 0; l < base->architecture->n_layers; l++)
    if (base->architecture->orthonormal[l])
      {
        wsc_estimate_warn (estimate, _("This method lets the weights of orthonormal layers move freely (model.orthonormal)"));
        return;
      }
}

/* --- variational inference --------------------------------------------------- */

/* "1;2" as a flag a layer; NULL if none is named. */
static gboolean *
dup_deterministic (const WscBase *base)
{
  const char *text = base->settings->deterministic;
  g_auto (GStrv) items = NULL;
  gboolean *flags;

  if (text == NULL || *text == '\0')
    return NULL;
  flags = g_new0 (gboolean, base->architecture->n_layers);
  items = g_strsplit (text, ";", -1);
  for (char **item = items; *item != NULL; item++)
    {
      const int layer = atoi (*item);

      if (layer >= 1 && layer <= (int) base->architecture->n_layers)
        flags[layer - 1] = TRUE;
    }
  return flags;
}

typedef struct
{
  const WscBase *base;
  WscEstimateArrived arrived;
  gpointer user_data;
} Partial;

static void
take_variational (WscEstimate *estimate, const WscBase *base, const WscVariational *result)
{
  estimate->neurons = take_gaussian (base, result->gaussian);
  estimate->n_epochs = result->n_epochs;
  estimate->fit = g_memdup2 (result->fit, result->n_epochs * sizeof (double));
  estimate->kl = g_memdup2 (result->kl, result->n_epochs * sizeof (double));
  estimate->prior_precision = result->prior_precision;
  estimate->noise_variance = result->noise_variance;
}

static void
on_arrived (gpointer user_data, const WscVariational *so_far)
{
  const Partial *partial = user_data;
  g_autoptr (WscEstimate) estimate = NULL;

  if (partial->arrived == NULL)
    return;
  estimate = wsc_estimate_alloc (WSC_METHOD_VARIATIONAL);
  take_variational (estimate, partial->base, so_far);
  partial->arrived (partial->user_data, estimate);
}

gboolean
wsc_estimate_by_variation (WscEstimate *estimate, const WscBase *base, const WscHook *hook, WscEstimateArrived arrived,
                           gpointer user_data, GError **error)
{
  const WscEstimateSettings *s = base->settings;
  g_autofree gboolean *deterministic = dup_deterministic (base);
  WscVariationalSettings settings
    = { .family = s->family, .deterministic = deterministic, .beta = s->beta,
        .prior_precision = s->prior_precision, .noise_variance = s->noise_variance,
        .learning_rate = base->training->learning_rate, .batch = (guint) base->training->batch,
        .epochs = (guint) base->training->epochs, .seed = base->seed };
  Partial partial = { base, arrived, user_data };
  g_auto (Groups) groups;
  WscParameterGroups view;
  WscVariational result = { 0 };

  groups_init (&groups, base);
  view = groups_view (&groups);
  settings.rank = get_rank (base, &view);
  if (!wsc_variational_run (&result, base->architecture, &base->samples, base->train, base->n, base->start, &view, &settings,
                            hook, on_arrived, &partial, error))
    return FALSE;
  take_variational (estimate, base, &result);
  wsc_variational_clear (&result);
  warn_of_orthonormal (estimate, base);
  if (s->beta != 1)
    wsc_estimate_warn (estimate, _("The divergence from the prior has weight %.3g, not 1: the regions are not those of Bayes’ rule"),
                       s->beta);
  return TRUE;
}

/* --- SWAG --------------------------------------------------------------------- */

gboolean
wsc_estimate_by_swag (WscEstimate *estimate, const WscBase *base, const WscHook *hook, GError **error)
{
  WscSwagSettings settings = { .learning_rate = base->settings->path_rate, .batch = (guint) base->training->batch,
                                     .epochs = (guint) base->training->epochs, .burn_in = base->settings->burn_in,
                                     .seed = base->seed };
  g_auto (Groups) groups;
  WscParameterGroups view;
  g_autoptr (WscGaussian) gaussian = NULL;

  settings.rank = MIN ((guint) MAX (2, base->settings->rank), wsc_swag_count_iterates (&settings));
  groups_init (&groups, base);
  view = groups_view (&groups);
  gaussian = wsc_swag_run (base->architecture, &base->samples, base->train, base->n, base->start, &view, &settings, hook, error);
  if (gaussian == NULL)
    return FALSE;
  estimate->neurons = take_gaussian (base, gaussian);
  warn_of_orthonormal (estimate, base);
  return TRUE;
}
