/* Gaps of a series: what can be filled at all, and by which method. */
#include "ssa/fill-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

gboolean
wsc_gaps_go_on (const WscHook *hook, double fraction, GError **error)
{
  if (wsc_hook_report (hook, fraction, _("Filling the gaps")))
    return TRUE;
  g_set_error_literal (error, WSC_ERROR, WSC_ERROR_STOPPED, _("Stopped while filling the gaps"));
  return FALSE;
}

static gboolean
check_settings (gsize n, const WscFillSettings *settings, GError **error)
{
  const gsize h = settings->window;
  const gsize longest = settings->method == WSC_FILL_SUBSPACE ? MIN (n - 1, WSC_GAPS_LONGEST) : n - 1;

  if (n < WSC_SSA_MIN_LENGTH)
    g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE, _("A series of %zu values; at least %d are needed"), n,
                 WSC_SSA_MIN_LENGTH);
  else if (h < 2 || h > longest)
    g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE,
                 _("A window of %zu values for filling a series of %zu; allowed: 2 to %zu"), h, n, longest);
  else if (settings->rank < 1 || settings->rank >= MIN (h, n - h + 1))
    g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE,
                 _("Rank %zu for filling with a window of %zu over %zu values; allowed: 1 to %zu"), settings->rank, h,
                 n, MIN (h, n - h + 1) - 1);
  else
    return TRUE;
  return FALSE;
}

static gboolean
find_missing (WscGaps *self, gsize *n_missing, GError **error)
{
  *n_missing = 0;
  for (gsize t = 0; t < self->n; t++)
    {
      self->missing[t] = isnan (self->values[t]);
      *n_missing += self->missing[t];
      if (!isinf (self->values[t]))
        continue;
      g_set_error (error, WSC_ERROR, WSC_ERROR_NUMERIC, _("Value %zu of a series is %g, not a finite number"), t + 1,
                   self->values[t]);
      return FALSE;
    }
  if (*n_missing < self->n)
    return TRUE;
  g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE,
               _("All %zu values of the series are missing; at least one must be there"), self->n);
  return FALSE;
}

gboolean
wsc_ssa_fill (gsize n, double *series, const WscFillSettings *settings, const WscHook *hook, GError **error)
{
  g_autofree double *values = g_memdup2 (series, n * sizeof *series);
  g_autofree guint8 *missing = g_new0 (guint8, n);
  WscGaps gaps = { .n = n, .values = values, .missing = missing, .hook = hook };
  gsize n_missing;

  g_return_val_if_fail (series != NULL && settings != NULL, FALSE);

  gaps.window = settings->window;
  gaps.rank = settings->rank;
  if (!check_settings (n, settings, error) || !find_missing (&gaps, &n_missing, error))
    return FALSE;
  if (n_missing == 0)
    return TRUE;
  wsc_blas_use_one_thread ();
  if (!(settings->method == WSC_FILL_SUBSPACE ? wsc_gaps_project (&gaps, error) : wsc_gaps_iterate (&gaps, error)))
    return FALSE;
  memcpy (series, values, n * sizeof *series);
  return TRUE;
}
