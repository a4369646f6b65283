#include "compare/compare-private.h"

#include <glib/gi18n-lib.h>

static gboolean
take_start (WscBase *self, const WscEnsemble *ensemble, GError **error)
{
  const float *parameters = NULL;

  for (guint r = 0; parameters == NULL && r < wsc_ensemble_get_n_replicas (ensemble); r++)
    if (wsc_ensemble_is_trained (ensemble, r))
      parameters = wsc_ensemble_get_parameters (ensemble, r);
  if (parameters == NULL)
    {
      g_set_error_literal (error, WSC_ERROR, WSC_ERROR_NUMERIC,
                           _("The network to start from was not trained; lower training.learning-rate if it diverged"));
      return FALSE;
    }
  self->start = g_new (double, self->p);
  for (gsize i = 0; i < self->p; i++)
    self->start[i] = parameters[i];
  return TRUE;
}

gboolean
wsc_base_init (WscBase *self, const WscDataset *dataset, const WscEnsemble *ensemble, const WscTrainingSettings *training,
               const WscEstimateSettings *settings, guint64 seed, GError **error)
{
  *self = (WscBase){ .dataset = dataset, .architecture = wsc_ensemble_get_architecture (ensemble), .training = training,
                     .settings = settings, .seed = seed };
  self->p = wsc_architecture_get_n_parameters (self->architecture);
  wsc_dataset_get_samples (dataset, &self->samples);
  self->train = wsc_dataset_get_train (dataset, &self->n);
  self->places = wsc_neurons_find_places (self->architecture, settings, &self->m, &self->d, error);
  return self->places != NULL && take_start (self, ensemble, error);
}

void
wsc_base_clear (WscBase *self)
{
  g_clear_pointer (&self->places, g_free);
  g_clear_pointer (&self->start, g_free);
}

/* --- blocks of parameters as neurons ---------------------------------------- */

/* Where each parameter lies among the blocks. */
typedef struct
{
  const WscParameterBlocks *blocks;
  gsize *block; /* (p); the number of blocks: in none */
  gsize *place; /* (p) within it */
} Lookup;

static void
lookup_init (Lookup *self, gsize p, const WscParameterBlocks *blocks)
{
  *self = (Lookup){ blocks, g_new (gsize, p), g_new0 (gsize, p) };
  for (gsize i = 0; i < p; i++)
    self->block[i] = blocks->n;
  for (gsize b = 0; b < blocks->n; b++)
    for (gsize i = 0; i < blocks->sizes[b]; i++)
      {
        self->block[blocks->items[b][i]] = b;
        self->place[blocks->items[b][i]] = i;
      }
}

static void
lookup_clear (Lookup *self)
{
  g_free (self->block);
  g_free (self->place);
}

/* Between two parameters; blocks are independent of each other. */
static double
get_entry (const Lookup *self, double *const *matrices, gsize a, gsize b)
{
  const gsize block = self->block[a];

  if (block != self->block[b] || block == self->blocks->n || matrices[block] == NULL)
    return 0;
  return matrices[block][self->place[a] * self->blocks->sizes[block] + self->place[b]];
}

static gboolean
has_open (const WscParameterBlocks *blocks)
{
  for (gsize b = 0; blocks->open != NULL && b < blocks->n; b++)
    if (blocks->open[b] != NULL)
      return TRUE;
  return FALSE;
}

WscNeurons *
wsc_neurons_from_blocks (const WscBase *base, const double *mean, const WscParameterBlocks *blocks, double scale)
{
  const gsize m = base->m, d = base->d;
  g_autofree double *means = g_new (double, m * d), *covariances = g_new (double, m * d * d);
  g_autofree double *open = has_open (blocks) ? g_new (double, m * d * d) : NULL;
  g_autoptr (WscNeurons) neurons = NULL;
  Lookup lookup;

  lookup_init (&lookup, base->p, blocks);
  for (gsize j = 0; j < m; j++)
    {
      const gsize *places = base->places + j * d;

      for (gsize a = 0; a < d; a++)
        {
          means[j * d + a] = mean[places[a]];
          for (gsize b = 0; b < d; b++)
            {
              covariances[(j * d + a) * d + b] = scale * get_entry (&lookup, blocks->covariances, places[a], places[b]);
              if (open != NULL)
                open[(j * d + a) * d + b] = get_entry (&lookup, blocks->open, places[a], places[b]);
            }
        }
    }
  lookup_clear (&lookup);
  neurons = wsc_neurons_new ((guint) m, (guint) d, means, covariances, 0, NULL);
  return wsc_neurons_new_with_open (neurons, open, NULL);
}
