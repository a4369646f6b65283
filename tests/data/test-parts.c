/* A data set taken apart and put together again, whole and damaged. */
#include "test-data.h"

#include <math.h>
#include <string.h>

static WscDatasetParts
take_apart (const WscDataset *d)
{
  WscDatasetParts p = { 0 };
  WscSamples samples;

  wsc_dataset_get_samples (d, &samples);
  p.name = wsc_dataset_get_name (d);
  p.digest = wsc_dataset_get_digest (d);
  p.notes = wsc_dataset_get_notes (d);
  p.input_names = wsc_dataset_get_input_names (d);
  p.n_inputs = samples.n_inputs;
  p.n_targets = samples.n_targets;
  p.n_samples = samples.n_samples;
  p.length = wsc_dataset_get_length (d);
  p.is_series = wsc_dataset_is_series (d);
  p.times = wsc_dataset_get_times (d);
  p.observed = wsc_dataset_get_observed (d);
  p.clean = wsc_dataset_get_clean (d);
  p.n_channels = wsc_dataset_get_n_channels (d);
  p.channels = p.n_channels > 1 ? wsc_dataset_get_channels (d) : NULL;
  p.filled = wsc_dataset_get_filled (d);
  p.series = wsc_dataset_get_scaled_series (d);
  p.input_offset = wsc_dataset_get_input_offset (d);
  p.target_offset = wsc_dataset_get_target_offset (d);
  p.inputs = samples.inputs;
  p.targets = samples.targets;
  p.target_factors = wsc_dataset_get_target_factors (d);
  p.target_offsets = wsc_dataset_get_target_offsets (d);
  p.n_classes = wsc_dataset_get_n_classes (d);
  p.classes = wsc_dataset_get_classes (d);
  p.class_names = wsc_dataset_get_class_names (d);
  p.train = wsc_dataset_get_train (d, &p.n_train);
  p.test = wsc_dataset_get_test (d, &p.n_test);
  return p;
}

static void
assert_same (const WscDataset *a, const WscDataset *b)
{
  const WscDatasetParts p = take_apart (a), q = take_apart (b);

  g_assert_cmpstr (p.name, ==, q.name);
  g_assert_cmpstr (p.digest, ==, q.digest);
  g_assert_true (g_strv_equal (p.notes, q.notes));
  g_assert_true (g_strv_equal (p.input_names, q.input_names));
  g_assert_cmpuint (p.n_samples, ==, q.n_samples);
  g_assert_cmpmem (p.train, p.n_train * sizeof *p.train, q.train, q.n_train * sizeof *q.train);
  g_assert_cmpmem (p.test, p.n_test * sizeof *p.test, q.test, q.n_test * sizeof *q.test);
  g_assert_cmpmem (p.target_factors, p.n_targets * sizeof (double), q.target_factors, q.n_targets * sizeof (double));
  g_assert_cmpuint (p.input_offset, ==, q.input_offset);
  g_assert_cmpuint (p.target_offset, ==, q.target_offset);
  g_assert_true ((p.clean == NULL) == (q.clean == NULL));
  g_assert_cmpuint (p.n_classes, ==, q.n_classes);
  if (p.is_series)
    {
      g_assert_cmpmem (p.series, p.length * sizeof (float), q.series, q.length * sizeof (float));
      g_assert_cmpmem (p.observed, p.length * sizeof (double), q.observed, q.length * sizeof (double));
      return;
    }
  g_assert_cmpmem (p.inputs, p.n_samples * p.n_inputs * sizeof (float), q.inputs,
                   q.n_samples * q.n_inputs * sizeof (float));
  g_assert_cmpmem (p.targets, p.n_samples * p.n_targets * sizeof (float), q.targets,
                   q.n_samples * q.n_targets * sizeof (float));
  g_assert_cmpmem (p.classes, p.n_samples * sizeof (guint32), q.classes, q.n_samples * sizeof (guint32));
  g_assert_true (g_strv_equal (p.class_names, q.class_names));
}

static WscDataset *
make_series (void)
{
  WscDataSettings s = default_settings ();

  s.task = WSC_TASK_RESTORE_LONGER_BACK;
  s.horizon = 30;
  return make (&s);
}

