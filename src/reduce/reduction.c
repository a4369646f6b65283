/* One reduction: the network with neurons replaced, the smaller one that computes the same, and what it is worth. */
#include "reduce/reduce-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

WscReduction *
wsc_reduction_ref (WscReduction *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_int_inc (&self->ref_count);
  return self;
}

void
wsc_reduction_unref (WscReduction *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;
  g_clear_pointer (&self->replaced, wsc_network_unref);
  g_clear_pointer (&self->smaller, wsc_network_unref);
  g_free (self->labels);
  g_free (self->kept);
  g_free (self->composition);
  g_free (self->constants);
  g_free (self->relevance);
  g_free (self);
}

static WscReduction *
reduction_alloc (const WscReducible *reducible, WscReduceMethod method, guint k)
{
  WscReduction *self = g_new0 (WscReduction, 1);

  self->ref_count = 1;
  self->method = method;
  self->m = reducible->m;
  self->k = k;
  return self;
}

/* Which output is which is kept too where some are computed once. */
static gsize
count_numbers (const WscNetwork *network)
{
  return wsc_architecture_get_n_parameters (&network->architecture) + (network->outputs != NULL ? network->n_outputs : 0);
}

/* Over samples of a part, from the layer on: those before are the same in both. */
static double
get_difference (const WscReduction *self, const WscReducible *reducible, WscPart part)
{
  const WscNetwork *networks[] = { self->replaced, self->smaller };
  double *outputs[2], largest = 0;

  for (guint i = 0; i < 2; i++)
    {
      const WscArchitecture *a = &networks[i]->architecture;
      g_autoptr (WscNetwork) rest = wsc_network_take_layers (networks[i], reducible->layer, a->n_layers, a->loss);

      outputs[i] = wsc_reduce_case_get_outputs (&reducible->own, reducible, rest, part);
    }
  for (gsize i = 0; i < reducible->split.n[part] * self->replaced->n_outputs; i++)
    largest = MAX (largest, fabs (outputs[0][i] - outputs[1][i]));
  g_free (outputs[0]);
  g_free (outputs[1]);
  return largest;
}

/* Where nothing is held out, over training samples. */
static void
compare (WscReduction *self, const WscReducible *reducible)
{
  const WscReduceSplit *split = &reducible->split;

  if (split->n[WSC_PART_VALIDATION] + split->n[WSC_PART_TEST] == 0)
    self->difference = get_difference (self, reducible, WSC_PART_TRAIN);
  else
    self->difference = MAX (get_difference (self, reducible, WSC_PART_VALIDATION), get_difference (self, reducible, WSC_PART_TEST));
}

/* Takes `reduced`, fine-tunes it and tells what it is worth. */
static gboolean
finish (WscReduction *self, WscReduced *reduced, const WscReducible *reducible, const WscReduceSettings *settings,
        const WscTrainingSettings *training, guint64 seed, const WscHook *hook, GError **error)
{
  guint first = reducible->layer;

  self->replaced = g_steal_pointer (&reduced->replaced);
  self->smaller = g_steal_pointer (&reduced->smaller);
  self->n_parameters_before = count_numbers (reducible->network);
  self->n_parameters = count_numbers (self->smaller);
  compare (self, reducible);
  if (settings->fine_tune > 0 && self->k < self->m)
    {
      g_autoptr (WscNetwork) before = g_steal_pointer (&self->smaller);

      self->smaller = wsc_network_fine_tune (before, reducible, training, settings->fine_tune, seed, hook, error);
      if (self->smaller == NULL)
        return FALSE;
      first = 0;
    }
  wsc_reduce_case_evaluate (&reducible->own, reducible, self->smaller, first, &self->quality);
  return TRUE;
}

static gboolean
begin (const WscHook *hook, GError **error)
{
  if (wsc_hook_report (hook, 0, _("Removing neurons")))
    return TRUE;
  g_set_error_literal (error, WSC_ERROR, WSC_ERROR_STOPPED, _("Stopped while removing neurons"));
  return FALSE;
}

