/* The sum of the chosen components and what it leaves. */
#include "series/series.h"

WscReconstruction *
wsc_reconstruction_new (const WscSsa *ssa, const WscComponents *components, gsize channel, const double *truth,
                        WscMapeKind kind)
{
  WscReconstruction *self;
  const double *values;

  g_return_val_if_fail (ssa != NULL && components != NULL && truth != NULL, NULL);
  g_return_val_if_fail (channel < wsc_ssa_get_n_channels (ssa), NULL);

  self = g_new0 (WscReconstruction, 1);
  self->ref_count = 1;
  self->n = wsc_ssa_get_length (ssa);
  self->signal = g_new (double, self->n);
  self->residual = g_new (double, self->n);
  wsc_components_copy (&self->components, components);
  self->n_missing = wsc_components_clamp (&self->components, wsc_ssa_get_n_components (ssa));
  wsc_ssa_sum (ssa, &self->components, channel, self->signal);
  values = wsc_ssa_get_values (ssa, channel);
  for (gsize t = 0; t < self->n; t++)
    self->residual[t] = values[t] - self->signal[t];
  for (guint i = 0; i < self->components.n; i++)
    self->share += wsc_ssa_get_share (ssa, self->components.items[i]);
  wsc_series_errors (self->n, truth, self->signal, kind, &self->errors);
  return self;
}

WscReconstruction *
wsc_reconstruction_ref (WscReconstruction *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_int_inc (&self->ref_count);
  return self;
}

void
wsc_reconstruction_unref (WscReconstruction *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;
  wsc_components_clear (&self->components);
  g_free (self->signal);
  g_free (self->residual);
  g_free (self);
}
