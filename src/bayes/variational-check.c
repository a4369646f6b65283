/* What variational inference refuses before it begins. */
#include "bayes/gaussian.h"
#include "bayes/variational.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define MOST_BYTES 4e9

static gsize
largest_group (const WscParameterGroups *groups)
{
  gsize largest = 1;

  for (guint g = 0; groups != NULL && g < groups->n; g++)
    largest = MAX (largest, groups->sizes[g]);
  return largest;
}

/* A number of the posterior is one double, one average, its gradient and two running means; results may be held twice.
 */
static double
estimate_bytes (gsize p, const WscParameterGroups *groups, const WscVariationalSettings *settings)
{
  const double number = 2.0 * sizeof (double) + 3.0 * sizeof (float), entry = 2.0 * sizeof (double);
  double bytes = (double) p * (2.0 * number + 3.0 * entry);

  for (guint g = 0; groups != NULL && g < groups->n; g++)
    {
      const double size = (double) groups->sizes[g];

      bytes += entry * size * size;
      if (settings->family == WSC_FAMILY_FULL)
        bytes += number * size * size / 2.0;
      else if (settings->family == WSC_FAMILY_LOW_RANK)
        bytes += number * size * settings->rank;
    }
  return bytes;
}

static gboolean
check_size (gsize p, const WscParameterGroups *groups, const WscVariationalSettings *settings, GError **error)
{
  const double bytes = estimate_bytes (p, groups, settings);

  if (bytes <= MOST_BYTES)
    return TRUE;
  g_set_error (
      error, WSC_ERROR, WSC_ERROR_RANGE,
      _("Variational inference of %zu parameters in groups of up to %zu needs %.1f GB; at most %.0f GB: make the "
         "groups smaller"),
      p, largest_group (groups), bytes / 1e9, MOST_BYTES / 1e9);
  return FALSE;
}

static gboolean
check_not_negative (double value, const char *message, GError **error)
{
  if (value >= 0.0 && isfinite (value))
    return TRUE;
  g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE, message, value);
  return FALSE;
}

static gboolean
check_numbers (const WscVariationalSettings *settings, GError **error)
{
  if (!(settings->learning_rate > 0.0) || !isfinite (settings->learning_rate))
    {
      g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE, _("The learning rate is %g; it must be above 0"),
                   settings->learning_rate);
      return FALSE;
    }
  return check_not_negative (settings->beta, _("The weight of the divergence is %g; it must be 0 or more"), error) &&
         check_not_negative (settings->prior_precision,
                             _("The precision of the prior is %g; it must be above 0, or 0 to have it fitted"),
                             error) &&
         check_not_negative (settings->noise_variance,
                             _("The variance of the noise is %g; it must be above 0, or 0 to have it fitted"), error);
}

gboolean
wsc_variational_check (gsize n, gsize p, const WscParameterGroups *groups, const WscVariationalSettings *settings,
                       GError **error)
{
  const gsize largest = largest_group (groups);

  if (n < 2)
    g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE, _("There are too few samples to learn from (%zu): at least 2"), n);
  else if (settings->batch < 1)
    g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE, _("A batch of %u samples is too small: at least 1"),
                 settings->batch);
  else if (settings->epochs < 1)
    g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE, _("%u epochs are too few: at least 1"), settings->epochs);
  else if (settings->family == WSC_FAMILY_LOW_RANK && (settings->rank < 1 || settings->rank > largest))
    g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE,
                 _("The rank is %u; it must be 1 to %zu, the size of the largest group"), settings->rank, largest);
  else
    return check_numbers (settings, error) && check_size (p, groups, settings, error);
  return FALSE;
}