WscReduction *
wsc_reduction_new_clusters (const WscReducible *self, const WscClusters *clusters, const WscReduceSettings *settings,
                            const WscTrainingSettings *training, guint64 seed, const WscHook *hook, GError **error)
{
  g_autoptr (WscReduction) reduction = NULL;
  g_auto (WscReduced) reduced = { 0 };

  g_return_val_if_fail (self != NULL && clusters != NULL && settings != NULL && training != NULL, NULL);
  g_return_val_if_fail (clusters->m == self->m, NULL);

  reduction = reduction_alloc (self, WSC_REDUCE_CLUSTERS, clusters->k);
  reduction->labels = g_memdup2 (clusters->labels, self->m * sizeof (guint32));
  if (!begin (hook, error) ||
      !wsc_reduced_by_clusters (&reduced, self, &self->own, clusters->labels, clusters->k, settings->refit, error) ||
      !finish (reduction, &reduced, self, settings, training, seed, hook, error))
    return NULL;
  return g_steal_pointer (&reduction);
}

static gboolean
check_count (const WscReducible *self, guint k, GError **error)
{
  if (k >= 1 && k <= self->m)
    return TRUE;
  g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE, _("%u neurons to keep; allowed: 1 to %u (clusters.count)"), k, self->m);
  return FALSE;
}

WscReduction *
wsc_reduction_new_selection (const WscReducible *self, guint k, const WscReduceSettings *settings, const WscTrainingSettings *training,
                             guint64 seed, const WscHook *hook, GError **error)
{
  g_autoptr (WscReduction) reduction = NULL;
  g_auto (WscSelection) selection = { 0 };
  g_auto (WscComposition) composition = { 0 };
  g_auto (WscReduced) reduced = { 0 };

  g_return_val_if_fail (self != NULL && settings != NULL && training != NULL, NULL);
  g_return_val_if_fail (settings->method != WSC_REDUCE_CLUSTERS, NULL);

  if (!check_count (self, k, error) || !begin (hook, error) || !wsc_selection_init (&selection, self, &self->own, settings, hook, error) ||
      !wsc_composition_init (&composition, self, &self->own, &selection, k, (WscSimilarity) settings->similarity, error) ||
      !wsc_reduced_by_composition (&reduced, self, &self->own, &composition, error))
    return NULL;
  reduction = reduction_alloc (self, (WscReduceMethod) settings->method, k);
  reduction->kept = g_steal_pointer (&composition.kept);
  reduction->composition = g_steal_pointer (&composition.composition);
  reduction->constants = g_steal_pointer (&composition.constants);
  reduction->relevance = g_steal_pointer (&selection.relevance);
  if (!finish (reduction, &reduced, self, settings, training, seed, hook, error))
    return NULL;
  return g_steal_pointer (&reduction);
}

/* --- a merge that is only looked at ------------------------------------------------------- */

gboolean
wsc_reducible_preview_merge (const WscReducible *self, const WscClusters *clusters, guint i, guint j, WscQuality *quality, GError **error)
{
  g_autofree guint32 *labels = NULL;
  g_auto (WscReduced) reduced = { 0 };
  guint32 from, to;

  g_return_val_if_fail (self != NULL && clusters != NULL && quality != NULL, FALSE);
  g_return_val_if_fail (clusters->m == self->m && i < self->m && j < self->m, FALSE);

  labels = g_memdup2 (clusters->labels, self->m * sizeof (guint32));
  from = MAX (labels[i], labels[j]);
  to = MIN (labels[i], labels[j]);
  for (guint u = 0; u < self->m && from != to; u++)
    if (labels[u] >= from)
      labels[u] = labels[u] == from ? to : labels[u] - 1;
  if (!wsc_reduced_by_clusters (&reduced, self, &self->own, labels, clusters->k - (from != to ? 1 : 0), FALSE, error))
    return FALSE;
  quality->validation = wsc_reduce_case_evaluate_part (&self->own, self, reduced.smaller, self->layer, WSC_PART_VALIDATION);
  quality->test = wsc_reduce_case_evaluate_part (&self->own, self, reduced.smaller, self->layer, WSC_PART_TEST);
  quality->train = NAN;
  if (self->split.n[WSC_PART_VALIDATION] + self->split.n[WSC_PART_TEST] == 0)
    quality->train = wsc_reduce_case_evaluate_part (&self->own, self, reduced.smaller, self->layer, WSC_PART_TRAIN);
  return TRUE;
}
