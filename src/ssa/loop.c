/* What loops of this folder say on their way. */
#include "ssa/ssa-private.h"

#include <glib/gi18n-lib.h>

WscLoop
wsc_ssa_loop (const WscHook *hook, double from, double to)
{
  return (WscLoop){ .hook = hook, .phase = _("Decomposing the series"),
                    .stop_message = _("Stopped while decomposing the series"), .from = from, .to = to };
}
