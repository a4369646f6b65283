/* The tables of singular spectrum analysis. */
#include "export/export-private.h"

#include <math.h>

#include <glib/gi18n-lib.h>

/* The parts, or NULL and an error. */
static const WscSeriesParts *
get_parts (const WscResults *results, const char *name, GError **error)
{
  const WscSeriesParts *parts = wsc_results_get_series (results);
  if (!parts || !parts->reconstruction || !parts->curve)
    {
      wsc_table_fail_missing (error, name, _("the series is not decomposed: it is a table, or the run was stopped"));
      return NULL;
    }
  return parts;
}

static void
write_header (WscTableWriter *writer, const char *const *names, guint n)
{
  for (guint i = 0; i < n; i++)
    wsc_table_writer_add_column (writer, names[i]);
}

/* name_1 … */
static void
write_numbered (WscTableWriter *writer, const char *name, gsize n)
{
  for (gsize i = 1; i <= n; i++)
    {
      g_autofree char *full = g_strdup_printf ("%s_%zu", name, i);
      wsc_table_writer_add_column (writer, full);
    }
}

/* --- series ------------------------------------------------------------------- */

gboolean
wsc_table_write_ssa_series (const WscResults *results, WscTableWriter *writer, GError **error)
{
  const char *const names[] = { "t", "observed", "clean", "reconstructed", "residual" };
  const WscSeriesParts *parts = get_parts (results, "ssa-series", error);
  if (!parts)
    return FALSE;
  WscDataset *dataset = wsc_results_get_dataset (results);
  gsize channel = (gsize) wsc_results_get_study (results)->ssa.channel - 1;
  const double *columns[] = { wsc_dataset_get_times (dataset), wsc_ssa_get_values (parts->ssa, channel),
                              parts->has_truth ? wsc_dataset_get_clean (dataset) : NULL, parts->reconstruction->signal,
                              parts->reconstruction->residual };
  const WscGrouped *grouped = parts->grouped;
  guint n_groups = grouped ? grouped->groups->len : 0;
  write_header (writer, names, G_N_ELEMENTS (names));
  for (guint g = 0; g < n_groups; g++)
    wsc_table_writer_add_column (writer, g_array_index (grouped->groups, WscGroup, g).key);
  wsc_table_writer_end_row (writer);
  for (gsize t = 0; t < parts->reconstruction->n; t++)
    {
      for (guint j = 0; j < G_N_ELEMENTS (columns); j++)
        wsc_table_writer_add_number (writer, columns[j] ? columns[j][t] : NAN);
      for (guint g = 0; g < n_groups; g++)
        wsc_table_writer_add_number (writer, grouped->series[g * grouped->n + t]);
      wsc_table_writer_end_row (writer);
    }
  return TRUE;
}

/* --- components ----------------------------------------------------------------- */

gboolean
wsc_table_write_ssa_components (const WscResults *results, WscTableWriter *writer, GError **error)
{
  const char *const names[] = { "component", "singular_value", "share", "period" };
  const WscSeriesParts *parts = get_parts (results, "ssa-components", error);
  if (!parts)
    return FALSE;
  write_header (writer, names, G_N_ELEMENTS (names));
  wsc_table_writer_end_row (writer);
  for (gsize i = 0; i < wsc_ssa_get_n_components (parts->ssa); i++)
    {
      wsc_table_writer_add_integer (writer, (guint) i + 1);
      wsc_table_writer_add_number (writer, wsc_ssa_get_singular_value (parts->ssa, i));
      wsc_table_writer_add_number (writer, wsc_ssa_get_share (parts->ssa, i));
      wsc_table_writer_add_number (writer, wsc_ssa_get_period (parts->ssa, i));
      wsc_table_writer_end_row (writer);
    }
  return TRUE;
}

