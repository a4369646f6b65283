/* Groups of components with the series of each. */
#include "series/series.h"

WscGrouped *
wsc_grouped_new (const WscSsa *ssa, GArray *groups, const char *reason, gsize channel)
{
  WscGrouped *self;

  g_return_val_if_fail (ssa != NULL && groups != NULL, NULL);
  g_return_val_if_fail (channel < wsc_ssa_get_n_channels (ssa), NULL);

  self = g_new0 (WscGrouped, 1);
  self->ref_count = 1;
  self->n = wsc_ssa_get_length (ssa);
  self->reason = g_strdup (reason);
  self->groups = wsc_groups_new ();
  for (guint i = 0; i < groups->len; i++)
    {
      const WscGroup *group = &g_array_index (groups, WscGroup, i);
      g_auto (WscComponents) there = { 0 };

      wsc_components_copy (&there, &group->components);
      self->n_missing += wsc_components_clamp (&there, wsc_ssa_get_n_components (ssa));
      if (there.n > 0)
        wsc_groups_add_keyed (self->groups, group->name, group->key, &there);
    }
  self->series = g_new (double, self->n * MAX (1, self->groups->len));
  for (guint i = 0; i < self->groups->len; i++)
    wsc_ssa_sum (ssa, &g_array_index (self->groups, WscGroup, i).components, channel, self->series + i * self->n);
  return self;
}

WscGrouped *
wsc_grouped_ref (WscGrouped *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_int_inc (&self->ref_count);
  return self;
}

void
wsc_grouped_unref (WscGrouped *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;
  g_array_unref (self->groups);
  g_free (self->reason);
  g_free (self->series);
  g_free (self);
}
