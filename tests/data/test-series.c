#include "test-data.h"

#include <math.h>
#include <string.h>

/* x_t = sin (tau_t) + noise, both ends included; mean and deviation of the noise as asked. */
static void
test_sine (void)
{
  WscDataSettings s = default_settings ();
  g_autoptr (WscDataset) dataset = NULL;
  const double *t, *x, *clean;
  double sum = 0, sum2 = 0;
  const gsize n = 20000;

  s.length = (int) n;
  dataset = make (&s);
  t = wsc_dataset_get_times (dataset);
  x = wsc_dataset_get_observed (dataset);
  clean = wsc_dataset_get_clean (dataset);
  g_assert_cmpuint (wsc_dataset_get_length (dataset), ==, n);
  g_assert_cmpfloat (t[0], ==, -4 * G_PI);
  g_assert_cmpfloat (t[n - 1], ==, 4 * G_PI);
  for (gsize i = 0; i < n; i++)
    {
      g_assert_cmpfloat_with_epsilon (t[i], -4 * G_PI + 8 * G_PI * i / (n - 1), 1e-12);
      g_assert_cmpfloat (clean[i], ==, sin (t[i]));
      sum += x[i] - clean[i];
      sum2 += (x[i] - clean[i]) * (x[i] - clean[i]);
    }
  g_assert_cmpfloat (fabs (sum / n), <, 4 * 0.2 / sqrt (n));
  g_assert_cmpfloat (fabs (sum2 / n / 0.04 - 1), <, 4 * sqrt (2.0 / n));
  g_assert_cmpstr (wsc_dataset_get_name (dataset), ==, "Noisy sine");
}

/* The noise is the stream "data.noise" of the seed; its size changes nothing else. */
static void
test_sine_noise (void)
{
  WscDataSettings s = default_settings ();
  g_autoptr (WscDataset) noisy = make (&s), none = NULL, more = NULL;
  WscRandom random;

  s.noise = 0;
  none = make (&s);
  s.noise = 0.4;
  more = make (&s);
  wsc_random_init (&random, 1, "data.noise", 0);
  for (gsize i = 0; i < 500; i++)
    {
      const double clean = wsc_dataset_get_clean (noisy)[i], z = wsc_random_normal (&random);

      g_assert_cmpfloat (wsc_dataset_get_observed (none)[i], ==, clean);
      g_assert_cmpfloat (wsc_dataset_get_observed (noisy)[i], ==, clean + 0.2 * z);
      g_assert_cmpfloat (wsc_dataset_get_observed (more)[i], ==, clean + 0.4 * z);
    }
}

/* first and count cut the series without changing its values. */
static void
test_range (void)
{
  WscDataSettings s = default_settings ();
  g_autoptr (WscDataset) whole = make (&s), part = NULL;

  s.first = 100;
  s.count = 250;
  part = make (&s);
  g_assert_cmpuint (wsc_dataset_get_length (part), ==, 250);
  for (gsize i = 0; i < 250; i++)
    {
      g_assert_cmpfloat (wsc_dataset_get_observed (part)[i], ==, wsc_dataset_get_observed (whole)[100 + i]);
      g_assert_cmpfloat (wsc_dataset_get_times (part)[i], ==, wsc_dataset_get_times (whole)[100 + i]);
    }
  g_assert_true (has_note (part, "Used: 250 of 500 rows, from row 101 on"));
  s.first = 500;
  assert_no_dataset (&s, WSC_ERROR_RANGE, "data.first is 500; allowed: 0 to 499");
  s.first = 400;
  s.count = 101;
  assert_no_dataset (&s, WSC_ERROR_RANGE, "data.count is 101; allowed: 0 to 100");
}

/* --- windows --------------------------------------------------------------- */

static const struct
{
  WscTask task;
  int window, horizon;
  gsize input, target, n_targets, span; /* where those of sample 0 begin; values it covers */
} tasks[] = {
  { WSC_TASK_RESTORE, 20, 5, 0, 0, 20, 20 },
  { WSC_TASK_RESTORE, 500, 5, 0, 0, 500, 500 },
  { WSC_TASK_RESTORE_LONGER, 10, 20, 0, 0, 20, 20 },
  { WSC_TASK_RESTORE_LONGER, 20, 10, 0, 0, 10, 20 },
  { WSC_TASK_RESTORE_LONGER_BACK, 10, 20, 10, 0, 20, 20 },
  { WSC_TASK_RESTORE_LONGER_BACK, 20, 10, 0, 10, 10, 20 },
  { WSC_TASK_FORECAST, 20, 1, 0, 20, 1, 21 },
  { WSC_TASK_FORECAST, 20, 7, 0, 20, 7, 27 },
};

