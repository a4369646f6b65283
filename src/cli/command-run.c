/* run: every stage that the study asks for, and what came of it in a few lines or as JSON. */
#include "cli/cli.h"
#include "cli/save-network.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#define NAME_WIDTH 14 /* letters, the longest name in any language and a blank */

/* --- lines ------------------------------------------------------------------ */

static void append_line (GString *out, const char *name, const char *format, ...) G_GNUC_PRINTF (3, 4);

static void
append_line (GString *out, const char *name, const char *format, ...)
{
  va_list arguments;
  va_start (arguments, format);
  g_string_append (out, name);
  for (glong width = g_utf8_strlen (name, -1); width < NAME_WIDTH; width++)
    g_string_append_c (out, ' ');
  g_string_append_vprintf (out, format, arguments);
  g_string_append_c (out, '\n');
  va_end (arguments);
}

static void
append_data (GString *out, const WscResults *results)
{
  WscDataset *dataset = wsc_results_get_dataset (results);
  WscSamples samples;
  gsize n_train, n_test;
  wsc_dataset_get_samples (dataset, &samples);
  wsc_dataset_get_train (dataset, &n_train);
  wsc_dataset_get_test (dataset, &n_test);
  if (wsc_results_get_ensemble (results))
    append_line (out, _("Data"), _("%s: %zu samples, %zu to learn from and %zu to test"),
                 wsc_dataset_get_name (dataset), samples.n_samples, n_train, n_test);
  else
    append_line (out, _("Data"), _("%s: %zu values"), wsc_dataset_get_name (dataset), wsc_dataset_get_length (dataset));
}

static void
append_model (GString *out, WscEnsemble *ensemble)
{
  const WscArchitecture *architecture = wsc_ensemble_get_architecture (ensemble);
  g_autoptr (GString) sizes = g_string_new (NULL);
  for (guint i = 0; i <= architecture->n_layers; i++)
    g_string_append_printf (sizes, "%s%u", i > 0 ? "–" : "", architecture->sizes[i]);
  append_line (out, _("Model"), _("%s, %zu parameters"), sizes->str,
               wsc_architecture_get_n_parameters (architecture));
  append_line (out, _("Replicas"), _("%u of %u trained, %u diverged"), wsc_ensemble_get_n_trained (ensemble),
               wsc_ensemble_get_n_replicas (ensemble), wsc_ensemble_get_n_diverged (ensemble));
}

static void
append_loss (GString *out, WscEnsemble *ensemble)
{
  g_auto (WscLossCurve) curve = { 0 };
  wsc_loss_curve_init (&curve, ensemble);
  if (curve.n_epochs == 0 || curve.n_replicas == 0)
    return;
  guint n = curve.n_epochs, last = n - 1;
  double mean = curve.train_mean[last], sd = curve.train_sd[last], test = curve.test_mean[last];
  const char *name = _("Loss");
  if (isfinite (sd) && isfinite (test))
    append_line (out, name, g_dngettext (GETTEXT_PACKAGE, "%.4g after %u epoch, sd %.2g; test %.4g", "%.4g after %u epochs, sd %.2g; test %.4g", n), mean, n, sd, test);
  else if (isfinite (sd))
    append_line (out, name, g_dngettext (GETTEXT_PACKAGE, "%.4g after %u epoch, sd %.2g", "%.4g after %u epochs, sd %.2g", n), mean, n, sd);
  else if (isfinite (test))
    append_line (out, name, g_dngettext (GETTEXT_PACKAGE, "%.4g after %u epoch; test %.4g", "%.4g after %u epochs; test %.4g", n), mean, n, test);
  else
    append_line (out, name, g_dngettext (GETTEXT_PACKAGE, "%.4g after %u epoch", "%.4g after %u epochs", n), mean, n);
}

