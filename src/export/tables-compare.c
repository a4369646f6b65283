/* The tables of several methods. */
#include "export/export-private.h"

#include <math.h>

#include <glib/gi18n-lib.h>

static void
write_header (WscTableWriter *writer, const char *const *names, guint n)
{
  for (guint i = 0; i < n; i++)
    wsc_table_writer_add_column (writer, names[i]);
  wsc_table_writer_end_row (writer);
}

static const char *
get_name (const WscEstimate *estimate)
{
  return wsc_study_get_method_name (estimate->method);
}

gboolean
wsc_table_write_compare (const WscResults *results, WscTableWriter *writer, GError **error)
{
  static const char *const names[] = { "method", "neuron", "volume", "axis_ratio", "angle", "bures" };
  double level = wsc_results_get_study (results)->view.level;
  guint n;
  WscEstimate *const *estimates = wsc_results_get_estimates (results, &n);
  if (n == 0)
    return wsc_table_fail_missing (error, "compare", _("no method has given an answer yet"));
  write_header (writer, names, G_N_ELEMENTS (names));
  for (guint i = 0; i < n; i++)
    for (guint k = 0; k < wsc_neurons_get_count (estimates[i]->neurons); k++)
      {
        WscComparison comparison;
        if (!wsc_estimate_compare (estimates[i], estimates[0], k, level, &comparison, error))
          return FALSE;
        wsc_table_writer_add_text (writer, get_name (estimates[i]));
        wsc_table_writer_add_integer (writer, k + 1);
        wsc_table_writer_add_number (writer, comparison.volume);
        wsc_table_writer_add_number (writer, comparison.axis_ratio);
        wsc_table_writer_add_number (writer, comparison.angle);
        wsc_table_writer_add_number (writer, comparison.bures);
        wsc_table_writer_end_row (writer);
      }
  return TRUE;
}

gboolean
wsc_table_write_spectrum (const WscResults *results, WscTableWriter *writer, GError **error)
{
  static const char *const names[] = { "method", "index", "eigenvalue", "relative" };
  gboolean any = FALSE;
  guint n;
  WscEstimate *const *estimates = wsc_results_get_estimates (results, &n);
  write_header (writer, names, G_N_ELEMENTS (names));
  for (guint i = 0; i < n; i++)
    for (gsize k = 0; estimates[i]->values && k < estimates[i]->n_values; k++)
      {
        any = TRUE;
        wsc_table_writer_add_text (writer, get_name (estimates[i]));
        wsc_table_writer_add_integer (writer, (guint) k + 1);
        wsc_table_writer_add_number (writer, estimates[i]->values[k]);
        wsc_table_writer_add_number (writer, estimates[i]->values[k] / wsc_estimate_get_spectral_radius (estimates[i]));
        wsc_table_writer_end_row (writer);
      }
  return any || wsc_table_fail_missing (error, "spectrum", _("no method took a Hessian: set estimate.method or estimate.methods to sandwich"));
}

gboolean
wsc_table_write_evidence (const WscResults *results, WscTableWriter *writer, GError **error)
{
  static const char *const names[] = { "method", "epoch", "fit", "kl" };
  gboolean any = FALSE;
  guint n;
  WscEstimate *const *estimates = wsc_results_get_estimates (results, &n);
  write_header (writer, names, G_N_ELEMENTS (names));
  for (guint i = 0; i < n; i++)
    for (guint k = 0; estimates[i]->fit && k < estimates[i]->n_epochs; k++)
      {
        any = TRUE;
        wsc_table_writer_add_text (writer, get_name (estimates[i]));
        wsc_table_writer_add_integer (writer, k + 1);
        wsc_table_writer_add_number (writer, estimates[i]->fit[k]);
        wsc_table_writer_add_number (writer, estimates[i]->kl[k]);
        wsc_table_writer_end_row (writer);
      }
  return any || wsc_table_fail_missing (error, "evidence", _("nothing was inferred by Bayes: set estimate.method or estimate.methods to variational"));
}

gboolean
wsc_table_write_coverage (const WscResults *results, WscTableWriter *writer, GError **error)
{
  static const char *const names[] = { "method", "neuron", "networks", "coverage", "centred" };
  guint n;
  WscEstimate *const *estimates = wsc_results_get_estimates (results, &n);
  if (n == 0 || !estimates[0]->coverage)
    return wsc_table_fail_missing (error, "coverage", _("estimate.calibrate is 0; set it to the number of networks on fresh noise"));
  write_header (writer, names, G_N_ELEMENTS (names));
  for (guint i = 0; i < n; i++)
    for (guint k = 0; k < wsc_neurons_get_count (estimates[i]->neurons); k++)
      {
        wsc_table_writer_add_text (writer, get_name (estimates[i]));
        wsc_table_writer_add_integer (writer, k + 1);
        wsc_table_writer_add_integer (writer, estimates[i]->n_fresh);
        wsc_table_writer_add_number (writer, estimates[i]->coverage[k]);
        wsc_table_writer_add_number (writer, estimates[i]->centred[k]);
        wsc_table_writer_end_row (writer);
      }
  return TRUE;
}
