#include "test-data.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

WscTable *
parse (const char *text, WscHeader header)
{
  g_autoptr (GError) error = NULL;
  WscTable *table = wsc_table_parse ("test.csv", text, strlen (text), header, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (table);
  return table;
}

void
assert_refused (const char *text, WscHeader header, WscErrorCode code, const char *message)
{
  g_autoptr (GError) error = NULL;
  WscTable *table = wsc_table_parse ("test.csv", text, strlen (text), header, NULL, &error);

  g_assert_null (table);
  g_assert_error (error, WSC_ERROR, (int) code);
  g_assert_cmpstr (error->message, ==, message);
}

void
assert_numbers (const WscTable *table, guint column, gsize n, const double *expected)
{
  const double *numbers = wsc_table_get_numbers (table, column);

  g_assert_nonnull (numbers);
  g_assert_cmpuint (wsc_table_get_n_rows (table), ==, n);
  for (gsize i = 0; i < n; i++)
    if (isnan (expected[i]))
      g_assert_true (isnan (numbers[i]));
    else
      g_assert_cmpfloat (numbers[i], ==, expected[i]);
}

WscDataSettings
default_settings (void)
{
  return (WscDataSettings){
    .source = WSC_SOURCE_SINE,
    .from = -4,
    .to = 4,
    .length = 500,
    .noise = 0.2,
    .task = WSC_TASK_RESTORE,
    .window = 20,
    .horizon = 5,
    .test_share = 0.2,
  };
}

static const char *
get_folder (void)
{
  static char *folder = NULL;

  if (folder == NULL)
    folder = g_dir_make_tmp ("weightscape-test-XXXXXX", NULL);
  return folder;
}

char *
write_file (const char *name, const char *text, gssize length)
{
  char *path = g_build_filename (get_folder (), name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, length, &error);
  g_assert_no_error (error);
  return path;
}

WscDataset *
make (const WscDataSettings *settings)
{
  g_autoptr (GError) error = NULL;
  WscDataset *dataset = wsc_dataset_new (settings, 1, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (dataset);
  return dataset;
}

void
assert_no_dataset (const WscDataSettings *settings, WscErrorCode code, const char *message)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (wsc_dataset_new (settings, 1, NULL, NULL, &error));
  g_assert_error (error, WSC_ERROR, (int) code);
  g_assert_cmpstr (error->message, ==, message);
}

gboolean
has_note (const WscDataset *dataset, const char *note)
{
  return g_strv_contains (wsc_dataset_get_notes (dataset), note);
}

static void
remove_folder (void)
{
  g_autoptr (GDir) dir = g_dir_open (get_folder (), 0, NULL);

  for (const char *name; dir != NULL && (name = g_dir_read_name (dir)) != NULL;)
    {
      g_autofree char *path = g_build_filename (get_folder (), name, NULL);

      g_remove (path);
    }
  g_rmdir (get_folder ());
  g_free ((char *) get_folder ());
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  add_number_tests ();
  add_table_tests ();
  add_refusal_tests ();
  add_fuzz_tests ();
  add_shared_tests ();
  add_series_tests ();
  add_missing_tests ();
  add_rows_tests ();
  add_parts_tests ();
  add_channels_tests ();
  add_arrays_tests ();
  status = g_test_run ();
  remove_folder ();
  return status;
}
