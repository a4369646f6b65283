#include "series/series.h"

#define USUAL_WINDOW 100

gsize
wsc_series_settings_get_window (const WscSeriesSettings *self, gsize n)
{
  g_return_val_if_fail (self != NULL, 0);

  if (self->window > 0)
    return (gsize) self->window;
  return CLAMP (n / 2, 2, USUAL_WINDOW);
}
