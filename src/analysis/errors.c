#include "analysis/analysis-private.h"

#include <math.h>

#define LEAST_SHARE 1e-8 /* of the largest: a smaller denominator, as sin (pi) is one, would outweigh all others */

void
wsc_series_errors (gsize n, const double *truth, const double *estimate, WscMapeKind kind, WscSeriesErrors *errors)
{
  const double *below = kind == WSC_MAPE_ESTIMATE ? estimate : truth;
  double largest = 0, squares = 0, ratios = 0;
  gsize n_counted = 0;

  g_return_if_fail (n > 0 && truth != NULL && estimate != NULL && errors != NULL);

  for (gsize t = 0; t < n; t++)
    largest = fmax (largest, fabs (below[t]));
  for (gsize t = 0; t < n; t++)
    {
      const double distance = truth[t] - estimate[t];

      squares += distance * distance;
      if (below[t] == 0 || fabs (below[t]) < LEAST_SHARE * largest)
        continue;
      ratios += fabs (distance / below[t]);
      n_counted++;
    }
  *errors = (WscSeriesErrors){
    .mse = squares / (double) n,
    .mape = n_counted > 0 ? 100 * ratios / (double) n_counted : NAN,
    .n_left_out = n - n_counted,
  };
}

void
wsc_ssa_errors_by_count (const WscSsa *ssa, gsize channel, const double *truth, WscMapeKind kind,
                         WscSeriesErrors *errors)
{
  g_autofree double *sum = NULL;
  gsize n;

  g_return_if_fail (ssa != NULL && channel < wsc_ssa_get_n_channels (ssa) && truth != NULL && errors != NULL);

  n = wsc_ssa_get_length (ssa);
  sum = g_new0 (double, n);
  for (gsize i = 0; i < wsc_ssa_get_n_components (ssa); i++)
    {
      const double *component = wsc_ssa_get_component (ssa, i, channel);

      for (gsize t = 0; t < n; t++)
        sum[t] += component[t];
      wsc_series_errors (n, truth, sum, kind, &errors[i]);
    }
}
