/* Tables: what the getters say, to the last bit, in both forms. */
#include <locale.h>
#include <math.h>
#include <string.h>

#include "read-table.h"
#include "small-run.h"

static void
test_neurons (gconstpointer format)
{
  g_autoptr (WscResults) results = run_small (SMALL_SINE);
  WscNeurons *neurons = wsc_results_get_neurons (results);
  Read read = export(results, "neurons", GPOINTER_TO_INT (format));
  g_autofree char *names = g_strjoinv (" ", read.names);
  g_assert_cmpstr (names, ==, "method neuron mean_0 mean_1 cov_0_0 cov_0_1 cov_1_1 trace");
  g_assert_cmpuint (read.cells->len, ==, 6 * 8);
  for (guint k = 0; k < 6; k++)
    {
      const double *mean = wsc_neurons_get_mean (neurons, k), *cov = wsc_neurons_get_covariance (neurons, k);
      const double expected[] = { k + 1, mean[0], mean[1], cov[0], cov[1], cov[3], wsc_neurons_get_trace (neurons, k) };
      g_assert_cmpstr (get_text (&read, k, 0), ==, "bootstrap");
      for (guint j = 0; j < 7; j++)
        assert_same (get_cell (&read, k, j + 1), expected[j]);
    }
  read_clear (&read);
}

static void
test_replicas (gconstpointer format)
{
  g_autoptr (WscResults) results = run_small (SMALL_SINE);
  WscNeurons *neurons = wsc_results_get_neurons (results);
  Read read = export(results, "replicas", GPOINTER_TO_INT (format));
  g_autofree char *names = g_strjoinv (" ", read.names);
  g_assert_cmpstr (names, ==, "replica neuron w_0 w_1");
  g_assert_cmpuint (read.cells->len, ==, 7 * 6 * 4);
  for (guint r = 0; r < 7; r++)
    for (guint k = 0; k < 6; k++)
      {
        const double *weights = wsc_neurons_get_replica (neurons, r, k);
        const double expected[] = { r + 1, k + 1, weights[0], weights[1] };
        for (guint j = 0; j < 4; j++)
          assert_same (get_cell (&read, 6 * r + k, j), expected[j]);
      }
  read_clear (&read);
}

static void
test_loss (gconstpointer format)
{
  g_autoptr (WscResults) results = run_small (SMALL_SINE);
  g_auto (WscLossCurve) curve = { 0 };
  wsc_loss_curve_init (&curve, wsc_results_get_ensemble (results));
  Read read = export(results, "loss", GPOINTER_TO_INT (format));
  g_autofree char *names = g_strjoinv (" ", read.names);
  g_assert_cmpstr (names, ==, "epoch train_mean train_sd test_mean");
  for (guint i = 0; i < 3; i++)
    {
      assert_same (get_cell (&read, i, 0), i + 1);
      assert_same (get_cell (&read, i, 1), curve.train_mean[i]);
      assert_same (get_cell (&read, i, 2), curve.train_sd[i]);
      assert_same (get_cell (&read, i, 3), curve.test_mean[i]);
    }
  read_clear (&read);
}

static void
test_series (gconstpointer format)
{
  g_autoptr (WscResults) results = run_small (SMALL_SINE);
  WscDataset *dataset = wsc_results_get_dataset (results);
  Read read = export(results, "series", GPOINTER_TO_INT (format));
  g_autofree char *names = g_strjoinv (" ", read.names);
  g_assert_cmpstr (names, ==, "t observed clean restored");
  g_assert_cmpuint (read.cells->len, ==, 4 * 80);
  for (guint i = 0; i < 80; i++)
    {
      assert_same (get_cell (&read, i, 0), wsc_dataset_get_times (dataset)[i]);
      assert_same (get_cell (&read, i, 1), wsc_dataset_get_observed (dataset)[i]);
      assert_same (get_cell (&read, i, 2), wsc_dataset_get_clean (dataset)[i]);
      assert_same (get_cell (&read, i, 3), wsc_results_get_restored (results)[i]);
    }
  read_clear (&read);
}

