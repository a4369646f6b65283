#include "data/dataset-private.h"

#include <glib/gi18n-lib.h>

WSC_DEFINE_BOXED_TYPE (WscDataset, wsc_dataset)

WscDataset *
wsc_dataset_ref (WscDataset *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_atomic_int_inc (&self->ref_count);
  return self;
}

void
wsc_dataset_unref (WscDataset *self)
{
  g_return_if_fail (self != NULL);
  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;
  g_free (self->name);
  g_free (self->digest);
  g_strfreev (self->notes);
  g_strfreev (self->input_names);
  g_strfreev (self->class_names);
  g_free (self->series);
  g_free (self->inputs);
  g_free (self->targets);
  g_free (self->times);
  g_free (self->observed);
  g_free (self->clean);
  g_free (self->channels);
  g_strfreev (self->channel_names);
  g_free (self->filled);
  g_free (self->target_factors);
  g_free (self->target_offsets);
  g_free (self->classes);
  g_free (self->means);
  g_free (self->covariances);
  g_free (self->train);
  g_free (self->test);
  g_free (self);
}

void
wsc_dataset_get_samples (const WscDataset *self, WscSamples *samples)
{
  if (self->is_series)
    {
      wsc_dataset_get_samples_over (self, self->series, samples);
      return;
    }
  *samples = (WscSamples){
    .inputs = self->inputs,
    .input_step = self->n_inputs,
    .n_inputs = self->n_inputs,
    .targets = self->targets,
    .target_step = self->n_targets,
    .n_targets = self->n_targets,
    .n_samples = self->n_samples,
  };
}

void
wsc_dataset_get_samples_over (const WscDataset *self, const float *series, WscSamples *samples)
{
  g_return_if_fail (self->is_series && series != NULL);

  *samples = (WscSamples){
    .inputs = series + self->input_offset,
    .input_step = 1,
    .n_inputs = self->n_inputs,
    .targets = series + self->target_offset,
    .target_step = 1,
    .n_targets = self->n_targets,
    .n_samples = self->n_samples,
  };
}

const guint32 *
wsc_dataset_get_train (const WscDataset *self, gsize *n)
{
  *n = self->n_train;
  return self->train;
}

const guint32 *
wsc_dataset_get_test (const WscDataset *self, gsize *n)
{
  *n = self->n_test;
  return self->test;
}

gboolean
wsc_dataset_is_series (const WscDataset *self)
{
  return self->is_series;
}

gsize
wsc_dataset_get_length (const WscDataset *self)
{
  return self->length;
}

const float *
wsc_dataset_get_scaled_series (const WscDataset *self)
{
  return self->series;
}

const double *
wsc_dataset_get_times (const WscDataset *self)
{
  return self->times;
}

const double *
wsc_dataset_get_observed (const WscDataset *self)
{
  return self->observed;
}

const double *
wsc_dataset_get_clean (const WscDataset *self)
{
  return self->clean;
}

guint
wsc_dataset_get_n_channels (const WscDataset *self)
{
  return self->n_channels;
}

const double *
wsc_dataset_get_channels (const WscDataset *self)
{
  return self->channels != NULL ? self->channels : self->observed;
}

const char *
wsc_dataset_get_channel_name (const WscDataset *self, guint channel)
{
  g_return_val_if_fail (channel < self->n_channels, NULL);
  return self->channel_names != NULL ? self->channel_names[channel] : self->name;
}

const guint8 *
wsc_dataset_get_filled (const WscDataset *self)
{
  return self->filled;
}

gsize
wsc_dataset_get_input_offset (const WscDataset *self)
{
  return self->input_offset;
}

gsize
wsc_dataset_get_target_offset (const WscDataset *self)
{
  return self->target_offset;
}

const double *
wsc_dataset_get_target_factors (const WscDataset *self)
{
  return self->target_factors;
}

const double *
wsc_dataset_get_target_offsets (const WscDataset *self)
{
  return self->target_offsets;
}

guint
wsc_dataset_get_n_classes (const WscDataset *self)
{
  return self->n_classes;
}

const guint32 *
wsc_dataset_get_classes (const WscDataset *self)
{
  return self->classes;
}

const char *const *
wsc_dataset_get_class_names (const WscDataset *self)
{
  return (const char *const *) self->class_names;
}

const char *const *
wsc_dataset_get_input_names (const WscDataset *self)
{
  return (const char *const *) self->input_names;
}

const char *
wsc_dataset_get_name (const WscDataset *self)
{
  return self->name;
}

const char *const *
wsc_dataset_get_notes (const WscDataset *self)
{
  return (const char *const *) self->notes;
}

const char *
wsc_dataset_get_digest (const WscDataset *self)
{
  return self->digest;
}
