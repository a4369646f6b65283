/* What each replica learns from. A drawn sample is an index; a drawn series is its own array that windows are seen
 * over. */
#include "estimate/estimate-private.h"
#include "ssa/ssa.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define STREAM "estimate.resample"
#define LONGEST_SIGNAL_WINDOW 100

/* The work of one call, shared by the threads. Each replica has its own stream, so their order does not matter. */
typedef struct
{
  WscResampled *self;
  const WscEstimateSettings *settings;
  guint64 seed;
  const guint32 *train; /* (n) of the data set */
  gsize n;
  const double *signal, *rest; /* (n_seen) */
  const float *scaled;         /* (length) of the data set */
  gsize length, n_seen;        /* values of the series, and those that training windows hold */
  const WscHook *hook;
  gint stopped;
} Draw;

WscResample
wsc_resample_resolve (const WscEstimateSettings *settings, gboolean is_series)
{
  if (settings->resample != WSC_RESAMPLE_AUTO)
    return settings->resample;
  return is_series ? WSC_RESAMPLE_RESIDUAL : WSC_RESAMPLE_IID;
}

gsize
wsc_subset_size (gsize n, double share)
{
  if (n < 2)
    return 0;
  return (gsize) CLAMP (round (share * (double) n), 1.0, (double) (n - 1));
}

static int
compare_indices (gconstpointer a, gconstpointer b)
{
  const guint32 x = *(const guint32 *) a, y = *(const guint32 *) b;

  return (x > y) - (x < y);
}

/* n of n with replacement. */
static void
draw_iid (const Draw *draw, WscRandom *random, guint32 *indices)
{
  for (gsize i = 0; i < draw->n; i++)
    indices[i] = draw->train[wsc_random_below (random, (guint32) draw->n)];
}

/* m of n without replacement, ascending: the first m of a shuffle. */
static void
draw_subset (const Draw *draw, WscRandom *random, guint32 *indices)
{
  const gsize m = draw->self->n_train;
  g_autofree guint32 *all = g_memdup2 (draw->train, draw->n * sizeof (guint32));

  for (gsize i = 0; i < m; i++)
    {
      const gsize other = i + wsc_random_below (random, (guint32) (draw->n - i));

      indices[i] = all[other];
      all[other] = all[i];
    }
  qsort (indices, m, sizeof (guint32), compare_indices);
}

/* Blocks of b neighbours, begun anywhere in 0 .. n - b with equal chance, until n are drawn; the last is cut
 * (Kuensch 1989). No block runs over the end, which would join the end of the series to its beginning. */
static void
draw_blocks (const Draw *draw, WscRandom *random, guint32 *indices)
{
  const gsize b = (gsize) draw->settings->block;

  for (gsize done = 0; done < draw->n; done += b)
    {
      const gsize first = wsc_random_below (random, (guint32) (draw->n - b + 1));

      memcpy (indices + done, draw->train + first, MIN (b, draw->n - done) * sizeof (guint32));
    }
}

static void
draw_series (const Draw *draw, WscRandom *random, float *series)
{
  const gsize n = draw->n_seen;

  for (gsize t = 0; t < n; t++)
    series[t] = (float) (draw->signal[t] + draw->rest[wsc_random_below (random, (guint32) n)]);
  memcpy (series + n, draw->scaled + n, (draw->length - n) * sizeof (float));
}

static void
draw_replica (gpointer user_data, guint replica, guint thread)
{
  Draw *draw = user_data;
  WscResampled *self = draw->self;
  WscRandom random;

  if (g_atomic_int_get (&draw->stopped))
    return;
  wsc_random_init (&random, draw->seed, STREAM, replica);
  if (self->series != NULL)
    draw_series (draw, &random, self->series + replica * draw->length);
  else if (draw->settings->resample == WSC_RESAMPLE_SUBSET)
    draw_subset (draw, &random, self->indices + replica * self->n_train);
  else if (draw->settings->resample == WSC_RESAMPLE_BLOCK)
    draw_blocks (draw, &random, self->indices + replica * self->n_train);
  else
    draw_iid (draw, &random, self->indices + replica * self->n_train);
}

static void
ask_whether_to_stop (gpointer user_data)
{
  Draw *draw = user_data;

  if (!wsc_hook_report (draw->hook, 0.0, _("Resampling")))
    g_atomic_int_set (&draw->stopped, TRUE);
}

static gboolean
draw_all (Draw *draw, GError **error)
{
  ask_whether_to_stop (draw);
  wsc_parallel_for (wsc_hook_get_n_threads (draw->hook), draw->self->n_replicas, draw_replica, ask_whether_to_stop,
                    draw);
  if (!draw->stopped)
    return TRUE;
  g_set_error_literal (error, WSC_ERROR, WSC_ERROR_STOPPED, _("Stopped while resampling"));
  return FALSE;
}

