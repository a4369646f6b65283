/* More columns of a file beside the series: which, how long, and that no network sees them. */
#include "test-data.h"

#include <math.h>
#include <string.h>

static WscDataSettings
settings_for (char *path, const char *column, const char *channels)
{
  WscDataSettings s = default_settings ();

  s.source = WSC_SOURCE_FILE;
  s.path = path;
  s.column = (char *) column;
  s.channels = (char *) channels;
  s.window = 2;
  s.test_share = 0;
  return s;
}

/* t, ux, uy, uz and a column of text; `holes` are cells that are empty. */
static char *
write_table (guint n, const char *const *holes)
{
  g_autoptr (GString) text = g_string_new ("t,ux,uy,uz,trial\n");
  static const char *const names[] = { "ux", "uy", "uz" };

  for (guint i = 0; i < n; i++)
    {
      g_string_append_printf (text, "%u", i);
      for (guint c = 0; c < 3; c++)
        {
          g_autofree char *cell = g_strdup_printf ("%s%u", names[c], i);

          if (holes != NULL && g_strv_contains (holes, cell))
            g_string_append (text, ",");
          else
            g_string_append_printf (text, ",%u", 100 * (c + 1) + i * i % 17);
        }
      g_string_append (text, ",walk\n");
    }
  return write_file ("channels.csv", text->str, (gssize) text->len);
}

static void
test_take (void)
{
  static const char *const lists[] = { "uy;uz", " uy ; uz ;", "3;4", "uy;4" };
  g_autofree char *path = write_table (30, NULL);

  for (guint k = 0; k < G_N_ELEMENTS (lists); k++)
    {
      WscDataSettings s = settings_for (path, "ux", lists[k]);
      g_autoptr (WscDataset) dataset = make (&s);
      const double *values = wsc_dataset_get_channels (dataset);

      g_assert_cmpuint (wsc_dataset_get_n_channels (dataset), ==, 3);
      g_assert_cmpstr (wsc_dataset_get_channel_name (dataset, 0), ==, "ux");
      g_assert_cmpstr (wsc_dataset_get_channel_name (dataset, 2), ==, "uz");
      g_assert_cmpmem (values, 30 * sizeof *values, wsc_dataset_get_observed (dataset), 30 * sizeof *values);
      for (guint c = 0; c < 3; c++)
        for (guint i = 0; i < 30; i++)
          g_assert_cmpfloat (values[c * 30 + i], ==, 100 * (c + 1) + i * i % 17);
      g_assert_null (wsc_dataset_get_filled (dataset));
      g_assert_true (has_note (dataset, "Series: column “ux” over “t”"));
      g_assert_true (has_note (dataset, "Channels that SSA takes beside it: “uy”, “uz”"));
    }
}

/* What a network sees is the same with and without; the digest is not. */
static void
test_networks_do_not_see_them (void)
{
  g_autofree char *path = write_table (30, NULL);
  WscDataSettings s = settings_for (path, "ux", NULL);
  g_autoptr (WscDataset) alone = make (&s), with = NULL, other = NULL;
  WscSamples a, b;

  s.channels = (char *) "uy";
  with = make (&s);
  s.channels = (char *) "uz";
  other = make (&s);
  wsc_dataset_get_samples (alone, &a);
  wsc_dataset_get_samples (with, &b);
  g_assert_cmpuint (a.n_samples, ==, b.n_samples);
  g_assert_cmpuint (a.n_inputs, ==, b.n_inputs);
  g_assert_cmpmem (a.inputs, 30 * sizeof (float), b.inputs, 30 * sizeof (float));
  g_assert_cmpstr (wsc_dataset_get_digest (alone), !=, wsc_dataset_get_digest (with));
  g_assert_cmpstr (wsc_dataset_get_digest (with), !=, wsc_dataset_get_digest (other));
}

/* A series without others is its own only channel. */
static void
test_single (void)
{
  g_autofree char *path = write_table (30, NULL);
  WscDataSettings s = settings_for (path, "uy", ""), sine = default_settings (), iris = default_settings ();
  g_autoptr (WscDataset) a = make (&s), b = make (&sine), c = NULL;

  iris.source = WSC_SOURCE_IRIS;
  iris.task = WSC_TASK_CLASSIFY;
  c = make (&iris);
  g_assert_cmpuint (wsc_dataset_get_n_channels (a), ==, 1);
  g_assert_true (wsc_dataset_get_channels (a) == wsc_dataset_get_observed (a));
  g_assert_cmpstr (wsc_dataset_get_channel_name (a, 0), ==, "uy");
  g_assert_cmpuint (wsc_dataset_get_n_channels (b), ==, 1);
  g_assert_cmpstr (wsc_dataset_get_channel_name (b, 0), ==, "Noisy sine");
  g_assert_cmpuint (wsc_dataset_get_n_channels (c), ==, 1);
  g_assert_null (wsc_dataset_get_channels (c));
}

static void
assert_channels_refused (char *path, const char *channels, WscErrorCode code, const char *message)
{
  WscDataSettings s = settings_for (path, "ux", channels);
  g_autofree char *whole = g_strdup_printf ("%s: %s", path, message);

  assert_no_dataset (&s, code, whole);
}

