#include "estimate/support.h"

#include <math.h>
#include <string.h>

static void
add_row (GArray *numbers, const char *line)
{
  g_auto (GStrv) cells = g_strsplit (line, ",", -1);

  for (guint i = 0; cells[i] != NULL; i++)
    {
      double value;

      g_assert_true (wsc_parse_number (g_strstrip (cells[i]), &value));
      g_array_append_val (numbers, value);
    }
}

double *
support_read (const char *name, gsize *n_rows, gsize *n_columns)
{
  g_autofree char *path = g_build_filename (g_getenv ("WSC_TEST_REFERENCE"), name, NULL), *text = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) lines = NULL;
  GArray *numbers = g_array_new (FALSE, FALSE, sizeof (double));
  gsize rows = 0;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (lines[i][0] != '#' && lines[i][0] != '\0')
      {
        add_row (numbers, lines[i]);
        rows++;
      }
  g_assert_cmpuint (rows, >, 0);
  g_assert_cmpuint (numbers->len % rows, ==, 0);
  *n_rows = rows;
  *n_columns = numbers->len / rows;
  return (double *) g_array_free (numbers, FALSE);
}

WscArchitecture
support_architecture (const char *layers, WscActivation activation, gboolean bias)
{
  g_auto (GStrv) sizes = g_strsplit (layers, ";", -1);
  WscArchitecture a = { .n_layers = g_strv_length (sizes) - 1, .bias = bias, .loss = WSC_LOSS_MSE };

  for (guint i = 0; sizes[i] != NULL; i++)
    a.sizes[i] = (guint) atoi (sizes[i]);
  for (guint l = 0; l < a.n_layers; l++)
    a.activation[l] = l + 1 < a.n_layers ? activation : WSC_IDENTITY;
  return a;
}

float *
support_network (const WscArchitecture *architecture, WscRandom *random)
{
  const gsize p = wsc_architecture_get_n_parameters (architecture);
  float *parameters = g_new (float, p);

  for (gsize i = 0; i < p; i++)
    parameters[i] = (float) wsc_random_normal (random);
  return parameters;
}

WscEnsemble *
support_ensemble (const WscArchitecture *architecture, guint n, const float *parameters)
{
  g_autofree gint32 *diverged_at = g_new0 (gint32, n);
  g_autofree float *losses = g_new0 (float, n);

  return wsc_ensemble_new (architecture, n, parameters, diverged_at, 1, losses, losses, FALSE);
}

WscEstimateSettings
support_settings (void)
{
  return (WscEstimateSettings){
    .replicas = 8,
    .resample = WSC_RESAMPLE_AUTO,
    .block = 20,
    .subset_share = 0.5,
    .signal_rank = 2,
    .start = WSC_START_SHARED,
    .align = WSC_ALIGN_AUTO,
  };
}

static guint32 *
count_from (guint32 first, gsize n)
{
  guint32 *indices = g_new (guint32, n + 1);

  for (gsize i = 0; i < n; i++)
    indices[i] = first + (guint32) i;
  return indices;
}

static char **
names_of (guint n)
{
  char **names = g_new0 (char *, n + 1);

  for (guint i = 0; i < n; i++)
    names[i] = g_strdup_printf ("x%u", i);
  return names;
}

static WscDataset *
from_parts (WscDatasetParts *parts, gsize n_test)
{
  g_auto (GStrv) names = names_of (parts->n_inputs);
  g_autofree double *factors = g_new (double, parts->n_targets), *offsets = g_new0 (double, parts->n_targets);
  g_autofree guint32 *train = count_from (0, parts->n_samples - n_test);
  g_autofree guint32 *test = count_from ((guint32) (parts->n_samples - n_test), n_test);
  g_autoptr (GError) error = NULL;
  WscDataset *dataset;

  for (guint i = 0; i < parts->n_targets; i++)
    factors[i] = 1.0;
  parts->digest = "0";
  parts->input_names = (const char *const *) names;
  parts->target_factors = factors;
  parts->target_offsets = offsets;
  parts->train = train;
  parts->n_train = parts->n_samples - n_test;
  parts->test = test;
  parts->n_test = n_test;
  dataset = wsc_dataset_new_from_parts (parts, &error);
  g_assert_no_error (error);
  return dataset;
}

WscDataset *
support_series (const double *values, gsize n, guint window, gsize n_test)
{
  g_autofree float *series = g_new (float, n);
  WscDatasetParts parts = { .name = "series", .is_series = TRUE, .length = n };

  for (gsize i = 0; i < n; i++)
    series[i] = (float) values[i];
  parts.n_inputs = parts.n_targets = window;
  parts.n_samples = n - window + 1;
  parts.times = parts.observed = values;
  parts.series = series;
  return from_parts (&parts, n_test);
}

WscDataset *
support_sine (gsize n, double step, double noise, guint window)
{
  g_autofree double *values = g_new (double, n);
  WscRandom random;

  wsc_random_init (&random, 1, "test.sine", 0);
  for (gsize t = 0; t < n; t++)
    values[t] = sin (step * (double) t) + noise * wsc_random_normal (&random);
  return support_series (values, n, window, 0);
}

WscDataset *
support_table (gsize n, guint inputs, gsize n_test)
{
  g_autofree float *rows = g_new (float, n *inputs);
  WscDatasetParts parts = { .name = "rows", .length = n, .n_samples = n, .n_inputs = inputs, .n_targets = inputs };
  WscRandom random;

  wsc_random_init (&random, 2, "test.table", 0);
  for (gsize i = 0; i < n * inputs; i++)
    rows[i] = (float) wsc_random_normal (&random);
  parts.inputs = parts.targets = rows;
  return from_parts (&parts, n_test);
}
