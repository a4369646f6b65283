/* A table of Gaussians as given, with the columns that the table of neurons has: a mean, and the upper triangle of a covariance, a row each.
 * Nothing is trained on them: they are the neurons. */
#include "data/csv-private.h"
#include "data/dataset-private.h"
#include "data/gaussians.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define MAX_DIMENSION 1000
/* An eigenvalue is negative when it is below this share of the largest: rounding in the file is not a mistake. */
#define ROUNDING 1e-6

typedef struct
{
  WscBuild *build;
  const WscTable *table;
  gsize first, m;
  guint d;
} Gaussians;

static const WscCsvColumn *
find_column (const WscTable *table, const char *name)
{
  for (guint j = 0; j < table->n_columns; j++)
    if (g_str_equal (table->columns[j].name, name))
      return &table->columns[j];
  return NULL;
}

static gboolean
find_dimension (Gaussians *self, GError **error)
{
  for (self->d = 0; self->d <= MAX_DIMENSION; self->d++)
    {
      g_autofree char *name = g_strdup_printf ("mean_%u", self->d);

      if (find_column (self->table, name) == NULL)
        break;
    }
  if (self->d > 0 && self->d <= MAX_DIMENSION)
    return TRUE;
  if (self->d == 0)
    g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT,
                 _("%s: found no column “mean_0”; Gaussians have the columns mean_0 …, cov_0_0, cov_0_1 … (upper triangle, row by row)"),
                 self->table->name);
  else
    g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE, _("%s: found more than %d coordinates (mean_0 …); allowed: 1 to %d"), self->table->name,
                 MAX_DIMENSION, MAX_DIMENSION);
  return FALSE;
}

static gboolean
fail_cell (const Gaussians *self, const WscCsvColumn *column, gsize row, const char *found, GError **error)
{
  g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT, _("%s, column “%s”: found “%s” in data row %zu, expected a number"), self->table->name,
               column->name, found, row + 1);
  return FALSE;
}

/* In a column of text some cell is no number: it is named. */
static gboolean
fail_text (const Gaussians *self, const WscCsvColumn *column, GError **error)
{
  for (gsize i = self->first; i < self->first + self->m; i++)
    {
      const char *text = column->labels->pdata[column->codes[i]];
      double value;

      if (!wsc_parse_number (text, &value))
        return fail_cell (self, column, i, text, error);
    }
  return fail_cell (self, column, self->first, column->labels->pdata[column->codes[self->first]], error);
}

/* Before there is room for covariances, which so need not be more than the file holds. */
static gboolean
check_columns (const Gaussians *self, GError **error)
{
  for (guint a = 0; a < self->d; a++)
    for (guint b = a; b < self->d; b++)
      {
        g_autofree char *name = g_strdup_printf ("cov_%u_%u", a, b);

        if (find_column (self->table, name) != NULL)
          continue;
        g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT, _("%s: found no column “%s”, expected one for means of %u coordinates"),
                     self->table->name, name, self->d);
        return FALSE;
      }
  return TRUE;
}

/* The column's numbers into `to`, `step` apart. */
static gboolean
take_column (const Gaussians *self, const char *name, double *to, gsize step, GError **error)
{
  const WscCsvColumn *column = find_column (self->table, name);

  if (column->type != WSC_COLUMN_NUMBER)
    return fail_text (self, column, error);
  for (gsize i = 0; i < self->m; i++)
    {
      const double value = column->numbers[self->first + i];

      if (!isfinite (value))
        return fail_cell (self, column, self->first + i, isnan (value) ? _("nothing") : "inf", error);
      to[i * step] = value;
    }
  return TRUE;
}

static gboolean
take_numbers (const Gaussians *self, GError **error)
{
  WscDataset *dataset = self->build->dataset;
  const gsize d = self->d;

  dataset->means = g_new (double, self->m * d);
  dataset->covariances = g_new (double, self->m * d * d);
  for (guint a = 0; a < d; a++)
    {
      g_autofree char *mean = g_strdup_printf ("mean_%u", a);

      if (!take_column (self, mean, dataset->means + a, d, error))
        return FALSE;
      for (guint b = a; b < d; b++)
        {
          g_autofree char *name = g_strdup_printf ("cov_%u_%u", a, b);

          if (!take_column (self, name, dataset->covariances + a * d + b, d * d, error))
            return FALSE;
          for (gsize i = 0; i < self->m; i++)
            dataset->covariances[(i * d + b) * d + a] = dataset->covariances[(i * d + a) * d + b];
        }
    }
  return TRUE;
}

