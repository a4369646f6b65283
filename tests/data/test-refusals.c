/* Every kind of bad input gets a message that says where, what was found and what was expected. */
#include "test-data.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void
test_empty (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (wsc_table_parse ("test.csv", NULL, 0, WSC_HEADER_AUTO, NULL, &error));
  g_assert_error (error, WSC_ERROR, WSC_ERROR_FORMAT);
  assert_refused ("", WSC_HEADER_AUTO, WSC_ERROR_FORMAT, "test.csv: found an empty file, expected rows of numbers");
  assert_refused ("\xef\xbb\xbf", WSC_HEADER_AUTO, WSC_ERROR_FORMAT,
                  "test.csv: found an empty file, expected rows of numbers");
  assert_refused ("\n \n# x\n", WSC_HEADER_AUTO, WSC_ERROR_FORMAT,
                  "test.csv: found only blank lines and comments, expected rows of numbers");
  assert_refused ("t,value\n", WSC_HEADER_AUTO, WSC_ERROR_FORMAT,
                  "test.csv: found a header and no rows, expected rows of numbers");
}

static char *
rows_with (guint n, guint bad, const char *text)
{
  GString *rows = g_string_new ("t,value\n");

  for (guint i = 2; i <= n; i++)
    if (i == bad)
      g_string_append_printf (rows, "%s\n", text);
    else
      g_string_append_printf (rows, "%u,%u.5\n", i, i);
  return g_string_free (rows, FALSE);
}

static const struct
{
  const char *name, *text, *message;
} bad_rows[] = {
  { "too-few", "731", "test.csv, line 731: found 1 column, expected 2 as on line 1" },
  { "too-many", "731,1,2", "test.csv, line 731: found 3 columns, expected 2 as on line 1" },
  { "text", "731,abc", "test.csv, line 731, column 2 (value): found “abc”, expected a number" },
  { "text-in-first", "abc,1", "test.csv, line 731, column 1 (t): found “abc”, expected a number" },
  { "number-and-text", "731,1.5V", "test.csv, line 731, column 2 (value): found “1.5V”, expected a number" },
  { "two-numbers", "731,1.5 2", "test.csv, line 731, column 2 (value): found “1.5 2”, expected a number" },
  { "hexadecimal", "731,0x10", "test.csv, line 731, column 2 (value): found “0x10”, expected a number" },
  { "too-large", "731,1e999", "test.csv, line 731, column 2 (value): found “1e999”, expected a number" },
  { "nan", "731,nan",
    "test.csv, line 731, column 2 (value): found “nan”, expected a finite number, or an empty cell for a missing one" },
  { "inf", "731,-inf",
    "test.csv, line 731, column 2 (value): found “-inf”, expected a finite number, or an empty cell for a missing "
    "one" },
  { "na", "731,NA",
    "test.csv, line 731, column 2 (value): found “NA”, expected a finite number, or an empty cell for a missing one" },
  { "open-quote", "731,\"1",
    "test.csv, line 731: found a quote without its end, expected a closing quote before the next cell" },
  { "text-after-quote", "731,\"1\"2",
    "test.csv, line 731: found a quote without its end, expected a closing quote before the next cell" },
  { "long-text", "731,abcdefghijabcdefghijabcdefghijabcdefghijXXXX",
    "test.csv, line 731, column 2 (value): found “abcdefghijabcdefghijabcdefghijabcdefghij”, expected a number" },
};

static void
test_bad_row (gconstpointer data)
{
  const gsize i = GPOINTER_TO_SIZE (data);
  g_autofree char *text = rows_with (900, 731, bad_rows[i].text);

  assert_refused (text, WSC_HEADER_AUTO, WSC_ERROR_FORMAT, bad_rows[i].message);
}

