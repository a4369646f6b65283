/* A table becomes samples: a row's numbers are the input, its target a class, a number or the row itself. */
#include "data/csv-private.h"
#include "data/dataset-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define MAX_CLASSES 1000

typedef struct
{
  WscBuild *build;
  const WscTable *table;
  guint target;
  GArray *inputs; /* of guint: columns */
  GArray *rows;   /* of guint32: rows of the table that are used */
} Rows;

/* --- which columns and rows ------------------------------------------------ */

static gboolean
find_target (Rows *self, GError **error)
{
  const WscDataSettings *s = self->build->settings;

  if (s->source == WSC_SOURCE_FILE && s->target != NULL && *s->target != '\0')
    return wsc_table_find_column (self->table, s->target, &self->target, error);
  self->target = self->table->n_columns - 1;
  return TRUE;
}

static void
note_text_columns (Rows *self, const GString *names)
{
  if (names->len > 0)
    wsc_build_note (self->build, _("Columns of text that are left out: %s"), names->str);
}

static gboolean
find_inputs (Rows *self, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint j = 0; j < self->table->n_columns; j++)
    {
      if (j == self->target)
        continue;
      if (self->table->columns[j].type == WSC_COLUMN_NUMBER)
        g_array_append_val (self->inputs, j);
      else
        g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", self->table->columns[j].name);
    }
  note_text_columns (self, text);
  if (self->inputs->len > 0)
    return TRUE;
  g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT,
               _("%s: found no column of numbers beside the target “%s”, expected at least one"), self->table->name,
               self->table->columns[self->target].name);
  return FALSE;
}

static gboolean
is_missing (const WscCsvColumn *column, gsize row)
{
  if (column->type == WSC_COLUMN_NUMBER)
    return isnan (column->numbers[row]);
  return *(const char *) column->labels->pdata[column->codes[row]] == '\0';
}

/* The first column that is used and empty in this row, or NULL. */
static const WscCsvColumn *
find_missing (const Rows *self, gsize row)
{
  const WscCsvColumn *target = &self->table->columns[self->target];

  for (guint j = 0; j < self->inputs->len; j++)
    {
      const WscCsvColumn *column = &self->table->columns[g_array_index (self->inputs, guint, j)];

      if (column->n_missing > 0 && is_missing (column, row))
        return column;
    }
  if (self->build->settings->task != WSC_TASK_RESTORE && target->n_missing > 0 && is_missing (target, row))
    return target;
  return NULL;
}

static gboolean
refuse_missing (const Rows *self, const WscCsvColumn *column, gsize row, gsize n, GError **error)
{
  g_set_error (
      error, WSC_ERROR, WSC_ERROR_FORMAT,
      g_dngettext (GETTEXT_PACKAGE,
                   "%s: %zu row has empty cells, the first is data row %zu in column “%s”; set data.missing to drop "
                   "(leave the row out)",
                   "%s: %zu rows have empty cells, the first is data row %zu in column “%s”; set data.missing to drop "
                   "(leave the rows out)",
                   n),
      self->table->name, n, row + 1, column->name);
  return FALSE;
}

static gboolean
find_rows (Rows *self, GError **error)
{
  gsize first, count, n_missing = 0, first_missing = 0;
  const WscCsvColumn *column = NULL;

  if (!wsc_build_range (self->build, self->table->n_rows, &first, &count, error))
    return FALSE;
  for (gsize i = first; i < first + count; i++)
    {
      const WscCsvColumn *missing = find_missing (self, i);
      const guint32 row = (guint32) i;

      if (missing == NULL)
        g_array_append_val (self->rows, row);
      else if (n_missing++ == 0)
        {
          column = missing;
          first_missing = i;
        }
    }
  if (n_missing > 0 && self->build->settings->missing != WSC_MISSING_DROP)
    return refuse_missing (self, column, first_missing, n_missing, error);
  if (n_missing > 0)
    wsc_build_note (self->build, _("Rows with empty cells that are left out: %zu"), n_missing);
  if (self->rows->len >= 2)
    return TRUE;
  g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT, _("%s: found %u complete rows, expected at least 2"),
               self->table->name, self->rows->len);
  return FALSE;
}

/* --- classes --------------------------------------------------------------- */

static int
compare_doubles (const void *a, const void *b)
{
  const double x = *(const double *) a, y = *(const double *) b;

  return x < y ? -1 : x > y;
}

static gboolean
fail_classes (const Rows *self, gsize n, GError **error)
{
  g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT, _("%s: column “%s” has %zu classes, expected 2 to %d"),
               self->table->name, self->table->columns[self->target].name, n, MAX_CLASSES);
  return FALSE;
}

