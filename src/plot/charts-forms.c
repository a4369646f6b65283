/* A study as published and corrected, as two charts on the same axes. */
#include "plot/pair.h"
#include "plot/plot-private.h"

gboolean
wsc_plot_has_pair (const WscStudy *study)
{
  g_return_val_if_fail (study != NULL, FALSE);
  return study->subject == WSC_SUBJECT_SERIES || (wsc_study_get_needs (study) & WSC_NEED_CURVE) != 0;
}

static WscPlot *
new_one (const WscResults *results)
{
  if (results && wsc_results_get_study (results)->subject == WSC_SUBJECT_SERIES)
    {
      const WscSeriesParts *series = wsc_results_get_series (results);
      return series && series->sweep ? wsc_plot_new_ssa_sweep (results, NULL) : NULL;
    }
  const WscReductionParts *fewer = results ? wsc_results_get_reduction (results) : NULL;
  return fewer && fewer->curve ? wsc_plot_new_reduction_curve (results) : NULL;
}

void
wsc_plot_new_pair (const WscResults *const results[2], WscPlot *plots[2])
{
  g_return_if_fail (results != NULL && plots != NULL);
  for (guint i = 0; i < 2; i++)
    plots[i] = new_one (results[i]);
  if (plots[0] && plots[1])
    wsc_plot_share_ranges (plots[0], plots[1]);
}
