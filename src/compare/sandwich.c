/* The Hessian's methods: at a stationary point, and along the path of averaged SGD. */
#include "compare/compare-private.h"

#include <glib/gi18n-lib.h>

#define TOLERANCE 1e-7    /* |grad F| of a stationary point, beside 1 + |F| */
#define NOT_STATIONARY 1e-4
#define FLAT 1e-12        /* smallest over largest eigenvalue of a covariance that has no thickness */

static void
warn_of_spectrum (WscEstimate *estimate)
{
  if (estimate->n_gauge > 0)
    wsc_estimate_warn (estimate,
                       g_dngettext (GETTEXT_PACKAGE,
                                    "%zu direction changes nothing that the network computes; it is left out and drawn without an end",
                                    "%zu directions change nothing that the network computes; they are left out and drawn without an end",
                                    estimate->n_gauge),
                       estimate->n_gauge);
  if (estimate->n_null > 0)
    wsc_estimate_warn (estimate,
                       g_dngettext (GETTEXT_PACKAGE,
                                    "%zu eigenvalue of the Hessian is zero: the data do not fix that direction, which is drawn without an end",
                                    "%zu eigenvalues of the Hessian are zero: the data do not fix these directions, which are drawn without an end",
                                    estimate->n_null),
                       estimate->n_null);
  if (estimate->n_negative > 0)
    wsc_estimate_warn (estimate,
                       g_dngettext (GETTEXT_PACKAGE,
                                    "%zu eigenvalue of the Hessian is negative and was raised to the floor: this is no minimum. "
                                    "Raise estimate.polish or training.epochs, or set estimate.hessian to gauss-newton",
                                    "%zu eigenvalues of the Hessian are negative and were raised to the floor: this is no minimum. "
                                    "Raise estimate.polish or training.epochs, or set estimate.hessian to gauss-newton",
                                    estimate->n_negative),
                       estimate->n_negative);
  if (estimate->n_floored > 0)
    wsc_estimate_warn (estimate,
                       g_dngettext (GETTEXT_PACKAGE, "%zu small eigenvalue of the Hessian was raised to the floor (estimate.floor)",
                                    "%zu small eigenvalues of the Hessian were raised to the floor (estimate.floor)",
                                    estimate->n_floored),
                       estimate->n_floored);
}

static void
take_sandwich (WscEstimate *estimate, const WscBase *base, const double *mean, const WscSandwich *sandwich)
{
  const double scale = base->settings->root_n ? (double) base->n : 1;
  const WscParameterBlocks blocks = { sandwich->n_blocks, sandwich->items, sandwich->size, sandwich->covariance, sandwich->open };

  estimate->neurons = wsc_neurons_from_blocks (base, mean, &blocks, scale);
  estimate->n_values = sandwich->n_values;
  estimate->values = sandwich->values != NULL ? g_memdup2 (sandwich->values, sandwich->n_values * sizeof (double)) : NULL;
  estimate->n_null = sandwich->n_null;
  estimate->n_negative = sandwich->n_negative;
  estimate->n_floored = sandwich->n_floored;
  estimate->n_gauge = sandwich->n_gauge;
  warn_of_spectrum (estimate);
}

static WscSandwichSettings
get_settings (const WscEstimateSettings *settings)
{
  return (WscSandwichSettings){ .hessian = settings->hessian, .blocks = settings->blocks, .lags = (guint) settings->lags,
                                .floor = settings->floor, .conditional = settings->conditional };
}

gboolean
wsc_estimate_check (WscMethod method, const WscDataset *dataset, const WscArchitecture *architecture,
                    const WscEstimateSettings *settings, GError **error)
{
  const WscSandwichSettings own = get_settings (settings);
  gsize n;

  if (method != WSC_METHOD_SANDWICH && method != WSC_METHOD_SANDWICH_ONLINE && method != WSC_METHOD_BATCH_MEANS)
    return TRUE;
  wsc_dataset_get_train (dataset, &n);
  return wsc_sandwich_check (architecture, n, &own, error);
}

static WscObjective
get_objective (const WscBase *base)
{
  return (WscObjective){ base->architecture, &base->samples, base->train, base->n, 1 };
}

static void
warn_of_gradient (WscEstimate *estimate)
{
  if (estimate->gradient > NOT_STATIONARY)
    wsc_estimate_warn (estimate,
                       _("The gradient has length %.3g where the Hessian was taken: this is not a stationary point yet. Raise "
                         "estimate.polish or training.epochs"), estimate->gradient);
}

static gboolean
is_flat (const WscNeurons *neurons, guint neuron)
{
  const guint d = wsc_neurons_get_dimension (neurons);
  g_autofree double *values = g_new (double, d);

  return wsc_symmetric_eigen (d, wsc_neurons_get_covariance (neurons, neuron), values, NULL, NULL)
         && values[d - 1] <= FLAT * values[0];
}

/* Means of few stretches span few directions. */
static void
warn_of_flat (WscEstimate *estimate)
{
  const guint m = wsc_neurons_get_count (estimate->neurons);
  guint n = 0;

  for (guint j = 0; j < m; j++)
    n += is_flat (estimate->neurons, j) ? 1 : 0;
  if (n > 0)
    wsc_estimate_warn (estimate,
                       _("%u of %u regions are flat, because the path has too few stretches to fill them: raise training.epochs "
                         "or lower training.batch"), n, m);
}

gboolean
wsc_estimate_by_sandwich (WscEstimate *estimate, const WscBase *base, const WscHook *hook, GError **error)
{
  const WscObjective objective = get_objective (base);
  const WscSandwichSettings settings = get_settings (base->settings);
  g_autofree double *parameters = g_memdup2 (base->start, base->p * sizeof (double));
  g_autoptr (WscSandwich) sandwich = NULL;
  WscPolish polish = { 0 };

  if (!wsc_objective_polish (&objective, (guint) base->settings->polish, TOLERANCE, parameters, &polish, hook, error))
    return FALSE;
  sandwich = wsc_sandwich_new (&objective, parameters, &settings, hook, error);
  if (sandwich == NULL)
    return FALSE;
  estimate->gradient = polish.gradient_after;
  take_sandwich (estimate, base, parameters, sandwich);
  warn_of_gradient (estimate);
  return TRUE;
}

static void
warn_of_lags (WscEstimate *estimate, const WscBase *base)
{
  if (base->settings->lags > 0)
    wsc_estimate_warn (estimate, _("Samples along a path are drawn in no order, so estimate.lags has no say here"));
}

gboolean
wsc_estimate_by_path (WscEstimate *estimate, const WscBase *base, const WscHook *hook, GError **error)
{
  const gboolean plug_in = estimate->method == WSC_METHOD_SANDWICH_ONLINE;
  const WscObjective objective = get_objective (base);
  WscSandwichSettings settings = get_settings (base->settings);
  const WscPathSettings path_settings = { .learning_rate = base->settings->path_rate, .decay = base->settings->decay,
                                          .batch = (guint) base->training->batch, .epochs = (guint) base->training->epochs,
                                          .burn_in = base->settings->burn_in, .seed = base->seed };
  WscPath path = { 0 };

  settings.lags = 0;
  if (!wsc_path_run (&path, &objective, base->start, &path_settings, &settings, plug_in, !plug_in, hook, error))
    return FALSE;
  estimate->gradient = path.gradient;
  take_sandwich (estimate, base, path.mean, plug_in ? path.plug_in : path.batch_means);
  warn_of_gradient (estimate);
  warn_of_lags (estimate, base);
  if (!plug_in)
    warn_of_flat (estimate);
  wsc_path_clear (&path);
  return TRUE;
}