/* The first entry that no covariance can have: a variance below 0, or a covariance beyond both standard deviations. */
static gboolean
check_entries (const Gaussians *self, gsize i, const double *covariance, GError **error)
{
  const gsize d = self->d;

  for (gsize a = 0; a < d; a++)
    for (gsize b = 0; b <= a; b++)
      {
        const double limit = sqrt (MAX (covariance[a * d + a], 0) * MAX (covariance[b * d + b], 0));

        if (a == b && covariance[a * d + a] < 0)
          g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE, _("%s, column “cov_%zu_%zu”: found %g in data row %zu, expected a variance, 0 or more"),
                       self->table->name, a, a, covariance[a * d + a], self->first + i + 1);
        else if (a != b && fabs (covariance[b * d + a]) > limit * (1 + ROUNDING))
          g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE,
                       _("%s, column “cov_%zu_%zu”: found %g in data row %zu, expected at most %g, the product of both standard deviations"),
                       self->table->name, b, a, covariance[b * d + a], self->first + i + 1, limit);
        else
          continue;
        return FALSE;
      }
  return TRUE;
}

static gboolean
check_covariance (const Gaussians *self, gsize i, GError **error)
{
  const gsize d = self->d;
  const double *covariance = self->build->dataset->covariances + i * d * d;
  g_autofree double *values = g_new (double, d);

  if (!check_entries (self, i, covariance, error) || !wsc_symmetric_eigen (self->d, covariance, values, NULL, error))
    return FALSE;
  const double low = MIN (values[0], values[d - 1]), high = MAX (values[0], values[d - 1]);
  if (low >= -ROUNDING * high)
    return TRUE;
  g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE,
               _("%s, data row %zu: its covariance (cov_0_0 …) has the eigenvalue %g, expected none below 0"), self->table->name,
               self->first + i + 1, low);
  return FALSE;
}

/* One answer only: rows of other methods would be neurons of the same numbers again. */
static gboolean
check_methods (const Gaussians *self, GError **error)
{
  for (guint j = 0; j < self->table->n_columns; j++)
    {
      guint n = 0;
      const char *const *labels = wsc_table_get_labels (self->table, j, &n);

      if (!g_str_equal (self->table->columns[j].name, "method") || n < 2)
        continue;
      g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT,
                   _("%s, column “method”: found rows of “%s” and of “%s”, expected those of one method; keep one of them"), self->table->name,
                   labels[0], labels[1]);
      return FALSE;
    }
  return TRUE;
}

/* The means stand in for samples, so that what asks for the data finds them. */
static void
fill_samples (const Gaussians *self)
{
  WscDataset *dataset = self->build->dataset;
  const gsize n = self->m * self->d;

  dataset->n_samples = dataset->length = dataset->n_train = self->m;
  dataset->n_inputs = dataset->n_targets = self->d;
  dataset->inputs = g_new (float, n);
  for (gsize i = 0; i < n; i++)
    dataset->inputs[i] = (float) dataset->means[i];
  dataset->targets = g_memdup2 (dataset->inputs, n * sizeof (float));
  dataset->input_names = g_new0 (char *, self->d + 1);
  dataset->target_factors = g_new (double, self->d);
  dataset->target_offsets = g_new0 (double, self->d);
  for (guint j = 0; j < self->d; j++)
    {
      dataset->input_names[j] = g_strdup_printf ("mean_%u", j);
      dataset->target_factors[j] = 1;
    }
  dataset->train = g_new (guint32, self->m);
  dataset->test = g_new (guint32, 1);
  for (gsize i = 0; i < self->m; i++)
    dataset->train[i] = (guint32) i;
}

gboolean
wsc_build_gaussians (WscBuild *build, const WscTable *table, GError **error)
{
  Gaussians self = { .build = build, .table = table };

  if (!find_dimension (&self, error) || !check_methods (&self, error) || !check_columns (&self, error)
      || !wsc_build_range (build, table->n_rows, &self.first, &self.m, error) || !take_numbers (&self, error))
    return FALSE;
  for (gsize i = 0; i < self.m; i++)
    if (!check_covariance (&self, i, error))
      return FALSE;
  build->dataset->dimension = self.d;
  fill_samples (&self);
  wsc_build_note (build, _("Given Gaussians: %zu of %u coordinates; nothing is trained"), self.m, self.d);
  return TRUE;
}

gboolean
wsc_dataset_get_gaussians (const WscDataset *self, guint *m, guint *d, const double **means, const double **covariances)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (self->covariances == NULL)
    return FALSE;
  *m = (guint) self->n_samples;
  *d = self->dimension;
  *means = self->means;
  *covariances = self->covariances;
  return TRUE;
}