static void
append_metrics (GString *out, const WscMetrics *metrics)
{
  if (!metrics)
    return;
  if (isfinite (metrics->test_mse))
    append_line (out, _("Error"), _("mean square %.4g in training, %.4g in test"), metrics->train_mse,
                 metrics->test_mse);
  else
    append_line (out, _("Error"), _("mean square %.4g in training"), metrics->train_mse);
  if (isfinite (metrics->clean_mse))
    append_line (out, _("Restored"), _("mean square %.4g from the series without noise; the observed one %.4g"),
                 metrics->clean_mse, metrics->noise_mse);
  if (isfinite (metrics->test_accuracy))
    append_line (out, _("Accuracy"), _("%.1f %% in training, %.1f %% in test"), 100 * metrics->train_accuracy,
                 100 * metrics->test_accuracy);
  else if (isfinite (metrics->train_accuracy))
    append_line (out, _("Accuracy"), _("%.1f %% in training"), 100 * metrics->train_accuracy);
}

static void
append_neurons (GString *out, WscNeurons *neurons)
{
  if (!neurons)
    return;
  append_line (out, _("Neurons"), _("%u of %u weights: mean variance %.4g, mean size of covariances %.4g"),
               wsc_neurons_get_count (neurons), wsc_neurons_get_dimension (neurons),
               wsc_neurons_get_mean_variance (neurons), wsc_neurons_get_mean_covariance (neurons));
}

static void
append_sweep (GString *out, const WscSweep *sweep)
{
  for (guint i = 0; i < wsc_sweep_get_n_windows (sweep); i++)
    {
      guint best = wsc_sweep_get_best (sweep, i);
      guint components = wsc_sweep_get_components (sweep, i, best);
      append_line (out, _("Compared"),
                   g_dngettext (GETTEXT_PACKAGE, "window %zu: least mean square %.4g with %u component",
                                "window %zu: least mean square %.4g with %u components", components),
                   wsc_sweep_get_window (sweep, i), wsc_sweep_get_errors (sweep, i, best)->mse, components);
    }
}

static void
append_forecast (GString *out, WscForecast *forecast)
{
  guint n = wsc_forecast_get_steps (forecast);
  append_line (out, _("Forecast"),
               g_dngettext (GETTEXT_PACKAGE, "%u value, the last %.6g; verticality %.3g", "%u values, the last %.6g; verticality %.3g", n), n,
               wsc_forecast_get_values (forecast)[n - 1], wsc_forecast_get_verticality (forecast));
}

static void
append_series (GString *out, const WscSeriesParts *parts)
{
  if (!parts || !parts->reconstruction)
    return;
  const WscReconstruction *sum = parts->reconstruction;
  g_autofree char *chosen = wsc_components_format (&sum->components);
  append_line (out, _("Series"), _("window %zu of %zu values, %zu components; chosen %s, %.4g %% of the whole"),
               wsc_ssa_get_window (parts->ssa), wsc_ssa_get_length (parts->ssa), wsc_ssa_get_n_components (parts->ssa),
               *chosen ? chosen : _("none"), 100 * sum->share);
  append_line (out, _("Error"), parts->has_truth ? _("mean square %.4g from the series without noise, MAPE %.4g %%")
                                                 : _("mean square %.4g from the observed series, MAPE %.4g %%"),
               sum->errors.mse, sum->errors.mape);
  if (parts->sweep)
    append_sweep (out, parts->sweep);
  if (parts->forecast)
    append_forecast (out, parts->forecast);
}

static void
append_reduction (GString *out, const WscReductionParts *parts)
{
  if (!parts || !parts->reduction)
    return;
  const WscReduction *reduction = parts->reduction;
  gboolean accuracy = wsc_reducible_is_accuracy (parts->reducible);
  double before = wsc_reducible_get_quality (parts->reducible)->test, after = reduction->quality.test;
  append_line (out, _("Smaller"), _("%u of %u neurons stay, %zu of %zu parameters"), reduction->k, reduction->m,
               reduction->n_parameters, reduction->n_parameters_before);
  if (isfinite (after) && accuracy)
    append_line (out, _("Worth"), _("%.1f %% of the test samples right, %.1f %% before"), 100 * after, 100 * before);
  else if (isfinite (after))
    append_line (out, _("Worth"), _("mean square %.4g in test, %.4g before"), after, before);
}

