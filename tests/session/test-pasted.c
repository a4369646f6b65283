/* Numbers as text become a file and a study of it; anything else is refused, and leaves nothing. */
#include <glib/gstdio.h>

#include "session/pasted.h"

static char *folder;

static void
set_up (void)
{
  folder = g_dir_make_tmp ("weightscape-XXXXXX", NULL);
  g_assert_nonnull (folder);
}

/* What the file holds, and is gone with it. */
static char *
take_table (const char *text, WscStudy **study)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL, *place = g_build_filename (folder, "pasted", NULL);
  char *table = NULL;
  *study = wsc_pasted_propose (text, place, &path, &error);
  g_assert_no_error (error);
  g_assert_cmpstr ((*study)->title, ==, "Pasted numbers");
  g_assert_cmpstr ((*study)->data.path, ==, path);
  g_assert_true (g_file_get_contents (path, &table, NULL, NULL));
  g_unlink (path);
  return table;
}

static void
test_shapes (void)
{
  static const struct { const char *text, *table; } cases[] = {
    { "  1\n2\n3\n4\n5\n6\n7\n8\n\n", "1\n2\n3\n4\n5\n6\n7\n8\n" },
    { "x\ty\n1\t2\n3\t4\n5\t6\n7\t8\n1\t2\n3\t4\n5\t6\n7\t8\n", "x\ty\n1\t2\n3\t4\n5\t6\n7\t8\n1\t2\n3\t4\n5\t6\n7\t8\n" },
    { "1 2 3 4.5 -6e-3 6 7 8", "1\n2\n3\n4.5\n-6e-3\n6\n7\n8\n" },
    { "1,2,3,4,5,6,7,8", "1\n2\n3\n4\n5\n6\n7\n8\n" },
    { "1, 2, 3, 4, 5, 6, 7, 8", "1\n2\n3\n4\n5\n6\n7\n8\n" },
    { "1,5 2,5 3,5 4,5 5,5 6,5 7,5 8,5", "1.5\n2.5\n3.5\n4.5\n5.5\n6.5\n7.5\n8.5\n" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (WscStudy) study = NULL;
      g_autofree char *table = take_table (cases[i].text, &study);
      g_assert_cmpstr (table, ==, cases[i].table);
    }
}

static void
test_several_a_second (void)
{
  g_autofree char *first = NULL, *second = NULL;
  g_autoptr (WscStudy) a = wsc_pasted_propose ("1\n2\n3\n4\n5\n6\n7\n8\n", folder, &first, NULL);
  g_autoptr (WscStudy) b = wsc_pasted_propose ("8\n7\n6\n5\n4\n3\n2\n1\n", folder, &second, NULL);
  g_assert_cmpstr (first, !=, second);
  g_assert_cmpstr (a->data.path, ==, first);
  g_assert_cmpstr (b->data.path, ==, second);
  g_unlink (first);
  g_unlink (second);
}

static void
assert_refused (const char *text, int code, const char *message)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  g_assert_null (wsc_pasted_propose (text, folder, &path, &error));
  g_assert_null (path);
  g_assert_error (error, WSC_ERROR, code);
  g_assert_cmpstr (error->message, ==, message);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_assert_null (g_dir_read_name (dir));
}

static void
test_refusals (void)
{
  assert_refused ("", WSC_ERROR_FORMAT,
                  "What was copied is no table of numbers: 0 of its 0 words are numbers; 4, and half of all, must be");
  assert_refused ("in 1950 there were 2 or 3 of 4", WSC_ERROR_FORMAT,
                  "What was copied is no table of numbers: 4 of its 9 words are numbers; 4, and half of all, must be");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  set_up ();
  g_test_add_func ("/pasted/refusals", test_refusals);
  g_test_add_func ("/pasted/shapes", test_shapes);
  g_test_add_func ("/pasted/several-a-second", test_several_a_second);
  int status = g_test_run ();
  g_autofree char *place = g_build_filename (folder, "pasted", NULL);
  g_rmdir (place);
  g_rmdir (folder);
  g_free (folder);
  return status;
}