/* Every window against slices of the series, and the views are views. */
static void
test_windows (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (tasks); i++)
    {
      WscDataSettings s = default_settings ();
      g_autoptr (WscDataset) dataset = NULL;
      const float *x;
      WscSamples samples;

      s.task = tasks[i].task;
      s.window = tasks[i].window;
      s.horizon = tasks[i].horizon;
      s.test_share = 0;
      dataset = make (&s);
      x = wsc_dataset_get_scaled_series (dataset);
      wsc_dataset_get_samples (dataset, &samples);
      g_assert_cmpuint (samples.n_inputs, ==, tasks[i].window);
      g_assert_cmpuint (samples.n_targets, ==, tasks[i].n_targets);
      g_assert_cmpuint (samples.n_samples, ==, 500 - tasks[i].span + 1);
      g_assert_cmpuint (samples.input_step, ==, 1);
      g_assert_cmpuint (samples.target_step, ==, 1);
      g_assert_true (samples.inputs == x + tasks[i].input);
      g_assert_true (samples.targets == x + tasks[i].target);
      g_assert_cmpuint (wsc_dataset_get_input_offset (dataset), ==, tasks[i].input);
      g_assert_cmpuint (wsc_dataset_get_target_offset (dataset), ==, tasks[i].target);
      /* The last sample reaches the last value and no further. */
      g_assert_cmpuint (samples.n_samples - 1 +
                            MAX (tasks[i].input + samples.n_inputs, tasks[i].target + samples.n_targets),
                        ==, 500);
    }
}

static void
test_samples_over (void)
{
  WscDataSettings s = default_settings ();
  g_autoptr (WscDataset) dataset = NULL;
  g_autofree float *other = g_new0 (float, 500);
  WscSamples own, over;

  s.task = WSC_TASK_RESTORE_LONGER_BACK;
  s.horizon = 30;
  dataset = make (&s);
  wsc_dataset_get_samples (dataset, &own);
  wsc_dataset_get_samples_over (dataset, other, &over);
  g_assert_true (over.inputs == other + 10);
  g_assert_true (over.targets == other);
  g_assert_cmpuint (over.n_samples, ==, own.n_samples);
  g_assert_cmpuint (over.n_inputs, ==, own.n_inputs);
}

static void
test_names (void)
{
  WscDataSettings s = default_settings ();
  g_autoptr (WscDataset) dataset = make (&s);
  const char *const *names = wsc_dataset_get_input_names (dataset);

  g_assert_cmpuint (g_strv_length ((char **) names), ==, 20);
  g_assert_cmpstr (names[0], ==, "t");
  g_assert_cmpstr (names[19], ==, "t+19");
  g_assert_cmpuint (wsc_dataset_get_n_classes (dataset), ==, 0);
  g_assert_null (wsc_dataset_get_classes (dataset));
  g_assert_null (wsc_dataset_get_class_names (dataset));
}

/* --- scaling --------------------------------------------------------------- */

/* scaled * factor + offset gives the observed series back, and the scaled one is as promised. */
static void
test_scaling (void)
{
  for (int scale = WSC_SCALE_NONE; scale <= WSC_SCALE_UNIT; scale++)
    {
      WscDataSettings s = default_settings ();
      g_autoptr (WscDataset) dataset = NULL;
      const float *x;
      double factor, offset, sum = 0, sum2 = 0, low = INFINITY, high = -INFINITY;

      s.source = WSC_SOURCE_AIRPASSENGERS;
      s.scale = scale;
      s.test_share = 0;
      dataset = make (&s);
      x = wsc_dataset_get_scaled_series (dataset);
      factor = wsc_dataset_get_target_factors (dataset)[0];
      offset = wsc_dataset_get_target_offsets (dataset)[19];
      for (gsize i = 0; i < 144; i++)
        {
          g_assert_cmpfloat_with_epsilon (x[i] * factor + offset, wsc_dataset_get_observed (dataset)[i], 1e-4);
          sum += x[i];
          sum2 += (double) x[i] * x[i];
          low = fmin (low, x[i]);
          high = fmax (high, x[i]);
        }
      if (scale == WSC_SCALE_STANDARDISE)
        {
          g_assert_cmpfloat_with_epsilon (sum / 144, 0, 1e-6);
          g_assert_cmpfloat_with_epsilon (sum2 / 144, 1, 1e-6);
        }
      if (scale == WSC_SCALE_UNIT)
        {
          g_assert_cmpfloat (low, ==, -1);
          g_assert_cmpfloat (high, ==, 1);
        }
      if (scale == WSC_SCALE_NONE)
        g_assert_true (factor == 1 && offset == 0);
    }
}

