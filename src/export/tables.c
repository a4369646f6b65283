/* The tables and what is in them. */
#include "export/export-private.h"

#include <locale.h>
#include <math.h>

#include <glib/gi18n-lib.h>

typedef gboolean (*TableFunc) (const WscResults *results, WscTableWriter *writer, GError **error);

gboolean
wsc_table_fail_missing (GError **error, const char *name, const char *why)
{
  g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE, _("No table “%s” in these results: %s"), name, why);
  return FALSE;
}

/* --- neurons -------------------------------------------------------------- */

static void
add_covariance_columns (WscTableWriter *writer, guint d)
{
  for (guint i = 0; i < d; i++)
    for (guint j = i; j < d; j++)
      {
        char name[32];
        g_snprintf (name, sizeof name, "cov_%u_%u", i, j);
        wsc_table_writer_add_column (writer, name);
      }
}

static void
write_neuron (WscTableWriter *writer, const char *method, WscNeurons *neurons, guint k)
{
  guint d = wsc_neurons_get_dimension (neurons);
  const double *mean = wsc_neurons_get_mean (neurons, k), *covariance = wsc_neurons_get_covariance (neurons, k);
  wsc_table_writer_add_text (writer, method);
  wsc_table_writer_add_integer (writer, k + 1);
  for (guint i = 0; i < d; i++)
    wsc_table_writer_add_number (writer, mean[i]);
  for (guint i = 0; i < d; i++)
    for (guint j = i; j < d; j++)
      wsc_table_writer_add_number (writer, covariance[(gsize) i * d + j]);
  wsc_table_writer_add_number (writer, wsc_neurons_get_trace (neurons, k));
  wsc_table_writer_end_row (writer);
}

/* Those of a run that was stopped have no estimates yet. */
static gboolean
write_neurons (const WscResults *results, WscTableWriter *writer, GError **error)
{
  const WscStudy *study = wsc_results_get_study (results);
  gboolean is_given = study->data.source == WSC_SOURCE_GAUSSIANS;
  WscNeurons *neurons = wsc_results_get_neurons (results);
  guint n;
  WscEstimate *const *estimates = wsc_results_get_estimates (results, &n);
  if (!neurons)
    return wsc_table_fail_missing (error, "neurons", _("fewer than two replicas are trained: set estimate.replicas to 2 or more, and lower the learning rate if they diverged"));
  guint d = wsc_neurons_get_dimension (neurons);
  wsc_table_writer_add_column (writer, "method");
  wsc_table_writer_add_column (writer, "neuron");
  wsc_table_writer_add_indexed (writer, "mean", d);
  add_covariance_columns (writer, d);
  wsc_table_writer_add_column (writer, "trace");
  wsc_table_writer_end_row (writer);
  for (guint k = 0; n == 0 && k < wsc_neurons_get_count (neurons); k++)
    write_neuron (writer, is_given ? "given" : wsc_study_get_method_name (study->estimate.method), neurons, k);
  for (guint i = 0; i < n; i++)
    for (guint k = 0; k < wsc_neurons_get_count (neurons); k++)
      write_neuron (writer, wsc_study_get_method_name (estimates[i]->method), estimates[i]->neurons, k);
  return TRUE;
}

/* --- replicas ------------------------------------------------------------- */

/* Numbers, from 1, of the replicas that the neurons rest on: those that were trained to the end. */
static guint *
get_replica_numbers (const WscResults *results, guint n_used)
{
  WscEnsemble *ensemble = wsc_results_get_ensemble (results);
  guint *numbers = g_new (guint, n_used), n = 0;
  if (ensemble && wsc_ensemble_get_n_trained (ensemble) == n_used)
    for (guint r = 0; r < wsc_ensemble_get_n_replicas (ensemble) && n < n_used; r++)
      if (wsc_ensemble_is_trained (ensemble, r))
        numbers[n++] = r + 1;
  for (; n < n_used; n++)
    numbers[n] = n + 1;
  return numbers;
}

static const char *
why_no_replicas (const WscResults *results)
{
  if (wsc_results_get_study (results)->estimate.method != WSC_METHOD_BOOTSTRAP)
    return _("one network stands behind the neurons, not replicas: set estimate.method to bootstrap");
  return _("fewer than two replicas are trained: set estimate.replicas to 2 or more, and lower the learning rate if they diverged");
}

