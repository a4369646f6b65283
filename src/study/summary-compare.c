#include <math.h>

#include "study/summary-compare.h"

static const WscEstimate *
find (const WscResults *results, WscMethod method)
{
  for (guint i = 0; i < results->estimates->len; i++)
    {
      const WscEstimate *estimate = results->estimates->pdata[i];

      if (estimate->method == (int) method)
        return estimate;
    }
  return NULL;
}

static guint
count_neurons (const WscEstimate *estimate)
{
  return wsc_neurons_get_count (estimate->neurons);
}

/* The study's own neurons stand in for an answer that is compared with nothing. */
static gboolean
compare (const WscResults *results, const WscEstimate *estimate, guint neuron, WscComparison *comparison)
{
  return wsc_estimate_compare (estimate, estimate, neuron, results->study->view.level, comparison, NULL);
}

static double
get_volume (const WscResults *results, WscMethod method)
{
  const WscEstimate *estimate = find (results, method);
  double sum = 0;

  for (guint k = 0; estimate != NULL && k < count_neurons (estimate); k++)
    {
      WscComparison comparison;

      if (!compare (results, estimate, k, &comparison))
        return NAN;
      sum += log (comparison.volume);
    }
  return estimate != NULL ? exp (sum / count_neurons (estimate)) : NAN;
}

static double
get_flatness (const WscResults *results, WscMethod method)
{
  const WscEstimate *estimate = find (results, method);
  double sum = 0;

  for (guint k = 0; estimate != NULL && k < count_neurons (estimate); k++)
    {
      WscComparison comparison;

      if (!compare (results, estimate, k, &comparison))
        return NAN;
      sum += 1 / comparison.axis_ratio;
    }
  return estimate != NULL ? sum / count_neurons (estimate) : NAN;
}

static double
get_residual (const WscResults *results, WscMethod method)
{
  const WscEstimate *estimate = find (results, method);

  return estimate != NULL ? estimate->residual : NAN;
}

static double
get_coverage (const WscResults *results, WscMethod method)
{
  const WscEstimate *estimate = find (results, method);
  double sum = 0;

  if (estimate == NULL || estimate->centred == NULL)
    return NAN;
  for (guint k = 0; k < count_neurons (estimate); k++)
    sum += estimate->centred[k];
  return sum / count_neurons (estimate);
}

#define OF(number, name, method)                                                                                      \
  double wsc_summary_##number##_##name (const WscResults *results)                                                     \
  {                                                                                                                    \
    return get_##number (results, method);                                                                             \
  }
#define OF_EACH_METHOD(number)                                                                                         \
  OF (number, bootstrap, WSC_METHOD_BOOTSTRAP)                                                                         \
  OF (number, sandwich, WSC_METHOD_SANDWICH)                                                                           \
  OF (number, sandwich_online, WSC_METHOD_SANDWICH_ONLINE)                                                             \
  OF (number, batch_means, WSC_METHOD_BATCH_MEANS)                                                                     \
  OF (number, variational, WSC_METHOD_VARIATIONAL)                                                                     \
  OF (number, swag, WSC_METHOD_SWAG)

OF_EACH_METHOD (volume)
OF_EACH_METHOD (flatness)
OF_EACH_METHOD (residual)
OF_EACH_METHOD (coverage)
