#include "data/dataset-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define MAX_LENGTH 10000000

/* --- the sources ----------------------------------------------------------- */

typedef struct
{
  const char *name;
  const char *file; /* among the shipped sets; NULL: none */
  gboolean is_series;
} Source;

static const Source sources[] = {
  [WSC_SOURCE_SINE] = { N_("Noisy sine"), NULL, TRUE },
  [WSC_SOURCE_FILE] = { N_("File"), NULL, TRUE },
  [WSC_SOURCE_ECG] = { N_("Electrocardiogram"), "sets/ecg.csv", TRUE },
  [WSC_SOURCE_CO2] = { N_("Carbon dioxide at Mauna Loa"), "sets/co2.csv", TRUE },
  [WSC_SOURCE_SUNSPOTS] = { N_("Sunspots"), "sets/sunspots.csv", TRUE },
  [WSC_SOURCE_AIRPASSENGERS] = { N_("Airline passengers"), "sets/airpassengers.csv", TRUE },
  [WSC_SOURCE_IRIS] = { N_("Iris"), "sets/iris.csv", FALSE },
  [WSC_SOURCE_WINE] = { N_("Wine"), "sets/wine.csv", FALSE },
  [WSC_SOURCE_BOSTON] = { N_("Boston housing"), "sets/boston.csv", FALSE },
  [WSC_SOURCE_DIGITS] = { N_("Handwritten digits"), "sets/digits.csv", FALSE },
  [WSC_SOURCE_MNIST] = { N_("MNIST digits"), NULL, FALSE },
  [WSC_SOURCE_GAUSSIANS] = { N_("Gaussians"), NULL, FALSE },
};

static gboolean
is_table_task (int task)
{
  return task == WSC_TASK_CLASSIFY || task == WSC_TASK_REGRESS;
}

gboolean
wsc_data_settings_is_series (const WscDataSettings *settings)
{
  g_return_val_if_fail (settings->source >= 0 && settings->source < (int) G_N_ELEMENTS (sources), TRUE);

  if (settings->source == WSC_SOURCE_FILE)
    return !is_table_task (settings->task);
  return sources[settings->source].is_series;
}

/* --- checks ---------------------------------------------------------------- */

gboolean
wsc_build_check (const char *key, gint64 value, gint64 minimum, gint64 maximum, GError **error)
{
  if (value >= minimum && value <= maximum)
    return TRUE;
  g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE, _("%s is %lld; allowed: %lld to %lld"), key, (long long) value,
               (long long) minimum, (long long) maximum);
  return FALSE;
}

static gboolean
check_real (const char *key, double value, double minimum, double maximum, GError **error)
{
  if (value >= minimum && value <= maximum)
    return TRUE;
  g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE, _("%s is %g; allowed: %g to %g"), key, value, minimum, maximum);
  return FALSE;
}

static gboolean
check_task (const WscDataSettings *s, GError **error)
{
  const gboolean is_series = wsc_data_settings_is_series (s);

  if (s->source == WSC_SOURCE_GAUSSIANS)
    return TRUE;
  if (is_series && is_table_task (s->task))
    g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE,
                 _("%s is a series; allowed tasks: restore, restore longer, forecast"), _ (sources[s->source].name));
  else if (!is_series && s->task != WSC_TASK_RESTORE && !is_table_task (s->task))
    g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE, _("%s is a table; allowed tasks: restore, classify, regress"),
                 _ (sources[s->source].name));
  else
    return TRUE;
  return FALSE;
}

static gboolean
check_missing (const WscDataSettings *s, GError **error)
{
  const gboolean is_fill = s->missing == WSC_MISSING_ITERATIVE || s->missing == WSC_MISSING_SUBSPACE;

  if (!is_fill || s->source != WSC_SOURCE_FILE || wsc_data_settings_is_series (s))
    return TRUE;
  g_set_error_literal (error, WSC_ERROR, WSC_ERROR_RANGE,
                       _("A table cannot be filled by SSA, which needs a series; set data.missing to refuse or drop"));
  return FALSE;
}

static gboolean
check_sine (const WscDataSettings *s, GError **error)
{
  if (!wsc_build_check ("data.length", s->length, 2, MAX_LENGTH, error) ||
      !check_real ("data.from", s->from, -1e6, 1e6, error) || !check_real ("data.to", s->to, -1e6, 1e6, error) ||
      !check_real ("data.noise", s->noise, 0, 1e6, error))
    return FALSE;
  if (s->from < s->to)
    return TRUE;
  g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE, _("data.from is %g and data.to is %g; data.to must be the larger"),
               s->from, s->to);
  return FALSE;
}