static gboolean
write_replicas (const WscResults *results, WscTableWriter *writer, GError **error)
{
  WscNeurons *neurons = wsc_results_get_neurons (results);
  guint n_replicas = neurons ? wsc_neurons_get_n_replicas (neurons) : 0;
  if (n_replicas == 0 || !wsc_neurons_get_replica (neurons, 0, 0))
    return wsc_table_fail_missing (error, "replicas", why_no_replicas (results));
  guint m = wsc_neurons_get_count (neurons), d = wsc_neurons_get_dimension (neurons);
  g_autofree guint *numbers = get_replica_numbers (results, n_replicas);
  wsc_table_writer_add_column (writer, "replica");
  wsc_table_writer_add_column (writer, "neuron");
  wsc_table_writer_add_indexed (writer, "w", d);
  wsc_table_writer_end_row (writer);
  for (guint r = 0; r < n_replicas; r++)
    for (guint k = 0; k < m; k++)
      {
        const double *weights = wsc_neurons_get_replica (neurons, r, k);
        wsc_table_writer_add_integer (writer, numbers[r]);
        wsc_table_writer_add_integer (writer, k + 1);
        for (guint i = 0; i < d; i++)
          wsc_table_writer_add_number (writer, weights[i]);
        wsc_table_writer_end_row (writer);
      }
  return TRUE;
}

/* --- loss ----------------------------------------------------------------- */

static gboolean
write_loss (const WscResults *results, WscTableWriter *writer, GError **error)
{
  WscEnsemble *ensemble = wsc_results_get_ensemble (results);
  if (!ensemble || wsc_ensemble_get_n_trained (ensemble) == 0)
    return wsc_table_fail_missing (error, "loss", _("no replica is trained"));
  g_auto (WscLossCurve) curve = { 0 };
  wsc_loss_curve_init (&curve, ensemble);
  const char *const columns[] = { "epoch", "train_mean", "train_sd", "test_mean" };
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    wsc_table_writer_add_column (writer, columns[i]);
  wsc_table_writer_end_row (writer);
  for (guint i = 0; i < curve.n_epochs; i++)
    {
      wsc_table_writer_add_integer (writer, i + 1);
      wsc_table_writer_add_number (writer, curve.train_mean[i]);
      wsc_table_writer_add_number (writer, curve.train_sd[i]);
      wsc_table_writer_add_number (writer, curve.test_mean[i]);
      wsc_table_writer_end_row (writer);
    }
  return TRUE;
}

/* --- series --------------------------------------------------------------- */

static gboolean
write_series (const WscResults *results, WscTableWriter *writer, GError **error)
{
  WscDataset *dataset = wsc_results_get_dataset (results);
  if (!dataset || !wsc_dataset_is_series (dataset))
    return wsc_table_fail_missing (error, "series", _("the data are a table, not a series"));
  const double *columns[] = { wsc_dataset_get_times (dataset), wsc_dataset_get_observed (dataset),
                              wsc_dataset_get_clean (dataset), wsc_results_get_restored (results) };
  const char *const names[] = { "t", "observed", "clean", "restored" };
  for (guint j = 0; j < G_N_ELEMENTS (names); j++)
    wsc_table_writer_add_column (writer, names[j]);
  wsc_table_writer_end_row (writer);
  for (gsize i = 0; i < wsc_dataset_get_length (dataset); i++)
    {
      for (guint j = 0; j < G_N_ELEMENTS (columns); j++)
        wsc_table_writer_add_number (writer, columns[j] ? columns[j][i] : NAN);
      wsc_table_writer_end_row (writer);
    }
  return TRUE;
}

/* --- all ------------------------------------------------------------------ */

