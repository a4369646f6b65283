/* Tables of several methods: what the getters say, in both forms, and nothing that is no number. */
#include <math.h>
#include <string.h>

#include "read-table.h"
#include "small-run.h"

static void
assert_columns (const Read *read, const char *expected)
{
  g_autofree char *names = g_strjoinv (" ", read->names);
  g_assert_cmpstr (names, ==, expected);
}

static guint
get_n_rows (const Read *read)
{
  return read->cells->len / read->n_columns;
}

static void
assert_row (const Read *read, guint row, const char *method, const double *expected)
{
  g_assert_cmpstr (get_text (read, row, 0), ==, method);
  for (guint j = 1; j < read->n_columns; j++)
    assert_same (get_cell (read, row, j), expected[j - 1]);
}

static void
test_neurons (gconstpointer format)
{
  g_autoptr (WscResults) results = run_small (SMALL_METHODS);
  static const char *const methods[] = { "bootstrap", "sandwich", "variational" };
  guint n;
  WscEstimate *const *estimates = wsc_results_get_estimates (results, &n);
  Read read = export(results, "neurons", GPOINTER_TO_INT (format));
  g_assert_cmpuint (get_n_rows (&read), ==, 18);
  for (guint i = 0; i < n; i++)
    for (guint k = 0; k < 6; k++)
      {
        const double *mean = wsc_neurons_get_mean (estimates[i]->neurons, k);
        const double *cov = wsc_neurons_get_covariance (estimates[i]->neurons, k);
        const double expected[] = {
          k + 1, mean[0], mean[1], cov[0], cov[1], cov[3], wsc_neurons_get_trace (estimates[i]->neurons, k)
        };
        assert_row (&read, 6 * i + k, methods[i], expected);
      }
  read_clear (&read);
}

static void
test_compare (gconstpointer format)
{
  g_autoptr (WscResults) results = run_small (SMALL_METHODS " view.level=0.9");
  static const char *const methods[] = { "bootstrap", "sandwich", "variational" };
  guint n;
  WscEstimate *const *estimates = wsc_results_get_estimates (results, &n);
  Read read = export(results, "compare", GPOINTER_TO_INT (format));
  assert_columns (&read, "method neuron volume axis_ratio angle bures");
  g_assert_cmpuint (get_n_rows (&read), ==, 18);
  for (guint i = 0; i < n; i++)
    for (guint k = 0; k < 6; k++)
      {
        WscComparison c;
        g_assert_true (wsc_estimate_compare (estimates[i], estimates[0], k, 0.9, &c, NULL));
        const double expected[] = { k + 1, c.volume, c.axis_ratio, c.angle, c.bures };
        assert_row (&read, 6 * i + k, methods[i], expected);
        g_assert_cmpint (c.bures == 0, ==, i == 0);
      }
  read_clear (&read);
}

/* Ascending, over the largest magnitude. */
static void
test_spectrum (gconstpointer format)
{
  g_autoptr (WscResults) results =
      run_small (SMALL_SINE " estimate.method=sandwich-online estimate.methods=batch-means;sandwich");
  guint n, row = 0;
  WscEstimate *const *estimates = wsc_results_get_estimates (results, &n);
  Read read = export(results, "spectrum", GPOINTER_TO_INT (format));
  assert_columns (&read, "method index eigenvalue relative");
  for (guint i = 0; i < n; i += 2)
    for (gsize k = 0; k < estimates[i]->n_values; k++, row++)
      {
        const double *values = estimates[i]->values, value = values[k];
        const double largest = fmax (-values[0], values[estimates[i]->n_values - 1]);
        const double expected[] = { (double) k + 1, value, value / largest };
        assert_row (&read, row, i == 0 ? "sandwich-online" : "sandwich", expected);
        g_assert_true (k == 0 || value >= estimates[i]->values[k - 1]);
      }
  g_assert_cmpuint (row, >, 20);
  g_assert_cmpuint (get_n_rows (&read), ==, row);
  read_clear (&read);
}

static void
test_evidence (gconstpointer format)
{
  g_autoptr (WscResults) results = run_small (SMALL_METHODS);
  guint n;
  WscEstimate *const *estimates = wsc_results_get_estimates (results, &n);
  Read read = export(results, "evidence", GPOINTER_TO_INT (format));
  assert_columns (&read, "method epoch fit kl");
  g_assert_cmpuint (get_n_rows (&read), ==, 6);
  for (guint k = 0; k < 6; k++)
    {
      const double expected[] = { k + 1, estimates[2]->fit[k], estimates[2]->kl[k] };
      assert_row (&read, k, "variational", expected);
      g_assert_true (isfinite (estimates[2]->fit[k]) && estimates[2]->kl[k] > 0);
    }
  read_clear (&read);
}

