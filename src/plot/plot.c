/* The plot itself: what it holds, and who holds it. */
#include "plot/plot-private.h"

WSC_DEFINE_BOXED_TYPE (WscPlot, wsc_plot)

WscPlot *
wsc_plot_ref (WscPlot *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_atomic_int_inc (&self->ref_count);
  return self;
}

void
wsc_shape_clear (WscShape *shape)
{
  g_free (shape->label);
  g_free (shape->x);
  g_free (shape->y);
  g_free (shape->high);
  g_free (shape->colours);
  g_clear_pointer (&shape->field, wsc_field_free);
}

void
wsc_plot_unref (WscPlot *self)
{
  g_return_if_fail (self != NULL);
  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;
  for (guint i = 0; i < self->n_shapes; i++)
    wsc_shape_clear (&self->shapes[i]);
  g_free (self->shapes);
  g_clear_pointer (&self->grid, wsc_grid_free);
  g_free (self->title);
  g_free (self->x_label);
  g_strfreev (self->x_names);
  g_free (self->y_label);
  g_free (self->summary);
  g_free (self->caption);
  g_free (self);
}

const char *
wsc_plot_get_title (const WscPlot *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->title;
}

const char *
wsc_plot_get_summary (const WscPlot *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->summary;
}
