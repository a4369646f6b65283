/* Residual bootstrap of forecasts, as in Golyandina and Korobeynikov 2014: what the components leave is drawn with
 * replacement and added to their sum; each such series is decomposed and continued by the same components. In several
 * channels one draw takes the residuals of one instant, so that what they have in common stays together. */
#include "analysis/analysis-private.h"

#include <cblas.h>
#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  const WscSsa *ssa;
  const WscComponents *components;
  gsize n, n_channels, channel, window, L, K;
  const WscForecastSettings *settings;
  double scale;               /* of what follows, a power of two */
  double *signal, *residuals; /* (n_channels, n) */
  gboolean *found;            /* (replicas) */
  double *forecasts;          /* (replicas, steps) */
} Bootstrap;

/* A prediction is a forecast plus a residual: every forecast with as many of the residuals, evenly spaced in their order. One
 * drawn residual a forecast would do, but its quantiles would jump from step to step. */
#define RESIDUALS 64

static void
split_series (Bootstrap *self)
{
  for (gsize c = 0; c < self->n_channels; c++)
    {
      const double *values = wsc_ssa_get_values (self->ssa, c);
      double *signal = self->signal + c * self->n, *residuals = self->residuals + c * self->n;

      wsc_ssa_sum (self->ssa, self->components, c, signal);
      for (gsize t = 0; t < self->n; t++)
        {
          residuals[t] = (values[t] - signal[t]) / self->scale;
          signal[t] /= self->scale;
        }
    }
}

static void
resample (const Bootstrap *self, WscRandom *random, double *series)
{
  for (gsize t = 0; t < self->n; t++)
    {
      const gsize drawn = wsc_random_below (random, (guint32) self->n);

      for (gsize c = 0; c < self->n_channels; c++)
        series[c * self->n + t] = self->signal[c * self->n + t] + self->residuals[c * self->n + drawn];
    }
}

/* The vectors of the window asked for, from those of the transposed matrix: v = X' u / |X' u|. */
static void
init_space (const Bootstrap *self, WscSubspace *space, const double *u, const double *v)
{
  const gsize m = self->components->n;
  g_autofree double *right = NULL;

  if (self->window == self->L)
    {
      wsc_subspace_init_from_vectors (space, self->L, m, u);
      return;
    }
  right = g_memdup2 (v, m * self->K * sizeof *v);
  for (gsize i = 0; i < m; i++)
    cblas_dscal ((int) self->K, 1 / cblas_dnrm2 ((int) self->K, v + i * self->K, 1), right + i * self->K, 1);
  wsc_subspace_init_from_vectors (space, self->K, m, right);
}

/* From vectors (leading, L) of the resampled series; FALSE if they have no recurrence. */
static gboolean
continue_series (const Bootstrap *self, const WscTrajectory *x, const double *vectors, double *forecast)
{
  const gsize m = self->components->n, row = self->n_channels * self->K;
  g_autofree double *u = g_malloc_n (m * self->L, sizeof (double)), *v = g_malloc_n (m * row, sizeof (double));
  g_autofree double *signal = g_new0 (double, self->n);
  WscSubspace space;
  gboolean ok;

  for (gsize i = 0; i < m; i++)
    {
      memcpy (u + i * self->L, vectors + self->components->items[i] * self->L, self->L * sizeof *u);
      wsc_trajectory_rows (x, u + i * self->L, v + i * row);
      wsc_hankelise (self->L, self->K, u + i * self->L, v + i * row + self->channel * self->K, signal);
    }
  init_space (self, &space, u, v);
  ok = wsc_subspace_check_verticality (&space, NULL);
  if (ok)
    wsc_forecast_by ((WscForecastMethod) self->settings->method, &space, self->n, signal,
                     x->values + self->channel * self->n, self->settings->steps, forecast);
  wsc_subspace_clear (&space);
  return ok;
}

/* A replica that lacks a component, or whose space is vertical, has no forecast and is left out. */
static void
run_replica (gpointer user_data, guint replica, const WscHook *hook)
{
  Bootstrap *self = user_data;
  const guint steps = self->settings->steps;
  const gsize leading = self->components->items[self->components->n - 1] + 1;
  double *forecast = self->forecasts + (gsize) replica * steps;
  g_autofree double *series = g_malloc_n (self->n_channels * self->n, sizeof (double));
  g_autofree double *vectors = g_malloc_n (leading * self->L, sizeof (double));
  const WscTrajectory x = { self->n, self->n_channels, self->L, self->K, series, hook };
  WscRandom random;

  wsc_random_init (&random, self->settings->seed, "ssa.forecast", replica);
  resample (self, &random, series);
  if (!wsc_leading_vectors (&x, wsc_ssa_get_kind (self->ssa), leading, vectors) ||
      !continue_series (self, &x, vectors, forecast))
    return;
  self->found[replica] = TRUE;
}

