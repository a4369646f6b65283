/* A reduced network's neurons: in the colours of their clusters, where they are or where their cluster's centre is. */
#include "scene/scene.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "scene/scene-private.h"

static gboolean
is_selection (const WscReductionParts *parts)
{
  return parts != NULL && parts->reduction != NULL && parts->reduction->composition != NULL;
}

/* --- which neurons are one ------------------------------------------------------- */

/* A neuron that goes belongs to the kept one that stands for most of it. */
static guint32 *
dup_labels_of_kept (const WscReduction *reduction)
{
  guint32 *labels = g_new (guint32, reduction->m);

  for (guint i = 0; i < reduction->m; i++)
    {
      const double *row = reduction->composition + (gsize) i * reduction->k;
      guint largest = 0;

      for (guint j = 1; j < reduction->k; j++)
        if (fabs (row[j]) > fabs (row[largest]))
          largest = j;
      labels[i] = largest;
    }
  for (guint j = 0; j < reduction->k; j++)
    labels[reduction->kept[j]] = j;
  return labels;
}

guint32 *
wsc_reduced_dup_labels (const WscReductionParts *parts, guint *m, guint *k)
{
  const WscReduction *reduction = parts != NULL ? parts->reduction : NULL;

  if (is_selection (parts))
    {
      *m = reduction->m;
      *k = reduction->k;
      return dup_labels_of_kept (reduction);
    }
  if (parts == NULL || parts->clusters == NULL)
    return NULL;
  *m = parts->clusters->m;
  *k = parts->clusters->k;
  return g_memdup2 (parts->clusters->labels, parts->clusters->m * sizeof (guint32));
}

/* --- centres ------------------------------------------------------------------------- */

typedef struct
{
  guint m, d, k;
  guint32 *labels;     /* (m) */
  double *means;       /* (k, d) */
  double *covariances; /* (k, d, d) */
} Centres;

static void
centres_clear (Centres *self)
{
  g_free (self->labels);
  g_free (self->means);
  g_free (self->covariances);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Centres, centres_clear)

/* Those of the neurons that are drawn. */
static void
add_members (Centres *self, const WscNeurons *neurons)
{
  const guint d = self->d;
  g_autofree guint *sizes = g_new0 (guint, self->k);

  for (guint i = 0; i < self->m; i++)
    sizes[self->labels[i]]++;
  for (guint i = 0; i < self->m; i++)
    {
      const guint k = self->labels[i];

      for (guint j = 0; j < d; j++)
        self->means[(gsize) k * d + j] += wsc_neurons_get_mean (neurons, i)[j] / sizes[k];
      for (guint j = 0; j < d * d; j++)
        self->covariances[(gsize) k * d * d + j] += wsc_neurons_get_covariance (neurons, i)[j] / sizes[k];
    }
}

/* The shape of the clusters' own centres; a bias, the last coordinate, is not drawn. */
static void
take_shapes (Centres *self, const WscClusters *clusters)
{
  const guint d = self->d, e = clusters->d;

  for (guint k = 0; k < self->k && e >= d; k++)
    {
      const double *shape = clusters->covariances + (gsize) k * e * e;
      double trace = 0;

      for (guint j = 0; j < d; j++)
        trace += shape[j * e + j];
      /* One network alone has none. */
      for (guint i = 0; i < d && trace > 0; i++)
        memcpy (self->covariances + ((gsize) k * d + i) * d, shape + i * e, d * sizeof (double));
    }
}

static void
take_kept (Centres *self, const WscNeurons *neurons, const WscReduction *reduction)
{
  const guint d = self->d;

  for (guint k = 0; k < self->k; k++)
    {
      memcpy (self->means + (gsize) k * d, wsc_neurons_get_mean (neurons, reduction->kept[k]), d * sizeof (double));
      memcpy (self->covariances + (gsize) k * d * d, wsc_neurons_get_covariance (neurons, reduction->kept[k]), (gsize) d * d * sizeof (double));
    }
}

/* FALSE where the parts are of another number of neurons. */
static gboolean
centres_init (Centres *self, const WscNeurons *neurons, const WscReductionParts *parts)
{
  guint m = 0;

  *self = (Centres) { .d = wsc_neurons_get_dimension (neurons) };
  self->labels = wsc_reduced_dup_labels (parts, &m, &self->k);
  self->m = m;
  if (self->labels == NULL || m != wsc_neurons_get_count (neurons))
    return FALSE;
  self->means = g_new0 (double, (gsize) self->k * self->d);
  self->covariances = g_new0 (double, (gsize) self->k * self->d * self->d);
  if (is_selection (parts))
    {
      take_kept (self, neurons, parts->reduction);
      return TRUE;
    }
  add_members (self, neurons);
  take_shapes (self, parts->clusters);
  return TRUE;
}

