/* What each replica of the bootstrap learns from. */
#include "estimate/estimate-private.h"
#include "estimate/support.h"
#include "ssa/ssa.h"

#include <math.h>
#include <string.h>

typedef struct
{
  WscDataset *dataset;
  WscEstimateSettings settings;
  WscResampled resampled;
} Case;

static void
case_init (Case *self, WscDataset *dataset, WscResample resample)
{
  *self = (Case){ .dataset = dataset, .settings = support_settings () };
  self->settings.resample = resample;
}

static void
case_run (Case *self, guint n_threads)
{
  const WscHook hook = { .n_threads = n_threads };
  g_autoptr (GError) error = NULL;

  g_assert_true (wsc_resampled_init (&self->resampled, self->dataset, &self->settings, 5, &hook, &error));
  g_assert_no_error (error);
}

static void
case_clear (Case *self)
{
  wsc_resampled_clear (&self->resampled);
  wsc_dataset_unref (self->dataset);
}

static void
test_none (void)
{
  Case c;
  gsize n;
  const guint32 *train;

  case_init (&c, support_table (40, 3, 10), WSC_RESAMPLE_NONE);
  case_run (&c, 1);
  train = wsc_dataset_get_train (c.dataset, &n);
  g_assert_cmpuint (c.resampled.n_train, ==, n);
  for (guint r = 0; r < c.resampled.n_replicas; r++)
    g_assert_true (c.resampled.train[r] == train);
  g_assert_null (c.resampled.series);
  case_clear (&c);
}

/* A sample is left out of n draws with probability (1 - 1/n)^n; all come from the training samples. */
static void
test_iid (void)
{
  const guint n = 400, replicas = 200;
  const double left_out = pow (1.0 - 1.0 / n, n);
  double sum = 0;
  Case c;

  case_init (&c, support_table (n + 50, 2, 50), WSC_RESAMPLE_IID);
  c.settings.replicas = replicas;
  case_run (&c, 2);
  g_assert_cmpuint (c.resampled.n_train, ==, n);
  for (guint r = 0; r < replicas; r++)
    {
      gboolean seen[400] = { FALSE };
      guint n_seen = 0;

      for (guint i = 0; i < n; i++)
        {
          g_assert_cmpuint (c.resampled.train[r][i], <, n);
          n_seen += !seen[c.resampled.train[r][i]];
          seen[c.resampled.train[r][i]] = TRUE;
        }
      sum += 1.0 - (double) n_seen / n;
    }
  support_assert_near (sum / replicas, left_out, 4.0 * sqrt (left_out * (1 - left_out) / (n * (double) replicas)), 0);
  case_clear (&c);
}

/* m different samples in order, each of the n equally often. */
static void
test_subset (void)
{
  const guint n = 60, m = 18, replicas = 3000;
  guint times[60] = { 0 };
  Case c;

  case_init (&c, support_table (n, 2, 0), WSC_RESAMPLE_SUBSET);
  c.settings.replicas = replicas;
  c.settings.subset_share = 0.3;
  case_run (&c, 2);
  g_assert_cmpuint (c.resampled.n_train, ==, m);
  for (guint r = 0; r < replicas; r++)
    for (guint i = 0; i < m; i++)
      {
        g_assert_cmpuint (c.resampled.train[r][i], <, n);
        if (i > 0)
          g_assert_cmpuint (c.resampled.train[r][i], >, c.resampled.train[r][i - 1]);
        times[c.resampled.train[r][i]]++;
      }
  for (guint i = 0; i < n; i++)
    support_assert_near (times[i] / (double) replicas, 0.3, 5.0 * sqrt (0.3 * 0.7 / replicas), 0);
  case_clear (&c);
}

static void
test_subset_size (void)
{
  g_assert_cmpuint (wsc_subset_size (10, 0.5), ==, 5);
  g_assert_cmpuint (wsc_subset_size (10, 0.001), ==, 1);
  g_assert_cmpuint (wsc_subset_size (10, 0.999), ==, 9);
  g_assert_cmpuint (wsc_subset_size (1, 0.5), ==, 0);
}