static const WscTableInfo tables[] = {
  { "neurons", "method, neuron, mean_0 …, cov_0_0, cov_0_1 …, trace",
    N_("Mean and covariance (upper triangle, row by row) of each neuron, in the frame that alignment chose, by each method."),
    WSC_NEED_NEURONS },
  { "compare", "method, neuron, volume, axis_ratio, angle, bures",
    N_("Each method's region of each neuron (view.level) beside that of the first method: volume, longest over shortest half-axis, degrees "
       "between the longest axes, and Wasserstein distance."), WSC_NEED_NEURONS },
  { "spectrum", "method, index, eigenvalue, relative",
    N_("The Hessian's eigenvalues, ascending, as they are and over the largest magnitude; those below estimate.floor were raised to it."), WSC_NEED_NEURONS },
  { "evidence", "method, epoch, fit, kl", N_("Variational inference: mean negative log likelihood and divergence from the prior, in nats a sample."),
    WSC_NEED_NEURONS },
  { "coverage", "method, neuron, networks, coverage, centred",
    N_("Share of networks on fresh noise whose neuron lies in the content region of 95 %, and in that region moved to their mean."), WSC_NEED_NEURONS },
  { "replicas", "replica, neuron, w_0 …", N_("Weights of each neuron in each trained replica, after alignment."),
    WSC_NEED_NEURONS },
  { "loss", "epoch, train_mean, train_sd, test_mean",
    N_("Loss after each epoch: mean and unbiased standard deviation over replicas, and the mean over test samples."),
    WSC_NEED_NEURONS },
  { "series", "t, observed, clean, restored",
    N_("The series in its own unit: as observed, without noise where that is known, and as the networks restore "
        "it."), WSC_NEED_NEURONS },
  { "ssa-series", "t, observed, clean, reconstructed, residual, one more a group",
    N_("The series, the sum of the chosen components, what that leaves, and the sum of each group (ssa.groups)."), WSC_NEED_SSA },
  { "ssa-components", "component, singular_value, share, period",
    N_("Each component: its singular value, its share of the whole, and its main period in values, empty for a trend."),
    WSC_NEED_SSA },
  { "ssa-vectors", "row, u_1 …", N_("The eigenvectors, one column each."), WSC_NEED_SSA },
  { "ssa-pairs", "first, second, w_correlation, period, frequency, modulus",
    N_("Neighbouring components as one oscillation (ESPRIT): period in values, cycles a value, and growth a value; empty where "
       "they make none."), WSC_NEED_SSA },
  { "ssa-wcorr", "component, w_1 …", N_("w-correlations of the first components, 100 at most."), WSC_NEED_SSA },
  { "ssa-sweep", "window, components, mse, mape",
    N_("Errors against the series without noise, or the observed one where that is not known, for each window of ssa.sweep, "
       "or the window of ssa.window if none is named; MAPE in percent."), WSC_NEED_SSA | WSC_NEED_SWEEP },
  { "ssa-landscape", "window, components, mse, mape", N_("The same for as many windows as ssa.landscape says."),
    WSC_NEED_SSA | WSC_NEED_LANDSCAPE },
  { "ssa-forecast", "t, forecast, confidence_low, confidence_high, prediction_low, prediction_high",
    N_("What follows the series, ssa.forecast values of it, with the bands of ssa.level."), WSC_NEED_SSA | WSC_NEED_FORECAST },
  { "ssa-suggestion", "component, kept, evidence, low, high",
    N_("Which components ssa.suggest would keep (1) and what that rests on: the step of the logarithm of the singular value, the "
       "validation error, or the band of red noise."), WSC_NEED_SSA | WSC_NEED_SUGGESTION },
  { "clusters", "neuron, cluster", N_("Which cluster each neuron belongs to, after merges by hand."), WSC_NEED_NEURONS | WSC_NEED_CLUSTERS },
  { "communities", "neuron, community, strength",
    N_("Communities of neurons that overlap (clusters.overlap, clusters.resolution), and how much of a neuron's overlap is with its own."),
    WSC_NEED_NEURONS | WSC_NEED_CLUSTERS | WSC_NEED_COMMUNITIES },
  { "distances", "neuron_a, neuron_b, distance", N_("Distances between neurons (clusters.metric), each pair once; not their squares."),
    WSC_NEED_NEURONS | WSC_NEED_CLUSTERS },
  { "period", "lag, autocorrelation, period",
    N_("How like each other neurons are that stand so many places apart, and which lag is the period (1)."), WSC_NEED_NEURONS | WSC_NEED_CLUSTERS },
  { "reduction", "method, distance, clusters, parameters, split, metric, mean, sd",
    N_("What fewer neurons are worth: accuracy, or mean squared error in the square of the data's unit, on training samples, on those it is chosen by, and on "
       "the others; mean and deviation over reduction.repeats."), WSC_NEED_NEURONS | WSC_NEED_REDUCTION | WSC_NEED_CURVE },
  { "composition", "neuron, kept, coefficient",
    N_("Each neuron as a combination of those that are kept; the constant is that of neuron 0."), WSC_NEED_NEURONS | WSC_NEED_REDUCTION },
  { "cluster-count", "clusters, score, error, proposed",
    N_("How good each number of clusters is by clusters.suggest, larger is better, and which one is proposed (1)."), WSC_NEED_NEURONS | WSC_NEED_COUNT },
  { "reduced-series", "t, observed, restored, reduced",
    N_("The series in its own unit: as observed, as the networks restore it, and as the smaller network does."), WSC_NEED_NEURONS | WSC_NEED_REDUCTION },
};