static void
test_refused_names (void)
{
  g_autofree char *path = write_table (10, NULL);

  assert_channels_refused (path, "uy;uw", WSC_ERROR_RANGE,
                           "there is no column “uw”; did you mean “ux”? Columns: 1 t, 2 ux, 3 uy, 4 uz, 5 trial");
  assert_channels_refused (path, "17", WSC_ERROR_RANGE,
                           "there is no column “17”. Columns: 1 t, 2 ux, 3 uy, 4 uz, 5 trial");
  assert_channels_refused (
      path, "uy;trial", WSC_ERROR_FORMAT,
      "column “trial” holds text (“walk”) and can be no channel (data.channels). Columns of numbers: t, "
      "ux, uy, uz");
  assert_channels_refused (path, "uy;ux", WSC_ERROR_RANGE,
                           "column “ux” is the series itself and cannot be one more channel (data.channels)");
  assert_channels_refused (path, "uy;uz;3", WSC_ERROR_RANGE, "column “uy” is named twice (data.channels)");
}

/* --- lengths and gaps ------------------------------------------------------ */

/* Whatever is to become of empty cells. */
static void
test_lengths (void)
{
  static const char *const shorter[] = { "uy8", "uy9", "uz3", NULL }, *const longer[] = { "ux9", NULL };

  for (int missing = WSC_MISSING_REFUSE; missing <= WSC_MISSING_SUBSPACE; missing++)
    {
      g_autofree char *path = write_table (10, shorter);
      WscDataSettings s = settings_for (path, "ux", "uz;uy");

      s.missing = missing;
      assert_no_dataset (&s, WSC_ERROR_FORMAT,
                         "Channel “uy” has 8 values, “ux” has 10; all channels must have the same length");
    }
  {
    g_autofree char *path = write_table (10, longer);
    WscDataSettings s = settings_for (path, "ux", "uy");

    assert_no_dataset (&s, WSC_ERROR_FORMAT,
                       "Channel “uy” has 10 values, “ux” has 9; all channels must have the same length");
  }
  {
    g_autofree char *path = write_table (10, shorter);
    WscDataSettings s = settings_for (path, "ux", "uy");
    g_autoptr (WscDataset) dataset = NULL;

    s.count = 8; /* all of them are there */
    dataset = make (&s);
    g_assert_cmpuint (wsc_dataset_get_n_channels (dataset), ==, 2);
  }
}

static void
test_drop (void)
{
  static const char *const holes[] = { "ux2", "uy2", "uy5", "uz0", NULL };
  g_autofree char *path = write_table (10, holes);
  WscDataSettings s = settings_for (path, "ux", "uy;uz");
  static const guint kept[] = { 1, 3, 4, 6, 7, 8, 9 };
  g_autoptr (WscDataset) dataset = NULL;

  s.missing = WSC_MISSING_DROP;
  dataset = make (&s);
  g_assert_cmpuint (wsc_dataset_get_length (dataset), ==, 7);
  for (guint c = 0; c < 3; c++)
    for (guint i = 0; i < 7; i++)
      {
        g_assert_cmpfloat (wsc_dataset_get_channels (dataset)[c * 7 + i], ==, 100 * (c + 1) + kept[i] * kept[i] % 17);
        g_assert_cmpfloat (wsc_dataset_get_times (dataset)[i], ==, kept[i]);
      }
  g_assert_true (has_note (dataset, "Empty cells: 4; their rows are left out"));
}

/* Each channel by itself, and each place of each known. */
static void
test_interpolate (void)
{
  static const char *const holes[] = { "ux2", "uy5", NULL };
  g_autofree char *path = write_table (10, holes);
  WscDataSettings s = settings_for (path, "ux", "uy;uz");
  g_autoptr (WscDataset) dataset = NULL;
  const double *values;

  s.missing = WSC_MISSING_INTERPOLATE;
  dataset = make (&s);
  values = wsc_dataset_get_channels (dataset);
  for (guint i = 0; i < 30; i++)
    g_assert_cmpuint (wsc_dataset_get_filled (dataset)[i], ==, i == 2 || i == 15);
  g_assert_cmpfloat_with_epsilon (values[2], (values[1] + values[3]) / 2, 1e-12);
  g_assert_cmpfloat_with_epsilon (values[15], (values[14] + values[16]) / 2, 1e-12);
  g_assert_cmpfloat (wsc_dataset_get_observed (dataset)[2], ==, values[2]);
}

static void
test_refuse_gaps (void)
{
  static const char *const holes[] = { "uz1", "uz2", NULL };
  g_autofree char *path = write_table (10, holes);

  assert_channels_refused (
      path, "uy;uz", WSC_ERROR_FORMAT,
      "column “uz” has 2 empty cells, the first in data row 2; set data.missing to drop (leave the rows "
      "out), interpolate (a straight line between the neighbours), iterative or subspace (fill by SSA)");
}

/* --- parts ----------------------------------------------------------------- */