/* What comes after the training values has no say in their scale. */
static void
test_scaling_by_training (void)
{
  g_autofree char *path = write_file ("step.csv", "x\n1\n3\n1\n3\n1\n3\n1\n3\n900\n900\n", -1);
  g_autofree char *flat = write_file ("flat.csv", "x\n2\n2\n2\n2\n2\n2\n2\n2\n900\n900\n", -1);
  WscDataSettings s = default_settings ();
  g_autoptr (WscDataset) dataset = NULL;
  gsize n_train, n_test;

  s.source = WSC_SOURCE_FILE;
  s.path = path;
  s.window = 2;
  s.test_share = 0.2;
  s.scale = WSC_SCALE_STANDARDISE;
  dataset = make (&s);
  wsc_dataset_get_train (dataset, &n_train);
  wsc_dataset_get_test (dataset, &n_test);
  g_assert_cmpuint (n_train, ==, 6);
  g_assert_cmpuint (n_test, ==, 2);
  g_assert_cmpfloat_with_epsilon (wsc_dataset_get_target_offsets (dataset)[0], 13.0 / 7, 1e-12);
  g_assert_cmpfloat_with_epsilon (wsc_dataset_get_target_factors (dataset)[0], sqrt (48.0 / 49), 1e-12);
  s.path = flat;
  assert_no_dataset (
      &s, WSC_ERROR_FORMAT,
      "Found a series whose first 7 values, those for training, are all 2 (variance 0), expected one that "
      "varies");
}

/* In words that bear a mean below zero. */
static void
test_scaling_note (void)
{
  g_autofree char *path = write_file ("below.csv", "x\n-3\n-1\n-3\n-1\n-3\n-1\n", -1);
  WscDataSettings s = default_settings ();
  g_autoptr (WscDataset) standardised = NULL, unit = NULL;

  s.source = WSC_SOURCE_FILE;
  s.path = path;
  s.window = 2;
  s.scale = WSC_SCALE_STANDARDISE;
  standardised = make (&s);
  g_assert_true (has_note (standardised,
                           "Scaled: the training values’ mean -2 became 0, their standard deviation 1 became 1; errors "
                           "are in the original unit"));
  s.scale = WSC_SCALE_UNIT;
  unit = make (&s);
  g_assert_true (
      has_note (unit, "Scaled: the training values’ range -3 to -1 became −1 to 1; errors are in the original unit"));
}

/* What is set for a file is not asked of a set that comes with the program. */
static void
test_columns_of_files_only (void)
{
  static const WscSource sources[] = { WSC_SOURCE_ECG, WSC_SOURCE_IRIS };

  for (gsize i = 0; i < G_N_ELEMENTS (sources); i++)
    {
      WscDataSettings s = default_settings ();
      g_autoptr (WscDataset) plain = NULL, dataset = NULL;

      s.source = sources[i];
      s.task = sources[i] == WSC_SOURCE_IRIS ? WSC_TASK_CLASSIFY : WSC_TASK_RESTORE;
      plain = make (&s);
      s.column = s.target = (char *) "elsewhere";
      dataset = make (&s);
      g_assert_cmpstr (wsc_dataset_get_digest (dataset), ==, wsc_dataset_get_digest (plain));
    }
}

/* --- the split ------------------------------------------------------------- */

