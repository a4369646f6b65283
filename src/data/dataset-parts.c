/* A data set from numbers that were stored, perhaps in a file since damaged: nothing is taken on trust that a
 * getter, or a view into the samples, will later rely on. */
#include "data/dataset-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static gboolean
fail (GError **error, const char *what)
{
  g_set_error (error, WSC_ERROR, WSC_ERROR_FORMAT, _("The stored data set is damaged: %s"), what);
  return FALSE;
}

static gboolean
check_indices (const guint32 *indices, gsize n, gsize bound, const char *what, GError **error)
{
  if (n > 0 && indices == NULL)
    return fail (error, what);
  for (gsize i = 0; i < n; i++)
    if (indices[i] >= bound || (i > 0 && indices[i] <= indices[i - 1]))
      return fail (error, what);
  return TRUE;
}

static gboolean
is_finite (const float *values, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (!isfinite (values[i]))
      return FALSE;
  return TRUE;
}

/* TRUE if n windows of `width` values, the first at `offset`, fit into `length` values. */
static gboolean
windows_fit (gsize offset, gsize n, gsize width, gsize length)
{
  return offset <= length && width <= length - offset && n - 1 <= length - offset - width;
}

static gboolean
check_channels (const WscDatasetParts *p, GError **error)
{
  const gsize n = MAX (p->n_channels, 1);

  if ((n > 1 && (p->channels == NULL || p->channel_names == NULL)) ||
      (p->channel_names != NULL && g_strv_length ((char **) p->channel_names) != n))
    return fail (error, _("its channels do not fit the series"));
  for (gsize i = 0; p->channels != NULL && i < n * p->length; i++)
    if (!isfinite (p->channels[i]) || (i < p->length && p->channels[i] != p->observed[i]))
      return fail (error, _("its channels do not fit the series"));
  return TRUE;
}

static gboolean
check_series (const WscDatasetParts *p, GError **error)
{
  if (p->series == NULL || p->times == NULL || p->observed == NULL)
    return fail (error, _("the values of the series are missing"));
  if (!windows_fit (p->input_offset, p->n_samples, p->n_inputs, p->length) ||
      !windows_fit (p->target_offset, p->n_samples, p->n_targets, p->length))
    return fail (error, _("its windows do not fit into the series"));
  if (!is_finite (p->series, p->length))
    return fail (error, _("a value is not a finite number"));
  return check_channels (p, error);
}

static gboolean
check_table (const WscDatasetParts *p, GError **error)
{
  if (p->inputs == NULL || p->targets == NULL || p->n_samples != p->length)
    return fail (error, _("rows of the table are missing"));
  if (!is_finite (p->inputs, p->n_samples * p->n_inputs) || !is_finite (p->targets, p->n_samples * p->n_targets))
    return fail (error, _("a value is not a finite number"));
  return TRUE;
}

static gboolean
check_classes (const WscDatasetParts *p, GError **error)
{
  if (p->n_classes == 0)
    return TRUE;
  if (p->classes == NULL || p->class_names == NULL || p->n_classes != p->n_targets ||
      g_strv_length ((char **) p->class_names) != p->n_classes)
    return fail (error, _("its classes do not fit its targets"));
  for (gsize i = 0; i < p->n_samples; i++)
    if (p->classes[i] >= p->n_classes)
      return fail (error, _("its classes do not fit its targets"));
  return TRUE;
}

static gboolean
check_parts (const WscDatasetParts *p, GError **error)
{
  if (p->name == NULL || p->digest == NULL || p->target_factors == NULL || p->target_offsets == NULL)
    return fail (error, _("its name, digest or scaling is missing"));
  if (p->n_inputs == 0 || p->n_targets == 0 || p->n_samples == 0 || p->n_samples > G_MAXUINT32)
    return fail (error, _("it has no samples"));
  if (p->input_names == NULL || g_strv_length ((char **) p->input_names) != p->n_inputs)
    return fail (error, _("its inputs have no names"));
  if (!(p->is_series ? check_series (p, error) : check_table (p, error)) || !check_classes (p, error))
    return FALSE;
  return check_indices (p->train, p->n_train, p->n_samples, _("its training samples are not in order"), error) &&
         check_indices (p->test, p->n_test, p->n_samples, _("its test samples are not in order"), error);
}

#define COPY(array, n) ((array) != NULL ? g_memdup2 ((array), (n) * sizeof *(array)) : NULL)

static void
copy_channels (WscDataset *self, const WscDatasetParts *p)
{
  if (self->n_channels > 1)
    self->channels = COPY (p->channels, self->n_channels * p->length);
  self->channel_names = g_strdupv ((char **) p->channel_names);
  self->filled = COPY (p->filled, self->n_channels * p->length);
}

WscDataset *
wsc_dataset_new_from_parts (const WscDatasetParts *p, GError **error)
{
  static const char *const none[] = { NULL };
  WscDataset *self;

  g_return_val_if_fail (p != NULL, NULL);

  if (!check_parts (p, error))
    return NULL;
  self = g_new0 (WscDataset, 1);
  self->ref_count = 1;
  self->name = g_strdup (p->name);
  self->digest = g_strdup (p->digest);
  self->notes = g_strdupv ((char **) (p->notes != NULL ? p->notes : none));
  self->input_names = g_strdupv ((char **) p->input_names);
  self->is_series = p->is_series;
  self->n_inputs = p->n_inputs;
  self->n_targets = p->n_targets;
  self->n_samples = p->n_samples;
  self->length = p->length;
  self->input_offset = p->input_offset;
  self->target_offset = p->target_offset;
  self->times = COPY (p->times, p->length);
  self->observed = COPY (p->observed, p->length);
  self->clean = COPY (p->clean, p->length);
  self->n_channels = p->is_series ? MAX (p->n_channels, 1) : 1;
  if (p->is_series)
    copy_channels (self, p);
  self->series = p->is_series ? COPY (p->series, p->length) : NULL;
  self->inputs = p->is_series ? NULL : COPY (p->inputs, p->n_samples * p->n_inputs);
  self->targets = p->is_series ? NULL : COPY (p->targets, p->n_samples * p->n_targets);
  self->target_factors = COPY (p->target_factors, p->n_targets);
  self->target_offsets = COPY (p->target_offsets, p->n_targets);
  self->n_classes = p->n_classes;
  self->classes = p->n_classes > 0 ? COPY (p->classes, p->n_samples) : NULL;
  self->class_names = p->n_classes > 0 ? g_strdupv ((char **) p->class_names) : NULL;
  self->train = COPY (p->train, p->n_train);
  self->test = COPY (p->test, p->n_test);
  self->n_train = p->n_train;
  self->n_test = p->n_test;
  return self;
}
