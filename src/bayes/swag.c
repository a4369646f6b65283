/* SWAG: stochastic gradient descent with a constant step wanders about a minimum; the Gaussian of where it has been
 * (Maddox et al. 2019). One iterate an epoch is taken, at its end. Variances are about the final mean, by Welford's
 * update; the deviations are of the last iterates from the final mean, not from the mean as it was when each was taken.
 */
#include "bayes/gaussian.h"
#include "bayes/likelihood.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define MOST_BYTES 4e9

typedef struct
{
  const WscSwagSettings *settings;
  const WscHook *hook;
  gsize n, batch, n_batches;
  guint32 *order;
  WscRandom shuffles;
  WscLikelihood likelihood;
  double *numbers;           /* (p) */
  float *rounded, *gradient; /* (p) */
  gsize n_taken;
  double *mean, *squares; /* (p) of the iterates; sum of squared deviations */
  double *last;           /* (rank, p) the last iterates, in a ring */
} Run;

/* --- what is refused ------------------------------------------------------------ */

guint
wsc_swag_count_iterates (const WscSwagSettings *settings)
{
  const guint skipped = (guint) floor (settings->burn_in * (double) settings->epochs);

  return settings->epochs - MIN (skipped, settings->epochs);
}

static gboolean
check_rank (const WscSwagSettings *settings, GError **error)
{
  const guint n = wsc_swag_count_iterates (settings);

  if (n < 2)
    g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE,
                 _("After a burn-in of %g, %u epochs leave %u iterates; a covariance needs at least 2"),
                 settings->burn_in, settings->epochs, n);
  else if (settings->rank < 2 || settings->rank > n)
    g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE,
                 _("The rank is %u; it must be 2 to %u, the number of iterates after the burn-in"), settings->rank, n);
  else
    return TRUE;
  return FALSE;
}

static gboolean
check_size (gsize p, const WscParameterGroups *groups, const WscSwagSettings *settings, GError **error)
{
  double entries = (double) p * (6.0 + settings->rank);

  for (guint g = 0; groups != NULL && g < groups->n; g++)
    entries += (double) groups->sizes[g] * (double) groups->sizes[g];
  if (sizeof (double) * entries <= MOST_BYTES)
    return TRUE;
  g_set_error (
      error, WSC_ERROR, WSC_ERROR_RANGE,
      _("SWAG of %zu parameters with rank %u needs %.1f GB; at most %.0f GB: make the groups smaller or lower the "
         "rank"),
      p, settings->rank, sizeof (double) * entries / 1e9, MOST_BYTES / 1e9);
  return FALSE;
}

static gboolean
check (gsize n, gsize p, const WscParameterGroups *groups, const WscSwagSettings *settings, GError **error)
{
  if (n < 2)
    g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE, _("There are too few samples to learn from (%zu): at least 2"), n);
  else if (settings->batch < 1)
    g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE, _("A batch of %u samples is too small: at least 1"),
                 settings->batch);
  else if (!(settings->learning_rate > 0.0) || !isfinite (settings->learning_rate))
    g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE, _("The learning rate is %g; it must be above 0"),
                 settings->learning_rate);
  else if (!(settings->burn_in >= 0.0 && settings->burn_in < 1.0))
    g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE,
                 _("The burn-in is %g of the epochs; it must be 0 or more and below 1"), settings->burn_in);
  else
    return check_rank (settings, error) && check_size (p, groups, settings, error);
  return FALSE;
}

/* --- the path --------------------------------------------------------------------- */

static void
run_init (Run *self, const WscArchitecture *architecture, const WscSamples *samples, const guint32 *indices,
          const double *start)
{
  const gsize p = wsc_architecture_get_n_parameters (architecture);

  self->batch = MIN (self->settings->batch, self->n);
  self->n_batches = (self->n + self->batch - 1) / self->batch;
  self->order = g_new (guint32, self->n);
  for (gsize i = 0; i < self->n; i++)
    self->order[i] = indices != NULL ? indices[i] : (guint32) i;
  wsc_random_init (&self->shuffles, self->settings->seed, "bayes.swag.order", 0);
  wsc_likelihood_init (&self->likelihood, architecture, samples);
  self->numbers = g_memdup2 (start, p * sizeof (double));
  self->rounded = g_new (float, p);
  self->gradient = g_new (float, p);
  self->mean = g_new0 (double, p);
  self->squares = g_new0 (double, p);
  self->last = g_new0 (double, self->settings->rank *p);
}

static void
run_clear (Run *self)
{
  g_free (self->order);
  g_free (self->numbers);
  g_free (self->rounded);
  g_free (self->gradient);
  g_free (self->mean);
  g_free (self->squares);
  g_free (self->last);
  wsc_likelihood_clear (&self->likelihood);
}

/* One step down the training loss: the mean over outputs of squared differences, or cross-entropy. FALSE if it is not
 * finite. */