/* Ascending, disjoint, and with a cut no training window shares a value with a test window. */
static void
test_split_at_end (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (tasks); i++)
    {
      WscDataSettings s = default_settings ();
      g_autoptr (WscDataset) dataset = NULL;
      const guint32 *train, *test;
      gsize n_train, n_test, n;

      if (tasks[i].span == 500)
        continue;
      s.task = tasks[i].task;
      s.window = tasks[i].window;
      s.horizon = tasks[i].horizon;
      s.test_share = 0.25;
      dataset = make (&s);
      n = 500 - tasks[i].span + 1;
      train = wsc_dataset_get_train (dataset, &n_train);
      test = wsc_dataset_get_test (dataset, &n_test);
      g_assert_cmpuint (n_test, ==, (gsize) floor (n * 0.25 + 0.5));
      for (gsize j = 0; j < n_test; j++)
        g_assert_cmpuint (test[j], ==, n - n_test + j);
      for (gsize j = 0; j < n_train; j++)
        g_assert_cmpuint (train[j], ==, j);
      /* one more would touch the first test window */
      g_assert_cmpuint (train[n_train - 1] + tasks[i].span, ==, test[0]);
    }
}

static void
test_split_random (void)
{
  WscDataSettings s = default_settings ();
  g_autoptr (WscDataset) dataset = NULL, other = NULL;
  g_autofree gboolean *seen = g_new0 (gboolean, 481);
  const guint32 *train, *test;
  gsize n_train, n_test, n_other;

  s.split = WSC_SPLIT_RANDOM;
  dataset = make (&s);
  train = wsc_dataset_get_train (dataset, &n_train);
  test = wsc_dataset_get_test (dataset, &n_test);
  g_assert_cmpuint (n_train + n_test, ==, 481);
  g_assert_cmpuint (n_test, ==, 96);
  for (gsize i = 0; i < n_train; i++)
    {
      g_assert_true (i == 0 || train[i] > train[i - 1]);
      seen[train[i]] = TRUE;
    }
  for (gsize i = 0; i < n_test; i++)
    {
      g_assert_true (i == 0 || test[i] > test[i - 1]);
      g_assert_false (seen[test[i]]);
    }
  g_assert_cmpuint (test[n_test - 1] - test[0], >, n_test); /* not simply a block */
  other = wsc_dataset_new (&s, 2, NULL, NULL, NULL);
  g_assert_true (memcmp (test, wsc_dataset_get_test (other, &n_other), n_test * sizeof *test) != 0);
}

static void
test_no_test (void)
{
  for (int split = WSC_SPLIT_AUTO; split <= WSC_SPLIT_LAST; split++)
    {
      WscDataSettings s = default_settings ();
      g_autoptr (WscDataset) dataset = NULL;
      gsize n_train, n_test;

      s.split = split;
      s.test_share = 0;
      dataset = make (&s);
      wsc_dataset_get_train (dataset, &n_train);
      wsc_dataset_get_test (dataset, &n_test);
      g_assert_cmpuint (n_train, ==, 481);
      g_assert_cmpuint (n_test, ==, 0);
      g_assert_true (has_note (dataset, "Samples: 481, all for training"));
    }
}

/* --- digest ---------------------------------------------------------------- */

static char *
digest_of (const WscDataSettings *s, guint64 seed)
{
  g_autoptr (WscDataset) dataset = wsc_dataset_new (s, seed, NULL, NULL, NULL);

  return g_strdup (wsc_dataset_get_digest (dataset));
}

static void
test_digest (void)
{
  const WscDataSettings s = default_settings ();
  WscDataSettings other[8];
  g_autofree char *own = digest_of (&s, 1), *again = digest_of (&s, 1), *seed = digest_of (&s, 2);

  g_assert_cmpuint (strlen (own), ==, 64);
  g_assert_cmpuint (strspn (own, "0123456789abcdef"), ==, 64);
  g_assert_cmpstr (own, ==, again);
  g_assert_cmpstr (own, !=, seed);
  for (gsize i = 0; i < G_N_ELEMENTS (other); i++)
    other[i] = s;
  other[0].noise = 0.21;
  other[1].length = 501;
  other[2].window = 21;
  other[3].test_share = 0.3;
  other[4].scale = WSC_SCALE_UNIT;
  other[5].split = WSC_SPLIT_RANDOM;
  other[6].task = WSC_TASK_FORECAST;
  other[7].to = 4.5;
  for (gsize i = 0; i < G_N_ELEMENTS (other); i++)
    {
      g_autofree char *changed = digest_of (&other[i], 1);

      g_assert_cmpstr (own, !=, changed);
    }
}