/* Room for count numbers for each replica, or an error that says how much it would have been. */
static gpointer
allocate (guint n_replicas, gsize count, gsize size, GError **error)
{
  gpointer memory = NULL;

  if (count < G_MAXSIZE / size / n_replicas)
    memory = g_try_malloc (n_replicas * count * size);
  if (memory == NULL)
    g_set_error (
        error, WSC_ERROR, WSC_ERROR_RANGE,
        _("%u replicas of %zu resampled values need %.0f MB, more than there is; use fewer replicas or no resampling"),
        n_replicas, count, (double) n_replicas * (double) count * (double) size / 1e6);
  return memory;
}

static gboolean
draw_indices (Draw *draw, GError **error)
{
  WscResampled *self = draw->self;

  self->indices = allocate (self->n_replicas, self->n_train, sizeof (guint32), error);
  if (self->indices == NULL)
    return FALSE;
  for (guint r = 0; r < self->n_replicas; r++)
    self->train[r] = self->indices + r * self->n_train;
  return draw_all (draw, error);
}

/* With room for the rank, up to the middle window, which separates best. */
static gsize
signal_window (const WscEstimateSettings *settings, gsize length, gsize rank)
{
  if (settings->signal_window > 0)
    return (gsize) settings->signal_window;
  return MAX (CLAMP (length / 4, 2, LONGEST_SIGNAL_WINDOW), MIN (2 * rank, (length + 1) / 2));
}

/* How many values, from the first, training windows hold. */
static gsize
count_seen (const Draw *draw, const WscDataset *dataset)
{
  WscSamples samples;

  wsc_dataset_get_samples (dataset, &samples);
  return draw->train[draw->n - 1] + MAX (wsc_dataset_get_input_offset (dataset) + samples.n_inputs,
                                         wsc_dataset_get_target_offset (dataset) + samples.n_targets);
}

/* What the signal leaves, with mean 0, and stretched by sqrt (T / (T - 2 k)): a series of rank k obeys a linear
 * recurrence of k terms from k first values, so 2 k numbers were fitted to it and the rest is that much too small. */
static void
centre_rest (gsize length, gsize rank, double *rest)
{
  const double lost = 2.0 * (double) rank, n = (double) length;
  const double factor = lost < n ? sqrt (n / (n - lost)) : 1.0;
  double mean = 0;

  for (gsize t = 0; t < length; t++)
    mean += rest[t] / n;
  for (gsize t = 0; t < length; t++)
    rest[t] = (rest[t] - mean) * factor;
}

/* The rank-k approximation of a series, k = settings->leading; a series of a lower rank is its own. */
static gboolean
sum_leading (const WscChannels *series, const WscSsaSettings *settings, const WscHook *hook, double *sum, GError **error)
{
  const gsize n = series->n, h = settings->window, k = settings->leading;
  g_auto (WscComponents) first = { 0 };
  g_autoptr (WscSsa) ssa = NULL;

  if (h >= 2 && h < n && (k < 1 || k > MIN (h, n - h + 1)))
    {
      g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE,
                   _("%zu components of a window of %zu over %zu values; allowed: 1 to %zu"), k, h, n,
                   MIN (h, n - h + 1));
      return FALSE;
    }
  ssa = wsc_ssa_new (series, settings, hook, error);
  if (ssa == NULL)
    return FALSE;
  wsc_components_set_first (&first, (guint) MIN (k, wsc_ssa_get_n_components (ssa)));
  wsc_ssa_sum (ssa, &first, 0, sum);
  return TRUE;
}

static gboolean
find_signal (Draw *draw, const WscChannels *series, gsize window, gsize rank, double *signal, GError **error)
{
  GError *reason = NULL;

  if (sum_leading (series, &(WscSsaSettings){ WSC_SSA_BASIC, window, rank }, draw->hook, signal, &reason))
    return TRUE;
  if (!g_error_matches (reason, WSC_ERROR, WSC_ERROR_STOPPED))
    g_prefix_error (&reason,
                    _("The signal of the residual bootstrap (estimate.signal-window, estimate.signal-rank): "));
  g_propagate_error (error, reason);
  return FALSE;
}

/* Each replica's series is the SSA signal plus residuals drawn with replacement, both of what training sees: the test
 * part stays as it is, and has no say in them. */
