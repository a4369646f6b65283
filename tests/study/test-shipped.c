/* The studies that come with the program: whole, valid, and as they say of themselves. With names of studies as
 * arguments those are run and checked against what they expect; without, all are read. */
#include <string.h>

#include "study/study-private.h"

static void
test_read (gconstpointer data)
{
  const char *name = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (WscStudy) study = wsc_study_load (name, &error);

  g_assert_no_error (error);
  wsc_study_validate (study, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (strlen (study->title), >, 5);
  g_assert_cmpuint (strlen (study->notes), >, 40);
  g_assert_cmpuint (study->expect->len, >, 0);
  if (*study->twin != '\0')
    {
      g_autoptr (WscStudy) twin = wsc_study_load (study->twin, &error);
      g_assert_no_error (error);
      g_assert_cmpint (twin->data.source, !=, WSC_SOURCE_FILE);
    }
  g_assert_cmpint (study->data.source == WSC_SOURCE_FILE, ==, *study->twin != '\0');

  /* nothing in the file is superfluous */
  g_autofree char *path = g_strdup_printf ("%s/%s.study", study->directory, name);
  g_autofree char *text = wsc_study_to_text (study);
  g_autofree char *file = NULL;
  g_assert_true (g_file_get_contents (path, &file, NULL, NULL));
  g_assert_cmpstr (file, ==, text);
}

static void
test_names (void)
{
  static const char *const expected[]
    = { "airpassengers", "co2", "ecg", "fig4", "fig4-as-published", "fig6", "fig6-as-published", "fig7", "fig7-as-published",
        "iris", "walk", "walk-ssa", NULL };
  g_auto (GStrv) names = wsc_study_list_shipped ();

  for (guint i = 0; expected[i] != NULL; i++)
    g_assert_true (g_strv_contains ((const char *const *) names, expected[i]));
  for (guint i = 1; names[i] != NULL; i++)
    g_assert_cmpstr (names[i - 1], <, names[i]);
}

static gboolean
has_data (const WscStudy *study)
{
  g_autofree char *path = g_canonicalize_filename (study->data.path, study->directory);

  return study->data.source != WSC_SOURCE_FILE || g_file_test (path, G_FILE_TEST_EXISTS);
}

static void
test_run (gconstpointer data)
{
  g_autoptr (WscStudy) study = wsc_study_load (data, NULL);
  g_autoptr (GString) report = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (WscResults) results = NULL;
  gboolean good;

  if (!has_data (study))
    {
      g_test_skip_printf ("%s is not here", study->data.path);
      return;
    }
  results = wsc_pipeline_run (study, NULL, NULL, &error);
  g_assert_no_error (error);
  good = wsc_results_check (results, report);
  g_test_message ("%s", report->str);
  g_assert_true (good);
}

/* The pair's point: what the figure shows is mostly frames that do not match. */
static void
test_corrected_is_tighter (void)
{
  static const char *const names[] = { "fig6", "fig6-as-published" };
  double variance[2];

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (WscStudy) study = wsc_study_load (names[i], NULL);
      g_autoptr (WscResults) results = wsc_pipeline_run (study, NULL, NULL, NULL);
      g_assert_nonnull (results);
      variance[i] = wsc_neurons_get_mean_variance (wsc_results_get_neurons (results));
    }
  g_test_message ("mean variance: %g corrected, %g as published", variance[0], variance[1]);
  g_assert_cmpfloat (variance[0], <, 0.1 * variance[1]);
}

static void
add_for_each (const char *prefix, char **names, GTestDataFunc func)
{
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *path = g_strconcat (prefix, names[i], NULL);
      g_test_add_data_func_full (path, g_strdup (names[i]), func, g_free);
    }
}

int
main (int argc, char **argv)
{
  g_auto (GStrv) names = NULL;

  g_test_init (&argc, &argv, NULL);
  if (argc > 1)
    {
      add_for_each ("/study/shipped/run/", argv + 1, test_run);
      return g_test_run ();
    }
  names = wsc_study_list_shipped ();
  g_test_add_func ("/study/shipped/names", test_names);
  add_for_each ("/study/shipped/read/", names, test_read);
  g_test_add_func ("/study/shipped/corrected-is-tighter", test_corrected_is_tighter);
  return g_test_run ();
}
