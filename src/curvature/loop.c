/* What loops of this folder say on their way. */
#include "curvature/curvature-private.h"

#include <glib/gi18n-lib.h>

WscLoop
wsc_curvature_loop (const WscHook *hook, double from, double to)
{
  return (WscLoop){ .hook = hook, .phase = _("Computing the curvature of the loss"),
                    .stop_message = _("Stopped while computing the curvature of the loss"), .from = from, .to = to };
}