static gboolean
check_settings (const WscDataSettings *s, GError **error)
{
  return wsc_build_check ("data.source", s->source, 0, G_N_ELEMENTS (sources) - 1, error) &&
         wsc_build_check ("data.task", s->task, 0, WSC_TASK_REGRESS, error) &&
         wsc_build_check ("data.scale", s->scale, 0, WSC_SCALE_UNIT, error) &&
         wsc_build_check ("data.split", s->split, 0, WSC_SPLIT_LAST, error) &&
         wsc_build_check ("data.missing", s->missing, 0, WSC_MISSING_SUBSPACE, error) &&
         wsc_build_check ("data.header", s->header, 0, WSC_HEADER_NO, error) &&
         check_real ("data.test-share", s->test_share, 0, 0.9, error) && check_task (s, error) &&
         check_missing (s, error) &&
         (s->source != WSC_SOURCE_SINE || check_sine (s, error));
}

gboolean
wsc_build_range (WscBuild *build, gsize n, gsize *first, gsize *count, GError **error)
{
  const WscDataSettings *s = build->settings;

  if (!wsc_build_check ("data.first", s->first, 0, (gint64) n - 1, error) ||
      !wsc_build_check ("data.count", s->count, 0, (gint64) n - s->first, error))
    return FALSE;
  *first = (gsize) s->first;
  *count = s->count == 0 ? n - *first : (gsize) s->count;
  if (*count < n)
    wsc_build_note (build, _("Used: %zu of %zu rows, from row %zu on"), *count, n, *first + 1);
  return TRUE;
}

/* --- reading --------------------------------------------------------------- */

void
wsc_build_note (WscBuild *build, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_ptr_array_add (build->notes, g_strdup_vprintf (format, arguments));
  va_end (arguments);
}

/* The file to read; NULL with an error if none is named. */
static char *
find_path (const WscDataSettings *s, const char *base_dir, GError **error)
{
  if (sources[s->source].file != NULL)
    return wsc_data_path (sources[s->source].file);
  if (s->path == NULL || *s->path == '\0')
    {
      g_set_error_literal (error, WSC_ERROR, WSC_ERROR_FILE, _("No file is chosen: data.path is empty"));
      return NULL;
    }
  if (base_dir == NULL || g_path_is_absolute (s->path))
    return g_strdup (s->path);
  return g_build_filename (base_dir, s->path, NULL);
}

static const char *
separator_name (char separator)
{
  switch (separator)
    {
    case ',':
      return _("comma");
    case ';':
      return _("semicolon");
    case '\t':
      return _("tab");
    case ' ':
      return _("blanks");
    default:
      return _("none");
    }
}

static void
note_dialect (WscBuild *build, const WscTable *table)
{
  static const char *const notes[2][2] = { /* by decimal comma and header */
    { N_("Read: rows %zu, columns %u; separator: %s; decimal point; no header"),
      N_("Read: rows %zu, columns %u; separator: %s; decimal point; with a header") },
    { N_("Read: rows %zu, columns %u; separator: %s; decimal comma; no header"),
      N_("Read: rows %zu, columns %u; separator: %s; decimal comma; with a header") },
  };

  if (build->settings->source == WSC_SOURCE_FILE && wsc_tensors_is_file (build->settings->path))
    wsc_build_note (build, _("Read: rows %zu, columns %u, from arrays"), wsc_table_get_n_rows (table), wsc_table_get_n_columns (table));
  else
    wsc_build_note (build, _(notes[!!wsc_table_get_decimal_comma (table)][!!wsc_table_get_has_header (table)]),
                    wsc_table_get_n_rows (table), wsc_table_get_n_columns (table), separator_name (wsc_table_get_separator (table)));
  if (wsc_table_get_n_repeated_times (table) > 0)
    wsc_build_note (build, _("Repeated time stamps: %zu; the values are used in the order of the file"),
                    wsc_table_get_n_repeated_times (table));
}

static WscTable *
load_table (const WscDataSettings *s, const char *path, const WscHook *hook, GError **error)
{
  if (s->source == WSC_SOURCE_FILE && wsc_tensors_is_file (path))
    return wsc_table_load_tensors (path, s->column, hook, error);
  return wsc_table_load (path, s->source == WSC_SOURCE_FILE ? (WscHeader) s->header : WSC_HEADER_YES, hook, error);
}

