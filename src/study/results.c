/* Results as a value, and what they tell in words. */
#include <glib/gi18n-lib.h>

#include "study/study-private.h"

WSC_DEFINE_BOXED_TYPE (WscResults, wsc_results)

WscResults *
wsc_results_new (const WscStudy *study)
{
  WscResults *self = g_new0 (WscResults, 1);

  self->ref_count = 1;
  self->estimates = g_ptr_array_new_with_free_func ((GDestroyNotify) wsc_estimate_unref);
  self->study = wsc_study_copy (study);
  return self;
}

WscResults *
wsc_results_ref (WscResults *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_int_inc (&self->ref_count);
  return self;
}

void
wsc_results_unref (WscResults *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;
  wsc_study_free (self->study);
  g_clear_pointer (&self->dataset, wsc_dataset_unref);
  g_clear_pointer (&self->ensemble, wsc_ensemble_unref);
  g_clear_pointer (&self->neurons, wsc_neurons_unref);
  wsc_series_parts_clear (&self->series);
  wsc_reduction_parts_clear (&self->reduction);
  g_clear_pointer (&self->other_form, wsc_results_unref);
  g_ptr_array_unref (self->estimates);
  g_free (self->restored);
  g_free (self->source_stamp);
  for (guint i = 0; i < WSC_N_STAGES; i++)
    g_free (self->keys[i]);
  g_free (self);
}

static void
take_view (WscStudy *to, const WscStudy *from)
{
  guint n;
  const WscOption *options = wsc_options (&n);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = NULL;

      if (options[i].stage != WSC_STAGE_VIEW && options[i].stage != WSC_STAGE_NONE && !wsc_stage_is_series (options[i].stage)
          && !wsc_stage_is_reduction (options[i].stage))
        continue;
      text = wsc_option_get_text (&options[i], from);
      wsc_option_set_text (&options[i], to, text, NULL);
    }
}

static WscResults *
copy_results (const WscResults *self)
{
  WscResults *copy = wsc_results_new (self->study);

  copy->dataset = self->dataset != NULL ? wsc_dataset_ref (self->dataset) : NULL;
  copy->ensemble = self->ensemble != NULL ? wsc_ensemble_ref (self->ensemble) : NULL;
  copy->neurons = self->neurons != NULL ? wsc_neurons_ref (self->neurons) : NULL;
  copy->has_metrics = self->has_metrics;
  copy->metrics = self->metrics;
  if (self->restored != NULL)
    copy->restored = g_memdup2 (self->restored, wsc_dataset_get_length (self->dataset) * sizeof *self->restored);
  wsc_series_parts_copy (&copy->series, &self->series);
  wsc_reduction_parts_copy (&copy->reduction, &self->reduction);
  for (guint i = 0; i < self->estimates->len; i++)
    g_ptr_array_add (copy->estimates, wsc_estimate_ref (self->estimates->pdata[i]));
  copy->partial = self->partial;
  copy->source_stamp = g_strdup (self->source_stamp);
  for (guint i = 0; i < WSC_N_STAGES; i++)
    copy->keys[i] = g_strdup (self->keys[i]);
  copy->other_form = self->other_form != NULL ? wsc_results_ref (self->other_form) : NULL;
  return copy;
}

WscResults *
wsc_results_with_view (const WscResults *self, const WscStudy *study)
{
  WscResults *copy;

  g_return_val_if_fail (self != NULL && study != NULL, NULL);

  copy = copy_results (self);
  take_view (copy->study, study);
  if (copy->keys[WSC_STAGE_VIEW] != NULL)
    {
      g_free (copy->keys[WSC_STAGE_VIEW]);
      copy->keys[WSC_STAGE_VIEW] = wsc_stage_key (copy->study, WSC_STAGE_VIEW, copy->keys[WSC_STAGE_COMPARE], NULL);
    }
  return copy;
}

WscResults *
wsc_results_with_other_form (const WscResults *self, WscResults *other)
{
  WscResults *copy;

  g_return_val_if_fail (self != NULL && other != NULL, NULL);

  copy = copy_results (self);
  g_clear_pointer (&copy->other_form, wsc_results_unref);
  copy->other_form = wsc_results_ref (other);
  return copy;
}

WscResults *
wsc_results_get_other_form (const WscResults *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->other_form;
}

const WscStudy *
wsc_results_get_study (const WscResults *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->study;
}

WscDataset *
wsc_results_get_dataset (const WscResults *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->dataset;
}

WscEnsemble *
wsc_results_get_ensemble (const WscResults *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->ensemble;
}

