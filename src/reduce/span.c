#include "reduce/reduce-private.h"

static gboolean
report (gpointer user_data, double fraction, const char *phase)
{
  const WscSpan *self = user_data;

  return wsc_hook_report (self->hook, self->from + fraction * (self->to - self->from), phase);
}

WscHook
wsc_span_get_hook (WscSpan *self)
{
  return (WscHook){ report, self, wsc_hook_get_n_threads (self->hook) };
}
