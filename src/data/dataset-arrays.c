/* Arrays become samples: what belongs to one sample is laid out in a row, and only what training sees is copied, as floats. */
#include "data/dataset-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define MAX_CLASSES 1000
#define MAX_INPUTS 65536 /* units of a layer */

typedef struct
{
  WscBuild *build;
  const WscArrays *arrays;
  gsize width;    /* numbers a sample in the inputs' array */
  gsize n_inputs; /* without a target among them */
  gsize n_first;  /* samples of the first part */
  GArray *rows;   /* of guint32: samples that are used, those of the second part counted on from the first */
  gsize n_train;  /* of `rows`, where there are two parts */
} Samples;

/* --- one sample ------------------------------------------------------------- */

static const WscTensor *
find_part (const Samples *self, guint32 row, gboolean targets, gsize *at)
{
  const guint part = row < self->n_first ? 0 : 1;

  *at = part == 0 ? row : row - self->n_first;
  return targets ? self->arrays->targets[part] : self->arrays->inputs[part];
}

static gboolean
has_own_targets (const Samples *self)
{
  return self->arrays->targets[0] != NULL;
}

/* Which number of the sample in the file input j is. */
static gsize
place_of (const Samples *self, gsize j)
{
  return j + (!has_own_targets (self) && j >= self->arrays->target_column);
}

static double
get_input (const Samples *self, guint32 row, gsize j)
{
  gsize at;
  const WscTensor *tensor = find_part (self, row, FALSE, &at);
  double value;

  wsc_tensor_get_doubles (tensor, at * self->width + place_of (self, j), 1, &value);
  return value;
}

static double
get_target (const Samples *self, guint32 row)
{
  const gboolean own = has_own_targets (self);
  gsize at;
  const WscTensor *tensor = find_part (self, row, own, &at);
  double value;

  wsc_tensor_get_doubles (tensor, own ? at : at * self->width + self->arrays->target_column, 1, &value);
  return value;
}

static char *
target_name (const Samples *self)
{
  return has_own_targets (self) ? g_strdup (self->arrays->targets[0]->name)
                                : g_strdup_printf ("%s %u", self->arrays->inputs[0]->name, self->arrays->target_column + 1);
}

/* --- shapes ------------------------------------------------------------------- */

static gboolean
check_targets (const WscArrays *arrays, guint part, GError **error)
{
  const WscTensor *inputs = arrays->inputs[part], *targets = arrays->targets[part];

  if (targets == NULL)
    return TRUE;
  if (targets->rank > 1 && targets->n != targets->dims[0])
    g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT,
                 _("%s: “%s” has %zu numbers a sample, expected one, the class or the number to predict"), arrays->name, targets->name,
                 targets->dims[0] > 0 ? targets->n / targets->dims[0] : 0);
  else if (targets->rank == 0 || targets->dims[0] != inputs->dims[0])
    g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT, _("%s: “%s” has %zu values, expected %zu, one for each sample of “%s”"),
                 arrays->name, targets->name, targets->n, inputs->dims[0], inputs->name);
  else
    return TRUE;
  return FALSE;
}

static gboolean
check_shapes (Samples *self, GError **error)
{
  const WscArrays *arrays = self->arrays;
  const WscTensor *first = arrays->inputs[0];
  const gsize n_own = has_own_targets (self) ? 0 : 1;

  self->n_first = first->rank > 0 ? first->dims[0] : 0;
  self->width = self->n_first > 0 ? first->n / self->n_first : 0;
  if (self->width <= n_own || self->width > MAX_INPUTS || (arrays->n_parts > 1 && arrays->inputs[1]->n != arrays->inputs[1]->dims[0] * self->width))
    {
      g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT, _("%s: “%s” has %zu samples of %zu numbers, expected 1 to %d inputs%s"), arrays->name,
                   first->name, self->n_first, self->width, MAX_INPUTS, n_own > 0 ? _(" and a target among them") : "");
      return FALSE;
    }
  self->n_inputs = self->width - n_own;
  for (guint part = 0; part < arrays->n_parts; part++)
    if (!check_targets (arrays, part, error))
      return FALSE;
  return TRUE;
}

