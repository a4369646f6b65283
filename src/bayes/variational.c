/* Variational inference: Adam on the expected likelihood and the divergence. A step draws w once and goes through its
 * batch at m + (w - m) and at m - (w - m): in the difference of the two gradients the sampling noise of the batch
 * cancels, which would hide the curvature that the covariance is fitted to. One thread does it all, so there is nothing
 * for the number of threads to change. */
#include "bayes/variational.h"
#include "bayes/gaussian.h"
#include "bayes/likelihood.h"
#include "bayes/optimiser.h"
#include "bayes/posterior.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define LOWEST_NOISE 1e-8     /* of a likelihood fitted to data without noise */
#define NOISE_WINDOW 100      /* steps, at least, over which residuals are averaged */
#define NOISE_SAMPLES 1024    /* of the first estimate */
#define LOWEST_PRECISION 1e-8 /* of a fitted prior */
#define HIGHEST_PRECISION 1e8
#define LOG_SHRINK (-14.0) /* a standard deviation is kept above e^-14, 1e-6, of the first */

typedef struct
{
  const WscArchitecture *architecture;
  const WscVariationalSettings *settings;
  const WscHook *hook;
  gsize n, batch, n_batches, n_steps;
  guint32 *order; /* (n) samples, shuffled each epoch */
  WscRandom shuffles, draws;
  WscLikelihood likelihood;
  WscPosterior posterior;
  WscAdam adam;
  double lowest_log_sd;
  double prior_precision, noise_variance;
  double settled_noise;                     /* mean of the squared residuals since averaging began */
  float *plus, *minus, *at_plus, *at_minus; /* (p) a draw, its opposite, and the gradients there */
  float *gradient;                          /* (numbers of the posterior) */
} Run;

static gboolean
is_gaussian (const Run *self)
{
  return self->architecture->loss == WSC_LOSS_MSE;
}

static gboolean
fits_noise (const Run *self)
{
  return is_gaussian (self) && self->settings->noise_variance <= 0.0;
}

/* Squared residuals or cross-entropy summed over a sample become nats a sample. */
static double
likelihood_of (const Run *self, double error)
{
  const double n_out = self->architecture->sizes[self->architecture->n_layers];

  if (!is_gaussian (self))
    return error;
  return 0.5 * (error / self->noise_variance + n_out * log (2.0 * G_PI * self->noise_variance));
}

/* --- beginning ------------------------------------------------------------------- */

/* Mean squared residual of the start, over the first samples. */
static double
residual_of_start (Run *self)
{
  const gsize n = MIN (self->n, NOISE_SAMPLES);
  double sum = 0.0;

  for (gsize from = 0; from < n; from += WSC_CHUNK)
    {
      wsc_likelihood_load (&self->likelihood, self->order + from, MIN (WSC_CHUNK, n - from));
      sum += wsc_likelihood_get_error (&self->likelihood, self->plus);
    }
  return sum / (double) n / self->architecture->sizes[self->architecture->n_layers];
}

static gboolean *
find_random (const WscArchitecture *a, const gboolean *deterministic, gsize p)
{
  gboolean *random = g_new (gboolean, p);

  for (gsize i = 0; i < p; i++)
    random[i] = TRUE;
  for (guint l = 0; deterministic != NULL && l < a->n_layers; l++)
    if (deterministic[l])
      for (gsize i = wsc_architecture_get_weight_offset (a, l); i < wsc_architecture_get_weight_offset (a, l + 1); i++)
        random[i] = FALSE;
  return random;
}

/* The prior that the start itself would be likely under. */
static double
precision_of_start (const double *start, const gboolean *random, gsize p)
{
  double n = 0.0, sum = 0.0;

  for (gsize i = 0; i < p; i++)
    if (random[i])
      {
        n += 1.0;
        sum += start[i] * start[i];
      }
  return sum > 0.0 ? CLAMP (n / sum, LOWEST_PRECISION, HIGHEST_PRECISION) : 1.0;
}

/* The first standard deviation is that of a coefficient of the prior that n samples with inputs of size 1 have been
 * seen of: (alpha + n / s2)^-1/2, with 1 for s2 where there are classes. */
static void
start_posterior (Run *self, const double *start, const WscParameterGroups *groups)
{
  const gsize p = self->likelihood.p;
  g_autofree gboolean *random = find_random (self->architecture, self->settings->deterministic, p);
  double log_sd;

  self->prior_precision = self->settings->prior_precision;
  self->noise_variance = is_gaussian (self) ? self->settings->noise_variance : 1.0;
  if (self->prior_precision <= 0.0)
    self->prior_precision = precision_of_start (start, random, p);
  if (fits_noise (self))
    self->noise_variance = MAX (residual_of_start (self), LOWEST_NOISE);
  log_sd = -0.5 * log (self->prior_precision + (double) self->n / self->noise_variance);
  self->lowest_log_sd = log_sd + LOG_SHRINK;
  wsc_posterior_init (&self->posterior, p, start, random, groups, self->settings, log_sd);
}

