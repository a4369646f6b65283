/* Hooks, places and error domains. */
#include "test-base.h"

#include <string.h>

typedef struct
{
  guint n_calls;
  double fraction;
  gboolean answer;
} Calls;

static gboolean
record (gpointer data, double fraction, const char *phase)
{
  Calls *calls = data;

  calls->n_calls++;
  calls->fraction = fraction;
  g_assert_cmpstr (phase, ==, "phase");
  return calls->answer;
}

static void
test_hook (void)
{
  Calls calls = { .answer = TRUE };
  WscHook hook = { .report = record, .user_data = &calls, .n_threads = 3 };
  const WscHook silent = { 0 };

  g_assert_true (wsc_hook_report (NULL, 0.5, "phase"));
  g_assert_true (wsc_hook_report (&silent, 0.5, "phase"));
  g_assert_true (wsc_hook_report (&hook, 0.25, "phase"));
  g_assert_cmpfloat (calls.fraction, ==, 0.25);
  g_assert_true (wsc_hook_report (&hook, 7, "phase"));
  g_assert_cmpfloat (calls.fraction, ==, 1);
  calls.answer = FALSE;
  g_assert_false (wsc_hook_report (&hook, 0.5, "phase"));
  g_assert_cmpuint (calls.n_calls, ==, 3);

  g_assert_cmpuint (wsc_hook_get_n_threads (&hook), ==, 3);
  g_assert_cmpuint (wsc_hook_get_n_threads (&silent), ==, g_get_num_processors ());
  g_assert_cmpuint (wsc_hook_get_n_threads (NULL), ==, g_get_num_processors ());
}

/* The environment decides; else a program in the build folder finds the source tree. */
static void
test_data_path (void)
{
  g_autofree char *kept = g_strdup (g_getenv ("WEIGHTSCAPE_DATA_DIR")), *chosen = NULL, *found = NULL, *empty = NULL;

  g_setenv ("WEIGHTSCAPE_DATA_DIR", "/some/where", TRUE);
  chosen = wsc_data_path ("studies/fig6.study");
  g_setenv ("WEIGHTSCAPE_DATA_DIR", "", TRUE);
  empty = wsc_data_path ("sets/iris.csv");
  g_unsetenv ("WEIGHTSCAPE_DATA_DIR");
  found = wsc_data_path ("sets/iris.csv");
  if (kept != NULL)
    g_setenv ("WEIGHTSCAPE_DATA_DIR", kept, TRUE);
  g_assert_cmpstr (chosen, ==, "/some/where/studies/fig6.study");
  g_assert_true (g_file_test (found, G_FILE_TEST_IS_REGULAR));
  g_assert_cmpstr (empty, ==, found);
}

static void
test_error_domain (void)
{
  g_assert_cmpstr (g_quark_to_string (WSC_ERROR), ==, "wsc-error-quark");
}

void
add_places_tests (void)
{
  g_test_add_func ("/hook", test_hook);
  g_test_add_func ("/data-path", test_data_path);
  g_test_add_func ("/error-domain", test_error_domain);
}
