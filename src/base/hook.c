#include "base/base.h"

gboolean
wsc_hook_report (const WscHook *hook, double fraction, const char *phase)
{
  if (hook == NULL || hook->report == NULL)
    return TRUE;
  return hook->report (hook->user_data, CLAMP (fraction, 0.0, 1.0), phase);
}

guint
wsc_hook_get_n_threads (const WscHook *hook)
{
  if (hook == NULL || hook->n_threads == 0)
    return g_get_num_processors ();
  return hook->n_threads;
}