static gboolean
check_whole (const Rows *self, double value, guint32 row, GError **error)
{
  if (value == floor (value) && fabs (value) < 1e9)
    return TRUE;
  g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT,
               _("%s, column “%s”: found %g in data row %u, expected classes: text or whole numbers"),
               self->table->name, self->table->columns[self->target].name, value, row + 1);
  return FALSE;
}

/* Whole numbers as classes, in ascending order. */
static gboolean
number_classes (Rows *self, GError **error)
{
  WscDataset *d = self->build->dataset;
  const double *numbers = self->table->columns[self->target].numbers;
  const guint n = self->rows->len;
  g_autofree double *distinct = g_new (double, n);
  gsize n_distinct = 0;

  for (guint i = 0; i < n; i++)
    {
      const guint32 row = g_array_index (self->rows, guint32, i);

      if (!check_whole (self, numbers[row], row, error))
        return FALSE;
      distinct[i] = numbers[row];
    }
  qsort (distinct, n, sizeof *distinct, compare_doubles);
  for (guint i = 0; i < n; i++)
    if (i == 0 || distinct[i] != distinct[i - 1])
      distinct[n_distinct++] = distinct[i];
  if (n_distinct < 2 || n_distinct > MAX_CLASSES)
    return fail_classes (self, n_distinct, error);

  d->n_classes = (guint) n_distinct;
  d->class_names = g_new0 (char *, n_distinct + 1);
  for (gsize c = 0; c < n_distinct; c++)
    d->class_names[c] = wsc_format_number (distinct[c]);
  for (guint i = 0; i < n; i++)
    {
      const double *number = &numbers[g_array_index (self->rows, guint32, i)];
      const double *found = bsearch (number, distinct, n_distinct, sizeof *distinct, compare_doubles);

      d->classes[i] = (guint32) (found - distinct);
    }
  return TRUE;
}

/* Labels as classes, in order of appearance in the rows used. */
static gboolean
text_classes (Rows *self, GError **error)
{
  WscDataset *d = self->build->dataset;
  const WscCsvColumn *column = &self->table->columns[self->target];
  g_autofree guint32 *class_of = g_new0 (guint32, column->labels->len); /* + 1 */
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < self->rows->len; i++)
    {
      const guint32 code = column->codes[g_array_index (self->rows, guint32, i)];

      if (class_of[code] == 0)
        {
          g_ptr_array_add (names, g_strdup (column->labels->pdata[code]));
          class_of[code] = names->len;
        }
      d->classes[i] = class_of[code] - 1;
    }
  if (names->len < 2 || names->len > MAX_CLASSES)
    return fail_classes (self, names->len, error);
  d->n_classes = names->len;
  g_ptr_array_add (names, NULL);
  d->class_names = (char **) g_ptr_array_free (g_steal_pointer (&names), FALSE);
  return TRUE;
}

static gboolean
find_classes (Rows *self, GError **error)
{
  WscDataset *d = self->build->dataset;

  if (self->build->settings->task != WSC_TASK_CLASSIFY)
    return TRUE;
  d->classes = g_new (guint32, self->rows->len);
  if (self->table->columns[self->target].type == WSC_COLUMN_TEXT)
    return text_classes (self, error);
  return number_classes (self, error);
}

/* --- numbers --------------------------------------------------------------- */

/* Column `column` of the table, scaled by its training rows, into column j of `to` (rows, width). */
static gboolean
fill_column (Rows *self, guint column, guint j, guint width, float *to, WscScaling *scaling, GError **error)
{
  const WscDataset *d = self->build->dataset;
  const double *numbers = self->table->columns[column].numbers;
  g_autofree double *values = g_new (double, self->rows->len);

  for (guint i = 0; i < self->rows->len; i++)
    values[i] = numbers[g_array_index (self->rows, guint32, i)];
  wsc_scaling_find (scaling, (WscScale) self->build->settings->scale, values, d->train, d->n_train);
  for (guint i = 0; i < self->rows->len; i++)
    {
      float *cell = &to[(gsize) i * width + j];

      *cell = (float) ((values[i] - scaling->offset) / scaling->factor);
      if (isfinite (*cell))
        continue;
      g_set_error (
          error, WSC_ERROR, WSC_ERROR_NUMERIC,
          _("%s, column “%s”: found %g in data row %u, too large for training; set data.scale to standardise"),
          self->table->name, self->table->columns[column].name, values[i], g_array_index (self->rows, guint32, i) + 1);
      return FALSE;
    }
  return TRUE;
}