/* --- which samples ------------------------------------------------------------- */

static gboolean
is_integral (const Samples *self)
{
  return wsc_tensor_is_integral (self->arrays->inputs[0]) && (!has_own_targets (self) || wsc_tensor_is_integral (self->arrays->targets[0]));
}

/* The first number of the sample that is none, or 0. */
static double
find_bad (const Samples *self, guint32 row)
{
  const double target = get_target (self, row);

  for (gsize j = 0; j < self->n_inputs; j++)
    if (!isfinite (get_input (self, row, j)))
      return get_input (self, row, j);
  return isfinite (target) || self->build->settings->task == WSC_TASK_RESTORE ? 0.0 : target;
}

static gboolean
refuse (const Samples *self, double value, guint32 row, GError **error)
{
  if (isnan (value))
    g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT,
                 _("%s: sample %u has numbers that are missing (nan); set data.missing to drop (leave the samples out)"), self->arrays->name,
                 row + 1);
  else
    g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT, _("%s: found %g in sample %u, expected finite numbers"), self->arrays->name, value,
                 row + 1);
  return FALSE;
}

static gboolean
add_rows (Samples *self, gsize first, gsize count, GError **error)
{
  gsize n_missing = 0;

  for (gsize i = first; i < first + count; i++)
    {
      const guint32 row = (guint32) i;
      const double bad = is_integral (self) ? 0.0 : find_bad (self, row);

      if (bad == 0.0)
        g_array_append_val (self->rows, row);
      else if (isnan (bad) && self->build->settings->missing == WSC_MISSING_DROP)
        n_missing++;
      else
        return refuse (self, bad, row, error);
    }
  if (n_missing > 0)
    wsc_build_note (self->build, _("Samples with missing numbers that are left out: %zu"), n_missing);
  return TRUE;
}

static gboolean
find_rows (Samples *self, GError **error)
{
  gsize first, count;

  if (!wsc_build_range (self->build, self->n_first, &first, &count, error) || !add_rows (self, first, count, error))
    return FALSE;
  self->n_train = self->rows->len;
  if (self->arrays->n_parts > 1 && !add_rows (self, self->n_first, self->arrays->inputs[1]->dims[0], error))
    return FALSE;
  if (self->n_train >= 2)
    return TRUE;
  g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT, _("%s: found %zu complete samples, expected at least 2"), self->arrays->name, self->n_train);
  return FALSE;
}

/* --- classes ------------------------------------------------------------------- */

static int
compare_doubles (const void *a, const void *b)
{
  const double x = *(const double *) a, y = *(const double *) b;

  return x < y ? -1 : x > y;
}

/* The sorted classes, NULL with an error; caller frees. */
static double *
list_classes (Samples *self, const double *targets, gsize *n_classes, GError **error)
{
  const guint n = self->rows->len;
  g_autofree double *classes = g_memdup2 (targets, n * sizeof *targets);
  g_autofree char *name = target_name (self);

  for (guint i = 0; i < n; i++)
    if (classes[i] != floor (classes[i]) || fabs (classes[i]) >= 1e9)
      {
        g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT, _("%s, “%s”: found %g in sample %u, expected classes: whole numbers"),
                     self->arrays->name, name, classes[i], g_array_index (self->rows, guint32, i) + 1);
        return NULL;
      }
  qsort (classes, n, sizeof *classes, compare_doubles);
  *n_classes = 0;
  for (guint i = 0; i < n; i++)
    if (i == 0 || classes[i] != classes[*n_classes - 1])
      classes[(*n_classes)++] = classes[i];
  if (*n_classes >= 2 && *n_classes <= MAX_CLASSES)
    return g_steal_pointer (&classes);
  g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT, _("%s: “%s” has %zu classes, expected 2 to %d"), self->arrays->name, name, *n_classes,
               MAX_CLASSES);
  return NULL;
}

