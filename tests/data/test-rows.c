/* Tables: classes, numbers and rows as targets. */
#include "test-data.h"

#include <math.h>
#include <string.h>

static void
test_iris (void)
{
  WscDataSettings s = default_settings ();
  g_autoptr (WscDataset) dataset = NULL;
  gsize n_train, n_test, counts[3] = { 0 };
  const guint32 *classes, *test;
  const char *const *names;
  WscSamples samples;

  s.source = WSC_SOURCE_IRIS;
  s.task = WSC_TASK_CLASSIFY;
  dataset = make (&s);
  g_assert_false (wsc_dataset_is_series (dataset));
  g_assert_cmpuint (wsc_dataset_get_n_classes (dataset), ==, 3);
  names = wsc_dataset_get_class_names (dataset);
  g_assert_cmpstr (names[0], ==, "setosa");
  g_assert_cmpstr (names[2], ==, "virginica");
  g_assert_null (names[3]);
  g_assert_cmpstr (wsc_dataset_get_input_names (dataset)[3], ==, "petal_width");
  g_assert_null (wsc_dataset_get_scaled_series (dataset));
  g_assert_null (wsc_dataset_get_times (dataset));

  /* the same share of each class in the test */
  classes = wsc_dataset_get_classes (dataset);
  wsc_dataset_get_train (dataset, &n_train);
  test = wsc_dataset_get_test (dataset, &n_test);
  g_assert_cmpuint (n_train, ==, 120);
  g_assert_cmpuint (n_test, ==, 30);
  for (gsize i = 0; i < n_test; i++)
    counts[classes[test[i]]]++;
  for (gsize c = 0; c < 3; c++)
    g_assert_cmpuint (counts[c], ==, 10);

  /* one-hot targets */
  wsc_dataset_get_samples (dataset, &samples);
  g_assert_cmpuint (samples.n_samples, ==, 150);
  g_assert_cmpfloat (samples.inputs[0], ==, 5.1f);
  for (gsize i = 0; i < 150; i++)
    for (guint c = 0; c < 3; c++)
      g_assert_cmpfloat (samples.targets[i * samples.target_step + c], ==, classes[i] == c ? 1 : 0);
  g_assert_cmpfloat (wsc_dataset_get_target_factors (dataset)[2], ==, 1);
  g_assert_cmpfloat (wsc_dataset_get_target_offsets (dataset)[2], ==, 0);
}

/* Each column by its training rows alone; the scaling of targets can be undone. */
static void
test_scaling (void)
{
  WscDataSettings s = default_settings ();
  g_autoptr (WscDataset) raw = NULL;

  s.source = WSC_SOURCE_BOSTON;
  s.task = WSC_TASK_REGRESS;
  raw = make (&s);
  for (int scale = WSC_SCALE_STANDARDISE; scale <= WSC_SCALE_UNIT; scale++)
    {
      g_autoptr (WscDataset) dataset = NULL;
      WscSamples plain, samples;
      const guint32 *train;
      gsize n_train;

      s.scale = scale;
      dataset = make (&s);
      wsc_dataset_get_samples (raw, &plain);
      wsc_dataset_get_samples (dataset, &samples);
      train = wsc_dataset_get_train (dataset, &n_train);
      for (guint j = 0; j < samples.n_inputs; j++)
        {
          double sum = 0, sum2 = 0, low = INFINITY, high = -INFINITY;

          for (gsize i = 0; i < n_train; i++)
            {
              const double x = samples.inputs[train[i] * samples.input_step + j];

              sum += x;
              sum2 += x * x;
              low = fmin (low, x);
              high = fmax (high, x);
            }
          if (scale == WSC_SCALE_STANDARDISE)
            {
              g_assert_cmpfloat_with_epsilon (sum / n_train, 0, 1e-5);
              g_assert_cmpfloat_with_epsilon (sum2 / n_train, 1, 1e-5);
            }
          else
            {
              g_assert_cmpfloat_with_epsilon (low, -1, 1e-6);
              g_assert_cmpfloat_with_epsilon (high, 1, 1e-6);
            }
        }
      for (gsize i = 0; i < samples.n_samples; i++)
        g_assert_cmpfloat_with_epsilon (samples.targets[i] * wsc_dataset_get_target_factors (dataset)[0] +
                                            wsc_dataset_get_target_offsets (dataset)[0],
                                        plain.targets[i], 1e-4);
    }
}