/* One replica has no spread: its standard deviation is unknown in the loss, and there are no neurons. */
static void
test_unknown (void)
{
  g_autoptr (WscResults) results = run_small (SMALL_SINE " estimate.replicas=1");
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) csv = g_string_new ("kept"), json = g_string_new (NULL);
  g_assert_true (wsc_export_table (results, "loss", WSC_FORMAT_CSV, csv, &error));
  g_assert_true (strstr (csv->str, ",,") != NULL);
  g_assert_true (g_str_has_prefix (csv->str, "keptepoch,"));
  g_assert_true (wsc_export_table (results, "loss", WSC_FORMAT_JSON, json, &error));
  g_assert_true (strstr (json->str, ", null, ") != NULL);
  g_assert_false (wsc_export_table (results, "neurons", WSC_FORMAT_JSON, csv, &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_RANGE);
  g_assert_cmpstr (error->message, ==, "No table “neurons” in these results: fewer than two replicas are trained: set estimate.replicas to 2 or more, and lower the learning rate if they diverged");
}

#define ALL_TABLES                                                                                                     \
  "neurons, compare, spectrum, evidence, coverage, replicas, loss, series, ssa-series, ssa-components, ssa-vectors, "   \
  "ssa-pairs, ssa-wcorr, ssa-sweep, ssa-landscape, ssa-forecast, ssa-suggestion, "                 \
  "clusters, communities, distances, period, reduction, composition, cluster-count, reduced-series."

static void
test_errors (void)
{
  static const struct
  {
    const char *name, *message;
  } cases[] = {
    { "series", "No table “series” in these results: the data are a table, not a series" },
    { "neuron", "No table is called “neuron”; did you mean “neurons”? There are " ALL_TABLES },
    { "x-y-z-w", "No table is called “x-y-z-w”. There are " ALL_TABLES },
  };
  g_autoptr (WscResults) results = run_small (SMALL_IRIS);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GString) out = g_string_new ("kept");
      g_assert_false (wsc_export_table (results, cases[i].name, WSC_FORMAT_JSON, out, &error));
      g_assert_error (error, WSC_ERROR, WSC_ERROR_RANGE);
      g_assert_cmpstr (error->message, ==, cases[i].message);
      g_assert_cmpstr (out->str, ==, "kept");
    }
}

/* Equal to the number format of files, for doubles of every kind. */
static void
test_numbers (void)
{
  const double special[] = { 0,
                             -0.0,
                             1,
                             -1,
                             0.1,
                             1.0 / 3,
                             1e300,
                             1e-300,
                             5e-324,
                             1.7976931348623157e308,
                             1e21,
                             123456789012345680.0,
                             9007199254740993.0,
                             0.3,
                             2.5e-8,
                             1e5,
                             1e15,
                             1e16,
                             4.35,
                             100 };
  for (guint i = 0; i < 50000; i++)
    {
      double value = special[i % G_N_ELEMENTS (special)];
      if (i >= G_N_ELEMENTS (special))
        {
          guint64 bits = (guint64) g_test_rand_int () << 32 | (guint32) g_test_rand_int ();
          memcpy (&value, &bits, sizeof value);
          if (i % 3 == 0)
            value = (float) g_test_rand_double_range (-2, 2);
          else if (i % 3 == 1)
            value = g_test_rand_int_range (-100000, 100000) / 1000.0;
        }
      if (!isfinite (value))
        continue;
      char text[WSC_NUMBER_SIZE];
      gsize length = wsc_print_number (text, value);
      g_autofree char *expected = wsc_format_number (value);
      g_assert_cmpstr (text, ==, expected);
      g_assert_cmpuint (length, ==, strlen (text));
    }
}

/* A user's decimal comma stays out of files, and comes back after. */
static void
test_locale (void)
{
  g_setenv ("LOCPATH", LOCALE_DIR, TRUE);
  g_assert_nonnull (setlocale (LC_NUMERIC, "de_DE.UTF-8"));
  test_loss (GINT_TO_POINTER (WSC_FORMAT_CSV));
  g_assert_cmpstr (localeconv ()->decimal_point, ==, ",");
  setlocale (LC_NUMERIC, "C");
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    GTestDataFunc func;
  } tables[] = {
    { "neurons", test_neurons }, { "replicas", test_replicas }, { "loss", test_loss }, { "series", test_series }
  };
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    for (guint format = WSC_FORMAT_CSV; format <= WSC_FORMAT_JSON; format++)
      {
        g_autofree char *path = g_strdup_printf ("/export/tables/%s/%s", tables[i].name, format ? "json" : "csv");
        g_test_add_data_func (path, GINT_TO_POINTER (format), tables[i].func);
      }
  g_test_add_func ("/export/tables/unknown", test_unknown);
  g_test_add_func ("/export/tables/errors", test_errors);
  g_test_add_func ("/export/tables/numbers", test_numbers);
  g_test_add_func ("/export/tables/locale", test_locale);
  return g_test_run ();
}