static gboolean
find_classes (Samples *self, const double *targets, GError **error)
{
  WscDataset *d = self->build->dataset;
  g_autofree double *classes = NULL;
  gsize n;

  if (self->build->settings->task != WSC_TASK_CLASSIFY)
    return TRUE;
  classes = list_classes (self, targets, &n, error);
  if (classes == NULL)
    return FALSE;
  d->n_classes = (guint) n;
  d->classes = g_new (guint32, d->n_samples);
  d->class_names = g_new0 (char *, n + 1);
  for (gsize c = 0; c < n; c++)
    d->class_names[c] = wsc_format_number (classes[c]);
  for (gsize i = 0; i < d->n_samples; i++)
    d->classes[i] = (guint32) ((double *) bsearch (&targets[i], classes, n, sizeof *classes, compare_doubles) - classes);
  return TRUE;
}

/* --- numbers ---------------------------------------------------------------------- */

static WscScale
scale_of (const Samples *self)
{
  return self->arrays->unit > 0 ? WSC_SCALE_NONE : (WscScale) self->build->settings->scale;
}

static gboolean
fail_float (const Samples *self, double value, guint row, GError **error)
{
  g_set_error (error, WSC_ERROR, WSC_ERROR_NUMERIC,
               _("%s: found %g in sample %u, too large for training; set data.scale to standardise"), self->arrays->name, value, row + 1);
  return FALSE;
}

static gboolean
fill_input (Samples *self, gsize j, double *values, WscScaling *scaling, GError **error)
{
  WscDataset *d = self->build->dataset;
  const double unit = self->arrays->unit > 0 ? self->arrays->unit : 1.0;

  for (gsize i = 0; i < d->n_samples; i++)
    values[i] = get_input (self, g_array_index (self->rows, guint32, i), j) / unit;
  wsc_scaling_find (scaling, scale_of (self), values, d->train, d->n_train);
  for (gsize i = 0; i < d->n_samples; i++)
    {
      const float value = (float) ((values[i] - scaling->offset) / scaling->factor);

      if (!isfinite (value))
        return fail_float (self, values[i], g_array_index (self->rows, guint32, i), error);
      d->inputs[i * d->n_inputs + j] = value;
    }
  return TRUE;
}

static gboolean
ask (const Samples *self, gsize j, GError **error)
{
  if (wsc_hook_report (self->build->hook, (double) j / (double) self->n_inputs, _("Reading the data")))
    return TRUE;
  g_set_error_literal (error, WSC_ERROR, WSC_ERROR_STOPPED, _("Stopped while reading the data"));
  return FALSE;
}

static gboolean
fill_inputs (Samples *self, WscScaling *scalings, GError **error)
{
  WscDataset *d = self->build->dataset;
  g_autofree double *values = g_new (double, d->n_samples);
  guint n_constant = 0;

  d->inputs = g_try_malloc_n (d->n_samples, d->n_inputs * sizeof (float));
  if (d->inputs == NULL)
    {
      g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE, _("%zu samples of %u numbers do not fit into memory; take fewer (data.count)"),
                   d->n_samples, d->n_inputs);
      return FALSE;
    }
  d->input_names = g_new0 (char *, d->n_inputs + 1);
  for (guint j = 0; j < d->n_inputs; j++)
    {
      d->input_names[j] = g_strdup_printf ("%zu", place_of (self, j) + 1);
      if (!ask (self, j, error) || !fill_input (self, j, values, &scalings[j], error))
        return FALSE;
      n_constant += scalings[j].constant;
    }
  if (n_constant > 0 && scale_of (self) != WSC_SCALE_NONE)
    wsc_build_note (self->build, _("Columns that do not vary over the training rows: %u; they become 0 there"), n_constant);
  return TRUE;
}

