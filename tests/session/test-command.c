/* The line for the command line: run back through --set, it gives the study that is on the screen. */
#include <glib/gstdio.h>
#include <string.h>

#include "session/document.h"
#include "session/support.h"
#include "study/command.h"

/* What the command line would make of the line: the base it names, and what it sets. */
static WscStudy *
read_line (const char *line, char **base, char **figure)
{
  g_auto (GStrv) words = NULL;
  g_autoptr (GError) error = NULL;
  int n;
  g_assert_true (g_shell_parse_argv (line, &n, &words, &error));
  g_assert_no_error (error);
  g_assert_cmpint (n, >=, 6);
  g_assert_cmpstr (words[0], ==, "weightscape-cli");
  g_assert_cmpstr (words[1], ==, "figure");
  g_assert_cmpstr (words[4], ==, "-o");
  g_assert_true (g_str_has_suffix (words[5], ".pdf"));
  *base = g_strdup (words[2]);
  *figure = g_strdup (words[3]);
  WscStudy *study = g_str_has_suffix (words[2], ".csv") ? wsc_study_propose (words[2], NULL, &error) : wsc_study_load (words[2], &error);
  g_assert_no_error (error);
  for (int i = 6; i < n; i += 2)
    {
      g_assert_cmpstr (words[i], ==, "--set");
      test_set (study, words[i + 1]);
    }
  return study;
}

static void
assert_line (WscSession *session, const char *expected_base)
{
  g_autofree char *line = wsc_session_dup_command (session, wsc_session_get_study (session), "neurons");
  g_autofree char *base = NULL, *figure = NULL;
  g_autoptr (WscStudy) study = read_line (line, &base, &figure);
  g_assert_cmpstr (base, ==, expected_base);
  g_assert_cmpstr (figure, ==, "neurons");
  g_assert_true (wsc_study_equal (study, wsc_session_get_study (session)));
}

static void
set (WscSession *session, const char *key, const char *text)
{
  g_autoptr (GError) error = NULL;
  wsc_session_set_option (session, key, text, &error);
  g_assert_no_error (error);
}

static void
test_untouched (void)
{
  g_autoptr (WscSession) session = wsc_session_new ();
  g_assert_true (wsc_session_open (session, "fig6", NULL));
  g_autofree char *line = wsc_session_dup_command (session, wsc_session_get_study (session), "loss");
  g_assert_cmpstr (line, ==, "weightscape-cli figure fig6 loss -o loss.pdf");
}

static void
test_every_kind (void)
{
  g_autoptr (WscSession) session = wsc_session_new ();
  g_assert_true (wsc_session_open (session, "fig6", NULL));
  set (session, "data.noise", "0.123456789012345");
  set (session, "study.title", "It's “mine” $HOME `ls` \\ & more");
  set (session, "study.notes", "two\nlines");
  set (session, "view.style", "glass");
  set (session, "ssa.groups", "trend: 1; season: 2-3,5");
  set (session, "view.numbers", wsc_session_get_study (session)->view.numbers ? "false" : "true");
  set (session, "view.selected", "3");
  wsc_session_set_camera (session, -12.345678901234567, 1 / 3.0, 1.7, (double[3]){ 1e-9, -0.25, 3 });
  g_assert_true (wsc_session_add_bookmark (session, "side view", NULL));
  assert_line (session, "fig6");
}

/* Of every shipped study, from any other. */
static void
test_from_any_base (void)
{
  g_auto (GStrv) names = wsc_study_list_shipped ();
  g_autoptr (WscStudy) base = wsc_study_load ("iris", NULL);
  for (char **name = names; *name; name++)
    {
      g_autoptr (WscStudy) study = wsc_study_load (*name, NULL);
      g_autoptr (WscStudy) made = wsc_study_copy (base);
      g_auto (GStrv) sets = wsc_command_dup_sets (base, study);
      for (char **assignment = sets; *assignment; assignment++)
        test_set (made, *assignment);
      g_array_set_size (made->expect, 0);
      g_array_set_size (study->expect, 0);
      g_autofree char *path = g_canonicalize_filename (study->data.path, study->directory);
      if (*study->data.path)
        g_assert_cmpstr (made->data.path, ==, path);
      g_free (study->data.path);
      study->data.path = g_strdup (made->data.path);
      g_assert_true (wsc_study_equal (made, study));
    }
}

static void
test_files (void)
{
  g_autofree char *folder = g_dir_make_tmp ("weightscape-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "my study's.study", NULL), *table = g_build_filename (folder, "-t.csv", NULL);
  g_autoptr (WscSession) session = wsc_session_new ();
  g_autoptr (GError) error = NULL;
  g_assert_true (wsc_session_open (session, "fig6", NULL));
  set (session, "data.noise", "0.5");
  g_assert_true (wsc_session_save (session, path, &error));
  assert_line (session, path);
  set (session, "view.level", "0.5"); /* the view of what the file has */
  assert_line (session, path);
  set (session, "data.noise", "0.6"); /* what the file may have next is not known: the shipped study is */
  assert_line (session, "fig6");
  g_assert_true (wsc_session_open (session, path, &error));
  set (session, "data.noise", "0.7"); /* none is known */
  assert_line (session, path);

  g_file_set_contents (table, "x\n1\n2\n3\n4\n5\n6\n7\n8\n9\n3\n2\n1\n", -1, NULL);
  g_autoptr (WscStudy) proposed = wsc_study_propose (table, NULL, &error);
  g_assert_no_error (error);
  wsc_session_set_proposed (session, proposed, table);
  set (session, "data.window", "4");
  assert_line (session, table);
  g_unlink (table);
  g_unlink (path);
  g_rmdir (folder);
}

static void
test_from_nothing (void)
{
  g_autoptr (WscSession) session = wsc_session_new ();
  g_autoptr (WscStudy) study = wsc_study_new ();
  g_autofree char *base = NULL, *figure = NULL;
  wsc_session_set_study (session, study, NULL);
  g_autofree char *line = wsc_session_dup_command (session, study, "series");
  g_autoptr (WscStudy) made = read_line (line, &base, &figure);
  g_array_set_size (made->expect, 0);
  g_assert_true (wsc_study_equal (made, study));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/command/untouched", test_untouched);
  g_test_add_func ("/command/every-kind", test_every_kind);
  g_test_add_func ("/command/from-any-base", test_from_any_base);
  g_test_add_func ("/command/files", test_files);
  g_test_add_func ("/command/from-nothing", test_from_nothing);
  return g_test_run ();
}