gboolean
wsc_table_write_ssa_vectors (const WscResults *results, WscTableWriter *writer, GError **error)
{
  const WscSeriesParts *parts = get_parts (results, "ssa-vectors", error);
  if (!parts)
    return FALSE;
  gsize r = wsc_ssa_get_n_components (parts->ssa);
  wsc_table_writer_add_column (writer, "row");
  write_numbered (writer, "u", r);
  wsc_table_writer_end_row (writer);
  for (gsize j = 0; j < wsc_ssa_get_rows (parts->ssa); j++)
    {
      wsc_table_writer_add_integer (writer, (guint) j + 1);
      for (gsize i = 0; i < r; i++)
        wsc_table_writer_add_number (writer, wsc_ssa_get_vector (parts->ssa, i)[j]);
      wsc_table_writer_end_row (writer);
    }
  return TRUE;
}

gboolean
wsc_table_write_ssa_pairs (const WscResults *results, WscTableWriter *writer, GError **error)
{
  const char *const names[] = { "first", "second", "w_correlation", "period", "frequency", "modulus" };
  const WscSeriesParts *parts = get_parts (results, "ssa-pairs", error);
  if (!parts)
    return FALSE;
  gsize c = wsc_ssa_get_n_correlated (parts->ssa);
  write_header (writer, names, G_N_ELEMENTS (names));
  wsc_table_writer_end_row (writer);
  for (guint i = 0; i + 1 < c; i++)
    {
      WscTerm term = { NAN, NAN, NAN, NAN };
      wsc_ssa_get_oscillation (parts->ssa, i, &term);
      wsc_table_writer_add_integer (writer, i + 1);
      wsc_table_writer_add_integer (writer, i + 2);
      wsc_table_writer_add_number (writer, wsc_ssa_get_correlations (parts->ssa)[i * c + i + 1]);
      wsc_table_writer_add_number (writer, term.period);
      wsc_table_writer_add_number (writer, term.frequency);
      wsc_table_writer_add_number (writer, term.modulus);
      wsc_table_writer_end_row (writer);
    }
  return TRUE;
}

gboolean
wsc_table_write_ssa_wcorr (const WscResults *results, WscTableWriter *writer, GError **error)
{
  const WscSeriesParts *parts = get_parts (results, "ssa-wcorr", error);
  if (!parts)
    return FALSE;
  gsize c = wsc_ssa_get_n_correlated (parts->ssa);
  wsc_table_writer_add_column (writer, "component");
  write_numbered (writer, "w", c);
  wsc_table_writer_end_row (writer);
  for (gsize i = 0; i < c; i++)
    {
      wsc_table_writer_add_integer (writer, (guint) i + 1);
      for (gsize j = 0; j < c; j++)
        wsc_table_writer_add_number (writer, wsc_ssa_get_correlations (parts->ssa)[i * c + j]);
      wsc_table_writer_end_row (writer);
    }
  return TRUE;
}

/* --- errors ----------------------------------------------------------------------- */

static void
write_sweep (WscTableWriter *writer, const WscSweep *sweep)
{
  const char *const names[] = { "window", "components", "mse", "mape" };
  write_header (writer, names, G_N_ELEMENTS (names));
  wsc_table_writer_end_row (writer);
  for (guint i = 0; i < wsc_sweep_get_n_windows (sweep); i++)
    for (guint j = 0; j < wsc_sweep_get_n_points (sweep, i); j++)
      {
        wsc_table_writer_add_integer (writer, (guint) wsc_sweep_get_window (sweep, i));
        wsc_table_writer_add_integer (writer, wsc_sweep_get_components (sweep, i, j));
        wsc_table_writer_add_number (writer, wsc_sweep_get_errors (sweep, i, j)->mse);
        wsc_table_writer_add_number (writer, wsc_sweep_get_errors (sweep, i, j)->mape);
        wsc_table_writer_end_row (writer);
      }
}

