/* The tables of clusters and of the reduction. */
#include "export/export-private.h"

#include <math.h>

#include <glib/gi18n-lib.h>

/* The parts, or NULL and an error. */
static const WscReductionParts *
get_parts (const WscResults *results, const char *name, GError **error)
{
  const WscReductionParts *parts = wsc_results_get_reduction (results);
  if (!parts)
    wsc_table_fail_missing (error, name, _("the neurons are not compared: the run was stopped"));
  return parts;
}

static void
write_header (WscTableWriter *writer, const char *const *names, guint n)
{
  for (guint i = 0; i < n; i++)
    wsc_table_writer_add_column (writer, names[i]);
  wsc_table_writer_end_row (writer);
}

static const char *
get_choice (const char *key, int value)
{
  return wsc_option_find (key)->choices[value].name;
}

/* --- clusters ------------------------------------------------------------------ */

gboolean
wsc_table_write_clusters (const WscResults *results, WscTableWriter *writer, GError **error)
{
  static const char *const names[] = { "neuron", "cluster" };
  const WscReductionParts *parts = get_parts (results, "clusters", error);
  if (!parts)
    return FALSE;
  if (!parts->clusters)
    return wsc_table_fail_missing (error, "clusters",
                                   _("every neuron stays: set clusters.count to the number of clusters, or clusters.method to communities"));
  write_header (writer, names, G_N_ELEMENTS (names));
  for (guint i = 0; i < parts->clusters->m; i++)
    {
      wsc_table_writer_add_integer (writer, i + 1);
      wsc_table_writer_add_integer (writer, parts->clusters->labels[i] + 1);
      wsc_table_writer_end_row (writer);
    }
  return TRUE;
}

gboolean
wsc_table_write_communities (const WscResults *results, WscTableWriter *writer, GError **error)
{
  static const char *const names[] = { "neuron", "community", "strength" };
  const WscReductionParts *parts = get_parts (results, "communities", error);
  if (!parts)
    return FALSE;
  if (!parts->communities)
    return wsc_table_fail_missing (error, "communities", _("they were not looked for, or the run was stopped before they were found: set clusters.method to communities"));
  write_header (writer, names, G_N_ELEMENTS (names));
  for (guint i = 0; i < parts->communities->m; i++)
    {
      wsc_table_writer_add_integer (writer, i + 1);
      wsc_table_writer_add_integer (writer, parts->communities->labels[i] + 1);
      wsc_table_writer_add_number (writer, parts->communities->strength[i]);
      wsc_table_writer_end_row (writer);
    }
  return TRUE;
}

gboolean
wsc_table_write_distances (const WscResults *results, WscTableWriter *writer, GError **error)
{
  static const char *const names[] = { "neuron_a", "neuron_b", "distance" };
  const WscReductionParts *parts = get_parts (results, "distances", error);
  if (!parts)
    return FALSE;
  if (!parts->distances)
    return wsc_table_fail_missing (error, "distances", _("the run was stopped before they were measured"));
  gsize m = parts->distances->m;
  write_header (writer, names, G_N_ELEMENTS (names));
  for (guint i = 0; i < m; i++)
    for (guint j = i + 1; j < m; j++)
      {
        wsc_table_writer_add_integer (writer, i + 1);
        wsc_table_writer_add_integer (writer, j + 1);
        wsc_table_writer_add_number (writer, parts->distances->values[i * m + j]);
        wsc_table_writer_end_row (writer);
      }
  return TRUE;
}

gboolean
wsc_table_write_period (const WscResults *results, WscTableWriter *writer, GError **error)
{
  static const char *const names[] = { "lag", "autocorrelation", "period" };
  const WscReductionParts *parts = get_parts (results, "period", error);
  if (!parts)
    return FALSE;
  if (!parts->circle)
    return wsc_table_fail_missing (error, "period", _("the run was stopped before it was looked for"));
  write_header (writer, names, G_N_ELEMENTS (names));
  for (guint i = 0; i < parts->circle->n_lags; i++)
    {
      wsc_table_writer_add_integer (writer, i + 1);
      wsc_table_writer_add_number (writer, parts->circle->autocorrelation[i]);
      wsc_table_writer_add_integer (writer, parts->circle->period == i + 1 ? 1 : 0);
      wsc_table_writer_end_row (writer);
    }
  return TRUE;
}

/* --- the smaller network -------------------------------------------------------- */

static void
write_combination (WscTableWriter *writer, const WscReduction *reduction, guint i)
{
  wsc_table_writer_add_integer (writer, i + 1);
  wsc_table_writer_add_integer (writer, 0);
  wsc_table_writer_add_number (writer, reduction->constants[i]);
  wsc_table_writer_end_row (writer);
  for (guint j = 0; j < reduction->k; j++)
    {
      wsc_table_writer_add_integer (writer, i + 1);
      wsc_table_writer_add_integer (writer, reduction->kept[j] + 1);
      wsc_table_writer_add_number (writer, reduction->composition[(gsize) i * reduction->k + j]);
      wsc_table_writer_end_row (writer);
    }
}