/* As many neurons as before, those of a cluster alike. */
static WscNeurons *
new_merged (const WscNeurons *neurons, const Centres *centres)
{
  const gsize d = centres->d;
  g_autofree double *means = g_new (double, centres->m * d), *covariances = g_new (double, centres->m * d * d);

  for (guint i = 0; i < centres->m; i++)
    {
      memcpy (means + i * d, centres->means + centres->labels[i] * d, d * sizeof *means);
      memcpy (covariances + i * d * d, centres->covariances + centres->labels[i] * d * d, d * d * sizeof *means);
    }
  return wsc_neurons_new (centres->m, centres->d, means, covariances, 0, NULL);
}

/* --- the scene --------------------------------------------------------------------------- */

/* Which colour is which cluster, or which kept neuron, as far as their number and the palette let them be told apart. `kept`: NULL for clusters. */
static void
set_key (WscColourKey *key, guint k, const guint32 *kept, WscPalette palette)
{
  if (k > WSC_KEY_ENTRIES || k > wsc_palette_get_size (palette))
    return;
  g_strlcpy (key->label, kept != NULL ? _("kept neuron") : _("cluster"), sizeof key->label);
  key->n_entries = k;
  key->palette = palette;
  for (guint i = 0; i < k; i++)
    key->entries[i] = 1 + (kept != NULL ? kept[i] : i);
}

static void
dress (WscScene *self, const Centres *centres, WscPalette palette, const guint32 *kept)
{
  char *caption;

  set_key (&self->key, centres->k, kept, palette);
  if (kept != NULL)
    caption = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u neuron kept · %s", "%u neurons kept · %s", centres->k), centres->k, self->caption);
  else
    caption = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u cluster · %s", "%u clusters · %s", centres->k), centres->k, self->caption);

  for (guint i = 0; i < self->n; i++)
    self->ellipsoids[i].colour = wsc_palette_get (palette, centres->labels[self->ellipsoids[i].id]);
  g_free (self->caption);
  self->caption = caption;
}

/* The box is that of the neurons as they were trained: it does not shrink while they fly together. */
static void
keep_box (WscScene *self, const WscNeurons *neurons, const WscViewSettings *view)
{
  g_autoptr (WscScene) apart = wsc_scene_new_neurons (neurons, view, -1, NULL);

  for (guint j = 0; j < 3 && apart != NULL; j++)
    {
      self->low[j] = apart->low[j];
      self->high[j] = apart->high[j];
      self->steps[j] = apart->steps[j];
    }
}

WscScene *
wsc_scene_new_reduced (const WscNeurons *neurons, const WscReductionParts *parts, gboolean merged, const WscViewSettings *view,
                       gint selected, GError **error)
{
  g_auto (Centres) centres = { 0 };
  g_autoptr (WscNeurons) places = NULL;
  WscViewSettings own;
  WscScene *self;

  g_return_val_if_fail (neurons != NULL && view != NULL, NULL);

  own = *view;
  own.colour = WSC_COLOUR_NEURON;
  own.shape = WSC_SHAPE_ELLIPSOIDS;
  if (!centres_init (&centres, neurons, parts))
    return wsc_scene_new_neurons (neurons, &own, selected, error);
  if (merged)
    places = new_merged (neurons, &centres);
  self = wsc_scene_new_beside (merged ? places : neurons, neurons, &own, selected, error);
  if (self == NULL)
    return NULL;
  if (merged)
    keep_box (self, neurons, &own);
  dress (self, &centres, (WscPalette) view->palette, is_selection (parts) ? parts->reduction->kept : NULL);
  return self;
}

/* --- one that is dragged ------------------------------------------------------------------ */

WscScene *
wsc_scene_shift (const WscScene *self, const WscView *view, const gboolean *moved, const double by[2], gint selected)
{
  WscEllipsoid *ellipsoids;
  WscScene *shifted;

  g_return_val_if_fail (self != NULL && view != NULL && moved != NULL, NULL);

  ellipsoids = g_memdup2 (self->ellipsoids, self->n * sizeof *ellipsoids);
  for (guint i = 0; i < self->n; i++)
    {
      double depth = 0;

      for (guint j = 0; j < 3; j++)
        depth += view->rotation[2][j] * (view->eye[j] - ellipsoids[i].centre[j]);
      depth = view->orthographic ? 1 : depth;
      for (guint j = 0; j < 3 && moved[i]; j++)
        ellipsoids[i].centre[j] += depth / view->scale * (by[0] * view->rotation[0][j] - by[1] * view->rotation[1][j]);
    }
  shifted = wsc_scene_new_take (ellipsoids, self->n);
  wsc_scene_copy_frame (shifted, self);
  shifted->selected = selected;
  return shifted;
}