/* Lines count as an editor counts them: comments, blank lines and lines inside quotes too. */
static void
test_line_numbers (void)
{
  assert_refused ("# one\n\nname,x\n\"a\nb\",1\n# six\n\"c\",2\nd,oops\n", WSC_HEADER_AUTO, WSC_ERROR_FORMAT,
                  "test.csv, line 8, column 2 (x): found “oops”, expected a number");
  assert_refused ("t;x\r\n0;1,5\r\n1;2,5\r\n2;3.5\r\n", WSC_HEADER_AUTO, WSC_ERROR_FORMAT,
                  "test.csv, line 4, column 2 (x): found “3.5”, expected a number with a decimal comma");
  assert_refused ("a,b,c\n1,2\n3,4\n", WSC_HEADER_AUTO, WSC_ERROR_FORMAT,
                  "test.csv, line 2: found 2 columns, expected 3 as on line 1");
  assert_refused ("1,2\n3\n4,5\n6,7\n", WSC_HEADER_AUTO, WSC_ERROR_FORMAT,
                  "test.csv, line 2: found 1 column, expected 2 as on line 1");
  assert_refused ("\"a\nb", WSC_HEADER_AUTO, WSC_ERROR_FORMAT,
                  "test.csv, line 1: found a quote without its end, expected a closing quote before the next cell");
}

static void
test_wide (void)
{
  g_autoptr (GString) text = g_string_new ("1");

  for (guint i = 0; i < 100000; i++)
    g_string_append (text, ",1");
  assert_refused (text->str, WSC_HEADER_AUTO, WSC_ERROR_FORMAT,
                  "test.csv: found 100001 columns, expected at most 100000");
}

static void
assert_file_refused (const char *path, WscErrorCode code, const char *problem)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *message = g_strdup_printf ("%s%s", path, problem);

  g_assert_null (wsc_table_load (path, WSC_HEADER_AUTO, NULL, &error));
  g_assert_error (error, WSC_ERROR, (int) code);
  g_assert_cmpstr (error->message, ==, message);
}

static void
test_binary (void)
{
  static const char bytes[] = "t,value\n1,2\n\0\1\2\3", utf16[] = "\xff\xfet\0,\0x\0\n\0";
  g_autofree char *binary = write_file ("binary.csv", bytes, sizeof bytes - 1);
  g_autofree char *wide = write_file ("utf16.csv", utf16, sizeof utf16 - 1);

  assert_file_refused (binary, WSC_ERROR_FORMAT, ": found a binary file (byte 13 is zero), expected a text file");
  assert_file_refused (wide, WSC_ERROR_FORMAT, ": found UTF-16 text, expected UTF-8; save it as UTF-8");
}

/* A zero far behind the part that is looked at first. */
static void
test_binary_later (void)
{
  g_autofree char *text = rows_with (300000, 0, ""), *path = NULL;
  const gsize length = strlen (text);

  text[length - 5] = '\0';
  path = write_file ("later.csv", text, (gssize) length);
  {
    g_autofree char *problem = g_strdup_printf (": found a binary file (byte %zu is zero), expected a text file",
                                                length - 4);

    assert_file_refused (path, WSC_ERROR_FORMAT, problem);
  }
}

static void
test_places (void)
{
  g_autofree char *path = write_file ("open.csv", "1,2\n", -1), *folder = g_path_get_dirname (path);

  assert_file_refused (folder, WSC_ERROR_FILE, ": found a folder, expected a text file");
  assert_file_refused ("/nowhere/at/all.csv", WSC_ERROR_FILE, ": cannot be opened (No such file or directory)");
}

/* Root may read anything, so it steps down for the moment. */
static void
test_no_permission (void)
{
  g_autofree char *path = write_file ("closed.csv", "1,2\n", -1);
  const gboolean is_root = geteuid () == 0;

  g_assert_cmpint (g_chmod (path, 0), ==, 0);
  g_assert_true (!is_root || seteuid (65534) == 0);
  assert_file_refused (path, WSC_ERROR_FILE, ": cannot be opened (Permission denied)");
  g_assert_true (!is_root || seteuid (0) == 0);
}

/* A pipe that nobody writes to does not hang the program. */
static void
test_fifo (void)
{
  g_autofree char *path = write_file ("fifo", "", 0);

  g_remove (path);
  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
  assert_file_refused (path, WSC_ERROR_FORMAT, ": found an empty file, expected rows of numbers");
}

typedef struct
{
  guint n_calls, stop_at;
  double largest;
} Calls;

