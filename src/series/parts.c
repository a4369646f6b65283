/* All that comes of a series as one value, and what is to be said of it. */
#include "series/series.h"

#include <glib/gi18n-lib.h>

#define COPY(field, ref) self->field = other->field != NULL ? ref (other->field) : NULL

void
wsc_series_parts_copy (WscSeriesParts *self, const WscSeriesParts *other)
{
  g_return_if_fail (self != NULL && other != NULL);

  COPY (ssa, wsc_ssa_ref);
  COPY (curve, wsc_sweep_ref);
  COPY (reconstruction, wsc_reconstruction_ref);
  COPY (grouped, wsc_grouped_ref);
  COPY (forecast, wsc_forecast_ref);
  COPY (suggestion, wsc_suggestion_ref);
  COPY (sweep, wsc_sweep_ref);
  COPY (landscape, wsc_sweep_ref);
  COPY (forecast_problem, g_strdup);
  COPY (suggestion_problem, g_strdup);
  self->has_truth = other->has_truth;
}

void
wsc_series_parts_clear (WscSeriesParts *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->ssa, wsc_ssa_unref);
  g_clear_pointer (&self->curve, wsc_sweep_unref);
  g_clear_pointer (&self->reconstruction, wsc_reconstruction_unref);
  g_clear_pointer (&self->grouped, wsc_grouped_unref);
  g_clear_pointer (&self->forecast, wsc_forecast_unref);
  g_clear_pointer (&self->suggestion, wsc_suggestion_unref);
  g_clear_pointer (&self->sweep, wsc_sweep_unref);
  g_clear_pointer (&self->landscape, wsc_sweep_unref);
  g_clear_pointer (&self->forecast_problem, g_free);
  g_clear_pointer (&self->suggestion_problem, g_free);
}

/* --- notes ---------------------------------------------------------------- */

static void
add_window_note (const WscSsa *ssa, GPtrArray *notes)
{
  const gsize n = wsc_ssa_get_length (ssa), window = wsc_ssa_get_window (ssa), rows = wsc_ssa_get_rows (ssa);

  if (rows != window)
    wsc_notes_add (notes, _("A window of %zu in a series of %zu has the components of a window of %zu: one trajectory matrix is the "
                            "other turned over"), window, n, rows);
  if (wsc_ssa_get_kind (ssa) == WSC_SSA_TOEPLITZ)
    wsc_notes_add (notes, _("Toeplitz: the covariances are those of a stationary series; a trend biases the components"));
}

/* Why there are no more components than these. */
static void
add_clamp_note (const WscSeriesParts *self, guint n_missing, GPtrArray *notes)
{
  const gsize r = wsc_ssa_get_n_components (self->ssa);

  if (n_missing == 0)
    return;
  if (!wsc_ssa_is_whole (self->ssa))
    wsc_notes_add (notes, _("%u of the components asked for are not computed: the window is long, and the %zu leading ones are "
                            "(ssa.leading)"), n_missing, r);
  else if (r == wsc_ssa_get_limit (self->ssa))
    wsc_notes_add (notes, _("%u of the components asked for do not exist: a window of %zu over %zu values has %zu"), n_missing,
                   wsc_ssa_get_window (self->ssa), wsc_ssa_get_length (self->ssa), r);
  else
    wsc_notes_add (notes, _("%u of the components asked for do not exist: the trajectory matrix has rank %zu, and further "
                            "singular values are zero but for rounding"), n_missing, r);
}

/* Components that are not there are said above, but not those that groups name. */
static void
add_groups_note (const WscSeriesParts *self, GPtrArray *notes)
{
  if (self->grouped->n_missing > 0)
    wsc_notes_add (notes, _("%u of the components in groups are not there: %zu are computed"), self->grouped->n_missing,
                   wsc_ssa_get_n_components (self->ssa));
  if (self->grouped->reason != NULL)
    wsc_notes_add (notes, "%s", self->grouped->reason);
}

static void
add_mape_note (const WscSeriesErrors *errors, const WscSeriesSettings *settings, GPtrArray *notes)
{
  if (errors->n_left_out > 0)
    wsc_notes_add (notes, settings->mape == WSC_MAPE_TRUTH
                            ? _("MAPE, over the values that should come out, leaves out %zu of them that are nearly zero")
                            : _("MAPE, over the values that come out, leaves out %zu of them that are nearly zero"),
                   errors->n_left_out);
}

void
wsc_series_parts_add_notes (const WscSeriesParts *self, const WscSeriesSettings *settings, GPtrArray *notes)
{
  g_return_if_fail (self != NULL && settings != NULL && notes != NULL);

  if (self->ssa == NULL)
    return;
  add_window_note (self->ssa, notes);
  if (self->reconstruction != NULL)
    {
      add_clamp_note (self, self->reconstruction->n_missing, notes);
      add_mape_note (&self->reconstruction->errors, settings, notes);
    }
  if (self->grouped != NULL)
    add_groups_note (self, notes);
  if (self->suggestion != NULL)
    wsc_notes_add (notes, "%s", wsc_suggestion_get_reason (self->suggestion));
  if (self->forecast_problem != NULL)
    wsc_notes_add (notes, _("No forecast: %s"), self->forecast_problem);
  if (self->suggestion_problem != NULL)
    wsc_notes_add (notes, _("No suggestion: %s"), self->suggestion_problem);
}
