/* How many neurons the curve would keep, as a suggestion. */
#include "study/study-private.h"

/* Larger is better: an error counts with its sign turned. */
WscCount *
wsc_count_new_from_curve (const WscReductionCurve *curve)
{
  const WscReductionLine *line = &curve->lines[curve->line];
  WscCount *self = g_new0 (WscCount, 1);

  self->ref_count = 1;
  self->k = curve->k;
  self->reason = g_strdup (curve->reason);
  self->n = curve->n_counts;
  self->counts = g_memdup2 (curve->counts, curve->n_counts * sizeof *curve->counts);
  self->scores = g_new (double, curve->n_counts);
  for (guint i = 0; i < curve->n_counts; i++)
    self->scores[i] = curve->is_accuracy ? line->mean[i].validation : -line->mean[i].validation;
  return self;
}
