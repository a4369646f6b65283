/* All that comes of removing neurons as one value, and what is to be said of it. */
#include "reduce/reduce.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define COPY(field, ref) self->field = other->field != NULL ? ref (other->field) : NULL

void
wsc_reduction_parts_copy (WscReductionParts *self, const WscReductionParts *other)
{
  g_return_if_fail (self != NULL && other != NULL);

  COPY (reducible, wsc_reducible_ref);
  COPY (distances, wsc_distances_ref);
  COPY (partitions, g_ptr_array_ref);
  COPY (clusters, wsc_clusters_ref);
  COPY (communities, wsc_communities_ref);
  COPY (circle, wsc_circle_ref);
  COPY (reduction, wsc_reduction_ref);
  COPY (suggestion, wsc_count_ref);
  COPY (curve, wsc_reduction_curve_ref);
  COPY (suggestion_problem, g_strdup);
  self->tree_size = other->tree_size;
  self->tree = other->tree_size > 1 ? g_memdup2 (other->tree, (other->tree_size - 1) * sizeof *other->tree) : NULL;
  self->n_restored = other->n_restored;
  self->restored = g_memdup2 (other->restored, other->n_restored * sizeof *other->restored);
}

void
wsc_reduction_parts_clear (WscReductionParts *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->reducible, wsc_reducible_unref);
  g_clear_pointer (&self->distances, wsc_distances_unref);
  g_clear_pointer (&self->partitions, g_ptr_array_unref);
  g_clear_pointer (&self->clusters, wsc_clusters_unref);
  g_clear_pointer (&self->communities, wsc_communities_unref);
  g_clear_pointer (&self->circle, wsc_circle_unref);
  g_clear_pointer (&self->reduction, wsc_reduction_unref);
  g_clear_pointer (&self->suggestion, wsc_count_unref);
  g_clear_pointer (&self->curve, wsc_reduction_curve_unref);
  g_clear_pointer (&self->suggestion_problem, g_free);
  g_clear_pointer (&self->tree, g_free);
  g_clear_pointer (&self->restored, g_free);
  self->tree_size = 0;
  self->n_restored = 0;
}

/* --- notes ---------------------------------------------------------------------------------- */

static void
add_size_note (const WscReduction *reduction, GPtrArray *notes)
{
  if (reduction->n_parameters < reduction->n_parameters_before)
    wsc_notes_add (notes, _("Neurons: %u became %u; numbers in the network: %zu became %zu"), reduction->m, reduction->k,
                   reduction->n_parameters_before, reduction->n_parameters);
  else
    wsc_notes_add (notes, _("Neurons: %u became %u, but the network has not become smaller: it has %zu numbers, and had %zu"), reduction->m,
                   reduction->k, reduction->n_parameters, reduction->n_parameters_before);
}

static gboolean
was_orthonormal (const WscReduction *reduction, const WscArchitecture *before)
{
  for (guint l = 0; l < before->n_layers; l++)
    if (before->orthonormal[l] && !reduction->smaller->architecture.orthonormal[l])
      return TRUE;
  return FALSE;
}

static void
add_reduction_notes (const WscReductionParts *self, const WscReduceSettings *settings, GPtrArray *notes)
{
  const WscReduction *reduction = self->reduction;
  const WscArchitecture *before = &wsc_reducible_get_network (self->reducible)->architecture;

  add_size_note (reduction, notes);
  if (reduction->method == WSC_REDUCE_CLUSTERS && before->bias && !(settings->bias_weight > 0))
    wsc_notes_add (notes, _("Biases are left as they are, so that neurons of one cluster still differ by them and do not merge: set "
                            "reduction.bias-weight above 0"));
  if (was_orthonormal (reduction, before))
    wsc_notes_add (notes, _("Layers that lost neurons, or read them, are no longer orthonormal"));
}

/* Where it belongs, among clusters. */
static gboolean
has_line_by_wasserstein (const WscReductionCurve *curve)
{
  for (guint l = 0; l < curve->n_lines; l++)
    if (curve->lines[l].method != WSC_REDUCE_CLUSTERS || curve->lines[l].metric == WSC_METRIC_WASSERSTEIN)
      return TRUE;
  return FALSE;
}

void
wsc_reduction_parts_add_notes (const WscReductionParts *self, const WscReduceSettings *settings, GPtrArray *notes)
{
  const WscQuality *quality;

  g_return_if_fail (self != NULL && settings != NULL && notes != NULL);

  if (self->reducible == NULL)
    return;
  quality = wsc_reducible_get_quality (self->reducible);
  if (self->reduction != NULL && self->reduction->k < self->reduction->m)
    add_reduction_notes (self, settings, notes);
  else
    wsc_notes_add (notes, _("Nothing was removed: all %u neurons stay"), wsc_reducible_get_count (self->reducible));
  if (isnan (quality->test))
    wsc_notes_add (notes, _("No samples are held out from training to tell what removing neurons costs (data.test-share)"));
  if (self->tree != NULL && self->communities == NULL)
    wsc_notes_add (notes, _("Communities of so many wide neurons take long, and nobody asked for them: set clusters.method to communities to find them"));
  if (self->suggestion != NULL)
    wsc_notes_add (notes, "%s", self->suggestion->reason);
  if (self->suggestion_problem != NULL)
    wsc_notes_add (notes, _("No number of clusters is proposed: %s"), self->suggestion_problem);
  if (self->curve != NULL)
    wsc_notes_add (notes, "%s", self->curve->reason);
  if (self->curve != NULL && !has_line_by_wasserstein (self->curve))
    wsc_notes_add (notes, _("The curve has no line by the Wasserstein distance, which takes long for such wide neurons: set clusters.metric to wasserstein to draw it"));
}