/* --- refusals -------------------------------------------------------------- */

#define REFUSE(field, value, code, message)                                                                            \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    WscDataSettings refused = s;                                                                                       \
    refused.field = value;                                                                                             \
    assert_no_dataset (&refused, code, message);                                                                       \
  }                                                                                                                    \
  G_STMT_END

static void
test_refusals (void)
{
  WscDataSettings s = default_settings ();

  REFUSE (window, 501, WSC_ERROR_RANGE, "data.window is 501, longer than the series of 500 values; allowed: 1 to 500");
  REFUSE (window, 0, WSC_ERROR_RANGE, "data.window is 0; allowed: 1 to 500");
  REFUSE (length, 1, WSC_ERROR_RANGE, "data.length is 1; allowed: 2 to 10000000");
  REFUSE (noise, -0.1, WSC_ERROR_RANGE, "data.noise is -0.1; allowed: 0 to 1e+06");
  REFUSE (noise, NAN, WSC_ERROR_RANGE, "data.noise is nan; allowed: 0 to 1e+06");
  REFUSE (from, 4, WSC_ERROR_RANGE, "data.from is 4 and data.to is 4; data.to must be the larger");
  REFUSE (test_share, 0.95, WSC_ERROR_RANGE, "data.test-share is 0.95; allowed: 0 to 0.9");
  REFUSE (task, WSC_TASK_CLASSIFY, WSC_ERROR_RANGE,
          "Noisy sine is a series; allowed tasks: restore, restore longer, forecast");
  REFUSE (source, WSC_SOURCE_FILE, WSC_ERROR_FILE, "No file is chosen: data.path is empty");
  REFUSE (source, 99, WSC_ERROR_RANGE, "data.source is 99; allowed: 0 to 11");
  s.task = WSC_TASK_FORECAST;
  REFUSE (horizon, 481, WSC_ERROR_RANGE,
          "data.window is 20 and data.horizon is 481, together longer than the series of 500 values");
  REFUSE (horizon, 0, WSC_ERROR_RANGE, "data.horizon is 0; allowed: 1 to 500");
  s.task = WSC_TASK_RESTORE;
  s.test_share = 0.5;
  REFUSE (window, 300, WSC_ERROR_RANGE,
          "data.test-share is 0.5, which leaves no window for training: 101 of 201 windows are for the test, and those "
          "that "
          "overlap them (300 values each) are left out; lower it, or shorten the window");
}

static void
test_constant (void)
{
  g_autofree char *path = write_file ("constant.csv", "t,x\n0,5\n1,5\n2,5\n3,5\n", -1);
  g_autofree char *large = write_file ("large.csv", "t,x\n0,5\n1,1e300\n2,5\n3,5\n", -1);
  WscDataSettings s = default_settings ();

  s.source = WSC_SOURCE_FILE;
  s.path = path;
  s.window = 2;
  assert_no_dataset (&s, WSC_ERROR_FORMAT,
                     "Found a series whose 4 values are all 5 (variance 0), expected one that varies");
  s.path = large;
  assert_no_dataset (&s, WSC_ERROR_NUMERIC,
                     "Value 2 of the series is 1e+300, too large for training; set data.scale to standardise");
  s.scale = WSC_SCALE_STANDARDISE;
  wsc_dataset_unref (make (&s));
}

void
add_series_tests (void)
{
  g_test_add_func ("/series/sine", test_sine);
  g_test_add_func ("/series/sine-noise", test_sine_noise);
  g_test_add_func ("/series/range", test_range);
  g_test_add_func ("/series/windows", test_windows);
  g_test_add_func ("/series/samples-over", test_samples_over);
  g_test_add_func ("/series/names", test_names);
  g_test_add_func ("/series/scaling", test_scaling);
  g_test_add_func ("/series/split-at-end", test_split_at_end);
  g_test_add_func ("/series/split-random", test_split_random);
  g_test_add_func ("/series/scaling-by-training", test_scaling_by_training);
  g_test_add_func ("/series/scaling-note", test_scaling_note);
  g_test_add_func ("/series/columns-of-files-only", test_columns_of_files_only);
  g_test_add_func ("/series/no-test", test_no_test);
  g_test_add_func ("/series/digest", test_digest);
  g_test_add_func ("/series/refusals", test_refusals);
  g_test_add_func ("/series/constant", test_constant);
}