/* n windows in runs of neighbours of the stated length; no run passes the end; every start is possible. */
static void
test_blocks (void)
{
  const gsize n = 200 - 20 + 1, b = 25;
  gboolean started[181] = { FALSE };
  guint n_started = 0;
  Case c;

  case_init (&c, support_sine (200, 0.1, 0.1, 20), WSC_RESAMPLE_BLOCK);
  c.settings.block = (int) b;
  c.settings.replicas = 500;
  case_run (&c, 2);
  g_assert_cmpuint (c.resampled.n_train, ==, n);
  for (guint r = 0; r < c.resampled.n_replicas; r++)
    for (gsize i = 0; i < n; i++)
      {
        const guint32 *train = c.resampled.train[r];

        g_assert_cmpuint (train[i], <, n);
        if (i % b != 0)
          g_assert_cmpuint (train[i], ==, train[i - 1] + 1);
        else
          {
            g_assert_cmpuint (train[i], <=, n - b);
            n_started += !started[train[i]];
            started[train[i]] = TRUE;
          }
      }
  g_assert_cmpuint (n_started, ==, n - b + 1);
  case_clear (&c);
}

/* The longest block is the series itself; the shortest is the ordinary bootstrap. */
static void
test_extreme_blocks (void)
{
  Case c;

  case_init (&c, support_sine (60, 0.1, 0.1, 20), WSC_RESAMPLE_BLOCK);
  c.settings.block = 41;
  case_run (&c, 1);
  for (guint r = 0; r < c.resampled.n_replicas; r++)
    for (guint i = 0; i < 41; i++)
      g_assert_cmpuint (c.resampled.train[r][i], ==, i);
  wsc_resampled_clear (&c.resampled);
  c.settings.block = 1;
  case_run (&c, 1);
  g_assert_cmpuint (c.resampled.n_train, ==, 41);
  case_clear (&c);
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  const double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

/* Every replica is the SSA signal plus values of the centred, stretched residuals, in any order. */
static void
test_residual (void)
{
  const gsize n = 300, window = 75;
  g_autofree double *observed = g_new (double, n), *signal = g_new (double, n), *rest = g_new (double, n);
  g_autoptr (WscSsa) ssa = NULL;
  double mean = 0, sum = 0;
  const float *scaled;
  Case c;

  case_init (&c, support_sine (n, 0.2, 0.3, 20), WSC_RESAMPLE_AUTO);
  c.settings.replicas = 50;
  case_run (&c, 2);
  scaled = wsc_dataset_get_scaled_series (c.dataset);
  for (gsize t = 0; t < n; t++)
    observed[t] = scaled[t];
  ssa = wsc_ssa_new (&(WscChannels){ n, 1, observed }, &(WscSsaSettings){ WSC_SSA_BASIC, window, 2 }, NULL, NULL);
  for (gsize t = 0; t < n; t++)
    signal[t] = wsc_ssa_get_component (ssa, 0, 0)[t] + wsc_ssa_get_component (ssa, 1, 0)[t];
  for (gsize t = 0; t < n; t++)
    mean += (observed[t] - signal[t]) / n;
  for (gsize t = 0; t < n; t++)
    rest[t] = (observed[t] - signal[t] - mean) * sqrt (300.0 / 296.0);
  qsort (rest, n, sizeof (double), compare_numbers);

  g_assert_cmpuint (c.resampled.n_train, ==, n - 20 + 1);
  for (guint r = 0; r < c.resampled.n_replicas; r++)
    {
      const float *series = c.resampled.series + r * n;

      g_assert_true (c.resampled.samples[r].inputs == series);
      for (gsize t = 0; t < n; t++)
        {
          const double drawn = series[t] - signal[t];
          gsize low = 0, high = n;

          sum += drawn;
          while (low < high)
            if (rest[(low + high) / 2] < drawn - 1e-6)
              low = (low + high) / 2 + 1;
            else
              high = (low + high) / 2;
          g_assert_cmpuint (low, <, n);
          support_assert_near (rest[low], drawn, 1e-6, 0);
        }
    }
  support_assert_near (sum / (50.0 * n), 0.0, 4 * 0.3 / sqrt (50.0 * n), 0);
  case_clear (&c);
}

/* Nothing after the last training window is in what replicas learn from: another end, the same replicas. */
static void
test_residual_of_training (void)
{
  const gsize n = 200, n_test = 45, n_seen = n - n_test; /* of windows of 20: 181 - 45 for training */
  Case c[2];

  for (guint i = 0; i < 2; i++)
    {
      g_autofree double *values = g_new (double, n);

      for (gsize t = 0; t < n; t++)
        values[t] = sin (0.3 * (double) t) + 0.1 * cos (1.7 * (double) (t * t)) + (i == 1 && t >= n_seen ? 9.0 : 0.0);
      case_init (&c[i], support_series (values, n, 20, n_test), WSC_RESAMPLE_RESIDUAL);
      case_run (&c[i], 1);
      g_assert_cmpuint (c[i].resampled.train[0][c[i].resampled.n_train - 1] + 20, ==, n_seen);
    }
  for (guint r = 0; r < c[0].resampled.n_replicas; r++)
    {
      const float *a = c[0].resampled.series + r * n, *b = c[1].resampled.series + r * n;

      g_assert_cmpmem (a, n_seen * sizeof (float), b, n_seen * sizeof (float));
      for (gsize t = n_seen; t < n; t++)
        g_assert_cmpfloat (b[t], ==, wsc_dataset_get_scaled_series (c[1].dataset)[t]);
    }
  case_clear (&c[0]);
  case_clear (&c[1]);
}

/* A sine has rank 2; asked for 6, its signal is all of it and nothing is left to resample. */
static void
test_residual_of_lower_rank (void)
{
  const gsize n = 150;
  Case c;

  case_init (&c, support_sine (n, 0.1, 0, 20), WSC_RESAMPLE_RESIDUAL);
  c.settings.signal_rank = 6;
  case_run (&c, 1);
  for (gsize t = 0; t < n; t++)
    support_assert_near (c.resampled.series[t], wsc_dataset_get_scaled_series (c.dataset)[t], 1e-6, 0);
  case_clear (&c);
}

static void
test_resolve (void)
{
  WscEstimateSettings settings = support_settings ();

  g_assert_cmpint (wsc_resample_resolve (&settings, TRUE), ==, WSC_RESAMPLE_RESIDUAL);
  g_assert_cmpint (wsc_resample_resolve (&settings, FALSE), ==, WSC_RESAMPLE_IID);
  settings.resample = WSC_RESAMPLE_NONE;
  g_assert_cmpint (wsc_resample_resolve (&settings, TRUE), ==, WSC_RESAMPLE_NONE);
}

static gboolean
same_draws (const Case *a, const Case *b, gsize length, guint n_common)
{
  for (guint r = 0; r < n_common; r++)
    if (a->resampled.series != NULL
            ? memcmp (a->resampled.series + r * length, b->resampled.series + r * length, length * sizeof (float)) != 0
            : memcmp (a->resampled.train[r], b->resampled.train[r], a->resampled.n_train * sizeof (guint32)) != 0)
      return FALSE;
  return TRUE;
}

/* The same numbers for any number of threads, and for replica r whatever the number of replicas. */
static void
test_streams (void)
{
  const WscResample schemes[] = { WSC_RESAMPLE_IID, WSC_RESAMPLE_SUBSET, WSC_RESAMPLE_BLOCK, WSC_RESAMPLE_RESIDUAL };

  for (guint s = 0; s < G_N_ELEMENTS (schemes); s++)
    {
      Case one;

      case_init (&one, support_sine (150, 0.1, 0.1, 20), schemes[s]);
      case_run (&one, 1);
      for (guint threads = 2; threads <= 7; threads++)
        {
          Case other;

          case_init (&other, support_sine (150, 0.1, 0.1, 20), schemes[s]);
          other.settings.replicas += (int) threads;
          case_run (&other, threads);
          g_assert_true (same_draws (&one, &other, 150, one.resampled.n_replicas));
          case_clear (&other);
        }
      case_clear (&one);
    }
}

static void
assert_refused (WscDataset *dataset, const WscEstimateSettings *settings, const char *message)
{
  g_autoptr (WscDataset) owned = dataset;
  g_autoptr (GError) error = NULL;
  WscResampled resampled;

  g_assert_false (wsc_resampled_init (&resampled, owned, settings, 1, NULL, &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_RANGE);
  g_assert_cmpstr (error->message, ==, message);
}

static void
test_errors (void)
{
  WscEstimateSettings settings = support_settings ();

  settings.resample = WSC_RESAMPLE_RESIDUAL;
  assert_refused (
      support_table (20, 2, 0), &settings,
      "“rows” is a table, and only a series has residuals to resample; set estimate.resample to iid or subset");
  settings.signal_window = 11;
  settings.signal_rank = 12;
  assert_refused (support_sine (100, 0.1, 0, 20), &settings,
                  "The signal of the residual bootstrap (estimate.signal-window, estimate.signal-rank): 12 components "
                  "of a window of 11 over 100 values; allowed: 1 to 11");
  settings.resample = WSC_RESAMPLE_BLOCK;
  assert_refused (
      support_table (20, 2, 0), &settings,
      "“rows” is a table, and only a series has blocks to resample; set estimate.resample to iid or subset");
  settings.block = 82;
  assert_refused (support_sine (100, 0.1, 0, 20), &settings,
                  "Blocks of 82 windows out of 81 for training; allowed: 1 to 81 (estimate.block)");
  settings.resample = WSC_RESAMPLE_SUBSET;
  settings.subset_share = 1.0;
  assert_refused (support_table (20, 2, 0), &settings,
                  "Subsets with a share of 1 of 20 training samples; allowed: more than 0 and less than 1, of at least "
                  "2 samples (estimate.subset-share)");
  settings.replicas = 0;
  assert_refused (support_table (20, 2, 0), &settings, "0 replicas; at least 1 is needed");
}

static gboolean
refuse (gpointer user_data, double fraction, const char *phase)
{
  return FALSE;
}

static void
test_stop (void)
{
  const WscHook hook = { .report = refuse, .n_threads = 2 };
  g_autoptr (WscDataset) dataset = support_sine (200, 0.1, 0.1, 20);
  const WscEstimateSettings settings = support_settings ();
  g_autoptr (GError) error = NULL;
  WscResampled resampled;

  g_assert_false (wsc_resampled_init (&resampled, dataset, &settings, 1, &hook, &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_STOPPED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/estimate/resample/none", test_none);
  g_test_add_func ("/estimate/resample/iid", test_iid);
  g_test_add_func ("/estimate/resample/subset", test_subset);
  g_test_add_func ("/estimate/resample/subset-size", test_subset_size);
  g_test_add_func ("/estimate/resample/blocks", test_blocks);
  g_test_add_func ("/estimate/resample/extreme-blocks", test_extreme_blocks);
  g_test_add_func ("/estimate/resample/residual", test_residual);
  g_test_add_func ("/estimate/resample/residual-of-training", test_residual_of_training);
  g_test_add_func ("/estimate/resample/residual-of-lower-rank", test_residual_of_lower_rank);
  g_test_add_func ("/estimate/resample/resolve", test_resolve);
  g_test_add_func ("/estimate/resample/streams", test_streams);
  g_test_add_func ("/estimate/resample/errors", test_errors);
  g_test_add_func ("/estimate/resample/stop", test_stop);
  return g_test_run ();
}