static gboolean
resample_residuals (Draw *draw, const WscDataset *dataset, GError **error)
{
  WscResampled *self = draw->self;
  const gsize length = wsc_dataset_get_length (dataset), n = count_seen (draw, dataset);
  const gsize rank = (gsize) MAX (draw->settings->signal_rank, 0);
  g_autofree double *signal = g_new (double, n), *rest = g_new (double, n);

  draw->scaled = wsc_dataset_get_scaled_series (dataset);
  for (gsize t = 0; t < n; t++)
    rest[t] = draw->scaled[t];
  if (!find_signal (draw, &(WscChannels){ n, 1, rest }, signal_window (draw->settings, n, rank), rank, signal, error))
    return FALSE;
  for (gsize t = 0; t < n; t++)
    rest[t] -= signal[t];
  centre_rest (n, rank, rest);

  self->series = allocate (self->n_replicas, length, sizeof (float), error);
  if (self->series == NULL)
    return FALSE;
  draw->signal = signal;
  draw->rest = rest;
  draw->length = length;
  draw->n_seen = n;
  if (!draw_all (draw, error))
    return FALSE;
  for (guint r = 0; r < self->n_replicas; r++)
    wsc_dataset_get_samples_over (dataset, self->series + r * length, &self->samples[r]);
  return TRUE;
}

static gboolean
check_scheme (const WscEstimateSettings *settings, const WscDataset *dataset, gsize n, GError **error)
{
  const gboolean of_series = settings->resample == WSC_RESAMPLE_RESIDUAL || settings->resample == WSC_RESAMPLE_BLOCK;

  if (of_series && !wsc_dataset_is_series (dataset))
    {
      g_set_error (
          error, WSC_ERROR, WSC_ERROR_RANGE,
          settings->resample == WSC_RESAMPLE_RESIDUAL
              ? _("“%s” is a table, and only a series has residuals to resample; set estimate.resample to iid or "
                   "subset")
              : _("“%s” is a table, and only a series has blocks to resample; set estimate.resample to iid or subset"),
          wsc_dataset_get_name (dataset));
      return FALSE;
    }
  if (settings->resample == WSC_RESAMPLE_BLOCK && (settings->block < 1 || (gsize) settings->block > n))
    {
      g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE,
                   _("Blocks of %d windows out of %zu for training; allowed: 1 to %zu (estimate.block)"),
                   settings->block, n, n);
      return FALSE;
    }
  if (settings->resample == WSC_RESAMPLE_SUBSET &&
      (n < 2 || !(settings->subset_share > 0.0 && settings->subset_share < 1.0)))
    {
      g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE,
                   _("Subsets with a share of %g of %zu training samples; allowed: more than 0 and less than 1, of at "
                      "least 2 samples (estimate.subset-share)"),
                   settings->subset_share, n);
      return FALSE;
    }
  return TRUE;
}

static gboolean
check_settings (const WscEstimateSettings *settings, gsize n, GError **error)
{
  if (settings->replicas < 1)
    {
      g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE, _("%d replicas; at least 1 is needed"), settings->replicas);
      return FALSE;
    }
  if (n < 1 || n > G_MAXUINT32)
    {
      g_set_error (error, WSC_ERROR, WSC_ERROR_RANGE, _("%zu training samples; allowed: 1 to %u"), n, G_MAXUINT32);
      return FALSE;
    }
  return TRUE;
}

static gboolean
fill (WscResampled *self, const WscDataset *dataset, Draw *draw, GError **error)
{
  const WscEstimateSettings *settings = draw->settings;
  const gboolean own_series = settings->resample == WSC_RESAMPLE_RESIDUAL;

  self->n_train =
      settings->resample == WSC_RESAMPLE_SUBSET ? wsc_subset_size (draw->n, settings->subset_share) : draw->n;
  self->train = g_new (const guint32 *, self->n_replicas);
  self->samples = g_new0 (WscSamples, own_series ? self->n_replicas : 1);
  for (guint r = 0; r < self->n_replicas; r++)
    self->train[r] = draw->train;

  if (own_series)
    return resample_residuals (draw, dataset, error);
  wsc_dataset_get_samples (dataset, &self->samples[0]);
  return settings->resample == WSC_RESAMPLE_NONE || draw_indices (draw, error);
}

gboolean
wsc_resampled_init (WscResampled *self, const WscDataset *dataset, const WscEstimateSettings *settings, guint64 seed,
                    const WscHook *hook, GError **error)
{
  WscEstimateSettings resolved = *settings;
  Draw draw = { .self = self, .settings = &resolved, .seed = seed, .hook = hook };

  *self = (WscResampled){ 0 };
  resolved.resample = wsc_resample_resolve (settings, wsc_dataset_is_series (dataset));
  draw.train = wsc_dataset_get_train (dataset, &draw.n);
  if (!check_settings (&resolved, draw.n, error) || !check_scheme (&resolved, dataset, draw.n, error))
    return FALSE;
  self->n_replicas = (guint) settings->replicas;
  if (fill (self, dataset, &draw, error))
    return TRUE;
  wsc_resampled_clear (self);
  return FALSE;
}

void
wsc_resampled_clear (WscResampled *self)
{
  g_clear_pointer (&self->train, g_free);
  g_clear_pointer (&self->indices, g_free);
  g_clear_pointer (&self->series, g_free);
  g_clear_pointer (&self->samples, g_free);
}