/* --- bands --------------------------------------------------------------- */

/* (RESIDUALS) quantiles of the channel's residuals at (i + 1/2) / RESIDUALS. */
static void
fill_residuals (const Bootstrap *self, double *quantiles)
{
  g_autofree double *sorted = g_memdup2 (self->residuals + self->channel * self->n, self->n * sizeof (double));

  wsc_sort (self->n, sorted);
  for (guint i = 0; i < RESIDUALS; i++)
    quantiles[i] = wsc_sorted_quantile (self->n, sorted, (i + 0.5) / RESIDUALS);
}

/* Quantiles over the forecasts of one step, each plus every one of `added` (n_added). */
static void
fill_band (const Bootstrap *self, guint n_added, const double *added, double *low, double *high)
{
  const guint steps = self->settings->steps;
  const double tail = 0.5 * (1 - self->settings->level);
  g_autofree double *column = g_new (double, (gsize) self->settings->replicas * n_added);

  for (guint s = 0; s < steps; s++)
    {
      gsize n = 0;

      for (guint i = 0; i < self->settings->replicas; i++)
        for (guint j = 0; self->found[i] && j < n_added; j++)
          column[n++] = self->forecasts[(gsize) i * steps + s] + added[j];
      wsc_sort (n, column);
      low[s] = self->scale * wsc_sorted_quantile (n, column, tail);
      high[s] = self->scale * wsc_sorted_quantile (n, column, 1 - tail);
    }
}

static gboolean
check_found (const Bootstrap *self, GError **error)
{
  guint n_found = 0;

  for (guint i = 0; i < self->settings->replicas; i++)
    n_found += self->found[i] ? 1 : 0;
  if (n_found >= WSC_FORECAST_MIN_REPLICAS)
    return TRUE;
  g_set_error (error, WSC_ERROR, WSC_ERROR_NUMERIC,
               _("Only %u of %u resampled series could be continued; bands need at least %d"), n_found,
               self->settings->replicas, WSC_FORECAST_MIN_REPLICAS);
  return FALSE;
}

static void
bands_from (const Bootstrap *self, WscBands *bands)
{
  const guint steps = self->settings->steps;
  const double nothing = 0;
  double residuals[RESIDUALS];

  fill_residuals (self, residuals);
  *bands = (WscBands){ g_new (double, steps), g_new (double, steps), g_new (double, steps), g_new (double, steps) };
  fill_band (self, 1, &nothing, bands->confidence_low, bands->confidence_high);
  fill_band (self, RESIDUALS, residuals, bands->prediction_low, bands->prediction_high);
}

static void
bootstrap_init (Bootstrap *self, const WscSsa *ssa, const WscForecastSettings *settings)
{
  const gsize entries = (gsize) settings->replicas * settings->steps;

  self->ssa = ssa;
  self->settings = settings;
  self->n = wsc_ssa_get_length (ssa);
  self->n_channels = wsc_ssa_get_n_channels (ssa);
  self->window = wsc_ssa_get_window (ssa);
  self->L = wsc_ssa_get_rows (ssa);
  self->K = wsc_ssa_get_columns (ssa);
  self->scale = wsc_ssa_get_scale (ssa);
  self->signal = g_malloc_n (self->n_channels * self->n, sizeof (double));
  self->residuals = g_malloc_n (self->n_channels * self->n, sizeof (double));
  self->found = g_new0 (gboolean, settings->replicas);
  self->forecasts = g_malloc_n (entries, sizeof (double));
}

static void
bootstrap_clear (Bootstrap *self)
{
  g_free (self->signal);
  g_free (self->residuals);
  g_free (self->found);
  g_free (self->forecasts);
}

gboolean
wsc_bands_init (WscBands *self, const WscSsa *ssa, const WscComponents *components, gsize channel,
                const WscForecastSettings *settings, const WscHook *hook, GError **error)
{
  Bootstrap bootstrap = { .components = components, .channel = channel };
  const WscTasks tasks = { _("Continuing resampled series"), _("Stopped while continuing resampled series"),
                           settings->replicas, run_replica, &bootstrap };
  gboolean ok;

  wsc_blas_use_one_thread ();
  bootstrap_init (&bootstrap, ssa, settings);
  split_series (&bootstrap);
  ok = wsc_tasks_run (&tasks, hook, error) && check_found (&bootstrap, error);
  if (ok)
    bands_from (&bootstrap, self);
  bootstrap_clear (&bootstrap);
  return ok;
}

void
wsc_bands_clear (WscBands *self)
{
  g_clear_pointer (&self->confidence_low, g_free);
  g_clear_pointer (&self->confidence_high, g_free);
  g_clear_pointer (&self->prediction_low, g_free);
  g_clear_pointer (&self->prediction_high, g_free);
}