static WscDataSettings
file_settings (char *path, WscTask task)
{
  WscDataSettings s = default_settings ();

  s.source = WSC_SOURCE_FILE;
  s.path = path;
  s.task = task;
  return s;
}

/* Whole numbers as classes, ascending; a target in the middle; text among the inputs left out and named. */
static void
test_number_classes (void)
{
  g_autofree char *path = write_file ("codes.csv", "a,kind,name,b\n1,7,x,5\n2,-1,y,6\n3,7,x,7\n4,3,z,8\n", -1);
  WscDataSettings s = file_settings (path, WSC_TASK_CLASSIFY);
  static const guint32 expected[] = { 2, 0, 2, 1 };
  g_autoptr (WscDataset) dataset = NULL;
  WscSamples samples;

  s.target = (char *) "kind";
  s.test_share = 0;
  dataset = make (&s);
  g_assert_cmpuint (wsc_dataset_get_n_classes (dataset), ==, 3);
  g_assert_cmpstr (wsc_dataset_get_class_names (dataset)[0], ==, "-1");
  g_assert_cmpstr (wsc_dataset_get_class_names (dataset)[2], ==, "7");
  g_assert_cmpmem (wsc_dataset_get_classes (dataset), sizeof expected, expected, sizeof expected);
  wsc_dataset_get_samples (dataset, &samples);
  g_assert_cmpuint (samples.n_inputs, ==, 2);
  g_assert_cmpfloat (samples.inputs[3], ==, 6);
  g_assert_true (has_note (dataset, "Columns of text that are left out: name"));
}

/* A file is a table only for the tasks of tables; the shipped tables restore their rows. */
static void
test_restore_rows (void)
{
  WscDataSettings s = default_settings ();
  g_autoptr (WscDataset) dataset = NULL;
  WscSamples samples;

  s.source = WSC_SOURCE_WINE;
  s.scale = WSC_SCALE_STANDARDISE;
  g_assert_false (wsc_data_settings_is_series (&s));
  dataset = make (&s);
  wsc_dataset_get_samples (dataset, &samples);
  g_assert_cmpuint (samples.n_inputs, ==, 13);
  g_assert_cmpuint (samples.n_targets, ==, 13);
  g_assert_cmpmem (samples.inputs, 178 * 13 * sizeof (float), samples.targets, 178 * 13 * sizeof (float));
  g_assert_cmpfloat_with_epsilon (samples.targets[12] * wsc_dataset_get_target_factors (dataset)[12] +
                                      wsc_dataset_get_target_offsets (dataset)[12],
                                  1065, 1e-3);
  s.source = WSC_SOURCE_FILE;
  g_assert_true (wsc_data_settings_is_series (&s));
  s.task = WSC_TASK_REGRESS;
  g_assert_false (wsc_data_settings_is_series (&s));
}

/* The digits hold pixels that are 0 in every image. */
static void
test_constant_columns (void)
{
  WscDataSettings s = default_settings ();
  g_autoptr (WscDataset) dataset = NULL;
  WscSamples samples;

  s.source = WSC_SOURCE_DIGITS;
  s.task = WSC_TASK_CLASSIFY;
  s.scale = WSC_SCALE_STANDARDISE;
  s.test_share = 0;
  dataset = make (&s);
  wsc_dataset_get_samples (dataset, &samples);
  for (gsize i = 0; i < samples.n_samples; i++)
    g_assert_cmpfloat (samples.inputs[i * 64], ==, 0);
  g_assert_true (has_note (dataset, "Columns that do not vary over the training rows: 3; they become 0 there"));
}

static void
test_missing (void)
{
  g_autofree char *path = write_file ("holes.csv", "a,b,kind\n1,2,x\n,4,y\n5,6,\n7,8,y\n9,,x\n10,11,y\n", -1);
  g_autofree char *message = g_strdup_printf (
      "%s: 3 rows have empty cells, the first is data row 2 in column “a”; set data.missing "
      "to drop (leave the rows out)",
      path);
  WscDataSettings s = file_settings (path, WSC_TASK_CLASSIFY);
  g_autoptr (WscDataset) dataset = NULL;

  s.test_share = 0;
  assert_no_dataset (&s, WSC_ERROR_FORMAT, message);
  s.missing = WSC_MISSING_DROP;
  dataset = make (&s);
  g_assert_cmpuint (wsc_dataset_get_length (dataset), ==, 3);
  g_assert_cmpuint (wsc_dataset_get_n_classes (dataset), ==, 2);
  g_assert_true (has_note (dataset, "Rows with empty cells that are left out: 3"));
}