static WscDataset *
make_table (void)
{
  WscDataSettings s = default_settings ();

  s.source = WSC_SOURCE_IRIS;
  s.task = WSC_TASK_CLASSIFY;
  return make (&s);
}

static void
test_round_trip (void)
{
  g_autoptr (WscDataset) series = make_series (), table = make_table (), series2 = NULL, table2 = NULL;
  WscDatasetParts p = take_apart (series), q = take_apart (table);
  g_autoptr (GError) error = NULL;

  series2 = wsc_dataset_new_from_parts (&p, &error);
  g_assert_no_error (error);
  table2 = wsc_dataset_new_from_parts (&q, &error);
  g_assert_no_error (error);
  assert_same (series, series2);
  assert_same (table, table2);
}

static void
assert_damaged (const WscDatasetParts *parts, const char *what)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *message = g_strdup_printf ("The stored data set is damaged: %s", what);

  g_assert_null (wsc_dataset_new_from_parts (parts, &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_FORMAT);
  g_assert_cmpstr (error->message, ==, message);
}

#define DAMAGE(whole, field, value, what)                                                                              \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    WscDatasetParts damaged = whole;                                                                                   \
    damaged.field = value;                                                                                             \
    assert_damaged (&damaged, what);                                                                                   \
  }                                                                                                                    \
  G_STMT_END

static void
test_damage (void)
{
  static const guint32 backwards[] = { 2, 1 }, outside[] = { 1, 471 };
  static const char *const few[] = { "a", NULL };
  g_autoptr (WscDataset) series = make_series (), table = make_table ();
  const WscDatasetParts s = take_apart (series), t = take_apart (table);
  g_autofree float *bad = g_memdup2 (s.series, s.length * sizeof (float));
  g_autofree guint32 *classes = g_memdup2 (t.classes, t.n_samples * sizeof (guint32));

  bad[7] = NAN;
  classes[149] = 3;
  DAMAGE (s, name, NULL, "its name, digest or scaling is missing");
  DAMAGE (s, n_samples, 0, "it has no samples");
  DAMAGE (s, n_samples, 472, "its windows do not fit into the series");
  DAMAGE (s, input_offset, 11, "its windows do not fit into the series");
  DAMAGE (s, input_offset, G_MAXSIZE, "its windows do not fit into the series");
  DAMAGE (s, target_offset, 1, "its windows do not fit into the series");
  DAMAGE (s, length, 499, "its windows do not fit into the series");
  DAMAGE (s, series, NULL, "the values of the series are missing");
  DAMAGE (s, series, bad, "a value is not a finite number");
  DAMAGE (s, input_names, few, "its inputs have no names");
  DAMAGE (s, train, NULL, "its training samples are not in order");
  {
    WscDatasetParts damaged = s;

    damaged.n_test = 2;
    damaged.test = backwards;
    assert_damaged (&damaged, "its test samples are not in order");
    damaged.test = outside;
    assert_damaged (&damaged, "its test samples are not in order");
  }
  DAMAGE (t, n_samples, 149, "rows of the table are missing");
  DAMAGE (t, targets, NULL, "rows of the table are missing");
  DAMAGE (t, inputs, NULL, "rows of the table are missing");
  DAMAGE (t, classes, classes, "its classes do not fit its targets");
  DAMAGE (t, n_classes, 2, "its classes do not fit its targets");
  DAMAGE (t, class_names, few, "its classes do not fit its targets");
}

static void
test_boxed (void)
{
  WscDataset *dataset = make_series (), *copy = g_boxed_copy (WSC_TYPE_DATASET, dataset);

  wsc_dataset_unref (dataset);
  g_assert_cmpuint (wsc_dataset_get_length (copy), ==, 500);
  g_boxed_free (WSC_TYPE_DATASET, copy);
}

void
add_parts_tests (void)
{
  g_test_add_func ("/parts/round-trip", test_round_trip);
  g_test_add_func ("/parts/damage", test_damage);
  g_test_add_func ("/parts/boxed", test_boxed);
}