static void
run_init (Run *self, const WscSamples *samples, const guint32 *indices, const double *start,
          const WscParameterGroups *groups)
{
  gsize p;

  wsc_blas_use_one_thread ();
  self->batch = MIN (self->settings->batch, self->n);
  self->n_batches = (self->n + self->batch - 1) / self->batch;
  self->n_steps = self->n_batches * self->settings->epochs;
  self->order = g_new (guint32, self->n);
  for (gsize i = 0; i < self->n; i++)
    self->order[i] = indices != NULL ? indices[i] : (guint32) i;
  wsc_random_init (&self->shuffles, self->settings->seed, "bayes.variational.order", 0);
  wsc_random_init (&self->draws, self->settings->seed, "bayes.variational", 0);
  wsc_likelihood_init (&self->likelihood, self->architecture, samples);
  p = self->likelihood.p;
  self->plus = g_new (float, p);
  self->minus = g_new (float, p);
  self->at_plus = g_new (float, p);
  self->at_minus = g_new (float, p);
  for (gsize i = 0; i < p; i++)
    self->plus[i] = (float) start[i];
  start_posterior (self, start, groups);
  self->gradient = g_new (float, self->posterior.n_numbers);
  wsc_adam_init (&self->adam, self->posterior.n_numbers, self->n_steps, self->settings->learning_rate);
}

static void
run_clear (Run *self)
{
  g_free (self->order);
  g_free (self->plus);
  g_free (self->minus);
  g_free (self->at_plus);
  g_free (self->at_minus);
  g_free (self->gradient);
  wsc_likelihood_clear (&self->likelihood);
  wsc_posterior_clear (&self->posterior);
  wsc_adam_clear (&self->adam);
}

/* --- a step ------------------------------------------------------------------------ */

/* Mean gradients of the batch at the draw and its opposite; the mean error a sample over both. */
static double
differentiate (Run *self, const guint32 *rows, gsize n)
{
  const double scale = 1.0 / ((double) n * (is_gaussian (self) ? self->noise_variance : 1.0));
  double sum = 0.0;

  memset (self->at_plus, 0, self->likelihood.p * sizeof (float));
  memset (self->at_minus, 0, self->likelihood.p * sizeof (float));
  for (gsize from = 0; from < n; from += WSC_CHUNK)
    {
      wsc_likelihood_load (&self->likelihood, rows + from, MIN (WSC_CHUNK, n - from));
      sum += wsc_likelihood_add_gradient (&self->likelihood, self->plus, (float) scale, self->at_plus);
      sum += wsc_likelihood_add_gradient (&self->likelihood, self->minus, (float) scale, self->at_minus);
    }
  return sum / (2.0 * (double) n);
}

/* The noise variance that is best for a Gaussian likelihood is the mean squared residual over draws: here a running
 * mean over about an epoch, and in the end the plain mean since averaging began. */
static void
refit_noise (Run *self, double error)
{
  const double residual = error / self->architecture->sizes[self->architecture->n_layers];
  const double window = (double) MAX (self->n_batches, NOISE_WINDOW), t = (double) self->adam.n_done;

  self->noise_variance += (residual - self->noise_variance) / MIN (t + 1.0, window);
  self->noise_variance = MAX (self->noise_variance, LOWEST_NOISE);
  if (self->adam.n_averaged > 0)
    self->settled_noise += (residual - self->settled_noise) / (double) self->adam.n_averaged;
}

static void
keep_spread (Run *self)
{
  double *log_sds = wsc_posterior_log_sds (&self->posterior);

  for (gsize i = 0; i < self->posterior.n_random; i++)
    log_sds[i] = log_sds[i] < self->lowest_log_sd ? self->lowest_log_sd : log_sds[i];
}

/* The negative log likelihood of the batch, nats a sample. */
static double
step (Run *self, const guint32 *rows, gsize n)
{
  double error, fit;

  wsc_posterior_draw (&self->posterior, &self->draws, self->plus, self->minus);
  error = differentiate (self, rows, n);
  fit = likelihood_of (self, error);
  wsc_posterior_get_gradient (&self->posterior, self->at_plus, self->at_minus, self->settings->beta / (double) self->n,
                              self->prior_precision, self->gradient);
  wsc_adam_step (&self->adam, self->gradient, self->posterior.numbers);
  keep_spread (self);
  wsc_adam_add_to_average (&self->adam, self->posterior.numbers);
  if (fits_noise (self))
    refit_noise (self, error);
  return fit;
}

/* --- an epoch ----------------------------------------------------------------------- */

