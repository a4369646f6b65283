/* Real files: the shipped sets, and those that only the tests may use. */
#include "test-data.h"

#include <math.h>

typedef struct
{
  const char *path;
  gsize n_rows;
  guint n_columns;
  gsize n_missing, n_repeated;
  char separator;
  gboolean decimal_comma;
} File;

static const File files[] = {
  { "motionsense/walk_sub_1_x.csv", 11112, 2, 0, 0, ',', FALSE },
  { "motionsense/walk_sub_1_xyz.csv", 11112, 5, 0, 0, ',', FALSE },
  { "motionsense/upstairs_sub_1_x.csv", 6336, 2, 0, 0, ',', FALSE },
  { "motionsense/data_subjects_info.csv", 24, 5, 0, 0, ',', FALSE },
  { "motionsense/wlk_7_sub_1.csv", 5439, 13, 0, 0, ',', FALSE },
  { "motionsense/wlk_7_sub_2.csv", 7681, 13, 0, 0, ',', FALSE },
  { "motionsense/wlk_8_sub_1.csv", 4340, 13, 0, 0, ',', FALSE },
  { "motionsense/wlk_15_sub_1.csv", 1333, 13, 0, 0, ',', FALSE },
  { "motionsense/dws_1_sub_1.csv", 1751, 13, 0, 0, ',', FALSE },
  { "motionsense/jog_9_sub_1.csv", 4861, 13, 0, 0, ',', FALSE },
  { "motionsense/ups_3_sub_1.csv", 2195, 13, 0, 0, ',', FALSE },
  { "motionsense/ups_3_sub_2.csv", 2635, 13, 0, 0, ',', FALSE },
  { "motionsense/ups_4_sub_1.csv", 3075, 13, 0, 0, ',', FALSE },
  { "motionsense/ups_12_sub_1.csv", 1066, 13, 0, 0, ',', FALSE },
  { "phystech/steps_ladder_m_181_82_44_accm.csv", 21963, 4, 0, 1394, ',', FALSE },
  { "phystech/slow_walk_acc.csv", 11221, 4, 0, 1169, ';', TRUE },
  { "phystech/stairs_acc.csv", 8734, 4, 0, 1429, ';', TRUE },
  { "phystech/Acc_long.csv", 2621, 5, 0, 0, ',', FALSE },
  { "phystech/RealData_1.csv", 1089, 4, 0, 0, ',', FALSE },
  { "gait/gait.csv", 780, 4, 0, 0, ',', FALSE },
  { "eeg/eeg_eye_state.csv", 14980, 15, 0, 0, ',', FALSE },
  { "eeg/m1_ecog_1000hz.csv", 10000, 2, 0, 0, ',', FALSE },
  { "eeg/rat_ca1_lfp_1250hz.csv", 25000, 2, 0, 0, ',', FALSE },
  { "video/pendulum_40x22.csv", 305, 881, 0, 0, ',', FALSE },
  { "video/muybridge_woman_24x48.csv", 20, 1153, 0, 0, ',', FALSE },
  { "video/pendulum_x.csv", 305, 2, 0, 0, ',', FALSE },
  { "series/ecg_mitbih208.csv", 36000, 2, 0, 0, ',', FALSE },
  { "series/co2_weekly.csv", 2284, 2, 59, 0, ',', FALSE },
  { "series/co2_monthly.csv", 468, 2, 0, 0, ',', FALSE },
  { "series/elnino_monthly.csv", 732, 2, 0, 0, ',', FALSE },
  { "series/sunspots_monthly.csv", 2820, 2, 0, 0, ',', FALSE },
  { "series/sunspots_yearly.csv", 289, 2, 0, 0, ',', FALSE },
  { "series/airpassengers.csv", 144, 2, 0, 0, ',', FALSE },
  { "series/nottem.csv", 240, 2, 0, 0, ',', FALSE },
  { "series/lynx.csv", 114, 2, 0, 0, ',', FALSE },
  { "series/ldeaths.csv", 72, 2, 0, 0, ',', FALSE },
  { "series/ukgas.csv", 108, 2, 0, 0, ',', FALSE },
  { "iris/iris.csv", 150, 5, 0, 0, ',', FALSE },
  { "wine/wine.csv", 178, 14, 0, 0, ',', FALSE },
  { "boston/boston.csv", 506, 14, 0, 0, ',', FALSE },
  { "digits/digits.csv", 1797, 65, 0, 0, ',', FALSE },
};