static gboolean
fill_numbers (Samples *self, const double *targets, GError **error)
{
  WscDataset *d = self->build->dataset;
  WscScaling scaling;

  wsc_scaling_find (&scaling, (WscScale) self->build->settings->scale, targets, d->train, d->n_train);
  if (scaling.constant)
    {
      g_autofree char *name = target_name (self);

      g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT,
                   _("%s: “%s” is %g in every training sample (variance 0), expected a target that varies"), self->arrays->name, name,
                   targets[d->train[0]]);
      return FALSE;
    }
  for (gsize i = 0; i < d->n_samples; i++)
    {
      d->targets[i] = (float) ((targets[i] - scaling.offset) / scaling.factor);
      if (!isfinite (d->targets[i]))
        return fail_float (self, targets[i], g_array_index (self->rows, guint32, i), error);
    }
  d->target_factors[0] = scaling.factor;
  d->target_offsets[0] = scaling.offset;
  return TRUE;
}

static void
fill_one_hot (WscDataset *d)
{
  for (gsize i = 0; i < d->n_samples; i++)
    d->targets[i * d->n_targets + d->classes[i]] = 1.0f;
  for (guint j = 0; j < d->n_targets; j++)
    d->target_factors[j] = 1.0;
}

/* Restored in the unit that they have in the file. */
static void
restore_inputs (WscDataset *d, const WscScaling *scalings, double unit)
{
  d->targets = g_memdup2 (d->inputs, d->n_samples * d->n_inputs * sizeof (float));
  for (guint j = 0; j < d->n_targets; j++)
    {
      d->target_factors[j] = scalings[j].factor * (unit > 0 ? unit : 1.0);
      d->target_offsets[j] = scalings[j].offset;
    }
}

static gboolean
fill_targets (Samples *self, const double *targets, const WscScaling *scalings, GError **error)
{
  WscDataset *d = self->build->dataset;
  const int task = self->build->settings->task;

  d->n_targets = task == WSC_TASK_RESTORE ? d->n_inputs : task == WSC_TASK_CLASSIFY ? d->n_classes : 1;
  d->target_factors = g_new0 (double, d->n_targets);
  d->target_offsets = g_new0 (double, d->n_targets);
  if (task == WSC_TASK_RESTORE)
    {
      restore_inputs (d, scalings, self->arrays->unit);
      return TRUE;
    }
  d->targets = g_malloc0_n (d->n_samples, d->n_targets * sizeof (float));
  if (task == WSC_TASK_REGRESS)
    return fill_numbers (self, targets, error);
  fill_one_hot (d);
  return TRUE;
}

static gboolean
split (Samples *self, GError **error)
{
  if (self->arrays->n_parts == 1)
    return wsc_build_split_rows (self->build, error);
  wsc_build_split_given (self->build, self->n_train);
  return TRUE;
}

static gboolean
build_samples (Samples *self, GError **error)
{
  WscDataset *d = self->build->dataset;
  g_autofree WscScaling *scalings = NULL;
  g_autofree double *targets = NULL;

  if (!check_shapes (self, error) || !find_rows (self, error))
    return FALSE;
  d->length = d->n_samples = self->rows->len;
  d->n_inputs = (guint) self->n_inputs;
  targets = g_new (double, d->n_samples);
  for (gsize i = 0; i < d->n_samples; i++)
    targets[i] = get_target (self, g_array_index (self->rows, guint32, i));
  scalings = g_new (WscScaling, d->n_inputs);
  return find_classes (self, targets, error) && split (self, error) && fill_inputs (self, scalings, error)
         && fill_targets (self, targets, scalings, error);
}

gboolean
wsc_build_arrays (WscBuild *build, const WscArrays *arrays, GError **error)
{
  Samples samples = { .build = build, .arrays = arrays, .rows = g_array_new (FALSE, FALSE, sizeof (guint32)) };
  const gboolean ok = build_samples (&samples, error);

  g_array_unref (samples.rows);
  return ok;
}