WscNeurons *
wsc_results_get_neurons (const WscResults *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->neurons;
}

WscEstimate *const *
wsc_results_get_estimates (const WscResults *self, guint *n)
{
  g_return_val_if_fail (self != NULL && n != NULL, NULL);

  *n = self->estimates->len;
  return (WscEstimate *const *) self->estimates->pdata;
}

const WscMetrics *
wsc_results_get_metrics (const WscResults *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->has_metrics ? &self->metrics : NULL;
}

const double *
wsc_results_get_restored (const WscResults *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->restored;
}

const WscSeriesParts *
wsc_results_get_series (const WscResults *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->series.ssa != NULL ? &self->series : NULL;
}

const WscReductionParts *
wsc_results_get_reduction (const WscResults *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->reduction.reducible != NULL ? &self->reduction : NULL;
}

gboolean
wsc_results_is_partial (const WscResults *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->partial;
}

const char *
wsc_results_get_stage_key (const WscResults *self, WscStage stage)
{
  g_return_val_if_fail (self != NULL && (guint) stage < WSC_N_STAGES, NULL);

  return self->keys[stage];
}

/* --- notes ---------------------------------------------------------------- */

static void
add_all (GPtrArray *notes, const char *const *texts)
{
  for (; texts != NULL && *texts != NULL; texts++)
    g_ptr_array_add (notes, g_strdup (*texts));
}

static void
add_ensemble_notes (GPtrArray *notes, const WscEnsemble *ensemble, gboolean bootstrap)
{
  char *note = wsc_ensemble_dup_divergence_note (ensemble);

  if (note != NULL)
    g_ptr_array_add (notes, note);
  if (wsc_ensemble_is_partial (ensemble))
    g_ptr_array_add (notes, g_strdup_printf (_("Stopped after %u of %u replicas"), wsc_ensemble_get_n_trained (ensemble),
                                             wsc_ensemble_get_n_replicas (ensemble)));
  else if (bootstrap && wsc_ensemble_get_n_trained (ensemble) < 2)
    g_ptr_array_add (notes, g_strdup (wsc_ensemble_get_n_replicas (ensemble) < 2
                                          ? _("One trained replica has no spread: set more replicas to see ellipsoids")
                                          : _("One replica is left, and one has no spread: there are no ellipsoids")));
}

static void
add_rank_note (GPtrArray *notes, const WscResults *self)
{
  const gsize p = wsc_architecture_get_n_parameters (wsc_ensemble_get_architecture (self->ensemble));
  gsize n;

  wsc_dataset_get_train (self->dataset, &n);
  if (n < p && wsc_relevant_sandwich (self->study))
    g_ptr_array_add (notes, g_strdup_printf (_("%zu samples cannot fix %zu parameters: a sandwich leaves some of them open, or their "
                                               "variances to the floor. Take more samples or a smaller network"), n, p));
}

/* Of a method that the study's own is compared with: under its name. */
static void
add_estimate_notes (GPtrArray *notes, const WscEstimate *estimate)
{
  const char *name = wsc_study_get_method_label (estimate->method);

  g_ptr_array_add (notes, g_strdup_printf (_("%s: its means lie %.3g from those of the study's own method, in the root mean square (Procrustes residual)"), name,
                                           estimate->residual));
  for (const char *const *text = wsc_neurons_get_warnings (estimate->neurons); *text != NULL; text++)
    g_ptr_array_add (notes, g_strdup_printf ("%s: %s", name, *text));
}

char **
wsc_results_dup_notes (const WscResults *self)
{
  GPtrArray *notes;

  g_return_val_if_fail (self != NULL, NULL);

  notes = g_ptr_array_new ();
  if (self->dataset != NULL)
    add_all (notes, wsc_dataset_get_notes (self->dataset));
  if (self->ensemble != NULL)
    add_ensemble_notes (notes, self->ensemble, self->neurons == NULL && self->study->estimate.method == WSC_METHOD_BOOTSTRAP);
  if (self->ensemble != NULL && self->dataset != NULL)
    add_rank_note (notes, self);
  if (self->neurons != NULL)
    add_all (notes, wsc_neurons_get_warnings (self->neurons));
  for (guint i = 1; i < self->estimates->len; i++)
    add_estimate_notes (notes, self->estimates->pdata[i]);
  wsc_series_parts_add_notes (&self->series, &self->study->ssa, notes);
  wsc_reduction_parts_add_notes (&self->reduction, &self->study->reduction, notes);
  g_ptr_array_add (notes, NULL);
  return (char **) g_ptr_array_free (notes, FALSE);
}