static void
test_split_last (void)
{
  WscDataSettings s = default_settings ();
  g_autoptr (WscDataset) dataset = NULL;
  const guint32 *test;
  gsize n_test;

  s.source = WSC_SOURCE_BOSTON;
  s.task = WSC_TASK_REGRESS;
  s.split = WSC_SPLIT_LAST;
  dataset = make (&s);
  test = wsc_dataset_get_test (dataset, &n_test);
  g_assert_cmpuint (n_test, ==, 101);
  g_assert_cmpuint (test[0], ==, 405);
  g_assert_cmpuint (test[100], ==, 505);
}

static void
assert_file_refused (const char *text, WscTask task, const char *target, WscErrorCode code, const char *problem)
{
  g_autofree char *path = write_file ("refused.csv", text, -1), *message = g_strdup_printf ("%s%s", path, problem);
  WscDataSettings s = file_settings (path, task);

  s.target = (char *) target;
  assert_no_dataset (&s, code, message);
}

static void
test_refusals (void)
{
  assert_file_refused ("a,b\n1,2.5\n2,3\n", WSC_TASK_CLASSIFY, NULL, WSC_ERROR_FORMAT,
                       ", column “b”: found 2.5 in data row 1, expected classes: text or whole numbers");
  assert_file_refused ("a,b\n1,x\n2,x\n", WSC_TASK_CLASSIFY, "", WSC_ERROR_FORMAT,
                       ": column “b” has 1 classes, expected 2 to 1000");
  assert_file_refused ("a,b\n1,x\n2,y\n", WSC_TASK_REGRESS, NULL, WSC_ERROR_FORMAT,
                       ": column “b” holds text (“x”), expected numbers to predict");
  assert_file_refused ("a,b\n1,3\n2,3\n5,3\n", WSC_TASK_REGRESS, NULL, WSC_ERROR_FORMAT,
                       ": column “b” is 3 in every training row (variance 0), expected a target that varies");
  assert_file_refused ("a\n1\n2\n", WSC_TASK_REGRESS, NULL, WSC_ERROR_FORMAT,
                       ": found no column of numbers beside the target “a”, expected at least one");
  assert_file_refused ("a,b\n1,2\n", WSC_TASK_REGRESS, NULL, WSC_ERROR_FORMAT,
                       ": found 1 complete rows, expected at least 2");
  assert_file_refused ("a,b\n1,2\n2,3\n", WSC_TASK_REGRESS, "c", WSC_ERROR_RANGE,
                       ": there is no column “c”; did you mean “a”? Columns: 1 a, 2 b");
}

static void
test_table_tasks (void)
{
  WscDataSettings s = default_settings ();

  s.source = WSC_SOURCE_IRIS;
  s.task = WSC_TASK_FORECAST;
  assert_no_dataset (&s, WSC_ERROR_RANGE, "Iris is a table; allowed tasks: restore, classify, regress");
}

static void
test_relative_path (void)
{
  g_autofree char *path = write_file ("relative.csv", "x\n1\n2\n4\n", -1), *folder = g_path_get_dirname (path);
  WscDataSettings s = file_settings ((char *) "relative.csv", WSC_TASK_RESTORE);
  g_autoptr (WscDataset) dataset = NULL;
  g_autoptr (GError) error = NULL;

  s.window = 2;
  s.test_share = 0;
  dataset = wsc_dataset_new (&s, 1, folder, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (wsc_dataset_get_length (dataset), ==, 3);
  g_assert_cmpstr (wsc_dataset_get_name (dataset), ==, "relative.csv");
}

void
add_rows_tests (void)
{
  g_test_add_func ("/rows/iris", test_iris);
  g_test_add_func ("/rows/scaling", test_scaling);
  g_test_add_func ("/rows/number-classes", test_number_classes);
  g_test_add_func ("/rows/restore", test_restore_rows);
  g_test_add_func ("/rows/constant-columns", test_constant_columns);
  g_test_add_func ("/rows/missing", test_missing);
  g_test_add_func ("/rows/split-last", test_split_last);
  g_test_add_func ("/rows/refusals", test_refusals);
  g_test_add_func ("/rows/tasks", test_table_tasks);
  g_test_add_func ("/rows/relative-path", test_relative_path);
}