static gboolean
count (gpointer data, double fraction, const char *phase)
{
  Calls *calls = data;

  g_assert_cmpfloat (fraction, >=, 0);
  g_assert_cmpfloat (fraction, <=, 1);
  g_assert_cmpstr (phase, ==, "Reading the file");
  calls->largest = MAX (calls->largest, fraction);
  return ++calls->n_calls != calls->stop_at;
}

/* A line of 2 GiB is refused after 64 MiB of it have been read. */
static void
test_long_line (void)
{
  const gsize n = 130 * 1024 * 1024;
  g_autofree char *ones = g_malloc (n), *path = NULL, *message = NULL;
  g_autoptr (GError) error = NULL;
  Calls calls = { 0 };
  const WscHook hook = { .report = count, .user_data = &calls };

  memset (ones, '1', n);
  path = write_file ("long.csv", ones, (gssize) n);
  g_assert_cmpint (truncate (path, (off_t) 2 * 1024 * 1024 * 1024), ==, 0);
  g_assert_null (wsc_table_load (path, WSC_HEADER_AUTO, &hook, &error));
  message = g_strdup_printf ("%s, line 1: found more than 64 MiB without an end of line, expected rows of cells", path);
  g_assert_error (error, WSC_ERROR, WSC_ERROR_FORMAT);
  g_assert_cmpstr (error->message, ==, message);
  g_assert_cmpfloat (calls.largest, <, 0.07);
  g_remove (path);
}

/* A quote that swallows the rest of a large file is named by its line. */
static void
test_long_quote (void)
{
  g_autoptr (GString) text = g_string_new ("name,x\na,1\n\"b,2\n");

  while (text->len < 70 * 1024 * 1024)
    g_string_append (text, "a,1\nc,2\nd,3\na,1\nc,2\nd,3\na,1\nc,2\nd,3\na,1\nc,2\nd,3\na,1\nc,2\nd,3\n");
  assert_refused (text->str, WSC_HEADER_AUTO, WSC_ERROR_FORMAT,
                  "test.csv, line 3: found a quote without its end, expected a closing quote before the next cell");
}

/* Stopped at every call in turn: the error is STOPPED, and nothing leaks. */
static void
test_stop (void)
{
  g_autofree char *text = rows_with (400000, 0, "");
  Calls all = { 0 };
  WscHook hook = { .report = count, .user_data = &all };
  g_autoptr (WscTable) table = wsc_table_parse ("test.csv", text, strlen (text), WSC_HEADER_AUTO, &hook, NULL);

  g_assert_nonnull (table);
  g_assert_cmpuint (all.n_calls, >, 4);
  g_assert_cmpfloat (all.largest, >, 0.8);
  for (guint i = 1; i <= all.n_calls; i++)
    {
      Calls calls = { .stop_at = i };
      g_autoptr (GError) error = NULL;

      hook.user_data = &calls;
      g_assert_null (wsc_table_parse ("test.csv", text, strlen (text), WSC_HEADER_AUTO, &hook, &error));
      g_assert_error (error, WSC_ERROR, WSC_ERROR_STOPPED);
      g_assert_cmpuint (calls.n_calls, ==, i);
    }
}

void
add_refusal_tests (void)
{
  g_test_add_func ("/refusals/empty", test_empty);
  for (gsize i = 0; i < G_N_ELEMENTS (bad_rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/refusals/line-731/%s", bad_rows[i].name);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_bad_row);
    }
  g_test_add_func ("/refusals/line-numbers", test_line_numbers);
  g_test_add_func ("/refusals/wide", test_wide);
  g_test_add_func ("/refusals/binary", test_binary);
  g_test_add_func ("/refusals/binary-later", test_binary_later);
  g_test_add_func ("/refusals/places", test_places);
  g_test_add_func ("/refusals/no-permission", test_no_permission);
  g_test_add_func ("/refusals/pipe", test_fifo);
  g_test_add_func ("/refusals/long-line", test_long_line);
  g_test_add_func ("/refusals/long-quote", test_long_quote);
  g_test_add_func ("/refusals/stop", test_stop);
}
