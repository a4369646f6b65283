/* Ticks: round numbers along an axis, with their text. */
#pragma once

#include <glib.h>

typedef struct
{
  double value;
  char label[64]; /* Pango markup; empty: a minor tick */
} WscTick;

typedef struct
{
  guint n;
  WscTick *ticks; /* ascending, within the range */
} WscTicks;

/* At most `max_labels` labelled ticks, 1, 2 or 5 times a power of ten apart. `integers`: none between whole numbers. */
void wsc_ticks_init_linear (WscTicks *self, double low, double high, guint max_labels, gboolean integers);
/* Powers of ten, with 2 and 5 between them where there is room; 0 < low < high. Linear ones where fewer than two fit.
 */
void wsc_ticks_init_log (WscTicks *self, double low, double high, guint max_labels);
/* At 1 .. n, NULL-terminated. */
void wsc_ticks_init_names (WscTicks *self, char *const *names);
void wsc_ticks_clear (WscTicks *self);
