/* The branch of the series: decomposition, errors, sums, groups, then what takes longer. Each step is taken over from
 * earlier results where nothing that it rests on has changed. */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "study/pipeline-private.h"

#define LANDSCAPE_COMPONENTS 40 /* as many as the map has rows */
#define LANDSCAPE_VALUES 20000000 /* of all components of one window, which several threads hold at once: 160 MB */

/* What the branch works on. */
typedef struct
{
  WscRun *run;
  const WscSeriesSettings *settings;
  WscSeriesParts *parts;
  const WscSeriesParts *old; /* of the previous results; all NULL if there are none */
  WscChannels channels;
  gsize channel;        /* from 0 */
  const double *truth;  /* (n) what the sums should be */
  char *digest, *truth_digest; /* of the numbers above: all channels; what the one that is shown should be */
  gboolean has_fresh;   /* something was computed anew since results were handed out */
} Branch;

static void
branch_clear (Branch *self)
{
  g_free (self->digest);
  g_free (self->truth_digest);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Branch, branch_clear)

/* --- what it stands on ---------------------------------------------------- */

static char *
compute_digest (gsize n, const double *values)
{
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) values, n * sizeof *values);
}

static gboolean
init (Branch *self, WscRun *run, GError **error)
{
  static const WscSeriesParts none = { 0 };
  const WscDataset *dataset = run->results->dataset;
  const WscSeriesSettings *settings = &run->study->ssa;

  if (!wsc_dataset_is_series (dataset))
    {
      g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE,
                   _("%s is a table, and singular spectrum analysis needs a series (data.source, data.task)"),
                   wsc_dataset_get_name (dataset));
      return FALSE;
    }
  if (settings->channel > (int) wsc_dataset_get_n_channels (dataset))
    {
      g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE, _("ssa.channel is %d; allowed: 1 to %u"), settings->channel,
                   wsc_dataset_get_n_channels (dataset));
      return FALSE;
    }
  *self = (Branch){ .run = run, .settings = settings, .parts = &run->results->series, .channel = (gsize) settings->channel - 1 };
  self->old = run->previous != NULL ? &run->previous->series : &none;
  self->channels = (WscChannels){ wsc_dataset_get_length (dataset), wsc_dataset_get_n_channels (dataset),
                                  wsc_dataset_get_channels (dataset) };
  self->parts->has_truth = self->channel == 0 && wsc_dataset_get_clean (dataset) != NULL;
  self->truth = self->parts->has_truth ? wsc_dataset_get_clean (dataset)
                                       : self->channels.values + self->channel * self->channels.n;
  self->digest = compute_digest (self->channels.n * self->channels.n_channels, self->channels.values);
  self->truth_digest = compute_digest (self->channels.n, self->truth);
  return TRUE;
}

/* TRUE if `old`, from the previous results, still holds. `upstream`: a stage of this branch, or NONE for the numbers alone;
 * `more` (nullable): what the stage reads beside its own options. */
static gboolean
may_keep (Branch *self, WscStage stage, WscStage upstream, const char *more, const void *old)
{
  const char *above = upstream != WSC_STAGE_NONE ? self->run->results->keys[upstream] : self->digest;
  const gboolean same
    = wsc_run_take_key (self->run, stage, wsc_stage_key (self->run->study, stage, above, more)) && old != NULL;

  self->has_fresh = self->has_fresh || !same;
  return same;
}

/* --- what the page shows at once ------------------------------------------- */

/* Bytes of the series of all components: a long window has the leading ones alone. */
static double
get_size (const WscChannels *channels, const WscSsaSettings *settings)
{
  const gboolean transposable = channels->n_channels == 1 && settings->kind == WSC_SSA_BASIC;
  const gsize other = channels->n > settings->window ? channels->n - settings->window + 1 : settings->window;
  const gsize rows = transposable ? MIN (settings->window, other) : settings->window;
  const gsize r = rows <= WSC_SSA_WHOLE ? rows : MIN (settings->leading, rows);

  return (double) r * (double) channels->n * (double) channels->n_channels * sizeof (double);
}

