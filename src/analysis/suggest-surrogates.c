/* Monte-Carlo SSA (Allen and Smith 1996): red noise of the series' own variance and lag-1 correlation is drawn again
 * and again and projected on the series' own vectors. |X_s' u_i| of such surrogates is what sigma_i is measured
 * against. */
#include "analysis/analysis-private.h"
#include "ssa/fft.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  const WscSsa *ssa;
  gsize n, n_channels, L, K;
  guint m; /* components looked at */
  guint64 seed;
  double scale;       /* of what follows, a power of two */
  WscRedNoise *noise; /* (n_channels) */
  double *lengths;    /* (surrogates, m): |X_s' u_i| */
} Surrogates;

/* |X' u_i| by transforms: O(n log n) each, against O(L^2) by way of X X'. */
static void
measure (const Surrogates *self, const WscTrajectory *x, double *lengths)
{
  WscTrajectoryFft products;
  WscLagScratch scratch;

  wsc_trajectory_fft_init (&products, x);
  wsc_lag_scratch_init (&scratch, &products.fft);
  for (guint i = 0; i < self->m && wsc_hook_report (x->hook, 0, NULL); i++)
    lengths[i] = wsc_trajectory_fft_norm (&products, &scratch, wsc_ssa_get_vector (self->ssa, i));
  wsc_lag_scratch_clear (&scratch);
  wsc_trajectory_fft_clear (&products);
}

static void
run_surrogate (gpointer user_data, guint item, const WscHook *hook)
{
  Surrogates *self = user_data;
  g_autofree double *series = g_malloc_n (self->n_channels * self->n, sizeof (double));
  const WscTrajectory x = { self->n, self->n_channels, self->L, self->K, series, hook };
  WscRandom random;

  wsc_random_init (&random, self->seed, "ssa.surrogates", item);
  for (gsize c = 0; c < self->n_channels; c++)
    wsc_red_noise_draw (&self->noise[c], &random, self->n, series + c * self->n);
  measure (self, &x, self->lengths + (gsize) item * self->m);
}

/* --- the band ------------------------------------------------------------ */

static void
fill_band (const Surrogates *self, const WscSuggestSettings *settings, WscSuggestion *out)
{
  const double tail = 0.5 * (1 - settings->level);
  g_autofree double *column = g_new (double, settings->replicas);

  out->n_evidence = self->m;
  out->low = g_new (double, self->m);
  out->high = g_new (double, self->m);
  for (guint i = 0; i < self->m; i++)
    {
      for (guint s = 0; s < settings->replicas; s++)
        column[s] = self->lengths[(gsize) s * self->m + i];
      wsc_sort (settings->replicas, column);
      out->low[i] = self->scale * wsc_sorted_quantile (settings->replicas, column, tail);
      out->high[i] = self->scale * wsc_sorted_quantile (settings->replicas, column, 1 - tail);
    }
}

static void
choose (const Surrogates *self, WscSuggestion *out)
{
  wsc_components_set_first (&out->components, self->m);
  out->components.n = 0;
  for (guint i = 0; i < self->m; i++)
    if (wsc_ssa_get_singular_value (self->ssa, i) > out->high[i])
      out->components.items[out->components.n++] = i;
}

static char *
reason_of (const Surrogates *self, const WscSuggestSettings *settings, const WscRedNoise *noise, guint n_found)
{
  if (n_found == 0)
    return g_strdup_printf (_("None of the first %u components lies above the %g %% band of %u surrogates of red "
                              "noise, whose lag-1 correlation is %.3g"),
                            self->m, 100 * settings->level, settings->replicas, noise->phi);
  return g_strdup_printf (_("Above the %g %% band of %u surrogates of red noise, whose lag-1 correlation is %.3g, lie "
                            "%u of the first %u components"),
                          100 * settings->level, settings->replicas, noise->phi, n_found, self->m);
}

static void
surrogates_init (Surrogates *self, const WscSsa *ssa, const WscSuggestSettings *settings)
{
  g_autofree double *values = NULL;

  *self = (Surrogates){
    .ssa = ssa,
    .n = wsc_ssa_get_length (ssa),
    .n_channels = wsc_ssa_get_n_channels (ssa),
    .L = wsc_ssa_get_rows (ssa),
    .K = wsc_ssa_get_columns (ssa),
    .m = settings->max_components,
    .seed = settings->seed,
    .scale = wsc_ssa_get_scale (ssa),
  };
  self->noise = g_new (WscRedNoise, self->n_channels);
  values = wsc_ssa_get_scaled (ssa, self->scale);
  for (gsize c = 0; c < self->n_channels; c++)
    wsc_red_noise_fit (&self->noise[c], self->n, values + c * self->n);
  self->lengths = g_malloc_n ((gsize) settings->replicas * self->m, sizeof (double));
}

static void
surrogates_clear (Surrogates *self)
{
  g_free (self->noise);
  g_free (self->lengths);
}

gboolean
wsc_suggest_by_surrogates (WscSuggestion *self, const WscSsa *ssa, gsize channel, const WscSuggestSettings *settings,
                           const WscHook *hook, GError **error)
{
  Surrogates surrogates;
  const WscTasks tasks = { _("Drawing surrogates"), _("Stopped while drawing surrogates"), settings->replicas,
                           run_surrogate, &surrogates };
  gboolean ok;

  wsc_blas_use_one_thread ();
  surrogates_init (&surrogates, ssa, settings);
  ok = wsc_tasks_run (&tasks, hook, error);
  if (ok)
    {
      fill_band (&surrogates, settings, self);
      choose (&surrogates, self);
      self->reason = reason_of (&surrogates, settings, &surrogates.noise[channel], self->components.n);
    }
  surrogates_clear (&surrogates);
  return ok;
}