static gboolean
fill_inputs (Rows *self, WscScaling *scalings, GError **error)
{
  WscDataset *d = self->build->dataset;
  guint n_constant = 0;

  d->inputs = g_malloc_n (d->n_samples * d->n_inputs, sizeof (float));
  d->input_names = g_new0 (char *, d->n_inputs + 1);
  for (guint j = 0; j < d->n_inputs; j++)
    {
      const guint column = g_array_index (self->inputs, guint, j);

      d->input_names[j] = g_strdup (self->table->columns[column].name);
      if (!fill_column (self, column, j, d->n_inputs, d->inputs, &scalings[j], error))
        return FALSE;
      n_constant += scalings[j].constant;
    }
  if (n_constant > 0 && self->build->settings->scale != WSC_SCALE_NONE)
    wsc_build_note (self->build, _("Columns that do not vary over the training rows: %u; they become 0 there"),
                    n_constant);
  return TRUE;
}

static void
restore_inputs (Rows *self, const WscScaling *scalings)
{
  WscDataset *d = self->build->dataset;

  d->targets = g_memdup2 (d->inputs, d->n_samples * d->n_inputs * sizeof (float));
  for (guint j = 0; j < d->n_inputs; j++)
    {
      d->target_factors[j] = scalings[j].factor;
      d->target_offsets[j] = scalings[j].offset;
    }
}

static void
fill_one_hot (Rows *self)
{
  WscDataset *d = self->build->dataset;

  d->targets = g_malloc0_n (d->n_samples * d->n_targets, sizeof (float));
  for (gsize i = 0; i < d->n_samples; i++)
    d->targets[i * d->n_targets + d->classes[i]] = 1.0f;
  for (guint j = 0; j < d->n_targets; j++)
    d->target_factors[j] = 1.0;
}

static gboolean
fill_number (Rows *self, GError **error)
{
  WscDataset *d = self->build->dataset;
  const WscCsvColumn *target = &self->table->columns[self->target];
  WscScaling scaling;

  if (target->type != WSC_COLUMN_NUMBER)
    {
      g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT,
                   _("%s: column “%s” holds text (“%s”), expected numbers to predict"), self->table->name,
                   target->name, (const char *) target->labels->pdata[0]);
      return FALSE;
    }
  d->targets = g_malloc_n (d->n_samples, sizeof (float));
  if (!fill_column (self, self->target, 0, 1, d->targets, &scaling, error))
    return FALSE;
  if (scaling.constant)
    {
      g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT,
                   _("%s: column “%s” is %g in every training row (variance 0), expected a target that varies"),
                   self->table->name, target->name, target->numbers[g_array_index (self->rows, guint32, d->train[0])]);
      return FALSE;
    }
  d->target_factors[0] = scaling.factor;
  d->target_offsets[0] = scaling.offset;
  return TRUE;
}

static gboolean
fill_targets (Rows *self, const WscScaling *scalings, GError **error)
{
  WscDataset *d = self->build->dataset;
  const int task = self->build->settings->task;

  d->n_targets = task == WSC_TASK_RESTORE ? d->n_inputs : task == WSC_TASK_CLASSIFY ? d->n_classes : 1;
  d->target_factors = g_new0 (double, d->n_targets);
  d->target_offsets = g_new0 (double, d->n_targets);
  if (task == WSC_TASK_REGRESS)
    return fill_number (self, error);
  if (task == WSC_TASK_CLASSIFY)
    fill_one_hot (self);
  else
    restore_inputs (self, scalings);
  return TRUE;
}

static gboolean
build_samples (Rows *self, GError **error)
{
  WscDataset *d = self->build->dataset;
  g_autofree WscScaling *scalings = NULL;

  if (!find_target (self, error) || !find_inputs (self, error) || !find_rows (self, error) ||
      !find_classes (self, error))
    return FALSE;
  d->length = d->n_samples = self->rows->len;
  d->n_inputs = self->inputs->len;
  scalings = g_new (WscScaling, d->n_inputs);
  return wsc_build_split_rows (self->build, error) && fill_inputs (self, scalings, error) &&
         fill_targets (self, scalings, error);
}

gboolean
wsc_build_rows (WscBuild *build, const WscTable *table, GError **error)
{
  Rows rows = { .build = build, .table = table };
  gboolean ok;

  rows.inputs = g_array_new (FALSE, FALSE, sizeof (guint));
  rows.rows = g_array_new (FALSE, FALSE, sizeof (guint32));
  ok = build_samples (&rows, error);
  g_array_unref (rows.inputs);
  g_array_unref (rows.rows);
  return ok;
}