static gboolean
decompose (Branch *self, GError **error)
{
  const WscSsaSettings settings
    = { self->settings->kind, wsc_series_settings_get_window (self->settings, self->channels.n), (gsize) self->settings->leading };

  if (may_keep (self, WSC_STAGE_DECOMPOSE, WSC_STAGE_NONE, NULL, self->old->ssa))
    self->parts->ssa = wsc_ssa_ref (self->old->ssa);
  else if (wsc_memory_check_series (get_size (&self->channels, &settings), error))
    self->parts->ssa = wsc_ssa_new (&self->channels, &settings, &self->run->hook, error);
  return self->parts->ssa != NULL;
}

static void
draw_curve (Branch *self)
{
  if (may_keep (self, WSC_STAGE_CURVE, WSC_STAGE_DECOMPOSE, self->truth_digest, self->old->curve))
    self->parts->curve = wsc_sweep_ref (self->old->curve);
  else
    self->parts->curve
      = wsc_sweep_new_from_ssa (self->parts->ssa, self->channel, self->truth, (WscMapeKind) self->settings->mape);
}

static gboolean
choose (Branch *self, GError **error)
{
  g_auto (WscComponents) components = { 0 };

  if (may_keep (self, WSC_STAGE_CHOOSE, WSC_STAGE_CURVE, NULL, self->old->reconstruction))
    {
      self->parts->reconstruction = wsc_reconstruction_ref (self->old->reconstruction);
      return TRUE;
    }
  if (!wsc_components_parse (&components, self->settings->components, error))
    return FALSE;
  self->parts->reconstruction = wsc_reconstruction_new (self->parts->ssa, &components, self->channel, self->truth,
                                                        (WscMapeKind) self->settings->mape);
  return TRUE;
}

static GArray *
propose_groups (const Branch *self, char **reason, GError **error)
{
  const WscSsa *ssa = self->parts->ssa;
  const guint n = (guint) MIN (WSC_SERIES_GROUPED, wsc_ssa_get_n_correlated (ssa));

  switch ((WscGrouping) self->settings->grouping)
    {
    case WSC_GROUPING_CORRELATION:
      return wsc_ssa_group_by_correlation (ssa, n, self->settings->cut, reason);
    case WSC_GROUPING_PERIOD:
      return wsc_ssa_group_by_period (ssa, n, self->settings->trend_period, reason);
    case WSC_GROUPING_MANUAL:
    default:
      return wsc_groups_parse (self->settings->groups, error);
    }
}

static gboolean
group (Branch *self, GError **error)
{
  g_autoptr (GArray) groups = NULL;
  g_autofree char *reason = NULL;

  if (may_keep (self, WSC_STAGE_GROUP, WSC_STAGE_CURVE, NULL, self->old->grouped))
    {
      self->parts->grouped = wsc_grouped_ref (self->old->grouped);
      return TRUE;
    }
  groups = propose_groups (self, &reason, error);
  if (groups == NULL)
    return FALSE;
  self->parts->grouped = wsc_grouped_new (self->parts->ssa, groups, reason, self->channel);
  return TRUE;
}

/* --- what takes longer: kept where it still holds, made where not ------------- */

/* Numbers of a file are the same whatever the seed; what is drawn to find the bands is not. */
static gboolean
keep_forecast (Branch *self)
{
  g_autofree char *seed = g_strdup_printf ("%d", self->run->study->seed);

  if (!may_keep (self, WSC_STAGE_FORECAST, WSC_STAGE_CHOOSE, seed, self->old->forecast))
    return FALSE;
  self->parts->forecast = wsc_forecast_ref (self->old->forecast);
  return TRUE;
}

static void
make_forecast (Branch *self, GError **error)
{
  const WscSeriesSettings *s = self->settings;
  const WscForecastSettings settings
    = { s->method, (guint) s->steps, (guint) s->replicas, s->level, (guint64) self->run->study->seed };

  self->parts->forecast = wsc_forecast_new (self->parts->ssa, &self->parts->reconstruction->components, self->channel,
                                            &settings, &self->run->hook, error);
}