/* NULL, and the test skipped by name, where the file is absent. */
static char *
find_shared (const char *name)
{
  const char *folder = g_getenv ("WSC_TEST_SHARED_DATA");
  g_autofree char *path = folder != NULL ? g_build_filename (folder, name, NULL) : NULL, *reason = NULL;

  if (path != NULL && g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return g_steal_pointer (&path);
  reason = g_strdup_printf ("%s is not here", name);
  g_test_skip (reason);
  return NULL;
}

static void
test_file (gconstpointer data)
{
  const File *file = data;
  g_autofree char *path = find_shared (file->path);
  g_autoptr (GError) error = NULL;
  g_autoptr (WscTable) table = NULL;
  gsize n_missing = 0;

  if (path == NULL)
    return;
  table = wsc_table_load (path, WSC_HEADER_AUTO, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (wsc_table_get_has_header (table));
  g_assert_cmpuint (wsc_table_get_n_rows (table), ==, file->n_rows);
  g_assert_cmpuint (wsc_table_get_n_columns (table), ==, file->n_columns);
  for (guint j = 0; j < file->n_columns; j++)
    n_missing += wsc_table_get_n_missing (table, j);
  g_assert_cmpuint (n_missing, ==, file->n_missing);
  g_assert_cmpuint (wsc_table_get_n_repeated_times (table), ==, file->n_repeated);
  g_assert_cmpint (wsc_table_get_separator (table), ==, file->separator);
  g_assert_cmpint (wsc_table_get_decimal_comma (table), ==, file->decimal_comma);
}

/* The mean, standard deviation and minimum that the origin of the walking series states. */
static void
test_walk_numbers (void)
{
  g_autofree char *path = find_shared ("motionsense/walk_sub_1_x.csv");
  g_autoptr (WscDataset) dataset = NULL;
  WscDataSettings s = default_settings ();
  const double *x;
  double sum = 0, sum2 = 0, low = INFINITY;
  gsize n;

  if (path == NULL)
    return;
  s.source = WSC_SOURCE_FILE;
  s.path = path;
  s.window = 100;
  dataset = make (&s);
  x = wsc_dataset_get_observed (dataset);
  n = wsc_dataset_get_length (dataset);
  for (gsize i = 0; i < n; i++)
    {
      sum += x[i];
      low = fmin (low, x[i]);
    }
  for (gsize i = 0; i < n; i++)
    sum2 += (x[i] - sum / n) * (x[i] - sum / n);
  g_assert_cmpuint (n, ==, 11112);
  g_assert_cmpfloat_with_epsilon (sum / n, 0.059449, 5e-7);
  g_assert_cmpfloat_with_epsilon (sqrt (sum2 / n), 0.492574, 3e-5);
  g_assert_cmpfloat (low, ==, -3.330301);
  g_assert_cmpfloat_with_epsilon (wsc_dataset_get_times (dataset)[n - 1], (n - 1) / 50.0, 1e-9);
  g_assert_cmpstr (wsc_dataset_get_name (dataset), ==, "walk_sub_1_x.csv");
}

/* A column of text is named as such; other columns of the same file are fine by name or number. */
static void
test_walk_columns (void)
{
  g_autofree char *path = find_shared ("motionsense/walk_sub_1_xyz.csv"), *message = NULL;
  WscDataSettings s = default_settings ();
  static char *const good[] = { "uy", "3" };

  if (path == NULL)
    return;
  s.source = WSC_SOURCE_FILE;
  s.path = path;
  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (WscDataset) dataset = NULL;

      s.column = good[i];
      dataset = make (&s);
      g_assert_cmpfloat (wsc_dataset_get_observed (dataset)[0], ==, 0.415881);
      g_assert_true (has_note (dataset, "Series: column “uy” over “t”"));
    }
  s.column = (char *) "trial";
  message = g_strdup_printf ("%s: column “trial” holds text (“wlk_7”), expected numbers", path);
  assert_no_dataset (&s, WSC_ERROR_FORMAT, message);
}

/* An unnamed first column of numbers is the time; the file's own byte-order mark is no part of a name. */
static void
test_awkward_names (void)
{
  g_autofree char *subjects = find_shared ("motionsense/data_subjects_info.csv"), *walk = NULL;
  g_autoptr (WscTable) a = NULL, b = NULL;

  if (subjects == NULL || (walk = find_shared ("motionsense/wlk_7_sub_1.csv")) == NULL)
    return;
  a = wsc_table_load (subjects, WSC_HEADER_AUTO, NULL, NULL);
  b = wsc_table_load (walk, WSC_HEADER_AUTO, NULL, NULL);
  g_assert_cmpstr (wsc_table_get_name (a, 0), ==, "code");
  g_assert_cmpstr (wsc_table_get_name (a, 4), ==, "gender");
  g_assert_cmpfloat (wsc_table_get_numbers (a, 0)[23], ==, 24);
  g_assert_cmpstr (wsc_table_get_name (b, 0), ==, "column 1");
  g_assert_cmpfloat (wsc_table_get_numbers (b, 10)[0], ==, 0.09170199999999999);
}

/* The last row of a file whose separator is a semicolon, decimals are commas and end is no newline. */
static void
test_slow_walk_end (void)
{
  g_autofree char *path = find_shared ("phystech/slow_walk_acc.csv");
  g_autoptr (WscTable) table = NULL;

  if (path == NULL)
    return;
  table = wsc_table_load (path, WSC_HEADER_AUTO, NULL, NULL);
  g_assert_cmpfloat (wsc_table_get_numbers (table, 1)[0], ==, 0);
  g_assert_cmpfloat (wsc_table_get_numbers (table, 1)[1], ==, -2.39899);
  g_assert_cmpfloat (wsc_table_get_numbers (table, 0)[11220], >, 20);
}

/* --- the shipped sets ------------------------------------------------------ */

static const struct
{
  WscSource source;
  WscTask task;
  gsize length;
  guint n_inputs, n_targets;
} shipped[] = {
  { WSC_SOURCE_ECG, WSC_TASK_RESTORE, 36000, 20, 20 },     { WSC_SOURCE_CO2, WSC_TASK_RESTORE, 2284, 20, 20 },
  { WSC_SOURCE_SUNSPOTS, WSC_TASK_FORECAST, 2820, 20, 5 }, { WSC_SOURCE_AIRPASSENGERS, WSC_TASK_RESTORE, 144, 20, 20 },
  { WSC_SOURCE_IRIS, WSC_TASK_CLASSIFY, 150, 4, 3 },       { WSC_SOURCE_WINE, WSC_TASK_CLASSIFY, 178, 13, 3 },
  { WSC_SOURCE_DIGITS, WSC_TASK_CLASSIFY, 1797, 64, 10 },  { WSC_SOURCE_DIGITS, WSC_TASK_RESTORE, 1797, 64, 64 },
  { WSC_SOURCE_BOSTON, WSC_TASK_REGRESS, 506, 13, 1 },
};

static void
test_shipped (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (shipped); i++)
    {
      WscDataSettings s = default_settings ();
      g_autoptr (WscDataset) dataset = NULL;
      WscSamples samples;

      s.source = shipped[i].source;
      s.task = shipped[i].task;
      s.scale = WSC_SCALE_STANDARDISE;
      s.missing = shipped[i].source == WSC_SOURCE_CO2 ? WSC_MISSING_INTERPOLATE : WSC_MISSING_REFUSE;
      dataset = make (&s);
      wsc_dataset_get_samples (dataset, &samples);
      g_assert_cmpuint (wsc_dataset_get_length (dataset), ==, shipped[i].length);
      g_assert_cmpuint (samples.n_inputs, ==, shipped[i].n_inputs);
      g_assert_cmpuint (samples.n_targets, ==, shipped[i].n_targets);
      g_assert_cmpint (wsc_dataset_is_series (dataset), ==, shipped[i].task != WSC_TASK_CLASSIFY && i < 4);
    }
}

void
add_shared_tests (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_strdup_printf ("/shared/%s", files[i].path);

      g_test_add_data_func (path, &files[i], test_file);
    }
  g_test_add_func ("/shared/walk-numbers", test_walk_numbers);
  g_test_add_func ("/shared/walk-columns", test_walk_columns);
  g_test_add_func ("/shared/awkward-names", test_awkward_names);
  g_test_add_func ("/shared/slow-walk-end", test_slow_walk_end);
  g_test_add_func ("/shipped", test_shipped);
}
