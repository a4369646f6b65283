#include "analysis/analysis-private.h"

#include <float.h>
#include <glib/gi18n-lib.h>
#include <math.h>

/* What the singular values beyond the rank are below: rounding. */
static double
rounding (const WscSsa *ssa)
{
  const gsize L = wsc_ssa_get_rows (ssa), CK = wsc_ssa_get_n_channels (ssa) * wsc_ssa_get_columns (ssa);

  return (double) MAX (L, CK) * DBL_EPSILON * wsc_ssa_get_singular_value (ssa, 0);
}

/* How many components are followed by a singular value that is known, or known to be rounding. */
static guint
count_steps (const WscSsa *ssa, guint max)
{
  const gsize r = wsc_ssa_get_n_components (ssa);
  const gboolean ends = wsc_ssa_is_whole (ssa) && r < wsc_ssa_get_limit (ssa);

  return (guint) MIN (max, ends ? r : r - 1);
}

static double
log_step (const WscSsa *ssa, gsize i)
{
  const gboolean last = i + 1 == wsc_ssa_get_n_components (ssa);

  return log (wsc_ssa_get_singular_value (ssa, i) / (last ? rounding (ssa) : wsc_ssa_get_singular_value (ssa, i + 1)));
}

static char *
reason_of (const WscSsa *ssa, guint widest, guint n_steps, double step)
{
  if (widest + 1 == wsc_ssa_get_n_components (ssa))
    return g_strdup_printf (
        _("The components up to number %u are the whole series: what is left is below the rounding of numbers"),
        widest + 1);
  return g_strdup_printf (
      _("The singular values fall by a factor of %.3g after component %u, the widest step among the first %u"),
      exp (step), widest + 1, n_steps);
}

gboolean
wsc_suggest_by_gap (WscSuggestion *self, const WscSsa *ssa, const WscSuggestSettings *settings, GError **error)
{
  const guint n_steps = count_steps (ssa, settings->max_components);
  guint widest = 0;

  if (n_steps == 0)
    {
      g_set_error_literal (error, WSC_ERROR, WSC_ERROR_RANGE,
                           _("Only 1 component was computed; a step between singular values needs at least 2"));
      return FALSE;
    }
  self->n_evidence = n_steps;
  self->value = g_new (double, n_steps);
  for (guint i = 0; i < n_steps; i++)
    {
      self->value[i] = log_step (ssa, i);
      if (self->value[i] > self->value[widest])
        widest = i;
    }
  wsc_components_set_first (&self->components, widest + 1);
  self->reason = reason_of (ssa, widest, n_steps, self->value[widest]);
  return TRUE;
}