static gboolean
keep_suggestion (Branch *self)
{
  const double level = self->settings->suggest == WSC_SUGGEST_SURROGATES ? self->settings->level : 0;
  g_autofree char *number = wsc_format_number (level);
  g_autofree char *more = g_strdup_printf ("%d %s", self->run->study->seed, number);

  if (!may_keep (self, WSC_STAGE_SUGGEST, WSC_STAGE_CURVE, more, self->old->suggestion))
    return FALSE;
  self->parts->suggestion = wsc_suggestion_ref (self->old->suggestion);
  return TRUE;
}

static void
make_suggestion (Branch *self, GError **error)
{
  const WscSuggestSettings settings
    = { self->settings->suggest, (guint) wsc_ssa_get_n_correlated (self->parts->ssa), 0, self->settings->level,
        (guint64) self->run->study->seed };

  self->parts->suggestion = wsc_suggestion_new (self->parts->ssa, self->channel, &settings, &self->run->hook, error);
}

/* The key of a sweep knows nothing of the window that is looked at. */
static gboolean
may_keep_sweep (Branch *self, WscStage stage, const void *old)
{
  g_autofree char *above = g_strdup_printf ("%s %s %d %d %d", self->digest, self->truth_digest, self->settings->kind,
                                            self->settings->mape, self->settings->channel);

  return wsc_run_take_key (self->run, stage, wsc_stage_key (self->run->study, stage, above, NULL)) && old != NULL;
}

static gboolean
keep_sweep (Branch *self)
{
  if (!may_keep_sweep (self, WSC_STAGE_SWEEP, self->old->sweep))
    return FALSE;
  self->parts->sweep = wsc_sweep_ref (self->old->sweep);
  return TRUE;
}

static gboolean
keep_landscape (Branch *self)
{
  if (!may_keep_sweep (self, WSC_STAGE_LANDSCAPE, self->old->landscape))
    return FALSE;
  self->parts->landscape = wsc_sweep_ref (self->old->landscape);
  return TRUE;
}

/* Of the channel that is shown, taken alone. */
static WscSweep *
new_sweep (const Branch *self, const GArray *windows, guint step, guint max_k, GError **error)
{
  const WscChannels one = { self->channels.n, 1, self->channels.values + self->channel * self->channels.n };
  const WscSweepSettings settings = { .kind = self->settings->kind,
                                      .mape = self->settings->mape,
                                      .n_windows = windows->len,
                                      .windows = (const gsize *) (gpointer) windows->data,
                                      .first = 1,
                                      .step = step,
                                      .max_k = max_k };

  return wsc_sweep_new (&one, self->truth, &settings, &self->run->hook, error);
}

static void
make_sweep (Branch *self, GError **error)
{
  g_autoptr (GArray) windows = wsc_parse_windows (self->settings->sweep, error);

  if (windows != NULL)
    self->parts->sweep = new_sweep (self, windows, (guint) self->settings->sweep_step, 0, error);
}

/* Evenly from a step up to half the series, as far as windows are decomposed whole and their components have room. */
static GArray *
space_windows (const Branch *self)
{
  GArray *windows = g_array_new (FALSE, FALSE, sizeof (gsize));
  const gsize room = MAX (LANDSCAPE_VALUES / MAX (self->channels.n, 1), 2);
  const gsize longest = MIN (MIN (self->channels.n / 2, WSC_SSA_WHOLE), room);
  const gsize count = MIN ((gsize) self->settings->landscape, longest - 1);

  for (gsize i = 1; i <= count; i++)
    {
      const gsize window = 1 + i * (longest - 1) / count;

      g_array_append_val (windows, window);
    }
  return windows;
}

static void
make_landscape (Branch *self, GError **error)
{
  g_autoptr (GArray) windows = space_windows (self);

  self->parts->landscape = new_sweep (self, windows, 1, LANDSCAPE_COMPONENTS, error);
}

/* --- the branch --------------------------------------------------------------- */