static void
set_diverged_error (const Run *self, guint epoch, GError **error)
{
  g_set_error (error, WSC_ERROR, WSC_ERROR_NUMERIC,
               _("Variational inference diverged at epoch %u: lower the learning rate (%g)"), epoch,
               self->settings->learning_rate);
}

/* `fit` becomes the mean over the epoch. */
static gboolean
run_epoch (Run *self, guint epoch, double *fit, GError **error)
{
  double sum = 0.0;

  wsc_random_shuffle (&self->shuffles, self->order, self->n);
  for (gsize b = 0; b < self->n_batches; b++)
    {
      const gsize from = b * self->batch, n = MIN (self->batch, self->n - from);

      if (!wsc_hook_report (self->hook, (double) self->adam.n_done / (double) self->n_steps,
                            _("Variational inference")))
        {
          g_set_error_literal (error, WSC_ERROR, WSC_ERROR_STOPPED, _("Stopped during variational inference"));
          return FALSE;
        }
      sum += step (self, self->order + from, n) * (double) n;
      if (!isfinite (sum))
        {
          set_diverged_error (self, epoch, error);
          return FALSE;
        }
    }
  *fit = sum / (double) self->n;
  return TRUE;
}

/* What is fitted by evidence: the prior's variance is the mean second moment of the parameters. */
static void
refit_prior (Run *self)
{
  if (self->settings->prior_precision > 0.0 || self->posterior.n_random == 0)
    return;
  self->prior_precision = CLAMP ((double) self->posterior.n_random / wsc_posterior_get_square (&self->posterior),
                                 LOWEST_PRECISION, HIGHEST_PRECISION);
}

static void
settle (Run *self)
{
  memcpy (self->posterior.numbers, self->adam.average, self->posterior.n_numbers * sizeof (double));
  if (fits_noise (self))
    self->noise_variance = MAX (self->settled_noise, LOWEST_NOISE);
}

static gboolean
record (Run *self, WscVariational *result, double fit, gboolean wants_gaussian, GError **error)
{
  double kl;

  refit_prior (self);
  kl = wsc_posterior_get_kl (&self->posterior, self->prior_precision) / (double) self->n;
  if (!isfinite (kl))
    {
      set_diverged_error (self, result->n_epochs + 1, error);
      return FALSE;
    }
  result->fit[result->n_epochs] = fit;
  result->kl[result->n_epochs++] = kl;
  result->prior_precision = self->prior_precision;
  result->noise_variance = self->noise_variance;
  if (wants_gaussian)
    {
      g_clear_pointer (&result->gaussian, wsc_gaussian_free);
      result->gaussian = wsc_posterior_to_gaussian (&self->posterior);
    }
  return TRUE;
}

static gboolean
run (Run *self, WscVariational *result, WscVariationalArrived arrived, gpointer user_data, GError **error)
{
  const guint n_epochs = self->settings->epochs;

  for (guint epoch = 1; epoch <= n_epochs; epoch++)
    {
      double fit;

      if (!run_epoch (self, epoch, &fit, error))
        return FALSE;
      if (epoch == n_epochs)
        settle (self);
      if (!record (self, result, fit, arrived != NULL || epoch == n_epochs, error))
        return FALSE;
      if (arrived != NULL)
        arrived (user_data, result);
    }
  return TRUE;
}

void
wsc_variational_clear (WscVariational *self)
{
  wsc_gaussian_free (self->gaussian);
  g_free (self->fit);
  g_free (self->kl);
  *self = (WscVariational){ 0 };
}

gboolean
wsc_variational_run (WscVariational *self, const WscArchitecture *architecture, const WscSamples *samples,
                     const guint32 *indices, gsize n, const double *start, const WscParameterGroups *groups,
                     const WscVariationalSettings *settings, const WscHook *hook, WscVariationalArrived arrived,
                     gpointer user_data, GError **error)
{
  Run work = { .architecture = architecture, .settings = settings, .hook = hook, .n = n };
  gboolean done;

  g_return_val_if_fail (self != NULL && architecture != NULL && samples != NULL && start != NULL, FALSE);
  g_return_val_if_fail (settings != NULL, FALSE);
  g_return_val_if_fail (samples->n_inputs == architecture->sizes[0], FALSE);
  g_return_val_if_fail (samples->n_targets == architecture->sizes[architecture->n_layers], FALSE);
  g_return_val_if_fail (wsc_groups_are_disjoint (groups, wsc_architecture_get_n_parameters (architecture)), FALSE);

  *self = (WscVariational){ 0 };
  if (!wsc_variational_check (n, wsc_architecture_get_n_parameters (architecture), groups, settings, error))
    return FALSE;
  self->fit = g_new0 (double, settings->epochs);
  self->kl = g_new0 (double, settings->epochs);
  run_init (&work, samples, indices, start, groups);
  done = run (&work, self, arrived, user_data, error);
  run_clear (&work);
  if (!done)
    wsc_variational_clear (self);
  return done;
}
