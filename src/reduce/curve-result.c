/* The curve as a value: over repeats, mean and standard deviation; over counts, the one that is chosen. */
#include "reduce/curve-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static const WscQuality unknown = { NAN, NAN, NAN };

static guint *
list_counts (guint m, guint step, guint *n)
{
  guint *counts = g_new (guint, m + 1);

  *n = 0;
  for (guint k = 1; k < m; k += MAX (step, 1))
    counts[(*n)++] = k;
  counts[(*n)++] = m;
  return counts;
}

WscReductionCurve *
wsc_reduction_curve_alloc (guint m, guint step, guint n_repeats, guint n_lines)
{
  WscReductionCurve *self = g_new0 (WscReductionCurve, 1);

  self->ref_count = 1;
  self->counts = list_counts (m, step, &self->n_counts);
  self->n_repeats = n_repeats;
  self->n_lines = n_lines;
  self->parameters = g_new0 (gsize, self->n_counts);
  self->lines = g_new0 (WscReductionLine, n_lines);
  for (guint l = 0; l < n_lines; l++)
    {
      self->lines[l].values = g_new (WscQuality, self->n_counts *n_repeats);
      self->lines[l].mean = g_new (WscQuality, self->n_counts);
      self->lines[l].sd = g_new (WscQuality, self->n_counts);
      for (guint i = 0; i < self->n_counts * n_repeats; i++)
        self->lines[l].values[i] = unknown;
    }
  return self;
}

WscReductionCurve *
wsc_reduction_curve_ref (WscReductionCurve *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_int_inc (&self->ref_count);
  return self;
}

void
wsc_reduction_curve_unref (WscReductionCurve *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;
  for (guint l = 0; l < self->n_lines; l++)
    {
      g_free (self->lines[l].values);
      g_free (self->lines[l].mean);
      g_free (self->lines[l].sd);
    }
  g_free (self->lines);
  g_free (self->counts);
  g_free (self->parameters);
  g_free (self->reason);
  g_free (self);
}

/* --- over repeats ---------------------------------------------------------------------------- */

/* Of the repeats that have a value, of the double at `offset` in each. */
static void
take_moments (const WscQuality *values, guint n, gsize offset, WscQuality *mean, WscQuality *sd)
{
  double centre = 0, squares = 0;
  guint count = 0;

  for (guint r = 0; r < n; r++)
    {
      const double value = G_STRUCT_MEMBER (double, values + r, offset), delta = value - centre;

      if (isnan (value))
        continue;
      centre += delta / ++count;
      squares += delta * (value - centre);
    }
  G_STRUCT_MEMBER (double, mean, offset) = count > 0 ? centre : NAN;
  G_STRUCT_MEMBER (double, sd, offset) = count > 1 ? sqrt (squares / (count - 1)) : count > 0 ? 0.0 : NAN;
}

static void
summarise_line (const WscReductionCurve *self, WscReductionLine *line)
{
  static const gsize offsets[] = { G_STRUCT_OFFSET (WscQuality, train), G_STRUCT_OFFSET (WscQuality, validation),
                                   G_STRUCT_OFFSET (WscQuality, test) };

  for (guint i = 0; i < self->n_counts; i++)
    for (guint part = 0; part < G_N_ELEMENTS (offsets); part++)
      take_moments (line->values + (gsize) i * self->n_repeats, self->n_repeats, offsets[part], &line->mean[i], &line->sd[i]);
}

/* --- the choice ---------------------------------------------------------------------------------- */

/* Larger is better. */
static double
get_merit (const WscReductionCurve *self, guint i)
{
  const double value = self->lines[self->line].mean[i].validation;

  return self->is_accuracy ? value : -value;
}

/* The fewest within one standard error of the best (Breiman et al. 1984). */
static void
choose (WscReductionCurve *self)
{
  guint best = self->n_counts, chosen = self->n_counts;
  double error;

  for (guint i = 0; i < self->n_counts; i++)
    if (!isnan (get_merit (self, i)) && (best == self->n_counts || get_merit (self, i) > get_merit (self, best)))
      best = i;
  if (best == self->n_counts)
    {
      self->reason = g_strdup (_("No number of neurons is chosen: no samples are held out from training to choose it by"));
      return;
    }
  error = self->lines[self->line].sd[best].validation / sqrt (self->n_repeats);
  for (guint i = self->n_counts; i-- > 0;)
    if (get_merit (self, i) >= get_merit (self, best) - error)
      chosen = i;
  self->k = self->counts[chosen];
  self->reason = g_strdup_printf (
      self->is_accuracy
          ? _("%u neurons: the fewest whose accuracy on validation samples (%.4g) is within one standard error (%.2g) of the best (%.4g)")
          : _("%u neurons: the fewest whose error on validation samples (%.4g) is within one standard error (%.2g) of the best (%.4g)"),
      self->k, fabs (get_merit (self, chosen)), error, fabs (get_merit (self, best)));
}

void
wsc_reduction_curve_summarise (WscReductionCurve *self)
{
  for (guint l = 0; l < self->n_lines; l++)
    summarise_line (self, &self->lines[l]);
  choose (self);
}