static gboolean
wants_forecast (const WscSeriesSettings *settings)
{
  return settings->steps > 0;
}

static gboolean
wants_suggestion (const WscSeriesSettings *settings)
{
  return settings->suggest != WSC_SUGGEST_NONE;
}

static gboolean
wants_sweep (const WscSeriesSettings *settings)
{
  return settings->sweep[0] != '\0';
}

static gboolean
wants_landscape (const WscSeriesSettings *settings)
{
  return settings->landscape > 0;
}

/* What is there may be looked at while the rest is computed. */
static void
hand_out (Branch *self)
{
  if (!self->has_fresh || !wsc_run_wants_partial (self->run))
    return;
  self->has_fresh = FALSE;
  wsc_run_hand_out (self->run, wsc_run_copy_results (self->run));
}

static gboolean
run_at_once (Branch *self, GError **error)
{
  if (!decompose (self, error))
    return FALSE;
  draw_curve (self);
  return choose (self, error) && group (self, error);
}

/* In order of how long people are willing to wait. */
static const struct
{
  WscNeed need;
  gboolean (*is_wanted) (const WscSeriesSettings *settings);
  gboolean (*keep) (Branch *self);
  void (*make) (Branch *self, GError **error);
  gsize problem; /* of the text in WscSeriesParts that says why there is none; 0: the run fails then */
  const char *phase;
} longer[] = {
  { WSC_NEED_FORECAST, wants_forecast, keep_forecast, make_forecast, offsetof (WscSeriesParts, forecast_problem), N_("Forecasting") },
  { WSC_NEED_SUGGESTION, wants_suggestion, keep_suggestion, make_suggestion, offsetof (WscSeriesParts, suggestion_problem),
    N_("Looking for the number of components") },
  { WSC_NEED_SWEEP, wants_sweep, keep_sweep, make_sweep, 0, N_("Comparing windows") },
  { WSC_NEED_LANDSCAPE, wants_landscape, keep_landscape, make_landscape, 0, N_("Mapping the errors") },
};

/* A method that says why it cannot answer is no failure of the run; being stopped is. */
static gboolean
make (Branch *self, guint i, GError **error)
{
  GError *reason = NULL;

  longer[i].make (self, &reason);
  if (reason != NULL && longer[i].problem > 0 && !g_error_matches (reason, WSC_ERROR, WSC_ERROR_STOPPED))
    {
      G_STRUCT_MEMBER (char *, self->parts, longer[i].problem) = g_strdup (reason->message);
      g_clear_error (&reason);
    }
  if (reason == NULL)
    return TRUE;
  g_propagate_error (error, reason);
  return FALSE;
}

/* What still holds is there at once, with the rest to follow. */
static gboolean
run_longer (Branch *self, double low, double high, GError **error)
{
  const double part = (high - low) / G_N_ELEMENTS (longer);
  gboolean missing[G_N_ELEMENTS (longer)];

  for (guint i = 0; i < G_N_ELEMENTS (longer); i++)
    missing[i] = (self->run->needs & longer[i].need) && longer[i].is_wanted (self->settings) && !longer[i].keep (self);
  hand_out (self);
  for (guint i = 0; i < G_N_ELEMENTS (longer); i++)
    {
      if (!missing[i])
        continue;
      if (!wsc_run_begin_stage (self->run, low + i * part, low + (i + 1) * part, _(longer[i].phase)))
        {
          g_set_error_literal (error, WSC_ERROR, WSC_ERROR_STOPPED, _("Stopped"));
          return FALSE;
        }
      if (!make (self, i, error))
        return FALSE;
      self->has_fresh = TRUE;
      hand_out (self);
    }
  return TRUE;
}

gboolean
wsc_run_series (WscRun *run, double low, double high, GError **error)
{
  const double middle = low + 0.3 * (high - low);
  g_auto (Branch) self = { 0 };

  if (!init (&self, run, error))
    return FALSE;
  wsc_run_begin_stage (run, low, middle, _("Decomposing the series"));
  return run_at_once (&self, error) && run_longer (&self, middle, high, error);
}