static gboolean
step (Run *self, const guint32 *rows, gsize n)
{
  const WscArchitecture *a = self->likelihood.architecture;
  const double scale = a->loss == WSC_LOSS_MSE ? 2.0 / a->sizes[a->n_layers] : 1.0;
  const gsize p = self->likelihood.p;
  double error = 0.0;

  for (gsize i = 0; i < p; i++)
    self->rounded[i] = (float) self->numbers[i];
  memset (self->gradient, 0, p * sizeof (float));
  for (gsize from = 0; from < n; from += WSC_CHUNK)
    {
      wsc_likelihood_load (&self->likelihood, rows + from, MIN (WSC_CHUNK, n - from));
      error +=
          wsc_likelihood_add_gradient (&self->likelihood, self->rounded, (float) (scale / (double) n), self->gradient);
    }
  for (gsize i = 0; i < p; i++)
    self->numbers[i] -= self->settings->learning_rate * (double) self->gradient[i];
  return isfinite (error);
}

static gboolean
run_epoch (Run *self, guint epoch, GError **error)
{
  const double n_steps = (double) self->n_batches * self->settings->epochs;

  wsc_random_shuffle (&self->shuffles, self->order, self->n);
  for (gsize b = 0; b < self->n_batches; b++)
    {
      const gsize from = b * self->batch, done = (gsize) (epoch - 1) * self->n_batches + b;

      if (!wsc_hook_report (self->hook, (double) done / n_steps, _("SWAG")))
        {
          g_set_error_literal (error, WSC_ERROR, WSC_ERROR_STOPPED, _("Stopped during SWAG"));
          return FALSE;
        }
      if (!step (self, self->order + from, MIN (self->batch, self->n - from)))
        {
          g_set_error (error, WSC_ERROR, WSC_ERROR_NUMERIC,
                       _("SWAG diverged at epoch %u: lower the learning rate (%g)"), epoch,
                       self->settings->learning_rate);
          return FALSE;
        }
    }
  return TRUE;
}

static void
take_iterate (Run *self)
{
  const gsize p = self->likelihood.p;

  memcpy (self->last + self->n_taken % self->settings->rank * p, self->numbers, p * sizeof (double));
  self->n_taken++;
  for (gsize i = 0; i < p; i++)
    {
      const double delta = self->numbers[i] - self->mean[i];

      self->mean[i] += delta / (double) self->n_taken;
      self->squares[i] += delta * (self->numbers[i] - self->mean[i]);
    }
}

/* --- its Gaussian ------------------------------------------------------------------ */

/* (D + K K' / (rank - 1)) / 2 for the parameters `items`. */
static void
fill_covariance (const Run *self, const gsize *items, gsize size, double *covariance)
{
  const gsize p = self->likelihood.p;
  const guint rank = self->settings->rank;

  for (guint k = 0; k < rank; k++)
    for (gsize i = 0; i < size; i++)
      {
        const double *iterate = self->last + k * p;
        const double d = (iterate[items[i]] - self->mean[items[i]]) / (2.0 * (rank - 1));

        for (gsize j = 0; j < size; j++)
          covariance[i * size + j] += d * (iterate[items[j]] - self->mean[items[j]]);
      }
  for (gsize i = 0; i < size; i++)
    {
      for (gsize j = 0; j < i; j++)
        covariance[i * size + j] = covariance[j * size + i];
      covariance[i * size + i] += 0.5 * self->squares[items[i]] / (double) (self->n_taken - 1);
    }
}

static WscGaussian *
get_gaussian (const Run *self, const WscParameterGroups *groups)
{
  WscGaussian *gaussian = wsc_gaussian_new (self->likelihood.p, groups);

  memcpy (gaussian->mean, self->mean, self->likelihood.p * sizeof (double));
  for (guint g = 0; g < gaussian->n_groups; g++)
    fill_covariance (self, gaussian->items[g], gaussian->sizes[g], gaussian->covariance[g]);
  return gaussian;
}

WscGaussian *
wsc_swag_run (const WscArchitecture *architecture, const WscSamples *samples, const guint32 *indices, gsize n,
              const double *start, const WscParameterGroups *groups, const WscSwagSettings *settings,
              const WscHook *hook, GError **error)
{
  Run self = { .settings = settings, .hook = hook, .n = n };
  WscGaussian *gaussian = NULL;
  gboolean well = TRUE;
  gsize p;

  g_return_val_if_fail (architecture != NULL && samples != NULL && start != NULL && settings != NULL, NULL);
  g_return_val_if_fail (samples->n_inputs == architecture->sizes[0], NULL);
  g_return_val_if_fail (samples->n_targets == architecture->sizes[architecture->n_layers], NULL);
  p = wsc_architecture_get_n_parameters (architecture);
  g_return_val_if_fail (wsc_groups_are_disjoint (groups, p), NULL);

  if (!check (n, p, groups, settings, error))
    return NULL;
  run_init (&self, architecture, samples, indices, start);
  for (guint epoch = 1; well && epoch <= settings->epochs; epoch++)
    {
      well = run_epoch (&self, epoch, error);
      if (well && epoch > settings->epochs - wsc_swag_count_iterates (settings))
        take_iterate (&self);
    }
  if (well)
    gaussian = get_gaussian (&self, groups);
  run_clear (&self);
  return gaussian;
}