/* In the order of `tables`. */
static const TableFunc table_funcs[] = {
  write_neurons, wsc_table_write_compare, wsc_table_write_spectrum, wsc_table_write_evidence, wsc_table_write_coverage,
  write_replicas, write_loss, write_series,
  wsc_table_write_ssa_series, wsc_table_write_ssa_components, wsc_table_write_ssa_vectors, wsc_table_write_ssa_pairs,
  wsc_table_write_ssa_wcorr, wsc_table_write_ssa_sweep, wsc_table_write_ssa_landscape, wsc_table_write_ssa_forecast,
  wsc_table_write_ssa_suggestion,
  wsc_table_write_clusters, wsc_table_write_communities, wsc_table_write_distances, wsc_table_write_period,
  wsc_table_write_reduction, wsc_table_write_composition, wsc_table_write_cluster_count, wsc_table_write_reduced_series,
};
G_STATIC_ASSERT (G_N_ELEMENTS (tables) == G_N_ELEMENTS (table_funcs));

const WscTableInfo *
wsc_tables (guint *n)
{
  g_return_val_if_fail (n != NULL, NULL);
  *n = G_N_ELEMENTS (tables);
  return tables;
}

const WscTableInfo *
wsc_tables_find (const char *name, GError **error)
{
  g_return_val_if_fail (name != NULL, NULL);
  const char *names[G_N_ELEMENTS (tables) + 1] = { NULL };
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      if (g_str_equal (tables[i].name, name))
        return &tables[i];
      names[i] = tables[i].name;
    }
  const char *nearest = wsc_nearest_word (name, names);
  g_autofree char *list = g_strjoinv (", ", (char **) names);
  if (nearest)
    g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE, _("No table is called “%s”; did you mean “%s”? There are %s."),
                 name, nearest, list);
  else
    g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE, _("No table is called “%s”. There are %s."), name, list);
  return NULL;
}

/* Numbers in the C locale, whatever the thread's. */
static gboolean
fill (const WscResults *results, const WscTableInfo *info, WscTableWriter *writer, GError **error)
{
  locale_t c_numbers = newlocale (LC_NUMERIC_MASK, "C", NULL), old = uselocale (c_numbers);
  gboolean done = table_funcs[info - tables](results, writer, error);
  if (done)
    wsc_table_writer_end (writer);
  uselocale (old);
  freelocale (c_numbers);
  return done;
}

gboolean
wsc_export_table (const WscResults *results, const char *name, WscTableFormat format, GString *out, GError **error)
{
  g_return_val_if_fail (results != NULL, FALSE);
  g_return_val_if_fail (name != NULL && out != NULL && format != WSC_FORMAT_NPZ, FALSE);
  const WscTableInfo *info = wsc_tables_find (name, error);
  if (!info)
    return FALSE;
  gsize before = out->len;
  WscTableWriter writer;
  wsc_table_writer_init (&writer, format, out);
  gboolean done = fill (results, info, &writer, error);
  if (!done)
    g_string_truncate (out, before);
  return done;
}

/* --- files ------------------------------------------------------------------ */

gboolean
wsc_tables_check_path (const char *path, WscTableFormat *format, GError **error)
{
  static const char *const suffixes[] = { [WSC_FORMAT_CSV] = ".csv", [WSC_FORMAT_JSON] = ".json", [WSC_FORMAT_NPZ] = ".npz" };
  g_return_val_if_fail (path != NULL && format != NULL, FALSE);
  g_autofree char *lower = g_ascii_strdown (path, -1);
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    if (g_str_has_suffix (lower, suffixes[i]))
      {
        *format = (WscTableFormat) i;
        return TRUE;
      }
  g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE, _("“%s” must end in .csv, .json or .npz"), path);
  return FALSE;
}

static gboolean
write_arrays (const WscResults *results, const char *name, const char *path, GError **error)
{
  const WscTableInfo *info = wsc_tables_find (name, error);
  if (!info)
    return FALSE;
  WscTableWriter writer;
  wsc_table_writer_init (&writer, WSC_FORMAT_NPZ, NULL);
  gboolean done = fill (results, info, &writer, error) && wsc_table_columns_save (writer.columns, path, error);
  wsc_table_writer_clear (&writer);
  return done;
}

gboolean
wsc_export_table_file (const WscResults *results, const char *name, const char *path, GError **error)
{
  g_return_val_if_fail (results != NULL && name != NULL && path != NULL, FALSE);
  WscTableFormat format;
  if (!wsc_tables_check_path (path, &format, error))
    return FALSE;
  if (format == WSC_FORMAT_NPZ)
    return write_arrays (results, name, path, error);
  g_autoptr (GString) text = g_string_new (NULL);
  return wsc_export_table (results, name, format, text, error) && wsc_write_file (path, text->str, text->len, error);
}
