#include "app/quality-text.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Where there are samples that had no part in anything, of those. */
static double
get_value (const WscQuality *quality, const char **samples)
{
  *samples = isfinite (quality->test) ? _("on test data") : isfinite (quality->validation) ? _("on the samples for choosing") : _("on training data");
  return isfinite (quality->test) ? quality->test : isfinite (quality->validation) ? quality->validation : quality->train;
}

char *
wsc_quality_text (gboolean is_accuracy, const WscQuality *before, const WscQuality *after)
{
  const char *samples;
  const double from = get_value (before, &samples), to = after ? get_value (after, &samples) : NAN;
  /* Translators: %s is on which samples */
  if (!after)
    return is_accuracy ? g_strdup_printf (_("Accuracy %.3f %s"), from, samples) : g_strdup_printf (_("MSE %.4g %s"), from, samples);
  return is_accuracy ? g_strdup_printf (_("Accuracy %.3f → %.3f %s"), from, to, samples) : g_strdup_printf (_("MSE %.4g → %.4g %s"), from, to, samples);
}