static gboolean
build_from_file (WscBuild *build, const char *base_dir, const WscHook *hook, GError **error)
{
  const WscDataSettings *s = build->settings;
  g_autofree char *path = find_path (s, base_dir, error);
  g_autoptr (WscTable) table = NULL;

  if (path == NULL)
    return FALSE;
  if (s->source == WSC_SOURCE_FILE || s->source == WSC_SOURCE_GAUSSIANS)
    build->dataset->name = g_filename_display_basename (path);
  if (s->source == WSC_SOURCE_FILE && wsc_tensors_is_file (path) && !build->dataset->is_series)
    return wsc_build_array_file (build, path, base_dir, error);
  table = load_table (s, path, hook, error);
  if (table == NULL)
    return FALSE;
  note_dialect (build, table);
  if (s->source == WSC_SOURCE_GAUSSIANS)
    return wsc_build_gaussians (build, table, error);
  if (!build->dataset->is_series)
    return wsc_build_rows (build, table, error);
  return wsc_build_column (build, table, error) && wsc_build_windows (build, error);
}

static gboolean
build_sine (WscBuild *build, GError **error)
{
  return wsc_build_sine (build, error) && wsc_build_windows (build, error);
}

/* --- the digest ------------------------------------------------------------ */

static void
add_bytes (GChecksum *sum, const void *bytes, gsize n)
{
  for (const guchar *p = bytes; p != NULL && n > 0;)
    {
      const gsize part = MIN (n, (gsize) 1 << 30);

      g_checksum_update (sum, p, (gssize) part);
      p += part;
      n -= part;
    }
}

#define ADD(sum, array, n) add_bytes (sum, array, (gsize) (n) * sizeof *(array))

static char *
compute_digest (const WscDataset *d)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  const guint64 shape[] = { d->is_series, d->n_inputs,     d->n_targets, d->n_samples, d->length,
                            d->n_train,   d->input_offset, d->n_test,    d->n_classes, d->target_offset };

  ADD (sum, shape, G_N_ELEMENTS (shape));
  ADD (sum, d->series, d->length);
  ADD (sum, d->times, d->length);
  ADD (sum, d->observed, d->length);
  ADD (sum, d->clean, d->length);
  ADD (sum, d->channels, d->n_channels * d->length);
  ADD (sum, d->inputs, d->n_samples * d->n_inputs);
  ADD (sum, d->targets, d->n_samples * d->n_targets);
  ADD (sum, d->target_factors, d->n_targets);
  ADD (sum, d->target_offsets, d->n_targets);
  ADD (sum, d->train, d->n_train);
  ADD (sum, d->test, d->n_test);
  ADD (sum, d->means, d->n_samples * d->dimension);
  ADD (sum, d->covariances, d->n_samples * d->dimension * d->dimension);
  return g_strdup (g_checksum_get_string (sum));
}

/* --- the data set ---------------------------------------------------------- */

/* Windows of two values, which any series has, with nothing held back from the scaling. */
static WscDataSettings
resolve (const WscDataSettings *settings)
{
  WscDataSettings resolved = *settings;

  if (!settings->alone || !wsc_data_settings_is_series (settings))
    return resolved;
  resolved.task = WSC_TASK_RESTORE;
  resolved.window = 2;
  resolved.scale = WSC_SCALE_NONE;
  resolved.split = WSC_SPLIT_AUTO;
  resolved.test_share = 0;
  return resolved;
}

WscDataset *
wsc_dataset_new (const WscDataSettings *asked, guint64 seed, const char *base_dir, const WscHook *hook,
                 GError **error)
{
  g_autoptr (WscDataset) dataset = NULL;
  WscDataSettings resolved, *settings = &resolved;
  WscBuild build;
  gboolean ok;

  g_return_val_if_fail (asked != NULL, NULL);

  resolved = resolve (asked);
  if (!check_settings (settings, error))
    return NULL;
  dataset = g_new0 (WscDataset, 1);
  dataset->ref_count = 1;
  dataset->n_channels = 1;
  dataset->is_series = wsc_data_settings_is_series (settings);
  build = (WscBuild){ dataset, settings, seed, g_ptr_array_new (), hook };
  ok = settings->source == WSC_SOURCE_SINE    ? build_sine (&build, error)
       : settings->source == WSC_SOURCE_MNIST ? wsc_build_mnist (&build, base_dir, error)
                                              : build_from_file (&build, base_dir, hook, error);
  g_ptr_array_add (build.notes, NULL);
  dataset->notes = (char **) g_ptr_array_free (build.notes, FALSE);
  if (!ok)
    return NULL;
  if (dataset->name == NULL)
    dataset->name = g_strdup (_ (sources[settings->source].name));
  dataset->digest = compute_digest (dataset);
  return g_steal_pointer (&dataset);
}
