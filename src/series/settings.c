#include "series/series.h"

#define USUAL_WINDOW 100
#define USUAL_WORK 20000000 /* values of all components of that window: 160 MB */

gsize
wsc_series_settings_get_window (const WscSeriesSettings *self, gsize n)
{
  g_return_val_if_fail (self != NULL, 0);

  if (self->window > 0)
    return (gsize) self->window;
  return CLAMP (MIN (n / 2, USUAL_WORK / MAX (n, 1)), 2, USUAL_WINDOW);
}