static WscDatasetParts
take_apart (const WscDataset *d, const char *const *names)
{
  WscDatasetParts p = { 0 };
  WscSamples samples;

  wsc_dataset_get_samples (d, &samples);
  p.name = wsc_dataset_get_name (d);
  p.digest = wsc_dataset_get_digest (d);
  p.input_names = wsc_dataset_get_input_names (d);
  p.n_inputs = samples.n_inputs;
  p.n_targets = samples.n_targets;
  p.n_samples = samples.n_samples;
  p.length = wsc_dataset_get_length (d);
  p.is_series = TRUE;
  p.times = wsc_dataset_get_times (d);
  p.observed = wsc_dataset_get_observed (d);
  p.n_channels = wsc_dataset_get_n_channels (d);
  p.channels = wsc_dataset_get_channels (d);
  p.channel_names = names;
  p.filled = wsc_dataset_get_filled (d);
  p.series = wsc_dataset_get_scaled_series (d);
  p.target_factors = wsc_dataset_get_target_factors (d);
  p.target_offsets = wsc_dataset_get_target_offsets (d);
  p.train = wsc_dataset_get_train (d, &p.n_train);
  return p;
}

static void
assert_damaged (const WscDatasetParts *parts)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (wsc_dataset_new_from_parts (parts, &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_FORMAT);
  g_assert_cmpstr (error->message, ==, "The stored data set is damaged: its channels do not fit the series");
}

static void
test_parts (void)
{
  static const char *const holes[] = { "ux2", "uy5", NULL }, *const names[] = { "ux", "uy", NULL };
  g_autofree char *path = write_table (10, holes);
  g_autofree double *other = NULL;
  WscDataSettings s = settings_for (path, "ux", "uy");
  g_autoptr (WscDataset) dataset = NULL, again = NULL;
  WscDatasetParts p;

  s.missing = WSC_MISSING_INTERPOLATE;
  dataset = make (&s);
  p = take_apart (dataset, names);
  again = wsc_dataset_new_from_parts (&p, NULL);
  g_assert_cmpuint (wsc_dataset_get_n_channels (again), ==, 2);
  g_assert_cmpmem (p.channels, 20 * sizeof (double), wsc_dataset_get_channels (again), 20 * sizeof (double));
  g_assert_cmpmem (p.filled, 20, wsc_dataset_get_filled (again), 20);
  g_assert_cmpstr (wsc_dataset_get_channel_name (again, 1), ==, "uy");

  p.channel_names = NULL;
  assert_damaged (&p);
  p.channel_names = names + 1;
  assert_damaged (&p);
  p.channel_names = names;
  p.channels = NULL;
  assert_damaged (&p);
  p.channels = other = g_memdup2 (wsc_dataset_get_channels (dataset), 20 * sizeof (double));
  other[3] += 1;
  assert_damaged (&p);
  other[3] -= 1;
  other[13] = NAN;
  assert_damaged (&p);
}

/* --- a real file ----------------------------------------------------------- */

/* Three axes of acceleration while walking. */
static void
test_walk (void)
{
  const char *folder = g_getenv ("WSC_TEST_SHARED_DATA");
  g_autofree char *path = folder != NULL ? g_build_filename (folder, "motionsense/walk_sub_1_xyz.csv", NULL) : NULL;
  g_autofree char *message = NULL;
  g_autoptr (WscDataset) dataset = NULL;
  WscDataSettings s;

  if (path == NULL || !g_file_test (path, G_FILE_TEST_IS_REGULAR))
    {
      g_test_skip ("motionsense/walk_sub_1_xyz.csv is not here");
      return;
    }
  s = settings_for (path, "ux", "uy;uz");
  dataset = make (&s);
  g_assert_cmpuint (wsc_dataset_get_n_channels (dataset), ==, 3);
  g_assert_cmpuint (wsc_dataset_get_length (dataset), ==, 11112);
  g_assert_cmpfloat (wsc_dataset_get_channels (dataset)[0], ==, 0.091702);
  g_assert_cmpfloat (wsc_dataset_get_channels (dataset)[11112], ==, 0.415881);
  g_assert_cmpfloat (wsc_dataset_get_channels (dataset)[2 * 11112 + 1], ==, -0.106082);
  message =
      g_strdup_printf ("%s: column “trial” holds text (“wlk_7”) and can be no channel (data.channels). Columns of "
                       "numbers: t, ux, uy, uz",
                       path);
  s.channels = (char *) "uy;trial";
  assert_no_dataset (&s, WSC_ERROR_FORMAT, message);
}

void
add_channels_tests (void)
{
  g_test_add_func ("/channels/take", test_take);
  g_test_add_func ("/channels/networks-do-not-see-them", test_networks_do_not_see_them);
  g_test_add_func ("/channels/single", test_single);
  g_test_add_func ("/channels/refused-names", test_refused_names);
  g_test_add_func ("/channels/lengths", test_lengths);
  g_test_add_func ("/channels/drop", test_drop);
  g_test_add_func ("/channels/interpolate", test_interpolate);
  g_test_add_func ("/channels/refuse-gaps", test_refuse_gaps);
  g_test_add_func ("/channels/parts", test_parts);
  g_test_add_func ("/channels/walk", test_walk);
}