static void
test_coverage (gconstpointer format)
{
  g_autoptr (WscResults) results = run_small (SMALL_SINE " estimate.methods=sandwich estimate.calibrate=11");
  guint n;
  WscEstimate *const *estimates = wsc_results_get_estimates (results, &n);
  Read read = export(results, "coverage", GPOINTER_TO_INT (format));
  assert_columns (&read, "method neuron networks coverage centred");
  g_assert_cmpuint (get_n_rows (&read), ==, 12);
  for (guint i = 0; i < n; i++)
    for (guint k = 0; k < 6; k++)
      {
        const double expected[] = { k + 1, 11, estimates[i]->coverage[k], estimates[i]->centred[k] };
        assert_row (&read, 6 * i + k, i == 0 ? "bootstrap" : "sandwich", expected);
        g_assert_cmpfloat (fabs (11 * expected[2] - round (11 * expected[2])), <, 1e-9);
      }
  read_clear (&read);
}

/* A region without a thickness has no ratio of half-axes: an empty cell, or null; and nowhere is there a word for no
 * number. */
static void
test_flat (void)
{
  static const char *const names[] = { "neurons", "compare", "spectrum" };
  g_autoptr (WscResults) results = run_small (
      "data.source=iris data.task=restore data.count=0 model.layers=auto;auto estimate.replicas=3 training.epochs=3 "
      "estimate.methods=sandwich");
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    for (guint format = WSC_FORMAT_CSV; format <= WSC_FORMAT_JSON; format++)
      {
        g_autoptr (GString) out = g_string_new (NULL);
        g_autoptr (GError) error = NULL;
        g_assert_true (wsc_export_table (results, names[i], format, out, &error));
        g_assert_no_error (error);
        g_assert_null (strstr (out->str, "nan"));
        g_assert_null (strstr (out->str, "inf"));
      }
}

static void
assert_missing (const WscResults *results, const char *name, const char *message)
{
  g_autoptr (GString) out = g_string_new ("kept");
  g_autoptr (GError) error = NULL;
  g_assert_false (wsc_export_table (results, name, WSC_FORMAT_CSV, out, &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_RANGE);
  g_assert_cmpstr (error->message, ==, message);
  g_assert_cmpstr (out->str, ==, "kept");
}

static void
test_missing (void)
{
  g_autoptr (WscResults) plain = run_small (SMALL_SINE), one = run_small (SMALL_SINE " estimate.replicas=1");
  g_autoptr (WscResults) sandwich = run_small (SMALL_SINE " estimate.method=sandwich");
  assert_missing (one, "compare", "No table “compare” in these results: no method has given an answer yet");
  assert_missing (plain, "spectrum",
                  "No table “spectrum” in these results: no method took a Hessian: set estimate.method or "
                  "estimate.methods to sandwich");
  assert_missing (sandwich, "evidence",
                  "No table “evidence” in these results: nothing was inferred by Bayes: set estimate.method or "
                  "estimate.methods to variational");
  assert_missing (
      plain, "coverage",
      "No table “coverage” in these results: estimate.calibrate is 0; set it to the number of networks on fresh noise");
  assert_missing (sandwich, "replicas",
                  "No table “replicas” in these results: one network stands behind the neurons, not replicas: set "
                  "estimate.method to bootstrap");
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    GTestDataFunc func;
  } tables[] = { { "neurons", test_neurons },
                 { "compare", test_compare },
                 { "spectrum", test_spectrum },
                 { "evidence", test_evidence },
                 { "coverage", test_coverage } };
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    for (guint format = WSC_FORMAT_CSV; format <= WSC_FORMAT_JSON; format++)
      {
        g_autofree char *path =
            g_strdup_printf ("/export/tables/methods/%s/%s", tables[i].name, format ? "json" : "csv");
        g_test_add_data_func (path, GINT_TO_POINTER (format), tables[i].func);
      }
  g_test_add_func ("/export/tables/methods/flat", test_flat);
  g_test_add_func ("/export/tables/methods/missing", test_missing);
  return g_test_run ();
}
