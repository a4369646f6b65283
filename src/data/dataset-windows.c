/* Windows of a series are views: with input and target offsets a and b, sample i is the input s[a + i … a + i + h - 1]
 * and the target s[b + i … b + i + p - 1]. */
#include "data/dataset-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* --- scaling --------------------------------------------------------------- */

/* In units of the range and from its lower end, so that nothing overflows, vanishes or cancels. */
static void
find_mean_and_sd (const double *values, const guint32 *rows, gsize n, double low, double range, double *mean,
                  double *sd)
{
  double sum = 0, sum_of_squares = 0;

  for (gsize i = 0; i < n; i++)
    sum += (values[rows != NULL ? rows[i] : i] - low) / range;
  for (gsize i = 0; i < n; i++)
    {
      const double delta = (values[rows != NULL ? rows[i] : i] - low) / range - sum / (double) n;

      sum_of_squares += delta * delta;
    }
  *mean = low + range * (sum / (double) n);
  *sd = range * sqrt (sum_of_squares / (double) n);
}

void
wsc_scaling_find (WscScaling *self, WscScale scale, const double *values, const guint32 *rows, gsize n)
{
  double low = INFINITY, high = -INFINITY;

  *self = (WscScaling){ 1.0, 0.0, FALSE };
  for (gsize i = 0; i < n; i++)
    {
      low = MIN (low, values[rows != NULL ? rows[i] : i]);
      high = MAX (high, values[rows != NULL ? rows[i] : i]);
    }
  self->constant = !(low < high);
  if (n == 0 || scale == WSC_SCALE_NONE)
    return;
  if (self->constant)
    self->offset = low;
  else if (scale == WSC_SCALE_STANDARDISE)
    find_mean_and_sd (values, rows, n, low, high - low, &self->offset, &self->factor);
  else
    {
      self->offset = 0.5 * low + 0.5 * high;
      self->factor = 0.5 * high - 0.5 * low;
    }
}

static void
note_scaling (WscBuild *build, const WscScaling *scaling)
{
  if (build->settings->scale == WSC_SCALE_STANDARDISE)
    wsc_build_note (
        build,
        _("Scaled: the training values’ mean %.6g became 0, their standard deviation %.6g became 1; errors are in the "
           "original unit"),
        scaling->offset, scaling->factor);
  else if (build->settings->scale == WSC_SCALE_UNIT)
    wsc_build_note (
        build, _("Scaled: the training values’ range %.6g to %.6g became −1 to 1; errors are in the original unit"),
        scaling->offset - scaling->factor, scaling->offset + scaling->factor);
}

static gboolean
fail_constant (const WscDataset *d, gsize n_seen, GError **error)
{
  WscScaling whole;

  wsc_scaling_find (&whole, WSC_SCALE_NONE, d->observed, NULL, d->length);
  if (whole.constant)
    g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT,
                 _("Found a series whose %zu values are all %g (variance 0), expected one that varies"), d->length,
                 d->observed[0]);
  else
    g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT,
                 _("Found a series whose first %zu values, those for training, are all %g (variance 0), expected one "
                    "that varies"),
                 n_seen, d->observed[0]);
  return FALSE;
}

/* By the values that training windows see, so that nothing is known of the test before it; `span` values a window. */
static gboolean
scale_series (WscBuild *build, gsize span, GError **error)
{
  WscDataset *d = build->dataset;
  const gsize n_seen = d->train[d->n_train - 1] + span;
  WscScaling scaling;

  wsc_scaling_find (&scaling, (WscScale) build->settings->scale, d->observed, NULL, n_seen);
  if (scaling.constant)
    return fail_constant (d, n_seen, error);
  d->series = g_new (float, d->length);
  for (gsize i = 0; i < d->length; i++)
    {
      d->series[i] = (float) ((d->observed[i] - scaling.offset) / scaling.factor);
      if (isfinite (d->series[i]))
        continue;
      g_set_error (error, WSC_ERROR, WSC_ERROR_NUMERIC,
                   _("Value %zu of the series is %g, too large for training; set data.scale to standardise"), i + 1,
                   d->observed[i]);
      return FALSE;
    }
  d->target_factors = g_new (double, d->n_targets);
  d->target_offsets = g_new (double, d->n_targets);
  for (guint j = 0; j < d->n_targets; j++)
    {
      d->target_factors[j] = scaling.factor;
      d->target_offsets[j] = scaling.offset;
    }
  note_scaling (build, &scaling);
  return TRUE;
}

/* --- windows --------------------------------------------------------------- */

/* Sets offsets and widths; returns how many values a sample covers. */
static gsize
lay_out_windows (const WscDataSettings *s, WscDataset *d)
{
  const gsize h = (gsize) s->window, p = s->task == WSC_TASK_RESTORE ? h : (gsize) s->horizon;

  d->n_inputs = (guint) h;
  d->n_targets = (guint) p;
  switch (s->task)
    {
    case WSC_TASK_FORECAST:
      d->target_offset = h;
      return h + p;
    case WSC_TASK_RESTORE_LONGER_BACK:
      d->input_offset = p > h ? p - h : 0;
      d->target_offset = h > p ? h - p : 0;
      return MAX (h, p);
    default:
      return MAX (h, p);
    }
}

static gboolean
check_windows (const WscDataSettings *s, gsize length, GError **error)
{
  const gint64 n = (gint64) length;

  if (s->window > n)
    {
      g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE,
                   _("data.window is %d, longer than the series of %zu values; allowed: 1 to %zu"), s->window, length,
                   length);
      return FALSE;
    }
  if (!wsc_build_check ("data.window", s->window, 1, n, error))
    return FALSE;
  if (s->task == WSC_TASK_RESTORE)
    return TRUE;
  if (s->task == WSC_TASK_FORECAST && (gint64) s->window + s->horizon > n)
    {
      g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE,
                   _("data.window is %d and data.horizon is %d, together longer than the series of %zu values"),
                   s->window, s->horizon, length);
      return FALSE;
    }
  return wsc_build_check ("data.horizon", s->horizon, 1, n, error);
}

static char **
name_window (guint n)
{
  char **names = g_new0 (char *, n + 1);

  for (guint i = 0; i < n; i++)
    names[i] = i == 0 ? g_strdup ("t") : g_strdup_printf ("t+%u", i);
  return names;
}

gboolean
wsc_build_windows (WscBuild *build, GError **error)
{
  WscDataset *d = build->dataset;
  gsize span;

  if (!check_windows (build->settings, d->length, error))
    return FALSE;
  span = lay_out_windows (build->settings, d);
  d->n_samples = d->length - span + 1;
  d->input_names = name_window (d->n_inputs);
  return wsc_build_split_series (build, span, error) && scale_series (build, span, error);
}