gboolean
wsc_table_write_ssa_sweep (const WscResults *results, WscTableWriter *writer, GError **error)
{
  const WscSeriesParts *parts = get_parts (results, "ssa-sweep", error);
  if (!parts)
    return FALSE;
  write_sweep (writer, parts->sweep ? parts->sweep : parts->curve);
  return TRUE;
}

gboolean
wsc_table_write_ssa_landscape (const WscResults *results, WscTableWriter *writer, GError **error)
{
  const WscSeriesParts *parts = get_parts (results, "ssa-landscape", error);
  if (!parts)
    return FALSE;
  if (!parts->landscape)
    return wsc_table_fail_missing (error, "ssa-landscape", _("ssa.landscape is 0; set it to the number of windows, up to 200"));
  write_sweep (writer, parts->landscape);
  return TRUE;
}

/* --- what follows, what to keep ------------------------------------------------------ */

gboolean
wsc_table_write_ssa_forecast (const WscResults *results, WscTableWriter *writer, GError **error)
{
  const char *const names[] = { "t", "forecast", "confidence_low", "confidence_high", "prediction_low", "prediction_high" };
  const WscSeriesParts *parts = get_parts (results, "ssa-forecast", error);
  const double *bands[4] = { NULL };
  if (!parts)
    return FALSE;
  if (!parts->forecast)
    return wsc_table_fail_missing (error, "ssa-forecast", parts->forecast_problem ? parts->forecast_problem
                                                          : _("ssa.forecast is 0; set it to the number of values wanted"));
  WscDataset *dataset = wsc_results_get_dataset (results);
  gsize n = wsc_dataset_get_length (dataset);
  const double *times = wsc_dataset_get_times (dataset);
  double step = (times[n - 1] - times[0]) / (double) (n - 1);
  wsc_forecast_get_bands (parts->forecast, &bands[0], &bands[1], &bands[2], &bands[3]);
  write_header (writer, names, G_N_ELEMENTS (names));
  wsc_table_writer_end_row (writer);
  for (guint i = 0; i < wsc_forecast_get_steps (parts->forecast); i++)
    {
      wsc_table_writer_add_number (writer, times[n - 1] + (i + 1) * step);
      wsc_table_writer_add_number (writer, wsc_forecast_get_values (parts->forecast)[i]);
      for (guint j = 0; j < G_N_ELEMENTS (bands); j++)
        wsc_table_writer_add_number (writer, bands[j] ? bands[j][i] : NAN);
      wsc_table_writer_end_row (writer);
    }
  return TRUE;
}

gboolean
wsc_table_write_ssa_suggestion (const WscResults *results, WscTableWriter *writer, GError **error)
{
  const char *const names[] = { "component", "kept", "evidence", "low", "high" };
  const WscSeriesParts *parts = get_parts (results, "ssa-suggestion", error);
  g_auto (WscComponents) kept = { 0 };
  const double *columns[3];
  if (!parts)
    return FALSE;
  if (!parts->suggestion)
    return wsc_table_fail_missing (error, "ssa-suggestion", parts->suggestion_problem ? parts->suggestion_problem
                                                            : _("ssa.suggest is none; set it to gap, validation or surrogates"));
  wsc_suggestion_get_components (parts->suggestion, &kept);
  guint n = wsc_suggestion_get_evidence (parts->suggestion, &columns[0], &columns[1], &columns[2]);
  write_header (writer, names, G_N_ELEMENTS (names));
  wsc_table_writer_end_row (writer);
  for (guint i = 0; i < n; i++)
    {
      wsc_table_writer_add_integer (writer, i + 1);
      wsc_table_writer_add_integer (writer, wsc_components_contain (&kept, i) ? 1 : 0);
      for (guint j = 0; j < G_N_ELEMENTS (columns); j++)
        wsc_table_writer_add_number (writer, columns[j] ? columns[j][i] : NAN);
      wsc_table_writer_end_row (writer);
    }
  return TRUE;
}