static void
append_text (GString *out, const WscResults *results, double seconds)
{
  WscEnsemble *ensemble = wsc_results_get_ensemble (results);
  const char *title = wsc_study_get_shown_title (wsc_results_get_study (results));
  if (*title)
    append_line (out, _("Study"), "%s", title);
  append_data (out, results);
  if (ensemble)
    {
      append_model (out, ensemble);
      append_loss (out, ensemble);
    }
  append_metrics (out, wsc_results_get_metrics (results));
  append_neurons (out, wsc_results_get_neurons (results));
  append_reduction (out, wsc_results_get_reduction (results));
  append_series (out, wsc_results_get_series (results));
  append_line (out, _("Time"), _("%.2f s"), seconds);
}

/* --- JSON ------------------------------------------------------------------- */

static void
append_value (gpointer user_data, const char *name, double value)
{
  GString *out = user_data;
  g_string_append (out, g_str_has_suffix (out->str, "{") ? "\n    " : ",\n    ");
  wsc_json_append_string (out, name);
  g_string_append (out, ": ");
  wsc_json_append_number (out, value);
}

static void
append_json (GString *out, const WscResults *results, double seconds)
{
  g_auto (GStrv) notes = wsc_results_dup_notes (results);
  g_string_append (out, "{\n  \"title\": ");
  wsc_json_append_string (out, wsc_results_get_study (results)->title);
  g_string_append_printf (out, ",\n  \"version\": \"" WSC_VERSION "\",\n  \"partial\": %s,\n  \"summary\": {",
                          wsc_results_is_partial (results) ? "true" : "false");
  wsc_results_summarise (results, append_value, out);
  g_string_append (out, "\n  },\n  \"notes\": [");
  for (char **note = notes; *note; note++)
    {
      g_string_append (out, note == notes ? "" : ", ");
      wsc_json_append_string (out, *note);
    }
  g_string_append (out, "],\n  \"seconds\": ");
  wsc_json_append_number (out, round (seconds * 1000) / 1000);
  g_string_append (out, "\n}\n");
}

/* --- the command ------------------------------------------------------------ */

static int
save (const WscResults *results, const char *path)
{
  g_autoptr (GError) error = NULL;
  if (!path || wsc_results_save (results, path, &error))
    return WSC_EXIT_DONE;
  wsc_cli_message ("%s", error->message);
  return WSC_EXIT_FAULT;
}

int
wsc_command_run (int argc, char **argv)
{
  g_auto (WscRunOptions) options = { 0 };
  g_autofree char *path = NULL, *network = NULL;
  gboolean json = FALSE;
  int status = WSC_EXIT_DONE;
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &path, N_("Keep the results in this file"), N_("RESULT.h5") },
    { "save-network", 0, 0, G_OPTION_ARG_FILENAME, &network, N_("Write the smaller network to this file: .npz, .safetensors or .h5"), N_("FILE") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Print the summary as a JSON object"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  if (!wsc_arguments_parse ("run", entries, &options, NULL, &argc, &argv) || !wsc_arguments_count ("run", argc, 1, 1))
    return WSC_EXIT_USAGE;
  if (network && !wsc_network_check_name (network))
    return WSC_EXIT_USAGE;
  if ((path && !wsc_cli_check_output (path)) || (network && !wsc_cli_check_output (network)))
    return WSC_EXIT_FAULT;
  gint64 start = g_get_monotonic_time ();
  guint more = network ? WSC_NEED_REDUCTION : 0;
  g_autoptr (WscResults) results = wsc_cli_obtain_with (argv[1], &options, more, &status);
  if (!results)
    return status;
  double seconds = (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
  status = save (results, path);
  if (status == WSC_EXIT_DONE && network)
    status = wsc_network_save_smaller (results, network);
  if (status != WSC_EXIT_DONE)
    return status;
  g_autoptr (GString) out = g_string_new (NULL);
  if (json)
    append_json (out, results, seconds);
  else
    append_text (out, results, seconds);
  return wsc_cli_write (out, NULL);
}