gboolean
wsc_table_write_composition (const WscResults *results, WscTableWriter *writer, GError **error)
{
  static const char *const names[] = { "neuron", "kept", "coefficient" };
  const WscReductionParts *parts = get_parts (results, "composition", error);
  if (!parts)
    return FALSE;
  if (!parts->reduction || !parts->reduction->composition)
    return wsc_table_fail_missing (error, "composition",
                                   _("no neuron is a combination of others: set reduction.method to variance or qpfs, and clusters.count to how many are kept"));
  write_header (writer, names, G_N_ELEMENTS (names));
  for (guint i = 0; i < parts->reduction->m; i++)
    write_combination (writer, parts->reduction, i);
  return TRUE;
}

/* --- the curve --------------------------------------------------------------------- */

static double
get_split (const WscQuality *quality, guint split)
{
  const double values[] = { quality->train, quality->validation, quality->test };
  return values[split];
}

static void
write_point (WscTableWriter *writer, const WscReductionCurve *curve, const WscReductionLine *line, guint i)
{
  static const char *const splits[] = { "train", "validation", "test" };
  gboolean clusters = line->method == WSC_REDUCE_CLUSTERS;
  for (guint s = 0; s < G_N_ELEMENTS (splits); s++)
    {
      wsc_table_writer_add_text (writer, get_choice ("reduction.method", line->method));
      wsc_table_writer_add_text (writer, clusters ? get_choice ("clusters.metric", line->metric) : "");
      wsc_table_writer_add_integer (writer, curve->counts[i]);
      wsc_table_writer_add_number (writer, (double) curve->parameters[i]);
      wsc_table_writer_add_text (writer, splits[s]);
      wsc_table_writer_add_text (writer, curve->is_accuracy ? "accuracy" : "mse");
      wsc_table_writer_add_number (writer, get_split (&line->mean[i], s));
      wsc_table_writer_add_number (writer, get_split (&line->sd[i], s));
      wsc_table_writer_end_row (writer);
    }
}

gboolean
wsc_table_write_reduction (const WscResults *results, WscTableWriter *writer, GError **error)
{
  static const char *const names[] = { "method", "distance", "clusters", "parameters", "split", "metric", "mean", "sd" };
  const WscReductionParts *parts = get_parts (results, "reduction", error);
  if (!parts)
    return FALSE;
  if (!parts->curve)
    return wsc_table_fail_missing (error, "reduction", _("reduction.step is 0; set it to 1 or more"));
  write_header (writer, names, G_N_ELEMENTS (names));
  for (guint l = 0; l < parts->curve->n_lines; l++)
    for (guint i = 0; i < parts->curve->n_counts; i++)
      write_point (writer, parts->curve, &parts->curve->lines[l], i);
  return TRUE;
}

gboolean
wsc_table_write_cluster_count (const WscResults *results, WscTableWriter *writer, GError **error)
{
  static const char *const names[] = { "clusters", "score", "error", "proposed" };
  const WscReductionParts *parts = get_parts (results, "cluster-count", error);
  if (!parts)
    return FALSE;
  if (!parts->suggestion)
    return wsc_table_fail_missing (error, "cluster-count",
                                   parts->suggestion_problem ? parts->suggestion_problem : _("clusters.suggest is none; set it to a way to choose"));
  const WscCount *count = parts->suggestion;
  write_header (writer, names, G_N_ELEMENTS (names));
  for (guint i = 0; i < count->n; i++)
    {
      wsc_table_writer_add_integer (writer, count->counts[i]);
      wsc_table_writer_add_number (writer, count->scores[i]);
      wsc_table_writer_add_number (writer, count->errors ? count->errors[i] : NAN);
      wsc_table_writer_add_integer (writer, count->counts[i] == count->k ? 1 : 0);
      wsc_table_writer_end_row (writer);
    }
  return TRUE;
}

/* --- the series ---------------------------------------------------------------------- */

gboolean
wsc_table_write_reduced_series (const WscResults *results, WscTableWriter *writer, GError **error)
{
  static const char *const names[] = { "t", "observed", "restored", "reduced" };
  const WscReductionParts *parts = get_parts (results, "reduced-series", error);
  if (!parts)
    return FALSE;
  if (!parts->restored)
    return wsc_table_fail_missing (error, "reduced-series", _("nothing is removed, or the data are a table, not a series"));
  WscDataset *dataset = wsc_results_get_dataset (results);
  const double *times = wsc_dataset_get_times (dataset), *observed = wsc_dataset_get_observed (dataset);
  const double *whole = wsc_results_get_restored (results);
  write_header (writer, names, G_N_ELEMENTS (names));
  for (gsize t = 0; t < wsc_dataset_get_length (dataset); t++)
    {
      wsc_table_writer_add_number (writer, times[t]);
      wsc_table_writer_add_number (writer, observed[t]);
      wsc_table_writer_add_number (writer, whole ? whole[t] : NAN);
      wsc_table_writer_add_number (writer, parts->restored[t]);
      wsc_table_writer_end_row (writer);
    }
  return TRUE;
}
